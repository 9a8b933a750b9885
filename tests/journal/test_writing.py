"""What is written is on disk before anybody is told, in one piece, and comes back as it was said."""

from __future__ import annotations

import asyncio
import json
import logging
import shutil
import threading
from pathlib import Path
from uuid import UUID

import msgspec
import pytest
import qasync
from sqlcipher3 import dbapi2

from facilitator_app.clock import SystemClock
from facilitator_app.faults import Trouble
from facilitator_app.journal import JournalFile
from facilitator_app.journal.chains import Transaction
from facilitator_app.journal.place import RECORD
from facilitator_app.journal.troubles import AlreadyWritten
from facilitator_app.record.entry import UnknownFact
from tests.journal.conftest import AMARA, ROWAN, SESSION, by_hand, line, texts, vitals
from tests.waiting import until

AWKWARD = "\x00 'Robert'); DROP TABLE event;-- <script>alert(1)</script> \u202eשלום\u202c 🫶🏽 " + "long " * 20_000


async def test_what_was_written_comes_back_as_it_was_said(
    journal: JournalFile, folder: Path, key: bytes, clock: SystemClock
) -> None:
    said = line(AWKWARD, ROWAN, done_by=AMARA, recorded_by=ROWAN, act=AMARA)
    (stamped,) = await journal.append([said])
    assert stamped.stamp is not None
    assert stamped.stamp.seq == 1
    assert await journal.entries(SESSION) == (stamped,)
    await journal.close()
    again = JournalFile.open(folder, key, clock)
    assert await again.entries(SESSION) == (stamped,)
    assert again.clinic_scope == journal.clinic_scope
    assert again.remarks == ()
    assert again.pages_checked
    await again.close()


async def test_who_reads_finds_what_was_handed_over_before(journal: JournalFile) -> None:
    held, let_go = threading.Event(), threading.Event()

    def stall(_: object) -> bool:
        held.set()
        return let_go.wait(30)

    slow = journal._writer.submit(stall)
    await until(held.is_set)  # the disk is busy
    writing = asyncio.get_running_loop().create_task(journal.append([line("the last touch")]))
    await asyncio.sleep(0)
    reading = asyncio.get_running_loop().create_task(journal.entries(SESSION))
    await asyncio.sleep(0)
    let_go.set()
    assert texts(await reading) == ["the last touch"]
    await asyncio.gather(slow, writing)


async def test_lines_of_one_touch_are_written_together_or_not_at_all(journal: JournalFile) -> None:
    first = line("one")
    await journal.append([first])
    with pytest.raises(AlreadyWritten):
        await journal.append([line("two"), first])
    assert texts(await journal.entries(SESSION)) == ["one"]
    three, four = await journal.append([line("three"), line("four")])
    assert three.stamp is not None
    assert four.stamp is not None
    assert (three.stamp.seq, four.stamp.seq) == (2, 3)
    assert await journal.append([]) == ()
    assert await journal.verify() == ()


async def test_a_bad_one_in_a_group_never_loses_its_neighbours(journal: JournalFile) -> None:
    first = line("the first")
    await journal.append([first])

    async def write(number: int) -> str:
        try:
            await journal.append([first if number % 10 == 0 else line(f"n{number}")])
        except AlreadyWritten:
            return "refused"
        return "saved"

    done = await asyncio.gather(*(write(number) for number in range(100)))
    assert (done.count("saved"), done.count("refused")) == (90, 10)
    written = await journal.entries(SESSION)
    assert [entry.stamp.seq for entry in written if entry.stamp] == list(range(1, 92))
    assert await journal.verify() == ()


async def test_a_caller_who_goes_away_does_not_take_the_line_with_him(journal: JournalFile) -> None:
    held = threading.Event()
    stalled = asyncio.get_running_loop().create_task(journal._write(lambda _: held.wait(5)))
    await asyncio.sleep(0)
    writing = asyncio.get_running_loop().create_task(journal.append([line("kept")]))
    await asyncio.sleep(0)
    writing.cancel()
    held.set()
    await stalled
    with pytest.raises(asyncio.CancelledError):
        await writing
    await journal.heads(SESSION)  # asked of the writer's thread: after what was handed to it before
    assert texts(await journal.entries(SESSION)) == ["kept"]


@pytest.mark.expects_log
async def test_a_failure_whose_caller_has_gone_is_logged(
    journal: JournalFile, caplog: pytest.LogCaptureFixture
) -> None:
    first = line("hidden words")
    await journal.append([first])
    writing = asyncio.get_running_loop().create_task(journal.append([first]))
    await asyncio.sleep(0)
    writing.cancel()
    with caplog.at_level(logging.WARNING):
        await journal.append([line("after")])
        await asyncio.sleep(0)
    assert [record.message for record in caplog.records] == [
        "a write failed after its caller had gone (IntegrityError)"
    ]
    assert "hidden" not in caplog.text


