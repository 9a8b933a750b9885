"""What is typed into a handoff and not saved yet: on disk as drafts soon after the last letter, and back after a stop.

Knows the app's drafts by their keys; knows no screen and no packet.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from facilitator_app.ui.typed import Slot

if TYPE_CHECKING:
    from facilitator_app.app import App

QUIET = 400
"""Milliseconds without a letter after which the drafts are kept and ``settled`` is called."""
LATEST = 1000
"""Milliseconds after which a letter is on its way to the disk, also while more are typed."""
EMPTIED = "\u2060"
"""Stands on disk for a section that was emptied: an empty draft is no draft."""


class PacketDrafts(QObject):
    """The unsaved texts of one session's handoffs, by person and section."""

    def __init__(self, app: App, scope: UUID, settled: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._before = f"session/{scope}/packet/"
        self._typed: dict[str, str] = {}
        self._handed: dict[str, str] = {}  # on its way to the disk or there: the app forgets its drafts on the way out
        self._settled = settled
        self._quiet = QTimer(self, interval=QUIET, singleShot=True)
        self._quiet.timeout.connect(self.keep)
        self._waiting = QTimer(self, interval=LATEST, singleShot=True)
        self._waiting.timeout.connect(self._to_disk)

    def of(self, person: UUID) -> dict[str, str]:
        """The unsaved texts of a person's handoff, by section."""
        before = f"{self._before}{person}/"
        kept = {**self._app.drafts, **self._typed}
        ours = {key.removeprefix(before): text for key, text in kept.items() if key.startswith(before)}
        return {section: "" if text == EMPTIED else text for section, text in ours.items()}

    @property
    def is_kept(self) -> bool:
        """Whether all that was typed is on disk."""
        return all(self._app.drafts.get(key) == text for key, text in self._typed.items())

    def type(self, person: UUID, section: str, text: str) -> None:
        """A letter more or less."""
        self._typed[f"{self._before}{person}/{section}"] = text or EMPTIED
        self._quiet.start()
        if not self._waiting.isActive():
            self._waiting.start()

    @Slot()
    def keep(self) -> None:
        """Keep now what was typed."""
        self._quiet.stop()
        self._to_disk()
        self._settled()

    @Slot()
    def _to_disk(self) -> None:
        self._waiting.stop()
        for key, text in tuple(self._typed.items()):
            if self._handed.get(key) != text:
                self._handed[key] = text
                self._app.faults.spawn(self._on_disk(key, text), "draft", to_the_end=True)

    def close(self) -> None:
        """Keep now what was typed, and wait for nothing more: what is under way ends without the screen."""
        self.keep()
        self._settled = lambda: None

    async def drop(self, person: UUID) -> None:
        """Forget the drafts of a person: they were saved."""
        for section in self.of(person):
            key = f"{self._before}{person}/{section}"
            self._typed.pop(key, None)
            self._handed.pop(key, None)
            await self._app.drop_draft(key)

    async def _on_disk(self, key: str, text: str) -> None:
        await self._app.keep_draft(key, text)
        self._settled()
