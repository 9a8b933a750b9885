"""Some hundred generated commands, always the same; 100,000 others by command: ``python -m tests.crash.commands``."""

from __future__ import annotations

import pytest

from facilitator_app.record import room
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.codec import KINDS
from facilitator_app.record.entry import Entry
from tests.crash import rows
from tests.crash.commands import TOLD, live
from tests.crash.ways import WAYS
from tests.crash.world import World


@pytest.mark.expects_log
def test_generated_commands_leave_what_was_on_the_screen_and_the_same_views_in_any_order() -> None:
    lived = live(200, 0, steps=20, fixed=True, shorten=False)
    assert lived["commands"] >= 200
    assert len([what for what in lived if what.startswith("did ")]) > 20, "one thing over and over is no life"
    assert lived["accepted"] > 50
    assert lived["lines delivered shuffled and doubled"] > 50


def test_every_kind_of_line_there_is_comes_from_some_command() -> None:
    changes = {"amended/1", "voided/1", "confirmed/1"}
    assert set(KINDS) - TOLD == changes  # these have commands of their own, with their own fields


def test_every_row_and_every_way_can_be_gone_to_its_end() -> None:
    """By the dice each may be refused, and a kind would be missing for good without a word."""
    world = World()
    try:
        for row in rows.IN_THE_ROOM + rows.ON_THE_WAY_OUT:
            world.run(_in_a_room_of_their_own(world, row))
        for row in rows.KEPT + rows.BEFORE:
            world.run(rows.at_the_desk(world, row, world.people[0]))
        for nth, way in enumerate(WAYS.values()):
            world.run(way.go(world, nth))
        written = {kind for row in rows.ROWS for kind in row} | {kind for way in WAYS.values() for kind in way.writes}
        assert written <= world.kinds()
    finally:
        world.close()


async def _in_a_room_of_their_own(world: World, row: rows.Row) -> None:
    await world.come("ines")
    await world.begin(())
    person = await world.clinic.add_participant(ParticipantAdded(preferred_name="Teodor"), sure=True)
    await world.app.seat(world.session, 1, person)
    await rows.in_the_room(world, row, person)


async def _forgets(world: World) -> None:
    """A line that is on the screen and not on disk: what a program does that says saved too early."""
    entry = world.session.history.entries[0]
    lost = Entry(
        id=entry.scope, scope=entry.scope, observed_at=world.clock.now(), recorded_at=world.clock.now(),
        fact=room.Noted(text="Never written."),
    )  # fmt: skip
    world.session.history.add(lost)


def test_a_line_that_is_on_the_screen_only_is_missed() -> None:
    """The control."""
    world = World()
    try:
        world.run(_forgets(world))
        with pytest.raises(AssertionError, match="session"):
            world.run(world.restart(kill=True))
    finally:
        world.close()
