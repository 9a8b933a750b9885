"""The sheet on which who is at the screen writes and reads their own process notes.  What is half-typed is sealed like a note.

Shows nobody else's, and nothing to who keeps none but why.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app.faults import Refusal
from facilitator_app.process_notes import Note
from facilitator_app.record.looks import View
from facilitator_app.text import render, say
from facilitator_app.ui.note_drafts import NoteDrafts
from facilitator_app.ui.notes_code import NotesCode
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

if TYPE_CHECKING:
    from facilitator_app.app import App

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class NotesView(QObject):
    """Notes about one person, of the session that is chosen.  ``opened``: the field is to show ``typed``."""

    changed = Signal()
    opened = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._author: UUID | None = None
        self._people: Mapping[UUID, str] = {}
        self._sessions: Mapping[UUID, str] = {}
        self._person: UUID | None = None
        self._session: UUID | None = None
        self._note: UUID | None = None
        self._notes: tuple[Note, ...] = ()
        self._why = ""
        self._form = Form(app.faults, "process notes", ("text",), self)
        self._code = NotesCode(app, self._read, self)
        self._drafts = NoteDrafts(app, self)
        self._deaf = app.listen(self._look)
        self.destroyed.connect(self._deaf)

    # ------------------------------------------------------------ what is shown
    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property(NotesCode, constant=True)
    def code(self) -> NotesCode:
        """The code on paper for one's notes."""
        return self._code

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether the sheet is open."""
        return self._person is not None

    @Property(str, notify=changed)
    def title(self) -> str:
        """Whose notes, about whom."""
        return render("process_notes.title", name=self._people.get(self._person, "")) if self._person else ""

    @Property(str, notify=changed)
    def why(self) -> str:
        """Why none are kept here, in words; empty for who keeps them."""
        return self._why

    @Property("QVariantList", notify=changed)
    def people(self) -> list[dict[str, str]]:
        """Whom a note can be about, where there are several."""
        rows = [{"key": str(id), "text": name} for id, name in self._people.items()]
        return rows if len(rows) > 1 else []

    @Property(str, notify=changed)
    def person(self) -> str:
        """Whom it is about."""
        return str(self._person or "")

    @Property("QVariantList", notify=changed)
    def sessions(self) -> list[dict[str, str]]:
        """Of which session a note can be, where there are several."""
        rows = [{"key": str(id), "text": title} for id, title in self._sessions.items()]
        return rows if len(rows) > 1 else []

    @Property(str, notify=changed)
    def session(self) -> str:
        """Of which session it is."""
        return str(self._session or "")

    @Property("QVariantList", notify=changed)
    def notes(self) -> list[dict[str, object]]:
        """One's own notes about the person, the latest first: text, when and of which session, whether there is a copy."""
        return [self._row(note) for note in self._notes]

    @Property(bool, notify=changed)
    def changing(self) -> bool:
        """Whether a note that is there is being changed."""
        return self._note is not None

    @Property(str, notify=opened)
    def typed(self) -> str:
        """What was typed and is not kept yet; of a note that is being changed, how it reads."""
        if self._author is None:
            return ""
        typed = self._drafts.of(self._key)
        reads = next((note.text for note in self._notes if note.id == self._note), "")
        return typed if typed is not None else reads

    @Property(str, notify=changed)
    def copies(self) -> str:
        """Who can open one's notes if one cannot, in words."""
        return self._copies() if self._author else ""

    # ------------------------------------------------------------ what people do
    def show(self, people: Mapping[UUID, str], sessions: Mapping[UUID, str], person: UUID) -> None:
        """Open the sheet for who is at the screen, about one of these people, of one of these sessions: the first."""
        self._people, self._sessions = dict(people), dict(sessions)
        self._session = next(iter(sessions), None)
        self._choose(person)

    @Slot(str)
    def choose_person(self, person: str) -> None:
        """It is about this one; what was typed about another stays theirs."""
        self._choose(UUID(person))

    @Slot(str)
    def choose_session(self, session: str) -> None:
        """It is of this session."""
        self._drafts.keep()
        self._session, self._note = UUID(session), None
        self._tell()

    @Slot(str)
    def change(self, note: str) -> None:
        """Change a note: how it read before is kept.  Empty: write another instead."""
        self._drafts.keep()
        self._note = UUID(note) if note else None
        self._tell()

    @Slot(str)
    def type(self, text: str) -> None:
        """A letter more or less."""
        if self._author is not None:
            self._drafts.type(self._author, self._key, text)

    @Slot()
    def keep(self) -> None:
        """Keep what was typed as a note."""
        text, key = self.typed.strip(), self._key
        self._drafts.keep()
        self._form.attempt(lambda: self._keep(text), lambda: self._kept(key))

    @Slot()
    def close(self) -> None:
        """Leave the sheet; what is half-typed is kept."""
        self._drafts.keep()
        self._person = self._session = self._note = self._author = None
        self._notes, self._why = (), ""
        self._form.clear()
        self._code.of(None)
        self.changed.emit()

    # ------------------------------------------------------------ how
    def _choose(self, person: UUID) -> None:
        self._drafts.keep()
        self._form.clear()
        self._person, self._note = person, None
        self._app.faults.spawn(self._read(), "process notes")

    async def _read(self) -> None:
        """Read the notes of who is at the screen, and seal copies of them that are wanting."""
        person = self._person
        self._author, self._notes, self._why = None, (), ""
        try:
            notes = self._app.process_notes
            who = await notes.may_keep()
            await self._drafts.read(who.id)
            found = await notes.mine(person)
            if await notes.seal_copies():
                found = await notes.mine(person)
        except Refusal as refusal:
            self._why = say(refusal)
            found, who = (), None
        if not isValid(self):
            return
        if who is None:
            self._tell()
        elif person == self._person and person is not None:
            self._author, self._notes = who.id, found
            self._app.looked(View.NOTE, [person] if found else [])
            self._tell()

    async def _keep(self, text: str) -> None:
        if self._person is None or self._session is None:
            raise Refusal("process_notes.no_session")
        draft = self._drafts.place(self._author, self._key) if self._author else None
        of = next((note.session for note in self._notes if note.id == self._note), self._session)
        await self._app.process_notes.keep(self._person, of, text, self._note, draft)

    def _kept(self, key: str) -> None:
        self._drafts.forget(key)
        self._note = None
        self._app.faults.spawn(self._read(), "process notes")

    def _copies(self) -> str:
        custody = self._app.oversight.state.custody
        if custody is None:
            return render("process_notes.no_custodians")
        names = [one.name for one in custody.custodians if one.staff != self._author]
        if self._author is None or not custody.opens_without(self._author):
            return render("process_notes.too_few_custodians", names=names)
        return render("process_notes.custodians", names=names)

    def _look(self) -> None:
        """The core changed: before the record is locked what was typed is kept, and another at the screen sees nothing."""
        who = self._app.at_screen
        if self.open and (self._app.clinic is None or who is None or (self._author and who.id != self._author)):
            self.close()
        self._drafts.keep()
        if self._app.clinic is None:
            self._drafts.drop_all()

    def _tell(self) -> None:
        self._code.of(self._author)
        self.changed.emit()
        self.opened.emit()

    @property
    def _key(self) -> str:
        return f"{self._person}/{self._note or self._session}"

    def _row(self, note: Note) -> dict[str, Any]:
        zone = ZoneInfo(self._app.clinic_state().zone)
        planned = self._app.clinic_state().sessions.get(note.session)
        of = planned.title if planned else ""
        return {
            "key": str(note.id),
            "text": note.text,
            "when": render("process_notes.when", zone=zone, at=note.at, title=of),
            "copy": render("process_notes.has_copy" if note.has_copy else "process_notes.has_no_copy"),
            "earlier": [
                {"when": render("process_notes.read_before", zone=zone, at=at), "text": text}
                for at, text in reversed(note.earlier)
            ],
        }
