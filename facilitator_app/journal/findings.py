"""Looking a file over: pages, chains, seals, bodies, projections, witness.  Says what it found; repairs nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import Connection, Row, select
from sqlalchemy.exc import SQLAlchemyError

from facilitator_app.journal import projections, schema, searching
from facilitator_app.journal.chains import Reader, first_hash, line_hash
from facilitator_app.journal.place import HEADS, RECORD
from facilitator_app.journal.schema import chain, event, local
from facilitator_app.journal.seal import Unsealable, Wrapping
from facilitator_app.journal.witness import Head
from facilitator_app.record.retention import PersonErased
from facilitator_app.record.room import SessionSigned

LOSS = "journal.loss."
"""The keys in ``local`` under which a loss that was found and accepted is remembered."""


@dataclass(frozen=True)
class Finding:
    """Something that is not as it was written: where, what (a text key), and the values of its text.

    ``is_harmless`` marks what must be told and is nobody's fault: the lines of a person who was erased on purpose.
    """

    where: str
    what: str
    values: Mapping[str, object] = field(default_factory=dict)
    is_harmless: bool = False


def damage_of_pages(connection: Connection, *, structure: bool = True) -> tuple[Finding, ...]:
    """Every page whose MAC does not verify, and with ``structure`` what SQLite itself finds wrong, at twice the time."""
    found = []
    for (said,) in connection.exec_driver_sql("PRAGMA cipher_integrity_check").all():
        found.append(Finding(f"{RECORD}: {said}", "journal.found_page", {"said": said}))
    if structure and not found:
        for (said,) in connection.exec_driver_sql("PRAGMA quick_check").all():
            if said != "ok":
                found.append(Finding(RECORD, "journal.found_structure", {"said": said}))
    return tuple(found)


def look_over(connection: Connection, wrapping: Wrapping, heads: tuple[Head, ...] | None) -> tuple[Finding, ...]:
    """Everything that can be checked of the file on ``connection``, held against the witness's ``heads``."""
    try:
        searching.refresh(connection)
        pages = damage_of_pages(connection)
        if pages:
            return pages
        found = [
            Finding(name, "journal.found_no_guard", {"guard": name}) for name in schema.missing_triggers(connection)
        ]
        found += _chains(connection)
        found += _bodies(connection, wrapping)
        found += _witnessed(connection, heads)
        found += _losses(connection)
        found += _signed(connection, wrapping)
        if not any(one.what == "journal.found_body" for one in found):
            found += _projections(connection, wrapping)
    except SQLAlchemyError as fault:
        # Reading on after this is of no use: the connection stays poisoned.
        return (Finding(RECORD, "journal.found_structure", {"said": type(fault).__name__}),)
    return tuple(found)


def _chains(connection: Connection) -> Iterator[Finding]:
    """Each chain from its first line on: no gap, every link, every hash, and the chain before it still there."""
    rows = connection.execute(select(chain).order_by(chain.c.place)).all()
    known = {row.chain for row in rows}
    for row in rows:
        before = None
        if row.prev_chain is not None:
            before = Head(row.prev_chain, row.prev_seq, bytes(row.prev_head))
            yield from _link(connection, row.chain, before)
        start = first_hash(row.chain, row.scope, row.device, row.launch, before)
        lines = connection.execute(select(event).where(event.c.chain == row.chain).order_by(event.c.seq))
        yield from _lines(lines, row.chain, row.scope, start)
    for orphan in connection.scalars(select(event.c.chain).distinct()):
        if orphan not in known:
            yield Finding(f"chain {orphan}", "journal.found_no_chain", {"chain": orphan})


def _link(connection: Connection, of: UUID, before: Head) -> Iterator[Finding]:
    query = select(event.c.hash).where(event.c.chain == before.chain, event.c.seq == before.seq)
    there = connection.scalar(query)
    if there is None or bytes(there) != before.hash:
        values = {"chain": of, "before": before.chain, "seq": before.seq}
        yield Finding(f"chain {of}", "journal.found_chain_gone", values)


