"""What a music file says of itself: tags, length, artwork; and a mark by which its content is known again.

Run as a program it reads names of files from its input and answers a line of JSON for each: tags are read in a process of
its own, with a limit on its memory, because a file can be made to cost any amount of either.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from facilitator_app.playlists.library import LONGEST_WORD, clean

LARGEST_COVER = 8 << 20
WIDEST_COVER = 6000
MOST_MEMORY = 768 << 20
SAMPLE = 1 << 16
_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "TIT2", "\xa9nam"),
    "by": ("artist", "TPE1", "\xa9ART", "albumartist", "TPE2", "aART"),
    "album": ("album", "TALB", "\xa9alb"),
    "genre": ("genre", "TCON", "\xa9gen"),
    "language": ("language", "TLAN"),
}


class Tags(msgspec.Struct, frozen=True, omit_defaults=True):
    """One file.  ``mark`` stays the same wherever the file goes and whatever it is called.

    ``seconds`` is what the header says; ``cover`` the name of a picture among the covers; ``remarks`` are text keys.
    """

    size: int = 0
    changed_ns: int = 0
    mark: str = ""
    title: str = ""
    by: str = ""
    album: str = ""
    genre: str = ""
    language: str = ""
    seconds: float | None = None
    cover: str = ""
    remarks: tuple[str, ...] = ()


def read_tags(path: Path, covers: Path | None = None) -> Tags:
    """The tags of the file at ``path``; its artwork is put among ``covers``.  What cannot be read is left out, and remarked."""
    try:
        found = path.stat()
        mark = content_mark(path, found.st_size)
    except OSError:
        return Tags(remarks=("music.tags_unreadable",))
    about: dict[str, Any] = {"size": found.st_size, "changed_ns": found.st_mtime_ns, "mark": mark}
    remarks: list[str] = []
    words: dict[str, Any] = {}
    try:
        words = _read(path, covers, remarks.append)
    except Exception:  # noqa: BLE001  a file of strangers: whatever it does to the reader, it has no tags
        remarks.append("music.tags_unreadable")
    return Tags(**about, **words, remarks=tuple(dict.fromkeys(remarks)))


def content_mark(path: Path, size: int) -> str:
    """Of the length and three places of the content: a copy has the same, and two pieces of music have not."""
    digest = hashlib.blake2b(str(size).encode(), digest_size=16)
    with path.open("rb") as file:
        for at in sorted({0, max(0, size // 2), max(0, size - SAMPLE)}):
            file.seek(at)
            digest.update(file.read(SAMPLE))
    return digest.hexdigest()


def picture_kind(raw: bytes) -> str:
    """``jpg`` or ``png`` when ``raw`` begins like such a picture of a bearable size, else empty."""
    if raw.startswith(b"\x89PNG\r\n\x1a\n") and raw[12:16] == b"IHDR" and len(raw) > 33:
        sides = int.from_bytes(raw[16:20], "big"), int.from_bytes(raw[20:24], "big")
        return "png" if all(0 < side <= WIDEST_COVER for side in sides) else ""
    if raw.startswith(b"\xff\xd8\xff"):
        return "jpg" if all(0 < side <= WIDEST_COVER for side in _jpeg_sides(raw)) else ""
    return ""


def _jpeg_sides(raw: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(raw) and raw[at] == 0xFF:
        kind, length = raw[at + 1], int.from_bytes(raw[at + 2 : at + 4], "big")
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(raw[at + 5 : at + 7], "big"), int.from_bytes(raw[at + 7 : at + 9], "big")
        at += 2 + length
    return 0, 0


def _read(path: Path, covers: Path | None, remark: Callable[[str], None]) -> dict[str, Any]:
    import mutagen

    file = mutagen.File(path)
    if file is None:
        return {}
    tags: Mapping[str, Any] = file.tags or {}
    found: dict[str, Any] = {}
    for name, keys in _NAMES.items():
        for key in keys:
            value = _first(tags, key)
            if value is not None and (word := _cleaned(value, remark)):
                found[name] = word
                break
    length = getattr(file.info, "length", 0.0)
    if isinstance(length, int | float) and 0 < length < 360_000:
        found["seconds"] = round(float(length), 2)
    if covers is not None and (raw := _cover(file, tags)) is not None:
        found["cover"] = _keep_cover(raw, covers, remark)
    return found


def _cleaned(value: object, remark: Callable[[str], None]) -> str:
    if len(word := str(value)) > LONGEST_WORD:
        remark("music.tags_cut")
    return clean(word)


def _first(tags: Mapping[str, Any], key: str) -> object | None:
    try:
        value = tags[key]
    except (KeyError, ValueError, TypeError):
        return None
    value = getattr(value, "text", value)
    while isinstance(value, list | tuple):
        value = value[0] if value else None
    found: object | None = value
    return found


def _cover(file: Any, tags: Mapping[str, Any]) -> bytes | None:
    """The first picture in the file, of whatever format."""
    for picture in getattr(file, "pictures", ()):
        return bytes(picture.data)
    for key in tags:
        if str(key).startswith("APIC"):
            return bytes(tags[key].data)
    if pictures := tags.get("covr"):
        return bytes(pictures[0])
    packed = _first(tags, "metadata_block_picture")
    if packed is not None:
        import base64

        from mutagen.flac import Picture

        return bytes(Picture(base64.b64decode(str(packed))).data)
    return None


def _keep_cover(raw: bytes, covers: Path, remark: Callable[[str], None]) -> str:
    kind = picture_kind(raw) if len(raw) <= LARGEST_COVER else ""
    if not kind:
        remark("music.cover_no_picture")
        return ""
    name = f"{hashlib.blake2b(raw, digest_size=16).hexdigest()}.{kind}"
    if not (covers / name).exists():
        covers.mkdir(parents=True, exist_ok=True, mode=0o700)
        new = covers / f"{name}.{os.getpid()}.new"
        new.write_bytes(raw)
        new.replace(covers / name)
    return name


def main(arguments: Sequence[str]) -> int:
    """``COVERS``: answer a line for each name on the input."""
    with contextlib.suppress(ImportError, ValueError, OSError):  # not on Windows, and not below a limit that is set
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    with contextlib.suppress(AttributeError, OSError):
        os.nice(10)
    encode = msgspec.json.encode
    for name in sys.stdin.buffer.read().split(b"\0")[:-1]:
        path = Path(os.fsdecode(name))
        sys.stdout.buffer.write(encode(read_tags(path, Path(arguments[0]))) + b"\n")
        sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
