"""Where the music of a session meets its record: phases are followed, and what plays is written down.

``session`` and ``playlists`` do not know each other; this module introduces them.  The engine is a process of its own:
leaving or locking never stops it, and what it played meanwhile is written when the session is entered again.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from facilitator_app.awake import Awake, can_sleep
from facilitator_app.clock import Clock
from facilitator_app.faults import Faults, Refusal, Trouble
from facilitator_app.playlists.sound import Sound
from facilitator_app.record import music, room
from facilitator_app.record.entry import Entry, Fact
from facilitator_app.record.roles import Act, word_counts
from facilitator_app.session import Change, Session, Who
from facilitator_app.settings import Settings, keep_settings, read_settings

if TYPE_CHECKING:
    from facilitator_app.playlists.arc import Arc
    from facilitator_app.playlists.deck import Deck, DeckEvent, PieceBegan, PieceChanged, PieceEnded, Player
    from facilitator_app.playlists.report import ArcCheck

BED = "bed"
UNDER_WAY = ("playing", "faded", "no_device", "engine_lost")
"""What a deck says of itself while a playlist was begun and is not over."""
BEGAN = (room.MusicBegan, music.MusicBegan)
SHIPPED = Path(__file__).resolve().parent.parent / "resources" / "music" / "playlist.toml"


@dataclass(frozen=True)
class LastCheck:
    """A check that was made to its end: of what, whether every piece can be played, and that in words."""

    arc: Arc
    sound: bool
    words: str


class RoomMusic:
    """The deck, the playlist in use, and the session they play for.

    What the engine tells is written once: it is told again until it was written, and known by the engine's number of it.
    """

    def __init__(self, folder: Path, clock: Clock, faults: Faults, player: Player | None = None) -> None:
        self.deck: Deck | None = None
        self.session: Session | None = None
        self._folder = folder
        self._clock = clock
        self._faults = faults
        self._player = player
        self._turn = asyncio.Lock()
        self._can_write = asyncio.Event()
        self._stop_following: Callable[[], None] | None = None
        self._arc: Arc | None = None
        self.awake = Awake() if player is None and can_sleep() else None
        self.sound = Sound(folder, clock, faults, self)
        self.further_dose = False
        """A further dose was recorded in this phase, and nobody has said yet whether the phase is to be held for it."""
        self.check: ArcCheck | None = None
        """What is known of the playlist in use: each piece's scan as it is measured, then what is worth a look."""
        self.last_check: LastCheck | None = None
        """What the last check that somebody asked for came to."""

    @property
    def settings(self) -> Settings:
        """What this device plays, through what, how loud."""
        return read_settings(self._folder)

    async def attach_if_playing(self) -> None:
        """Attach to an engine that plays on from before; starts none, and makes nothing where none ever was."""
        if self._player is not None or (self._folder / "music").exists():
            await self._attach(start=False)

    async def enter(self, session: Session, playlist: str = "") -> None:
        """Play for ``session`` from now on: follow its phases, write what plays; with the ``playlist`` of that name, if any."""
        await self.leave()
        self.session = session
        self.further_dose = False
        self._can_write.set()
        self._stop_following = session.listen(self._follow)
        is_untold = session.state.playing is not None  # the window went before the end of the last piece was written
        await self._attach(start=session.state.is_open or is_untold)
        if self.deck is not None and not any(isinstance(line.entry.fact, BEGAN) for line in session.history.lines()):
            self.deck.begin_anew()
        if session.state.is_open:
            await self._faults.or_report(_choose(self, self._folder, playlist), "the programme's playlist")
            await self.sound.enter()
            self._measure()
            if self.awake is not None:
                self._faults.spawn(self.awake.stay(), "stay awake")

    @property
    def is_open(self) -> bool:
        """Whether it plays for a session that is open."""
        return self.session is not None and self.session.state.is_open

    def player(self) -> Player:
        """The link to an engine, for whoever needs one."""
        return self._player or self._link()

    async def begin(self) -> None:
        """Start the playlist in the session's phase."""
        if self.session is None or self.deck is None:
            raise Refusal("session.not_open")
        await self.sound.clear_for_the_room()
        await self.deck.play(self.arc(), self.session.state.phase)

    async def play_bed(self) -> None:
        """Go to the soft bed for those who come back late, also when the music had ended."""
        if self.deck is None:
            raise Refusal("session.not_open")
        await self.deck.play(self.arc(), BED)

    def arc(self) -> Arc:
        """The playlist in use; Trouble when its file is gone."""
        if self._arc is None:
            self._arc = self._read(self.settings.playlist)
        return self._arc

    async def choose(self, playlist: Path | None) -> Arc:
        """Use a playlist file, a folder of one's own files, or (None) the one that ships, from the next piece on."""
        chosen = "" if playlist is None else str(playlist)
        arc = self._read(chosen)
        keep_settings(self._folder, msgspec.structs.replace(self.settings, playlist=chosen))
        self._arc = arc
        self._measure()
        if self.deck is not None and self.session is not None and self.deck.state.status in UNDER_WAY:
            await self.deck.play(arc, self.session.state.phase, follow=self.deck.state.status != "playing")
        return arc

    async def found_again(self) -> Arc:
        """The playlist in use; of files that are not where they were, those the library finds again by content are taken."""
        from facilitator_app.playlists.moved import found_again

        arc = self.arc()
        found = await asyncio.to_thread(found_again, arc, self._folder / "music")
        if self._arc is arc:
            self._arc = found
        return self.arc()

    async def set_ceiling(self, decibel: float, who: Who | None) -> None:
        """Let no hand make it louder than this; Refusal when it would be louder than before and ``who`` may not say so."""
        if decibel > self.settings.level_db and not may_raise_ceiling(self.session, who):
            raise Refusal("session.not_your_word")
        await self.sound.set_ceiling(decibel)

    def check_of(self, arc: Arc) -> ArcCheck:
        """A check of ``arc`` against the session's planned phases, to be worked off on a thread of its own."""
        from facilitator_app.playlists.report import ArcCheck

        programme = self.session.state.programme if self.session is not None else None
        planned: Mapping[str, float | None] = (
            {phase.key: phase.minutes * 60.0 if phase.minutes else None for phase in programme.phases}
            if programme is not None
            else arc.planned
        )
        return ArcCheck(arc, self._folder / "music", planned)

    async def leave(self) -> None:
        """Follow the session's phases no more.  The music plays on and is still written, until ``let_go``."""
        if self._stop_following is not None:
            self._stop_following()
            self._stop_following = None

    async def let_go(self) -> None:
        """The record is about to close: what plays is written when it is open again."""
        await self.leave()
        async with self._turn:
            self.session = None
            self._can_write.clear()

    async def finish(self) -> None:
        """Fade out and end the engine's plan: the session is over.  An engine that is not there has none to end."""
        if self.awake is not None:
            self.awake.end()
        if self.deck is not None:
            with contextlib.suppress(Trouble):  # lost: the deck's state says so, and no ending waits for it
                await self.deck.finish()

    async def close(self) -> None:
        """Let go of the engine.  It plays on to the end of its plan."""
        if self.check is not None:
            self.check.stop()
        if self.awake is not None:
            self.awake.end()
        await self.sound.close()
        if self.deck is not None:
            await self.deck.close()
            self.deck = None

    def _measure(self) -> None:
        """Have the playlist in use measured in the background, and its levels told to the engine."""
        if self._player is None:
            if self.check is not None:
                self.check.stop()
            self._faults.spawn(self._levelled(), "measure the music")

    async def _levelled(self) -> None:
        try:
            arc = await self.found_again()
            gains = {piece.id: 0.0 for piece in arc.pieces}  # what ships is at its level already
            if self.settings.playlist:
                check = self.check = self.check_of(arc)
                await asyncio.to_thread(_work_off, check)
                gains = check.gains
        except (Trouble, Refusal):
            return  # no playlist, or no libVLC: told when the engine was attached
        if self.deck is not None and arc is self._arc:
            await self.deck.set_gains(gains)

    async def _attach(self, *, start: bool) -> None:
        from facilitator_app.playlists.deck import Deck

        if self.deck is None:
            deck = Deck(self.player(), self._faults, self._clock)
            deck.listen_events(self._heard)
            self.deck = deck
        try:
            if start:
                self.deck.bed = self._read("").bed
            await self.deck.attach(self.arc() if start else None, start=start)
        except (Trouble, Refusal) as fault:
            self._faults.report(fault, "music")

    def _link(self) -> Player:
        from facilitator_app.playlists.link import EngineLink

        return EngineLink(self._folder / "music", self.settings.loudspeaker)

    def _read(self, playlist: str) -> Arc:
        from facilitator_app.playlists.arc import open_arc

        programme = self.session.state.programme if self.session else None
        phases = [phase.key for phase in programme.phases] if programme else []
        return open_arc(Path(playlist) if playlist else SHIPPED, phases)

    def _follow(self, change: Change) -> None:
        """The room moved on: the music follows, if it is playing.  And what could not be written is tried again."""
        self._can_write.set()
        self.further_dose = self._offers(change)
        deck = self.deck
        if deck is None or change.before.phase == change.after.phase:
            return
        if deck.state.status in UNDER_WAY:
            self._faults.spawn(deck.follow(change.after.phase), "music follows")

    def _offers(self, change: Change) -> bool:
        """Whether a further dose came, or was there before, and the phase is still the same."""
        if change.before.phase != change.after.phase:
            return False
        had = change.before.people
        return self.further_dose or any(
            len(person.doses) > len(had[person.id].doses) > 0
            for person in change.after.people.values()
            if person.id in had
        )

    def _heard(self, event: DeckEvent) -> Awaitable[None]:
        """The engine forgets the event when what is returned is done."""
        return self._written(event)

    async def _written(self, event: DeckEvent) -> None:
        """Wait for a session to write to, and write; when it cannot be, wait for the next line that can."""
        while True:
            await self._can_write.wait()
            async with self._turn:
                if self.session is None:
                    continue
                try:
                    return await self._write(self.session, event)
                except Trouble as trouble:
                    self._can_write.clear()
                    self._faults.report(trouble, "music into the record")

    async def _write(self, session: Session, event: DeckEvent) -> None:
        """One event of the deck as a line; what was before the session, or is there already, is left out."""
        opened, closed = session.state.opened_at, session.state.closed_at
        fact = _fact(session, event)
        if (
            opened is None
            or event.at < opened
            or any(_event_of(entry) == event.event_id for entry in session.history.entries)
        ):
            return
        if closed is not None and event.at > closed and not isinstance(fact, room.MusicEnded):
            return
        await session.write(fact, at=min(event.at, self._clock.now()))


