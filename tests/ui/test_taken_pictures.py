"""A file that anybody made is told by its bytes and made anew: small, bare, and refused in words where it cannot be."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from facilitator_app.faults import Refusal, Trouble
from facilitator_app.handoff.drawings import size_of
from facilitator_app.record.attachments import JPEG, LARGEST_PICTURE, MOST_PAGES
from facilitator_app.ui import taken_pictures
from facilitator_app.ui.drawn import as_ink, dimmed
from facilitator_app.ui.taken_pictures import LONGEST_PAGE, LONGEST_PICTURE, content_of, pages_in, picture_in
from tests.pictured import SECRET, pdf_of, photo


def shown(page: bytes) -> QImage:
    image = QImage.fromData(page)
    assert not image.isNull()
    assert (image.width(), image.height()) == size_of(page)
    return image


def refused(content: bytes) -> str:
    with pytest.raises(Refusal) as no:
        pages_in(content)
    return no.value.key


def test_each_page_of_a_paper_is_a_picture_and_nothing_of_its_file_goes_along() -> None:
    paper = pdf_of("I accept.", pages=3)
    assert b"/Author" in paper
    pages = pages_in(paper)
    assert [max(shown(page).width(), shown(page).height()) for page in pages] == [LONGEST_PAGE] * 3
    first = shown(pages[0])
    dark = (first.pixelColor(x, y).lightness() < 100 for x in range(120, 400, 2) for y in range(300, 420, 2))
    assert any(dark), "nothing is written on it"
    assert all(b"Author" not in page and page.startswith(JPEG) for page in pages)
    assert pages_in(b"from a mail\r\n" + paper) == pages  # as some programs leave it


def test_what_a_camera_tells_is_dropped_but_how_it_was_held() -> None:
    taken = photo("JPG", (1200, 800), told=True)
    assert SECRET in taken
    (page,) = pages_in(taken)
    assert SECRET not in page
    assert b"Exif" not in page
    image = shown(page)
    assert (image.width(), image.height()) == (800, 1200)
    top, bottom = QColor(image.pixel(400, 200)).lightness(), QColor(image.pixel(400, 1000)).lightness()
    assert top < 80 < 150 < bottom  # the dark half, turned up


def test_a_picture_of_a_person_is_small_whatever_it_was() -> None:
    for content in (photo("PNG", (4000, 3000)), photo("JPG", (3000, 4000)), photo("PNG", (40, 30))):
        picture = picture_in(content)
        assert len(picture) <= LARGEST_PICTURE
        assert max(shown(picture).width(), shown(picture).height()) in (LONGEST_PICTURE, 40)


def test_a_picture_of_noise_is_made_rougher_until_it_is_small_enough() -> None:
    noise = bytes(zlib.crc32(struct.pack(">I", at)) & 0xFF for at in range(512 * 512 * 3))
    image = QImage(noise, 512, 512, 512 * 3, QImage.Format.Format_RGB888)
    assert len(picture_in(taken_pictures.jpeg_of(image, 100))) <= LARGEST_PICTURE


def test_what_cannot_be_read_is_refused_in_words() -> None:
    assert refused(b"") == "attachments.kind"
    assert refused(b"GIF89a" + bytes(50)) == "attachments.kind"  # whatever its name says
    assert refused(photo("PNG")[:40]) == "attachments.unreadable"
    assert refused(b"%PDF-1.7 and no more") == "attachments.unreadable"
    assert refused(pdf_of("Locked.", password="four mats")) == "attachments.unreadable"
    assert refused(pdf_of("Too many.", pages=MOST_PAGES + 1)) == "attachments.pages"
    with pytest.raises(Refusal) as no:
        picture_in(pdf_of("No face."))
    assert no.value.key == "attachments.kind"


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_decoded() -> None:
    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    bomb = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(held)) + name + held + struct.pack(">I", zlib.crc32(name + held)) for name, held in chunks
    )
    assert refused(bomb) == "attachments.pixels"


def test_a_file_that_is_gone_or_too_large_is_told(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as gone:
        content_of(tmp_path / "gone.pdf")
    assert gone.value.key == "attachments.not_read"
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.truncate(taken_pictures.LARGEST_FILE + 1)
    with pytest.raises(Refusal) as no:
        content_of(large)
    assert no.value.key == "attachments.file_size"
    small = tmp_path / "small.pdf"
    small.write_bytes(b"%PDF-")
    assert content_of(small) == b"%PDF-"


def test_a_page_is_drawn_in_the_ink_of_the_words_and_a_picture_no_brighter_than_them() -> None:
    words = QColor(166, 154, 137)
    white, black = QImage(4, 4, QImage.Format.Format_RGB32), QImage(4, 4, QImage.Format.Format_RGB32)
    white.fill(QColor(255, 255, 255))
    black.fill(QColor(0, 0, 0))
    assert as_ink(white, words).pixelColor(1, 1).alpha() == 0
    assert as_ink(black, words).pixelColor(1, 1) == words
    assert dimmed(white, words).pixelColor(1, 1) == words
    assert dimmed(black, words).pixelColor(1, 1) == QColor(0, 0, 0)
