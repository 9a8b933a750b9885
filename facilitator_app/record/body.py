"""A person's weight and own usual values, as they are typed of them and as the room takes them.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from facilitator_app.faults import Refusal
from facilitator_app.record.entry import number
from facilitator_app.record.vitals import RANGES, Measure

LEAST_KG, MOST_KG = Decimal(20), Decimal(400)
"""Beyond that a weight is a slip of the finger."""
USUAL: Mapping[str, Measure] = {
    "usual_systolic": Measure.SYSTOLIC,
    "usual_diastolic": Measure.DIASTOLIC,
    "usual_heart_rate": Measure.HEART_RATE,
    "usual_spo2": Measure.SPO2,
}
"""The fields of the own baseline."""


def check(told: Mapping[str, object]) -> None:
    """Refuse, of what is told of a person, a weight nobody has, and a usual value beyond what can be measured."""
    weight = read(told, "weight_kg")
    if weight is not None and not LEAST_KG <= weight <= MOST_KG:
        raise Refusal("order.weight", field="weight_kg")
    usual = {field: read(told, field) for field in USUAL}
    for field, value in usual.items():
        there = RANGES[USUAL[field]]
        if value is not None and not there.low <= value <= there.high:
            raise Refusal("vitals.out_of_range", field=field, low=there.low, high=there.high, unit=there.unit)
    upper, lower = usual["usual_systolic"], usual["usual_diastolic"]
    if upper is not None and lower is not None and lower >= upper:
        raise Refusal("vitals.diastolic_not_below", field="usual_diastolic")


def read(told: Mapping[str, object], field: str) -> Decimal | None:
    """The figure in a field, or None where it is blank or not told; refuses words."""
    typed = str(told.get(field) or "").strip().replace(",", ".")
    value = number(typed) if typed else None
    if typed and value is None:
        raise Refusal("dose.not_a_number", field=field)
    return value


def usual(told: Mapping[str, object]) -> dict[Measure, Decimal]:
    """The own baseline that is told of somebody."""
    found = {measure: read(told, field) for field, measure in USUAL.items()}
    return {measure: value for measure, value in found.items() if value is not None}
