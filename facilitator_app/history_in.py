"""What people bring with them taken into the record from a table, tried first; and everybody's history as such a table.

Knows the clinic's writer and the table's reader; nothing is written before somebody says so, and then all of it or nothing.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app import text
from facilitator_app.app import App
from facilitator_app.clinic import Clinic
from facilitator_app.faults import Question, Refusal
from facilitator_app.history_file import FIELDS, Answers, Called, Sort, Told, Who, happenings
from facilitator_app.moving_in import What, numbers_out, numbers_told
from facilitator_app.own_history import OwnHistory
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.doses import SHORT, Route, plain
from facilitator_app.record.elsewhere import (
    DoseElsewhere,
    Happened,
    ScoreElsewhere,
    SessionElsewhere,
    brought,
    same,
)
from facilitator_app.record.entry import Part
from facilitator_app.record.names import called_in_clinic
from facilitator_app.record.people import folded
from facilitator_app.record.roles import Act, word_counts
from facilitator_app.table_file import Table, written
from facilitator_app.text import render, say


class Outcome(NamedTuple):
    """A line of the file and what becomes of it; ``facts`` are those that are not here yet, ``like_line`` the line that
    says the same of the same person."""

    line: int
    what: What
    person: UUID | None = None
    facts: tuple[Happened, ...] = ()
    like_line: int = 0
    why: Refusal | None = None

    @property
    def may_be_another(self) -> bool:
        """Whether it is taken in only where somebody says that it is another than the line before."""
        return self.what is What.ALIKE


class Trial(NamedTuple):
    """What taking a table in comes to, line by line; ``digest`` is the file's sum."""

    outcomes: tuple[Outcome, ...]
    digest: str

    def count(self, what: What) -> int:
        """How many lines come to that."""
        return sum(one.what is what for one in self.outcomes)


async def try_out(app: App, table: Table, content: bytes, columns: Mapping[str, str], answers: Answers) -> Trial:
    """What would become of each line, in the order of the file; nothing is written.  Raises Refusal like ``happenings``."""
    clinic = app.clinic
    if clinic is None:
        raise Refusal("app.locked")
    told, wrong = await asyncio.to_thread(happenings, table, columns, answers, called_words())
    who = _People(clinic)
    outcomes = [Outcome(one.line, What.REFUSED, why=one.why) for one in wrong]
    own = OwnHistory(app)
    here: dict[UUID, Counter[Happened]] = {}
    seen: dict[tuple[UUID, Happened], int] = {}
    for one in told:
        try:
            person = who.of(one.who)
            _may_be(one, clinic, person)
        except Refusal as refusal:
            outcomes.append(Outcome(one.line, What.REFUSED, why=refusal))
            continue
        if person not in here:
            here[person] = Counter(await _known(clinic, own, person))
        outcomes.append(_outcome(one, person, here[person], seen))
    return Trial(tuple(sorted(outcomes, key=lambda one: one.line)), hashlib.sha256(content).hexdigest())


async def take_in(clinic: Clinic, trial: Trial, others: Collection[int], *, good_only: bool = False) -> int:
    """Write down what is new, and the ``others`` of the lines that say the same as an earlier one; how many lines that were.

    Raises Question history.some_refused where lines are not taken, unless ``good_only``, and Refusal history.nothing.
    """
    taken = [one for one in trial.outcomes if one.what is What.NEW or (one.may_be_another and one.line in others)]
    if not taken:
        raise Refusal("history.nothing")
    if trial.count(What.REFUSED) and not good_only:
        raise Question(
            "history.some_refused", field="lines", confirm="good_only", count=trial.count(What.REFUSED), good=len(taken)
        )
    await clinic.write(
        [
            Part(
                fact=msgspec.structs.replace(fact, file_digest=trial.digest),
                about=one.person,
                at=_moment(clinic, fact.day),
            )
            for one in taken
            for fact in one.facts
        ]
    )
    return len(taken)


def outcomes_told(trial: Trial, state: ClinicState) -> list[tuple[Outcome, str]]:
    """What becomes of each line, in words, without its number; two of one name are told apart."""
    whom = {one.person for one in trial.outcomes if one.person is not None}
    names = called_in_clinic(whom, state.participants)
    return [(one, _outcome_told(one, names)) for one in trial.outcomes]


def _outcome_told(one: Outcome, names: Mapping[UUID, str]) -> str:
    if one.why is not None or one.person is None:
        return render("moving.refused", why=say(one.why)) if one.why is not None else ""
    name = names.get(one.person, "")
    said = "; ".join(f"{one_of(fact)} {fact.day:%Y-%m-%d}" for fact in one.facts)
    return render(f"history.{one.what.value}", name=name, said=said, line=one.like_line)


def one_of(fact: Happened) -> str:
    """What a line is about, in words."""
    return render(f"sort.{_sort(fact).value}")


def totals_told(trial: Trial) -> str:
    """How many lines come to what."""
    return render("history.totals", **{what.value: trial.count(what) for what in What})


def called() -> dict[str, str]:
    """What the fields are called in every language that is spoken, folded: the heads of a table of our own."""
    return {folded(one.render(f"history_field.{field}")): field for one in text.languages() for field in FIELDS}


def called_words() -> Called:
    """What sorts of lines and routes are called in every language that is spoken, folded."""
    sorts = {folded(one.render(f"sort.{sort}")): sort.value for one in text.languages() for sort in Sort}
    routes = {folded(one.word(route)): route.value for one in text.languages() for route in Route}
    return Called(
        sorts | {sort.value: sort.value for sort in Sort},
        routes | {route.value: route.value for route in Route} | {key: route.value for key, route in SHORT.items()},
    )


