"""A limit set for one person in place of the plan's; which limits hold for somebody, and what lies beyond one.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from facilitator_app.record.entry import Fact, text_within
from facilitator_app.record.from_room import FromRoom
from facilitator_app.record.programme import Limit, Plan
from facilitator_app.record.vitals import Measure

if TYPE_CHECKING:
    from facilitator_app.record.state import Person


class PersonLimitSet(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="person_limit_set/1"):
    """From now on this limit holds for this person in place of the plan's for the measure.  It has an owner and a reason.

    A judgement: a medical provider or prescriber writes it.  Withdrawing the line gives the plan's limit back.  In the
    clinic's record it is the person's own in every session to come; ``beforehand`` is, in that of a session, its line there;
    ``from_room`` in the clinic's that of the session in which it was set.
    """

    limit: Limit
    beforehand: UUID | None = None
    from_room: FromRoom | None = None

    def __post_init__(self) -> None:
        """Refuse a limit nobody answers for, or without a reason."""
        text_within(self.limit.owner, 200, "owner")
        text_within(self.limit.reason, 2000, "reason")


class OwnLimit(msgspec.Struct, frozen=True, kw_only=True):
    """A person's own limit, since when, in which line."""

    at: datetime
    entry: UUID
    limit: Limit


def limits_of(person: Person, plan: Plan | None, *, beforehand: bool = False) -> Mapping[Measure, Limit]:
    """The limits that hold for a person: the plan's, each replaced by the person's own where one was set.

    ``beforehand``: for what is measured as the baseline, and has none to be compared with.
    """
    clinics = {limit.measure: limit for limit in plan.limits} if plan else {}
    own = {
        measure: in_place_of(clinics.get(measure), told.limit, None if beforehand else person.own(measure))
        for measure, told in person.limits.items()
    }
    return {**clinics, **own}


def in_place_of(clinics: Limit | None, own: Limit, baseline: Decimal | None) -> Limit:
    """What holds where somebody has a limit of their ``own`` for a measure.

    Where it is counted from a ``baseline`` that is not there, the clinic's absolute ends hold beside it: the nearer of each.
    """
    if clinics is None or baseline is not None or not is_counted_from_baseline(own):
        return own
    low = max((end for end in (own.low, clinics.low) if end is not None), default=None)
    high = min((end for end in (own.high, clinics.high) if end is not None), default=None)
    if low is not None and high is not None and low >= high:
        return clinics  # the two leave nothing between them
    return msgspec.structs.replace(own, low=low, high=high)


def is_counted_from_baseline(limit: Limit) -> bool:
    """Whether any end of it needs a baseline to be reckoned."""
    return any(end is not None for end in (limit.rise_percent, limit.fall_percent, limit.rise_by, limit.fall_by))


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
