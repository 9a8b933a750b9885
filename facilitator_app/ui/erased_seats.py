"""Seats on which somebody sat who was erased: the room and the review of their sessions say so, and nothing more.

The clinic's record knows which seats; a session's own lines know nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_type_hints
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app import lanes, review
from facilitator_app.app import App
from facilitator_app.session import Session
from facilitator_app.text import catalogue, render
from facilitator_app.ui.tiles import Tile

_BARE = Tile._make(kind() for kind in get_type_hints(Tile).values())  # of each kind its own nothing


def of_session(app: App, scope: UUID | None) -> tuple[int, ...]:
    """The seats of a session."""
    return app.clinic.state.keeping.erased_seats(scope) if app.clinic is not None and scope is not None else ()


def with_erased(there: tuple[Tile, ...], seats: tuple[int, ...]) -> tuple[Tile, ...]:
    """The tiles with one for each of these seats that nobody else has now; it is nobody's, and a touch on it does nothing."""
    taken, said = {tile.seat for tile in there}, render("erased.seat")
    more = [
        _BARE._replace(
            seat=seat,
            name=said,
            check="none",
            tone="out",
            out=said,
            accessible=render("erased.spoken", seat=seat),
            unnamed=render("erased.spoken", seat=seat),
        )
        for seat in seats
        if seat not in taken
    ]
    return tuple(sorted((*there, *more), key=lambda tile: tile.seat)) if more else there


def timeline(app: App, session: Session, zone: ZoneInfo) -> lanes.Timeline:
    """The session in lanes, with an empty one for each seat of somebody who was erased."""
    told = review.timeline(session.history, zone, catalogue())
    erased = app.clinic.state.keeping.erased if app.clinic is not None else {}
    more = [
        lanes.PersonLane(participant=person, seat=seat.seat, name=render("erased.seat"))
        for person, one in erased.items()
        for seat in one.seats
        if seat.session == session.scope
    ]
    return msgspec.structs.replace(told, people=tuple(sorted((*told.people, *more), key=lambda lane: lane.seat)))


def names_in(shown: Iterable[lanes.PersonLane], session: Session | None) -> dict[UUID, str]:
    """Who of the lanes is somebody still, with their names."""
    there = session.state.people if session is not None else {}
    return {lane.participant: lane.name for lane in shown if lane.participant in there}
