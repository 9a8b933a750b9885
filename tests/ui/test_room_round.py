"""The vitals round in the real window: seat after seat, by the keyboard alone, by touch, and with seats that are skipped."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt

from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.company import SteppedOut
from facilitator_app.record.room import Deferred, WayOut, WentOut
from facilitator_app.record.vitals import Measure, Unavailable, VitalsTaken
from facilitator_app.ui.room import RoomView
from tests.ui import scenes
from tests.ui.hands import Hands
from tests.ui.test_look import resized
from tests.ui.test_room import facts, in_the_room
from tests.waiting import until

SETS = [(72 + n, 121 + n, 76 + n, 99 - n, 12 + n) for n in range(6)]


def last(place: scenes.Room, name: str, measure: Measure) -> object:
    reading = place.session.state.people[place.people[name]].readings[measure]
    return reading.value if reading.word is None else reading.word


def on_view(hands: Hands, name: str) -> bool:
    return hands.reads("panel.name") == name


def enter(hands: Hands) -> None:
    hands.key(Qt.Key.Key_Return, "\r")


def place_of(hands: Hands, name: str) -> QRectF:
    item = hands.there(name)
    return item.mapRectToScene(item.boundingRect())


async def test_no_key_moves_under_the_finger_when_a_figure_is_refused(tmp_path: Path) -> None:
    keys = ("pad.1", "pad.8", "pad.spare", "pad.main", "vitals.spo2", "vitals.breathing")
    async with in_the_room(tmp_path) as (_, hands, view):
        for begun in ("rail.vitals", "round.begin"):
            if begun == "rail.vitals":
                hands.touch("tile.1")
            else:
                view.choose_nobody()
                await resized(hands, (1280, 800))
            hands.touch(begun)
            await hands.until_sees("pad.main")
            for size in ((1280, 800), (1024, 640), (1920, 1080), (800, 1280)):
                await resized(hands, size)
                view.vitals.activate("heart_rate")
                before = {key: place_of(hands, key) for key in keys}
                assert before["pad.main"].bottom() <= place_of(hands, "panel").bottom(), "the last row is whole"
                for typed in "7235":
                    hands.touch(f"pad.{typed}")
                hands.touch("pad.7")
                assert "Systolic must be 40 to 300" in view.vitals.sign
                assert place_of(hands, "vitals.sign").top() >= place_of(hands, "panel.name").bottom() - 1
                assert {key: place_of(hands, key) for key in keys} == before, (begun, size)
                for measure in ("heart_rate", "systolic", "diastolic"):
                    view.vitals.activate(measure)
                    for _ in range(3):
                        hands.touch("pad.erase")


async def test_the_whole_round_of_six_is_typed_with_the_keyboard_alone(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        before = len(facts(place, VitalsTaken))
        hands.keys("r")
        for seat, (name, figures) in enumerate(zip(place.people, SETS, strict=True), start=1):
            await until(partial(on_view, hands, name))
            assert hands.reads("round.place") == f"Round {seat} of 6"
            for figure in figures:
                hands.keys(str(figure))
                enter(hands)
            await hands.until_sees("round.rests")
            assert len(facts(place, VitalsTaken)) == before + seat
            enter(hands)
        assert not view.round.begun
        for name, figures in zip(place.people, SETS, strict=True):
            assert tuple(last(place, name, measure) for measure in scenes.VITALS) == figures


async def test_enter_pressed_too_soon_goes_on_when_the_set_is_on_disk(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        hands.keys("r")
        for figure in SETS[0]:
            hands.keys(str(figure))
            enter(hands)
        enter(hands)
        await until(lambda: hands.reads("panel.name") == "Amara")
        assert last(place, "Rowan", Measure.BREATHING) == 12


@pytest.mark.parametrize("enters", [1, 2])
async def test_figures_typed_on_after_a_set_stand_under_the_next_person(tmp_path: Path, enters: int) -> None:
    """Typed without looking, one Enter after the last field or two, some while the set is still being saved."""
    async with in_the_room(tmp_path, seats=3) as (place, hands, _):
        hands.keys("r")
        for name, figures in zip(place.people, SETS, strict=False):
            for figure in figures:
                hands.keys(str(figure))
                enter(hands)
            if name == "Rowan":
                await hands.until_sees("round.rests")
            for _more in range(enters - 1):
                enter(hands)
        await until(lambda: last(place, "Idris", Measure.HEART_RATE) == 74)
        for name, figures in zip(place.people, SETS, strict=False):
            assert tuple(last(place, name, measure) for measure in scenes.VITALS) == figures


async def test_keys_typed_while_a_set_is_being_saved_wait_for_it(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, view):
        hands.keys("r")
        for figure in SETS[0]:
            hands.keys(str(figure))
            enter(hands)
        assert view.vitals.saving
        for figure in SETS[1][:2]:
            hands.keys(str(figure))
            enter(hands)
        await until(lambda: on_view(hands, "Amara"))
        for figure in SETS[1][2:]:
            hands.keys(str(figure))
            enter(hands)
        await until(lambda: last(place, "Amara", Measure.HEART_RATE) == 73)
        assert tuple(last(place, "Rowan", measure) for measure in scenes.VITALS) == SETS[0]
        assert tuple(last(place, "Amara", measure) for measure in scenes.VITALS) == SETS[1]


async def test_figures_that_nobody_can_take_are_told_and_their_enter_goes_with_them(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, view):
        hands.keys("r-22")
        await hands.until_sees("round.rests")
        hands.keys("62")
        assert hands.reads("round.lost") == "Not taken: 62"
        enter(hands)
        assert on_view(hands, "Rowan")
        enter(hands)
        assert on_view(hands, "Amara")
        assert [row[4] for row in view.vitals.fields.rows] == [""] * 6
        assert facts(place, Deferred)


async def test_a_set_takes_its_digits_and_two_touches_more(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        hands.touch("round.begin")
        touched = 0
        for digit in "72121769912":
            hands.touch(f"pad.{digit}")
        hands.touch("pad.main")
        touched += 1
        await hands.until_sees("round.next")
        assert hands.reads("round.next") == "Next: 2 Amara"
        hands.touch("round.next")
        touched += 1
        assert hands.reads("panel.name") == "Amara"
        assert touched <= 3
        assert tuple(last(place, "Rowan", measure) for measure in scenes.VITALS) == SETS[0]
        assert "121" not in hands.there("vitals.systolic").property("typed")


async def test_the_key_for_the_next_field_does_nothing_twice(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (_, hands, view):
        hands.touch("tile.1")
        hands.touch("rail.vitals")
        for name in ("pad.7", "pad.2"):
            hands.touch(name)
        assert view.vitals.active == "systolic"
        hands.touch("pad.next")
        assert view.vitals.active == "systolic"
        hands.touch("pad.next")
        assert view.vitals.active == "diastolic"


async def test_a_seat_is_skipped_with_its_reason_by_three_touches_or_three_keys(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        hands.touch("round.begin")
        for name in ("pad.second", "skip.reason.deep", "skip.again.10"):
            hands.touch(name)
        await hands.until_sees("round.next")
        assert hands.reads("round.rests") == "put off"
        deferred = facts(place, Deferred)[-1]
        assert isinstance(deferred, Deferred)
        assert (deferred.reason, deferred.breathing_seen, deferred.again_minutes) == ("deep, not disturbed", True, 10)
        assert hands.there("tile.1").property("check") == "deferred"
        enter(hands)
        assert hands.reads("panel.name") == "Amara"
        hands.keys("-22")
        await hands.until_sees("round.next")
        deferred = facts(place, Deferred)[-1]
        assert isinstance(deferred, Deferred)
        assert (deferred.reason, deferred.again_minutes) == ("moving", 10)


async def test_a_check_half_put_off_some_while_ago_is_put_off_anew_for_what_is_so_now(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        before = len(facts(place, Deferred))
        hands.touch("round.begin")
        hands.keys("-1")  # deep, breathing seen
        assert view.deferral.seen_key == "deep"
        hands.touch("tile.4")  # called away
        hands.touch("rail.support")
        place.clock.advance(timedelta(minutes=12))
        view.tick()
        hands.key(Qt.Key.Key_Escape)
        hands.keys("r")
        assert hands.reads("panel.name") == "Rowan"
        hands.keys("-")
        assert view.deferral.seen_key == ""
        assert not view.deferral.breathing_seen, "nobody saw it now"
        hands.keys("2")
        assert len(facts(place, Deferred)) == before, "a reason is no number of minutes"
        assert view.deferral.seen_key == "moving"
        hands.keys("2")
        await hands.until_sees("round.next")
        deferred = facts(place, Deferred)[-1]
        assert isinstance(deferred, Deferred)
        assert (deferred.reason, deferred.again_minutes) == ("moving", 10)
        # words that were typed are not lost: what was seen then is
        hands.touch("tile.4")
        view.deferral.set_reason("asked not to be woken")
        view.deferral.set_breathing_seen(True)
        hands.touch("tile.5")
        place.clock.advance(timedelta(minutes=12))
        view.tick()
        hands.touch("tile.4")
        assert (view.deferral.reason, view.deferral.breathing_seen) == ("asked not to be woken", False)


async def test_another_reason_is_said_in_words_and_breathing_was_seen_unless_they_are_out(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("round.begin")
        hands.touch("pad.second")
        hands.touch("skip.other")
        view.deferral.set_reason("at the lavatory")
        view.deferral.set_again("5")
        hands.touch("defer.save")
        await until(lambda: view.deferral.refused_field == "breathing_seen")
        await place.write("Rowan", SteppedOut(where="lavatory"))
        hands.touch("defer.save")
        await hands.until_sees("round.next")
        deferred = facts(place, Deferred)[-1]
        assert isinstance(deferred, Deferred)
        assert (deferred.reason, deferred.breathing_seen) == ("at the lavatory", False)
        hands.touch("round.next")
        hands.touch("pad.second")
        hands.touch("skip.back")
        assert hands.sees("vitals.pad")


async def test_a_word_stands_for_a_number_and_a_question_by_keys(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        hands.keys("r")
        hands.keys("/3")
        for typed in ("210", "80", "98", "14"):
            hands.keys(typed)
            enter(hands)
        await hands.until_sees("vitals.question")
        enter(hands)
        assert hands.sees("vitals.question"), "Enter answers no question"
        for _ in range(2):  # the value, and the pulse pressure that goes with it
            await hands.until_sees("vitals.question")
            hands.keys("1")
            assert not hands.sees("vitals.question")
        await hands.until_sees("round.rests")
        assert last(place, "Rowan", Measure.HEART_RATE) is Unavailable.UNRELIABLE_MOVING
        assert last(place, "Rowan", Measure.SYSTOLIC) == 210


async def test_the_round_is_left_for_somebody_and_gone_on_with(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        await place.write("Idris", WentOut(way=WayOut.TRANSFERRED, escort="crew"))
        hands.touch("round.begin")
        hands.touch("pad.7")
        hands.touch("tile.5")
        hands.touch("rail.support")
        hands.key(Qt.Key.Key_Escape)
        assert hands.reads("round.begin") == "Go on with the round"
        hands.touch("round.begin")
        assert (hands.reads("panel.name"), hands.reads("round.place")) == ("Rowan", "Round 1 of 5")
        assert hands.there("vitals.heart_rate").property("typed") == "7"
        hands.touch("tile.6")  # the round goes on from wherever the panel is
        assert hands.reads("round.place") == "Round 5 of 5"
        assert [row[1] for row in view.round.stops.rows] == [1, 2, 4, 5, 6]


async def test_a_number_field_takes_figures_of_any_script_and_has_an_end(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, _):
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        for typed in ("７２", "٧٢"):  # in full width, and of a script that runs from right to left
            hands.keys(typed)
            assert typed_in(hands, "heart_rate") == "72"
            for _ in typed:
                hands.touch("pad.erase")
        hands.keys("1234567890123")
        assert len(typed_in(hands, "heart_rate")) <= 4, "what a pulse can never have is not taken"
        for _ in range(4):
            hands.touch("pad.erase")
        hands.keys("72")
        hands.touch("pad.main")
        await until(lambda: last(place, "Amara", Measure.HEART_RATE) == 72)


async def test_a_letter_in_a_number_field_is_not_taken_and_said_to_be_so(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, _):
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        hands.keys("1a")
        assert typed_in(hands, "heart_rate") == "1"
        assert sign(hands) == "Figures stand here: “a” was not taken."
        hands.keys("0²2")
        assert typed_in(hands, "heart_rate") == "102"
        assert sign(hands) == ""  # and gone with the next figure
        enter(hands)
        hands.keys("120/80")  # as it is said
        assert (typed_in(hands, "systolic"), typed_in(hands, "diastolic")) == ("120", "80")
        hands.touch("vitals.temperature")
        hands.keys("36,7")
        hands.touch("pad.main")
        await until(lambda: last(place, "Amara", Measure.HEART_RATE) == 102)
        assert last(place, "Amara", Measure.SYSTOLIC) == 120
        assert last(place, "Amara", Measure.TEMPERATURE) == Decimal("36.7")


async def test_what_no_pulse_can_be_is_told_as_its_field_is_left_and_the_figures_after_it_keep_their_fields(
    tmp_path: Path,
) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, _):
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        hands.keys("7.2")
        enter(hands)
        assert sign(hands) == "Heart rate must be 20 to 250 /min."
        assert hands.there("vitals.heart_rate").property("refused")
        hands.keys("112")
        assert (typed_in(hands, "heart_rate"), typed_in(hands, "systolic")) == ("7.2", "112")
        assert sign(hands) == "Heart rate must be 20 to 250 /min."  # until it is mended
        hands.touch("vitals.heart_rate")
        for _ in "7.2":
            hands.touch("pad.erase")
        hands.keys("72")
        assert sign(hands) == ""
        hands.touch("pad.main")
        await until(lambda: last(place, "Amara", Measure.HEART_RATE) == 72)


def typed_in(hands: Hands, measure: str) -> str:
    return str(hands.there(f"vitals.{measure}").property("typed"))


def sign(hands: Hands) -> str:
    return hands.reads("vitals.sign") if hands.sees("vitals.sign") else ""


async def seats_taken(hands: Hands, view: RoomView, count: int) -> None:
    """So many sets of the round, each with all it asks for."""
    for _ in range(count):
        await until(lambda: not view.round.rests)
        for figure in SETS[0]:
            hands.keys(str(figure))
            enter(hands)
        await until(lambda: bool(view.round.rests))
        enter(hands)


async def test_a_round_that_is_gone_on_with_takes_everybody_who_is_due_by_then(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        place.clock.advance(timedelta(minutes=14))
        view.tick()
        hands.keys("r")
        await seats_taken(hands, view, 3)
        await until(partial(on_view, hands, "Noor"))
        view.choose_nobody()
        place.clock.advance(timedelta(minutes=5))
        hands.keys("r")
        assert hands.reads("round.place") == "Round 4 of 6", "who had their turn a moment ago is not asked again"
        view.choose_nobody()
        place.clock.advance(timedelta(minutes=15))
        hands.keys("r")
        assert (hands.reads("panel.name"), hands.reads("round.place")) == ("Rowan", "Round 1 of 6")


async def test_who_sits_down_during_a_round_is_on_it(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2, scene="nobody_dosed") as (place, hands, view):
        assert place.app.clinic is not None
        hands.keys("r")
        await seats_taken(hands, view, 1)
        told = ParticipantAdded(preferred_name="Kai", birth_date="1990-01-01", allergies="latex")
        await place.app.seat(place.session, 3, await place.app.clinic.add_participant(told))
        await seats_taken(hands, view, 1)
        await until(partial(on_view, hands, "Kai"))
        assert hands.reads("round.place") == "Round 3 of 3"
