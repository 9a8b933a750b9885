"""Playlists of other players and tables, read as pieces: M3U, M3U8, XSPF and CSV.  Opens no music and follows no address.

What points outside the playlist's own folder and the library's, or into a network, is left out and told; nothing in a
file can make it read another one.
"""

from __future__ import annotations

import csv
import io
import itertools
import math
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from facilitator_app.faults import Refusal, Trouble
from facilitator_app.playlists.library import CUTS, VOICES, Piece, Remark, clean, piece_from

ENDS = (".m3u", ".m3u8", ".xspf", ".csv")
LARGEST_FILE = 8 << 20
MOST_PIECES = 5000
MOST_LINES = 10_000
LONGEST_S = 86_400
"""Seconds of the longest piece that is believed: a day."""
MOST_TOLD = 20
_SPACE = "{http://xspf.org/ns/0/}"
_LENGTH_AND_NAME = re.compile(
    r"#EXTINF:\s*+([^\s,]*+)[^,]*+,(.*)"
)  # takes nothing back: a line without end is read once


@dataclass(frozen=True)
class _Line:
    """One entry as it stands there."""

    place: str
    title: str = ""
    by: str = ""
    seconds: float | None = None
    album: str = ""
    phase: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    """All that a table says of it."""


@dataclass(frozen=True)
class Read:
    """What a playlist file holds: pieces with the phase each is for (empty: it does not say), and what was left out, why."""

    pieces: tuple[tuple[str, Piece], ...]
    left_out: tuple[Remark, ...]


def read_list(path: Path) -> tuple[tuple[Piece, ...], tuple[Remark, ...]]:
    """The pieces of a playlist file, each once, and what was left out of it and why.  Refusal when it is no playlist."""
    read = read_entries(path)
    return tuple({piece.path: piece for _, piece in reversed(read.pieces)}.values())[::-1], read.left_out


