"""A playlist whose files are not where they were: each is found again by its content, in the folders the library watches."""

from __future__ import annotations

from pathlib import Path

from facilitator_app.playlists.arc import Arc
from facilitator_app.playlists.kept import Lists
from facilitator_app.playlists.watched import Library


def found_again(arc: Arc, folder: Path) -> Arc:
    """``arc`` with its missing files at their new places, as the library in ``folder`` finds them; kept playlists follow.

    Blocks: where something is missing, the watched folders are looked through.
    """
    missing = [piece for piece in (*arc.pieces, *arc.bed) if not piece.path.exists()]
    if not missing:
        return arc
    library = Library(folder)
    if not library.folders:
        return arc
    marks = {piece.path: piece.mark or _mark_of(library, piece.path) for piece in missing}
    files = library.look().files
    places = {tags.mark: path for path, tags in files.items() if tags.mark in marks.values() and path.exists()}
    moved = {path: places[mark] for path, mark in marks.items() if mark and mark in places}
    Lists(folder).follow(moved)
    return arc.with_places(moved)


def _mark_of(library: Library, path: Path) -> str:
    entry = library.entry(path)
    return entry.tags.mark if entry is not None else ""
