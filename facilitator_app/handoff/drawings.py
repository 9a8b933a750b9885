"""Strokes and kept pages as drawings (SVG) that a set page can hold.  Knows nothing of whose they are."""

from __future__ import annotations

import base64

from facilitator_app.record.ink import Ink

WIDE = 1000.0
"""How wide a drawing of strokes is in its own units."""
_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The markers of a JPEG that tell its size (ITU-T T.81, B.1.1.3)."""


def of_ink(ink: Ink) -> str:
    """A name as it was drawn."""
    high = WIDE / ink.ratio
    paths = (
        "M" + "L".join(f"{x * WIDE:.1f} {y * high:.1f}" for x, y in (stroke if len(stroke) > 1 else stroke * 2))
        for stroke in ink.strokes
        if stroke
    )
    style = 'fill="none" stroke="black" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"'
    return _svg(WIDE, high, f'<path d="{" ".join(paths)}" {style}/>')


def of_page(jpeg: bytes) -> str:
    """A page or a picture."""
    width, height = size_of(jpeg)
    held = f"data:image/jpeg;base64,{base64.b64encode(jpeg).decode('ascii')}"
    return _svg(width, height, f'<image width="{width}" height="{height}" href="{held}"/>')


def size_of(jpeg: bytes) -> tuple[int, int]:
    """Its width and height in pixels; 1 and 1 where it does not tell."""
    at = 2
    while at + 9 <= len(jpeg) and jpeg[at] == 0xFF:
        if jpeg[at + 1] in _SIZES:
            return int.from_bytes(jpeg[at + 7 : at + 9], "big"), int.from_bytes(jpeg[at + 5 : at + 7], "big")
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    return 1, 1


def _svg(width: float, height: float, inside: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}">{inside}</svg>'
