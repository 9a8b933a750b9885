"""How this device shows things: its language, the size of its text, and the hand that holds it.  Kept in the settings, live.

Knows no screen: the window asks it and hears when it changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from PySide6.QtCore import QObject

from facilitator_app import text
from facilitator_app.app import App, Stage
from facilitator_app.faults import Fault
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

FILE = "settings.toml"
KEPT = ("language", "text_percent", "left_handed")
SIZES = (100, 125, 150, 175, 200)
"""Sizes of text to choose from, in per cent."""


@QmlElement
@QmlUncreatable("made by the program")
class Appearance(QObject):
    """Language, size of text, hand; and whether the sheet that asks for them is open."""

    changed = Signal()
    spoken = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._open = False
        self._language, self._percent, self._left = "en", 100, False
        self._unkept: dict[str, object] = {}
        self._form = Form(app.faults, "settings", (), self)
        is_kept = (app.folder / FILE).exists()  # most devices keep nothing: their first frame needs no settings read
        self._take({"language": "en"} | (self._read() if is_kept else {}))
        self._stop = app.listen(self._keep)

    @Property(str, notify=changed)
    def language(self) -> str:
        """The tag of the language that is spoken."""
        return self._language

    @Property(bool, notify=changed)
    def right_to_left(self) -> bool:
        """Whether everything stands in the mirror, because the language is written so."""
        return text.catalogue().right_to_left

    @Property("QVariantList", constant=True)
    def languages(self) -> list[dict[str, str]]:
        """The languages to choose from: tag, and what each calls itself."""
        return [{"key": tag, "text": name} for tag, name in text.LANGUAGES.items()]

    @Property(float, notify=changed)
    def factor(self) -> float:
        """How much larger than usual text is wanted: 1 to 2."""
        return self._percent / 100

    @Property(str, notify=changed)
    def percent(self) -> str:
        """The size of text that is chosen, in per cent."""
        return str(self._percent)

    @Property("QVariantList", notify=changed)
    def sizes(self) -> list[dict[str, str]]:
        """The sizes of text to choose from."""
        return [{"key": str(size), "text": text.render("appearance.percent", size=size)} for size in SIZES]

    @Property(bool, notify=changed)
    def left_handed(self) -> bool:
        """Whether what is touched most lies at the left."""
        return self._left

    @Property(str, notify=changed)
    def hand(self) -> str:
        """The same as a key: left or right."""
        return "left" if self._left else "right"

    @Property("QVariantList", notify=changed)
    def hands(self) -> list[dict[str, str]]:
        """The hands to choose from."""
        return [{"key": hand, "text": text.render(f"appearance.{hand}")} for hand in ("right", "left")]

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether the sheet is shown."""
        return self._open

    @Property(Form, constant=True)
    def form(self) -> Form:
        """The state of the last choice."""
        return self._form

    @Slot(str)
    def speak(self, tag: str) -> None:
        """Say everything in another language from now on."""
        self._change(language=tag)

    @Slot(str)
    def set_percent(self, size: str) -> None:
        """Choose a size of text."""
        self._change(text_percent=int(size))

    @Slot(int)
    def step(self, steps: int) -> None:
        """So many sizes larger, or smaller; 0 is back to the usual one."""
        here = min(range(len(SIZES)), key=lambda place: abs(SIZES[place] - self._percent))
        self.set_percent(str(SIZES[max(0, min(len(SIZES) - 1, here + steps if steps else 0))]))

    @Slot(str)
    def set_hand(self, hand: str) -> None:
        """Choose the hand: left or right."""
        self._change(left_handed=hand == "left")

    def end(self) -> None:
        """Hear nothing more, before the window goes."""
        self._stop()

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

    def _change(self, **told: object) -> None:
        """Follow a choice and keep it.  One that cannot be kept holds until the app is closed, and says so."""
        if self._form.check(lambda: self._take(told)):
            self._unkept |= told
            self._form.check(self._keep)
        self.changed.emit()
        if "language" in told:
            self.spoken.emit()

    def _take(self, told: Mapping[str, object]) -> None:
        if "language" in told:
            self._language = text.speak(str(told["language"])).tag
        self._percent = int(str(told.get("text_percent", self._percent)))
        self._left = bool(told.get("left_handed", self._left))

    def _keep(self) -> None:
        """Before there is a clinic there is no folder to keep anything in: then it is kept when there is one."""
        if not self._unkept or self._app.stage is Stage.NO_CLINIC:
            return
        import msgspec

        from facilitator_app.settings import keep_settings, read_settings

        keep_settings(self._app.folder, msgspec.structs.replace(read_settings(self._app.folder), **self._unkept))
        self._unkept = {}

    def _read(self) -> dict[str, object]:
        """What was kept.  What is wrong with the file is told where the music is chosen."""
        from facilitator_app.settings import read_settings

        with suppress(Fault):
            kept = read_settings(self._app.folder)
            return {name: getattr(kept, name) for name in KEPT}
        return {}


def retell(root: QObject, but: str = "") -> None:
    """Tell of every property of ``root`` and of what hangs from it, so that what QML shows is asked for and said anew.

    ``but``: the signal that is not to be given.
    """
    for there in (root, *root.findChildren(QObject)):
        kind = there.metaObject()
        told = {kind.property(place).notifySignal().name().toStdString() for place in range(kind.propertyCount())}
        for name in told - {"", "objectNameChanged", but}:
            signal = getattr(there, name, None)
            if signal is not None and name.endswith("changed"):
                signal.emit()
