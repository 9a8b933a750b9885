"""The keys of the window in one place: what each does, and the sheet that lists those that work.  Fields keep what is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt

from facilitator_app.text import render
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


class Bound(NamedTuple):
    """A key of the frame: which one, what it asks for, and whether only the room knows it."""

    key: Qt.Key
    act: str
    in_room: bool = False


BOUND = (
    Bound(Qt.Key.Key_Question, "keys"),
    Bound(Qt.Key.Key_F1, "keys"),
    Bound(Qt.Key.Key_F2, "veil"),
    Bound(Qt.Key.Key_F3, "another", in_room=True),
    Bound(Qt.Key.Key_F4, "dim"),
    Bound(Qt.Key.Key_F5, "here", in_room=True),
    Bound(Qt.Key.Key_F6, "glance", in_room=True),
    Bound(Qt.Key.Key_F8, "emergency"),
)
LISTED = (
    (
        *(("? F1", "keys"), ("F2", "veil"), ("F3", "another"), ("F4", "dim")),
        *(("F5", "here"), ("F6", "glance"), ("F8", "emergency"), ("Ctrl + / − / 0", "larger")),
    ),
    (("1 – 8", "seat"), ("Alt + 1 – 8", "seat_anyway"), ("R", "round"), ("Ctrl + Z", "undo"), ("Esc", "escape")),
    (("0 – 9 .", "figure"), ("Enter ↵", "next_figure"), ("/", "no_value"), ("-", "put_off"), ("1 – 9", "reason")),
    (("Tab", "tab"), ("Shift + Tab", "back_tab"), ("Enter", "enter"), ("Ctrl + Enter", "save_words")),
)
"""The rows of the sheet by group: the frame's, the room's, those of a round of vitals, everywhere."""


@QmlElement
@QmlUncreatable("made by the program")
class KeyMap(QObject):
    """Hears the keys that nobody else wanted, and shows which there are."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = False
        self._acts: Mapping[str, Callable[[], object]] = {}

    def bind(self, acts: Mapping[str, Callable[[], object]]) -> None:
        """What each act does."""
        self._acts = {"keys": self.show, **acts}

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether the sheet is shown."""
        return self._open

    @Property("QVariantList", notify=changed)
    def groups(self) -> list[list[dict[str, str]]]:
        """The keys in words, by group: key and what it does."""
        return [[{"key": key, "text": render(f"ui.keys.{act}")} for key, act in group] for group in LISTED]

    @Slot()
    def show(self) -> None:
        """Show the sheet."""
        self._open = True
        self.changed.emit()

    @Slot()
    def close(self) -> None:
        """Close it."""
        self._open = False
        self.changed.emit()

    @Slot(int, str, result=bool)
    def press(self, key: int, screen: str) -> bool:
        """A key that nobody wanted was pressed on ``screen``; True when it is one of ours."""
        for bound in BOUND:
            if int(bound.key) == key and (screen == "room" or not bound.in_room):
                self._acts[bound.act]()
                return True
        return False
