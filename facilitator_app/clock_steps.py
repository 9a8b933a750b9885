"""A wall clock that is set while a session runs becomes a line of its record; the session's own time does not move."""

from __future__ import annotations

from facilitator_app.clock import Clock
from facilitator_app.record.room import ClockStepped
from facilitator_app.session import Session


async def note_step(session: Session | None, clock: Clock) -> bool:
    """Write down that the machine's clock was set, if it was since the last call; whether it was.

    Ask also while there is no session: a step from before it began is no line of it.
    """
    moved = clock.step()
    if moved is None or session is None or not session.state.is_open:
        return False
    await session.write(ClockStepped(seconds=round(moved.total_seconds())))
    return True
