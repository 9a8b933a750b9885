"""The on-screen keyboard: when it is up, and how what is touched on it reaches the field.  Never has the keyboard focus itself.

What its keys type goes to the window as key events, so that a field, its checks, its undo and its draft see what they
would see of any keyboard.  Nothing that was typed is kept, learned or suggested.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QEventPoint, QInputDevice, QKeyEvent, QPointerEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow
from shiboken6 import isValid

from facilitator_app.app import App
from facilitator_app.faults import Fault
from facilitator_app.text import render
from facilitator_app.ui.keyboard_keys import KeyRows
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.ui.virtual import virtual

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

MODES = ("automatic", "always", "never")
_POINTED = {
    *(QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel),
    *(QEvent.Type.TabletPress, QEvent.Type.TabletRelease),
    *(QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease),
}
_FINGERS = QInputDevice.DeviceType.TouchScreen | QInputDevice.DeviceType.Stylus
_STRUCK = {
    "erase": Qt.Key.Key_Backspace,
    "left": Qt.Key.Key_Left,
    "right": Qt.Key.Key_Right,
    "up": Qt.Key.Key_Up,
    "down": Qt.Key.Key_Down,
    "return": Qt.Key.Key_Return,
}
_WITHOUT_TEXT = {
    *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
    *(Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Escape),
    *(Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt),
}
"""What shows that there is a keyboard of keys; a tablet's button for loudness does not."""
_NUMBERS = Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhFormattedNumbersOnly
_LONGEST_WAY = 200


