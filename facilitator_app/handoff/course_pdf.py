"""A person's course, and the team's report, as PDFs of their own: rows of label and text, a heading over each part.

Title, metadata and file name carry no names.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from facilitator_app.handoff.glyphs import printable
from facilitator_app.handoff.typeset import typeset


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A heading and its rows of label and text."""

    heading: str
    rows: tuple[tuple[str, str], ...]


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """Drawings (SVG) under a line that says what they are; ``share`` of the page's width is theirs."""

    label: str
    text: str
    drawings: tuple[str, ...]
    share: int = 100


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What is printed: ``title`` names nobody, ``name`` stands large on the page; ``made`` at its foot.

    ``shown`` comes last.  ``short``: the last sections, each in a row of label and text, for when not all of them fit.
    """

    title: str
    name: str
    about: str
    made: str
    sections: Sequence[Section]
    short: Sequence[tuple[str, str]] = ()
    shown: Sequence[Shown] = ()
    paper: str = "a4"
    language: str = "en"


def render(page: Page, made_at: datetime) -> bytes:
    """The page as a PDF/UA-1 file.  Raises Trouble when the setting program fails."""
    data = {
        "title": page.title,
        "name": printable(page.name),
        "about": printable(page.about),
        "made": page.made,
        "paper": page.paper,
        "language": page.language,
        "sections": [
            {"heading": printable(one.heading), "rows": [[printable(cell) for cell in row] for row in one.rows]}
            for one in page.sections
        ],
        "shown": [
            {"label": one.label, "text": printable(one.text), "drawings": list(one.drawings), "share": one.share}
            for one in page.shown
        ],
    }
    return typeset("rows.typ", data, made_at)
