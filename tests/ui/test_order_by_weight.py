"""An order by weight at the window: what is known of the weight stands beside the field, and its age with it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from facilitator_app.record.people import PersonTold
from facilitator_app.record.prescribing import prescribed
from facilitator_app.record.roles import Role
from facilitator_app.session import Who
from tests.test_app import Room
from tests.ui.test_beforehand import at_rowan, clinic, view
from tests.ui.test_groups import window
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
