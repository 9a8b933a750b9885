"""What can be written down of where people are: somebody is with a person, or the person is out of the room.  Pure."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Fact, text_within

BACK_WITHIN = 10
"""Minutes after which somebody out of the room is marked, unless it was said otherwise.  A reminder, not a limit."""


class CompanyBegan(Fact, frozen=True, kw_only=True, tag="company_began/1"):
    """Somebody of the team (``done_by`` of the entry) is with the person from now on, and so with nobody else any more."""


class CompanyEnded(Fact, frozen=True, kw_only=True, tag="company_ended/1"):
    """Somebody of the team (``done_by`` of the entry) leaves the person."""


class SteppedOut(Fact, frozen=True, kw_only=True, tag="stepped_out/1"):
    """The person is out of the room: where, with whom (empty: alone); marked after ``back_within`` minutes (1 to 240)."""

    where: str
    with_whom: str = ""
    back_within: int = BACK_WITHIN

    def __post_init__(self) -> None:
        """Refuse nowhere, and a time to come back that is none."""
        text_within(self.where, 200, "where")
        if not 1 <= self.back_within <= 240:
            raise Refusal("company.back_within", field="back_within")


class CameBack(Fact, frozen=True, kw_only=True, tag="came_back/1"):
    """The person is in the room again."""


class Why(StrEnum):
    """Why somebody is with a person: they said so, answered the open call, or went out of the room with them."""

    SAID = "said"
    ANSWERED = "answered"
    WENT_ALONG = "went_along"


class Company(msgspec.Struct, frozen=True, kw_only=True):
    """A member of the team who is with a person (None: it is not known who)."""

    staff: UUID | None
    since: datetime
    why: Why = Why.SAID


class Away(msgspec.Struct, frozen=True, kw_only=True):
    """Out of the room: where, with whom, since when, and after how many minutes it is marked.

    ``staff`` is who that is, where it is one of the team: once they are with somebody else, it is nobody any more.
    """

    where: str
    with_whom: str
    since: datetime
    back_within: int
    staff: UUID | None = None
