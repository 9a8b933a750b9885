"""Any byte of any file turned over: the record is opened as it was, or not at all."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from facilitator_app.clock import SystemClock
from facilitator_app.faults import Trouble
from facilitator_app.journal import JournalFile
from facilitator_app.journal.place import HEADS, RECORD
from tests.journal.conftest import SESSION, texts
from tests.journal.test_opening import crashed, filled

REFUSALS = {"journal.damaged", "journal.truncated", "journal.wrong_key"}


async def opened_or_refused(folder: Path, key: bytes, said: list[str], note: str) -> str:
    try:
        journal = JournalFile.open(folder, key, SystemClock())
    except Trouble as told:
        return told.key
    try:
        assert texts(await journal.entries(SESSION)) == said, note
    finally:
        await journal.close()
    return "as it was"


@pytest.mark.parametrize("name", [RECORD, RECORD + "-wal", HEADS])
async def test_a_byte_turned_over_anywhere_never_passes_for_healthy(tmp_path: Path, key: bytes, name: str) -> None:
    seed = random.randrange(1 << 32)
    dice = random.Random(seed)
    whole = tmp_path / "whole"
    said = await (crashed if name.endswith("-wal") else filled)(whole, key, 25)
    outcomes: dict[str, int] = {}
    for number in range(120):
        copy = tmp_path / f"copy{number}"
        shutil.copytree(whole, copy)
        content = bytearray((copy / name).read_bytes())
        at, bit = dice.randrange(len(content)), 1 << dice.randrange(8)
        content[at] ^= bit
        (copy / name).write_bytes(content)
        outcome = await opened_or_refused(copy, key, said, f"seed {seed}: byte {at} of {len(content)}, bit {bit}")
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
        shutil.rmtree(copy)
    assert set(outcomes) <= {*REFUSALS, "as it was"}, f"seed {seed}"
    if name == RECORD:
        assert outcomes == {"journal.damaged": 120}
