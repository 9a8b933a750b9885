"""Programmes, plans and roles refuse what cannot be run by."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from facilitator_app.faults import Refusal
from facilitator_app.record.limits import PersonLimitSet
from facilitator_app.record.programme import Limit, Phase, Plan, Programme, Rule, When, check_plan
from facilitator_app.record.roles import JUDGEMENTS, Act, Role, whose_word, word_counts
from facilitator_app.record.vitals import Measure
from tests.told import PROGRAMME

SPO2 = (Measure.SPO2,)
ASKS = (Rule(measures=SPO2, when=When.BEFORE_DOSE),)
ARRIVAL = Phase(key="arrival", name="Arrival")


def programme(**changes: object) -> Programme:
    fields = {name: getattr(PROGRAMME, name) for name in PROGRAMME.__struct_fields__}
    return Programme(**(fields | changes))


def plan(**changes: Any) -> Plan:
    return Plan(**{"name": "Thursday", "source": "Ours.", "rules": ()} | changes)


def limit(**changes: Any) -> Limit:
    fields: dict[str, Any] = {"measure": Measure.SPO2, "low": Decimal(93)}
    return Limit(**(fields | changes))


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (lambda: Phase(key="peak", name="Peak", minutes=0), "programme.phase_length"),
        (lambda: Rule(measures=(), when=When.BEFORE_DOSE), "programme.rule_without_measure"),
        (lambda: Rule(measures=SPO2, when=When.AFTER_DOSE), "programme.rule_without_interval"),
        (lambda: Rule(measures=SPO2, when=When.AFTER_DOSE, every_minutes=0), "programme.rule_without_interval"),
        (
            lambda: Rule(measures=SPO2, when=When.AFTER_DOSE, every_minutes=5, from_minutes=9, until_minutes=9),
            "programme.rule_ends_before_it_begins",
        ),
        (
            lambda: Rule(measures=SPO2, when=When.AFTER_DOSE, every_minutes=5, from_minutes=-1),
            "programme.minutes_below_zero",
        ),
        (
            lambda: Rule(measures=SPO2, when=When.AFTER_DOSE, every_minutes=5, window_minutes=-1),
            "programme.minutes_below_zero",
        ),
        (lambda: plan(repeat_minutes=0), "programme.plan_number"),
        (lambda: plan(deferrals_most=21), "programme.plan_number"),
        (lambda: plan(deferral_gap_minutes=481), "programme.plan_number"),
        (lambda: plan(minutes_each=Decimal("0.5")), "programme.plan_number"),
        (lambda: plan(limits=(limit(), limit(low=Decimal(90)))), "limit.twice"),
        (lambda: limit(low=None), "limit.without_bound"),
        (lambda: limit(low=Decimal(39)), "limit.beyond_range"),
        (lambda: limit(low=Decimal("NaN")), "limit.beyond_range"),
        (lambda: limit(high=Decimal(101)), "limit.beyond_range"),
        (lambda: limit(low=Decimal(95), high=Decimal(95)), "limit.low_not_below_high"),
        (lambda: limit(rise_percent=Decimal(0)), "limit.distance"),
        (lambda: limit(fall_percent=Decimal(201)), "limit.distance"),
        (lambda: limit(rise_by=Decimal(61)), "limit.distance"),
        (lambda: limit(fall_by=Decimal(-1)), "limit.distance"),
        (lambda: PersonLimitSet(limit=limit(owner="", reason="Known.")), "entry.empty"),
        (lambda: PersonLimitSet(limit=limit(owner="Ines Okafor", reason=" ")), "entry.empty"),
        (lambda: programme(phases=()), "programme.no_phases"),
        (lambda: programme(phases=(ARRIVAL, ARRIVAL)), "programme.phase_twice"),
        (lambda: programme(cap=9), "programme.cap"),
        (lambda: programme(integration_gap_hours=-1), "programme.gap"),
        (lambda: programme().phase("sleep"), "programme.unknown_phase"),
    ],
)
def test_what_cannot_be_run_by_is_refused(make: Callable[[], object], key: str) -> None:
    with pytest.raises(Refusal) as refused:
        make()
    assert refused.value.key == key


def test_a_programme_can_be_run_once_its_plan_is_signed() -> None:
    assert not programme(cap=8, integration_gap_hours=None).is_usable
    assert programme().phase("medicine").name == "Medicine"


@pytest.mark.parametrize("act", Act)
def test_every_act_has_somebody_whose_word_counts(act: Act) -> None:
    roles = whose_word(act)
    assert roles
    assert all(word_counts([role], act) for role in roles)
    assert not any(word_counts([role], act) for role in Role if role not in roles)
    assert not word_counts([], act)


def test_facts_and_doses_can_be_written_by_anyone_and_the_rest_is_gated() -> None:
    assert set(Act) - JUDGEMENTS == {Act.FACT, Act.DOSE, Act.ORDER}
    assert whose_word(Act.CLEARANCE) == (Role.MEDICAL_PROVIDER,)
    assert Role.FACILITATOR not in whose_word(Act.SIGN_PLAN)


def test_what_a_plan_learned_to_say_later_is_left_out_of_its_bytes_until_it_says_it() -> None:
    rule = Rule(measures=SPO2, when=When.BEFORE_DOSE)
    first = msgspec.json.encode(plan(limits=(limit(),)))
    for later in (b"repeat_minutes", b"scores", b"version", b"fall_percent", b"owner"):
        assert later not in first
    assert b'"high":null' in first
    assert b'"anew":false' in msgspec.json.encode(msgspec.structs.replace(rule, anew=False))
    assert msgspec.json.decode(first, type=Plan) == plan(limits=(limit(),))


@pytest.mark.parametrize(
    ("told", "field", "key"),
    [
        ({"every_minutes": 15, "until_minutes": 10}, "until_minutes", "programme.rule_never_due"),
        ({"every_minutes": 1441}, "every_minutes", "programme.rule_minutes"),
        ({"every_minutes": 5, "until_minutes": 1441}, "until_minutes", "programme.rule_minutes"),
        ({"every_minutes": 5, "window_minutes": 999_999}, "window_minutes", "programme.rule_minutes"),
        ({"every_minutes": 5, "window_minutes": 6}, "window_minutes", "programme.rule_window"),
        ({"every_minutes": 40, "until_minutes": 40}, "", ""),
        ({"every_minutes": 5, "from_minutes": 20, "until_minutes": 30, "window_minutes": 5}, "", ""),
        ({"when": When.BEFORE_LEAVING, "window_minutes": 9}, "", ""),
    ],
)
def test_a_line_that_is_never_due_or_never_overdue_is_not_signed(told: dict[str, Any], field: str, key: str) -> None:
    rule = Rule(**{"measures": (Measure.SPO2,), "when": When.AFTER_DOSE} | told)
    assert refused(lambda: check_plan(plan(rules=(rule,)))) == (key, field)


@pytest.mark.parametrize(
    ("measure", "told", "field"),
    [
        (Measure.HEART_RATE, {"low": Decimal(20)}, "low"),
        (Measure.SPO2, {"high": Decimal(100)}, "high"),
        (Measure.SYSTOLIC, {"fall_percent": Decimal(150)}, "fall_percent"),
        (Measure.SYSTOLIC, {"low": Decimal(41), "high": Decimal(299), "fall_percent": Decimal(99)}, ""),
    ],
)
def test_a_limit_that_no_value_can_pass_is_not_signed(measure: Measure, told: dict[str, Any], field: str) -> None:
    found = Limit(measure=measure, reason="ours", **told)
    assert refused(lambda: check_plan(plan(rules=ASKS, limits=(found,)))) == (
        ("limit.never_passed", field) if field else ("", "")
    )


def test_a_plan_that_asks_for_nothing_and_a_limit_without_a_reason_are_not_signed() -> None:
    assert refused(lambda: check_plan(plan(rules=()))) == ("plan_draft.no_rules", "rules")
    assert refused(lambda: check_plan(plan(rules=ASKS, limits=(limit(reason="  "),)))) == (
        "limit.without_reason",
        "reason",
    )


def refused(act: Callable[[], object]) -> tuple[str, str]:
    """The key and the field; nothing when nobody minds."""
    try:
        act()
    except Refusal as refusal:
        return refusal.key, refusal.field
    return "", ""
