"""What may be written in a session, and by whose word.  Checked where the line is written.  Pure.

Facts can always be written, by anyone, whenever they happened; only words of judgement are gated (cleared, signed,
released, closed).  What belongs to another role and was written by a scribe awaits that role's confirmation.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from facilitator_app import (
    aftercare,
    agreements,
    checks,
    clearance,
    medicines,
    passing,
    releases,
    support,
    whereabouts,
)
from facilitator_app.faults import Refusal
from facilitator_app.record import emergency, handover, moves, music, never, packets, room
from facilitator_app.record.adverse import AdverseReported
from facilitator_app.record.apply import apply
from facilitator_app.record.changes import Amended, Confirmed, Voided
from facilitator_app.record.doses import DoseGiven
from facilitator_app.record.entry import Entry, Fact
from facilitator_app.record.free_text import check as check_words
from facilitator_app.record.history import History, Line
from facilitator_app.record.leaving import LeavingSigned
from facilitator_app.record.names import called
from facilitator_app.record.programme import Programme, Word
from facilitator_app.record.roles import JUDGEMENTS, Act, Role, whose_word, word_counts
from facilitator_app.record.state import SessionState
from facilitator_app.record.vitals import VitalsTaken
from facilitator_app.sign_off import check as check_signing

AHEAD = timedelta(minutes=1)
"""How far in the future a moment may lie before it is refused: the skew of a clock, not a plan."""

_ABOUT_A_PERSON = frozenset(
    {
        VitalsTaken,
        DoseGiven,
        *medicines.ABOUT_A_PERSON,
        room.StateSaid,
        room.Observed,
        room.Quoted,
        room.IntentionSaid,
        room.Deferred,
        room.SupportCalled,
        room.SupportAnswered,
        room.SupportSettled,
        room.TouchAgreed,
        *agreements.ABOUT_A_PERSON,
        *passing.ABOUT_A_PERSON,
        *checks.ABOUT_A_PERSON,
        *aftercare.ABOUT_A_PERSON,
        *whereabouts.ABOUT_A_PERSON,
        room.NeedsCare,
        room.WentOut,
        room.LeaveGiven,
        room.GuardPassed,
        room.PacketSaved,
        room.PacketSigned,
        room.PacketReleased,
        *packets.KINDS,
        *releases.KINDS,
    }
)
_UNCLAIMED = (emergency.EmergencyBegan, emergency.EmergencyStep, emergency.EmergencyEnded, emergency.SheetGiven)
"""Written by whoever was nearest, without saying who: they await anybody of the team who confirms them."""

_AFTER_CLOSING = frozenset(
    {
        Amended,
        Voided,
        Confirmed,
        *medicines.AFTER_CLOSING,
        *agreements.AFTER_CLOSING,
        *aftercare.AFTER_CLOSING,
        room.LeaveGiven,
        room.NeedsCare,
        room.GuardPassed,
        room.PacketSaved,
        room.PacketSigned,
        room.PacketReleased,
        *packets.KINDS,
        *releases.AFTER_CLOSING,
        room.MusicEnded,
        music.MusicEnded,
        room.AppStarted,
        room.SessionSigned,
    }
)


def act_of(fact: object) -> Act:
    """Which act of the table of roles a fact is."""
    if isinstance(fact, room.WentOut):
        return Act.CLEARANCE if fact.way is room.WayOut.CLEARED else Act.FACT
    if isinstance(fact, room.SessionSigned):
        return Act.COUNTERSIGN if fact.part is room.SignedPart.MEDICAL else Act.SIGN_SESSION
    return passing.act_of(fact) if isinstance(fact, passing.PASSINGS) else _ACTS.get(type(fact), Act.FACT)


_ACTS: Mapping[type, Act] = {
    DoseGiven: Act.DOSE,
    **medicines.ACTS,
    room.SessionOpened: Act.RUN_SESSION,
    room.SessionClosed: Act.RUN_SESSION,
    room.PacketSigned: Act.SIGN_PACKET,
    room.PacketReleased: Act.RELEASE,
    **releases.ACTS,
    **checks.ACTS,
    **agreements.ACTS,
    **aftercare.ACTS,
}

_MAY_AWAIT = {*_UNCLAIMED, AdverseReported, room.Deferred, *(k for k, act in _ACTS.items() if act in medicines.AWAITED)}


def may_open(programme: Programme, staff: Sequence[Collection[Role]], reason: str) -> None:
    """Refuse a session whose programme has no signed plan, or with too few staff and no stated reason."""
    if not programme.is_usable:
        raise Refusal("session.plan_not_signed", field="programme", name=programme.name)
    never.may_open(programme, staff)
    never.may_open_short(programme, staff, reason)


def word_of(programme: Programme, key: str) -> Word:
    """The observation word of that key; refuses an unknown one."""
    for word in programme.words:
        if word.key == key:
            return word
    raise Refusal("room.unknown_word", field="word", word=key)


def check(
    state: SessionState, history: History[SessionState], entry: Entry, roles: Collection[Role], now: datetime
) -> None:
    """Refuse an entry that may not be written in ``state`` by somebody with ``roles`` at ``now``."""
    fact = entry.fact
    _check_time(state, entry, now)
    act = act_of(fact)
    if act in JUDGEMENTS and not word_counts(roles, act) and not medicines.is_from_before(fact):
        raise Refusal("session.not_your_word", act=act.value, roles=tuple(role.value for role in whose_word(act)))
    if type(fact) in _ABOUT_A_PERSON and entry.participant not in state.people:
        raise Refusal("room.not_seated", field="participant")
    check_signing(state, history, entry, holds_up)
    medicines.check(state, history, entry)
    if isinstance(fact, Confirmed):
        _confirmed(state, history, fact, roles)
    if isinstance(fact, Voided):
        _withdrawn(history, fact, roles)
    special = _CHECKS.get(type(fact))
    if special is not None:
        special(state, history, entry, fact)
    passing.check(state, history, entry)
    checks.check(state, history, entry, roles)
    agreements.check(state, history, entry, roles)
    aftercare.check(state, history, entry, roles)
    releases.check(state, history, entry)
    if isinstance(fact, Amended | Voided) or (state.closed_at is not None and isinstance(fact, room.Seated)):
        _still_stands(history, entry)


def admitted(
    state: SessionState,
    history: History[SessionState],
    entries: Sequence[Entry],
    roles: Collection[Role],
    now: datetime,
) -> tuple[Entry, ...]:
    """The lines of one act as they are written, each checked in the state after the one before it, or a refusal."""
    found = []
    for told in entries:
        check_words(told.fact)
        entry = passing.bound(state, history, checks.bound(state, history, medicines.bound(state, history, told)))
        check(state, history, entry, roles, now)
        state = apply(state, entry)
        found.append(entry)
    return tuple(found)


def along(history: History[SessionState], entries: Sequence[Entry], now: datetime) -> tuple[tuple[Fact, UUID], ...]:
    """What lines bring with them, and about whom: dose clocks set anew, clearance opened again, consent kept narrow."""
    return (
        *moves.recounts(history, entries),
        *moves.reopened(history, entries),
        *agreements.kept_narrow(history, entries, now),
    )


def _check_time(state: SessionState, entry: Entry, now: datetime) -> None:
    fact = entry.fact
    if entry.observed_at > now + AHEAD:
        raise Refusal("entry.in_the_future", field="at")
    if isinstance(fact, room.SessionOpened):
        if state.opened_at is not None:
            raise Refusal("session.already_open")
        return
    if state.opened_at is None:
        raise Refusal("session.not_open")
    if entry.observed_at < state.opened_at:
        raise Refusal("entry.before_the_session", field="at")
    if state.closed_at is not None and entry.observed_at > state.closed_at and type(fact) not in _AFTER_CLOSING:
        raise Refusal("session.closed")


def awaits(line: Line, state: SessionState) -> bool:
    """Whether a line stands until the one whose word counts confirms it: worded, as it reads now, by another role."""
    if type(line.entry.fact) not in _MAY_AWAIT:
        return False  # as most of what is written; the room asks it of every line after each
    if isinstance(line.entry.fact, _UNCLAIMED) and line.worded_by is None:
        return line.voided is None and line.confirmed is None
    act = act_of(line.entry.fact)
    if medicines.awaits_classing(line, state) or checks.awaits_provider(line, state):
        return True
    if act not in medicines.AWAITED or line.voided is not None or line.confirmed is not None:
        return False
    if medicines.is_from_before(line.entry.fact):
        return False
    by = state.staff.get(line.worded_by) if line.worded_by else None
    return by is None or not set(medicines.whose_word(act, state)) & set(by.roles)


def whose(line: Line, state: SessionState) -> tuple[Role, ...]:
    """The roles by whose word a line that awaits one stands."""
    is_providers = checks.awaits_provider(line, state)
    return (Role.MEDICAL_PROVIDER,) if is_providers else medicines.whose_word(act_of(line.entry.fact), state)


def holds_up(line: Line, state: SessionState) -> bool:
    """Whether a line that awaits somebody's word keeps the session from being signed: the prescriber is not of the room."""
    return act_of(line.entry.fact) is not Act.ORDER and awaits(line, state)


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


