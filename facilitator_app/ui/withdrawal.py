"""A line about a person that was entered in error: asked why, and withdrawn.  What is typed is kept."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject

from facilitator_app import session_ends
from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.record.changes import Voided
from facilitator_app.record.entry import Part
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class Withdrawal(QObject):
    """One line at a time; ``line`` is empty while none is asked about."""

    changed = Signal()

    def __init__(self, app: App, kept: KeptText, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._kept = kept
        kept.came.connect(self.changed)
        self._person: UUID | None = None
        self._line = ""
        self._form = Form(app.faults, "withdraw a line", ("reason",), self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property(str, notify=changed)
    def line(self) -> str:
        """The line that is asked about."""
        return self._line

    @Property(str, notify=changed)
    def reason(self) -> str:
        """What was typed of why."""
        return self._kept.of(self._key).get("reason", "")

    @Slot(str)
    def ask(self, line: str) -> None:
        """It was entered in error: ask why; again: not."""
        self._line = "" if self._line == line else line
        self._form.clear()
        self.changed.emit()

    @Slot(str, str)
    def ask_of(self, person: str, line: str) -> None:
        """The same of a list that holds lines of several people."""
        self._person = UUID(person)
        self.ask(line)

    @Slot(str)
    def type(self, reason: str) -> None:
        """What is typed of why."""
        self._kept.type(self._key, "reason", reason)

    @Slot()
    def withdraw(self) -> None:
        """Withdraw the line that was asked about."""
        if self._line:
            self._form.attempt(self._withdraw, self._done)

    def show(self, person: UUID | None) -> None:
        """The lines of another person are shown."""
        self._person, self._line = person, ""
        self._form.clear()
        self.changed.emit()

    @property
    def _key(self) -> str:
        return f"{self._person}/withdraw/{self._line}"

    async def _withdraw(self) -> None:
        if self._app.clinic is None:
            raise Refusal("app.locked")
        fact = Voided(target=UUID(self._line), reason=self.reason.strip())
        await self._app.clinic.write([Part(fact=fact, about=self._person)])
        await session_ends.tell_agreed(self._app.clinic, self._app.session)

    def _done(self) -> None:
        self._kept.drop(self._key)
        self._line = ""
        self.changed.emit()
