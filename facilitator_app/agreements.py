"""When touch consent, leave, answers on the way out and disclosures may be written, and by whom.  Pure; asked by ``rules``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from facilitator_app import clearance
from facilitator_app.faults import Refusal
from facilitator_app.record import circle, emergency, leave, leaving, room, touch
from facilitator_app.record.changes import Amended, Voided
from facilitator_app.record.doses import DoseGiven
from facilitator_app.record.entry import Entry, Fact
from facilitator_app.record.history import History
from facilitator_app.record.roles import Act, Role
from facilitator_app.record.state import Person, SessionState

ABOUT_A_PERSON = frozenset(
    {
        touch.TouchAgreed,
        touch.TouchKept,
        touch.SafetyTouchAgreed,
        touch.TouchAsked,
        touch.TouchDone,
        leave.LeaveGiven,
        leave.LeaveGivenTo,
        circle.CheckedIn,
        leaving.CriterionAnswered,
        leaving.CriterionPassed,
        leaving.LeavingScored,
        leaving.LeavingSigned,
        leaving.RiskDisclosed,
        leaving.RiskAnswered,
        leaving.ClearanceReopened,
        leaving.ClearanceLookedAt,
        emergency.SheetGiven,
    }
)
"""Kinds of these topics that are about one person."""

AFTER_CLOSING = frozenset(
    {
        leave.LeaveGiven,
        leave.LeaveGivenTo,
        leaving.RiskAnswered,
        leaving.ClearanceReopened,
        leaving.ClearanceLookedAt,
    }
)
"""Kinds of these topics that may be written of a session that is over."""

ACTS: Mapping[type, Act] = {
    leaving.LeavingListTaken: Act.RUN_SESSION,
    leaving.CriterionPassed: Act.CLEARANCE,
    leaving.ClearanceLookedAt: Act.CLEARANCE,
    leaving.LeavingSigned: Act.SIGN_LEAVING,
}
"""Which act of the table of roles they are, where they are no plain facts."""


def is_sober(person: Person, at: datetime) -> bool:
    """Whether ``at`` lies before the person's first dose, or after the person was cleared."""
    cleared = person.out is not None and person.out.is_cleared and person.out.at <= at
    return cleared or all(dosed > at for dosed in person.dosed_at)


def _said_sober(state: SessionState, entry: Entry, person: Person) -> bool:
    """Whether the person was sober when it was said, and is as it is written: an earlier time alone makes nobody so.

    Once the session is closed its hours under the medicine are over.
    """
    closed = state.closed_at
    moments = (entry.observed_at, entry.recorded_at)
    return all(is_sober(person, at) or (closed is not None and closed <= at) for at in moments)


def check(state: SessionState, history: History[SessionState], entry: Entry, roles: Collection[Role]) -> None:
    """Refuse what may not be written; lets every kind of another topic pass.  The person has a seat: that was looked at."""
    if isinstance(entry.fact, Amended | Voided):
        _changed(state, history, entry, entry.fact, roles)
        return
    special = _CHECKS.get(type(entry.fact))
    person = state.people.get(entry.participant) if entry.participant else None
    if special is not None and person is not None:
        special(state, history, entry, entry.fact, person, roles)


def _changed(
    state: SessionState, history: History[SessionState], entry: Entry, fact: Amended | Voided, roles: Collection[Role]
) -> None:
    """What a session goes by is not taken back; a signature not reworded; what is restricted not touched by others."""
    first = history.entry(fact.target)
    known = first.fact if first is not None else None
    if isinstance(known, leaving.LeavingListTaken) or (isinstance(known, _SIGNED) and isinstance(fact, Amended)):
        raise Refusal("session.cannot_amend")
    if isinstance(known, leaving.RESTRICTED) and not may_read(history, fact.target, entry.recorded_by, roles):
        raise Refusal("session.not_your_word", act="answer_risk", roles=(Role.MEDICAL_PROVIDER.value,))
    if isinstance(fact, Amended) and fact.fact is not None and first is not None:
        at = fact.observed_at or first.observed_at
        now = msgspec.structs.replace(
            first, fact=fact.fact, observed_at=at, recorded_at=entry.recorded_at, recorded_by=entry.recorded_by
        )
        check(state, history, now, roles)


def may_read(history: History[SessionState], line: UUID, who: UUID | None, roles: Collection[Role]) -> bool:
    """Whether somebody may read the words of a restricted line; of every other line anybody may."""
    entry = history.entry(line)
    fact = entry.fact if entry is not None else None
    if isinstance(fact, leaving.RiskAnswered):
        entry = history.entry(fact.disclosure)
        fact = entry.fact if entry is not None else None
    if not isinstance(fact, leaving.RiskDisclosed) or entry is None:
        return True
    return leaving.may_read(leaving.disclosed(entry, fact), who, roles)


def kept_narrow(
    history: History[SessionState], entries: Sequence[Entry], now: datetime
) -> tuple[tuple[Fact, UUID], ...]:
    """What keeps consent narrow when ``entries`` take a narrowing back from somebody who is not sober.

    And where they tell late that a dose was given before consent was widened: then what held at the dose stays.  And where
    they take a clearance back after which it was widened: then what held at the clearance does.
    """
    about = {person for entry in entries for person in _whose_touch(history, entry)}
    dosed = {person for entry in entries for person in _whose_dose(history, entry)}
    cleared = dict(told for entry in entries for told in _at_clearance(history, entry))
    if not about | dosed | cleared.keys():
        return ()
    before, after = history.state, history.with_more(entries)
    held = {person: before.people[person].consent for person in about & before.people.keys()} | cleared
    for person in dosed & before.people.keys():
        held |= _at_first_dose(history, after.people[person])
    return tuple(
        (fact, person)
        for person in sorted(held.keys() & after.people.keys())
        if not is_sober(after.people[person], now)
        for fact in touch.kept(held[person], after.people[person].consent)
    )


