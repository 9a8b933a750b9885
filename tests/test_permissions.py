"""Every kind of line and every command, tried by every role and by nobody: the table below is the whole truth of who may.

The table is written out here on purpose; it is not derived from the code.  What a role may not do is refused where the line is
written, whatever any screen offers.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest

from facilitator_app import programmes
from facilitator_app.app import App
from facilitator_app.clinic import Clinic
from facilitator_app.clock import SystemClock
from facilitator_app.faults import Faults, Refusal
from facilitator_app.journal import JournalFile
from facilitator_app.record import agenda, circle, codec, emergency, groups, leaving, room
from facilitator_app.record.adverse import AdverseClassed, AdverseFollowed, AdverseReported, Severity
from facilitator_app.record.changes import Amended, Confirmed, Voided
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.company import CameBack, CompanyBegan, CompanyEnded, SteppedOut
from facilitator_app.record.debrief import DebriefSaid
from facilitator_app.record.doses import Concern, DoseGiven, DoseWithTimeOut, Route
from facilitator_app.record.entry import Entry, Fact, Part, kind_of
from facilitator_app.record.handover import HandoffsTaken
from facilitator_app.record.integration import (
    AfterKept,
    Attendance,
    PacketReceived,
    VisitBooked,
    VisitHeld,
    VisitKind,
    VisitPlace,
    VisitSigned,
)
from facilitator_app.record.leave import LeaveGiven, Recipient
from facilitator_app.record.moves import Moved
from facilitator_app.record.orders import OrderGiven
from facilitator_app.record.people import PersonTold
from facilitator_app.record.preparation import PreparationHeld
from facilitator_app.record.prescribing import Assessed
from facilitator_app.record.programme import Giver, Programme
from facilitator_app.record.release import How, PacketReleased, Part2Kept, ReleasedToKind, ReleaseWithdrawn
from facilitator_app.record.roles import Role
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.rehearsal.silent_player import SilentPlayer
from facilitator_app.releases import FOR_GOOD
from facilitator_app.room_music import RoomMusic
from facilitator_app.session import Session, Who
from tests.golden import LINE, PLAN, PROGRAMME, facts
from tests.people import INES, ROWAN, START, TOMAS

F, M, P, T, A = Role  # facilitator, medical provider, prescriber, integration therapist, administrator
ORDER = OrderGiven(drug="ketamine", route=Route.INTRAMUSCULAR, low=Decimal(40), prescriber="Dr. Hale")
EVERYBODY = frozenset({F, M, P, T, A, None})
"""None is nobody at the screen: a fact can be written then too, and is unclaimed."""
IN_THE_ROOM = frozenset({F, M})

MAY_WRITE: dict[str, frozenset[Role | None]] = {
    # facts: whoever is there may write down what happened
    "vitals_taken/1": EVERYBODY,
    "dose_given/1": EVERYBODY,  # counts at once, and awaits the provider's word
    "dose_given/2": EVERYBODY,  # likewise
    "clock_recounted/1": EVERYBODY,
    "given_earlier/1": EVERYBODY,
    "clearance_reopened/1": EVERYBODY,  # likewise: another line brings it
    "medication_given/1": EVERYBODY,  # likewise
    "order_given/1": EVERYBODY,  # awaits the prescriber's word
    "cleared_for_medicine/1": EVERYBODY,  # likewise
    "adverse_reported/1": EVERYBODY,  # anyone may report, and it awaits the provider's classing
    "adverse_followed/1": EVERYBODY,
    "moved/1": EVERYBODY,
    "staff_present/1": EVERYBODY,
    "staff_left/1": EVERYBODY,
    "seated/1": EVERYBODY,
    "phase_began/1": EVERYBODY,
    "state_said/1": EVERYBODY,
    "observed/1": EVERYBODY,
    "noted/1": EVERYBODY,
    "quoted/1": EVERYBODY,
    "leave_given/1": EVERYBODY,
    "intention_said/1": EVERYBODY,
    "deferred/1": EVERYBODY,  # but a repeat, and a check before leaving, by the provider alone: tests/test_checks.py
    "scored/1": EVERYBODY,
    "oxygen_said/1": EVERYBODY,
    "support_called/1": EVERYBODY,
    "support_answered/1": EVERYBODY,
    "support_settled/1": EVERYBODY,
    "touch_agreed/1": EVERYBODY,
    "touch_agreed/2": EVERYBODY,
    "touch_kept/1": EVERYBODY,
    "safety_touch/1": EVERYBODY,
    "touch_asked/1": EVERYBODY,
    "readiness_told/1": EVERYBODY,
    "stays_without/1": EVERYBODY,
    "room_checked/1": EVERYBODY,
    "room_passed/1": IN_THE_ROOM,
    "readiness_passed/1": IN_THE_ROOM,  # and of a medical matter the provider alone: tests/test_readiness.py
    "touch_done/1": EVERYBODY,
    "leave_given/2": EVERYBODY,
    "leave_given/3": EVERYBODY,
    "rules_said/1": EVERYBODY,
    "checked_in/1": EVERYBODY,
    "criterion_answered/1": EVERYBODY,
    "leaving_scored/1": EVERYBODY,
    "risk_disclosed/1": EVERYBODY,
    "group_meets/1": EVERYBODY,
    "sheet_given/1": EVERYBODY,
    "company_began/1": EVERYBODY,
    "company_ended/1": EVERYBODY,
    "stepped_out/1": EVERYBODY,
    "came_back/1": EVERYBODY,
    "emergency_began/1": EVERYBODY,
    "emergency_step/1": EVERYBODY,
    "emergency_ended/1": EVERYBODY,
    "needs_care/1": EVERYBODY,
    "music_began/1": EVERYBODY,
    "music_ended/1": EVERYBODY,
    "music_troubled/1": EVERYBODY,
    "music_began/2": EVERYBODY,
    "music_ended/2": EVERYBODY,
    "music_changed/1": EVERYBODY,
    "app_started/1": EVERYBODY,
    "clock_stepped/1": EVERYBODY,
    "guard_passed/1": EVERYBODY,
    "packet_saved/1": EVERYBODY,
    "packet_saved/2": EVERYBODY,
    "packet_read/1": EVERYBODY,  # whose reading it is stands with it
    "task_given/1": EVERYBODY,
    "contact_tried/1": EVERYBODY,
    "visit_booked/1": EVERYBODY,
    "visit_cancelled/1": EVERYBODY,
    "visit_held/1": EVERYBODY,
    "packet_received/1": EVERYBODY,
    "packet_received/2": EVERYBODY,
    "debrief_said/1": EVERYBODY,
    "amended/1": EVERYBODY,
    "voided/1": EVERYBODY,  # but a clearance only by the word that gave it: below
    # words of judgement
    "adverse_classed/1": frozenset({M}),
    "person_limit_set/1": frozenset({M, P}),
    "went_out/1": frozenset({M}),  # cleared; every other way out is a fact: below
    "leaving_list_taken/1": IN_THE_ROOM,  # as the session is opened
    "criterion_passed/1": frozenset({M}),
    "clearance_looked_at/1": frozenset({M}),
    "leaving_signed/1": frozenset({F}),  # in a role one holds: the golden one is a facilitator's
    "risk_answered/1": frozenset({M}),  # or by its owner or writer, whoever they are: tests/test_leaving.py
    "visit_signed/1": frozenset({F}),  # in a role one holds, by who held it: tests/test_aftercare.py
    "confirmed/1": frozenset({M}),  # of a dose; and whom the programme names: below
    "session_opened/1": IN_THE_ROOM,
    "session_closed/1": IN_THE_ROOM,
    "session_signed/1": frozenset({M}),  # the countersignature; the whole is the lead's: tests/test_sign_off.py
    "packet_signed/1": IN_THE_ROOM,
    "packet_released/1": IN_THE_ROOM,
    "medical_leave/1": EVERYBODY,
    "medical_leave/2": EVERYBODY,
    "medical_signed/1": frozenset({M}),
    "packet_released/2": IN_THE_ROOM,
    "packet_released/3": IN_THE_ROOM,
    "handover_said/1": EVERYBODY,
    "handoffs_taken/1": IN_THE_ROOM,
    "release_withdrawn/1": IN_THE_ROOM,
}
OF_THE_CLINIC: dict[str, frozenset[Role | None]] = {
    "add_staff": frozenset({A}),
    "keep_programme": frozenset({A}),
    "sign_plan": frozenset({M, P}),
    "keep_leaving_list": frozenset({M, P}),
    "keep_rules": frozenset({F, M, P, T, A}),
    "tell_address": frozenset({A}),
    "keep_after": frozenset({F, M, P, T, A}),
    "after_over": frozenset({F, M, P, T, A}),
    "tell_part2": frozenset({A}),
    "add_participant": frozenset({F, M, P, T, A}),
    "tell_person": frozenset({F, M, P, T, A}),
    "tell_staff": frozenset({A}),
    "staff_gone": frozenset({A}),
    "staff_back": frozenset({A}),
    "end_access": frozenset({A}),
    "give_access": frozenset({A}),
    "begin_session": frozenset({F, M, P, T, A}),  # of the clinic's line; the session's own first line is run_session
    "end_session": IN_THE_ROOM,
    "form_group": frozenset({F, M, P, T, A}),
    "hold_preparation": frozenset({F, M, P, T, A}),
    "prescribe": frozenset({P}),  # at the desk; in the room a scribe writes it down for them
    "assess": frozenset({P}),
    "set_session": frozenset({F, M, P, T, A}),
    "keep_floor": frozenset({F, M, P, T, A}),
}
CLINICS_OWN = {"clinic_made/1", "staff_added/1", "participant_added/1", "programme_kept/1", "plan_signed/1"} | {
    "session_planned/1",
    "session_ended/1",
    "leaving_list_kept/1",
    "rules_kept/1",
    "address_told/1",
    "after_kept/1",
    "after_over/1",
    "part2_kept/1",
    "person_told/1",
    "same_person/1",
    "staff_told/1",
    "staff_gone/1",
    "staff_back/1",
    "access_ended/1",
    "access_given/1",
    "group_formed/1",
    "group_told/1",
    "group_ended/1",
    "group_takes_version/1",
    "course_takes_version/1",
    "came_late/1",
    "member_joined/1",
    "member_left/1",
    "paper_kept/1",
    "paper_accepted/1",
    "paper_signed/1",
    "paper_scanned/1",
    "page_kept/1",
    "picture_kept/1",
    "session_of_group/1",
    "preparation_held/1",
    "assessed/1",
    "session_set/1",
    "session_called_off/1",
    "expected/1",
    "meeting_set/1",
    "floor_kept/1",
    "room_list_kept/1",
    "own_readiness/1",
    "wish_told/1",
    "questionnaire_answered/1",
    "result_told/1",
    "number_elsewhere/1",
    "session_elsewhere/1",
    "dose_elsewhere/1",
    "score_elsewhere/1",
    "visit_elsewhere/1",
}
GUARDS = {"notes_licensed/1", "notes_begun/1", "custodians_named/1", "process_note_kept/1", "note_copy_sealed/1"} | {
    "notes_opened/1",
    "looked/1",
    "reading_kept/1",
    "emergency_access/1",
    "access_read/1",
    "code_used/1",
}
"""What guards the record, and process notes, have writers and a table of their own: tests/test_oversight.py."""
CLINICS_OWN |= GUARDS
OF_WHAT_IS_KEPT: dict[str, frozenset[Role | None]] = {
    "retention_kept/1": frozenset({A}),
    "hold_placed/1": frozenset({A}),
    "hold_lifted/1": frozenset({A}),
    "erasure_asked/1": frozenset({A}),
    "erasure_called_off/1": frozenset({F, M, P, T, A}),
    "person_erased/1": frozenset({A}),  # and confirmed by a second person's own secret: tests/test_erasure.py
    "key_changed/1": frozenset({A}),
    "correction_asked/1": frozenset({F, M, P, T, A}),
    "answer_put_off/1": frozenset({A}),
    "correction_answered/1": frozenset({A}),
    "disagreement_said/1": frozenset({F, M, P, T, A}),
    "rebuttal_said/1": frozenset({A}),
    "disclosure_told/1": frozenset({F, M, P, T, A}),
    "copy_given/1": frozenset({F, M, P, T, A}),
}
CLINICS_OWN |= set(OF_WHAT_IS_KEPT)
WHO = [*Role, None]
SOMEBODY = UUID(int=600)


def somebody(role: Role | None) -> Who | None:
    """Somebody with one role only, who is not the lead."""
    return None if role is None else Who(id=SOMEBODY, name="Somebody", roles=(role,))


RELEASED = PacketReleased(to=Recipient.PERSON, recipient="Rowan", how=How.PAPER, digest="ab")
NO_CRITERIA = leaving.LeavingList(name="None", source="Invented.", criteria=(), signed_by=(M,))


class Place:
    """A session with Rowan on a seat and a dose that awaits confirmation, on a real record."""

    def __init__(self, folder: Path) -> None:
        self.journal = JournalFile.create(folder, bytes(32), SystemClock())
        self.lines: dict[str, UUID] = {}
        self.number = 0

    def empty(self) -> Session:
        """A new one, not begun."""
        self.number += 1
        return Session(UUID(int=self.number), self.journal, FastClock(START), Faults())

    async def session(self, programme: Programme = PROGRAMME) -> Session:
        """A new one, begun."""
        session = self.empty()
        session.at_screen = TOMAS
        await session.open(programme, "Circle", zone="UTC", clinic_name="Still Water", lead=TOMAS, staff=(INES, TOMAS),
                           staffing_reason="One is late.")  # fmt: skip
        await session.write(room.Seated(seat=2, preferred_name="Rowan"), [ROWAN])
        await session.write(room.SupportCalled(), [ROWAN])
        dose = next(fact for fact in facts() if isinstance(fact, DoseGiven))
        self.lines["dose"] = (await session.write(dose, [ROWAN]))[0].id
        await session.write(leaving.LeavingListTaken(list=NO_CRITERIA))
        self.lines["quote"] = (await session.write(room.Quoted(text="Water."), [ROWAN]))[0].id
        risk = leaving.RiskDisclosed(text="Old thoughts.", owner=INES.id, owner_name=INES.name)
        self.lines["risk"] = (await session.write(risk, [ROWAN]))[0].id
        answer = leaving.RiskAnswered(disclosure=self.lines["risk"], text="A plan was made.")
        session.at_screen = INES
        await session.write(answer, [ROWAN])
        event = AdverseReported(what="nausea", severity=Severity.MILD)
        self.lines["event"] = (await session.write(event, [ROWAN]))[0].id
        held = VisitHeld(attendance=Attendance.ABSENT, form=VisitKind.GROUP, place=VisitPlace.OFFICE)
        self.lines["visit"] = (await session.write(held, [ROWAN], by=SOMEBODY))[0].id
        await session.write(
            VisitBooked(at=START, form=VisitKind.GROUP, place=VisitPlace.OFFICE, reason="asked"), [ROWAN]
        )
        self.lines["note"] = (await session.write(room.Noted(text="n"), [ROWAN]))[0].id
        return session


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    made = Place(tmp_path / "clinic")
    yield made
    await made.journal.close()


AIMED = (
    (LeaveGiven, "quote", "quote"),
    ((ReleaseWithdrawn, PacketReceived), "release", "release"),
    (leaving.RiskAnswered, "disclosure", "risk"),
    ((AdverseFollowed, AdverseClassed), "event", "event"),
    (VisitSigned, "visit", "visit"),
    (Moved, "withdrawn", "note"),
    (leaving.ClearanceLookedAt, "reopened", "reopened"),
)
"""Kinds that name another line: in which field, and which line of the place it is to be."""


def about(place: Place, fact: Fact) -> Fact:
    """The golden fact of a kind, aimed at a line that is there."""
    if isinstance(fact, Confirmed):
        return Confirmed(target=place.lines["dose"])
    if isinstance(fact, Amended):
        return Amended(target=place.lines["note"], fact=room.Noted(text="better"), reason="slip")
    if isinstance(fact, ReleasedToKind):
        return msgspec.structs.replace(fact, to=Recipient.PERSON, medical="", corrects=None, part2=False)
    for kinds, field, line in AIMED:
        if isinstance(fact, kinds):
            return msgspec.structs.replace(fact, **{field: place.lines[line]})
    if isinstance(fact, room.LeaveGiven):
        return room.LeaveGiven(quote=place.lines["quote"], leave=room.Leave.NO)  # a yes is asked sober
    if isinstance(fact, VisitHeld):
        return msgspec.structs.replace(fact, reason="asked for sooner")
    if isinstance(fact, DoseWithTimeOut):
        reasons = {**fact.reasons, Concern.BY_ONESELF: "The programme names nobody for it."}
        return msgspec.structs.replace(fact, second=UUID(int=601), reasons=reasons)
    if isinstance(fact, Voided):
        return Voided(target=place.lines["note"], reason="wrong person")
    return fact


async def refusal(work: Coroutine[Any, Any, object]) -> str:
    """The key with which it was refused, or nothing."""
    try:
        await work
    except Refusal as refused:
        return refused.key
    return ""


THE_LEADS = (room.PacketSigned, room.PacketReleased, ReleasedToKind, ReleaseWithdrawn)
"""What belongs to the session's lead: whoever does it in their place has said why."""

