"""A programme: the template a session is run by.  Plan and limits are a clinic's own and carry who signed them.  Pure."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record.leaving import LeavingList
from facilitator_app.record.roles import Role
from facilitator_app.record.scores import Scale
from facilitator_app.record.vitals import RANGES, Measure

T = TypeVar("T")


def always(value: T) -> T:
    """A default that is written down all the same: so the bytes of what a plan could say at first stay as they were.

    What came later has a plain default and is left out of the bytes while it has it.
    """
    made: T = msgspec.field(default_factory=lambda: value)
    return made


class Phase(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the session.  ``minutes`` is its planned length, or None where the clinic has not set one."""

    key: str
    name: str
    minutes: int | None = None

    def __post_init__(self) -> None:
        """Refuse a length that is not above zero."""
        if self.minutes is not None and self.minutes <= 0:
            raise Refusal("programme.phase_length", field="minutes", name=self.name, minutes=self.minutes)


class When(StrEnum):
    """What a rule of the monitoring plan counts from."""

    BEFORE_DOSE = "before_dose"
    AFTER_DOSE = "after_dose"
    BEFORE_LEAVING = "before_leaving"


class Why(StrEnum):
    """Why a check is open: a rule of the plan asks for it, or a value beyond a limit does."""

    BEFORE_DOSE = "before_dose"
    AFTER_DOSE = "after_dose"
    BEFORE_LEAVING = "before_leaving"
    REPEAT = "repeat"


ORDINARY = (Why.BEFORE_DOSE, Why.AFTER_DOSE)
"""What anybody of the team may put off; the others the provider alone."""


