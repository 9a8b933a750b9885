"""What a check refuses, what it asks once, and what it keeps."""

from __future__ import annotations

from decimal import Decimal

import pytest

from facilitator_app import text
from facilitator_app.faults import Question, Refusal
from facilitator_app.record import vitals
from facilitator_app.record.vitals import (
    RANGES,
    Measure,
    Unavailable,
    VitalsTaken,
    examine,
    is_full,
    plain,
    read_measure,
)

HR, SYS, DIA, SPO2 = Measure.HEART_RATE, Measure.SYSTOLIC, Measure.DIASTOLIC, Measure.SPO2
BR, T = Measure.BREATHING, Measure.TEMPERATURE


def test_a_whole_check_is_kept_as_typed() -> None:
    taken = examine({HR: " 72 ", SYS: "128", DIA: "82", SPO2: "98", BR: "14", T: "36,7"})
    assert taken.values == {HR: 72, SYS: 128, DIA: 82, SPO2: 98, BR: 14, T: Decimal("36.7")}
    assert taken.confirmed == ()
    assert taken.as_typed == {}


def test_blank_is_not_zero_and_a_word_can_stand_for_a_number() -> None:
    taken = examine({HR: "", SYS: "  "}, {SPO2: Unavailable.UNRELIABLE_MOVING})
    assert taken.values == {}
    assert taken.words == {SPO2: Unavailable.UNRELIABLE_MOVING}


@pytest.mark.parametrize(
    ("measure", "typed", "key"),
    [
        (SYS, "700", "vitals.out_of_range"),
        (SPO2, "140", "vitals.out_of_range"),
        (HR, "0", "vitals.out_of_range"),
        (HR, "-72", "vitals.out_of_range"),
        (T, "111", "vitals.out_of_range"),
        (T, "89.9", "vitals.out_of_range"),
        (HR, "NaN", "vitals.not_a_number"),
        (HR, "Infinity", "vitals.not_a_number"),
        (T, "NaN", "vitals.not_a_number"),
        (HR, "1e2", "vitals.not_a_number"),
        (HR, "7_2", "vitals.not_a_number"),
        (HR, "about seventy", "vitals.not_a_number"),
        (HR, "72.5", "vitals.too_precise"),
        (T, "36.75", "vitals.too_precise"),
    ],
)
def test_the_impossible_is_refused_at_its_field_with_the_range_named(measure: Measure, typed: str, key: str) -> None:
    with pytest.raises(Refusal) as refused:
        examine({measure: typed})
    assert (refused.value.key, refused.value.field) == (key, measure.value)
    if key != "vitals.too_precise":
        assert f"{RANGES[measure].low} to {RANGES[measure].high}" in text.say(refused.value)


@pytest.mark.parametrize(
    ("typed", "asked", "key"),
    [
        ({SYS: "205", DIA: "120"}, SYS, "vitals.improbable"),
        ({HR: "38"}, HR, "vitals.improbable"),
        ({SPO2: "84"}, SPO2, "vitals.improbable"),
        ({T: "98"}, T, "vitals.fahrenheit"),
        ({SYS: "120", DIA: "110"}, DIA, "vitals.pulse_pressure"),
        ({SYS: "190", DIA: "60"}, DIA, "vitals.pulse_pressure"),
    ],
)
def test_the_improbable_is_asked_once_and_kept_when_confirmed(
    typed: dict[Measure, str], asked: Measure, key: str
) -> None:
    with pytest.raises(Question) as question:
        examine(typed)
    assert (question.value.key, question.value.confirm) == (key, asked.value)
    kept = examine(typed, confirmed=frozenset({asked}))
    assert asked in kept.confirmed
    assert set(kept.values) == set(typed)


def test_fahrenheit_in_the_celsius_field_is_converted_and_what_was_typed_stays() -> None:
    with pytest.raises(Question) as question:
        examine({T: "98"})
    assert text.say(question.value) == "98 °F = 36.7 °C?"
    kept = examine({T: "98"}, confirmed=frozenset({T}))
    assert kept.values == {T: Decimal("36.7")}
    assert kept.as_typed == {T: "98 °F"}
    assert kept.confirmed == (T,)