COMES_AFTER: dict[type, Fact] = {
    CompanyEnded: CompanyBegan(),
    CameBack: SteppedOut(where="garden"),
    room.SupportCalled: room.SupportSettled(),
}
"""What has no beginning ends nothing, and what has not ended is not begun again."""

NOT_ABOUT_ONE = (
    HandoffsTaken,
    Moved,
    groups.GroupMeets,
    DebriefSaid,
    circle.RulesSaid,
    leaving.LeavingListTaken,
    room.SessionOpened,
    room.SessionClosed,
    room.SessionSigned,
)


async def opened_again(session: Session, known: UUID) -> UUID:
    """Rowan is cleared as one who had no dose, the one that was ``known`` being withdrawn; then one is told all the same."""
    session.at_screen = INES
    await session.write(room.SupportSettled(), [ROWAN])
    await session.void(known, "not given")
    await session.write(room.WentOut(way=room.WayOut.CLEARED, escort="Pat"), [ROWAN])
    await session.write(next(fact for fact in facts() if isinstance(fact, DoseGiven)), [ROWAN])
    return next(entry.id for entry in session.history.entries if isinstance(entry.fact, leaving.ClearanceReopened))


@pytest.mark.parametrize("fact", [f for f in facts() if kind_of(f) not in CLINICS_OWN], ids=kind_of)
async def test_a_line_is_written_by_those_of_the_table_and_by_nobody_else(fact: Fact, place: Place) -> None:
    for role in WHO:
        begun = await place.session()
        session = place.empty() if isinstance(fact, room.SessionOpened) else begun
        if isinstance(fact, (room.PacketSigned, room.PacketReleased, PacketReceived, *FOR_GOOD)):
            await session.write(room.WentOut(way=room.WayOut.WITHDREW, note="went home"), [ROWAN])
        if isinstance(fact, ReleaseWithdrawn | PacketReceived):
            session.at_screen = TOMAS
            place.lines["release"] = (await session.write(RELEASED, [ROWAN]))[0].id
        if isinstance(fact, room.WentOut):
            await session.write(room.SupportSettled(), [ROWAN])
        if isinstance(fact, leaving.ClearanceLookedAt):
            place.lines["reopened"] = await opened_again(session, place.lines["dose"])
        session.at_screen = somebody(role)
        if isinstance(fact, THE_LEADS) and role in IN_THE_ROOM:
            await session.write(HandoffsTaken(reason="The lead is on leave."))
        if type(fact) in COMES_AFTER:
            await session.write(COMES_AFTER[type(fact)], [ROWAN])
        people = [] if isinstance(fact, NOT_ABOUT_ONE) else [ROWAN]
        key = await refusal(session.write(about(place, fact), people))
        may = role in MAY_WRITE[kind_of(fact)]
        assert (key != "session.not_your_word") is may, (role, key)
        if may and not isinstance(
            fact, (*NOT_ABOUT_ONE, room.GuardPassed)
        ):  # these are refused for what the session is
            assert key == "", (role, key)


