"""A programme brought from a file or saved as one: what the file holds is told first, and kept when somebody says so.

What is wrong in a file is the reader's to say (``programmes``).  A plan in it becomes a draft: it is signed here or nowhere.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app import programme_written, programmes, text
from facilitator_app.app import App
from facilitator_app.faults import Fault, Refusal
from facilitator_app.handoff.files import leave, unnamed
from facilitator_app.plan_draft import draft_of, to_text
from facilitator_app.programmes import ProgrammeFile
from facilitator_app.record.programme import Programme
from facilitator_app.text import catalogue, render
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.notices import Form
from facilitator_app.ui.plan_editor import draft_key
from facilitator_app.ui.plan_lines import plan_lines
from facilitator_app.ui.programme_facts import facts
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.wording import of_list

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class ProgrammeFiles(QObject):
    """``taken``: the programme of that key was kept, and whether it came with a plan.  ``brought``: its leaving list waits for
    somebody whose word counts.  One file at a time."""

    changed = Signal()
    taken = Signal(str, bool)
    brought = Signal(str, object)

    def __init__(self, app: App, files: FilePicker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app, self._files = app, files
        self._name = ""
        self._read: ProgrammeFile | None = None
        self._has_draft = False
        self._said = ""
        self._form = Form(app.faults, "a programme's file", (), self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused, with its line in the file."""
        return self._form

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether a file was chosen."""
        return self._name != ""

    @Property(str, notify=changed)
    def title(self) -> str:
        """The file's name."""
        return self._name

    @Property(bool, notify=changed)
    def may_keep(self) -> bool:
        """Whether the file could be read."""
        return self._read is not None

    @Property(str, notify=changed)
    def name(self) -> str:
        """The name of the programme in it."""
        return self._read.programme.name if self._read else ""

    @Property("QVariantList", notify=changed)
    def lines(self) -> list[str]:
        """What the programme says, a line each."""
        return _told(self._read.programme) if self._read else []

    @Property(str, notify=changed)
    def becomes(self) -> str:
        """That it is new here, or of which programme it becomes the next version."""
        known = self._known()
        if self._read is None:
            return ""
        if known is None:
            return render("programme_ui.is_new")
        return render("programme_ui.is_next", name=known.name, version=known.version, next=known.version + 1)

    @Property("QVariantList", notify=changed)
    def plan(self) -> list[str]:
        """The plan in it, a line each."""
        return plan_lines(self._read.plan) if self._read and self._read.plan else []

    @Property(str, notify=changed)
    def about_plan(self) -> str:
        """That the plan is to be signed here, and that it takes the place of one that is being written."""
        if self._read is None:
            return ""
        if self._read.plan is None:
            return render("programme_ui.no_plan")
        key = "programme_ui.plan_instead" if self._has_draft else "programme_ui.plan_unsigned"
        return render(key, name=self._read.plan.name)

    @Property(str, notify=changed)
    def about_leaving(self) -> str:
        """The leaving list in it, and that it waits where the word of who is at the screen does not count; or empty."""
        clinic, read = self._app.clinic, self._read
        if read is None or read.programme.leaving is None or clinic is None:
            return ""
        told = read.programme.leaving
        key = "programme_ui.leaving" if clinic.may_list else "programme_ui.leaving_waits"
        return render(key, name=of_list(told.name, catalogue()), count=len(told.asked), where=render("begins.title"))

    @Property(str, notify=changed)
    def said(self) -> str:
        """Where a programme was saved, or empty."""
        return self._said

    # ------------------------------------------------------------ what people do
    @Slot()
    def ask(self) -> None:
        """Ask for a file."""
        self._files.ask(render("programme_ui.which"), "", self._look_into, (".toml",))

    @Slot()
    def keep(self) -> None:
        """Keep what the file holds."""
        self._form.attempt(self._keep, self.close)

    @Slot()
    def close(self) -> None:
        """Leave the file."""
        self._name, self._read, self._has_draft = "", None, False
        self._form.clear()
        self.changed.emit()

    @Slot(str)
    def save(self, key: str) -> None:
        """Ask where, and write the programme of that key as a file."""
        self._files.ask(render("course.where"), render("course.here"), lambda folder: self._save(key, folder))

    @Slot()
    def look(self) -> None:
        """The core changed: once locked, nothing is held."""
        if self._app.clinic is None:
            self._said = ""
            self.close()

    # ------------------------------------------------------------ how
    def _look_into(self, path: Path) -> None:
        self._name, self._read, self._said = path.name, None, ""
        self._form.attempt(lambda: self._open(path), self.changed.emit)
        self.changed.emit()

    async def _open(self, path: Path) -> None:
        read = programmes.read_file(path)
        if self._app.journal is None:
            raise Refusal("app.locked")
        drafts = await self._app.journal.drafts(draft_key(read.programme))
        if not isValid(self) or self._app.clinic is None:
            return
        self._read, self._has_draft = read, draft_key(read.programme) in drafts
        programmes.next_of(read, self._known())  # refuses what is here already

    async def _keep(self) -> None:
        read, clinic = self._read, self._app.clinic
        if read is None or clinic is None:
            raise Refusal("app.locked")
        programme = programmes.next_of(read, self._known())
        waits = clinic.brings(programme) and not clinic.may_list
        await clinic.keep_programme(programme)
        if waits and isValid(self):
            self.brought.emit(programme.key, programme.leaving)
        if read.plan is not None:
            draft = to_text(draft_of(read.plan, read.plan.name, read.plan.source))
            await self._app.keep_draft(draft_key(programme), draft)
        if isValid(self):
            self.taken.emit(programme.key, read.plan is not None)

    def _save(self, key: str, folder: Path) -> None:
        try:
            known = self._app.clinic_state().programmes[key]
            path = leave(folder, unnamed(key, "toml"), programme_written.write_programme(known).encode())
            self._said = render("course.written", file=path.name)
        except Fault as fault:
            self._said = text.say(fault)
        self.changed.emit()

    def _known(self) -> Programme | None:
        clinic, read = self._app.clinic, self._read
        return clinic.state.programmes.get(read.programme.key) if clinic is not None and read is not None else None


def _told(programme: Programme) -> list[str]:
    words = render("programme_ui.words", count=len(programme.words))
    return [line for line in (programme.about, *facts(programme), words) if line]
