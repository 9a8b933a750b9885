"""The text that a finished PDF holds, read off it anew: its pages, and all that no page shows; and how its pages look.

Pages are read by PDFium, which knows nothing of the program that set them; besides, every string of the file's own
objects (properties, metadata, outline, what stands for a picture) is taken as it lies in the file.
"""

from __future__ import annotations

import re
import threading
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from facilitator_app.faults import Refusal

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_STRING = re.compile(rb"/[A-Za-z]\w*\s*(?:\(((?:\\.|[^\\()])*)\)|<([0-9A-Fa-f\s]*)>)", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r\n": b"", b"\r": b""}
_PACKET = b"<x:xmpmeta"
_NUMBER = re.compile(r"[A-Za-z0-9+/]{16,}={1,2}|(?=\S*\d)[A-Za-z0-9+/]{16,}")
"""The number of a file, made by chance: letters in it are nobody's initials, also where no figure is among them."""

_ONE_AT_A_TIME = threading.Lock()
"""PDFium is not made for two threads at once."""


class Look(NamedTuple):
    """How a page looks: its size in pixels, and rows of ``stride`` bytes, blue, green, red and one unused for a pixel."""

    width: int
    height: int
    stride: int
    pixels: bytes


def looks_of(pdf: bytes, longest: int, most: int) -> Iterator[Look]:
    """Every page as it looks, ``longest`` pixels long, for a file that anybody made.

    Raises Refusal attachments.unreadable for what PDFium does not read or cannot open without a password, and
    attachments.pages when there are none or more than ``most``.
    """
    import pypdfium2

    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as cause:
            raise Refusal("attachments.unreadable", field="file") from cause
        try:
            if not 1 <= len(document) <= most:
                raise Refusal("attachments.pages", field="file", most=most)
            for number in range(len(document)):
                yield _look(document, number, longest)
        finally:
            document.close()


def _look(document: Any, number: int, longest: int) -> Look:
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError as cause:
        raise Refusal("attachments.unreadable", field="file") from cause
    try:
        width, height = page.get_size()
        if not (width > 0 and height > 0):
            raise Refusal("attachments.unreadable", field="file")
        shown = page.render(scale=longest / max(width, height), prefer_bgrx=True)
        return Look(shown.width, shown.height, shown.stride, bytes(shown.buffer))
    finally:
        page.close()


def text_of(pdf: bytes) -> str:
    """All of it, page after page, then what no page shows."""
    return "\n".join([*_pages(pdf), *_besides(pdf)])


def pages_of(pdf: bytes) -> int:
    """How many pages it has."""
    import pypdfium2

    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


def _pages(pdf: bytes) -> Iterator[str]:
    import pypdfium2

    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            for page in document:
                shown = page.get_textpage()
                yield str(shown.get_text_range()).replace("\r\n", "\n")
                shown.close()
                page.close()
        finally:
            document.close()


def _besides(pdf: bytes) -> Iterator[str]:
    """The strings of the file's objects, packed ones too, and its packet of metadata."""
    yield from _strings(_STREAM.sub(b"", pdf))
    for match in _STREAM.finditer(pdf):
        held = _unpacked(match.group(1))
        if _PACKET in held:
            yield _NUMBER.sub(" ", re.sub(r"<[^>]*>", " ", held.decode("utf-8", "replace")))
        else:
            yield from _strings(held)


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:  # a picture, or a stream that is not packed
        return stream


def _strings(objects: bytes) -> Iterator[str]:
    for match in _STRING.finditer(objects):
        literal, digits = match.groups()
        if literal is not None:
            raw = _ESCAPED.sub(lambda found: _sign(found.group(1)), literal)
        else:
            packed = b"".join(digits.split())
            raw = bytes.fromhex((packed + b"0" * (len(packed) % 2)).decode("ascii"))
        yield _decoded(raw)


def _sign(escaped: bytes) -> bytes:
    if escaped.isdigit():
        return bytes([int(escaped, 8) & 0xFF])
    return _SIGNS.get(escaped, escaped)


def _decoded(raw: bytes) -> str:
    if raw.startswith(b"\xfe\xff"):
        return raw[2:].decode("utf-16-be", "replace")
    if raw.startswith(b"\xef\xbb\xbf"):
        return raw[3:].decode("utf-8", "replace")
    return raw.decode("latin-1")
