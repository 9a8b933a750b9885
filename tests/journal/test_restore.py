"""A backup is put back only when every byte of it is what it was, never over newer lines, and nothing is deleted."""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from facilitator_app.clock import SystemClock
from facilitator_app.faults import Trouble
from facilitator_app.journal import JournalFile, newest_in, restore
from facilitator_app.journal.backups import MANIFEST
from facilitator_app.journal.place import ASIDE, HEADS, KEYS, RECORD
from facilitator_app.journal.restore import STAGING
from tests.journal.conftest import ROWAN, SESSION, by_hand, line, texts, without_guard

KEY_FILE = json.dumps({"file": "1", "check": "a"})


@pytest.fixture
async def backup(journal: JournalFile, folder: Path, tmp_path: Path) -> Path:
    """A backup with twenty lines; the record is closed."""
    (folder / KEYS).write_text(KEY_FILE)
    for number in range(20):
        await journal.append([line(f"n{number}", ROWAN)])
    await journal.save_draft("note", "half a wor")
    copy = await journal.backup(tmp_path / "stick")
    await journal.close()
    return copy


async def written(folder: Path, key: bytes) -> list[str]:
    """The notes in a record that opens and is whole."""
    journal = JournalFile.open(folder, key, SystemClock())
    assert await journal.verify() == ()
    found = texts(await journal.entries(SESSION))
    await journal.close()
    return found


async def write(folder: Path, key: bytes, *notes: str) -> None:
    journal = JournalFile.open(folder, key, SystemClock())
    await journal.append([line(note, ROWAN) for note in notes])
    await journal.close()


def files(folder: Path) -> dict[str, bytes]:
    """Everything of a folder but what holds the lock."""
    found = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"]
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


async def test_on_a_spare_machine_the_record_is_as_it_was(backup: Path, key: bytes, tmp_path: Path) -> None:
    spare = tmp_path / "spare" / "clinic"
    done = restore(backup, spare, key, SystemClock())
    assert (done.lines, done.chains, done.missing, done.aside) == (20, 1, 0, None)
    assert await written(spare, key) == [f"n{number}" for number in range(20)]
    assert (spare / KEYS).read_text() == KEY_FILE
    assert not (spare / STAGING).exists()
    assert {(spare / name).stat().st_mode & 0o777 for name in (RECORD, HEADS, KEYS)} == {0o600}


async def test_it_is_never_put_over_newer_lines(backup: Path, folder: Path, key: bytes) -> None:
    await write(folder, key, "one more", "and one more")
    before = files(folder)
    with pytest.raises(Trouble) as told:
        restore(backup, folder, key, SystemClock())
    assert (told.value.key, told.value.values["lines"]) == ("journal.newer_there", 2)
    assert files(folder) == before


async def test_newer_lines_that_a_crash_left_in_the_log_count_too(backup: Path, folder: Path, key: bytes) -> None:
    journal = JournalFile.open(folder, key, SystemClock())
    await journal.append([line("in the log only", ROWAN)])
    crashed = files(folder)
    await journal.close()
    shutil.rmtree(folder)
    for name, content in crashed.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / f"{RECORD}-shm").unlink(missing_ok=True)
    before = files(folder)
    with pytest.raises(Trouble) as told:
        restore(backup, folder, key, SystemClock())
    assert told.value.key == "journal.newer_there"
    assert files(folder) == before


async def test_over_the_same_or_an_older_record_it_is_put_and_what_was_there_is_kept(
    backup: Path, folder: Path, key: bytes
) -> None:
    done = restore(backup, folder, key, SystemClock())
    assert done.aside is not None
    assert done.aside.parent == folder / ASIDE
    assert await written(done.aside, key) == await written(folder, key)


