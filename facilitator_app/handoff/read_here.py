"""A handoff as its receiver reads it in the app: what went out with the release, part by part, and nothing else.  Pure."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app.handoff.figures import DoseLine, VitalsLine
from facilitator_app.handoff.packet import INTERPRETATION, SECTIONS, Packet
from facilitator_app.record.vitals import VitalsTaken
from facilitator_app.wording import Words, describe


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A part with its heading."""

    key: str
    title: str
    text: str


def passages(packet: Packet, words: Words) -> tuple[Passage, ...]:
    """What needs care first, then as it is printed, what staff make of it last; what there is nothing of is left out."""
    said, order = words.render, ("care", *(key for key in SECTIONS if key != "care"))
    told = {key: packet.sections.get(key, "") for key in order}
    told["integration"] = "\n".join(part for part in (_earliest(packet, words), told["integration"]) if part)
    if packet.quotes_kept:
        kept = said("print.quotes_kept", count=packet.quotes_kept)
        told["quotes"] = "\n\n".join(part for part in (told["quotes"], kept) if part)
    told["vitals"] = "\n".join(_checks(packet, words)) if packet.medical else said("print.medical_kept")
    interpretation = told.pop(INTERPRETATION)
    told["doses"], told["adverse"] = ("\n".join(map(_row, rows)) for rows in (packet.doses, packet.adverse))
    told[INTERPRETATION] = interpretation
    return tuple(
        Passage(key=key, title=said(f"section.{key}"), text=text) for key, text in told.items() if text.strip()
    )


def heading(packet: Packet, words: Words) -> str:
    """Whose it is and of which session, in one paragraph."""
    header = packet.header
    began = words.render("print.date", zone=ZoneInfo(header.zone), at=header.began)
    parts = (
        header.legal_name or header.name,
        header.birth_date,
        header.pronouns,
        began,
        header.programme,
        header.clinic,
    )
    return " · ".join(part for part in parts if part)


def _earliest(packet: Packet, words: Words) -> str:
    if packet.earliest is None:
        return ""
    zone = ZoneInfo(packet.header.zone)
    return words.render(
        "print.earliest", zone=zone, at=packet.earliest, name=packet.header.zone, hours=packet.gap_hours
    )


def _checks(packet: Packet, words: Words) -> Iterator[str]:
    for line in packet.vitals:
        taken = describe(VitalsTaken(values=line.values, words=line.words), words) if line.values or line.words else ""
        yield _timed(line, "; ".join(part for part in (taken, line.remarks) if part))
    if packet.last_values:
        yield words.render("print.last_values", values=packet.last_values)


def _row(line: DoseLine) -> str:
    return _timed(line, "; ".join(part for part in (line.text, line.remarks) if part))


def _timed(line: VitalsLine | DoseLine, said: str) -> str:
    since = f" ({line.since_dose})" if line.since_dose else ""
    return f"{line.at:%H:%M}{since} {said}"
