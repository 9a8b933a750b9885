"""The medical part of a handoff as a table (CSV): one row for each value, with its moment, unit and remarks.  Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime

from facilitator_app.handoff.packet import Packet
from facilitator_app.record.vitals import RANGES, Measure
from facilitator_app.wording import Words

COLUMNS = ("time", "from_dose", "what", "value", "unit", "remarks")


def table(packet: Packet, words: Words, notice: str = "", statements: Sequence[str] = ()) -> bytes:
    """The table in the order of time, in UTF-8; a moment is written with its distance from UTC.

    Last come the ``statements`` (corrections that the person asked for) and the ``notice``, a row each.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([words.render(f"table.{name}") for name in COLUMNS])
    for _, row in sorted(_rows(packet, words), key=lambda told: told[0]):
        writer.writerow([harmless(cell) for cell in row])
    for statement in statements:
        writer.writerow(["", "", words.render("print.statements"), harmless(statement), "", ""])
    if notice:
        writer.writerow(["", "", words.render("kind.part2_kept"), harmless(notice), "", ""])
    return out.getvalue().encode("utf-8")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _rows(packet: Packet, words: Words) -> Iterator[tuple[datetime, list[str]]]:
    for line in packet.vitals:
        start = [line.at.isoformat(), line.since_dose]
        for measure in Measure:
            value, word = line.values.get(measure), line.words.get(measure)
            if value is not None:
                yield line.at, [*start, words.word(measure), f"{value:f}", RANGES[measure].unit, line.remarks]
            elif word is not None:
                yield line.at, [*start, words.word(measure), words.word(word), "", line.remarks]
        if not line.values and not line.words:
            yield line.at, [*start, "", "", "", line.remarks]
    for name, lines in (("section.doses", packet.doses), ("section.adverse", packet.adverse)):
        for told in lines:
            start = [told.at.isoformat(), told.since_dose]
            yield told.at, [*start, words.render(name), told.text, "", told.remarks]
