"""The handoff on paper: a packet as a tagged PDF.  Title, metadata and file name carry no names."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app.handoff.curve import draw
from facilitator_app.handoff.figures import DoseLine, VitalsLine
from facilitator_app.handoff.glyphs import printable
from facilitator_app.handoff.packet import SECTIONS, Packet, digest
from facilitator_app.handoff.reading import pages_of
from facilitator_app.handoff.typeset import typeset
from facilitator_app.record.roles import Role
from facilitator_app.record.vitals import Measure, VitalsTaken
from facilitator_app.wording import Words, figure, pressure

_LONGEST_HEADING = 60
_LONG = 36
"""Checks and lines of the account of which two pages are certain: setting them wider first would be for nothing."""
_TIMED = re.compile(r"(\d\d:\d\d) (?:\(([^()]{1,16})\) )?(.*)", re.DOTALL)


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """Who signed, in which role, when and what the signature means (21 CFR 11.50 asks for these on every copy).

    ``staff`` is who of the team it was; ``instead_of`` the session's lead, where somebody else signed in their place.
    """

    signer: str
    role: Role
    at: datetime
    meaning: str
    staff: UUID | None = None
    instead_of: str = ""


class Notes(msgspec.Struct, frozen=True, kw_only=True):
    """What a release says besides the packet: in whose place it stands and what changed since, and the clinic's notice.

    ``countersigned`` is the provider's signature under the medical part.  ``statements``: corrections that the person asked
    for, with their answer or the person's disagreement.
    """

    correction: str = ""
    changes: tuple[str, ...] = ()
    countersigned: Signature | None = None
    notice: str = ""
    statements: tuple[str, ...] = ()


def render(
    packet: Packet,
    signature: Signature | None,
    words: Words,
    made_at: datetime,
    *,
    notes: Notes | None = None,
    archival: bool = False,
) -> bytes:
    """The packet as a PDF/UA-1 file, or ``archival`` as PDF/A-2a, tagged alike.

    Without a signature it says on every page that it is a draft.  It is set closer where it is long, or that saves a page.

    Raises Trouble when the setting program fails.
    """
    notes = notes or Notes()
    page = _page(packet, signature, words) | msgspec.to_builtins(_printable(notes))
    page["countersigned"] = _stands_for(packet, notes.countersigned, words)
    closer = page | {"closer": True}
    if len(packet.vitals) + packet.sections.get("account", "").count("\n") > _LONG:
        return typeset("packet.typ", closer, made_at, archival=archival)
    made = typeset("packet.typ", page, made_at, archival=archival)
    if (pages := pages_of(made)) == 1:
        return made
    less = typeset("packet.typ", closer, made_at, archival=archival)
    return less if pages_of(less) < pages else made


def file_digest(pdf: bytes) -> str:
    """SHA-256 of the file, in hexadecimal."""
    return hashlib.sha256(pdf).hexdigest()


def _page(packet: Packet, signature: Signature | None, words: Words) -> dict[str, object]:
    """All that the template prints, in words."""
    said, header = words.render, packet.header
    curve = draw(packet, words)
    integration = _blocks(packet.sections.get("integration", ""))
    joined = len(integration) == 1 and integration[0]["kind"] == "text"
    return {
        "paper": "us-letter" if header.zone.startswith("America/") else "a4",
        "lang": said("print.lang"),
        "title": said("print.title"),
        "name": printable(header.name),
        "clinic": printable(header.clinic),
        "facts": _facts(packet, words),
        "earliest_name": said("print.earliest_name"),
        "earliest": _as_planned(_earliest(packet, words), integration[0]["text"], words)
        if joined
        else _earliest(packet, words),
        "planned": [] if joined else integration,
        "not_booked": said("print.not_booked"),
        "apart": said("print.interpretation_note"),
        "running": _running(packet),
        "sections": {key: _section(key, packet, words) for key in SECTIONS},
        "medical_kept": "" if packet.medical else said("print.medical_kept"),
        "kept": said("print.quotes_kept", count=packet.quotes_kept) if packet.quotes_kept else "",
        "vitals": _vitals_table(packet, words),
        "doses": _doses_table(packet, words),
        "curve": curve,
        "curve_alt": _alternative(packet, words) if curve else "",
        "signature": _signed(packet, signature, words),
        "statements_name": said("print.statements"),
        "draft": "" if signature else said("print.draft"),
        "page": said("print.page"),
        "of": said("print.of"),
        "confidential": said("print.confidential"),
    }


def _section(key: str, packet: Packet, words: Words) -> dict[str, object]:
    blocks = _blocks(packet.sections.get(key, ""))
    return {"title": words.render(f"section.{key}"), "blocks": blocks, "empty": words.render("print.nothing")}


def _printable(notes: Notes) -> Notes:
    return Notes(
        correction=printable(notes.correction),
        changes=tuple(printable(change) for change in notes.changes),
        notice=printable(notes.notice),
        statements=tuple(printable(statement) for statement in notes.statements),
    )


def _vitals_table(packet: Packet, words: Words) -> dict[str, object]:
    said = words.render
    return {
        "title": said("section.vitals"),
        "head": [said(f"print.column_{name}") for name in ("time", "since", "hr", "bp", "spo2", "br", "t", "remarks")],
        "rows": [_vitals(line, words) for line in packet.vitals],
        "baseline": [line.is_baseline for line in packet.vitals],
        "empty": said("print.no_vitals"),
        "last": said("print.last_values", values=packet.last_values) if packet.last_values else "",
        "note": said("print.vitals_note"),
    }


def _doses_table(packet: Packet, words: Words) -> dict[str, object]:
    said = words.render
    return {
        "title": said("section.doses"),
        "head": [said(f"print.column_{name}") for name in ("time", "since", "dose", "remarks")],
        "rows": [_dose(line) for line in packet.doses],
        "empty": said("print.no_doses"),
    }


def _alternative(packet: Packet, words: Words) -> str:
    first, last = packet.vitals[0].at, packet.vitals[-1].at
    return words.render("print.curve_alt", zone=ZoneInfo(packet.header.zone), first=first, last=last)


def _facts(packet: Packet, words: Words) -> list[list[str]]:
    header, zone = packet.header, ZoneInfo(packet.header.zone)
    began = words.render("print.date", zone=zone, at=header.began)
    until = words.render("print.until", zone=zone, at=header.left) if header.left else ""
    facts = (
        ("legal_name", header.legal_name if header.legal_name != header.name else ""),
        ("born", header.birth_date),
        ("pronouns", header.pronouns),
        ("session", f"{began}{until}, {header.zone}"),
        ("programme", header.programme),
        ("lead", header.lead),
    )
    return [[words.render(f"print.fact_{name}"), printable(value)] for name, value in facts if value]


def _earliest(packet: Packet, words: Words) -> str:
    if packet.gap_hours is None:
        return words.render("print.earliest_unset")
    if packet.earliest is None:
        return words.render("print.earliest_later", hours=packet.gap_hours)
    zone = ZoneInfo(packet.header.zone)
    return words.render(
        "print.earliest", zone=zone, at=packet.earliest, name=packet.header.zone, hours=packet.gap_hours
    )


def _as_planned(earliest: str, integration: str, words: Words) -> str:
    """When and how in one sentence: a single word on a line of its own reads as lost."""
    return words.render("print.earliest_as", earliest=earliest, integration=integration)


def _running(packet: Packet) -> str:
    """Whose page it is, on every page: a page that is laid aside must not be taken for another's."""
    header = packet.header
    return " · ".join(printable(part) for part in (header.name, header.birth_date, header.clinic) if part)


