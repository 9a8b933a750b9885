"""A limit set for one person in place of the plan's; which limits hold for somebody, and what lies beyond one.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
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

    ``ends_only``: in place of those of the plan's ends that it tells itself, and the others hold on beside it; what was set
    before that could be said took the plan's other ends away too.

    A judgement: a medical provider or prescriber writes it.  Withdrawing the line gives the plan's limit back.  In the
    clinic's record it is the person's own in every session to come; ``beforehand`` is, in that of a session, its line there;
    ``from_room`` in the clinic's that of the session in which it was set.
    """

    limit: Limit
    ends_only: bool = False
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
    ends_only: bool = False


def limits_of(person: Person, plan: Plan | None, *, beforehand: bool = False) -> Mapping[Measure, Limit]:
    """The limits that hold for a person: the plan's, each replaced by the person's own where one was set.

    ``beforehand``: for what is measured as the baseline, and has none to be compared with.
    """
    clinics = {limit.measure: limit for limit in plan.limits} if plan else {}
    own = {
        measure: in_place_of(clinics.get(measure), told, None if beforehand else person.own(measure))
        for measure, told in person.limits.items()
    }
    return {**clinics, **own}


_ENDS = (("low",), ("high",), ("rise_percent", "rise_by"), ("fall_percent", "fall_by"))
"""The ends of a limit: two absolute ones, and two counted from the own baseline, each in percent or in the unit."""
_NAMES = tuple(name for end in _ENDS for name in end)


def in_place_of(clinics: Limit | None, told: PersonLimitSet | OwnLimit, baseline: Decimal | None) -> Limit:
    """What holds where somebody has a limit of their own for a measure.

    Where it is counted from a ``baseline`` that is not there, the clinic's absolute ends hold beside it: the nearer of each.
    """
    own = told.limit
    if clinics is None:
        return own
    beside = ends_beside(clinics, own) if told.ends_only else None
    holds = _with_ends(own, beside) if beside is not None else own
    if baseline is not None or not is_counted_from_baseline(own):
        return holds
    low = max((end for end in (own.low, clinics.low) if end is not None), default=None)
    high = min((end for end in (own.high, clinics.high) if end is not None), default=None)
    if low is not None and high is not None and low >= high:
        return clinics  # the two leave nothing between them
    return msgspec.structs.replace(holds, low=low, high=high)


def ends_beside(clinics: Limit, own: Limit) -> Limit | None:
    """What of the plan's limit holds on beside an own one: the ends that this does not tell; None where it tells them all."""
    return _without(clinics, _gone(clinics, own))


def ends_replaced(clinics: Limit, own: Limit) -> Limit | None:
    """What of the plan's limit an own one takes the place of; None where the plan has no such end."""
    return _without(clinics, set(_NAMES) - _gone(clinics, own))


def _gone(clinics: Limit, own: Limit) -> set[str]:
    """The ends that an own limit tells, and the plan's that lies beyond it: there would be nothing between the two."""
    gone = {name for end in _ENDS if any(getattr(own, one) is not None for one in end) for name in end}
    low = own.low if own.low is not None else clinics.low
    high = own.high if own.high is not None else clinics.high
    crossed = low is not None and high is not None and low >= high
    return gone | ({"low", "high"} if crossed else set())


def _without(clinics: Limit, gone: AbstractSet[str]) -> Limit | None:
    stays = any(getattr(clinics, name) is not None for name in _NAMES if name not in gone)
    return msgspec.structs.replace(clinics, **dict.fromkeys(gone)) if stays else None


def _with_ends(own: Limit, beside: Limit) -> Limit:
    """The own limit and what holds on beside it, as one."""
    ends = {name: value for name in _NAMES if (value := getattr(beside, name)) is not None}
    return msgspec.structs.replace(own, **ends)


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
