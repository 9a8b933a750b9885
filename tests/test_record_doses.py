"""A dose is checked against itself, written as it must be, and never suggested."""

from __future__ import annotations

from decimal import Decimal

import pytest

from facilitator_app.faults import Refusal
from facilitator_app.record.doses import DoseGiven, Route, plain, read_amount


def dose(amount: str = "50", **more: Decimal | None) -> DoseGiven:
    return DoseGiven(drug="ketamine", route=Route.INTRAMUSCULAR, amount_mg=Decimal(amount), **more)  # type: ignore[arg-type]  # only numbers are varied


def test_strength_times_volume_agrees_to_what_a_syringe_shows() -> None:
    assert dose(strength_mg_per_ml=Decimal(50), volume_ml=Decimal("1.0")).amount_mg == 50
    assert dose("45", strength_mg_per_ml=Decimal(100), volume_ml=Decimal("0.45")).volume_ml == Decimal("0.45")
    assert dose("33", strength_mg_per_ml=Decimal(50), volume_ml=Decimal("0.66")).amount_mg == 33
    assert dose("200", strength_mg_per_unit=Decimal(100), units=Decimal(2)).units == 2


@pytest.mark.parametrize(
    ("amount", "more", "key", "field"),
    [
        ("0", {}, "dose.not_above_zero", "amount_mg"),
        ("NaN", {}, "dose.not_above_zero", "amount_mg"),
        ("5000", {}, "dose.too_much", "amount_mg"),
        ("50", {"volume_ml": Decimal(-1)}, "dose.not_above_zero", "volume_ml"),
        ("50", {"volume_ml": Decimal(1)}, "dose.half_a_pair", "volume_ml"),
        ("50", {"strength_mg_per_unit": Decimal(100)}, "dose.half_a_pair", "units"),
        ("50", {"strength_mg_per_ml": Decimal(50), "volume_ml": Decimal("1.1")}, "dose.does_not_agree", "amount_mg"),
        ("50", {"strength_mg_per_unit": Decimal(100), "units": Decimal(1)}, "dose.does_not_agree", "amount_mg"),
    ],
)
def test_a_dose_that_cannot_be_is_refused(amount: str, more: dict[str, Decimal], key: str, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        dose(amount, **more)
    assert (refused.value.key, refused.value.field) == (key, field)


def test_a_dose_without_a_drug_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        DoseGiven(drug=" ", route=Route.ORAL, amount_mg=Decimal(50))
    assert refused.value.field == "drug"


@pytest.mark.parametrize(
    ("typed", "key"), [(".5", "dose.leading_zero"), ("half", "dose.not_a_number"), ("inf", "dose.not_a_number")]
)
def test_an_amount_that_reads_wrong_is_refused(typed: str, key: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_amount(typed, "amount_mg")
    assert refused.value.key == key


def test_amounts_are_written_with_a_leading_zero_and_none_behind() -> None:
    assert read_amount("  ", "amount_mg") is None
    assert read_amount("0,50", "amount_mg") == Decimal("0.5")
    assert read_amount("0,125", "amount_mg") == Decimal("0.125"), "no thousand begins with a zero"
    assert [plain(Decimal(value)) for value in ("50.0", "0.50", "100", "1E+2")] == ["50", "0.5", "100", "100"]
