"""A record is opened healthy or not at all: refused untouched, or put aside whole; and always told."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from facilitator_app.clock import SystemClock
from facilitator_app.faults import Trouble
from facilitator_app.journal import JournalFile, place
from facilitator_app.journal.aside import KEPT_WAL
from facilitator_app.journal.place import ASIDE, BACKUPS, HEADS, RECORD
from facilitator_app.journal.witness import Witness
from facilitator_app.record.clinic import SessionPlanned
from facilitator_app.record.room import SessionClosed
from facilitator_app.rehearsal.fast_clock import FastClock
from tests.journal.conftest import ROWAN, SESSION, by_hand, dose, line, texts, vitals, without_guard

LOG = RECORD + "-wal"


def refused(folder: Path, key: bytes) -> Trouble:
    """The Trouble with which opening is refused; nothing stays open after it."""
    with pytest.raises(Trouble) as told:
        JournalFile.open(folder, key, SystemClock())
    if Path("/proc/self/fd").exists():
        files = [file.readlink() for file in Path("/proc/self/fd").iterdir() if file.exists()]
        assert [file for file in files if file.is_relative_to(folder)] == []
    return told.value


async def filled(folder: Path, key: bytes, lines: int = 30) -> list[str]:
    """A record with some lines in it, closed."""
    journal = JournalFile.create(folder, key, SystemClock())
    for number in range(lines):
        await journal.append([line(f"n{number} " + "words " * 60, ROWAN)])
    said = texts(await journal.entries(SESSION))
    await journal.close()
    return said


async def crashed(folder: Path, key: bytes, lines: int = 30) -> list[str]:
    """A record as a killed app leaves it: lines in the log, the witness written."""
    journal = JournalFile.create(folder, key, SystemClock())
    for number in range(lines):
        await journal.append([line(f"n{number}", ROWAN)])
    await journal._write(lambda _: None)
    said = texts(await journal.entries(SESSION))
    left = folder.with_name("left")
    shutil.copytree(folder, left)
    await journal.close()
    shutil.rmtree(folder)
    left.rename(folder)
    return said


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 0x40
    path.write_bytes(content)


def test_a_record_that_was_closed_opens_though_a_program_is_being_started(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir(exist_ok=True)
    opened: list[int] = []
    really = os.open

    def opens(*args: Any, **values: Any) -> int:
        opened.append(really(*args, **values))
        return opened[-1]

    monkeypatch.setattr(os, "open", opens)
    lock = place.Lock(folder)
    child = os.dup(opened[0])  # what a child has of its parent until it runs its own program
    try:
        lock.release()
        place.Lock(folder).release()
    finally:
        os.close(child)


async def test_a_second_window_is_told_so(journal: JournalFile, folder: Path, key: bytes) -> None:
    with pytest.raises(Trouble) as told:
        JournalFile.open(folder, key, SystemClock())
    assert told.value.key == "journal.already_open"
    with pytest.raises(Trouble) as told:
        JournalFile.create(folder, key, SystemClock())
    assert told.value.key == "journal.already_open"
    await journal.append([line("goes on")])
    await journal.close()
    assert refused(folder, bytes(32)).key == "journal.wrong_key"


def test_another_program_holding_it_is_told_too_and_lets_go_when_killed(folder: Path, key: bytes) -> None:
    asyncio.run(filled(folder, key, 1))
    holds = (
        "import sys; from pathlib import Path; from facilitator_app.journal.place import Lock\n"
        "lock = Lock(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", holds, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        assert refused(folder, key).key == "journal.already_open"
        other.kill()
    JournalFile.open(folder, key, SystemClock())._close()


async def test_a_record_is_never_begun_over_another(folder: Path, key: bytes) -> None:
    said = await filled(folder, key)
    with pytest.raises(Trouble) as told:
        JournalFile.create(folder, bytes(32), SystemClock())
    assert told.value.key == "journal.exists"
    journal = JournalFile.open(folder, key, SystemClock())
    assert texts(await journal.entries(SESSION)) == said
    await journal.close()


def test_no_record_is_no_record(folder: Path, key: bytes) -> None:
    assert refused(folder, key).key == "journal.missing"
    folder.mkdir()
    assert refused(folder, key).key == "journal.missing"
    assert list(folder.iterdir()) == []


async def test_the_wrong_key_changes_nothing(folder: Path, key: bytes) -> None:
    await filled(folder, key)
    before = (folder / RECORD).read_bytes()
    assert refused(folder, bytes(32)).key == "journal.wrong_key"
    assert (folder / RECORD).read_bytes() == before
    assert not (folder / ASIDE).exists()


async def test_a_newer_version_is_refused_untouched(folder: Path, key: bytes) -> None:
    await filled(folder, key)
    with by_hand(folder, key) as connection:
        connection.execute("PRAGMA user_version=2")
    before = (folder / RECORD).read_bytes()
    trouble = refused(folder, key)
    assert (trouble.key, trouble.values) == ("journal.newer_version", {"version": 2, "known": 1})
    assert (folder / RECORD).read_bytes() == before


@pytest.mark.parametrize("at", [3, 40, 4000, -5000, -3])
async def test_a_flipped_byte_is_put_aside_and_told(folder: Path, key: bytes, at: int) -> None:
    await filled(folder, key)
    flip(folder / RECORD, at)
    damaged = (folder / RECORD).read_bytes()
    trouble = refused(folder, key)
    assert trouble.key == "journal.damaged"
    kept = Path(str(trouble.values["aside"]))
    assert (kept / RECORD).read_bytes() == damaged
    assert trouble.values["backup"] == "–"
    assert refused(folder, key).key == "journal.missing"


@pytest.mark.parametrize("left", [0, 100, 4096, 9000, -4096, -100])
async def test_a_file_cut_short_is_put_aside_and_told(folder: Path, key: bytes, left: int) -> None:
    await filled(folder, key)
    whole = (folder / RECORD).read_bytes()
    (folder / RECORD).write_bytes(whole[:left])
    assert refused(folder, key).key == "journal.damaged"


async def test_two_damaged_files_are_both_kept(folder: Path, key: bytes) -> None:
    still = FastClock(SystemClock().now())  # both in the same second
    for number in range(2):
        await filled(folder, key, number + 1)
        flip(folder / RECORD, 40)
        with pytest.raises(Trouble):
            JournalFile.open(folder, key, still)
    assert len(list((folder / ASIDE).iterdir())) == 2


async def test_the_newest_good_backup_is_named(folder: Path, key: bytes) -> None:
    journal = JournalFile.create(folder, key, SystemClock())
    await journal.append([line("in the backup")])
    good = await journal.backup(folder / BACKUPS)
    await journal.close()
    newer = folder / BACKUPS / "29990101T000000Z"
    shutil.copytree(good, newer)
    flip(newer / RECORD, 5000)
    (folder / BACKUPS / "29990102T000000Z").mkdir()
    for number, content in ((3, b""), (4, b"not a record" * 1000)):
        cut = folder / BACKUPS / f"2999010{number}T000000Z"
        cut.mkdir()
        (cut / RECORD).write_bytes(content)
    flip(folder / RECORD, 40)
    trouble = refused(folder, key)
    assert trouble.values["backup"] == str(good)


async def test_what_a_killed_app_left_in_the_log_is_all_there(folder: Path, key: bytes) -> None:
    said = await crashed(folder, key)
    assert (folder / LOG).stat().st_size > 0
    journal = JournalFile.open(folder, key, SystemClock())
    assert texts(await journal.entries(SESSION)) == said
    assert await journal.verify() == ()
    await journal.append([line("goes on")])
    await journal.close()
    assert not (folder / KEPT_WAL).exists()


async def test_a_damaged_record_is_put_aside_with_the_log_a_killed_app_left(folder: Path, key: bytes) -> None:
    await crashed(folder, key)
    log = (folder / LOG).read_bytes()
    flip(folder / RECORD, 3)
    kept = Path(str(refused(folder, key).values["aside"]))
    assert (kept / LOG).read_bytes() == log
    assert names_in(folder) == {ASIDE, "record.lock"}


async def test_a_database_that_is_not_a_record_is_put_aside(folder: Path, key: bytes) -> None:
    await filled(folder, key)
    with by_hand(folder, key) as connection:
        connection.execute("PRAGMA application_id=7")
    assert refused(folder, key).values["where"] == "header"


def test_what_is_no_file_at_all_is_left_alone(folder: Path, key: bytes) -> None:
    (folder / RECORD).mkdir(parents=True)
    assert refused(folder, key).key == "journal.not_opened"
    assert (folder / RECORD).is_dir()


async def test_a_line_that_does_not_open_while_projections_are_worked_out_is_damage(folder: Path, key: bytes) -> None:
    journal = JournalFile.create(folder, key, SystemClock())
    await journal.append([line(vitals(80), ROWAN)])
    await journal.close()
    with by_hand(folder, key) as connection, without_guard(connection):
        connection.execute("UPDATE event SET body = zeroblob(100)")
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'projections'")
    assert refused(folder, key).values["where"] == "line"


async def test_a_log_that_was_cut_off_is_told_and_copied_and_can_be_accepted(folder: Path, key: bytes) -> None:
    said = await crashed(folder, key)
    log = (folder / LOG).read_bytes()
    (folder / LOG).write_bytes(log[: len(log) // 2])
    trouble = refused(folder, key)
    assert trouble.key == "journal.truncated"
    lost = trouble.values["lines"]
    assert isinstance(lost, int)
    assert 1 < lost < len(said)
    kept = Path(str(trouble.values["aside"]))
    assert (kept / LOG).read_bytes() == log[: len(log) // 2]
    again = refused(folder, key)  # told again, and copied only once
    assert (again.key, again.values) == (trouble.key, trouble.values)
    assert len(list((folder / ASIDE).iterdir())) == 1

    journal = JournalFile.open(folder, key, SystemClock(), accept_loss=True)
    assert texts(await journal.entries(SESSION)) == said[:-lost]
    await journal.append([line("after the loss")])
    found = await journal.verify()
    assert [(one.what, one.values["lines"]) for one in found] == [("journal.found_loss", lost)]
    await journal.close()
    healthy = JournalFile.open(folder, key, SystemClock())
    await healthy.close()


async def test_a_byte_flipped_in_the_log_cuts_it_off_and_is_told(folder: Path, key: bytes) -> None:
    await crashed(folder, key)
    flip(folder / LOG, (folder / LOG).stat().st_size // 2)
    assert refused(folder, key).key == "journal.truncated"


async def test_a_whole_log_taken_away_is_told(folder: Path, key: bytes) -> None:
    said = await crashed(folder, key)
    (folder / LOG).unlink()
    trouble = refused(folder, key)
    assert (trouble.key, trouble.values["lines"]) == ("journal.truncated", len(said))


async def test_an_older_copy_put_in_its_place_is_told(folder: Path, key: bytes) -> None:
    await filled(folder, key)
    older = (folder / RECORD).read_bytes()
    journal = JournalFile.open(folder, key, SystemClock())
    await journal.append([line("newer"), line("and newer")])
    await journal.close()
    (folder / RECORD).write_bytes(older)
    trouble = refused(folder, key)
    assert (trouble.key, trouble.values["lines"]) == ("journal.truncated", 2)


async def test_another_history_in_its_place_is_damage(folder: Path, key: bytes) -> None:
    await filled(folder, key)
    with by_hand(folder, key) as connection:
        connection.execute("DROP TRIGGER event_stays")
        connection.execute("UPDATE event SET hash = zeroblob(32) WHERE seq = (SELECT max(seq) FROM event)")
    assert refused(folder, key).values["where"] == "chain"


async def test_a_lost_witness_is_told_but_keeps_nobody_out(folder: Path, key: bytes) -> None:
    said = await filled(folder, key)
    (folder / HEADS).write_bytes(b"not a witness" * 1000)
    journal = JournalFile.open(folder, key, SystemClock())
    assert [one.what for one in journal.remarks] == ["journal.found_no_witness"]
    assert await journal.verify() == journal.remarks
    assert texts(await journal.entries(SESSION)) == said
    await journal.close()
    again = JournalFile.open(folder, key, SystemClock())
    assert again.remarks == ()
    await again.close()


async def test_half_a_witness_falls_back_to_the_one_before(folder: Path, key: bytes) -> None:
    await filled(folder, key, 3)
    for at in (30, 4096 + 30):
        other = folder.with_name(f"at-{at}")
        shutil.copytree(folder, other)
        flip(other / HEADS, at)
        journal = JournalFile.open(other, key, SystemClock())
        assert journal.remarks == ()
        await journal.close()


@pytest.mark.expects_log
@pytest.mark.skipif(not os.access("/dev/full", os.W_OK), reason="needs a device that is always full")
async def test_a_witness_that_cannot_be_written_costs_no_line(journal: JournalFile) -> None:
    _fill_the_disk_under(journal._witness)
    await journal.append([line("kept")])
    await journal._write(lambda _: None)
    assert texts(await journal.entries(SESSION)) == ["kept"]


def _fill_the_disk_under(witness: Witness) -> None:
    os.close(witness._file)
    witness._file = os.open("/dev/full", os.O_RDWR)


def test_a_half_made_record_is_not_taken_for_one(folder: Path, key: bytes) -> None:
    folder.mkdir()
    (folder / place.BEING_MADE).write_bytes(b"begun and never ended")
    (folder / HEADS).write_bytes(b"of a record before")
    journal = JournalFile.create(folder, key, SystemClock())
    assert asyncio.run(journal.scopes()) == ()
    assert not (folder / place.BEING_MADE).exists()
    asyncio.run(journal.close())


async def test_a_large_file_is_opened_at_once_and_verified_later(
    folder: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    await filled(folder, key, 100)
    flip(folder / RECORD, (folder / RECORD).stat().st_size * 3 // 4)  # where lines are, behind the tables
    monkeypatch.setattr("facilitator_app.journal.opening.PAGES_AT_ONCE", 1)
    journal = JournalFile.open(folder, key, SystemClock())
    assert not journal.pages_checked
    assert [one.what for one in await journal.verify()] == ["journal.found_page"]
    with pytest.raises(Trouble) as told:
        await journal.entries(SESSION)
    assert told.value.key == "journal.damaged_while_open"
    await journal.close()


async def test_projections_of_another_version_are_worked_out_again(folder: Path, key: bytes) -> None:
    journal = JournalFile.create(folder, key, SystemClock())
    planned = SessionPlanned(session=SESSION, title="Circle", programme="group-circle")
    await journal.append([line(planned, scope=journal.clinic_scope), line(vitals(80), ROWAN), line(dose("60"), ROWAN)])
    await journal.append([line(SessionClosed())])
    before = await journal.sessions()
    await journal.close()
    with by_hand(folder, key) as connection:
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'projections'")
        connection.execute("DELETE FROM reading")
        connection.execute("DROP TABLE session_index")
    again = JournalFile.open(folder, key, SystemClock())
    assert await again.sessions() == before
    assert await again.verify() == ()
    await again.close()


class TestThePlace:
    """Where a record may lie."""

    def test_a_folder_on_another_machine(self) -> None:
        mounts = [
            "/dev/sda1 / ext4 rw 0 0",
            "server:/export /srv/share nfs4 rw 0 0",
            "//box/files /mnt/my\\040files cifs rw 0 0",
            "/dev/sdb1 /srv/share/local ext4 rw 0 0",
            "broken",
        ]
        assert place.is_on_network(Path("/srv/share/clinic"), mounts)
        assert place.is_on_network(Path("/mnt/my files"), mounts)
        assert not place.is_on_network(Path("/srv/share/local/clinic"), mounts)
        assert not place.is_on_network(Path("/srv/shared"), mounts)
        assert place.is_on_network(Path("\\\\server\\share"), [])

    def test_a_network_drive_is_refused_before_anything_is_made(
        self, folder: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(place, "is_on_network", lambda *_: True)
        for attempt in (JournalFile.create, JournalFile.open):
            with pytest.raises(Trouble) as told:
                attempt(folder, key, SystemClock())
            assert told.value.key == "journal.on_network_drive"
        assert not folder.exists()

    @pytest.mark.parametrize("name", ["Dropbox", "OneDrive", "OneDrive - Clinic", "Google Drive", "Mobile Documents"])
    def test_a_folder_that_is_kept_in_step_elsewhere(self, tmp_path: Path, key: bytes, name: str) -> None:
        with pytest.raises(Trouble) as told:
            JournalFile.create(tmp_path / name / "clinic", key, SystemClock())
        assert told.value.key == "journal.in_cloud_folder"
        assert told.value.values["service"] == name
        assert not (tmp_path / name).exists()

    def test_a_synchronised_folder_by_another_name(self, tmp_path: Path, key: bytes) -> None:
        (tmp_path / "shared" / ".dropbox.cache").mkdir(parents=True)
        with pytest.raises(Trouble) as told:
            JournalFile.check_place(tmp_path / "shared" / "clinic")
        assert told.value.key == "journal.in_cloud_folder"

    def test_a_disk_without_room_is_refused_before_anything_is_made(
        self, folder: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(place, "ROOM_TO_BEGIN", 1 << 62)
        with pytest.raises(Trouble) as told:
            JournalFile.create(folder, key, SystemClock())
        assert told.value.key == "journal.no_room_to_begin"
        assert list(folder.iterdir()) == []

    async def test_a_record_on_a_full_disk_is_told_before_anybody_signs_in(
        self, folder: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await filled(folder, key, 1)
        JournalFile.look(folder)
        monkeypatch.setattr(place, "ROOM_TO_GO_ON", 1 << 62)
        with pytest.raises(Trouble) as told:
            JournalFile.look(folder)
        assert told.value.key == "journal.no_room"
        await JournalFile.open(folder, key, SystemClock()).close()  # told, and nobody is kept out

    def test_a_place_that_will_do(self, folder: Path) -> None:
        JournalFile.check_place(folder)
        assert list(folder.iterdir()) == []

    def test_a_read_only_folder(self, tmp_path: Path, key: bytes) -> None:
        folder = tmp_path / "clinic"
        asyncio.run(filled(folder, key, 1))
        (tmp_path / "empty").mkdir()
        story = (
            "import os, sys; from pathlib import Path\n"
            "from facilitator_app.clock import SystemClock; from facilitator_app.faults import Trouble\n"
            "from facilitator_app.journal import JournalFile\n"
            "if os.geteuid() == 0: os.setuid(65534)\n"
            "for attempt, name in ((JournalFile.create, 'empty'), (JournalFile.open, 'clinic')):\n"
            "    try: attempt(Path(sys.argv[1]) / name, bytes.fromhex(sys.argv[2]), SystemClock())\n"
            "    except Trouble as told: print(told.key)\n"
        )
        for parent in (tmp_path, *tmp_path.parents):  # the account of nobody has to get there
            if parent == Path(tempfile.gettempdir()):
                break
            parent.chmod(0o755)
        for name in ("empty", "clinic"):
            (tmp_path / name).chmod(0o555)
        said = subprocess.run(
            [sys.executable, "-c", story, str(tmp_path), key.hex()], check=True, capture_output=True, text=True
        )
        for name in ("empty", "clinic"):
            (tmp_path / name).chmod(0o755)
        assert said.stdout.split() == ["journal.read_only", "journal.read_only"]
        assert list((tmp_path / "empty").iterdir()) == []


def files_of(folder: Path) -> dict[str, bytes]:
    """What a power cut would find on the drive."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.endswith((".lock", "-shm"))}


