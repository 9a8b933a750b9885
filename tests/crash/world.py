"""A clinic that is lived in at random: what is done there, what is held against what, and how its day looks from every side.

Goes through the same door as the window (``App``), on a real encrypted file; only the clock and the player are fakes.
"""

from __future__ import annotations

import asyncio
import atexit
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from facilitator_app import key_slots, monitoring, programmes, review, team_report
from facilitator_app.app import App
from facilitator_app.clinic import Clinic
from facilitator_app.course import course
from facilitator_app.faults import Fault, Refusal
from facilitator_app.handoff.packet import compose
from facilitator_app.own_copy import own_copy
from facilitator_app.readiness import board
from facilitator_app.record import oversight
from facilitator_app.record.apply import apply
from facilitator_app.record.clinic import ClinicState, ParticipantAdded
from facilitator_app.record.clinic import apply as apply_clinic
from facilitator_app.record.entry import Entry, kind_of
from facilitator_app.record.findable import asked
from facilitator_app.record.history import History
from facilitator_app.record.oversight import Guarded
from facilitator_app.record.process_notes import NotesLicensed
from facilitator_app.record.retention import RetentionKept
from facilitator_app.record.roles import Role
from facilitator_app.record.state import SessionState
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.rehearsal.faults import killed
from facilitator_app.rehearsal.silent_player import SilentPlayer
from facilitator_app.session import Session
from facilitator_app.text import english
from tests.people import START

PROGRAMME = "group_circle_three"
SIGN_INS = ("ines", "tomas", "devi", "hale", "mae")
_NAMES = ("Rowan", "Amara", "Idris", "Noor")
_TEAM: tuple[tuple[str, tuple[Role, ...]], ...] = (
    ("Ines Okafor", (Role.ADMINISTRATOR, Role.MEDICAL_PROVIDER)),
    ("Tomas Lind", (Role.FACILITATOR,)),
    ("Devi Rao", (Role.FACILITATOR, Role.INTEGRATION_THERAPIST)),
    ("Dr. Hale", (Role.PRESCRIBER,)),
    ("Mae", (Role.ADMINISTRATOR,)),
)
R = TypeVar("R")
WORDS = english()


@contextmanager
def cheap_tries() -> Iterator[None]:
    """Slots that cost little: it is not their strength that is tried."""
    dear, key_slots.COST = key_slots.COST, key_slots.Cost(passes=1, memory=64, lanes=1)
    try:
        yield
    finally:
        key_slots.COST = dear


def passphrase(sign_in: str) -> str:
    """Everybody's, made of their sign-in."""
    return f"four quiet mats for {sign_in}"


