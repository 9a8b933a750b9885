"""The frame around every screen: keys and their list, names hidden by themselves, the window across the room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

from facilitator_app.app import Stage
from facilitator_app.record.adverse import AdverseReported, Severity
from facilitator_app.record.company import SteppedOut
from facilitator_app.record.emergency import EmergencyBegan
from facilitator_app.record.roles import Role
from facilitator_app.record.room import SupportAnswered, SupportCalled, WayOut, WentOut
from facilitator_app.settings import Settings, read_settings
from facilitator_app.text import render
from facilitator_app.ui.keys import BOUND, LISTED
from facilitator_app.ui.screens import SOURCES
from tests.ui import scenes
from tests.ui.hands import Hands, at_window, spoken, under
from tests.waiting import until


async def in_the_room(hands: Hands) -> None:
    hands.shell.go("room")
    await hands.until_sees("room")


async def test_a_question_mark_lists_the_keys_and_escape_closes_the_list(tmp_path: Path) -> None:
    room = await scenes.furnished(tmp_path, 2)
    async with at_window(room.app, start=False) as hands:
        await in_the_room(hands)
        hands.key(Qt.Key.Key_Question, "?")
        await hands.until_sees("keys.panel")
        for group in LISTED:
            for key, act in group:
                assert hands.reads(f"keys.{key}") == key
                assert render(f"ui.keys.{act}") != f"ui.keys.{act}"
        hands.key(Qt.Key.Key_Escape)
        await until(lambda: not hands.sees("keys.panel"))
        hands.key(Qt.Key(0), "2")  # the room has the keyboard again
        assert hands.reads("panel.name") == "Amara"


async def test_every_key_of_the_list_does_what_it_says(tmp_path: Path) -> None:
    room = await scenes.furnished(tmp_path, 2)
    async with at_window(room.app, start=False) as hands:
        await in_the_room(hands)
        shell = hands.shell
        seen: dict[str, Callable[[], bool]] = {
            "keys": lambda: shell.sheets.keys.open,
            "dim": lambda: shell.level == "dim",
            "here": lambda: shell.sheets.here.open,
            "glance": lambda: shell.glance.open,
            "veil": lambda: shell.veil.is_down,
            "another": lambda: shell.veil.is_down,
            "emergency": lambda: hands.sees("emergency.screen"),
        }
        for bound in BOUND:
            hands.key(bound.key, "?" if bound.key is Qt.Key.Key_Question else "")
            await until(seen[bound.act])
            shell.sheets.close()
            shell.veil.lift()
            if bound.act == "glance":
                hands.key(Qt.Key.Key_F6)
                await until(lambda: not shell.glance.open)
                hands.window.view.requestActivate()
                await until(hands.window.view.isActive)
        hands.touch("emergency.over")
        hands.touch("emergency.end")
        await until(lambda: not hands.sees("emergency.screen"))
        hands.key(Qt.Key(0), "1")
        assert hands.reads("panel.name") == "Rowan"
        hands.key(Qt.Key.Key_Escape)
        assert hands.reads("panel.name") == render("room_ui.the_room")
        hands.key(Qt.Key(0), "r")
    assert {act for group in LISTED for _, act in group} >= {bound.act for bound in BOUND}


@pytest.mark.parametrize("screen", ["review", "handoff", "home"])
async def test_an_emergency_is_one_touch_from_every_screen_of_an_open_session(tmp_path: Path, screen: str) -> None:
    room = await scenes.furnished(tmp_path, 2)
    async with at_window(room.app, start=False) as hands:
        hands.shell.go(screen)
        await hands.until_sees("open.emergency")
        hands.touch("open.emergency")
        await hands.until_sees("emergency.screen")
        await until(lambda: room.session.state.emergency is not None)
        hands.touch("emergency.over")
        hands.touch("emergency.end")
        await until(lambda: room.session.state.emergency is None)
        hands.shell.go(screen)
        await hands.until_sees("open.room")
        hands.touch("open.room")
        await hands.until_sees("tile.1")
        assert not hands.sees("emergency.screen")


@pytest.mark.parametrize("screen", ["home", "review", "readiness"])
async def test_whoever_is_at_another_screen_reads_which_seats_cannot_wait(tmp_path: Path, screen: str) -> None:
    room = await scenes.furnished(tmp_path, 6)
    await scenes.busy(room)
    await room.write("Rowan", SupportCalled(wanted="a hand"))
    async with at_window(room.app, start=False) as hands:
        hands.shell.go(screen)
        await hands.until_sees("open.mark.support")
        assert hands.there("open.mark.support").property("word") == "1, 2: support · 8 min"
        assert hands.there("open.mark.support").property("shape") == "triangle"
        assert hands.there("open.mark.limit").property("word") == "3, 5: beyond a limit"
        assert hands.there("open.mark.limit").property("shape") == "diamond"
        assert hands.there("open.mark.overdue").property("word") == "4, 5: overdue"
        heard = spoken(hands.there("open.told"))
        assert heard.startswith("A session is still open. 1, 2: support")
        assert not [name for name in room.people if name in heard]
        room.clock.advance(timedelta(minutes=2))
        await until(lambda: hands.there("open.mark.support").property("word") == "1, 2: support · 10 min")
        if screen == "review":
            await room.write("Rowan", SupportAnswered())
            await until(lambda: hands.there("open.mark.support").property("word") == "2: support · 10 min")
            await room.session.write(EmergencyBegan())
            await hands.until_sees("open.mark.emergency")


async def test_who_is_still_in_the_morning_group_is_told_on_the_other_screens_too(tmp_path: Path) -> None:
    room = await scenes.furnished(tmp_path, 2)
    await scenes.calm(room)
    app = room.app
    assert app.at_screen is not None
    await room.write("Amara", SupportCalled(wanted="a hand"))
    await app.begin_session(
        title="Evening", programme="rehearsal", lead=app.at_screen.id, staff=[app.at_screen.id], seats={},
        staffing_reason="alone", people_reason="nobody yet",
    )  # fmt: skip
    async with at_window(app, start=False) as hands:
        hands.shell.go("home")
        await hands.until_sees("open.mark.1.support")
        assert hands.there("open.mark.1.support").property("word") == "another session, 2: support · now"
        hands.touch("open.room")
        await hands.until_sees("room")
        assert not hands.sees("open.mark.1.support")


@pytest.mark.parametrize("size", [(1024, 640), (800, 1280)])
async def test_with_large_text_the_bar_is_as_high_as_its_marks_and_its_emergency_button_want(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    room = await scenes.furnished(tmp_path, 6)
    await scenes.busy(room)
    async with at_window(room.app, size, start=False) as hands:
        hands.shell.appearance.speak("es")
        hands.shell.appearance.set_percent("200")
        hands.shell.go("home")
        await hands.until_sees("open.mark.support")
        bar = hands.there("open")
        await until(lambda: bar.height() > 2 * hands.there("open.emergency").height())
        for name in ("open.mark.support", "open.room", "open.emergency"):
            part = hands.there(name)
            top = part.mapToItem(bar, QPointF(0, 0)).y()
            assert top >= 0, name
            assert top + part.height() <= bar.height(), name


@pytest.mark.expects_log("Broken.qml")
async def test_a_screen_that_cannot_be_drawn_says_so_and_offers_the_way_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "Broken.qml"
    broken.write_text("import QtQuick; Item { NoSuchThing {} }", encoding="utf-8")
    room = await scenes.furnished(tmp_path / "clinic", 2)
    async with at_window(room.app, start=False, complaints=[broken.name]) as hands:
        monkeypatch.setitem(SOURCES, "room", broken.as_uri())
        hands.shell.go("room")
        await hands.until_sees("lost.home")
        assert [notice.key for notice in hands.shell.notices.present] != []
        hands.key(Qt.Key.Key_Tab)
        hands.key(Qt.Key.Key_Return, "\r")
        await hands.until_sees("home")
        monkeypatch.setitem(SOURCES, "room", "room/Room.qml")
        hands.shell.still_open.back()
        await hands.until_sees("tile.1")


async def test_the_pin_tells_who_takes_the_screen_and_two_of_one_pin_touch_their_name(tmp_path: Path) -> None:
    room = await scenes.furnished(tmp_path, 1)
    app, door = room.app, room.app.door
    assert app.at_screen is not None
    door.choose_pin(app.at_screen.id, "2468")
    passphrase = scenes.PASSPHRASE + " too"
    ids = [
        await app.add_account(name=name, roles=(Role.FACILITATOR,), sign_in=sign_in, passphrase=passphrase)
        for name, sign_in in (("Ada Lind", "ada"), ("Kai Moss", "kai"))
    ]
    for staff, sign_in in zip(ids, ("ada", "kai"), strict=True):
        await app.switch_to(sign_in, passphrase)
        door.choose_pin(staff, "1357")
    async with at_window(app, start=False) as hands:
        await in_the_room(hands)
        hands.touch("switch")
        hands.keys("2468")
        hands.key(Qt.Key.Key_Return, "\r")
        await until(lambda: app.at_screen is not None and app.at_screen.name == "Ines Okafor")
        await until(lambda: not hands.shell.veil.is_down)
        hands.touch("switch")
        hands.keys("1357")
        hands.key(Qt.Key.Key_Return, "\r")
        await hands.until_sees("veil.pin_error")
        assert "More than one person" in hands.reads("veil.pin_error")
        hands.touch("veil.who.Ada Lind")
        hands.keys("1357")
        hands.key(Qt.Key.Key_Return, "\r")
        await until(lambda: app.at_screen is not None and app.at_screen.name == "Ada Lind")
        await until(lambda: not hands.shell.veil.is_down)


async def test_a_question_mark_in_a_note_is_a_question_mark(tmp_path: Path) -> None:
    room = await scenes.furnished(tmp_path, 1)
    async with at_window(room.app, start=False) as hands:
        hands.shell.go("home")
        await hands.until_sees("home")
        hands.touch("home.people")
        hands.touch("people.act")
        hands.key(Qt.Key.Key_Question, "?")
        assert hands.reads("person.preferred_name") == "?"
        assert not hands.shell.sheets.keys.open


async def test_after_the_set_minutes_without_a_touch_names_are_hidden_and_the_room_goes_on(tmp_path: Path) -> None:
    room = await scenes.furnished(tmp_path, 2)
    async with at_window(room.app, start=False) as hands:
        hands.shell.go("home")
        await hands.until_sees("home")
        hands.touch("home.device")
        hands.touch("device.veil.10")
        assert read_settings(tmp_path).veil_minutes == 10
        await until(lambda: room.app.session is None)
        hands.shell.enter(next(iter(map(str, room.app.clinic_state().sessions))), "room")
        await hands.until_sees("room")
        room.clock.advance(timedelta(minutes=9))
        hands.touch("tile.1")
        room.clock.advance(timedelta(minutes=9))
        hands.shell.veil.look()
        assert not hands.shell.veil.is_down
        room.clock.advance(timedelta(minutes=1))
        await until(lambda: hands.shell.veil.is_down)
        assert hands.there("room").property("veiled") is True
        before = hands.reads("session.clock")
        room.clock.advance(timedelta(seconds=5))
        await until(lambda: hands.reads("session.clock") != before)


async def test_names_are_hidden_by_a_key_or_after_ten_minutes_on_every_screen_that_has_some(tmp_path: Path) -> None:
    room = await scenes.furnished(tmp_path, 2)
    assert Settings().veil_minutes == 10
    (tmp_path / "settings.toml").unlink()
    async with at_window(room.app, start=False) as hands:
        shell = hands.shell
        await over(room)
        for screen in ("review", "handoff"):
            shell.go(screen)
            await hands.until_sees(screen)
            before = shell.property("screen")
            hands.there(screen).forceActiveFocus()
            hands.key(Qt.Key.Key_F2)
            assert shell.veil.is_down
            await until(lambda: not hands.sees(before))  # noqa: B023 - told within the turn
            assert hands.sees("covered")
            assert not [item for item in hands.controls() if "Rowan" in spoken(item)]
            await until(lambda: hands.there("veil.sign_in.input").hasActiveFocus())
            assert room.app.session is not None, "what was on the screen is there again"
            hands.write("veil.sign_in", "ines")
            hands.write("veil.passphrase", scenes.PASSPHRASE)
            hands.touch("veil.lift")
            await hands.until_sees(screen)
        shell.go("home")
        await hands.until_sees("home")
        room.clock.advance(timedelta(minutes=9, seconds=59))
        shell.veil.look()
        assert not shell.veil.is_down
        room.clock.advance(timedelta(seconds=1))
        await until(lambda: shell.veil.is_down)
        await until(lambda: not hands.sees("home"))
        shell.veil.lift()
        shell.lock()
        await hands.until_sees("unlock")
        room.clock.advance(timedelta(minutes=30))
        shell.veil.drop()
        assert not shell.veil.is_down, "there is no name to be hidden"


@pytest.mark.parametrize("way", ["lock", "idle", "key"])
async def test_locked_at_home_while_a_session_is_open_the_room_keeps_its_tiles_clocks_and_emergency(
    tmp_path: Path, way: str
) -> None:
    room = await scenes.furnished(tmp_path, 6)
    await scenes.busy(room)
    if way == "idle":
        (tmp_path / "settings.toml").unlink()
    scope, ada = room.session.scope, await somebody_without_the_room(room)
    async with at_window(room.app, start=False) as hands:
        hands.shell.go("home")
        await hands.until_sees("home")
        await until(lambda: room.app.session is None)
        if way == "idle":
            room.clock.advance(timedelta(minutes=10))
            hands.shell.veil.look()
        elif way == "key":
            hands.key(Qt.Key.Key_F2)
        else:
            hands.touch("home.lock")
        assert hands.shell.veil.is_down, "no name stays while the room is fetched"
        await hands.until_sees("tile.2")
        assert hands.there("room").property("veiled") is True
        assert hands.there("tile.2").property("support").startswith("support")
        assert not [item for item in hands.controls() if "Amara" in spoken(item)]
        before = hands.reads("session.clock")
        room.clock.advance(timedelta(seconds=5))
        await until(lambda: hands.reads("session.clock") != before)
        assert room.app.stage is Stage.OPEN
        assert hands.sees("emergency")
        assert room.session.scope == scope
        assert ada not in {staff.id for staff in room.session.state.staff.values() if staff.left is None}
        await until(lambda: hands.there("veil.sign_in.input").hasActiveFocus())  # one types at once
        hands.write("veil.sign_in", "ines")
        hands.write("veil.passphrase", scenes.PASSPHRASE)
        hands.touch("veil.lift")
        await until(lambda: not hands.shell.veil.is_down)
        assert hands.shell.property("screen") == "room"
        assert hands.there("tile.2").property("name") == "Amara"


async def somebody_without_the_room(room: scenes.Room) -> UUID:
    """Somebody of the team who is at the desk, and was never in the room, has the screen."""
    passphrase = scenes.PASSPHRASE + " too"
    account = await room.app.add_account(
        name="Ada Lind", roles=(Role.FACILITATOR,), sign_in="ada", passphrase=passphrase
    )
    await room.app.leave_session()
    await room.app.switch_to("ada", passphrase)
    await room.app.enter_session(next(iter(room.app.clinic_state().sessions)), veiled=True)
    return account


async def over(room: scenes.Room) -> None:
    """Everybody has gone, and the session is closed."""
    for name in room.people:
        await room.write(name, WentOut(way=WayOut.WITHDREW))
    await room.app.close_session()


def glance_window() -> QQuickWindow | None:
    found = [window for window in QGuiApplication.topLevelWindows() if window.objectName() == "glance"]
    return found[0] if found and isinstance(found[0], QQuickWindow) else None


def across(name: str) -> str:
    window = glance_window()
    assert window is not None
    window.grabWindow()
    found = [item for item in under(window.contentItem()) if item.objectName() == name]
    return str(found[0].property("text"))


@pytest.mark.parametrize("seats", [1, 6])
async def test_a_window_across_the_room_shows_seat_state_countdown_and_name(tmp_path: Path, seats: int) -> None:
    room = await scenes.furnished(tmp_path, seats)
    await scenes.busy(room)
    async with at_window(room.app, start=False) as hands:
        await in_the_room(hands)
        hands.touch("here.open")
        hands.touch("here.glance")
        await until(lambda: glance_window() is not None)
        assert across("glance.1.name").startswith("Rowan")
        before = across("glance.1.figure")
        room.clock.advance(timedelta(seconds=7))
        await until(lambda: across("glance.1.figure") != before)
        hands.touch("veil")
        await until(lambda: "Rowan" not in across("glance.1.name"))
        assert across("glance.1.figure") != ""
        hands.shell.glance.close()
        await until(lambda: glance_window() is None)


async def test_a_window_across_the_room_tells_every_mark_of_somebody_not_the_first_alone(tmp_path: Path) -> None:
    room = await scenes.furnished(tmp_path, 6)
    await scenes.busy(room)
    async with at_window(room.app, start=False) as hands:
        await in_the_room(hands)
        await room.write("Amara", AdverseReported(what="nausea", severity=Severity.MILD))
        await room.write("Amara", SteppedOut(where="lavatory", with_whom="Devi Rao"))
        room.clock.advance(timedelta(minutes=12))
        hands.touch("here.open")
        hands.touch("here.glance")
        await until(lambda: glance_window() is not None)
        assert "support · 20 min" in across("glance.2.name")
        marks = [across(f"glance.2.more.{place}") for place in range(3)]
        assert marks[0] == "still out 12 min: lavatory, Devi"
        assert "nausea" in marks[1]
        assert marks[-1] == "overdue"
        hands.touch("veil")
        await until(lambda: across("glance.2.more.0") == "still out 12 min")
        assert across("glance.2.more.1") == render("adverse.title"), "what it is would be a note"
        hands.shell.glance.close()
        await until(lambda: glance_window() is None)
