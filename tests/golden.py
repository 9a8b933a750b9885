"""One fact of every kind and version, as its bytes were when the version was made.  Old ones are never written anew.

``python -m tests.golden`` writes the bytes of kinds that have none yet; it never touches those that are there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from facilitator_app.record import (
    agenda,
    attachments,
    changes,
    circle,
    clinic,
    codec,
    company,
    debrief,
    elsewhere,
    emergency,
    groups,
    handover,
    integration,
    leave,
    leaving,
    looks,
    music,
    oversight,
    packets,
    people,
    preparation,
    prescribing,
    process_notes,
    questionnaires,
    readiness,
    release,
    requests,
    retention,
    room,
    touch,
    versions,
)
from facilitator_app.record.adverse import AdverseClassed, AdverseFollowed, AdverseReported, Outcome, Severity
from facilitator_app.record.doses import ClockRecounted, Concern, DoseGiven, DoseWithTimeOut, GivenEarlier, Route
from facilitator_app.record.entry import Entry, Fact, UnknownFact, kind_of
from facilitator_app.record.ink import Ink
from facilitator_app.record.limits import PersonLimitSet
from facilitator_app.record.medication import MedicationGiven, MedicineRoute
from facilitator_app.record.moves import Moved
from facilitator_app.record.orders import ClearedForMedicine, OrderGiven, OrderUnit
from facilitator_app.record.programme import Limit, Phase, Plan, Programme, Rule, SignedPlan, When, Word
from facilitator_app.record.roles import Role
from facilitator_app.record.scores import OxygenSaid, Scale, scored
from facilitator_app.record.vitals import Measure, Unavailable, VitalsTaken
from tests.people import HALE, INES, ROWAN, START, TOMAS

GOLDEN = Path(__file__).parent / "data" / "golden"
LINE = UUID(int=501)
PLAN = Plan(
    name="Demonstration plan (invented)",
    source="Invented.",
    rules=(
        Rule(measures=(Measure.SPO2,), when=When.BEFORE_DOSE),
        Rule(measures=(Measure.SYSTOLIC, Measure.DIASTOLIC), when=When.AFTER_DOSE, every_minutes=10, until_minutes=60),
    ),
    limits=(Limit(measure=Measure.SYSTOLIC, high=Decimal(160), rise_percent=Decimal("30.5"), reason="Invented."),),
    invented=True,
)
PROGRAMME = Programme(
    key="circle",
    version=1,
    name="Group circle",
    about="A circle.",
    source="S0",
    phases=(Phase(key="arrival", name="Arrival"), Phase(key="peak", name="Peak", minutes=30)),
    words=(Word(key="tears", label="Tears", group="feeling", icon="tears"),),
    cap=4,
    sessions=3,
    session_minutes=60,
    staff_minimum={Role.FACILITATOR: 2},
    integration_gap_hours=48,
    integration_kind="group",
    unset=("phase_minutes",),
    plan=SignedPlan(plan=PLAN, signed_by=HALE.id, signer=HALE.name, role=Role.PRESCRIBER, signed_at=START),
)
VITALS = VitalsTaken(
    values={Measure.HEART_RATE: Decimal(38), Measure.TEMPERATURE: Decimal("36.7")},
    words={Measure.SPO2: Unavailable.DECLINED},
    confirmed=(Measure.HEART_RATE, Measure.TEMPERATURE),
    as_typed={Measure.TEMPERATURE: "98 °F"},
)
LEAVING = leaving.LeavingList(
    name="Leaving list",
    source="Invented.",
    criteria=(leaving.Criterion(key="steady", label="Steady", on=False),),
    version=2,
    scale=leaving.LeavingScale.PADSS,
    signed_by=(Role.MEDICAL_PROVIDER,),
)
SECTIONS = {"account": "Lay still.\n“Quiet.”"}


def facts() -> Iterator[Fact]:
    """One of every kind this version writes, every field told."""
    yield VITALS
    yield DoseGiven(
        drug="ketamine",
        route=Route.INTRAMUSCULAR,
        amount_mg=Decimal("45.0"),
        strength_mg_per_ml=Decimal(50),
        volume_ml=Decimal("0.9"),
        by_oneself=True,
        note="left deltoid",
    )
    yield from _medicine()
    yield from _room()
    yield from _after_a_session()
    yield from _clinic()
    yield from _before_a_session()
    yield from _guarded()
    yield changes.Confirmed(target=LINE)
    yield changes.Amended(target=LINE, fact=VITALS, reason="misread", observed_at=START)
    yield changes.Voided(target=LINE, reason="wrong person")


def _guarded() -> Iterator[Fact]:
    pair = process_notes.Pair(one=INES.id, other=TOMAS.id, of_one=b"one", of_other=b"other")
    custodians = tuple(process_notes.Custodian(staff=who.id, name=who.name, public=b"key") for who in (INES, TOMAS))
    yield process_notes.NotesLicensed(staff=TOMAS.id, licensed=True)
    yield process_notes.NotesBegun()
    yield process_notes.CustodiansNamed(custody=LINE, public=b"public", custodians=custodians, pairs=(pair,))
    yield process_notes.ProcessNoteKept(
        note=LINE, session=LINE, sealed=b"text", for_author=b"hers", custody=LINE, for_custodians=b"theirs"
    )
    yield process_notes.NoteCopySealed(target=LINE, custody=LINE, for_custodians=b"theirs")
    yield process_notes.NotesOpened(
        author=TOMAS.id,
        author_name=TOMAS.name,
        custodians=(INES.id, HALE.id),
        names=(INES.name, HALE.name),
        reason="He died.",
        person=ROWAN,
    )
    yield looks.Looked(view=looks.View.REVIEW, people=(ROWAN,), session=LINE)
    yield oversight.ReadingKept(limited=True)
    yield oversight.EmergencyAccess(staff=HALE.id, name=HALE.name, proven=True, person=ROWAN, reason="Rowan is unwell.")
    yield oversight.AccessRead(target=LINE)
    yield oversight.CodeUsed()


def _medicine() -> Iterator[Fact]:
    yield DoseWithTimeOut(
        drug="ketamine",
        route=Route.SUBLINGUAL,
        amount_mg=Decimal(200),
        strength_mg_per_unit=Decimal(100),
        units=Decimal(2),
        by_oneself=True,
        note="spat out",
        order=LINE,
        reasons=dict.fromkeys(
            (Concern.NOT_CLEARED, Concern.NO_ORDER, Concern.OUTSIDE_ORDER, Concern.NO_FURTHER, Concern.TOO_SOON),
            "The prescriber was asked by telephone.",
        ),
        second=TOMAS.id,
        second_name=TOMAS.name,
        alone="Nobody else was there.",
        lot="K2209",
        expiry="2027-03",
        wasted_mg=Decimal("12.5"),
        witness=TOMAS.id,
        witness_name=TOMAS.name,
        swish_minutes=10,
    )
    yield leaving.ClearanceReopened(clearance=LINE, before=START)
    yield leaving.ClearanceLookedAt(reopened=LINE, stands=True, text="Telephoned at nine: steady, at home with Sam.")
    yield ClockRecounted(before=START, since=START + timedelta(minutes=8))
    yield GivenEarlier(
        session=UUID(int=899),
        line=LINE,
        name="ketamine",
        amount=Decimal(40),
        unit="mg",
        route=Route.ORAL,
        given_at=START,
    )
    yield OrderGiven(
        drug="ketamine",
        route=Route.INTRAMUSCULAR,
        low=Decimal("0.5"),
        high=Decimal("0.75"),
        unit=OrderUnit.MG_PER_KG,
        weight_kg=Decimal("71.5"),
        further=True,
        between_minutes=20,
        prescriber=HALE.name,
        as_written="0.5 to 0.75 mg/kg IM.",
    )
    yield ClearedForMedicine(prescriber=HALE.name, until=date(2026, 6, 30), conditions="No grapefruit.")
    yield MedicationGiven(
        name="ondansetron",
        amount=Decimal(4),
        unit="mg",
        route=MedicineRoute.ORAL,
        for_what="nausea",
        strength="4 mg tablet",
        event=LINE,
        by_oneself=True,
        note="dissolved",
    )
    yield AdverseReported(what="other", severity=Severity.MODERATE, words="Cramp in the calf", action="stretched")
    yield AdverseFollowed(event=LINE, outcome=Outcome.RESOLVED, severity=Severity.MILD, action="walked")
    yield AdverseClassed(event=LINE, serious=True, reason="Went to the hospital.")
    yield Moved(withdrawn=LINE, written=UUID(int=502))


def _room() -> Iterator[Fact]:
    yield room.SessionOpened(
        title="Thursday circle",
        programme=PROGRAMME,
        zone="America/Denver",
        lead=TOMAS.id,
        lead_name=TOMAS.name,
        clinic_name="Still Water",
        staffing_reason="One is late.",
    )
    yield room.StaffPresent(staff=INES.id, name=INES.name, roles=INES.roles)
    yield room.StaffLeft(staff=INES.id)
    yield room.Seated(
        seat=1, preferred_name="Rowan", legal_name="Rowan Marsh", birth_date="1984-05-21", allergies="latex"
    )
    yield room.PhaseBegan(phase="peak")
    yield room.StateSaid(state=room.State.INWARD)
    yield room.Observed(word="tears", label="Tears", group="feeling")
    yield room.Noted(text="Turned to the wall. ✨\n")
    yield room.Quoted(text="It is all water.", phase="peak", playing="Wide Water")
    yield room.LeaveGiven(quote=LINE, leave=room.Leave.YES)
    yield room.IntentionSaid(text="To grieve.")
    yield room.Deferred(measures=(Measure.SPO2,), reason="calm", breathing_seen=True, again_minutes=10)
    yield scored(Scale.RASS, "-2")
    yield OxygenSaid(on_oxygen=True)
    yield PersonLimitSet(
        limit=Limit(
            measure=Measure.SYSTOLIC,
            high=Decimal(175),
            rise_by=Decimal(45),
            reason="Lives with 165; agreed with Dr. Hale.",
            owner="Ines Okafor, RN",
        )
    )
    yield room.SupportCalled(wanted="a hand")
    yield room.SupportAnswered()
    yield room.SupportSettled(done="Held a hand.")
    yield room.TouchAgreed(consent="hand only", narrowed=True)
    yield touch.TouchAgreed(
        extent=touch.Extent.NONE, ask_each_time=True, but_not="the left arm", staff=TOMAS.id, staff_name=TOMAS.name
    )
    yield touch.TouchKept(extent=touch.Extent.NONE, but_not="the left arm", staff=INES.id, staff_name=INES.name)
    yield touch.SafetyTouchAgreed(agreed=False, words="Ask me first.")
    yield readiness.StaysWithout(words="Not today.")
    yield readiness.ReadinessTold(matter=readiness.Matter.ESCORT, holds=True, words="Jude, by car")
    yield readiness.ReadinessPassed(matter=readiness.Matter.INTENTION, reason="She has no words for it today.")
    yield readiness.RoomChecked(matter=readiness.RoomMatter.OXYGEN, holds=False, words="the bottle is at 40 bar")
    yield readiness.RoomPassed(matter="suction", reason="The provider carries a hand pump.")
    yield touch.TouchAsked(text="a hand")
    yield touch.TouchDone(text="held a hand", for_safety=True)
    yield leave.LeaveGiven(quote=LINE, recipient=leave.Recipient.OWN_THERAPIST, leave=room.Leave.NO)
    yield leave.LeaveGivenTo(
        quote=LINE, recipient=leave.Recipient.OWN_THERAPIST, name="Elm Street", staff=HALE.id, leave=room.Leave.NO
    )
    yield circle.RulesSaid(text="What is said here stays here.")
    yield circle.CheckedIn(circle=circle.Circle.OPENING, text="Nervous, and glad.")
    yield leaving.LeavingListTaken(list=LEAVING)
    yield leaving.CriterionAnswered(criterion="steady", met=True, note="walked to the door", label="Steady")
    yield leaving.CriterionPassed(criterion="signed_medical_provider", reason="Works alone tonight.")
    items = dict.fromkeys(leaving.SCALES[leaving.LeavingScale.PADSS].items, 2)
    yield leaving.LeavingScored(scale=leaving.LeavingScale.PADSS, version="modified", items=items)
    yield leaving.LeavingSigned(role=Role.FACILITATOR, name=TOMAS.name, met=("steady",), open=("number",))
    yield leaving.RiskDisclosed(text="Told of old thoughts.", owner=INES.id, owner_name=INES.name)
    yield leaving.RiskAnswered(disclosure=LINE, text="Safety plan made; a friend stays.")
    yield emergency.SheetGiven(how="printed")
    yield company.CompanyBegan()
    yield company.CompanyEnded()
    yield company.SteppedOut(where="garden", with_whom="Devi Rao", back_within=15)
    yield company.CameBack()
    yield emergency.EmergencyBegan()
    yield emergency.EmergencyStep(step=emergency.Step.OXYGEN)
    yield emergency.EmergencyEnded()
    yield room.WentOut(way=room.WayOut.CLEARED, escort="Sam", note="well")
    yield room.NeedsCare(text="A call tomorrow.")
    yield room.MusicBegan(play="p1", title="Wide Water", phase="peak", event="run-1")
    yield room.MusicEnded(play="p1", title="Wide Water", why="ended", event="run-2")
    yield room.MusicTroubled(trouble="music.device_lost", title="Wide Water", event="run-3")
    yield music.MusicBegan(
        play="p2", title="Tideline", phase="peak", event="run-4", second=61, level_db=-6, because="skipped"
    )
    yield music.MusicEnded(play="p2", title="Tideline", why="faded", event="run-5", second=130, level_db=-9)
    yield music.MusicChanged(
        what=music.What.HELD,
        title="Tideline",
        phase="peak",
        second=90,
        level_db=-6,
        minutes=10,
        because="further_dose",
        event="run-6",
    )
    yield room.AppStarted(version="0.1.0", away_seconds=12)
    yield room.ClockStepped(seconds=-3600)
    yield room.SessionClosed(note="A quiet day.")
    head = room.ChainHead(chain=UUID(int=77), seq=41, hash="ef" * 32)
    yield room.SessionSigned(
        signer=INES.name, role=Role.MEDICAL_PROVIDER, meaning="Seen.", heads=(head,), part=room.SignedPart.MEDICAL
    )
    yield room.GuardPassed(where="account/0123456789abcdef", reason="the poet", second=INES.id, second_name=INES.name)
    yield room.PacketSaved(sections=SECTIONS)
    yield room.PacketSigned(
        signer=TOMAS.name, role=Role.FACILITATOR, meaning="Reviewed.", digest="ab" * 32, sections=SECTIONS
    )
    yield room.PacketReleased(recipient="Dr. Hale", digest="ab" * 32, file_digest="cd" * 32)
    yield from _packets()
    yield from _release()


def _packets() -> Iterator[Fact]:
    stood = packets.Stood(worded=(LINE, UUID(int=502)), said="ab" * 32)
    yield packets.PacketSaved(
        to=leave.Recipient.OWN_THERAPIST,
        edits={
            "account.plain": packets.Edit(text="Lay still.", stood=stood, looked=True),
            f"quotes/{LINE}": packets.Edit(text="10:03 “Water.”", stood=stood),
            "touch": packets.Edit(),
        },
    )
    yield packets.PacketRead(to=None, digest="cd" * 32)


def _release() -> Iterator[Fact]:
    to = leave.Recipient.PRESCRIBER
    yield release.MedicalLeaveGiven(recipient=to, leave=room.Leave.NO)
    yield release.MedicalLeaveGivenTo(recipient=to, name="Dr. Hale", staff=HALE.id, leave=room.Leave.NO)
    yield release.MedicalSigned(
        signer=INES.name, role=Role.MEDICAL_PROVIDER, meaning="As it was measured.", digest="12" * 32
    )
    yield release.ReleasedToKind(
        to=to,
        recipient="Dr. Hale",
        how=release.How.AGE_KEY,
        digest="ab" * 32,
        medical="12" * 32,
        holds=("handoff.pdf", "handoff.fhir.json"),
        file_digest="cd" * 32,
        corrects=UUID(int=90),
        part2=True,
    )
    yield release.PacketReleased(
        to=to,
        recipient="Dr. Hale",
        staff=HALE.id,
        how=release.How.READ_HERE,
        digest=hashlib.sha256(b"{}").hexdigest(),
        holds=("handoff.pdf",),
        cut="{}",
        changes=("Vitals: the line of 10:45 changed",),
    )
    yield handover.HandoverSaid(to=to, consent=handover.HandoverConsent.ON_FILE, name="Dr. Hale", staff=HALE.id)
    yield handover.HandoffsTaken(reason="The lead is on leave.")
    yield release.ReleaseWithdrawn(release=UUID(int=91), reason="It went to the wrong address.")
    yield release.Part2Kept(holds=True)


def _after_a_session() -> Iterator[Fact]:
    call = integration.Task.CALL
    yield integration.TaskGiven(task=call, staff=TOMAS.id, staff_name=TOMAS.name)
    follow_up = integration.Task.FOLLOW_UP
    yield integration.ContactTried(task=follow_up, days=30, reach=integration.Reach.NOT_REACHED, note="Voicemail.")
    form, place = integration.VisitKind.GROUP, integration.VisitPlace.TELEHEALTH
    at = START + timedelta(hours=50)
    yield integration.VisitBooked(
        at=at, form=form, place=place, held_by=TOMAS.id, held_by_name=TOMAS.name, reason="asked for sooner"
    )
    yield integration.VisitCancelled(reason="snow")
    yield integration.VisitHeld(
        attendance=integration.Attendance.CAME,
        form=form,
        place=place,
        came_up="The lake again.",
        themes=("water",),
        parts=(integration.InnerPart(name="the watchman", kind=integration.PartKind.MANAGER),),
        agreements="A walk before breakfast.",
        scores=(integration.NamedScore(name="PHQ-9", value="7"),),
        next_contact=date(2026, 4, 4),
        continues=True,
    )
    yield integration.VisitSigned(visit=LINE, signer=TOMAS.name, role=Role.FACILITATOR, meaning="I held it.")
    yield integration.ReceivedSome(by="Dr. Hale", how=integration.Received.TELEPHONE, note="read it")
    yield integration.PacketReceived(
        release=UUID(int=92), by="Dr. Hale", how=integration.Received.TELEPHONE, note="read it"
    )
    yield debrief.DebriefSaid(topic=debrief.Topic.NEAR_MISS, text="The cuff was nearly left on.")


def _clinic() -> Iterator[Fact]:
    yield clinic.ClinicMade(name="Still Water", zone="America/Denver")
    yield clinic.StaffAdded(staff=INES.id, name=INES.name, roles=(Role.MEDICAL_PROVIDER, Role.ADMINISTRATOR))
    yield clinic.ParticipantAdded(
        preferred_name="Rowan",
        legal_name="Rowan Ellery Marsh",
        pronouns="they/them",
        birth_date="1984-05-21",
        allergies="latex",
        nicknames=("Ro",),
        escort="Sam",
        intention="To grieve.",
    )
    yield people.PersonTold(
        legal_name="Rowan Marsh", allergies="", nicknames=("Ro",), contacts="+1 555 0100", language=""
    )
    yield people.SamePerson(
        other=UUID(int=77),
        entered_as="Ro",
        told=people.PersonTold(legal_name="Rowan Marsh", allergies="latex; penicillin"),
        reason="One birth date and telephone; asked at the door.",
        groups=(LINE,),
    )
    yield people.StaffTold(staff=INES.id, name="Ines Okafor, RN", roles=(Role.MEDICAL_PROVIDER,))
    yield people.StaffGone(staff=TOMAS.id, reason="parental leave")
    yield people.StaffBack(staff=TOMAS.id)
    yield people.AccessEnded(staff=TOMAS.id, reason="left the clinic")
    yield people.AccessGiven(staff=TOMAS.id)
    yield clinic.ProgrammeKept(programme=PROGRAMME)
    yield clinic.PlanSigned(programme="circle", plan=PLAN, signer=HALE.name, role=Role.PRESCRIBER)
    yield clinic.SessionPlanned(session=LINE, title="Thursday circle", programme="circle")
    yield clinic.SessionEnded(session=LINE)
    yield leaving.LeavingListKept(programme="circle", list=LEAVING)
    yield emergency.AddressTold(address="12 Lantern Lane, door B, second floor")
    yield integration.AfterKept(programme="circle", call=False, follow_up_days=(7, 30))
    yield integration.AfterOver(session=LINE)
    yield circle.RulesKept(programme="circle", text="What is said here stays here.")
    yield from _kept_of_people()


def _kept_of_people() -> Iterator[Fact]:
    yield retention.RetentionKept(years=7, source="Invented.", minors_until=21)
    yield retention.HoldPlaced(reason="A complaint is looked into.")
    yield retention.HoldLifted(reason="The board closed it.")
    yield retention.ErasureAsked(person=ROWAN, reason="Asked for in a letter; nothing has to be kept.")
    yield retention.ErasureCalledOff(person=ROWAN)
    yield retention.PersonErased(
        person=ROWAN,
        key=UUID(int=92),
        proof="ab" * 32,
        lines=41,
        reason="Asked for in a letter; nothing has to be kept.",
        asked_by=INES.id,
        second=TOMAS.id,
        second_name=TOMAS.name,
        seats=(retention.ErasedSeat(session=LINE, seat=2),),
    )
    yield retention.KeyChanged()
    yield requests.CorrectionAsked(text="I was not asleep at ten past three.", session=LINE)
    yield requests.AnswerPutOff(request=LINE, reason="Who held the session is away until May; told by letter.")
    yield requests.CorrectionAnswered(request=LINE, accepted=False, text="It was seen by two of the team.")
    yield requests.DisagreementSaid(request=LINE, text="I remember every minute of it.")
    yield requests.RebuttalSaid(request=LINE, text="Both wrote it down within a minute.")
    yield requests.DisclosureTold(
        day="2026-03-05", to="County court, Boulder", what="The record of one session.", purpose="A subpoena."
    )
    yield requests.CopyGiven(files=("own-copy-3f9a01bc.pdf",), digest="cd" * 32, withheld=1)


def _before_a_session() -> Iterator[Fact]:
    group, intake, begins = UUID(int=800), date(2026, 2, 1), date(2026, 3, 5)
    dates = {"intake_from": intake, "intake_until": date(2026, 2, 28), "starts_on": begins}
    agreement, rules = groups.GroupPaper.CONFIDENTIALITY, groups.GroupPaper.RULES
    yield groups.GroupFormed(group=group, programme="circle", theme="Living with a long illness", **dates)
    yield groups.GroupTold(group=group, theme="A long illness", starts_on=begins)
    yield groups.GroupEnded(group=group, reason="The course is over.")
    yield groups.GroupTakesVersion(group=group, version=2)
    yield versions.CourseTakesVersion(programme="circle", version=2)
    yield versions.CameLate(session=UUID(int=803))
    yield groups.MemberJoined(
        group=group, decided_by=TOMAS.id, decided_by_name=TOMAS.name, why="Asked for others.", outside_intake=True
    )
    yield groups.MemberLeft(group=group, reason="Moved away.")
    yield groups.PaperKept(group=group, paper=rules, version=2, text="One speaks at a time.")
    yield groups.PaperAccepted(
        group=group, paper=agreement, version=1, how=groups.AcceptedHow.ON_PAPER, reference="folder 3"
    )
    ink = Ink(strokes=(((0.1, 0.6), (0.3, 0.2), (0.42, 0.75)), ((0.5, 0.5), (0.9, 0.55))), ratio=3.2)
    yield groups.PaperSigned(
        group=group, paper=rules, version=2, witness=TOMAS.id, witness_name=TOMAS.name, ink=ink, typed="Rowan"
    )
    scan = attachments.Attached(id=LINE, pages=2, size=181_204, digest="ab" * 32)
    yield groups.PaperScanned(group=group, paper=agreement, version=1, scan=scan, on=intake)
    yield attachments.PageKept(number=1, of=2, jpeg=attachments.JPEG + b"\xe0 a page")
    yield attachments.PictureKept(picture=msgspec.structs.replace(scan, pages=1))
    yield groups.SessionOfGroup(group=group, session=LINE)
    yield groups.GroupMeets(group=group, theme="A long illness", number=2, planned=6)
    yield preparation.PreparationHeld(place=integration.VisitPlace.OFFICE, note="Asked about the sea.", minutes=60)
    yield preparation.OwnReadinessSaid(ready=False, words="After the move.")
    yield preparation.WishTold(matter=preparation.WishMatter.MUSIC, text="No voices.")
    yield prescribing.Assessed(
        prescriber=HALE.name, health="Blood pressure 128/80.", goals="To grieve.", asa=prescribing.Asa.TWO
    )
    yield from _days_to_come()
    yield questionnaires.QuestionnaireAnswered(
        questionnaire=questionnaires.Questionnaire.PHQ9, version="2 weeks", answers=(1, 2, 1, 0, 3, 1, 2, 0, 1)
    )
    yield questionnaires.ResultTold(name="MEQ-30", version="Barrett 2015", total=Decimal("112.5"))
    yield from _from_elsewhere()


def _from_elsewhere() -> Iterator[Fact]:
    brought: dict[str, Any] = {"day": date(2024, 5, 1), "file_digest": "ef" * 32}
    yield elsewhere.NumberElsewhere(number="A-117")
    yield elsewhere.SessionElsewhere(in_programme="Grief circle", place=2, words="Outdoors.", **brought)
    yield elsewhere.DoseElsewhere(drug="MDMA", amount=Decimal("120.5"), unit="mg", route="oral", **brought)
    yield elsewhere.ScoreElsewhere(name="PHQ-9", version="2 weeks", total=Decimal(14), item_9=1, **brought)
    yield elsewhere.VisitElsewhere(held_for=elsewhere.VisitFor.INTEGRATION, words="The sea again.", **brought)


def _days_to_come() -> Iterator[Fact]:
    at = START + timedelta(days=7)
    yield agenda.SessionSet(
        session=LINE, title="Second circle", programme="circle", at=at, minutes=180, place="Room 2", group=UUID(int=800)
    )
    yield agenda.SessionCalledOff(session=LINE, reason="The provider is ill.")
    yield agenda.Expected(session=LINE, seat=3)
    yield agenda.MeetingSet(at=at, held_by=TOMAS.id, place=integration.VisitPlace.TELEHEALTH, minutes=50)
    yield agenda.RoomListKept(matters=("oxygen", "Defibrillator in the hall"))
    yield agenda.FloorKept(places=(agenda.Place(seat=1, column=0, row=2, furniture=agenda.Furniture.RECLINER),))


def golden_name(fact: Any) -> str:
    """The file of a kind's bytes: ``vitals_taken-1.json``."""
    return kind_of(fact).replace("/", "-") + ".json"


def entry_of(fact: Any) -> Entry:
    """The fact as a line about Rowan, told two minutes later by a scribe."""
    assert isinstance(fact, Fact | UnknownFact)
    return Entry(
        id=LINE,
        scope=UUID(int=900),
        observed_at=START,
        recorded_at=START + timedelta(minutes=2, milliseconds=250),
        fact=fact,
        done_by=INES.id,
        recorded_by=TOMAS.id,
        participant=ROWAN,
        act=UUID(int=77),
    )


def main() -> None:
    """Write the bytes of kinds that have none."""
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for fact in facts():
        path = GOLDEN / golden_name(fact)
        if not path.exists():
            path.write_bytes(codec.encode(entry_of(fact)) + b"\n")


if __name__ == "__main__":
    main()
