"""What was heard, as spans: each piece from its beginning to its end, and how loud it was meanwhile.  Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from facilitator_app.lanes import MusicStep
from facilitator_app.record import music, room
from facilitator_app.record.history import Line


def ends(lines: Sequence[Line]) -> dict[str, Line]:
    """The line that ended each play."""
    return {line.entry.fact.play: line for line in lines if isinstance(line.entry.fact, room.MusicEnded)}


def steps(lines: Sequence[Line], since: datetime, until: datetime | None) -> tuple[MusicStep, ...]:
    """The levels from ``since`` to ``until``, the one that held at the beginning with them."""
    found: list[MusicStep] = []
    ducked = False
    for line in sorted(lines, key=lambda line: line.entry.observed_at):
        fact, at = line.entry.fact, line.entry.observed_at
        if isinstance(fact, music.MusicChanged) and fact.what in (music.What.DUCKED, music.What.UNDUCKED):
            ducked = fact.what is music.What.DUCKED
        if isinstance(fact, music.MusicBegan | music.MusicChanged) and (until is None or at <= until):
            found.append(MusicStep(at=at, level_db=fact.level_db, ducked=ducked))
    first = max((n for n, step in enumerate(found) if step.at <= since), default=0)
    return tuple(found[first:])
