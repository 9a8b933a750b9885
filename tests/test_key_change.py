"""Somebody leaves the team: the record goes under another key, everybody else notices nothing, a stop at any step is mended."""

from __future__ import annotations

import asyncio
import contextlib
import json
import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from facilitator_app import file_lock, key_change, key_slots, safekeeping
from facilitator_app.app import App
from facilitator_app.clock import SystemClock
from facilitator_app.data_folder import KEYS_LOCK
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.journal import JournalFile, turning
from facilitator_app.journal.place import HEADS, KEYS, RECORD
from facilitator_app.key_on_disk import as_file
from facilitator_app.key_slots import Opened
from facilitator_app.own_keys import make
from facilitator_app.record import room
from facilitator_app.record.retention import KeyChanged
from facilitator_app.record.roles import Role
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.turned_slots import RECOVERY, turn
from facilitator_app.vault import Vault
from tests.journal.conftest import AMARA, ROWAN, SESSION, line, texts
from tests.people import START
from tests.test_app import PASSPHRASE
from tests.test_erasure import TOMAS, Over

INES = ("ines", PASSPHRASE)


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries at the lowest cost: what they cost is another story."""
    monkeypatch.setattr(key_slots, "COST", key_slots.Cost(passes=1, memory=64, lanes=1))


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Over]:
    made = Over(tmp_path / "clinic")
    made.scope = await made.over()
    yield made
    await made.app.close()


async def leave(here: Over) -> None:
    """Tomas leaves, and the key is changed."""
    assert here.app.at_screen is not None
    await here.clinic.end_access(here.tomas)
    here.app.door.end_way_in(here.app.at_screen.id, here.tomas)
    await key_change.change(here.app)


async def test_everybody_who_stays_comes_in_as_before_and_nothing_is_lost(here: Over) -> None:
    devi = {"name": "Devi Rao", "roles": [], "sign_in": "devi", "passphrase": PASSPHRASE + " of Devi"}
    await here.app.add_account(**(devi | {"roles": [Role.FACILITATOR]}))  # type: ignore[arg-type]  # the words of a form
    before = (await here.app.read_session(here.scope)).history.state
    assert not here.app.door.record_key.is_owed
    await leave(here)
    assert not here.app.door.record_key.is_owed
    assert (await here.app.read_session(here.scope)).history.state == before
    await here.clinic.tell_staff(here.app.at_screen.id, "Ines Okafor, RN", here.app.at_screen.roles)  # type: ignore[union-attr]  # she is there
    assert any(isinstance(entry.fact, KeyChanged) for entry in here.clinic.history.entries)
    assert await here.app.verify() == ()
    await here.app.add_account(name="Noor", roles=[Role.FACILITATOR], sign_in="noor", passphrase=PASSPHRASE)
    for sign_in, passphrase in (INES, ("devi", PASSPHRASE + " of Devi"), ("noor", PASSPHRASE)):
        await here.app.lock()
        await here.app.unlock(sign_in, passphrase)
        assert await here.app.verify() == ()
    await here.app.lock()
    with pytest.raises(Refusal):
        await here.app.unlock(*TOMAS)


async def test_twice_and_the_code_on_paper_and_a_new_passphrase_still_open(tmp_path: Path) -> None:
    here = Over(tmp_path / "clinic")
    here.app = App(tmp_path / "clinic", clock=here.clock, player=here.player)
    code = await here.app.make_clinic(name="Still Water", zone="UTC", person="Ines Okafor",
                                      roles=[Role.ADMINISTRATOR], sign_in="ines", passphrase=PASSPHRASE)  # fmt: skip
    await key_change.change(here.app)
    here.clock.advance(timedelta(seconds=5))
    await key_change.change(here.app)
    await here.app.lock()
    await here.app.unlock_with_recovery(code)
    assert here.app.at_screen is not None
    me = here.app.at_screen.id
    here.app.door.renew_way_in(me, "ines", "another four quiet mats")
    await here.app.lock()
    await here.app.unlock("ines", "another four quiet mats")
    here.app.door.change_passphrase(me, "another four quiet mats", PASSPHRASE)
    newer = here.app.door.record_key.new_code(me)
    here.clock.advance(timedelta(seconds=5))
    await key_change.change(here.app)
    await here.app.lock()
    with pytest.raises(Refusal):
        await here.app.unlock_with_recovery(code)
    await here.app.unlock_with_recovery(newer)
    await here.app.lock()
    await here.app.unlock(*INES)
    await here.app.close()


async def test_who_left_with_the_key_file_and_the_key_opens_only_copies_from_before(here: Over, tmp_path: Path) -> None:
    tomas = here.app.door.knock(*TOMAS)
    taken = await here.journal.backup(tmp_path / "taken")
    await leave(here)
    await (await here.app.read_session(here.scope)).write(room.NeedsCare(text="Written after he left."), [here.rowan])
    await here.app.close()
    for name in (RECORD, HEADS):  # he has the new files and the key of his day
        shutil.copy2(here.app.folder / name, tmp_path / name)
    shutil.copytree(here.app.folder, tmp_path / "stolen", ignore=shutil.ignore_patterns("backups", "*.lock"))
    with pytest.raises(Trouble) as told:
        JournalFile.open(tmp_path / "stolen", tomas.key, SystemClock())
    assert told.value.key in ("journal.wrong_key", "journal.damaged")
    kept = json.loads((here.app.folder / KEYS).read_text())
    assert str(here.tomas) not in {slot["account"] for slot in kept["slots"]} | {
        one["account"] for one in kept["turned"]
    }
    restored = await safekeeping.bring_back(taken, tmp_path / "his", *TOMAS, SystemClock())  # as the rule says
    assert restored.lines > 0


async def test_another_window_that_stood_locked_meanwhile_puts_no_earlier_key_file_back(here: Over) -> None:
    """It knew the key file of before: whoever left is kept out there too, and who signs in there first harms nothing."""
    other = App(here.app.folder, clock=here.app.clock)
    with pytest.raises(Refusal):  # from then on it knows the key file
        await other.unlock("tomas", "not what he says")
    await leave(here)
    after = (here.app.folder / KEYS).read_bytes()
    await here.app.lock()
    with pytest.raises(Refusal, match=r"vault\.not_opened"):
        await other.unlock(*TOMAS)
    assert (here.app.folder / KEYS).read_bytes() == after
    await other.unlock(*INES)
    await other.close()
    await here.app.unlock(*INES)


async def test_a_key_file_that_another_window_wrote_since_the_look_is_not_written_over(here: Over) -> None:
    assert here.app.at_screen is not None
    vault, other = Vault.at(here.app.folder), Vault.at(here.app.folder)
    opened = vault.open(*INES)
    other.take_back(opened, here.tomas)
    with pytest.raises(Trouble, match=r"vault\.not_written"):
        vault.own_code(opened)
    vault.look_again()
    vault.own_code(opened)
    assert not Vault.at(here.app.folder).has(here.tomas)
    newer = json.loads((here.app.folder / KEYS).read_text()) | {"format": 99}
    (here.app.folder / KEYS).write_text(json.dumps(newer))
    vault.look_again()  # which cannot read it
    with pytest.raises(Trouble, match=r"vault\.not_written"):
        vault.own_code(opened)
    assert json.loads((here.app.folder / KEYS).read_text()) == newer


async def test_the_key_file_is_written_by_one_window_at_a_time(here: Over, monkeypatch: pytest.MonkeyPatch) -> None:
    assert here.app.at_screen is not None
    me = here.app.at_screen.id
    monkeypatch.setattr(file_lock, "PATIENCE_S", 0.1)
    before = (here.app.folder / KEYS).read_bytes()
    with file_lock.alone(here.app.folder / KEYS_LOCK) as alone:
        assert alone
        with pytest.raises(Trouble, match=r"vault\.not_written"):
            await key_change.change(here.app)
        with pytest.raises(Trouble, match=r"vault\.not_written"):
            here.app.door.end_way_in(me, here.tomas)
        assert (here.app.folder / KEYS).read_bytes() == before
    await leave(here)
    assert not here.app.door.has_way_in(here.tomas)


async def test_a_key_pair_that_somebody_planted_gets_nothing(here: Over) -> None:
    """A key file lies open to who holds the disk: what is put in without the data key is not sealed to."""
    vault = Vault.at(here.app.folder)
    opened = vault.open(*INES)
    planted, private = make(opened.account, b"s" * 32)
    text = json.loads((here.app.folder / KEYS).read_text())
    own = json.loads(msgspec.json.encode(planted))
    text["ways"].append(own)
    (here.app.folder / KEYS).write_text(json.dumps(text))
    again = Vault.at(here.app.folder)
    new = turn(again.kept, again.open(*INES))
    assert planted.public not in {one.public for one in new.kept.turned}
    assert len(private) == 32


async def test_by_a_passphrase_that_was_changed_nothing_to_come_is_opened(here: Over) -> None:
    """Somebody had Tomas's old passphrase and the key file of that day."""
    of_that_day = Vault.at(here.app.folder).kept
    here.app.door.knock(*TOMAS)
    here.app.door.change_passphrase(here.tomas, TOMAS[1], "quite another one here")
    await key_change.change(here.app)
    today = Vault.at(here.app.folder)
    assert today.open("tomas", "quite another one here").own
    before = {way.public for way in of_that_day.ways if way.account == here.tomas}
    assert before
    assert not before & {one.public for one in today.kept.turned}


