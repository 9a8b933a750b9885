"""What a line of the prescriber takes the place of, and that it stays replaced once that line is withdrawn too.  Pure.

A later order, clearance or limit was written because the one before it was not to hold any more.  When the later one is
taken back, nothing of its kind holds: who means the earlier one writes it anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeVar

import msgspec

from facilitator_app.record.entry import Entry, Fact
from facilitator_app.record.limits import PersonLimitSet
from facilitator_app.record.orders import ClearedForMedicine, OrderGiven, OtherRoute, drug_of
from facilitator_app.record.vitals import Measure

if TYPE_CHECKING:
    from facilitator_app.record.history import Line
    from facilitator_app.record.prescribing import Prescribed
    from facilitator_app.record.state import Person

Told = TypeVar("Told", "Person", "Prescribed")
"""Where it is kept what holds: of somebody in the room, and of somebody at the desk."""
CLEARANCE = "clearance"
"""The one kind of line of which there is one for a person."""
ORDER, LIMIT = "order ", "limit "
"""How the kinds begin of which there is one for each medicine, and for each measure."""
ROUTE = "|"
"""Before the route at the end of the kind of an order that holds beside those of its medicine by another route."""


class TakenBack(Fact, frozen=True, kw_only=True, tag="taken_back/1"):
    """Never written: a line of this ``kind_of_line`` stood here and does not any more, and nothing before it holds again."""

    what: str


def kind_of_line(fact: object) -> str:
    """What a later line takes the place of: an order one of its medicine, a limit one of its measure.

    Of an order that holds beside those by another route: one of its medicine by its route.
    Empty: of none.  What a scribe wrote in the room takes the place of nothing at the desk before the prescriber's word.
    """
    return "" if awaits_word(fact) else kind_told(fact)


def kind_told(fact: object) -> str:
    """The same of what a line says, also of one that awaits the prescriber's word."""
    if isinstance(fact, OrderGiven):
        return _by_route(fact) if fact.other_route is OtherRoute.BESIDE else f"{ORDER}{drug_of(fact)}"
    if isinstance(fact, PersonLimitSet):
        return limit_of(fact.limit.measure)
    return CLEARANCE if isinstance(fact, ClearedForMedicine) else ""


def _by_route(fact: OrderGiven) -> str:
    return f"{ORDER}{drug_of(fact)}{ROUTE}{fact.route.value}"


def medicine_of(what: str) -> str:
    """The medicine of a kind of order, whatever its route."""
    return what.removeprefix(ORDER).rpartition(ROUTE)[0] or what.removeprefix(ORDER)


def is_of(what: str, fact: object) -> bool:
    """Whether a line is what one of the kind ``what`` takes the place of."""
    told = kind_told(fact)
    if isinstance(fact, OrderGiven):
        return what in (f"{ORDER}{drug_of(fact)}", _by_route(fact))
    return told != "" and told == what


def takes_place(later: object, earlier: object) -> bool:
    """Whether a later line takes the place of an earlier one; one that awaits the prescriber's word takes none."""
    return is_of(kind_of_line(later), earlier)


def awaits_word(fact: object) -> bool:
    """Whether it stands at the desk only to be told: written in the room by a scribe, and not confirmed."""
    told = fact.from_room if isinstance(fact, OrderGiven | ClearedForMedicine) else None
    return told is not None and told.awaits


def limit_of(measure: Measure) -> str:
    """The same of a person's own limit for a measure."""
    return f"{LIMIT}{measure.value}"


def without(there: Told, what: str) -> Told:
    """Nothing of that kind holds that was written before."""
    return msgspec.structs.replace(
        there,
        orders=tuple(order for order in there.orders if not is_of(what, order.told)),
        cleared=None if what == CLEARANCE else there.cleared,
        limits={measure: own for measure, own in there.limits.items() if limit_of(measure) != what},
    )


def left_by(line: Line) -> Iterator[Entry]:
    """What stays of a line that was withdrawn, or was amended to be of another medicine: an end of what was before it."""
    now = kind_of_line(line.entry.fact) if line.voided is None else ""
    for what in dict.fromkeys(kind_of_line(reading.fact) for reading in line.readings):
        if what and what != now:
            yield msgspec.structs.replace(line.entry, fact=TakenBack(what=what))
