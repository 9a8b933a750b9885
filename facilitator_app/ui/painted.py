"""Items that are painted, not laid out: the theme's colours by name, and the typeface of their words.  Knows no record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QColor, QFont
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("what is drawn is a kind of it")
class Painted(QQuickPaintedItem):
    """An item painted in the theme's colours and typeface, which QML hands over."""

    looks_changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._colours: dict[str, QColor] = {}
        self._family, self._size = "", 16

    @Property("QVariantMap", notify=looks_changed)
    def colours(self) -> dict[str, Any]:
        """The theme's colours by name."""
        return dict(self._colours)

    @colours.setter  # type: ignore[no-redef]  # it has the name of what it sets
    def colours(self, colours: Mapping[str, Any]) -> None:
        self._colours = {name: QColor(colour) for name, colour in colours.items()}
        self._look()

    @Property(str, notify=looks_changed)
    def family(self) -> str:
        """The typeface of the words."""
        return self._family

    @family.setter  # type: ignore[no-redef]  # it has the name of what it sets
    def family(self, family: str) -> None:
        self._family = family
        self._look()

    @Property(int, notify=looks_changed)
    def text_size(self) -> int:
        """The size of the words in pixels."""
        return self._size

    @text_size.setter  # type: ignore[no-redef]  # it has the name of what it sets
    def text_size(self, size: int) -> None:
        self._size = size
        self._look()

    def font(self) -> QFont:
        """The typeface at its size, figures of one width."""
        font = QFont(self._family)
        font.setPixelSize(self._size)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def ink(self, name: str) -> QColor:
        """A colour of the theme."""
        return self._colours.get(name, QColor("grey"))

    def _look(self) -> None:
        self.update()
        self.looks_changed.emit()
