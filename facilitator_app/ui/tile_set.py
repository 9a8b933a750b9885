"""Everybody's tiles at a moment, in seat order.  Of one set a tile stands while all that it tells is as it was.

An entry is about one person, and a room may write ten a second: only that tile is made anew.  With each second all are.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

from facilitator_app import monitoring
from facilitator_app.record.state import SessionState
from facilitator_app.ui.names import called, of_the_team
from facilitator_app.ui.tiles import Tile, company_of, longest_alone, tile

A_SECOND = timedelta(seconds=1)
"""What a clock has not told for so long is made anew, whoever asks."""


def tiles(state: SessionState, now: datetime, chosen: Collection[UUID]) -> tuple[Tile, ...]:
    """Everybody's tile at ``now``, in seat order."""
    return TileSet().look(state, now, chosen)


class TileSet:
    """What was made of each, and of what."""

    def __init__(self) -> None:
        self._since = datetime.min.replace(tzinfo=UTC)
        self._made: dict[UUID, tuple[tuple[object, ...], Tile]] = {}

    def grow_older(self) -> None:
        """A second has passed: every age and clock may read otherwise."""
        self._made = {}

    def look(self, state: SessionState, now: datetime, chosen: Collection[UUID]) -> tuple[Tile, ...]:
        """Everybody's tile: at ``now`` where anything else differs, and of no moment before this second."""
        if not (self._made and timedelta(0) <= now - self._since < A_SECOND):
            self._since, self._made = now, {}
        team: Mapping[UUID, str] | None = None
        plan, longest, here = monitoring.plan_of(state), longest_alone(state, now), state.in_seat_order
        pictures = {word.label: word.icon for word in (state.programme.words if state.programme else ())}
        for person in here:
            is_chosen, is_longest, name = person.id in chosen, person.id == longest, called(person, state)
            told = (person, plan, state.programme, state.staff, is_chosen, is_longest, name)
            if self._made.get(person.id, ((), None))[0] == told:
                continue
            team = of_the_team({one.id: one.name for one in state.staff.values()}) if team is None else team
            company = company_of(person, now, team, longest)
            made = tile(person, plan, now, is_chosen, pictures, company, is_longest, name, team)
            self._made[person.id] = told, made
        return tuple(self._made[person.id][1] for person in here)
