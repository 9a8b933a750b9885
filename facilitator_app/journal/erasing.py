"""Taking a whole person out of the file: key, words, projections and drafts in one transaction; what holds them stays hashed.

Knows tables; who may ask for it, and why, is for others to settle.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, delete, func, or_, select

from facilitator_app.journal import erased, projections, searching
from facilitator_app.journal.chains import Transaction
from facilitator_app.journal.schema import draft, event, sealing_key
from facilitator_app.journal.seal import Seal, Wrapping


@dataclass(frozen=True, slots=True)
class Held:
    """What the file holds of a person: the id of their key, in which scopes, and how many lines it opens.

    ``proof`` is what only that key can say of its end.
    """

    key: UUID
    proof: str
    scopes: tuple[UUID, ...]
    lines: int


def held(connection: Connection, wrapping: Wrapping, subject: UUID) -> Held | None:
    """What there is of a person, or None when there is nothing or it was erased.  Reads every line's key."""
    row = connection.execute(select(sealing_key).where(sealing_key.c.subject == subject)).first()
    if row is None:
        return None
    proof = wrapping.unwrap(row.key_id, subject, bytes(row.wrapped)).farewell(subject).hex()
    counted = select(event.c.scope, func.count().label("lines")).where(event.c.key_id == row.key_id)
    rows = connection.execute(counted.group_by(event.c.scope)).all()
    return Held(row.key_id, proof, tuple(one.scope for one in rows), sum(one.lines for one in rows))


def erase(transaction: Transaction, subject: UUID) -> None:
    """Destroy a person's key with all that was worked out of their lines or half-typed about them."""
    connection = transaction.connection
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
