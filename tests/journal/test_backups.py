"""A backup is taken while the record is in use, and is checked before it counts."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from facilitator_app.clock import SystemClock
from facilitator_app.faults import Trouble
from facilitator_app.journal import JournalFile
from facilitator_app.journal.place import HEADS, KEYS, RECORD
from facilitator_app.rehearsal.fast_clock import FastClock
from tests.journal.conftest import ROWAN, SESSION, line, texts
from tests.journal.test_chains import START


async def test_a_backup_opens_as_the_record_was(journal: JournalFile, folder: Path, key: bytes, tmp_path: Path) -> None:
    (folder / KEYS).write_text("{}")
    await asyncio.gather(*(journal.append([line(f"n{number}", ROWAN)]) for number in range(20)))
    before = await journal.entries(SESSION)
    copy = await journal.backup(tmp_path / "stick" / "backups")
    await journal.append([line("after the backup")])
    assert sorted(path.name for path in copy.iterdir()) == sorted([RECORD, HEADS, KEYS, "manifest.json"])
    manifest = json.loads((copy / "manifest.json").read_text())
    assert manifest["lines"] == 20
    assert [head[0] for head in manifest["heads"].values()] == [20]
    restored = JournalFile.open(copy, key, SystemClock())
    assert await restored.entries(SESSION) == before
    assert await restored.verify() == ()
    await restored.close()


async def test_a_backup_goes_on_while_lines_are_written(journal: JournalFile, key: bytes, tmp_path: Path) -> None:
    backup = asyncio.get_running_loop().create_task(journal.backup(tmp_path / "backups"))
    written = 0
    while not backup.done() or written < 20:
        await journal.append([line(f"n{written}")])
        written += 1
    restored = JournalFile.open(await backup, key, SystemClock())
    there = texts(await restored.entries(SESSION))
    assert there == [f"n{number}" for number in range(len(there))]
    await restored.close()
    assert len(await journal.entries(SESSION)) == written


async def test_a_backup_that_fails_its_check_leaves_nothing(
    journal: JournalFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await journal.append([line("one")])
    monkeypatch.setattr("facilitator_app.journal.backups._is_good", lambda *_: False)
    with pytest.raises(Trouble) as told:
        await journal.backup(tmp_path / "backups")
    assert told.value.key == "journal.backup_failed"
    assert list((tmp_path / "backups").iterdir()) == []


async def test_a_backup_never_takes_the_place_of_another(folder: Path, key: bytes, tmp_path: Path) -> None:
    journal = JournalFile.create(folder, key, FastClock(START))
    first = await journal.backup(tmp_path)
    (tmp_path / f"{first.name}.part").mkdir()
    with pytest.raises(Trouble) as told:
        await journal.backup(tmp_path)
    assert told.value.key == "journal.backup_exists"
    assert (first / RECORD).exists()
    await journal.close()


async def test_a_place_that_cannot_be_written_is_told(journal: JournalFile, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("not a folder")
    with pytest.raises(Trouble) as told:
        await journal.backup(tmp_path / "a file" / "backups")
    assert told.value.key == "journal.backup_failed"
    await journal.append([line("the room goes on")])


async def test_a_record_put_back_from_before_its_newest_copy_is_found(folder: Path, key: bytes) -> None:
    """Somebody puts an old file in place, with its own witness, so that it looks whole."""
    journal = JournalFile.create(folder, key, SystemClock())
    await journal.append([line("one", ROWAN)])
    await journal.close()
    older = {name: (folder / name).read_bytes() for name in (RECORD, HEADS)}
    journal = JournalFile.open(folder, key, SystemClock())
    await journal.append([line("two", ROWAN)])
    await journal.backup(folder / "backups")
    assert await journal.verify() == ()
    await journal.close()
    for name, content in older.items():
        (folder / name).write_bytes(content)
    journal = JournalFile.open(folder, key, SystemClock())
    assert [one.what for one in await journal.verify()] == ["journal.found_in_copy"]
    await journal.close()


async def test_a_list_of_a_copy_that_was_spoilt_is_told_and_the_copy_before_it_is_asked(
    folder: Path, key: bytes
) -> None:
    """Or the record could be put back from before its copies by whoever spoils the newest one's list."""
    journal = JournalFile.create(folder, key, SystemClock())
    await journal.close()
    older = {name: (folder / name).read_bytes() for name in (RECORD, HEADS)}
    journal = JournalFile.open(folder, key, SystemClock())
    await journal.append([line("one", ROWAN)])
    copy = await journal.backup(folder / "backups")
    await journal.close()
    later = copy.with_name("99991231T000000Z")
    shutil.copytree(copy, later)
    for name, content in older.items():
        (folder / name).write_bytes(content)
    journal = JournalFile.open(folder, key, SystemClock())
    for said in ("{", "[]", '{"heads": {"x": [1, "ab"]}}', '{"heads": {"x": 1}}'):
        (later / "manifest.json").write_text(said)
        found = await journal.verify()
        assert [(one.where, one.what) for one in found][:1] == [(f"copy {later.name}", "journal.found_manifest")]
        assert {one.what for one in found[1:]} == {"journal.found_in_copy"}
        assert {one.values["copy"] for one in found[1:]} == {copy.name}
    (copy / "manifest.json").unlink()  # and where none can be read, nothing is said to have been held against one
    found = await journal.verify()
    assert {(one.where, one.what) for one in found} == {
        (f"copy {one.name}", "journal.found_manifest_alone") for one in (copy, later)
    }
    await journal.close()


async def test_a_copy_without_its_record_is_told(folder: Path, key: bytes) -> None:
    journal = JournalFile.create(folder, key, SystemClock())
    await journal.append([line("one", ROWAN)])
    copy = await journal.backup(folder / "backups")
    (copy / RECORD).unlink()
    assert [(one.where, one.what) for one in await journal.verify()] == [
        (f"copy {copy.name}", "journal.found_no_record")
    ]
    await journal.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there files have no modes")
async def test_a_copy_is_for_nobody_elses_eyes(journal: JournalFile, tmp_path: Path) -> None:
    await journal.append([line("one", ROWAN)])
    before = os.umask(0o022)
    try:
        copy = await journal.backup(tmp_path / "backups")
    finally:
        os.umask(before)
    assert {path.name: oct(path.stat().st_mode & 0o777) for path in copy.iterdir()} == {
        path.name: "0o600" for path in copy.iterdir()
    }


async def test_what_a_kill_left_half_made_goes_with_the_next_copy(journal: JournalFile, tmp_path: Path) -> None:
    (tmp_path / "backups" / "20260101T000000Z.part").mkdir(parents=True)
    copy = await journal.backup(tmp_path / "backups")
    assert [path.name for path in (tmp_path / "backups").iterdir()] == [copy.name]


async def test_a_backup_of_a_backup_is_one_too(journal: JournalFile, key: bytes, tmp_path: Path) -> None:
    await journal.append([line("one", ROWAN)])
    copy = await journal.backup(tmp_path / "a")
    shutil.rmtree(tmp_path / "a" / "none", ignore_errors=True)
    restored = JournalFile.open(copy, key, SystemClock())
    await restored.append([line("two")])
    assert texts(await restored.entries(SESSION)) == ["one", "two"]
    assert await restored.verify() == ()
    await restored.close()