def _at_first_dose(history: History[SessionState], person: Person) -> dict[UUID, touch.Touch]:
    """What held as the first dose was given, of who is still there: what was widened since was under the medicine."""
    first = min((dose.at for dose in person.doses), default=None)
    then = history.state_at(first).people.get(person.id) if first is not None and person.out is None else None
    return {person.id: then.consent} if then is not None else {}


def _at_clearance(history: History[SessionState], entry: Entry) -> Iterator[tuple[UUID, touch.Touch]]:
    """Whose clearance is withdrawn, and what held as they were cleared."""
    first = history.entry(entry.fact.target) if isinstance(entry.fact, Voided) else None
    if first is None or first.participant is None or not isinstance(first.fact, room.WentOut):
        return
    if first.fact.way is room.WayOut.CLEARED:
        yield first.participant, history.state_at(first.observed_at).people[first.participant].consent


def _whose_dose(history: History[SessionState], entry: Entry) -> Iterator[UUID]:
    """Whose dose is told of an earlier moment, or changed."""
    target = history.entry(entry.fact.target) if isinstance(entry.fact, Amended) else None
    is_late = entry.observed_at < entry.recorded_at
    dose = target if target is not None else entry if is_late else None
    if dose is not None and isinstance(dose.fact, DoseGiven):
        yield from filter(None, (dose.participant,))


def _whose_touch(history: History[SessionState], entry: Entry) -> Iterator[UUID]:
    """Whose consent a change of an earlier line is about."""
    if isinstance(entry.fact, Amended | Voided):
        first = history.entry(entry.fact.target)
        if first is not None and isinstance(first.fact, touch.TouchAgreed | touch.SafetyTouchAgreed):
            yield from filter(None, (first.participant,))


def may_clear(
    state: SessionState, history: History[SessionState], entry: Entry, fact: room.WentOut, person: Person | None
) -> None:
    """Refuse *cleared* while something stands in its way, or at the moment told; every other way out is a fact."""
    if person is not None and fact.way is room.WayOut.CLEARED:
        then = history.state_at(entry.observed_at) if entry.observed_at < entry.recorded_at else None
        clearance.check(state, person, fact.escort, entry.observed_at, then)


def _touch(
    state: SessionState,
    history: History[SessionState],
    entry: Entry,
    fact: touch.TouchAgreed | touch.SafetyTouchAgreed,
    person: Person,
    roles: Collection[Role],
) -> None:
    touch.check(person.consent, fact, sober=_said_sober(state, entry, person))


def _leave(
    state: SessionState,
    history: History[SessionState],
    entry: Entry,
    fact: leave.LeaveGiven | room.LeaveGiven,
    person: Person,
    roles: Collection[Role],
) -> None:
    line = history.line(fact.quote)
    quoted = line is not None and line.voided is None and isinstance(line.entry.fact, room.Quoted)
    sober = _said_sober(state, entry, person)
    leave.check(fact, sober=sober, is_quote=quoted and line is not None and line.first.participant == person.id)


def _passed(
    state: SessionState,
    history: History[SessionState],
    entry: Entry,
    fact: leaving.CriterionPassed,
    person: Person,
    roles: Collection[Role],
) -> None:
    clearance.may_pass(state, fact.criterion)


def _signed(
    state: SessionState,
    history: History[SessionState],
    entry: Entry,
    fact: leaving.LeavingSigned,
    person: Person,
    roles: Collection[Role],
) -> None:
    if fact.role not in roles:
        raise Refusal("session.not_your_word", act=Act.SIGN_LEAVING.value, roles=(fact.role.value,))


def _answered(
    state: SessionState,
    history: History[SessionState],
    entry: Entry,
    fact: leaving.RiskAnswered,
    person: Person,
    roles: Collection[Role],
) -> None:
    found = next((one for one in person.leaving.disclosures if one.entry == fact.disclosure), None)
    if found is None:
        raise Refusal("leaving.no_disclosure", field="disclosure")
    if not leaving.may_read(found, entry.recorded_by, roles):
        raise Refusal("session.not_your_word", act="answer_risk", roles=(Role.MEDICAL_PROVIDER.value,))


def _looked_at(
    state: SessionState,
    history: History[SessionState],
    entry: Entry,
    fact: leaving.ClearanceLookedAt,
    person: Person,
    roles: Collection[Role],
) -> None:
    out = person.out
    if out is None or out.reopened != fact.reopened or out.looked is not None:
        raise Refusal("leaving.nothing_to_look_at")
    if out.reopened_at is not None and entry.observed_at < out.reopened_at:
        raise Refusal("leaving.before_it_was_open", field="at")


_SIGNED = (leaving.LeavingSigned, leaving.CriterionPassed)

_CHECKS: Mapping[type, Callable[[SessionState, History[SessionState], Entry, Any, Person, Collection[Role]], None]] = {
    touch.TouchAgreed: _touch,
    touch.TouchKept: _touch,
    touch.SafetyTouchAgreed: _touch,
    room.LeaveGiven: _leave,
    leave.LeaveGiven: _leave,
    leave.LeaveGivenTo: _leave,
    leaving.CriterionPassed: _passed,
    leaving.LeavingSigned: _signed,
    leaving.RiskAnswered: _answered,
    leaving.ClearanceLookedAt: _looked_at,
}
