"""The real program as a process: started on a folder, killed, closed, and asked on its command line."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.e2e.hand import Hand
from tests.e2e.screen import Screen, close_window


class Program:
    """One running window on ``folder``."""

    def __init__(self, screen: Screen, folder: Path) -> None:
        self._log = (screen.home / "program.log").open("a")
        command = [sys.executable, "-m", "facilitator_app", "--data", str(folder)]
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


@contextlib.contextmanager
def window(screen: Screen, folder: Path) -> Iterator[Program]:
    """The program with its window open."""
    program = Program(screen, folder)
    try:
        yield program
    finally:
        program.close()


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
