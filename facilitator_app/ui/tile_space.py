"""How the tiles share the room's place: as many on a page as can say all that has to be whole, in the type of the screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from PySide6.QtCore import QObject, QSizeF
from PySide6.QtGui import QFont, QFontMetricsF

from facilitator_app.ui.arrange import Space, arrangement, in_a_strip, panel_for, rail_pages
from facilitator_app.ui.brief_words import Said, is_whole, said_by
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class TileSpace(QObject):
    """Asked by the room's QML.  ``changed``: tiles have other words to say, and may need another place."""

    changed = Signal()

    def __init__(self, tiles: Rows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tiles = tiles
        self._said: tuple[Said, ...] = ()

    def look(self) -> None:
        """The tiles were shown anew: only other words change what they need, not the minutes."""
        said = tuple(said_by(tile) for tile in self._tiles.rows)
        if said != self._said:
            self._said = said
            self.changed.emit()

    @Property("QVariantList", notify=changed)
    def words(self) -> list[list[str]]:
        """What has to be whole, tile by tile: whoever asks for a place follows it."""
        return [list(said.marks) for said in self._said]

    @Slot(int, float, float, float, float, "QVariantList", result="QVariantMap")
    def arrange(
        self, count: int, width: float, height: float, gap: float, factor: float, words: list[object]
    ) -> dict[str, int]:
        """How so many tiles share a space in text so large: columns and rows, how many are seen at once, on how many pages."""
        return arrangement(count, width, height, gap, factor, partial(self._all_whole, factor))._asdict()

    @Slot(int, float, float, float, float, "QVariantList", result="QVariantMap")
    def in_a_strip(
        self, count: int, width: float, most: float, gap: float, factor: float, words: list[object]
    ) -> dict[str, int]:
        """How so many brief tiles share a strip that is no higher than ``most``."""
        return in_a_strip(count, width, most, gap, factor, partial(self._all_whole, factor, bare=True))._asdict()

    @Slot(int, float, float, float, float, "QSizeF", "QSizeF", result=float)
    def panel_for(
        self, words: int, width: float, height: float, gap: float, factor: float, word: QSizeF, around: QSizeF
    ) -> float:
        """How wide a panel is that has every word in sight beside whole tiles; 0 when there is none."""
        space, people = Space(width, height, gap, factor), len(self._tiles.rows)
        return panel_for(words, people, space, word.toTuple(), around.toTuple())

    @Slot("QVariantList", int, result="QVariantList")
    def rail(self, parts: list[dict[str, object]], places: int) -> list[list[str]]:
        """The parts of the panel that a rail with so many places shows, page by page; the call for support is on each."""
        return rail_pages([str(part["key"]) for part in parts], places, "support")

    def _all_whole(self, factor: float, width: float, height: float, *, bare: bool = False) -> bool:
        return all(is_whole(said, width, height, factor, _advance, bare=bare) for said in self._said)


@lru_cache(maxsize=4096)
def _advance(text: str, size: int, strong: bool) -> float:
    return _metrics(size, strong)(text)


@lru_cache(maxsize=64)
def _metrics(size: int, strong: bool) -> Callable[[str], float]:
    font = QFont("Inter")
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Medium)
    return QFontMetricsF(font).horizontalAdvance
