"""What of open sessions is told on every other screen: an emergency, support wanted, limits passed, checks overdue.  Pure.

Seats without names: whoever passes by may read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from facilitator_app.monitoring import limits_passed, next_check, plan_of
from facilitator_app.record.state import Person, SessionState
from facilitator_app.text import render
from facilitator_app.ui.tiles import support_of
from facilitator_app.ui.times import said


class OpenMark(NamedTuple):
    """One mark: the shape it has on a tile, whether it is the strongest tone, and what it says; of calls the oldest."""

    key: str
    shape: str
    strong: bool
    text: str


def open_marks(states: Sequence[SessionState], now: datetime) -> tuple[OpenMark, ...]:
    """The marks at ``now``; those of the first session as they are, of each other one with the word that it is another."""
    return tuple(
        mark
        if place == 0
        else mark._replace(key=f"{place}.{mark.key}", text=render("open_marks.other", what=mark.text))
        for place, state in enumerate(states)
        for mark in _of(state, now)
    )


def _of(state: SessionState, now: datetime) -> Iterator[OpenMark]:
    plan, here = plan_of(state), [person for person in state.in_seat_order if person.out is None]
    if state.emergency is not None:
        text = render("open_marks.emergency", since=said(now - state.emergency.since))
        yield OpenMark("emergency", "emergency", True, text)
    calls = [one for one in here if one.support is not None and one.support.answered_at is None]
    if calls:
        first = min(calls, key=lambda one: one.support.since if one.support else now)
        text = render("open_marks.seats", seats=_seats(calls), what=support_of(first, now))
        yield OpenMark("support", "triangle", True, text)
    beyond = [person for person in here if limits_passed(person, plan)]
    if beyond:
        yield OpenMark("limit", "diamond", True, render("open_marks.limit", seats=_seats(beyond)))
    late = [one for one in here if (due := next_check(one, plan, now)) is not None and due.overdue]
    if late:
        yield OpenMark("overdue", "check", False, render("open_marks.overdue", seats=_seats(late)))


def _seats(people: Iterable[Person]) -> str:
    return ", ".join(str(person.seat) for person in people)
