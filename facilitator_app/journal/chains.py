"""How entries become lines: chain, place, hybrid clock, seal, hash.  All that moves lives in the transaction until COMMIT.

A chain belongs to one scope, one device and one launch of the app, so that no copy of a file, however it came about, can
use a place twice.  Its first line follows a hash over what the chain is, the head of the device's chain before it included.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

import msgspec
from sqlalchemy import Connection, Select, insert, select

from facilitator_app.clock import Clock
from facilitator_app.faults import SPOILT, Refusal
from facilitator_app.journal.schema import chain as chain_table
from facilitator_app.journal.schema import event, sealing_key
from facilitator_app.journal.seal import Seal, Unsealable, Wrapping
from facilitator_app.journal.witness import Head
from facilitator_app.record import codec
from facilitator_app.record.entry import Entry, Stamp, new_id
from facilitator_app.record.history import written
from facilitator_app.record.room import ChainHead

LINE = (
    event.c.chain,
    event.c.seq,
    event.c.id,
    event.c.scope,
    event.c.hlc,
    event.c.kind,
    event.c.key_id,
    event.c.body,
)
"""What has to be read of a line to open it."""
FEW_KEYS = 32
"""Keys that are asked for one by one."""
_INSERT = insert(event)


def first_hash(chain: UUID, scope: UUID, device: UUID, launch: UUID, before: Head | None) -> bytes:
    """What the first line of a chain follows: a hash over the chain itself and the device's chain before it."""
    said = b"facilitator/chain/1" + chain.bytes + scope.bytes + device.bytes + launch.bytes
    if before is not None:
        said += before.chain.bytes + before.seq.to_bytes(8, "big") + before.hash
    return hashlib.sha256(said).digest()


def line_hash(
    prev: bytes, chain: UUID, seq: int, line: UUID, scope: UUID, hlc: int, key_id: UUID, kind: str, body: bytes
) -> bytes:
    """SHA-256 over the line as it is stored, body sealed, and the hash of the line before it."""
    place = prev + chain.bytes + seq.to_bytes(8, "big") + line.bytes + scope.bytes + hlc.to_bytes(8, "big")
    return hashlib.sha256(place + key_id.bytes + kind.encode() + b"\0" + body).digest()


@dataclass
class Launch:
    """What this launch of the app has committed: heads by scope, seals by subject, the newest chain, the hybrid clock."""

    clinic_scope: UUID
    device: UUID
    launch: UUID
    wrapping: Wrapping
    clock: Clock
    newest: Head | None = None
    hlc: int = 0
    heads: dict[UUID, Head] = field(default_factory=dict)
    seals: dict[UUID, Seal] = field(default_factory=dict)

    def recall(self, connection: Connection) -> None:
        """Take up where the device's launch before this one ended: its newest chain, and its hybrid clock."""
        mine = select(chain_table).where(chain_table.c.device == self.device)
        last = connection.execute(mine.order_by(chain_table.c.place.desc()).limit(1)).first()
        if last is None:
            return
        self.newest = head_of(connection, last.chain)
        for one in connection.execute(mine.where(chain_table.c.launch == last.launch)).all():
            newest = select(event.c.hlc).where(event.c.chain == one.chain).order_by(event.c.seq.desc()).limit(1)
            self.hlc = max(self.hlc, connection.scalar(newest) or 0)

    def tick(self) -> int:
        """The next moment of the hybrid clock: milliseconds << 16 | counter, never one given before."""
        milliseconds = int(self.clock.now().timestamp() * 1000)
        self.hlc = max(self.hlc + 1, milliseconds << 16)
        return self.hlc


def head_of(connection: Connection, chain: UUID) -> Head | None:
    """The head of a chain as the file has it, or None for a chain without a line."""
    query = select(event.c.seq, event.c.hash).where(event.c.chain == chain).order_by(event.c.seq.desc()).limit(1)
    row = connection.execute(query).first()
    return None if row is None else Head(chain, row.seq, bytes(row.hash))


def heads_of(connection: Connection, scope: UUID) -> tuple[ChainHead, ...]:
    """The heads of a scope's chains, as a signature names them."""
    mine = select(chain_table.c.chain).where(chain_table.c.scope == scope).order_by(chain_table.c.place)
    found = (head_of(connection, one) for one in connection.scalars(mine).all())
    return tuple(ChainHead(chain=head.chain, seq=head.seq, hash=head.hash.hex()) for head in found if head is not None)


