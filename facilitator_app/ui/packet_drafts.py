"""What is typed into a handoff and not saved yet: on disk as drafts soon after the last letter, and back after a stop.

Knows the app's drafts by their keys; knows no screen and no packet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from facilitator_app.ui.soon import Soon
from facilitator_app.ui.typed import Slot

if TYPE_CHECKING:
    from facilitator_app.app import App

QUIET = 400
"""Milliseconds without a letter after which the drafts are kept and ``settled`` is called."""
LATEST = 1000
"""Milliseconds after which a letter is on its way to the disk, also while more are typed."""
EMPTIED = "\u2060"
"""Stands on disk for a section that was emptied: an empty draft is no draft."""
UPON = "@"
"""Ends the name of the draft that holds what stood behind a text when its typing began."""


class PacketDrafts(QObject):
    """The unsaved texts of one session's handoffs, by person and name (place and recipient)."""

    def __init__(self, app: App, scope: UUID, settled: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._before = f"session/{scope}/packet/"
        self._typed: dict[str, str] = {}
        self._handed: dict[str, str] = {}  # on its way to the disk or there: the app forgets its drafts on the way out
        self._settled = settled
        self._quiet = QTimer(self, interval=QUIET, singleShot=True)
        self._quiet.timeout.connect(self.keep)
        self._waiting = Soon(LATEST, self)
        self._waiting.timeout.connect(self._to_disk)

    def of(self, person: UUID) -> dict[str, tuple[str, str]]:
        """The unsaved texts of a person's handoff by name, each with upon what its typing began."""
        before = f"{self._before}{person}/"
        kept = {**self._app.drafts, **self._typed}
        ours = {key.removeprefix(before): text for key, text in kept.items() if key.startswith(before)}
        return {
            name: ("" if text == EMPTIED else text, ours.get(name + UPON, ""))
            for name, text in ours.items()
            if not name.endswith(UPON)
        }

    @property
    def is_kept(self) -> bool:
        """Whether all that was typed is on disk."""
        return all(self._app.drafts.get(key) == text for key, text in self._typed.items())

    def type(self, person: UUID, name: str, text: str, upon: str) -> None:
        """A letter more or less; ``upon`` is kept with the first one."""
        if name not in self.of(person):
            self._typed[f"{self._before}{person}/{name}{UPON}"] = upon
        self._typed[f"{self._before}{person}/{name}"] = text or EMPTIED
        self._quiet.start()
        self._waiting.call()

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

    async def drop(self, person: UUID, names: Iterable[str]) -> None:
        """Forget drafts of a person: they were saved."""
        for name in [part for one in names for part in (one, one + UPON)]:
            key = f"{self._before}{person}/{name}"
            self._typed.pop(key, None)
            self._handed.pop(key, None)
            await self._app.drop_draft(key)

    async def _on_disk(self, key: str, text: str) -> None:
        await self._app.keep_draft(key, text)
        self._settled()