def _went_out(state: SessionState, history: History[SessionState], entry: Entry, fact: room.WentOut) -> None:
    person = state.people[entry.participant] if entry.participant else None
    if person is not None and person.out is not None:
        raise Refusal("room.already_out")
    agreements.may_clear(state, history, entry, fact, person)
    _may_go(state, entry, fact)


def _may_go(state: SessionState, entry: Entry, fact: room.WentOut) -> None:
    person = state.people.get(entry.participant) if entry.participant else None
    clearance.check_left(fact, person)
    if person is not None and person.dosed_at and fact.way is room.WayOut.DID_NOT_TAKE_MEDICINE:
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
    if isinstance(line.first.fact, (room.SessionOpened, *_FOR_GOOD)):
        raise Refusal("session.cannot_amend")
    if fact.fact is not None and fact.fact.__struct_config__.tag != line.first.kind:
        raise Refusal("session.other_kind", field="fact")
    if Act.CLEARANCE in (act_of(line.entry.fact), act_of(fact.fact)):
        raise Refusal("session.cannot_amend")
    if isinstance(fact.fact, _CHECKED_AS_NEW):
        _CHECKS[type(fact.fact)](state, history, entry, fact.fact)
    if isinstance(fact.fact, room.WentOut):
        _may_go(state, entry, fact.fact)
    if fact.observed_at is not None:
        _check_time(state, msgspec.structs.replace(line.entry, observed_at=fact.observed_at), entry.recorded_at)


