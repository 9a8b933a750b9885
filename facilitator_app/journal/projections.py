"""What is looked up rather than read through: sessions, readings, doses.  Worked out from lines, never a source itself.

Rows are written in the transaction of their line.  An amendment or a void works the rows of its target out again, by the
same reading of a line that the room uses.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, delete, func, insert, select

from facilitator_app.journal.chains import Reader
from facilitator_app.journal.schema import change, dose, event, projected, reading, sealing_key, session_index
from facilitator_app.journal.seal import Wrapping
from facilitator_app.record.changes import Amended, Voided
from facilitator_app.record.clinic import SessionEnded, SessionPlanned
from facilitator_app.record.doses import DoseGiven
from facilitator_app.record.entry import Entry, Fact, UnknownFact
from facilitator_app.record.history import History
from facilitator_app.record.room import SessionClosed, SessionOpened
from facilitator_app.record.vitals import Measure, VitalsTaken

VERSION = "2"
"""Raise it when a projection changes: the next open drops them all and works them out again."""

Row = dict[str, Any]
Rows = Iterator[tuple[Table, Row]]

_NO_READING: Row = dict.fromkeys(measure.value for measure in Measure)
_INSERTS = {table: insert(table) for table in projected.sorted_tables}
_LOOKED_UP = (VitalsTaken, DoseGiven, SessionPlanned, SessionOpened, SessionClosed, SessionEnded)
_CHANGES = (Amended, Voided)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as the index knows it.  ``opened_at`` and ``closed_at`` are None until it was."""

    session: UUID
    title: str
    planned_at: datetime | None
    opened_at: datetime | None
    closed_at: datetime | None


def rows_of(entry: Entry) -> Rows:
    """The rows that a line makes, read as it reads now."""
    fact: Fact | UnknownFact = entry.fact
    if isinstance(fact, VitalsTaken):
        values = {measure.value: f"{value:f}" for measure, value in fact.values.items()}
        yield reading, _about(entry) | _NO_READING | values
    elif isinstance(fact, DoseGiven):
        given = {"drug": fact.drug, "route": fact.route.value, "amount_mg": f"{fact.amount_mg:f}"}
        yield dose, _about(entry) | given
    elif isinstance(fact, SessionPlanned):
        yield session_index, _session(entry, fact.session, title=fact.title, planned_at=fact.began or entry.observed_at)
    elif isinstance(fact, SessionOpened):
        yield session_index, _session(entry, entry.scope, title=fact.title, opened_at=entry.observed_at)
    elif isinstance(fact, SessionClosed):
        yield session_index, _session(entry, entry.scope, closed_at=entry.observed_at)
    elif isinstance(fact, SessionEnded):
        yield session_index, _session(entry, fact.session, closed_at=fact.ended or entry.observed_at)


def project(connection: Connection, wrapping: Wrapping, entries: Sequence[Entry]) -> None:
    """Write the rows of lines that were just written in this transaction."""
    found: list[tuple[Table, Row]] = []
    targets: list[UUID] = []
    for entry in entries:
        if isinstance(entry.fact, Amended | Voided):
            found.append((change, {"event": entry.id, "target": entry.fact.target}))
            targets.append(entry.fact.target)
        else:
            found.extend(rows_of(entry))
    _insert(connection, found)
    for target in dict.fromkeys(targets):
        _work_out(connection, wrapping, target)


def rebuild(connection: Connection, wrapping: Wrapping) -> None:
    """Drop every projection and work it out again from the lines."""
    projected.drop_all(connection)
    projected.create_all(connection)
    found = list(expected(connection, wrapping))
    _insert(connection, found)


def expected(connection: Connection, wrapping: Wrapping) -> Rows:
    """Every row that the lines of the file make, in no order.  Lines of erased people make none.

    Raises Unsealable at a line that does not open.
    """
    reader = Reader(connection, wrapping)
    changes: dict[UUID, list[Entry]] = {}
    for entry in _of_kinds(connection, reader, _CHANGES):
        if isinstance(entry.fact, Amended | Voided):
            changes.setdefault(entry.fact.target, []).append(entry)
            yield change, {"event": entry.id, "target": entry.fact.target}
    for entry in _of_kinds(connection, reader, _LOOKED_UP):
        now = _reads_now(entry, changes.get(entry.id, ()))
        if now is not None:
            yield from rows_of(now)