class Rule(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of a monitoring plan: ``measures`` are due once (before the dose, before leaving) or, after the person's
    own dose, every ``every_minutes`` from ``from_minutes`` until ``until_minutes`` (None: until the way out).
    ``window_minutes`` is how much later than due still counts as in time.  A rule that begins ``anew`` counts from the
    latest own dose, one that does not from the first."""

    measures: tuple[Measure, ...]
    when: When
    every_minutes: int | None = always(None)
    from_minutes: int = always(0)
    until_minutes: int | None = always(None)
    window_minutes: int = always(2)
    anew: bool = True

    def __post_init__(self) -> None:
        """Refuse a rule that asks for nothing, or that is due all the time.  What else is a slip ``check_rule`` refuses."""
        if not self.measures:
            raise Refusal("programme.rule_without_measure", field="measures")
        if self.when is When.AFTER_DOSE and (self.every_minutes is None or self.every_minutes <= 0):
            raise Refusal("programme.rule_without_interval", field="every_minutes")
        if self.from_minutes < 0:
            raise Refusal("programme.minutes_below_zero", field="from_minutes")
        if self.window_minutes < 0:
            raise Refusal("programme.minutes_below_zero", field="window_minutes")
        if self.until_minutes is not None and self.until_minutes <= self.from_minutes:
            raise Refusal("programme.rule_ends_before_it_begins", field="until_minutes")


MOST_PERCENT = 200
"""A limit further than this from one's own baseline is a slip of the finger."""


class Limit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A limit for one measure: absolute (``low``, ``high``), or against the person's own baseline, in percent or in the
    measure's own unit (``rise_by``, ``fall_by``).  It marks the tile; it is a reminder, not an alarm and not a judgement.
    ``owner`` answers for it (empty: who signed the plan it stands in)."""

    measure: Measure
    low: Decimal | None = always(None)
    high: Decimal | None = always(None)
    rise_percent: Decimal | None = always(None)
    reason: str = always("")
    fall_percent: Decimal | None = None
    rise_by: Decimal | None = None
    fall_by: Decimal | None = None
    owner: str = ""

    def __post_init__(self) -> None:
        """Refuse a limit that limits nothing, lies beyond what can be written down, or whose ends are the wrong way round."""
        hard = RANGES[self.measure]
        if all(getattr(self, name) is None for name in _BOUNDS):
            raise Refusal("limit.without_bound", field="high")
        for name in ("low", "high"):
            value = getattr(self, name)
            if value is not None and not (value.is_finite() and hard.low <= value <= hard.high):
                raise Refusal("limit.beyond_range", field=name, low=hard.low, high=hard.high, unit=hard.unit)
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise Refusal("limit.low_not_below_high", field="low")
        for name in ("rise_percent", "fall_percent"):
            _within(getattr(self, name), Decimal(MOST_PERCENT), name, "%")
        for name in ("rise_by", "fall_by"):
            _within(getattr(self, name), hard.high - hard.low, name, hard.unit)


_BOUNDS = ("low", "high", "rise_percent", "fall_percent", "rise_by", "fall_by")


def _within(value: Decimal | None, most: Decimal, field: str, unit: str) -> None:
    if value is not None and not (value.is_finite() and 0 < value <= most):
        raise Refusal("limit.distance", field=field, most=most, unit=unit)


class Plan(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A monitoring plan with its limits and where they come from.  ``invented`` marks a demonstration's plan.

    What is None the clinic has not set.  ``repeat_minutes`` after a value beyond a limit the measure is asked for again.
    A check is put off at most ``deferrals_most`` times in a row, and never so that more than ``deferral_gap_minutes`` lie
    between two readings.  ``minutes_each`` is what the team needs for one person's check.  ``scores`` are on show.
    Where a second person ``second_confirms`` a dose, it has one or says why not.  A lozenge is kept in the mouth for
    ``swish_minutes``.
    ``version`` counts the plans signed for a programme.
    """

    name: str
    source: str
    rules: tuple[Rule, ...]
    limits: tuple[Limit, ...] = always(())
    invented: bool = always(False)
    repeat_minutes: int | None = None
    deferrals_most: int | None = None
    deferral_gap_minutes: int | None = None
    minutes_each: Decimal | None = None
    scores: tuple[Scale, ...] = (Scale.RASS,)
    second_confirms: bool = False
    swish_minutes: int | None = None
    version: int = 1

    def __post_init__(self) -> None:
        """Refuse numbers that cannot be meant, and two limits for one measure."""
        for name, least, most in _PLAN_MINUTES:
            value = getattr(self, name)
            if value is not None and not (Decimal(value).is_finite() and least <= value <= most):
                raise Refusal("programme.plan_number", field=name, least=least, most=most)
        measures = [limit.measure for limit in self.limits]
        if twice := [measure for measure in Measure if measures.count(measure) > 1]:
            raise Refusal("limit.twice", field="limits", measure=twice[0])


_PLAN_MINUTES = (
    ("repeat_minutes", 1, 120),
    ("deferrals_most", 0, 20),
    ("deferral_gap_minutes", 1, 480),
    ("minutes_each", 1, 60),
    ("swish_minutes", 1, 60),
)


MOST_MINUTES = 24 * 60
"""A time from the dose, or between two checks, beyond a day is a slip of the finger."""


def check_rule(rule: Rule) -> None:
    """Refuse a line that is never due, or never overdue.  Asked as a plan is signed: what was signed before stays readable.

    Raises Refusal programme.rule_minutes, .rule_never_due and .rule_window.
    """
    for name in ("every_minutes", "from_minutes", "until_minutes", "window_minutes"):
        if (getattr(rule, name) or 0) > MOST_MINUTES:
            raise Refusal("programme.rule_minutes", field=name, most=MOST_MINUTES)
    if rule.when is not When.AFTER_DOSE or rule.every_minutes is None:
        return
    first = rule.from_minutes or rule.every_minutes
    if rule.until_minutes is not None and first > rule.until_minutes:
        raise Refusal("programme.rule_never_due", field="until_minutes", first=first)
    if rule.window_minutes > rule.every_minutes:
        raise Refusal("programme.rule_window", field="window_minutes", most=rule.every_minutes)


def check_limit(limit: Limit) -> None:
    """Refuse a limit that no value can pass.  Asked as it is set or signed: what was set before stays readable.

    Raises Refusal limit.never_passed.
    """
    hard = RANGES[limit.measure]
    never = {
        "low": limit.low is not None and limit.low <= hard.low,
        "high": limit.high is not None and limit.high >= hard.high,
        "fall_percent": limit.fall_percent is not None and limit.fall_percent >= 100,
    }
    for name, is_so in never.items():
        if is_so:
            raise Refusal("limit.never_passed", field=name, low=hard.low, high=hard.high, unit=hard.unit)


def check_plan(plan: Plan) -> None:
    """Refuse a plan that asks for nothing, with a line that is never due, or a limit without a reason or that no value can
    pass.  Asked as it is signed: what was signed before stays readable.

    Raises Refusal plan_draft.no_rules, limit.without_reason, and those of ``check_rule`` and ``check_limit``.
    """
    if not plan.rules:
        raise Refusal("plan_draft.no_rules", field="rules")
    for rule in plan.rules:
        check_rule(rule)
    for limit in plan.limits:
        check_limit(limit)
        if not limit.reason.strip():
            raise Refusal("limit.without_reason", field="reason", measure=limit.measure)


class SignedPlan(msgspec.Struct, frozen=True, kw_only=True):
    """A plan that a named prescriber or provider has chosen and signed for a programme."""

    plan: Plan
    signed_by: UUID
    signer: str
    role: Role
    signed_at: datetime


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """An observation that is one touch away: describes, never judges."""

    key: str
    label: str
    group: str
    icon: str


BETWEEN: dict[str, tuple[int, int]] = {
    "cap": (1, 8),
    "least": (1, 8),
    "sessions": (1, 1000),
    "session_minutes": (1, 24 * 60),
    "integration_gap_hours": (0, 365 * 24),
}
"""A programme's own numbers, and beyond what each is a slip: people, people, sessions, minutes, hours."""
MOST_STAFF = 20
"""Of one role in the room."""


class Never(StrEnum):
    """What a programme can let nobody go on without, whatever the reason."""

    CLEARED = "cleared"
    ORDER = "order"
    CONSENT = "consent"
    PROVIDER = "provider"


class Giver(StrEnum):
    """Whom a programme can name for doses and medicines besides the medical provider: a role of the team, or the person
    who takes it, under order and seen by one of the team."""

    FACILITATOR = "facilitator"
    PRESCRIBER = "prescriber"
    ONESELF = "oneself"


class Programme(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A template of sessions.  Every None is left open by its source and named in ``unset``; nothing is invented.

    ``never_without``: what no session of it goes on without; see ``record.never``.  ``playlist``: what its sessions begin
    to play, by the name it has among the playlists that are kept.  ``confidentiality`` and ``rules``: what its groups
    begin to agree from; ``consent``: what is agreed to for each session, in writing (empty: it is
    enough to say so).  Rules and leaving list, like the plan, are kept by lines of their own (None: what ships).
    ``doses_by``: whose word counts for a dose besides the provider's, and whether it may be taken by oneself.
    """

    key: str
    version: int
    name: str
    about: str
    source: str
    phases: tuple[Phase, ...]
    words: tuple[Word, ...]
    cap: int | None = always(None)
    least: int = always(1)
    sessions: int | None = always(None)
    open_ended: bool = always(False)
    session_minutes: int | None = always(None)
    staff_minimum: dict[Role, int] = always({})
    integration_gap_hours: int | None = always(None)
    integration_kind: str = always("")
    unset: tuple[str, ...] = always(())
    plan: SignedPlan | None = always(None)
    never_without: tuple[Never, ...] = ()
    integration_where: str = ""
    playlist: str = ""
    confidentiality: str = ""
    rules: str = ""
    leaving: LeavingList | None = None
    doses_by: tuple[Giver, ...] = ()
    consent: str = ""

    def __post_init__(self) -> None:
        """Refuse a programme without phases, with two phases of one key, or with numbers below what can be."""
        if not self.phases:
            raise Refusal("programme.no_phases", field="phases")
        keys = [phase.key for phase in self.phases]
        if len(set(keys)) != len(keys):
            raise Refusal("programme.phase_twice", field="phases")
        if self.cap is not None and not 1 <= self.cap <= 8:
            raise Refusal("programme.cap", field="cap")
        if self.integration_gap_hours is not None and self.integration_gap_hours < 0:
            raise Refusal("programme.gap", field="integration_gap_hours")

    def phase(self, key: str) -> Phase:
        """The phase of that key; refuses an unknown one."""
        for phase in self.phases:
            if phase.key == key:
                return phase
        raise Refusal("programme.unknown_phase", field="phase", phase=key)

    @property
    def roles_for_doses(self) -> frozenset[Role]:
        """The roles of the team it names for doses besides the medical provider."""
        return frozenset(Role(one.value) for one in self.doses_by if one is not Giver.ONESELF)

    def is_for_more_than(self, people: int) -> bool:
        """Whether so many are fewer than it is for at the least."""
        return people < self.least > 1

    @property
    def is_usable(self) -> bool:
        """A programme may be run once a named prescriber or provider has signed its plan and limits."""
        return self.plan is not None
