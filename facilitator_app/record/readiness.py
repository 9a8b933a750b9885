"""What can be written down before the medicine: is each matter as it has to be, for a person and for the room.  Pure.

What other lines tell already (the order, the baseline, the intention) is not told again here.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Entry, Fact, text_within


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
NEVER_PASSED = (Matter.CLEARED, Matter.ORDER, Matter.CONSENT)
"""Nobody goes on without these."""
MEDICAL = (Matter.FOOD, Matter.MEDICINES, Matter.PREGNANCY, Matter.BASELINE)
"""Only the medical provider says that it goes on without one of these."""


class RoomMatter(StrEnum):
    """What has to be so of the room."""

    OXYGEN = "oxygen"
    SUCTION = "suction"
    EMERGENCY_KIT = "emergency_kit"
    TELEPHONE = "telephone"
    SOUND = "sound"
    POWER = "power"


class ReadinessTold(Fact, frozen=True, kw_only=True, tag="readiness_told/1"):
    """A matter of the entry's participant is as it has to be (``holds``), or not; in words what, who or when."""

    matter: Matter
    holds: bool
    words: str = ""

    def __post_init__(self) -> None:
        """Refuse what other lines tell, and endless words."""
        if self.matter not in ASKED:
            raise Refusal("readiness.told_elsewhere", field="matter", matter=self.matter)
        _within(self.words)


class ReadinessPassed(Fact, frozen=True, kw_only=True, tag="readiness_passed/1"):
    """It goes on without this matter of the entry's participant, for a reason; ``done_by`` answers for it."""

    matter: Matter
    reason: str

    def __post_init__(self) -> None:
        """Refuse what nobody goes on without, and a passing without a reason."""
        if self.matter in NEVER_PASSED:
            raise Refusal("readiness.never_passed", field="matter", matter=self.matter)
        text_within(self.reason, 500, "reason")


class StaysWithout(Fact, frozen=True, kw_only=True, tag="stays_without/1"):
    """The entry's participant stays in the session and takes no medicine; not ``holds``: they take it after all."""

    holds: bool = True
    words: str = ""

    def __post_init__(self) -> None:
        """Refuse endless words."""
        _within(self.words)


class RoomChecked(Fact, frozen=True, kw_only=True, tag="room_checked/1"):
    """Somebody looked: a matter of the room is as it has to be (``holds``), or not."""

    matter: RoomMatter
    holds: bool
    words: str = ""

    def __post_init__(self) -> None:
        """Refuse endless words."""
        _within(self.words)


def _within(words: str) -> None:
    if len(words) > 500:
        raise Refusal("entry.too_long", field="words", longest=500, length=len(words))


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What was said of a matter last: when, by whom, and whether it holds."""

    at: datetime
    by: UUID | None
    holds: bool
    words: str = ""


class Readiness(msgspec.Struct, frozen=True, kw_only=True):
    """What was told of a person, and what it goes on without (there the words are the reason).

    ``without``: that they stay and take no medicine, where that was said last.
    """

    told: dict[Matter, Answer] = {}
    passed: dict[Matter, Answer] = {}
    without: Answer | None = None


def after(there: Readiness, entry: Entry) -> Readiness:
    """What holds after a line of this topic."""
    fact, by = entry.fact, entry.done_by or entry.recorded_by
    if isinstance(fact, ReadinessTold):
        answer = Answer(at=entry.observed_at, by=by, holds=fact.holds, words=fact.words)
        return msgspec.structs.replace(there, told={**there.told, fact.matter: answer})
    if isinstance(fact, ReadinessPassed):
        answer = Answer(at=entry.observed_at, by=by, holds=False, words=fact.reason)
        return msgspec.structs.replace(there, passed={**there.passed, fact.matter: answer})
    if isinstance(fact, StaysWithout):
        answer = Answer(at=entry.observed_at, by=by, holds=True, words=fact.words)
        return msgspec.structs.replace(there, without=answer if fact.holds else None)
    return there


def checked(there: dict[RoomMatter, Answer], entry: Entry, fact: RoomChecked) -> dict[RoomMatter, Answer]:
    """The room's matters after a look at one."""
    by = entry.done_by or entry.recorded_by
    return {**there, fact.matter: Answer(at=entry.observed_at, by=by, holds=fact.holds, words=fact.words)}
