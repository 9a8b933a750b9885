"""Files that leave the app: written whole or not at all, under names that say nothing about anybody."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from pathlib import Path
from typing import NamedTuple

from facilitator_app.faults import Trouble

SHEETS = "sheets"
"""Where in the data folder the sheet for an ambulance is left when nothing prints."""
_RUN = secrets.token_hex(4)
"""In the hidden name of what is being written: that of another run was cut off, and may go."""
_HIDDEN = re.compile(r"\..+\.([0-9a-f]{8})[0-9a-f]{4}\.unfinished")
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def unnamed(kind: str, ending: str) -> str:
    """A file name without names: ``handoff-3f9a01bc.pdf``."""
    return f"{kind}-{secrets.token_hex(4)}.{ending}"


class Laid(NamedTuple):
    """A file that is whole on the disk, beside its place under a hidden name, and not there for anybody yet."""

    beside: Path
    path: Path

    def arrive(self) -> Path:
        """Put it in its place in one step.  Raises Trouble, and leaves nothing, when it cannot."""
        try:
            self.beside.replace(self.path)
        except OSError as cause:
            self.take_back()
            raise Trouble("export.cannot_write", folder=str(self.path.parent)) from cause
        return self.path

    def take_back(self) -> None:
        """Remove it again."""
        with contextlib.suppress(OSError):
            self.beside.unlink(missing_ok=True)


def lay(folder: Path, name: str, content: bytes) -> Laid:
    """Write ``content`` beside ``folder/name``, for nobody else's eyes (mode 0600).

    Raises Trouble and leaves nothing half-written when it cannot.
    """
    path = folder / name
    laid = Laid(folder / f".{name}.{_RUN}{secrets.token_hex(2)}.unfinished", path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(laid.beside, _NEW, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as cause:
        laid.take_back()
        raise Trouble("export.cannot_write", folder=str(folder)) from cause
    return laid


def sweep(folder: Path) -> bool:
    """Remove what another run was cut off in writing there; False when the folder cannot be looked through (a stick is out)."""
    try:
        for path in folder.iterdir():
            hidden = _HIDDEN.fullmatch(path.name)
            if hidden is not None and hidden[1] != _RUN and path.is_file():
                path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def leave(folder: Path, name: str, content: bytes) -> Path:
    """Write ``content`` to ``folder/name`` in one step, for nobody else's eyes (mode 0600).

    Raises Trouble and leaves nothing half-written when it cannot.
    """
    return lay(folder, name, content).arrive()
