"""The timeline leaves the window as a page, a picture or a drawing: as it is shown, or without names and words."""

from __future__ import annotations

import asyncio
import subprocess
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.ui.test_review import Review, reviewing
from tests.waiting import need_program, until

NAMES = ("Rowan", "Amara", "Idris", "Noor", "Ines", "Tomas", "Devi")


def files_in(folder: Path) -> set[Path]:
    """What is in a folder, which is made if it is not there."""
    folder.mkdir(exist_ok=True)
    return set(folder.iterdir())


async def saved(review: Review, folder: Path, kind: str, words: str) -> Path:
    """Save it, as somebody does, and say where it is."""
    before = files_in(folder)
    if not review.sees("paper.save"):
        review.touch("review.paper")
        await review.until_sees("paper.save")
    review.touch(f"paper.kind.{kind}")
    review.touch(f"paper.words.{words}")
    review.touch("paper.save")
    await until(lambda: review.shell.files.asking)
    review.shell.files.go(str(folder))
    review.shell.files.choose("")
    await until(lambda: len(files_in(folder) - before) == 1 and not review.view.paper.busy)
    (path,) = files_in(folder) - before
    assert path.name in review.view.paper.told
    return path


async def test_a_drawing_shows_what_is_shown_and_the_same_without_names_and_words(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as review:
        review.touch(f"review.person.{review.place.people['Noor']}")
        path = await saved(review, tmp_path / "out", "svg", "shown")
        drawn = path.read_text("utf-8")
        assert all(name in drawn for name in ("Rowan", "Amara", "Idris", "Ines"))
        assert "Noor" not in drawn, "who is not shown is not on it"
        assert "clinic’s own use" in drawn
        bare = (await saved(review, tmp_path / "out", "svg", "none")).read_text("utf-8")
        assert not [name for name in NAMES if name in bare]
        assert "Person C" in bare
        assert "60 mg" in bare
        assert "river" not in bare


async def test_a_page_and_a_picture_are_whole_and_their_names_say_nothing(tmp_path: Path) -> None:
    need_program("pdftotext")
    async with reviewing(tmp_path) as review:
        page = await saved(review, tmp_path / "out", "pdf", "shown")
        said = await asyncio.to_thread(_words_of, page)
        assert "Rowan" in said
        assert "Team" in said
        picture = await saved(review, tmp_path / "out", "png", "none")
        image = QImage(str(picture))
        assert image.width() == 3200
        assert image.pixelColor(5, 5).name() == "#ffffff"
        for path in (page, picture):
            assert path.stem.startswith("timeline-")
            assert path.stat().st_mode & 0o077 == 0
            content = path.read_bytes()
            assert not [name for name in ("Rowan", "Amara", "Ines") if name.encode() in content]


def _words_of(page: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", str(page), "-"], capture_output=True, check=True, text=True).stdout


@pytest.mark.expects_log
async def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as review:
        review.touch("review.paper")
        await review.until_sees("paper.save")
        folder = tmp_path / "stick"
        folder.mkdir()
        review.touch("paper.save")
        await until(lambda: review.shell.files.asking)
        review.shell.files.go(str(folder))
        folder.rmdir()
        folder.write_text("pulled out, and something else in its place", "utf-8")
        review.shell.files.choose("")
        await until(lambda: "could not be saved" in review.view.paper.told)
        assert not [path for path in files_in(tmp_path) if "timeline" in path.name]
