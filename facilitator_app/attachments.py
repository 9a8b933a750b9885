"""Keeping pages with the line that names them, and reading them again.  Knows no SQL, no Qt, and no file they came from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol
from uuid import UUID

from facilitator_app.clinic import Clinic
from facilitator_app.record.attachments import Attached, attached, page_lines, pages_of
from facilitator_app.record.entry import Entry, Fact, Part, new_id


class Lines(Protocol):
    """What is asked of the record on disk."""

    async def entries(self, scope: UUID) -> tuple[Entry, ...]:
        """Every readable line of a scope."""
        ...


async def keep(clinic: Clinic, person: UUID, pages: Sequence[bytes], naming: Callable[[Attached], Fact]) -> Entry:
    """Write the line that names the pages and the pages themselves, all or none; returns the line.

    Raises Refusal when there are none, too many or too large ones, or when the line may not be written.
    """
    told, lines = kept(clinic, person, pages)
    return (await clinic.write([Part(fact=naming(told), about=person)], along=lines))[0]


def kept(clinic: Clinic, person: UUID, pages: Sequence[bytes]) -> tuple[Attached, tuple[Entry, ...]]:
    """What a line says of pages about a person, and the lines they stand in, which are written along with it."""
    now = clinic.now
    told = attached(new_id(now), pages)
    by = clinic.at_screen.id if clinic.at_screen else None
    return told, page_lines(told, pages, person, now, by, [new_id(now) for _ in pages])


async def read(journal: Lines, told: Attached) -> tuple[bytes, ...]:
    """The pages as they were kept.  Raises Trouble attachments.not_whole when they are not, or not any more."""
    return pages_of(told, await journal.entries(told.id))