async def test_a_stalled_disk_is_seen_and_loses_nothing(journal: JournalFile) -> None:
    held = threading.Event()
    assert journal.waiting() == 0.0
    stalled = asyncio.get_running_loop().create_task(journal._write(lambda _: held.wait(5)))
    await until(lambda: journal.waiting() > 0.0)
    writing = asyncio.get_running_loop().create_task(journal.append([line("waits")]))
    await asyncio.sleep(0)
    assert not writing.done()
    assert await journal.sessions() == ()  # reading goes on meanwhile
    held.set()
    await asyncio.gather(stalled, writing)
    assert texts(await journal.entries(SESSION)) == ["waits"]
    assert journal.waiting() == 0.0


async def test_a_full_disk_is_told_and_the_room_goes_on(journal: JournalFile) -> None:
    await journal.append([line("before")])
    await journal.limit_pages(1)
    with pytest.raises(Trouble) as told:
        await journal.append([line("x" * 100_000)])
    assert told.value.key == "journal.disk_full"
    assert texts(await journal.entries(SESSION)) == ["before"]
    await journal.limit_pages(0)
    await journal.append([line("after")])
    assert texts(await journal.entries(SESSION)) == ["before", "after"]
    assert await journal.verify() == ()


async def test_a_full_disk_refuses_one_and_keeps_those_in_the_same_group(journal: JournalFile) -> None:
    await journal.append([line("before")])
    await journal.limit_pages(1)
    done = await asyncio.gather(
        journal.append([line("small")]), journal.append([line("x" * 200_000)]), return_exceptions=True
    )
    assert not isinstance(done[0], BaseException)
    assert isinstance(done[1], Trouble)
    assert texts(await journal.entries(SESSION)) == ["before", "small"]


async def test_a_lock_held_by_another_program_is_told_as_not_saved(
    journal: JournalFile, folder: Path, key: bytes
) -> None:
    raw = journal._connection.connection.driver_connection
    assert raw is not None
    raw.execute("PRAGMA busy_timeout=1")
    with by_hand(folder, key) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Trouble) as told:
            await journal.append([line("refused")])
        other.execute("ROLLBACK")
    assert told.value.key == "journal.not_saved"
    await journal.append([line("saved")])
    assert texts(await journal.entries(SESSION)) == ["saved"]


async def test_nothing_can_be_changed_or_taken_away(journal: JournalFile, folder: Path, key: bytes) -> None:
    await journal.append([line("stays"), line("stays too")])
    with by_hand(folder, key) as connection:
        for statement in (
            "UPDATE event SET kind = 'other/1'",
            "DELETE FROM event",
            "REPLACE INTO event SELECT * FROM event",
            "INSERT OR REPLACE INTO event SELECT * FROM event WHERE seq = 1",
            "UPDATE chain SET scope = device",
            "DELETE FROM chain",
            "REPLACE INTO chain SELECT * FROM chain",
        ):
            with pytest.raises(dbapi2.IntegrityError, match="append-only"):
                connection.execute(statement)
    assert await journal.verify() == ()


async def test_readers_cannot_write(journal: JournalFile) -> None:
    with pytest.raises(Trouble) as told:
        await journal._read(lambda connection: connection.exec_driver_sql("DELETE FROM draft"))
    assert told.value.key == "journal.read_only"


async def test_a_draft_lives_until_it_becomes_a_line(journal: JournalFile) -> None:
    await journal.save_draft("note:rowan", "Half a sen")
    await journal.save_draft("note:rowan", "Half a sentence")
    await journal.save_draft("quote:amara", "It was like")
    assert await journal.drafts("note:") == {"note:rowan": "Half a sentence"}
    await journal.append([line("Half a sentence, and the rest.", ROWAN)], ends_draft="note:rowan")
    assert await journal.drafts() == {"quote:amara": "It was like"}
    await journal.drop_draft("quote:amara")
    await journal.drop_draft("quote:amara")
    assert await journal.drafts() == {}


async def test_a_draft_stays_when_its_line_could_not_be_saved(journal: JournalFile) -> None:
    await journal.save_draft("note", "typed")
    await journal.limit_pages(1)
    with pytest.raises(Trouble):
        await journal.append([line("x" * 100_000)], ends_draft="note")
    assert await journal.drafts() == {"note": "typed"}


async def test_things_of_this_device_are_kept(journal: JournalFile) -> None:
    await journal.keep_local("window", "1280x800")
    await journal.keep_local("window", "1024x768")
    assert await journal.local() == {"window": "1024x768"}


