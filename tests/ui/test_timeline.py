"""The painted lanes: traces of a value each second keep their peaks, and what was found, passed or put off is drawn."""

from __future__ import annotations

from array import array
from collections.abc import Mapping

import pytest
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from facilitator_app.ui.main import start_qt
from facilitator_app.ui.paint import AXIS, HEAD, Canvas, whole_height
from facilitator_app.ui.paint_tools import GUTTER, Seen
from facilitator_app.ui.scene import Bar, Curve, Edge, Lane, Mark, Scene, Shape

HOURS = 4 * 3600
COLOURS: Mapping[str, QColor] = {
    name: QColor(*rgb)
    for name, rgb in {
        "surface": (0, 0, 0), "bg": (0, 0, 0), "raised": (40, 40, 40), "line": (1, 1, 1), "controlLine": (90, 90, 90),
        "hi": (255, 255, 255), "mid": (0, 0, 255), "low": (120, 120, 120), "accent": (255, 0, 0),
        "settled": (0, 255, 0), "soon": (255, 255, 0), "overdue": (255, 0, 255), "attention": (0, 255, 255),
    }.items()
}  # fmt: skip


@pytest.fixture(autouse=True)
def _qt() -> None:
    start_qt()


def flat(value: float, seconds: int = HOURS) -> Curve:
    """A value for each second."""
    return Curve(
        at=array("d", range(seconds)), high=array("d", [value] * seconds), low=array("d", [value - 40] * seconds)
    )


def painted(scene: Scene, begin: float = 0.0, span: float = HOURS, moment: float | None = None) -> QImage:
    """The scene on a picture."""
    image = QImage(1000, 500, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    painter = QPainter(image)
    seen = Seen(begin=begin, span=span, top=0, width=1000, height=500)
    Canvas(painter, scene, seen, COLOURS, QFont()).paint(moment)
    painter.end()
    return image


def there(image: QImage, x: int, mostly: str) -> list[int]:
    """Where a column has a colour's own channels and no other, were it half of it only."""
    wanted = COLOURS[mostly]
    found = []
    for y in range(int(HEAD), image.height()):
        seen = image.pixelColor(x, y)
        pairs = zip(seen.getRgb()[:3], wanted.getRgb()[:3], strict=True)  # type: ignore[index]  # stubs say object
        if all(got >= 90 if full else got < 60 for got, full in pairs):
            found.append(y)
    return found


def test_one_second_in_four_hours_is_not_lost() -> None:
    lane = Lane(key="a", seat=1, name="Rowan", heart_rate=flat(70), spo2=flat(98), pressure=flat(120))
    lane.heart_rate.high[7200] = 175.0
    lane.spo2.high[3600] = 86.0
    image = painted(Scene(end=HOURS, people=[lane]))
    x = round(GUTTER + 0.5 * (1000 - GUTTER))
    peak = max(len(there(image, column, "accent")) for column in range(x - 2, x + 3))
    assert peak > 60, "the peak is as high as the scale shows it"
    assert len(there(image, x + 40, "accent")) <= 2
    x = round(GUTTER + 0.25 * (1000 - GUTTER))
    assert max(len(there(image, column, "settled")) for column in range(x - 2, x + 3)) > 20


def test_pressure_of_each_second_is_two_lines_and_of_each_quarter_hour_bars() -> None:
    dense = Lane(key="a", seat=1, name="Rowan", pressure=flat(120))
    image = painted(Scene(end=HOURS, people=[dense]))
    assert 1 <= len(there(image, 500, "mid")) <= 4
    sparse = Lane(key="a", seat=1, name="Rowan")
    for quarter in range(16):
        sparse.pressure.at.append(quarter * 900.0)
        sparse.pressure.high.append(120.0)
        sparse.pressure.low.append(80.0)
    image = painted(Scene(end=HOURS, people=[sparse]))
    assert max(len(there(image, column, "mid")) for column in range(400, 460)) > 30


def test_what_passed_a_limit_has_a_ring_and_the_limit_its_dashes() -> None:
    lane = Lane(
        key="a", seat=1, name="Rowan", limits=[Edge(curve="pressure", value=140.0, start=0.0)],
        beyond=[Edge(curve="pressure", value=160.0, start=7200.0)],
    )  # fmt: skip
    image = painted(Scene(end=HOURS, people=[lane]))
    x = round(GUTTER + 0.5 * (1000 - GUTTER))
    assert any(there(image, column, "overdue") for column in range(x - 10, x + 11))
    assert any(there(image, column, "mid") for column in range(int(GUTTER), 400))


def test_finds_stand_on_the_axis_and_a_check_put_off_reaches_to_its_time() -> None:
    mark = Mark(at=3600.0, until=7200.0, shape=Shape.DEFERRAL, label="asleep")
    lane = Lane(key="a", seat=1, name="Rowan", marks=[mark])
    image = painted(Scene(end=HOURS, people=[lane], found=[7200.0]), moment=1000.0)
    x = round(GUTTER + 0.5 * (1000 - GUTTER))
    assert image.pixel(x, int(AXIS) - 5) & 0xFFFFFF == COLOURS["accent"].rgb() & 0xFFFFFF
    middle = round(GUTTER + 0.375 * (1000 - GUTTER))
    assert any(image.pixel(middle, y) & 0xFF0000 and image.pixel(middle, y) & 0xFF00 for y in range(int(HEAD), 500))


def test_the_room_lies_at_the_foot_of_the_lanes() -> None:
    lane = Lane(key="a", seat=1, name="Rowan")
    alone = whole_height(Scene(people=[lane]), 300)
    with_team = Scene(people=[lane], team=[Bar(start=0.0, end=None, label="Ines Okafor")])
    assert whole_height(with_team, 300) > alone
    image = painted(Scene(end=HOURS, team=[Bar(start=0.0, end=None, label="Ines Okafor")]))
    assert any(image.pixel(400, y) & 0xFFFFFF for y in range(int(HEAD), int(HEAD) + 40))
