"""Playlists of other players, read as pieces: M3U, M3U8 and XSPF.  Opens no music and follows no address.

What points outside the playlist's own folder, or into a network, is left out and told; nothing in a file can make it
read another one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from facilitator_app.faults import Refusal, Trouble
from facilitator_app.playlists.library import Piece, Remark, piece_from

ENDS = (".m3u", ".m3u8", ".xspf")
LARGEST_FILE = 8 << 20
MOST_PIECES = 5000
MOST_TOLD = 20
_SPACE = "{http://xspf.org/ns/0/}"
_SECONDS_AND_NAME = re.compile(r"#EXTINF:\s*(-?\d+(?:\.\d+)?)[^,]*,(.*)")


@dataclass(frozen=True)
class _Line:
    """One entry as it stands there."""

    place: str
    title: str = ""
    by: str = ""
    seconds: float | None = None
    album: str = ""


def read_list(path: Path) -> tuple[tuple[Piece, ...], tuple[Remark, ...]]:
    """The pieces of a playlist file, and what was left out of it and why.  Refusal when it is no playlist at all."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Refusal("music.playlist_too_large", megabytes=LARGEST_FILE >> 20)
        raw = path.read_bytes()
    except OSError as cause:
        raise Trouble("music.playlist_unreadable") from cause
    lines = _xspf(raw) if path.suffix.lower() == ".xspf" else _m3u(raw, strict=path.suffix.lower() == ".m3u8")
    pieces: dict[Path, Piece] = {}
    left: list[Remark] = []
    folder = path.parent.resolve()
    for number, line in enumerate(lines, 1):
        found, why = _inside(folder, line.place)
        if why:
            left.append(Remark(why, {"entry": number}))
        else:
            pieces.setdefault(found, _piece(found, line))
        if len(pieces) > MOST_PIECES:
            raise Refusal("music.playlist_too_many", most=MOST_PIECES)
    if not pieces:
        raise Refusal("music.playlist_empty")
    more = [Remark("music.left_out_more", {"count": len(left) - MOST_TOLD})] if len(left) > MOST_TOLD else []
    return tuple(pieces.values()), (*left[:MOST_TOLD], *more)


def _piece(path: Path, line: _Line) -> Piece:
    made = piece_from(path)
    seconds = line.seconds if line.seconds and line.seconds > 0 else None
    return replace(made, title=line.title or made.title, by=line.by or made.by, album=line.album, seconds=seconds)


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
        if told := _SECONDS_AND_NAME.match(line):
            by, dash, title = told[2].partition(" - ")
            about = _Line("", (title if dash else by).strip(), by.strip() if dash else "", float(told[1]))
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
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as cause:
        raise Refusal("music.playlist_line", line=cause.position[0]) from cause
    for track in root.iter(f"{_SPACE}track"):
        told = {child.tag.removeprefix(_SPACE): (child.text or "").strip() for child in track}
        length = told.get("duration", "")
        seconds = int(length) / 1000 if length.isdecimal() else None
        yield _Line(
            told.get("location", ""), told.get("title", ""), told.get("creator", ""), seconds, told.get("album", "")
        )


def _inside(folder: Path, place: str) -> tuple[Path, str]:
    """The file that is meant, or the key that says why it is left out."""
    address = urlsplit(place) if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+://", place) else None
    if address is not None and address.scheme.lower() != "file":
        return folder, "music.left_out_network"
    if address is not None and address.netloc not in ("", "localhost"):
        return folder, "music.left_out_network"
    place = unquote(address.path) if address is not None else place
    if "\\" in place and "/" not in place and os.sep == "/":
        place = place.replace("\\", "/")
    if not place or "\0" in place:
        return folder, "music.left_out_nothing"
    try:
        found = (folder / place).resolve()
    except (OSError, RuntimeError):
        return folder, "music.left_out_nothing"
    return found, "" if found.is_relative_to(folder) and found != folder else "music.left_out_escapes"
