"""What plays, in words for every screen, and the banner for what is wrong with the music.  Knows no screen."""

from __future__ import annotations

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.faults import Fault
from facilitator_app.text import render, say
from facilitator_app.ui.notices import Notices
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class NowPlaying(QObject):
    """Read once a second, not forwarded: the engine speaks oftener than anyone reads."""

    changed = Signal()

    def __init__(self, app: App, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._notices = notices
        self._said = ""

    @Property(str, notify=changed)
    def said(self) -> str:
        """What plays, in words, also while locked; empty in silence."""
        return self._said

    def look(self, *, in_room: bool) -> None:
        """See what plays now, and whether the music is in trouble: a banner, but not in the room, whose music bar says it.

        A banner comes in above the screen and moves it; in the room it would move what a hand is on its way to.
        """
        deck = self._app.deck
        plays = deck is not None and deck.state.status == "playing" and deck.state.title != ""
        said = render("ui.playing", title=deck.state.title) if deck is not None and plays else ""
        if said != self._said:
            self._said = said
            self.changed.emit()
        trouble = deck.state.trouble if deck is not None and self._app.session is not None else None
        if trouble and not in_room:
            self._notices.show("deck", say(Fault(trouble)), dismissable=False)
        else:
            self._notices.over("deck")
