"""A person's way through their sessions, one row each, as plain data.  Pure; the sessions' histories are passed in.

Shows nobody else and judges nothing: what was given, measured, said and played, as the records tell it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app import integration_words
from facilitator_app.record import music, room
from facilitator_app.record.adverse import AdverseReported
from facilitator_app.record.doses import DoseGiven, plain
from facilitator_app.record.elsewhere import SessionElsewhere
from facilitator_app.record.history import History, Line
from facilitator_app.record.integration import Visit
from facilitator_app.record.places import places_of
from facilitator_app.record.programme import Programme
from facilitator_app.record.scores import INWARD, LEVELS, Scale, Scored
from facilitator_app.record.state import Person, SessionState
from facilitator_app.record.vitals import Measure, VitalsTaken
from facilitator_app.wording import Words, level

QUEASY = ("nausea", "vomiting")
"""The observation and the adverse events that say that somebody felt sick."""


class Rise(msgspec.Struct, frozen=True, kw_only=True):
    """How far blood pressure rose over the person's own baseline, in mmHg; ``highest`` after the first dose."""

    measure: Measure
    baseline: Decimal
    highest: Decimal

    @property
    def by(self) -> Decimal:
        """The difference; below zero where it only fell."""
        return self.highest - self.baseline


class Sitting(msgspec.Struct, frozen=True, kw_only=True):
    """One session of a person; ``at`` in the session's own zone.  ``queasy``: how often nausea was seen or told.

    ``place`` is which of the programme's sessions it was for the person, of ``planned`` (None: open-ended, or not set).
    ``visits`` are those after it, the missed ones too.
    """

    session: UUID
    number: int
    title: str
    programme: str
    at: datetime
    place: int = 1
    planned: int | None = None
    intention: str = ""
    doses: tuple[str, ...] = ()
    depth: tuple[str, ...] = ()
    rises: tuple[Rise, ...] = ()
    queasy: int = 0
    played: tuple[str, ...] = ()
    way_out: str = ""
    visits: tuple[Visit, ...] = ()


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """The whole course, the first session first; ``themes`` and ``parts`` with how many visits they came up in."""

    participant: UUID
    name: str
    sittings: tuple[Sitting, ...]
    themes: tuple[tuple[str, int], ...] = ()
    parts: tuple[tuple[str, int], ...] = ()


def course(
    participant: UUID,
    name: str,
    sessions: Iterable[tuple[UUID, History[SessionState]]],
    words: Words,
    brought: Iterable[SessionElsewhere] = (),
) -> Course:
    """The course of a person, of those sessions in which they had a seat; ``brought``: those that were held elsewhere."""
    there = [(id, history) for id, history in sessions if participant in history.state.people]
    there.sort(key=lambda one: _began(one[1].state))
    places = places_of([_held(history.state) for _, history in there], brought)
    sittings = tuple(
        _sitting(number, place, id, history, participant, words)
        for number, (place, (id, history)) in enumerate(zip(places, there, strict=True), start=1)
    )
    visits = [visit for _, history in there for visit in history.state.people[participant].integration.visits]
    return Course(
        participant=participant,
        name=name,
        sittings=sittings,
        themes=_counted(theme for visit in visits for theme in dict.fromkeys(visit.told.themes)),
        parts=_counted(
            part
            for visit in visits
            for part in dict.fromkeys(integration_words.part(p, words) for p in visit.told.parts)
        ),
    )


def _began(state: SessionState) -> datetime:
    assert state.opened_at is not None  # somebody has a seat in it
    return state.opened_at


def _held(state: SessionState) -> tuple[Programme | None, date]:
    return state.programme, _began(state).astimezone(ZoneInfo(state.zone)).date()


def _counted(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Each once, in the order in which it came up, with how often."""
    found: dict[str, int] = {}
    for name in names:
        found[name] = found.get(name, 0) + 1
    return tuple(found.items())


def _sitting(
    number: int, place: int, id: UUID, history: History[SessionState], participant: UUID, words: Words
) -> Sitting:
    state = history.state
    person = state.people[participant]
    lines = [line for line in history.lines() if line.voided is None]
    mine = [line for line in lines if line.entry.participant == participant]
    first = min((dose.at for dose in person.doses), default=None)
    return Sitting(
        session=id,
        number=number,
        title=state.title,
        programme=state.programme.name if state.programme else "",
        place=place,
        planned=state.programme.sessions if state.programme else None,
        at=_began(state).astimezone(ZoneInfo(state.zone)),
        intention=person.intention,
        doses=tuple(_dose(line.entry.fact, words) for line in mine if isinstance(line.entry.fact, DoseGiven)),
        depth=tuple(_depth(mine, first, words)),
        rises=tuple(_rises(person, mine, first)),
        queasy=sum(_is_queasy(line) for line in mine),
        played=_played(lines, person, first),
        way_out=words.word(person.out.said) if person.out else "",
        visits=tuple(sorted(person.integration.visits, key=lambda visit: visit.at)),
    )


def _dose(fact: DoseGiven, words: Words) -> str:
    return words.render("told.dose", drug=fact.drug, amount=plain(fact.amount_mg), route=fact.route)


def _depth(lines: list[Line], first: datetime | None, words: Words) -> Iterator[str]:
    """The deepest that was told by each scale after the first dose; that somebody was inward where no scale says more."""
    if first is None:
        return
    after = [line for line in lines if line.entry.observed_at >= first]
    facts = [line.entry.fact for line in after]
    scored = [fact for fact in facts if isinstance(fact, Scored)]
    for scale in Scale:
        told = [fact.level for fact in scored if fact.scale is scale and fact.level in LEVELS.get(scale, ())]
        if told:
            deepest = max(told, key=LEVELS[scale].index)
            yield words.render("course.depth", scale=scale, level=level(scale, deepest, words))
    inward = any(fact.level == INWARD for fact in scored)
    inward = inward or any(isinstance(fact, room.StateSaid) and fact.state is room.State.INWARD for fact in facts)
    if inward:
        yield words.render("course.inward")


def _rises(person: Person, lines: list[Line], first: datetime | None) -> Iterator[Rise]:
    for measure in (Measure.SYSTOLIC, Measure.DIASTOLIC):
        baseline = person.baseline.get(measure)
        values = [
            line.entry.fact.values[measure]
            for line in lines
            if isinstance(line.entry.fact, VitalsTaken)
            and measure in line.entry.fact.values
            and first is not None
            and line.entry.observed_at >= first
        ]
        if baseline is not None and values:
            yield Rise(measure=measure, baseline=baseline, highest=max(values))


def _is_queasy(line: Line) -> bool:
    fact = line.entry.fact
    seen = isinstance(fact, room.Observed) and fact.word in QUEASY
    return seen or (isinstance(fact, AdverseReported) and fact.what in QUEASY)


def _played(lines: list[Line], person: Person, first: datetime | None) -> tuple[str, ...]:
    """What was begun between half an hour before the first dose and the way out, each piece once."""
    if first is None:
        return ()
    begin, end = first - timedelta(minutes=30), person.out.at if person.out else None
    titles = [
        line.entry.fact.title
        for line in lines
        if isinstance(line.entry.fact, room.MusicBegan | music.MusicBegan)
        and line.entry.observed_at >= begin
        and (end is None or line.entry.observed_at <= end)
    ]
    return tuple(dict.fromkeys(titles))