def cut_off_while_the_log_is_brought_in(folder: Path, found: dict[str, bytes]) -> None:
    """The folder as it was found, but of each page that is in the log a sector did not get to the file."""
    record, log = bytearray(found[RECORD]), found[LOG]
    in_log = {int.from_bytes(log[frame : frame + 4], "big") for frame in range(32, len(log), 24 + 4096)}
    there = [number for number in in_log if 0 < number <= len(record) // 4096]
    assert 1 in there
    for page in ((number - 1) * 4096 for number in there):
        record[page + 2048 : page + 2560] = bytes(512)
    for path in folder.iterdir():
        path.unlink()
    for name, content in (found | {RECORD: bytes(record)}).items():
        (folder / name).write_bytes(content)


async def test_a_page_that_a_power_cut_tore_on_its_way_from_the_log_is_no_damage(folder: Path, key: bytes) -> None:
    """The log holds the page whole, and was flushed before it was brought in: nothing is lost, so nothing is put aside."""
    journal = JournalFile.create(folder, key, SystemClock())
    await journal.append([line("n" * 3000, ROWAN) for _ in range(20)])
    found = files_of(folder)
    await journal.close()
    cut_off_while_the_log_is_brought_in(folder, found)
    again = JournalFile.open(folder, key, SystemClock())
    assert len(await again.entries(SESSION)) == 20
    assert await again.verify() == ()
    await again.close()
