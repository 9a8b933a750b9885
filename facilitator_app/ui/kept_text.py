"""What is half-typed into forms outside a session: kept on disk soon after the last letter, and there again after a stop.

Knows the record's drafts by their keys; knows no screen.
"""

from __future__ import annotations

import json

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.ui.half_typed import fields_of
from facilitator_app.ui.soon import Soon
from facilitator_app.ui.typed import Slot

QUIET_MS = 500
"""What was typed is kept so long after its first letter, also while somebody types on."""


class KeptText(QObject):
    """Forms by name, each a mapping of field to text; ``prefix`` sets them apart from those of other screens."""

    def __init__(self, app: App, prefix: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._prefix = prefix
        self._typed: dict[str, dict[str, str]] = {}
        self._waiting = Soon(QUIET_MS, self)
        self._waiting.timeout.connect(self.keep)
        self._changed: set[str] = set()

    async def read(self) -> None:
        """Read what was kept; what was typed meanwhile stands."""
        if self._app.journal is None:
            return
        for key, text in (await self._app.journal.drafts(self._prefix)).items():
            self._typed.setdefault(key.removeprefix(self._prefix), fields_of(text))

    def of(self, form: str) -> dict[str, str]:
        """What was typed into a form."""
        return dict(self._typed.get(form, {}))

    def type(self, form: str, field: str, text: str) -> None:
        """A letter more or less."""
        self._typed.setdefault(form, {})[field] = text
        self._changed.add(form)
        self._waiting.call()

    def drop(self, form: str) -> None:
        """What was typed is on the record, or not wanted."""
        self._typed[form] = {}
        self._changed.add(form)
        self.keep()

    def forget(self) -> None:
        """The record was locked: nothing of anybody is held here."""
        self._waiting.stop()
        self._typed, self._changed = {}, set()

    @Slot()
    def keep(self) -> None:
        """Keep now what was typed."""
        self._waiting.stop()
        journal = self._app.journal
        for form in sorted(self._changed) if journal is not None else ():
            assert journal is not None  # or there is nothing to go through
            there = {field: text for field, text in self._typed.get(form, {}).items() if text}
            key = self._prefix + form
            work = journal.save_draft(key, json.dumps(there)) if there else journal.drop_draft(key)
            self._app.faults.spawn(work, "draft", to_the_end=True)
        self._changed = set()
