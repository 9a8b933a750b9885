"""What was written as it can be drawn: a sign that the window's font does not hold is told by its name, never as an empty box.

Only what is shown goes through here; the record, and what is typed and amended, stay as they were written.
"""

from __future__ import annotations

import functools
import re
import unicodedata

_PLAIN = re.compile(r"[\x20-\x7e\u00a0-\u1fff\s]*\Z")
"""Text in which there is nothing to look for: letters and marks that any machine draws."""

_JOINED = re.compile("[\ufe0e\ufe0f]|\u200d(?=\\[)|(?<=\\])\u200d")
"""What only told how a sign was to look, or joined it to another one."""


def readable(text: str) -> str:
    """``text`` with each pictograph that the font does not hold as its name: "♪ [musical note]"."""
    if _PLAIN.match(text):
        return text
    return _JOINED.sub("", "".join(map(_said, text)))


def _said(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind not in ("So", "Sk", "Cn", "Co") or ord(letter) in _held():
        return letter
    name = unicodedata.name(letter, "").lower()
    return f"[{name}]" if name else f"[U+{ord(letter):04X}]"


@functools.cache
def _held() -> frozenset[int]:
    """What the window's font draws; asked for with the first pictograph only."""
    from facilitator_app.handoff.glyphs import characters_of
    from facilitator_app.text import RESOURCES

    return frozenset(characters_of((RESOURCES / "fonts" / "Inter-Regular.ttf").read_bytes()))
