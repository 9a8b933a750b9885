"""All about one person in plain words, for that person (45 CFR 164.524), and without anybody else's name.

A line that names somebody else is left out, and that it was is said; of a session's heading only its title, of a disclosure
only the place.  What was disclosed of a risk, the words of a circle and process notes do not go along; who asks for those
speaks with the clinic.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app import elsewhere_words
from facilitator_app.disclosures import Disclosed, disclosures
from facilitator_app.handoff.course_pdf import Section
from facilitator_app.handoff.desk import HANDOFF_KINDS
from facilitator_app.handoff.group import Group, group_of, members_with
from facilitator_app.handoff.guard import Find, Names, replaced
from facilitator_app.keeping_words import carried
from facilitator_app.lanes import LogRow
from facilitator_app.record import elsewhere, requests
from facilitator_app.record.circle import CheckedIn
from facilitator_app.record.clinic import ClinicState, Participant, ParticipantAdded
from facilitator_app.record.doses import ClockRecounted, GivenEarlier
from facilitator_app.record.entry import UnknownFact
from facilitator_app.record.history import History
from facilitator_app.record.leaving import RESTRICTED
from facilitator_app.record.people import Details, PersonTold
from facilitator_app.record.retention import HoldLifted, HoldPlaced
from facilitator_app.record.state import SessionState
from facilitator_app.review import log_rows
from facilitator_app.wording import Words, describe, kind_name

_STAYS = (*HANDOFF_KINDS, ClockRecounted, GivenEarlier, *RESTRICTED, CheckedIn, UnknownFact)
"""Lines of a session that are no part of the copy: the handoff's own workings, and what is read by few."""
_TOLD_ELSEWHERE = (
    ParticipantAdded,
    PersonTold,
    *elsewhere.HAPPENED,
    *requests.KINDS,
    HoldPlaced,
    HoldLifted,
    *RESTRICTED,
    UnknownFact,
)
"""Lines of the clinic that are told in another place, or are about the record and not the person."""


class OwnCopy(msgspec.Struct, frozen=True, kw_only=True):
    """The copy as sections of rows, the person's name, and how many lines were left out for naming somebody else."""

    name: str
    sections: tuple[Section, ...]
    withheld: int


def own_copy(
    person: UUID,
    clinic: History[ClinicState],
    sessions: Sequence[History[SessionState]],
    words: Words,
) -> OwnCopy:
    """Everything about ``person``; ``sessions`` are those with lines of theirs, in any order."""
    state = clinic.state
    known = state.participants[person]
    there = sorted(
        (one for one in sessions if one.state.opened_at is not None), key=lambda one: one.entries[0].observed_at
    )
    alone = Alone(person, everybody(there, state, person), words)
    reader = _Reader(person, alone, words)
    zone = ZoneInfo(state.zone)
    sections = [Section(heading=words.render("own_copy.known"), rows=alone.rows(tuple(_known(known, words))))]
    sections += [reader.session(number, history) for number, history in enumerate(there, start=1)]
    sections.append(reader.clinic(clinic, zone))
    sections.append(reader.brought(clinic, zone))
    asking = state.asking.get(person)
    if asking is not None and asking.requests:
        said = tuple(("", text) for text in carried(asking, None, words, zone, still_open=True))
        held = alone.rows(said, "carried.names_another")
        sections.append(Section(heading=words.render("own_copy.corrections"), rows=held))
    told = alone.disclosed(disclosures(person, there, asking, words))
    sections.append(Section(heading=words.render("own_copy.disclosures"), rows=disclosed_rows(told, words)))
    return OwnCopy(
        name=known.told.preferred_name,
        sections=tuple(one for one in sections if one.rows),
        withheld=alone.withheld,
    )


def disclosed_rows(told: Iterable[Disclosed], words: Words) -> tuple[tuple[str, str], ...]:
    """Disclosures as rows of day and text; one row that says so where there were none."""
    rows = tuple((one.day.isoformat(), disclosed(one, words)) for one in told)
    return rows or (("", words.render("disclosed.none")),)


def disclosed(one: Disclosed, words: Words) -> str:
    """A disclosure in one sentence."""
    text = words.render("disclosed.row", to=one.to, what=one.what, purpose=one.purpose)
    return f"{text} {one.remark}" if one.remark else text


