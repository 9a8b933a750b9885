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
from facilitator_app.ui.music_phase import MusicPhase
from facilitator_app.ui.times import clock
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

if TYPE_CHECKING:
    from facilitator_app.playlists.deck import Deck, DeckState

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

STEP_DB = 3.0
QUIETEST_DB = -40.0


@QmlElement
@QmlUncreatable("made by the program")
class MusicBar(QObject):
    """``stage``: none (nothing attached), idle, playing, faded, trouble."""

    changed = Signal()
    moved = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._phase = MusicPhase(app, self._ask, self)
        self._refusal = ""
        self._wanted_db: float | None = None
        self._shown: tuple[object, ...] = ()

    @property
    def _state(self) -> DeckState | None:
        return self._app.deck.state if self._app.deck else None

    @property
    def _level_db(self) -> float:
        """The next touch counts from where the last one goes: the level itself moves by 3 dB a second."""
        if self._wanted_db is not None:
            return self._wanted_db
        return self._state.level_db if self._state is not None else 0.0

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
        """The phase it is played for and what that has left; who made it, where no length is planned."""
        state = self._state
        if state is None or not state.title:
            return ""
        held = render("room_ui.music_held") if self.stage == "faded" else ""
        lowered = render("music_bar.ducked") if state.ducked else ""
        by = "" if self._phase.left else state.by
        parts = (held, self._phase.offer, self._phase.name, self._phase.left, lowered, by)
        return " · ".join(part for part in parts if part)

    @Property(str, notify=changed)
    def upcoming(self) -> str:
        """What comes, and when, where somebody asked for it."""
        state = self._state
        if state is None or not state.next_title:
            return ""
        if state.moves_in_s >= 1:
            return render("music_bar.next_in", title=state.next_title, seconds=round(state.moves_in_s))
        return render("room_ui.music_next", title=state.next_title)

    @Property(str, notify=changed)
    def by(self) -> str:
        """Who made the piece, where that is known."""
        return self._state.by if self._state is not None else ""

    @Property(bool, notify=changed)
    def ducked(self) -> bool:
        """Lowered, so that somebody can speak."""
        return self._state is not None and self._state.ducked

    @Property(MusicPhase, constant=True)
    def phase(self) -> MusicPhase:
        """The phase, and what the panel does."""
        return self._phase

    @Property(str, notify=changed)
    def trouble(self) -> str:
        """What is wrong with the sound and what to do; empty when nothing is."""
        state = self._state
        if self._refusal:
            return self._refusal
        return render(state.trouble) if state and state.trouble else ""

    @Property(str, notify=changed)
    def level(self) -> str:
        """How loud, in dB below full; while a hand moves it, where it goes."""
        if self._state is None:
            return ""
        below = round(abs(self._level_db))
        return render("room_ui.level" if below else "room_ui.level_full", level=below)

    @Property(bool, notify=changed)
    def can_raise(self) -> bool:
        """Whether a hand can make it louder; at the clinic's ceiling it cannot."""
        return self._state is not None and self._level_db < self._app.music.sound.ceiling_db

    @Property(str, notify=changed)
    def ceiling(self) -> str:
        """The clinic's ceiling, beside the level; empty where none is set."""
        most = self._app.music.sound.ceiling_db
        return render("music_bar.up_to", level=round(abs(most))) if most < 0 else ""

    @Property(str, notify=moved)
    def left(self) -> str:
        """Time left in the piece."""
        deck = self._app.deck
        if deck is None or not deck.state.length_s:
            return ""
        return clock(timedelta(seconds=max(0.0, deck.state.length_s - deck.position_s)))

    @Property(float, notify=moved)
    def share(self) -> float:
        """How far the piece is, 0 to 1."""
        deck = self._app.deck
        return min(1.0, deck.position_s / deck.state.length_s) if deck and deck.state.length_s else 0.0

    def refresh(self) -> None:
        """A second has passed: tell what differs."""
        state = self._state
        if state is None or state.status != "playing" or state.level_db == self._wanted_db:
            self._wanted_db = None
        self._phase.refresh()
        shown = (
            self.stage, self.title, self.about, self.upcoming, self.trouble, self.level, self.ducked, self.can_raise,
            self.ceiling,
        )  # fmt: skip
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

    @Slot()
    def duck(self) -> None:
        """Lower the music to speak to the room, or let it come back."""
        lowered = self.ducked
        self._with_deck(lambda deck: deck.unduck() if lowered else deck.duck())

    @Slot(int)
    def change_level(self, steps: int) -> None:
        """So many steps louder or quieter."""
        if self._state is not None:
            wanted = min(self._app.music.sound.ceiling_db, max(QUIETEST_DB, self._level_db + steps * STEP_DB))
            self._wanted_db = wanted
            self._with_deck(lambda deck: deck.set_level(wanted))
            self.refresh()

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