class Transaction:
    """One transaction on the file.  What it moved is published to the launch after COMMIT, and forgotten otherwise."""

    def __init__(self, connection: Connection, launch: Launch) -> None:
        self.connection = connection
        self._launch = launch
        self._heads: dict[UUID, Head] = {}
        self._seals: dict[UUID, Seal] = {}
        self._forgotten: list[UUID] = []
        self._newest = launch.newest

    @property
    def heads(self) -> tuple[Head, ...]:
        """The heads that this transaction moved."""
        return tuple(self._heads.values())

    def publish(self) -> None:
        """After COMMIT: what this transaction moved is what the next one starts from."""
        self._launch.heads.update(self._heads)
        self._launch.seals.update(self._seals)
        for subject in self._forgotten:
            self._launch.seals.pop(subject, None)
        self._launch.newest = self._newest

    def append(self, entries: Sequence[Entry]) -> tuple[Entry, ...]:
        """Write the lines; the entries come back with their stamps."""
        rows = []
        stamped = []
        for entry in entries:
            row, stamp = self._line(entry)
            rows.append(row)
            stamped.append(msgspec.structs.replace(entry, stamp=stamp))
        if rows:
            self.connection.execute(_INSERT, rows)
        return tuple(stamped)

    def forget(self, subject: UUID) -> bool:
        """Destroy the subject's key; whether there was one."""
        self._forgotten.append(subject)
        self._seals.pop(subject, None)
        gone = self.connection.execute(sealing_key.delete().where(sealing_key.c.subject == subject))
        return gone.rowcount > 0

    def _line(self, entry: Entry) -> tuple[dict[str, object], Stamp]:
        head = self._head(entry.scope)
        seal = self._seal(entry.participant or self._launch.clinic_scope)
        chain, seq, hlc = head.chain, head.seq + 1, self._launch.tick()
        body = seal.seal(codec.encode(entry), entry.id, chain, seq)
        kind = entry.kind
        digest = line_hash(head.hash, chain, seq, entry.id, entry.scope, hlc, seal.key_id, kind, body)
        moved = Head(chain, seq, digest)
        self._heads[entry.scope] = moved
        if self._newest is not None and self._newest.chain == chain:
            self._newest = moved
        row = {
            "chain": chain, "seq": seq, "id": entry.id, "scope": entry.scope, "hlc": hlc, "kind": kind,
            "key_id": seal.key_id, "body": body, "prev_hash": head.hash, "hash": digest,
        }  # fmt: skip
        return row, Stamp(hlc=hlc, chain=chain, seq=seq)

    def _head(self, scope: UUID) -> Head:
        head = self._heads.get(scope) or self._launch.heads.get(scope)
        if head is not None:
            return head
        launch, before = self._launch, self._newest
        chain = new_id(launch.clock.now())
        self.connection.execute(
            insert(chain_table),
            {
                "chain": chain, "scope": scope, "device": launch.device, "launch": launch.launch,
                "prev_chain": before.chain if before else None, "prev_seq": before.seq if before else 0,
                "prev_head": before.hash if before else None,
            },
        )  # fmt: skip
        head = Head(chain, 0, first_hash(chain, scope, launch.device, launch.launch, before))
        self._heads[scope] = self._newest = head
        return head

    def _kept_seal(self, subject: UUID) -> Seal | None:
        """The subject's key as the file has it, or None."""
        row = self.connection.execute(select(sealing_key).where(sealing_key.c.subject == subject)).first()
        return None if row is None else self._launch.wrapping.unwrap(row.key_id, row.subject, row.wrapped)

    def _seal(self, subject: UUID) -> Seal:
        seal = self._seals.get(subject) or self._launch.seals.get(subject)
        if seal is None or subject in self._forgotten:
            seal = self._seals[subject] = self._kept_seal(subject) or self._new_seal(subject)
        return seal

    def _new_seal(self, subject: UUID) -> Seal:
        seal, wrapped = self._launch.wrapping.make(subject)
        values = {"key_id": seal.key_id, "subject": subject, "wrapped": wrapped}
        self.connection.execute(insert(sealing_key), values)
        return seal


class Line(Protocol):
    """A row of ``event``."""

    @property
    def chain(self) -> UUID: ...
    @property
    def seq(self) -> int: ...
    @property
    def id(self) -> UUID: ...
    @property
    def scope(self) -> UUID: ...
    @property
    def hlc(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def key_id(self) -> UUID: ...
    @property
    def body(self) -> bytes: ...


class Wrapped(Protocol):
    """A row of ``sealing_key``."""

    @property
    def key_id(self) -> UUID: ...
    @property
    def subject(self) -> UUID: ...
    @property
    def wrapped(self) -> bytes: ...


class Reader:
    """Reads lines back: unseals and decodes.  Holds no key longer than one reading."""

    def __init__(self, connection: Connection, wrapping: Wrapping) -> None:
        self._connection = connection
        self._wrapping = wrapping
        self._seals: dict[UUID, Seal | None] = {}
        self._wrapped: dict[UUID, Wrapped] | None = None

    def seal(self, key_id: UUID) -> Seal | None:
        """The seal of that id, or None when its key was destroyed.  Raises Unsealable when the key itself is altered."""
        if key_id not in self._seals:
            row = self._key(key_id)
            self._seals[key_id] = (
                None if row is None else self._wrapping.unwrap(row.key_id, row.subject, bytes(row.wrapped))
            )
        return self._seals[key_id]

    def _key(self, key_id: UUID) -> Wrapped | None:
        """The key as the file has it; who reads of many people has all of them at hand, still wrapped."""
        # to ask for each of thousands took longer than to open all their lines
        if self._wrapped is None and len(self._seals) >= FEW_KEYS:
            self._wrapped = {row.key_id: row for row in self._connection.execute(select(sealing_key))}
        at_hand = self._wrapped.pop(key_id, None) if self._wrapped is not None else None
        return at_hand or self._connection.execute(select(sealing_key).where(sealing_key.c.key_id == key_id)).first()

    def entries(self, lines: Select[Any]) -> tuple[Entry, ...]:
        """The entries of ``lines`` (with the columns of ``LINE``) in the order of writing, without those of erased people.

        Raises what ``entry`` raises.
        """
        found = (entry for entry in map(self.entry, self._connection.execute(lines)) if entry is not None)
        return tuple(sorted(found, key=written))

    def entry(self, row: Line) -> Entry | None:
        """The entry of a line, or None when the person it is about was erased.

        Raises Unsealable when the body does not open or is not what its kind says.
        """
        seal = self.seal(row.key_id)
        if seal is None:
            return None
        body = seal.open(bytes(row.body), row.id, row.chain, row.seq)
        stamp = Stamp(hlc=row.hlc, chain=row.chain, seq=row.seq)
        try:
            return codec.decode(body, kind=row.kind, id=row.id, scope=row.scope, stamp=stamp)
        except (*SPOILT, Refusal) as fault:
            raise Unsealable from fault
