"""What can be printed: which characters the report's fonts hold, and how the others are put in words.

Everything that was written is printed as text: an emoji without a glyph by its name, a NUL as [NUL], never an empty box.
"""

from __future__ import annotations

import functools
import re
import struct
import unicodedata
from collections.abc import Iterator

from facilitator_app.text import RESOURCES

FONTS = (
    *(RESOURCES / "fonts" / f"Inter-{cut}.ttf" for cut in ("Regular", "Medium", "SemiBold")),
    RESOURCES / "reports" / "fonts" / "DejaVuSans.ttf",
)
"""The fonts of the report: Inter, and behind it DejaVu Sans for Hebrew, Arabic, signs and many emoji."""

_LONG_RUN = re.compile(r"\S{60,}")
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f\u00ad")


def printable(text: str) -> str:
    """``text`` with every character that has no glyph in words, and places to break in runs without a space."""
    held = coverage()
    said = "".join(
        "" if letter in _INVISIBLE else letter if ord(letter) in held else _in_words(letter)
        for letter in text.replace("\r\n", "\n")
    )
    return _LONG_RUN.sub(lambda run: "\u200b".join(_pieces(run.group(), 30)), said)


@functools.cache
def coverage() -> frozenset[int]:
    """Every character that a font of the report can draw, line break and tab included."""
    held = {point for path in FONTS for point in characters_of(path.read_bytes())}
    return frozenset(point for point in held if unicodedata.category(chr(point))[0] != "C") | {0x0A, 0x09}


def characters_of(font: bytes) -> Iterator[int]:
    """The characters of a TrueType font, read from its ``cmap`` (formats 4 and 12 of the OpenType specification)."""
    count = struct.unpack_from(">H", font, 4)[0]
    for index in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * index)
        if tag == b"cmap":
            for table in range(struct.unpack_from(">H", font, offset + 2)[0]):
                start = offset + struct.unpack_from(">I", font, offset + 4 + 8 * table + 4)[0]
                yield from _subtable(font, start)


def _subtable(font: bytes, start: int) -> Iterator[int]:
    form = struct.unpack_from(">H", font, start)[0]
    if form == 4:
        segments = struct.unpack_from(">H", font, start + 6)[0] // 2
        ends = struct.unpack_from(f">{segments}H", font, start + 14)
        starts = struct.unpack_from(f">{segments}H", font, start + 16 + 2 * segments)
        for first, last in zip(starts, ends, strict=True):
            yield from range(first, min(last, 0xFFFE) + 1)
    elif form == 12:
        for group in range(struct.unpack_from(">I", font, start + 12)[0]):
            first, last, _ = struct.unpack_from(">III", font, start + 16 + 12 * group)
            yield from range(first, last + 1)


def _in_words(letter: str) -> str:
    name = "NUL" if letter == "\0" else unicodedata.name(letter, "").lower()
    return f"[{name}]" if name and "ideograph" not in name else f"[U+{ord(letter):04X}]"


def _pieces(run: str, length: int) -> Iterator[str]:
    for start in range(0, len(run), length):
        yield run[start : start + length]
