"""The keys of the on-screen keyboard under the fingers: which page is shown, what is pressed, held and let go.

Nothing that was typed is kept: a key is handed on when it is let go, and forgotten.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from facilitator_app.text import render
from facilitator_app.ui.keyboard_faces import FORMS, Face, figured, lettered
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

HOLD_MS = 450
"""From then on a pressed key is held: it repeats, or offers its other forms."""
REPEAT_MS = 90
MOST_REPEATS = 30
"""A hand that rests on the key that erases does not erase a page."""
REST_MS = 1550
"""What is pressed for so much longer is a hand that rests, and types nothing."""
FIGURES_FROM = 100
REPEATS = frozenset({"erase", "left", "right", "up", "down"})
_TURNS = frozenset({"letters", "signs", "more_signs", "accents", "more_accents"})
_CAPITALS = ("", "once", "locked")


@QmlElement
@QmlUncreatable("made by the program")
class KeyRows(QObject):
    """The keys.  ``strike`` is given what a key does ("type", "erase", "left", ...) and the text it types.

    A key does its work when it is let go.  A second one pressed meanwhile has the first do its work at once: fast fingers
    keep their order and lose nothing, and shift held with one hand holds for the letter of the other.
    """

    changed = Signal()

    def __init__(self, strike: Callable[[str, str], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._strike = strike
        self._figures = self._laid_figures = False
        self._page = "letters"
        self._capitals = ""
        self._rows: list[list[Face]] = []
        self._numbers = [face for row in figured() for face in row]
        self._pressed: dict[int, Face | None] = {}
        self._last = -1
        self._held = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.hold)
        self.begin(figures=False)

    @Property("QVariantList", notify=changed)
    def faces(self) -> list[dict[str, object]]:
        """Every key of the page of letters or signs, row by row."""
        return [face._asdict() | {"said": _said(face)} for row in self._rows for face in row]

    @Property("QVariantList", notify=changed)
    def numbers(self) -> list[dict[str, object]]:
        """Every key of the page for a number, which are counted from ``FIGURES_FROM``."""
        return [face._asdict() | {"said": _said(face)} for face in self._numbers]

    @Property(bool, notify=changed)
    def figures(self) -> bool:
        """Whether the page for a number is shown."""
        return self._figures

    def begin(self, *, figures: bool) -> None:
        """Another field: the first page again, for ``figures`` or for words; what is pressed now does nothing more."""
        self._figures, self._page, self._capitals = figures, "letters", ""
        self._pressed = dict.fromkeys(self._pressed)
        self._timer.stop()
        self._lay()

    @Slot(int)
    def press(self, number: int) -> None:
        """A finger is on a key."""
        for other, face in self._pressed.items():
            self._pressed[other] = None
            self._work(face)
        self._pressed[number] = self._face(number)
        self._last, self._held = number, 0
        self._timer.start(HOLD_MS)

    @Slot(int)
    def lift(self, number: int) -> None:
        """The finger was lifted from a key, or a screen reader pressed one."""
        face = self._pressed.pop(number) if number in self._pressed else self._face(number)
        repeated = number == self._last and self._held > 0 and face is not None and face.does in REPEATS
        self._let_go(number)
        self._work(None if repeated else face)

    @Slot(int)
    def leave(self, number: int) -> None:
        """The finger slid off a key."""
        self._pressed.pop(number, None)
        self._let_go(number)

    @Slot()
    def hold(self) -> None:
        """The key pressed last is still pressed."""
        face = self._pressed.get(self._last)
        self._held += 1
        if face is None:
            self._timer.stop()
        elif face.does in REPEATS:
            self._repeat(face)
        elif self._page == "letters" and not self._figures and face.name in FORMS:
            self._spend()
            self._lay(face.name)
        elif self._held == 1:
            self._timer.start(REST_MS)
        else:
            self._spend()

    def _repeat(self, face: Face) -> None:
        """Again; lifting it then does it no more."""
        self._strike(face.does, "")
        self._timer.start(REPEAT_MS)
        if self._held == MOST_REPEATS:
            self._spend()

    def _spend(self) -> None:
        self._timer.stop()
        self._pressed[self._last] = None

    def _let_go(self, number: int) -> None:
        if number == self._last:
            self._timer.stop()
            self._held = 0

    def _face(self, number: int) -> Face:
        if number >= FIGURES_FROM:
            return self._numbers[number - FIGURES_FROM]
        return [face for row in self._rows for face in row][number]

    def _work(self, face: Face | None) -> None:
        if face is None:
            return
        if face.does in _TURNS:
            self._page, self._figures = face.does, False
        elif face.does == "shift":
            self._capitals = _CAPITALS[(_CAPITALS.index(self._capitals) + 1) % len(_CAPITALS)]
        elif face.does:
            self._strike(face.does, "")
        else:
            self._strike("type", face.text)
            self._after(face.text)
        self._lay()

    def _after(self, typed: str) -> None:
        """One capital is one; a letter with an accent is seldom followed by another, nor a space by a sign."""
        self._capitals = "" if self._capitals == "once" else self._capitals
        if typed == " " or "accents" in self._page:
            self._page = "letters"

    def _lay(self, held: str = "") -> None:
        rows = lettered(self._page, self._capitals, held)
        if (rows, self._figures) != (self._rows, self._laid_figures):
            self._rows, self._laid_figures = rows, self._figures
            self.changed.emit()


def _said(face: Face) -> str:
    """What a screen reader calls a key."""
    if face.does == "shift":
        return render(f"keyboard.{face.icon}")
    if face.does or face.text == " ":
        return render(f"keyboard.{face.name}")
    if face.text.isalnum():
        return face.text
    sign = unicodedata.name(face.text).lower().replace(" ", "_").replace("-", "_")
    return render(f"keyboard.sign.{sign}")
