"""One's own passphrase is changed by the old one; who came in with the code on paper chooses a way in anew."""

from __future__ import annotations

from pathlib import Path

from facilitator_app.app import App
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.rehearsal.silent_player import SilentPlayer
from tests.people import START
from tests.ui import scenes
from tests.ui.hands import Hands, at_window
from tests.waiting import until

NEW = "three geese over the weir"


async def the_sheet(hands: Hands) -> None:
    await hands.until_sees("home.device")
    hands.touch("home.device")
    await hands.until_sees("device.passphrase")
    hands.touch("device.passphrase")
    await hands.until_sees("passphrase.keep")


def told(hands: Hands, **fields: str) -> None:
    for name, words in fields.items():
        hands.write(f"passphrase.{name}", words)
    hands.touch("passphrase.keep")


async def test_a_passphrase_is_changed_by_the_old_one_and_by_nothing_else(tmp_path: Path) -> None:
    room = await scenes.furnished(tmp_path, 1)
    app = room.app
    await app.leave_session()
    async with at_window(app, start=False) as hands:
        hands.shell.go("home")
        await the_sheet(hands)
        assert hands.reads("passphrase.whose") == "Ines Okafor"
        told(hands, old="not the one at all", new=NEW, again=NEW)
        await until(lambda: hands.there("passphrase.old").property("error") != "", 15)
        told(hands, old=scenes.PASSPHRASE, new="short", again="short")
        await until(lambda: "12" in hands.there("passphrase.new").property("error"), 15)
        told(hands, old=scenes.PASSPHRASE, new=NEW, again=NEW + "s")
        await until(lambda: hands.there("passphrase.again").property("error") != "", 15)
        told(hands, old=scenes.PASSPHRASE, new=NEW, again=NEW)
        await until(lambda: not hands.sees("passphrase.keep"), 15)
        await the_sheet(hands)
        assert [hands.reads(f"passphrase.{field}") for field in ("old", "new", "again")] == ["", "", ""]
        hands.touch("passphrase.cancel")
        await app.lock()
        await app.unlock("ines", NEW)
        assert app.at_screen is not None


async def test_who_came_in_with_the_code_on_paper_chooses_a_way_in_anew(tmp_path: Path) -> None:
    from facilitator_app.record.roles import Role

    app = App(tmp_path, clock=FastClock(START), player=SilentPlayer(FastClock(START)))
    code = await app.make_clinic(
        name="Still Water",
        zone="UTC",
        person="Ines Okafor",
        roles=[Role.MEDICAL_PROVIDER, Role.ADMINISTRATOR],
        sign_in="ines",
        passphrase=scenes.PASSPHRASE,
    )
    await app.lock()
    await app.unlock_with_recovery(code)
    async with at_window(app, start=False) as hands:
        hands.shell.go("home")
        await the_sheet(hands)
        assert not hands.sees("passphrase.old")
        told(hands, sign_in="ines", new=NEW, again=NEW)
        await until(lambda: not hands.sees("passphrase.keep"), 15)
        await the_sheet(hands)
        assert hands.sees("passphrase.old")  # the code does not stand for it any more
        hands.touch("passphrase.cancel")
        await app.lock()
        await app.unlock("ines", NEW)
        assert app.at_screen is not None
