"""Changes to what was written: confirmations, amendments, voids.  The old line always stays readable.  Pure."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from facilitator_app.faults import Refusal
from facilitator_app.record import (
    circle,
    debrief,
    groups,
    handover,
    integration,
    leave,
    leaving,
    music,
    preparation,
    questionnaires,
    release,
    touch,
)
from facilitator_app.record.adverse import AdverseClassed, AdverseFollowed, AdverseReported
from facilitator_app.record.clinic import (
    ClinicMade,
    ParticipantAdded,
    PlanSigned,
    ProgrammeKept,
    SessionEnded,
    SessionPlanned,
    StaffAdded,
)
from facilitator_app.record.company import CameBack, CompanyBegan, CompanyEnded, SteppedOut
from facilitator_app.record.doses import ClockRecounted, DoseGiven, DoseWithTimeOut, GivenEarlier
from facilitator_app.record.emergency import AddressTold, EmergencyBegan, EmergencyEnded, EmergencyStep, SheetGiven
from facilitator_app.record.entry import Fact, text_within
from facilitator_app.record.limits import PersonLimitSet
from facilitator_app.record.medication import MedicationGiven
from facilitator_app.record.orders import ClearedForMedicine, OrderGiven
from facilitator_app.record.people import AccessEnded, AccessGiven, PersonTold, StaffBack, StaffGone, StaffTold
from facilitator_app.record.readiness import ReadinessPassed, ReadinessTold, RoomChecked, RoomPassed
from facilitator_app.record.room import (
    AppStarted,
    ClockStepped,
    Deferred,
    GuardPassed,
    IntentionSaid,
    LeaveGiven,
    MusicBegan,
    MusicEnded,
    MusicTroubled,
    NeedsCare,
    Noted,
    Observed,
    PacketReleased,
    PacketSaved,
    PacketSigned,
    PhaseBegan,
    Quoted,
    Seated,
    SessionClosed,
    SessionOpened,
    StaffLeft,
    StaffPresent,
    StateSaid,
    SupportAnswered,
    SupportCalled,
    SupportSettled,
    TouchAgreed,
    WentOut,
)
from facilitator_app.record.scores import OxygenSaid, Scored
from facilitator_app.record.vitals import VitalsTaken

Plain = (
    VitalsTaken
    | Scored
    | OxygenSaid
    | PersonLimitSet
    | DoseGiven
    | DoseWithTimeOut
    | ClockRecounted
    | GivenEarlier
    | MedicationGiven
    | OrderGiven
    | ClearedForMedicine
    | AdverseReported
    | AdverseFollowed
    | AdverseClassed
    | SessionOpened
    | StaffPresent
    | StaffLeft
    | Seated
    | PhaseBegan
    | StateSaid
    | Observed
    | Noted
    | Quoted
    | LeaveGiven
    | IntentionSaid
    | Deferred
    | SupportCalled
    | SupportAnswered
    | SupportSettled
    | TouchAgreed
    | CompanyBegan
    | CompanyEnded
    | SteppedOut
    | CameBack
    | EmergencyBegan
    | EmergencyStep
    | EmergencyEnded
    | SheetGiven
    | AddressTold
    | touch.TouchAgreed
    | touch.TouchKept
    | touch.SafetyTouchAgreed
    | touch.TouchAsked
    | touch.TouchDone
    | ReadinessTold
    | ReadinessPassed
    | RoomChecked
    | RoomPassed
    | leave.LeaveGiven
    | leave.LeaveGivenTo
    | circle.RulesKept
    | circle.RulesSaid
    | circle.CheckedIn
    | leaving.LeavingListKept
    | leaving.LeavingListTaken
    | leaving.CriterionAnswered
    | leaving.CriterionPassed
    | leaving.LeavingScored
    | leaving.LeavingSigned
    | leaving.RiskDisclosed
    | leaving.RiskAnswered
    | integration.TaskGiven
    | integration.ContactTried
    | integration.VisitBooked
    | integration.VisitCancelled
    | integration.VisitHeld
    | integration.VisitSigned
    | integration.ReceivedSome
    | integration.PacketReceived
    | integration.AfterKept
    | integration.AfterOver
    | debrief.DebriefSaid
    | WentOut
    | NeedsCare
    | MusicBegan
    | MusicEnded
    | MusicTroubled
    | music.MusicBegan
    | music.MusicEnded
    | music.MusicChanged
    | AppStarted
    | ClockStepped
    | SessionClosed
    | GuardPassed
    | PacketSaved
    | PacketSigned
    | PacketReleased
    | release.MedicalLeaveGiven
    | release.MedicalLeaveGivenTo
    | release.MedicalSigned
    | release.ReleasedToKind
    | release.PacketReleased
    | handover.HandoverSaid
    | handover.HandoffsTaken
    | release.ReleaseWithdrawn
    | release.Part2Kept
    | ClinicMade
    | StaffAdded
    | ParticipantAdded
    | StaffTold
    | StaffGone
    | StaffBack
    | AccessEnded
    | AccessGiven
    | PersonTold
    | ProgrammeKept
    | PlanSigned
    | SessionPlanned
    | SessionEnded
    | groups.GroupFormed
    | groups.GroupTold
    | groups.GroupEnded
    | groups.MemberJoined
    | groups.MemberLeft
    | groups.PaperKept
    | groups.PaperAccepted
    | groups.SessionOfGroup
    | groups.GroupTakesVersion
    | groups.GroupMeets
    | preparation.PreparationHeld
    | preparation.OwnReadinessSaid
    | preparation.WishTold
    | questionnaires.QuestionnaireAnswered
    | questionnaires.ResultTold
)
"""Every fact that can be amended: all but the changes themselves."""


class Confirmed(Fact, frozen=True, kw_only=True, tag="confirmed/1"):
    """The one whose word counts confirms the line ``target`` that a scribe wrote."""

    target: UUID


class Amended(Fact, frozen=True, kw_only=True, tag="amended/1"):
    """The line ``target`` reads ``fact`` from now on, or was at ``observed_at``, or both.  The old line stays readable."""

    target: UUID
    fact: Plain | None
    reason: str
    observed_at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse an amendment without a reason, or that changes nothing, or to a kind that could not be read in it again."""
        text_within(self.reason, 2000, "reason")
        if self.fact is not None and not isinstance(self.fact, Plain):
            raise Refusal("session.cannot_amend")
        if self.fact is None and self.observed_at is None:
            raise Refusal("amend.nothing", field="fact")


class Voided(Fact, frozen=True, kw_only=True, tag="voided/1"):
    """The line ``target`` was entered in error (or undone at once).  It stays readable."""

    target: UUID
    reason: str