def test_the_table_names_every_kind_that_there_is() -> None:
    assert set(codec.KINDS) - CLINICS_OWN <= set(MAY_WRITE)


WAYS = [way for way in room.WayOut if way is not room.WayOut.DID_NOT_TAKE_MEDICINE]
"""Rowan took it, and "did not take it" is refused for that, whoever writes it."""


@pytest.mark.parametrize("way", WAYS)
async def test_only_the_provider_clears_and_only_the_provider_takes_it_back(way: room.WayOut, place: Place) -> None:
    judged = way is room.WayOut.CLEARED
    for role in WHO:
        session = await place.session()
        await session.write(room.SupportSettled(), [ROWAN])
        session.at_screen = somebody(role)
        key = await refusal(session.write(room.WentOut(way=way, escort="Pat"), [ROWAN]))
        assert key == ("session.not_your_word" if judged and role is not M else ""), role
        session.at_screen = INES
        line: Entry | None = next((e for e in session.history.entries if isinstance(e.fact, room.WentOut)), None)
        line = line or (await session.write(room.WentOut(way=way, escort="Pat"), [ROWAN]))[0]
        session.at_screen = somebody(role)
        key = await refusal(session.void(line.id, "too early"))
        assert key == ("session.not_your_word" if judged and role is not M else ""), role


