"""The composition root: builds vault, record, clinic, session and music and introduces them to each other.  Knows no Qt.

Start: find the clinic, attach to music that plays on; unlock; enter a session.  Stop: session, music link, record.
The way in is shown before the core behind it is imported: this module and the door load without it, and ``start`` brings it
in on a thread of its own.  Everything that knows a record is therefore imported where it is first needed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NotRequired, TypedDict, Unpack
from uuid import UUID

from facilitator_app.clock import Clock, SystemClock
from facilitator_app.door import Door, Inside
from facilitator_app.faults import Faults, Listeners, Refusal
from facilitator_app.guarding import Guarding

if TYPE_CHECKING:
    from facilitator_app.clinic import Clinic
    from facilitator_app.copies import Copies
    from facilitator_app.device_store import KeyStore
    from facilitator_app.journal import Finding, JournalFile
    from facilitator_app.monitoring import Due
    from facilitator_app.playlists.deck import Deck, Player
    from facilitator_app.record.clinic import ClinicState
    from facilitator_app.record.entry import Entry
    from facilitator_app.record.roles import Role
    from facilitator_app.room_music import RoomMusic
    from facilitator_app.session import Session, Who
    from facilitator_app.vault import Opened


class Stage(StrEnum):
    """How far the app is open."""

    NO_CLINIC = "no_clinic"
    LOCKED = "locked"
    OPEN = "open"


class Beginning(TypedDict):
    """What a session begins with: who leads, who of the team is there, who sits where, and of which group it is.

    ``at``: when it began, where that is past and it is opened only now.
    """

    title: str
    programme: str
    lead: UUID
    staff: Sequence[UUID]
    seats: Mapping[int, UUID]
    staffing_reason: NotRequired[str]
    people_reason: NotRequired[str]
    group: NotRequired[UUID | None]
    at: NotRequired[datetime | None]


class App(Guarding):
    """All there is one of.  ``player``: the music engine's link, or a rehearsal's silent one; ``store``: what keeps PINs."""

    def __init__(
        self, folder: Path, *, clock: Clock | None = None, player: Player | None = None, store: KeyStore | None = None
    ) -> None:
        self.folder = folder
        self.clock: Clock = clock or SystemClock()
        self.faults = Faults()
        self.door = Door(folder, self.clock, self.faults, store)
        self.stage = Stage.LOCKED if self.door.is_there() else Stage.NO_CLINIC
        self.clinic: Clinic | None = None
        self.session: Session | None = None
        self.journal: JournalFile | None = None
        self.at_screen: Who | None = None
        self.came_due: tuple[Due, ...] = ()
        self.away_since: datetime | None = None
        self.drafts: dict[str, str] = {}
        self._player = player
        self._listeners: Listeners[[]] = Listeners(self.faults, "app listener")

    @cached_property
    def music(self) -> RoomMusic:
        """The music of the room."""
        from facilitator_app.room_music import RoomMusic

        return RoomMusic(self.folder, self.clock, self.faults, self._player)

    @cached_property
    def copies(self) -> Copies:
        """The copies of the record."""
        from facilitator_app.copies import Copies

        return Copies(self.folder, self.faults)

    @property
    def deck(self) -> Deck | None:
        """What plays, or None while no engine is attached."""
        return self.music.deck

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call ``listener`` when the stage, the session or who is at the screen changes; returns how to stop."""
        return self._listeners.add(listener)

    async def start(self) -> None:
        """Look for a clinic in the folder, and attach to music that is still playing.

        Raises Trouble when the record could not be begun or opened where it is; then nothing was changed.
        """
        import asyncio

        self.stage = Stage.LOCKED if self.door.is_there() else Stage.NO_CLINIC
        self._listeners.tell()
        await asyncio.to_thread(_import_core)
        await self.music.attach_if_playing()
        self._listeners.tell()
        await asyncio.to_thread(self.door.look)

    async def make_clinic(
        self, *, name: str, zone: str, person: str, roles: Sequence[Role], sign_in: str, passphrase: str
    ) -> str:
        """Make the clinic and its first account; returns the recovery code for paper.  Nothing is left half-made."""
        from facilitator_app import programmes

        inside, code = await self.door.make(
            name=name,
            zone=zone,
            person=person,
            roles=roles,
            sign_in=sign_in,
            passphrase=passphrase,
            programmes=programmes.shipped(),
        )
        self.take(inside)
        return code

    async def unlock(self, sign_in: str, passphrase: str) -> None:
        """Open the record with a person's own sign-in and passphrase."""
        self.take(await self.door.come_in(sign_in, passphrase))

    async def unlock_with_pin(self, pin: str, sign_in: str = "") -> None:
        """Open the record with a PIN kept on this device; ``sign_in`` says whose, where several are."""
        self.take(await self.door.come_in_with_pin(pin, sign_in))

    async def switch_to(self, sign_in: str, passphrase: str) -> None:
        """Somebody else takes the screen; the room goes on."""
        await self._switch(self.door.knock(sign_in, passphrase))

    async def switch_with_pin(self, accounts: Collection[UUID], pin: str) -> None:
        """The same as the one of ``accounts`` whose PIN of this run it is."""
        await self._switch(await self.door.shown_by_pin(accounts, pin))

    async def _switch(self, opened: Opened) -> None:
        self._at_screen(who := self._clinic().who_comes(opened.account))
        self._listeners.tell()
        if self.session is not None:
            from facilitator_app import session_ends

            told = session_ends.takes_screen(self._clinic(), self.session, self.read_session, who)
            await self.faults.or_report(told, "session")

    async def lock(self) -> None:
        """Put names and notes out of reach.  The music goes on; what it does is written when the session is entered again."""
        await self.leave_session()
        await self.music.let_go()
        await self.faults.finished()
        if self.journal is not None:
            await self.journal.close()
        self.door.shut()
        self.journal = self.clinic = self.at_screen = None
        self.stage = Stage.LOCKED
        self._listeners.tell()

    async def add_account(self, *, name: str, roles: Sequence[Role], sign_in: str = "", passphrase: str = "") -> UUID:
        """Add somebody to the team, with a way in when a sign-in is given."""
        return await self.door.add_account(self._clinic(), name, roles, sign_in, passphrase)

    async def begin_session(self, as_set: UUID | None = None, **told: Unpack[Beginning]) -> Session:
        """Open a session, ``as_set`` under that id, with who is in the room and people on seats: all of it or nothing."""
        from facilitator_app import session_ends
        from facilitator_app.record.entry import new_id

        session = self._writer(as_set or new_id(self.clock.now()), ())
        await session_ends.begin(self._clinic(), session, self.clock, self.read_session, **told)
        await self._enter(session, session.programme.playlist)
        return session

    async def seat(self, session: Session, seat: int, person: UUID) -> None:
        """Put a participant of the clinic on a seat, with what the room needs to know; who has a seat only moves."""
        from facilitator_app import session_ends

        await session_ends.seat(self._clinic(), session, self.clock, self.read_session, seat, person)

    async def enter_session(self, scope: UUID, *, veiled: bool = False) -> Session:
        """Come (back) into a session: same state, clocks and drafts; who lifts the veil is there, ``veiled`` nobody is yet."""
        from facilitator_app import session_ends

        session = await self.read_own(scope)
        away, who = session_ends.away(session, self.clock), None if veiled else self.at_screen
        self.away_since, self.came_due = away.since, away.due
        told = session_ends.come_back(self._clinic(), session, self.read_session, away, who)
        await self.faults.or_report(told, "session")
        await self._enter(session)
        return session

    async def read_session(self, scope: UUID) -> Session:
        """A session to read, review and export, without entering it: nothing is written."""
        entries = await self._journal().entries(scope)
        if not entries:
            raise Refusal("app.no_such_session")
        return self._writer(scope, entries)

    async def leave_session(self) -> None:
        """Leave the session as it is; it can be entered again."""
        await self.music.leave()
        self.copies.end()
        self.session, self.away_since, self.drafts, self.came_due = None, None, {}, ()
        self._listeners.tell()

    async def close_session(self, note: str = "", ended: datetime | None = None) -> None:
        """End the session, now or as it ``ended``: everybody must be accounted for.  The music fades out."""
        from facilitator_app import session_ends

        session = self.session
        if session is None:
            raise Refusal("session.not_open")
        await session_ends.end(self._clinic(), session, note, ended)
        await self.music.finish()
        await self.copies.take(self._journal())
        self._listeners.tell()

    async def note_clock_step(self) -> None:
        """Ask about once a second: a wall clock that was set becomes a line of the session that runs."""
        from facilitator_app.clock_steps import note_step

        await note_step(self.session, self.clock)

    def clinic_state(self) -> ClinicState:
        """The clinic as it stands; refuses while locked."""
        return self._clinic().state

    async def verify(self) -> tuple[Finding, ...]:
        """Check every chain, page and projection of the record."""
        return await self._journal().verify()

    def forget_came_due(self) -> None:
        """What came due meanwhile was read."""
        self.came_due, self.away_since = (), None
        self._listeners.tell()

    async def keep_draft(self, key: str, text: str) -> None:
        """Keep half-typed text; empty text drops the draft."""
        if not text:
            await self.drop_draft(key)
            return
        self.drafts[key] = text
        await self._journal().save_draft(key, text)

    async def drop_draft(self, key: str) -> None:
        """Forget half-typed text."""
        if self.drafts.pop(key, None) is not None:
            await self._journal().drop_draft(key)

    async def close(self) -> None:
        """Stop in order: the session, the link to the music (which plays on), the record."""
        await self.leave_session()
        await self.music.let_go()
        await self.faults.finished()
        await self.music.close()
        await self.faults.close()
        if self.journal is not None:
            await self.journal.close()
            self.journal = None

    def take(self, inside: Inside) -> None:
        """The record is open: this is what the app stands on from now on."""
        self.journal, self.clinic, self.stage = inside.journal, inside.clinic, Stage.OPEN
        self._at_screen(inside.who)
        self.faults.spawn(self.sweep_outside(), "sweep", to_the_end=True)
        self._listeners.tell()

    def _at_screen(self, who: Who) -> None:
        self.at_screen = who
        for writer in (self.clinic, self.session):
            if writer is not None:
                writer.at_screen = who

    async def _enter(self, session: Session, playlist: str = "") -> None:
        self.session = session
        self.drafts = await self._journal().drafts(f"session/{session.scope}/")
        await self.music.enter(session, playlist)
        self.copies.begin(self._journal())
        self._listeners.tell()

    def _writer(self, scope: UUID, entries: Sequence[Entry]) -> Session:
        from facilitator_app.carried_on import writer

        session = writer(self._journal(), self._clinic(), scope, self.clock, self.faults, entries)
        session.at_screen = self.at_screen
        return session

    def _clinic(self) -> Clinic:
        if self.clinic is None:
            raise Refusal("app.locked")
        return self.clinic

    def _journal(self) -> JournalFile:
        if self.journal is None:
            raise Refusal("app.locked")
        return self.journal


def _import_core() -> None:
    """Import what coming in needs, in any thread: the way in is on the screen meanwhile, and is typed into."""
    import facilitator_app.clock_steps
    import facilitator_app.copies
    import facilitator_app.playlists.deck
    import facilitator_app.room_music
    import facilitator_app.session_ends  # noqa: F401
