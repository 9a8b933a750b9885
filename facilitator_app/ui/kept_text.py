"""What is half-typed into forms outside a session: kept on disk soon after the last letter, and there again after a stop.

Knows the record's drafts by their keys; knows no screen.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from typing import TypeVar

import msgspec
from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.ui.half_typed import fields_of
from facilitator_app.ui.soon import Soon
from facilitator_app.ui.typed import QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

T = TypeVar("T")

QUIET_MS = 500
"""What was typed is kept so long after its first letter, also while somebody types on."""


@QmlElement
@QmlUncreatable("made by the program")
class KeptText(QObject):
    """Forms by name, each a mapping of field to text; ``prefix`` sets them apart from those of other screens.

    ``came``: after ``enter``, what was kept before a stop is there; fields that were shown empty are to show it.
    """

    came = Signal()

    def __init__(self, app: App, prefix: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._prefix = prefix
        self._typed: dict[str, dict[str, str]] = {}
        self._waiting = Soon(QUIET_MS, self)
        self._waiting.timeout.connect(self.keep)
        self._reading = 0
        self._known: set[str] = set()  # forms of which it is settled what was kept before
        self._changed: set[str] = set()
        self._entered: object = None
        self._stop: Callable[[], None] | None = None

    @Slot()
    def enter(self) -> None:
        """Somebody comes to the screen: what was kept is read, and forgotten here once the record is locked."""
        if self._stop is None:
            self._stop = self._app.listen(self._follow)
        self._follow()

    def _follow(self) -> None:
        if not isValid(self):  # the window is gone
            if self._stop is not None:
                self._stop()
            return
        journal = self._app.journal
        if journal is self._entered:
            return
        self._entered = journal
        if journal is None:
            self.forget()
        else:
            self._app.faults.spawn(self._read(), "drafts")

    async def _read(self) -> None:
        await self.read()
        if isValid(self):
            self.came.emit()

    async def read(self) -> None:
        """Read what was kept; a letter that was typed meanwhile does not destroy it."""
        journal = self._app.journal
        if journal is None:
            return
        self._reading += 1
        try:
            there = await journal.drafts(self._prefix)
        finally:
            self._reading -= 1
        if self._app.journal is not journal or not isValid(self):
            return  # locked meanwhile
        for form, kept in ((key.removeprefix(self._prefix), fields_of(text)) for key, text in there.items()):
            typed = self._typed.setdefault(form, kept)
            if typed is not kept and form not in self._known:
                self._typed[form] = _both(kept, typed)
                self._changed.add(form)
                self._waiting.call()
            self._known.add(form)

    @property
    def forms(self) -> frozenset[str]:
        """The forms of which something is typed."""
        return frozenset(form for form, typed in self._typed.items() if typed)

    @Slot(str, result="QVariantMap")
    def of(self, form: str) -> dict[str, str]:
        """What was typed into a form."""
        return dict(self._typed.get(form, {}))

    def whole(self, form: str, field: str, kind: type[T]) -> T | None:
        """What was kept of something that is more than text, or None: of another version of the program it is let go."""
        text = self._typed.get(form, {}).get(field, "")
        try:
            return msgspec.json.decode(text, type=kind) if text else None
        except (msgspec.MsgspecError, Refusal):
            return None

    @Slot(str, str, str)
    def type(self, form: str, field: str, text: str) -> None:
        """A letter more or less."""
        self._typed.setdefault(form, {})[field] = text
        self._changed.add(form)
        self._waiting.call()

    def carry(self, form: str, to: str, words: Collection[str]) -> None:
        """What was typed into a form goes into another; of ``words`` that both have, the one after the other."""
        there, typed = self.of(form), self.of(to)
        for field, text in there.items():
            mine = typed.get(field, "")
            if not mine:
                self.type(to, field, text)
            elif field in words and text not in mine:
                self.type(to, field, f"{mine}\n\n{text}")
        if there:
            self.drop(form)

    @Slot(str)
    def drop(self, form: str) -> None:
        """What was typed is on the record, or not wanted."""
        self._typed[form] = {}
        self._known.add(form)
        self._changed.add(form)
        self.keep()

    def forget(self) -> None:
        """The record was locked: nothing of anybody is held here."""
        self._waiting.stop()
        self._typed, self._known, self._changed = {}, set(), set()

    @Slot()
    def keep(self) -> None:
        """Keep now what was typed; while it is read what was kept, soon after that."""
        self._waiting.stop()
        if self._reading:  # what is read is to be what was kept before a stop, and nothing newer
            self._waiting.call()
            return
        journal = self._app.journal
        for form in sorted(self._changed) if journal is not None else ():
            assert journal is not None  # or there is nothing to go through
            there = {field: text for field, text in self._typed.get(form, {}).items() if text}
            key = self._prefix + form
            work = journal.save_draft(key, json.dumps(there)) if there else journal.drop_draft(key)
            self._app.faults.spawn(work, "draft", to_the_end=True)
        self._changed = set()


def _both(kept: dict[str, str], typed: dict[str, str]) -> dict[str, str]:
    """What was kept before a stop and what was typed before it was read: of a field that both have, the longer."""
    longer = {field: text for field, text in typed.items() if len(text) >= len(kept.get(field, ""))}
    return kept | longer