async def test_scopes_come_in_the_order_in_which_they_came_up(journal: JournalFile) -> None:
    await journal.append([line("a", scope=AMARA)])
    await journal.append([line("b", scope=ROWAN), line("c", scope=AMARA)])
    assert await journal.scopes() == (AMARA, ROWAN)


async def test_the_raw_lines_can_be_exported(journal: JournalFile) -> None:
    first, second = await journal.append([line("a"), line("b", ROWAN)])
    rows = await journal.export_rows(SESSION)
    assert [(row.id, row.seq, row.kind) for row in rows] == [(first.id, 1, "noted/1"), (second.id, 2, "noted/1")]
    assert first.stamp is not None
    assert rows[0].chain == first.stamp.chain
    assert rows[0].hlc == first.stamp.hlc
    assert len(rows[0].hash) == 64


async def test_a_kind_of_a_newer_version_is_kept_and_carried(journal: JournalFile) -> None:
    strange = UnknownFact(kind="dreamt/9", raw=json.dumps({"kind": "dreamt/9", "of": "water"}).encode())
    (stamped,) = await journal.append([line("x")])
    kept = await journal.append([msgspec.structs.replace(line("y"), fact=strange)])
    assert await journal.entries(SESSION) == (stamped, *kept)
    assert kept[0].fact == strange
    assert await journal.verify() == ()


async def test_after_closing_nothing_is_taken_and_closing_twice_is_no_fault(journal: JournalFile, folder: Path) -> None:
    await journal.append([line("last")])
    await asyncio.gather(journal.close(), journal.close())
    await journal.close()
    with pytest.raises(RuntimeError):
        await journal.append([line("too late")])
    assert not (folder / (RECORD + "-wal")).exists()


def test_a_loop_that_is_gone_does_not_stop_the_line(folder: Path, key: bytes, clock: SystemClock) -> None:
    made = JournalFile.create(folder, key, clock)
    held = threading.Event()

    async def leave() -> None:
        for work in (lambda _: held.wait(5), lambda transaction: transaction.append([line("written all the same")])):
            made._writer.submit(work)

    asyncio.run(leave())
    held.set()

    async def read() -> list[str]:
        await made.append([line("and another")])
        found = texts(await made.entries(SESSION))
        await made.close()
        return found

    assert asyncio.run(read()) == ["written all the same", "and another"]


def test_it_works_under_the_loop_of_the_window(folder: Path, key: bytes, clock: SystemClock) -> None:
    from PySide6.QtGui import QGuiApplication

    app = QGuiApplication.instance() or QGuiApplication([])

    async def story() -> list[str]:
        made = JournalFile.create(folder, key, clock)
        await asyncio.gather(*(made.append([line(f"n{number}", ROWAN)]) for number in range(20)))
        found = texts(await made.entries(SESSION))
        await made.close()
        return found

    with qasync.QEventLoop(app) as loop:
        assert loop.run_until_complete(story()) == [f"n{number}" for number in range(20)]


def lines_in_the_file_alone(folder: Path, key: bytes) -> int:
    alone = folder / "alone"
    alone.mkdir(exist_ok=True)
    shutil.copy2(folder / RECORD, alone / RECORD)
    with by_hand(alone, key) as connection:
        (count,) = connection.execute("SELECT count(*) FROM event").fetchone()
    return int(count)


async def test_a_pause_brings_the_log_into_the_file(
    journal: JournalFile, folder: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("facilitator_app.journal.running.CHECKPOINT_COMMITS", 3)
    for number in range(2):
        await journal.append([line(f"n{number}")])
    assert lines_in_the_file_alone(folder, key) == 0
    await journal.append([line("third")])
    await journal._write(lambda _: None)
    assert lines_in_the_file_alone(folder, key) == 3
    assert len(await journal.entries(SESSION)) == 3


async def test_a_reader_in_the_way_only_puts_the_log_off(
    journal: JournalFile, folder: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    await journal.append([line("first")])
    monkeypatch.setattr("facilitator_app.journal.running.CHECKPOINT_COMMITS", 1)
    with by_hand(folder, key) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM event").fetchall()
        await journal.append([line("second")])
        await journal.append([line("third")])
        assert len(await journal.entries(SESSION)) == 3
    assert await journal.verify() == ()


def test_work_that_fails_before_it_writes_is_the_callers_bug(folder: Path, key: bytes, clock: SystemClock) -> None:
    async def story() -> None:
        made = JournalFile.create(folder, key, clock)

        def broken(_: Transaction) -> UUID:
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await made._write(broken)
        await made.append([line("fine", ROWAN), line(vitals(80), ROWAN)])
        assert await made.verify() == ()
        await made.close()

    asyncio.run(story())
