"""What can be written down in the room: presence, phases, states, observations, words, support, music, ways out.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Fact, text_within
from facilitator_app.record.programme import Programme, Why, always
from facilitator_app.record.roles import Role
from facilitator_app.record.vitals import Measure

LONGEST_NOTE = 1_000_000
"""Characters; far beyond any note, it only keeps a pasted film out of the record."""


class FromTheDesk(StrEnum):
    """What the clinic tells the room of a person and can take back while they sit there."""

    LEGAL_NAME = "legal_name"
    BIRTH_DATE = "birth_date"
    ALLERGIES = "allergies"
    WEIGHT = "weight_kg"
    USUAL = "usual"
    INTENTION = "intention"


NOTHING: Mapping[FromTheDesk, Any] = {**dict.fromkeys(FromTheDesk, ""), FromTheDesk.WEIGHT: None, FromTheDesk.USUAL: {}}
"""What stands there once it is taken back."""


class State(StrEnum):
    """How a person is said to be.  Set by people, never guessed."""

    ARRIVING = "arriving"
    SETTLED = "settled"
    DOSED = "dosed"
    INWARD = "inward"
    RETURNING = "returning"
    GROUNDED = "grounded"
    CLEARED = "cleared"


class WayOut(StrEnum):
    """How a person's session ended.  ``CLEARED`` is a judgement and needs the provider; the others are facts."""

    CLEARED = "cleared"
    TRANSFERRED = "transferred"
    LEFT_BEFORE_CLEARANCE = "left_before_clearance"
    DID_NOT_TAKE_MEDICINE = "did_not_take_medicine"
    WITHDREW = "withdrew"


class SessionOpened(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="session_opened/1"):
    """The session begins.  Carries all that is needed to read it later: the programme as it was, zone and lead.

    ``staffing_reason`` and ``people_reason``: why with fewer of the team, or fewer people, than the programme is for.
    """

    title: str
    programme: Programme
    zone: str
    lead: UUID
    lead_name: str
    clinic_name: str
    staffing_reason: str = always("")
    people_reason: str = ""


class StaffPresent(Fact, frozen=True, kw_only=True, tag="staff_present/1"):
    """A member of staff is in the room, with the roles held."""

    staff: UUID
    name: str
    roles: tuple[Role, ...]


class StaffLeft(Fact, frozen=True, kw_only=True, tag="staff_left/1"):
    """A member of staff left the room."""

    staff: UUID


