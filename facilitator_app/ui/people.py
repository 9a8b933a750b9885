"""The people of the clinic: participants and the team, listed and added.  Every rule about them is the record's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.record.roles import Role
from facilitator_app.text import render
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.first_start import role_rows
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.notices import Form
from facilitator_app.ui.people_found import PeopleFound, person_row
from facilitator_app.ui.person_page import PersonPage
from facilitator_app.ui.person_picture import PersonPicture
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.same_person_view import SamePersonView
from facilitator_app.ui.staff_page import StaffPage
from facilitator_app.ui.team_rows import team_with_roles
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

SHOWN = 50
"""So many people are listed at once, of thousands that nobody reads through; beyond that a part of a name is typed."""


class PersonRow(NamedTuple):
    """Somebody who is listed."""

    key: str
    name: str
    note: str


@QmlElement
@QmlUncreatable("made by the program")
class People(QObject):
    """Participants and team, in the order of their names.  ``sought``: others are looked for."""

    changed = Signal()
    sought = Signal()

    def __init__(self, app: App, files: FilePicker, found: PeopleFound, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._search = ""
        self._found = found
        self._rows, self._is_shown = Rows(PersonRow, self), False
        self._same = SamePersonView(app, self._found, self)
        self._person = PersonPage(app, self)
        self._picture = PersonPicture(app, files, self)
        self._person.changed.connect(self._pictured)
        self._member = StaffPage(app, self)
        self._unsaved = KeptText(app, "clinic/staff/", self)
        self.changed.connect(self._look)
        self.changed.connect(self.sought)
        self.sought.connect(self._list)
        for page in (self._person, self._member):
            page.form.done.connect(self.changed)
        self._staff_form = Form(
            app.faults, "add to the team", ("name", "roles", "sign_in", "passphrase", "again"), self
        )

    @Property(PersonPage, constant=True)
    def person(self) -> PersonPage:
        """The page of one person."""
        return self._person

    @Property(PersonPicture, constant=True)
    def picture(self) -> PersonPicture:
        """The picture of whose page is open."""
        return self._picture

    @Property(StaffPage, constant=True)
    def member(self) -> StaffPage:
        """The page of one of the team."""
        return self._member

    @Property(Form, constant=True)
    def staff_form(self) -> Form:
        """The form that adds somebody to the team."""
        return self._staff_form

    @Property(KeptText, constant=True)
    def unsaved(self) -> KeptText:
        """What is half-typed about the team; a passphrase never."""
        return self._unsaved

    @Property("QVariantList", constant=True)
    def roles(self) -> list[dict[str, str]]:
        """The roles one may hold."""
        return role_rows()

    @Property(SamePersonView, constant=True)
    def same(self) -> SamePersonView:
        """Two entries of one person."""
        return self._same

    @Property(bool, notify=changed)
    def is_empty(self) -> bool:
        """Whether nobody was added yet."""
        return not (self._app.clinic and self._app.clinic.state.participants)

    @property
    def listed(self) -> list[dict[str, object]]:
        """The first of those whose names hold what is searched for."""
        return [person_row(person, full=True) for person in self._found.by(self._search)[:SHOWN]]

    @Property(QObject, constant=True)
    def rows(self) -> Rows:
        """The same for the list, while it is shown."""
        return self._rows

    @Property(str, notify=sought)
    def listed_of(self) -> str:
        """That nobody was found, or that there are more than are listed; else empty."""
        found = len(self._found.by(self._search))
        if found > SHOWN:
            return render("ui.people.more", shown=SHOWN, count=found)
        return render("ui.people.none_found") if self._search and not found else ""

    @Property("QVariantList", notify=changed)
    def team(self) -> list[dict[str, object]]:
        """Rows with id, name and roles in words, of those who are not on leave or gone."""
        return team_with_roles(self._app)

    @Property("QVariantList", notify=changed)
    def everybody_of_the_team(self) -> list[dict[str, object]]:
        """The same with those who are not there at the end."""
        return team_with_roles(self._app, also_gone=True)

    @Slot(bool)
    def be_shown(self, is_shown: bool) -> None:
        """The list comes on the screen, or leaves it: then nobody is searched for."""
        self._is_shown = is_shown
        self.search("")

    @Slot(str)
    def search(self, text: str) -> None:
        """List those of whose names every typed word is a part."""
        self._search = text.strip()
        self.sought.emit()

    @Slot("QVariantMap")
    def add_staff(self, typed: Mapping[str, Any]) -> None:
        """Add somebody to the team, with a way in when a sign-in is typed."""
        self._staff_form.attempt(lambda: self._add_staff(typed), self.changed.emit)

    @Slot()
    def _look(self) -> None:
        """Once locked, nothing of anybody is held."""
        self._person.look()
        self._same.look()
        self._pictured()
        if self._app.clinic is None:
            self._search = ""
            self._member.close()

    @Slot()
    def _list(self) -> None:
        """Only while somebody looks: thousands are put in order for it."""
        listed = self.listed if self._is_shown else []
        self._rows.replace([PersonRow(str(one["id"]), str(one["name"]), str(one["note"])) for one in listed])

    @Slot()
    def _pictured(self) -> None:
        page = self._person
        self._picture.show(UUID(page.person) if page.open and page.person else None)

    async def _add_staff(self, typed: Mapping[str, Any]) -> None:
        sign_in = str(typed["sign_in"]).strip()
        if sign_in and typed["passphrase"] != typed["again"]:
            raise Refusal("ui.passphrases_differ", field="again")
        if typed["passphrase"] and not sign_in:
            raise Refusal("vault.no_sign_in", field="sign_in")
        await self._app.add_account(
            name=str(typed["name"]).strip(),
            roles=[Role(role) for role in typed["roles"]],
            sign_in=sign_in,
            passphrase=typed["passphrase"],
        )
