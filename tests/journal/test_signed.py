"""What was signed is there as it was signed: a line changed, the end cut off, a whole chain taken away, each is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from facilitator_app.clock import SystemClock
from facilitator_app.journal import JournalFile
from facilitator_app.journal.place import HEADS
from facilitator_app.record.roles import Role
from facilitator_app.record.room import SessionSigned
from tests.journal.conftest import ROWAN, SESSION, by_hand, line, without_guard


async def signed_session(folder: Path, key: bytes) -> None:
    """Two launches wrote to the session, and a third signed it."""
    for number in range(2):
        journal = (JournalFile.open if number else JournalFile.create)(folder, key, SystemClock())
        await journal.append([line(f"n{number}{place}", ROWAN) for place in range(3)])
        await journal.close()
    journal = JournalFile.open(folder, key, SystemClock())
    heads = await journal.heads(SESSION)
    assert [head.seq for head in heads] == [3, 3]
    fact = SessionSigned(signer="Tomas Lind", role=Role.FACILITATOR, meaning="Seen.", heads=heads)
    await journal.append([line(fact)])
    await journal.close()


async def found(folder: Path, key: bytes) -> set[str]:
    (folder / HEADS).unlink()  # whoever does this takes away what the witness knows
    journal = JournalFile.open(folder, key, SystemClock())
    told = {one.what for one in await journal.verify()}
    await journal.close()
    return told


async def test_a_signed_session_is_whole(folder: Path, key: bytes) -> None:
    await signed_session(folder, key)
    assert await found(folder, key) == {"journal.found_no_witness"}


@pytest.mark.parametrize(
    "done",
    [
        "DELETE FROM event WHERE seq = 3",
        "DELETE FROM event WHERE chain = (SELECT chain FROM chain WHERE place = 2)",
        "UPDATE event SET hash = randomblob(32) WHERE seq = 3",
    ],
)
async def test_what_is_gone_or_changed_since_it_was_signed_is_found(folder: Path, key: bytes, done: str) -> None:
    await signed_session(folder, key)
    with by_hand(folder, key) as file, without_guard(file):
        file.execute(done)
    assert "journal.found_signed" in await found(folder, key)


async def test_a_chain_that_is_gone_with_every_trace_is_found_by_the_signature_alone(folder: Path, key: bytes) -> None:
    """The newest chain before the signature is taken away, and the signature's own chain made to follow the one before."""
    await signed_session(folder, key)
    with by_hand(folder, key) as file, without_guard(file):
        file.execute("DELETE FROM event WHERE chain = (SELECT chain FROM chain WHERE place = 2)")
        file.execute("DELETE FROM chain WHERE place = 2")
    told = await found(folder, key)
    assert "journal.found_signed" in told
