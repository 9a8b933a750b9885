"""What the prescriber wrote for a person before the medicine: the order, and until when the person is cleared for it.

Pure.  Keeps what was written and compares; works out no dose and suggests none.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import msgspec

from facilitator_app.faults import Question, Refusal
from facilitator_app.record.doses import MOST_MG, Route, plain
from facilitator_app.record.entry import Fact, text_within
from facilitator_app.record.from_room import FromRoom
from facilitator_app.record.programme import always

LONGEST = timedelta(days=5 * 366)
"""A clearance that ends later than this may be a slip of the pen in the year: it is asked about once."""


MOST_MG_PER_KG = Decimal(13)
"""A figure for each kg above this is a slip of the decimal point: the most that a label has, of ketamine by muscle for
anaesthesia (Ketalar, prescribing information, section 2: 6.5 to 13 mg/kg).  What it comes to is held against ``MOST_MG``."""


class OrderUnit(StrEnum):
    """What the figures of an order are in."""

    MG = "mg"
    MG_PER_KG = "mg_per_kg"


class OtherRoute(StrEnum):
    """What becomes, with an order, of those of the same medicine by another route that hold as it is written."""

    BESIDE = "beside"
    INSTEAD = "instead"


class OrderGiven(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="order_given/1"):
    """The prescriber's order for a person: ``low`` to ``high`` (None: ``low`` exactly) of a drug by a route.

    In mg, or in mg for each kg of ``weight_kg``.  ``further`` says whether a further dose is allowed, at the least
    ``between_minutes`` after the one before.  ``as_written`` keeps the words of the prescriber.  ``beside_kg`` is another
    weight that was known of the person as it was written; the record fills it in.  ``other_route``: whether orders of the
    same medicine by another route hold beside it, or it takes their place; where nobody was asked it does.  ``beforehand``
    is, in the record of a session, the line of the clinic's record in which the prescriber wrote it before; ``from_room``,
    in the clinic's record, that of a session in which it was written.
    """

    drug: str
    route: Route
    low: Decimal
    high: Decimal | None = always(None)
    unit: OrderUnit = always(OrderUnit.MG)
    weight_kg: Decimal | None = always(None)
    beside_kg: Decimal | None = None
    further: bool = always(False)
    between_minutes: int | None = always(None)
    prescriber: str
    as_written: str = always("")
    other_route: OtherRoute | None = None
    beforehand: UUID | None = None
    from_room: FromRoom | None = None

    def __post_init__(self) -> None:
        """Refuse nothing, a range upside down, a weight nobody has, and an interval that is none."""
        text_within(self.drug, 200, "drug")
        text_within(self.prescriber, 200, "prescriber")
        for field in ("low", "high", "weight_kg"):
            value = getattr(self, field)
            if value is not None and (not value.is_finite() or value <= 0):
                raise Refusal("dose.not_above_zero", field=field)
        if max(self.low, self.high or self.low) > MOST_MG:
            raise Refusal("dose.too_much", field="low" if self.high is None else "high", most=MOST_MG)
        if self.high is not None and self.high < self.low:
            raise Refusal("order.upside_down", field="high")
        if self.weight_kg is not None and not 20 <= self.weight_kg <= 400:
            raise Refusal("order.weight", field="weight_kg")
        if self.between_minutes is not None and not (self.further and 1 <= self.between_minutes <= 24 * 60):
            raise Refusal("order.between", field="between_minutes")


class ClearedForMedicine(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="cleared_for_medicine/1"):
    """The prescriber has assessed the person and clears them for the medicine up to and with the day ``until``.

    ``beforehand`` and ``from_room`` as with an order.  ``sure``: it was asked whether a day that is years away is meant,
    and it is.
    """

    prescriber: str
    until: date
    conditions: str = always("")
    beforehand: UUID | None = None
    sure: bool = False
    from_room: FromRoom | None = None

    def __post_init__(self) -> None:
        """Refuse a clearance without a name."""
        text_within(self.prescriber, 200, "prescriber")


def check_per_kg(fact: OrderGiven) -> None:
    """Refuse an order for each kg beyond what any is, without a weight, or that comes to more milligrams than any dose.

    Without a weight no dose could be compared with it.  Asked as it is written: what was written before stays readable.
    Raises Refusal order.too_much_per_kg, .no_weight, .too_much_in_all.
    """
    if fact.unit is not OrderUnit.MG_PER_KG:
        return
    field, figure = ("low", fact.low) if fact.high is None else ("high", fact.high)
    if figure > MOST_MG_PER_KG:
        raise Refusal("order.too_much_per_kg", field=field, most=MOST_MG_PER_KG)
    if fact.weight_kg is None:
        raise Refusal("order.no_weight", field="weight_kg")
    if figure * fact.weight_kg > MOST_MG:
        mg, weight = plain(figure * fact.weight_kg), plain(fact.weight_kg)
        raise Refusal("order.too_much_in_all", field=field, mg=mg, weight=weight, most=MOST_MG)


def is_of_other_weight(told: OrderGiven, known: Decimal | None) -> bool:
    """Whether an order is for each kg of another weight than is ``known`` of the person, and was not as it was written.

    Its range is reckoned by neither then: the prescriber writes it anew, or says that it stands.
    """
    if told.unit is not OrderUnit.MG_PER_KG or told.weight_kg is None or known is None:
        return False
    return known not in (told.weight_kg, told.beside_kg)


def beside(told: OrderGiven, known: Decimal | None) -> OrderGiven:
    """The same, with the other weight that is ``known`` of the person as it is written."""
    return msgspec.structs.replace(told, beside_kg=known) if is_of_other_weight(told, known) else told


def for_weight(told: OrderGiven, weight_kg: Decimal, prescriber: str, words: str, there: Iterable[Order]) -> OrderGiven:
    """The same for each kg of the weight that is known now, as the prescriber says in ``words`` that it stands.

    ``there``: the orders that hold.  Those of the same medicine by another route hold on beside it.
    """
    return msgspec.structs.replace(
        told,
        weight_kg=weight_kg,
        beside_kg=None,
        prescriber=prescriber,
        as_written=words,
        other_route=OtherRoute.BESIDE if by_another_route(told, there) else None,
        beforehand=None,
        from_room=None,
    )


def drug_of(told: OrderGiven) -> str:
    """The medicine of an order, by which it is told from others: large and small letters are the same."""
    return told.drug.strip().casefold()


def takes_place_of(later: OrderGiven, earlier: OrderGiven) -> bool:
    """Whether of two orders the later holds in place of the earlier one.

    It does of the same medicine by the same route; by another, where it was not said that both hold.
    """
    is_beside = later.other_route is OtherRoute.BESIDE and later.route is not earlier.route
    return drug_of(later) == drug_of(earlier) and not is_beside


def by_another_route(told: OrderGiven, there: Iterable[Order]) -> tuple[Order, ...]:
    """Which of the orders that hold are of the same medicine by another route."""
    return tuple(one for one in there if drug_of(one.told) == drug_of(told) and one.told.route is not told.route)


def check_other_route(told: OrderGiven, there: Iterable[Order]) -> None:
    """Ask whether those hold beside it, or it takes their place: neither is assumed.  Raises Refusal order.other_route."""
    if told.other_route is None and by_another_route(told, there):
        raise Refusal("order.other_route", field="other_route")


def check_year(fact: ClearedForMedicine, today: date) -> None:
    """Ask once about a clearance that ends years away.  Raises Question prescribing.too_far."""
    if fact.until > today + LONGEST and not fact.sure:
        raise Question("prescribing.too_far", field="until", confirm="until", year=fact.until.year)


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """An order as it stands."""

    entry: UUID
    at: datetime
    told: OrderGiven

    @property
    def is_reckoned(self) -> bool:
        """Whether it comes to milligrams: one for each kg does only with a weight, which was once left out of some."""
        return self.told.unit is OrderUnit.MG or self.told.weight_kg is not None

    def admits(self, amount_mg: Decimal) -> bool:
        """Whether an amount lies within the order; never where the order is per kg and no weight is told."""
        low, high = self.told.low, self.told.high or self.told.low
        if self.told.unit is OrderUnit.MG_PER_KG:
            if self.told.weight_kg is None:
                return False
            low, high = low * self.told.weight_kg, high * self.told.weight_kg
        return low <= amount_mg <= high


def last_of_each(orders: Iterable[Order]) -> tuple[Order, ...]:
    """Those that hold, in the order of writing: of each medicine the last, and what was said to hold beside it."""
    found: tuple[Order, ...] = ()
    for order in orders:
        found = (*(one for one in found if not takes_place_of(order.told, one.told)), order)
    return found


class Cleared(msgspec.Struct, frozen=True, kw_only=True):
    """Until when the person is cleared for the medicine, and by whom."""

    entry: UUID
    at: datetime
    told: ClearedForMedicine