async def test_a_scribes_dose_counts_at_once_and_awaits_the_providers_word(place: Place) -> None:
    for role in WHO:
        session = await place.session()
        session.at_screen = somebody(role)
        dose = next(fact for fact in facts() if isinstance(fact, DoseGiven))
        line = (await session.write(dose, [ROWAN]))[0]
        assert len(session.state.people[ROWAN].doses) == 2
        waiting = [awaiting.first.id for awaiting in session.awaiting()]
        assert line.id in waiting, role  # also for a provider who is not of this session's staff


@pytest.mark.parametrize("named", [(), (Giver.FACILITATOR,), (Giver.PRESCRIBER, Giver.ONESELF), tuple(Giver)])
async def test_whom_the_programme_names_for_doses_confirms_them_and_nobody_else(
    named: tuple[Giver, ...], place: Place
) -> None:
    may = {M} | {role for role in (F, P) if role.value in named}
    for role in WHO:
        session = await place.session(msgspec.structs.replace(PROGRAMME, doses_by=named))
        session.at_screen = None  # whoever was nearest
        line = (await session.write(next(fact for fact in facts() if isinstance(fact, DoseGiven)), [ROWAN]))[0]
        session.at_screen = somebody(role)
        key = await refusal(session.confirm(line.id))
        assert key == ("" if role in may else "session.not_your_word"), (role, named)
        for fact in (
            room.WentOut(way=room.WayOut.CLEARED, escort="Pat"),
            AdverseClassed(event=place.lines["event"], serious=False),
        ):
            key = await refusal(session.write(fact, [ROWAN]))
            assert (key == "session.not_your_word") is (role is not M), (role, named, "no other word of the provider's")


