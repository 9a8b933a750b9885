"""Puts a release outside: into a folder under a name that says nothing, on paper, or nowhere for who reads it in the app."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

import msgspec

from facilitator_app.faults import Trouble
from facilitator_app.handoff.files import Laid, lay, unnamed
from facilitator_app.handoff.parcel import DOCUMENT, PAGE, TABLE, VISIT, Parcel
from facilitator_app.handoff.pdf import file_digest
from facilitator_app.handoff.sealing import ENDINGS, check_key, locked, password, sealed
from facilitator_app.handoff.sheet_pdf import has_printer, send_to_printer
from facilitator_app.record.handover import Whom
from facilitator_app.record.leave import Recipient
from facilitator_app.record.release import SEALED, How


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A release that is asked for: to whom (``recipient`` is their name, ``staff`` who of the team), how, where a file goes.

    ``secret`` is the recipient's age key, or a password that is known already; empty: one is made.
    """

    to: Recipient
    recipient: str
    how: How = How.LOCKED_PDF
    folder: Path | None = None
    secret: str = ""
    staff: UUID | None = None

    @property
    def whom(self) -> Whom:
        """Who it is for."""
        return Whom(to=self.to, name=self.recipient, staff=self.staff)


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """What leaves: the file, if there is one, its SHA-256, and the password it opens with (to be shown once).

    ``laid``: the closed file, beside its place, and ``page``: what goes to the printer, until the line of the release is on
    the record.
    """

    laid: Laid | None = None
    page: bytes | None = None
    digest: str = ""
    password: str = ""

    @property
    def path(self) -> Path | None:
        """Where the file is, once it arrived."""
        return self.laid.path if self.laid is not None else None

    def arrive(self) -> None:
        """Put the file in its place, or the page on paper.  Raises Trouble, and leaves nothing, when it cannot."""
        if self.laid is not None:
            self.laid.arrive()
        if self.page is not None and send_to_printer(self.page, "handoff") == "file":
            raise Trouble("release.no_printer")

    def take_back(self) -> None:
        """Remove the file again: what is not noted must not stay outside."""
        if self.laid is not None:
            self.laid.take_back()


def put(parcel: Parcel, wanted: Wanted) -> Left:
    """Make and close what is wanted, and write it beside its place: it is noted first, then it arrives or is printed.

    Raises Refusal for an unknown key and for what shows somebody else, Trouble when it cannot be written or there is no
    printer; then nothing is left behind.
    """
    if wanted.how is How.AGE_KEY:
        check_key(wanted.secret)
    if wanted.how is How.READ_HERE:
        return Left(digest=file_digest(parcel.page()))
    if wanted.how is How.PAPER:
        if not has_printer():
            raise Trouble("release.no_printer")
        page = parcel.page()
        return Left(digest=file_digest(page), page=page)
    return _written(parcel, wanted)


def held_in(parcel: Parcel, how: How) -> tuple[str, ...]:
    """What a release of this kind holds, by the names of its files."""
    if how not in SEALED:
        return (PAGE,)
    medical = (DOCUMENT, TABLE) if parcel.packet.medical else ()
    return (PAGE, *medical, *((VISIT,) if parcel.visit is not None else ()))


def _written(parcel: Parcel, wanted: Wanted) -> Left:
    made_at: datetime = parcel.made_at
    secret = wanted.secret or password()
    if wanted.how is How.LOCKED_PDF:
        made = locked(parcel.page(), secret)
    else:
        made = sealed(parcel.files(), wanted.how, secret, made_at)
    if wanted.folder is None:
        raise Trouble("export.cannot_write", folder="–")
    laid = lay(wanted.folder, unnamed("handoff", ENDINGS[wanted.how]), made)
    told = "" if wanted.how is How.AGE_KEY or wanted.secret else secret
    return Left(laid=laid, digest=file_digest(made), password=told)
