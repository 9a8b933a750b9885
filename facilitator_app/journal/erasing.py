"""Taking a whole person out of the file: key, words, projections and drafts in one transaction; what holds them stays hashed.

Knows tables; who may ask for it, and why, is for others to settle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, delete, func, or_, select

from facilitator_app.journal import erased, projections, searching
from facilitator_app.journal.chains import Transaction
from facilitator_app.journal.schema import draft, event, sealing_key
from facilitator_app.journal.seal import Seal, Wrapping
from facilitator_app.record.retention import AlsoErased


@dataclass(frozen=True, slots=True)
class Held:
    """What the file holds of a person: the id of their key, in which scopes, and how many lines it opens.

    ``proof`` is what only that key can say of its end.  ``also``: the other entries of the same person, each with its key
    and its proof.
    """

    key: UUID
    proof: str
    scopes: tuple[UUID, ...]
    lines: int
    also: tuple[AlsoErased, ...] = ()


def held(connection: Connection, wrapping: Wrapping, subjects: Sequence[UUID]) -> Held | None:
    """What there is of a person, who has one entry or more; None when there is nothing or it was erased.

    Reads every line's key.
    """
    found = {
        row.subject: row for row in connection.execute(select(sealing_key).where(sealing_key.c.subject.in_(subjects)))
    }
    there = [
        AlsoErased(
            person=one, key=row.key_id, proof=wrapping.unwrap(row.key_id, one, bytes(row.wrapped)).farewell(one).hex()
        )
        for one in subjects
        if (row := found.get(one)) is not None
    ]
    if not there:
        return None
    counted = select(event.c.scope, func.count().label("lines")).where(event.c.key_id.in_([one.key for one in there]))
    rows = connection.execute(counted.group_by(event.c.scope)).all()
    scopes, lines = tuple(one.scope for one in rows), sum(one.lines for one in rows)
    return Held(there[0].key, there[0].proof, scopes, lines, tuple(there[1:]))


def erase(transaction: Transaction, subjects: Sequence[UUID]) -> None:
    """Destroy a person's key, of each entry, with all that was worked out of their lines or half-typed about them."""
    connection = transaction.connection
    for subject in subjects:
        projections.purge(connection, subject)
        searching.purge(connection, subject)
        about = f"%{subject}%"
        connection.execute(delete(draft).where(or_(draft.c.key.like(about), draft.c.text.like(about))))
        transaction.forget(subject)


def brought_back(connection: Connection, folder: Path, wrapping: Wrapping) -> tuple[UUID, ...]:
    """The people who were erased and whom this file has again: it is a copy from before, or the erasing was cut off."""
    gones = erased.read(folder).gone
    if not gones:
        return ()
    keys = [one.key for one in gones]
    rows = connection.execute(select(sealing_key).where(sealing_key.c.key_id.in_(keys))).all()
    seals: list[tuple[UUID, Seal]] = [
        (row.subject, wrapping.unwrap(row.key_id, row.subject, bytes(row.wrapped))) for row in rows
    ]
    return erased.still_here(gones, seals)
