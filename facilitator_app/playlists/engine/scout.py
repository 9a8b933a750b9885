"""Looks ahead: files are decoded in full by a process of their own; one that crashes a decoder never stops the music."""

from __future__ import annotations

import queue
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path

from facilitator_app.playlists.engine.protocol import BadMessage, Scan, decode

LIMIT_S = 180.0


class Scout:
    """Scans one file after the other on a thread of its own: the engine never waits for a disk."""

    def __init__(self, command: Sequence[str], kept: Path | None = None) -> None:
        self._command = [*command, "check", "--gently", "--along", *(["--kept", str(kept)] if kept else [])]
        self._asked: queue.Queue[str] = queue.Queue()
        self._verdicts: dict[str, Scan] = {}
        self._marks: dict[str, tuple[int, int]] = {}
        self._thread: threading.Thread | None = None

    def look(self, path: str) -> None:
        """Have the file scanned, unless it is as it was at the last scan."""
        self._asked.put(path)
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="scout", daemon=True)
            self._thread.start()

    def verdict(self, path: str) -> Scan | None:
        """What the last scan told, None while nobody knows."""
        return self._verdicts.get(path)

    def _work(self) -> None:
        while True:
            path = self._asked.get()
            mark = _mark(path)
            if self._marks.get(path) != mark:
                self._verdicts[path] = self._scan(path)
                self._marks[path] = mark

    def _scan(self, path: str) -> Scan:
        try:
            done = subprocess.run(
                [*self._command, "--", path],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=LIMIT_S,
                check=False,
            )  # fmt: skip
            told = decode(done.stdout.strip() or b"{}")
        except subprocess.TimeoutExpired:
            return Scan(path, "too_slow")
        except (OSError, BadMessage):
            return Scan(path, "crashed")
        return told if isinstance(told, Scan) else Scan(path, "crashed")


def _mark(path: str) -> tuple[int, int]:
    try:
        found = Path(path).stat()
    except OSError:
        return (-1, -1)
    return (found.st_size, found.st_mtime_ns)
