"""The music on paper: what was, or is to be, played, to hand out to participants.  Holds no name of anybody in the room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from facilitator_app import text
from facilitator_app.handoff.glyphs import printable
from facilitator_app.handoff.typeset import typeset


@dataclass(frozen=True)
class ListedPiece:
    """One piece as it is printed."""

    title: str
    by: str = ""
    album: str = ""
    length: str = ""


@dataclass(frozen=True)
class ListedPhase:
    """The pieces of a phase."""

    name: str
    pieces: Sequence[ListedPiece]


def render_list(
    name: str, clinic: str, phases: Sequence[ListedPhase], zone: str, made_at: datetime, *, about: str = ""
) -> bytes:
    """The list as a PDF/UA-1 file; ``about``: the day it was heard on.  Trouble when the setting program fails."""
    page = {
        "paper": "us-letter" if zone.startswith("America/") else "a4",
        "lang": text.render("print.lang"),
        "title": printable(name),
        "clinic": printable(clinic),
        "made": text.render("playlist.printed_on", zone=ZoneInfo(zone), at=made_at),
        "about": printable(about),
        "phases": [
            {"name": phase.name, "pieces": [{k: printable(v) for k, v in asdict(p).items()} for p in phase.pieces]}
            for phase in phases
        ],
        "page": text.render("print.page"),
        "of": text.render("print.of"),
    }
    return typeset("music.typ", page, made_at)
