"""Pictures of the real window, drawn without a screen.  Imports Qt only when the first picture is taken."""

from __future__ import annotations

import os
from pathlib import Path

from facilitator_app.app import App

TURNS = 30
"""Turns of Qt's own loop in which a new window lays itself out; no other loop runs it here."""


class Camera:
    """Draws screens into ``folder``.  When there is no window to be had, ``why_not`` says so and nothing is drawn."""

    def __init__(self, folder: Path) -> None:
        self.pictures: list[Path] = []
        self.why_not = ""
        self.warnings: list[str] = []
        self._folder = folder

    def __call__(self, app: App, screen: str, name: str) -> None:
        """Draw ``screen`` of ``app`` as it is now into ``NAME.png``."""
        if self.why_not:
            return
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        try:
            from facilitator_app.ui.main import open_window, start_qt
        except ImportError as cause:  # a machine without Qt's libraries plays the story all the same
            self.why_not = cause.name or type(cause).__name__
            return
        qt = start_qt()
        self._folder.mkdir(parents=True, exist_ok=True)
        window = open_window(app, still=True)
        try:
            window.shell.go(screen)
            for _ in range(TURNS):
                qt.processEvents()
            self.pictures.append(window.grab(self._folder / f"{name}.png"))
            self.warnings += window.warnings
        finally:
            window.close()