Command = Callable[[Clinic, Programme], Coroutine[Any, Any, object]]
COMMANDS: dict[str, Command] = {
    "add_staff": lambda clinic, _: clinic.add_staff("Devi Rao", [F]),
    "keep_programme": lambda clinic, kept: clinic.keep_programme(kept),
    "sign_plan": lambda clinic, kept: clinic.sign_plan(kept.key, PLAN),
    "keep_leaving_list": lambda clinic, kept: clinic.keep_for_sessions(
        leaving.LeavingListKept(programme=kept.key, list=NO_CRITERIA)
    ),
    "keep_rules": lambda clinic, kept: clinic.keep_for_sessions(circle.RulesKept(programme=kept.key, text="Quiet.")),
    "keep_after": lambda clinic, kept: clinic.keep_for_sessions(AfterKept(programme=kept.key, follow_up_days=(7, 30))),
    "after_over": lambda clinic, _: clinic.after_over(UUID(int=9)),
    "tell_address": lambda clinic, _: clinic.keep_for_sessions(emergency.AddressTold(address="12 Lantern Lane")),
    "tell_part2": lambda clinic, _: clinic.keep_for_sessions(Part2Kept(holds=True)),
    "add_participant": lambda clinic, _: clinic.add_participant(ParticipantAdded(preferred_name="Amara"), sure=True),
    "tell_person": lambda clinic, _: clinic.tell_person(
        next(iter(clinic.state.participants)), PersonTold(allergies="x")
    ),
    "tell_staff": lambda clinic, _: clinic.tell_staff(INES.id, "Ines Okafor", [M]),
    "staff_gone": lambda clinic, _: clinic.staff_gone(INES.id),
    "staff_back": lambda clinic, _: clinic.staff_back(INES.id),
    "end_access": lambda clinic, _: clinic.end_access(INES.id),
    "give_access": lambda clinic, _: clinic.give_access(INES.id),
    "begin_session": lambda clinic, kept: clinic.begin_session(UUID(int=9), "Circle", kept.key, ()),
    "end_session": lambda clinic, _: clinic.end_session(UUID(int=9)),
    "form_group": lambda clinic, kept: clinic.write(
        [Part(fact=groups.GroupFormed(group=UUID(int=8), programme=kept.key, theme="A long illness"))]
    ),
    "hold_preparation": lambda clinic, _: clinic.write(
        [
            Part(
                fact=PreparationHeld(place=VisitPlace.OFFICE, note="Talked."),
                about=next(iter(clinic.state.participants)),
            )
        ]
    ),
    "prescribe": lambda clinic, _: clinic.write([Part(fact=ORDER, about=next(iter(clinic.state.participants)))]),
    "assess": lambda clinic, _: clinic.write(
        [Part(fact=Assessed(prescriber="Dr. Hale", health="Well."), about=next(iter(clinic.state.participants)))]
    ),
    "set_session": lambda clinic, kept: clinic.write(
        [
            Part(
                fact=agenda.SessionSet(
                    session=UUID(int=10), title="Circle", programme=kept.key, at=START + timedelta(days=7)
                )
            )
        ]
    ),
    "keep_floor": lambda clinic, _: clinic.write([Part(fact=agenda.FloorKept(places=agenda.FLOOR))]),
}


