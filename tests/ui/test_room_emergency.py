"""An emergency in the real window: one touch, also through the veil."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtQuick import QQuickItem

from facilitator_app.record.emergency import (
    Emergency,
    EmergencyBegan,
    EmergencyEnded,
    EmergencyStep,
    SheetGiven,
    Step,
)
from facilitator_app.record.room import WayOut, WentOut
from facilitator_app.rehearsal.faults import disk_full, disk_has_room
from facilitator_app.session import Session
from facilitator_app.text import render
from facilitator_app.ui.room import RoomView
from tests.ui import fit, scenes
from tests.ui.hands import Hands, under
from tests.ui.test_look import resized
from tests.ui.test_room import facts, in_the_room
from tests.waiting import until


async def test_one_touch_gives_full_light_silence_a_clock_and_times_of_one_touch(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("tile.2")
        dark = hands.brightness()[0]
        hands.touch("emergency")
        await hands.until_sees("emergency.screen")
        await until(lambda: place.session.state.emergency is not None)
        assert hands.brightness()[0] > 5 * dark
        place.clock.advance(timedelta(seconds=2))
        place.player.advance()
        await until(lambda: place.app.deck is not None and place.app.deck.state.faded)
        hands.touch("emergency.step.called_for_help")
        await until(lambda: len(facts(place, EmergencyStep)) == 1)
        assert facts(place, EmergencyStep) == [EmergencyStep(step=Step.CALLED_FOR_HELP)]
        place.clock.advance(timedelta(minutes=2, seconds=3))
        view.tick()
        assert hands.reads("emergency.clock") == "2:05"
        assert hands.reads("emergency.step.called_for_help").endswith(", 2 min")
        assert hands.reads("emergency.sheet.name") == "Amara"
        assert hands.reads("emergency.sheet.allergies") == "penicillin"
        assert "ketamine 60 mg, intramuscular" in hands.reads("emergency.sheet.doses")
        assert "128" not in hands.reads("emergency.sheet.doses")
        assert len(place.session.awaiting()) == 2
        hands.touch("emergency.over")
        hands.touch("emergency.end")
        await until(lambda: not hands.sees("emergency.screen"))
        assert hands.brightness()[0] < 2 * dark


async def test_the_light_stays_full_until_it_is_over_whatever_is_changed_meanwhile(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (_, hands, _view):
        dark = hands.brightness()[0]
        hands.touch("emergency")
        await hands.until_sees("emergency.screen")
        hands.shell.appearance.speak("es")
        await hands.until_sees("emergency.screen")
        assert hands.reads("emergency.over") == render("emergency.over") != "It is over"
        assert hands.brightness()[0] > 5 * dark, "another language"
        hands.shell.set_level("dim")
        assert hands.brightness()[0] > 5 * dark, "another level for afterwards"
        hands.shell.appearance.set_percent("150")
        assert hands.brightness()[0] > 5 * dark, "larger text"
        hands.touch("emergency.over")
        hands.touch("emergency.end")
        await until(lambda: not hands.sees("emergency.screen"))
        assert hands.brightness()[0] < dark


async def test_it_is_one_key_under_the_veil_and_over_a_sheet(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (_, hands, view):
        hands.key(Qt.Key.Key_F2)
        await until(lambda: hands.window.view.activeFocusItem().inherits("QQuickTextInput"))
        hands.key(Qt.Key.Key_F8)
        await hands.until_sees("emergency.screen")
        view.emergency.end()
        await until(lambda: not hands.sees("emergency.screen"))
        hands.shell.veil.lift()
        hands.key(Qt.Key.Key_F5)
        await hands.until_sees("here.close")
        hands.key(Qt.Key.Key_F8)
        await hands.until_sees("emergency.screen")
        await until(lambda: not hands.sees("here.close"))


async def test_what_was_half_typed_when_it_began_is_there_when_it_is_over(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (_, hands, view):
        hands.touch("tile.2")
        hands.touch("rail.words")
        hands.write("words.text", "a hand")
        hands.touch("veil")
        await hands.until_sees("veil.chart")
        hands.touch("veil.chart")
        await hands.until_sees("chart.reason")
        hands.write("chart.reason", "not breathing well")
        hands.touch("chart.emergency")
        await hands.until_sees("emergency.screen")
        await until(lambda: not hands.sees("chart.reason"))
        view.emergency.end()
        await until(lambda: not hands.sees("emergency.screen"))
        hands.touch("veil.chart")
        await hands.until_sees("chart.reason")
        assert hands.reads("chart.reason") == "not breathing well"
        hands.touch("chart.cancel")
        hands.touch("veil.chart")
        await hands.until_sees("chart.reason")
        assert hands.reads("chart.reason") == ""
        hands.touch("chart.cancel")
        hands.shell.veil.lift()
        await hands.until_sees("words.text")
        assert hands.reads("words.text") == "a hand"


async def test_it_needs_no_pin_and_shows_no_name_through_the_veil(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        hands.touch("tile.2")
        hands.touch("veil")
        hands.touch("emergency")
        await hands.until_sees("emergency.screen")
        assert not hands.sees("emergency.sheet.name")
        rowan = f"emergency.whom.{place.people['Rowan']}"
        assert hands.reads(rowan) == "Seat 1"
        hands.touch(rowan)
        hands.touch("emergency.step.oxygen")
        await until(lambda: len(facts(place, EmergencyStep)) == 1)
        oxygen = next(line.entry for line in place.session.awaiting() if isinstance(line.entry.fact, EmergencyStep))
        assert oxygen.participant == place.people["Rowan"]


async def test_the_sheet_stays_on_view_while_all_hands_are_on_the_person(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, view):
        veil = hands.shell.veil
        veil.set_after("5")
        hands.touch("tile.2")
        hands.touch("emergency")
        hands.touch("emergency.sheet")
        await hands.until_sees("emergency.print")
        place.clock.advance(timedelta(minutes=7))  # nobody touches anything
        veil.look()
        view.tick()
        assert not veil.is_down
        assert hands.reads("emergency.sheet.name") == "Amara"
        assert hands.sees("emergency.print")
        view.emergency.end()
        await until(lambda: not hands.sees("emergency.screen"))
        place.clock.advance(timedelta(minutes=4))
        veil.look()
        assert not veil.is_down, "the five minutes count from the emergency's end"
        place.clock.advance(timedelta(minutes=1))
        veil.look()
        assert veil.is_down


async def test_who_hides_the_names_in_an_emergency_has_them_hidden(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (_, hands, _view):
        hands.touch("tile.2")
        hands.touch("emergency")
        await hands.until_sees("emergency.sheet.name")
        hands.key(Qt.Key.Key_F2)
        await until(lambda: not hands.sees("emergency.sheet.name"))
        assert hands.shell.veil.is_down


async def test_who_was_cleared_and_still_waits_at_the_door_can_be_the_one_it_is_about(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="leaving") as (place, hands, view):
        rowan, amara = place.people["Rowan"], place.people["Amara"]
        hands.touch("tile.1")
        hands.touch("emergency")
        await hands.until_sees("emergency.screen")
        assert hands.reads(f"emergency.whom.{rowan}") == "1 Rowan, gone 6 min"
        assert hands.there(f"emergency.whom.{rowan}").property("chosen")
        assert [one["text"] for one in view.emergency.people][:1] == ["2 Amara"], "who is here comes first"
        hands.touch(f"emergency.whom.{amara}")
        assert hands.reads("emergency.sheet.name") == "Amara"
        hands.touch(f"emergency.whom.{rowan}")
        assert hands.reads("emergency.sheet.name") == "Rowan"
        place.clock.advance(timedelta(minutes=1))
        view.tick()
        assert hands.reads(f"emergency.whom.{rowan}") == "1 Rowan, gone 7 min"
        hands.touch("emergency.step.oxygen")
        await until(lambda: len(facts(place, EmergencyStep)) == 1)
        hands.touch("emergency.print")
        await until(lambda: len(facts(place, SheetGiven)) == 1, 20)
        assert {line.entry.participant for line in place.session.history.lines()
                if isinstance(line.entry.fact, EmergencyStep | SheetGiven)} == {rowan}  # fmt: skip
        hands.key(Qt.Key.Key_F2)
        await until(lambda: hands.reads(f"emergency.whom.{rowan}") == "Seat 1, gone 7 min")


async def test_a_full_disk_does_not_keep_the_light_off(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        assert place.app.journal is not None
        await disk_full(place.app.journal)
        hands.touch("emergency")
        await hands.until_sees("emergency.screen")
        assert facts(place, EmergencyBegan) == []
        await disk_has_room(place.app.journal)
        hands.touch("emergency.over")
        hands.touch("emergency.end")
        await until(lambda: not hands.sees("emergency.screen"))


def walked(hands: Hands, most: int = 120) -> list[str]:
    """The names of what Tab comes by, until it begins anew."""
    names: list[str] = []
    for _ in range(most):
        hands.key(Qt.Key.Key_Tab)
        focused = hands.window.view.activeFocusItem()
        names.append(focused.objectName() if focused else "")
        if names.count(names[0]) > 1:
            break
    return names


BEHIND = ("tile.", "rail.", "chip.", "music.", "vitals.", "company", "moment.", "for.")


async def test_no_key_reaches_the_room_behind_an_emergency(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (_, hands, view):
        hands.touch("tile.2")
        hands.touch("emergency")
        await hands.until_sees("emergency.screen")
        stops = walked(hands)
        assert "emergency.step.oxygen" in stops
        assert [name for name in stops if name.startswith((*BEHIND, "phase."))] == []
        hands.key(Qt.Key.Key_3, "3")
        hands.key(Qt.Key.Key_R, "r")
        assert view.desk.whom() == "2 Amara"
        assert not view.round.begun
        hands.key(Qt.Key.Key_Escape)
        assert view.desk.whom() == "2 Amara"


async def test_one_stray_touch_does_not_end_an_emergency(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        hands.touch("emergency")
        await hands.until_sees("emergency.screen")
        hands.touch("emergency.over")
        assert hands.sees("emergency.end")
        hands.touch("emergency.goes_on")
        assert not hands.sees("emergency.end")
        assert facts(place, EmergencyEnded) == []
        assert hands.sees("emergency.screen")


async def test_the_rules_fill_the_window_and_an_emergency_begins_from_them(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        hands.touch("room.rules")
        await hands.until_sees("circle.screen")
        rules, window = hands.there("circle.screen"), hands.window.view
        assert (rules.width(), rules.height()) == (window.width(), window.height())
        assert [name for name in walked(hands) if not name.startswith("circle.")] == []
        hands.touch("circle.emergency")
        await hands.until_sees("emergency.screen")
        await until(lambda: len(facts(place, EmergencyBegan)) == 1)


async def test_no_key_reaches_the_room_behind_the_rules_the_board_or_the_veil(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (_, hands, view):
        hands.touch("room.rules")
        await hands.until_sees("circle.screen")
        assert [name for name in walked(hands) if name.startswith(BEHIND)] == []
        hands.key(Qt.Key.Key_3, "3")
        assert view.desk.chosen == ()
        hands.key(Qt.Key.Key_Escape)
        await until(lambda: not hands.sees("circle.screen"))
        hands.touch("end")
        hands.touch("board.open")
        await hands.until_sees("board.screen")
        assert [name for name in walked(hands) if name.startswith(BEHIND)] == []
        hands.touch("board.close")
        await until(lambda: not hands.sees("board.screen"))
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        hands.touch("veil")
        await hands.until_sees("veil.lift")
        hands.there("tile.3").forceActiveFocus()
        hands.keys("r72")
        assert not view.round.begun
        assert [row[4] for row in view.vitals.fields.rows if row[4]] == [], "nothing was typed"


async def test_a_key_held_with_control_is_for_nobody_in_the_room(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (_, hands, view):
        for held in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.MetaModifier):
            hands.key_with(Qt.Key.Key_1, held, "1")
            hands.key_with(Qt.Key.Key_R, held, "r")
        assert view.desk.chosen == ()
        assert not view.round.begun
        hands.keys("1")
        assert view.desk.whom() == "1 Rowan"


async def test_begun_with_nobody_chosen_the_sheet_is_shown_and_printed_in_two_touches(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, _):
        hands.touch("emergency")
        await hands.until_sees("emergency.screen")
        assert not hands.there("emergency.print").isEnabled(), "nobody is chosen"
        hands.touch(f"emergency.whom.{place.people['Amara']}")
        assert hands.reads("emergency.sheet.name") == "Amara"
        hands.touch("emergency.print")
        await until(lambda: len(facts(place, SheetGiven)) == 1)
        await until(lambda: hands.sees("emergency.printed"))


def emergency_lines(place: scenes.Room, name: str) -> list[str]:
    """What stands in somebody's chart of an emergency, and not as withdrawn."""
    lines = place.session.history.about(place.people[name])
    told = [entry.fact for entry in lines if isinstance(entry.fact, EmergencyBegan | EmergencyStep | EmergencyEnded)]
    return [fact.step.value if isinstance(fact, EmergencyStep) else type(fact).__name__ for fact in told]


