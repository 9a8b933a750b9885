"""A session that began three quarters of an hour ago, made by the core without a window."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from facilitator_app import programmes
from facilitator_app.app import App
from facilitator_app.clock import SystemClock
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.doses import DoseGiven, Route
from facilitator_app.record.roles import Role
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.rehearsal.silent_player import SilentPlayer
from tests.e2e import day
from tests.e2e.hand import Hand

AGO = timedelta(minutes=45)
EVERYBODY = (Role.ADMINISTRATOR, Role.FACILITATOR, Role.PRESCRIBER, Role.MEDICAL_PROVIDER)


def furnish(folder: Path) -> UUID:
    """Three people, Rowan dosed forty minutes ago and not looked at since; returns the session."""
    return asyncio.run(_furnish(folder))


async def _furnish(folder: Path) -> UUID:
    clock = FastClock(SystemClock().now() - AGO)
    app = App(folder, clock=clock, player=SilentPlayer(clock))
    await app.start()
    await app.make_clinic(
        name=day.CLINIC,
        zone="UTC",
        person="Ines Okafor",
        roles=EVERYBODY,
        sign_in=day.INES[0],
        passphrase=day.INES[1],
    )
    tomas = await app.add_account(
        name="Tomas Lind", roles=(Role.FACILITATOR,), sign_in=day.TOMAS[0], passphrase=day.TOMAS[1]
    )
    assert app.clinic is not None
    assert app.at_screen is not None
    people = [await app.clinic.add_participant(ParticipantAdded(preferred_name=name)) for name in day.PEOPLE]
    await app.clinic.sign_plan(day.PROGRAMME, programmes.starting_plans()[day.DEMONSTRATION_PLAN])
    session = await app.begin_session(
        title="First circle",
        programme=day.PROGRAMME,
        lead=tomas,
        staff=[app.at_screen.id, tomas],
        seats=dict(enumerate(people, start=1)),
    )
    clock.advance(timedelta(minutes=5))
    dose = DoseGiven(
        drug="ketamine",
        route=Route.INTRAMUSCULAR,
        amount_mg=Decimal(60),
        strength_mg_per_ml=Decimal(50),
        volume_ml=Decimal("1.2"),
        stated_as="base",
    )
    await session.write(dose, people[:1], by=app.at_screen.id)
    await app.close()
    return session.scope


def entries(folder: Path, session: UUID) -> list[Any]:
    """Every line of the session as it is on disk, oldest first."""
    return asyncio.run(_entries(folder, session))


async def _entries(folder: Path, session: UUID) -> list[Any]:
    clock = SystemClock()
    app = App(folder, clock=clock, player=SilentPlayer(clock))
    try:
        await app.unlock(*day.INES)
        return list((await app.read_session(session)).history.entries)
    finally:
        await app.close()


def into_the_room(hand: Hand, *, loudspeaker: bool = False) -> None:
    """Unlock and go on; what came due meanwhile is read, and that there is no loudspeaker, unless there is one."""
    day.unlock(hand, *day.INES)
    hand.sees("Still open")
    hand.touch(hand.named("today.resume.", ""))
    hand.touch("away.read")
    hand.gone("away.read")
    if not loudspeaker:
        hand.sees("No loudspeaker")  # the banner moves everything else; a touch before it would miss