async def test_who_has_not_come_in_since_the_key_file_was_of_an_older_version_is_named(here: Over) -> None:
    kept = json.loads((here.app.folder / KEYS).read_text())
    kept |= {"ways": [], "vouched": [], "turned": []}
    await here.app.lock()
    (here.app.folder / KEYS).write_text(json.dumps(kept))
    here.app = App(here.app.folder, clock=here.clock, player=here.player)
    await here.app.unlock(*INES)
    key = here.app.door.record_key
    assert key.not_carried() == (here.tomas,)
    with pytest.raises(Refusal) as no:
        await key_change.change(here.app)
    assert no.value.key == "vault.new_code_first"
    assert here.app.at_screen is not None
    key.new_code(here.app.at_screen.id)
    await key_change.change(here.app)
    assert not here.app.door.has_way_in(here.tomas)
    assert key.not_carried() == ()
    assert RECOVERY not in key.not_carried()


async def test_not_while_a_session_runs_and_by_an_administrator_only(here: Over) -> None:
    await here.app.switch_to(*TOMAS)
    with pytest.raises(Refusal) as no:
        await key_change.change(here.app)
    assert no.value.key == "session.not_your_word"
    await here.app.switch_to(*INES)
    await here.app.enter_session(here.scope)
    with pytest.raises(Refusal) as no:
        await key_change.change(here.app)
    assert no.value.key == "key_change.in_session"