async def history_table(app: App) -> bytes:
    """What was held, given and scored of everybody, here and elsewhere, as a table that can be taken in again.

    Raises Refusal session.not_your_word or oversight.not_yours for whom it is not to read.
    """
    clinic, here = app.clinic, app.at_screen
    if clinic is None:
        raise Refusal("app.locked")
    if here is None or not word_counts(here.roles, Act.READ_COURSE):
        raise Refusal("session.not_your_word", act=Act.READ_COURSE.value)
    own, numbers = OwnHistory(app, guarded=True), numbers_out(clinic)
    rows: list[tuple[str, ...]] = []
    for id, person in clinic.state.participants.items():
        who = (numbers.get(id, ""), person.told.legal_name, person.told.birth_date)
        rows += [(*(cell.strip() for cell in who), *_cells(fact)) for fact in await _known(clinic, own, id)]
    rows.sort(key=lambda row: (folded(row[1]), *row))
    return written([[render(f"history_field.{field}") for field in FIELDS], *rows])


class _People:
    """Everybody of the clinic by what a line can say of them."""

    def __init__(self, clinic: Clinic) -> None:
        self._there = clinic.state.participants
        self._by_number: dict[str, list[UUID]] = {}
        self._by_name: dict[tuple[str, str], list[UUID]] = {}
        for id, number in numbers_told(clinic).items():
            if id in self._there:
                self._by_number.setdefault(folded(number), []).append(id)
        for id, person in self._there.items():
            self._by_number.setdefault(str(id), []).append(id)
            if person.told.legal_name and person.told.birth_date:
                self._by_name.setdefault((folded(person.told.legal_name), person.told.birth_date), []).append(id)

    def of(self, who: Who) -> UUID:
        """Whom a line is of.  Raises Refusal history.nobody, .several and .number_of_another."""
        found = self._by_number.get(folded(who.number), []) if who.number else []
        by_name = self._by_name.get((folded(who.legal_name), who.birth_date), [])
        if len(found) > 1:
            found = [id for id in found if id in by_name]
            if len(found) != 1:
                raise Refusal("history.several", field="number")
        if not found and len(by_name) > 1:
            raise Refusal("history.several", field="legal_name")
        found = found or by_name
        if not found:
            raise Refusal("history.nobody", field="legal_name")
        self._agree(who, found[0])
        return found[0]

    def _agree(self, who: Who, person: UUID) -> None:
        """A line whose number is one person's and whose name or day of birth is another's is nobody's."""
        told = self._there[person].told
        other_name = who.legal_name and told.legal_name and folded(who.legal_name) != folded(told.legal_name)
        if other_name or (who.birth_date and told.birth_date and who.birth_date != told.birth_date):
            raise Refusal("history.number_of_another", field="number")


def _may_be(one: Told, clinic: Clinic, person: UUID) -> None:
    born = clinic.state.participants[person].told.birth_date
    for fact in one.facts:
        if fact.day > clinic.today:
            raise Refusal("entry.in_the_future", field="date")
        if born and fact.day < date.fromisoformat(born):
            raise Refusal("elsewhere.before_birth", field="date")


def _outcome(one: Told, person: UUID, here: Counter[Happened], seen: dict[tuple[UUID, Happened], int]) -> Outcome:
    """What becomes of a line: what it says is here, stands in the file before, or is new."""
    left: list[Happened] = []
    for fact in one.facts:
        if here[fact]:
            here[fact] -= 1
        else:
            left.append(fact)
    before = [seen[person, fact] for fact in left if (person, fact) in seen]
    seen.update({(person, fact): one.line for fact in left if (person, fact) not in seen})
    if not left:
        return Outcome(one.line, What.THERE, person, one.facts)
    if before:
        return Outcome(one.line, What.ALIKE, person, tuple(left), before[0])
    return Outcome(one.line, What.NEW, person, tuple(left))


async def _known(clinic: Clinic, own: OwnHistory, person: UUID) -> list[Happened]:
    """Everything of a person as a table says it, from elsewhere and from here."""
    elsewhere = [same(entry.fact) for entry in brought(clinic.history.about(person))]  # type: ignore[arg-type]
    return [*elsewhere, *await own.of(person)]


def _moment(clinic: Clinic, day: date) -> datetime | None:
    """Noon of the day in the clinic's zone; now for today."""
    if day == clinic.today:
        return None
    return datetime.combine(day, time(12), ZoneInfo(clinic.state.zone)).astimezone(UTC)


def _sort(fact: Happened) -> Sort:
    if isinstance(fact, SessionElsewhere):
        return Sort.SESSION
    if isinstance(fact, DoseElsewhere):
        return Sort.DOSE
    return Sort.SCORE if isinstance(fact, ScoreElsewhere) else Sort(fact.held_for.value)


def _cells(fact: Happened) -> Sequence[str]:
    """The cells of a line, after those that say of whom it is."""
    said = {"sort": one_of(fact), "date": fact.day.isoformat(), "words": fact.words}
    if isinstance(fact, SessionElsewhere):
        said |= {"programme": fact.in_programme, "place": "" if fact.place is None else str(fact.place)}
    elif isinstance(fact, DoseElsewhere):
        route = text.word(Route(fact.route)) if fact.route in {one.value for one in Route} else fact.route
        said |= {"drug": fact.drug, "amount": plain(fact.amount), "unit": fact.unit, "route": route}
    elif isinstance(fact, ScoreElsewhere):
        item_9 = "" if fact.item_9 is None else str(fact.item_9)
        said |= {"instrument": fact.name, "version": fact.version, "total": plain(fact.total), "item_9": item_9}
    return [said.get(field, "") for field in FIELDS[3:]]
