"""A room to look at: an invented clinic on a fast clock and a silent player, its people in the states a room knows."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import msgspec

from facilitator_app.app import App
from facilitator_app.record import room
from facilitator_app.record.adverse import AdverseReported, Severity
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.company import SteppedOut
from facilitator_app.record.doses import DoseGiven, Route
from facilitator_app.record.entry import Fact
from facilitator_app.record.groups import GroupPaper
from facilitator_app.record.programme import Limit, Phase, Plan, Programme, Rule, When
from facilitator_app.record.roles import Role
from facilitator_app.record.touch import Extent, TouchAgreed
from facilitator_app.record.vitals import Measure, Unavailable
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.rehearsal.key_store import StoreInMemory
from facilitator_app.rehearsal.silent_player import SilentPlayer
from facilitator_app.session import Session
from facilitator_app.settings import Settings, keep_settings
from tests.leaving_ready import ready_to_leave
from tests.ready import READY
from tests.test_groups import form, joins, paper
from tests.waiting import until

START = datetime.fromisoformat("2026-03-05T20:00:00+00:00")
PEOPLE = (
    ("Rowan", "1988-02-11", "none known"),
    ("Amara", "1979-09-30", "penicillin"),
    ("Idris", "1991-06-04", "none known"),
    ("Noor", "1966-12-19", ""),
    ("Teodor", "1984-05-21", "latex"),
    ("Mae", "1995-01-08", "none known"),
    ("Sable", "1972-07-23", "none known"),
    ("Juniper", "1990-03-15", "peanuts"),
)
AGREED = """What is said in this group stays in this group. I may speak of what I lived through myself; I do not say who else \
was there, what they said, or what they did.

I do not take pictures or recordings, and I do not look for anybody of the group on the net.

If I break this by a slip I tell the group, so that we can mend it together."""
PASSPHRASE = "seven quiet lanterns"
VITALS: tuple[Measure, ...] = tuple(measure for measure in Measure if measure is not Measure.TEMPERATURE)
MINUTES = {"arrival": 10, "opening_circle": 15, "medicine": 10, "peak": 40, "return": 25, "closing_circle": 20}

PLAN = Plan(
    name="Invented plan",
    source="Invented for rehearsals.",
    invented=True,
    rules=(
        Rule(measures=VITALS, when=When.BEFORE_DOSE),
        Rule(measures=VITALS, when=When.AFTER_DOSE, every_minutes=15),
        Rule(measures=VITALS, when=When.BEFORE_LEAVING),
    ),
    limits=(
        Limit(measure=Measure.SYSTOLIC, high=Decimal(180), reason="invented"),
        Limit(measure=Measure.SPO2, low=Decimal(92), reason="invented"),
    ),
)


class Room:
    """A session with people on seats, and what is needed to go on with it."""

    def __init__(self, app: App, clock: FastClock, player: SilentPlayer, people: dict[str, UUID]) -> None:
        self.app = app
        self.clock = clock
        self.player = player
        self.people = people

    @property
    def session(self) -> Session:
        """The session."""
        assert self.app.session is not None
        return self.app.session

    async def write(self, name: str, fact: Fact, ago: float = 0) -> None:
        """A fact about somebody, ``ago`` minutes ago."""
        await self.session.write(fact, [self.people[name]], at=self.clock.now() - timedelta(minutes=ago))

    async def check(
        self, name: str, rate: int, high: int, low: int, spo2: int, breathing: int = 14, ago: float = 0
    ) -> None:
        """A set of vitals, ``ago`` minutes ago."""
        figures = (rate, high, low, spo2, breathing)
        typed: dict[Measure, str] = dict(zip(VITALS, map(str, figures), strict=True))
        at = self.clock.now() - timedelta(minutes=ago)
        kept = frozenset(VITALS)
        await self.session.take_vitals(self.people[name], typed, confirmed=kept, at=at)

    async def dose(self, name: str, ago: float = 0) -> None:
        """An invented dose, ``ago`` minutes ago."""
        fact = DoseGiven(
            drug="ketamine",
            route=Route.INTRAMUSCULAR,
            amount_mg=Decimal(60),
            strength_mg_per_ml=Decimal(100),
            volume_ml=Decimal("0.6"),
        )
        await self.write(name, fact, ago)

    async def ready(self, name: str, ago: float = 0) -> None:
        """Everything of somebody is as it has to be before the medicine, but clearance and order."""
        for fact in READY:
            await self.write(name, fact, ago)

    async def saw(self, name: str, word: str, ago: float = 0) -> None:
        """An observation, ``ago`` minutes ago."""
        await self.session.observe([self.people[name]], word, at=self.clock.now() - timedelta(minutes=ago))

    async def said(self, name: str, state: room.State, ago: float = 0) -> None:
        """Somebody says how the person is."""
        await self.write(name, room.StateSaid(state=state), ago)


def _never_idle(folder: Path) -> None:
    """A clock that is moved by hand leaves nobody's screen alone."""
    folder.mkdir(parents=True, exist_ok=True)
    keep_settings(folder, Settings(veil_minutes=0))


