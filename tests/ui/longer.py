"""A language whose words are 1.3 times as long as ours, to see what is cut off in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtQml import qmlEngine
from PySide6.QtQuick import QQuickItem

from facilitator_app.text import render
from tests.ui.hands import Hands, under


class Longer(QTranslator):
    """Every text of ours, with three letters more for each ten."""

    def isEmpty(self) -> bool:
        """Qt asks no translator that says it is empty."""
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """The text of a key, longer."""
        if "." not in source or " " in source:
            return source
        text = render(source)
        return text + "n" * round(0.3 * len(text))


@contextmanager
def in_a_longer_language(hands: Hands) -> Iterator[None]:
    """The window as it is in that language."""
    words, engine = Longer(), qmlEngine(hands.window.view.contentItem().childItems()[0])
    assert engine is not None
    QCoreApplication.installTranslator(words)
    engine.retranslate()
    yield
    QCoreApplication.removeTranslator(words)
    engine.retranslate()


def cut(root: QQuickItem) -> list[str]:
    """Texts in ``root`` that end in an ellipsis for want of room."""
    shown = [item for item in under(root) if item.inherits("QQuickText") and item.isVisible()]
    return [str(item.property("text")) for item in shown if item.property("truncated")]
