"""Connections to the encrypted file: how they are made and what each is set to.  Knows no table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy import event as happenings
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool, QueuePool, StaticPool
from sqlcipher3 import dbapi2

from facilitator_app.journal.seal import file_key

READERS = 2
BUSY_SECONDS = 10.0

_ALWAYS = (
    "cipher_memory_security=ON",
    "temp_store=MEMORY",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "foreign_keys=ON",
)
_WRITING = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "fullfsync=ON",
    "checkpoint_fullfsync=ON",
    "recursive_triggers=ON",
    "secure_delete=ON",
    "wal_autocheckpoint=0",  # the writer thread does it where nobody waits
    "journal_size_limit=16777216",
)


def _connect(path: Path, data_key: bytes, pragmas: tuple[str, ...]) -> Any:
    # mode=rw: a file that went away must not come back empty.
    uri = f"{path.absolute().as_uri()}?mode=rw"
    connection = dbapi2.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE").fetchall()
        connection.execute(f"PRAGMA key=\"x'{file_key(data_key).hex()}'\"").fetchall()
        for pragma in (*_ALWAYS, *pragmas):
            connection.execute(f"PRAGMA {pragma}").fetchall()
    except dbapi2.Error:
        connection.close()
        raise
    return connection


def writing(path: Path, data_key: bytes) -> Engine:
    """The engine of the one writer: every transaction takes the write lock when it begins."""
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: _connect(path, data_key, _WRITING),
        poolclass=StaticPool,
        hide_parameters=True,  # a fault's text must not carry what was being written
    )
    happenings.listen(engine, "begin", _begin_immediate)
    return engine


def reading(path: Path, data_key: bytes) -> Engine:
    """The engine of the readers; its connections refuse to write."""
    return create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: _connect(path, data_key, ("query_only=ON",)),
        poolclass=QueuePool,
        pool_size=READERS,
        max_overflow=0,
        hide_parameters=True,
    )


def alone(path: Path, data_key: bytes) -> Engine:
    """An engine for one task on a file that nobody else has open, or for a check with eyes of its own."""
    return create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: _connect(path, data_key, ()),
        poolclass=NullPool,
        hide_parameters=True,
    )


def checkpoint(connection: Connection, *, empty: bool) -> bool:
    """Bring the log into the file, without waiting for a reader; whether it could be done.

    Only outside a transaction.  When it cannot, the lines are safe in the log.  The log keeps its length and is written
    over from its beginning, which costs the drive less than to let it grow again; with ``empty`` it is cut to nothing.
    """
    how = "TRUNCATE" if empty else "RESTART"
    raw = connection.connection.driver_connection
    assert raw is not None
    try:
        raw.execute("PRAGMA busy_timeout=0").fetchall()
        busy, _, _ = raw.execute(f"PRAGMA wal_checkpoint({how})").fetchone()
        raw.execute(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}").fetchall()
    except dbapi2.Error:
        return False
    return not busy


def _begin_immediate(connection: Connection) -> None:
    raw = connection.connection.driver_connection
    assert raw is not None
    try:
        raw.execute("BEGIN IMMEDIATE")
    except dbapi2.OperationalError as fault:
        raise OperationalError("BEGIN IMMEDIATE", None, fault) from fault
