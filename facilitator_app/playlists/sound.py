"""What the music of this device is heard through: the room's loudspeaker and its ceiling, and what one listens on before.

The settings of the device are its memory.  What was set holds at once, also for what plays.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from facilitator_app.clock import Clock
from facilitator_app.faults import Faults, Refusal, Trouble
from facilitator_app.settings import Settings, keep_settings, read_settings

if TYPE_CHECKING:
    from facilitator_app.playlists.deck import Deck, Player
    from facilitator_app.playlists.listen import Listening


class Room(Protocol):
    """The room the music is for."""

    @property
    def deck(self) -> Deck | None:
        """What plays for it."""
        ...

    @property
    def is_open(self) -> bool:
        """Whether a session is open."""
        ...

    def player(self) -> Player:
        """The link to an engine."""
        ...


class Sound:
    """Loudspeaker, ceiling, and the device for listening."""

    def __init__(self, folder: Path, clock: Clock, faults: Faults, room: Room) -> None:
        self._folder, self._clock, self._faults, self._room = folder, clock, faults, room
        self._listening: Listening | None = None
        self.ceiling_db = Settings().level_db
        """The loudest the clinic lets a hand make it."""

    async def enter(self) -> None:
        """A session is entered: take up what is set.  Settings that cannot be read keep nobody out of the room."""
        try:
            self.ceiling_db = self._settings.level_db
            await self.clear_for_the_room()
        except Trouble as trouble:
            self._faults.report(trouble, "music")

    @property
    def listening(self) -> Listening:
        """What one listens with, apart from the room."""
        if self._listening is None:
            from facilitator_app.playlists.listen import Listening

            self._listening = Listening(self._room.player().aside(), self._faults, self._clock)
        return self._listening

    @property
    def room_device(self) -> str:
        """What the room is heard on, or would be; empty: the system's own choice, that nobody has asked for yet."""
        deck = self._room.deck
        return deck.state.device if deck is not None and deck.state.device else self._settings.loudspeaker

    @property
    def room_plays(self) -> bool:
        """Whether the loudspeaker belongs to a session now."""
        deck = self._room.deck
        return self._room.is_open or (
            deck is not None and deck.state.status in ("playing", "faded", "no_device", "engine_lost")
        )

    def device_to_listen(self) -> str:
        """The device to listen on; Refusal when a session's music would be heard with it."""
        from facilitator_app.playlists.listen import device_for

        return device_for(self._settings.listen_on, self.room_device, room_plays=self.room_plays)

    async def test_tone(self) -> None:
        """Play a test tone on the room's loudspeaker, not above the ceiling; Refusal while music plays there."""
        from facilitator_app.playlists.test_tone import tone

        deck = self._room.deck
        if deck is not None and deck.state.status in ("playing", "faded"):
            raise Refusal("sound.tone_over_music")
        piece = tone(self._folder / "music")
        await self.listening.begin(piece, self.room_device, min(0.0, self.ceiling_db))

    async def devices(self) -> tuple[str, ...]:
        """The names of the devices there are, the system's own choice first."""
        return await self.listening.devices()

    async def play_through(self, loudspeaker: str) -> None:
        """Play on this device from now on (empty: on the system's own choice)."""
        self._keep(loudspeaker=loudspeaker)
        deck = self._room.deck
        if deck is not None and deck.state.status not in ("engine_lost", "no_libvlc"):
            await deck.choose_device(loudspeaker)
            await self.clear_for_the_room()

    async def listen_on(self, device: str) -> None:
        """Listen on this device from now on (empty: on the room's loudspeaker, while no session needs it)."""
        self._keep(listen_on=device)
        await self.listening.stop()

    async def set_ceiling(self, decibel: float) -> None:
        """Let no hand make it louder than this (0 to −40 dB); what is louder comes down, at a hand's speed."""
        self._keep(level_db=decibel)
        self.ceiling_db = decibel
        await self._lower()

    async def clear_for_the_room(self) -> None:
        """The room's music begins: not above its ceiling, and nobody listens to another piece with it."""
        await self._lower()
        if self._listening is not None and self.room_plays:
            try:
                self.device_to_listen()
            except Refusal:
                await self._listening.stop()

    async def close(self) -> None:
        """Listen no more."""
        if self._listening is not None:
            await self._listening.close()

    async def _lower(self) -> None:
        deck = self._room.deck
        if deck is not None and deck.state.level_db > self.ceiling_db and self.room_plays:
            with contextlib.suppress(Trouble):  # no engine: it is lowered when the music begins
                await deck.set_level(self.ceiling_db)

    @property
    def _settings(self) -> Settings:
        return read_settings(self._folder)

    def _keep(self, **changed: object) -> None:
        keep_settings(self._folder, msgspec.structs.replace(self._settings, **changed))
