"""The way in: made whole or not at all, and what is missing from the folder is said before anybody types a passphrase."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from facilitator_app.app import App, Stage
from facilitator_app.clinic import Clinic
from facilitator_app.data_folder import MAKING
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.journal.place import HEADS, RECORD
from facilitator_app.key_slots import KEYS
from facilitator_app.record import room
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.roles import Role
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.rehearsal.faults import disk_full, disk_has_room
from facilitator_app.settings import FILE, read_settings
from tests.people import START
from tests.test_app import PASSPHRASE, Room, here

__all__ = ["here"]


async def first_start(app: App) -> str:
    """Ines makes the clinic."""
    return await app.make_clinic(
        name="Still Water",
        zone="UTC",
        person="Ines Okafor",
        roles=[Role.ADMINISTRATOR],
        sign_in="ines",
        passphrase=PASSPHRASE,
    )


@pytest.fixture
async def clinic(tmp_path: Path) -> AsyncIterator[Room]:
    """A clinic before any session."""
    made = Room(tmp_path / "clinic")
    await made.make()
    yield made
    await made.app.close()


async def test_a_first_start_that_fails_leaves_nothing_and_can_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = App(tmp_path / "clinic", clock=FastClock(START))

    async def no_room(*_: object) -> None:
        raise Trouble("journal.disk_full")

    with monkeypatch.context() as full:
        full.setattr(Clinic, "make", no_room)
        with pytest.raises(Trouble) as told:
            await first_start(app)
    assert told.value.key == "journal.disk_full"
    assert list(app.folder.iterdir()) == []
    assert not app.door.is_there()
    assert await first_start(app)
    assert app.stage is Stage.OPEN
    await app.close()


@pytest.mark.parametrize(("gone", "key"), [(KEYS, "vault.missing"), ("record.db", "journal.not_there")])
async def test_a_folder_with_half_a_clinic_is_said_at_the_start(clinic: Room, gone: str, key: str) -> None:
    folder = clinic.app.folder
    await clinic.app.close()
    (folder / gone).rename(folder / "elsewhere")
    there = sorted(path.name for path in folder.iterdir())
    clinic.app = App(folder, clock=clinic.clock, player=clinic.player)
    with pytest.raises(Trouble) as told:
        await clinic.app.start()
    assert told.value.key == key
    with pytest.raises(Trouble):
        await first_start(clinic.app)
    assert sorted(path.name for path in folder.iterdir()) == there


async def test_an_account_that_could_not_be_entered_has_no_way_in_and_can_be_added_again(clinic: Room) -> None:
    assert clinic.app.journal is not None
    assert clinic.app.clinic is not None
    await disk_full(clinic.app.journal)
    for length in (3000, 1):  # until not even a short line finds room
        with contextlib.suppress(Trouble):
            while True:
                await clinic.app.clinic.add_participant(
                    ParticipantAdded(preferred_name="Noor", intention="x" * length), sure=True
                )
    devi = {"roles": [Role.FACILITATOR], "sign_in": "devi", "passphrase": PASSPHRASE}
    with pytest.raises(Trouble) as told:
        await clinic.app.add_account(name="D" * 200, **devi)  # type: ignore[arg-type]  # the words of a form
    assert told.value.key == "journal.disk_full"
    await disk_has_room(clinic.app.journal)
    await clinic.app.add_account(name="Devi Rao", **devi)  # type: ignore[arg-type]  # the words of a form
    await clinic.app.lock()
    await clinic.app.unlock("devi", PASSPHRASE)
    assert clinic.app.at_screen is not None
    assert clinic.app.at_screen.name == "Devi Rao"


@pytest.mark.parametrize("left", [(), (KEYS,), (KEYS, RECORD), (KEYS, RECORD, HEADS)])
async def test_a_clinic_that_a_power_cut_left_half_made_is_made_anew(tmp_path: Path, left: tuple[str, ...]) -> None:
    """Its recovery code was never shown and nothing was written to it, so nothing is lost."""
    first = App(tmp_path / "clinic", clock=FastClock(START))
    await first_start(first)
    await first.close()
    for path in (tmp_path / "clinic").iterdir():
        if path.is_file() and path.name not in left:
            path.unlink()
    (tmp_path / "clinic" / MAKING).touch()
    again = App(tmp_path / "clinic", clock=FastClock(START))
    await again.start()
    assert again.stage is Stage.NO_CLINIC
    code = await first_start(again)
    assert not (tmp_path / "clinic" / MAKING).exists()
    await again.lock()
    await again.unlock_with_recovery(code)
    assert await again.verify() == ()
    await again.close()


async def test_a_passphrase_that_is_refused_leaves_no_mark_of_a_clinic(tmp_path: Path) -> None:
    app = App(tmp_path / "clinic", clock=FastClock(START))
    with pytest.raises(Refusal):
        await app.make_clinic(
            name="Still Water",
            zone="UTC",
            person="Ines Okafor",
            roles=[Role.ADMINISTRATOR],
            sign_in="ines",
            passphrase="short",
        )
    assert list((tmp_path / "clinic").iterdir()) == []
    await app.close()


@pytest.mark.parametrize("said", [b"\xff\xfe", b'playlist = "a\\u0000b"', b"level_db = nan", b"[half", b"colour = 3"])
@pytest.mark.expects_log
async def test_settings_that_cannot_be_read_keep_nobody_out_of_the_room(here: Room, said: bytes) -> None:
    scope = here.session.scope
    await here.app.lock()
    (here.app.folder / FILE).write_bytes(said)
    with pytest.raises(Trouble) as told:
        read_settings(here.app.folder)
    assert told.value.key == "settings.unreadable"
    here.app.music = type(here.app.music)(here.app.folder, here.clock, here.app.faults, here.player)
    await here.app.unlock("ines", PASSPHRASE)
    session = await here.app.enter_session(scope)
    await session.write(room.Noted(text="Still."), [here.rowan])


async def test_half_a_letter_is_refused_and_what_is_beside_it_is_kept(here: Room) -> None:
    with pytest.raises(Refusal) as refused:
        await here.session.write(room.Noted(text="a\ud800"), [here.rowan])
    assert refused.value.key == "entry.not_text"
    assert (await here.session.write(room.Noted(text="a"), [here.rowan]))[0].stamp is not None