def may_raise_ceiling(session: Session | None, who: Who | None) -> bool:
    """Whether this is an administrator, or leads the session that plays.  Anybody may make the loudest softer."""
    leads = who is not None and session is not None and session.state.lead == who.id
    return leads or (who is not None and word_counts(who.roles, Act.RAISE_CEILING))


def _work_off(check: ArcCheck) -> None:
    for _ in check.work():
        pass


def _fact(session: Session, event: DeckEvent) -> Fact:
    from facilitator_app.playlists import deck

    id_ = event.event_id
    match event:
        case deck.PieceBegan():
            where = _where(event)
            return music.MusicBegan(
                play=id_, title=event.title, phase=event.phase, because=event.why, event=id_, **where
            )
        case deck.PieceEnded():
            play, where = _play_of(session, event.title), _where(event)
            return music.MusicEnded(play=play, title=event.title, why=event.why, event=id_, **where)
        case deck.PieceChanged():
            return music.MusicChanged(
                what=music.What(event.what), title=event.title, phase=event.phase, because=event.why, event=id_,
                minutes=round(event.held_s / 60), **_where(event),
            )  # fmt: skip
        case deck.PiecePassedOver():
            return room.MusicTroubled(trouble=event.why, title=event.title, event=id_)
        case deck.SoundLost():
            return room.MusicTroubled(trouble="music.device_lost", event=id_)
        case deck.SoundBack():
            return room.MusicTroubled(trouble="music.device_back", event=id_)


async def _choose(music: RoomMusic, folder: Path, name: str) -> None:
    """Use the kept playlist of that name, as a programme asks (empty: it does not); Trouble when this device has none."""
    from facilitator_app.playlists.kept import Lists

    found = Lists(folder / "music").named(name) if name else None
    if name and found is None:
        raise Trouble("music.no_such_playlist", name=name)
    if found is not None and str(found) != music.settings.playlist:
        await music.choose(found)


def _where(event: PieceBegan | PieceEnded | PieceChanged) -> dict[str, int]:
    """Whole seconds and decibels: nobody hears less."""
    return {"second": max(0, int(event.position_s)), "level_db": round(max(-40.0, min(0.0, event.level_db)))}


def _play_of(session: Session, title: str) -> str:
    """The latest beginning of a piece; in a crossfade the next one has begun before this one ends."""
    for entry in reversed(session.history.entries):
        if isinstance(entry.fact, room.MusicBegan) and entry.fact.title == title:
            return entry.fact.play
    return ""


def _event_of(entry: Entry) -> str:
    fact = entry.fact
    return fact.event if isinstance(fact, music.MUSIC) else ""
