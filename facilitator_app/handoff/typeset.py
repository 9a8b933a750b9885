"""Sets a page by typst into a tagged PDF: every paper that the app makes.

What people wrote goes to the template as data and is never part of its source.  Knows nothing of what stands on the page.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from facilitator_app.faults import Trouble
from facilitator_app.handoff.glyphs import FONTS
from facilitator_app.text import RESOURCES


def typeset(template: str, data: Mapping[str, object], made_at: datetime, *, archival: bool = False) -> bytes:
    """``data`` set by the report ``template`` (a file name): a PDF/UA-1 file, or ``archival`` one of PDF/A-2a, tagged alike.

    Raises Trouble when the setting program fails.
    """
    import typst  # 34 MB of library: only who prints pays for it

    try:
        compiler = typst.Compiler(
            RESOURCES / "reports" / template,
            font_paths=_fonts(),
            sys_inputs={"data": msgspec.json.encode(data).decode("utf-8")},
        )
        made = compiler.compile(
            format="pdf", pdf_standards=["a-2a", "ua-1"] if archival else ["ua-1"], timestamp=int(made_at.timestamp())
        )
    except (typst.TypstError, RuntimeError) as cause:
        raise Trouble("handoff.cannot_print") from cause
    assert isinstance(made, bytes)  # one document makes one file
    return made


@functools.cache
def _fonts() -> Any:
    """The report's own fonts and no others, found once."""
    import typst

    folders = sorted({str(path.parent) for path in FONTS})
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