async def test_a_damaged_record_gives_way_and_the_lines_that_are_gone_are_counted(
    backup: Path, folder: Path, key: bytes
) -> None:
    await write(folder, key, "lost one", "lost two", "lost three")
    record = bytearray((folder / RECORD).read_bytes())
    record[len(record) // 2] ^= 1
    (folder / RECORD).write_bytes(bytes(record))
    done = restore(backup, folder, key, SystemClock())
    assert done.missing == 3
    assert done.aside is not None
    assert (done.aside / RECORD).read_bytes() == bytes(record)
    assert len(await written(folder, key)) == 20


async def test_a_record_that_was_moved_aside_leaves_room(backup: Path, folder: Path, key: bytes) -> None:
    (folder / RECORD).unlink()
    done = restore(backup, folder, key, SystemClock())
    assert (done.missing, done.aside) == (0, None)
    assert len(await written(folder, key)) == 20


async def test_another_clinics_record_is_left_alone(backup: Path, key: bytes, tmp_path: Path) -> None:
    other = JournalFile.create(tmp_path / "other", secrets.token_bytes(32), SystemClock())
    await other.append([line("theirs")])
    await other.close()
    before = files(tmp_path / "other")
    with pytest.raises(Trouble) as told:
        restore(backup, tmp_path / "other", key, SystemClock())
    assert told.value.key == "journal.other_record"
    assert files(tmp_path / "other") == before


async def test_a_record_that_is_open_is_left_alone(backup: Path, folder: Path, key: bytes) -> None:
    journal = JournalFile.open(folder, key, SystemClock())
    with pytest.raises(Trouble) as told:
        restore(backup, folder, key, SystemClock())
    assert told.value.key == "journal.already_open"
    await journal.append([line("the room goes on")])
    await journal.close()


async def test_the_newer_key_file_of_the_same_key_stays(backup: Path, folder: Path, key: bytes) -> None:
    newer = json.dumps({"file": "1", "check": "a", "slots": "one more"})
    (folder / KEYS).write_text(newer)
    restore(backup, folder, key, SystemClock())
    assert (folder / KEYS).read_text() == newer


async def test_a_key_file_of_another_key_is_put_aside(backup: Path, folder: Path, key: bytes) -> None:
    (folder / RECORD).unlink()
    (folder / KEYS).write_text("not a key file")
    done = restore(backup, folder, key, SystemClock())
    assert done.aside is not None
    assert (done.aside / KEYS).read_text() == "not a key file"
    assert (folder / KEYS).read_text() == KEY_FILE


async def test_the_newest_of_several_is_taken(backup: Path, tmp_path: Path) -> None:
    older = backup.with_name("20200101T000000Z")
    shutil.copytree(backup, older)
    (backup.parent / "20990101T000000Z").mkdir()  # no backup: nothing in it
    assert newest_in(backup.parent) == backup
    assert newest_in(older) == older
    for empty in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(Trouble) as told:
            newest_in(empty)
        assert told.value.key == "journal.no_backup"


def flip_a_bit(backup: Path, key: bytes) -> None:
    content = bytearray((backup / RECORD).read_bytes())
    content[5000] ^= 1
    (backup / RECORD).write_bytes(bytes(content))


def cut_the_file(backup: Path, key: bytes) -> None:
    content = (backup / RECORD).read_bytes()
    (backup / RECORD).write_bytes(content[: len(content) // 4096 // 2 * 4096])


def swap_two_lines(backup: Path, key: bytes) -> None:
    with by_hand(backup, key) as file, without_guard(file):
        bodies = file.execute("SELECT body FROM event WHERE seq IN (3, 4) ORDER BY seq").fetchall()
        for seq, (body,) in zip((4, 3), bodies, strict=True):
            file.execute("UPDATE event SET body=? WHERE seq=?", (body, seq))


def take_the_last_lines(backup: Path, key: bytes) -> None:
    with by_hand(backup, key) as file, without_guard(file):
        file.execute("DELETE FROM event WHERE seq > 15")


def take_a_whole_chain(backup: Path, key: bytes) -> None:
    with by_hand(backup, key) as file, without_guard(file):
        for table in ("event", "chain", "reading", "dose", "change"):
            file.execute(f"DELETE FROM {table}")
    (backup / HEADS).write_bytes(b"")  # what the witness would know


def change_a_projection(backup: Path, key: bytes) -> None:
    with by_hand(backup, key) as file:
        file.execute("INSERT INTO change VALUES (?, ?)", (b"x" * 16, b"y" * 16))


def put_an_older_one_in_its_place(backup: Path, key: bytes) -> None:
    """The manifest says what should be there."""
    manifest = json.loads((backup / MANIFEST).read_text())
    (chain,) = manifest["heads"]
    manifest["heads"][chain] = [25, "00" * 32]
    manifest["lines"] = 25
    (backup / MANIFEST).write_text(json.dumps(manifest))


def spoil_the_manifest(backup: Path, key: bytes) -> None:
    (backup / MANIFEST).write_text('{"heads": 7}')


@pytest.mark.parametrize(
    "spoil",
    [
        flip_a_bit,
        cut_the_file,
        swap_two_lines,
        take_the_last_lines,
        take_a_whole_chain,
        change_a_projection,
        put_an_older_one_in_its_place,
        spoil_the_manifest,
    ],
)
async def test_a_backup_that_is_not_as_it_was_made_is_not_restored(
    spoil: Callable[[Path, bytes], None], backup: Path, key: bytes, tmp_path: Path
) -> None:
    spoil(backup, key)
    spare = tmp_path / "spare"
    with pytest.raises(Trouble) as told:
        restore(backup, spare, key, SystemClock())
    assert told.value.key == "journal.backup_not_sound"
    assert files(spare) == {}


@pytest.mark.parametrize("name", [RECORD, HEADS, KEYS, MANIFEST])
async def test_half_a_backup_is_none(name: str, backup: Path, key: bytes, tmp_path: Path) -> None:
    (backup / name).unlink()
    with pytest.raises(Trouble) as told:
        restore(backup, tmp_path / "spare", key, SystemClock())
    assert told.value.key == "journal.no_backup"
