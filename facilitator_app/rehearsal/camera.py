"""Pictures of the real window, drawn without a screen.  Imports Qt only when a rehearsal wants pictures."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from facilitator_app.app import App

FIRST_FRAME_S = 10.0
"""How long a window may take to its first frame before it is drawn as it stands."""

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run ``work`` to its end on the loop that windows live on; without Qt on a plain one."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        from facilitator_app.ui.main import run_on_qt
    except ImportError:
        return asyncio.run(work)
    return run_on_qt(work)


class Camera:
    """Draws screens into ``folder``.  When there is no window to be had, ``why_not`` says so and nothing is drawn."""

    def __init__(self, folder: Path) -> None:
        self.pictures: list[Path] = []
        self.why_not = ""
        self.warnings: list[str] = []
        self._folder = folder

    async def __call__(self, app: App, screen: str, name: str) -> None:
        """Draw ``screen`` of ``app`` as it is now into ``NAME.png``."""
        if self.why_not:
            return
        try:
            from facilitator_app.ui.main import open_window, start_qt
        except ImportError as cause:  # a machine without Qt's libraries plays the story all the same
            self.why_not = cause.name or type(cause).__name__
            return
        start_qt()
        self._folder.mkdir(parents=True, exist_ok=True)
        window = open_window(app, still=True)
        try:
            window.shell.go(screen)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(window.painted(), FIRST_FRAME_S)
            self.pictures.append(window.grab(self._folder / f"{name}.png"))
            self.warnings += window.warnings
        finally:
            window.close()