async def furnished(folder: Path, seats: int = 6) -> Room:
    """A session just begun, with ``seats`` people."""
    clock = FastClock(START)
    player = SilentPlayer(clock)
    _never_idle(folder)
    app = App(folder, clock=clock, player=player)
    await app.start()
    roles = (Role.MEDICAL_PROVIDER, Role.ADMINISTRATOR)
    await app.make_clinic(
        name="Lantern House", zone="America/Denver", person="Ines Okafor", roles=roles, sign_in="ines",
        passphrase=PASSPHRASE,
    )  # fmt: skip
    assert app.clinic is not None
    assert app.at_screen is not None
    tomas = await app.add_account(name="Tomas Lind", roles=(Role.FACILITATOR,))
    devi = await app.add_account(name="Devi Rao", roles=(Role.FACILITATOR,))
    people = {}
    for name, born, allergies in PEOPLE[:seats]:
        told = ParticipantAdded(
            preferred_name=name, birth_date=born, allergies=allergies,
            intention="To sit with what has been heavy, and let it be smaller.",
        )  # fmt: skip
        people[name] = await app.clinic.add_participant(told)
    programme = _programme(app.clinic.state.programmes.values())
    await app.clinic.keep_programme(programme)
    await app.clinic.sign_plan(programme.key, PLAN)
    seated = dict(enumerate(people.values(), start=1))
    await app.begin_session(
        title="Rehearsal", programme=programme.key, lead=tomas, staff=[app.at_screen.id, tomas, devi], seats=seated
    )
    assert app.session is not None
    if people:  # as everybody is asked
        await app.session.write(room.TouchAgreed(consent="as prepared"), list(people.values()))
    return Room(app, clock, player, people)


def _programme(there: object) -> Programme:
    first = next(iter(there))  # type: ignore[call-overload]  # a view of the clinic's programmes
    assert isinstance(first, Programme)
    phases = tuple(Phase(key=one.key, name=one.name, minutes=MINUTES.get(one.key)) for one in first.phases)
    return msgspec.structs.replace(first, key="rehearsal", phases=phases, cap=8, unset=())


async def calm(place: Room) -> None:
    """An hour and a quarter in: everybody dosed, everybody looked after."""
    words = ("eyes_closed", "still", "smiling", "humming", "hands_moving", "tears", "deep_breaths", "still")
    known = [word.key for word in place.session.programme.words]
    place.clock.advance(timedelta(minutes=30))
    for number, name in enumerate(place.people):
        await place.check(name, 66 + 3 * number, 116 + 3 * number, 72 + number, 99 - number % 3)
        await place.said(name, room.State.SETTLED)
        await place.dose(name, ago=0)
        place.clock.advance(timedelta(minutes=1))
    await place.session.write(room.PhaseBegan(phase="peak"))
    place.clock.advance(timedelta(minutes=12))
    for number, name in enumerate(place.people):
        await place.check(name, 72 + 4 * number, 128 + 4 * number, 78 + number, 98 - number % 3)
        await place.said(name, room.State.INWARD, ago=1)
        await place.saw(name, words[number] if words[number] in known else known[number % len(known)], ago=2)
    place.clock.advance(timedelta(minutes=4, seconds=12))
    await place.app.music.begin()
    await until(lambda: place.session.state.playing is not None)
    place.clock.advance(timedelta(seconds=70))
    place.player.advance()


async def nobody_measured(place: Room) -> None:
    """Half an hour in: nobody was measured, nobody has had the medicine."""
    place.clock.advance(timedelta(minutes=30))


