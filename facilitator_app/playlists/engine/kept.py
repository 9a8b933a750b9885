"""What scans told, kept by content: a file is measured once, also under another name or in another place.

One small file for each content, one for each place a file was seen at; both are written whole and hold no name.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from facilitator_app.playlists.engine.protocol import BadMessage, Scan, decode, encode

EDITION = 2
"""Of the way to measure: another one measures everything anew."""
_HASH = re.compile(rb"[0-9a-f]{32}")
_BY_CONTENT = ("", "no_sound", "truncated")
"""Verdicts that the same content will always get."""


class Kept:
    """The scans kept in ``folder``; None keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def measure(self, path: str, scan: Callable[[str], Scan]) -> Scan:
        """What is known of the file as it is now; what is not, ``scan`` finds out, and it is kept."""
        mark = self._mark(path)
        if mark is None:
            return scan(path)
        known = self._known(path, mark)
        if known is not None:
            return known
        told = scan(path)
        if told.why in _BY_CONTENT and self._mark(path) == mark:
            with contextlib.suppress(OSError):  # a full disk: it is measured again
                content = self._content(path, mark)
                self._write(self._scan_of(content, mark), encode(replace(told, path="", content="")))
                return replace(told, content=content)
        return told

    def _known(self, path: str, mark: Path) -> Scan | None:
        try:
            content = self._content(path, mark)
            told = decode(self._scan_of(content, mark).read_bytes())
        except (OSError, BadMessage):
            return None
        return replace(told, path=path, content=content) if isinstance(told, Scan) else None

    def _content(self, path: str, mark: Path) -> str:
        if mark.exists() and _HASH.fullmatch(noted := mark.read_bytes()):
            return noted.decode("ascii")
        with Path(path).open("rb") as file:
            content = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
        self._write(mark, content.encode("ascii"))
        return content

    def _mark(self, path: str) -> Path | None:
        """Where the content of this file, as it is now, is noted; None when it is no file that can be kept."""
        place = Path(path)
        with contextlib.suppress(OSError, ValueError):
            found = place.stat()
            if self._folder is not None and place.is_file() and found.st_size:
                told = f"{found.st_size} {found.st_mtime_ns} ".encode() + os.fsencode(path)
                return self._folder / f"at-{hashlib.blake2b(told, digest_size=16).hexdigest()}"
        return None

    def _scan_of(self, content: str, mark: Path) -> Path:
        return mark.with_name(f"{content}-{EDITION}.json")

    def _write(self, path: Path, text: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        new = path.with_name(f"{path.name}.{os.getpid()}.new")
        new.write_bytes(text)
        new.replace(path)
