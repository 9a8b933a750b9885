"""A disk that answers late: ``pytest -p tests.late`` finds the tests that only pass when the record answers at once.

Every answer of the journal and of a thread comes up to ``LATE_S`` seconds later than it would, each by its own chance.
What a test waited for comes all the same; what it took for granted after one wait is not there yet, and it fails.
"""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from facilitator_app.journal.file import JournalFile

LATE_S = float(os.environ.get("LATE_S", "0.15"))


def _late(answer: Callable[..., Awaitable[Any]], chance: random.Random) -> Callable[..., Awaitable[Any]]:
    async def later(*args: Any, **values: Any) -> Any:
        result = await answer(*args, **values)
        await asyncio.sleep(chance.uniform(0, LATE_S))
        return result

    return later


@pytest.fixture(autouse=True)
def _answers_come_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """For every test: reads, writes and threads answer late."""
    chance = random.Random(os.environ.get("LATE_SEED", "1"))
    for name in ("_read", "_write"):
        monkeypatch.setattr(JournalFile, name, _late(getattr(JournalFile, name), chance))
    monkeypatch.setattr(asyncio, "to_thread", _late(asyncio.to_thread, chance))
