"""A monitoring plan while it is being written: what was typed, field by field, and the plan that it comes to.  Pure.

A field is named by its path: ``name``, ``repeat_minutes``, ``rule.2.every_minutes``, ``limit.systolic.high``.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from facilitator_app.faults import SPOILT, Refusal
from facilitator_app.record.entry import number, text_within, whole_number
from facilitator_app.record.programme import Limit, Plan, Rule, When, check_limit, check_rule
from facilitator_app.record.scores import Scale
from facilitator_app.record.vitals import Measure

BOUNDS = ("low", "high", "rise_percent", "rise_by", "fall_percent", "fall_by")
"""What a limit can be set by."""
MINUTES = ("every_minutes", "from_minutes", "until_minutes", "window_minutes")
"""The fields of a rule that are minutes."""
NUMBERS = ("repeat_minutes", "deferrals_most", "deferral_gap_minutes", "minutes_each", "swish_minutes")
"""The plan's own numbers; each may be left open."""
SECOND = "second_confirms"
"""Among what was typed: "yes" where a second person confirms a dose."""


class RuleDraft(msgspec.Struct):
    """A line of the plan as typed.  ``minutes`` by the names of ``MINUTES``."""

    id: int
    measures: list[Measure]
    when: When
    minutes: dict[str, str]
    anew: bool = True


class LimitDraft(msgspec.Struct):
    """A limit as typed: its bounds, ``reason`` and ``owner`` by their names."""

    measure: Measure
    typed: dict[str, str]


class PlanDraft(msgspec.Struct):
    """All that was typed.  ``begun_from`` is the name of the plan it began from."""

    name: str
    source: str
    begun_from: str
    rules: list[RuleDraft]
    limits: list[LimitDraft]
    numbers: dict[str, str]
    scores: list[Scale]

    def rule(self, key: str) -> RuleDraft:
        """The line of that number."""
        return next(rule for rule in self.rules if str(rule.id) == key)

    def limit(self, measure: str) -> LimitDraft:
        """The limit for that measure."""
        return next(limit for limit in self.limits if limit.measure == measure)


def draft_of(plan: Plan, name: str, source: str) -> PlanDraft:
    """A plan as the beginning of another."""
    return PlanDraft(
        name=name,
        source=source,
        begun_from=plan.name,
        rules=[_rule_draft(place, rule) for place, rule in enumerate(plan.rules)],
        limits=[_limit_draft(limit) for limit in plan.limits],
        numbers={name: _said(getattr(plan, name)) for name in NUMBERS}
        | {SECOND: "yes" if plan.second_confirms else ""},
        scores=list(plan.scores),
    )


def new_rule(draft: PlanDraft) -> RuleDraft:
    """One more line, still to be filled in."""
    rule = RuleDraft(
        id=max((rule.id for rule in draft.rules), default=-1) + 1, measures=[], when=When.AFTER_DOSE, minutes={}
    )
    draft.rules.append(rule)
    return rule


def to_text(draft: PlanDraft) -> str:
    """The draft as it is kept."""
    return msgspec.json.encode(draft).decode()


def from_text(text: str) -> PlanDraft | None:
    """The draft that was kept; None when there is none, or one of another version."""
    try:
        return msgspec.json.decode(text, type=PlanDraft) if text else None
    except SPOILT:
        return None


def plan_of(draft: PlanDraft, signer: str) -> Plan:
    """The plan that was typed.  Raises the first of ``refusals``."""
    for _, refusal in refusals(draft):
        raise refusal
    return Plan(
        name=draft.name.strip(),
        source=draft.source,
        rules=tuple(_rule(rule) for rule in draft.rules),
        limits=tuple(limit_of(limit, signer) for limit in draft.limits),
        repeat_minutes=_whole(draft.numbers, "repeat_minutes"),
        deferrals_most=_whole(draft.numbers, "deferrals_most"),
        deferral_gap_minutes=_whole(draft.numbers, "deferral_gap_minutes"),
        minutes_each=_decimal(draft.numbers, "minutes_each"),
        swish_minutes=_whole(draft.numbers, "swish_minutes"),
        second_confirms=draft.numbers.get(SECOND) == "yes",
        scores=tuple(draft.scores),
    )