class Seated(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="seated/1"):
    """A person takes a seat (1 to 8).  The entry's ``participant`` is that person; ``usual`` is their own baseline,
    ``weighed_at`` when the weight was told.

    What is empty here was not asked, and leaves what was told before; ``taken_back`` names what does not hold any more.
    """

    seat: int
    preferred_name: str
    legal_name: str = always("")
    birth_date: str = always("")
    allergies: str = always("")
    weight_kg: Decimal | None = None
    weighed_at: datetime | None = None
    usual: dict[Measure, Decimal] = {}
    taken_back: tuple[FromTheDesk, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a seat the room does not have, and a person without a name."""
        if not 1 <= self.seat <= 8:
            raise Refusal("room.no_such_seat", field="seat", seat=self.seat)
        text_within(self.preferred_name, 200, "preferred_name")


class PhaseBegan(Fact, frozen=True, kw_only=True, tag="phase_began/1"):
    """The room moves on to a phase of its programme."""

    phase: str


class StateSaid(Fact, frozen=True, kw_only=True, tag="state_said/1"):
    """Somebody says how the person is."""

    state: State


class Observed(Fact, frozen=True, kw_only=True, tag="observed/1"):
    """A word from the programme's set, as it read when it was touched."""

    word: str
    label: str
    group: str = ""


class Noted(Fact, frozen=True, kw_only=True, tag="noted/1"):
    """A free note, kept exactly as typed."""

    text: str

    def __post_init__(self) -> None:
        """Refuse a note that says nothing."""
        text_within(self.text, LONGEST_NOTE, "text")


class Leave(StrEnum):
    """Whether a person's own words may go to others.  Asked sober; not asked until then."""

    NOT_ASKED = "not_asked"
    YES = "yes"
    NO = "no"


class Quoted(Fact, frozen=True, kw_only=True, tag="quoted/1"):
    """A person's own words, with the phase and what was playing when they were said."""

    text: str
    phase: str = ""
    playing: str = ""

    def __post_init__(self) -> None:
        """Refuse words that say nothing."""
        text_within(self.text, LONGEST_NOTE, "text")


class LeaveGiven(Fact, frozen=True, kw_only=True, tag="leave_given/1"):
    """The person was asked, sober, whether the quote ``quote`` may go into the handoff."""

    quote: UUID
    leave: Leave


class IntentionSaid(Fact, frozen=True, kw_only=True, tag="intention_said/1"):
    """What the person comes with, in their words."""

    text: str

    def __post_init__(self) -> None:
        """Refuse an intention that says nothing."""
        text_within(self.text, LONGEST_NOTE, "text")


class Deferred(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="deferred/1"):
    """A check deliberately not done.  ``again_minutes`` from then is when it is asked for again.

    ``puts_off`` says which open checks of each measure that is; the record fills it in as it is written.  Lines of before
    leave it out: they put off what the plan asks before and after the dose, and nothing that is the provider's.
    """

    measures: tuple[Measure, ...]
    reason: str
    breathing_seen: bool
    again_minutes: int
    puts_off: dict[Measure, tuple[Why, ...]] = {}

    def __post_init__(self) -> None:
        """Refuse a deferral without a reason, a measure or a time to come back."""
        text_within(self.reason, 2000, "reason")
        if not self.measures:
            raise Refusal("deferral.no_measure", field="measures")
        if not 1 <= self.again_minutes <= 240:
            raise Refusal("deferral.again", field="again_minutes")


class SupportCalled(Fact, frozen=True, kw_only=True, tag="support_called/1"):
    """Support is wanted for this person; ``wanted`` may say what (a bucket, a hand, the provider)."""

    wanted: str = ""


class SupportAnswered(Fact, frozen=True, kw_only=True, tag="support_answered/1"):
    """Somebody is with the person (``done_by`` of the entry)."""


class SupportSettled(Fact, frozen=True, kw_only=True, tag="support_settled/1"):
    """The call is over; ``done`` says what was done."""

    done: str = ""


class TouchAgreed(Fact, frozen=True, kw_only=True, tag="touch_agreed/1"):
    """What touch the person agrees to, in words ("hand only"), narrowed or not from what was agreed before."""

    consent: str
    narrowed: bool = False


class WentOut(Fact, frozen=True, kw_only=True, tag="went_out/1"):
    """The person's way out of the session."""

    way: WayOut
    escort: str = ""
    note: str = ""


class NeedsCare(Fact, frozen=True, kw_only=True, tag="needs_care/1"):
    """Something that whoever receives this person next must look after."""

    text: str

    def __post_init__(self) -> None:
        """Refuse one that says nothing."""
        text_within(self.text, LONGEST_NOTE, "text")


class MusicBegan(Fact, frozen=True, kw_only=True, tag="music_began/1"):
    """A piece begins.  ``play`` joins its beginning to its end; ``event`` is the engine's own number of it."""

    play: str
    title: str
    phase: str
    event: str = ""


class MusicEnded(Fact, frozen=True, kw_only=True, tag="music_ended/1"):
    """A piece ended: by itself, skipped, followed by the next phase, faded, or failed."""

    play: str
    title: str
    why: str
    event: str = ""


class MusicTroubled(Fact, frozen=True, kw_only=True, tag="music_troubled/1"):
    """What went wrong with the music (text key), for the record: device lost, piece passed over, no libVLC."""

    trouble: str
    title: str = ""
    event: str = ""


class AppStarted(Fact, frozen=True, kw_only=True, tag="app_started/1"):
    """The app was (re)started on a session; ``away_seconds`` since its last line, 0 at the first start."""

    version: str
    away_seconds: int = 0


class ClockStepped(Fact, frozen=True, kw_only=True, tag="clock_stepped/1"):
    """The machine's wall clock was set by ``seconds`` while the session ran; the session's own clock did not move."""

    seconds: int


class SessionClosed(Fact, frozen=True, kw_only=True, tag="session_closed/1"):
    """Everybody is accounted for and the session is over."""

    note: str = ""


class GuardPassed(Fact, frozen=True, kw_only=True, tag="guard_passed/1"):
    """A find of the name guard was let through: where, why, and by whom besides the signer (None: works alone)."""

    where: str
    reason: str
    second: UUID | None = None
    second_name: str = ""


class PacketSaved(Fact, frozen=True, kw_only=True, tag="packet_saved/1"):
    """The edited text of a person's packet: section key to text."""

    sections: dict[str, str]


class PacketSigned(Fact, frozen=True, kw_only=True, tag="packet_signed/1"):
    """A person's packet is signed: name, role and meaning of the signature, and the SHA-256 of the text signed."""

    signer: str
    role: Role
    meaning: str
    digest: str
    sections: dict[str, str]


class PacketReleased(Fact, frozen=True, kw_only=True, tag="packet_released/1"):
    """The signed packet left the app as a file; to whom, in words, and the digest of the file."""

    recipient: str
    digest: str
    file_digest: str


class SignedPart(StrEnum):
    """What a signature on a session is for: all of it (its lead), or the medical part (the provider who countersigns)."""

    WHOLE = "whole"
    MEDICAL = "medical"


class ChainHead(msgspec.Struct, frozen=True, kw_only=True):
    """The last line of a chain as it stood: its place and its hash in hexadecimal."""

    chain: UUID
    seq: int
    hash: str


class SessionSigned(Fact, frozen=True, kw_only=True, tag="session_signed/1"):
    """A session's record is signed: name, role and meaning of the signature, and the heads of all its chains.

    By the heads it can be shown later that no line that was signed is changed or gone.
    """

    signer: str
    role: Role
    meaning: str
    heads: tuple[ChainHead, ...]
    part: SignedPart = SignedPart.WHOLE

    def __post_init__(self) -> None:
        """Refuse a signature without a name or a meaning."""
        text_within(self.signer, 200, "signer")
        text_within(self.meaning, 2000, "meaning")