def test_a_crisis_can_always_be_written_down() -> None:
    crisis = {HR: "150", SYS: "220", DIA: "130", SPO2: "79"}
    assert examine(crisis, confirmed=frozenset(Measure)).confirmed == (HR, SYS, DIA, SPO2)


def test_what_cannot_be_a_check_is_refused() -> None:
    for typed, words, key in (
        ({}, None, "vitals.nothing_taken"),
        ({SYS: "80", DIA: "80"}, None, "vitals.diastolic_not_below"),
        ({HR: "72"}, {HR: Unavailable.DECLINED}, "vitals.number_and_word"),
    ):
        with pytest.raises(Refusal) as refused:
            examine(typed, words)
        assert refused.value.key == key
    with pytest.raises(Refusal) as refused:
        VitalsTaken(values={SPO2: Decimal(101)})
    assert refused.value.key == "vitals.out_of_range"


def test_half_a_blood_pressure_is_kept() -> None:
    assert examine({SYS: "120"}).values == {SYS: 120}
    assert read_measure(SYS, "") is None


@pytest.mark.parametrize(
    ("measure", "full", "open_"),
    [
        (HR, ("72", "100", "26", "72.5"), ("7", "12", "25", "", "no")),
        (SYS, ("128", "95"), ("12", "30")),
        (SPO2, ("98", "100"), ("10", "9")),
        (BR, ("14", "9"), ("8", "1")),
        (T, ("36.7", "98.6"), ("36", "36.", "98")),
    ],
)
def test_a_field_is_full_when_no_further_digit_could_be_meant(
    measure: Measure, full: tuple[str, ...], open_: tuple[str, ...]
) -> None:
    assert [typed for typed in full if not is_full(measure, typed)] == []
    assert [typed for typed in open_ if is_full(measure, typed)] == []


def test_a_field_takes_one_character_more_than_a_value_can_have() -> None:
    assert {measure.value: vitals.longest(measure) for measure in vitals.Measure} == {
        "heart_rate": 4, "systolic": 4, "diastolic": 4, "spo2": 4, "breathing": 3, "temperature": 5,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("７２", "72"),
        ("٧٢", "72"),
        ("۷۲", "72"),
        ("３６．７", "36.7"),
        ("٣٦٫٧", "36.7"),
        ("72 bpm", "72 bpm"),
        ("七十", "七十"),
    ],
)
def test_figures_of_another_script_are_the_same_figures_and_words_stay_words(typed: str, read: str) -> None:
    assert plain(typed) == read
    assert read_measure(T, plain("٣٦٫٧")) == Decimal("36.7")


def test_another_value_of_a_check_is_asked_about_as_it_is_when_it_is_typed_and_the_others_stay() -> None:
    taken = examine(
        {Measure.HEART_RATE: "240", Measure.SYSTOLIC: "120", Measure.TEMPERATURE: "98.6"},
        {Measure.DIASTOLIC: Unavailable.DECLINED},
        frozenset({Measure.HEART_RATE, Measure.TEMPERATURE}),
    )
    with pytest.raises(Question) as asked:
        vitals.amended(taken, Measure.SYSTOLIC, "250")
    assert asked.value.field == Measure.SYSTOLIC
    high = vitals.amended(taken, Measure.SYSTOLIC, "250", frozenset({Measure.SYSTOLIC}))
    assert high.confirmed == (Measure.HEART_RATE, Measure.SYSTOLIC, Measure.TEMPERATURE)
    assert (high.words, high.as_typed) == (taken.words, taken.as_typed)
    right = vitals.amended(high, Measure.HEART_RATE, "80")
    assert Measure.HEART_RATE not in right.confirmed
    with pytest.raises(Question) as near:
        vitals.amended(right, Measure.DIASTOLIC, "115")
    assert near.value.key == "vitals.pulse_pressure"
    whole = vitals.amended(taken, Measure.DIASTOLIC, "80")
    assert (whole.values[Measure.DIASTOLIC], whole.words) == (Decimal(80), {})
    cool = vitals.amended(taken, Measure.TEMPERATURE, "37")
    assert cool.as_typed == {}