def _signed(packet: Packet, signature: Signature | None, words: Words) -> list[str]:
    if signature is None:
        return []
    return [*_by(packet, signature, "print.signed", words), words.render("print.digest", digest=digest(packet)[:16])]


def _stands_for(packet: Packet, signature: Signature | None, words: Words) -> list[str]:
    """The provider's signature under the medical part."""
    return _by(packet, signature, "print.countersigned", words) if signature else []


def _by(packet: Packet, signature: Signature, key: str, words: Words) -> list[str]:
    zone, signer = ZoneInfo(packet.header.zone), printable(signature.signer)
    signed = words.render(key, zone=zone, signer=signer, role=signature.role, at=signature.at, name=packet.header.zone)
    instead = words.render("print.instead_of", name=printable(signature.instead_of)) if signature.instead_of else ""
    return [signed + instead, words.render("print.meaning", meaning=printable(signature.meaning))]


def _vitals(line: VitalsLine, words: Words) -> list[str]:
    def of(measure: Measure) -> str:
        return figure(line.values.get(measure), line.words.get(measure), words)

    taken = bool(line.values or line.words)
    together = pressure(VitalsTaken(values=line.values, words=line.words), words) if taken else ""
    plain = [of(measure) for measure in (Measure.SPO2, Measure.BREATHING, Measure.TEMPERATURE)]
    cells = [f"{line.at:%H:%M}", line.since_dose, of(Measure.HEART_RATE), together, *plain]
    return [*cells, printable(line.remarks)]


def _dose(line: DoseLine) -> list[str]:
    return [f"{line.at:%H:%M}", line.since_dose, printable(line.text), printable(line.remarks)]


def _blocks(text: str) -> list[dict[str, str]]:
    """The lines of a section: a heading, an entry with its time and the lines that belong to it, or plain text."""
    blocks: list[dict[str, str]] = []
    after_blank = True
    for line in printable(text).split("\n"):
        timed = _TIMED.fullmatch(line)
        if not line.strip():
            after_blank = True
            continue
        if timed:
            blocks.append({"kind": "entry", "time": timed[1], "since": timed[2] or "", "text": timed[3]})
        elif after_blank and line.endswith(":") and len(line) < _LONGEST_HEADING:
            blocks.append({"kind": "heading", "text": line.rstrip(":")})
        elif blocks and blocks[-1]["kind"] == "entry" and not after_blank:
            blocks[-1]["text"] += f"\n{line}"
        else:
            blocks.append({"kind": "text", "text": line})
        after_blank = False
    return blocks
