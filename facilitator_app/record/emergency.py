"""What can be written down of an emergency: its beginning, what was done when, its end.  Pure.

Lines written there are unclaimed (nobody did or wrote them) until somebody confirms them.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Literal

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Fact


class Step(StrEnum):
    """What is done in an emergency, as far as its time is one touch."""

    CALLED_FOR_HELP = "called_for_help"
    AIRWAY = "airway"
    OXYGEN = "oxygen"
    MEDICINE = "medicine"
    COMPRESSIONS = "compressions"
    AMBULANCE_ARRIVED = "ambulance_arrived"


class EmergencyBegan(Fact, frozen=True, kw_only=True, tag="emergency_began/1"):
    """An emergency; the event clock counts from here."""


class EmergencyStep(Fact, frozen=True, kw_only=True, tag="emergency_step/1"):
    """Something was done, or somebody came."""

    step: Step


class EmergencyEnded(Fact, frozen=True, kw_only=True, tag="emergency_ended/1"):
    """The emergency is over, or others have taken it on."""


class SheetGiven(Fact, frozen=True, kw_only=True, tag="sheet_given/1"):
    """The one-page sheet about this person was printed, or written as a file for whoever came."""

    how: Literal["printed", "file"]


class AddressTold(Fact, frozen=True, kw_only=True, tag="address_told/1"):
    """The address of this place as an ambulance needs it: street, door, floor.  Of the clinic.  Empty: not told."""

    address: str

    def __post_init__(self) -> None:
        """Refuse an endless address."""
        if len(self.address) > 500:
            raise Refusal("entry.too_long", field="address", longest=500, length=len(self.address))


class Emergency(msgspec.Struct, frozen=True, kw_only=True):
    """An emergency that is on, and what was done when."""

    since: datetime
    steps: tuple[tuple[Step, datetime], ...] = ()


def after(there: Emergency | None, fact: Fact, at: datetime) -> Emergency | None:
    """What is on after ``fact`` at that moment: the first touch begins it, steps count while it is on, the end ends it."""
    if isinstance(fact, EmergencyBegan):
        return there or Emergency(since=at)
    if isinstance(fact, EmergencyStep) and there is not None:
        return msgspec.structs.replace(there, steps=(*there.steps, (fact.step, at)))
    return None
