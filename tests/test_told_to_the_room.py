"""What the prescriber changes at the desk reaches the open room whoever comes in first."""

from __future__ import annotations

from datetime import timedelta

from facilitator_app.record.changes import Voided
from facilitator_app.record.entry import Part
from facilitator_app.record.roles import Role
from facilitator_app.record.room import WayOut, WentOut
from facilitator_app.session import Session
from tests.test_app import PASSPHRASE, Room, here
from tests.test_carried_on import hale_of
from tests.test_prescribing import CLEARED, ORDER, write
from tests.test_replaced import desk, ordered

__all__ = ["here"]

HERS = "four quiet mats in a room again"


async def at_her_desk(here: Room) -> None:
    """The room is left, and Dr. Hale takes the screen at Home."""
    await here.app.add_account(name="Dr. Hale", roles=[Role.PRESCRIBER], sign_in="hale", passphrase=HERS)
    await here.app.leave_session()
    await here.app.switch_to("hale", HERS)


def goes_by(session: Session, here: Room) -> tuple[list[str], bool]:
    person = session.state.people[here.rowan]
    return [str(one.told.low) for one in person.orders], person.cleared is not None


async def test_the_prescriber_lowers_it_at_the_desk_comes_in_and_the_provider_takes_the_screen(here: Room) -> None:
    scope = here.session.scope
    await write(desk(here), await hale_of(here), here.rowan, ORDER, CLEARED)
    await at_her_desk(here)
    await desk(here).write([Part(fact=ordered(25), about=here.rowan)])
    session = await here.app.enter_session(scope)
    assert goes_by(session, here) == (["25"], True)  # as she comes in, though no word of hers counts there but this
    cleared = next(line.entry for line in desk(here).history.lines_about(here.rowan) if line.entry.fact == CLEARED)
    await desk(here).write([Part(fact=Voided(target=cleared.id, reason="Chest pain."), about=here.rowan)])
    here.clock.advance(timedelta(minutes=1))
    await here.app.switch_to("ines", PASSPHRASE)
    assert goes_by(session, here) == (["25"], False)


async def test_who_takes_the_screen_of_a_session_that_is_over_is_told_nothing_there(here: Room) -> None:
    hale = await hale_of(here)
    await here.session.write(WentOut(way=WayOut.WITHDREW), [here.rowan, here.amara])
    await here.app.close_session()
    await write(desk(here), hale, here.rowan, ORDER)
    before = here.session.history.count
    await here.app.switch_to("ines", PASSPHRASE)
    assert here.session.history.count == before
