"""A programme: the template a session is run by.  Plan and limits are a clinic's own and carry who signed them.  Pure."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record.roles import Role
from facilitator_app.record.vitals import Measure


class Phase(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the session.  ``minutes`` is its planned length, or None where the clinic has not set one."""

    key: str
    name: str
    minutes: int | None = None

    def __post_init__(self) -> None:
        """Refuse a length that is not above zero."""
        if self.minutes is not None and self.minutes <= 0:
            raise Refusal("programme.phase_length", field="minutes", name=self.name)


class When(StrEnum):
    """What a rule of the monitoring plan counts from."""

    BEFORE_DOSE = "before_dose"
    AFTER_DOSE = "after_dose"
    BEFORE_LEAVING = "before_leaving"


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a monitoring plan: ``measures`` are due once (before the dose, before leaving) or, after the person's
    own latest dose, every ``every_minutes`` from ``from_minutes`` until ``until_minutes`` (None: until the way out).
    ``window_minutes`` is how much later than due still counts as in time."""

    measures: tuple[Measure, ...]
    when: When
    every_minutes: int | None = None
    from_minutes: int = 0
    until_minutes: int | None = None
    window_minutes: int = 2

    def __post_init__(self) -> None:
        """Refuse a rule that can never be due, or that is due all the time."""
        if not self.measures:
            raise Refusal("programme.rule_without_measure", field="measures")
        if self.when is When.AFTER_DOSE and (self.every_minutes is None or self.every_minutes <= 0):
            raise Refusal("programme.rule_without_interval", field="every_minutes")
        if self.until_minutes is not None and self.until_minutes <= self.from_minutes:
            raise Refusal("programme.rule_ends_before_it_begins", field="until_minutes")


class Limit(msgspec.Struct, frozen=True, kw_only=True):
    """A clinic's own limit for one measure: absolute (``low``, ``high``) or as a rise in percent over the person's own
    baseline.  It marks the tile; it is a reminder, not an alarm and not a judgement."""

    measure: Measure
    low: Decimal | None = None
    high: Decimal | None = None
    rise_percent: Decimal | None = None
    reason: str = ""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A monitoring plan with its limits and where they come from.  ``invented`` marks a demonstration's plan."""

    name: str
    source: str
    rules: tuple[Rule, ...]
    limits: tuple[Limit, ...] = ()
    invented: bool = False


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


class Programme(msgspec.Struct, frozen=True, kw_only=True):
    """A template of sessions.  Every None is left open by its source and named in ``unset``; nothing is invented."""

    key: str
    version: int
    name: str
    about: str
    source: str
    phases: tuple[Phase, ...]
    words: tuple[Word, ...]
    cap: int | None = None
    least: int = 1
    sessions: int | None = None
    open_ended: bool = False
    session_minutes: int | None = None
    staff_minimum: dict[Role, int] = {}
    integration_gap_hours: int | None = None
    integration_kind: str = ""
    unset: tuple[str, ...] = ()
    plan: SignedPlan | None = None

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
    def is_usable(self) -> bool:
        """A programme may be run once a named prescriber or provider has signed its plan and limits."""
        return self.plan is not None
