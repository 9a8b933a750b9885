"""What each programme wants after its sessions: the call on the next day, and on which days a contact."""

from __future__ import annotations

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.record.entry import whole_number
from facilitator_app.record.integration import AfterKept
from facilitator_app.text import render
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class WishesView(QObject):
    """One programme at a time; what is kept holds for the sessions that are over, too."""

    changed = Signal()
    opened = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._programme = ""
        self._call = True
        self._said = ""
        self._unsaved = KeptText(app, "wishes/", self)
        self._unsaved.came.connect(self._fill)
        self._form = Form(app.faults, "what a programme wants after a session", ("follow_up_days",), self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property(KeptText, constant=True)
    def unsaved(self) -> KeptText:
        """What is half-typed of each programme's wishes."""
        return self._unsaved

    @Property("QVariantList", notify=changed)
    def programmes(self) -> list[dict[str, str]]:
        """The programmes that sessions are held by; while there is none, all."""
        there = list(self._app.clinic.state.programmes.values()) if self._app.clinic else []
        usable = [one for one in there if one.is_usable]
        return [{"key": one.key, "text": one.name} for one in usable or there]

    @Property(str, notify=changed)
    def programme(self) -> str:
        """The one whose wishes are shown."""
        return self._programme

    @Property(bool, notify=changed)
    def call(self) -> bool:
        """Whether it wants the call on the next day."""
        return self._call

    @Property(str, notify=opened)
    def days(self) -> str:
        """The days after the session on which it wants a contact, as they are kept."""
        return ", ".join(str(day) for day in self._kept().follow_up_days)

    @Property(str, notify=changed)
    def said(self) -> str:
        """That it was kept."""
        return self._said

    @Slot(str)
    def show(self, programme: str) -> None:
        """Show a programme's wishes."""
        self._programme, self._said = programme, ""
        self._fill()
        self._form.clear()
        self.changed.emit()
        self.opened.emit()

    @Slot()
    def turn_call(self) -> None:
        """A call on the next day, or none."""
        self._call, self._said = not self._call, ""
        self._unsaved.type(self._programme, "call", "yes" if self._call else "no")
        self.changed.emit()

    @Slot()
    def _fill(self) -> None:
        """What was chosen of the call and not kept, else what holds."""
        typed = self._unsaved.of(self._programme).get("call", "")
        self._call = typed == "yes" if typed else self._kept().call
        self.changed.emit()

    @Slot(str)
    def keep(self, days: str) -> None:
        """Keep the wishes as they stand."""
        programme, call = self._programme, self._call
        self._form.attempt(lambda: self._keep(programme, call, days), self._was_kept)

    @Slot()
    def look(self) -> None:
        """The core changed: the first programme is shown once there is one."""
        there = [one["key"] for one in self.programmes]
        if self._programme not in there:
            self.show(there[0] if there else "")
        self.changed.emit()

    def _kept(self) -> AfterKept:
        clinic = self._app.clinic
        kept = clinic.state.after.get(self._programme) if clinic else None
        return kept or AfterKept(programme=self._programme)

    def _was_kept(self) -> None:
        self._said = render("wishes.kept")
        self._unsaved.drop(self._programme)
        self.changed.emit()
        self.opened.emit()

    async def _keep(self, programme: str, call: bool, days: str) -> None:
        if self._app.clinic is None:
            raise Refusal("app.locked")
        parts = [whole_number(part) for part in days.replace(";", ",").split(",") if part.strip()]
        told = tuple(part for part in parts if part is not None)
        if len(told) < len(parts):
            raise Refusal("integration.days", field="follow_up_days", least=2, most=730)
        kept = AfterKept(programme=programme, call=call, follow_up_days=told)
        await self._app.clinic.keep_for_sessions(kept)
