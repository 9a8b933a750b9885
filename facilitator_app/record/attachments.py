"""What was taken from a file and is kept with somebody's lines: the pages of a paper, and a person's picture.  Pure.

The pages stand each in a line of a scope of their own, so that neither the clinic nor a session reads them when it opens;
the line that names them says what they are.  Knows nothing of files or of how a picture is drawn (docs/adr/0020).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal, Trouble
from facilitator_app.record.entry import Entry, Fact, utc

MOST_PAGES = 20
"""Pages of one paper."""
LARGEST = 5 * 1024 * 1024
"""Bytes of all pages of one attachment."""
LARGEST_PICTURE = 256 * 1024
"""Bytes of a person's picture."""
JPEG = b"\xff\xd8\xff"
"""How a picture that is kept begins."""


class Attached(msgspec.Struct, frozen=True, kw_only=True):
    """What a line says of pages that are kept: the scope they stand in, how many, how large, and their SHA-256."""

    id: UUID
    pages: int
    size: int
    digest: str

    def __post_init__(self) -> None:
        """Refuse what no attachment is."""
        if not 1 <= self.pages <= MOST_PAGES:
            raise Refusal("attachments.pages", field="file", most=MOST_PAGES)
        if not 1 <= self.size <= LARGEST:
            raise Refusal("attachments.too_large", field="file", most=LARGEST // (1024 * 1024))
        if len(self.digest) != 64:
            raise Refusal("attachments.no_digest", field="file")


class PageKept(Fact, frozen=True, kw_only=True, tag="page_kept/1"):
    """Page ``number`` of ``of``, as a JPEG, in the scope of its attachment."""

    number: int
    of: int
    jpeg: bytes

    def __post_init__(self) -> None:
        """Refuse what is no picture, and a page beyond the last."""
        if not self.jpeg.startswith(JPEG) or len(self.jpeg) > LARGEST:
            raise Refusal("attachments.no_picture", field="file")
        if not 1 <= self.number <= self.of <= MOST_PAGES:
            raise Refusal("attachments.pages", field="file", most=MOST_PAGES)


class PictureKept(Fact, frozen=True, kw_only=True, tag="picture_kept/1"):
    """How the entry's participant looks, so that who they are can be told before a medicine is given."""

    picture: Attached

    def __post_init__(self) -> None:
        """Refuse more than one picture, and a large one."""
        if self.picture.pages != 1 or self.picture.size > LARGEST_PICTURE:
            raise Refusal("attachments.picture_size", field="file")


def attached(id: UUID, pages: Sequence[bytes]) -> Attached:
    """What is said of pages, in their order.  Refuses none, too many and too large ones."""
    digest = hashlib.sha256(b"".join(hashlib.sha256(page).digest() for page in pages)).hexdigest()
    return Attached(id=id, pages=len(pages), size=sum(map(len, pages)), digest=digest)


def page_lines(
    told: Attached, pages: Sequence[bytes], person: UUID, now: datetime, by: UUID | None, ids: Sequence[UUID]
) -> tuple[Entry, ...]:
    """The lines in which the pages are kept, each under its id of ``ids``; sealed with what is about ``person``."""
    return tuple(
        Entry(
            id=id,
            scope=told.id,
            observed_at=utc(now),
            recorded_at=utc(now),
            fact=PageKept(number=number, of=told.pages, jpeg=page),
            done_by=by,
            recorded_by=by,
            participant=person,
        )
        for number, (page, id) in enumerate(zip(pages, ids, strict=True), 1)
    )


def pages_of(told: Attached, lines: Iterable[Entry]) -> tuple[bytes, ...]:
    """The pages in their order.  Raises Trouble attachments.not_whole when they are not what the line says of them."""
    kept = sorted((line.fact for line in lines if isinstance(line.fact, PageKept)), key=lambda page: page.number)
    pages = tuple(page.jpeg for page in kept)
    try:
        whole = attached(told.id, pages) == told
    except Refusal:  # none are there, or more than there can be
        whole = False
    if not whole:
        raise Trouble("attachments.not_whole")
    return pages


def picture_of(about: Iterable[Entry]) -> Entry | None:
    """The line of the picture that somebody has now, of the standing lines about them, or None."""
    return next((line for line in reversed(tuple(about)) if isinstance(line.fact, PictureKept)), None)
