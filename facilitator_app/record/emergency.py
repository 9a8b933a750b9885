"""What can be written down of an emergency: its beginning, what was done when, its end.  Pure.

Lines written there are unclaimed (nobody did or wrote them) until somebody confirms them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Literal
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Entry, Fact

if TYPE_CHECKING:
    from facilitator_app.record.history import History
    from facilitator_app.record.state import SessionState

JUST_BEGAN = timedelta(seconds=30)
"""So long it began for whoever is chosen: the first touch asks nobody for whom it is."""


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


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """A step, when it was done, and for whom; ``person`` None: nobody was chosen."""

    step: Step
    at: datetime
    person: UUID | None = None


class Emergency(msgspec.Struct, frozen=True, kw_only=True):
    """An emergency that is on, and what was done when.  ``person``: of whom it was begun; None: nobody was chosen."""

    since: datetime
    person: UUID | None = None
    steps: tuple[Done, ...] = ()

    def of(self, person: UUID) -> Emergency | None:
        """What of it may be about this person: nothing that was begun or done for somebody else.  None: nothing is."""
        steps = tuple(done for done in self.steps if done.person in (None, person))
        about = self.person in (None, person) or any(done.person == person for done in steps)
        return msgspec.structs.replace(self, steps=steps) if about else None


def after(there: Emergency | None, entry: Entry) -> Emergency | None:
    """What is on after this line: the first touch begins it, steps count while it is on, the end ends it."""
    fact, at = entry.fact, entry.observed_at
    if isinstance(fact, EmergencyBegan):
        return there or Emergency(since=at, person=entry.participant)
    if isinstance(fact, EmergencyStep) and there is not None:
        return msgspec.structs.replace(
            there, steps=(*there.steps, Done(step=fact.step, at=at, person=entry.participant))
        )
    return None


def begun_for_another(history: History[SessionState], person: UUID | None, now: datetime) -> UUID | None:
    """The line of its beginning where that was told seconds ago of another than ``person`` (None: nobody of this session).

    None where anything was done since, or they have no seat here.
    """
    there = history.state.emergency
    if there is None or there.person == person or there.steps or now - there.since > JUST_BEGAN:
        return None
    begun = (line.first.id for line in history.lines() if line.voided is None and _began(line.entry, there))
    return next(begun) if person is None or person in history.state.people else None


def _began(entry: Entry, there: Emergency) -> bool:
    told = (entry.observed_at, entry.participant) == (there.since, there.person)
    return told and isinstance(entry.fact, EmergencyBegan)
