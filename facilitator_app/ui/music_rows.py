"""What the music screens say of pieces and playlists, row by row.  Pure text; knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from facilitator_app.playlists.arc import PHASES, Arc
from facilitator_app.playlists.curve import SHORT_S, lasts, together
from facilitator_app.playlists.edits import POOLS, Editing
from facilitator_app.playlists.engine.protocol import Scan
from facilitator_app.playlists.library import Piece
from facilitator_app.playlists.watched import Entry, Wanted
from facilitator_app.text import render
from facilitator_app.ui.times import clock

VOICES = ("none", "wordless", "words")
PHASE_NAMES = {
    "arrival": "playlist.phase_arrival",
    "opening_circle": "playlist.phase_opening_circle",
    "medicine": "playlist.phase_medicine",
    "peak": "playlist.phase_peak",
    "return": "playlist.phase_return",
    "closing_circle": "playlist.phase_closing_circle",
    "discharge": "playlist.phase_discharge",
    "bed": "playlist.phase_bed",
}


class EditRow(NamedTuple):
    """A row of the editor: the head of a phase, or a piece in it."""

    key: str
    head: bool
    phase: str
    at: int
    title: str
    note: str
    aside: str
    chosen: bool
    bad: bool


class LibraryRow(NamedTuple):
    """A piece of the library."""

    key: str
    title: str
    note: str
    aside: str
    bad: bool
    taken: bool


def phase_name(phase: str) -> str:
    """What a phase is called."""
    return render(PHASE_NAMES[phase]) if phase in PHASE_NAMES else phase


def length(seconds: float | None) -> str:
    """A length, or a dash."""
    return clock(timedelta(seconds=round(seconds))) if seconds else "–"


def decibel(value: float) -> str:
    """A figure with a true minus sign."""
    return f"{value:.1f}".replace("-", "−")


def loudness(scan: Scan | None) -> str:
    """Loudness, range and true peak as measured; empty when nobody has."""
    if scan is None or scan.why:
        return ""
    figures = {"lufs": decibel(scan.lufs), "range": decibel(scan.range_lu), "peak": decibel(scan.true_peak_dbtp)}
    return render("playlist.loudness", **figures)


def heard_seconds(piece: Piece, scan: Scan | None) -> float:
    """How long of a piece is heard, by the best that is known."""
    return lasts(piece, whole_seconds(piece, scan))


def whole_seconds(piece: Piece, scan: Scan | None) -> float:
    """How long a file is, measured, or as it says; 0 when nobody knows."""
    return scan.seconds if scan is not None and not scan.why else piece.seconds or 0.0


def pool_seconds(pool: Sequence[Piece], scans: Mapping[str, Scan], crossfade_s: float) -> float:
    """How long the pieces of a phase last, crossed into each other."""
    return together([(piece, whole_seconds(piece, scans.get(piece.id))) for piece in pool], crossfade_s)


def edit_rows(editing: Editing, scans: Mapping[str, Scan], chosen: str) -> list[EditRow]:
    """The whole playlist: each phase with its pieces, then the bed."""
    rows, seen = [], dict[str, int]()
    for phase in POOLS:
        pool = editing.pool(phase)
        rows.append(_head(editing.arc, phase, pool, scans))
        for at, piece in enumerate(pool):
            number = seen[piece.id] = seen.get(piece.id, 0) + 1
            key, scan = f"{piece.id}.{number}", scans.get(piece.id)
            bad = scan is not None and bool(scan.why)
            note = render(f"music.piece_{scan.why}") if scan is not None and scan.why else _about(piece)
            aside = " · ".join(part for part in (_cut(piece), length(heard_seconds(piece, scan))) if part)
            rows.append(EditRow(key, False, phase, at, piece.title, note, aside, key == chosen, bad))
    return rows


def _head(arc: Arc, phase: str, pool: Sequence[Piece], scans: Mapping[str, Scan]) -> EditRow:
    music, planned = pool_seconds(pool, scans, arc.crossfade_s), arc.planned.get(phase)
    aside = length(music) if music else ""
    if planned:
        aside = render("playlist.of_planned", music=length(music) if music else "0:00", minutes=f"{planned / 60:g}")
    short = bool(planned and pool and music < planned - SHORT_S)
    note = "" if pool else render("playlist.empty_bed" if phase == "bed" else "playlist.empty_phase")
    return EditRow(f"head.{phase}", True, phase, -1, phase_name(phase), note, aside, False, short)


def _about(piece: Piece) -> str:
    words = [piece.by, piece.album, render(f"playlist.voice_{piece.voice}") if piece.voice else "", piece.language]
    words += [render("playlist.energy_is", energy=piece.energy)] if piece.energy else []
    return " · ".join(word for word in (*words, *piece.instruments) if word)


def _cut(piece: Piece) -> str:
    told = [render("playlist.cut")] if piece.start_s or piece.end_s is not None else []
    told += [f"{piece.gain_db:+g} dB".replace("-", "−")] if piece.gain_db else []
    return " · ".join(told)


def library_row(entry: Entry, taken: frozenset[str]) -> LibraryRow:
    """One piece of the library."""
    piece, figures = entry.piece, entry.figures
    phases = ", ".join(phase_name(phase) for phase in entry.said.phases)
    note = " · ".join(part for part in (_about(piece), phases) if part)
    why = figures.why if figures is not None else ""
    if why:
        note = render(f"music.piece_{why}")
    loud = render("playlist.lufs", lufs=decibel(figures.lufs)) if figures is not None and not why else ""
    aside = " · ".join(part for part in (loud, length(piece.seconds)) if part)
    bad = bool(why or entry.tags.remarks)
    return LibraryRow(str(entry.path), piece.title, note, aside, bad, str(entry.path) in taken)


def total_line(arc: Arc, scans: Mapping[str, Scan]) -> str:
    """All the music against all that is planned."""
    pools = [arc.phases.get(phase, ()) for phase in PHASES]
    music = sum(pool_seconds(pool, scans, arc.crossfade_s) for pool in pools)
    planned = sum(arc.planned.values())
    count = sum(len(pool) for pool in pools)
    if planned:
        return render("playlist.total_planned", music=length(music), planned=length(planned), count=count)
    return render("playlist.total", music=length(music), count=count)


def entry_page(entry: Entry, twins: Sequence[Path], covers: Path) -> dict[str, object]:
    """A piece of the library in full, and what was said of it as it can be said anew."""
    piece, said, figures = entry.piece, entry.said, entry.figures
    loud = ""
    if figures is not None:
        told = {"lufs": figures.lufs, "range": figures.range_lu, "peak": figures.peak_dbtp}
        words = {name: decibel(value) for name, value in told.items()}
        loud = render(f"music.piece_{figures.why}") if figures.why else render("playlist.loudness", **words)
    return {
        "path": str(entry.path),
        "title": piece.title,
        "by": piece.by,
        "about": " · ".join(part for part in (piece.by, piece.album, entry.tags.genre, length(piece.seconds)) if part),
        "loudness": loud or render("playlist.not_measured"),
        "remarks": [render(key) for key in entry.tags.remarks],
        "twins": [render("playlist.twin", path=str(path)) for path in twins],
        "cover": (covers / entry.tags.cover).as_uri() if entry.tags.cover else "",
        "voice": said.voice,
        "language": piece.language,
        "energy": said.energy or 0,
        "phases": list(said.phases),
        "instruments": ", ".join(said.instruments),
    }


def filter_rows(wanted: Wanted) -> list[dict[str, object]]:
    """Every filter of the library: what it filters by, its value, its name, and whether it is on."""
    only = ("duplicates", "untagged", "unmeasured", "trouble")
    told = [("only", value, render(f"playlist.only_{value}")) for value in only]
    told += [("voice", voice, render(f"playlist.voice_{voice}")) for voice in VOICES]
    told += [("phase", phase, phase_name(phase)) for phase in PHASES]
    told += [("energy", str(energy), render("playlist.energy_is", energy=energy)) for energy in range(1, 6)]
    return [
        {"name": name, "value": value, "text": words, "on": str(getattr(wanted, name)) == value}
        for name, value, words in told
    ]
