"""What the verbs of the desk before a session do on the stage: lines of the clinic's own record."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from facilitator_app import consents, one_person
from facilitator_app.clinic import Clinic
from facilitator_app.faults import Refusal
from facilitator_app.integration import moment
from facilitator_app.record import agenda
from facilitator_app.record.changes import Voided
from facilitator_app.record.entry import Fact, Part, new_id
from facilitator_app.record.orders import Cleared, Order
from facilitator_app.record.prescribing import Assessment, prescribed
from facilitator_app.record.readiness import ConsentGiven
from facilitator_app.rehearsal import acts, desk_told
from facilitator_app.rehearsal.before_played import INK, PAGE, group_of
from facilitator_app.rehearsal.before_told import Way
from facilitator_app.rehearsal.readiness_told import Consent, TellAhead
from facilitator_app.rehearsal.stage import Stage
from facilitator_app.rehearsal.way_played import Told
from facilitator_app.same_person import differing
from facilitator_app.set_board import SetBoard
from facilitator_app.text import catalogue


async def _write(stage: Stage, fact: Fact, *people: str) -> None:
    parts = [Part(fact=fact, about=stage.id(person)) for person in people] or [Part(fact=fact)]
    await _clinic(stage).write(parts)


def _clinic(stage: Stage) -> Clinic:
    if stage.app.clinic is None:
        raise Refusal("app.locked")
    return stage.app.clinic


async def _tell_person(stage: Stage, act: desk_told.TellPerson, told: Told) -> None:
    if isinstance(act.fact, Refusal):
        raise act.fact
    await _clinic(stage).tell_person(stage.id(act.person), act.fact)


async def _same_person(stage: Stage, act: desk_told.SamePerson, told: Told) -> None:
    clinic, journal, there = _clinic(stage), stage.app.journal, stage.app.clinic_state().participants
    one, two = there.get(stage.id(act.person)), there.get(stage.id(act.other))
    if journal is None or one is None or two is None:
        raise Refusal("clinic.no_such_participant", field="participant")
    chosen = {field: said for field, said, _ in differing(one, two)}
    await one_person.join(journal, clinic, one.id, two.id, chosen, act.reason)


async def _two_people(stage: Stage, act: desk_told.TwoPeople, told: Told) -> None:
    clinic, journal = _clinic(stage), stage.app.journal
    said = one_person.standing(clinic, stage.id(act.person))
    if journal is None or not said:
        raise Refusal("session.no_such_line")
    await one_person.part(journal, clinic, said[-1].id, act.reason)


async def _take_back(stage: Stage, act: desk_told.TakeBack, told: Told) -> None:
    there = prescribed(_clinic(stage).history, stage.id(act.person))
    written: Mapping[str, Sequence[Assessment | Order | Cleared]] = {
        "assessment": there.assessed,
        "order": there.orders,
        "clearance": (there.cleared,) if there.cleared else (),
    }
    found = written[act.what]
    if not found:
        raise Refusal("session.no_such_line")
    await _write(stage, Voided(target=found[-1].entry, reason=act.reason), act.person)


async def _set_session(stage: Stage, act: desk_told.SetSession, told: Told) -> None:
    fact = agenda.SessionSet(
        session=new_id(stage.now),
        title=act.title,
        programme=stage.heading.programme,
        at=moment(act.day, act.time, stage.heading.zone),
        minutes=act.minutes,
        place=act.place,
        group=group_of(stage, act.group).id if act.group else None,
    )
    await _write(stage, fact)


async def _call_off(stage: Stage, act: desk_told.CallOff, told: Told) -> None:
    await _write(stage, agenda.SessionCalledOff(session=stage.set_session(act.title).told.session, reason=act.reason))


async def _expect(stage: Stage, act: desk_told.Expect, told: Told) -> None:
    session = stage.set_session(act.title).told.session
    await _write(stage, agenda.Expected(session=session, seat=act.seat, coming=act.coming), *act.people)


async def _ahead(stage: Stage, act: TellAhead, told: Told) -> None:
    board = SetBoard(_clinic(stage), stage.set_session(act.title).told.session)
    await board.write(act.fact, [stage.id(person) for person in act.people])


async def _consent(stage: Stage, act: Consent, told: Told) -> None:
    clinic, journal, here = _clinic(stage), stage.app.journal, stage.app.at_screen
    if journal is None or here is None:
        raise Refusal("app.locked")
    session = SetBoard(clinic, stage.set_session(act.title).told.session) if act.title else stage.session
    witness = stage.app.clinic_state().staff[stage.id(act.witness)] if act.witness else here
    for name in act.people:
        person = stage.id(name)
        given = ConsentGiven(
            text=consents.words_of(session.state, catalogue()),
            witness=witness.id,
            witness_name=witness.name,
            ink=INK if act.way is Way.FINGER else None,
            typed=clinic.state.participants[person].told.preferred_name if act.way is Way.TYPING else "",
        )
        await consents.give(clinic, journal, session, person, given, [PAGE] * act.pages)


async def _set_meeting(stage: Stage, act: desk_told.SetMeeting, told: Told) -> None:
    at = moment(act.day, act.time, stage.heading.zone)
    fact = agenda.MeetingSet(at=at, held_by=stage.id(act.staff), place=act.place, minutes=act.minutes)
    await _write(stage, fact, act.person)


DO: Mapping[type[acts.Act], Callable[[Stage, Any, Told], Awaitable[str | None]]] = {
    desk_told.TellPerson: _tell_person,
    desk_told.SamePerson: _same_person,
    desk_told.TwoPeople: _two_people,
    desk_told.TakeBack: _take_back,
    desk_told.SetSession: _set_session,
    desk_told.CallOff: _call_off,
    desk_told.Expect: _expect,
    desk_told.SetMeeting: _set_meeting,
    TellAhead: _ahead,
    Consent: _consent,
}
"""What each of these acts does."""
