"""The on-screen keyboard, by fingers on a touch screen: it comes for a finger, types what it shows, and goes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtQuick import QQuickItem

from facilitator_app.app import Stage
from facilitator_app.record import room
from facilitator_app.settings import read_settings
from facilitator_app.ui import keyboard_keys
from facilitator_app.ui.room import SECTIONS
from tests.ui import looks, scenes, surfaces
from tests.ui.hands import Hands, at_window, new_app, under
from tests.ui.test_accessible import Seen, by_tab, walk_the_room
from tests.ui.test_first_start import name_the_person
from tests.ui.test_room import facts, in_the_room
from tests.ui.test_two_hands import fingers, middle
from tests.waiting import until

LEAST_TYPE = 20
SIZES = [(1280, 800), (1024, 640), (800, 1280)]


@pytest.fixture(autouse=True)
def _no_key_is_held_by_a_slow_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyboard_keys, "HOLD_MS", 3_600_000)


async def tap(hands: Hands, name: str) -> None:
    """One touch of a finger."""
    at = middle(hands, name)
    await fingers(hands, press={0: at})
    await fingers(hands, lift={0: at})


async def type_by_touch(hands: Hands, text: str) -> None:
    """Touch the keys of letters and spaces; capitals by shift."""
    for letter in text:
        if letter.isupper():
            await tap(hands, "keyboard.shift")
        await tap(hands, "keyboard." + ("space" if letter == " " else letter.lower()))


def up(hands: Hands) -> bool:
    return hands.sees("keyboard")


def away(hands: Hands) -> bool:
    return not up(hands)


async def looked(hands: Hands) -> None:
    """Until the keyboard has seen what has the focus now."""
    seen: list[None] = []
    hands.shell.sheets.keyboard.looked.connect(lambda: seen.append(None))
    hands.shell.sheets.keyboard.follow()
    await until(lambda: seen)


def top(hands: Hands) -> float:
    return hands.there("keyboard").mapToScene(QPointF(0, 0)).y()


def place(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


@asynccontextmanager
async def writing(folder: Path, size: tuple[int, int] = (1280, 800)) -> AsyncIterator[tuple[scenes.Room, Hands]]:
    """In the room, about to write what Amara says, by touch."""
    async with in_the_room(folder, scene="busy", size=size) as (there, hands, _):
        await tap(hands, "tile.2")
        await tap(hands, "quick.quote")
        await until(partial(up, hands))
        yield there, hands


@pytest.mark.parametrize("size", SIZES)
async def test_what_a_person_says_is_written_by_touch_alone_and_kept(tmp_path: Path, size: tuple[int, int]) -> None:
    async with writing(tmp_path, size) as (there, hands):
        await type_by_touch(hands, "Like the sea")
        assert hands.reads("words.text") == "Like the sea"
        for name in ("words.text.input", "words.save", "panel.name", *(f"tile.{seat}" for seat in range(1, 7))):
            assert place(hands.there(name)).bottom() <= top(hands), f"{name} lies under the keyboard"
        for seat, mark in {2: "support", 3: "limit", 4: "overdue", 5: "limit", 6: "put off"}.items():
            shown = [item for item in under(hands.there(f"tile.{seat}")) if item.isVisible()]
            words = [item for item in shown if mark in str(item.property("text")) and not item.property("truncated")]
            assert words, f"seat {seat} says {mark}"
            assert all(place(item).bottom() <= top(hands) for item in words)
        await tap(hands, "words.save")
        await until(lambda: facts(there, room.Quoted))
        said = facts(there, room.Quoted)[0]
        assert isinstance(said, room.Quoted)
        assert said.text == "Like the sea"
        await hands.until_sees("undo.undo")
        await until(partial(away, hands))  # the touch on Save went from the field
        await tap(hands, "words.text.input")
        await until(partial(up, hands))
        bar = place(hands.there("undo"))
        assert bar.bottom() <= top(hands)
        assert not bar.intersects(place(hands.there("panel")))
        await tap(hands, "undo.undo")
        await until(lambda: [line for line in there.session.history.lines() if line.voided])


@pytest.mark.parametrize("size", SIZES)
async def test_every_page_of_it_is_named_large_enough_and_dark_enough(tmp_path: Path, size: tuple[int, int]) -> None:
    seen = Seen(pixels=size == (1280, 800))
    async with writing(tmp_path, size) as (_, hands):
        for surface, touches in surfaces.ON_THE_KEYBOARD.items():
            for name in touches:
                await tap(hands, name)
            seen.look(hands, surface)
            small = [key for key in looks.controls(hands.window.view.contentItem()) if _type_of(key) < LEAST_TYPE]
            assert [key.objectName() for key in small if key.objectName().startswith("keyboard.")] == []
        hands.shell.sheets.keyboard.call()
        for level in ("dim", "dark", "night") if seen.pixels else ():
            await seen.at_level(hands, "the keyboard", level)
    print("\nsurface, controls, mean light, brightest, weakest text", *seen.rows, sep="\n")
    assert seen.wrong == []


def _type_of(key: QQuickItem) -> float:
    """How large the letter on a key is, in pixels."""
    drawn = [item for item in under(key) if item.inherits("QQuickText") and item.isVisible() and item.property("text")]
    return min((looks.size_of(item) for item in drawn), default=LEAST_TYPE)


async def test_somebody_signs_in_by_touch_and_no_key_shows_which_it_was(tmp_path: Path) -> None:
    there = await scenes.furnished(tmp_path, 2)
    async with at_window(there.app, (1280, 800), start=False) as hands:
        await there.app.lock()
        await hands.until_sees("unlock.open")
        assert away(hands)  # the field has the focus, but nobody touched it
        await tap(hands, "unlock.sign_in.input")
        await until(partial(up, hands))
        await type_by_touch(hands, "ines")
        await tap(hands, "keyboard.next")
        await until(lambda: hands.there("unlock.passphrase.input").hasActiveFocus())
        assert place(hands.there("unlock.open")).bottom() <= top(hands)
        key = middle(hands, "keyboard.s")
        dark = hands.window.view.grabWindow().pixelColor(key.x() - 20, key.y())
        await fingers(hands, press={0: key})
        assert hands.window.view.grabWindow().pixelColor(key.x() - 20, key.y()) == dark
        await fingers(hands, lift={0: key})
        await type_by_touch(hands, scenes.PASSPHRASE[1:])
        shown = str(hands.there("unlock.passphrase.input").property("displayText"))
        assert len(shown) == len(scenes.PASSPHRASE)
        assert len(set(shown)) == 1
        await tap(hands, "keyboard.return")
        await until(lambda: there.app.stage is Stage.OPEN)
        await until(partial(away, hands))


async def test_a_clinic_is_named_with_its_own_letters(tmp_path: Path) -> None:
    app = new_app(tmp_path)
    async with at_window(app, (1280, 800)) as hands:
        await hands.until_sees("first_start")
        await tap(hands, "start.name.input")
        await until(partial(up, hands))
        await type_by_touch(hands, "Casa ")
        await tap(hands, "keyboard.shift")
        await tap(hands, "keyboard.accents")
        for key in ("ñ", "a", "n", "d", "accents", "ú"):
            await tap(hands, f"keyboard.{key}")
        assert hands.reads("start.name") == "Casa Ñandú"
        hands.write("start.zone.search", "lisbon")
        hands.touch("start.zone.Europe/Lisbon")
        hands.touch("start.next")
        name_the_person(hands)
        hands.touch("start.make")
        await hands.until_sees("start.code")
        assert app.clinic is not None
        assert app.clinic.state.name == "Casa Ñandú"


async def test_it_comes_for_a_finger_and_goes_with_the_first_key_of_another_keyboard(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (_, hands, _view):
        hands.touch("tile.2")
        hands.touch("quick.quote")
        hands.key(Qt.Key(0), "a")
        assert away(hands)  # a mouse and a keyboard: nobody wants it
        await tap(hands, "words.text.input")
        await until(partial(up, hands))
        await tap(hands, "keyboard.b")
        assert up(hands)
        hands.key(Qt.Key.Key_VolumeUp)
        assert up(hands)  # a tablet has such buttons
        hands.key(Qt.Key(0), "c")
        await until(partial(away, hands))
        assert hands.reads("words.text") == "abc"


async def test_it_is_put_away_by_a_touch_and_called_back_by_one(tmp_path: Path) -> None:
    async with writing(tmp_path) as (_, hands):
        assert not hands.sees("words.text.keyboard")
        await tap(hands, "keyboard.hide")
        await until(partial(away, hands))
        await hands.until_sees("words.text.keyboard")
        await tap(hands, "words.text.keyboard")
        await until(partial(up, hands))
        await tap(hands, "keyboard.hide")
        await until(partial(away, hands))
        await tap(hands, "words.text.input")
        await until(partial(up, hands))
        await tap(hands, "rail.vitals")  # what is not typed into needs none
        await until(partial(away, hands))
        await tap(hands, "pad.7")
        assert away(hands)  # the figures of a round have a pad of their own


async def test_a_device_says_when_it_comes(tmp_path: Path) -> None:
    there = await scenes.furnished(tmp_path, 2)
    await there.app.leave_session()
    async with at_window(there.app, (1280, 800), start=False) as hands:
        hands.shell.go("home")
        await hands.until_sees("home.device")
        for mode, finger, mouse in (("never", False, False), ("always", True, True), ("automatic", True, False)):
            hands.touch("home.device")
            await hands.until_sees(f"device.keyboard.{mode}")
            await until(partial(away, hands))
            hands.touch(f"device.keyboard.{mode}")
            assert read_settings(there.app.folder).keyboard == mode
            hands.touch("home.people")
            await hands.until_sees("people.search.input")
            hands.touch("people.search.input")
            await until(lambda: hands.there("people.search.input").hasActiveFocus())
            await looked(hands)
            assert up(hands) is mouse
            await tap(hands, "people.search.input")
            await looked(hands)
            assert up(hands) is finger


async def test_a_second_finger_on_the_keys_loses_nothing(tmp_path: Path) -> None:
    async with writing(tmp_path) as (_, hands):
        a, s, shift = (middle(hands, f"keyboard.{name}") for name in ("a", "s", "shift"))
        await fingers(hands, press={0: a})
        await fingers(hands, press={1: s}, rest=(0,))
        await fingers(hands, lift={1: s}, rest=(0,))
        await fingers(hands, lift={0: a})
        await fingers(hands, press={0: shift})
        await fingers(hands, press={1: a}, rest=(0,))
        await fingers(hands, lift={1: a}, rest=(0,))
        await fingers(hands, lift={0: shift})
        await fingers(hands, press={0: a, 1: s})
        await fingers(hands, lift={0: a, 1: s})
        assert hands.reads("words.text").startswith("asA")
        assert sorted(hands.reads("words.text")[3:]) == ["a", "s"]


async def test_a_held_letter_offers_its_forms_and_a_held_arrow_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with writing(tmp_path) as (_, hands):
        await type_by_touch(hands, "mana")
        monkeypatch.setattr(keyboard_keys, "HOLD_MS", 1)
        monkeypatch.setattr(keyboard_keys, "REPEAT_MS", 1)
        left = middle(hands, "keyboard.left")
        await fingers(hands, press={0: left})
        await until(lambda: hands.there("words.text.input").property("cursorPosition") == 0)
        await fingers(hands, lift={0: left})
        n = middle(hands, "keyboard.n")
        await fingers(hands, press={0: n})
        await hands.until_sees("keyboard.ñ")
        await fingers(hands, lift={0: n})
        monkeypatch.setattr(keyboard_keys, "HOLD_MS", 3_600_000)
        await tap(hands, "keyboard.ñ")
        assert hands.reads("words.text") == "ñmana"


async def test_it_never_has_the_focus_and_tab_never_comes_to_it(tmp_path: Path) -> None:
    async with writing(tmp_path) as (_, hands):
        await type_by_touch(hands, "ab")
        await tap(hands, "keyboard.signs")
        await tap(hands, "keyboard.1")
        assert hands.there("words.text.input").hasActiveFocus()
        hands.shell.sheets.keyboard.set_mode("always")
        assert not [name for name in await by_tab(hands) if name.startswith("keyboard.")]


async def test_what_was_typed_is_taken_back_and_chosen_as_with_any_keyboard(tmp_path: Path) -> None:
    async with writing(tmp_path) as (_, hands):
        hands.touch("words.kind.note")  # of many lines
        await tap(hands, "words.text.input")
        await until(partial(up, hands))
        await type_by_touch(hands, "one two")
        field = hands.there("words.text.input")
        field.setProperty("cursorPosition", 3)
        await tap(hands, "keyboard.return")
        await tap(hands, "keyboard.erase")
        await tap(hands, "keyboard.right")
        await tap(hands, "keyboard.x")
        assert hands.reads("words.text") == "one xtwo"
        hands.key_with(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        await tap(hands, "words.text.input")
        await until(partial(up, hands))
        hands.key_with(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert hands.reads("words.text") != "one xtwo"


async def test_a_number_brings_figures(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (_, hands, _view):
        for name in ("tile.2", "rail.dose", "medicine.order", "orders.new"):
            await tap(hands, name)
        hands.there("order.low.input").forceActiveFocus()
        await until(partial(up, hands))
        for key in "12.5":
            await tap(hands, f"keyboard.{key}")
        assert hands.reads("order.low") == "12.5"
        assert not hands.sees("keyboard.q")


@pytest.mark.parametrize("part", ["room", *SECTIONS])
async def test_every_field_of_the_room_is_seen_above_it_in_the_smallest_window(tmp_path: Path, part: str) -> None:
    hidden: list[str] = []
    async with in_the_room(tmp_path, scene="busy", size=(1024, 640)) as (_, hands, view):
        hands.shell.sheets.keyboard.set_mode("always")
        async for surface in walk_the_room(hands, view, part):
            hidden += [f"{surface}: {name}" async for name in hidden_fields(hands)]
    assert hidden == []


async def hidden_fields(hands: Hands) -> AsyncIterator[str]:
    """Every field of what is open now that is not seen above the keyboard while it is typed into."""
    root = looks.uppermost(hands.window.view)
    for name in [item.objectName() for item in looks.controls(root) if not looks.is_button(item)]:
        hands.shell.sheets.keyboard.call()
        hands.there(name).forceActiveFocus()
        await until(partial(up, hands))
        field = hands.there(name)
        page = field.parentItem().parentItem() if field.inherits("QQuickTextEdit") else field
        where = place(page)
        if where.bottom() > top(hands) or where.top() < 0 or looks.is_cut(page.parentItem(), where):
            yield name
