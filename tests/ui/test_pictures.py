"""Rehearsals draw the real window, laid out and with nothing to complain of."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage

from facilitator_app.rehearsal.camera import Camera
from facilitator_app.rehearsal.demo import invented_room
from scripts.make_pictures import FOLDER
from scripts.pictures import PICTURES
from tests.people import START


async def test_pictures_are_drawn_from_the_real_window(tmp_path: Path) -> None:
    stage = await invented_room(tmp_path / "clinic", START)
    camera = Camera(tmp_path / "pictures")
    await camera(stage.app, "room", "at-the-peak")
    await camera(stage.app, "review", "so-far")
    await stage.app.close()
    assert (camera.why_not, camera.warnings) == ("", [])
    drawn = [QImage(str(path)) for path in camera.pictures]
    assert [(picture.width(), picture.height()) for picture in drawn] == [(1280, 800)] * 2
    for picture in drawn:
        lower_right = {picture.pixel(x, y) for x in range(900, 1280, 3) for y in range(500, 800, 3)}
        assert len(lower_right) > 20, "the window did not lay itself out"


def test_every_picture_of_the_documents_is_made_by_the_command() -> None:
    made = [picture.name for picture in PICTURES]
    assert len(set(made)) == len(made)
    assert sorted(path.stem for path in FOLDER.glob("*.png")) == sorted(made)
