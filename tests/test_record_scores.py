"""Scores as they are published: the levels that can be said, and NEWS2 against known figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from facilitator_app.faults import Refusal
from facilitator_app.record.scores import INWARD, LEVELS, News2, OxygenSaid, Scale, Scored, news2, scored
from facilitator_app.record.vitals import Measure
from facilitator_app.text import english
from facilitator_app.wording import describe

HR, SYS, DIA, SPO2, BREATHING, T = Measure


def figure(told: str) -> News2:
    """NEWS2 of "breathing, SpO2, air or O2, systolic, pulse, ACVPU, temperature, scale of the saturation"."""
    br, spo2, air, systolic, pulse, awake, temperature, scale = told.split(",")
    values = {BREATHING: br, SPO2: spo2, SYS: systolic, HR: pulse, T: temperature}
    return news2({one: Decimal(value) for one, value in values.items()}, air == "O2", awake, scale=int(scale))


@pytest.mark.parametrize(
    ("told", "total", "single_three"),
    [
        ("18,95,air,120,80,A,36.8,1", 1, False),
        ("22,93,O2,98,112,A,38.4,1", 11, False),
        ("16,90,air,120,80,A,36.8,2", 0, False),
        ("16,90,O2,120,80,A,36.8,2", 2, False),
        ("16,93,O2,120,80,A,36.8,2", 3, False),
        ("14,98,air,205,105,A,36.9,1", 1, False),
        ("14,98,air,150,100,C,36.9,1", 4, True),
        ("8,83,O2,90,131,U,35.0,2", 20, True),
    ],
)
def test_news2_is_the_figure_that_is_known_for_a_set(told: str, total: int, single_three: bool) -> None:
    assert figure(told) == News2(total=total, single_three=single_three)


EDGES = {
    BREATHING: "8:3 9:1 11:1 12:0 20:0 21:2 24:2 25:3",
    SPO2: "91:3 92:2 93:2 94:1 95:1 96:0",
    SYS: "90:3 91:2 100:2 101:1 110:1 111:0 219:0 220:3",
    HR: "40:3 41:1 50:1 51:0 90:0 91:1 110:1 111:2 130:2 131:3",
    T: "35.0:3 35.1:1 36.0:1 36.1:0 38.0:0 38.1:1 39.0:1 39.1:2",
}
CALM = {BREATHING: Decimal(14), SPO2: Decimal(98), SYS: Decimal(120), HR: Decimal(70), T: Decimal("36.8")}


@pytest.mark.parametrize(("measure", "edge"), [(m, edge) for m, edges in EDGES.items() for edge in edges.split()])
def test_every_edge_of_every_band_has_its_points(measure: Measure, edge: str) -> None:
    value, points = edge.split(":")
    assert news2({**CALM, measure: Decimal(value)}, False, "A").total == int(points)


SECOND = "83:3 84:2 85:2 86:1 87:1 88:0 92:0 93:1 94:1 95:2 96:2 97:3"


@pytest.mark.parametrize("edge", SECOND.split(" "))
def test_the_second_scale_of_saturation_counts_too_much_oxygen_as_well(edge: str) -> None:
    value, points = edge.split(":")
    on_oxygen = news2({**CALM, SPO2: Decimal(value)}, True, "A", scale=2).total
    on_air = news2({**CALM, SPO2: Decimal(value)}, False, "A", scale=2).total
    assert on_oxygen == int(points) + 2
    assert on_air == (0 if int(value) >= 88 else int(points))


def test_a_temperature_is_rounded_to_a_tenth_before_it_is_looked_up() -> None:
    assert news2({**CALM, T: Decimal("38.04")}, False, "A").total == 0
    assert news2({**CALM, T: Decimal("38.05")}, False, "A").total == 1


def test_without_a_part_there_is_no_figure_and_the_part_is_named() -> None:
    assert news2({}, None, None).missing == (
        "breathing", "spo2", "systolic", "heart_rate", "temperature", "oxygen", "acvpu",
    )  # fmt: skip
    inward = news2(CALM, False, INWARD)
    assert (inward.total, inward.missing) == (None, ("acvpu",)), "who was not woken has no level"


@pytest.mark.parametrize("awake", ["C", "V", "P", "U"])
def test_everybody_who_is_not_alert_has_three_points_for_it(awake: str) -> None:
    assert news2(CALM, False, awake) == News2(total=3, single_three=True)


def test_a_level_is_one_of_its_scale_or_inward_and_carries_the_table_it_is_of() -> None:
    for scale, levels in LEVELS.items():
        for level in (*levels, INWARD):
            assert scored(scale, level) == Scored(scale=scale, level=level, table=scored(scale, INWARD).table)
        with pytest.raises(Refusal) as refused:
            scored(scale, "7")
        assert (refused.value.key, refused.value.field) == ("score.no_such_level", "level")
    with pytest.raises(Refusal):
        scored(Scale.NEWS2, "3")
    assert (len(LEVELS[Scale.RASS]), len(LEVELS[Scale.MOAA_S]), len(LEVELS[Scale.ACVPU])) == (10, 6, 5)


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        (scored(Scale.RASS, "-1"), "RASS −1 drowsy"),
        (scored(Scale.RASS, "0"), "RASS 0 alert and calm"),
        (scored(Scale.RASS, "2"), "RASS +2 agitated"),
        (scored(Scale.RASS, INWARD), "RASS inward, not stimulated"),
        (scored(Scale.MOAA_S, "5"), "MOAA/S 5 responds readily to the name"),
        (scored(Scale.ACVPU, "V"), "ACVPU V responds to voice"),
        (OxygenSaid(on_oxygen=True), "on oxygen"),
        (OxygenSaid(on_oxygen=False), "on room air"),
    ],
)
def test_a_score_reads_with_its_scale_its_sign_and_its_words(fact: Scored | OxygenSaid, told: str) -> None:
    assert describe(fact, english()) == told


def test_every_level_has_words() -> None:
    keys = english().keys
    assert [
        f"{s.value}.{level}" for s, levels in LEVELS.items() for level in levels if f"{s.value}.{level}" not in keys
    ] == []