@QmlElement
@QmlUncreatable("made by the program")
class Keyboard(QObject):
    """Up or away.

    Automatic: it comes up when a field got the focus by a finger, and goes with the first key of another keyboard.  It comes
    and goes when the finger is lifted, never under it.
    """

    changed = Signal()
    looked = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._form = Form(app.faults, "settings", (), self)
        self._keys = KeyRows(self._strike, self)
        self._window: QQuickWindow | None = None
        self._mode = self._kept()
        self._field: QQuickItem | None = None
        self._secret = False
        self._finger = False
        self._asked = False
        self._away = False
        self._pressing = False
        self._striking = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.look)

    # ------------------------------------------------------------ what is shown
    @Property(bool, notify=changed)
    def up(self) -> bool:
        """Whether it is shown."""
        return self._field is not None and not self._away and self._offered

    @Property(bool, notify=changed)
    def away(self) -> bool:
        """Whether it was put away and can be called back."""
        return self._field is not None and self._away and self._offered

    @Property(bool, notify=changed)
    def secret(self) -> bool:
        """Whether what is typed is a secret: then no key lights up."""
        return self._secret

    @Property(KeyRows, constant=True)
    def keys(self) -> KeyRows:
        """The keys."""
        return self._keys

    @Property("QVariantList", notify=changed)
    def choices(self) -> list[dict[str, str]]:
        """When it comes up, to choose from: key and words."""
        return [{"key": mode, "text": render(f"keyboard.mode.{mode}")} for mode in MODES]

    @Property(str, notify=changed)
    def mode(self) -> str:
        """The one chosen."""
        return self._mode

    @Property(Form, constant=True)
    def form(self) -> Form:
        """The state of the last choice."""
        return self._form

    # ------------------------------------------------------------ what people do
    @Slot(str)
    def set_mode(self, mode: str) -> None:
        """Choose when it comes up."""
        self._form.check(lambda: self._keep(mode))
        self._mode = self._kept()
        self.changed.emit()

    @Slot()
    def call(self) -> None:
        """Show it again."""
        self._away = False
        self.changed.emit()

    @Slot()
    def put_away(self) -> None:
        """Away, until another field is touched or it is called back."""
        self._away = True
        self.changed.emit()

    # ------------------------------------------------------------ what is heard
    def attach(self, window: QQuickWindow) -> None:
        """Watch the window that it lies in."""
        self._window = window
        window.installEventFilter(self)
        window.activeFocusItemChanged.connect(self.follow)
        self.follow()

    @virtual
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note what the window is used with; takes nothing away from it."""
        if event.type() in _POINTED and isinstance(event, QPointerEvent):
            self._pointed(event)
        elif event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not self._striking:
            self._typed_elsewhere(event)
        return False

    @Slot()
    def follow(self) -> None:
        """The focus moved: look when the finger that moved it is lifted."""
        if not self._pressing:
            self._soon.start()

    @Slot()
    def look(self) -> None:
        """See which field has the focus now."""
        window = self._window
        there = window.activeFocusItem() if window is not None and isValid(window) else None
        field = there if there is not None and _is_field(there) else None
        if field is not self._field:
            self._field, self._away, self._asked = field, False, self._finger
            if field is not None:
                hints = Qt.InputMethodHint(field.property("inputMethodHints"))
                self._secret = bool(hints & Qt.InputMethodHint.ImhSensitiveData)
                self._keys.begin(figures=bool(hints & _NUMBERS))
            self.changed.emit()
        self.looked.emit()

    @property
    def _offered(self) -> bool:
        return self._mode == "always" or (self._mode == "automatic" and self._asked)

    def _pointed(self, event: QPointerEvent) -> None:
        self._finger = bool(event.device().type() & _FINGERS)
        lifted = any(point.state() == QEventPoint.State.Released for point in event.points())
        self._pressing = not lifted and event.type() is not QEvent.Type.TouchCancel
        if any(self._is_on_field(point) for point in event.points()):
            self._asked, self._away = self._finger, False
            self.changed.emit()
        if not self._pressing:
            self._soon.start()

    def _is_on_field(self, point: QEventPoint) -> bool:
        field = self._field
        if point.state() != QEventPoint.State.Released or field is None or not isValid(field):
            return False
        return field.contains(field.mapFromScene(point.position()))

    def _typed_elsewhere(self, event: QKeyEvent) -> None:
        if event.text() or event.key() in _WITHOUT_TEXT:
            self._finger = self._asked = False
            self.changed.emit()

    # ------------------------------------------------------------ what it does
    def _strike(self, does: str, text: str) -> None:
        if does == "hide":
            self.put_away()
        elif does == "next":
            self._next_field()
        elif does == "type":
            self._send(ord(text.upper()[0]) if ord(text) < 0x100 else 0, text)
        else:
            self._send(_STRUCK[does], "\r" if does == "return" else "")

    def _send(self, key: int, text: str) -> None:
        held = Qt.KeyboardModifier.ShiftModifier if text.isupper() else Qt.KeyboardModifier.NoModifier
        self._striking = True
        try:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                if self._window is not None and self._field is not None:
                    QCoreApplication.sendEvent(self._window, QKeyEvent(kind, key, held, text))
        finally:
            self._striking = False

    def _next_field(self) -> None:
        """On to the next field of the same sheet, past what is not typed into."""
        here = at = self._field if self._field is not None and isValid(self._field) else None
        for _ in range(_LONGEST_WAY):
            at = at.nextItemInFocusChain(True) if at is not None else None
            if at is None or here is None or at is here:
                return
            if _is_field(at) and _sheet_of(at) is _sheet_of(here):
                at.forceActiveFocus(Qt.FocusReason.TabFocusReason)
                return

    def _kept(self) -> str:
        from facilitator_app.settings import read_settings

        try:
            return read_settings(self._app.folder).keyboard
        except Fault:
            return MODES[0]  # what is wrong with the file is told where the music is chosen

    def _keep(self, mode: str) -> None:
        import msgspec

        from facilitator_app.settings import keep_settings, read_settings

        keep_settings(self._app.folder, msgspec.structs.replace(read_settings(self._app.folder), keyboard=mode))


def _is_field(item: QQuickItem) -> bool:
    """Whether it is typed into."""
    typed = item.inherits("QQuickTextInput") or item.inherits("QQuickTextEdit")
    return typed and not item.property("readOnly") and item.isEnabled()


def _sheet_of(item: QQuickItem) -> QQuickItem | None:
    """The sheet that it lies in."""
    at: QQuickItem | None = item
    while at is not None and at.property("sheetWidth") is None:
        at = at.parentItem()
    return at
