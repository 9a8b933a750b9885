"""The integration desk at the window: who waits for what after a session, most pressing first, and the page of one of them."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.integration import Standing
from facilitator_app.integration_desk import IntegrationDesk, Waiting
from facilitator_app.text import render
from facilitator_app.ui.after_page import AfterPage
from facilitator_app.ui.after_words import GLYPHS, item_text, named
from facilitator_app.ui.course_view import CourseView
from facilitator_app.ui.debrief_view import DebriefView
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.notices import Form
from facilitator_app.ui.report_view import ReportView
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.ui.wishes_view import WishesView

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


class WaitingRow(NamedTuple):
    """One person after one session; ``standing`` is the most pressing, ``first`` in words, ``more`` what else waits."""

    key: str
    session: str
    person: str
    name: str
    note: str
    first: str
    more: str
    standing: str
    glyph: str
    safety: bool


@QmlElement
@QmlUncreatable("made by the program")
class IntegrationView(QObject):
    """Everybody for whom something waits.  ``looked`` False: the sessions are still being read."""

    changed = Signal()

    def __init__(self, app: App, files: FilePicker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._desk: IntegrationDesk | None = None
        self._looked = False
        self._who: object = None
        self._rows = Rows(WaitingRow, self)
        self._form = Form(app.faults, "the integration desk", (), self)
        self._kept = KeptText(app, "after/", self)
        self._page = AfterPage(app, self._kept, self)
        self._page.changed.connect(self._tell)
        self._debrief = DebriefView(app, self)
        self._course = CourseView(app, files, self)
        self._report = ReportView(app, files, self)
        self._wishes = WishesView(app, self)

    @Property(AfterPage, constant=True)
    def page(self) -> AfterPage:
        """The page of one person."""
        return self._page

    @Property(DebriefView, constant=True)
    def debrief(self) -> DebriefView:
        """The team's own round."""
        return self._debrief

    @Property(CourseView, constant=True)
    def course(self) -> CourseView:
        """A person's course."""
        return self._course

    @Property(WishesView, constant=True)
    def wishes(self) -> WishesView:
        """What the programmes want after their sessions."""
        return self._wishes

    @Property(ReportView, constant=True)
    def report(self) -> ReportView:
        """The team's report."""
        return self._report

    @Property(Form, constant=True)
    def form(self) -> Form:
        """The last try to read the sessions."""
        return self._form

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        """Who waits."""
        return self._rows

    @Property(bool, notify=changed)
    def looked(self) -> bool:
        """Whether the sessions were read."""
        return self._looked

    @Property(str, notify=changed)
    def about(self) -> str:
        """How many wait and for how many it is overdue; or, while nothing waits, what to do next."""
        if not self._looked:
            return render("desk.reading")
        rows = [WaitingRow(*row) for row in self._rows.rows]
        if not rows:
            sessions = self._app.clinic.state.sessions if self._app.clinic else {}
            return render("desk.nothing_waits" if sessions else "desk.no_session_yet")
        overdue = sum(row.standing == Standing.OVERDUE.value for row in rows)
        return render("desk.about_overdue" if overdue else "desk.about", people=len(rows), overdue=overdue)

    @Slot()
    def enter(self) -> None:
        """Somebody comes to the desk: read anew what may wait."""
        clinic, self._who = self._app.clinic, self._app.at_screen
        if clinic is None:
            return
        if self._desk is None:
            self._desk = IntegrationDesk(clinic, self._app.clock, self._app.read_own, self._app.lengths)
            self._page.sit(self._desk)
        self._form.attempt(self._read, self._page.look)

    @Slot(str, str)
    def show(self, session: str, person: str) -> None:
        """Open somebody's page."""
        self._page.show(UUID(session), UUID(person))

    async def _read(self) -> None:
        """What was read before stands, and can be touched, until all is read anew."""
        desk = self._desk
        if desk is not None:
            await self._kept.read()
            await desk.look()
            self._looked = desk is self._desk

    @Slot()
    def _tell(self) -> None:
        who = self._app.at_screen.id if self._app.at_screen else None
        self._rows.show([_row(one, who) for one in self._desk.rows()] if self._desk and self._looked else [])
        self.changed.emit()

    @Slot()
    def look(self) -> None:
        """The core changed: once locked, nothing of anybody is held; who is at the screen may be another."""
        for part in (self._debrief, self._course, self._report, self._wishes):
            part.look()
        if self._app.clinic is None and self._desk is not None:
            self._desk, self._looked = None, False
            self._page.leave()
            self._kept.forget()
            self._tell()
        elif self._desk is not None and self._app.at_screen != self._who:
            self.enter()  # what is theirs to read may be other sessions
        else:
            self._page.look()


def _row(one: Waiting, who: UUID | None) -> WaitingRow:
    zone, after = ZoneInfo(one.zone), one.after
    first, rest = after.items[0], after.items[1:]
    standing = after.standing or Standing.COMING
    return WaitingRow(
        key=f"{one.session}/{after.participant}",
        session=str(one.session),
        person=str(after.participant),
        name=after.name,
        note=render("desk.session_of", zone=zone, title=one.title, at=after.left),
        first=item_text(first, zone, who),
        more=", ".join(named(item, who) for item in rest),
        standing=standing.value,
        glyph="warning" if after.is_about_safety else GLYPHS[standing],
        safety=after.is_about_safety,
    )
