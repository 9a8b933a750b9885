"""What plays, as the deck says it: piece, phase, time left, what comes, and the few acts that a quiet room needs.

The deck is looked at once a second; the engine plays on whatever happens here.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.text import render, say
from facilitator_app.ui.times import clock
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

if TYPE_CHECKING:
    from facilitator_app.playlists.deck import Deck, DeckState

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

STEP_DB = 3.0
LOUDEST_DB, QUIETEST_DB = 0.0, -40.0


@QmlElement
@QmlUncreatable("made by the program")
class MusicBar(QObject):
    """``stage``: none (nothing attached), idle, playing, faded, trouble."""

    changed = Signal()
    moved = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._refusal = ""
        self._shown: tuple[object, ...] = ()

    @property
    def _state(self) -> DeckState | None:
        return self._app.deck.state if self._app.deck else None

    @Property(str, notify=changed)
    def stage(self) -> str:
        """What can be done now."""
        state = self._state
        if state is None or state.status == "engine_lost":
            return "none"
        if state.status in ("no_device", "no_libvlc"):
            return "trouble"
        return "faded" if state.faded else state.status

    @Property(str, notify=changed)
    def title(self) -> str:
        """The piece that is heard."""
        state = self._state
        return state.title if state and state.title else render(f"room_ui.music_{self.stage}")

    @Property(str, notify=changed)
    def about(self) -> str:
        """Who made it and the phase it is played for."""
        state = self._state
        if state is None or not state.title:
            return ""
        session = self._app.session.state if self._app.session else None
        phases = session.programme.phases if session and session.programme else ()
        name = next((phase.name for phase in phases if phase.key == state.phase), state.phase)
        held = render("room_ui.music_held") if self.stage == "faded" else ""
        return " · ".join(part for part in (held, state.by, name) if part)

    @Property(str, notify=changed)
    def upcoming(self) -> str:
        """What comes."""
        state = self._state
        return render("room_ui.music_next", title=state.next_title) if state and state.next_title else ""

    @Property(str, notify=changed)
    def trouble(self) -> str:
        """What is wrong with the sound and what to do; empty when nothing is."""
        state = self._state
        if self._refusal:
            return self._refusal
        return render(state.trouble) if state and state.trouble else ""

    @Property(str, notify=changed)
    def level(self) -> str:
        """How loud, in dB below full."""
        if self._state is None:
            return ""
        below = round(abs(self._state.level_db))
        return render("room_ui.level" if below else "room_ui.level_full", level=below)

    @Property(str, notify=moved)
    def left(self) -> str:
        """Time left in the piece."""
        state = self._state
        if state is None or not state.length_s:
            return ""
        return clock(timedelta(seconds=max(0.0, state.length_s - state.position_s)))

    @Property(float, notify=moved)
    def share(self) -> float:
        """How far the piece is, 0 to 1."""
        state = self._state
        return min(1.0, state.position_s / state.length_s) if state and state.length_s else 0.0

    def refresh(self) -> None:
        """A second has passed: tell what differs."""
        state = self._state
        shown = (self.stage, self.title, self.about, self.upcoming, self.trouble, self.level)
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()
        if state is not None:
            self.moved.emit()

    @Slot()
    def begin(self) -> None:
        """Start the playlist in the session's phase."""
        self._ask(self._app.music.begin)

    @Slot()
    def fade_out(self) -> None:
        """Sink to silence and hold there."""
        self._with_deck(lambda deck: deck.fade_out())

    @Slot()
    def fade_in(self) -> None:
        """Come in again from where it was held."""
        self._with_deck(lambda deck: deck.fade_in())

    @Slot()
    def skip(self) -> None:
        """Cross over to the next piece."""
        self._with_deck(lambda deck: deck.skip())

    @Slot(int)
    def change_level(self, steps: int) -> None:
        """So many steps louder or quieter."""
        if self._state is not None:
            wanted = min(LOUDEST_DB, max(QUIETEST_DB, self._state.level_db + steps * STEP_DB))
            self._with_deck(lambda deck: deck.set_level(wanted))

    def _with_deck(self, act: Callable[[Deck], Coroutine[Any, Any, None]]) -> None:
        deck = self._app.deck
        if deck is not None:
            self._ask(lambda: act(deck))

    def _ask(self, act: Callable[[], Coroutine[Any, Any, object]]) -> None:
        self._refusal = ""
        self._app.faults.spawn(self._run(act), "music")

    async def _run(self, act: Callable[[], Coroutine[Any, Any, object]]) -> None:
        try:
            await act()
        except Refusal as refusal:
            self._refusal = say(refusal)
        if isValid(self):
            self.refresh()
