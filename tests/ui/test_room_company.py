"""With me, leaving, out of the room: in the real window."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from facilitator_app.record.company import CameBack, CompanyBegan, CompanyEnded, SteppedOut
from facilitator_app.record.room import Observed, SupportCalled
from tests.ui.test_room import facts, in_the_room
from tests.waiting import until


async def test_with_me_and_leaving_are_one_touch_on_the_panel_and_the_quiet_one_shows(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        place.clock.advance(timedelta(minutes=20))
        view.tick()
        assert hands.there("tile.1").property("longest"), (
            "everybody was measured together; the first seat waits longest"
        )
        hands.touch("tile.1")
        hands.touch("company")
        await until(lambda: hands.there("tile.1").property("company") == "Ines · now")
        assert len(facts(place, CompanyBegan)) == 1
        assert hands.there("tile.2").property("longest")
        place.clock.advance(timedelta(minutes=7))
        view.tick()
        assert hands.there("tile.1").property("company") == "Ines · 7 min"
        assert "Ines with them since 7 min" in hands.there("tile.1").property("accessible")
        hands.touch("company")
        await until(lambda: hands.there("tile.1").property("company") == "just seen to")
        assert len(facts(place, CompanyEnded)) == 1
        assert hands.there("tile.2").property("company").endswith("longest")


async def test_with_me_on_another_ends_it_on_the_first_and_the_only_one_alone_is_marked(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, view):
        hands.touch("tile.1")
        hands.touch("company")
        await until(lambda: hands.there("tile.1").property("company") == "Ines · now")
        hands.touch("tile.2")
        hands.touch("company")
        await until(lambda: view.desk.undo_text == "2 Amara: you are with them, no longer with 1 Rowan")
        await until(lambda: hands.there("tile.1").property("company") == "just seen to")
        place.clock.advance(timedelta(minutes=12))
        view.tick()
        await until(lambda: hands.there("tile.1").property("longest") is True)
        assert hands.there("tile.1").property("company") == "alone 12 min, longest"


async def test_looking_at_somebody_counts_for_nothing_and_vitals_count(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        place.clock.advance(timedelta(minutes=30))
        await place.saw("Rowan", "still")
        view.tick()
        alone = hands.there("tile.1").property("company")
        assert alone.startswith("alone ")
        assert alone != "just seen to"
        await place.check("Rowan", 70, 120, 80, 98)
        await until(lambda: hands.there("tile.1").property("company") == "just seen to")


async def test_out_of_the_room_is_two_touches_marked_when_long_and_back_is_one(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("tile.2")
        hands.touch("rail.person")
        hands.touch("away.with")
        hands.touch("away.to.lavatory")
        await until(lambda: hands.there("tile.2").property("away") == "out now: lavatory, Ines")
        assert facts(place, SteppedOut) == [SteppedOut(where="lavatory", with_whom="Ines Okafor")]
        assert not hands.there("tile.2").property("away_long")
        place.clock.advance(timedelta(minutes=10))
        view.tick()
        assert hands.there("tile.2").property("away") == "still out 10 min: lavatory, Ines"
        assert hands.there("tile.2").property("away_long")
        assert "still out 10 min: lavatory" in hands.there("tile.2").property("accessible")
        hands.touch("away.back")
        await until(lambda: hands.there("tile.2").property("away") == "")
        assert len(facts(place, CameBack)) == 1


async def test_one_undo_takes_back_an_act_on_everybody_in_one_go(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        hands.touch("room.all")
        hands.touch("chip.laughter")
        await hands.until_sees("undo.undo")
        hands.touch("undo.undo")
        await until(lambda: len([line for line in place.session.history.lines() if line.voided]) == 6)
        voids = {line.voided.act for line in place.session.history.lines() if line.voided}
        assert len(voids) == 1


async def test_who_goes_out_for_longer_is_marked_after_the_minutes_that_were_chosen(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, view):
        hands.touch("tile.2")
        hands.touch("rail.person")
        hands.touch("away.within.20")
        hands.touch("away.to.outside")
        await until(lambda: facts(place, SteppedOut) == [SteppedOut(where="outside", back_within=20)])
        place.clock.advance(timedelta(minutes=19))
        view.tick()
        assert not hands.there("tile.2").property("away_long")
        place.clock.advance(timedelta(minutes=1))
        view.tick()
        assert hands.there("tile.2").property("away_long")


async def test_all_is_all_who_are_here_and_who_is_out_of_the_room_is_named_as_left_out(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=3) as (place, hands, view):
        await place.write("Amara", SteppedOut(where="lavatory"))
        already = len(facts(place, Observed))
        hands.touch("rail.observe")
        hands.touch("for.all")
        assert view.desk.whom() == "2 people: 1, 3"
        hands.touch("chip.resting_quietly")
        await until(lambda: len(facts(place, Observed)) == already + 2)
        await until(lambda: view.desk.undo_text == "2 people: 1, 3: Resting quietly")
        hands.touch("for.several")
        hands.touch("tile.2")
        hands.touch("chip.still")
        await until(lambda: len(facts(place, Observed)) == already + 4)
        await until(lambda: "Out of the room, not written: 2 Amara" in view.desk.undo_text)
        view.desk.moment.choose_time()
        view.desk.moment.type("25 o'clock")
        hands.touch("chip.smiling")
        await until(lambda: view.observe.refusal != "")
        view.desk.moment.choose(0)
        await place.write("Rowan", SteppedOut(where="garden"))
        await place.write("Idris", SteppedOut(where="garden"))
        hands.touch("chip.smiling")
        assert view.observe.refusal == "Everybody chosen is out of the room: choose them one by one."
        view.desk.moment.choose(5)  # then all of them were here
        hands.touch("chip.smiling")
        await until(lambda: len(facts(place, Observed)) == already + 7)


async def test_a_double_touch_on_support_is_one_call_and_one_undo_takes_the_mark_away(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, view):
        hands.touch("tile.1")
        hands.touch("quick.support")
        hands.touch("quick.support")
        await until(lambda: view.support.refusal == "Support is wanted for Rowan already: that call stands open.")
        await until(lambda: hands.there("tile.1").property("support") != "")
        assert len(facts(place, SupportCalled)) == 1
        await until(lambda: view.desk.undo_text != "")
        view.desk.undo()
        await until(lambda: hands.there("tile.1").property("support") == "")
        await place.write("Amara", SupportCalled())
        view.reach_for("all")
        view.support.call("")
        await until(lambda: len([one for one in place.session.state.people.values() if one.support]) == 2)
