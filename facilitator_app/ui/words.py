"""The catalogue's keys as Qt asks for them: ``qsTr("ui.undo")`` in QML becomes the text of ``ui.undo``."""

from __future__ import annotations

from PySide6.QtCore import QTranslator

from facilitator_app.text import render
from facilitator_app.ui.virtual import virtual


class Catalogue(QTranslator):
    """Answers Qt's questions for a translation from the program's own catalogue.  What is no key stays as it is."""

    @virtual
    def isEmpty(self) -> bool:
        """Qt asks no translator that says it is empty."""
        return False

    @virtual
    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """The text of a key.  A null answer would make Qt show the key, which is right for text that is no key."""
        return render(source) if "." in source and " " not in source else source