def _lines(lines: Iterable[Row[tuple[object, ...]]], of: UUID, scope: UUID, start: bytes) -> Iterator[Finding]:
    prev, expected = start, 1
    for row in lines:
        where, values = f"chain {of} line {row.seq}", {"chain": of, "seq": row.seq}
        if row.seq != expected:
            yield Finding(where, "journal.found_gap", values | {"expected": expected})
        digest = line_hash(
            bytes(row.prev_hash), of, row.seq, row.id, row.scope, row.hlc, row.key_id, row.kind, bytes(row.body)
        )
        if digest != bytes(row.hash) or row.scope != scope:
            yield Finding(where, "journal.found_hash", values)
        elif bytes(row.prev_hash) != prev and row.seq == expected:
            yield Finding(where, "journal.found_link", values)
        prev, expected = bytes(row.hash), row.seq + 1


def _bodies(connection: Connection, wrapping: Wrapping) -> Iterator[Finding]:
    """Every body opens and is what its kind says.  A destroyed key is told once: erased as the record says, or just gone."""
    reader, on_record = Reader(connection, wrapping), set[UUID]()
    erased: dict[UUID, int] = {}
    for row in connection.execute(select(event).order_by(event.c.chain, event.c.seq)):
        try:
            entry = reader.entry(row)
            if entry is None:
                erased[row.key_id] = erased.get(row.key_id, 0) + 1
            elif isinstance(entry.fact, PersonErased):
                on_record |= {entry.fact.key, *(one.key for one in entry.fact.also)}
        except Unsealable:
            where = f"chain {row.chain} line {row.seq}"
            yield Finding(where, "journal.found_body", {"chain": row.chain, "seq": row.seq})
    for key_id, lines in erased.items():
        told = "journal.found_erased" if key_id in on_record else "journal.found_key_gone"
        yield Finding(f"key {key_id}", told, {"lines": lines}, is_harmless=key_id in on_record)


def _witnessed(connection: Connection, heads: tuple[Head, ...] | None) -> Iterator[Finding]:
    if heads is None:
        yield Finding(HEADS, "journal.found_no_witness", {})
        return
    for head in heads:
        query = select(event.c.hash).where(event.c.chain == head.chain, event.c.seq == head.seq)
        there = connection.scalar(query)
        if there is None or bytes(there) != head.hash:
            values = {"chain": head.chain, "seq": head.seq}
            yield Finding(f"chain {head.chain}", "journal.found_cut_off", values)


def _signed(connection: Connection, wrapping: Wrapping) -> Iterator[Finding]:
    """Every line that a signature names is there as it was signed; a chain that is gone altogether is named too."""
    reader, kind = Reader(connection, wrapping), str(SessionSigned.__struct_config__.tag)
    for row in connection.execute(select(event).where(event.c.kind == kind)):
        try:
            entry = reader.entry(row)
        except Unsealable:
            continue  # told among the bodies
        for head in entry.fact.heads if entry is not None and isinstance(entry.fact, SessionSigned) else ():
            there = connection.scalar(select(event.c.hash).where(event.c.chain == head.chain, event.c.seq == head.seq))
            if there is None or bytes(there).hex() != head.hash:
                values = {"chain": head.chain, "seq": head.seq}
                yield Finding(f"chain {head.chain}", "journal.found_signed", values)


def _losses(connection: Connection) -> Iterator[Finding]:
    for said in connection.scalars(select(local.c.value).where(local.c.key.startswith(LOSS))):
        yield Finding(RECORD, "journal.found_loss", json.loads(said))


def _projections(connection: Connection, wrapping: Wrapping) -> Iterator[Finding]:
    for table, rows in projections.differences(connection, wrapping).items():
        yield Finding(table, "journal.found_projection", {"table": table, "rows": rows})
    if rows := searching.differences(connection, wrapping):
        table = searching.spoken.name
        yield Finding(table, "journal.found_projection", {"table": table, "rows": rows})
