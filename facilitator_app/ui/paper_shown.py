"""How somebody accepted a group's paper, or consented to a session, each time they did: the strokes or the pages shown again.

Writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from facilitator_app import before_words
from facilitator_app.app import App
from facilitator_app.record.attachments import Attached
from facilitator_app.record.groups import Accepting, GroupPaper, PaperScanned, PaperSigned
from facilitator_app.record.ink import Ink
from facilitator_app.record.names import in_full
from facilitator_app.text import catalogue, render
from facilitator_app.ui.drawn import flat
from facilitator_app.ui.kept_pages import KeptPages
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


class Once(NamedTuple):
    """One time: by which line, how in words, when, and what is kept of it."""

    key: str
    text: str
    at: datetime
    ink: Ink | None = None
    scan: Attached | None = None


@QmlElement
@QmlUncreatable("made by the program")
class PaperShown(QObject):
    """One person and one paper at a time, the latest acceptance first."""

    changed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._person: UUID | None = None
        self._all: Callable[[], Sequence[Once]] = tuple
        self._line = ""
        self._pages = KeptPages(app, self)

    @Property(KeptPages, constant=True)
    def pages(self) -> KeptPages:
        """The pages of the one that is shown, where it was on paper."""
        return self._pages

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether it is shown."""
        return self._person is not None and self._app.clinic is not None

    @Property(str, notify=changed)
    def title(self) -> str:
        """Whose."""
        known = self._app.clinic_state().participants.get(self._person) if self.open and self._person else None
        return in_full(known) if known else ""

    @Property("QVariantList", notify=changed)
    def lines(self) -> list[dict[str, str]]:
        """Each time: the line, which version and how, and when."""
        if not self.open:
            return []
        zone = ZoneInfo(self._app.clinic_state().zone)
        return [
            {"key": one.key, "text": one.text, "note": render("ui.home.day_at", zone=zone, at=one.at)}
            for one in self._all()
        ]

    @Property(str, notify=changed)
    def line(self) -> str:
        """The one that is shown."""
        return self._line

    @Property("QVariantList", notify=changed)
    def strokes(self) -> list[list[float]]:
        """What was drawn, where it was signed by hand; else nothing."""
        one = self._once()
        return flat(one.ink.strokes) if one is not None and one.ink is not None else []

    @Property(float, notify=changed)
    def ratio(self) -> float:
        """How many times as wide as high it was drawn."""
        one = self._once()
        return one.ink.ratio if one is not None and one.ink is not None else 1.0

    @Slot(str, str, str)
    def show(self, group: str, paper: str, person: str) -> None:
        """Show how somebody accepted a paper."""
        of, which, whose = UUID(group), GroupPaper(paper), UUID(person)
        self.show_of(whose, lambda: self._accepted(of, which, whose))

    def show_of(self, person: UUID, all_of_it: Callable[[], Sequence[Once]]) -> None:
        """Show these times of somebody, the latest first."""
        self._person, self._all = person, all_of_it
        lines = all_of_it()
        self.choose(lines[0].key if lines else "")

    @Slot(str)
    def choose(self, line: str) -> None:
        """Another time."""
        self._line = line
        one = self._once()
        self._pages.show(one.scan if one is not None else None)
        self.changed.emit()

    @Slot()
    def close(self) -> None:
        """Put it away."""
        self._person, self._all, self._line = None, tuple, ""
        self._pages.show(None)
        self.changed.emit()

    @Slot()
    def look(self) -> None:
        """The core changed: once locked, nothing of anybody is held."""
        if self._app.clinic is None and self._person is not None:
            self.close()

    def _accepted(self, group: UUID, paper: GroupPaper, person: UUID) -> list[Once]:
        lines = self._app.clinic.history.about(person) if self._app.clinic is not None else ()
        return [
            Once(
                key=str(line.id),
                text=before_words.accepted(line.fact, catalogue()),
                at=line.observed_at,
                ink=line.fact.ink if isinstance(line.fact, PaperSigned) else None,
                scan=line.fact.scan if isinstance(line.fact, PaperScanned) else None,
            )
            for line in lines
            if isinstance(line.fact, Accepting) and (line.fact.group, line.fact.paper) == (group, paper)
        ][::-1]

    def _once(self) -> Once | None:
        return next((one for one in self._all() if one.key == self._line), None)
