"""The phase as the music has it: time left or over, holding it, returning early, the bed for those who come back late.

What is offered is never done by itself.  Refreshed once a second with the bar it belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from facilitator_app import monitoring
from facilitator_app.app import App
from facilitator_app.monitoring import PhaseClock
from facilitator_app.text import render
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

if TYPE_CHECKING:
    from facilitator_app.playlists.deck import Deck, DeckState

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

HOLD_MINUTES = 10
BED, RETURN = "bed", "return"


@QmlElement
@QmlUncreatable("made by the program")
class MusicPhase(QObject):
    """What the panel of the music bar shows and does."""

    changed = Signal()

    def __init__(
        self, app: App, ask: Callable[[Callable[[], Coroutine[Any, Any, object]]], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._app, self._ask = app, ask
        self._shown: tuple[object, ...] = ()

    @property
    def _state(self) -> DeckState | None:
        return self._app.deck.state if self._app.deck else None

    @property
    def _clock(self) -> PhaseClock | None:
        session = self._app.session
        return monitoring.phase_clock(session.state, self._app.clock.now()) if session is not None else None

    def name_of(self, key: str) -> str:
        """A phase as it is called here."""
        session = self._app.session.state if self._app.session else None
        phases = session.programme.phases if session and session.programme else ()
        if key == BED:
            return render("music_bar.bed")
        return next((phase.name for phase in phases if phase.key == key), key)

    @Property(str, notify=changed)
    def name(self) -> str:
        """The phase the music is played for; empty where none is."""
        state = self._state
        return self.name_of(state.phase) if state is not None and state.phase else ""

    @Property(str, notify=changed)
    def left(self) -> str:
        """Minutes the session's phase has left, or by how many it is over; empty where no length is planned."""
        clock, state = self._clock, self._state
        if clock is None or clock.ends_at is None or state is None or state.phase != clock.key:
            return ""
        if clock.over is not None:
            minutes = int(clock.over.total_seconds() // 60)
            key = "music_bar.over_held" if clock.held else "music_bar.over"
            return render(key, minutes=minutes) if minutes else render("music_bar.over_now")
        minutes = int((clock.ends_at - self._app.clock.now()).total_seconds() // 60)
        return render("music_bar.left", minutes=minutes) if minutes else render("music_bar.left_now")

    @Property(str, notify=changed)
    def ends(self) -> str:
        """When the phase is to end, with what it was held by; the bed ends when somebody ends it."""
        clock = self._clock
        if self.bed:
            return render("music_bar.bed_until")
        if clock is None or clock.ends_at is None:
            return render("music_bar.no_end")
        held = int(clock.held.total_seconds() // 60)
        zone = ZoneInfo(self._app.session.state.zone) if self._app.session else None
        key = "music_bar.ends_held" if held else "music_bar.ends"
        return render(key, at=clock.ends_at, held=held, zone=zone)

    @Property(bool, notify=changed)
    def can_hold(self) -> bool:
        """Whether what plays can be lengthened."""
        state = self._state
        return state is not None and state.status in ("playing", "no_device") and state.phase != BED

    @Property(str, notify=changed)
    def hold_text(self) -> str:
        """What the button says: the peak, by ten minutes."""
        return render("music_bar.hold", phase=self.name, minutes=HOLD_MINUTES)

    @Property(bool, notify=changed)
    def can_return(self) -> bool:
        """Whether the landing pieces are still to come."""
        state, session = self._state, self._app.session
        programme = session.state.programme if session is not None else None
        keys = [phase.key for phase in programme.phases] if programme is not None else []
        if state is None or session is None or state.status == "idle" or RETURN not in keys:
            return False
        at = session.state.phase
        return state.phase not in (RETURN, BED) and at in keys and keys.index(at) < keys.index(RETURN)

    @Property(bool, notify=changed)
    def bed(self) -> bool:
        """Whether the bed is what plays."""
        state = self._state
        return state is not None and state.phase == BED and state.status != "idle"

    @Property(bool, notify=changed)
    def can_bed(self) -> bool:
        """Whether there is an engine that could play it."""
        state = self._state
        return state is not None and state.status in ("idle", "playing", "faded") and state.phase != BED

    @Property(str, notify=changed)
    def offer(self) -> str:
        """Why the phase could be held: a further dose was recorded.  Empty when nothing is offered."""
        if not self._app.music.further_dose or not self.can_hold:
            return ""
        return render("music_bar.offer")

    @Property(str, notify=changed)
    def ceiling(self) -> str:
        """The loudest the clinic lets it be; empty where nothing is set."""
        most = self._app.music.sound.ceiling_db
        return render("music_bar.ceiling", level=round(abs(most))) if most < 0 else ""

    @Property(str, notify=changed)
    def device(self) -> str:
        """What it is played on."""
        state = self._state
        return render("music_bar.device", name=state.device) if state is not None and state.device else ""

    def refresh(self) -> None:
        """A second has passed: tell what differs."""
        shown = (
            self.name, self.left, self.ends, self.can_hold, self.can_return, self.bed, self.can_bed, self.offer,
            self.ceiling, self.device,
        )  # fmt: skip
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()

    @Slot()
    def hold(self) -> None:
        """Lengthen the phase from its own pieces."""
        self._with_deck(lambda deck: deck.hold_phase(HOLD_MINUTES * 60.0))

    @Slot()
    def take_offer(self) -> None:
        """Lengthen the phase for the further dose."""
        self._app.music.further_dose = False
        self._with_deck(lambda deck: deck.hold_phase(HOLD_MINUTES * 60.0, "further_dose"))

    @Slot()
    def drop_offer(self) -> None:
        """The phase stays as planned."""
        self._app.music.further_dose = False
        self.refresh()

    @Slot()
    def return_early(self) -> None:
        """Go to the landing pieces at the next quiet moment."""
        self._with_deck(lambda deck: deck.return_early())

    @Slot()
    def play_bed(self) -> None:
        """Go to the soft bed; it plays until somebody ends it."""
        self._ask(self._app.music.play_bed)

    @Slot()
    def end_bed(self) -> None:
        """Fade out; the music is over."""
        self._with_deck(lambda deck: deck.finish())

    def _with_deck(self, act: Callable[[Deck], Coroutine[Any, Any, None]]) -> None:
        deck = self._app.deck
        if deck is not None:
            self._ask(lambda: act(deck))
