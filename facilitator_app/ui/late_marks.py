"""What a mark says of people who are still in another open session: who, of which, and what is due of them.  Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from facilitator_app.monitoring import Due, limits_passed, next_check, plan_of
from facilitator_app.record.state import Person, SessionState
from facilitator_app.text import catalogue, render
from facilitator_app.ui.names import called
from facilitator_app.ui.repeats import limit_mark
from facilitator_app.ui.tiles import check_of, support_of, tone_of
from facilitator_app.ui.times import said
from facilitator_app.wording import measures

MOST = 2
"""How many marks there are at most; the last of them tells how many more people there are."""

_LAST = datetime.max.replace(tzinfo=UTC)


class LateMark(NamedTuple):
    """Somebody who is still in another session: where a touch leads, and what it says, also where names are hidden."""

    person: str
    scope: str
    text: str
    unnamed: str
    tone: str


def late_marks(
    others: Sequence[tuple[str, SessionState]], here: datetime | None, now: datetime
) -> tuple[LateMark, ...]:
    """The marks at ``now``: who calls for support or is beyond a limit first, then what is overdue, then what is due first.

    ``here`` is when the session on the screen was opened.
    """
    left = [(scope, state, person) for scope, state in others for person in state.in_seat_order if person.out is None]
    found = [(scope, state, person, next_check(person, plan_of(state), now)) for scope, state, person in left]
    found.sort(
        key=lambda one: (not _calls(*one[1:3]), *((not one[3].overdue, one[3].due_at) if one[3] else (True, _LAST)))
    )
    more = len(found) - MOST
    return tuple(
        _mark(scope, state, person, due, here, now, more if place == MOST - 1 else 0)
        for place, (scope, state, person, due) in enumerate(found[:MOST])
    )


def _mark(
    scope: str, state: SessionState, person: Person, due: Due | None, here: datetime | None, now: datetime, more: int
) -> LateMark:
    earlier = here is None or state.opened_at is None or state.opened_at <= here
    of = render("late.earlier" if earlier else "late.later")
    strong = [mark for mark in (support_of(person, now), limit_mark(person, plan_of(state), now)) if mark]
    rests = [] if due is None and strong else [render("late.here") if due is None else _due(due, now)]
    what = ", ".join([*strong, *rests])
    rest = " · " + render("late.more", count=more) if more > 0 else ""
    tone = tone_of(person, check_of(due, now), bool(limits_passed(person, plan_of(state))))
    return LateMark(
        str(person.id),
        scope,
        render("late.mark", who=called(person, state), of=of, what=what) + rest,
        render("late.mark", who=render("late.seat", seat=person.seat), of=of, what=what) + rest,
        tone,
    )


def _calls(state: SessionState, person: Person) -> bool:
    """Whether there is something that cannot wait for the next check."""
    return person.support is not None or bool(limits_passed(person, plan_of(state)))


def _due(due: Due, now: datetime) -> str:
    """What is due of the person, and in how long."""
    left, which = due.due_at - now, measures(due.measures, catalogue())
    if left > timedelta(0):
        return render("late.in", what=which, span=said(left + timedelta(seconds=59)))
    late = due.overdue and -left >= timedelta(minutes=1)
    return render("late.overdue" if late else "late.due", what=which, span=said(-left))
