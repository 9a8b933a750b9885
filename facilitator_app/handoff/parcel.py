"""What one release holds, file by file, and the reading of every one of them before it may leave.

Knows what goes into a release and under which names; knows no folder, no seal and no screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID, uuid5

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.handoff import fhir, pdf
from facilitator_app.handoff.group import Group
from facilitator_app.handoff.guard import Find
from facilitator_app.handoff.invitation import invitation
from facilitator_app.handoff.packet import Packet
from facilitator_app.handoff.reading import text_of
from facilitator_app.handoff.table import table
from facilitator_app.record.history import History
from facilitator_app.record.state import SessionState
from facilitator_app.wording import Words

PAGE, DOCUMENT, TABLE, VISIT = "handoff.pdf", "handoff.fhir.json", "values.csv", "visit.ics"
"""The names of the files in a sealed one: a zip shows them to everybody, so they say nothing."""


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """The visit that the invitation is for: its lasting id, when, and whether it is booked."""

    id: UUID
    at: datetime
    booked: bool = False


def visit_of(history: History[SessionState], packet: Packet) -> Visit | None:
    """The visit after the session: as it is booked, else its earliest moment; None where neither is known."""
    booked = history.state.people[packet.participant].integration.booked
    at = booked.told.at if booked else packet.earliest
    if at is None:
        return None
    return Visit(id=uuid5(history.entries[0].scope, f"{packet.participant}/visit"), at=at, booked=booked is not None)


class Parcel(msgspec.Struct, frozen=True, kw_only=True):
    """All that the files of a release are made from.  ``before``: the document of the release that is corrected."""

    history: History[SessionState]
    packet: Packet
    signature: pdf.Signature | None
    group: Group
    passed: Mapping[str, int]
    words: Words
    made_at: datetime
    notes: pdf.Notes = pdf.Notes()
    before: fhir.Before | None = None
    visit: Visit | None = None

    def page(self) -> bytes:
        """The printed page, looked through as it really reads."""
        made = self._page(archival=False)
        self.look_through([text_of(made)])
        return made

    def document(self) -> bytes:
        """The FHIR document alone, looked through; refuses a packet without the medical part."""
        hold(self.group.unpassed(self.packet, self.passed))
        made = self._document()
        self.look_through(["\n".join(fhir.texts_in(made))])
        return made

    def invitation(self) -> bytes | None:
        """The invitation alone, looked through; None where no visit can be told of."""
        if self.visit is None:
            return None
        made = self._invitation(self.visit)
        self.look_through([made.decode("utf-8")])
        return made

    def files(self) -> Mapping[str, bytes]:
        """Every file of a sealed release by its name, each looked through, and the names with them."""
        files = {PAGE: self._page(archival=True)}
        texts = [text_of(files[PAGE])]
        if self.packet.medical:
            files[DOCUMENT] = self._document()
            files[TABLE] = table(self.packet, self.words, self.notes.notice, self.notes.statements)
            texts += ["\n".join(fhir.texts_in(files[DOCUMENT])), files[TABLE].decode("utf-8")]
        if self.visit is not None:
            files[VISIT] = self._invitation(self.visit)
            texts.append(files[VISIT].decode("utf-8"))
        self.look_through([*texts, *files])
        return files

    def _page(self, *, archival: bool) -> bytes:
        """The page; ``archival``: as PDF/A-2a, for a sealed file."""
        hold(self.group.unpassed(self.packet, self.passed))
        return pdf.render(self.packet, self.signature, self.words, self.made_at, notes=self.notes, archival=archival)

    def _invitation(self, visit: Visit) -> bytes:
        return invitation(visit.id, visit.at, self.words, self.made_at, booked=visit.booked)

    def _document(self) -> bytes:
        signer = _signer(self.signature)
        provider = _signer(self.notes.countersigned)
        told = (self.notes.notice, self.notes.statements)
        return fhir.bundle(self.history, self.packet, signer, self.words, self.made_at, self.before, provider, *told)

    def look_through(self, documents: Iterable[str]) -> None:
        """Refuse texts in which somebody else shows, beyond what was let through."""
        hold(self.group.in_documents(self.packet, documents, self.passed))


def _signer(signature: pdf.Signature | None) -> fhir.Signer | None:
    return fhir.Signer(name=signature.signer, at=signature.at, id=signature.staff) if signature else None


def hold(found: tuple[Find, ...]) -> None:
    """Refuse to go on while something shows somebody else."""
    if found:
        raise Refusal("guard.holds_names", field="sections", count=len(found))
