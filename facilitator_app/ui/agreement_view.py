"""What somebody in a group's session has not accepted of the group's papers; that they accept it now, before who is there."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject

from facilitator_app import session_ends
from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.readiness import group_of
from facilitator_app.record.entry import Part
from facilitator_app.record.groups import AcceptedHow, Group, GroupPaper, PaperAccepted, Version
from facilitator_app.session import Session
from facilitator_app.set_board import SetBoard
from facilitator_app.text import render
from facilitator_app.ui.notices import Form
from facilitator_app.ui.paper_signing import PaperSigning
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class AgreementView(QObject):
    """Of the person whose agreement is open on the board; of nobody when another matter is."""

    changed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._person: UUID | None = None
        self._session: Session | SetBoard | None = None
        self._form = Form(app.faults, "accept the papers of a group", (), self)
        self._signing = PaperSigning(app, self)
        self._deaf: Callable[[], None] = app.clinic.listen(self.changed.emit) if app.clinic else lambda: None

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property(PaperSigning, constant=True)
    def signing(self) -> PaperSigning:
        """One of them that is signed on the screen."""
        return self._signing

    @Property("QVariantList", notify=changed)
    def lacking(self) -> list[dict[str, str]]:
        """The versions that hold now and that the person has not accepted: which, and what they say."""
        return [
            {"key": paper.value, "head": render("told.paper", paper=paper, version=now.number), "text": now.text}
            for paper, now in self._lacking()
        ]

    @Property(bool, notify=changed)
    def is_known(self) -> bool:
        """Whether the group's papers say how it stands, so that it is not told here."""
        group = self.group()
        return group is not None and self._person is not None and group.asks(self._person)

    @Slot()
    def accept(self) -> None:
        """The person accepts them now, before who is at the screen."""
        self._form.attempt(self._accept, self.changed.emit)

    @Slot(str)
    def sign(self, paper: str) -> None:
        """The person signs one of them on the screen."""
        group, person = self.group(), self._person
        if group is not None and person is not None:
            self._signing.begin_with(group, GroupPaper(paper), person)

    def group(self) -> Group | None:
        """The group whose session the board is of."""
        clinic, session = self._app.clinic, self._session
        if clinic is None or session is None:
            return None
        if isinstance(session, SetBoard):
            return group_of(clinic.state, session.state)
        return session_ends.group_of(clinic, session)

    def follow(self, session: Session | SetBoard | None) -> None:
        """The board is of this session."""
        self._session = session

    def show(self, person: UUID | None) -> None:
        """The agreement of this person is open now, or of nobody."""
        self._person = person
        self._form.clear()
        self._signing.close()
        self.changed.emit()

    def close(self) -> None:
        """Hear nothing more."""
        self._deaf()

    def _lacking(self) -> list[tuple[GroupPaper, Version]]:
        group = self.group()
        if group is None or self._person is None:
            return []
        return [(paper, now) for paper in group.lacking(self._person) if (now := group.current(paper)) is not None]

    async def _accept(self) -> None:
        clinic, here, group, person = self._app.clinic, self._app.at_screen, self.group(), self._person
        if clinic is None or here is None or group is None:
            raise Refusal("app.locked")
        await clinic.write(
            [
                Part(
                    fact=PaperAccepted(
                        group=group.id,
                        paper=paper,
                        version=now.number,
                        how=AcceptedHow.WITNESSED,
                        witness=here.id,
                        witness_name=here.name,
                    ),
                    about=person,
                )
                for paper, now in self._lacking()
            ]
        )
        await session_ends.tell_agreed(clinic, self._app.session)
