"""Some hundred generated commands, always the same; 100,000 others by command: ``python -m tests.crash.commands``."""

from __future__ import annotations

import pytest

from facilitator_app.record import room
from facilitator_app.record.entry import Entry
from tests.crash.commands import live
from tests.crash.world import World


@pytest.mark.expects_log
def test_generated_commands_leave_what_was_on_the_screen_and_the_same_views_in_any_order() -> None:
    lived = live(200, 0, fixed=True, shorten=False)
    assert lived["commands"] >= 200
    assert lived["accepted"] > 50
    assert lived["lines delivered shuffled and doubled"] > 50


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
