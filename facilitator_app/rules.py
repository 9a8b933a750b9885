"""What may be written in a session, and by whose word.  Checked where the line is written.  Pure.

Facts can always be written, by anyone, whenever they happened; only words of judgement are gated (cleared, signed,
released, closed).  What belongs to another role and was written by a scribe awaits that role's confirmation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from facilitator_app.faults import Refusal
from facilitator_app.record import room
from facilitator_app.record.changes import Amended, Confirmed, Voided
from facilitator_app.record.doses import DoseGiven
from facilitator_app.record.entry import Entry
from facilitator_app.record.history import History, Line
from facilitator_app.record.programme import Programme, Word
from facilitator_app.record.roles import JUDGEMENTS, Act, Role, whose_word, word_counts
from facilitator_app.record.state import SessionState
from facilitator_app.record.vitals import VitalsTaken

AHEAD = timedelta(minutes=1)
"""How far in the future a moment may lie before it is refused: the skew of a clock, not a plan."""

_ABOUT_A_PERSON = frozenset(
    {
        VitalsTaken,
        DoseGiven,
        room.StateSaid,
        room.Observed,
        room.Quoted,
        room.IntentionSaid,
        room.Deferred,
        room.SupportCalled,
        room.SupportAnswered,
        room.SupportSettled,
        room.TouchAgreed,
        room.NeedsCare,
        room.WentOut,
        room.LeaveGiven,
        room.GuardPassed,
        room.PacketSaved,
        room.PacketSigned,
        room.PacketReleased,
    }
)
_AFTER_CLOSING = frozenset(
    {
        Amended,
        Voided,
        Confirmed,
        room.LeaveGiven,
        room.NeedsCare,
        room.GuardPassed,
        room.PacketSaved,
        room.PacketSigned,
        room.PacketReleased,
        room.MusicEnded,
        room.AppStarted,
    }
)


def act_of(fact: object) -> Act:
    """Which act of the table of roles a fact is."""
    if isinstance(fact, room.WentOut):
        return Act.CLEARANCE if fact.way is room.WayOut.CLEARED else Act.FACT
    return _ACTS.get(type(fact), Act.FACT)


_ACTS: Mapping[type, Act] = {
    DoseGiven: Act.DOSE,
    room.SessionOpened: Act.RUN_SESSION,
    room.SessionClosed: Act.RUN_SESSION,
    room.PacketSigned: Act.SIGN_PACKET,
    room.PacketReleased: Act.RELEASE,
}


def may_open(programme: Programme, staff: Sequence[Sequence[Role]], reason: str) -> None:
    """Refuse a session whose programme has no signed plan, or with too few staff and no stated reason."""
    if not programme.is_usable:
        raise Refusal("session.plan_not_signed", field="programme", name=programme.name)
    for role, least in programme.staff_minimum.items():
        there = sum(role in roles for roles in staff)
        if there < least and not reason.strip():
            raise Refusal("session.too_few_staff", field="staffing_reason", role=role, least=least, there=there)


def word_of(programme: Programme, key: str) -> Word:
    """The observation word of that key; refuses an unknown one."""
    for word in programme.words:
        if word.key == key:
            return word
    raise Refusal("room.unknown_word", field="word", word=key)


def check(
    state: SessionState, history: History[SessionState], entry: Entry, roles: Iterable[Role], now: datetime
) -> None:
    """Refuse an entry that may not be written in ``state`` by somebody with ``roles`` at ``now``."""
    fact = entry.fact
    _check_time(state, entry, now)
    act = act_of(fact)
    if act in JUDGEMENTS and not word_counts(roles, act):
        raise Refusal("session.not_your_word", act=act.value, roles=tuple(role.value for role in whose_word(act)))
    if type(fact) in _ABOUT_A_PERSON and entry.participant not in state.people:
        raise Refusal("room.not_seated", field="participant")
    special = _CHECKS.get(type(fact))
    if special is not None:
        special(state, history, entry, fact)


def _check_time(state: SessionState, entry: Entry, now: datetime) -> None:
    fact = entry.fact
    if isinstance(fact, room.SessionOpened):
        if state.opened_at is not None:
            raise Refusal("session.already_open")
        return
    if state.opened_at is None:
        raise Refusal("session.not_open")
    if entry.observed_at > now + AHEAD:
        raise Refusal("entry.in_the_future", field="at")
    if entry.observed_at < state.opened_at:
        raise Refusal("entry.before_the_session", field="at")
    if state.closed_at is not None and entry.observed_at > state.closed_at and type(fact) not in _AFTER_CLOSING:
        raise Refusal("session.closed")


def awaits(line: Line, state: SessionState) -> bool:
    """Whether a line stands until the one whose word counts confirms it: written by a scribe of another role."""
    act = act_of(line.entry.fact)
    if act not in (Act.DOSE,) or line.voided is not None or line.confirmed is not None:
        return False
    by = state.staff.get(line.first.recorded_by) if line.first.recorded_by else None
    return by is None or not word_counts(by.roles, act)


def _seated(state: SessionState, history: History[SessionState], entry: Entry, fact: room.Seated) -> None:
    if entry.participant is None:
        raise Refusal("room.not_seated", field="participant")
    for person in state.people.values():
        if person.seat == fact.seat and person.id != entry.participant and person.out is None:
            raise Refusal("room.seat_taken", field="seat", seat=fact.seat)
    cap = state.programme.cap if state.programme else None
    if cap is not None and entry.participant not in state.people and len(state.people) >= cap:
        raise Refusal("room.full", field="seat", cap=cap)


def _phase(state: SessionState, history: History[SessionState], entry: Entry, fact: room.PhaseBegan) -> None:
    assert state.programme is not None  # _check_time has refused a session that was not opened
    state.programme.phase(fact.phase)


def _state_said(state: SessionState, history: History[SessionState], entry: Entry, fact: room.StateSaid) -> None:
    if fact.state is room.State.CLEARED:
        raise Refusal("room.cleared_by_way_out", field="state")


def _support(state: SessionState, history: History[SessionState], entry: Entry, fact: object) -> None:
    person = state.people[entry.participant] if entry.participant else None
    if person is None or person.support is None:
        raise Refusal("room.no_support_call")


def _went_out(state: SessionState, history: History[SessionState], entry: Entry, fact: room.WentOut) -> None:
    person = state.people[entry.participant] if entry.participant else None
    if person is not None and person.out is not None:
        raise Refusal("room.already_out")
    if person is not None and person.doses and fact.way is room.WayOut.DID_NOT_TAKE_MEDICINE:
        raise Refusal("room.took_medicine", field="way")


def _target(history: History[SessionState], fact: Amended | Voided | Confirmed) -> Line:
    line = history.line(fact.target)
    if line is None or isinstance(line.first.fact, Amended | Voided | Confirmed):
        raise Refusal("session.no_such_line")
    if line.voided is not None:
        raise Refusal("session.line_withdrawn")
    return line


def _amended(state: SessionState, history: History[SessionState], entry: Entry, fact: Amended) -> None:
    line = _target(history, fact)
    if isinstance(line.first.fact, room.SessionOpened | room.PacketSigned | room.PacketReleased):
        raise Refusal("session.cannot_amend")
    if fact.fact is not None and fact.fact.__struct_config__.tag != line.first.kind:
        raise Refusal("session.other_kind", field="fact")
    if Act.CLEARANCE in (act_of(line.entry.fact), act_of(fact.fact)):
        raise Refusal("session.cannot_amend")
    if isinstance(fact.fact, _CHECKED_AS_NEW):
        _CHECKS[type(fact.fact)](state, history, entry, fact.fact)
    if fact.observed_at is not None:
        moved = Entry(
            **{name: getattr(entry, name) for name in entry.__struct_fields__} | {"observed_at": fact.observed_at}
        )
        _check_time(state, moved, entry.recorded_at)


def _voided(state: SessionState, history: History[SessionState], entry: Entry, fact: Voided) -> None:
    line = _target(history, fact)
    if isinstance(line.first.fact, room.SessionOpened | room.PacketSigned | room.PacketReleased | room.SessionClosed):
        raise Refusal("session.cannot_amend")
    if not fact.reason.strip():
        raise Refusal("entry.empty", field="reason")


def _confirmed(state: SessionState, history: History[SessionState], entry: Entry, fact: Confirmed) -> None:
    line = _target(history, fact)
    by = state.staff.get(entry.recorded_by) if entry.recorded_by else None
    if by is None or not word_counts(by.roles, act_of(line.entry.fact)):
        raise Refusal("session.not_your_word", act=act_of(line.entry.fact).value)


def _closed(state: SessionState, history: History[SessionState], entry: Entry, fact: room.SessionClosed) -> None:
    left = tuple(person.preferred_name for person in state.in_seat_order if person.out is None)
    if left:
        raise Refusal("session.unaccounted", names=left)


def _guard(state: SessionState, history: History[SessionState], entry: Entry, fact: room.GuardPassed) -> None:
    if not fact.reason.strip():
        raise Refusal("guard.reason_needed", field="reason")
    alone = len(state.staff) == 1
    if fact.second is None and not alone:
        raise Refusal("guard.second_needed", field="second")
    if fact.second is not None and (fact.second == entry.recorded_by or fact.second not in state.staff):
        raise Refusal("guard.second_needed", field="second")


_CHECKED_AS_NEW = (room.Seated, room.PhaseBegan, room.StateSaid)
"""Facts that a correction brings in under the same checks as if they were told now."""

_CHECKS: Mapping[type, Callable[[SessionState, History[SessionState], Entry, Any], None]] = {
    room.Seated: _seated,
    room.PhaseBegan: _phase,
    room.StateSaid: _state_said,
    room.SupportAnswered: _support,
    room.SupportSettled: _support,
    room.WentOut: _went_out,
    room.SessionClosed: _closed,
    room.GuardPassed: _guard,
    Amended: _amended,
    Voided: _voided,
    Confirmed: _confirmed,
}
