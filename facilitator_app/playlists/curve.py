"""An arc as it will be heard: loudness against the session's time, and what a careful ear would remark beforehand.  Pure."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from facilitator_app.playlists.arc import PHASES, Arc
from facilitator_app.playlists.engine.protocol import Scan
from facilitator_app.playlists.levels import loudness
from facilitator_app.playlists.library import Piece, Remark

EVERY_S = 10
SILENT_LUFS, SILENT_S = -55.0, 60
JUMP_LU = 6.0
SHORT_S = 5.0
"""By less than this a phase is not too short for its plan."""
EDGE_S = 30
"""Seconds of the end of one piece that are held against the beginning of the next."""


@dataclass(frozen=True)
class PhaseCurve:
    """One phase: seconds from the session's start, what is planned (None: not), the music there is for it, and a LUFS value
    for each ten seconds as it will be heard; the pool begins again until the planned time is through."""

    phase: str
    begins_s: float
    planned_s: float | None
    music_s: float
    points: tuple[float, ...]


def arc_curve(
    arc: Arc, scans: Mapping[str, Scan], gains: Mapping[str, float], planned: Mapping[str, float | None]
) -> tuple[PhaseCurve, ...]:
    """The curve of each phase of ``planned`` (seconds, in order); without planned phases, those of the arc itself."""
    curves, at = [], 0.0
    for phase, wanted in (planned or {phase: None for phase in PHASES if arc.phases.get(phase)}).items():
        pool = [piece for piece in arc.pool(phase) if _good(scans, piece)]
        music_s = _length(pool, scans, arc.crossfade_s)
        length = wanted or music_s
        courses = [_heard(piece, scans[piece.id], gains.get(piece.id, 0.0)) for piece in pool]
        points = tuple(_points(courses, arc.crossfade_s, length)) if music_s else ()
        curves.append(PhaseCurve(phase, at, wanted, music_s, points))
        at += length
    return tuple(curves)


def remarks(
    arc: Arc, scans: Mapping[str, Scan], gains: Mapping[str, float], planned: Mapping[str, float | None]
) -> tuple[Remark, ...]:
    """Everything worth a look, phase by phase; files that cannot be played are not among it."""
    found: list[Remark] = []
    for piece in arc.pieces:
        if _good(scans, piece):
            found += _silences(piece, scans[piece.id])
    for phase in planned or arc.phases:
        pool = [piece for piece in arc.pool(phase) if _good(scans, piece)]
        found += _jumps(phase, pool, scans, gains)
        if phase == "peak":
            found += [Remark("music.remark_words", {"title": piece.title}) for piece in pool if piece.voice == "words"]
        wanted, music_s = planned.get(phase), _length(pool, scans, arc.crossfade_s)
        if wanted and music_s < wanted - SHORT_S:
            minutes = {"music": round(music_s / 60), "planned": round(wanted / 60)}
            found.append(Remark("music.remark_short", {"phase": phase, **minutes}))
    return tuple(_once(found))


def _once(found: Sequence[Remark]) -> Iterator[Remark]:
    seen: set[tuple[object, ...]] = set()
    for remark in found:
        known = (remark.key, *remark.values.values())
        if known not in seen:
            seen.add(known)
            yield remark


def _good(scans: Mapping[str, Scan], piece: Piece) -> bool:
    scan = scans.get(piece.id)
    return scan is not None and not scan.why


def _length(pool: Sequence[Piece], scans: Mapping[str, Scan], crossfade_s: float) -> float:
    return together([(piece, scans[piece.id].seconds) for piece in pool], crossfade_s)


def together(pool: Sequence[tuple[Piece, float]], crossfade_s: float) -> float:
    """How long pieces of so many seconds last that cross into each other, by at most a third of a short one."""
    lengths = [lasts(piece, seconds) for piece, seconds in pool]
    fades = [crossfade_s if piece.fade_s is None else piece.fade_s for piece, _ in pool]
    return sum(lengths) - sum(min(fade, length / 3) for fade, length in zip(fades[:-1], lengths, strict=False))


def lasts(piece: Piece, seconds: float) -> float:
    """How long is heard of a file of so many seconds."""
    return max(0.0, min(seconds, piece.end_s or seconds) - piece.start_s)


def _heard(piece: Piece, scan: Scan, gain_db: float) -> list[float]:
    part = slice(round(piece.start_s), None if piece.end_s is None else round(piece.end_s))
    return [level + gain_db for level in scan.course[part]]


def _points(courses: Sequence[Sequence[float]], crossfade_s: float, length_s: float) -> Iterator[float]:
    seconds: list[float] = []
    for course in itertools.cycle(courses):
        if len(seconds) >= length_s or not course:
            break
        overlap = min(round(crossfade_s), len(course) // 3) if seconds else 0
        for n in range(overlap):  # the louder of two that cross is what is heard
            seconds[n - overlap] = max(seconds[n - overlap], course[n])
        seconds.extend(course[overlap:])
    for at in range(0, min(len(seconds), round(length_s)), EVERY_S):
        yield round(loudness([(level, 1.0) for level in seconds[at : at + EVERY_S]]), 1)


def _silences(piece: Piece, scan: Scan) -> Iterator[Remark]:
    at = round(piece.start_s)
    for silent, run in itertools.groupby(_heard(piece, scan, 0.0), lambda level: level < SILENT_LUFS):
        seconds = len(list(run))
        if silent and seconds >= SILENT_S:
            minute, second = divmod(at, 60)
            where = f"{minute}:{second:02d}"
            yield Remark("music.remark_silence", {"title": piece.title, "at": where, "seconds": seconds})
        at += seconds


def _jumps(
    phase: str, pool: Sequence[Piece], scans: Mapping[str, Scan], gains: Mapping[str, float]
) -> Iterator[Remark]:
    for one, two in itertools.pairwise(pool):
        levels = []
        for piece, edge in ((one, slice(-EDGE_S, None)), (two, slice(None, EDGE_S))):
            course = _heard(piece, scans[piece.id], gains.get(piece.id, 0.0))[edge]
            levels.append(loudness([(level, 1.0) for level in course]))
        if abs(jump := round(levels[1] - levels[0])) > JUMP_LU:
            values = {"phase": phase, "title": one.title, "next": two.title, "jump": f"{jump:+d}"}
            yield Remark("music.remark_jump", values)
