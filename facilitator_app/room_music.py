"""Where the music of a session meets its record: phases are followed, and what plays is written down.

``session`` and ``playlists`` do not know each other; this module introduces them.  The engine is a process of its own:
leaving or locking never stops it, and what it played meanwhile is written when the session is entered again.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator_app.clock import Clock
from facilitator_app.faults import Faults, Refusal, Trouble
from facilitator_app.record import room
from facilitator_app.record.entry import Fact, new_id
from facilitator_app.session import Change, Session
from facilitator_app.settings import Settings, keep_settings, read_settings

if TYPE_CHECKING:
    from facilitator_app.playlists.arc import Arc
    from facilitator_app.playlists.deck import Deck, DeckEvent, Player

SHIPPED = Path(__file__).resolve().parent.parent / "resources" / "music" / "playlist.toml"


class RoomMusic:
    """The deck, the playlist in use, and the session they play for."""

    def __init__(self, folder: Path, clock: Clock, faults: Faults, player: Player | None = None) -> None:
        self.deck: Deck | None = None
        self.session: Session | None = None
        self._folder = folder
        self._clock = clock
        self._faults = faults
        self._player = player
        self._unwritten: list[DeckEvent] = []
        self._stop: list[Callable[[], None]] = []
        self._arc: Arc | None = None

    @property
    def settings(self) -> Settings:
        """What this device plays, through what, how loud."""
        return read_settings(self._folder)

    async def attach_if_playing(self) -> None:
        """Attach to an engine that plays on from before; starts none."""
        await self._attach(start=False)

    async def enter(self, session: Session) -> None:
        """Play for ``session`` from now on: follow its phases and write what plays into its record."""
        self.session = session
        self._stop.append(session.listen(self._follow))
        await self._attach(start=True)
        for event in self._drain():
            await self._write(session, event)

    async def begin(self) -> None:
        """Start the playlist in the session's phase."""
        if self.session is None or self.deck is None:
            raise Refusal("session.not_open")
        await self.deck.play(self.arc(), self.session.state.phase)

    def arc(self) -> Arc:
        """The playlist in use; Trouble when its file is gone."""
        if self._arc is None:
            self._arc = self._read(self.settings.playlist)
        return self._arc

    async def choose(self, playlist: Path | None) -> Arc:
        """Use a playlist file, a folder of one's own files, or (None) the one that ships, from the next piece on."""
        chosen = "" if playlist is None else str(playlist)
        arc = self._read(chosen)
        kept = self.settings
        keep_settings(self._folder, Settings(playlist=chosen, loudspeaker=kept.loudspeaker, level_db=kept.level_db))
        self._arc = arc
        if self.deck is not None and self.session is not None and self.deck.state.status == "playing":
            await self.deck.play(arc, self.session.state.phase)
        return arc

    async def leave(self) -> None:
        """Write no more for the session; the music plays on."""
        for stop in self._stop:
            stop()
        self._stop.clear()
        self.session = None

    async def finish(self) -> None:
        """Fade out and end the engine's plan: the session is over."""
        if self.deck is not None:
            await self.deck.finish()

    async def close(self) -> None:
        """Let go of the engine.  It plays on to the end of its plan."""
        if self.deck is not None:
            await self.deck.close()
            self.deck = None

    async def _attach(self, *, start: bool) -> None:
        from facilitator_app.playlists.deck import Deck

        if self.deck is None:
            player = self._player or self._link()
            deck = Deck(player, self._faults, self._clock)
            deck.listen_events(self._heard)
            self.deck = deck
        try:
            await self.deck.attach(start=start)
        except Trouble as trouble:
            self._faults.report(trouble, "music")

    def _link(self) -> Player:
        from facilitator_app.playlists.link import EngineLink

        return EngineLink(self._folder / "music")

    def _read(self, playlist: str) -> Arc:
        from facilitator_app.playlists.arc import arc_from_folder, read_arc

        path = Path(playlist) if playlist else SHIPPED
        if path.is_dir():
            programme = self.session.state.programme if self.session else None
            phases = [phase.key for phase in programme.phases] if programme else []
            return arc_from_folder(path, phases)
        return read_arc(path)

    def _follow(self, change: Change) -> None:
        """The room moved on: the music follows, if it is playing."""
        deck = self.deck
        if deck is None or change.before.phase == change.after.phase:
            return
        if deck.state.status in ("playing", "no_device"):
            self._faults.spawn(deck.follow(change.after.phase), "music follows")

    def _heard(self, event: DeckEvent) -> None:
        self._unwritten.append(event)
        if self.session is not None:
            self._faults.spawn(self._write_heard(self.session), "music into the record")

    async def _write_heard(self, session: Session) -> None:
        for event in self._drain():
            await self._write(session, event)

    def _drain(self) -> list[DeckEvent]:
        heard, self._unwritten = self._unwritten, []
        return heard

    async def _write(self, session: Session, event: DeckEvent) -> None:
        """One event of the deck as a line; what was before the session, or is there already, is left out."""
        state = session.state
        opened = state.opened_at
        if opened is None or event.at < opened:
            return
        fact = self._fact(session, event)
        if fact is None or (state.closed_at is not None and not isinstance(fact, room.MusicEnded)):
            return
        await session.write(fact, at=min(event.at, self._clock.now()))

    def _fact(self, session: Session, event: DeckEvent) -> Fact | None:
        from facilitator_app.playlists import deck

        playing = session.state.playing
        if isinstance(event, deck.PieceBegan):
            if playing is not None and playing.title == event.title and playing.since >= event.at:
                return None
            return room.MusicBegan(play=str(new_id(event.at)), title=event.title, phase=event.phase)
        if isinstance(event, deck.PieceEnded):
            known = playing is not None and playing.title == event.title
            return room.MusicEnded(play=playing.play if playing and known else "", title=event.title, why=event.why)
        if isinstance(event, deck.PiecePassedOver):
            return room.MusicTroubled(trouble=event.why, title=event.title)
        if isinstance(event, deck.SoundLost):
            return room.MusicTroubled(trouble="music.device_lost")
        return room.MusicTroubled(trouble="music.device_back")
