"""A piece of a playlist in full, and its cuts as somebody types them.  Pure text; knows no Qt."""

from __future__ import annotations

import re
from typing import Any

from facilitator_app.faults import Refusal
from facilitator_app.playlists.engine.protocol import Scan
from facilitator_app.playlists.library import Piece
from facilitator_app.text import render
from facilitator_app.ui.music_rows import length, loudness

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2}(?:[.,]\d{1,3})?)")
_NUMBER = re.compile(r"[+-]?\d{1,6}(?:[.,]\d{1,3})?")


def piece_page(piece: Piece, scan: Scan | None) -> dict[str, Any]:
    """All that is known of a piece, and its cuts as they can be typed again."""
    whole = scan.seconds if scan is not None and scan.seconds else piece.seconds
    return {
        "title": piece.title,
        "about": " · ".join(part for part in (piece.by, piece.album) if part),
        "loudness": loudness(scan) or (render(f"music.piece_{scan.why}") if scan is not None and scan.why else ""),
        "length": length(whole),
        "place": str(piece.path),
        "start_s": length(piece.start_s) if piece.start_s else "",
        "end_s": length(piece.end_s) if piece.end_s is not None else "",
        "fade_s": f"{piece.fade_s:g}" if piece.fade_s is not None else "",
        "gain_db": f"{piece.gain_db:g}" if piece.gain_db else "",
    }


def cuts_of(typed: dict[str, str]) -> dict[str, float | None]:
    """What was typed, as the playlist keeps it; empty is the piece's own.  Refusal at the field that cannot be read."""
    return {
        "start_s": seconds_of(typed.get("start_s", ""), "start_s") or 0.0,
        "end_s": seconds_of(typed.get("end_s", ""), "end_s"),
        "fade_s": number_of(typed.get("fade_s", ""), "fade_s"),
        "gain_db": number_of(typed.get("gain_db", ""), "gain_db") or 0.0,
    }


def seconds_of(typed: str, field: str) -> float | None:
    """``1:23``, ``1:02:03`` or seconds; None when nothing was typed."""
    typed = typed.strip()
    if found := _CLOCK.fullmatch(typed):
        hours, minutes, seconds = found[1] or "0", found[2], found[3].replace(",", ".")
        return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    return number_of(typed, field, "playlist.not_a_time")


def number_of(typed: str, field: str, key: str = "playlist.not_a_number") -> float | None:
    """A number with a point or a comma; None when nothing was typed."""
    typed = typed.strip().replace("−", "-")
    if not typed:
        return None
    if not _NUMBER.fullmatch(typed):
        raise Refusal(key, field=field)
    return float(typed.replace(",", "."))


def planned_of(typed: dict[str, str]) -> dict[str, float | None]:
    """Planned minutes by phase, as typed; empty is not planned."""
    return {phase: number_of(minutes, phase) for phase, minutes in typed.items()}