def _voided(state: SessionState, history: History[SessionState], entry: Entry, fact: Voided) -> None:
    line = _target(history, fact)
    if isinstance(line.first.fact, (room.SessionOpened, room.SessionClosed, *_FOR_GOOD)):
        raise Refusal("session.cannot_amend")
    if not fact.reason.strip():
        raise Refusal("entry.empty", field="reason")


def _withdrawn(history: History[SessionState], fact: Voided, roles: Collection[Role]) -> None:
    """A clearance is taken back by the word that gave it, a signature by the role that signed."""
    told = _target(history, fact).entry.fact
    act = act_of(told)
    wanted = (told.role,) if isinstance(told, LeavingSigned) else whose_word(act)
    if act in JUDGEMENTS and not set(wanted) & set(roles):
        raise Refusal("session.not_your_word", act=act.value, roles=tuple(role.value for role in wanted))


def _confirmed(state: SessionState, history: History[SessionState], fact: Confirmed, roles: Collection[Role]) -> None:
    line = _target(history, fact)
    wanted = whose(line, state)
    if not set(wanted) & set(roles):
        raise Refusal("session.not_your_word", act=act_of(line.entry.fact).value, roles=tuple(r.value for r in wanted))


def _still_stands(history: History[SessionState], entry: Entry) -> None:
    """Refuse a change after which two sit on one seat, somebody's lines have nobody, or a closed session is not whole."""
    before, after = history.state, history.with_one_more(entry)
    if twice := _shared(after) - _shared(before):
        raise Refusal("room.seat_taken", field="seat", seat=min(twice))
    if after.closed_at is not None and _there(after) - _there(before):
        raise Refusal("session.unaccounted", names=_names(after))
    for person in before.people.keys() - after.people.keys():
        if any(not isinstance(told.fact, room.IntentionSaid) for told in after.early.get(person, ())):
            raise Refusal("room.has_lines", field="target")


def _there(state: SessionState) -> set[UUID]:
    """Who is not out."""
    return {person.id for person in state.people.values() if person.out is None}


def _names(state: SessionState) -> tuple[str, ...]:
    """Who is not out, in seat order."""
    return tuple(called(person, state) for person in state.in_seat_order if person.out is None)


def _shared(state: SessionState) -> set[int]:
    """The seats that more than one person has who is still there."""
    seats = [person.seat for person in state.people.values() if person.out is None]
    return {seat for seat in seats if seats.count(seat) > 1}


def _closed(state: SessionState, history: History[SessionState], entry: Entry, fact: room.SessionClosed) -> None:
    if left := _names(state):
        raise Refusal("session.unaccounted", names=left)


def _leaves(state: SessionState, history: History[SessionState], entry: Entry, fact: object) -> None:
    """A handoff tells of a stay that is over."""
    person = state.people[entry.participant] if entry.participant else None
    if person is not None and person.out is None:
        raise Refusal("packet.not_out_yet", field="sign", name=called(person, state))


def _guard(state: SessionState, history: History[SessionState], entry: Entry, fact: room.GuardPassed) -> None:
    if not fact.reason.strip():
        raise Refusal("guard.reason_needed", field="reason")
    alone = len(state.staff) == 1
    if fact.second is None and not alone:
        raise Refusal("guard.second_needed", field="second")
    if fact.second is not None and (fact.second == entry.recorded_by or fact.second not in state.staff):
        raise Refusal("guard.second_needed", field="second")


_FOR_GOOD = (room.PacketSigned, room.PacketReleased, *releases.FOR_GOOD, handover.HandoffsTaken)
"""What was signed or has left stays as it was written."""

_CHECKED_AS_NEW = (room.Seated, room.PhaseBegan, room.StateSaid)
"""Facts that a correction brings in under the same checks as if they were told now."""

_CHECKS: Mapping[type, Callable[[SessionState, History[SessionState], Entry, Any], None]] = {
    room.Seated: _seated,
    room.PhaseBegan: _phase,
    room.StateSaid: _state_said,
    **support.CHECKS,
    room.WentOut: _went_out,
    **whereabouts.CHECKS,
    room.SessionClosed: _closed,
    room.GuardPassed: _guard,
    room.PacketSigned: _leaves,
    room.PacketReleased: _leaves,
    **dict.fromkeys(releases.FOR_GOOD, _leaves),
    Amended: _amended,
    Voided: _voided,
}
