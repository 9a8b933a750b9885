"""What the entries of a session come to: ``apply(state, entry) -> state``.  Pure; the same for live, restart and review.

A topic with a module of its own says there what its facts come to; here is only which fact reaches what.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import msgspec

from facilitator_app.record import (
    adverse,
    attending,
    checked,
    circle,
    company,
    emergency,
    gone,
    leaving,
    music,
    readiness,
    replaced,
    room,
    touch,
)
from facilitator_app.record.adverse import AdverseClassed, AdverseFollowed, AdverseReported
from facilitator_app.record.attending import attended
from facilitator_app.record.company import Away, Why
from facilitator_app.record.debrief import DebriefSaid, said
from facilitator_app.record.doses import DoseGiven, DoseWithTimeOut, GivenEarlier
from facilitator_app.record.entry import Entry, Fact
from facilitator_app.record.groups import GroupMeets
from facilitator_app.record.integration import ABOUT_A_PERSON, after_session
from facilitator_app.record.limits import PersonLimitSet
from facilitator_app.record.medication import Medication, MedicationGiven
from facilitator_app.record.orders import Cleared, ClearedForMedicine, Order, OrderGiven, last_of_each
from facilitator_app.record.scores import OxygenSaid, Scored
from facilitator_app.record.state import (
    Dose,
    Person,
    Playing,
    Said,
    SessionState,
    Staff,
    Support,
)
from facilitator_app.record.vitals import VitalsTaken


def apply(state: SessionState, entry: Entry) -> SessionState:
    """The state after ``entry``.  Facts about somebody who has no seat yet wait; kinds that move nothing leave it as it is.

    Amendments and voids are resolved before (see ``history``): what comes here is how each line reads now.
    """
    fact = entry.fact
    about_session = _SESSION.get(type(fact))
    if about_session is not None:
        return about_session(state, entry, fact)
    about_person = _PERSON.get(type(fact))
    if about_person is None or entry.participant is None:
        return state
    person = state.people.get(entry.participant)
    comes = attending.comes(state, person, entry)
    state = attending.gone_to_another(state, comes.staff if comes is not None else None, entry)
    if person is None:
        early = (*state.early.get(entry.participant, ()), entry)
        return msgspec.structs.replace(state, early={**state.early, entry.participant: early})
    return _with_person(state, _after(state, person, entry))


def _after(state: SessionState, person: Person, entry: Entry) -> Person:
    """The person after a line about them."""
    now = _PERSON[type(entry.fact)](person, entry, entry.fact)
    return attending.after(person, now, entry, attending.comes(state, person, entry))


def _with_person(state: SessionState, person: Person) -> SessionState:
    return msgspec.structs.replace(state, people={**state.people, person.id: person})


def _opened(state: SessionState, entry: Entry, fact: room.SessionOpened) -> SessionState:
    return msgspec.structs.replace(
        state,
        opened_at=entry.observed_at,
        title=fact.title,
        programme=fact.programme,
        zone=fact.zone,
        lead=fact.lead,
        phase=fact.programme.phases[0].key,
        phase_since=entry.observed_at,
        room=readiness.opened(entry, fact.staffing_reason),
    )


def _seated(state: SessionState, entry: Entry, fact: room.Seated) -> SessionState:
    if entry.participant is None:
        return state
    known = state.people.get(entry.participant)
    if known is not None:
        known = msgspec.structs.replace(known, **{one.value: room.NOTHING[one] for one in fact.taken_back})
        now = msgspec.structs.replace(
            known,
            seat=fact.seat,
            preferred_name=fact.preferred_name,
            legal_name=fact.legal_name or known.legal_name,
            birth_date=fact.birth_date or known.birth_date,
            allergies=fact.allergies or known.allergies,  # never less than was told: blank may be not asked
            weight_kg=fact.weight_kg or known.weight_kg,
            weighed_at=fact.weighed_at if fact.weight_kg else known.weighed_at,
            usual=fact.usual or known.usual,
        )
        return _with_person(state, now)
    person = Person(
        id=entry.participant,
        seat=fact.seat,
        preferred_name=fact.preferred_name,
        legal_name=fact.legal_name,
        birth_date=fact.birth_date,
        allergies=fact.allergies,
        weight_kg=fact.weight_kg,
        weighed_at=fact.weighed_at,
        usual=fact.usual,
        seated_at=entry.observed_at,
        seated_told_at=entry.told_at,
        state_since=entry.observed_at,
    )
    early = dict(state.early)
    for told in early.pop(person.id, ()):
        person = _after(state, person, told)
    return _with_person(msgspec.structs.replace(state, early=early), person)


def _phase(state: SessionState, entry: Entry, fact: room.PhaseBegan) -> SessionState:
    return msgspec.structs.replace(state, phase=fact.phase, phase_since=entry.observed_at, held=timedelta(0))


def _staff_present(state: SessionState, entry: Entry, fact: room.StaffPresent) -> SessionState:
    staff = Staff(id=fact.staff, name=fact.name, roles=fact.roles, since=entry.observed_at)
    there = readiness.came(state.room, entry, fact.staff, fact.roles)
    return msgspec.structs.replace(state, staff={**state.staff, staff.id: staff}, room=there)


def _staff_left(state: SessionState, entry: Entry, fact: room.StaffLeft) -> SessionState:
    known = state.staff.get(fact.staff)
    if known is None:
        return state
    gone = msgspec.structs.replace(known, left=entry.observed_at)
    state = attending.gone_to_another(state, fact.staff, entry)
    return msgspec.structs.replace(state, staff={**state.staff, gone.id: gone})


def _music_began(state: SessionState, entry: Entry, fact: room.MusicBegan) -> SessionState:
    playing = Playing(play=fact.play, title=fact.title, since=entry.observed_at)
    return msgspec.structs.replace(state, playing=playing)


def _music_ended(state: SessionState, entry: Entry, fact: room.MusicEnded) -> SessionState:
    if state.playing is None or state.playing.play != fact.play:
        return state
    return msgspec.structs.replace(state, playing=None)


def _music_changed(state: SessionState, entry: Entry, fact: music.MusicChanged) -> SessionState:
    if fact.what is not music.What.HELD or fact.phase != state.phase:
        return state
    return msgspec.structs.replace(state, held=timedelta(minutes=fact.minutes))


def _emergency(state: SessionState, entry: Entry, fact: Fact) -> SessionState:
    return msgspec.structs.replace(state, emergency=emergency.after(state.emergency, entry))


def _closed(state: SessionState, entry: Entry, fact: room.SessionClosed) -> SessionState:
    return msgspec.structs.replace(state, closed_at=entry.observed_at)


def _vitals(person: Person, entry: Entry, fact: VitalsTaken) -> Person:
    known = msgspec.structs.replace(
        attended(person, entry), leaving=leaving.overtake(person.leaving, leaving.Asks.VITALS)
    )
    return checked.taken(known, entry, fact)


def _dose(person: Person, entry: Entry, fact: DoseGiven) -> Person:
    swish = fact.swish_minutes if isinstance(fact, DoseWithTimeOut) else None
    dose = Dose(
        at=entry.observed_at,
        entry=entry.id,
        drug=fact.drug,
        route=fact.route,
        amount_mg=fact.amount_mg,
        swish_minutes=swish,
        by_oneself=fact.by_oneself,
        seen_by=(entry.done_by or entry.recorded_by) if fact.by_oneself else None,
    )
    way_out = leaving.after_dose(person.leaving)
    return msgspec.structs.replace(attended(person, entry), doses=(*person.doses, dose), leaving=way_out)


def _medication(person: Person, entry: Entry, fact: MedicationGiven) -> Person:
    given = Medication(
        at=entry.observed_at,
        entry=entry.id,
        name=fact.name,
        amount=fact.amount,
        unit=fact.unit,
        route=fact.route,
        for_what=fact.for_what,
    )
    return msgspec.structs.replace(attended(person, entry), medications=(*person.medications, given))


def _earlier(person: Person, entry: Entry, fact: GivenEarlier) -> Person:
    baseline = {**person.baseline, **fact.baseline}
    return msgspec.structs.replace(person, given_earlier=(*person.given_earlier, fact), baseline=baseline)


def _ordered(person: Person, entry: Entry, fact: OrderGiven) -> Person:
    order = Order(entry=entry.id, at=entry.observed_at, told=fact)
    return msgspec.structs.replace(person, orders=last_of_each((*person.orders, order)))


def _cleared(person: Person, entry: Entry, fact: ClearedForMedicine) -> Person:
    return msgspec.structs.replace(person, cleared=Cleared(entry=entry.id, at=entry.observed_at, told=fact))


def _adverse(person: Person, entry: Entry, fact: Fact) -> Person:
    return msgspec.structs.replace(person, adverse=adverse.after(person.adverse, entry, fact))


def _company_ended(person: Person, entry: Entry, fact: company.CompanyEnded) -> Person:
    return attending.parted(person, entry, entry.done_by or entry.recorded_by)


def _stepped_out(person: Person, entry: Entry, fact: company.SteppedOut) -> Person:
    away = Away(where=fact.where, with_whom=fact.with_whom, since=entry.observed_at, back_within=fact.back_within)
    return msgspec.structs.replace(attending.went_out(person, entry), away=away)


def _came_back(person: Person, entry: Entry, fact: company.CameBack) -> Person:
    return msgspec.structs.replace(attending.over(person, entry, Why.WENT_ALONG), away=None)


def _state_said(person: Person, entry: Entry, fact: room.StateSaid) -> Person:
    at, told = entry.observed_at, entry.told_at
    return msgspec.structs.replace(person, state=fact.state, state_since=at, state_told_at=told)


def _observed(person: Person, entry: Entry, fact: room.Observed) -> Person:
    said = Said(at=entry.observed_at, entry=entry.id, text=fact.label)
    person = attended(person, entry) if attending.attends(fact) else person
    return msgspec.structs.replace(person, observation=said)


def _intention(person: Person, entry: Entry, fact: room.IntentionSaid) -> Person:
    return msgspec.structs.replace(person, intention=fact.text)


def _support_called(person: Person, entry: Entry, fact: room.SupportCalled) -> Person:
    if person.support is not None:
        return person
    call = Support(since=entry.observed_at, entry=entry.id, wanted=fact.wanted)
    return msgspec.structs.replace(person, support=call, leaving=leaving.called(person.leaving))


def _support_answered(person: Person, entry: Entry, fact: room.SupportAnswered) -> Person:
    if person.support is None:
        return person
    answered = msgspec.structs.replace(
        person.support, answered_by=entry.done_by or entry.recorded_by, answered_at=entry.observed_at
    )
    return msgspec.structs.replace(person, support=answered)


def _support_settled(person: Person, entry: Entry, fact: room.SupportSettled) -> Person:
    return msgspec.structs.replace(attending.over(person, entry, Why.ANSWERED), support=None)


def _touch(person: Person, entry: Entry, fact: room.TouchAgreed) -> Person:
    return msgspec.structs.replace(person, touch=fact.consent, touch_narrowed=fact.narrowed)


def _touched(person: Person, entry: Entry, fact: Fact) -> Person:
    there = touch.after(person.consent, fact, entry.observed_at)
    person = attended(person, entry) if isinstance(fact, touch.TouchDone) else person
    return msgspec.structs.replace(person, consent=there, touch_narrowed=there.narrowed)


def _readiness(person: Person, entry: Entry, fact: Fact) -> Person:
    return msgspec.structs.replace(person, readiness=readiness.after(person.readiness, entry))


def _room_ready(state: SessionState, entry: Entry, fact: Fact) -> SessionState:
    return msgspec.structs.replace(state, room=readiness.room_after(state.room, entry))


def _checked_in(person: Person, entry: Entry, fact: circle.CheckedIn) -> Person:
    said = circle.Word(circle=fact.circle, at=entry.observed_at, text=fact.text)
    return msgspec.structs.replace(person, checked_in=(*person.checked_in, said))


def _leaving(person: Person, entry: Entry, fact: Fact) -> Person:
    return msgspec.structs.replace(person, leaving=leaving.after(person.leaving, entry))


def _integration(person: Person, entry: Entry, fact: Fact) -> Person:
    return msgspec.structs.replace(person, integration=after_session(person.integration, entry))


def _leaving_list(state: SessionState, entry: Entry, fact: leaving.LeavingListTaken) -> SessionState:
    return msgspec.structs.replace(state, leaving_list=fact.list)


def _needs_care(person: Person, entry: Entry, fact: room.NeedsCare) -> Person:
    said = Said(at=entry.observed_at, entry=entry.id, text=fact.text)
    return msgspec.structs.replace(person, needs_care=(*person.needs_care, said))


_SESSION: Mapping[type, Callable[[SessionState, Entry, Any], SessionState]] = {
    room.SessionOpened: _opened,
    room.Seated: _seated,
    room.PhaseBegan: _phase,
    room.StaffPresent: _staff_present,
    room.StaffLeft: _staff_left,
    room.MusicBegan: _music_began,
    room.MusicEnded: _music_ended,
    music.MusicBegan: _music_began,
    music.MusicEnded: _music_ended,
    music.MusicChanged: _music_changed,
    room.SessionClosed: _closed,
    leaving.LeavingListTaken: _leaving_list,
    circle.RulesSaid: lambda state, entry, fact: msgspec.structs.replace(state, circle_rules=fact.text),
    GroupMeets: lambda state, entry, fact: msgspec.structs.replace(state, meets=fact),
    readiness.RoomChecked: _room_ready,
    readiness.RoomPassed: _room_ready,
    emergency.EmergencyBegan: _emergency,
    emergency.EmergencyStep: _emergency,
    emergency.EmergencyEnded: _emergency,
    DebriefSaid: lambda state, entry, fact: msgspec.structs.replace(state, debrief=said(state.debrief, entry, fact)),
}
_PERSON: Mapping[type, Callable[[Person, Entry, Any], Person]] = {
    VitalsTaken: _vitals,
    PersonLimitSet: checked.limit_set,
    Scored: checked.scored,
    OxygenSaid: checked.oxygen,
    DoseGiven: _dose,
    DoseWithTimeOut: _dose,
    MedicationGiven: _medication,
    GivenEarlier: _earlier,
    OrderGiven: _ordered,
    ClearedForMedicine: _cleared,
    replaced.TakenBack: lambda person, entry, fact: replaced.without(person, fact.what),
    AdverseReported: _adverse,
    AdverseFollowed: _adverse,
    AdverseClassed: _adverse,
    room.Deferred: checked.put_off,
    room.StateSaid: _state_said,
    room.Observed: _observed,
    room.IntentionSaid: _intention,
    room.SupportCalled: _support_called,
    room.SupportAnswered: _support_answered,
    room.SupportSettled: _support_settled,
    room.TouchAgreed: _touch,
    room.NeedsCare: _needs_care,
    room.WentOut: gone.went_out,
    touch.TouchAgreed: _touched,
    touch.TouchKept: _touched,
    touch.SafetyTouchAgreed: _touched,
    touch.TouchAsked: _touched,
    touch.TouchDone: _touched,
    circle.CheckedIn: _checked_in,
    readiness.ReadinessTold: _readiness,
    readiness.ReadinessPassed: _readiness,
    readiness.StaysWithout: _readiness,
    leaving.CriterionAnswered: _leaving,
    leaving.CriterionPassed: _leaving,
    leaving.LeavingScored: _leaving,
    leaving.LeavingSigned: _leaving,
    leaving.RiskDisclosed: _leaving,
    leaving.RiskAnswered: _leaving,
    leaving.ClearanceReopened: gone.reopened,
    leaving.ClearanceLookedAt: gone.looked_at,
    company.CompanyBegan: lambda person, entry, fact: person,  # who is with them is told for all kinds alike
    company.CompanyEnded: _company_ended,
    company.SteppedOut: _stepped_out,
    company.CameBack: _came_back,
    **dict.fromkeys(ABOUT_A_PERSON, _integration),
}
