"""The sheets that may lie over any screen: who is here, a PIN, a passphrase, the keys.  One at a time.

None stays when the veil comes down; under it a chart can be asked for in an emergency.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.ui.appearance import Appearance
from facilitator_app.ui.begins import Begins
from facilitator_app.ui.chart_view import ChartView
from facilitator_app.ui.here import Here
from facilitator_app.ui.keyboard import Keyboard
from facilitator_app.ui.keys import KeyMap
from facilitator_app.ui.passphrase import PassphraseChange
from facilitator_app.ui.people_found import PeopleFound
from facilitator_app.ui.pins import PinChoice
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class Sheets(QObject):
    """Each sheet by its view model."""

    def __init__(self, app: App, found: PeopleFound, appearance: Appearance, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._here = Here(app, found, self)
        self._pin = PinChoice(app, self)
        self._passphrase = PassphraseChange(app, self)
        self._keys = KeyMap(self)
        self._begins = Begins(app, self)
        self._chart = ChartView(app, self)
        self._keyboard = Keyboard(app, self)

    @Property(Here, constant=True)
    def here(self) -> Here:
        """Who is here while a session runs."""
        return self._here

    @Property(PinChoice, constant=True)
    def pin(self) -> PinChoice:
        """A PIN for who is at the screen."""
        return self._pin

    @Property(PassphraseChange, constant=True)
    def passphrase(self) -> PassphraseChange:
        """One's own passphrase."""
        return self._passphrase

    @Property(KeyMap, constant=True)
    def keys(self) -> KeyMap:
        """The keys that work."""
        return self._keys

    @Property(Begins, constant=True)
    def begins(self) -> Begins:
        """What the sessions of a programme begin with."""
        return self._begins

    @Property(ChartView, constant=True)
    def chart(self) -> ChartView:
        """One person's chart in an emergency."""
        return self._chart

    @Property(Keyboard, constant=True)
    def keyboard(self) -> Keyboard:
        """The on-screen keyboard."""
        return self._keyboard

    def close(self) -> None:
        """Close whichever is open: they show names."""
        self._chart.close()
        self._close_the_rest()

    def give_way(self) -> None:
        """Close whichever is open, for an emergency; a chart half asked for waits until it is over."""
        self._chart.put_aside()
        self._close_the_rest()

    def _close_the_rest(self) -> None:
        for sheet in (self._here, self._pin, self._passphrase, self._keys, self._begins, self._appearance):
            sheet.close()
