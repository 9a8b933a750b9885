"""What can be written down of leave: whether a person's own words may go to others, asked for each recipient.  Pure.

Asked sober: before the first dose, or after the person was cleared.  Leave is taken back at any time.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from uuid import UUID

from facilitator_app.faults import Refusal
from facilitator_app.record import room
from facilitator_app.record.entry import Fact, text_within
from facilitator_app.record.room import Leave


class Recipient(StrEnum):
    """Who can be given a handoff."""

    INTEGRATION_LEAD = "integration_lead"
    OWN_THERAPIST = "own_therapist"
    PRESCRIBER = "prescriber"
    PERSON = "person"


class LeaveGiven(Fact, frozen=True, kw_only=True, tag="leave_given/2"):
    """The person was asked, sober, whether the quote ``quote`` may go to ``recipient``."""

    quote: UUID
    recipient: Recipient
    leave: Leave


class LeaveGivenTo(LeaveGiven, frozen=True, kw_only=True, tag="leave_given/3"):
    """The person was asked, sober, whether the quote ``quote`` may go to one recipient alone: ``name`` is their own name and
    organisation, ``staff`` who of the team they are.
    """

    name: str
    staff: UUID | None = None

    def __post_init__(self) -> None:
        """Refuse a recipient without a name."""
        text_within(self.name, 200, "recipient")


def leaves(facts: Iterable[object], quote: UUID) -> dict[Recipient, Leave]:
    """What holds for each kind of recipient after ``facts``, in their order; what was said of one by name is not in it.

    The first version asked once, for all of them.
    """
    found = dict.fromkeys(Recipient, Leave.NOT_ASKED)
    for fact in facts:
        if isinstance(fact, LeaveGivenTo):
            continue
        if isinstance(fact, LeaveGiven) and fact.quote == quote:
            found[fact.recipient] = fact.leave
        elif isinstance(fact, room.LeaveGiven) and fact.quote == quote:
            found = dict.fromkeys(Recipient, fact.leave)
    return found


def check(fact: LeaveGiven | room.LeaveGiven, *, sober: bool, is_quote: bool) -> None:
    """Refuse leave for what is no quote of this person, and a yes that was asked for under the medicine."""
    if not is_quote:
        raise Refusal("leave.no_quote", field="quote")
    if fact.leave is Leave.YES and not sober:
        raise Refusal("leave.not_sober", field="leave")
