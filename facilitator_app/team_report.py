"""What a team did in a period, in numbers only.  Pure; the histories of the period's sessions are passed in.

No name, no word and no session leaves with it.  A count about people that is above zero and below ``SMALL`` is hidden: so
few can be known again by who was there.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import timedelta
from statistics import median
from uuid import UUID

import msgspec

from facilitator_app import monitoring
from facilitator_app.record.adverse import AdverseReported
from facilitator_app.record.apply import apply
from facilitator_app.record.entry import Entry
from facilitator_app.record.history import History
from facilitator_app.record.room import Deferred, SupportCalled, WayOut
from facilitator_app.record.state import Person, SessionState
from facilitator_app.record.vitals import VitalsTaken
from facilitator_app.wording import Words

SMALL = 5
"""Counts of people and of what happened to them that are smaller are hidden: our own choice, for a clinic's own team.  Who
publishes figures hides more (CMS hides 1 to 10: https://www.hhs.gov/guidance/document/cms-cell-suppression-policy)."""


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A number by its key; ``hidden``: it is above zero and too small to be shown.  None: there is nothing to count."""

    key: str
    value: int | None
    hidden: bool = False


class Tally(msgspec.Struct, kw_only=True):
    """What one session adds."""

    people: set[UUID]
    sittings: int = 0
    dosed: int = 0
    adverse: int = 0
    serious: int = 0
    beyond: int = 0
    calls: int = 0
    deferrals: int = 0
    overdue: int = 0
    clearances: list[int]


def report(sessions: Iterable[History[SessionState]]) -> tuple[Figure, ...]:
    """The figures of a period, in the order in which they are shown."""
    tallies = [tally(history) for history in sessions]
    people = {person for one in tallies for person in one.people}
    minutes = [minute for one in tallies for minute in one.clearances]
    figures = [Figure(key="sessions", value=len(tallies)), _shown("people", len(people))]
    figures += [_shown(key, sum(getattr(one, key) for one in tallies)) for key in _COUNTED]
    enough = len(minutes) >= SMALL
    clearance = int(median(minutes)) if enough else None
    return (*figures, Figure(key="clearance", value=clearance, hidden=bool(minutes) and not enough))


_COUNTED = ("sittings", "dosed", "adverse", "serious", "beyond", "calls", "deferrals", "overdue")


def _shown(key: str, count: int) -> Figure:
    hidden = 0 < count < SMALL
    return Figure(key=key, value=None if hidden else count, hidden=hidden)


def tally(history: History[SessionState]) -> Tally:
    """What a session comes to: a replay, because a check is late by what was known when it was due."""
    state, found = SessionState(), Tally(people=set(), clearances=[])
    for line in history.lines():
        if line.voided is None:
            _count(found, state, line.entry)
            state = apply(state, line.entry)
    for person in state.people.values():
        found.people.add(person.id)
        found.sittings += 1
        found.dosed += bool(person.doses)
        found.serious += sum(event.serious is True for event in person.adverse)
        if person.out is not None and person.out.way is WayOut.CLEARED and person.doses:
            last = max(dose.at for dose in person.doses)
            found.clearances.append((person.out.at - last) // timedelta(minutes=1))
    return found


def _count(found: Tally, state: SessionState, entry: Entry) -> None:
    fact = entry.fact
    found.adverse += isinstance(fact, AdverseReported)
    found.calls += isinstance(fact, SupportCalled)
    found.deferrals += isinstance(fact, Deferred)
    person = state.people.get(entry.participant) if entry.participant else None
    if isinstance(fact, VitalsTaken) and person is not None:
        found.overdue += _was_late(state, person, entry, fact)
        found.beyond += sum(_beyond(state, person, fact))


def _was_late(state: SessionState, person: Person, entry: Entry, fact: VitalsTaken) -> bool:
    """Whether something that was taken now was due before and later than its window."""
    taken = fact.values.keys() | fact.words.keys()
    dues = monitoring.checks_due(person, monitoring.plan_of(state), entry.observed_at)
    return any(due.overdue and not taken.isdisjoint(due.measures) for due in dues)


def _beyond(state: SessionState, person: Person, fact: VitalsTaken) -> Iterator[bool]:
    limits = monitoring.limits_of(person, monitoring.plan_of(state))
    for measure, value in fact.values.items():
        if measure in limits:
            yield monitoring.is_beyond(limits[measure], value, person.baseline.get(measure))


def said(figure: Figure, words: Words) -> str:
    """A figure as it is shown."""
    if figure.hidden:
        return words.render("report.hidden", small=SMALL)
    if figure.value is None:
        return words.render("report.none")
    return words.render("report.minutes", value=figure.value) if figure.key == "clearance" else str(figure.value)


def rows(figures: Iterable[Figure], words: Words) -> tuple[tuple[str, str], ...]:
    """Name and figure of each, in words."""
    return tuple((words.render(f"report.{figure.key}"), said(figure, words)) for figure in figures)


def table(figures: Iterable[Figure], words: Words) -> str:
    """The same as CSV, with a head."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([words.render("report.column_what"), words.render("report.column_figure")])
    writer.writerows(rows(figures, words))
    return out.getvalue()
