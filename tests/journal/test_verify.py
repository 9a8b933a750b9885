"""Whoever changes the file by hand is found out: each way of doing it, by a test that does it."""

from __future__ import annotations

from pathlib import Path

import pytest

from facilitator_app import text
from facilitator_app.clock import SystemClock
from facilitator_app.journal import Finding, JournalFile
from facilitator_app.journal.place import HEADS
from tests.journal.conftest import AMARA, ROWAN, by_hand, dose, line, vitals, without_guard

STORY = [line("one", ROWAN), line(vitals(80), ROWAN), line(dose("60"), ROWAN), line("four"), line("five")]


async def found_after(folder: Path, key: bytes, *statements: str, guarded: bool = True) -> set[str]:
    """What ``verify`` finds after somebody with the key did this to a record of three launches."""
    for _ in range(3):
        old = (folder / "record.db").exists()
        journal = (JournalFile.open if old else JournalFile.create)(folder, key, SystemClock())
        fresh = [line(entry.fact, entry.participant) for entry in STORY]  # type: ignore[arg-type]  # all known
        await journal.append(fresh)
        await journal.append([line("clinic's own", scope=journal.clinic_scope)])
        await journal.close()
    journal = JournalFile.open(folder, key, SystemClock())
    assert await journal.verify() == ()
    with by_hand(folder, key) as connection:
        if guarded:
            with without_guard(connection):
                for statement in statements:
                    connection.execute(statement)
        else:
            for statement in statements:
                connection.execute(statement)
    found = await journal.verify()
    await journal.close()
    for one in found:
        assert "…" not in text.render(one.what, **one.values)
    return {one.what for one in found}


FIRST_CHAIN = "(SELECT chain FROM chain WHERE place = 1)"
LAST_CHAIN = "(SELECT chain FROM chain ORDER BY place DESC LIMIT 1)"


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        (f"DELETE FROM event WHERE chain = {FIRST_CHAIN} AND seq = 2", {"journal.found_gap"}),
        (f"UPDATE event SET seq = 99 WHERE chain = {FIRST_CHAIN} AND seq = 5", {"journal.found_hash"}),
        (f"UPDATE event SET hlc = hlc + 1 WHERE chain = {FIRST_CHAIN} AND seq = 4", {"journal.found_hash"}),
        (f"UPDATE event SET hash = zeroblob(32) WHERE chain = {FIRST_CHAIN} AND seq = 3", {"journal.found_link"}),
        (f"UPDATE event SET prev_hash = zeroblob(32) WHERE chain = {FIRST_CHAIN} AND seq = 1", {"journal.found_hash"}),
        (f"UPDATE chain SET device = zeroblob(16) WHERE chain = {FIRST_CHAIN}", {"journal.found_link"}),
        (f"UPDATE chain SET scope = zeroblob(16) WHERE chain = {FIRST_CHAIN}", {"journal.found_hash"}),
        (f"DELETE FROM chain WHERE chain = {FIRST_CHAIN}", {"journal.found_no_chain"}),
        (f"DELETE FROM event WHERE chain = {FIRST_CHAIN}", {"journal.found_chain_gone"}),
        (f"DELETE FROM event WHERE chain = {LAST_CHAIN}", {"journal.found_cut_off"}),
        (f"DELETE FROM event WHERE chain = {FIRST_CHAIN} AND seq = 5", {"journal.found_chain_gone"}),
        ("DELETE FROM reading WHERE heart_rate = '80'", {"journal.found_projection"}),
        ("UPDATE reading SET heart_rate = '60'", {"journal.found_projection"}),
        ("UPDATE dose SET amount_mg = '6'", {"journal.found_projection"}),
        ("DELETE FROM sealing_key WHERE wrapped IS NOT NULL", {"journal.found_key_gone"}),
    ],
)
async def test_what_was_done_by_hand_is_found(folder: Path, key: bytes, done: str, expected: set[str]) -> None:
    assert expected <= await found_after(folder, key, done)


@pytest.mark.parametrize(
    ("swapped", "expected"),
    [
        ("seq", {"journal.found_hash"}),  # each whole line in the other's place
        ("body", {"journal.found_hash", "journal.found_body"}),  # the one's text under the other's id
        ("id, kind, key_id, body, hlc", {"journal.found_hash"}),  # all that was said, in the other's place
        ("id, kind, key_id, body, hlc, hash, prev_hash", {"journal.found_hash"}),  # and their hashes brought along
    ],
)
async def test_two_lines_that_changed_places_are_found(
    folder: Path, key: bytes, swapped: str, expected: set[str]
) -> None:
    """Lines 2 and 4 of the first chain: somebody's vitals, and a note of the room's."""
    found = await found_after(
        folder,
        key,
        f"CREATE TEMP TABLE lines AS SELECT * FROM event WHERE chain = {FIRST_CHAIN} AND seq IN (2, 4)",
        f"DELETE FROM event WHERE chain = {FIRST_CHAIN} AND seq IN (2, 4)",
        "CREATE TEMP TABLE others AS SELECT * FROM lines",
        f"UPDATE lines SET ({swapped}) = (SELECT {swapped} FROM others WHERE others.seq = 6 - lines.seq)",
        "INSERT INTO event SELECT * FROM lines",
    )
    assert expected <= found


async def test_a_guard_taken_away_is_found(folder: Path, key: bytes) -> None:
    found = await found_after(folder, key, "DROP TRIGGER event_stays", guarded=False)
    assert found == {"journal.found_no_guard"}


async def test_a_table_taken_away_is_found(folder: Path, key: bytes) -> None:
    found = await found_after(folder, key, "DROP TABLE reading", guarded=False)
    assert found == {"journal.found_structure"}


async def test_a_witness_taken_away_is_found(journal: JournalFile, folder: Path) -> None:
    await journal.append([line("one", AMARA)])
    await journal.keep_local("window", "here")  # by then the witness has the line
    (folder / HEADS).write_bytes(bytes(8192))
    assert [one.what for one in await journal.verify()] == ["journal.found_no_witness"]


async def test_a_page_turned_over_while_it_is_open_is_found(folder: Path, key: bytes) -> None:
    journal = JournalFile.create(folder, key, SystemClock())
    for number in range(50):
        await journal.append([line(f"n{number} " + "words " * 50, ROWAN)])
    await journal.close()
    journal = JournalFile.open(folder, key, SystemClock())
    content = bytearray((folder / "record.db").read_bytes())
    content[len(content) // 2] ^= 1
    (folder / "record.db").write_bytes(content)
    found = await journal.verify()
    assert [one.what for one in found] == ["journal.found_page"]
    assert "page" in found[0].where
    await journal.close()


def test_a_finding_says_where_and_what() -> None:
    one = Finding("chain x line 3", "journal.found_hash", {"chain": "x", "seq": 3})
    assert text.render(one.what, **one.values) == "Line 3 of chain x is not as it was written"
    assert not one.is_harmless
