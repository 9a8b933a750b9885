"""Files as a scanner, a telephone or a program makes them: papers and pictures, with what else they carry."""

from __future__ import annotations

import io
import struct

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject
from PySide6.QtCore import QBuffer, QIODevice, QRect
from PySide6.QtGui import QColor, QImage, QPainter

SECRET = b"39.7392 N, 104.9903 W"
"""Where a picture was taken, as a camera or a program tells."""


def photo(kind: str, size: tuple[int, int] = (320, 240), *, told: bool = False, note: bytes = b"") -> bytes:
    """A picture, its left half dark; ``told``: with what a camera puts into it, which was held on its side."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor(216, 208, 192))
    painter = QPainter(image)
    painter.fillRect(QRect(0, 0, size[0] // 2, size[1]), QColor(32, 48, 64))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)  # type: ignore[call-overload]  # a text at run time, whatever the stubs say
    made = bytes(buffer.data().data())
    if note:
        return made[:2] + _segment(0xFE, note) + made[2:]
    return made[:2] + _segment(0xE1, _turned()) + _segment(0xFE, SECRET) + made[2:] if told else made


def pdf_of(text: str, *, pages: int = 1, password: str = "") -> bytes:
    """A paper of that many pages in letter size."""
    writer = PdfWriter()
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")})
    font[NameObject("/BaseFont")] = NameObject("/Helvetica")
    for _ in range(pages):
        page = writer.add_blank_page(612, 792)
        fonts = DictionaryObject({NameObject("/F"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        drawn = DecodedStreamObject()
        drawn.set_data(f"BT /F 40 Tf 60 600 Td ({text}) Tj ET".encode("ascii"))
        page[NameObject("/Contents")] = writer._add_object(drawn)
    writer.add_metadata({"/Author": SECRET.decode()})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _segment(marker: int, held: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(held) + 2) + held


def _turned() -> bytes:
    """EXIF with one field: turned by 90 degrees (orientation 6)."""
    field = struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0)
    return b"Exif\0\0" + b"MM\0\x2a" + struct.pack(">IH", 8, 1) + field + struct.pack(">I", 0)
