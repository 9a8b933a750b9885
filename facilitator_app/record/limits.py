"""A limit set for one person, in a session or before all of them, in place of the plan's.  Pure."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from facilitator_app.record.entry import Fact, text_within
from facilitator_app.record.programme import Limit


class PersonLimitSet(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="person_limit_set/1"):
    """From now on this limit holds for this person in place of the plan's for the measure.  It has an owner and a reason.

    A judgement: a medical provider or prescriber writes it.  Withdrawing the line gives the plan's limit back.  In the
    clinic's record it is the person's own in every session to come; ``beforehand`` is, in that of a session, its line there.
    """

    limit: Limit
    beforehand: UUID | None = None

    def __post_init__(self) -> None:
        """Refuse a limit nobody answers for, or without a reason."""
        text_within(self.limit.owner, 200, "owner")
        text_within(self.limit.reason, 2000, "reason")


class OwnLimit(msgspec.Struct, frozen=True, kw_only=True):
    """A person's own limit, since when, in which line."""

    at: datetime
    entry: UUID
    limit: Limit