async def test_begun_with_another_tile_chosen_it_is_of_the_one_it_is_for(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("tile.2")
        hands.touch("emergency")
        await until(lambda: emergency_lines(place, "Amara") == ["EmergencyBegan"])
        place.clock.advance(timedelta(seconds=10))
        for name in ("Noor", "Rowan"):  # the first touch lay beside the name
            hands.touch(f"emergency.whom.{place.people[name]}")
        await until(lambda: emergency_lines(place, "Rowan") == ["EmergencyBegan"])
        assert emergency_lines(place, "Amara") == emergency_lines(place, "Noor") == []
        began = next(line for line in place.session.awaiting() if line.entry.participant == place.people["Rowan"])
        assert (began.entry.done_by, began.entry.recorded_by) == (None, None), "nobody has claimed it yet"
        assert view.emergency.clock == "0:10", "the clock goes on"
        hands.touch("emergency.step.oxygen")
        await until(lambda: "oxygen" in emergency_lines(place, "Rowan"))
        hands.touch(f"emergency.whom.{place.people['Amara']}")
        hands.touch("emergency.step.airway")
        await until(lambda: emergency_lines(place, "Amara") == ["airway"])
        assert emergency_lines(place, "Rowan") == ["EmergencyBegan", "oxygen"], "something was done for Rowan by then"


async def test_a_step_for_the_wrong_person_is_undone_or_moved_while_the_emergency_is_on(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("tile.2")
        hands.touch("emergency")
        await hands.until_sees("emergency.screen")
        hands.touch("emergency.step.compressions")
        await until(lambda: view.desk.undo_text == "2 Amara: compressions")
        hands.touch("undo.undo")
        await until(lambda: emergency_lines(place, "Amara") == ["EmergencyBegan"])
        hands.touch("emergency.step.oxygen")
        await hands.until_sees("undo.wrong")
        hands.touch("undo.wrong")
        hands.touch("undo.to.1")
        await until(lambda: emergency_lines(place, "Rowan") == ["oxygen"])
        assert emergency_lines(place, "Amara") == ["EmergencyBegan"]
        assert view.emergency.on


async def test_what_was_told_in_an_emergency_for_the_wrong_person_is_moved_in_today(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("tile.2")
        hands.touch("emergency")
        await hands.until_sees("emergency.screen")
        for step in ("oxygen", "airway"):
            place.clock.advance(timedelta(seconds=20))
            hands.touch(f"emergency.step.{step}")
        await until(lambda: emergency_lines(place, "Amara") == ["EmergencyBegan", "oxygen", "airway"])
        when = next(line.entry.observed_at for line in place.session.awaiting() if "oxygen" in repr(line.entry.fact))
        place.clock.advance(timedelta(minutes=4))
        hands.touch("emergency.over")
        hands.touch("emergency.end")
        await until(lambda: not hands.sees("emergency.screen"))
        hands.touch("rail.history")
        for said in ("", "oxygen", "airway"):  # that it began, and what was done
            lines = [row for row in view.history.lines.rows if row[2:4] == ("emergency", said) and not row[6]]
            view.history.open(lines[0][0])
            hands.touch(f"amend.seat.{place.people['Rowan']}")
            await until(lambda: not view.history.open_line)
        assert emergency_lines(place, "Rowan") == ["EmergencyBegan", "oxygen", "airway"]
        assert emergency_lines(place, "Amara") == ["EmergencyEnded"]
        oxygen = next(line for line in place.session.awaiting() if "oxygen" in repr(line.entry.fact))
        assert oxygen.entry.observed_at == when
        assert oxygen.entry.done_by is None, "who moved it has not claimed it"


async def test_a_step_of_nobody_is_given_to_somebody_and_taken_back(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("emergency")
        await hands.until_sees("emergency.screen")
        hands.touch("emergency.step.oxygen")
        await until(lambda: view.desk.undo_text == "The room: oxygen")
        hands.touch("undo.wrong")
        hands.touch("undo.to.1")
        await until(lambda: view.desk.undo_text == "moved to 1 Rowan")
        assert emergency_lines(place, "Rowan") == ["oxygen"]
        hands.touch("undo.undo")
        await until(lambda: view.desk.undo_text == "moved to The room")
        assert emergency_lines(place, "Rowan") == []
        there = place.session.state.emergency
        assert there is not None
        assert [(done.step, done.person) for done in there.steps] == [(Step.OXYGEN, None)], "it is not lost"


async def test_a_step_that_nobody_had_time_to_tell_is_written_afterwards_with_its_time(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("tile.1")
        hands.touch("rail.support")
        await hands.until_sees("care.adverse")
        assert not hands.sees("care.emergency"), "there was none"
        hands.touch("emergency")
        await until(lambda: emergency_lines(place, "Rowan") == ["EmergencyBegan"])
        place.clock.advance(timedelta(minutes=12))
        hands.touch("emergency.over")
        hands.touch("emergency.end")
        await until(lambda: not view.emergency.on and not hands.sees("emergency.screen"))
        await hands.until_sees("care.emergency")
        hands.touch("care.emergency")
        hands.touch("moment.10")
        hands.touch("later.step.oxygen")
        await until(lambda: "oxygen" in emergency_lines(place, "Rowan"))
        oxygen = next(line for line in place.session.history.lines() if isinstance(line.entry.fact, EmergencyStep))
        assert oxygen.entry.observed_at == place.clock.now() - timedelta(minutes=10)
        assert oxygen not in place.session.awaiting(), "it is of who wrote it"
        await hands.until_sees("undo.wrong")


async def test_who_passes_by_moves_no_phase_through_the_veil(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, view):
        phase = place.session.state.phase
        hands.touch("phase.return")
        await hands.until_sees("phase.begin")
        hands.shell.veil.drop()
        await until(lambda: not hands.sees("phase.begin"))
        hands.touch("phase.return")
        assert view.phases.asked == ""
        assert not hands.sees("phase.begin")
        assert place.session.state.phase == phase
        hands.shell.veil.lift()
        hands.touch("phase.return")
        await hands.until_sees("phase.begin")


SIZES = [(1280, 800), (1024, 640), (800, 1280)]


def off_the_middle(step: QQuickItem) -> float:
    """How many pixels the words of a step stand off its middle, up or down."""
    lines = [item for item in under(step) if item.inherits("QQuickText") and item.isVisible() and item.property("text")]
    top, foot = (
        min(map(fit.written, lines), key=QRectF.top).top(),
        max(map(fit.written, lines), key=QRectF.bottom).bottom(),
    )
    return abs((top + foot) / 2 - fit.box(step).center().y())


@pytest.mark.parametrize("tag", ["en", "es"])
@pytest.mark.parametrize("percent", ["100", "150", "200"])
async def test_the_words_of_every_step_are_whole_and_stand_in_its_middle(
    tmp_path: Path, percent: str, tag: str
) -> None:
    async with in_the_room(tmp_path, seats=8) as (_, hands, _view):
        hands.shell.appearance.speak(tag)
        hands.shell.appearance.set_percent(percent)
        hands.touch("tile.2")
        hands.touch("emergency")
        await hands.until_sees("emergency.screen")
        hands.touch("emergency.step.oxygen")
        await until(lambda: "," in hands.reads("emergency.step.oxygen"))
        for size in SIZES:
            await resized(hands, size)
            steps = [hands.there(f"emergency.step.{step.value}") for step in Step]
            assert {step.objectName(): off_the_middle(step) for step in steps if off_the_middle(step) > 3} == {}, size
            assert list(fit.misfits(hands.window.view)) == [], size


async def next_group(place: scenes.Room, hands: Hands) -> Session:
    """Rowan has gone and sits in the evening's session; Amara, dosed in the morning, is still here.  The morning's session."""
    first, who = place.session, place.app.at_screen
    assert who is not None
    await place.write("Rowan", WentOut(way=WayOut.WITHDREW, note="went home"))
    await place.app.begin_session(title="Evening circle", programme="rehearsal", lead=who.id, staff=[who.id],
                                  seats={1: place.people["Rowan"]}, staffing_reason="late")  # fmt: skip
    await hands.until_sees("late.mark.0")
    return first


async def told_of(place: scenes.Room, scope: UUID) -> list[tuple[str, UUID | None]]:
    """What a session's record holds of an emergency, and of whom, as it is on disk."""
    lines = (await place.app.read_session(scope)).history.lines()
    kinds = (EmergencyBegan, EmergencyStep, EmergencyEnded, SheetGiven)
    found = [line.entry for line in lines if line.voided is None and isinstance(line.entry.fact, kinds)]
    return [
        (one.fact.step.value if isinstance(one.fact, EmergencyStep) else type(one.fact).__name__, one.participant)
        for one in found
    ]


async def test_who_is_still_here_of_the_morning_group_can_be_the_one_it_is_about(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, view):
        morning = await next_group(place, hands)
        evening, amara = place.session, place.people["Amara"]
        hands.touch("tile.1")
        hands.touch("emergency")
        await hands.until_sees("emergency.screen")
        await until(lambda: evening.state.emergency is not None)
        began = place.clock.now()
        assert [one["text"] for one in view.emergency.people] == ["1 Rowan", "2 Amara, other session"]
        place.clock.advance(timedelta(seconds=5))
        hands.touch(f"emergency.whom.{amara}")
        assert hands.reads("emergency.sheet.name") == "Amara"
        assert "ketamine 60 mg" in hands.reads("emergency.sheet.doses"), "what the morning gave"
        hands.touch("emergency.step.oxygen")
        await until(lambda: hands.reads("emergency.step.oxygen").endswith("now"))
        hands.touch("emergency.print")
        await until(lambda: hands.reads("emergency.printed") not in ("", render("emergency.printing")), 20)
        there = await told_of(place, morning.scope)
        assert there == [("EmergencyBegan", amara), ("oxygen", amara), ("SheetGiven", amara)]
        theirs = (await place.app.read_session(morning.scope)).state.emergency
        assert theirs is not None
        assert theirs.since == began, "the first touch began it"
        assert await told_of(place, evening.scope) == [("EmergencyBegan", None)], "none of it is Rowan's"
        assert place.session is evening
        hands.touch("emergency.over")
        hands.touch("emergency.end")
        await until(lambda: not hands.sees("emergency.screen"))
        await until(lambda: view.late.left[0][0].state.emergency is None)
        assert (await told_of(place, morning.scope))[-1] == ("EmergencyEnded", amara)
        await place.app.enter_session(morning.scope)
        view.tick()
        assert not hands.sees("emergency.screen")
        mine = [line for line in place.session.awaiting() if line.entry.participant == amara]
        assert len(mine) >= 4, "they wait for somebody's word there"
        assert await place.app.verify() == ()


async def test_a_touch_beside_the_name_leaves_nothing_in_the_other_sessions_record(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, view):
        morning = await next_group(place, hands)
        rowan, amara = place.people["Rowan"], place.people["Amara"]
        hands.touch("emergency")
        await hands.until_sees("emergency.screen")
        hands.touch(f"emergency.whom.{amara}")
        await until(lambda: morning_emergency(view) is not None)
        hands.touch(f"emergency.whom.{rowan}")
        await until(lambda: morning_emergency(view) is None)
        assert await told_of(place, morning.scope) == []
        assert await told_of(place, place.session.scope) == [("EmergencyBegan", rowan)]
        place.clock.advance(timedelta(minutes=1))
        hands.touch(f"emergency.whom.{amara}")
        await until(lambda: morning_emergency(view) is not None)
        there = morning_emergency(view)
        assert there is not None
        assert there.since == place.clock.now(), "later it is told for now"
        hands.key(Qt.Key.Key_F2)
        await until(lambda: hands.reads(f"emergency.whom.{amara}") == "Seat 2, other session")


def morning_emergency(view: RoomView) -> Emergency | None:
    """What is on in the morning's session."""
    return view.late.left[0][0].state.emergency
