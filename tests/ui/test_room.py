"""The room screen in the real window: touches, keys, what is written, and what holds for every control."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from shiboken6 import isValid

from facilitator_app.record import room
from facilitator_app.record.doses import Concern, DoseGiven, DoseWithTimeOut
from facilitator_app.record.room import Deferred
from facilitator_app.record.vitals import RANGES, Measure, Unavailable, VitalsTaken
from facilitator_app.rehearsal.faults import disk_full, disk_has_room, killed
from facilitator_app.text import render
from facilitator_app.ui.panels.vitals import FieldRow
from facilitator_app.ui.room import SECTIONS, RoomView
from tests.ui import scenes
from tests.ui.hands import Hands, at_window, spoken, under
from tests.ui.looks import texts
from tests.waiting import until


@asynccontextmanager
async def in_the_room(
    folder: Path, seats: int = 6, scene: str = "calm", size: tuple[int, int] = (1280, 800)
) -> AsyncIterator[tuple[scenes.Room, Hands, RoomView]]:
    """A room in mid-session, with somebody's hands at the window."""
    place = await scenes.furnished(folder, seats)
    await getattr(scenes, scene)(place)
    async with at_window(place.app, size, start=False) as hands:
        hands.shell.go("room")
        await hands.until_sees("tile.1")
        view = hands.shell.findChild(RoomView)
        assert view is not None
        yield place, hands, view


def facts(place: scenes.Room, kind: type) -> list[object]:
    return [line.entry.fact for line in place.session.history.lines() if isinstance(line.entry.fact, kind)]


def saw(place: scenes.Room, word: str) -> list[UUID]:
    """Of whom this was the last thing seen."""
    people = place.session.state.people.values()
    return [person.id for person in people if person.observation and person.observation.text == word]


