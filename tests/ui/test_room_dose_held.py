"""A dose that was held for a while before it is written, in the real window: who has left meanwhile, and when it was given."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from facilitator_app.record.adverse import AdverseReported
from facilitator_app.record.doses import DoseWithTimeOut, Route
from facilitator_app.record.medication import MedicationGiven
from facilitator_app.record.orders import ClearedForMedicine, OrderGiven
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


async def held(place: scenes.Room, hands: Hands, view: RoomView, by: str) -> None:
    """The time-out of Rowan, who is ready, cleared and has an order."""
    await place.ready("Rowan")
    await place.write("Rowan", ClearedForMedicine(prescriber="Dr. Hale", until=date(2026, 3, 31)))
    order = OrderGiven(drug="ketamine", route=Route.INTRAMUSCULAR, low=Decimal(60), prescriber="Dr. Hale")
    await place.write("Rowan", order)
    hands.touch("tile.1")
    hands.touch("rail.dose")
    await typed(view, drug="ketamine", route="intramuscular", form="whole", stated_as="base", by=by, amount="60")
    hands.touch("dose.to_amount")
    hands.touch("pad.main")
    await hands.until_sees("dose.record")


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
        await held(place, hands, view, view.dose.givers[0]["key"])
        out = view.dose.out
        hands.touch(f"dose.second.{devi.id}")
        hands.write("dose.wasted", "40")
        hands.touch(f"dose.witness.{devi.id}")
        hands.touch("tile.3")
        await leaves(place, view, devi)
        hands.touch("tile.1")
        hands.touch("rail.dose")
        await hands.until_sees("dose.anew")
        assert hands.reads("dose.anew") == "Choose again who confirms or saw it (before: Devi Rao)"
        assert (out.values["second"], out.values["witness"]) == ("", "")
        hands.touch("dose.record")
        assert out.refused_field == "witness", "what was thrown away needs somebody who is there"
        hands.touch(f"dose.witness.{tomas.id}")
        hands.touch(f"dose.second.{tomas.id}")
        await until(lambda: not hands.sees("dose.anew"))
        hands.touch("dose.record")
        (dose,) = await doses(place, 1)
        assert (dose.second_name, dose.witness_name) == ("Tomas Lind", "Tomas Lind")


async def test_who_leaves_while_the_time_out_is_on_show_confirms_it_only_for_the_time_when_they_were_there(
    tmp_path: Path,
) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed") as (place, hands, view):
        devi = named(place, "Devi Rao")
        await held(place, hands, view, view.dose.givers[0]["key"])
        out = view.dose.out
        out.put("second", str(devi.id))
        await leaves(place, view, devi)
        await until(lambda: out.values["second"] == "")
        assert not hands.sees(f"dose.second.{devi.id}")
        place.clock.advance(timedelta(minutes=1))
        hands.touch("moment.2")
        await hands.until_sees(f"dose.second.{devi.id}")
        out.give_reason("stands on paper")
        hands.touch(f"dose.second.{devi.id}")
        hands.touch("dose.record")
        (dose,) = await doses(place, 1)
        assert dose.second_name == "Devi Rao"


async def test_the_time_out_names_who_gave_it_and_asks_where_they_have_left(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed") as (place, hands, view):
        tomas = named(place, "Tomas Lind")
        await held(place, hands, view, str(tomas.id))
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


def times(place: scenes.Room, kind: type = DoseWithTimeOut) -> list[datetime]:
    """For when those lines are told."""
    return [line.entry.observed_at for line in place.session.history.lines() if isinstance(line.entry.fact, kind)]


async def away(place: scenes.Room, hands: Hands, view: RoomView, minutes: int) -> None:
    """Somebody else is looked after for a while, and then it is Rowan's dose again."""
    hands.touch("tile.3")
    place.clock.advance(timedelta(minutes=minutes))
    view.tick()
    hands.touch("tile.1")
    hands.touch("rail.dose")


