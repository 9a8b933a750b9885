"""A playlist as a file: our own, and those of other players (M3U8, XSPF, CSV).  Writes nothing itself; opens no music."""

from __future__ import annotations

import csv
import html
import io
import os
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from facilitator_app.playlists.arc import BED, PHASES, Arc
from facilitator_app.playlists.folders import quoted, table_lines
from facilitator_app.playlists.library import Piece

COLUMNS = (
    "phase", "file", "title", "by", "album", "seconds", "start", "end", "fade", "gain", "energy", "voice", "language",
    "instruments",
)  # fmt: skip
_STEERS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a cell for a formula."""


def arc_text(arc: Arc, used: datetime | None = None) -> str:
    """The playlist as our own file.  ``used``: when it was first played from, after which it stays as it is."""
    lines = [f"name = {quoted(arc.name)}", f"crossfade_s = {arc.crossfade_s:g}", f"level = {quoted(arc.level)}"]
    if used is not None:
        lines.append(f"used = {used.isoformat()}")
    lines.append(f"bed = {quoted([str(piece.path) for piece in arc.bed])}")
    for piece in dict.fromkeys((*arc.pieces, *arc.bed)):
        lines += ["", "[[piece]]", *table_lines(_table(piece))]
    lines += ["", "[phases]"]
    lines += [f"{phase} = {quoted([str(p.path) for p in arc.phases.get(phase, ())])}" for phase in PHASES]
    if arc.planned:
        lines += ["", "[minutes]", *(f"{phase} = {seconds / 60:g}" for phase, seconds in arc.planned.items())]
    return "\n".join(lines) + "\n"


def _table(piece: Piece) -> Mapping[str, object]:
    told: dict[str, object] = {"file": str(piece.path), "title": piece.title}
    words = {"by": piece.by, "album": piece.album, "voice": piece.voice, "language": piece.language}
    told |= {name: value for name, value in (words | {"mark": piece.mark}).items() if value}
    told |= {"instruments": piece.instruments} if piece.instruments else {}
    told |= {"seconds": piece.seconds, "energy": piece.energy, "end": piece.end_s, "fade": piece.fade_s}
    return told | {n: v for n, v in (("start", piece.start_s), ("gain", piece.gain_db)) if v}


def m3u8(arc: Arc, folder: Path) -> str:
    """As other players read it, to lie in ``folder``; phases are remarks."""
    lines = ["#EXTM3U", f"#PLAYLIST:{_line(arc.name)}"]
    for phase, piece in _in_order(arc):
        name = f"{_line(piece.by)} - {_line(piece.title)}" if piece.by else _line(piece.title)
        lines += [f"#EXTGRP:{phase}", f"#EXTINF:{round(piece.seconds or -1)},{name}", _not_a_remark(piece.path, folder)]
    return "\n".join(lines) + "\n"


def _not_a_remark(path: Path, folder: Path) -> str:
    place = _place(path, folder)
    return f"./{place}" if place.startswith("#") else place


def xspf(arc: Arc, folder: Path) -> str:
    """XSPF 1, to lie in ``folder``."""
    tracks = "".join(_track(phase, piece, folder) for phase, piece in _in_order(arc))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<playlist version="1" xmlns="http://xspf.org/ns/0/">\n'
        f"  <title>{_xml(arc.name)}</title>\n  <trackList>\n{tracks}  </trackList>\n</playlist>\n"
    )


def _track(phase: str, piece: Piece, folder: Path) -> str:
    place = piece.path.relative_to(folder) if piece.path.is_relative_to(folder) else piece.path
    address = piece.path.as_uri() if place is piece.path else _relative_uri(place)
    told = {"location": address, "title": piece.title, "creator": piece.by, "album": piece.album, "annotation": phase}
    told["duration"] = str(round(piece.seconds * 1000)) if piece.seconds else ""
    inner = "".join(f"      <{name}>{_xml(value)}</{name}>\n" for name, value in told.items() if value)
    return f"    <track>\n{inner}    </track>\n"


def csv_text(arc: Arc, folder: Path) -> str:
    """A table for a spreadsheet, to lie in ``folder``; no cell is taken for a formula."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for phase, piece in _in_order(arc):
        words = (phase, _place(piece.path, folder), piece.title, piece.by, piece.album)
        cuts = (piece.seconds, piece.start_s or None, piece.end_s, piece.fade_s, piece.gain_db or None, piece.energy)
        rest = (piece.voice, piece.language, "; ".join(piece.instruments))
        figures = ["" if value is None else f"{value:g}" for value in cuts]
        table.writerow([*map(_cell, words), *figures, *map(_cell, rest)])
    return out.getvalue()


WRITERS: Mapping[str, Callable[[Arc, Path], str]] = {"m3u8": m3u8, "xspf": xspf, "csv": csv_text}
"""By the end of the file's name."""


def _in_order(arc: Arc) -> Iterator[tuple[str, Piece]]:
    for phase in PHASES:
        for piece in arc.phases.get(phase, ()):
            yield phase, piece
    for piece in arc.bed:
        yield BED, piece


def _place(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)


def _relative_uri(place: Path) -> str:
    from urllib.parse import quote

    return quote(os.fsencode(place.as_posix()))


def _line(words: str) -> str:
    return " ".join(words.split())


def _xml(words: str) -> str:
    return html.escape("".join(sign for sign in words if sign.isprintable()), quote=False)


def _cell(words: str) -> str:
    return f"'{words}" if words.startswith(_STEERS) else words