def refusals(draft: PlanDraft) -> Iterator[tuple[str, Refusal]]:
    """Everything that keeps the draft from being a plan, each with the path of its field."""
    try:
        text_within(draft.name, 200, "name")
    except Refusal as refusal:
        yield "name", refusal
    if not draft.rules:
        yield "rules", Refusal("plan_draft.no_rules", field="rules")
    for rule in draft.rules:
        try:
            check_rule(_rule(rule))
        except Refusal as refusal:
            yield f"rule.{rule.id}.{refusal.field}", refusal
    for limit in draft.limits:
        try:
            check_limit(limit_of(limit, "-"))
        except Refusal as refusal:
            yield f"limit.{limit.measure.value}.{refusal.field}", refusal
    yield from _number_refusals(draft)


def _number_refusals(draft: PlanDraft) -> Iterator[tuple[str, Refusal]]:
    for name in NUMBERS:
        read = _decimal if name == "minutes_each" else _whole
        try:
            Plan(name="", source="", rules=(), **{name: read(draft.numbers, name)})  # type: ignore[arg-type]  # one of NUMBERS
        except Refusal as refusal:
            yield name, refusal


class TooMuch(msgspec.Struct, frozen=True, kw_only=True):
    """A plan that cannot be kept: so many people, so many minutes each, and only ``every`` minutes to do it in."""

    people: int
    each: Decimal
    every: int


def too_much(draft: PlanDraft, people: int) -> TooMuch | None:
    """Whether a round of ``people`` takes longer than the shortest interval; None also while either is not typed."""
    each = number(draft.numbers.get("minutes_each", "").strip())
    after = (rule for rule in draft.rules if rule.when is When.AFTER_DOSE)
    intervals = [every for rule in after if (every := whole_number(rule.minutes.get("every_minutes", "")))]
    if each is None or not intervals or people * each <= min(intervals):
        return None
    return TooMuch(people=people, each=each, every=min(intervals))


def _rule_draft(place: int, rule: Rule) -> RuleDraft:
    minutes = {name: _said(getattr(rule, name)) for name in MINUTES}
    if not rule.from_minutes:
        minutes["from_minutes"] = ""
    halves = {Measure.SYSTOLIC, Measure.DIASTOLIC}
    measures = {*rule.measures, *(halves if halves & set(rule.measures) else ())}  # they are taken together
    return RuleDraft(id=place, measures=sorted(measures), when=rule.when, minutes=minutes, anew=rule.anew)


def _limit_draft(limit: Limit) -> LimitDraft:
    typed = {name: _said(getattr(limit, name)) for name in BOUNDS}
    return LimitDraft(measure=limit.measure, typed={**typed, "reason": limit.reason, "owner": limit.owner})


def _rule(draft: RuleDraft) -> Rule:
    measures = tuple(measure for measure in Measure if measure in draft.measures)
    if draft.when is not When.AFTER_DOSE:
        return Rule(measures=measures, when=draft.when)
    return Rule(
        measures=measures,
        when=draft.when,
        every_minutes=_whole(draft.minutes, "every_minutes"),
        from_minutes=_whole(draft.minutes, "from_minutes") or 0,
        until_minutes=_whole(draft.minutes, "until_minutes"),
        window_minutes=_whole(draft.minutes, "window_minutes") or 0,
        anew=draft.anew,
    )


def limit_of(draft: LimitDraft, signer: str) -> Limit:
    """The limit that was typed; ``signer`` answers for it where nobody else is named.  Refuses it by the name of a field."""
    bounds = {name: _decimal(draft.typed, name) for name in BOUNDS}
    reason = text_within(draft.typed.get("reason", ""), 2000, "reason")
    owner = draft.typed.get("owner", "").strip() or signer
    return Limit(measure=draft.measure, reason=reason, owner=owner, **bounds)


def _whole(typed: dict[str, str], name: str) -> int | None:
    text = typed.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise Refusal("plan_draft.not_whole", field=name)
    return int(text)


def _decimal(typed: dict[str, str], name: str) -> Decimal | None:
    text = typed.get(name, "").strip().replace(",", ".")
    if not text:
        return None
    value = number(text)
    if value is None or len(text) > 9:
        raise Refusal("plan_draft.not_a_number", field=name)
    return value


def _said(value: int | Decimal | None) -> str:
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)
