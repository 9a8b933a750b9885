"""One level for the pieces of an album, or of a whole arc: what is quieter in it stays quieter, and nothing blasts.  Pure."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping

from facilitator_app.playlists.arc import Arc
from facilitator_app.playlists.engine.protocol import CEILING_DBTP, LEVEL_LUFS, Scan
from facilitator_app.playlists.library import Piece

ABOVE_LU = 3.0
"""So far a single piece may stand out from the level of its album."""


def gains(arc: Arc, scans: Mapping[str, Scan]) -> dict[str, float]:
    """Decibels (at most 0) for each measured piece of ``arc``, by its short name.

    Reference level and true peak as in ReplayGain 2.0 and EBU R 128: -18 LUFS, -1 dBTP.
    """
    groups: dict[str, list[tuple[Piece, Scan]]] = defaultdict(list)
    for piece in (*arc.pieces, *arc.bed):
        if (scan := scans.get(piece.id)) is not None and not scan.why:
            groups[_group(arc, piece)].append((piece, scan))
    found = {}
    for members in groups.values():
        together = loudness([(scan.lufs, scan.seconds) for _, scan in members])
        for piece, scan in members:
            wanted = LEVEL_LUFS - together, LEVEL_LUFS + ABOVE_LU - scan.lufs, CEILING_DBTP - scan.true_peak_dbtp
            found[piece.id] = round(min(0.0, wanted[2], min(0.0, *wanted) + piece.gain_db), 2)
    return found


def loudness(parts: list[tuple[float, float]]) -> float:
    """The loudness of parts (LUFS, seconds) heard one after the other."""
    whole = sum(seconds for _, seconds in parts)
    power = sum(seconds * 10 ** (lufs / 10) for lufs, seconds in parts)
    return 10 * math.log10(max(power / whole, 1e-12)) if whole else -70.0


def _group(arc: Arc, piece: Piece) -> str:
    if arc.level == "arc":
        return ""
    return piece.album or str(piece.path.parent)