async def test_the_clinics_own_record_is_written_by_those_of_the_table(tmp_path: Path) -> None:
    journal = JournalFile.create(tmp_path / "clinic", bytes(32), SystemClock())
    clinic = Clinic(journal.clinic_scope, journal, FastClock(START), Faults())
    await clinic.make("Still Water", "UTC", INES, programmes.shipped())
    kept = next(iter(clinic.state.programmes.values()))
    for name, command in COMMANDS.items():
        for role in WHO:
            clinic.at_screen = somebody(role)
            before = clinic.history.entries
            key = await refusal(command(clinic, kept))
            assert key == ("" if role in OF_THE_CLINIC[name] else "session.not_your_word"), (name, role)
            assert (clinic.history.entries == before) is (key != ""), (name, role)
    assert set(COMMANDS) == set(OF_THE_CLINIC)
    await journal.close()


OF_THE_CEILING: dict[float, frozenset[Role | None]] = {-9.0: frozenset({A}), -15.0: EVERYBODY}
"""The loudest the music may be is -12 dB: by whom it is made louder, and softer."""


async def test_the_clinics_ceiling_is_raised_by_those_of_the_table_and_by_the_sessions_lead(
    place: Place, tmp_path: Path
) -> None:
    clock = FastClock(START)
    music = RoomMusic(tmp_path / "device", clock, Faults(), SilentPlayer(clock))
    (tmp_path / "device").mkdir()
    for decibel, may in OF_THE_CEILING.items():
        for role in WHO:
            await music.sound.set_ceiling(-12.0)
            key = await refusal(music.set_ceiling(decibel, somebody(role)))
            assert key == ("" if role in may else "session.not_your_word"), (decibel, role)
            assert music.settings.level_db == (decibel if role in may else -12.0)
    music.session = await place.session()
    await music.sound.set_ceiling(-12.0)
    assert await refusal(music.set_ceiling(-9.0, INES)) == "session.not_your_word"
    assert await refusal(music.set_ceiling(-9.0, TOMAS)) == ""
    await music.close()


