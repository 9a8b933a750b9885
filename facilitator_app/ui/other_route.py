"""An order of a medicine that is ordered by another route already: whether both hold is asked, and neither is assumed."""

from __future__ import annotations

from collections.abc import Iterable

from facilitator_app.medicine_words import known_medicine, ordered
from facilitator_app.record.orders import Order, OtherRoute
from facilitator_app.text import catalogue, render


def other_route_asked(there: Iterable[Order], drug: str, route: str) -> str:
    """What is asked of the orders that hold of the medicine that is typed, by another route than is chosen; or empty."""
    wanted = known_medicine(drug, catalogue()).casefold()
    same = (one for one in there if wanted and one.told.drug.strip().casefold() == wanted)
    found = [ordered(one.told, catalogue()) for one in same if route and one.told.route.value != route]
    return render("order.other_route_asked", what="; ".join(found)) if found else ""


def other_route_choices() -> list[dict[str, str]]:
    """What is chosen from."""
    return [{"key": one.value, "text": render(f"order.route_{one}")} for one in OtherRoute]