def read_entries(path: Path, folders: Sequence[Path] = ()) -> Read:
    """All that a playlist file holds; its pieces may lie in its own folder and in ``folders``."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Refusal("music.playlist_too_large", megabytes=LARGEST_FILE >> 20)
        raw = path.read_bytes()
    except OSError as cause:
        raise Trouble("music.playlist_unreadable") from cause
    lines = list(itertools.islice(_lines(raw, path.suffix.lower()), MOST_LINES + 1))
    if len(lines) > MOST_LINES:
        raise Refusal("music.playlist_too_many", most=MOST_PIECES)
    pieces: dict[tuple[str, Path], Piece] = {}
    left: list[Remark] = []
    roots = tuple(folder.resolve() for folder in (path.parent, *folders))
    spelled = {*map(str, roots), *(str(folder.absolute()) for folder in (path.parent, *folders))}
    written = tuple(f"{each}{os.sep}" for each in spelled)
    for number, line in enumerate(lines, 1):
        found, why = _inside(roots, written, line.place)
        if why:
            left.append(Remark(why, {"entry": number}))
        else:
            pieces.setdefault((line.phase, found), _piece(found, line))
        if len(pieces) > MOST_PIECES:
            raise Refusal("music.playlist_too_many", most=MOST_PIECES)
    if not pieces:
        raise Refusal("music.playlist_empty")
    more = [Remark("music.left_out_more", {"count": len(left) - MOST_TOLD})] if len(left) > MOST_TOLD else []
    return Read(tuple((phase, piece) for (phase, _), piece in pieces.items()), (*left[:MOST_TOLD], *more))


def _lines(raw: bytes, end: str) -> Iterator[_Line]:
    if end == ".xspf":
        return _xspf(raw)
    return _csv(raw) if end == ".csv" else _m3u(raw, strict=end == ".m3u8")


def _piece(path: Path, line: _Line) -> Piece:
    made = piece_from(path)
    title, by, album = (clean(word) for word in (line.title, line.by, line.album))
    named = replace(made, title=title or made.title, by=by or made.by, album=album, seconds=line.seconds)
    return replace(named, **_own(line.cells))


def _own(cells: Mapping[str, str]) -> dict[str, Any]:
    """What our own table says of cuts and tags; what makes no sense is as good as not said."""
    found: dict[str, Any] = {"language": clean(_uncelled(cells.get("language", "")))}
    for name, (known_as, least, most) in CUTS.items():
        number = cells.get(name, "").replace(",", ".")
        if re.fullmatch(r"-?\d{1,5}(\.\d{1,6})?", number, re.ASCII) and least <= float(number) <= most:
            found[known_as] = float(number)
    if found.get("end_s", math.inf) <= found.get("start_s", 0.0):
        del found["end_s"]
    found["voice"] = voice if (voice := cells.get("voice", "")) in VOICES else ""
    found["energy"] = int(energy) if (energy := cells.get("energy", "")) in ("1", "2", "3", "4", "5") else None
    words = (clean(_uncelled(word.strip())) for word in cells.get("instruments", "").split(";"))
    return {**found, "instruments": tuple(word for word in words if word)[:12]}


def _m3u(raw: bytes, *, strict: bool) -> Iterator[_Line]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as cause:
        if strict:
            raise Refusal("music.playlist_not_text") from cause
        text = raw.decode("cp1252", "replace")  # what players on Windows wrote before M3U8
    if "\0" in text:
        raise Refusal("music.playlist_not_text")
    about = _Line("")
    for line in text.splitlines():
        line = line.strip()
        if told := _LENGTH_AND_NAME.match(line):
            by, dash, title = told[2].partition(" - ")
            name = (title if dash else by).strip()
            about = replace(about, title=name, by=by.strip() if dash else "", seconds=_seconds(told[1]))
        elif line.startswith("#EXTGRP:"):
            about = replace(about, phase=line.removeprefix("#EXTGRP:").strip())
        elif line and not line.startswith("#"):
            yield replace(about, place=line)
            about = _Line("")


def _xspf(raw: bytes) -> Iterator[_Line]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as cause:
        raise Refusal("music.playlist_not_text") from cause
    if re.search(r"<!\s*(DOCTYPE|ENTITY)", text, re.IGNORECASE):
        raise Refusal("music.playlist_entities")  # one of these can name any file, or grow without end
    from xml.etree import ElementTree  # half a megabyte, for the few who bring such a list

    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as cause:
        raise Refusal("music.playlist_line", line=cause.position[0]) from cause
    for track in root.iter(f"{_SPACE}track"):
        told = {child.tag.removeprefix(_SPACE): (child.text or "").strip() for child in track}
        seconds = _seconds(told.get("duration", ""), parts=1000)
        words = [told.get(name, "") for name in ("location", "title", "creator", "album", "annotation")]
        place = words[0] if "://" in words[0] else unquote(words[0])  # a relative address is an address too
        yield _Line(place, words[1], words[2], seconds, words[3], words[4])


def _csv(raw: bytes) -> Iterator[_Line]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as cause:
        raise Refusal("music.playlist_not_text") from cause
    if "\0" in text:
        raise Refusal("music.playlist_not_text")
    head = text.partition("\n")[0]
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    try:
        if "file" not in (table.fieldnames or ()):
            raise Refusal("music.playlist_no_file_column")
        for row in table:
            told = {name: (value or "").strip() for name, value in row.items() if isinstance(value, str | None)}
            seconds = _seconds(told.get("seconds", "").replace(",", "."))
            words = [_uncelled(told.get(name, "")) for name in ("file", "title", "by", "album", "phase")]
            yield _Line(words[0], words[1], words[2], seconds, words[3], words[4], told)
    except csv.Error as cause:
        raise Refusal("music.playlist_line", line=table.line_num + 1) from cause


def _seconds(length: str, parts: int = 1) -> float | None:
    """A length that is told, in ``parts`` of a second; None where it says none, or none that can be."""
    seconds = float(length) / parts if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", length, re.ASCII) else 0.0
    return seconds if 0 < seconds <= LONGEST_S else None


def _uncelled(word: str) -> str:
    """A cell as it was before it was kept from being taken for a formula."""
    return word[1:] if word.startswith(("'=", "'+", "'-", "'@")) else word


def _inside(roots: Sequence[Path], written: tuple[str, ...], place: str) -> tuple[Path, str]:
    """The file that is meant, or the key that says why it is left out.  ``written``: how the roots may be spelled."""
    folder = roots[0]
    try:
        address = urlsplit(place) if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+://", place) else None
    except ValueError:
        return folder, "music.left_out_nothing"  # an address that is none
    if address is not None and address.scheme.lower() != "file":
        return folder, "music.left_out_network"
    if address is not None and address.netloc not in ("", "localhost"):
        return folder, "music.left_out_network"
    place = unquote(address.path) if address is not None else place
    if "\\" in place and "/" not in place and os.sep == "/":
        place = place.replace("\\", "/")
    if not place or "\0" in place:
        return folder, "music.left_out_nothing"
    if not os.path.normpath(folder / place).startswith(written):
        return folder, "music.left_out_escapes"  # the disk need not be asked
    try:
        found = (folder / place).resolve()
    except (OSError, RuntimeError, ValueError):
        return folder, "music.left_out_nothing"
    inside = any(found.is_relative_to(root) and found != root for root in roots)
    return found, "" if inside else "music.left_out_escapes"
