"""The list beside the record of who was erased: a copy from before the erasure does not bring them back.

Ids, moments and proofs only.  A proof is a MAC by the destroyed key itself: only who had that key can have written it, it
says nothing without the key, and it holds whatever becomes of the data key.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

import msgspec

from facilitator_app.faults import SPOILT
from facilitator_app.journal.seal import Seal
from facilitator_app.journal.troubles import told_as
from facilitator_app.journal.witness import put_whole

ERASED = "record.erased"


class Gone(msgspec.Struct, frozen=True):
    """One who was erased: the subject, the key that was destroyed and its proof, and when."""

    subject: UUID
    key: UUID
    proof: bytes
    at: datetime


class Gones(msgspec.Struct, frozen=True):
    """The whole list; ``keys_changed``: when the data key was changed, after which older copies are not to stay either."""

    gone: tuple[Gone, ...] = ()
    keys_changed: tuple[datetime, ...] = ()

    @property
    def moments(self) -> tuple[datetime, ...]:
        """All that copies from before are not to outlive."""
        return tuple(sorted((*(one.at for one in self.gone), *self.keys_changed)))


def read(folder: Path) -> Gones:
    """The list in ``folder``; what cannot be read says nothing."""
    try:
        return msgspec.json.decode((folder / ERASED).read_bytes(), type=Gones)
    except (OSError, *SPOILT):
        return Gones()


def write(folder: Path, gones: Gones) -> None:
    """Put the list in its place, whole, kept by the drive.  Raises Trouble journal.not_saved or journal.disk_full."""
    with told_as("journal.not_saved"):
        put_whole(folder / ERASED, msgspec.json.format(msgspec.json.encode(gones), indent=1))


def add(folder: Path, gone: Iterable[Gone]) -> None:
    """More of them; who is known already stays as they are."""
    known = read(folder)
    more = {one.key: one for one in gone} | {one.key: one for one in known.gone}
    if len(more) > len(known.gone):
        write(folder, msgspec.structs.replace(known, gone=tuple(more.values())))


def merge(folder: Path, others: Iterable[Path]) -> None:
    """Let the list in ``folder`` know what the lists in the others know."""
    known = read(folder)
    lists = [read(other) for other in others]
    gone = {one.key: one for gones in (known, *lists) for one in gones.gone}
    changed = {moment for gones in (known, *lists) for moment in gones.keys_changed}
    now = Gones(tuple(gone.values()), tuple(sorted(changed)))
    if now != known:
        write(folder, now)


def is_proved(one: Gone, seal: Seal) -> bool:
    """Whether the entry was made by who had the key."""
    return one.key == seal.key_id and hmac.compare_digest(one.proof, seal.farewell(one.subject))


def still_here(gones: Sequence[Gone], seals: Iterable[tuple[UUID, Seal]]) -> tuple[UUID, ...]:
    """The subjects that were erased and whose key a file still has."""
    by_key = {one.key: one for one in gones}
    return tuple(
        subject
        for subject, seal in seals
        if (one := by_key.get(seal.key_id)) is not None and one.subject == subject and is_proved(one, seal)
    )
