"""What is half-typed of process notes: sealed for its author before it is kept, and read by nobody else.

Kept soon after the last letter; knows no screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from facilitator_app.faults import Refusal
from facilitator_app.ui.soon import Soon
from facilitator_app.ui.typed import Slot

if TYPE_CHECKING:
    from facilitator_app.app import App

QUIET_MS = 500
"""What was typed is kept so long after its first letter, also while somebody types on."""


class NoteDrafts(QObject):
    """Texts by key (whom it is about, and of which session or which note), of one author."""

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._author: UUID | None = None
        self._typed: dict[str, str] = {}
        self._changed: set[str] = set()
        self._waiting = Soon(QUIET_MS, self)
        self._waiting.timeout.connect(self.keep)

    @staticmethod
    def place(author: UUID, key: str) -> str:
        """Where the record keeps it."""
        return f"process note/{author}/{key}"

    async def read(self, author: UUID) -> None:
        """Read what this author left half-typed; what was typed meanwhile stands."""
        if self._author != author:
            self.drop_all()
            self._author = author
        journal = self._app.journal
        before = self.place(author, "")
        for place, kept in (await journal.drafts(before)).items() if journal else ():
            key = place.removeprefix(before)
            if key not in self._typed:
                self._typed[key] = self._app.process_notes.opened_draft(kept, author)

    def of(self, key: str) -> str | None:
        """What was typed; None: nothing was."""
        return self._typed.get(key)

    def type(self, author: UUID, key: str, text: str) -> None:
        """A letter more or less."""
        self._author = author
        self._typed[key] = text
        self._changed.add(key)
        self._waiting.call()

    def forget(self, key: str) -> None:
        """It is a note now; its draft went in the same transaction."""
        self._typed.pop(key, None)
        self._changed.discard(key)

    def drop_all(self) -> None:
        """Hold nothing of anybody."""
        self._waiting.stop()
        self._typed, self._changed, self._author = {}, set(), None

    @Slot()
    def keep(self) -> None:
        """Keep now what was typed."""
        self._waiting.stop()
        changed, self._changed = self._changed, set()
        journal, author = self._app.journal, self._author
        if journal is None or author is None:
            return
        for key in sorted(changed):
            text, place = self._typed.get(key, ""), self.place(author, key)
            try:
                kept = self._app.process_notes.sealed_draft(text, author) if text else ""
            except Refusal:  # the keys are gone, and nothing may lie there in clear
                continue
            work = journal.save_draft(place, kept) if kept else journal.drop_draft(place)
            self._app.faults.spawn(work, "draft", to_the_end=True)
