"""The page for the ambulance as a PDF of its own, and how it gets onto paper: by the system's printer, or as a file."""

from __future__ import annotations

import shutil
import subprocess
from datetime import datetime
from typing import Literal

from facilitator_app import text
from facilitator_app.handoff.glyphs import printable
from facilitator_app.handoff.sheet import Sheet
from facilitator_app.handoff.typeset import typeset

PATIENCE = 15
"""Seconds for the printing system to take the page."""


def render(sheet: Sheet, made_at: datetime) -> bytes:
    """The page as a PDF/UA-1 file.  Raises Trouble when the setting program fails."""
    data = {
        "lang": text.render("print.lang"),
        "title": sheet.title,
        "name": printable(sheet.name),
        "made": sheet.made,
        "paper": sheet.paper,
        "rows": [{"key": row.key, "label": row.label, "text": printable(row.text)} for row in sheet.rows],
    }
    return typeset("sheet.typ", data, made_at)


def has_printer() -> bool:
    """Whether there is a printing system to hand a page to."""
    return shutil.which("lp") is not None


def send_to_printer(made: bytes, title: str = "sheet") -> Literal["printed", "file"]:
    """Hand a page to the system's printer, when there is one; ``file`` when it has to be written as a file instead.

    It goes by a pipe: nothing of it stays on the disk.  ``title`` stands in the printer's queue: it names nobody.
    """
    lp = shutil.which("lp")
    if lp is None:
        return "file"
    try:
        done = subprocess.run([lp, "-t", title, "-"], input=made, capture_output=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return "file"
    return "printed" if done.returncode == 0 else "file"
