"""Pages and pictures from a file that anybody made: told by its bytes, decoded once, and made anew small and bare.

What is kept is a JPEG of our own: nothing that only a camera or a program put into the file (where it was taken, by whom,
what it runs) goes along.  Knows no record and no screen, and leaves the file as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter

from facilitator_app.faults import Refusal, Trouble
from facilitator_app.handoff.reading import looks_of
from facilitator_app.record.attachments import JPEG, LARGEST_PICTURE, MOST_PAGES

ENDINGS = (".pdf", ".png", ".jpg", ".jpeg")
"""Of the files that are offered; what they are is told by their bytes."""
PICTURES = (".png", ".jpg", ".jpeg")
LARGEST_FILE = 25 * 1024 * 1024
"""Bytes of a file that is looked into at all."""
MOST_PIXELS = 60_000_000
"""Of a picture before it is made smaller: the largest that telephones take."""
LONGEST_PAGE, LONGEST_PICTURE = 1600, 512
"""Pixels of the longer side, as kept: a page of a letter at 145 dots per inch."""
QUALITIES = (82, 70, 55, 40)
PNG = b"\x89PNG\r\n\x1a\n"
PDF = b"%PDF-"


def content_of(file: Path) -> bytes:
    """What is in a file.  Raises Refusal attachments.file_size, Trouble attachments.not_read."""
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST_FILE + 1)
    except OSError as cause:
        raise Trouble("attachments.not_read") from cause
    if len(content) > LARGEST_FILE:
        raise Refusal("attachments.file_size", field="file", most=LARGEST_FILE // (1024 * 1024))
    return content


def pages_in(content: bytes) -> tuple[bytes, ...]:
    """The pages of a PDF, or the one page that a picture is, each as a JPEG.

    Raises Refusal attachments.kind for what is neither, .unreadable for what is spoilt, .pages for more than 20.
    """
    if PDF in content[:1024]:
        return tuple(jpeg_of(page) for page in _pages_of_pdf(content))
    return (jpeg_of(_decoded(content, LONGEST_PAGE)),)


def picture_in(content: bytes) -> bytes:
    """A picture of a person as a JPEG of at most 512 pixels a side.  Raises Refusal as ``pages_in``; a PDF is none."""
    picture = _decoded(content, LONGEST_PICTURE)
    made = (jpeg_of(picture, quality) for quality in QUALITIES)
    return next(one for one in made if len(one) <= LARGEST_PICTURE)


def _pages_of_pdf(content: bytes) -> Iterator[QImage]:
    for look in looks_of(content, LONGEST_PAGE, MOST_PAGES):
        image = QImage(look.pixels, look.width, look.height, look.stride, QImage.Format.Format_RGB32)
        yield image.copy()  # the bytes go


def _decoded(content: bytes, longest: int) -> QImage:
    kind = "jpeg" if content.startswith(JPEG) else "png" if content.startswith(PNG) else ""
    if not kind:
        raise Refusal("attachments.kind", field="file")
    held = QByteArray(content)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind.encode()))
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(True)  # how the camera was held is known only from what is not kept
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
        raise Refusal("attachments.pixels" if size.isValid() else "attachments.unreadable", field="file")
    if max(size.width(), size.height()) > longest:
        reader.setScaledSize(
            size.scaled(QSize(longest, longest), Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
        )
    image = reader.read()
    if image.isNull():
        raise Refusal("attachments.unreadable", field="file")
    return image


def jpeg_of(image: QImage, quality: int = QUALITIES[0]) -> bytes:
    """The pixels alone, on white."""
    bare = QImage(image.size(), QImage.Format.Format_RGB32)
    bare.fill(QColor(Qt.GlobalColor.white))
    painter = QPainter(bare)
    painter.drawImage(QRectF(bare.rect()), image)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not bare.save(buffer, "JPG", quality):  # type: ignore[call-overload]  # a text at run time, whatever the stubs say
        raise Refusal("attachments.unreadable", field="file")
    return bytes(buffer.data().data())
