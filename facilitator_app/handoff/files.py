"""Files that leave the app: written whole or not at all, under names that say nothing about anybody."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from facilitator_app.faults import Trouble

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def unnamed(kind: str, ending: str) -> str:
    """A file name without names: ``handoff-3f9a01bc.pdf``."""
    return f"{kind}-{secrets.token_hex(4)}.{ending}"


def leave(folder: Path, name: str, content: bytes) -> Path:
    """Write ``content`` to ``folder/name`` in one step, for nobody else's eyes (mode 0600).

    Raises Trouble and leaves nothing half-written when it cannot.
    """
    path, half = folder / name, folder / f".{name}.{secrets.token_hex(4)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(half, _NEW, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except OSError as cause:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)
        raise Trouble("export.cannot_write", folder=str(folder)) from cause
    return path
