"""Copies are taken by themselves while a session runs and at its end, in one or two places; a failed one stays told."""

from __future__ import annotations

import logging
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from facilitator_app import safekeeping
from facilitator_app.copies import DAYS, NEWEST, Copies, to_let_go
from facilitator_app.faults import Trouble
from facilitator_app.record import room
from facilitator_app.settings import Settings, keep_settings, read_settings
from tests.test_app import PASSPHRASE, Room
from tests.waiting import until

minute = timedelta(minutes=1)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Room]:
    """A session under way."""
    room_ = Room(tmp_path / "clinic")
    await room_.make()
    await room_.begin()
    yield room_
    await room_.app.close()


def copies_in(place: Path) -> list[str]:
    return sorted(path.name for path in place.glob("*")) if place.exists() else []


def of_record(stick: Path) -> list[str]:
    """The copies in the record's own folder on a stick."""
    (own,) = stick.glob("facilitator-*")
    return copies_in(own)


def told(here: Room) -> list[str]:
    """What the app's copies have to tell."""
    return [trouble.key for trouble in here.app.copies.failed]


async def take(here: Room) -> None:
    """One copy, a minute later."""
    here.clock.advance(minute)
    assert here.app.journal is not None
    await here.app.copies.take(here.app.journal)


async def test_a_session_is_copied_again_and_again_while_it_runs(here: Room) -> None:
    assert here.app.journal is not None
    often = Copies(here.app.folder, here.app.faults, every_s=0.01)
    often.begin(here.app.journal)
    await until(lambda: len(copies_in(here.app.folder / "backups")) == 1)
    here.clock.advance(minute)
    await until(lambda: len(copies_in(here.app.folder / "backups")) == 2)
    await here.session.write(room.Noted(text="The room goes on."), [here.rowan])
    often.end()


async def test_the_end_of_a_session_is_copied_and_can_be_restored(here: Room, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    keep_settings(here.app.folder, Settings(second_copies=str(stick)))
    for person in (here.rowan, here.amara):
        await here.session.write(room.WentOut(way=room.WayOut.DID_NOT_TAKE_MEDICINE), [person])
    scope = here.session.scope
    await here.app.close_session()
    assert len(copies_in(here.app.folder / "backups")) == len(of_record(stick)) == 1
    await safekeeping.bring_back(stick, tmp_path / "spare", "ines", PASSPHRASE, here.clock)
    spare = Room(tmp_path / "spare")
    await spare.app.unlock("ines", PASSPHRASE)
    assert (await spare.app.read_session(scope)).state.closed_at is not None
    await spare.app.close()


@pytest.mark.expects_log
async def test_a_second_place_that_is_gone_is_told_once_and_stays_told_until_it_is_back(
    here: Room, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stick = tmp_path / "stick"
    keep_settings(here.app.folder, Settings(second_copies=str(stick)))
    with caplog.at_level(logging.WARNING, "facilitator"):
        await take(here)
        await take(here)
    assert told(here) == ["copies.second_failed"]
    assert len([line for line in caplog.messages if "copies.second_failed" in line]) == 1
    assert len(copies_in(here.app.folder / "backups")) == 2
    assert not stick.exists()  # and is not made as a folder of this machine
    stick.mkdir()
    await take(here)
    assert told(here) == []
    assert len(of_record(stick)) == 1
    shutil.rmtree(stick)
    await take(here)
    assert told(here) == ["copies.second_failed"]
    keep_settings(here.app.folder, Settings())
    await take(here)
    assert told(here) == []


@pytest.mark.expects_log
async def test_a_copy_beside_the_record_that_fails_does_not_keep_the_second_from_being_taken(
    here: Room, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    keep_settings(here.app.folder, Settings(second_copies=str(stick)))
    (here.app.folder / "backups").write_text("a file where the folder should be")
    await take(here)
    assert told(here) == ["copies.failed"]
    assert len(of_record(stick)) == 1
    written = await here.session.write(room.Noted(text="The room goes on."), [here.rowan])
    assert written[0].stamp is not None
    (here.app.folder / "backups").unlink()
    await take(here)
    assert told(here) == []


@pytest.mark.expects_log
async def test_settings_that_cannot_be_read_are_told_as_a_failed_second_copy(here: Room) -> None:
    (here.app.folder / "settings.toml").write_text("second_copies = 7\n")
    await take(here)
    assert told(here) == ["copies.second_failed"]
    assert len(copies_in(here.app.folder / "backups")) == 1


async def test_choosing_music_leaves_the_second_place_as_it_is(here: Room) -> None:
    keep_settings(here.app.folder, Settings(second_copies="/media/stick"))
    await here.app.music.choose(None)
    assert read_settings(here.app.folder) == msgspec.structs.replace(Settings(), second_copies="/media/stick")


async def test_what_else_is_on_the_stick_is_left_alone_and_each_record_keeps_to_its_own(
    here: Room, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    (stick / "JAZZ").mkdir(parents=True)
    (stick / "facilitator-another" / "20260101T000000Z").mkdir(parents=True)
    (stick / "facilitator-another" / "20260101T000000Z" / "manifest.json").touch()
    keep_settings(here.app.folder, Settings(second_copies=str(stick)))
    for _ in range(NEWEST + 2):
        await take(here)
    own = next(path for path in stick.glob("facilitator-*") if path.name != "facilitator-another")
    assert len(copies_in(own)) == NEWEST
    assert (stick / "JAZZ").is_dir()
    assert len(copies_in(stick / "facilitator-another")) == 1
    with pytest.raises(Trouble) as said:
        await safekeeping.bring_back(stick, tmp_path / "spare", "ines", PASSPHRASE, here.clock)
    assert said.value.key == "journal.which_backup"


def test_the_newest_six_stay_and_the_last_of_each_of_fourteen_days() -> None:
    today = [f"20260320T17{minute_:02}00Z" for minute_ in range(0, 60, 10)] + ["20260320T180000Z", "20260320T181000Z"]
    earlier = [f"202603{day:02}T{hour:02}0000Z" for day in range(1, 20) for hour in (12, 18)]
    gone = to_let_go([*today, *earlier])
    kept = sorted({*today, *earlier} - {*gone})
    assert kept == [f"202603{day:02}T180000Z" for day in range(7, 20)] + today[-6:]
    assert (NEWEST, DAYS) == (6, 14)
    assert to_let_go(kept) == to_let_go([]) == ()
