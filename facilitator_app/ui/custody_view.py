"""Who may keep process notes, who opens them when their author cannot, and the opening itself: two people, and a reason."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app.faults import Refusal
from facilitator_app.process_notes import Note, Shown
from facilitator_app.record.names import called_in_clinic
from facilitator_app.record.process_notes import NotesLicensed
from facilitator_app.record.roles import Act, word_counts
from facilitator_app.text import render
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

if TYPE_CHECKING:
    from facilitator_app.app import App

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

Opening = dict[str, str]


@QmlElement
@QmlUncreatable("made by the program")
class CustodyView(QObject):
    """``author`` is whose notes two custodians are about to open; ``notes`` what they opened, until they close it."""

    changed = Signal()
    opened = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._author: UUID | None = None
        self._notes: tuple[Note, ...] | None = None
        self._form = Form(app.faults, "custodians of notes", ("custodians",), self)
        self._opening = Form(app.faults, "open notes together", ("reason", "first", "second"), self)

    # ------------------------------------------------------------ what is shown
    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused of naming."""
        return self._form

    @Property(Form, constant=True)
    def opening(self) -> Form:
        """What was refused of opening."""
        return self._opening

    @Property("QVariantList", notify=changed)
    def licensed(self) -> list[dict[str, object]]:
        """Who of the team has a role in which one may keep process notes, and whether they may."""
        licensed = self._guard(lambda: self._app.oversight.state.licensed, frozenset())
        return [
            {"key": str(one.id), "text": one.name, "on": one.id in licensed}
            for one in self._team()
            if word_counts(one.roles, Act.PROCESS_NOTE)
        ]

    @Property("QVariantList", notify=changed)
    def team(self) -> list[dict[str, str]]:
        """Who of the team can be named."""
        return [{"key": str(one.id), "text": one.name} for one in self._team()]

    @Property("QStringList", notify=changed)
    def named(self) -> list[str]:
        """Who is named now, by id."""
        return [str(one.staff) for one in self._custodians()]

    @Property(str, notify=changed)
    def told(self) -> str:
        """Who opens notes together, in words."""
        names = [one.name for one in self._custodians()]
        lost = self._guard(lambda: self._app.process_notes.lost_custodians(), ())
        told = render("custody.named" if names else "custody.nobody", names=names)
        return " ".join((told, render("custody.lost", names=list(lost)))) if lost else told

    @Property("QVariantList", notify=changed)
    def authors(self) -> list[dict[str, str]]:
        """Who keeps process notes, and since when: no more than that."""
        clinic = self._app.clinic
        begun = self._guard(lambda: self._app.oversight.state.begun, {})
        if clinic is None:
            return []
        zone, staff = ZoneInfo(clinic.state.zone), clinic.state.staff
        return [
            {"key": str(id), "text": staff[id].name, "note": render("custody.since", at=at, zone=zone)}
            for id, at in begun.items()
            if id in staff
        ]

    @Property("QVariantList", notify=changed)
    def custodians(self) -> list[dict[str, str]]:
        """Who opens, to choose from; who has a PIN in this run needs no more than that."""
        return [{"key": str(one.staff), "text": one.name} for one in self._custodians()]

    @Property(bool, notify=changed)
    def asking(self) -> bool:
        """Whether two are about to open somebody's notes, or have them open."""
        return self._author is not None

    @Property(bool, notify=changed)
    def is_open(self) -> bool:
        """Whether notes were opened and lie there."""
        return self._notes is not None

    @Property(str, notify=changed)
    def title(self) -> str:
        """Whose notes."""
        clinic = self._app.clinic
        member = clinic.state.staff.get(self._author) if clinic and self._author else None
        return render("custody.title", name=member.name) if member else ""

    @Property("QVariantList", notify=changed)
    def notes(self) -> list[dict[str, Any]]:
        """What was opened: about whom, when, and how it reads."""
        if self._notes is None or self._app.clinic is None:
            return []
        state = self._app.clinic.state
        zone = ZoneInfo(state.zone)
        rows = []
        names = called_in_clinic((note.person for note in self._notes if note.person), state.participants)
        for note in self._notes:
            planned = state.sessions.get(note.session)
            when = render("process_notes.when", zone=zone, at=note.at, title=planned.title if planned else "")
            rows.append({"name": names.get(note.person, "") if note.person else "", "when": when, "text": note.text})
        return rows

    # ------------------------------------------------------------ what people do
    @Slot(str, bool)
    def license(self, staff: str, may: bool) -> None:
        """One of the team is a mental health professional, or is not."""
        fact = NotesLicensed(staff=UUID(staff), licensed=may)
        self._form.attempt(lambda: self._app.oversight.write(fact), self.changed.emit)

    @Slot("QStringList")
    def name(self, staff: list[str]) -> None:
        """Name those of whom any two open notes together."""
        ids = [UUID(one) for one in staff]
        self._form.attempt(lambda: self._app.process_notes.name_custodians(ids), self.changed.emit)

    @Slot(str)
    def ask(self, author: str) -> None:
        """Two are about to open an author's notes."""
        self._author, self._notes = UUID(author), None
        self._opening.clear()
        self.changed.emit()
        self.opened.emit()

    @Slot("QVariantMap", "QVariantMap", str)
    def open_together(self, first: Opening, second: Opening, reason: str) -> None:
        """Each shows who they are (``who``, ``sign_in``, ``secret``); on the record, then opened."""
        self._opening.attempt(lambda: self._open(first, second, reason), self.opened.emit)

    @Slot()
    def close(self) -> None:
        """Leave it: what was opened is held no longer."""
        self._author = self._notes = None
        self._opening.clear()
        self.changed.emit()
        self.opened.emit()

    # ------------------------------------------------------------ how
    async def _open(self, first: Opening, second: Opening, reason: str) -> None:
        author = self._author
        if author is None:
            raise Refusal("app.locked")
        two = (await self._shown(first, "first"), await self._shown(second, "second"))
        notes = await self._app.process_notes.open_together(author, two, reason)
        if isValid(self) and author == self._author:
            self._notes = notes
            self.changed.emit()

    async def _shown(self, who: Opening, field: str) -> Shown:
        """The custodian who was chosen has shown who they are: by the PIN of this run, or by sign-in and passphrase."""
        if not who["who"]:
            raise Refusal("custody.choose", field=field)
        staff, door = UUID(who["who"]), self._app.door
        try:
            if who["sign_in"]:
                opened = await asyncio.to_thread(door.knock, who["sign_in"].strip(), who["secret"])
            else:
                opened = door.knock_with_pin(staff, who["secret"])
        except Refusal as refusal:
            raise Refusal(refusal.key, field=field, **refusal.values) from None
        if opened.account != staff:
            raise Refusal("vault.not_opened", field=field)
        if not opened.own:  # by a PIN that is kept on the device
            raise Refusal("process_notes.no_key", field=field)
        return opened

    def _team(self) -> list[Any]:
        clinic = self._app.clinic
        there = [one for one in clinic.state.staff.values() if one.gone_at is None] if clinic else []
        return sorted(there, key=lambda one: one.name.casefold())

    def _custodians(self) -> tuple[Any, ...]:
        custody = self._guard(lambda: self._app.oversight.state.custody, None)
        return custody.custodians if custody else ()

    def _guard(self, read: Callable[[], Any], otherwise: Any) -> Any:
        return read() if self._app.clinic is not None else otherwise
