"""Doses: what was given, by which route, how strong, how much; checked against itself.  Never suggests a dose.  Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Fact, number, text_within
from facilitator_app.record.vitals import Measure


class Route(StrEnum):
    """Routes, spelled out: "IN" and "SC" stand on ISMP's list of error-prone abbreviations."""

    INTRAMUSCULAR = "intramuscular"
    SUBLINGUAL = "sublingual"
    INTRANASAL = "intranasal"
    ORAL = "oral"
    INTRAVENOUS = "intravenous"
    SUBCUTANEOUS = "subcutaneous"
    BUCCAL = "buccal"


SHORT: Mapping[str, Route] = {
    "im": Route.INTRAMUSCULAR,
    "po": Route.ORAL,
    "iv": Route.INTRAVENOUS,
    "sl": Route.SUBLINGUAL,
    "sc": Route.SUBCUTANEOUS,
    "in": Route.INTRANASAL,
}
"""How a hand writes them on paper and in tables; they are read, and written by nobody here."""


MOST_MG = Decimal(1000)
"""An amount above this is a slip of the decimal point for every route and form in use."""
_THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}")  # none begins with a zero: 0,125 is an eighth


class DoseGiven(Fact, frozen=True, kw_only=True, tag="dose_given/1"):
    """A medicine given (or taken by oneself under order).

    ``amount_mg`` is what the person got, in mg.  For a liquid ``strength_mg_per_ml`` and ``volume_ml`` stand beside it and
    must agree with it to the hundredth of a millilitre that a syringe shows.  For lozenges or sprays ``units`` of
    ``strength_mg_per_unit`` must agree exactly.  ``stated_as`` says whether the mg are of the base or of the salt (10 mg
    of ketamine base are 11.53 mg of the hydrochloride: vials are labelled as base).
    """

    drug: str
    route: Route
    amount_mg: Decimal
    strength_mg_per_ml: Decimal | None = None
    volume_ml: Decimal | None = None
    strength_mg_per_unit: Decimal | None = None
    units: Decimal | None = None
    stated_as: str = "base"
    by_oneself: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be: nothing, a negative number, half a pair, a product that is not the amount."""
        text_within(self.drug, 200, "drug")
        for field in ("amount_mg", "strength_mg_per_ml", "volume_ml", "strength_mg_per_unit", "units"):
            value = getattr(self, field)
            if value is not None and (not value.is_finite() or value <= 0):
                raise Refusal("dose.not_above_zero", field=field)
        if self.amount_mg > MOST_MG:
            raise Refusal("dose.too_much", field="amount_mg", most=MOST_MG)
        self._agree(self.strength_mg_per_ml, self.volume_ml, "volume_ml", Decimal("0.005"))
        self._agree(self.strength_mg_per_unit, self.units, "units", Decimal(0))

    def _agree(self, strength: Decimal | None, count: Decimal | None, field: str, rounding: Decimal) -> None:
        if (strength is None) != (count is None):
            raise Refusal("dose.half_a_pair", field=field)
        if strength is not None and count is not None:
            product = strength * count
            if abs(product - self.amount_mg) > strength * rounding:
                raise Refusal(
                    "dose.does_not_agree",
                    field="amount_mg",
                    product=product.normalize(),
                    amount=self.amount_mg,
                )


class Concern(StrEnum):
    """What a dose needs a named reason for: it can always be written down, and never passes in silence."""

    STAYS_WITHOUT = "stays_without"
    NOT_CLEARED = "not_cleared"
    NO_ORDER = "no_order"
    OTHER_WEIGHT = "other_weight"
    OUTSIDE_ORDER = "outside_order"
    NO_FURTHER = "no_further"
    TOO_SOON = "too_soon"
    BY_ONESELF = "by_oneself"
    EXPIRED = "expired"
    NOT_MEASURED = "not_measured"
    NOT_READY = "not_ready"


class DoseWithTimeOut(DoseGiven, frozen=True, kw_only=True, tag="dose_given/2"):
    """A dose given after a time-out: what was compared with, what was asked and answered, who confirmed it.

    ``order`` is the line of the order it was compared with; ``reasons`` answers every concern in words.  ``second``
    confirmed it besides who gave it; who works alone says why in ``alone``.  ``expiry`` is as printed ("2027-03"); one
    that is over needs a named reason.
    ``wasted_mg`` of the remainder was thrown away, seen by ``witness``.  ``swish_minutes`` a lozenge is kept in the mouth.
    """

    order: UUID | None = None
    reasons: dict[Concern, str] = {}
    second: UUID | None = None
    second_name: str = ""
    alone: str = ""
    lot: str = ""
    expiry: str = ""
    wasted_mg: Decimal | None = None
    witness: UUID | None = None
    witness_name: str = ""
    swish_minutes: int | None = None

    def __post_init__(self) -> None:
        """Refuse what a dose refuses, a reason that says nothing, and a remainder or a time that cannot be."""
        super().__post_init__()
        for reason in self.reasons.values():
            text_within(reason, 2000, "reason")
        if self.wasted_mg is not None and (not self.wasted_mg.is_finite() or not 0 < self.wasted_mg <= MOST_MG):
            raise Refusal("dose.not_above_zero", field="wasted_mg")
        if self.wasted_mg is not None and self.witness is None:
            raise Refusal("dose.witness_needed", field="witness")
        if self.swish_minutes is not None and not 1 <= self.swish_minutes <= 60:
            raise Refusal("dose.swish", field="swish_minutes")


class ClockRecounted(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="clock_recounted/1"):
    """A dose was corrected: the person's clock and checks count from the dose at ``since`` now, no more from ``before``.

    None: there is no dose to count from.  ``of_first``: what counts from the first dose, where the last one stands as it did.
    For the room only; it does not leave with the person's papers.
    """

    before: datetime | None
    since: datetime | None
    of_first: bool = False


class GivenEarlier(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="given_earlier/1"):
    """In ``session``, another one of the day before this moment, the person was given this at ``given_at``: by its ``line``.

    Told where somebody sits down, as it stood then; a dose where ``route`` is one, else a medicine.  ``counts``: the person
    sits down under that dose, not cleared since; the room counts from it as from one given here, and ``baseline`` is what was
    measured of them before it.  For the room only; it does not leave with the person's papers of this session.
    """

    session: UUID
    line: UUID
    name: str
    amount: Decimal
    unit: str
    route: Route | None
    given_at: datetime
    counts: bool = False
    baseline: dict[Measure, Decimal] = {}


def read_amount(typed: str, field: str) -> Decimal | None:
    """The number in a dose field, or None when it is blank.

    Refuses words, a bare leading point (".5" is read as 5) and a comma before three figures ("1,000" is 1 or 1000).
    """
    text = typed.strip()
    if not text:
        return None
    if _THOUSANDS.fullmatch(text):
        raise Refusal("dose.comma", field=field)
    text = text.replace(",", ".")
    if text.startswith("."):
        raise Refusal("dose.leading_zero", field=field)
    value = number(text)
    if value is None:
        raise Refusal("dose.not_a_number", field=field)
    return value


_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})(?:[-/. ](\d{1,2}))?")
_MONTH_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{4}|\d{2})")
_DAY_OR_MONTH_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")


def has_expired(printed: str, day: date) -> bool:
    """Whether a date as printed on a pack ("2027-03", "03/2027", "03/27", "2027-03-15") is over on ``day``.

    A month is good to its last day.  What can be read in two ways is over when both are; what cannot be read is not.
    """
    ends = _ends(printed.strip())
    return bool(ends) and all(end < (day.year, day.month, day.day) for end in ends)


def check_expiry(printed: str) -> None:
    """Refuse an expiry that is no date: nobody could say whether it is over.  Blank is allowed; it was not written down.

    Asked as a dose is written: what stands on a record stays readable.  Raises Refusal dose.expiry_unread.
    """
    text = printed.strip()
    if text and not _ends(text):
        raise Refusal("dose.expiry_unread", field="expiry")


def _ends(text: str) -> list[tuple[int, int, int]]:
    """The last days that a printed date can mean; 31 stands for the end of any month."""
    if found := _YEAR_FIRST.fullmatch(text):
        ways = [(int(found[1]), int(found[2]), int(found[3] or 0))]
    elif found := _MONTH_FIRST.fullmatch(text):
        ways = [(int(found[2]) + (2000 if len(found[2]) == 2 else 0), int(found[1]), 0)]
    elif found := _DAY_OR_MONTH_FIRST.fullmatch(text):
        year, one, other = int(found[3]), int(found[1]), int(found[2])
        ways = [(year, one, other), (year, other, one)]
    else:
        return []
    return [(year, month, day or 31) for year, month, day in ways if _is_a_day(year, month, day or 1)]


def _is_a_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def plain(value: Decimal) -> str:
    """A dose as it must be written: no trailing zero, a leading zero, no exponent."""
    return f"{value.normalize():f}"
