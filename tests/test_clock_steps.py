"""A wall clock that is set is a line of the session that runs then, and of no other."""

from __future__ import annotations

from datetime import timedelta

from facilitator_app.clock_steps import note_step
from facilitator_app.rehearsal.fast_clock import FastClock
from tests.people import START


async def test_a_step_from_before_the_session_is_no_line_of_it() -> None:
    clock = FastClock(START)
    clock.set_wall(timedelta(hours=1))
    assert not await note_step(None, clock)
    assert clock.step() is None  # asked and let go