@cache
def _made() -> Path:
    """A clinic with its team, four people and a signed plan, made once for all worlds of this process."""
    place = Path(tempfile.mkdtemp(prefix="facilitator-commands-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    asyncio.run(_make(place / "clinic"))
    return place / "clinic"


async def _make(folder: Path) -> None:
    clock = FastClock(START)
    app = App(folder, clock=clock, player=SilentPlayer(clock))
    await app.start()
    (first, roles), *others = _TEAM
    await app.make_clinic(
        name="Still Water (invented)", zone="America/Denver", person=first, roles=roles, sign_in=SIGN_INS[0],
        passphrase=passphrase(SIGN_INS[0]),
    )  # fmt: skip
    for sign_in, (name, roles) in zip(SIGN_INS[1:], others, strict=True):
        await app.add_account(name=name, roles=roles, sign_in=sign_in, passphrase=passphrase(sign_in))
    assert app.clinic is not None
    for name in _NAMES:
        told = ParticipantAdded(preferred_name=name, legal_name=f"{name} Example", intention=f"{name} wants quiet.")
        await app.clinic.add_participant(told)
    await app.clinic.sign_plan(PROGRAMME, programmes.starting_plans()[-1])
    await app.clinic.note(RetentionKept(years=0, source="Invented: nothing has to be kept."))
    assert app.at_screen is not None
    await app.oversight.write(NotesLicensed(staff=app.at_screen.id, licensed=True))
    await app.close()


class World:
    """One clinic from one morning on.  ``do`` is the only way anything happens; ``close`` takes it all away."""

    def __init__(self) -> None:
        self._kept = ExitStack()
        self._kept.enter_context(cheap_tries())
        self.place = Path(tempfile.mkdtemp(prefix="facilitator-world-"))
        shutil.copytree(_made(), self.place / "clinic")
        self.runner = asyncio.Runner()
        self.clock = FastClock(START)
        self.player = SilentPlayer(self.clock)
        self.told: Counter[str] = Counter()
        self.bugs: list[BaseException] = []
        self.drafts: dict[str, str] = {}
        self.left: dict[UUID, tuple[Entry, ...]] = {}
        self.app = App(self.place / "clinic", clock=self.clock, player=self.player)
        self.run(self._come_in())
        self.run(self.begin(range(3)))

    def run(self, work: Coroutine[Any, Any, R]) -> R:
        """Until it is done."""
        return self.runner.run(work)

    async def _come_in(self) -> None:
        self.app.faults.listen(self._hear)
        await self.app.start()
        await self.app.unlock(SIGN_INS[0], passphrase(SIGN_INS[0]))

    def _hear(self, fault: BaseException, where: str) -> None:
        if not isinstance(fault, Fault):
            self.bugs.append(fault)

    @property
    def clinic(self) -> Clinic:
        """The clinic's writer."""
        assert self.app.clinic is not None
        return self.app.clinic

    @property
    def people(self) -> tuple[UUID, ...]:
        """Who was ever added and is not erased."""
        return tuple(self.clinic.state.participants)

    @property
    def staff(self) -> tuple[UUID, ...]:
        """The team."""
        return tuple(self.clinic.state.staff)

    @property
    def session(self) -> Session:
        """The session on the screen; refused without one, as every button of a room is."""
        if self.app.session is None:
            raise Refusal("session.not_open")
        return self.app.session

    def moment(self, share: int) -> datetime | None:
        """When so many hundredths of the session had gone by; None for now."""
        opened = self.app.session.state.opened_at if self.app.session else None
        return None if share == 100 or opened is None else opened + (self.clock.now() - opened) * share / 100

    def counts(self) -> tuple[int, ...]:
        """How many lines there are: the room's, the clinic's."""
        session = self.app.session
        return (session.history.count if session else 0, self.clinic.history.count)

    def do(self, work: Callable[[], Coroutine[Any, Any, object]]) -> str:
        """One command; the key with which it was refused, or nothing.  A refused one has changed nothing in memory."""
        before, scope = self.counts(), self.app.session.scope if self.app.session else None
        try:
            self.run(work())
            self.told["accepted"] += 1
            key = ""
        except Refusal as refused:
            key = refused.key
            self.told["refused"] += 1
            self.told[f"refused {key}"] += 1
            if scope == (self.app.session.scope if self.app.session else None):
                assert self.counts() == before, f"refused with {key}, and yet something was written"
        assert not self.bugs, self.bugs
        return key

    # ------------------------------------------------------------ what has more than one step
    async def come(self, sign_in: str) -> None:
        """Somebody takes the screen over; wrong tries before slow nothing down any more."""
        self.clock.advance(timedelta(minutes=1))
        await self.app.switch_to(sign_in, passphrase(sign_in))

    async def begin(self, seats: Sequence[int]) -> None:
        """A session of those people, with who is at the screen."""
        await self.leave()
        assert self.app.at_screen is not None
        people = dict(enumerate((self.people[one % len(self.people)] for one in seats), 1)) if self.people else {}
        await self.app.begin_session(
            title="A circle", programme=PROGRAMME, lead=self.app.at_screen.id, staff=[self.app.at_screen.id], seats=people,
            staffing_reason="One is late.",
        )  # fmt: skip

    async def leave(self) -> None:
        """Out of the room; what it had is remembered, to be held against what is read of it later."""
        if self.app.session is not None:
            self.left[self.app.session.scope] = self.app.session.history.entries
        await self.app.leave_session()

    async def restart(self, *, kill: bool) -> None:
        """The program ends, or is killed, and another comes to the same state as was on the screen, and to every draft."""
        await self.app.faults.finished()
        await self.leave_no_trace_of_erased()
        scope = self.app.session.scope if self.app.session else None
        sessions = dict(self.left)
        if self.app.session is not None:
            sessions[self.app.session.scope] = self.app.session.history.entries
        clinic, guarded = self.clinic.history.entries, (await self.app.oversight.read(), self.app.oversight.scope)
        if kill:
            self.app = await killed(self.app, self.player)
        else:
            await self.app.close()
            self.app = App(self.app.folder, clock=self.clock, player=self.player)
        await self._come_in()
        self._same("clinic", History(ClinicState(), apply_clinic, clinic), self.clinic.history)
        for one, entries in sessions.items():
            again = await self.app.read_session(one)
            self._same("session", History(SessionState(), apply, entries), again.history)
        assert await self.app.oversight.read() == guarded[0], "who guards"
        assert self.app.journal is not None
        kept = await self.app.journal.drafts()
        assert {key: text for key, text in kept.items() if key in self.drafts} == self.drafts, "a draft"
        if scope is not None and scope in self.clinic.state.sessions:
            await self.app.enter_session(scope)

    async def leave_no_trace_of_erased(self) -> None:
        """Who was erased is in no room's memory any more, as in no file's."""
        gone = self.clinic.state.keeping.erased
        self.left = {
            scope: tuple(entry for entry in entries if entry.participant not in gone)
            for scope, entries in self.left.items()
        }

    @staticmethod
    def _same(what: str, live: History[Any], again: History[Any]) -> None:
        assert {entry.id: entry for entry in live.entries} == {entry.id: entry for entry in again.entries}, what
        assert live.state == again.state, what

    # ------------------------------------------------------------ how it looks
    async def histories(self) -> dict[UUID, tuple[Entry, ...]]:
        """Every line there is on disk, by the scope it belongs to."""
        assert self.app.journal is not None
        return {scope: await self.app.journal.entries(scope) for scope in await self.app.journal.scopes()}

    def views(self, told: dict[UUID, Sequence[Entry]]) -> dict[str, object]:
        """Everything that is worked out from the lines, when they come in this order."""
        clinic = History(ClinicState(), apply_clinic, told[self.clinic.scope])
        seen: dict[str, object] = {"clinic": clinic.state, "clinic lines": clinic.lines()}
        guards = told.get(self.app.oversight.scope, ())
        seen["guarded"] = History(Guarded(), oversight.apply, guards).state
        sessions = {scope: one_by_one(told[scope]) for scope in clinic.state.sessions if scope in told}
        for scope, history in sessions.items():
            seen |= {f"{scope} {name}": view for name, view in self._of_a_session(history, clinic.state).items()}
        seen["report"] = team_report.report(sessions.values())
        for person, known in clinic.state.participants.items():
            seen[f"course {person}"] = course(person, known.told.preferred_name, sessions.items(), WORDS)
            seen[f"own copy {person}"] = own_copy(person, clinic, list(sessions.values()), WORDS)
        return seen

    def _of_a_session(self, history: History[SessionState], clinic: ClinicState) -> dict[str, object]:
        state, now = history.state, self.clock.now()
        if state.opened_at is None:
            return {"state": state}
        zone, plan = ZoneInfo(state.zone), monitoring.plan_of(state)
        seen: dict[str, object] = {"state": state, "lines": history.lines()}
        seen["timeline"] = review.timeline(history, zone, WORDS)
        seen["table"] = review.log_rows(history, zone, WORDS)
        seen["board"] = board(state)
        for person in state.in_seat_order:
            seen[f"due {person.id}"] = monitoring.checks_due(person, plan, now)
            seen[f"limits {person.id}"] = monitoring.limits_passed(person, plan)
            known = clinic.participants.get(person.id)
            seen[f"packet {person.id}"] = compose(history, person.id, known.told if known else None, WORDS)
        return seen

    def delivered_anyhow(self, dice: random.Random) -> int:
        """Hold every view against the one of the same lines shuffled and doubled; returns how many lines were delivered."""
        told = self.run(self.histories())
        anyhow: dict[UUID, Sequence[Entry]] = {}
        for scope, entries in told.items():
            lines = [*entries, *dice.sample(entries, k=len(entries) // 2)]
            dice.shuffle(lines)
            anyhow[scope] = lines
        in_time, shuffled = self.views(dict(told)), self.views(anyhow)
        for name, view in in_time.items():
            assert shuffled[name] == view, f"another {name.split()[-1]} when lines come in another order"
        return sum(map(len, anyhow.values()))

    async def found(self, word: str) -> int:
        """How many lines the search finds."""
        assert self.app.journal is not None
        return len(await self.app.journal.find(asked(word), 50))

    def kinds(self) -> set[str]:
        """The kinds that were really written."""
        return {kind_of(entry.fact) for entries in self.run(self.histories()).values() for entry in entries}

    def close(self) -> None:
        """Nothing is left."""
        try:
            self.run(self.app.close())
        finally:
            self.runner.close()
            self._kept.close()
            shutil.rmtree(self.place, ignore_errors=True)


def one_by_one(entries: Sequence[Entry]) -> History[SessionState]:
    """A session's history, half of it there at the start and half of it coming in line by line."""
    half = len(entries) // 2
    history = History(SessionState(), apply, entries[:half])
    for entry in entries[half:]:
        history.add(entry)
    return history
