"""An order by weight at the window: what is known of the weight stands beside the field, and its age with it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from facilitator_app import meanwhile
from facilitator_app.record.doses import Concern
from facilitator_app.record.in_the_way import of_other_weight
from facilitator_app.record.orders import OrderUnit
from facilitator_app.record.people import PersonTold
from facilitator_app.record.prescribing import prescribed
from facilitator_app.record.readiness import Matter
from facilitator_app.record.roles import Role
from facilitator_app.session import Who
from facilitator_app.ui.group_setup import in_the_way
from facilitator_app.ui.matter_view import known_of
from facilitator_app.ui.panels.time_out import concern_named
from tests.people import DEVI, START
from tests.test_app import Room
from tests.test_prescribing import HALE, ORDER, write
from tests.ui.test_beforehand import at_rowan, clinic, view
from tests.ui.test_groups import window
from tests.ui.test_room import in_the_room
from tests.waiting import until


@pytest.fixture
async def here(tmp_path: Path) -> Room:
    there = Room(tmp_path / "clinic")
    await there.make()
    return there


async def test_the_weight_of_last_year_stands_beside_an_order_by_weight_and_is_taken_by_a_touch(here: Room) -> None:
    await clinic(here).tell_person(here.rowan, PersonTold(weight_kg="70"))
    here.clock.advance(timedelta(days=300))
    async with window(here) as hands:
        await at_rowan(hands, here)
        hale = Who(id=here.tomas, name="Dr. Hale", roles=(Role.PRESCRIBER,))
        here.app.at_screen = clinic(here).at_screen = hale
        hands.touch("beforehand.part.prescribing")
        view(hands).look()
        await hands.until_sees("prescribing.order.do")
        hands.write("prescribing.drug", "ketamine")
        hands.touch("prescribing.route.intramuscular")
        hands.write("prescribing.low", "0.5")
        assert not hands.sees("prescribing.weight_take")
        hands.touch("prescribing.unit.mg_per_kg")
        hands.touch("prescribing.further.no")
        await hands.until_sees("prescribing.weight_take")
        assert hands.reads("prescribing.weight_kg") == ""
        assert hands.reads("prescribing.weight_told") == "Known: 70 kg, told on 5 March 2026"
        hands.touch("prescribing.order.do")
        await until(lambda: hands.sees("prescribing.weight_kg.error"))
        assert hands.reads("prescribing.weight_kg.error") == (
            "Say how much they weigh: without a weight no dose can be compared with an order for each kg."
        )
        hands.touch("prescribing.weight_take")
        await until(lambda: hands.reads("prescribing.weight_kg") == "70")
        hands.touch("prescribing.order.do")
        await until(lambda: len(prescribed(clinic(here).history, here.rowan).orders) == 1)
        (order,) = prescribed(clinic(here).history, here.rowan).orders
        assert order.told.weight_kg == Decimal(70)
        await until(lambda: view(hands).prescribing.values["weight_kg"] == "")


async def test_an_order_for_another_weight_says_so_and_the_prescriber_lets_it_stand_by_one_touch(here: Room) -> None:
    await clinic(here).tell_person(here.rowan, PersonTold(weight_kg="90"))
    order = msgspec.structs.replace(
        ORDER, unit=OrderUnit.MG_PER_KG, low=Decimal("0.5"), high=None, weight_kg=Decimal(90)
    )
    await write(clinic(here), HALE, here.rowan, order)
    here.clock.advance(timedelta(days=20))
    await clinic(here).tell_person(here.rowan, PersonTold(weight_kg="60"))
    async with window(here) as hands:
        await at_rowan(hands, here)
        hands.touch("beforehand.part.prescribing")
        await hands.until_sees("other_weight.0")
        assert hands.reads("other_weight.0").startswith(
            "ketamine: written for 90 kg; 60 kg told on 25 March 2026. No dose"
        )
        assert not hands.sees("other_weight.stands.0")  # a provider's word does not count for it
        view(hands).prescribing.other_weight.stand("")  # nothing there to stand
        assert "order written for 90 kg; 60 kg told on 25 March 2026" in in_the_way(
            here.app, here.rowan, clinic(here).today
        )
        hale = Who(id=here.tomas, name="Dr. Hale", roles=(Role.PRESCRIBER,))
        here.app.at_screen = clinic(here).at_screen = hale
        view(hands).look()
        await hands.until_sees("other_weight.stands.0")
        assert hands.reads("other_weight.stands.0") == "It stands for 60 kg"
        hands.touch("other_weight.stands.0")
        await until(lambda: not hands.sees("other_weight.0"))
        (now,) = prescribed(clinic(here).history, here.rowan).orders
        assert (now.told.weight_kg, now.told.as_written) == (Decimal(60), "It stands for 60 kg.")
        await until(lambda: "weight 60 kg" in hands.reads("stands.order"))


async def test_in_the_room_the_order_and_the_time_out_show_both_weights(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        desk = place.app.clinic
        session = place.app.session
        assert desk is not None
        assert session is not None
        person = session.state.in_seat_order[1].id
        order = msgspec.structs.replace(
            ORDER, unit=OrderUnit.MG_PER_KG, low=Decimal("0.5"), high=None, weight_kg=Decimal(90)
        )
        await session.write(order, [person])
        await desk.tell_person(person, PersonTold(weight_kg="60"))
        await meanwhile.tell_corrected(desk, session)
        hands.touch("tile.2")
        hands.touch("rail.dose")
        hands.touch("medicine.order")
        await hands.until_sees("orders.other.0")
        assert "written for 90 kg; 60 kg told on 5 March 2026" in hands.reads("orders.other.0")
        view.orders.stands("")  # nothing there to stand
        found = concern_named(Concern.OTHER_WEIGHT, session.state, session.state.people[person], START)
        assert found == "the order was written for another weight: written for 90 kg; 60 kg told on 5 March 2026"
        assert any(
            "60 kg told" in line for line in known_of(session.state, session.state.people[person], Matter.ORDER, None)
        )
        assert not hands.sees("orders.stands.0")
        place.app.at_screen = session.at_screen = Who(id=DEVI.id, name="Dr. Hale", roles=(Role.PRESCRIBER,))
        view.orders.refresh()
        await hands.until_sees("orders.stands.0")
        hands.touch("orders.stands.0")
        await until(lambda: not of_other_weight(session.state.people[person]))