async def test_what_the_clinic_keeps_of_people_is_written_by_those_of_the_table(tmp_path: Path) -> None:
    journal = JournalFile.create(tmp_path / "clinic", bytes(32), SystemClock())
    written = {kind_of(fact): fact for fact in facts()}
    before: dict[str, tuple[str, ...]] = {
        "hold_lifted/1": ("hold_placed/1",),
        "erasure_called_off/1": ("erasure_asked/1",),
        "person_erased/1": ("erasure_asked/1",),
        "answer_put_off/1": ("correction_asked/1",),
        "correction_answered/1": ("correction_asked/1",),
        "disagreement_said/1": ("correction_asked/1", "correction_answered/1"),
        "rebuttal_said/1": ("correction_asked/1", "correction_answered/1", "disagreement_said/1"),
    }
    for kind, may in OF_WHAT_IS_KEPT.items():
        for role in WHO:
            clinic = Clinic(journal.clinic_scope, journal, FastClock(START), Faults())
            clinic.at_screen = somebody(A)
            person = await clinic.add_participant(ParticipantAdded(preferred_name="Rowan"))
            line, key = LINE, ""
            for first in (*before.get(kind, ()), kind):
                clinic.at_screen = somebody(role if first == kind else A)
                key = await refusal(clinic.note(aimed(written[first], person, line), person))
                line = clinic.history.entries[-1].id if first == "correction_asked/1" else line
            assert key == ("" if role in may else "session.not_your_word"), (kind, role)
    await journal.close()


def aimed(fact: Fact, person: UUID, line: UUID) -> Fact:
    """The golden fact about this person, and the answer to this line."""
    told = {name: value for name, value in (("person", person), ("request", line)) if hasattr(fact, name)}
    return msgspec.structs.replace(fact, **told)


