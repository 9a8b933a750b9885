"""Changes to a playlist, each one step that can be taken back and done again.  Pure: knows no file and no screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal

from facilitator_app.faults import Refusal
from facilitator_app.playlists.arc import BED, CROSSFADE_S, MOST_MINUTES, PHASES, Arc
from facilitator_app.playlists.library import LONGEST_CROSSFADE_S, Piece
from facilitator_app.playlists.lists import MOST_PIECES

POOLS = (*PHASES, BED)
LONGEST_NAME = 80
MOST_STEPS = 200
QUIETEST_GAIN, LOUDEST_GAIN = -30.0, 12.0


def empty_arc(name: str) -> Arc:
    """A playlist with nothing in it yet."""
    return Arc(_name(name), CROSSFADE_S, {phase: () for phase in PHASES})


class Editing:
    """One playlist on the desk.  Every act checks, then makes one step; a step that changes nothing is none."""

    def __init__(self, arc: Arc) -> None:
        self.arc = replace(arc, phases={phase: tuple(arc.phases.get(phase, ())) for phase in PHASES}, left_out=())
        self._before: list[Arc] = []
        self._after: list[Arc] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether a step that was taken back can be done again."""
        return bool(self._after)

    def undo(self) -> None:
        """Take back the last step."""
        if self._before:
            self._after.append(self.arc)
            self.arc = self._before.pop()

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._after:
            self._before.append(self.arc)
            self.arc = self._after.pop()

    def pool(self, phase: str) -> tuple[Piece, ...]:
        """The pieces of a phase, or of the bed; a phase without any has none."""
        return self.arc.bed if phase == BED else self.arc.phases.get(phase, ())

    def add(self, phase: str, pieces: Iterable[Piece], at: int | None = None) -> None:
        """Put pieces into a phase, before the piece at ``at`` or at its end.  One that is there keeps its settings."""
        pool, there = list(self.pool(phase)), {piece.path: piece for piece in (*self.arc.pieces, *self.arc.bed)}
        fresh = [there.get(piece.path, piece) for piece in pieces]
        if sum(len(self.pool(each)) for each in POOLS) + len(fresh) > MOST_PIECES:
            raise Refusal("music.playlist_too_many", most=MOST_PIECES)
        place = len(pool) if at is None else min(max(0, at), len(pool))
        self._pools({phase: (*pool[:place], *fresh, *pool[place:])})

    def remove(self, phase: str, at: int) -> None:
        """Take a piece out of a phase."""
        pool = self._pool_with(phase, at)
        self._pools({phase: (*pool[:at], *pool[at + 1 :])})

    def move(self, phase: str, at: int, to: str, place: int) -> None:
        """Take a piece out and put it before the piece that stands at ``place`` of phase ``to``, as both stand now."""
        pool = self._pool_with(phase, at)
        piece, rest = pool[at], [*pool[:at], *pool[at + 1 :]]
        if to == phase:
            place = place - 1 if place > at else place
            self._pools({phase: (*rest[:place], piece, *rest[place:])})
            return
        other = self.pool(to)
        place = min(max(0, place), len(other))
        self._pools({phase: tuple(rest), to: (*other[:place], piece, *other[place:])})

    def step(self, phase: str, at: int, down: bool) -> tuple[str, int]:
        """Move a piece by one, and over the edge of its phase into the next; returns where it is then."""
        pool, order = self._pool_with(phase, at), POOLS.index(phase)
        if down and at + 1 < len(pool):
            to, place, stands = phase, at + 2, at + 1
        elif not down and at > 0:
            to, place, stands = phase, at - 1, at - 1
        elif 0 <= order + (1 if down else -1) < len(POOLS):
            to = POOLS[order + (1 if down else -1)]
            place = stands = 0 if down else len(self.pool(to))
        else:
            return phase, at
        self.move(phase, at, to, place)
        return to, stands

    def set_piece(self, phase: str, at: int, changes: Mapping[str, Any]) -> None:
        """Set ``start_s``, ``end_s``, ``fade_s`` or ``gain_db`` of a piece, wherever it stands in the playlist."""
        piece = self._pool_with(phase, at)[at]
        changed = replace(piece, **changes)
        _check_cuts(changed)
        pools = {each: tuple(changed if one.path == piece.path else one for one in self.pool(each)) for each in POOLS}
        self._pools(pools)

    def set_all(self, name: str, crossfade_s: float, level: str, minutes: Mapping[str, float | None]) -> None:
        """Set what holds for the whole: its name, how long pieces cross, within what they keep their level, its plan."""
        if not 0 <= crossfade_s <= LONGEST_CROSSFADE_S:
            raise Refusal("music.playlist_crossfade", field="crossfade", longest=LONGEST_CROSSFADE_S)
        kept: Literal["album", "arc"] = "arc" if level == "arc" else "album"
        made = replace(self.arc, name=_name(name), crossfade_s=crossfade_s, level=kept)
        self._become(replace(made, planned=_planned(minutes)))

    def plan_all(self, minutes: Mapping[str, float | None]) -> None:
        """Plan the phases' lengths; None: not planned."""
        self._become(replace(self.arc, planned=_planned(minutes)))

    def _pool_with(self, phase: str, at: int) -> tuple[Piece, ...]:
        pool = self.pool(phase)
        if not 0 <= at < len(pool):
            raise Refusal("music.no_such_piece")
        return pool

    def _pools(self, pools: Mapping[str, tuple[Piece, ...]]) -> None:
        phases = {phase: pools.get(phase, self.arc.phases.get(phase, ())) for phase in PHASES}
        self._become(replace(self.arc, phases=phases, bed=pools.get(BED, self.arc.bed)))

    def _become(self, arc: Arc) -> None:
        if arc != self.arc:
            self._before = [*self._before[1 - MOST_STEPS :], self.arc]
            self._after = []
            self.arc = arc


def _planned(minutes: Mapping[str, float | None]) -> dict[str, float]:
    for phase, length in minutes.items():
        if length is not None and not 0 < length <= MOST_MINUTES:
            raise Refusal("music.playlist_minutes", field=phase)
    return {phase: length * 60.0 for phase in PHASES if (length := minutes.get(phase)) is not None}


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise Refusal("music.playlist_name", field="name", longest=LONGEST_NAME)
    return name


def _check_cuts(piece: Piece) -> None:
    if piece.start_s < 0 or (piece.seconds is not None and piece.start_s >= piece.seconds):
        raise Refusal("music.cut_start", field="start_s")
    if piece.end_s is not None and (piece.end_s <= piece.start_s):
        raise Refusal("music.cut_end", field="end_s")
    if piece.fade_s is not None and not 0 <= piece.fade_s <= LONGEST_CROSSFADE_S:
        raise Refusal("music.playlist_crossfade", field="fade_s", longest=LONGEST_CROSSFADE_S)
    if not QUIETEST_GAIN <= piece.gain_db <= LOUDEST_GAIN:
        raise Refusal("music.cut_gain", field="gain_db", least=QUIETEST_GAIN, most=LOUDEST_GAIN)
