"""A record that does not open: told on the way in, never opened as if healthy, and gone on with by a copy at one touch."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from facilitator_app.app import App, Stage
from facilitator_app.journal.place import ASIDE, BACKUPS, HEADS, KEYS, RECORD
from facilitator_app.record import room
from facilitator_app.rehearsal.key_store import StoreInMemory
from facilitator_app.settings import Settings, keep_settings
from tests.test_app import PASSPHRASE, Room
from tests.ui.hands import Hands, at_window
from tests.waiting import until

pytestmark = pytest.mark.expects_log


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Room:
    """A session with a note in it that is in the copy, and one that is not; the window is closed."""
    there = Room(tmp_path_factory.mktemp("made") / "clinic")
    asyncio.run(_fill(there))
    return there


async def _fill(there: Room) -> None:
    await there.make()
    await there.begin()
    await there.session.write(room.Noted(text="In the copy."), [there.rowan])
    await copy(there)
    there.clock.advance(timedelta(minutes=14))
    await there.session.write(room.Noted(text="After the copy."), [there.rowan])
    await there.app.close()


@pytest.fixture
def here(made: Room, tmp_path: Path) -> Room:
    """The same in a folder of the test's own."""
    shutil.copytree(made.app.folder, tmp_path / "clinic")
    there = Room(tmp_path / "clinic")
    there.clock.advance(made.clock.now() - there.clock.now())
    there.rowan, there.amara, there.tomas = made.rowan, made.amara, made.tomas
    return there


async def copy(there: Room, to: Path | None = None) -> Path:
    """A copy of the record as the app takes it by itself."""
    assert there.app.journal is not None
    return await there.app.journal.backup(to or there.app.folder / BACKUPS)