async def test_only_an_administrator_gives_somebody_a_way_in(tmp_path: Path) -> None:
    clock = FastClock(START)
    app = App(tmp_path / "clinic", clock=clock, player=SilentPlayer(clock))
    await app.make_clinic(name="Still Water", zone="UTC", person="Ines Okafor", roles=[A], sign_in="ines",
                          passphrase="four quiet mats")  # fmt: skip
    ines = app.at_screen  # who came in by her passphrase: others' ways in are given by nobody else
    for role in WHO:
        app.at_screen = ines if role is A else somebody(role)
        assert app.clinic is not None
        app.clinic.at_screen = app.at_screen
        made = app.add_account(name="Devi Rao", roles=[F], sign_in=f"devi {role}", passphrase="warm tea and rain")
        assert await refusal(made) == ("" if role is A else "session.not_your_word"), role
        if role is not A:
            assert await refusal(_knock(app, f"devi {role}")) == "vault.not_opened"
            app.door._vault()._tries.right()  # it is not the waiting that is tried here
    await app.close()


ANY_ROLE = frozenset({F, M, P, T, A})
AT_THE_DESK: dict[str, frozenset[Role | None]] = {
    "group_formed/1": ANY_ROLE,
    "group_told/1": ANY_ROLE,
    "group_ended/1": ANY_ROLE,
    "group_takes_version/1": ANY_ROLE,
    "course_takes_version/1": ANY_ROLE,
    "came_late/1": ANY_ROLE,
    "session_of_group/1": ANY_ROLE,
    "member_joined/1": ANY_ROLE,
    "member_left/1": ANY_ROLE,
    "paper_kept/1": ANY_ROLE,
    "paper_accepted/1": ANY_ROLE,
    "paper_signed/1": ANY_ROLE,
    "paper_scanned/1": ANY_ROLE,
    "picture_kept/1": ANY_ROLE,
    "preparation_held/1": ANY_ROLE,
    "own_readiness/1": ANY_ROLE,
    "wish_told/1": ANY_ROLE,
    "questionnaire_answered/1": ANY_ROLE,
    "result_told/1": ANY_ROLE,
    "risk_disclosed/1": ANY_ROLE,
    "number_elsewhere/1": ANY_ROLE,
    "session_elsewhere/1": ANY_ROLE,
    "dose_elsewhere/1": ANY_ROLE,
    "score_elsewhere/1": ANY_ROLE,
    "visit_elsewhere/1": ANY_ROLE,
    "same_person/1": ANY_ROLE,
    "session_set/1": ANY_ROLE,
    "session_called_off/1": ANY_ROLE,
    "expected/1": ANY_ROLE,
    "meeting_set/1": ANY_ROLE,
    "floor_kept/1": ANY_ROLE,
    "room_list_kept/1": ANY_ROLE,
    "assessed/1": frozenset({P}),
    "order_given/1": frozenset({P}),
    "cleared_for_medicine/1": frozenset({P}),
}
"""What is written of the clinic's people and days; for the rest of a session's kinds the desk is no place."""
BY_COMMAND = {
    "clinic_made/1", "staff_added/1", "participant_added/1", "programme_kept/1", "plan_signed/1", "session_planned/1",
    "session_ended/1", "leaving_list_kept/1", "rules_kept/1", "address_told/1", "after_kept/1", "after_over/1",
    "part2_kept/1", "person_told/1", "staff_told/1", "staff_gone/1", "staff_back/1", "access_ended/1", "access_given/1",
    "page_kept/1",
}  # fmt: skip
"""Kinds of ``OF_THE_CLINIC``'s commands; and the pages, which are written with the line that names them alone."""


async def test_what_is_written_at_the_desk_is_written_by_those_of_the_table(tmp_path: Path) -> None:
    journal = JournalFile.create(tmp_path / "clinic", bytes(32), SystemClock())
    clinic = Clinic(journal.clinic_scope, journal, FastClock(START), Faults())
    await clinic.make("Still Water", "UTC", INES, programmes.shipped())
    clinic.at_screen = INES
    person = await clinic.add_participant(ParticipantAdded(preferred_name="Rowan"))
    written = {kind_of(fact): fact for fact in facts()}
    for kind, may in AT_THE_DESK.items():
        for role in WHO:
            clinic.at_screen = somebody(role)
            key = await refusal(clinic.write([Part(fact=written[kind], about=person)]))
            assert (key != "session.not_your_word") is (role in may), (kind, role, key)
    assert set(AT_THE_DESK) | BY_COMMAND | set(OF_WHAT_IS_KEPT) | GUARDS >= CLINICS_OWN
    await journal.close()


async def _knock(app: App, sign_in: str) -> None:
    app.door.knock(sign_in, "warm tea and rain")
