"""Before the session: every file opened, decoded in full and measured, by a process that may die of a bad one.

Blocks while it works; the caller gives it a thread, and takes what is found piece by piece.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from facilitator_app.faults import Trouble
from facilitator_app.playlists.engine.protocol import BadMessage, Scan, decode
from facilitator_app.playlists.errand import Errand
from facilitator_app.playlists.library import Piece
from facilitator_app.playlists.link import engine_command

LONGEST_S = 180.0
"""A file of which nothing comes for so long (a dead network drive) is given up."""


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
        self._checker: Errand | None = None
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
            with self._errand(pieces[done:]) as checker:
                self._checker = checker
                for scan in _scans(checker):
                    if scan.why == "no_libvlc":
                        raise Trouble("music.piece_no_libvlc")
                    yield Checked(pieces[done], scan, done + 1, len(pieces))
                    done += 1
            if done < len(pieces) and not self._stopped:  # it died, or hung, of this one
                why = "too_slow" if checker.gave_up else "crashed"
                yield Checked(pieces[done], Scan(str(pieces[done].path), why), done + 1, len(pieces))
                done += 1

    def _errand(self, pieces: Sequence[Piece]) -> Errand:
        keep = ["--kept", str(self._kept)] if self._kept is not None else []
        command = [*self._command, "check", "--gently", *keep, "--listed"]
        return Errand(command, [piece.path for piece in pieces], LONGEST_S)


def _scans(checker: Errand) -> Iterator[Scan]:
    """What it tells, until it ends or tells nonsense."""
    for line in checker.lines():
        try:
            told = decode(line)
        except BadMessage:
            return
        if isinstance(told, Scan):
            yield told
