"""One session for people whose courses run by several versions of a programme: what it goes by, and what differs.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import reduce

import msgspec

from facilitator_app.record.programme import Limit, Never, Programme, SignedPlan
from facilitator_app.record.vitals import Measure


def latest(begun: Iterable[Programme]) -> Programme:
    """The newest of several versions; of one that was signed anew the last that was."""
    return max(begun, key=lambda one: (one.version, one.plan.plan.version if one.plan else 0))


def strictest(runs_by: Programme, begun: Iterable[Programme]) -> Programme:
    """The newest version for a session of several, without what would be looser than any of them for who began with it.

    Limits take the nearer end of each, signed for by whoever signed it; nobody goes on without what one of them asks for;
    the smaller cap, the larger team, and the consent words of each hold.
    """
    return reduce(_with, (one for one in begun if one != runs_by), runs_by)


def differs(one: Programme, runs_by: Programme) -> tuple[str, ...]:
    """In what a version is other than the one that a session goes by, each as a key."""
    return tuple(key for key, told in _TOLD.items() if told(one) != told(runs_by))


_TOLD: Mapping[str, Callable[[Programme], object]] = {
    "limits": lambda one: one.plan.plan.limits if one.plan else (),
    "checks": lambda one: one.plan.plan.rules if one.plan else (),
    "consent": lambda one: one.consent,
    "never_without": lambda one: set(one.never_without),
    "doses_by": lambda one: set(one.doses_by),
    "staff": lambda one: one.staff_minimum,
    "people": lambda one: (one.least, one.cap),
    "phases": lambda one: (one.phases, one.session_minutes),
    "leaving": lambda one: one.leaving,
    "rules": lambda one: one.rules,
}
"""What of a programme a session goes by, and how it is compared."""


def _with(now: Programme, other: Programme) -> Programme:
    roles = dict.fromkeys([*now.staff_minimum, *other.staff_minimum])
    caps = [cap for cap in (now.cap, other.cap) if cap is not None]
    never = {*now.never_without, *other.never_without}
    consents = [now.consent, *([other.consent] if other.consent not in now.consent else [])]
    return msgspec.structs.replace(
        now,
        cap=min(caps, default=None),
        staff_minimum={role: max(now.staff_minimum.get(role, 0), other.staff_minimum.get(role, 0)) for role in roles},
        never_without=tuple(one for one in Never if one in never),
        consent="\n\n".join(text for text in consents if text),
        plan=_plans(now.plan, other.plan),
    )


def _plans(now: SignedPlan | None, other: SignedPlan | None) -> SignedPlan | None:
    if now is None or other is None:
        return now
    theirs = {limit.measure: limit for limit in _signed(other)}
    ours = {limit.measure: limit for limit in now.plan.limits}
    limits = [_nearer(ours.get(one), theirs.get(one), now.signer) for one in Measure if one in {*ours, *theirs}]
    return msgspec.structs.replace(now, plan=msgspec.structs.replace(now.plan, limits=tuple(limits)))


def _signed(signed: SignedPlan) -> Sequence[Limit]:
    """The limits of a plan, each with who answers for it."""
    return [msgspec.structs.replace(one, owner=one.owner or signed.signer) for one in signed.plan.limits]


def _nearer(ours: Limit | None, theirs: Limit | None, signer: str) -> Limit:
    """The nearer of each end; ours where they leave nothing between them."""
    if ours is None or theirs is None:
        one = ours or theirs
        assert one is not None  # one of the two has a limit for it
        return one
    ends = {name: _of(pick, getattr(ours, name), getattr(theirs, name)) for name, pick in _PICKS.items()}
    if ends == {name: getattr(ours, name) for name in _PICKS}:
        return ours
    if ends["low"] is not None and ends["high"] is not None and ends["low"] >= ends["high"]:
        return ours
    owners = dict.fromkeys([ours.owner or signer, theirs.owner])
    reasons = dict.fromkeys(text for text in (ours.reason, theirs.reason) if text)
    return msgspec.structs.replace(ours, **ends, owner=", ".join(owners), reason=" ".join(reasons))


_PICKS: Mapping[str, Callable[[list[Decimal]], Decimal]] = {
    "low": max,
    "high": min,
    "rise_percent": min,
    "fall_percent": min,
    "rise_by": min,
    "fall_by": min,
}
"""Which of two is the nearer end."""


def _of(pick: Callable[[list[Decimal]], Decimal], one: Decimal | None, other: Decimal | None) -> Decimal | None:
    there = [end for end in (one, other) if end is not None]
    return pick(there) if there else None
