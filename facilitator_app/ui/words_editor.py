"""The editor of a programme's words for what is seen: add, rename, regroup, reorder, remove.  Kept by one touch."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.record.programme import Programme, Word
from facilitator_app.record.words import GROUPS, ICONS, moved, new_key, programme_with
from facilitator_app.text import render
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.notices import Form
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


class WordRow(NamedTuple):
    """A word of the set; ``heads`` names the group where it is the first of it."""

    key: str
    label: str
    group: str
    heads: str
    picture: str
    opened: bool
    error: str


def group_name(group: str) -> str:
    """A group in words; one that is not of the seven as it is."""
    return render(f"words.group_{group.replace(' ', '_')}") if group in GROUPS else group


@QmlElement
@QmlUncreatable("made by the program")
class WordsEditor(QObject):
    """One programme's words being edited.  A session that runs keeps the words it was opened with."""

    changed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._programme: Programme | None = None
        self._words: tuple[Word, ...] = ()
        self._opened = ""
        self._rows = Rows(WordRow, self)
        self._form = Form(app.faults, "keep words", (), self)
        self._form.changed.connect(self._show)
        self._unsaved = KeptText(app, "words/", self)
        self._unsaved.came.connect(self._fill)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """The state of the last try to keep."""
        return self._form

    @Property(Rows, constant=True)
    def words(self) -> Rows:
        """The words, group by group."""
        return self._rows

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether words are being edited."""
        return self._programme is not None

    @Property(bool, notify=changed)
    def has_draft(self) -> bool:
        """Whether something was changed that is not on the record."""
        return self._programme is not None and bool(self._unsaved.of(self._programme.key))

    @Property(str, notify=changed)
    def title(self) -> str:
        """Of which programme."""
        return render("words.title", programme=self._programme.name) if self._programme else ""

    @Property("QVariantList", constant=True)
    def groups(self) -> list[dict[str, str]]:
        """The groups a word can stand in."""
        return [{"key": group, "text": group_name(group)} for group in GROUPS]

    @Property("QVariantList", constant=True)
    def icons(self) -> list[str]:
        """The icons a word can have."""
        return list(ICONS)

    def begin(self, programme: Programme | None) -> None:
        """Edit the words of this programme."""
        self._programme, self._opened = programme, ""
        self._unsaved.enter()
        self._fill()

    @Slot()
    def leave(self) -> None:
        """Close it; what was changed is kept for the next time."""
        self._unsaved.keep()
        self.begin(None)

    @Slot()
    def forget(self) -> None:
        """Go back to the words that are on the record."""
        if self._programme is not None:
            self._unsaved.drop(self._programme.key)
            self._fill()

    @Slot()
    def _fill(self) -> None:
        programme = self._programme
        kept = self._unsaved.whole(programme.key, "words", tuple[Word, ...]) if programme else None
        self._words = kept if kept is not None else programme.words if programme else ()
        self._form.has(*(word.key for word in self._words), "words")
        self._show()
        self.changed.emit()

    @Slot(str)
    def look(self, key: str) -> None:
        """Open a word to change its group or icon, or close it."""
        self._opened = "" if self._opened == key else key
        self._show()

    @Slot(str, str)
    def rename(self, key: str, label: str) -> None:
        """What stands in a word's field."""
        self._change(key, label=label)

    @Slot(str, str)
    def regroup(self, key: str, group: str) -> None:
        """The word stands in this group."""
        self._change(key, group=group)

    @Slot(str, str)
    def picture(self, key: str, icon: str) -> None:
        """The word has this icon."""
        self._change(key, icon=icon)

    @Slot(str, int)
    def move(self, key: str, by: int) -> None:
        """A place earlier or later in its group."""
        self._edit(moved(self._words, key, by))

    @Slot(str)
    def remove(self, key: str) -> None:
        """Take a word out of the set; what was written with it stays."""
        self._edit(tuple(word for word in self._words if word.key != key))

    @Slot(result=int)
    def add(self) -> int:
        """One more word, in the group of the open one, still to be named; returns its place in the list."""
        group = next((word.group for word in self._words if word.key == self._opened), GROUPS[0])
        key = new_key(self._words)
        self._opened = key
        added = (*self._words, Word(key=key, label="", group=group, icon=ICONS[-1]))
        self._form.has(*(word.key for word in added), "words")
        self._edit(added)
        return [row[0] for row in self._rows.rows].index(key)

    @Slot()
    def keep(self) -> None:
        """Keep the words as a new version of the programme."""
        self._form.attempt(self._keep, self._kept)

    def _kept(self) -> None:
        if self._programme is not None:
            self._unsaved.drop(self._programme.key)
        self.leave()

    async def _keep(self) -> None:
        if self._app.clinic is None or self._programme is None:
            raise Refusal("app.locked")
        known = self._app.clinic.state.programmes.get(self._programme.key, self._programme)
        changed = programme_with(known, self._words)
        if changed is not known:
            await self._app.clinic.keep_programme(changed)

    def _change(self, key: str, **what: str) -> None:
        self._edit(tuple(msgspec.structs.replace(word, **what) if word.key == key else word for word in self._words))

    def _edit(self, words: tuple[Word, ...]) -> None:
        self._words = words
        if self._programme is not None:
            self._unsaved.type(self._programme.key, "words", msgspec.json.encode(words).decode())
        self._show()
        self.changed.emit()

    @Slot()
    def _show(self) -> None:
        rows, errors, before = [], self._form.errors, ""
        for group in GROUPS:
            for word in self._words:
                if word.group != group:
                    continue
                heads = group_name(group) if group != before else ""
                before = group
                opened, error = word.key == self._opened, errors.get(word.key, "")
                rows.append(WordRow(word.key, word.label, word.group, heads, word.icon, opened, error))
        self._rows.show(rows)
