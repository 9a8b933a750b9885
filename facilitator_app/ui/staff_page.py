"""One of the team: name and roles corrected, on leave or back, and the way into the record given or ended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from facilitator_app import key_change
from facilitator_app.app import App
from facilitator_app.clinic import Clinic
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.record.clinic import Member
from facilitator_app.record.roles import Act, Role, word_counts
from facilitator_app.text import render
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class StaffPage(QObject):
    """``opened``: the fields are to show name and roles now.  Ending an access is asked once."""

    changed = Signal()
    opened = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._staff: UUID | None = None
        self._asked = ""
        fields = ("name", "roles", "sign_in", "passphrase", "again", "reason")
        self._form = Form(app.faults, "one of the team", fields, self)

    # ------------------------------------------------------------ what is shown
    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused, by field."""
        return self._form

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether the page is open."""
        return self._member() is not None

    @Property(str, notify=changed)
    def name(self) -> str:
        """Whose page it is."""
        member = self._member()
        return member.name if member else ""

    @Property(str, notify=changed)
    def member(self) -> str:
        """Whose page it is, by id; empty while it is closed."""
        return str(self._staff) if self.open else ""

    @Property("QStringList", notify=changed)
    def roles(self) -> list[str]:
        """The roles held."""
        member = self._member()
        return [role.value for role in member.roles] if member else []

    @Property(bool, notify=changed)
    def is_oneself(self) -> bool:
        """Whether it is who is at the screen, who cannot leave or shut themselves out."""
        return self._app.at_screen is not None and self._app.at_screen.id == self._staff

    @Property(bool, notify=changed)
    def is_gone(self) -> bool:
        """Whether this member is on leave or gone."""
        member = self._member()
        return member is not None and member.gone_at is not None

    @Property(bool, notify=changed)
    def comes_in(self) -> bool:
        """Whether this member has a way into the record."""
        member = self._member()
        return member is not None and member.may_come_in and self._app.door.has_way_in(member.id)

    @Property(str, notify=changed)
    def access(self) -> str:
        """How this member stands to the record, in words."""
        member = self._member()
        if member is None:
            return ""
        if not member.may_come_in:
            return render("ui.team.access_ended")
        return render("ui.team.has_access" if self.comes_in else "ui.team.no_access")

    @Property(str, notify=changed)
    def asked(self) -> str:
        """What is asked before it happens: ``gone``, ``access``, or empty."""
        return self._asked

    @Property(str, notify=changed)
    def question(self) -> str:
        """What it would come to."""
        return render(f"ui.team.ask_{self._asked}", name=self.name) if self._asked else ""

    # ------------------------------------------------------------ what people do
    @Slot(str)
    def show(self, staff: str) -> None:
        """Open a member's page."""
        self._staff, self._asked = UUID(staff), ""
        self._form.clear()
        self.changed.emit()
        self.opened.emit()

    @Slot()
    def close(self) -> None:
        """Leave the page."""
        self._staff, self._asked = None, ""
        self.changed.emit()

    @Slot(str)
    def ask(self, what: str) -> None:
        """Ask before it happens; empty asks no more."""
        self._asked = what
        self.changed.emit()

    @Slot("QVariantMap")
    def save(self, typed: Mapping[str, Any]) -> None:
        """Write down name and roles as they are in the fields."""
        roles = [Role(role) for role in typed["roles"]]
        self._do(lambda clinic, staff: clinic.tell_staff(staff, str(typed["name"]).strip(), roles))

    @Slot(str)
    def yes(self, reason: str) -> None:
        """It was asked, and the answer is yes."""
        what, self._asked = self._asked, ""
        self.changed.emit()
        if what == "gone":
            self._do(lambda clinic, staff: clinic.staff_gone(staff, reason.strip()))
        elif what == "access":
            self._do(lambda clinic, staff: self._end_access(clinic, staff, reason.strip()))

    @Slot()
    def back(self) -> None:
        """Somebody who was not there is back."""
        self._do(lambda clinic, staff: clinic.staff_back(staff))

    @Slot("QVariantMap")
    def give_access(self, typed: Mapping[str, Any]) -> None:
        """Give a way in by a sign-in and a passphrase."""
        self._do(lambda clinic, staff: self._give_access(clinic, staff, typed))

    # ------------------------------------------------------------ how
    def _do(self, work: Any) -> None:
        clinic, staff = self._app.clinic, self._staff
        if clinic is not None and staff is not None:
            self._form.attempt(lambda: work(clinic, staff), self._done)

    def _done(self) -> None:
        self.changed.emit()
        self.opened.emit()

    async def _end_access(self, clinic: Clinic, staff: UUID, reason: str) -> None:
        """The line first: from then on the record refuses, whatever becomes of the way in and of the key."""
        by, had = self._by(), self._app.door.has_way_in(staff)
        self._app.door.must_have_come(by)
        await clinic.end_access(staff, reason)
        self._app.door.end_way_in(by, staff)
        if had and self._app.session is None:  # else it is owed, and told where the key is
            await key_change.change(self._app)

    async def _give_access(self, clinic: Clinic, staff: UUID, typed: Mapping[str, Any]) -> None:
        if typed["passphrase"] != typed["again"]:
            raise Refusal("ui.passphrases_differ", field="again")
        by, member = self._by(), clinic.who(staff)
        self._app.door.give_way_in(by, str(typed["sign_in"]).strip(), typed["passphrase"], staff, member.roles)
        try:
            await clinic.give_access(staff)
        except (Refusal, Trouble):
            self._app.door.end_way_in(by, staff)
            raise

    def _by(self) -> UUID:
        who = self._app.at_screen
        if who is None or not word_counts(who.roles, Act.MANAGE_CLINIC):
            raise Refusal("session.not_your_word", act=Act.MANAGE_CLINIC.value)
        return who.id

    def _member(self) -> Member | None:
        clinic = self._app.clinic
        return clinic.state.staff.get(self._staff) if clinic and self._staff else None
