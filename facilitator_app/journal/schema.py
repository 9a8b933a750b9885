"""The tables of one clinic's file and the triggers that make it append-only.  Knows SQL; knows nothing of keys or entries.

``chain`` and ``event`` are the record.  ``sealing_key`` opens its bodies.  ``draft`` and ``local`` are mutable and stay
on this device.  The rest are projections: worked out from events, dropped and rebuilt when their version changes.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)

from facilitator_app.record.vitals import Measure

SCHEMA_VERSION = 1
"""``user_version`` of the file.  A file with a higher one is from a newer app and is refused."""

APPLICATION_ID = 0x4641434C
"""``application_id`` of the file: "FACL"."""

GUIDS = 4096
"""Ids that are kept at hand."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@lru_cache(GUIDS)
def _guid(octets: bytes) -> UUID:
    """The id: the lines of a scope name few chains and people, and to make one takes as long as to open a line's body."""
    return UUID(bytes=octets)


class Guid(TypeDecorator[UUID]):
    """A UUID as its 16 bytes."""

    impl = LargeBinary(16)
    cache_ok = True

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> bytes | None:
        """The bytes."""
        return None if value is None else value.bytes

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> UUID | None:
        """The UUID."""
        return None if value is None else _guid(bytes(value))


class Moment(TypeDecorator[datetime]):
    """An aware moment as whole microseconds since 1970 in UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """The microseconds."""
        return None if value is None else (value - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """The moment, in UTC."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)


record = MetaData()
projected = MetaData()

meta = Table("meta", record, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

chain = Table(
    "chain",
    record,
    Column("place", Integer, primary_key=True),  # in the order in which this file came to know them
    Column("chain", Guid, nullable=False, unique=True),
    Column("scope", Guid, nullable=False),
    Column("device", Guid, nullable=False),
    Column("launch", Guid, nullable=False),
    Column("prev_chain", Guid),
    Column("prev_seq", BigInteger, nullable=False),
    Column("prev_head", LargeBinary(32)),
    Index("chain_scope", "scope"),
)

event = Table(
    "event",
    record,
    Column("chain", Guid, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("id", Guid, nullable=False, unique=True),
    Column("scope", Guid, nullable=False),
    Column("hlc", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("key_id", Guid, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("prev_hash", LargeBinary(32), nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    sqlite_with_rowid=False,
)

sealing_key = Table(
    "sealing_key",
    record,
    Column("key_id", Guid, primary_key=True),
    Column("subject", Guid, nullable=False, unique=True),
    Column("wrapped", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

draft = Table("draft", record, Column("key", Text, primary_key=True), Column("text", Text, nullable=False))
local = Table("local", record, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

session_index = Table(
    "session_index",
    projected,
    Column("event", Guid, primary_key=True),
    Column("session", Guid, nullable=False),
    Column("title", Text),
    Column("planned_at", Moment),
    Column("opened_at", Moment),
    Column("closed_at", Moment),
    Index("session_index_session", "session"),
    sqlite_with_rowid=False,
)

reading = Table(
    "reading",
    projected,
    Column("event", Guid, primary_key=True),
    Column("scope", Guid, nullable=False),
    Column("participant", Guid),
    Column("observed_at", Moment, nullable=False),
    *(Column(measure.value, Text) for measure in Measure),  # one row for a check: a row costs more than a column
    sqlite_with_rowid=False,
)

dose = Table(
    "dose",
    projected,
    Column("event", Guid, primary_key=True),
    Column("scope", Guid, nullable=False),
    Column("participant", Guid),
    Column("observed_at", Moment, nullable=False),
    Column("drug", Text, nullable=False),
    Column("route", Text, nullable=False),
    Column("amount_mg", Text, nullable=False),
    sqlite_with_rowid=False,
)

change = Table(
    "change",
    projected,
    Column("event", Guid, primary_key=True),
    Column("target", Guid, nullable=False),
    Index("change_target", "target"),
    sqlite_with_rowid=False,
)

TRIGGERS = {
    "event_stays": "BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    "event_remains": "BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    "chain_stays": "BEFORE UPDATE ON chain BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    "chain_remains": "BEFORE DELETE ON chain BEGIN SELECT RAISE(ABORT, 'append-only'); END",
}
"""What keeps the record append-only also against us.  REPLACE deletes, and ``recursive_triggers`` has it refused too.

There is none on INSERT: the keys refuse a place or an id taken twice, and a trigger there would cost as much as half the
commit (SQLCipher locks and wipes the memory of each statement that can be undone half-way).
"""


def build(connection: Connection) -> None:
    """Make every table and trigger in an empty file and set its version."""
    record.create_all(connection)
    projected.create_all(connection)
    for name, what in TRIGGERS.items():
        connection.exec_driver_sql(f"CREATE TRIGGER {name} {what}")
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")


def missing_triggers(connection: Connection) -> tuple[str, ...]:
    """The names of triggers that are not in the file as this version makes them."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type='trigger'").all()
    there = {row[0]: row[1] for row in rows}
    return tuple(name for name, what in TRIGGERS.items() if there.get(name) != f"CREATE TRIGGER {name} {what}")
