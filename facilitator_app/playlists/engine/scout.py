"""Looks ahead: files are decoded in full by a process of their own; one that crashes a decoder never stops the music."""

from __future__ import annotations

import queue
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from facilitator_app.playlists.engine.protocol import BadMessage, Scan, decode

STILL_S = 60.0
"""A scan that goes on says so every few seconds; after so long without a word it hangs.  How long it takes is no fault."""


class Scout:
    """Scans one file after the other on a thread of its own: the engine never waits for a disk."""

    def __init__(self, command: Sequence[str], kept: Path | None = None, still_s: float = STILL_S) -> None:
        self._still_s = still_s
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
            if self._marks.get(path) == mark:
                continue
            told = self._scan(path)
            if told.why == "too_slow":  # nothing is known: the machine is busy, or a disk does not answer
                self._verdicts.pop(path, None)
                self._marks.pop(path, None)
            else:
                self._verdicts[path], self._marks[path] = told, mark

    def _scan(self, path: str) -> Scan:
        try:
            process = subprocess.Popen(
                [*self._command, "--", path],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        except OSError:
            return Scan(path, "crashed")
        too_slow, told = threading.Event(), b""
        with process:
            assert process.stdout is not None
            while line := _line(process, process.stdout, self._still_s, too_slow):
                told += line
        try:
            scan = decode(told.strip())
        except BadMessage:
            return Scan(path, "too_slow" if too_slow.is_set() else "crashed")
        return scan if isinstance(scan, Scan) else Scan(path, "crashed")


def _line(process: subprocess.Popen[bytes], out: IO[bytes], still_s: float, too_slow: threading.Event) -> bytes:
    """The next line of it: a verdict, or an empty one as a sign that it goes on.  One that gives no sign is ended."""

    def give_up() -> None:
        too_slow.set()
        process.kill()

    timer = threading.Timer(still_s, give_up)
    timer.daemon = True
    timer.start()
    line = out.readline()
    timer.cancel()
    return line


def _mark(path: str) -> tuple[int, int]:
    try:
        found = Path(path).stat()
    except OSError:
        return (-1, -1)
    return (found.st_size, found.st_mtime_ns)
