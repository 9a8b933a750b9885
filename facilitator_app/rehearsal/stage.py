"""The stage a story is played on: the real app in a folder, with a clock of its own and a player that makes no sound.

Knows who is called what, and how to stop the program in mid-word and start it again from what is on disk.
"""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from facilitator_app import agenda, programmes
from facilitator_app.app import App
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.record.agenda import SetSession
from facilitator_app.record.entry import Entry
from facilitator_app.record.history import Line as RecordLine
from facilitator_app.record.roles import Role
from facilitator_app.record.state import Person, SessionState
from facilitator_app.rehearsal import faults
from facilitator_app.rehearsal.acts import Which
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.rehearsal.grammar import THINGS
from facilitator_app.rehearsal.silent_player import SilentPlayer
from facilitator_app.rehearsal.story import Heading, Member
from facilitator_app.session import Session
from facilitator_app.settings import Settings, keep_settings

TICK = timedelta(seconds=20)
_WRITERS = ("session write", "clinic write", "music into the record", "music follows")
"""What the core's own tasks are called that write down what just happened."""

Camera = Callable[[App, str, str], Awaitable[None]]
"""Takes a picture of a screen of the app, under a name."""


class Stage:
    """One rehearsal.  ``passphrase`` opens every account; without one it is made up.

    ``camera(app, screen, name)`` takes the pictures the story asks for; without one there are none.
    """

    def __init__(self, folder: Path, heading: Heading, start: datetime, passphrase: str | None = None) -> None:
        self.folder = folder
        self.heading = heading
        self.passphrase = passphrase or secrets.token_urlsafe(15)
        self.recovery_code = ""
        self.clock = FastClock(start)
        self.player = SilentPlayer(self.clock)
        self.app = App(folder, clock=self.clock, player=self.player)
        self.troubles: list[str] = []
        self.camera: Camera | None = None
        self.scope: UUID | None = None
        self._ids: dict[str, UUID] = {}
        self._told_to_hear()

    @property
    def session(self) -> Session:
        """The session on the screen; refuses while there is none."""
        if self.app.session is None:
            raise Refusal("session.not_open")
        return self.app.session

    @property
    def state(self) -> SessionState:
        """What the session's entries come to."""
        return self.session.state

    @property
    def now(self) -> datetime:
        """Now, by the rehearsal's clock."""
        return self.clock.now()

    def id(self, name: str) -> UUID:
        """The id of a person or somebody of the team, by the name the story has."""
        return self._ids[name]

    def person(self, name: str) -> Person:
        """A person as the session has them; refuses who has no seat."""
        found = self.state.people.get(self.id(name))
        if found is None:
            raise Refusal("room.not_seated", field="participant")
        return found

    def everybody(self, names: tuple[str, ...]) -> list[UUID]:
        """The people meant: ``all`` is everybody on a seat who is not out."""
        if names == ("all",):
            return [person.id for person in self.state.in_seat_order if person.out is None]
        return [self.id(name) for name in names]

    def lines(self, thing: str, person: str = "") -> list[RecordLine]:
        """The session's lines of a kind, as they read now, in the order of writing."""
        about = self.id(person) if person else None
        kind = THINGS[thing].partition("/")[0]  # in any version of it
        found = [
            line
            for line in self.session.history.lines()
            if line.first.kind.partition("/")[0] == kind and (not person or line.first.participant == about)
        ]
        return sorted(found, key=lambda line: _written(line.first))

    def line(self, which: Which) -> RecordLine:
        """The line meant by "Rowan's last vitals"; refuses when there is none."""
        found = self.lines(which.thing, which.person)
        if not found:
            raise Refusal("session.no_such_line")
        return found[0 if which.first else -1]

    def draft_key(self, person: str) -> str:
        """Where the half-typed note about a person is kept."""
        return f"session/{self.session.scope}/note/{self.id(person)}"

    async def set_up(self) -> None:
        """Make the clinic of the heading: its team, its people, and the plan signed by whose word counts."""
        first, *others = self.heading.staff
        self.folder.mkdir(parents=True, exist_ok=True)
        keep_settings(self.folder, Settings(veil_minutes=0))  # its clock leaps, and nobody has left the screen
        await self.app.start()
        self.recovery_code = await self.app.make_clinic(
            name=self.heading.clinic,
            zone=self.heading.zone,
            person=first.name,
            roles=(*first.roles, *({Role.ADMINISTRATOR} - set(first.roles))),
            sign_in=sign_in(first.name),
            passphrase=self.passphrase,
        )
        clinic = self.app.clinic_state()
        self._ids = {member.name: member.id for member in clinic.staff.values()}
        for member in others:
            self._ids[member.name] = await self.app.add_account(
                name=member.name, roles=member.roles, sign_in=sign_in(member.name), passphrase=self.passphrase
            )
        if self.app.clinic is None:
            raise Refusal("app.locked")
        for guest in self.heading.people:
            id_ = await self.app.clinic.add_participant(guest.told, guest.reached, sure=True)
            self._ids[guest.told.preferred_name] = id_
        await self._keep_programme()
        await self._sign_plan()
        await self.to_screen(self._lead().name)

    async def _keep_programme(self) -> None:
        """What the heading sets of its programme is kept as the next version."""
        known = self.app.clinic_state().programmes.get(self.heading.programme)
        if known is None or self.app.clinic is None:
            return
        told = self.heading.sets.programme(known)
        if told != known:
            await self.app.clinic.keep_programme(told)

    async def _sign_plan(self) -> None:
        plans = {plan.name: plan for plan in programmes.starting_plans()}
        if self.heading.plan not in plans:
            raise Refusal("story.unknown_plan", name=self.heading.plan)
        signer = next((m for m in self.heading.staff if {Role.MEDICAL_PROVIDER, Role.PRESCRIBER} & set(m.roles)), None)
        if signer is None or self.app.clinic is None:
            return  # the programme stays unusable, as it would in a clinic
        await self.to_screen(signer.name)
        await self.app.clinic.sign_plan(self.heading.programme, self.heading.sets.plan(plans[self.heading.plan]))

    def set_session(self, title: str) -> SetSession:
        """The session that is set under that title; refuses when there is none."""
        found = self.app.clinic_state().agenda.sessions.values()
        one = next((one for one in found if one.told.title == title), None)
        if one is None:
            raise Refusal("agenda.not_set")
        return one

    async def open_as_set(self, title: str, reason: str, at: datetime | None = None) -> None:
        """The session that was set begins: with who is expected, on the seats that are kept for them; or began ``at``."""
        one = self.set_session(title)
        seats = agenda.seats(self.app.clinic_state(), one, at or self.now)
        await self._begin(title, reason, seats, one.told.group, at, one.told.session)

    async def open_session(self, reason: str, group: UUID | None = None, at: datetime | None = None) -> None:
        """The session begins, or began ``at``: the team of the heading is there, and the people with a seat sit down."""
        seats = {guest.seat: self.id(guest.told.preferred_name) for guest in self.heading.people if guest.seat}
        await self._begin(self.heading.title, reason, seats, group, at)

    async def _begin(
        self,
        title: str,
        reason: str,
        seats: dict[int, UUID],
        group: UUID | None,
        at: datetime | None,
        as_set: UUID | None = None,
    ) -> None:
        present = [
            m for m in self.heading.staff if not m.later and {Role.FACILITATOR, Role.MEDICAL_PROVIDER} & set(m.roles)
        ]
        session = await self.app.begin_session(
            as_set=as_set,
            title=title,
            programme=self.heading.programme,
            lead=self.id(self._lead().name),
            staff=[self.id(member.name) for member in present],
            seats=seats,
            staffing_reason=reason,
            people_reason=reason,
            group=group,
            at=at,
        )
        self.scope = session.scope

    async def to_screen(self, staff: str) -> None:
        """Somebody of the team takes the screen."""
        await self.app.switch_to(sign_in(staff), self.passphrase)

    async def unlock(self, staff: str, passphrase: str | None = None) -> None:
        """Somebody unlocks, and is back in the session that was left."""
        await self.app.unlock(sign_in(staff), passphrase or self.passphrase)
        if self.scope is not None:
            await self.app.enter_session(self.scope)

    async def kill(self, staff: str) -> None:
        """The program is gone as it stands and started again on what is on disk; ``staff`` (else who was there) unlocks."""
        at_screen = self.app.at_screen
        who = staff or (at_screen.name if at_screen else self._lead().name)
        self.app = await faults.killed(self.app, self.player)
        self._told_to_hear()
        await self.app.start()
        await self.unlock(who)

    async def let_pass(self, until: datetime) -> None:
        """Time passes until ``until``, in steps short enough for the music to be written down when it changes.

        Without a session and without music nothing happens meanwhile, and days pass at once.
        """
        if self.app.session is None and self.app.deck is None and until > self.now:
            self.clock.advance(until - self.now)
        while self.now < until:
            self.clock.advance(min(TICK, until - self.now))
            self.player.advance()
            await settled()

    def _lead(self) -> Member:
        """Who leads: named so, else the first facilitator, else the first of the team."""
        staff = self.heading.staff
        named = [member for member in staff if member.lead] + [m for m in staff if Role.FACILITATOR in m.roles]
        return (named or staff)[0]

    def _told_to_hear(self) -> None:
        self.app.faults.listen(lambda fault, where: self._heard(fault))

    def _heard(self, fault: BaseException) -> None:
        if isinstance(fault, Trouble):
            self.troubles.append(fault.key)


async def settled() -> None:
    """Let the core finish writing down what has happened."""
    for _ in range(5):  # what the player told becomes a task of the core, and that one a write
        await asyncio.sleep(0)
    while writing := [task for task in asyncio.all_tasks() if task.get_name() in _WRITERS]:
        await asyncio.wait(writing)
        for _ in range(5):
            await asyncio.sleep(0)


def sign_in(name: str) -> str:
    """What somebody of a rehearsal signs in with: the first name in small letters, or the whole when it is a title."""
    words = re.findall(r"\w+", name.lower())
    return words[0] if len(words[0]) > 2 else "".join(words)


def _written(entry: Entry) -> tuple[datetime, int]:
    return entry.recorded_at, entry.stamp.hlc if entry.stamp else 0
