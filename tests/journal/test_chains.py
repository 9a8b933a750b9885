"""Chains: one for each scope and launch, following one another, ordered by a clock that never goes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from facilitator_app.clock import SystemClock
from facilitator_app.journal import JournalFile
from facilitator_app.record.entry import Entry
from facilitator_app.record.history import History
from facilitator_app.rehearsal.fast_clock import FastClock
from tests.journal.conftest import AMARA, ROWAN, SESSION, ago, by_hand, line, texts

START = datetime(2026, 3, 5, 17, 0, tzinfo=UTC)


async def test_each_launch_has_a_chain_of_its_own_that_follows_the_one_before(folder: Path, key: bytes) -> None:
    JournalFile.create(folder, key, SystemClock())._close()
    for number in range(3):
        journal = JournalFile.open(folder, key, SystemClock())
        await journal.append([line(f"n{number}"), line(f"m{number}", scope=AMARA)])
        await journal.append([line(f"o{number}")])
        await journal.close()
    with by_hand(folder, key) as connection:
        rows = connection.execute(
            "SELECT chain, scope, device, launch, prev_chain, prev_seq FROM chain ORDER BY place"
        ).fetchall()
    assert len(rows) == 6
    assert len({row[2] for row in rows}) == 1
    assert len({row[3] for row in rows}) == 3
    # The first follows nothing; each other the newest chain before it, as far as that had come.
    assert [row[4] for row in rows] == [None, *[row[0] for row in rows[:-1]]]
    assert [row[5] for row in rows] == [0, 1, 1, 1, 1, 1]
    journal = JournalFile.open(folder, key, SystemClock())
    assert texts(await journal.entries(SESSION)) == ["n0", "o0", "n1", "o1", "n2", "o2"]
    assert await journal.verify() == ()
    await journal.close()


async def test_a_clock_set_back_by_hours_does_not_turn_the_order_round(folder: Path, key: bytes) -> None:
    said: list[Entry] = []
    for back in (0, 5, 10):
        clock = FastClock(START - timedelta(hours=back))
        journal = (JournalFile.open if back else JournalFile.create)(folder, key, clock)
        said += await journal.append([line(f"a{back}")])
        clock.advance(timedelta(seconds=3))
        said += await journal.append([line(f"clinic {back}", scope=journal.clinic_scope)])
        said += await journal.append([line(f"b{back}")])
        await journal.close()
    stamps = [entry.stamp.hlc for entry in said if entry.stamp]
    assert stamps == sorted(set(stamps))
    assert stamps[0] >> 16 == int(START.timestamp() * 1000)


async def test_late_lines_come_to_the_same_history_as_lines_in_time(folder: Path, key: bytes) -> None:
    journal = JournalFile.create(folder, key, SystemClock())
    moments = [ago(30), ago(20), ago(10)]
    await journal.append([line("third", at=moments[2])])
    await journal.append([line("first", ROWAN, at=moments[0])])
    await journal.close()
    journal = JournalFile.open(folder, key, SystemClock())
    await journal.append([line("second", at=moments[1])])
    entries = await journal.entries(SESSION)
    assert texts(entries) == ["third", "first", "second"]  # as they were written

    def told(delivered: tuple[Entry, ...]) -> list[str]:
        history: History[None] = History(None, lambda state, _: state)
        for entry in delivered:
            history.add(entry)
            history.add(entry)
        return texts(history.entries)

    assert told(entries) == told(entries[::-1]) == ["first", "second", "third"]
    await journal.close()


async def test_chains_of_other_devices_are_read_with_ours(folder: Path, key: bytes) -> None:
    """What another device will send one day: its rows, with its chain, in any order of arrival."""
    journal = JournalFile.create(folder, key, SystemClock())
    await journal.append([line("ours")])
    await journal.close()
    with by_hand(folder, key) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'device'", (UUID(int=77).hex,))
    other = JournalFile.open(folder, key, SystemClock())
    await other.append([line("theirs", ROWAN), line("clinic", scope=other.clinic_scope)])
    assert texts(await other.entries(SESSION)) == ["ours", "theirs"]
    assert await other.verify() == ()
    await other.close()
    with by_hand(folder, key) as connection:
        # The other device's first chain follows none of ours.
        assert connection.execute("SELECT prev_seq FROM chain WHERE place = 2").fetchone() == (0,)
        connection.execute(
            "UPDATE meta SET value = (SELECT hex(device) FROM chain WHERE place = 1) WHERE key = 'device'"
        )
    ours = JournalFile.open(folder, key, SystemClock())
    await ours.append([line("ours again")])
    assert texts(await ours.entries(SESSION)) == ["ours", "theirs", "ours again"]
    assert await ours.verify() == ()
    await ours.close()


async def test_the_witness_lets_go_of_the_chain_untouched_the_longest(folder: Path, key: bytes) -> None:
    journal = JournalFile.create(folder, key, SystemClock())
    for number in range(70):
        await journal.append([line("x", scope=UUID(int=number + 1000))])
    await journal.append([line("y", scope=UUID(int=1010))])
    await journal.close()
    again = JournalFile.open(folder, key, SystemClock())
    heads = again._witness.heads()
    assert heads is not None
    assert len(heads) == 64
    assert heads[-1].seq == 2
    assert await again.verify() == ()
    await again.close()
