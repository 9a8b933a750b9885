"""A dose that was held for a while before it is written, in the real window: who has left meanwhile, and when it was given."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from facilitator_app.record.doses import DoseWithTimeOut
from facilitator_app.record.room import StaffLeft
from facilitator_app.record.state import Staff
from facilitator_app.ui.room import RoomView
from tests.ui import scenes
from tests.ui.hands import Hands
from tests.ui.test_room import facts, in_the_room
from tests.ui.test_room_medicine import typed
from tests.waiting import until


def named(place: scenes.Room, name: str) -> Staff:
    return next(one for one in place.session.state.staff.values() if one.name == name)


async def held(hands: Hands, view: RoomView, by: str, amount: str = "60") -> None:
    """The time-out of the one on seat 1, read and with its reasons."""
    hands.touch("tile.1")
    hands.touch("rail.dose")
    await typed(view, drug="ketamine", route="intramuscular", form="whole", stated_as="base", by=by, amount=amount)
    hands.touch("dose.to_amount")
    hands.touch("pad.main")
    await hands.until_sees("dose.record")
    view.dose.out.give_reason("stands on paper")


async def leaves(place: scenes.Room, view: RoomView, who: Staff) -> None:
    """Half a minute later they are gone."""
    place.clock.advance(timedelta(seconds=30))
    await place.session.write(StaffLeft(staff=who.id))
    view.tick()


async def doses(place: scenes.Room, count: int) -> list[DoseWithTimeOut]:
    await until(lambda: len(facts(place, DoseWithTimeOut)) == count)
    return [one for one in facts(place, DoseWithTimeOut) if isinstance(one, DoseWithTimeOut)]


async def test_who_has_left_since_is_neither_second_person_nor_witness(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed") as (place, hands, view):
        devi, tomas = named(place, "Devi Rao"), named(place, "Tomas Lind")
        await held(hands, view, view.dose.givers[0]["key"])
        out = view.dose.out
        hands.touch(f"dose.second.{devi.id}")
        hands.write("dose.wasted", "40")
        hands.touch(f"dose.witness.{devi.id}")
        hands.touch("tile.3")
        await leaves(place, view, devi)
        hands.touch("tile.1")
        hands.touch("rail.dose")
        await hands.until_sees("dose.wanting")
        assert "Devi Rao was chosen before: choose again who confirms it" in hands.reads("dose.wanting")
        assert (out.values["second"], out.values["witness"]) == ("", "")
        hands.touch("dose.record")
        assert out.refused_field == "witness", "what was thrown away needs somebody who is there"
        hands.touch(f"dose.witness.{tomas.id}")
        hands.touch(f"dose.second.{tomas.id}")
        assert "was chosen before" not in hands.reads("dose.wanting")
        hands.touch("dose.record")
        (dose,) = await doses(place, 1)
        assert (dose.second_name, dose.witness_name) == ("Tomas Lind", "Tomas Lind")


async def test_who_leaves_while_the_time_out_is_on_show_confirms_it_only_for_the_time_when_they_were_there(
    tmp_path: Path,
) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed") as (place, hands, view):
        devi = named(place, "Devi Rao")
        await held(hands, view, view.dose.givers[0]["key"])
        out = view.dose.out
        out.put("second", str(devi.id))
        await leaves(place, view, devi)
        await until(lambda: out.values["second"] == "")
        assert not hands.sees(f"dose.second.{devi.id}")
        place.clock.advance(timedelta(minutes=1))
        hands.touch("moment.2")
        await hands.until_sees(f"dose.second.{devi.id}")
        out.put("second", str(devi.id))
        out.give_reason("stands on paper")
        hands.touch("dose.record")
        (dose,) = await doses(place, 1)
        assert dose.second_name == "Devi Rao"


async def test_the_time_out_names_who_gave_it_and_asks_where_they_have_left(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed") as (place, hands, view):
        tomas = named(place, "Tomas Lind")
        await held(hands, view, str(tomas.id))
        assert hands.reads("dose.summary").endswith("given by Tomas Lind")
        hands.touch("tile.3")
        await leaves(place, view, tomas)
        hands.touch("tile.1")
        hands.touch("rail.dose")
        await until(lambda: hands.reads("dose.summary").endswith("given by Tomas Lind, who had left the room by then"))
        hands.touch("dose.record")
        assert view.dose.out.refusal.startswith("Tomas Lind had left the room by then.")
        assert facts(place, DoseWithTimeOut) == []
        hands.touch("dose.back")
        hands.touch("pad.main")
        assert view.dose.refused_field == "by"
        hands.touch("pad.first")
        assert not hands.sees(f"dose.by.{tomas.id}")
        view.dose.put("by", f"self:{view.dose.givers[0]['key']}")
        hands.touch("dose.to_amount")
        hands.touch("pad.main")
        await until(lambda: hands.reads("dose.summary").endswith("seen by Ines Okafor"))
        hands.shell.appearance.speak("es")
        await hands.until_sees("tile.1")
        hands.touch("tile.1")
        hands.touch("rail.dose")
        await until(lambda: hands.reads("dose.summary").endswith("lo vio Ines Okafor"))


async def test_a_medicine_for_a_side_effect_is_nobodys_who_has_left(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed") as (place, hands, view):
        tomas, put = named(place, "Tomas Lind"), view.medication.put
        hands.touch("tile.1")
        hands.touch("rail.dose")
        hands.touch("medicine.other")
        for name, text in {"name": "ondansetron", "amount": "4", "unit": "mg", "route": "oral"}.items():
            put(name, text)
        put("for_what", "nausea")
        put("by", str(tomas.id))
        await leaves(place, view, tomas)
        hands.touch("medication.record")
        assert view.medication.refused_field == "by"
        assert view.medication.refusal.startswith("Tomas Lind had left the room by then.")
