"""Vitals: the six measures, what is impossible, what is improbable, and how typed text becomes a value.  Pure.

Ranges are this product's own synthesis from published entry limits (OpenMRS form ranges, ICU plausibility limits of the
``ricu`` package): a hard limit blocks only the physically impossible, so that a real crisis can always be written down.
Fahrenheit typed as Celsius was the commonest vitals error in an emergency-department data set (PMC3881102).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

import msgspec

from facilitator_app.faults import Question, Refusal
from facilitator_app.record.entry import Fact, number

_POINTS = {0x066B: ".", 0xFF0C: ".", 0xFF0E: "."}
"""The decimal points of Arabic figures and of figures in full width."""


class Measure(StrEnum):
    """What can be measured at a check."""

    HEART_RATE = "heart_rate"
    SYSTOLIC = "systolic"
    DIASTOLIC = "diastolic"
    SPO2 = "spo2"
    BREATHING = "breathing"
    TEMPERATURE = "temperature"


class Range(NamedTuple):
    """Limits of entry for one measure: outside ``low..high`` refused, outside ``ask_low..ask_high`` asked once."""

    low: Decimal
    high: Decimal
    ask_low: Decimal
    ask_high: Decimal
    unit: str
    places: int


def _range(low: str, high: str, ask_low: str, ask_high: str, unit: str, places: int = 0) -> Range:
    return Range(Decimal(low), Decimal(high), Decimal(ask_low), Decimal(ask_high), unit, places)


RANGES: Mapping[Measure, Range] = {
    Measure.HEART_RATE: _range("20", "250", "45", "130", "/min"),
    Measure.SYSTOLIC: _range("40", "300", "80", "200", "mmHg"),
    Measure.DIASTOLIC: _range("20", "200", "40", "120", "mmHg"),
    Measure.SPO2: _range("40", "100", "90", "100", "%"),
    Measure.BREATHING: _range("0", "80", "8", "30", "/min"),
    Measure.TEMPERATURE: _range("30", "43", "35", "39", "°C", 1),
}
PULSE_PRESSURE_ASK = (15, 120)
"""mmHg between systolic and diastolic; outside it is asked once."""


class Unavailable(StrEnum):
    """Words that stand in the place of a number that could not be had."""

    NOT_OBTAINABLE = "not_obtainable"
    NO_PULSE_FOUND = "no_pulse_found"
    UNRELIABLE_MOVING = "unreliable_moving"
    DECLINED = "declined"


class VitalsTaken(Fact, frozen=True, kw_only=True, tag="vitals_taken/1"):
    """A check of one person.  ``values`` in the unit of ``RANGES``; ``words`` where a number could not be had.

    ``confirmed`` names the measures whose improbable value was asked and kept; ``as_typed`` keeps what was typed where
    the value was converted (98 °F).  A measure in neither is simply not taken: blank is not zero.
    """

    values: dict[Measure, Decimal]
    words: dict[Measure, Unavailable] = {}
    confirmed: tuple[Measure, ...] = ()
    as_typed: dict[Measure, str] = {}

    def __post_init__(self) -> None:
        """Refuse an empty check, a value outside the possible, a number with a word, and a reversed blood pressure."""
        if not self.values and not self.words:
            raise Refusal("vitals.nothing_taken", field="heart_rate")
        for measure, value in self.values.items():
            limits = RANGES[measure]
            if not value.is_finite() or not limits.low <= value <= limits.high:
                raise _outside(measure)
            if measure in self.words:
                raise Refusal("vitals.number_and_word", field=measure.value)
        systolic, diastolic = self.values.get(Measure.SYSTOLIC), self.values.get(Measure.DIASTOLIC)
        if systolic is not None and diastolic is not None and diastolic >= systolic:
            raise Refusal("vitals.diastolic_not_below", field=Measure.DIASTOLIC.value)


def read_measure(measure: Measure, typed: str) -> Decimal | None:
    """The value of what was typed into the field of ``measure``, or None when the field is blank.

    Raises Refusal, naming the range, for words, impossible values and more decimal places than the measure has.
    """
    text = typed.strip().replace(",", ".")
    if not text:
        return None
    value = number(text)
    if value is None:
        raise Refusal("vitals.not_a_number", field=measure.value, **_range_words(measure))
    limits = RANGES[measure]
    fahrenheit = measure is Measure.TEMPERATURE and Decimal(90) <= value <= Decimal(110)
    if not (limits.low <= value <= limits.high or fahrenheit):
        raise _outside(measure)
    if value != round(value, limits.places):
        raise Refusal("vitals.too_precise", field=measure.value, places=limits.places)
    return value


def plain(typed: str) -> str:
    """Figures of another script as those of the pad ("７２" and "٧٢" as "72"), their decimal points as one."""
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in typed.translate(_POINTS))


def is_full(measure: Measure, typed: str) -> bool:
    """Whether one more character could not make another possible value: "72" as a heart rate is, "12" is not."""
    limits = RANGES[measure]
    whole, point, part = typed.strip().partition(".")
    if not (whole.isascii() and whole.isdigit()):
        return False
    if limits.places:
        return bool(point) and len(part) >= limits.places
    return bool(point) or int(whole) * 10 > limits.high


def longest(measure: Measure) -> int:
    """How many characters are taken for ``measure``: one more than it can have, so that a slip is seen and not cut right."""
    limits = RANGES[measure]
    return len(str(limits.high)) + 1 + (1 + limits.places if limits.places else 0)


def examine(
    typed: Mapping[Measure, str],
    words: Mapping[Measure, Unavailable] | None = None,
    confirmed: frozenset[Measure] = frozenset(),
) -> VitalsTaken:
    """Turn the fields of a check into a fact, or raise.

    Raises Refusal at the first field that is impossible, and Question (a Refusal that can be confirmed) at the first that
    is improbable and not in ``confirmed``.  A confirmed 98 in the temperature field is kept as 36.7 °C, with what was typed.
    """
    values: dict[Measure, Decimal] = {}
    as_typed: dict[Measure, str] = {}
    for measure in Measure:
        value = read_measure(measure, typed.get(measure, ""))
        if value is None:
            continue
        if measure is Measure.TEMPERATURE and value >= Decimal(90):
            celsius = round((value - 32) * 5 / 9, 1)
            _ask(measure, confirmed, "vitals.fahrenheit", typed=value, celsius=celsius)
            as_typed[measure] = f"{value} °F"
            value = celsius
        values[measure] = value
    taken = VitalsTaken(values=values, words=dict(words or {}), as_typed=as_typed)
    kept = list(as_typed)
    for measure, value in values.items():
        limits = RANGES[measure]
        if measure not in as_typed and not limits.ask_low <= value <= limits.ask_high:
            _ask(measure, confirmed, "vitals.improbable", value=value, unit=limits.unit)
            kept.append(measure)
    kept += _ask_pulse_pressure(values, confirmed)
    order = [measure for measure in Measure if measure in kept]
    return VitalsTaken(values=values, words=taken.words, confirmed=tuple(order), as_typed=as_typed)


def amended(taken: VitalsTaken, measure: Measure, typed: str, right: frozenset[Measure] = frozenset()) -> VitalsTaken:
    """The check with another value of one measure, also where a word stood; raises as ``examine`` does, for that value."""
    new = examine({measure: typed}, confirmed=right)
    words = {one: said for one, said in taken.words.items() if one is not measure}
    as_typed = {one: said for one, said in taken.as_typed.items() if one is not measure}
    values, kept = {**taken.values, **new.values}, {*taken.confirmed} - {measure} | {*new.confirmed}
    made = msgspec.structs.replace(taken, values=values, words=words, as_typed={**as_typed, **new.as_typed})
    if measure in (Measure.SYSTOLIC, Measure.DIASTOLIC):
        kept.update(_ask_pulse_pressure(values, right))
    return msgspec.structs.replace(made, confirmed=tuple(one for one in Measure if one in kept))


def _ask_pulse_pressure(values: Mapping[Measure, Decimal], confirmed: frozenset[Measure]) -> list[Measure]:
    systolic, diastolic = values.get(Measure.SYSTOLIC), values.get(Measure.DIASTOLIC)
    if systolic is None or diastolic is None:
        return []
    least, most = PULSE_PRESSURE_ASK
    if least <= systolic - diastolic <= most:
        return []
    _ask(Measure.DIASTOLIC, confirmed, "vitals.pulse_pressure", systolic=systolic, diastolic=diastolic)
    return [Measure.DIASTOLIC]


def _ask(measure: Measure, confirmed: frozenset[Measure], key: str, **values: object) -> None:
    if measure not in confirmed:
        raise Question(key, field=measure.value, confirm=measure.value, **values)


def _range_words(measure: Measure) -> dict[str, object]:
    limits = RANGES[measure]
    return {"low": limits.low, "high": limits.high, "unit": limits.unit}


def _outside(measure: Measure) -> Refusal:
    return Refusal("vitals.out_of_range", field=measure.value, **_range_words(measure))
