"""What can be written down before the medicine: is each matter as it has to be, for a person and for the room.  Pure.

What other lines tell already (the order, the baseline, the intention) is not told again here.  A reason to go on without a
matter keeps what was known of it then: it holds for that, and for nothing worse that is told later.  Told of a session that
is set, such a line is the clinic's and names it (``session``); as that begins it is told there, with where it is from.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import TypedDict
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record.attachments import Attached
from facilitator_app.record.entry import Entry, Fact, text_within
from facilitator_app.record.ink import Ink
from facilitator_app.record.programme import always
from facilitator_app.record.roles import Role


class Matter(StrEnum):
    """What has to be so of a person before the medicine, in the order of the board."""

    CLEARED = "cleared"
    ORDER = "order"
    AGREEMENT = "agreement"
    CONSENT = "consent"
    ESCORT = "escort"
    FOOD = "food"
    MEDICINES = "medicines"
    PREGNANCY = "pregnancy"
    BASELINE = "baseline"
    INTENTION = "intention"
    TOUCH = "touch"
    SEAT = "seat"


ASKED = (Matter.AGREEMENT, Matter.CONSENT, Matter.ESCORT, Matter.FOOD, Matter.MEDICINES, Matter.PREGNANCY)
"""What is told by ``ReadinessTold``; the others follow from other lines."""
MEDICAL = (Matter.CLEARED, Matter.ORDER, Matter.FOOD, Matter.MEDICINES, Matter.PREGNANCY, Matter.BASELINE)
"""Only the medical provider says that it goes on without one of these."""

OF_THE_DAY: Mapping[Matter, bool] = {
    Matter.CLEARED: True,  # the clearance has its own last day; why one goes on without it is of the day it was said
    Matter.ORDER: True,  # as with the clearance
    Matter.AGREEMENT: False,  # made once, with the group or for the course
    Matter.CONSENT: True,  # to this session, as it is now
    Matter.ESCORT: True,  # whoever was to come on another day need not be free on this one
    Matter.FOOD: True,  # since when on this day
    Matter.MEDICINES: True,  # held or taken on this day
    Matter.PREGNANCY: True,  # asked anew each time
    Matter.BASELINE: True,  # why one goes on with what was measured, or without, is of the day it was said
    Matter.INTENTION: False,  # who has no words for it needs none on another day
    Matter.TOUCH: False,  # agreed to until it is agreed otherwise
    Matter.SEAT: False,  # where they sit, whenever it is
}
"""Which matters are as they have to be, or gone on without, only on the day on which it was said; the room's all are."""


class OwnMedicines(StrEnum):
    """What somebody did with their own medicines before the session."""

    HELD = "medicines_held"
    TAKEN = "medicines_taken"
    NONE = "medicines_none"


class RoomMatter(StrEnum):
    """What has to be so of the room and the device.  The first four are the list that a clinic begins with."""

    OXYGEN = "oxygen"
    SUCTION = "suction"
    EMERGENCY_KIT = "emergency_kit"
    TELEPHONE = "telephone"
    SOUND = "sound"
    MUSIC = "music"
    TONE = "tone"
    VOLUME = "volume"
    QUIET = "quiet"
    DISK = "disk"
    BACKUP = "backup"
    POWER = "power"
    SLEEP = "sleep"


ROOM_LIST: tuple[str, ...] = tuple(
    matter.value for matter in (RoomMatter.OXYGEN, RoomMatter.SUCTION, RoomMatter.EMERGENCY_KIT, RoomMatter.TELEPHONE)
)
"""What a clinic looks at in its room until it keeps a list of its own."""
DEVICE: tuple[str, ...] = (RoomMatter.MUSIC, RoomMatter.TONE, RoomMatter.VOLUME, RoomMatter.QUIET)
"""What is told of the sound of the device."""
MEASURED: tuple[str, ...] = (RoomMatter.DISK, RoomMatter.BACKUP, RoomMatter.POWER, RoomMatter.SLEEP)
"""What the device measures by itself; nobody's word makes it so."""
LONGEST_MATTER = 60
LONGEST_CONSENT = 20_000
"""Characters of what is agreed to for one session."""


def room_matter(text: str) -> str:
    """A matter of the room, or its Refusal: one that says nothing, is too long, or has the name of a role."""
    text_within(text, LONGEST_MATTER, "matter")
    if text in {role.value for role in Role}:
        raise Refusal("readiness.no_room_matter", field="matter")
    return text


