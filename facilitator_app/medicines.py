"""When doses, orders, medicines, adverse events and moved lines may be written, by whose word.  Pure; asked by ``rules``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record import adverse, doses, leaving, medication, moves, orders, prescribing, readiness, time_out
from facilitator_app.record.changes import Amended, Confirmed, Voided
from facilitator_app.record.entry import Entry
from facilitator_app.record.history import History, Line
from facilitator_app.record.roles import Act, Role
from facilitator_app.record.roles import whose_word as of_the_table
from facilitator_app.record.state import Person, SessionState

ABOUT_A_PERSON = frozenset(
    {
        doses.DoseWithTimeOut,
        doses.ClockRecounted,
        doses.GivenEarlier,
        medication.MedicationGiven,
        orders.OrderGiven,
        orders.ClearedForMedicine,
        adverse.AdverseReported,
        adverse.AdverseFollowed,
        adverse.AdverseClassed,
    }
)
"""Kinds of these topics that are about one person."""

AFTER_CLOSING = frozenset({adverse.AdverseFollowed, adverse.AdverseClassed, moves.Moved, doses.ClockRecounted})
"""Kinds of these topics that may be written of a session that is over."""

ACTS: Mapping[type, Act] = {
    doses.DoseWithTimeOut: Act.DOSE,
    medication.MedicationGiven: Act.DOSE,
    orders.OrderGiven: Act.ORDER,
    orders.ClearedForMedicine: Act.ORDER,
    adverse.AdverseClassed: Act.CLASS_EVENT,
}
"""Which act of the table of roles they are, where they are no plain facts."""

AWAITED = frozenset({Act.DOSE, Act.ORDER})
"""Acts that a scribe may write down for whose word counts, and that stand until it is said."""


_ALONG = (moves.Moved, doses.ClockRecounted, leaving.ClearanceReopened)
"""What another line brought with it: it goes when that one goes."""


def is_from_before(fact: object) -> bool:
    """Whether it was written before the session in the clinic's own record, and is told here for the room."""
    if isinstance(fact, readiness.KINDS):
        return fact.before is not None
    return isinstance(fact, prescribing.ForTheRoom) and fact.beforehand is not None


def whose_word(act: Act, state: SessionState) -> tuple[Role, ...]:
    """The roles whose word counts for ``act`` in this session: for a dose also those that its programme names."""
    named = state.programme.roles_for_doses if act is Act.DOSE and state.programme else frozenset()
    return tuple(role for role in Role if role in named or role in of_the_table(act))


def awaits_classing(line: Line, state: SessionState) -> bool:
    """Whether a line reports an adverse event that no provider has classed yet."""
    reported = isinstance(line.entry.fact, adverse.AdverseReported) and line.voided is None
    return reported and adverse.is_unclassed(state, line.entry.participant, line.first.id)


def bound(state: SessionState, history: History[SessionState], entry: Entry) -> Entry:
    """The same; an order for each kg with the other weight that was known of the person at its moment."""
    fact = entry.fact
    if not isinstance(fact, orders.OrderGiven) or fact.beforehand is not None or entry.participant is None:
        return entry
    person = _then(state, history, entry)
    return msgspec.structs.replace(entry, fact=orders.beside(fact, person.weight_kg if person else None))


def _then(state: SessionState, history: History[SessionState], entry: Entry) -> Person | None:
    """Whom an entry is about, as they were at its moment."""
    then = history.state_at(entry.observed_at) if entry.observed_at < entry.recorded_at else state
    return then.people.get(entry.participant) if entry.participant is not None else None


def check(state: SessionState, history: History[SessionState], entry: Entry) -> None:
    """Refuse what may not be written; lets every kind of another topic pass.  The person has a seat: that was looked at."""
    fact = entry.fact
    if isinstance(fact, Confirmed):
        line = history.line(fact.target)
        if line is not None and isinstance(line.first.fact, adverse.AdverseReported):
            raise Refusal("adverse.class_it")
    if isinstance(fact, Amended | Voided):
        first = history.entry(fact.target)
        if first is not None and isinstance(first.fact, _ALONG):
            raise Refusal("session.cannot_amend")
        if isinstance(fact, Amended) and (is_from_before(fact.fact) or (first and is_from_before(first.fact))):
            raise Refusal("order.written_before")
    if isinstance(fact, Amended):
        time_out.check_amended(state, history, entry, fact)
    told = fact.fact if isinstance(fact, Amended) else fact
    if isinstance(told, medication.MedicationGiven):
        medication.check_amount(told)
    if isinstance(told, prescribing.ForTheRoom):
        _prescribed(state, history, entry, told)
    special = _CHECKS.get(type(fact))
    if special is not None:
        special(state, history, entry, fact)


def _prescribed(
    state: SessionState, history: History[SessionState], entry: Entry, fact: prescribing.ForTheRoom
) -> None:
    """What an order comes to, whether one by another route holds beside it, and a day that is years away, are asked about
    here too; of what was written before, there."""
    if fact.beforehand is not None:
        return
    if isinstance(fact, orders.OrderGiven):
        orders.check_per_kg(fact)
        person = _then(state, history, entry)
        line = entry.fact.target if isinstance(entry.fact, Amended) else entry.id
        orders.check_other_route(fact, [one for one in person.orders if one.entry != line] if person else ())
    if isinstance(fact, orders.ClearedForMedicine):
        orders.check_year(fact, entry.observed_at.astimezone(ZoneInfo(state.zone)).date())


_CHECKS: Mapping[type, Callable[[SessionState, History[SessionState], Entry, Any], None]] = {
    doses.DoseWithTimeOut: time_out.check,
    adverse.AdverseFollowed: adverse.check,
    adverse.AdverseClassed: adverse.check,
    moves.Moved: moves.check,
}
