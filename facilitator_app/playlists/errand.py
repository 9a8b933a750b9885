"""A list of files handed to a process of its own that answers a line for each, and that may die, or hang, of a bad one.

Knows nothing of what is done with the files.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from facilitator_app.faults import Trouble
from facilitator_app.playlists.link import engine_environment


class Errand:
    """One such process, ended with the ``with``, and by itself when it gives no sign for ``longest_s``."""

    def __init__(self, command: Sequence[str], paths: Sequence[Path], longest_s: float) -> None:
        self.gave_up = False
        self._longest_s = longest_s
        try:
            self._process = subprocess.Popen(
                list(command), env=engine_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )  # fmt: skip
        except OSError as cause:
            raise Trouble("music.engine_will_not_start", code=0) from cause
        names = b"".join(os.fsencode(path) + b"\0" for path in paths)
        # a thread: the process answers before it has read a long list
        self._feeder = threading.Thread(target=self._feed, args=(names,), daemon=True)
        self._feeder.start()

    def __enter__(self) -> Errand:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._feeder.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def lines(self) -> Iterator[bytes]:
        """What it answers, until it ends."""
        assert self._process.stdout is not None
        while True:
            timer = threading.Timer(self._longest_s, self._give_up)
            timer.daemon = True
            timer.start()
            line = self._process.stdout.readline()
            timer.cancel()
            if not line:
                return
            if line.strip():  # an empty one only says that it goes on
                yield line

    def kill(self) -> None:
        """End the process, from any thread."""
        self._process.kill()

    def _feed(self, names: bytes) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):  # it has died: what is left is asked of the next one
            self._process.stdin.write(names)
            self._process.stdin.close()

    def _give_up(self) -> None:
        self.gave_up = True
        self.kill()
