"""What a team did in a period, in numbers only.  Pure; the histories of the period's sessions are passed in.

No name, no word and no session leaves with it.  A count about people that is above zero and below ``SMALL`` is hidden: so
few can be known again by who was there.  So is a count of which so few are left out that the whole would tell them.  Two
reports of periods that overlap can still be compared, and the page says so.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Set
from datetime import timedelta
from statistics import median
from uuid import UUID

import msgspec

from facilitator_app import monitoring
from facilitator_app.record.adverse import AdverseReported
from facilitator_app.record.apply import apply
from facilitator_app.record.entry import Entry
from facilitator_app.record.history import History
from facilitator_app.record.room import Deferred, SessionClosed, SupportCalled, WentOut
from facilitator_app.record.state import Person, SessionState
from facilitator_app.record.vitals import Measure, VitalsTaken
from facilitator_app.wording import Words

SMALL = 5
"""Counts of people and of what happened to them that are smaller are hidden: our own choice, for a clinic's own team.  Who
publishes figures hides more (CMS hides 1 to 10: https://www.hhs.gov/guidance/document/cms-cell-suppression-policy)."""


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A number by its key; ``hidden``: it, or what it leaves of another, is too small to be shown.  None: nothing to count."""

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
    counted = {key: sum(getattr(one, key) for one in tallies) for key in _COUNTED}
    figures = [Figure(key="sessions", value=len(tallies)), _shown("people", len(people), counted["sittings"])]
    figures += [_shown(key, counted[key], counted.get(_PART_OF.get(key, ""), 0)) for key in _COUNTED]
    enough = len(minutes) >= SMALL
    clearance = int(median(minutes)) if enough else None
    return (*figures, Figure(key="clearance", value=clearance, hidden=bool(minutes) and not enough))


_COUNTED = ("sittings", "dosed", "adverse", "serious", "beyond", "calls", "deferrals", "overdue")


_PART_OF = {"dosed": "sittings", "serious": "adverse"}


def _shown(key: str, count: int, whole: int = 0) -> Figure:
    hidden = 0 < count < SMALL or 0 < whole - count < SMALL
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
        if person.out is not None and person.out.is_cleared and person.doses:
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
        found.overdue += _missed(state, person, entry, fact.values.keys() | fact.words.keys())
        found.beyond += sum(_beyond(state, person, fact))
    elif isinstance(fact, WentOut) and person is not None:
        found.overdue += _missed(state, person, entry, frozenset(Measure))
    elif isinstance(fact, SessionClosed):
        found.overdue += sum(_missed(state, one, entry, frozenset(Measure)) for one in state.people.values())


def _missed(state: SessionState, person: Person, entry: Entry, taken: Set[Measure]) -> int:
    """How many checks of what is ``taken`` now, or never will be, went by without it."""
    dues = monitoring.checks_due(person, monitoring.plan_of(state), entry.observed_at)
    late = [due for due in dues if due.overdue and not taken.isdisjoint(due.measures)]
    return sum(-((due.due_at - entry.observed_at) // due.interval) if due.interval else 1 for due in late)


def _beyond(state: SessionState, person: Person, fact: VitalsTaken) -> Iterator[bool]:
    limits = monitoring.limits_of(person, monitoring.plan_of(state))
    for measure, value in fact.values.items():
        if measure in limits:
            yield monitoring.is_beyond(limits[measure], value, person.own(measure))


def said(figure: Figure, words: Words) -> str:
    """A figure as it is shown."""
    if figure.hidden:
        return words.render("report.too_few" if figure.key == "clearance" else "report.hidden")
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
