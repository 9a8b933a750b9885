"""The pieces themselves: which files are music and what they are called.  Opens no file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from facilitator_app.playlists.engine.protocol import piece_id

MUSIC = frozenset((".flac", ".wav", ".mp3", ".opus", ".ogg", ".oga", ".m4a", ".aac", ".aif", ".aiff", ".wma", ".mka"))
"""What is taken for music, by the end of its name.  Whether it is, the engine finds out."""

LONGEST_WORD = 200
"""Characters of a title or another tag that are kept."""
VOICES = ("none", "wordless", "words")
LONGEST_CROSSFADE_S = 30.0
CUTS: Mapping[str, tuple[str, float, float]] = {
    "start": ("start_s", 0.0, 86_400.0),
    "end": ("end_s", 0.0, 86_400.0),
    "fade": ("fade_s", 0.0, LONGEST_CROSSFADE_S),
    "gain": ("gain_db", -30.0, 12.0),
}
"""What is said of one piece in numbers: its field, the least and the most."""
_TRACK_NUMBER = re.compile(r"^\d{1,3}[\s._-]+(?=\S)")


@dataclass(frozen=True)
class Piece:
    """A piece of music.  ``seconds`` is None when nobody has said; what is empty is not known.

    ``voice``: none, wordless or words; ``energy`` 1 (still) to 5.  Pieces of one ``album`` keep their distance in level.
    """

    path: Path
    title: str
    by: str = ""
    seconds: float | None = None
    album: str = ""
    voice: str = ""
    language: str = ""
    energy: int | None = None
    instruments: tuple[str, ...] = ()
    start_s: float = 0.0
    end_s: float | None = None
    """Where it begins and ends within its file, in seconds; None: with the file."""
    fade_s: float | None = None
    """Seconds by which the next piece crosses in; None: the playlist's."""
    gain_db: float = 0.0
    """By so much louder or quieter than its level it is wished."""
    mark: str = ""
    """By which its content is known again; empty when nobody has looked."""

    @property
    def id(self) -> str:
        """A short name that tells nothing about the piece."""
        return piece_id(self.path)


@dataclass(frozen=True)
class Remark:
    """A text key and its values: something to know about a playlist."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


def piece_from(path: Path) -> Piece:
    """The piece in the file at ``path``, named after the file: ``03 - Somebody - Stillness.flac`` is Stillness by Somebody."""
    name = _TRACK_NUMBER.sub("", path.stem).replace("_", " ").strip() or path.stem
    by, dash, title = name.partition(" - ")
    if dash and by.strip() and title.strip():
        return Piece(path, title.strip(), by.strip())
    return Piece(path, name)


def clean(word: str) -> str:
    """What somebody else wrote of a piece, as one short line without signs that steer."""
    kept = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in word[: LONGEST_WORD * 20])
    return " ".join(kept.split())[:LONGEST_WORD].strip()


def natural(name: str) -> tuple[tuple[int, str], ...]:
    """A key that sorts ``2 rain`` before ``10 sea``; figures without end are no number."""
    parts = re.split(r"(\d+)", name.casefold())
    return tuple((int(part), "") if part.isdecimal() and len(part) < 19 else (-1, part) for part in parts)


def pieces_in(folder: Path) -> tuple[Piece, ...]:
    """Every music file in ``folder`` and below, in the order of their names; hidden ones are left out."""
    found = [
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in MUSIC
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.is_file()
    ]
    found.sort(key=lambda path: [natural(part) for part in path.relative_to(folder).parts])
    return tuple(piece_from(path) for path in found)
