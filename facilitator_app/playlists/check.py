"""Before the session: every file opened, decoded in full and measured, by a process that may die of a bad one.

Blocks while it works; the caller gives it a thread, and takes what is found piece by piece.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from facilitator_app.faults import Trouble
from facilitator_app.playlists.engine.protocol import BadMessage, Scan, decode
from facilitator_app.playlists.library import Piece
from facilitator_app.playlists.link import engine_command, engine_environment

LONGEST_S = 180.0
"""A file that takes longer (a dead network drive) is given up."""


@dataclass(frozen=True)
class Checked:
    """What was found of one piece: the ``number``-th of ``count``."""

    piece: Piece
    scan: Scan
    number: int
    count: int

    @property
    def trouble(self) -> str:
        """The key of a text that says why it cannot be played; empty when it can."""
        return f"music.piece_{self.scan.why}" if self.scan.why else ""


class Check:
    """Checks ``pieces`` in their order; what ``kept`` knows of an unchanged file is not measured again."""

    def __init__(self, pieces: Sequence[Piece], kept: Path | None, command: Sequence[str] = ()) -> None:
        self._pieces, self._kept, self._command = pieces, kept, command or engine_command()
        self._checker: _Checker | None = None
        self._stopped = False

    def stop(self) -> None:
        """End the work soon, from any thread: the piece at hand is not told any more."""
        self._stopped = True
        if (checker := self._checker) is not None:
            checker.kill()

    def __iter__(self) -> Iterator[Checked]:
        """Do the work, and tell each piece when it is done.  Trouble when there is no libVLC."""
        pieces, done = self._pieces, 0
        while done < len(pieces) and not self._stopped:
            with _Checker(pieces[done:], self._kept, self._command) as checker:
                self._checker = checker
                for scan in checker.scans():
                    if scan.why == "no_libvlc":
                        raise Trouble("music.piece_no_libvlc")
                    yield Checked(pieces[done], scan, done + 1, len(pieces))
                    done += 1
            if done < len(pieces) and not self._stopped:  # it died, or hung, of this one
                why = "too_slow" if checker.gave_up else "crashed"
                yield Checked(pieces[done], Scan(str(pieces[done].path), why), done + 1, len(pieces))
                done += 1


class _Checker:
    """One process that checks; ended with the ``with``, and by itself when one file takes too long."""

    def __init__(self, pieces: Sequence[Piece], kept: Path | None, command: Sequence[str]) -> None:
        self.gave_up = False
        keep = ["--kept", str(kept)] if kept is not None else []
        try:
            self._process = subprocess.Popen(
                [*command, "check", "--gently", *keep, "--listed"],
                env=engine_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        except OSError as cause:
            raise Trouble("music.engine_will_not_start", code=0) from cause
        paths = b"".join(os.fsencode(piece.path) + b"\0" for piece in pieces)
        # a thread: the process answers before it has read a long list
        self._feeder = threading.Thread(target=self._feed, args=(paths,), daemon=True)
        self._feeder.start()

    def __enter__(self) -> _Checker:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._feeder.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def scans(self) -> Iterator[Scan]:
        """What it tells, until it ends."""
        assert self._process.stdout is not None
        while True:
            timer = threading.Timer(LONGEST_S, self._give_up)
            timer.daemon = True
            timer.start()
            line = self._process.stdout.readline()
            timer.cancel()
            try:
                told = decode(line)
            except BadMessage:
                return
            if isinstance(told, Scan):
                yield told

    def _feed(self, paths: bytes) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):  # it has died: what is left is asked of the next one
            self._process.stdin.write(paths)
            self._process.stdin.close()

    def kill(self) -> None:
        """End the process."""
        self._process.kill()

    def _give_up(self) -> None:
        self.gave_up = True
        self.kill()
