"""Of a session on the board: who was expected and did not come, and why; and the list of the room, kept by the clinic."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject

from facilitator_app import agenda
from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.readiness_words import room_matter
from facilitator_app.record.agenda import Expected, RoomListKept
from facilitator_app.record.entry import Fact, Part
from facilitator_app.record.names import called_in_clinic
from facilitator_app.record.readiness import ROOM_LIST
from facilitator_app.session import Session
from facilitator_app.set_board import SetBoard
from facilitator_app.text import catalogue, render
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class RoomListView(QObject):
    """``asked`` is empty, "list", or the person of whom it is asked why they did not come."""

    changed = Signal()
    opened = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._asked = ""
        self._session: Session | SetBoard | None = None
        self._deaf: Callable[[], None] = lambda: None
        self._unsaved = KeptText(app, "room_list/", self)
        self._form = Form(app.faults, "the room's list", ("matter", "matters", "reason"), self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property(KeptText, constant=True)
    def unsaved(self) -> KeptText:
        """What is typed and not yet written down."""
        return self._unsaved

    @Property(str, notify=changed)
    def typed_into(self) -> str:
        """What it is kept by: of the list, or of somebody at this session; empty while nothing is asked."""
        return (
            f"{self._session.scope}/{self._asked}" if self._session and self._asked not in ("", "list") else self._asked
        )

    @Property(str, notify=changed)
    def asked(self) -> str:
        """What is asked now."""
        return self._asked

    @Property(str, notify=changed)
    def title(self) -> str:
        """What the sheet is about."""
        if self._asked == "list":
            return render("readiness_ui.room_list")
        return next((str(one["text"]) for one in self.missed if one["id"] == self._asked), "")

    @Property(str, notify=opened)
    def text(self) -> str:
        """The list, a line for each matter; why somebody did not come is not known before."""
        if self._asked != "list":
            return ""
        return "\n".join(room_matter(one, catalogue()) for one in self.matters())

    @Property("QVariantList", notify=changed)
    def missed(self) -> list[dict[str, str]]:
        """Who was expected and did not come, or will not: id, name, why."""
        session, clinic = self._session, self._app.clinic
        if session is None or clinic is None:
            return []
        state = clinic.state
        if isinstance(session, SetBoard):
            found = agenda.away(state, session.scope)
        else:
            found = agenda.missed(state, session.scope, session.state.people.keys())
        names = called_in_clinic((id for id, _ in found), state.participants)
        return [{"id": str(id), "text": names[id], "note": why} for id, why in found if id in names]

    def follow(self, session: Session | SetBoard | None) -> None:
        """The board is of this session."""
        self._deaf()
        self._session = session
        self._deaf = session.listen(lambda _: self.changed.emit()) if isinstance(session, SetBoard) else lambda: None

    def matters(self) -> tuple[str, ...]:
        """What the clinic looks at in its room."""
        return self._app.clinic.state.agenda.room if self._app.clinic else ROOM_LIST

    @Slot(str)
    def ask(self, what: str) -> None:
        """Ask for the list, or why somebody did not come."""
        self._asked = what
        self._form.clear()
        self.changed.emit()
        self.opened.emit()

    @Slot()
    def shut(self) -> None:
        """Ask nothing; what was typed is kept for the next time."""
        self._unsaved.keep()
        self._asked = ""
        self.changed.emit()

    @Slot(str)
    def keep(self, typed: str) -> None:
        """Keep the list, or the reason."""
        asked, session, form = self._asked, self._session, self.typed_into

        def done() -> None:
            self._unsaved.drop(form)
            self.shut()

        if asked == "list":
            self._form.attempt(lambda: self._write(self._list(typed), None), done)
        elif session is not None:
            missed = not isinstance(session, SetBoard)
            why = Expected(session=session.scope, coming=False, missed=missed, reason=typed.strip())
            self._form.attempt(lambda: self._write(why, UUID(asked)), done)

    def _list(self, typed: str) -> RoomListKept:
        """The list as it was typed; what ships is known again by its word."""
        keys = {room_matter(key, catalogue()): key for key in ROOM_LIST}
        lines = [line.strip() for line in typed.splitlines() if line.strip()]
        return RoomListKept(matters=tuple(keys.get(line, line) for line in lines))

    async def _write(self, fact: Fact, about: UUID | None) -> None:
        if self._app.clinic is None:
            raise Refusal("app.locked")
        await self._app.clinic.write([Part(fact=fact, about=about)])
