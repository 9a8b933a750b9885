"""A clinic's folder, its key, and lines to write."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlcipher3 import dbapi2

from facilitator_app.clock import SystemClock
from facilitator_app.journal import JournalFile
from facilitator_app.journal.place import RECORD
from facilitator_app.journal.seal import file_key
from facilitator_app.record.doses import DoseGiven, Route
from facilitator_app.record.entry import Entry, Fact, new_id
from facilitator_app.record.room import Noted
from facilitator_app.record.vitals import Measure, VitalsTaken

SESSION = UUID(int=0x5E55)
ROWAN, AMARA = UUID(int=11), UUID(int=12)
NO_RECORD = "no such file"

Write = Callable[..., Entry]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "clinic"


@pytest.fixture
def key() -> bytes:
    return secrets.token_bytes(32)


@pytest.fixture
def clock() -> SystemClock:
    return SystemClock()


@pytest.fixture
async def journal(folder: Path, key: bytes, clock: SystemClock) -> AsyncIterator[JournalFile]:
    """A new record, closed at the end if the test did not."""
    made = JournalFile.create(folder, key, clock)
    yield made
    await made.close()


def line(
    fact: Fact | str, about: UUID | None = None, scope: UUID = SESSION, at: datetime | None = None, **more: Any
) -> Entry:
    """An entry that says ``fact`` (a text is a note)."""
    now = SystemClock().now()
    said = Noted(text=fact) if isinstance(fact, str) else fact
    return Entry(
        id=new_id(now), scope=scope, observed_at=at or now, recorded_at=now, fact=said, participant=about, **more
    )


def vitals(heart_rate: int) -> VitalsTaken:
    return VitalsTaken(values={Measure.HEART_RATE: Decimal(heart_rate), Measure.SPO2: Decimal(97)})


def dose(amount: str) -> DoseGiven:
    return DoseGiven(drug="ketamine", route=Route.INTRAMUSCULAR, amount_mg=Decimal(amount))


def texts(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.fact.text for entry in entries if isinstance(entry.fact, Noted)]


def ago(minutes: int) -> datetime:
    return SystemClock().now() - timedelta(minutes=minutes)


@contextmanager
def by_hand(folder: Path, key: bytes, *, recursive: bool = True) -> Iterator[Any]:
    """The file as somebody with the key and a database tool has it."""
    connection = dbapi2.connect(str(folder / RECORD), isolation_level=None)
    connection.execute("PRAGMA cipher_log_level=NONE").fetchall()
    connection.execute(f"PRAGMA key=\"x'{file_key(key).hex()}'\"").fetchall()
    connection.execute(f"PRAGMA recursive_triggers={'ON' if recursive else 'OFF'}")
    yield connection
    connection.close()


@contextmanager
def without_guard(connection: Any) -> Iterator[None]:
    """Take the append-only triggers away for a while, and put them back as they were."""
    guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger'").fetchall()
    for name, _ in guards:
        connection.execute(f"DROP TRIGGER {name}")
    yield
    for _, sql in guards:
        connection.execute(sql)
