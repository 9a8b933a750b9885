"""Marks what the guard found where it stands in the text that is being edited: a line below, in the colour of attention."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtQuick import QQuickTextDocument

from facilitator_app.ui.handoff_rows import FindRow
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.typed import Property, QmlElement, Signal, Slot
from facilitator_app.ui.virtual import virtual

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


class _Lines(QSyntaxHighlighter):
    """Underlines the words it is given, wherever they stand in the text."""

    def __init__(self, marks: FindMarks, document: QTextDocument) -> None:
        super().__init__(document)
        self._marks = marks

    @virtual
    def highlightBlock(self, text: str) -> None:
        """Mark the words in one line of the text."""
        look = QTextCharFormat()
        look.setFontUnderline(True)
        look.setForeground(self._marks.ink)
        for words in self._marks.words:
            start = text.find(words)
            while words and start >= 0:
                self.setFormat(start, len(words), look)
                start = text.find(words, start + len(words))


@QmlElement
class FindMarks(QObject):
    """Marks the finds of one section in its document."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: _Lines | None = None
        self._finds: Rows | None = None
        self.ink = QColor("grey")

    @property
    def words(self) -> list[str]:
        """What is to be marked."""
        return [FindRow(*row).found for row in self._finds.rows] if self._finds else []

    @Property(QQuickTextDocument, notify=changed)
    def document(self) -> QObject | None:
        """The text that is edited."""
        return self._lines

    @document.setter  # type: ignore[no-redef]  # it has the name of what it sets
    def document(self, document: QQuickTextDocument | None) -> None:
        if document is not None and self._lines is None:
            self._lines = _Lines(self, document.textDocument())
            self.changed.emit()

    @Property(QObject, notify=changed)
    def finds(self) -> QObject | None:
        """The finds in this text."""
        return self._finds

    @finds.setter  # type: ignore[no-redef]  # it has the name of what it sets
    def finds(self, finds: QObject | None) -> None:
        if isinstance(finds, Rows) and finds is not self._finds:
            self._finds = finds
            for told in (finds.modelReset, finds.dataChanged, finds.rowsInserted):
                told.connect(self._again)
            self._again()

    @Property(QColor, notify=changed)
    def colour(self) -> QColor:
        """The colour of the marks."""
        return self.ink

    @colour.setter  # type: ignore[no-redef]  # it has the name of what it sets
    def colour(self, colour: QColor) -> None:
        self.ink = QColor(colour)
        self._again()

    @Slot()
    def _again(self) -> None:
        if self._lines is not None:
            self._lines.rehighlight()
        self.changed.emit()
