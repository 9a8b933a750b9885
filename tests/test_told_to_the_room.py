"""What the prescriber changes at the desk reaches the open room whoever comes in first."""

from __future__ import annotations

from datetime import timedelta

from facilitator_app.record.changes import Voided
from facilitator_app.record.entry import Part
from facilitator_app.record.limits import PersonLimitSet
from facilitator_app.record.roles import Role
from facilitator_app.record.room import WayOut, WentOut
from facilitator_app.session import Session
from tests.test_app import PASSPHRASE, Room, here
from tests.test_carried_on import hale_of
from tests.test_prescribing import CLEARED, INES, ORDER, write
from tests.test_replaced import come_back, desk, limited, ordered, person

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


async def test_a_limit_that_the_provider_takes_back_at_the_desk_is_none_in_the_room_also_where_a_facilitator_comes_in(
    here: Room,
) -> None:
    scope = here.session.scope
    own = await write(desk(here), INES, here.rowan, limited(185))
    await come_back(here)
    assert person(here).limits
    await here.app.leave_session()
    here.clock.advance(timedelta(minutes=5))
    await desk(here).write([Part(fact=Voided(target=own[0], reason="A stroke in the family."), about=here.rowan)])
    await here.app.switch_to("tomas", PASSPHRASE + " again")
    session = await here.app.enter_session(scope)
    assert not person(here).limits
    (line,) = [one for one in session.history.lines_about(here.rowan) if isinstance(one.first.fact, PersonLimitSet)]
    assert line.voided is not None
    assert session.state.staff_name(line.voided.recorded_by) == "Ines Okafor", "it is the provider's word"


async def test_who_comes_back_after_a_way_out_goes_by_what_the_desk_wrote_meanwhile(here: Room) -> None:
    hale = await hale_of(here)
    await write(desk(here), hale, here.rowan, ORDER, CLEARED)
    session = await come_back(here)
    (out,) = await session.write(WentOut(way=WayOut.WITHDREW), [here.rowan])
    here.clock.advance(timedelta(minutes=5))
    cleared = next(line.entry for line in desk(here).history.lines_about(here.rowan) if line.entry.fact == CLEARED)
    await write(desk(here), hale, here.rowan, ordered(25), Voided(target=cleared.id, reason="Chest pain."))
    session = await come_back(here)
    assert person(here).out is not None
    await session.void(out.id, "He comes back after all.")
    assert goes_by(session, here) == (["25"], False)


async def test_who_takes_the_screen_of_a_session_that_is_over_is_told_nothing_there(here: Room) -> None:
    hale = await hale_of(here)
    await here.session.write(WentOut(way=WayOut.WITHDREW), [here.rowan, here.amara])
    await here.app.close_session()
    await write(desk(here), hale, here.rowan, ORDER)
    before = here.session.history.count
    await here.app.switch_to("ines", PASSPHRASE)
    assert here.session.history.count == before
