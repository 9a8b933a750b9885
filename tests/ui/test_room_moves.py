"""The wrong person: what was just touched, or stands in a line, is moved to another seat by two touches."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QRectF, Qt

from facilitator_app.record import room
from facilitator_app.record.doses import Concern, DoseWithTimeOut, Route
from facilitator_app.record.emergency import EmergencyBegan, EmergencyEnded, EmergencyStep, Step
from facilitator_app.record.moves import Moved
from facilitator_app.record.orders import ClearedForMedicine, OrderGiven
from facilitator_app.record.state import Person
from facilitator_app.text import render
from facilitator_app.ui.room import RoomView
from tests.ui import scenes
from tests.ui.hands import Hands, spoken
from tests.ui.longer import cut, in_a_longer_language
from tests.ui.test_room import facts, in_the_room, saw
from tests.ui.test_room_medicine import look_at
from tests.waiting import until


def person(place: scenes.Room, name: str) -> Person:
    return place.session.state.people[place.people[name]]


async def test_a_touch_for_the_wrong_person_is_moved_by_two_touches_and_back_by_one(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("tile.2")
        hands.touch("chip.laughter")
        await hands.until_sees("undo.wrong")
        place.clock.advance(timedelta(seconds=9))
        view.tick()
        hands.touch("undo.wrong")
        seat = hands.there("undo.to.4")
        place.clock.advance(timedelta(seconds=40))
        view.tick()
        assert hands.there("undo.to.4") is seat, "a finger may be on it"
        hands.touch("undo.to.4")
        await until(lambda: saw(place, "Laughter") == [place.people["Noor"]])
        assert hands.there("tile.2").property("observation") == "Still"
        await hands.until_sees("undo.text")
        assert hands.reads("undo.text") == "moved to 4 Noor"
        hands.touch("undo.undo")
        await until(lambda: saw(place, "Laughter") == [place.people["Amara"]])
        assert len(facts(place, Moved)) == 2


async def test_who_thinks_again_keeps_it_where_it_is(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("tile.2")
        hands.touch("chip.laughter")
        await hands.until_sees("undo.wrong")
        hands.touch("undo.wrong")
        assert hands.sees("undo.to.4")
        hands.touch("undo.wrong")
        assert not hands.sees("undo.to.4")
        place.clock.advance(timedelta(seconds=11))
        view.tick()
        assert not hands.sees("undo.wrong")
        assert saw(place, "Laughter") == [place.people["Amara"]]


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640)])
async def test_undo_stays_under_the_finger_while_the_seats_are_offered(tmp_path: Path, size: tuple[int, int]) -> None:
    async with in_the_room(tmp_path, size=size) as (place, hands, view):
        hands.touch("tile.2")
        hands.touch("chip.laughter")
        await hands.until_sees("undo.wrong")
        before = {name: where(hands, name) for name in ("undo.text", "undo.wrong", "undo.undo")}
        hands.touch("undo.wrong")
        after = {name: where(hands, name) for name in before}
        assert after == before, "what lay under the finger went away"
        assert hands.reads("undo.text") == "2 Amara: Laughter", "what Undo would undo can still be read"
        seats = [where(hands, f"undo.to.{seat}") for seat in (1, 3, 4, 5, 6)]
        stood = (before["undo.wrong"], before["undo.undo"])
        assert not [seat for seat in seats if any(seat.intersects(one) for one in stood)]
        hands.touch("undo.undo")
        await until(lambda: not saw(place, "Laughter"))
        assert facts(place, Moved) == []
        await until(lambda: not hands.sees("undo.to.4"))
        assert view.desk.seats == []


def where(hands: Hands, name: str) -> QRectF:
    """The place of a thing in the window."""
    item = hands.there(name)
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


async def test_what_is_about_several_offers_no_other_seat(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (_, hands, view):
        hands.touch("room.all")
        hands.touch("chip.laughter")
        await hands.until_sees("undo.undo")
        assert not hands.sees("undo.wrong")
        hands.touch("for.one")
        hands.touch("tile.2")
        hands.touch("company")
        await until(lambda: view.desk.undo_text == "2 Amara: you are with them")
        assert hands.sees("undo.wrong"), "who is with whom moves to another seat"


async def test_a_line_of_today_is_opened_and_moved_and_both_people_show_it(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        dosed = len(person(place, "Idris").doses)
        hands.touch("tile.1")
        hands.touch("rail.history")
        rows = view.history.lines.rows
        number = next(n for n, row in enumerate(rows) if row[2] == "dose")
        view.history.open(rows[number][0])
        await hands.until_sees("amend.seat")
        hands.touch(f"amend.seat.{place.people['Idris']}")
        await until(lambda: len(person(place, "Idris").doses) == dosed + 1)
        assert person(place, "Rowan").doses == ()
        await until(lambda: "dose clock" in [row[2] for row in view.history.lines.rows])
        assert ("dose clock", "no dose to count from any more") in [row[2:4] for row in view.history.lines.rows]
        hands.touch("tile.3")
        there = next(row for row in view.history.lines.rows if row[2] == "dose" and "moved here" in row[5])
        assert "Idris" not in " ".join(map(str, there))
        assert "Rowan" not in " ".join(map(str, there))


DOSE = DoseWithTimeOut(drug="ketamine", route=Route.INTRAMUSCULAR, amount_mg=Decimal(40))
CLEARED = ClearedForMedicine(prescriber="Dr. Hale", until=date(2026, 12, 31))
ORDER = OrderGiven(drug="ketamine", route=Route.INTRAMUSCULAR, low=Decimal(40), prescriber="Dr. Hale")


async def dosed_wrongly(place: scenes.Room, view: RoomView, hands: Hands, *cleared: str) -> None:
    """A dose that Amara had was just written for Rowan; who is cleared and has an order is named."""
    for name in ("Rowan", "Amara"):
        await place.ready(name, ago=3)
    for name in cleared:
        for fact in (CLEARED, ORDER):
            await place.write(name, fact, ago=3)
    hands.touch("tile.1")
    rowan = [place.people["Rowan"]]
    await view.desk.write(lambda at: place.session.write(DOSE, rowan, at=at), "1 Rowan: ketamine 40 mg")
    hands.touch("rail.dose")
    await hands.until_sees("undo.wrong")


async def test_a_dose_is_moved_by_two_touches_where_nothing_stands_in_its_way(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed") as (place, hands, view):
        await dosed_wrongly(place, view, hands, "Rowan", "Amara")
        hands.touch("undo.wrong")
        hands.touch("undo.to.2")
        await until(lambda: len(person(place, "Amara").doses) == 1)
        assert person(place, "Rowan").doses == ()
        assert not hands.sees("moving.go")


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640)])
async def test_what_stands_in_a_doses_way_with_the_right_person_is_asked_before_it_moves(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed", size=size) as (place, hands, view):
        await dosed_wrongly(place, view, hands, "Rowan")
        hands.touch("undo.wrong")
        hands.touch("undo.to.2")
        await hands.until_sees("moving.go")
        look_at(hands, "a dose on its way to somebody else")
        assert hands.reads("moving.whom") == "To 2 Amara"
        assert "ketamine 40 mg, intramuscular" in hands.reads("moving.what")
        asked = [row[1] for row in view.moving.concerns.rows]
        assert asked == ["not cleared for the medicine today", "no order for this medicine"]
        assert len(person(place, "Rowan").doses) == 1, "nothing moves before"
        hands.touch("moving.go")
        await until(lambda: view.moving.refused_field == "not_cleared")
        assert hands.reads("moving.reason.not_cleared.error").startswith("Name the reason")
        hands.write("moving.reason.not_cleared", "Hale said so at nine.")
        hands.touch("moving.because.on_paper")
        # somebody else is looked at meanwhile: it waits for Rowan
        hands.touch("tile.3")
        assert not hands.sees("moving.go")
        hands.touch("tile.1")
        hands.touch("rail.dose")
        await hands.until_sees("moving.go")
        hands.touch("moving.go")
        await until(lambda: len(person(place, "Amara").doses) == 1)
        assert person(place, "Rowan").doses == ()
        last = facts(place, DoseWithTimeOut)[-1]
        assert isinstance(last, DoseWithTimeOut)
        assert last.reasons == {Concern.NOT_CLEARED: "Hale said so at nine.", Concern.NO_ORDER: "stands on paper"}
        await until(lambda: not hands.sees("moving.go"))
        # and back by one touch: it stands as it stood
        await until(lambda: hands.reads("undo.text") == "moved to 2 Amara")
        hands.touch("undo.undo")
        await until(lambda: len(person(place, "Rowan").doses) == 1)
        assert person(place, "Amara").doses == ()
        assert not hands.sees("moving.go")


async def test_who_thinks_again_about_a_dose_keeps_it_and_what_is_withdrawn_meanwhile_is_not_moved(
    tmp_path: Path,
) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed") as (place, hands, view):
        await dosed_wrongly(place, view, hands, "Rowan")
        line = person(place, "Rowan").doses[0].entry
        hands.touch("rail.history")
        view.history.open(str(line))
        await hands.until_sees("amend.seat")
        for _ in range(2):
            hands.touch(f"amend.seat.{place.people['Amara']}")
            await hands.until_sees("moving.stop")
            hands.touch("moving.stop")
            await hands.until_sees("amend.seat")
        assert len(person(place, "Rowan").doses) == 1
        assert facts(place, Moved) == []
        hands.touch(f"amend.seat.{place.people['Amara']}")
        await hands.until_sees("moving.go")
        await place.session.void(line, "not given")
        await until(lambda: not hands.sees("moving.go"))
        assert person(place, "Amara").doses == ()


async def test_the_question_about_a_dose_waits_for_who_is_called_away_and_both_people_and_the_room_tell_it(
    tmp_path: Path,
) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed") as (place, hands, view):
        await dosed_wrongly(place, view, hands, "Rowan")
        hands.touch("undo.wrong")
        hands.touch("undo.to.2")
        await hands.until_sees("moving.go")
        # Idris cries, and nothing was typed yet
        hands.touch("tile.3")
        hands.touch("chip.tears")
        await until(lambda: saw(place, "Tears") == [place.people["Idris"]])
        place.clock.advance(timedelta(minutes=2))
        view.tick()
        assert view.waiting == []
        for seat in (1, 2):
            hands.touch(f"tile.{seat}")
            assert hands.sees("rail.dose.waits"), seat
            assert hands.sees("chip.tears"), "what the seat was touched for is there"
        hands.touch("rail.dose")
        told = hands.there(f"moving.waits.{place.people['Amara']}")
        assert spoken(told) == "1 Rowan → 2 Amara"
        what = view.moving.there.rows[0][2]
        assert what.startswith("Reasons wanted: ")
        assert what.endswith("ketamine 40 mg, intramuscular")
        look_at(hands, "a dose that waits to come to this person")
        # nobody is chosen: the room tells it, and leads there
        view.choose_nobody()
        look_at(hands, "a dose that waits for its reasons, where nobody is chosen")
        hands.touch(f"moving.waits.{place.people['Amara']}")
        await hands.until_sees("moving.go")
        assert view.desk.chosen == (place.people["Rowan"],)
        assert hands.reads("moving.whom") == "To 2 Amara"
        hands.key(Qt.Key.Key_4, "4")
        assert view.desk.chosen == (place.people["Noor"],), "no pad takes a key behind the question"
        hands.touch("tile.1")
        hands.touch("rail.dose")
        hands.touch("moving.because.on_paper")
        hands.touch("moving.go")
        await until(lambda: len(person(place, "Amara").doses) == 1)
        view.tick()
        for seat in (1, 2):
            hands.touch(f"tile.{seat}")
            assert not hands.sees("rail.dose.waits"), seat
        assert view.moving.everywhere.rows == ()


async def test_a_dose_that_waits_for_its_word_is_told_at_both_ways_out_and_at_the_end_of_the_session(
    tmp_path: Path,
) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed", seats=3) as (place, hands, view):
        await dosed_wrongly(place, view, hands, "Rowan")
        hands.touch("undo.wrong")
        hands.touch("undo.to.2")
        await hands.until_sees("moving.go")
        hands.touch("tile.3")
        hands.touch("rail.leave")
        assert "→" not in view.leaving.left_open, "nothing of it is Idris's"
        for seat in (1, 2):
            hands.touch(f"tile.{seat}")
            hands.touch("rail.leave")
            hands.touch("way.open")
            hands.touch("way.did_not_take_medicine")
            told = hands.reads("way.left_open").splitlines()[-1]
            assert told.startswith("1 Rowan → 2 Amara: Reasons wanted: "), seat
        view.open("end")
        hands.touch(f"moving.waits.{place.people['Amara']}")
        await hands.until_sees("moving.go")
        hands.touch("moving.stop")
        view.tick()
        assert view.moving.everywhere.rows == ()
        view.open("end")
        assert not hands.sees(f"moving.waits.{place.people['Amara']}")


async def test_of_two_doses_of_one_person_each_keeps_its_own_question(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed") as (place, hands, view):
        await dosed_wrongly(place, view, hands, "Rowan")
        hands.touch("undo.wrong")
        hands.touch("undo.to.2")
        await hands.until_sees("moving.go")
        hands.write("moving.reason.not_cleared", "Hale said so at nine.")
        hands.touch("tile.3")
        place.clock.advance(timedelta(minutes=1))
        hands.touch("tile.1")
        again = msgspec.structs.replace(DOSE, amount_mg=Decimal(20), reasons=dict.fromkeys(Concern, "on paper"))
        rowan = [place.people["Rowan"]]
        await view.desk.write(lambda at: place.session.write(again, rowan, at=at), "1 Rowan: ketamine 20 mg")
        hands.touch("undo.wrong")
        hands.touch("undo.to.4")
        await hands.until_sees("moving.go")
        assert hands.reads("moving.whom") == "To 4 Noor"
        assert "ketamine 20 mg" in hands.reads("moving.what")
        view.choose_nobody()
        view.tick()
        assert [row[3] for row in view.moving.everywhere.rows] == ["1 Rowan → 2 Amara", "1 Rowan → 4 Noor"]
        hands.touch(f"moving.waits.{place.people['Noor']}")
        await until(lambda: hands.reads("moving.whom") == "To 2 Amara")
        assert hands.reads("moving.reason.not_cleared") == "Hale said so at nine."
        hands.touch("moving.stop")
        await until(lambda: hands.reads("moving.whom") == "To 4 Noor")
        assert hands.reads("moving.reason.not_cleared") == ""
        hands.touch("moving.because.on_paper")
        hands.touch("moving.go")
        await until(lambda: len(person(place, "Noor").doses) == 1)
        await until(lambda: view.moving.everywhere.rows == ())
        assert [dose.amount_mg for dose in person(place, "Rowan").doses] == [Decimal(40)]


async def test_a_dose_that_is_withdrawn_meanwhile_waits_for_nobody(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed") as (place, hands, view):
        await dosed_wrongly(place, view, hands, "Rowan")
        line = person(place, "Rowan").doses[0].entry
        hands.touch("tile.3")
        hands.touch("undo.wrong")
        hands.touch("undo.to.2")
        await hands.until_sees("moving.go")
        assert view.desk.chosen == (place.people["Rowan"],), "it is a question about Rowan's dose"
        hands.touch("tile.2")
        assert view.waiting == ["dose"]
        await place.session.void(line, "not given")
        view.tick()
        assert view.waiting == []
        hands.touch("tile.1")
        view.tick()
        assert view.waiting == []
        hands.touch("rail.dose")
        assert not hands.sees("moving.go")


async def test_a_way_out_offers_no_other_seat(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        await place.write("Rowan", room.WentOut(way=room.WayOut.WITHDREW, note="went home"))
        hands.touch("tile.1")
        hands.touch("rail.history")
        view.history.open(next(row[0] for row in view.history.lines.rows if row[2] == "way out"))
        await hands.until_sees("amend.save")
        assert not hands.sees("amend.seat")


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640)])
@pytest.mark.parametrize("seats", [2, 6, 8])
async def test_nothing_of_what_takes_a_touch_back_is_cut_off_in_a_longer_language_either(
    tmp_path: Path, size: tuple[int, int], seats: int
) -> None:
    async with in_the_room(tmp_path, seats=seats, size=size) as (_, hands, _view):
        hands.touch("tile.2")
        hands.touch("chip.laughter")
        await hands.until_sees("undo.wrong")
        assert cut(hands.there("undo")) == []
        with in_a_longer_language(hands):
            assert hands.reads("undo.wrong") != render("move.wrong_person")
            assert cut(hands.there("undo")) == []
            before = where(hands, "undo.undo")
            hands.touch("undo.wrong")
            assert cut(hands.there("undo")) == []
            assert where(hands, "undo.undo") == before, "a finger may be on it"
            whole = hands.window.view.contentItem().mapRectToScene(QRectF(0, 0, *size))
            bar = hands.there("undo")
            assert whole.contains(bar.mapRectToScene(QRectF(0, 0, bar.width(), bar.height())))


async def test_a_note_and_a_step_about_nobody_are_given_in_today_to_the_one_they_are_about(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, view):
        await place.session.write(EmergencyBegan(), unclaimed=True)
        await place.session.write(EmergencyStep(step=Step.OXYGEN), unclaimed=True)
        await place.session.write(EmergencyEnded(), unclaimed=True)
        await place.session.write(room.Noted(text="hums under the blanket"))
        amara = place.people["Amara"]
        for kind in ("note", "emergency"):
            view.choose_nobody()
            hands.touch("rail.history")
            rows = [row for row in view.history.lines.rows if row[2] == kind and row[3] and not row[6]]
            view.history.open(rows[0][0])
            await hands.until_sees("amend.seat")
            hands.touch(f"amend.seat.{amara}")
            await until(lambda: not view.history.open_line)
        about = [entry.fact for entry in place.session.history.about(amara)]
        assert room.Noted(text="hums under the blanket") in about
        assert EmergencyStep(step=Step.OXYGEN) in about
        assert hands.reads("undo.text") == "moved to 2 Amara"
        hands.touch("undo.undo")
        await until(lambda: EmergencyStep(step=Step.OXYGEN) not in
                    [entry.fact for entry in place.session.history.about(amara)])  # fmt: skip
