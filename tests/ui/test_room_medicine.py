"""Medicine in the real window: orders as the prescriber gave them, the time-out at a dose, medicines for a side effect."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtQuick import QQuickItem

from facilitator_app import attachments
from facilitator_app.record.adverse import AdverseReported, Severity
from facilitator_app.record.attachments import PictureKept
from facilitator_app.record.doses import Concern, DoseWithTimeOut, Route
from facilitator_app.record.medication import MedicationGiven, MedicineRoute
from facilitator_app.record.orders import ClearedForMedicine, OrderGiven, OrderUnit
from facilitator_app.record.programme import Giver
from facilitator_app.session import Who
from facilitator_app.ui.room import RoomView
from facilitator_app.ui.taken_pictures import picture_in
from tests.pictured import photo
from tests.ui import scenes
from tests.ui.hands import Hands, spoken, under
from tests.ui.looks import texts
from tests.ui.test_look import resized
from tests.ui.test_room import facts, in_the_room
from tests.ui.test_room_round import place_of
from tests.waiting import until


async def test_a_lozenge_after_the_injection_asks_at_the_order_whether_both_hold(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("tile.2")
        person = place.session.state.in_seat_order[1].id
        await place.session.write(
            OrderGiven(drug="ketamine", route=Route.INTRAMUSCULAR, low=Decimal(50), prescriber="Dr. Hale"), [person]
        )
        hands.touch("rail.dose")
        hands.touch("medicine.order")
        hands.touch("orders.new")
        hands.write("order.drug", "Ketamine")
        assert not hands.sees("order.other_route")
        hands.touch("order.route.sublingual")
        hands.write("order.low", "100")
        hands.touch("order.unit.mg")
        hands.touch("order.further.no")
        hands.write("order.by.other", "Dr. Hale")
        hands.touch("order.save")
        await until(lambda: view.orders.refused_field == "other_route")
        await hands.until_sees("order.other_route.error")
        hands.touch("order.other_route.beside")
        hands.touch("order.save")
        await until(lambda: len(place.session.state.people[person].orders) == 2)
        assert "ketamine 50 mg, intramuscular; ketamine 100 mg, sublingual" in view.dose.ordered


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
        hands.touch("order.further.yes")
        hands.write("order.between", "20")
        hands.write("order.by.other", "Dr. Hale")
        hands.touch("order.save")
        await hands.until_sees("order.weight.error")  # at its field, which comes into view; no dose could be compared
        assert hands.reads("order.weight.error").startswith("Say how much they weigh")
        hands.write("order.weight", "80")
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
        hands.write("clearance.by.other", "Dr. Hale")
        hands.write("clearance.until", "2126-06-30")
        hands.touch("clearance.save")
        await until(lambda: view.orders.far_asked)  # a slip of the pen in the year is asked about, as at the desk
        assert not facts(place, ClearedForMedicine)
        hands.write("clearance.until", "2026-06-30")
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


async def test_an_improbable_amount_is_asked_about_and_an_impossible_one_is_not_written(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("tile.2")
        hands.touch("rail.dose")
        hands.touch("medicine.other")
        panel = view.medication
        told = {"name": "midazolam", "unit": "mg", "route": "oral", "for_what": "anxiety", "amount": "500000"}
        for name, text in {**told, "by": panel.givers[0]["key"]}.items():
            panel.put(name, text)
        hands.touch("medication.record")
        await until(lambda: panel.refusal != "")
        assert panel.refusal == "An amount above 10,000 mg cannot be. Type it again."
        assert not panel.asked
        panel.put("amount", "5000")
        hands.touch("medication.record")
        await until(lambda: panel.asked)
        assert panel.refusal == "midazolam 5,000 mg is far more than usual. Is it right?"
        panel.put("amount", "6000")
        assert not panel.asked, "typed anew, it is asked anew"
        hands.touch("medication.record")
        await hands.until_sees("medication.keep")
        hands.touch("medication.keep")
        await until(lambda: len(facts(place, MedicationGiven)) == 1)
        (given,) = facts(place, MedicationGiven)
        assert isinstance(given, MedicationGiven)
        assert (given.amount, given.confirmed) == (Decimal(6000), True)


async def test_a_pack_past_its_expiry_asks_for_a_reason_as_it_is_typed(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed") as (_, hands, view):
        hands.touch("tile.2")
        hands.touch("rail.dose")
        by = view.dose.givers[0]["key"]
        await typed(view, drug="ketamine", route="intramuscular", form="whole", stated_as="base", by=by, amount="50")
        hands.touch("dose.to_amount")
        hands.touch("pad.main")
        await hands.until_sees("dose.record")
        hands.write("dose.expiry", "2026-02")
        assert "the pack is past its expiry" in [row[1] for row in view.dose.out.concerns.rows]
        await hands.until_sees("dose.reason.expired")


async def test_an_expiry_that_nobody_can_read_is_refused_at_its_field_and_stays_there(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed") as (place, hands, view):
        hands.touch("tile.2")
        hands.touch("rail.dose")
        by = view.dose.givers[0]["key"]
        await typed(view, drug="ketamine", route="intramuscular", form="whole", stated_as="base", by=by, amount="50")
        hands.touch("dose.to_amount")
        hands.touch("pad.main")
        await hands.until_sees("dose.record")
        hands.write("dose.expiry", "Mar 2024")
        view.dose.out.give_reason("on paper")
        view.dose.out.record()
        await hands.until_sees("dose.expiry.error")
        assert "03/2027" in hands.reads("dose.expiry.error")
        assert (view.dose.out.general, view.dose.out.values["expiry"]) == ("", "Mar 2024")
        assert facts(place, DoseWithTimeOut) == []
        hands.write("dose.expiry", "12/2099")
        view.dose.out.record()
        await until(lambda: len(facts(place, DoseWithTimeOut)) == 1)


async def test_a_number_that_is_too_long_takes_no_more_digits_and_keeps_those_it_has(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed") as (_, hands, view):
        hands.touch("tile.2")
        hands.touch("rail.dose")
        by = view.dose.givers[0]["key"]
        await typed(view, drug="ketamine", route="intramuscular", form="whole", stated_as="base", by=by)
        hands.touch("dose.to_amount")
        await hands.until_sees("pad.1")
        for digit in "12345678901234":
            hands.touch(f"pad.{digit}")
        assert view.dose.values["amount"] == "123456789012"
        hands.keys("7")
        assert view.dose.values["amount"] == "123456789012"
        hands.touch("pad.erase")
        hands.keys("5")
        assert view.dose.values["amount"] == "123456789015"


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640)])
async def test_what_is_to_be_written_and_what_needs_a_reason_stand_beside_the_button(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed", size=size) as (_, hands, view):
        hands.touch("tile.2")
        hands.touch("rail.dose")
        by = view.dose.givers[0]["key"]
        await typed(view, drug="ketamine", route="intramuscular", form="whole", stated_as="base", by=by, amount="50")
        hands.touch("dose.to_amount")
        hands.touch("pad.main")
        await hands.until_sees("dose.record")
        assert hands.reads("dose.summary").startswith("ketamine 50 mg")
        assert hands.reads("dose.wanting") == (
            "not cleared for the medicine today · no order for this medicine · not as it has to be before the medicine"
        )
        named = "group’s agreement, consent for this session, escort, food and drink, own medicines"
        assert view.dose.out.concerns.rows[2][1].endswith(f": {named}")
        await until(lambda: stacked(hands, "dose.summary", "dose.wanting", "dose.record"))
        hands.write("dose.reason.no_order", "on paper")  # which is scrolled to
        await until(lambda: stacked(hands, "dose.summary", "dose.wanting", "dose.record"))
        hands.touch("dose.record")
        await until(lambda: view.dose.out.refused_field == "not_cleared")
        await until(lambda: stacked(hands, "dose.reason.not_cleared", "dose.summary", "dose.record"))


def stacked(hands: Hands, *names: str) -> bool:
    """Whether these lie within the panel, each below the one before and clear of it."""
    places = [item.mapRectToScene(item.boundingRect()) for item in map(hands.there, names)]
    within = all(place.top() > 0 and place.bottom() < hands.window.view.height() for place in places)
    return within and all(above.bottom() <= below.top() for above, below in pairwise(places))


async def typed(view: RoomView, **values: str) -> None:
    """What stands in the dose panel before the time-out."""
    for name, text in values.items():
        view.dose.put(name, text)


async def test_a_dose_within_its_order_asks_for_nothing_and_keeps_lot_waste_and_witness(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed") as (place, hands, view):
        await place.ready("Amara")
        await place.write("Amara", ClearedForMedicine(prescriber="Dr. Hale", until=date(2026, 3, 31)))
        order = OrderGiven(
            drug="ketamine", route=Route.INTRAMUSCULAR, low=Decimal(40), high=Decimal(60), prescriber="Dr. Hale"
        )
        await place.write("Amara", order)
        hands.touch("tile.2")
        hands.touch("rail.dose")
        ines = place.app.at_screen
        assert ines is not None
        await typed(
            view, drug="Ketamine", route="intramuscular", form="whole", stated_as="base", by=str(ines.id), amount="50"
        )
        hands.touch("dose.to_amount")
        await hands.until_sees("dose.ordered")
        assert hands.reads("dose.ordered") == "Ordered: ketamine 40 to 60 mg, intramuscular"
        hands.touch("pad.main")
        await hands.until_sees("dose.record")
        told = {row[0]: row[1] for row in view.dose.out.rows.rows}
        assert told["Cleared"] == "until 2026-03-31, by Dr. Hale"
        assert told["Order"] == "ketamine 40 to 60 mg, intramuscular, no further dose, by Dr. Hale"
        assert told["Allergies"] == "penicillin"
        assert not hands.sees("dose.because")
        devi = next(staff for staff in place.session.state.staff.values() if staff.name == "Devi Rao")
        hands.touch(f"dose.second.{devi.id}")
        hands.write("dose.lot", "K2209")
        hands.write("dose.expiry", "2027-03")
        hands.write("dose.wasted", "50")
        hands.touch("dose.record")
        assert view.dose.out.refused_field == "witness"
        hands.touch(f"dose.witness.{devi.id}")
        hands.touch("dose.record")
        await until(lambda: len(facts(place, DoseWithTimeOut)) == 1)
        (dose,) = facts(place, DoseWithTimeOut)
        assert isinstance(dose, DoseWithTimeOut)
        assert (dose.lot, dose.expiry, dose.wasted_mg, dose.second_name, dose.witness_name) == (
            "K2209", "2027-03", Decimal(50), "Devi Rao", "Devi Rao",
        )  # fmt: skip
        assert dose.reasons == {}
        (standing,) = place.session.state.people[place.people["Amara"]].orders
        assert dose.order == standing.entry


async def test_a_further_dose_too_soon_asks_for_its_reason_and_says_it(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        await place.write("Amara", ClearedForMedicine(prescriber="Dr. Hale", until=date(2026, 3, 31)))
        order = OrderGiven(
            drug="ketamine",
            route=Route.INTRAMUSCULAR,
            low=Decimal(40),
            further=True,
            between_minutes=60,
            prescriber="Dr. Hale",
        )
        await place.write("Amara", order)
        hands.touch("tile.2")
        hands.touch("rail.dose")
        await typed(
            view, drug="ketamine", route="intramuscular", form="whole", stated_as="base", by=view.dose.givers[0]["key"],
            amount="40",
        )  # fmt: skip
        hands.touch("dose.to_amount")
        hands.touch("pad.main")
        await hands.until_sees("dose.record")
        assert [row[1] for row in view.dose.out.concerns.rows] == ["sooner than the order allows"]
        why = (
            "Hale said so by telephone at ten past nine, having heard of the heart rate, the pressure and the calm: "
            * 3
        )
        hands.write("dose.reason.too_soon", why + "the very end.")
        hands.touch("dose.record")
        await until(lambda: len(facts(place, DoseWithTimeOut)) == 1)
        (dose,) = facts(place, DoseWithTimeOut)
        assert isinstance(dose, DoseWithTimeOut)
        assert dose.reasons == {Concern.TOO_SOON: why + "the very end."}
        hands.touch("rail.history")
        await until(lambda: line_of("the very end.", hands) is not None)
        line = line_of("the very end.", hands)
        assert line is not None
        assert not line.property("truncated"), "a reason is read to its end"


def line_of(text: str, hands: Hands) -> QQuickItem | None:
    """What is drawn in the list of today and tells this."""
    told = [item for item in under(hands.there("history.list")) if item.inherits("QQuickText")]
    return next((item for item in told if text in str(item.property("text"))), None)


async def test_a_lozenge_is_timed_in_silence_on_the_tile(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed") as (place, hands, view):
        await place.ready("Amara")
        dose = DoseWithTimeOut(
            drug="ketamine", route=Route.SUBLINGUAL, amount_mg=Decimal(100), swish_minutes=10, by_oneself=True,
            reasons=dict.fromkeys((Concern.NOT_CLEARED, Concern.NO_ORDER, Concern.BY_ONESELF), "on paper"),
        )  # fmt: skip
        await place.write("Amara", dose)
        await until(lambda: hands.there("tile.2").property("mouth") == "in the mouth 10:00")
        place.clock.advance(timedelta(minutes=7, seconds=20))
        view.tick()
        assert hands.there("tile.2").property("mouth") == "in the mouth 2:40"
        assert "in the mouth 2:40" in hands.there("tile.2").property("accessible")
        await place.dose("Amara")  # into the muscle, while the lozenge is still in the mouth
        view.tick()
        assert hands.there("tile.2").property("since_dose") == "now"
        assert hands.there("tile.2").property("mouth") == "in the mouth 2:40"
        place.clock.advance(timedelta(minutes=3))
        view.tick()
        assert hands.there("tile.2").property("mouth") == "mouth: time is over"
        place.clock.advance(timedelta(minutes=6))
        view.tick()
        assert hands.there("tile.2").property("mouth") == ""


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640)])
async def test_every_control_of_the_further_pages_has_its_own_name_and_room(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with in_the_room(tmp_path, scene="busy", size=size) as (place, hands, view):
        await place.write("Amara", AdverseReported(what="nausea", severity=Severity.MODERATE), ago=4)
        hands.touch("tile.2")
        hands.touch("rail.support")
        for step in ("care.adverse", "adverse.new", "adverse.back", "adverse.event.0"):
            hands.touch(step)
            look_at(hands, step)
        hands.touch("rail.dose")
        for step in ("medicine.other", "medicine.order", "orders.new", "order.back", "orders.clear", "medicine.dose"):
            hands.touch(step)
            look_at(hands, step)
        giver = view.dose.givers[0]["key"]
        await typed(view, drug="x", route="oral", form="whole", stated_as="base", by=giver, amount="1", wasted_mg="1")
        hands.touch("dose.to_amount")
        hands.touch("pad.main")
        view.dose.out.put("wasted_mg", "1")
        look_at(hands, "time-out")
        await place.session.observe([place.people["Rowan"]], "tears")
        hands.touch("rail.observe")
        hands.touch("chip.laughter")
        await hands.until_sees("undo.wrong")
        hands.touch("undo.wrong")
        look_at(hands, "wrong person")


def look_at(hands: Hands, page: str) -> None:
    """Every control has a name of its own and room for a finger."""
    controls = [(spoken(item), item) for item in hands.controls()]
    names = [name for name, _ in controls]
    assert all(names), page
    assert {name for name in names if names.count(name) > 1} == set(), page
    for name, item in controls:
        if item.inherits("QQuickAbstractButton") and not item.objectName().startswith(("phase.", "moment.")):
            assert min(item.width(), item.height()) >= 56, (page, name)


async def test_no_key_moves_under_the_finger_when_the_amount_of_a_dose_is_refused(tmp_path: Path) -> None:
    keys = ("pad.1", "pad.8", "pad.main", "dose.strength", "dose.amount")
    async with in_the_room(tmp_path, scene="nobody_dosed") as (place, hands, view):
        await place.write(
            "Amara", OrderGiven(drug="ketamine", route=Route.ORAL, low=Decimal(40), prescriber="Dr. Hale")
        )
        by = view.dose.givers[0]["key"]
        for seat in (1, 2):  # without an order and with one, which stands above the fields
            hands.touch(f"tile.{seat}")
            hands.touch("rail.dose")
            await typed(view, drug="ketamine", route="oral", form="units", stated_as="base", by=by, strength="100")
            hands.touch("dose.to_amount")
            await hands.until_sees("pad.main")
            for size in ((1280, 800), (1024, 640), (1920, 1080), (800, 1280)):
                await resized(hands, size)
                for count in ("1", "2"):
                    view.dose.put("count", count)
                view.dose.put("amount", "50")
                assert not hands.sees("dose.refusal")
                before = {key: place_of(hands, key) for key in keys}
                assert before["pad.main"].bottom() <= place_of(hands, "panel").bottom(), "the last row is whole"
                hands.touch("pad.main")
                await hands.until_sees("dose.refusal")
                assert place_of(hands, "dose.refusal").top() >= place_of(hands, "panel.name").bottom() - 1
                assert {key: place_of(hands, key) for key in keys} == before, (seat, size)


async def test_what_a_facilitator_gives_awaits_nobody_in_the_window_where_the_programme_names_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = scenes._programme
    named = (Giver.FACILITATOR, Giver.ONESELF)
    monkeypatch.setattr(scenes, "_programme", lambda there: msgspec.structs.replace(plain(there), doses_by=named))
    async with in_the_room(tmp_path, scene="nobody_dosed") as (place, hands, view):
        await place.ready("Amara")
        tomas = next(staff for staff in place.session.state.staff.values() if staff.name == "Tomas Lind")
        place.session.at_screen = Who(id=tomas.id, name=tomas.name, roles=tomas.roles)
        hands.touch("tile.2")
        hands.touch("rail.dose")
        await typed(view, drug="ketamine", route="sublingual", form="whole", stated_as="base", amount="100")
        hands.touch(f"dose.by.self:{tomas.id}")
        hands.touch("dose.to_amount")
        hands.touch("pad.main")
        await hands.until_sees("dose.record")
        assert "by_oneself" not in [row[0] for row in view.dose.out.concerns.rows]
        hands.touch("dose.because.on_paper")
        hands.touch("dose.record")
        await until(lambda: len(facts(place, DoseWithTimeOut)) == 1)
        hands.touch("rail.history")
        row = next(row for row in view.history.lines.rows if row[2] == "dose")
        assert "taken by oneself under order" in row[3]
        assert "seen by Tomas Lind" in row[5]
        assert not row[7], "it awaits nobody"
        assert place.session.awaiting() == ()


async def test_a_second_person_who_has_a_pin_confirms_by_it(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        ines = place.app.at_screen
        assert ines is not None
        place.app.door.choose_pin(ines.id, "2468")
        tomas = next(staff for staff in place.session.state.staff.values() if staff.name == "Tomas Lind")
        hands.touch("tile.2")
        hands.touch("rail.dose")
        await typed(view, drug="ketamine", route="oral", form="whole", stated_as="base", by=str(tomas.id), amount="40")
        hands.touch("dose.to_amount")
        hands.touch("pad.main")
        await hands.until_sees("dose.record")
        hands.touch("dose.because.on_paper")
        hands.touch(f"dose.second.{ines.id}")
        hands.touch("dose.record")
        await hands.until_sees("dose.pin_of")
        assert hands.reads("dose.pin_of") == "PIN of Ines Okafor, who confirms this dose"
        hands.keys("11119")
        hands.key(Qt.Key.Key_Backspace)
        assert hands.there("dose.dots").property("count") == 4
        hands.key(Qt.Key.Key_Return)
        await until(lambda: view.dose.out.refusal != "")
        assert hands.there("dose.dots").property("count") == 0, "what was refused does not stay"
        assert facts(place, DoseWithTimeOut) == []
        for digit in "135":
            hands.touch(f"pad.{digit}")
        hands.touch("pad.next")
        assert hands.there("dose.dots").property("count") == 0
        hands.keys("24")  # the keyboard is still there, wherever a finger was
        assert hands.there("dose.dots").property("count") == 2
        hands.shell.veil.drop()
        assert view.dose.out.digits.count == 0, "nor does what is half typed, once nobody sees it"
        hands.shell.veil.lift()
        assert view.dose.out.values["second"] == str(ines.id), "all else waits"
        hands.touch("dose.record")
        await hands.until_sees("dose.pin_of")
        hands.keys("2468")
        hands.key(Qt.Key.Key_Return)
        await until(lambda: len(facts(place, DoseWithTimeOut)) == 1)
        (dose,) = facts(place, DoseWithTimeOut)
        assert isinstance(dose, DoseWithTimeOut)
        assert dose.second_name == "Ines Okafor"
        assert not hands.sees("dose.pin_of")


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640)])
async def test_all_that_is_read_aloud_stands_in_view_beside_the_button(tmp_path: Path, size: tuple[int, int]) -> None:
    async with in_the_room(tmp_path, size=size) as (place, hands, view):
        clinic, kept = place.app.clinic, picture_in(photo("JPG", (900, 1200)))
        assert clinic is not None
        await attachments.keep(clinic, place.people["Amara"], [kept], lambda told: PictureKept(picture=told))
        hands.touch("tile.2")
        hands.touch("rail.dose")
        by, put = view.dose.givers[0]["key"], {"strength": "100", "count": "0.6", "amount": "60"}
        await typed(view, drug="ketamine", route="intramuscular", form="liquid", stated_as="base", by=by, **put)
        hands.touch("dose.to_amount")
        hands.touch("pad.main")
        await hands.until_sees("dose.picture")
        await until(lambda: hands.reads("dose.record") == "Record the dose")
        told = [row[1] for row in view.dose.out.rows.rows]
        drawn = {item.property("text") for item, _ in texts(hands.window.view.contentItem())}
        assert "ketamine 60 mg, intramuscular" in told[-1]
        assert [text for text in told if text not in drawn] == []


async def test_where_it_cannot_all_stand_in_view_it_is_scrolled_through_before_the_dose_is_recorded(
    tmp_path: Path,
) -> None:
    async with in_the_room(tmp_path, size=(1024, 640)) as (_, hands, view):
        hands.touch("tile.2")
        hands.touch("rail.dose")
        by = view.dose.givers[0]["key"]
        await typed(view, drug="ketamine", route="intramuscular", form="whole", stated_as="base", by=by, amount="60")
        hands.touch("dose.to_amount")
        hands.touch("pad.main")
        await hands.until_sees("dose.record")
        hands.shell.appearance.set_percent("200")
        await until(lambda: hands.reads("dose.record") == "Read all of it first")
        assert not hands.there("dose.record").isEnabled()
        hands.touch("dose.lot.input")
        await until(lambda: hands.there("dose.record").isEnabled())


async def test_what_is_read_aloud_is_so_while_it_is_read(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        rowan = place.people["Rowan"]
        given = place.session.state.people[rowan].doses[0].entry
        hands.touch("tile.1")
        hands.touch("rail.dose")
        by = view.dose.givers[0]["key"]
        await typed(view, drug="ketamine", route="intramuscular", form="whole", stated_as="base", by=by, amount="40")
        view.dose.go_on()
        today = [row[1] for row in view.dose.out.rows.rows if row[0] == "Today"]
        assert today == ["ketamine 60 mg, intramuscular, 23 min"]
        assert "not_cleared" in [row[0] for row in view.dose.out.concerns.rows]
        view.dose.out.name_reason("not_cleared", "by telephone")
        place.clock.advance(timedelta(minutes=40))
        view.tick()
        today = [row[1] for row in view.dose.out.rows.rows if row[0] == "Today"]
        assert today == ["ketamine 60 mg, intramuscular, 1 h 03"]
        await place.session.write(ClearedForMedicine(prescriber="Dr. Sand", until=date(2026, 4, 1)), [rowan])
        await until(lambda: "not_cleared" not in [row[0] for row in view.dose.out.concerns.rows])
        assert any("Dr. Sand" in row[1] for row in view.dose.out.rows.rows)
        await place.session.void(given, "it was Amara's")
        await until(lambda: "60 mg" not in str(view.dose.out.rows.rows))
        assert view.dose.page == "time_out"
