"""How somebody accepted a group's paper, each time they did: the strokes or the pages shown again.  Writes nothing."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from facilitator_app import before_words
from facilitator_app.app import App
from facilitator_app.record.entry import Entry
from facilitator_app.record.groups import Accepting, GroupPaper, PaperScanned, PaperSigned
from facilitator_app.text import catalogue, render
from facilitator_app.ui.drawn import flat
from facilitator_app.ui.kept_pages import KeptPages
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class PaperShown(QObject):
    """One person and one paper at a time, the latest acceptance first."""

    changed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._of: tuple[UUID, GroupPaper, UUID] | None = None
        self._line = ""
        self._pages = KeptPages(app, self)

    @Property(KeptPages, constant=True)
    def pages(self) -> KeptPages:
        """The pages of the one that is shown, where it was on paper."""
        return self._pages

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether it is shown."""
        return self._of is not None and self._app.clinic is not None

    @Property(str, notify=changed)
    def title(self) -> str:
        """Whose."""
        known = self._app.clinic_state().participants.get(self._of[2]) if self.open and self._of else None
        return known.told.preferred_name if known else ""

    @Property("QVariantList", notify=changed)
    def lines(self) -> list[dict[str, str]]:
        """Each time: the line, which version and how, and when."""
        zone = ZoneInfo(self._app.clinic_state().zone)
        return [
            {
                "key": str(line.id),
                "text": before_words.accepted(line.fact, catalogue()),
                "note": render("ui.home.day_at", zone=zone, at=line.observed_at),
            }
            for line in self._lines()
            if isinstance(line.fact, Accepting)
        ]

    @Property(str, notify=changed)
    def line(self) -> str:
        """The one that is shown."""
        return self._line

    @Property("QVariantList", notify=changed)
    def strokes(self) -> list[list[float]]:
        """What was drawn, where it was signed by hand; else nothing."""
        fact = self._fact()
        ink = fact.ink if isinstance(fact, PaperSigned) else None
        return flat(ink.strokes) if ink is not None else []

    @Property(float, notify=changed)
    def ratio(self) -> float:
        """How many times as wide as high it was drawn."""
        fact = self._fact()
        return fact.ink.ratio if isinstance(fact, PaperSigned) and fact.ink is not None else 1.0

    @Slot(str, str, str)
    def show(self, group: str, paper: str, person: str) -> None:
        """Show how somebody accepted a paper."""
        self._of = UUID(group), GroupPaper(paper), UUID(person)
        lines = self._lines()
        self.choose(str(lines[0].id) if lines else "")

    @Slot(str)
    def choose(self, line: str) -> None:
        """Another time."""
        self._line = line
        fact = self._fact()
        self._pages.show(fact.scan if isinstance(fact, PaperScanned) else None)
        self.changed.emit()

    @Slot()
    def close(self) -> None:
        """Put it away."""
        self._of, self._line = None, ""
        self._pages.show(None)
        self.changed.emit()

    @Slot()
    def look(self) -> None:
        """The core changed: once locked, nothing of anybody is held."""
        if self._app.clinic is None and self._of is not None:
            self.close()

    def _lines(self) -> list[Entry]:
        if self._of is None or self._app.clinic is None:
            return []
        group, paper, person = self._of
        there = [
            line
            for line in self._app.clinic.history.about(person)
            if isinstance(line.fact, Accepting) and (line.fact.group, line.fact.paper) == (group, paper)
        ]
        return there[::-1]

    def _fact(self) -> Accepting | None:
        found = next((line.fact for line in self._lines() if str(line.id) == self._line), None)
        return found if isinstance(found, Accepting) else None
