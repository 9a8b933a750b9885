"""What was heard, as spans: each piece from its beginning to its end, and how loud it was meanwhile.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from facilitator_app.lanes import MusicStep
from facilitator_app.record import music, room
from facilitator_app.record.history import Line


class HeardChange(msgspec.Struct, frozen=True, kw_only=True):
    """What was done while a piece was heard, and where in it."""

    at: datetime
    what: music.What
    second: int
    level_db: int
    minutes: int
    because: str


class HeardPiece(msgspec.Struct, frozen=True, kw_only=True):
    """A piece as it was heard: from when to when (None: to the end of the record), for which phase, and why it came and went.

    ``second``, ``level_db`` and ``until`` are None where the lines of that time do not tell.
    """

    began: datetime
    ended: datetime | None
    title: str
    phase: str
    came: str = ""
    went: str = ""
    second: int | None = None
    level_db: int | None = None
    until: int | None = None
    changes: tuple[HeardChange, ...] = ()


def pieces(lines: Iterable[Line]) -> tuple[HeardPiece, ...]:
    """Every piece that was heard, in order.  Lines that were withdrawn are not told."""
    live = [line for line in lines if line.voided is None and isinstance(line.entry.fact, music.MUSIC)]
    live.sort(key=lambda line: line.entry.observed_at)
    ended, found = ends(live), list[HeardPiece]()
    for line in live:
        fact, at = line.entry.fact, line.entry.observed_at
        if isinstance(fact, room.MusicBegan):
            found.append(_piece(fact, at, ended.get(fact.play)))
        elif isinstance(fact, music.MusicChanged) and found:
            told = HeardChange(
                at=at, what=fact.what, second=fact.second, level_db=fact.level_db, minutes=fact.minutes,
                because=fact.because,
            )  # fmt: skip
            found[-1] = msgspec.structs.replace(found[-1], changes=(*found[-1].changes, told))
    return tuple(found)


def _piece(fact: room.MusicBegan, at: datetime, end: Line | None) -> HeardPiece:
    over = end.entry.fact if end is not None else None
    return HeardPiece(
        began=at,
        ended=end.entry.observed_at if end is not None else None,
        title=fact.title,
        phase=fact.phase,
        came=fact.because if isinstance(fact, music.MusicBegan) else "",
        went=over.why if isinstance(over, room.MusicEnded) else "",
        second=fact.second if isinstance(fact, music.MusicBegan) else None,
        level_db=fact.level_db if isinstance(fact, music.MusicBegan) else None,
        until=over.second if isinstance(over, music.MusicEnded) else None,
    )


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