class Alone:
    """What is written about one person as it may leave: without anybody else, and how much was held back for it."""

    def __init__(self, person: UUID, group: Group, words: Words) -> None:
        self._person = person
        self._group = group
        self._words = words
        self.withheld = 0

    def rows(self, rows: Sequence[tuple[str, str]], instead: str = "own_copy.withheld") -> tuple[tuple[str, str], ...]:
        """The rows without those that name somebody else; looked through together first, since mostly none does."""
        if not self._finds("\n".join(text for _, text in rows)):
            return tuple(rows)
        return tuple((label, self.text(text, instead)) for label, text in rows)

    def text(self, text: str, instead: str = "own_copy.withheld") -> str:
        """A text, or that it names somebody else."""
        if not self._finds(text):
            return text
        self.withheld += 1
        return self._words.render(instead)

    def heading(self, number: int, title: str, at: datetime) -> str:
        """A session by its title, or by its day alone where the title names somebody else."""
        if not self._finds(title):
            return self._words.render("course.sitting", number=number, title=title, at=at)
        self.withheld += 1
        return self._words.render("own_copy.untitled", number=number, at=at)

    def disclosed(self, told: Iterable[Disclosed]) -> tuple[Disclosed, ...]:
        """Disclosures with every place replaced that shows somebody else: that each was made is told in any case."""
        return tuple(
            msgspec.structs.replace(
                one, to=self._replaced(one.to), what=self._replaced(one.what), purpose=self._replaced(one.purpose)
            )
            for one in told
        )

    def _replaced(self, text: str) -> str:
        for find in reversed(self._finds(text)):
            text = replaced(text, find, self._words.render(find.suggestion))
            self.withheld += 1
        return text

    def _finds(self, text: str) -> tuple[Find, ...]:
        return self._group.in_texts(self._person, {"text": text})


class _Reader:
    """Turns lines into rows, without those that name somebody else."""

    def __init__(self, person: UUID, alone: Alone, words: Words) -> None:
        self._person = person
        self._alone = alone
        self._words = words

    def session(self, number: int, history: History[SessionState]) -> Section:
        state, zone = history.state, ZoneInfo(history.state.zone)
        assert state.opened_at is not None  # others were left out
        heading = self._alone.heading(number, state.title, state.opened_at.astimezone(zone))
        rows = [
            (f"{row.at:%H:%M}", self._told(row))
            for row in log_rows(history, zone, self._words)
            if row.participant == self._person and self._goes(history, row)
        ]
        return Section(heading=heading, rows=self._alone.rows(rows))

    def clinic(self, history: History[ClinicState], zone: ZoneInfo) -> Section:
        """What is written of them outside sessions."""
        rows = [
            (f"{line.entry.observed_at.astimezone(zone):%Y-%m-%d}", self._line(line.entry.fact))
            for line in history.lines()
            if line.entry.participant == self._person
            and line.voided is None
            and not isinstance(line.entry.fact, _TOLD_ELSEWHERE)
        ]
        return Section(heading=self._words.render("own_copy.outside"), rows=self._alone.rows(rows))

    def brought(self, history: History[ClinicState], zone: ZoneInfo) -> Section:
        """What they brought with them from elsewhere, and by whom it was brought in."""
        names = {id: member.name for id, member in history.state.staff.items()}
        rows = list(elsewhere_words.brought_rows(history.about(self._person), names, self._words, zone))
        about = [("", self._words.render("elsewhere.about"))] if rows else []
        return Section(heading=self._words.render("elsewhere.title"), rows=self._alone.rows(about + rows))

    def _goes(self, history: History[SessionState], row: LogRow) -> bool:
        line = history.line(row.entry)
        return line is not None and not isinstance(line.entry.fact, _STAYS)

    def _told(self, row: LogRow) -> str:
        """A withdrawn line says no more than that: it may have been about another."""
        if row.voided:
            return self._words.render("mark.voided")
        said = f"{row.kind}: {row.text}" if row.text else row.kind
        return f"{said} ({row.done_by})" if row.done_by else said

    def _line(self, fact: object) -> str:
        name = kind_name(fact, self._words)  # type: ignore[arg-type]  # lines hold facts
        said = describe(fact, self._words)  # type: ignore[arg-type]  # likewise
        return f"{name}: {said}" if said else name


def _known(known: Participant, words: Words) -> Iterator[tuple[str, str]]:
    told = msgspec.structs.asdict(known.told) | msgspec.structs.asdict(known.details)
    for field in (*ParticipantAdded.__struct_fields__, *Details.__struct_fields__):
        value = told[field]
        text = ", ".join(value) if isinstance(value, tuple) else str(value)
        if text:
            yield words.render(f"field.{field}"), text


def everybody(sessions: Iterable[History[SessionState]], clinic: ClinicState, *whose: UUID) -> Group:
    """Everybody of these sessions, and of every group that the people are or were in ``whose`` lines are read."""
    people: dict[UUID, Names] = {}
    staff = dict.fromkeys(member.name for member in clinic.staff.values())
    for history in sessions:
        group = group_of(history, clinic)
        staff |= dict.fromkeys(group.staff)
        for person, names in group.people.items():
            before = people.get(person)
            people[person] = names if before is None else msgspec.structs.replace(names, seats=())
    return Group(people=members_with(clinic, *whose) | people, staff=tuple(staff))
