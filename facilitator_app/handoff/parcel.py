"""What one release holds, file by file, and the reading of every one of them before it may leave.

Knows what goes into a release and under which names; knows no folder, no seal and no screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.handoff import fhir, pdf
from facilitator_app.handoff.group import Group
from facilitator_app.handoff.guard import Find, unpassed
from facilitator_app.handoff.invitation import invitation
from facilitator_app.handoff.packet import Packet
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


class Parcel(msgspec.Struct, frozen=True, kw_only=True):
    """All that the files of a release are made from.  ``before``: the document of the release that is corrected."""

    history: History[SessionState]
    packet: Packet
    signature: pdf.Signature | None
    group: Group
    passed: frozenset[str]
    words: Words
    made_at: datetime
    notes: pdf.Notes = pdf.Notes()
    before: fhir.Before | None = None
    visit: Visit | None = None

    def page(self, *, archival: bool = False) -> bytes:
        """The printed page, looked through as it really reads.  ``archival``: as PDF/A-2a, for a sealed file."""
        hold(unpassed(self.group.in_packet(self.packet), self.passed))
        made = pdf.render(self.packet, self.signature, self.words, self.made_at, notes=self.notes, archival=archival)
        self.look_through([pdf.extract_text(made)])
        return made

    def files(self) -> Mapping[str, bytes]:
        """Every file of a sealed release by its name, each looked through."""
        files = {PAGE: self.page(archival=True)}
        if self.packet.medical:
            files[DOCUMENT] = self.document()
            files[TABLE] = table(self.packet, self.words)
            self.look_through([files[TABLE].decode("utf-8")])
        if self.visit is not None:
            visit = self.visit
            files[VISIT] = invitation(visit.id, visit.at, self.words, self.made_at, booked=visit.booked)
            self.look_through([files[VISIT].decode("utf-8")])
        self.look_through(files)
        return files

    def document(self) -> bytes:
        """The FHIR document, looked through."""
        signer = fhir.Signer(
            name=self.signature.signer if self.signature else "",
            at=self.signature.at if self.signature else self.made_at,
        )
        made = fhir.bundle(self.history, self.packet, signer, self.words, self.made_at, self.before)
        self.look_through(["\n".join(fhir.texts_in(made))])
        return made

    def look_through(self, documents: Iterable[str]) -> None:
        """Refuse texts in which somebody else shows, beyond what was let through."""
        for text in documents:
            hold(self.group.in_document(self.packet, text, self.passed))


def hold(found: tuple[Find, ...]) -> None:
    """Refuse to go on while something shows somebody else."""
    if found:
        raise Refusal("guard.holds_names", field="sections", count=len(found))
