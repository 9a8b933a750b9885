"""Who may receive the medical part of a person's handoffs, as they say before any session; by kind of recipient."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject

from facilitator_app import meanwhile
from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Part
from facilitator_app.record.handover import Whom
from facilitator_app.record.leave import Recipient
from facilitator_app.record.release import MedicalLeaveGiven, medical_leave
from facilitator_app.record.room import Leave
from facilitator_app.text import word
from facilitator_app.ui.notices import Form
from facilitator_app.ui.panels.forms import choices
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class LeaveBeforeView(QObject):
    """Of the person that is shown."""

    changed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._person: UUID | None = None
        self._form = Form(app.faults, "leave", (), self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property("QVariantList", constant=True)
    def options(self) -> list[dict[str, str]]:
        """What can be said."""
        return choices(Leave)

    @Property("QVariantList", notify=changed)
    def rows(self) -> list[dict[str, str]]:
        """Each kind of recipient with what holds of it."""
        clinic = self._app.clinic
        facts = [entry.fact for entry in clinic.history.about(self._person)] if clinic and self._person else []
        return [
            {"key": one.value, "label": word(one), "current": medical_leave(facts, Whom(to=one)).value}
            for one in Recipient
        ]

    @Slot(str, str)
    def say(self, recipient: str, leave: str) -> None:
        """They were asked, and said so."""
        fact = MedicalLeaveGiven(recipient=Recipient(recipient), leave=Leave(leave))
        self._form.attempt(lambda: self._write(fact), self.changed.emit)

    def show(self, person: UUID | None) -> None:
        """Another person's is shown."""
        self._person = person
        self._form.clear()
        self.changed.emit()

    def look(self) -> None:
        """The core changed."""
        self.changed.emit()

    async def _write(self, fact: MedicalLeaveGiven) -> None:
        if self._app.clinic is None:
            raise Refusal("app.locked")
        await self._app.clinic.write([Part(fact=fact, about=self._person)])
        await meanwhile.tell_leave(self._app.clinic, self._app.session)
