"""The room that is killed: the real app with a session in which much is going on, as fast as it can be written.

``python -m tests.crash.room FOLDER ACKS SEED [early|make]``: first holds what is on disk against what the runs before it said,
then comes back into the room and goes on.  With ``make`` it ends once there is a session; with ``early`` it says "saved"
before it is: a control that must be caught.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import random
import sys
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import msgspec

from facilitator_app import key_slots, programmes
from facilitator_app.app import App, Stage
from facilitator_app.clock import SystemClock
from facilitator_app.faults import Refusal
from facilitator_app.journal import file
from facilitator_app.record import codec, room
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.doses import DoseGiven, Route
from facilitator_app.record.entry import Entry, Fact
from facilitator_app.record.roles import Role
from facilitator_app.record.vitals import Measure
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.rehearsal.silent_player import SilentPlayer
from facilitator_app.session import Session

PASSPHRASE = "four quiet mats in a room"
WORDS = ("tears", "laughter", "stillness", "moving")
_digests = msgspec.json.Encoder(order="deterministic", decimal_format="string")


class Acks:
    """What was said, at once and past every buffer, in a file that only grows."""

    def __init__(self, path: Path) -> None:
        self.before = path.read_text().splitlines() if path.exists() else []
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def say(self, *words: object) -> None:
        """One line."""
        os.write(self._file, (" ".join(map(str, words)) + "\n").encode())


def digest(entry: Entry) -> str:
    """The entry as it is kept."""
    return hashlib.sha256(codec.encode(entry)).hexdigest()[:24]


def state_of(session: Session) -> str:
    """What the entries come to."""
    return hashlib.sha256(_digests.encode(msgspec.to_builtins(session.state, str_keys=True))).hexdigest()[:24]


async def make(app: App) -> None:
    """The clinic, the first time."""
    roles = (Role.ADMINISTRATOR, Role.MEDICAL_PROVIDER, Role.FACILITATOR)
    await app.make_clinic(
        name="Still Water (invented)", zone="America/Denver", person="Ines Okafor", roles=roles, sign_in="ines",
        passphrase=PASSPHRASE,
    )  # fmt: skip


async def begin(app: App) -> None:
    """Its session, the first time."""
    assert app.clinic is not None
    assert app.at_screen is not None
    await app.clinic.sign_plan("group_circle_three", programmes.starting_plans()[-1])
    people = [await app.clinic.add_participant(ParticipantAdded(preferred_name=name)) for name in ("Rowan", "Amara")]
    await app.begin_session(
        title="First circle", programme="group_circle_three", lead=app.at_screen.id, staff=[app.at_screen.id],
        seats=dict(enumerate(people, 1)), staffing_reason="A rehearsal.",
    )  # fmt: skip


async def wrong(app: App, acks: Acks, session: Session) -> str:
    """What is not as it was said, or nothing."""
    found = await app.verify()
    if found:
        return f"verify {found[0].what}"
    there = {entry.id: digest(entry) for entry in session.history.entries}
    drafts = await app.journal.drafts() if app.journal else {}
    last_state: tuple[str, str] = ("", "")
    for said in acks.before:
        kind, *rest = said.split()
        if kind == "saved" and there.get(UUID(rest[0])) != rest[1]:
            return f"lost {rest[0]}"
        if kind == "draft" and int(drafts.get(f"session/{session.scope}/note/{rest[0]}", "-1")) < int(rest[1]):
            return f"draft {rest[0]}"
        if kind == "state":
            last_state = (rest[0], rest[1])
    if last_state[0] == str(len(there)) and last_state[1] != state_of(session):
        return "state"
    return ""


def any_fact(dice: random.Random, session: Session) -> Fact:
    """Something that is written in a room."""
    phases = [phase.key for phase in session.programme.phases]
    facts: tuple[Fact, ...] = (
        room.Noted(text="x" * dice.choice((5, 60, 6000))),
        room.StateSaid(state=dice.choice((room.State.SETTLED, room.State.INWARD, room.State.RETURNING))),
        room.SupportCalled(wanted="a hand"),
        room.SupportAnswered(),
        room.SupportSettled(),
        room.PhaseBegan(phase=dice.choice(phases)),
        DoseGiven(drug="ketamine", route=Route.INTRAMUSCULAR, amount_mg=Decimal(dice.randrange(20, 60))),
        room.Deferred(measures=(Measure.SPO2,), reason="asleep", breathing_seen=True, again_minutes=10),
    )
    return dice.choice(facts)


async def one_act(session: Session, dice: random.Random, acks: Acks, early: bool) -> None:
    """A touch, and the word that it is saved."""
    people = list(session.state.people)
    notes = [line.first.id for line in session.history.lines()[-20:] if isinstance(line.first.fact, room.Noted)]
    kind = dice.randrange(10)
    if kind < 3:
        written = [await session.take_vitals(dice.choice(people), {Measure.HEART_RATE: str(dice.randrange(50, 110))})]
    elif kind == 3 and notes:
        written = [await session.amend(dice.choice(notes), room.Noted(text="better"), "slip")]
    elif kind == 4 and notes:
        written = [await session.void(dice.choice(notes), "entered in error")]
    elif kind == 5:
        word = dice.choice(session.programme.words)
        written = list(await session.observe(people, word.key))
    else:
        fact = any_fact(dice, session)
        about = [] if isinstance(fact, room.PhaseBegan) else dice.sample(people, dice.randrange(1, len(people) + 1))
        written = list(await session.write(fact, about))
    if not early:
        for entry in written:
            acks.say("saved", entry.id.hex, digest(entry))
    acks.say("state", len(session.history.entries), state_of(session))


async def touches(session: Session, dice: random.Random, acks: Acks, early: bool) -> None:
    """One after the other, without end."""
    while True:
        try:
            await one_act(session, dice, acks, early)
        except Refusal:  # answered a call that is not there, and the like
            await asyncio.sleep(0)


async def typing(app: App, session: Session, acks: Acks, start: int) -> None:
    """Half a word, kept again and again."""
    person = next(iter(session.state.people))
    for number in range(start, 1 << 30):
        await app.keep_draft(f"session/{session.scope}/note/{person}", str(number))
        acks.say("draft", person, number)


def say_too_early(acks: Acks) -> None:
    """The control: every line is said to be saved before it is."""
    real = file.JournalFile.append

    async def append(self: file.JournalFile, entries: list[Entry], **more: str | None) -> tuple[Entry, ...]:
        for entry in entries:
            acks.say("saved", entry.id.hex, digest(entry))
        return await real(self, entries, **more)

    file.JournalFile.append = append  # type: ignore[assignment,method-assign]  # what the control is about


async def live(folder: Path, acks: Acks, dice: random.Random, *, early: bool, only_make: bool) -> None:
    """Check, come back, go on."""
    clock = SystemClock()
    app = App(folder, clock=clock, player=SilentPlayer(FastClock(clock.now())))
    await app.start()
    if app.stage is Stage.NO_CLINIC:
        await make(app)
    else:
        await app.unlock("ines", PASSPHRASE)
    if not app.clinic_state().sessions:
        await begin(app)
    if only_make:
        acks.say("room")
        await app.close()
        return
    (scope,) = app.clinic_state().sessions
    if fault := await wrong(app, acks, await app.read_session(scope)):
        acks.say("WRONG", fault)
        os._exit(3)
    session = await app.enter_session(scope)
    acks.say("room", len(session.history.entries))
    work = [touches(session, dice, acks, early), typing(app, session, acks, len(acks.before))]
    if dice.random() < 0.1 and app.journal is not None:
        work.append(app.copies.take(app.journal))
    await asyncio.gather(*work)


def main() -> None:
    """Keys that cost little: it is not their strength that is tried here."""
    key_slots.COST = key_slots.Cost(passes=1, memory=64, lanes=1)
    acks, dice = Acks(Path(sys.argv[2])), random.Random(int(sys.argv[3]))
    early, only_make = (word in sys.argv[4:] for word in ("early", "make"))
    if early:
        say_too_early(acks)
    asyncio.run(live(Path(sys.argv[1]), acks, dice, early=early, only_make=only_make))


if __name__ == "__main__":
    main()