async def nobody_dosed(place: Room) -> None:
    """Half an hour in: everybody was measured, nobody has had the medicine."""
    place.clock.advance(timedelta(minutes=30))
    for number, name in enumerate(place.people):
        await place.check(name, 66 + 3 * number, 116 + 3 * number, 72 + number, 99 - number % 3)


async def busy(place: Room) -> None:
    """A room with everything a room can show."""
    await calm(place)
    names = list(place.people)
    place.clock.advance(timedelta(minutes=9))
    await place.check(names[0], 74, 126, 80, 98)
    if len(names) > 1:
        await place.write(names[1], room.SupportCalled(wanted="a hand"), ago=1)
    if len(names) > 2:
        await place.check(names[2], 96, 188, 104, 97, ago=1)
    if len(names) > 4:
        await place.check(names[4], 79, 133, 84, 88, ago=2)
        await place.write(names[4], room.TouchAgreed(consent="hand only", narrowed=True), ago=8)
    if len(names) > 5:
        deferred = room.Deferred(measures=VITALS, reason="deep, not disturbed", breathing_seen=True, again_minutes=10)
        await place.write(names[5], deferred, ago=1)
    place.clock.advance(timedelta(minutes=7, seconds=24))
    if len(names) > 1:
        await place.check(names[1], 91, 139, 85, 96)


async def crowded(place: Room) -> None:
    """Everything at once: two doses, support wanted, a limit passed, touch narrowed, a check overdue; one out and queasy."""
    await calm(place)
    for name in place.people:
        await place.dose(name, ago=1)
        await place.check(name, 104, 192, 108, 89)
        await place.write(name, room.SupportCalled(wanted="a hand"))
        await place.write(name, room.TouchAgreed(consent="hand only", narrowed=True))
    last = list(place.people)[-1]
    await place.write(last, AdverseReported(what="nausea", severity=Severity.MILD))
    await place.session.take_vitals(place.people[last], {}, words={Measure.SPO2: Unavailable.UNRELIABLE_MOVING})
    await place.write(last, SteppedOut(where="lavatory", with_whom="Devi Rao"))
    place.clock.advance(timedelta(minutes=19))


async def marked(place: Room) -> None:
    """Everybody with every mark: out of the room for long, support wanted, a limit passed, queasy, overdue, not by Tomas."""
    await calm(place)
    tomas = next(one for one in place.session.state.staff.values() if one.name == "Tomas Lind")
    for name in place.people:
        await place.dose(name, ago=1)
        await place.check(name, 104, 192, 108, 89)
        await place.write(name, room.SupportCalled(wanted="a hand"))
        await place.write(name, TouchAgreed(extent=Extent.NONE, staff=tomas.id, staff_name=tomas.name))
        await place.write(name, AdverseReported(what="nausea", severity=Severity.MILD))
        await place.write(name, SteppedOut(where="lavatory", with_whom="Devi Rao"))
    place.clock.advance(timedelta(minutes=19))


async def leaving(place: Room) -> None:
    """Towards the end: some have gone, some are grounded."""
    await calm(place)
    place.clock.advance(timedelta(minutes=70))
    await place.session.write(room.PhaseBegan(phase="discharge"))
    for number, name in enumerate(place.people):
        await place.said(name, room.State.GROUNDED, ago=3)
        if number % 2 == 0:
            await place.check(name, 70, 121, 77, 98, ago=1)
            await ready_to_leave(place.session, place.people[name])
            await place.write(name, room.WentOut(way=room.WayOut.CLEARED, escort="a friend"))
    place.clock.advance(timedelta(minutes=6))


async def in_a_group(place: Room) -> None:
    """Amara and Idris belong to a group, and have not accepted its agreement yet."""
    clinic, who = place.app.clinic, place.app.at_screen
    assert clinic is not None
    assert who is not None
    await form(clinic)
    about = {"decided_by": who.id, "decided_by_name": who.name}
    for name in ("Amara", "Idris"):
        await clinic.write([joins(place.people[name], **about)])
    await clinic.write([paper(GroupPaper.CONFIDENTIALITY, 1, AGREED)])


async def lock_with_a_kept_pin(app: App) -> None:
    """The record is locked, and who was at the screen keeps a PIN on this device."""
    app.door.store = StoreInMemory()
    assert app.at_screen is not None
    app.door.keep_pin(app.at_screen.id, app.at_screen.roles, "246801")
    await app.lock()