def purge(connection: Connection, participant: UUID) -> None:
    """Take one person out of the projections, with what was changed of their lines; while their key is still there."""
    for table in (reading, dose):
        connection.execute(delete(table).where(table.c.participant == participant))
    key = select(sealing_key.c.key_id).where(sealing_key.c.subject == participant).scalar_subquery()
    theirs = select(event.c.id).where(event.c.key_id == key)
    connection.execute(delete(change).where(change.c.event.in_(theirs)))


def sessions(connection: Connection) -> tuple[SessionRow, ...]:
    """Every session, the newest first."""
    index = session_index.c
    # The title at the opening counts; before that, the planned one.
    opened = func.max(index.title).filter(index.opened_at.is_not(None))
    when = func.coalesce(func.min(index.opened_at), func.min(index.planned_at))
    query = (
        select(
            index.session,
            func.coalesce(opened, func.max(index.title), "").label("title"),
            func.min(index.planned_at).label("planned_at"),
            func.min(index.opened_at).label("opened_at"),
            func.max(index.closed_at).label("closed_at"),
        )
        .group_by(index.session)
        .order_by(when.desc(), index.session.desc())
    )
    return tuple(SessionRow(**row) for row in connection.execute(query).mappings())


def differences(connection: Connection, wrapping: Wrapping) -> Mapping[str, int]:
    """How many rows of each projection are not what the lines make of it; only tables that differ."""
    should: dict[Table, set[tuple[Any, ...]]] = {table: set() for table in projected.sorted_tables}
    for table, row in expected(connection, wrapping):
        should[table].add(tuple(row[column.name] for column in table.c))
    found = {}
    for table, rows in should.items():
        there = {tuple(row) for row in connection.execute(select(table))}
        if there != rows:
            found[table.name] = len(there ^ rows)
    return found


def _of_kinds(connection: Connection, reader: Reader, facts: Iterable[type[Fact]]) -> Iterator[Entry]:
    """The readable lines of these kinds, in any version of theirs."""
    names = {_name(str(kind.__struct_config__.tag)) for kind in facts}
    kinds = [kind for kind in connection.scalars(select(event.c.kind).distinct()) if _name(kind) in names]
    for row in connection.execute(select(event).where(event.c.kind.in_(kinds))):
        entry = reader.entry(row)
        if entry is not None:
            yield entry


def _name(kind: str) -> str:
    return kind.partition("/")[0]


def _work_out(connection: Connection, wrapping: Wrapping, target: UUID) -> None:
    for table in (reading, dose, session_index):
        connection.execute(delete(table).where(table.c.event == target))
    now = line_now(connection, Reader(connection, wrapping), target)
    if now is not None:
        _insert(connection, rows_of(now))


def line_now(connection: Connection, reader: Reader, id: UUID) -> Entry | None:
    """A line as it reads now; None when it is not here, was withdrawn, or is of somebody who was erased."""
    ids = [id, *connection.scalars(select(change.c.event).where(change.c.target == id))]
    lines = connection.execute(select(event).where(event.c.id.in_(ids))).all()
    entries = {entry.id: entry for entry in map(reader.entry, lines) if entry is not None}
    first = entries.pop(id, None)
    return None if first is None else _reads_now(first, entries.values())


def _reads_now(first: Entry, changes: Collection[Entry]) -> Entry | None:
    """The line as it reads after its changes, or None when it was voided."""
    if not changes:
        return first
    history: History[None] = History(None, lambda state, _: state, (first, *changes))
    line = history.line(first.id)
    return None if line is None or line.voided is not None else line.entry


def _insert(connection: Connection, found: Iterable[tuple[Table, Row]]) -> None:
    by_table: dict[Table, list[Row]] = {}
    for table, row in found:
        by_table.setdefault(table, []).append(row)
    for table, rows in by_table.items():
        connection.execute(_INSERTS[table], rows)


def _about(entry: Entry) -> Row:
    return {
        "event": entry.id,
        "scope": entry.scope,
        "participant": entry.participant,
        "observed_at": entry.observed_at,
    }


def _session(entry: Entry, session: UUID, **what: object) -> Row:
    nothing = {"title": None, "planned_at": None, "opened_at": None, "closed_at": None}
    return {"event": entry.id, "session": session} | nothing | what
