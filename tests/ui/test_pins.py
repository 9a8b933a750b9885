"""Who is at the screen: one touch and the PIN of the day, which five wrong tries take away."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from facilitator_app.app import App, Stage
from facilitator_app.faults import Refusal
from facilitator_app.record.roles import Role
from facilitator_app.rehearsal.key_store import StoreInMemory
from tests.ui import scenes
from tests.ui.hands import Hands, at_window
from tests.waiting import until


async def with_tomas(folder: Path) -> scenes.Room:
    """A room whose facilitator Kai has a way in of their own."""
    room = await scenes.furnished(folder, 2)
    await room.app.add_account(
        name="Kai Moss", roles=(Role.FACILITATOR,), sign_in="kai", passphrase=scenes.PASSPHRASE + " too"
    )
    return room


async def choose(hands: Hands, first: str, again: str = "") -> None:
    """Through the sheet, by touch the first time and by keyboard the second."""
    hands.touch("here.open")
    hands.touch("here.pin")
    for digit in first:
        hands.touch(f"pad.{digit}")
    hands.touch("pad.next")
    hands.keys(again or first)
    hands.key(Qt.Key.Key_Return, "\r")


async def enter(hands: Hands, app: App) -> None:
    hands.shell.go("room")
    await hands.until_sees("room")


def type_pin(hands: Hands, pin: str) -> None:
    for digit in pin:
        hands.touch(f"veil.pad.{digit}")
    hands.touch("veil.lift_by_pin")


async def said(hands: Hands, words: str) -> None:
    await until(lambda: hands.shell.unlock.form.general == words)
    assert hands.reads("veil.pin_error") == words


async def test_a_pin_lifts_the_veil_and_one_touch_more_brings_somebody_else(tmp_path: Path) -> None:
    room = await with_tomas(tmp_path)
    app = room.app
    assert app.at_screen is not None
    async with at_window(app, start=False) as hands:
        await enter(hands, app)
        await choose(hands, "2468")
        assert app.door.has_pin(app.at_screen.id)
        assert not hands.sees("pin.panel")

        hands.touch("veil")
        await hands.until_sees("veil.pad.1")
        assert not hands.sees("veil.passphrase")
        type_pin(hands, "2468")
        await until(lambda: not hands.shell.veil.is_down)

        hands.touch("switch")  # nobody else has a PIN yet: by passphrase
        hands.touch("veil.by_passphrase")
        hands.write("veil.sign_in", "kai")
        hands.write("veil.passphrase", scenes.PASSPHRASE + " too")
        hands.touch("veil.lift")
        await until(lambda: app.at_screen.name == "Kai Moss", 15)  # type: ignore[union-attr]  # somebody is
        await until(lambda: not hands.shell.veil.is_down)
        await choose(hands, "1357")

        hands.touch("switch")  # one touch
        hands.keys("2468")  # and the PIN
        hands.key(Qt.Key.Key_Return, "\r")
        await until(lambda: app.at_screen.name == "Ines Okafor")  # type: ignore[union-attr]  # somebody is
        await until(lambda: not hands.shell.veil.is_down)


async def test_two_that_differ_choose_nothing(tmp_path: Path) -> None:
    room = await scenes.furnished(tmp_path, 1)
    app = room.app
    assert app.at_screen is not None
    async with at_window(app, start=False) as hands:
        await enter(hands, app)
        await choose(hands, "2468", "2469")
        assert hands.reads("pin.error") == "That was not the same. Begin again."
        for digit in "123":
            hands.touch(f"pad.{digit}")
        hands.touch("pad.next")
        hands.keys("123\r")
        hands.key(Qt.Key.Key_Return, "\r")
        assert hands.reads("pin.error") == "Use at least 4 digits."
        assert not app.door.has_pin(app.at_screen.id)


async def test_five_wrong_ones_ask_for_the_passphrase_and_the_room_goes_on(tmp_path: Path) -> None:
    room = await scenes.furnished(tmp_path, 1)
    app = room.app
    async with at_window(app, start=False) as hands:
        await enter(hands, app)
        await choose(hands, "2468")
        hands.touch("veil")
        for left in (4, 3, 2, 1):
            type_pin(hands, "1111")
            await said(hands, f"Not this PIN. Tries left: {left}.")
        type_pin(hands, "1111")
        await hands.until_sees("veil.passphrase")
        assert hands.reads("veil.error") == "Sign in with your passphrase."
        assert hands.shell.veil.is_down
        hands.write("veil.sign_in", "ines")
        hands.write("veil.passphrase", scenes.PASSPHRASE)
        hands.touch("veil.lift")
        await until(lambda: not hands.shell.veil.is_down, 15)


async def test_after_locking_only_passphrases_open(tmp_path: Path) -> None:
    room = await scenes.furnished(tmp_path, 1)
    app = room.app
    assert app.at_screen is not None
    ines = app.at_screen.id
    app.door.choose_pin(ines, "2468")
    await app.switch_with_pin([ines], "2468")
    await app.lock()
    assert not app.door.has_pin(ines)
    for ask in (lambda: app.door.knock_with_pin(ines, "2468"), lambda: app.door.choose_pin(ines, "2468")):
        with pytest.raises(Refusal) as refused:
            ask()
        assert refused.value.key == "vault.passphrase_needed"
    await app.close()


async def test_a_pin_kept_on_this_device_opens_the_record_at_the_next_start(tmp_path: Path) -> None:
    room = await scenes.furnished(tmp_path, 1)
    app, store = room.app, StoreInMemory()
    app.door.store = store
    async with at_window(app, start=False) as hands:
        await enter(hands, app)
        hands.touch("here.open")
        hands.touch("here.pin")
        await hands.until_sees("pin.keep")
        hands.touch("pin.keep")
        for _ in range(2):
            hands.keys("246801")
            hands.key(Qt.Key.Key_Return, "\r")
        await until(lambda: not hands.shell.sheets.pin.open, 15)
        await app.lock()
        await hands.until_sees("kept.dots")
        for digit in "111111":
            hands.touch(f"pad.{digit}")
        hands.touch("pad.next")
        await until(
            lambda: hands.sees("kept.error") and hands.reads("kept.error") == "Not this PIN. Tries left: 4.", 15
        )
    again = App(app.folder, clock=room.clock, player=room.player, store=store)
    async with at_window(again) as hands:
        await hands.until_sees("kept.dots")
        hands.keys("246801")
        hands.key(Qt.Key.Key_Return, "\r")
        await until(lambda: again.stage is Stage.OPEN, 15)
        assert again.at_screen is not None
        assert again.at_screen.name == "Ines Okafor"


async def test_where_no_key_store_answers_a_pin_is_for_today_and_the_sheet_says_so(tmp_path: Path) -> None:
    room = await scenes.furnished(tmp_path, 1)
    store = room.app.door.store = StoreInMemory()
    store.is_shut = True
    async with at_window(room.app, start=False) as hands:
        await enter(hands, room.app)
        hands.touch("here.open")
        hands.touch("here.pin")
        await hands.until_sees("pin.why_not")
        assert hands.reads("pin.why_not").startswith("The key store of this machine is locked or not there")
        assert not hands.sees("pin.keep")


async def test_a_store_that_is_locked_at_the_start_asks_for_the_passphrase_and_says_why(tmp_path: Path) -> None:
    room = await scenes.furnished(tmp_path, 1)
    app, store = room.app, StoreInMemory()
    app.door.store = store
    assert app.at_screen is not None
    app.door.keep_pin(app.at_screen.id, app.at_screen.roles, "246801")
    await app.lock()
    store.is_shut = True
    async with at_window(app) as hands:
        await hands.until_sees("unlock.said")
        assert hands.reads("unlock.said").startswith("The key store of this machine is locked or not there")
        assert hands.sees("unlock.passphrase")
        assert not hands.sees("unlock.by_pin")
