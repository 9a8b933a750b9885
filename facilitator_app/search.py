"""Lines that are looked for: which of a session's rows fit what was typed and what is shown, and the words around a find.

Pure.  The search over all sessions is the journal's, by the same reading of what was typed (``record.findable``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from facilitator_app.lanes import Row
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.entry import Entry
from facilitator_app.record.findable import Asked, words_in
from facilitator_app.record.names import called_in_clinic
from facilitator_app.wording import Words, describe, kind_name

AROUND = 48
"""Letters to both sides of the first word that fits."""


class Sieve(msgspec.Struct, frozen=True, kw_only=True):
    """What is left out: people, kinds (as the screen calls them) and who wrote."""

    people: frozenset[UUID] = frozenset()
    kinds: frozenset[str] = frozenset()
    writers: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Whether any kind or writer is left out."""
        return bool(self.kinds or self.writers)

    def lets(self, row: Row, kind: str) -> bool:
        """Whether a row is shown."""
        return row.participant not in self.people and kind not in self.kinds and row.written_by not in self.writers


class Find(msgspec.Struct, frozen=True, kw_only=True):
    """A line that fits: where it is, and the words around."""

    entry: UUID
    session: UUID
    title: str
    at: datetime
    who: str
    kind: str
    told: str


def in_rows(rows: Iterable[Row], asked: Asked, names: Mapping[UUID, str]) -> Iterator[Row]:
    """The rows in whose kind, words or person's name it stands; withdrawn ones too, which the review shows as such."""
    for row in rows:
        name = names.get(row.participant, "") if row.participant else ""
        if asked.fits(words_in(f"{row.kind} {row.text} {name}")):
            yield row


def finds_of(lines: Sequence[Entry], asked: Asked, clinic: ClinicState, words: Words) -> list[Find]:
    """Lines of any session as they are told to who searched; two people of one name are told apart."""
    names = called_in_clinic({line.participant for line in lines if line.participant}, clinic.participants)
    return [_find_of(line, asked, clinic, words, names) for line in lines]


def _find_of(entry: Entry, asked: Asked, clinic: ClinicState, words: Words, names: Mapping[UUID, str]) -> Find:
    session = clinic.sessions.get(entry.scope)
    return Find(
        entry=entry.id,
        session=entry.scope,
        title=session.title if session else "",
        at=entry.observed_at,
        who=names.get(entry.participant, "") if entry.participant else "",
        kind=kind_name(entry.fact, words),
        told=excerpt(describe(entry.fact, words), asked),
    )


def excerpt(text: str, asked: Asked) -> str:
    """The text in one line, cut to the words around the first that fits."""
    line = " ".join(text.split())
    if len(line) <= 3 * AROUND:
        return line
    starts = (*asked.beginnings, *(phrase[0] for phrase in asked.phrases))
    place = 0
    for word in line.split():
        if any(part.startswith(start) for part in words_in(word) for start in starts):
            break
        place += len(word) + 1
    else:
        place = 0
    begin, end = max(0, place - AROUND), place + 2 * AROUND
    begin = line.rfind(" ", 0, begin) + 1 if begin else 0
    return ("… " if begin else "") + line[begin:end].rstrip() + (" …" if end < len(line) else "")