class Before(msgspec.Struct, frozen=True, kw_only=True):
    """Where a line of a session is from that was told before it began: the clinic's line, when it was, by whom."""

    line: UUID
    at: datetime
    by: UUID | None
    name: str


class ConsentGiven(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How consent to a session was given to this ``text``, before a ``witness``: signed on the screen by hand (``ink``) or
    with the name ``typed``; on paper whose pages are kept (``scan``); or, with none of these, in words that they heard."""

    text: str
    witness: UUID
    witness_name: str
    ink: Ink | None = None
    typed: str = ""
    scan: Attached | None = None

    def __post_init__(self) -> None:
        """Refuse a consent to nothing, without a witness, and one that was given in two ways at once."""
        text_within(self.text, LONGEST_CONSENT, "text")
        text_within(self.witness_name, 200, "witness")
        if self.typed:
            text_within(self.typed, 200, "typed")
        if sum((self.ink is not None, bool(self.typed), self.scan is not None)) > 1:
            raise Refusal("consent.one_way", field="matter")

    @property
    def shows(self) -> bool:
        """Whether what was signed is kept: strokes, or pages."""
        return self.ink is not None or self.scan is not None


class ReadinessTold(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="readiness_told/1"):
    """A matter of the entry's participant is as it has to be (``holds``), or not; in words what, who or when.

    ``medicines``: of their own medicines, which of the three it was.  ``by_papers``: a group's own papers say so of its
    agreement, and nobody's word.  ``given``: how consent was given, where it was more than said.
    """

    matter: Matter
    holds: bool
    words: str = always("")
    medicines: OwnMedicines | None = None
    session: UUID | None = None
    before: Before | None = None
    by_papers: bool = False
    given: ConsentGiven | None = None

    def __post_init__(self) -> None:
        """Refuse what other lines tell, endless words, and that what is not so was given."""
        if self.matter not in ASKED or (self.medicines is not None and self.matter is not Matter.MEDICINES):
            raise Refusal("readiness.told_elsewhere", field="matter", matter=self.matter)
        if self.by_papers and (self.matter is not Matter.AGREEMENT or self.before is None):
            raise Refusal("readiness.by_papers", field="matter")
        if self.given is not None and not (self.matter is Matter.CONSENT and self.holds):
            raise Refusal("consent.not_given", field="matter")
        _within(self.words)


def consent_of(line: Entry) -> ConsentGiven | None:
    """How a line says that consent to a session was given, where it was more than said."""
    return line.fact.given if isinstance(line.fact, ReadinessTold) else None


class ReadinessPassed(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="readiness_passed/1"):
    """It goes on without this matter of the entry's participant, for a reason; ``done_by`` answers for it.

    ``known``: what was known of it then, by name; the record fills it in.  Nothing: nothing had been told.
    """

    matter: Matter
    reason: str
    known: dict[str, str] = {}
    session: UUID | None = None
    before: Before | None = None

    def __post_init__(self) -> None:
        """Refuse a passing without a reason."""
        text_within(self.reason, 500, "reason")


class StaysWithout(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="stays_without/1"):
    """The entry's participant stays in the session and takes no medicine; not ``holds``: they take it after all."""

    holds: bool = always(True)
    words: str = always("")
    session: UUID | None = None
    before: Before | None = None

    def __post_init__(self) -> None:
        """Refuse endless words."""
        _within(self.words)


class RoomChecked(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="room_checked/1"):
    """Somebody looked: a matter of the room is as it has to be (``holds``), or not.  One of the clinic's own by its words."""

    matter: str
    holds: bool
    words: str = always("")
    session: UUID | None = None
    before: Before | None = None

    def __post_init__(self) -> None:
        """Refuse what is no matter of a room, and endless words."""
        room_matter(self.matter)
        _within(self.words)


class RoomPassed(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="room_passed/1"):
    """It goes on without a matter of the room, or with fewer of a role than the programme wants, for a reason.

    ``matter`` is one of the room or a role.  ``known`` as with a person: what was measured or told, or how many were there.
    """

    matter: str
    reason: str
    known: str = ""
    session: UUID | None = None
    before: Before | None = None

    def __post_init__(self) -> None:
        """Refuse a passing without a reason, and of nothing."""
        text_within(self.matter, LONGEST_MATTER, "matter")
        text_within(self.reason, 500, "reason")


Told = ReadinessTold | ReadinessPassed | StaysWithout | RoomChecked | RoomPassed
"""Every kind of this topic."""
KINDS = (ReadinessTold, ReadinessPassed, StaysWithout, RoomChecked, RoomPassed)
ABOUT_A_PERSON = (ReadinessTold, ReadinessPassed, StaysWithout)


def _within(words: str) -> None:
    if len(words) > 500:
        raise Refusal("entry.too_long", field="words", longest=500, length=len(words))


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What was said of a matter last: when, by whom, and whether it holds.  ``name`` of who said it before the session.

    ``by_papers`` and ``given`` as in ``ReadinessTold``.
    """

    at: datetime
    by: UUID | None
    holds: bool
    words: str = ""
    medicines: OwnMedicines | None = None
    name: str = ""
    by_papers: bool = False
    given: ConsentGiven | None = None


class Saying(TypedDict):
    """When something was said, and by whom."""

    at: datetime
    by: UUID | None
    name: str


class Passed(Answer, frozen=True, kw_only=True):
    """Why it goes on without a matter (in ``words``), and what was known of it then."""

    known: dict[str, str] = {}


class Readiness(msgspec.Struct, frozen=True, kw_only=True):
    """What was told of a person, and what it goes on without (there the words are the reason).

    ``without``: that they stay and take no medicine, where that was said last.
    """

    told: dict[Matter, Answer] = {}
    passed: dict[Matter, Passed] = {}
    without: Answer | None = None


class RoomReadiness(msgspec.Struct, frozen=True, kw_only=True):
    """The same of the room and the team.  ``opening`` is the reason the session was opened with too few for."""

    told: dict[str, Answer] = {}
    passed: dict[str, Passed] = {}
    opening: Answer | None = None
    at_opening: dict[UUID, tuple[Role, ...]] = {}


def told_known(told: Answer | None) -> str:
    """Which answer it is that was known as a reason was given: empty for none."""
    return f"{told.at.isoformat()} {'yes' if told.holds else 'no'}" if told is not None else ""


def after(there: Readiness, entry: Entry) -> Readiness:
    """What holds after a line of this topic."""
    fact = entry.fact
    if isinstance(fact, ReadinessTold):
        said = _said(entry, fact)
        answer = Answer(holds=fact.holds, words=fact.words, medicines=fact.medicines, by_papers=fact.by_papers, **said)
        answer = msgspec.structs.replace(answer, given=fact.given)
        return msgspec.structs.replace(there, told={**there.told, fact.matter: answer})
    if isinstance(fact, ReadinessPassed):
        passed = Passed(holds=False, words=fact.reason, known=fact.known, **_said(entry, fact))
        return msgspec.structs.replace(there, passed={**there.passed, fact.matter: passed})
    if isinstance(fact, StaysWithout):
        answer = Answer(holds=True, words=fact.words, **_said(entry, fact))
        return msgspec.structs.replace(there, without=answer if fact.holds else None)
    return there


def room_after(there: RoomReadiness, entry: Entry) -> RoomReadiness:
    """The same of a line about the room."""
    fact = entry.fact
    if isinstance(fact, RoomChecked):
        told = Answer(holds=fact.holds, words=fact.words, **_said(entry, fact))
        return msgspec.structs.replace(there, told={**there.told, fact.matter: told})
    if isinstance(fact, RoomPassed):
        known = {"known": fact.known} if fact.known else {}
        passed = Passed(holds=False, words=fact.reason, known=known, **_said(entry, fact))
        return msgspec.structs.replace(there, passed={**there.passed, fact.matter: passed})
    return there


def _said(entry: Entry, fact: Told) -> Saying:
    """When it was said and by whom; what was said before the session keeps its own moment."""
    if fact.before is not None:
        return Saying(at=fact.before.at, by=fact.before.by, name=fact.before.name)
    return Saying(at=entry.observed_at, by=entry.done_by or entry.recorded_by, name="")


def opened(entry: Entry, reason: str) -> RoomReadiness:
    """What is known of the team as a session opens with a reason for who is missing, or without one."""
    if not reason.strip():
        return RoomReadiness()
    answer = Answer(at=entry.observed_at, by=entry.done_by or entry.recorded_by, holds=False, words=reason)
    return RoomReadiness(opening=answer)


def came(there: RoomReadiness, entry: Entry, staff: UUID, roles: tuple[Role, ...]) -> RoomReadiness:
    """Somebody of the team is there; who is there as the session opens is counted for its reason."""
    if there.opening is None or entry.observed_at != there.opening.at:
        return there
    return msgspec.structs.replace(there, at_opening={**there.at_opening, staff: roles})