def flip(path: Path) -> None:
    """One byte in the middle is another."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x40
    path.write_bytes(content)


def files(folder: Path) -> dict[str, bytes]:
    """Everything in a folder but the lock and the count of wrong tries."""
    found = [path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".lock", ".tries")]
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


@asynccontextmanager
async def coming_in(there: Room) -> AsyncIterator[Hands]:
    """The window of a program started on what is on disk, and Ines at it, who has signed in."""
    app = App(there.app.folder, clock=there.clock, player=there.player)
    there.app = app
    async with at_window(app, start=False) as hands:
        await app.faults.or_report(app.start(), "start")
        hands.shell.refresh()
        await sign_in(hands)
        yield hands


async def sign_in(hands: Hands) -> None:
    """Ines signs in."""
    await hands.until_sees("unlock.open")
    hands.write("unlock.sign_in", "ines")
    hands.write("unlock.passphrase", PASSPHRASE)
    hands.touch("unlock.open")
    await until(lambda: not hands.shell.unlock.form.busy and hands.shell.unlock.mending.doing == "", 15)


def notes(session_entries: object) -> list[str]:
    """The notes among the lines of a session."""
    return [entry.fact.text for entry in session_entries if isinstance(entry.fact, room.Noted)]  # type: ignore[attr-defined]  # any lines


async def test_a_damaged_record_is_told_and_the_newest_copy_is_gone_on_with(here: Room) -> None:
    flip(here.app.folder / RECORD)
    damaged = (here.app.folder / RECORD).read_bytes()
    async with coming_in(here) as hands:
        assert hands.sees("mending")
        assert hands.reads("mending.title") == "The record is damaged"
        (put,) = (here.app.folder / ASIDE).iterdir()
        assert str(put) in hands.reads("mending.aside")
        assert (put / RECORD).read_bytes() == damaged
        at = f"{(here.clock.now() - timedelta(minutes=14)).astimezone():%H:%M}"
        assert hands.reads("mending.copy") == f"The newest good copy: today, {at}"
        assert "One line that was written after it is not in it." in hands.reads("mending.lacks")
        assert hands.reads("mending.go_on") == f"Go on with the copy of {at}"
        assert not hands.shell.notices.present  # told once, on the page

        hands.touch("mending.go_on")
        assert "will not be there" in hands.reads("mending.question")
        hands.touch("mending.not_now")
        assert here.app.stage is Stage.LOCKED
        assert not (here.app.folder / RECORD).exists()  # asked, and nothing was done

        hands.touch("mending.go_on")
        hands.touch("mending.yes")
        await hands.until_sees("home")
        assert f"The record is now the copy of {at}. One line" in hands.shell.notices.present[0].text
        await here.app.lock()
        await sign_in(hands)  # it is a record like any other from now on
        await hands.until_sees("home")
        (scope,) = here.app.clinic_state().sessions
        session = await here.app.enter_session(scope)
        assert notes(session.history.entries) == ["In the copy."]
        assert set(session.state.people) == {here.rowan, here.amara}
        assert await here.app.verify() == ()
        await session.write(room.Noted(text="And on."), [here.rowan])


async def test_who_came_in_by_a_kept_pin_is_asked_for_the_passphrase_there(here: Room) -> None:
    app, store = App(here.app.folder, clock=here.clock, player=here.player), StoreInMemory()
    app.door.store = store
    await app.unlock("ines", PASSPHRASE)
    assert app.at_screen is not None
    app.door.keep_pin(app.at_screen.id, app.at_screen.roles, "246801")
    await app.close()
    flip(here.app.folder / RECORD)
    here.app = App(here.app.folder, clock=here.clock, player=here.player, store=store)
    async with at_window(here.app) as hands:
        await hands.until_sees("kept.dots")
        hands.keys("246801")
        hands.key(Qt.Key.Key_Return, "\r")
        await hands.until_sees("mending.needs")
        await until(lambda: hands.sees("mending.copy") and not hands.shell.unlock.form.busy, 15)
        assert "go back and sign in with your passphrase" in hands.reads("mending.needs")
        assert not hands.sees("mending.go_on")
        hands.touch("mending.back")
        await hands.until_sees("unlock.by_pin")
        hands.touch("unlock.by_pin")
        await sign_in(hands)
        await hands.until_sees("mending.go_on")
        assert not hands.sees("mending.needs")


async def test_a_record_put_aside_in_an_earlier_run_is_not_passed_over(here: Room) -> None:
    flip(here.app.folder / RECORD)
    async with coming_in(here) as hands:
        assert hands.sees("mending.go_on")
    async with coming_in(here) as hands:  # closed and started again
        assert hands.reads("mending.title") == "The record is not in its folder"
        assert str(next((here.app.folder / ASIDE).iterdir())) in hands.reads("mending.aside")
        assert "One line that was written after it" in hands.reads("mending.lacks")
        hands.touch("mending.go_on")
        hands.touch("mending.yes")
        await hands.until_sees("home")


async def test_without_any_copy_it_says_what_to_do_and_a_stick_can_be_looked_on(here: Room, tmp_path: Path) -> None:
    shutil.move(here.app.folder / BACKUPS, tmp_path / "stick")
    flip(here.app.folder / RECORD)
    async with coming_in(here) as hands:
        assert "No good copy was found" in hands.reads("mending.copy")
        assert "on paper" in hands.reads("mending.copy")
        assert not hands.sees("mending.go_on")
        hands.touch("mending.other")
        await hands.until_sees("files.panel")
        hands.shell.files.go(str(tmp_path))
        hands.touch("files.row.stick")
        hands.touch("files.choose")
        await hands.until_sees("mending.go_on")
        assert hands.reads("mending.copy").startswith("The copy that was chosen")
        hands.touch("mending.go_on")
        hands.touch("mending.yes")
        await hands.until_sees("home")


async def test_the_second_place_for_copies_is_looked_through_too(here: Room, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    shutil.move(here.app.folder / BACKUPS, tmp_path / "stick" / "facilitator-0123456789ab")
    keep_settings(here.app.folder, Settings(second_copies=str(tmp_path / "stick")))
    flip(here.app.folder / RECORD)
    async with coming_in(here) as hands:
        assert "stick" in hands.reads("mending.place")
        assert hands.sees("mending.go_on")


async def test_a_copy_that_is_damaged_itself_is_passed_over_and_refused_when_chosen(here: Room) -> None:
    good = next((here.app.folder / BACKUPS).iterdir())
    bad = good.with_name("20260306T000000Z")
    shutil.copytree(good, bad)
    flip(bad / RECORD)
    flip(here.app.folder / RECORD)
    async with coming_in(here) as hands:
        assert "One newer copy is damaged itself" in hands.reads("mending.lacks")
        hands.touch("mending.other")
        await hands.until_sees("files.panel")
        hands.shell.files.go(str(bad))
        hands.touch("files.choose")
        await hands.until_sees("mending.error")
        assert "not as it was made" in hands.reads("mending.error")
        assert hands.reads("mending.place").endswith(good.name)  # the good one is still on offer
        assert here.app.stage is Stage.LOCKED


async def test_another_clinics_copy_is_refused(here: Room, tmp_path: Path) -> None:
    other = Room(tmp_path / "other")
    await other.make()
    theirs = await copy(other)
    await other.app.close()
    flip(here.app.folder / RECORD)
    async with coming_in(here) as hands:
        hands.touch("mending.other")
        await hands.until_sees("files.panel")
        hands.shell.files.go(str(theirs))
        hands.touch("files.choose")
        await hands.until_sees("mending.error")
        assert "another clinic's" in hands.reads("mending.error")


async def test_a_copy_older_than_the_record_that_was_cut_short_does_not_take_its_place(here: Room) -> None:
    app = App(here.app.folder, clock=here.clock, player=here.player)
    await app.unlock("ines", PASSPHRASE)
    (scope,) = app.clinic_state().sessions
    await (await app.enter_session(scope)).write(room.Noted(text="Cut off."), [here.rowan])
    assert app.journal is not None
    kept = files(here.app.folder)  # as a killed program leaves it
    await app.close()
    for name, content in kept.items():
        (here.app.folder / name).write_bytes(content)
    log = here.app.folder / f"{RECORD}-wal"
    log.write_bytes(log.read_bytes()[: log.stat().st_size // 2])
    async with coming_in(here) as hands:
        assert hands.reads("mending.title") == "The end of the record is missing"
        assert "It does not take the place of the record" in hands.reads("mending.copy")
        assert not hands.sees("mending.go_on")
        hands.touch("mending.without")
        assert "the record says so" in hands.reads("mending.question")
        hands.touch("mending.yes")
        await hands.until_sees("home")
        assert [finding.what for finding in await here.app.verify()] == ["journal.found_loss"]


async def test_a_full_disk_leaves_everything_as_it_was(here: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    flip(here.app.folder / RECORD)
    async with coming_in(here) as hands:
        before = files(here.app.folder)
        hands.touch("mending.go_on")
        full = type("Usage", (), {"free": 0})()
        monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
        hands.touch("mending.yes")
        await hands.until_sees("mending.error")
        assert "too full" in hands.reads("mending.error")
        assert files(here.app.folder) == before
        assert here.app.stage is Stage.LOCKED
        monkeypatch.undo()
        hands.touch("mending.go_on")
        hands.touch("mending.yes")
        await hands.until_sees("home")


async def test_a_record_from_a_newer_version_stays_where_it_is(here: Room) -> None:
    from facilitator_app.journal import connect
    from facilitator_app.vault import Vault

    key = Vault.at(here.app.folder).open("ines", PASSPHRASE).key
    with connect.alone(here.app.folder / RECORD, key).connect() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 99")
        connection.commit()
    before = {name: content for name, content in files(here.app.folder).items() if name in (RECORD, HEADS, KEYS)}
    async with coming_in(here) as hands:
        assert hands.reads("mending.title") == "The record is from a newer version"
        assert "99" in hands.reads("mending.what")
        assert "lines that this copy has not (1)" in hands.reads("mending.copy")
        hands.touch("mending.back")
        assert hands.sees("unlock.open")
        assert {name: (here.app.folder / name).read_bytes() for name in before} == before
