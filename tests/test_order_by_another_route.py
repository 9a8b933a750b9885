"""An order of the same medicine by another route: whether both hold is asked, told everywhere, and a dose goes by its own."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import msgspec
import pytest

from facilitator_app import text
from facilitator_app.day_paper import of_session
from facilitator_app.faults import Refusal
from facilitator_app.medicine_words import kinds_told, then_holds
from facilitator_app.record import moves
from facilitator_app.record.changes import Voided
from facilitator_app.record.doses import Concern, DoseGiven, DoseWithTimeOut, Route
from facilitator_app.record.entry import Part
from facilitator_app.record.orders import Order, OrderGiven, OrderUnit, OtherRoute, last_of_each
from facilitator_app.record.people import PersonTold, SamePerson
from facilitator_app.record.prescribing import Prescribed, prescribed
from facilitator_app.record.time_out import concerns
from facilitator_app.same_person import to_write_anew
from facilitator_app.ui.other_weight import for_this_weight
from facilitator_app.ui.prescribed_rows import rows_of, stands_of
from facilitator_app.wording import describe
from tests.people import START
from tests.test_app import Room, here
from tests.test_carried_on import ZONE, hale_of, next_week, writes
from tests.test_prescribing import CLEARED, HALE, write
from tests.test_replaced import come_back, desk, ordered, person

__all__ = ["here"]

BESIDE, INSTEAD = OtherRoute.BESIDE, OtherRoute.INSTEAD


def by(route: Route, low: int, other: OtherRoute | None = None, *, further: bool = False) -> OrderGiven:
    between = 60 if further else None
    return msgspec.structs.replace(
        ordered(low), route=route, other_route=other, further=further, between_minutes=between
    )


INJECTION = by(Route.INTRAMUSCULAR, 50)
LOZENGE = by(Route.SUBLINGUAL, 100, BESIDE)


def lows(orders: tuple[Order, ...]) -> list[int]:
    return [int(one.told.low) for one in orders]


def at_desk(here: Room) -> Prescribed:
    return prescribed(desk(here).history, here.rowan)


async def later(here: Room, *facts: OrderGiven) -> None:
    for fact in facts:
        here.clock.advance(timedelta(minutes=5))
        await write(desk(here), HALE, here.rowan, fact)


def asked(here: Room, amount: int, route: Route) -> set[Concern]:
    dose = DoseGiven(drug="Ketamine", amount_mg=Decimal(amount), route=route)
    found = concerns(here.session.state, person(here), dose, here.clock.now())
    return {*found} - {Concern.NOT_MEASURED, Concern.NOT_READY}


async def test_a_lozenge_after_the_injection_asks_whether_both_hold_and_then_each_dose_goes_by_its_own(
    here: Room,
) -> None:
    await write(desk(here), HALE, here.rowan, CLEARED, INJECTION)
    with pytest.raises(Refusal) as refused:
        await later(here, by(Route.SUBLINGUAL, 100))
    assert (refused.value.key, refused.value.field) == ("order.other_route", "other_route")
    assert lows(at_desk(here).orders) == [50]
    await later(here, LOZENGE)
    assert lows(at_desk(here).orders) == [50, 100]
    told = stands_of(at_desk(here), here.clock.now().date(), ZONE)[-1]
    assert "holds beside that of the same medicine by another route" in told["text"]
    assert told["over"] == "Each of these orders holds for its own route."
    assert not [
        row["note"] for row in rows_of(desk(here).history.about(here.rowan), at_desk(here), ZONE) if row["note"]
    ]

    session = await come_back(here)
    assert lows(person(here).orders) == [50, 100]
    (sheet,) = [one for one in of_session(desk(here), session.state).people if one.id == here.rowan]
    assert [int(order.low) for order in sheet.orders] == [50, 100]
    assert asked(here, 50, Route.INTRAMUSCULAR) == asked(here, 100, Route.SUBLINGUAL) == set()
    assert asked(here, 100, Route.INTRAMUSCULAR) == {Concern.OUTSIDE_ORDER}
    assert asked(here, 50, Route.INTRANASAL) == {Concern.OUTSIDE_ORDER}
    given = DoseWithTimeOut(
        drug="ketamine", amount_mg=Decimal(50), route=Route.INTRAMUSCULAR, order=person(here).orders[0].entry,
        alone="Nobody else was free.", reasons=dict.fromkeys((Concern.NOT_MEASURED, Concern.NOT_READY), "On paper."),
    )  # fmt: skip
    line = (await session.write(given, [here.rowan]))[0]
    assert asked(here, 100, Route.SUBLINGUAL) == set()  # the lozenge was ordered beside it: it is no further dose
    assert asked(here, 50, Route.INTRAMUSCULAR) == {Concern.NO_FURTHER}
    assert moves.asks(session.history, line.id, here.amara, here.clock.now())  # it has no order there


async def test_a_dose_too_soon_after_one_by_another_route_is_asked_about_where_the_order_says_how_long(
    here: Room,
) -> None:
    await write(desk(here), HALE, here.rowan, CLEARED, INJECTION)
    await later(here, by(Route.SUBLINGUAL, 100, BESIDE, further=True))
    session = await come_back(here)
    given = DoseWithTimeOut(
        drug="ketamine", amount_mg=Decimal(50), route=Route.INTRAMUSCULAR, alone="Nobody else was free.",
        reasons=dict.fromkeys((Concern.NOT_MEASURED, Concern.NOT_READY), "On paper."),
    )  # fmt: skip
    await session.write(given, [here.rowan])
    assert asked(here, 100, Route.SUBLINGUAL) == {Concern.TOO_SOON}


async def test_what_takes_the_place_of_both_and_what_of_one_is_told_and_stays_so_when_it_is_withdrawn(
    here: Room,
) -> None:
    await later(here, INJECTION, LOZENGE, by(Route.INTRAMUSCULAR, 40, BESIDE))
    assert lows(at_desk(here).orders) == [100, 40]
    notes = [row["note"] for row in rows_of(desk(here).history.about(here.rowan), at_desk(here), ZONE)]
    assert notes == ["", "", "A later one took its place."]
    newest = at_desk(here).orders[-1]
    words = text.catalogue()
    then = then_holds(newest.told, True, at_desk(here).orders, words)
    assert then.startswith("Then no order of ketamine, intramuscular, holds. That by another route holds on.")
    await desk(here).write([Part(fact=Voided(target=newest.entry, reason="Not today."), about=here.rowan)])
    assert lows(at_desk(here).orders) == [100]  # the injection of 50 mg was replaced, and stays so
    await later(here, by(Route.INTRANASAL, 30, INSTEAD))
    assert lows(at_desk(here).orders) == [30]
    notes = [row["note"] for row in rows_of(desk(here).history.about(here.rowan), at_desk(here), ZONE)]
    assert notes == ["", "A later one took its place.", "A later one took its place."]
    assert "in place of that of the same medicine by another route" in describe(at_desk(here).orders[0].told, words)
    await desk(here).write(
        [Part(fact=Voided(target=at_desk(here).orders[0].entry, reason="Not today."), about=here.rowan)]
    )
    assert at_desk(here).orders == ()


async def test_in_the_room_it_is_asked_too_and_what_is_withdrawn_there_leaves_the_other_and_nothing_older(
    here: Room,
) -> None:
    hale = await hale_of(here)
    await writes(here, hale, INJECTION)
    with pytest.raises(Refusal) as refused:
        await writes(here, hale, by(Route.SUBLINGUAL, 100))
    assert refused.value.field == "other_route"
    await writes(here, hale, by(Route.SUBLINGUAL, 100, INSTEAD))
    await writes(here, hale, by(Route.SUBLINGUAL, 80, BESIDE))
    assert lows(person(here).orders) == lows(at_desk(here).orders) == [80]
    here.session.at_screen = hale
    last = person(here).orders[-1]
    await here.session.amend(last.entry, by(Route.SUBLINGUAL, 90), "misread")
    assert lows(person(here).orders) == [90]
    await here.session.void(last.entry, "Not today.")
    assert person(here).orders == at_desk(here).orders == ()


async def test_one_of_two_that_hold_is_withdrawn_and_the_next_session_begins_with_the_other(here: Room) -> None:
    hale = await hale_of(here)
    await writes(here, hale, INJECTION)
    await writes(here, hale, LOZENGE)
    before, here.session.at_screen = here.session.at_screen, hale
    await here.session.void(person(here).orders[0].entry, "No injection.")
    here.session.at_screen = before
    assert lows(person(here).orders) == lows(at_desk(here).orders) == [100]
    assert lows((await next_week(here)).orders) == [100]


async def test_an_injection_lowered_at_the_desk_is_told_to_the_room_and_the_lozenge_beside_it_stays(here: Room) -> None:
    await later(here, INJECTION, LOZENGE)
    await come_back(here)
    await later(here, by(Route.INTRAMUSCULAR, 25, BESIDE))
    await come_back(here)
    assert lows(person(here).orders) == [100, 25]
    await desk(here).write(
        [Part(fact=Voided(target=at_desk(here).orders[-1].entry, reason="Too deep."), about=here.rowan)]
    )
    await come_back(here)
    assert lows(person(here).orders) == [100]


async def test_an_order_that_stands_for_another_weight_leaves_the_one_by_another_route(here: Room) -> None:
    per_kg = msgspec.structs.replace(INJECTION, low=Decimal("0.5"), unit=OrderUnit.MG_PER_KG, weight_kg=Decimal(90))
    await later(here, per_kg, LOZENGE)
    (of_weight, _) = there = at_desk(here).orders
    await later(here, for_this_weight(of_weight.told, Decimal(60), "Dr. Hale", there))
    assert [one.told.route for one in at_desk(here).orders] == [Route.SUBLINGUAL, Route.INTRAMUSCULAR]


async def test_two_entries_made_one_whose_lozenges_differ_leave_none_of_the_medicine(here: Room) -> None:
    await later(here, INJECTION, LOZENGE)
    await write(desk(here), HALE, here.amara, INJECTION)
    ends = to_write_anew(desk(here).history, here.rowan, here.amara)
    assert ends == ("order ketamine", "order ketamine|sublingual")
    assert kinds_told(ends, text.catalogue()) == ["order of ketamine"]
    told = SamePerson(
        other=here.amara,
        entered_as="Amara",
        told=PersonTold(preferred_name="Rowan"),
        reason="Entered twice.",
        anew=ends,
    )
    await desk(here).write([Part(fact=told, about=here.rowan)])
    assert at_desk(here).orders == ()


def test_orders_from_before_it_was_asked_read_as_they_did() -> None:
    told = (INJECTION, by(Route.SUBLINGUAL, 100))
    there = [Order(entry=UUID(int=which), at=START, told=one) for which, one in enumerate(told)]
    assert lows(last_of_each(there)) == [100]
