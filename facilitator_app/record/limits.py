"""A limit set for one person in place of the plan's; which limits hold for somebody, and what lies beyond one.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from facilitator_app.record.entry import Fact, text_within
from facilitator_app.record.programme import Limit, Plan
from facilitator_app.record.vitals import Measure

if TYPE_CHECKING:
    from facilitator_app.record.state import Person


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


def limits_of(person: Person, plan: Plan | None) -> Mapping[Measure, Limit]:
    """The limits that hold for a person: the plan's, each replaced by the person's own where one was set."""
    clinics = {limit.measure: limit for limit in plan.limits} if plan else {}
    return {**clinics, **{measure: own.limit for measure, own in person.limits.items()}}


def is_beyond(limit: Limit, value: Decimal, baseline: Decimal | None) -> bool:
    """Whether a value passes a limit; what is set against the baseline needs one."""
    highest, lowest = [limit.high], [limit.low]
    if baseline is not None:
        highest += [baseline + limit.rise_by if limit.rise_by is not None else None]
        highest += [baseline * (1 + limit.rise_percent / 100) if limit.rise_percent is not None else None]
        lowest += [baseline - limit.fall_by if limit.fall_by is not None else None]
        lowest += [baseline * (1 - limit.fall_percent / 100) if limit.fall_percent is not None else None]
    over = any(value > end for end in highest if end is not None)
    return over or any(value < end for end in lowest if end is not None)
