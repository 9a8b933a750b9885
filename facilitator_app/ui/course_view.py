"""A person's course on one page: every session with what was given, measured, said and played; printed for the next talk."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app import course_told
from facilitator_app.app import App
from facilitator_app.course import Course, course
from facilitator_app.course_paper import course_paper
from facilitator_app.faults import Refusal
from facilitator_app.handoff.course_pdf import Page, Section
from facilitator_app.handoff.files import leave, unnamed
from facilitator_app.handoff.group import Group
from facilitator_app.handoff.sheet_pdf import send_to_printer
from facilitator_app.own_copy import everybody
from facilitator_app.record.elsewhere import SessionElsewhere
from facilitator_app.record.looks import View
from facilitator_app.record.roles import Act, word_counts
from facilitator_app.text import catalogue, render
from facilitator_app.ui.course_before import before_sections
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.notes_view import NotesView
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class CourseView(QObject):
    """The course of whoever was chosen."""

    changed = Signal()
    not_yours = Signal(str)

    def __init__(self, app: App, files: FilePicker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._files = files
        self._course: Course | None = None
        self._before: tuple[Section, ...] = ()
        self._group = Group(people={}, staff=())
        self._said = ""
        self._notes = NotesView(app, self)
        self._form = Form(app.faults, "a course", (), self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """The last try to read or print it."""
        return self._form

    @Property(NotesView, constant=True)
    def notes(self) -> NotesView:
        """One's own process notes about the person."""
        return self._notes

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether a course is open."""
        return self._course is not None

    @Property(str, notify=changed)
    def title(self) -> str:
        """Whose course it is."""
        return render("course.title", name=self._course.name) if self._course else ""

    @Property(str, notify=changed)
    def about(self) -> str:
        """How many sessions there were; or, while there was none, what will stand here."""
        if self._course is None:
            return ""
        return render("course.about" if self._course.sittings else "course.empty", count=len(self._course.sittings))

    @Property(str, notify=changed)
    def said(self) -> str:
        """What became of the page that was printed or written."""
        return self._said

    @Property("QVariantList", notify=changed)
    def sections(self) -> list[dict[str, object]]:
        """What recurs over all sessions, then each session: a heading, and rows of name and text."""
        sections = (*self._before, *_sections(self._course)) if self._course else ()
        return [
            {"heading": one.heading, "rows": [{"name": name, "text": text} for name, text in one.rows]}
            for one in sections
        ]

    @Slot(str)
    def show(self, person: str) -> None:
        """Open somebody's course."""
        self._form.attempt(lambda: self._show(UUID(person)))

    @Slot()
    def close(self) -> None:
        """Leave it."""
        self._notes.close()
        self._course, self._before, self._group = None, (), Group(people={}, staff=())
        self._said = ""
        self.changed.emit()

    @Slot()
    def write_notes(self) -> None:
        """Open one's own process notes about the person, of the latest session."""
        if self._course is not None:
            sessions = {one.session: one.title for one in reversed(self._course.sittings)}
            self._notes.show({self._course.participant: self._course.name}, sessions, self._course.participant)

    @Slot()
    def print(self) -> None:
        """Hand it to the printer."""
        self._form.attempt(self._print, self.changed.emit)

    @Slot()
    def write(self) -> None:
        """Write it as a PDF into a folder that is chosen."""
        self._files.ask(render("course.where"), render("course.here"), self._write_to)

    @Slot()
    def look(self) -> None:
        """The core changed: once locked, nothing of anybody is held."""
        if self._app.clinic is None and self._course is not None:
            self.close()

    async def _show(self, person: UUID) -> None:
        known, here = self._app.clinic_state().participants.get(person), self._app.at_screen
        if known is None or self._app.journal is None:
            raise Refusal("clinic.no_such_participant")
        reads = here is not None and word_counts(here.roles, Act.READ_COURSE)
        if not reads and not self._app.oversight.is_granted(person):
            self.not_yours.emit(str(person))
            return
        sessions = self._app.clinic_state().sessions
        try:
            await self._app.must_open_chart(person)
            scopes = [scope for scope in await self._app.journal.scopes(person) if scope in sessions]
            read = [(scope, (await self._app.read_session(scope)).history) for scope in scopes]
        except Refusal as refusal:
            if refusal.key != "oversight.not_yours" or not isValid(self):
                raise
            self.not_yours.emit(str(person))
            return
        if not isValid(self):
            return  # the window went meanwhile: nobody looked
        self._app.looked(View.COURSE, [person])
        self._before = tuple(before_sections(self._app, person))
        self._group = everybody([history for _, history in read], self._app.clinic_state(), person)
        lines = self._app.clinic.history.about(person) if self._app.clinic else ()
        elsewhere = [entry.fact for entry in lines if isinstance(entry.fact, SessionElsewhere)]
        self._course = course(person, known.told.preferred_name, read, catalogue(), elsewhere)
        self.changed.emit()

    async def _print(self) -> None:
        made = await self._made()
        async with self._app.going_out(self._whose()):
            done = await asyncio.to_thread(send_to_printer, made)
        self._said = render("course.printed" if done == "printed" else "course.no_printer")

    def _write_to(self, folder: Path) -> None:
        self._form.attempt(lambda: self._write(folder), self.changed.emit)

    async def _write(self, folder: Path) -> None:
        made = await self._made()
        async with self._app.going_out(self._whose(), folder=folder):
            path = await asyncio.to_thread(leave, folder, unnamed("course", "pdf"), made)
        self._said = render("course.written", file=path.name)

    def _whose(self) -> tuple[UUID, ...]:
        return (self._course.participant,) if self._course else ()

    async def _made(self) -> bytes:
        if self._course is None:
            raise Refusal("clinic.no_such_participant")
        state, now = self._app.clinic_state(), self._app.clock.now()
        page = Page(
            title=render("course.printed_title"),
            name=self._course.name,
            about=self.about,
            made=render("course.made", zone=ZoneInfo(state.zone), at=now, clinic=state.name),
            sections=(*self._before, *_sections(self._course)),
            short=tuple(course_told.in_a_row(one, catalogue()) for one in reversed(self._course.sittings)),
            paper="us-letter" if state.zone.startswith("America/") else "a4",
            language=catalogue().tag,
        )
        return await asyncio.to_thread(course_paper, page, self._course.participant, self._group, catalogue(), now)


def _sections(found: Course) -> Iterator[Section]:
    words = catalogue()
    if rows := course_told.recurring(found, words):
        yield Section(heading=render("course.recurring"), rows=rows)
    for one in reversed(found.sittings):
        yield Section(heading=course_told.heading(one, words), rows=course_told.in_full(one, words))
