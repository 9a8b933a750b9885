"""A playlist cut by phases: read from a playlist file, or made of a folder of one's own music."""

from __future__ import annotations

import functools
import math
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, TypeAlias

from facilitator_app.faults import SPOILT, Refusal, Trouble
from facilitator_app.playlists.library import (
    CUTS,
    LONGEST_CROSSFADE_S,
    MUSIC,
    VOICES,
    Piece,
    Remark,
    natural,
    piece_from,
    pieces_in,
)
from facilitator_app.playlists.lists import ENDS, LONGEST_S, MOST_PIECES, Read, read_entries

PHASES = ("arrival", "opening_circle", "medicine", "peak", "return", "closing_circle", "discharge")
FILE, KEPT = "playlist.toml", ".arc"
BED = "bed"
CROSSFADE_S = 8.0
LARGEST_FILE = 4 << 20
MOST_MINUTES = 1440
_WORDS, _TAGS = ("title", "by", "album", "language", "mark"), ("voice", "energy", "instruments")
_LINE = re.compile(r"at line (\d+)")
Inside: TypeAlias = Callable[[object, str], Path]
"""The file that an entry means; Refusal when it lies outside what the playlist may name."""


@dataclass(frozen=True)
class Arc:
    """Pieces for each phase, in order, and the seconds one crosses into the next (0: without a gap).

    ``level``: whether pieces keep their distance in loudness within their album, or within the whole arc.  ``bed``: played
    when nothing of a phase can be, and after the arc for those who come back late.
    """

    name: str
    crossfade_s: float
    phases: Mapping[str, tuple[Piece, ...]]
    level: Literal["album", "arc"] = "album"
    bed: tuple[Piece, ...] = ()
    left_out: tuple[Remark, ...] = ()
    """What the playlist names and is not in the arc."""
    planned: Mapping[str, float] = field(default_factory=dict)
    """Seconds that the playlist itself plans for phases; a programme's own come before them."""

    def pool(self, phase: str) -> tuple[Piece, ...]:
        """The pieces of ``phase``; where it has none of its own, those of the phase before it, else of the first that has."""
        if phase == BED and self.bed:
            return self.bed
        if self.phases.get(phase):
            return self.phases[phase]
        order = list(PHASES)
        before = order[: order.index(phase)] if phase in order else order if phase == BED else []
        for name in [*reversed(before), *order, *self.phases]:
            if self.phases.get(name):
                return self.phases[name]
        return ()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Every piece once, in the order of the phases, without the bed."""
        return tuple(dict.fromkeys(piece for phase in self.phases for piece in self.phases[phase]))

    def with_places(self, moved: Mapping[Path, Path]) -> Arc:
        """The same pieces, those whose files were moved at their new places."""

        def now(pool: tuple[Piece, ...]) -> tuple[Piece, ...]:
            return tuple(replace(piece, path=moved.get(piece.path, piece.path)) for piece in pool)

        return replace(self, phases={phase: now(pool) for phase, pool in self.phases.items()}, bed=now(self.bed))


def read_arc(path: Path) -> Arc:
    """The arc in the playlist file at ``path``.  Refusal names the line or the entry; files need not exist.

    Its pieces lie in its own folder; one that is kept in the program was written by it, and may name any place.
    """
    table = _table(path)
    if unknown := sorted(set(table) - {"name", "crossfade_s", "piece", "phases", "level", "bed", "minutes", "used"}):
        raise Refusal("music.playlist_unknown_entry", entry=unknown[0])
    folder = path.parent
    inside = functools.partial(_inside, folder, None if path.suffix == KEPT else folder.resolve())
    entries = table.get("piece", [])
    if not isinstance(entries, list):
        raise Refusal("music.playlist_pieces")
    wanted = table.get("phases")
    if not isinstance(wanted, dict) or not wanted:
        raise Refusal("music.playlist_no_phases")
    if BED in wanted:
        raise Refusal("music.playlist_unknown_phase", phase=BED)
    pools = [table.get("bed", []), *wanted.values()]
    if max(len(entries), sum(len(pool) for pool in pools if isinstance(pool, list))) > MOST_PIECES:
        raise Refusal("music.playlist_too_many", most=MOST_PIECES)
    pieces = dict(_piece(inside, number, entry) for number, entry in enumerate(entries, 1))
    phases = {phase: _pool(inside, phase, files, pieces) for phase, files in wanted.items()}
    name, level = table.get("name", path.parent.name), table.get("level", "album")
    if level not in ("album", "arc"):
        raise Refusal("music.playlist_level")
    bed = _pool(inside, BED, table.get("bed", []), pieces)
    crossfade_s, planned = _crossfade(table.get("crossfade_s", CROSSFADE_S)), _planned(table.get("minutes", {}))
    return Arc(str(name), crossfade_s, phases, level, bed, planned=planned)


def arc_from_folder(folder: Path, phases: Sequence[str]) -> Arc:
    """The arc of a folder of one's own files.

    A playlist file in it is read.  Else subfolders named after phases (``02 Medicine``) give the pools.  Else all pieces,
    in the order of their names, are spread over ``phases``.
    """
    try:
        if (folder / FILE).is_file():
            return read_arc(folder / FILE)
        everything = pieces_in(folder)
        below = sorted((entry for entry in folder.iterdir() if entry.is_dir()), key=lambda entry: natural(entry.name))
    except OSError as cause:
        raise Trouble("music.folder_unreadable") from cause
    if not everything:
        raise Refusal("music.folder_without_music")
    order = tuple(phases) or PHASES
    named = {key: entry for entry in below if (key := _phase_key(entry.name)) in {*order, *PHASES}}
    pools = {phase: pieces_in(named[phase]) for phase in named}
    if not any(pools.values()):
        pools = _spread(everything, order)
    return Arc(folder.name, CROSSFADE_S, pools)


def open_arc(path: Path, phases: Sequence[str]) -> Arc:
    """The arc of whatever ``path`` is: a playlist file of ours or of another player, a folder, or a single piece.

    Pieces without phases of their own are spread over ``phases``.
    """
    if path.is_dir():
        return arc_from_folder(path, phases)
    end = path.suffix.lower()
    if end in ENDS:
        return arc_of(path.stem, read_entries(path), phases)
    if end in MUSIC:
        return Arc(path.stem, CROSSFADE_S, _spread((piece_from(path),), tuple(phases) or PHASES))
    return read_arc(path)


def arc_of(name: str, read: Read, phases: Sequence[str]) -> Arc:
    """The arc of what a playlist of another player holds: by the phases it names, else spread over ``phases``."""
    pools: dict[str, list[Piece]] = {phase: [] for phase in (*PHASES, BED)}
    for phase, piece in read.pieces:
        if phase in pools:
            pools[phase].append(piece)
    if not any(pools.values()):
        alone = tuple(dict.fromkeys(piece for _, piece in read.pieces))
        return Arc(name, CROSSFADE_S, _spread(alone, tuple(phases) or PHASES), left_out=read.left_out)
    bed, spread = tuple(pools.pop(BED)), {phase: tuple(pool) for phase, pool in pools.items() if pool}
    return Arc(name, CROSSFADE_S, spread, bed=bed, left_out=read.left_out)


def _spread(pieces: tuple[Piece, ...], order: Sequence[str]) -> dict[str, tuple[Piece, ...]]:
    if len(pieces) > MOST_PIECES:
        raise Refusal("music.playlist_too_many", most=MOST_PIECES)
    starts = [n * len(pieces) // len(order) for n in range(len(order) + 1)]
    return {phase: pieces[starts[n] : max(starts[n + 1], starts[n] + 1)] for n, phase in enumerate(order)}


def _table(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Refusal("music.playlist_too_large", megabytes=LARGEST_FILE >> 20)
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as cause:
        raise Trouble("music.playlist_unreadable") from cause
    except UnicodeDecodeError as cause:
        raise Refusal("music.playlist_not_text") from cause
    except RecursionError as cause:  # brackets in brackets without end
        lines = path.read_bytes().split(b"\n")
        raise Refusal(
            "music.playlist_line", line=1 + lines.index(max(lines, key=lambda line: line.count(b"[")))
        ) from cause
    except SPOILT as cause:
        found = _LINE.search(str(cause))
        last = path.read_bytes().count(b"\n") + 1  # without a number it is the end of the file
        raise Refusal("music.playlist_line", line=int(found[1]) if found else last) from cause


def _crossfade(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= LONGEST_CROSSFADE_S:
        raise Refusal("music.playlist_crossfade", longest=LONGEST_CROSSFADE_S)
    return float(value)


def _planned(minutes: object) -> dict[str, float]:
    if not isinstance(minutes, dict):
        raise Refusal("music.playlist_minutes")
    for phase, value in minutes.items():
        if phase not in PHASES:
            raise Refusal("music.playlist_unknown_phase", phase=phase)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= MOST_MINUTES:
            raise Refusal("music.playlist_minutes")
    return {phase: value * 60.0 for phase, value in minutes.items()}


def _inside(folder: Path, root: Path | None, file: object, entry: str) -> Path:
    if not isinstance(file, str) or not file.strip() or "\0" in file:
        raise Refusal("music.playlist_no_file", entry=entry)
    path = (folder / file).resolve()
    if root is not None and not path.is_relative_to(root):
        raise Refusal("music.playlist_escapes", entry=entry)
    return path


def _piece(inside: Inside, number: int, entry: object) -> tuple[Path, Piece]:
    where = f"piece {number}"
    if not isinstance(entry, dict):
        raise Refusal("music.playlist_pieces")
    if unknown := sorted(set(entry) - {"file", "seconds", *_WORDS, *_TAGS, *CUTS}):
        raise Refusal("music.playlist_unknown_entry", entry=f"{where}: {unknown[0]}")
    path = inside(entry.get("file"), where)
    seconds = entry.get("seconds")
    known = isinstance(seconds, int | float) and not isinstance(seconds, bool) and 0 < seconds <= LONGEST_S
    if seconds is not None and not known:
        raise Refusal("music.playlist_seconds", entry=where)
    words: dict[str, Any] = {name: str(entry[name]) for name in _WORDS if name in entry}
    return path, replace(piece_from(path), seconds=seconds, **words, **_tags(entry, where), **_cuts(entry, where))


def _cuts(entry: Mapping[str, Any], where: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, (known_as, least, most) in CUTS.items():
        value = entry.get(name)
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise Refusal("music.playlist_cut", entry=f"{where}: {name}", least=least, most=most)
        found[known_as] = float(value)
    if found.get("end_s", math.inf) <= found.get("start_s", 0.0):
        raise Refusal("music.playlist_cut_order", entry=where)
    return found


def _tags(entry: Mapping[str, Any], where: str) -> dict[str, Any]:
    voice, energy, instruments = entry.get("voice", ""), entry.get("energy"), entry.get("instruments", [])
    if voice not in ("", *VOICES):
        raise Refusal("music.playlist_voice", entry=where)
    if energy is not None and (isinstance(energy, bool) or energy not in range(1, 6)):
        raise Refusal("music.playlist_energy", entry=where)
    if not isinstance(instruments, list) or not all(isinstance(each, str) for each in instruments):
        raise Refusal("music.playlist_instruments", entry=where)
    return {"voice": voice, "energy": energy, "instruments": tuple(instruments)}


def _pool(inside: Inside, phase: str, files: object, pieces: Mapping[Path, Piece]) -> tuple[Piece, ...]:
    if phase not in (*PHASES, BED):
        raise Refusal("music.playlist_unknown_phase", phase=phase)
    if not isinstance(files, list):
        raise Refusal("music.playlist_phase_list", phase=phase)
    paths = [inside(file, f"{phase} {number}") for number, file in enumerate(files, 1)]
    return tuple(pieces.get(path) or piece_from(path) for path in paths)


def _phase_key(name: str) -> str:
    return re.sub(r"[\s-]+", "_", re.sub(r"^\d+[\s._-]*", "", name).strip()).lower()
