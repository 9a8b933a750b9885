"""Medicine in the real window: orders as the prescriber gave them, the time-out at a dose, medicines for a side effect."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from facilitator_app.record.adverse import AdverseReported, Severity
from facilitator_app.record.doses import Route
from facilitator_app.record.medication import MedicationGiven, MedicineRoute
from facilitator_app.record.orders import ClearedForMedicine, OrderGiven, OrderUnit
from tests.ui.test_room import facts, in_the_room
from tests.waiting import until


async def test_an_order_is_written_as_the_prescriber_gave_it_and_awaits_their_word(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("tile.2")
        hands.touch("rail.dose")
        hands.touch("medicine.order")
        hands.touch("orders.new")
        hands.write("order.drug", "ketamine")
        hands.touch("order.save")
        assert view.orders.refusal == "Say whether a further dose is allowed."
        hands.touch("order.route.intramuscular")
        hands.write("order.low", "0.5")
        hands.write("order.high", "0.75")
        hands.touch("order.unit.mg_per_kg")
        hands.write("order.weight", "80")
        hands.touch("order.further.yes")
        hands.write("order.between", "20")
        hands.write("order.by.other", "Dr. Hale")
        hands.touch("order.save")
        await until(lambda: len(facts(place, OrderGiven)) == 1)
        assert facts(place, OrderGiven) == [
            OrderGiven(
                drug="ketamine", route=Route.INTRAMUSCULAR, low=Decimal("0.5"), high=Decimal("0.75"),
                unit=OrderUnit.MG_PER_KG, weight_kg=Decimal(80), further=True, between_minutes=20, prescriber="Dr. Hale",
            )
        ]  # fmt: skip
        await hands.until_sees("orders.confirm.0")
        assert hands.reads("orders.told.0") == (
            "ketamine 0.5 to 0.75 mg/kg, intramuscular, weight 80 kg, a further dose is allowed after 20 min, by Dr. Hale"
        )
        hands.touch("orders.clear")
        hands.write("clearance.until", "30 June")
        hands.touch("clearance.save")
        assert view.orders.refused_field == "until"
        hands.write("clearance.until", "2026-06-30")
        hands.write("clearance.by.other", "Dr. Hale")
        hands.touch("clearance.save")
        await until(lambda: len(facts(place, ClearedForMedicine)) == 1)
        assert facts(place, ClearedForMedicine) == [ClearedForMedicine(prescriber="Dr. Hale", until=date(2026, 6, 30))]
        assert place.session.awaiting() == (), "the prescriber is not of the room: the session can be signed without"


async def test_a_medicine_for_a_side_effect_is_joined_to_its_event(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        await place.write("Amara", AdverseReported(what="nausea", severity=Severity.MODERATE), ago=4)
        (event,) = place.session.state.people[place.people["Amara"]].adverse
        hands.touch("tile.2")
        hands.touch("rail.dose")
        hands.touch("medicine.other")
        hands.touch(f"medication.event.{event.entry}")
        hands.touch("medication.name.ondansetron")
        hands.write("medication.amount", "4")
        hands.touch("medication.unit.mg")
        hands.touch("medication.record")
        assert view.medication.refused_field == "by"
        ines = place.app.at_screen
        assert ines is not None
        hands.touch(f"medication.by.self:{ines.id}")
        hands.touch("medication.route.oral")
        hands.touch("medication.record")
        await until(lambda: len(facts(place, MedicationGiven)) == 1)
        assert facts(place, MedicationGiven) == [
            MedicationGiven(
                name="ondansetron", amount=Decimal(4), unit="mg", route=MedicineRoute.ORAL, for_what="nausea",
                event=event.entry, by_oneself=True,
            )
        ]  # fmt: skip
        assert [one.name for one in place.session.state.people[place.people["Amara"]].medications] == ["ondansetron"]
