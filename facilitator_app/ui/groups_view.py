"""The groups of the clinic, those that still meet first: found by part of a theme or of a member's name; and one opened."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import QObject

from facilitator_app import before_words
from facilitator_app.app import App
from facilitator_app.record import versions
from facilitator_app.record.clinic import Participant
from facilitator_app.record.groups import Group
from facilitator_app.record.people import folded, looked_through
from facilitator_app.text import catalogue, render
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.group_page import GroupPage
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.paper_scanning import PaperScanning
from facilitator_app.ui.paper_shown import PaperShown
from facilitator_app.ui.paper_signing import PaperSigning
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

SHOWN = 40
"""So many groups are listed at once; beyond that a part of a theme is typed."""


class GroupRow(NamedTuple):
    """A group: its theme, a quieter line, which session was the last."""

    key: str
    text: str
    note: str
    aside: str


@QmlElement
@QmlUncreatable("made by the program")
class GroupsView(QObject):
    """The list, and the page of one group."""

    changed = Signal()

    def __init__(self, app: App, files: FilePicker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._search = ""
        self._sorted_of: tuple[Mapping[UUID, Group], Mapping[UUID, Participant]] | None = None
        self._sorted: list[tuple[Group, str]] = []
        self._last: tuple[str, list[Group]] | None = None
        self._shown_of: tuple[object, ...] | None = None
        self._rows = Rows(GroupRow, self)
        self.changed.connect(self._show)
        self._kept = KeptText(app, "groups/", self)
        self._page = GroupPage(app, self._kept, self)
        self._signing, self._shown = PaperSigning(app, self), PaperShown(app, self)
        self._scanning = PaperScanning(app, files, self)
        self._signing.signed.connect(self._page.papers.was_accepted)
        self._scanning.kept.connect(self._page.papers.was_accepted)
        self._read = False
        self._deaf: Callable[[], None] = lambda: None

    @Property(GroupPage, constant=True)
    def page(self) -> GroupPage:
        """The page of one group."""
        return self._page

    @Property(PaperSigning, constant=True)
    def signing(self) -> PaperSigning:
        """A paper that somebody signs on the screen."""
        return self._signing

    @Property(PaperScanning, constant=True)
    def scanning(self) -> PaperScanning:
        """A paper whose pages are taken from a file."""
        return self._scanning

    @Property(PaperShown, constant=True)
    def shown(self) -> PaperShown:
        """How somebody accepted a paper."""
        return self._shown

    @Property(bool, notify=changed)
    def is_empty(self) -> bool:
        """Whether no group was formed yet."""
        return not self._groups()

    @Property(QObject, constant=True)
    def rows(self) -> Rows:
        """The first of those whose theme or members' names hold what is searched for."""
        return self._rows

    @Property(str, notify=changed)
    def rows_of(self) -> str:
        """That none was found, or that there are more than are listed; else empty."""
        found = len(self._found())
        if found > SHOWN:
            return render("groups_ui.more", shown=SHOWN, count=found)
        return render("groups_ui.none_found") if self._search and not found else ""

    @Slot(str)
    def search(self, text: str) -> None:
        """List those of whose theme and members every typed word is a part."""
        self._search = folded(text)
        self.changed.emit()

    @Slot()
    def enter(self) -> None:
        """Somebody comes to the groups: what was half-typed is read."""
        if not self._read and self._app.clinic is not None:
            self._read = True
            self._deaf = self._app.clinic.listen(self.look)
        self._kept.enter()
        self.changed.emit()

    @Slot()
    def look(self) -> None:
        """The core changed: once locked, nothing of anybody is held."""
        if self._app.clinic is None:
            self._deaf()
            self._read, self._search, self._sorted, self._sorted_of, self._last = False, "", [], None, None
            self._kept.forget()
        for part in (self._page, self._signing, self._scanning, self._shown):
            part.look()
        self.changed.emit()

    @Slot()
    def _show(self) -> None:
        """The rows; as they are while neither the clinic nor what is looked for is another, for whoever is elsewhere too."""
        clinic = self._app.clinic
        now = (clinic.state, self._search, catalogue()) if clinic else None
        if now is not None and self._shown_of is not None and all(map(operator.is_, now, self._shown_of)):
            return
        self._shown_of = now
        self._rows.show([self._row(group) for group in self._found()[:SHOWN]])

    def _groups(self) -> Mapping[UUID, Group]:
        return self._app.clinic.state.groups if self._app.clinic else {}

    def _found(self) -> list[Group]:
        """Those that are searched for; all of them are put in order once for each change of them."""
        there, people = self._groups(), self._app.clinic.state.participants if self._app.clinic else {}
        if self._sorted_of is None or self._sorted_of[0] is not there or self._sorted_of[1] is not people:
            order = sorted(there.values(), key=lambda one: (one.ended_at is not None, one.theme.casefold()))
            self._sorted, self._sorted_of = [(one, _said(one, people)) for one in order], (there, people)
            self._last = None
        if self._last is None or self._last[0] != self._search:
            found = self._sorted
            for word in self._search.split():
                found = [one for one in found if word in one[1]]
            self._last = self._search, [one for one, _ in found]
        return self._last[1]

    def _row(self, group: Group) -> GroupRow:
        programme = versions.programme_for(self._app.clinic_state(), group.programme, group.id)
        cap, words = programme.cap if programme else None, catalogue()
        there = len(group.there)
        lacking = sum(bool(group.lacking(member.id)) for member in group.there)
        parts = [programme.name if programme else group.programme]
        parts += [
            render("groups_ui.members_of", there=there, cap=cap) if cap else render("groups_ui.members", there=there)
        ]
        parts += [before_words.starts(group.starts_on, words)] if group.starts_on else []
        parts += [render("groups_ui.lacking", count=lacking)] if lacking else []
        parts += [render("groups_ui.has_ended")] if group.ended_at else []
        held = before_words.of_group(self._app.clinic_state(), group, words)
        return GroupRow(key=str(group.id), text=group.theme, note=" · ".join(parts), aside=held)


def _said(group: Group, people: Mapping[UUID, Participant]) -> str:
    """The theme and the names of who belongs to it, as it is looked through."""
    members = (people[member.id].names for member in group.there if member.id in people)
    return looked_through((group.theme, *(name for names in members for name in names)))