async def test_what_is_written_meanwhile_waits_and_is_written(here: Over) -> None:
    drafts = [here.journal.save_draft(f"note/{n}", "half a word") for n in range(5)]
    await asyncio.gather(key_change.change(here.app), *drafts)
    assert len([key for key in await here.journal.drafts() if key.startswith("note/")]) == 5


class Stopped(BaseException):
    """The power is gone."""


@contextlib.contextmanager
def power_gone_after(at: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The power goes after so many things were done to the files of the folder."""
    count = 0

    def counted(real: object) -> object:
        def done(*args: object, **more: object) -> object:
            nonlocal count
            count += 1
            if count > at:
                raise Stopped
            return real(*args, **more)  # type: ignore[operator]  # whatever it is

        return done

    with monkeypatch.context() as power:
        for name in ("replace", "unlink", "read_text"):
            power.setattr(Path, name, counted(getattr(Path, name)))
        for name in ("put_whole", "_wrap_anew", "_witness_anew", "flush_folder", "flush", "_count"):
            power.setattr(turning, name, counted(getattr(turning, name)))
        yield


@pytest.mark.parametrize("at", range(0, 42, 3))
async def test_a_stop_at_any_step_leaves_the_old_record_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    folder, clock = tmp_path / "clinic", FastClock(START)
    vault, opened, _ = Vault.create(folder, "Ines", PASSPHRASE, UUID(int=1), ("administrator",), clock)
    journal = JournalFile.create(folder, opened.key, clock)
    await journal.append([line("Rowan's words", ROWAN), line("Amara's words", AMARA), line("the room's")])
    await journal.close()
    new = turn(vault.kept, opened)
    with power_gone_after(at, monkeypatch), contextlib.suppress(Stopped):
        turning.turn(folder, opened.key, new.key, as_file(new.kept), clock.now())
    again = _come_in(folder, clock)
    there = JournalFile.open(folder, again.key, clock)
    assert texts(await there.entries(SESSION)) == ["Rowan's words", "Amara's words", "the room's"]
    assert await there.verify() == ()
    await there.append([line("on it goes", ROWAN)])
    await there.close()
    assert not list(folder.glob("*.next*"))
    assert not (folder / turning.MARK).exists()


def _come_in(folder: Path, clock: FastClock) -> Opened:
    turning.settle_if_free(folder)
    return Vault.at(folder, clock).open("Ines", PASSPHRASE)


async def test_without_room_on_the_disk_nothing_is_changed(here: Over, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as full:
        full.setattr(turning.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 0))  # type: ignore[attr-defined]  # what it gives
        with pytest.raises(Trouble) as told:
            await key_change.change(here.app)
    assert told.value.key == "journal.no_room_to_turn"
    assert await here.app.verify() == ()
    await here.app.lock()
    await here.app.unlock(*TOMAS)
