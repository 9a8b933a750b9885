"""The people of the clinic: participants and the team, listed and added.  Every rule about them is the record's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.record.clinic import Member, Participant, ParticipantAdded
from facilitator_app.record.roles import Role
from facilitator_app.text import render, word
from facilitator_app.ui.first_start import role_rows
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

TOLD = ("preferred_name", "legal_name", "pronouns", "birth_date", "allergies", "escort", "intention")
"""What is typed about a person, as it is called in the record."""


@QmlElement
@QmlUncreatable("made by the program")
class People(QObject):
    """Participants and team, in the order of their names."""

    changed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._person_form = Form(app.faults, "add a person", (*TOLD, "nicknames"), self)
        self._staff_form = Form(
            app.faults, "add to the team", ("name", "roles", "sign_in", "passphrase", "again"), self
        )

    @Property(Form, constant=True)
    def person_form(self) -> Form:
        """The form that adds a participant."""
        return self._person_form

    @Property(Form, constant=True)
    def staff_form(self) -> Form:
        """The form that adds somebody to the team."""
        return self._staff_form

    @Property("QVariantList", constant=True)
    def roles(self) -> list[dict[str, str]]:
        """The roles one may hold."""
        return role_rows()

    @Property("QVariantList", notify=changed)
    def participants(self) -> list[dict[str, object]]:
        """Rows with id, name and a quieter line."""
        clinic = self._app.clinic
        found = clinic.state.participants.values() if clinic else ()
        return [_person_row(person) for person in sorted(found, key=lambda p: p.told.preferred_name.casefold())]

    @Property("QVariantList", notify=changed)
    def team(self) -> list[dict[str, object]]:
        """Rows with id, name and roles in words."""
        clinic = self._app.clinic
        found = clinic.state.staff.values() if clinic else ()
        return [_staff_row(member) for member in sorted(found, key=lambda m: m.name.casefold())]

    @Slot("QVariantMap")
    def add_person(self, typed: Mapping[str, Any]) -> None:
        """Add a participant."""
        self._person_form.attempt(lambda: self._add_person(typed), self.changed.emit)

    @Slot("QVariantMap")
    def add_staff(self, typed: Mapping[str, Any]) -> None:
        """Add somebody to the team, with a way in when a sign-in is typed."""
        self._staff_form.attempt(lambda: self._add_staff(typed), self.changed.emit)

    async def _add_person(self, typed: Mapping[str, Any]) -> None:
        if self._app.clinic is None:
            raise Refusal("app.locked")
        nicknames = tuple(name.strip() for name in str(typed["nicknames"]).split(",") if name.strip())
        told = {name: str(typed[name]).strip() for name in TOLD}
        await self._app.clinic.add_participant(ParticipantAdded(**told, nicknames=nicknames))

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


def _person_row(person: Participant) -> dict[str, object]:
    told = person.told
    parts = [told.pronouns, told.birth_date]
    parts += [render("ui.people.allergies", allergies=told.allergies)] if told.allergies else []
    return {"id": str(person.id), "name": told.preferred_name, "note": " · ".join(part for part in parts if part)}


def _staff_row(member: Member) -> dict[str, object]:
    return {"id": str(member.id), "name": member.name, "note": ", ".join(word(role) for role in member.roles)}
