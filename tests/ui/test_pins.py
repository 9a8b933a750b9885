"""Who is at the screen: one touch and the PIN of the day, which five wrong tries take away."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.record.roles import Role
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
