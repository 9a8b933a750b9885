"""The real program as a process: started on a folder, killed, closed, and asked on its command line."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.e2e.hand import Hand
from tests.e2e.screen import Screen, close_window

BY_THE_EYE = "qt said something (qt.accessibility"
"""The test looks faster than a screen reader, and asks for what has just gone."""
FAULTS = ("qt said something", "bug ", "trouble ", "a hearer failed")
"""How a line of the program's log begins that tells of a fault."""


class Program:
    """One running window: on ``folder``, or that of a command such as ``demo``."""

    def __init__(self, screen: Screen, folder: Path | None, *arguments: str) -> None:
        self._said = screen.home / "program.log"
        self._log = self._said.open("ab")
        self._from = self._log.tell()
        where = ["--data", str(folder)] if folder else []
        command = [sys.executable, "-m", "facilitator_app", *where, *arguments]
        self.process = subprocess.Popen(
            command, env=screen.environment, cwd=screen.home, stdout=self._log, stderr=self._log
        )
        self._screen = screen
        self._hand: Hand | None = None

    @property
    def hand(self) -> Hand:
        """A hand at its window, once that is there."""
        if self._hand is None:
            self._hand = Hand(self._screen, self.process)
        return self._hand

    def kill(self) -> None:
        """What a power cut does to the window."""
        self.process.kill()
        self.process.wait(10)

    def leave(self) -> int:
        """Ask it to end, as the desktop does at log-out; returns its exit code."""
        self.process.terminate()
        return self.process.wait(20)

    def cross(self) -> int:
        """Close the window by the cross in its frame; returns the exit code."""
        close_window(self._screen.environment["DISPLAY"], "Facilitator")
        return self.process.wait(20)

    def close(self) -> None:
        """Nothing of it is left."""
        if self._hand is not None:
            self._hand.close()
        if self.process.poll() is None:
            self.kill()
        self._log.close()

    def faults(self, meant: Sequence[str] = ()) -> list[str]:
        """What its log tells of faults, without those that begin as one of ``meant``."""
        said = self._said.read_bytes()[self._from :].decode("utf-8", "replace").splitlines()
        return [line for line in said if line.startswith(FAULTS) and not line.startswith((BY_THE_EYE, *meant))]


@contextlib.contextmanager
def window(screen: Screen, folder: Path | None, *arguments: str, meant: Sequence[str] = ()) -> Iterator[Program]:
    """The program with its window open.  Fails when it logged a fault other than those the day ``meant`` to make."""
    program = Program(screen, folder, *arguments)
    try:
        yield program
    finally:
        program.close()
    faults = program.faults(meant)
    assert not faults, "the program's log tells of faults:\n" + "\n".join(faults)


def command(screen: Screen, folder: Path, secrets: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the program to its end."""
    whole = [
        sys.executable,
        "-m",
        "facilitator_app",
        "--data",
        str(folder),
        "--passphrase-file",
        str(secrets),
        *arguments,
    ]
    return subprocess.run(whole, env=screen.environment, cwd=screen.home, capture_output=True, text=True, timeout=60)
