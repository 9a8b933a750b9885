"""The frame of the window: home, opening a session, coming back, the veil, banners, and what holds for every screen."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor

from facilitator_app.app import App
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.record.roles import Role
from facilitator_app.record.room import ClockStepped, SessionOpened, State, StateSaid
from facilitator_app.text import english
from facilitator_app.ui.parts import ON
from facilitator_app.ui.shell import Shell
from facilitator_app.ui.window import QML
from tests.ui import scenes
from tests.ui.hands import Hands, at_window, luminance, new_app, spoken
from tests.waiting import until

PASSPHRASE = "the river is wide and slow"
LEAST = 56


async def opened(folder: Path, *roles: Role) -> App:
    """An app on a clinic of one account, locked."""
    app = new_app(folder)
    held = [Role.ADMINISTRATOR, *(roles or (Role.MEDICAL_PROVIDER,))]
    names = {"name": "Willow House", "zone": "Europe/Lisbon", "person": "Ines Okafor, RN"}
    await app.make_clinic(**names, roles=held, sign_in="ines", passphrase=PASSPHRASE)
    await app.lock()
    return app


async def at_home(hands: Hands, app: App) -> None:
    """Past the unlock page."""
    await hands.until_sees("unlock")
    hands.write("unlock.sign_in", "ines")
    hands.write("unlock.passphrase", PASSPHRASE)
    hands.touch("unlock.open")
    await hands.until_sees("home")


async def sign_first_plan(hands: Hands) -> None:
    hands.touch("home.programmes")
    hands.touch("programmes.group_circle_three")
    hands.touch("programme.plan.0")
    hands.touch("programme.sign")
    await hands.until_sees("programme.signed_by")
    hands.touch("programme.close")


async def add_person(hands: Hands, name: str) -> None:
    hands.touch("home.people")
    hands.touch("people.act")
    hands.write("person.preferred_name", name)
    hands.touch("person.add")
    await until(lambda: not hands.sees("person.panel"))


async def test_from_an_empty_clinic_to_the_room(tmp_path: Path) -> None:
    app = await opened(tmp_path)
    async with at_window(app) as hands:
        await at_home(hands, app)
        assert "chooses and signs a monitoring plan" in hands.reads("today.about")
        assert not hands.sees("today.act")
        await sign_first_plan(hands)
        assert (
            "signed by Ines Okafor, RN" in str(hands.shell.programmes.rows) or hands.shell.programmes.rows[0]["usable"]
        )
        hands.touch("home.today")
        assert "add the people who come" in hands.reads("today.about")
        for name in ("Rowan", "Amara"):
            await add_person(hands, name)
        hands.touch("home.team")
        hands.touch("team.act")
        hands.write("staff.name", "Tomas Lind")
        hands.touch("staff.roles.facilitator")
        hands.touch("staff.add")
        await until(lambda: not hands.sees("staff.panel"))

        hands.touch("home.today")
        hands.touch("today.act")
        hands.touch("setup.next")
        assert hands.reads("setup.error") == "Choose a programme."
        hands.touch("setup.programme.group_circle_three")
        hands.touch("setup.next")
        hands.touch("setup.present.Tomas Lind")
        assert "facilitator" in hands.reads("setup.short_of")  # one is there, the programme asks for two
        hands.touch("setup.lead.Tomas Lind")
        hands.write("setup.reason", "Devi is on her way")
        hands.touch("setup.next")
        hands.touch("setup.seat.2")
        hands.touch("setup.person.Rowan")
        hands.touch("setup.person.Amara")
        hands.touch("setup.begin")
        await hands.until_sees("room")
        assert app.session is not None
        state = app.session.state
        assert {person.seat: person.preferred_name for person in state.people.values()} == {2: "Rowan", 1: "Amara"}
        assert state.staff_name(state.lead) == "Tomas Lind"
        assert state.title == "Group circle, three sessions"


async def test_without_a_reason_too_few_staff_do_not_begin(tmp_path: Path) -> None:
    app = await opened(tmp_path)
    async with at_window(app) as hands:
        await at_home(hands, app)
        await sign_first_plan(hands)
        await add_person(hands, "Rowan")
        hands.shell.go("setup")
        hands.touch("setup.programme.group_circle_three")
        hands.touch("setup.next")
        hands.touch("setup.next")
        hands.touch("setup.person.Rowan")
        hands.touch("setup.begin")
        await until(lambda: "staffing_reason" in hands.shell.setup.form.errors)
        assert app.session is None
        assert hands.sees("setup.reason.error")  # shown where it can be mended


async def test_fewer_people_than_the_programme_is_for_begin_with_a_reason(tmp_path: Path) -> None:
    app = await opened(tmp_path)
    async with at_window(app) as hands:
        await at_home(hands, app)
        await sign_first_plan(hands)
        assert app.clinic is not None
        before = app.clinic.state.programmes["group_circle_three"]
        await app.clinic.keep_programme(
            msgspec.structs.replace(before, least=2, staff_minimum={}, version=before.version + 1)
        )
        for name in ("Rowan", "Amara"):
            await add_person(hands, name)
        hands.shell.go("setup")
        hands.touch("setup.programme.group_circle_three")
        hands.touch("setup.next")
        hands.touch("setup.next")
        hands.touch("setup.person.Rowan")
        assert hands.reads("setup.few_people") == (
            "With a seat: 1. The programme is for 2 people at the least; state the reason to go on."
        )
        hands.touch("setup.person.Amara")
        assert not hands.sees("setup.few_people")
        hands.touch("setup.person.Amara")
        hands.touch("setup.begin")
        await hands.until_sees("setup.people_reason.error")  # where it is mended
        assert app.clinic.state.sessions == {}
        hands.write("setup.people_reason", "Amara has a cold.")
        hands.touch("setup.begin")
        await hands.until_sees("room")
        assert app.session is not None
        [opening] = [one.fact for one in app.session.history.entries if isinstance(one.fact, SessionOpened)]
        assert opening.people_reason == "Amara has a cold."


async def test_a_facilitator_cannot_sign_a_plan(tmp_path: Path) -> None:
    app = await opened(tmp_path, Role.FACILITATOR)
    async with at_window(app) as hands:
        await at_home(hands, app)
        hands.touch("home.programmes")
        hands.touch("programmes.group_circle_three")
        hands.touch("programme.plan.0")
        assert not hands.there("programme.sign").isEnabled()


async def test_a_session_left_open_is_offered_first_and_entered_again(tmp_path: Path) -> None:
    room = await scenes.furnished(tmp_path, 2)
    await scenes.calm(room)
    scope = room.session.scope
    app = room.app
    await app.lock()
    async with at_window(app) as hands:
        await hands.until_sees("unlock")
        await until(lambda: hands.shell.now_playing.said.startswith("Playing: "))
        assert hands.reads("unlock.playing") == hands.shell.now_playing.said
        hands.shell.unlock.open("ines", scenes.PASSPHRASE)
        await hands.until_sees(f"today.resume.{scope}")
        hands.touch(f"today.resume.{scope}")
        await hands.until_sees("room")
        assert app.session is not None
        assert app.session.scope == scope


async def test_the_veil_hides_names_and_whoever_lifts_it_is_at_the_screen(tmp_path: Path) -> None:
    room = await scenes.furnished(tmp_path, 2)
    app = room.app
    async with at_window(app, start=False) as hands:
        hands.shell.go("room")
        await hands.until_sees("room")
        hands.touch("veil")
        await hands.until_sees("veil.sign_in")
        assert hands.there("room").property("veiled") is True
        before = hands.there("session.clock").property("text")
        room.clock.advance(timedelta(seconds=5))
        await until(lambda: hands.reads("session.clock") != before)  # the room goes on
        hands.write("veil.sign_in", "ines")
        hands.write("veil.passphrase", "not the right one")
        hands.touch("veil.lift")
        await hands.until_sees("veil.error")
        hands.write("veil.passphrase", scenes.PASSPHRASE)
        hands.touch("veil.lift")
        await until(lambda: not hands.shell.veil.is_down, 15)
        assert hands.there("room").property("veiled") is False


async def test_a_wall_clock_that_is_set_becomes_a_line_and_moves_nothing(tmp_path: Path) -> None:
    room = await scenes.furnished(tmp_path, 1)
    async with at_window(room.app, start=False) as hands:
        hands.shell.go("room")
        await hands.until_sees("room")
        shown = hands.reads("session.clock")
        room.clock.set_wall(timedelta(seconds=-90))

        def steps() -> list[int]:
            facts = [entry.fact for entry in room.session.history.entries]
            return [fact.seconds for fact in facts if isinstance(fact, ClockStepped)]

        await until(steps)
        assert steps() == [-90]
        assert hands.reads("session.clock") == shown


async def test_from_the_room_to_what_comes_after_and_home_again(tmp_path: Path) -> None:
    room = await scenes.furnished(tmp_path, 2)
    await scenes.calm(room)
    app = room.app
    async with at_window(app, start=False) as hands:
        hands.shell.go("room")
        await hands.until_sees("room")
        for screen in ("review", "handoff", "review", "room"):
            hands.shell.go(screen)
            await hands.until_sees(screen)
        scope = room.session.scope
        hands.shell.go("home")
        hands.shell.set_level("light")
        await hands.until_sees(f"today.resume.{scope}")
        await until(lambda: app.session is None)
        hands.touch(f"today.resume.{scope}")
        await hands.until_sees("room")
        assert hands.shell.level == "room"  # the office's light stays in the office


@pytest.mark.expects_log
async def test_a_trouble_stays_until_a_line_is_on_disk_again(tmp_path: Path) -> None:
    room = await scenes.furnished(tmp_path, 1)
    app = room.app
    async with at_window(app, start=False) as hands:
        hands.shell.go("room")
        await hands.until_sees("room")
        for _ in range(3):
            app.faults.report(Trouble("journal.disk_full"), "session write")
        app.faults.report(KeyError("a name that must not be shown"), "tiles")
        assert [notice.key for notice in hands.shell.notices.present] == ["journal.disk_full", "bug"]
        said = hands.reads("banner.bug")
        assert "tiles" in said
        assert "a name" not in said
        await app.session.write(StateSaid(state=State.SETTLED), list(app.session.state.people))  # type: ignore[union-attr]  # a session is open
        assert [notice.key for notice in hands.shell.notices.present] == ["bug"]
        hands.shell.notices.dismiss("bug")
        assert hands.shell.notices.present == ()


async def test_every_control_has_a_name_and_is_large_enough(tmp_path: Path) -> None:
    app = await opened(tmp_path)
    wrong: list[str] = []

    def look(hands: Hands, where: str) -> None:
        for item in hands.controls():
            name = item.objectName()
            holder = item.parentItem() if item.inherits("QQuickTextInput") else item
            assert holder is not None
            if not name:
                wrong.append(f"{where}: a control without an object name, {spoken(item)!r}")
            if not spoken(item).strip():
                wrong.append(f"{where}: {name} has no name for a screen reader")
            if min(holder.width(), holder.height()) < LEAST:
                wrong.append(f"{where}: {name} is {holder.width():.0f} × {holder.height():.0f}")

    async with at_window(app) as hands:
        await hands.until_sees("unlock")
        look(hands, "unlock")
        hands.touch("unlock.turn")
        look(hands, "unlock by code")
        hands.touch("unlock.turn")
        await at_home(hands, app)
        await sign_first_plan(hands)
        await add_person(hands, "Rowan")
        for section in ("today", "people", "team", "programmes", "music"):
            hands.touch(f"home.{section}")
            look(hands, section)
        hands.touch("home.people")
        hands.touch("people.act")
        look(hands, "add a person")
        hands.touch("person.cancel")
        hands.touch("home.music")
        hands.touch("music.folder")
        look(hands, "file picker")
        hands.touch("files.cancel")
        hands.shell.go("setup")
        look(hands, "programme")
        hands.touch("setup.programme.group_circle_three")
        for step in ("team", "seats"):
            hands.touch("setup.next")
            look(hands, step)
    async with at_window(new_app(tmp_path / "other")) as hands:
        await hands.until_sees("first_start")
        look(hands, "first start")
    assert wrong == []


async def test_a_screen_reader_does_not_say_a_passphrase(tmp_path: Path) -> None:
    app = await opened(tmp_path)
    async with at_window(app) as hands:
        await hands.until_sees("unlock")
        hands.write("unlock.passphrase", PASSPHRASE)
        field = QAccessible.queryAccessibleInterface(hands.there("unlock.passphrase.input"))
        assert field.state().passwordEdit
        said = {
            field.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description)
        }
        said.add(field.textInterface().text(0, len(PASSPHRASE)))
        assert PASSPHRASE not in said


async def test_every_screen_is_dark(tmp_path: Path) -> None:
    """Mean relative luminance at most 4 %, and nothing brighter than text."""
    app = await opened(tmp_path)
    async with at_window(app) as hands:
        await hands.until_sees("unlock")
        seen = {"unlock": hands.brightness()}
        await at_home(hands, app)
        for section in ("today", "programmes", "people"):
            hands.touch(f"home.{section}")
            seen[section] = hands.brightness()
        hands.touch("people.act")
        seen["sheet"] = hands.brightness()
    assert {where: mean for where, (mean, _) in seen.items() if mean > 0.04} == {}
    assert {where: most for where, (_, most) in seen.items() if most > 0.75} == {}


async def test_closing_the_window_asks_to_leave_and_nothing_else(tmp_path: Path) -> None:
    app = await opened(tmp_path)
    async with at_window(app) as hands:
        await hands.until_sees("unlock")
        asked: list[bool] = []
        hands.shell.quitting.connect(lambda: asked.append(True))
        hands.window.view.close()
        assert asked == [True]


async def test_home_is_walked_by_keyboard_alone(tmp_path: Path) -> None:
    app = await opened(tmp_path)
    async with at_window(app) as hands:
        await at_home(hands, app)
        for _ in range(40):
            focused = hands.window.view.activeFocusItem()
            if focused.objectName() == "home.people":
                break
            hands.key(Qt.Key.Key_Tab, "\t")
        hands.key(Qt.Key.Key_Return, "\r")
        assert hands.shell.home.section == "people"
        hands.touch("people.act")
        hands.keys("Rowan")  # the first field has the keyboard
        assert hands.reads("person.preferred_name") == "Rowan"
        hands.key(Qt.Key.Key_Escape)
        assert not hands.there("people.act").property("checked")
        assert not hands.sees("person.panel")
        hands.touch("people.act")
        assert hands.reads("person.preferred_name") == "Rowan"  # closing loses nothing


def tokens() -> dict[str, dict[str, QColor]]:
    """The colour sets of the theme, as they stand in its file."""
    text = (QML / "components" / "Theme.qml").read_text("utf-8")
    found = {}
    for name, body in re.findall(r"readonly property Tokens (\w+): Tokens \{(.*?)\n    \}", text, re.DOTALL):
        found[name] = {token: QColor(colour) for token, colour in re.findall(r"(\w+): \"(#\w{6})\"", body)}
    return found


@pytest.mark.parametrize(("level", "least"), [("room", 4.5), ("light", 4.5), ("dim", 3.0)])
def test_text_and_states_can_be_told_from_what_they_stand_on(level: str, least: float) -> None:
    colours = tokens()[level]
    weak = []
    for ground in ("bg", "surface", "raised"):
        for token in ("hi", "mid", "low", "accent", "settled", "soon", "overdue", "attention"):
            above, below = sorted((luminance(colours[token]), luminance(colours[ground])), reverse=True)
            if (above + 0.05) / (below + 0.05) < least:
                weak.append(f"{token} on {ground}")
    assert weak == []


def test_every_text_the_screens_ask_for_is_in_the_catalogue() -> None:
    asked = {
        (path.name, key)
        for path in QML.rglob("*.qml")
        for key in re.findall(r'qsTr\("([^"]+)"\)', path.read_text("utf-8"))
    }
    assert len(asked) > 100
    assert sorted(f"{name}: {key}" for name, key in asked if key not in english().keys) == []


def test_the_first_frame_waits_for_no_heavy_library() -> None:
    code = (
        "import sys; from pathlib import Path; from facilitator_app.app import App; from facilitator_app.ui.main import"
        " start_qt, open_window; start_qt(); w = open_window(App(Path('nowhere')));"
        " print(sorted({'sqlalchemy', 'vlc', 'numpy', 'typst', 'argon2'} & set(sys.modules))); w.close()"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (ran.returncode, ran.stdout.strip(), ran.stderr) == (0, "[]", "")


def test_a_second_that_passes_before_the_first_frame_is_drawn_asks_for_no_loop(tmp_path: Path) -> None:
    shell = Shell(new_app(tmp_path))
    shell.settle()
    shell._second()  # on a machine so busy that the first frame takes longer
    assert not shell.notices.present
    shell.close()


async def test_home_is_made_ready_a_part_at_a_time_while_the_way_in_waits_for_a_passphrase(tmp_path: Path) -> None:
    place = await scenes.furnished(tmp_path, 1)
    await place.app.lock()
    shell = Shell(place.app)
    shell.refresh()
    parts, there = shell.settle(), [0]
    ready = place.app.faults.spawn(parts.await_home(), "home")
    while not ready.done():  # whatever is typed is heard between any two of them
        await asyncio.sleep(0)
        there.append(len(set(ON["home"]) & set(vars(parts))))
    assert sorted(set(there)) == [0, 1, 2, 3, 4, 5]
    assert there[-1] == len(ON["home"])
    shell.close()
    await place.app.close()


async def test_what_is_refused_after_the_window_went_troubles_nobody(tmp_path: Path) -> None:
    app = new_app(tmp_path)
    async with at_window(app) as hands:
        assert hands.shell.notices.present == ()
    app.faults.report(Refusal("session.not_open"), "room")  # a hearer that is gone would be an error in the log