async def test_an_observation_is_two_touches_and_the_tile_shows_it(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        hands.touch("tile.2")
        hands.touch("chip.tears")
        amara = place.people["Amara"]
        await until(lambda: amara in saw(place, "Tears"))
        assert hands.there("tile.2").property("observation") == "Tears"
        await hands.until_sees("undo.text")
        assert hands.reads("undo.text") == "2 Amara: Tears"


async def test_an_act_is_undone_by_one_touch_for_ten_seconds(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("tile.2")
        hands.touch("chip.laughter")
        await hands.until_sees("undo.undo")
        place.clock.advance(timedelta(seconds=9))
        view.tick()
        hands.touch("undo.undo")
        await until(lambda: hands.there("tile.2").property("observation") == "Still")
        voided = [line for line in place.session.history.lines() if line.voided]
        assert [getattr(line.entry.fact, "label", "") for line in voided] == ["Laughter"]
        hands.touch("chip.laughter")
        await hands.until_sees("undo.undo")
        place.clock.advance(timedelta(seconds=11))
        view.tick()
        assert not hands.sees("undo.undo")


async def test_a_second_touch_takes_nobody_the_undo_of_the_first_and_a_key_undoes(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("tile.2")
        hands.touch("chip.laughter")
        await until(lambda: view.desk.undo_text == "2 Amara: Laughter")
        place.clock.advance(timedelta(seconds=4))
        hands.touch("tile.3")
        hands.touch("chip.tears")
        await until(lambda: view.desk.undo_text == "3 Idris: Tears")
        hands.touch("undo.undo")
        assert view.desk.undo_text == "2 Amara: Laughter", "its ten seconds last"
        hands.touch("undo.undo")
        assert view.desk.undo_text == "2 Amara: Laughter", "a double touch takes one thing back"
        place.clock.advance(timedelta(seconds=1))
        hands.key_with(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert view.desk.undo_text == ""
        await until(lambda: len([line for line in place.session.history.lines() if line.voided]) == 2)
        hands.touch("tile.4")
        hands.touch("chip.laughter")
        await until(lambda: view.desk.undo_text == "4 Noor: Laughter")
        place.clock.advance(timedelta(seconds=6))
        hands.touch("chip.tears")
        await until(lambda: view.desk.undo_text == "4 Noor: Tears")
        place.clock.advance(timedelta(seconds=5))
        hands.touch("undo.undo")
        place.clock.advance(timedelta(seconds=1))
        view.tick()
        assert view.desk.undo_text == "", "each has its own ten seconds"


async def test_after_a_seats_digit_the_first_word_is_one_tab_away(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (_, hands, view):
        hands.there("room").forceActiveFocus()
        hands.key(Qt.Key.Key_3, "3")
        await hands.until_sees("panel.name")
        hands.there("panel.name")  # and the words have taken their places
        hands.key(Qt.Key.Key_Tab)
        first = view.observe.often.rows[0][0]
        assert hands.there(f"chip.{first}").hasActiveFocus()
        hands.key(Qt.Key.Key_Return)
        await until(lambda: view.desk.undo_text.startswith("3 Idris: "))


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640)])
async def test_a_tile_that_is_chosen_by_a_key_keeps_the_keyboard_when_it_becomes_brief(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with in_the_room(tmp_path, size=size) as (_, hands, view):
        hands.there("tile.2").forceActiveFocus(Qt.FocusReason.TabFocusReason)
        hands.key(Qt.Key.Key_Space, " ")
        await until(lambda: view.section == "observe")
        await until(lambda: hands.there("tile.2").hasActiveFocus())
        hands.touch("rail.vitals")
        hands.touch("tile.3")
        assert not hands.there("tile.2").hasActiveFocus()


async def test_all_or_several_are_observed_in_one_act(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        hands.touch("room.all")
        hands.touch("chip.still")
        await until(lambda: len(saw(place, "Still")) == 6)
        assert len({line.entry.act for line in place.session.history.lines()[-6:]}) == 1
        hands.touch("for.all")
        hands.touch("tile.3")
        hands.touch("tile.4")
        hands.touch("chip.calm")
        await until(lambda: hands.there("tile.1").property("observation") == "Calm")
        assert [hands.there(f"tile.{seat}").property("observation") for seat in (3, 4)] == ["Still", "Still"]


async def test_after_a_word_for_all_or_a_minute_the_next_tile_is_one_person_by_itself(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("room.all")
        hands.touch("chip.still")
        await until(lambda: len(saw(place, "Still")) == 6)
        hands.touch("tile.4")
        hands.touch("chip.tears")
        await until(lambda: saw(place, "Tears") == [place.people["Noor"]])
        assert view.reach == "one"
        hands.touch("for.several")
        hands.touch("tile.1")
        place.clock.advance(timedelta(minutes=6))
        view.tick()
        hands.touch("tile.2")
        hands.touch("chip.laughter")
        await until(lambda: saw(place, "Laughter") == [place.people["Amara"]])


async def test_an_entry_told_for_five_minutes_ago_keeps_both_times_and_the_next_is_for_now(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        hands.touch("tile.2")
        hands.touch("moment.open")
        hands.touch("moment.5")
        hands.touch("chip.calm")
        await until(lambda: len(facts(place, room.Observed)) == 7)
        entry = max((line.entry for line in place.session.history.lines()), key=lambda entry: entry.recorded_at)
        assert entry.recorded_at - entry.observed_at == timedelta(minutes=5)
        place.clock.advance(timedelta(seconds=1))
        hands.touch("chip.calm")
        await until(lambda: len(facts(place, room.Observed)) == 8)
        assert place.session.history.lines()[-1].entry.observed_at == place.clock.now()


async def test_in_a_small_window_one_touch_more_tells_it_for_two_minutes_ago_and_the_name_stays(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, size=(1024, 640)) as (place, hands, view):
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        hands.touch("moment.open")
        assert hands.reads("panel.name") == "Amara"
        assert hands.reads("panel.since") == "2 min ago"
        hands.touch("pad.7")
        assert not hands.sees("moment.5"), "what is typed into is in view"
        assert view.vitals.fields.rows[0][4] == "7"
        assert view.desk.moment.minutes == 2
        hands.touch("moment.open")
        hands.touch("moment.0")
        assert view.desk.moment.minutes == 0
        hands.touch("moment.open")
        hands.touch("moment.open")
        assert view.desk.moment.minutes == 0
        hands.touch("rail.observe")
        hands.touch("moment.open")
        hands.touch("chip.tears")
        then = place.clock.now() - timedelta(minutes=2)
        await until(lambda: any(line.entry.observed_at == then for line in place.session.history.lines()))
        await until(lambda: not hands.sees("moment.5"))


async def test_vitals_are_typed_blind_with_the_keyboard_alone(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        hands.keys("3")
        assert hands.reads("panel.name") == "Idris"
        hands.touch("rail.vitals")
        for typed in ("72", "128", "80", "97", "14"):
            hands.keys(typed)
            hands.key(Qt.Key.Key_Return, "\r")
        hands.key(Qt.Key.Key_Return, "\r")
        idris = place.people["Idris"]
        await until(lambda: place.session.state.people[idris].readings[Measure.HEART_RATE].value == 72)
        tile = hands.there("tile.3")
        assert (tile.property("heart_rate"), tile.property("pressure"), tile.property("spo2")) == ("72", "128/80", "97")
        assert tile.property("heart_rate_age") == "now"


async def test_the_impossible_is_refused_at_its_field_and_what_was_typed_stays(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("tile.4")
        hands.touch("rail.vitals")
        before = len(facts(place, VitalsTaken))
        hands.keys("7a00")
        assert view.vitals.sign == "", "what is typed after it is taken"
        hands.touch("pad.main")
        await until(lambda: "Heart rate must be 20 to 250" in view.vitals.refusal)
        field = hands.there("vitals.heart_rate")
        assert (field.property("typed"), field.property("refused")) == ("700", True)
        for _ in "700":
            hands.touch("pad.erase")
        hands.keys("b")
        assert hands.there("vitals.sign").property("text") == "Figures stand here: “b” was not taken."
        assert field.property("typed") == ""
        assert len(facts(place, VitalsTaken)) == before


async def test_a_value_is_corrected_after_a_refusal_as_it_would_have_been_typed_the_first_time(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("tile.4")
        hands.touch("rail.vitals")
        for key in "251":
            hands.touch(f"pad.{key}")
        assert view.vitals.active == "systolic"
        for key in "128":
            hands.touch(f"pad.{key}")
        hands.touch("pad.main")
        await until(lambda: view.vitals.active == "heart_rate")
        hands.touch("pad.7")
        assert hands.there("vitals.heart_rate").property("typed") == "7", (
            "the refused value could only have become longer"
        )
        hands.touch("pad.2")
        assert view.vitals.active == "diastolic", "the next that is still to be typed"
        hands.touch("pad.next")
        assert view.vitals.active == "diastolic", "it had led on by itself"
        hands.touch("pad.next")
        assert view.vitals.active == "spo2"
        hands.touch("vitals.diastolic")
        for key in "80":
            hands.touch(f"pad.{key}")
        for key in "97":
            hands.touch(f"pad.{key}")
        assert view.vitals.active == "breathing"
        hands.touch("vitals.systolic")
        hands.touch("pad.next")
        assert view.vitals.active == "diastolic", "a field that was touched leads on by the key"
        hands.touch("pad.main")
        noor = place.people["Noor"]
        await until(lambda: place.session.state.people[noor].readings[Measure.HEART_RATE].value == 72)
        assert place.session.state.people[noor].readings[Measure.SYSTOLIC].value == 128


async def test_no_digits_pile_up_over_the_edge_of_a_field(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, size=(1024, 640)) as (_, hands, view):
        hands.touch("tile.4")
        hands.touch("rail.vitals")
        for row in [FieldRow(*one) for one in view.vitals.fields.rows]:
            hands.touch(f"vitals.{row.key}")
            hands.keys("40.6666666" if row.key == "temperature" else "1234567890")
            field = hands.there(f"vitals.{row.key}")
            most = len(str(RANGES[Measure(row.key)].high)) + (3 if row.key == "temperature" else 1)
            assert len(field.property("typed")) == most
            value = next(item for item in under(field) if item.property("text") == field.property("typed"))
            assert float(value.property("contentWidth")) <= value.width()
            for _ in range(most):
                hands.touch("pad.erase")
            assert field.property("typed") == ""


async def test_the_improbable_is_asked_once_and_kept_or_changed(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        noor = place.people["Noor"]
        hands.touch("tile.4")
        hands.touch("rail.vitals")
        hands.touch("vitals.temperature")
        for key in "98":
            hands.touch(f"pad.{key}")
        hands.touch("pad.main")
        await hands.until_sees("vitals.question")
        assert hands.reads("vitals.question") == "98 °F = 36.7 °C?"
        hands.touch("vitals.change")
        assert hands.there("vitals.temperature").property("typed") == "98"
        hands.touch("pad.main")
        await hands.until_sees("vitals.keep")
        hands.touch("vitals.keep")
        await until(lambda: Measure.TEMPERATURE in place.session.state.people[noor].readings)
        taken = facts(place, VitalsTaken)[-1]
        assert isinstance(taken, VitalsTaken)
        assert (str(taken.values[Measure.TEMPERATURE]), taken.as_typed) == ("36.7", {Measure.TEMPERATURE: "98 °F"})
        await until(lambda: hands.there("vitals.temperature").property("typed") == "")


async def test_a_word_stands_in_the_place_of_a_number(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        hands.touch("tile.1")
        hands.touch("rail.vitals")
        hands.touch("vitals.spo2")
        hands.touch("pad.first")
        hands.touch("why.unreliable_moving")
        hands.touch("pad.main")
        rowan = place.people["Rowan"]
        word = Unavailable.UNRELIABLE_MOVING
        await until(lambda: place.session.state.people[rowan].readings[Measure.SPO2].word is word)
        assert hands.there("tile.1").property("spo2") == "unreliable, moving"


async def test_a_half_typed_number_stays_with_its_person(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (_, hands, _view):
        hands.touch("tile.1")
        hands.touch("rail.vitals")
        hands.keys("12")
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        assert hands.there("vitals.heart_rate").property("typed") == ""
        hands.touch("tile.1")
        hands.touch("rail.vitals")
        assert hands.there("vitals.heart_rate").property("typed") == "12"


async def test_a_note_is_kept_exactly_and_its_draft_survives(tmp_path: Path) -> None:
    note = "Ā 😌 שלום\n'); DROP TABLE event;-- <script>\u00a0end"
    async with in_the_room(tmp_path) as (place, hands, _):
        hands.touch("tile.2")
        hands.touch("rail.words")
        field = hands.there("words.text.input")
        hands.touch("words.text.input")
        field.setProperty("text", note)
        hands.touch("tile.3")
        hands.touch("rail.words")
        assert hands.reads("words.text") == ""
        key = f"session/{place.session.scope}/note/{place.people['Amara']}"
        await until(lambda: place.app.drafts.get(key) == note)
        hands.touch("tile.2")
        hands.touch("rail.words")
        hands.touch("words.save")
        await until(lambda: facts(place, room.Noted) == [room.Noted(text=note)])
        await until(lambda: key not in place.app.drafts)


async def test_a_half_typed_note_is_there_after_the_program_was_killed(tmp_path: Path) -> None:
    place = await scenes.furnished(tmp_path / "clinic", 2)
    scope, amara = place.session.scope, place.people["Amara"]
    async with at_window(place.app, start=False) as hands:
        hands.shell.go("room")
        hands.touch("tile.2")
        hands.touch("rail.words")
        hands.touch("words.text.input")
        hands.keys("she said the sea")
        await until(lambda: hands.reads("words.draft") == render("room_ui.draft_kept"), timeout=5)
        again = await killed(place.app, place.player)
    async with at_window(again) as hands:
        await again.unlock("ines", scenes.PASSPHRASE)
        await again.enter_session(scope)
        hands.shell.go("room")
        await hands.until_sees("tile.2")
        hands.touch("tile.2")
        hands.touch("rail.words")
        assert hands.reads("words.text") == "she said the sea"
        hands.there("words.text.input").forceActiveFocus()
        hands.keys(" sang")
        assert hands.reads("words.text") == "she said the sea sang", "one goes on where one stopped"
        hands.touch("tile.1")
        hands.touch("tile.2")
        hands.touch("rail.words")
        hands.there("words.text.input").forceActiveFocus()
        hands.keys(".")
        assert hands.reads("words.text") == "she said the sea sang."
        hands.key(Qt.Key.Key_Home)
        hands.keys("O, ")
        assert hands.reads("words.text") == "O, she said the sea sang.", "typed at the start, it stays at the start"
        assert amara in again.session.state.people if again.session else False


async def test_alt_and_a_digit_choose_a_seat_also_while_somebody_writes(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (_, hands, _view):
        hands.touch("tile.2")
        hands.touch("rail.words")
        hands.touch("words.text.input")
        hands.keys("seat 1")
        hands.key_with(Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier, "4")
        await until(lambda: hands.reads("panel.name") == "Noor")
        hands.touch("tile.2")
        hands.touch("rail.words")
        await until(lambda: hands.reads("words.text") == "seat 1")


@pytest.mark.expects_log
async def test_a_disk_without_room_leaves_what_was_typed_and_says_so(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, _):
        assert place.app.journal is not None
        hands.touch("tile.2")
        hands.touch("rail.words")
        hands.touch("words.text.input")
        hands.dictate("hands warm, breathing slow " * 400)
        await disk_full(place.app.journal)
        hands.touch("words.save")
        await until(lambda: hands.sees("refused"))
        assert hands.reads("refused") == "Not saved. What you typed is still here."
        assert hands.reads("words.text").startswith("hands warm")
        assert not facts(place, room.Noted)
        assert [notice.key.partition(".")[0] for notice in hands.shell.notices.present] == ["journal"]
        await disk_has_room(place.app.journal)
        hands.touch("words.save")
        await until(lambda: facts(place, room.Noted))


async def test_opening_every_part_again_and_again_leaves_nothing_undone(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (_, hands, view):
        hands.touch("tile.2")
        for _again in range(10):
            for part in (*SECTIONS, "end"):
                view.open(part)
                hands.window.view.grabWindow()
                QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))
        assert view.section == "end"


async def test_a_touch_made_as_the_room_is_left_is_written_all_the_same(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        session = str(place.session.scope)
        hands.touch("tile.2")
        hands.touch("chip.tears")
        hands.shell.go("home")
        QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))
        assert not isValid(view)
        await until(lambda: place.app.session is None)
        hands.shell.enter(session, "room")
        await until(lambda: hands.sees("tile.2") and hands.there("tile.2").property("observation") == "Tears")


async def test_an_empty_note_is_refused_and_a_quote_knows_what_was_playing(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        hands.touch("tile.2")
        hands.touch("rail.words")
        hands.touch("words.save")
        assert "empty" in hands.reads("refused")
        hands.touch("words.kind.quote")
        hands.touch("words.text.input")
        hands.keys("like the sea")
        hands.touch("words.save")
        await until(lambda: len(facts(place, room.Quoted)) == 1)
        quote = facts(place, room.Quoted)[0]
        assert isinstance(quote, room.Quoted)
        assert (quote.text, quote.phase) == ("like the sea", "peak")
        assert quote.playing


async def test_a_dose_that_does_not_agree_is_refused_and_the_time_out_comes_before_the_record(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("tile.5")
        hands.touch("rail.dose")
        for name, text in (("drug", "ketamine"), ("route", "intramuscular"), ("form", "liquid"), ("stated_as", "base")):
            view.dose.put(name, text)
        hands.touch("dose.to_amount")
        assert hands.reads("refused") == "Say who gave it."
        view.dose.put("by", view.dose.givers[0]["key"])
        hands.touch("dose.to_amount")
        for typed in ("100", "0.6", "600"):
            hands.keys(typed)
            hands.touch("pad.next")
        hands.touch("pad.main")
        assert "makes 60 mg" in hands.reads("refused")
        hands.touch("dose.amount")
        hands.touch("pad.erase")
        hands.touch("pad.main")
        told = [row[1] for row in view.dose.out.rows.rows]
        assert told[0] == "5 Teodor"
        assert "latex" in told
        assert "ketamine 60 mg, intramuscular" in told[-1]
        hands.touch("dose.record")
        await until(lambda: view.dose.out.refusal == "Name the reason: not cleared for the medicine today.")
        hands.touch("dose.because.by_telephone")
        hands.touch("dose.record")
        await until(lambda: len(place.session.state.people[place.people["Teodor"]].doses) == 2)
        dose = facts(place, DoseGiven)[-1]
        assert isinstance(dose, DoseGiven)
        assert str(dose.volume_ml) == "0.6"
        assert isinstance(dose, DoseWithTimeOut)
        assert dose.reasons == dict.fromkeys((Concern.NOT_CLEARED, Concern.NO_ORDER), "asked by telephone")


async def test_support_is_called_answered_and_settled(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        hands.touch("tile.6")
        hands.touch("rail.support")
        hands.touch("support.call")
        await until(lambda: "support" in hands.there("tile.6").property("support"))
        assert hands.there("tile.6").property("tone") == "attention"
        hands.touch("support.answer")
        await until(lambda: "with them" in hands.there("tile.6").property("support"))
        hands.touch("support.deed.held_hand")
        hands.touch("support.settle")
        await until(lambda: hands.there("tile.6").property("support") == "")
        assert facts(place, room.SupportSettled) == [room.SupportSettled(done="held a hand")]


async def test_a_check_that_is_put_off_needs_a_reason_and_moves_the_ring(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (_, hands, view):
        hands.touch("tile.1")
        hands.touch("rail.vitals")
        hands.touch("pad.second")
        hands.touch("defer.save")
        assert "empty" in hands.reads("refused")
        hands.touch("defer.reason.deep")
        view.deferral.set_breathing_seen(True)
        view.deferral.set_again("20")
        hands.touch("defer.save")
        await until(lambda: hands.there("tile.1").property("check") == "deferred")
        assert hands.there("tile.1").property("check_under") == "put off"


async def test_a_check_that_was_put_off_and_is_late_all_the_same_says_how_often_it_was(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        await put_off(place, view, again=10, later=17)
        assert hands.there("tile.1").property("check_under") == "overdue · put off"
        assert spoken(hands.there("tile.1")).split(". ")[1] == "Check overdue since 7 min, put off"
        assert marks_of(hands, "tile.1") == ["put off"]
        await put_off(place, view, again=5, later=5)
        assert hands.there("tile.1").property("check_under") == "due · put off 2×"
        place.clock.advance(timedelta(minutes=20))
        view.tick()
        assert hands.there("tile.1").property("check_under") == "overdue · put off 2×"
        assert marks_of(hands, "tile.1") == ["put off 2×"]
        drawn = [text.property("text") for text, _ in texts(hands.there("tile.1"))]
        assert "overdue" in drawn, "the ring says the one, the mark the other"
        await place.check("Rowan", 74, 120, 76, 98)
        view.tick()
        assert hands.there("tile.1").property("check") == "wait"
        assert marks_of(hands, "tile.1") == []


async def put_off(place: scenes.Room, view: RoomView, again: int, later: int) -> None:
    """Rowan's check is put off by ``again`` minutes; then ``later`` minutes go by."""
    deferred = Deferred(measures=scenes.VITALS, reason="deep, not disturbed", breathing_seen=True, again_minutes=again)
    await place.write("Rowan", deferred)
    place.clock.advance(timedelta(minutes=later))
    view.tick()


def marks_of(hands: Hands, name: str) -> list[str]:
    """The words of the marks of a tile that are about putting off."""
    said = [str(text.property("text")) for text, _ in texts(hands.there(name)) if text.objectName() == "mark"]
    return [word for word in said if "put off" in word]


async def test_the_next_phase_is_asked_in_place_and_begun_by_the_second_touch(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        hands.touch("phase.return")
        assert hands.reads("phase.begin") == "Begin Return now"
        assert place.session.state.phase == "peak"
        hands.touch("phase.begin")
        await until(lambda: place.session.state.phase == "return")
        await hands.until_sees("phase.told")


async def test_a_phase_that_runs_long_says_by_how_much(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        place.clock.advance(timedelta(minutes=30))
        view.tick()
        assert hands.reads("phase.told") == "7 min over"


async def test_a_check_falls_overdue_by_the_clock_alone(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        assert hands.there("tile.1").property("check") == "wait"
        place.clock.advance(timedelta(minutes=9, seconds=44))
        view.tick()
        tile = hands.there("tile.1")
        assert (tile.property("check"), tile.property("check_text")) == ("overdue", "+3:06")
        assert "overdue" in spoken(tile)


async def test_a_line_is_amended_and_withdrawn_with_a_reason_and_stays(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("tile.1")
        hands.touch("rail.history")
        at = next(row for row in view.history.lines.rows if row[2] == "vitals")
        view.history.open(at[0])
        for name, text in (("measure", "heart_rate"), ("value", "78"), ("reason", "misread")):
            view.history.put(name, text)
        hands.touch("amend.save")
        rowan = place.people["Rowan"]
        await until(lambda: place.session.state.people[rowan].readings[Measure.HEART_RATE].value == 78)
        await until(lambda: view.history.open_line == "")
        row = next(row for row in view.history.lines.rows if row[0] == at[0])
        assert "HR 78" in row[3]
        written = f"{place.clock.now().astimezone(view.desk.zone):%H:%M}"
        assert row[4].startswith("was: HR 72")
        assert row[4].endswith(f"(amended {written}, Ines Okafor, because: misread)")
        assert row[5].startswith("written "), "both times, also of a line that was amended"
        view.history.open(at[0])
        for name, text in (("measure", "heart_rate"), ("value", "88"), ("reason", "misread again")):
            view.history.put(name, text)
        hands.touch("amend.save")
        await until(lambda: place.session.state.people[rowan].readings[Measure.HEART_RATE].value == 88)
        await until(lambda: view.history.open_line == "")
        row = next(row for row in view.history.lines.rows if row[0] == at[0])
        once, twice = row[4].splitlines()
        assert (once[:10], once[-9:], twice[:10], twice[-15:]) == (
            "was: HR 72",
            " misread)",
            "was: HR 78",
            " misread again)",
        )
        assert "misread again" in spoken(hands.there(f"history.line.{at[0]}"))
        view.history.open(at[0])
        hands.touch("amend.withdraw")
        await until(lambda: hands.sees("refused"))
        assert "empty" in hands.reads("refused")
        view.history.put("reason", "another person's")
        hands.touch("amend.withdraw")
        await until(lambda: next(row for row in view.history.lines.rows if row[0] == at[0])[6])


async def test_nobody_is_forgotten_at_the_end(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=3, scene="leaving") as (place, hands, _):
        hands.touch("end")
        assert hands.reads("leaving.missing") == "1 not accounted for: 2 Amara"
        hands.touch("session.close")
        await until(lambda: hands.sees("refused"))
        assert "Amara" in hands.reads("refused")
        hands.touch("leaving.2")
        hands.touch("way.open")
        hands.touch("way.transferred")
        hands.write("way.escort", "the ambulance crew")
        hands.touch("way.record")
        await until(lambda: place.session.state.people[place.people["Amara"]].out is not None)
        assert "transferred" in hands.there("tile.2").property("out")
        hands.touch("end")
        await until(lambda: hands.there("session.close").isEnabled())
        hands.touch("session.close")
        await until(lambda: place.session.state.closed_at is not None)
        await hands.until_sees("session.review")


async def test_what_came_due_while_the_app_was_away_is_listed_until_read(tmp_path: Path) -> None:
    place = await scenes.furnished(tmp_path)
    await scenes.calm(place)
    scope = place.session.scope
    await place.app.leave_session()
    place.clock.advance(timedelta(minutes=9, seconds=20))
    await place.app.enter_session(scope)
    async with at_window(place.app, (1280, 800), start=False) as hands:
        hands.shell.go("room")
        await hands.until_sees("away.since")
        assert hands.reads("away.since") == "The app was away for 10 min 30 s."
        view = hands.shell.findChild(RoomView)
        assert view is not None
        assert view.away.lines[0].startswith("1 Rowan: HR, BP, SpO₂, Br due ")
        hands.touch("away.read")
        assert not hands.sees("away.since")


async def test_the_music_bar_shows_what_plays_and_fades_it(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        assert place.app.deck is not None
        assert hands.reads("music.title") == place.app.deck.state.title
        hands.touch("music.fade")

        def faded() -> bool:
            place.clock.advance(timedelta(seconds=1))
            place.player.advance()
            view.tick()
            return bool(view.music.stage == "faded")

        await until(faded)
        assert hands.reads("music.fade") == "Fade in"
        hands.touch("music.quieter")
        await until(lambda: hands.reads("music.level") == "−3 dB")
        place.player.lose_device()
        await until(lambda: facts(place, room.MusicTroubled))
        view.tick()
        assert view.music.trouble
        assert hands.reads("music.about") == view.music.trouble
        assert "it comes back by itself" in view.music.trouble
        for size in ((1280, 800), (1024, 640), (1920, 1080)):
            hands.window.view.resize(*size)
            await until(partial(read_whole, hands, "music.about", size[1]))


def read_whole(hands: Hands, name: str, height: int) -> bool:
    """Every word of a text is drawn, within a window of that height and within what it stands in."""
    text = hands.there(name)
    around = text.parentItem().parentItem()
    place, within = (item.mapRectToScene(item.boundingRect()) for item in (text, around))
    drawn = not text.property("truncated") and text.height() >= text.property("contentHeight")
    return bool(drawn and within.top() <= place.top() and place.bottom() <= within.bottom() < height)


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640)])
async def test_a_last_value_never_stands_without_its_age(tmp_path: Path, size: tuple[int, int]) -> None:
    async with in_the_room(tmp_path, size=size) as (place, hands, view):
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        amara = place.people["Amara"]
        await place.session.take_vitals(
            amara, {Measure.TEMPERATURE: "36.6", Measure.HEART_RATE: "134"}, confirmed=frozenset(Measure)
        )
        place.clock.advance(timedelta(minutes=44))
        view.tick()
        aged = [row for row in (FieldRow(*one) for one in view.vitals.fields.rows) if row.age]
        assert [(row.last, row.age) for row in aged[:1] + aged[-1:]] == [("134", "44 m"), ("36.6", "44 m")]
        for row in aged:
            last, age = hands.there(f"vitals.{row.key}.last"), hands.there(f"vitals.{row.key}.age")
            assert (last.property("text"), age.property("text")) == (row.last, row.age)
            assert row.age.endswith(" m")
            assert f"{row.last} · {row.age}in" in spoken(hands.there(f"vitals.{row.key}"))
            assert not last.property("truncated")
            assert age.property("width") >= age.property("implicitWidth")
            assert last.mapToScene(QPointF(last.width(), 0)).x() < age.mapToScene(QPointF(0, 0)).x()


async def test_nothing_under_a_finger_is_taken_away_by_the_tick(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("tile.2")
        for part in panels(hands):
            before = {id(item): item for item in hands.controls()}
            place.clock.advance(timedelta(seconds=1))
            view.tick()
            QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))
            after = {item.objectName() for item in hands.controls()}
            gone = [item for item in before.values() if not isValid(item)]
            assert not gone, f"{len(gone)} controls of {part} were made anew"
            assert after


def a_moment(hands: Hands) -> Iterator[str]:
    """In a small window the moments lie behind a button."""
    hands.touch("tile.3")
    hands.touch("rail.observe")
    if hands.sees("moment.open"):
        hands.touch("moment.open")
        yield "the moments"


def panels(hands: Hands) -> Iterator[str]:
    """Every part of the panel, one after the other, opened by touch."""
    for part in ("observe", "vitals", "dose", "words", "support", "person", "history", "leave"):
        hands.touch(f"rail.{part}")
        yield part
    hands.touch("end")
    yield "end"


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640)])
async def test_every_control_has_a_name_of_its_own_and_room_for_a_finger(tmp_path: Path, size: tuple[int, int]) -> None:
    async with in_the_room(tmp_path, scene="busy", size=size) as (_, hands, _view):
        hands.touch("tile.2")
        for part in itertools.chain(panels(hands), a_moment(hands)):
            names: list[str] = []
            for item in hands.controls():
                name = spoken(item)
                assert name, f"{item.objectName()} in {part} has no name"
                names.append(name)
                pressed = item.inherits("QQuickAbstractButton")
                least = min(item.width(), item.height()) if pressed else 56
                assert least >= 56, f"{item.objectName()} in {part}: {least} px"
            twice = {name for name in names if names.count(name) > 1}
            assert not twice, f"twice in {part}: {twice}"


@pytest.mark.parametrize("scene", ["calm", "busy", "leaving"])
async def test_the_room_is_dark_enough(tmp_path: Path, scene: str) -> None:
    async with in_the_room(tmp_path, scene=scene) as (_, hands, _view):
        mean, brightest = hands.brightness()
        assert mean <= 0.04
        assert brightest <= 0.75