async def test_a_dose_that_was_held_some_time_ago_asks_when_it_was_given_and_who_confirms_it(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed") as (place, hands, view):
        devi, then = named(place, "Devi Rao"), place.clock.now()
        await held(place, hands, view, view.dose.givers[0]["key"])
        out = view.dose.out
        assert not hands.sees("dose.unsaved")
        hands.touch(f"dose.second.{devi.id}")
        await away(place, hands, view, 20)
        typed_at = view.desk.moment_row.told_at(then)
        assert hands.reads("dose.unsaved") == f"Typed {typed_at}, not saved yet. When was it given?"
        assert not any(hands.there(f"dose.given.{key}").property("chosen") for key in ("then", "now"))
        assert not any(hands.there(f"moment.{minutes}").property("on") for minutes in (0, 2, 5, 10))
        assert hands.reads("dose.anew").endswith("(before: Devi Rao)")
        out.record()  # by a key; a finger has to read all of it again first
        assert out.refusal == "Say first when it was given."
        assert facts(place, DoseWithTimeOut) == []
        hands.touch("dose.given.then")
        assert not hands.sees("dose.given.then")
        assert hands.reads("dose.unsaved") == f"Typed {typed_at}, not saved yet: for {typed_at}"
        assert out.refusal == ""
        hands.touch(f"dose.second.{devi.id}")
        hands.touch("dose.record")
        (dose,) = await doses(place, 1)
        assert dose.second_name == "Devi Rao"
        assert abs(times(place)[0] - then) < timedelta(seconds=1)
        await until(lambda: not hands.sees("dose.unsaved"))


async def test_a_dose_that_is_given_only_now_is_told_for_now_and_asked_again_after_a_while(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed") as (place, hands, view):
        await held(place, hands, view, view.dose.givers[0]["key"])
        place.clock.advance(timedelta(minutes=6))
        view.tick()
        await until(lambda: hands.sees("dose.given.now"))  # nobody was away: it is old all the same
        hands.touch("dose.given.now")
        await until(lambda: not hands.sees("dose.unsaved"))
        assert hands.there("moment.0").property("on")
        await away(place, hands, view, 4)
        assert not hands.sees("dose.given.now")
        await away(place, hands, view, 4)
        hands.touch("dose.given.now")
        view.dose.out.give_reason("stands on paper")
        hands.touch("dose.record")
        await doses(place, 1)
        assert place.clock.now() - times(place)[0] < timedelta(seconds=5)


async def test_a_time_out_that_is_held_again_by_who_stayed_at_it_is_of_now(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed") as (place, hands, view):
        await held(place, hands, view, view.dose.givers[0]["key"])
        hands.touch("dose.back")
        place.clock.advance(timedelta(minutes=6))
        view.tick()
        hands.touch("pad.main")
        assert not hands.sees("dose.given.now")
        hands.touch("dose.back")
        await away(place, hands, view, 6)
        assert hands.reads("dose.amount_unsaved").endswith(", not saved yet")
        hands.touch("pad.first")
        assert hands.reads("dose.what_unsaved").endswith(", not saved yet")
        hands.touch("dose.to_amount")
        hands.touch("pad.main")
        await hands.until_sees("dose.given.now")  # it may have been given before anybody came to the time-out


async def test_a_medicine_typed_some_time_ago_asks_when_and_an_event_is_told_for_then(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed") as (place, hands, view):
        then, put = place.clock.now(), view.medication.put
        hands.touch("tile.1")
        hands.touch("rail.dose")
        hands.touch("medicine.other")
        filled = {"name": "ondansetron", "amount": "4", "unit": "mg", "route": "oral", "for_what": "nausea"}
        for name, text in (filled | {"by": view.medication.givers[0]["key"]}).items():
            put(name, text)
        hands.touch("rail.support")
        hands.touch("care.adverse")
        hands.touch("adverse.new")
        hands.touch("adverse.severity.mild")
        hands.touch("adverse.what.nausea")
        await away(place, hands, view, 20)
        hands.touch("medicine.other")
        hands.touch("medication.record")
        assert view.medication.refusal == "Say first when it was given."
        hands.touch("medication.given.now")
        hands.touch("medication.record")
        await until(lambda: times(place, MedicationGiven))
        assert place.clock.now() - times(place, MedicationGiven)[0] < timedelta(seconds=5)
        hands.touch("rail.support")
        hands.touch("care.adverse")
        assert hands.reads("adverse_new.unsaved").startswith("Typed ")
        hands.touch("adverse.save")
        await until(lambda: times(place, AdverseReported))
        assert abs(times(place, AdverseReported)[0] - then) < timedelta(seconds=1)


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
