"""A version of a group's paper signed on the screen: its text, who signs, a field for the hand or the typed name.

What is drawn is held by the field alone until it is signed, and goes nowhere but into the record.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject

from facilitator_app import session_ends
from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Part
from facilitator_app.record.groups import Group, GroupPaper, PaperSigned, Version
from facilitator_app.record.ink import Ink
from facilitator_app.text import render
from facilitator_app.ui.drawn import InkField
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class PaperSigning(QObject):
    """One paper of one person at a time.  ``opened``: the field is to be empty now; ``signed``: it is on the record."""

    changed = Signal()
    opened = Signal()
    signed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._group: UUID | None = None
        self._person: UUID | None = None
        self._paper = GroupPaper.CONFIDENTIALITY
        self._version: Version | None = None
        self._types = False
        self._form = Form(app.faults, "sign a paper", ("ink", "typed"), self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether somebody is signing."""
        return self._version is not None and self._app.clinic is not None

    @Property(str, notify=changed)
    def title(self) -> str:
        """Which version of which paper."""
        told = render("told.paper", paper=self._paper, version=self._version.number) if self._version else ""
        return told[:1].upper() + told[1:]

    @Property(str, notify=changed)
    def text(self) -> str:
        """What is signed."""
        return self._version.text if self._version else ""

    @Property(str, notify=changed)
    def name(self) -> str:
        """Who signs."""
        told = self._app.clinic_state().participants.get(self._person) if self.open and self._person else None
        return told.told.legal_name or told.told.preferred_name if told else ""

    @Property(str, notify=changed)
    def witness(self) -> str:
        """Who of the team is there, in words."""
        here = self._app.at_screen
        return render("ink.before", name=here.name) if here else ""

    @Property(bool, notify=changed)
    def types(self) -> bool:
        """Whether the name is typed instead of drawn."""
        return self._types

    @Slot(str, str, str)
    def begin(self, group: str, paper: str, person: str) -> None:
        """Somebody is to sign the version that holds now."""
        known = self._app.clinic.state.groups.get(UUID(group)) if self._app.clinic else None
        if known is not None:
            self.begin_with(known, GroupPaper(paper), UUID(person))

    def begin_with(self, group: Group, paper: GroupPaper, person: UUID) -> None:
        """The same of a group that is at hand."""
        self._group, self._person, self._paper, self._version = group.id, person, paper, group.current(paper)
        self._types = False
        self._form.clear()
        self.changed.emit()
        self.opened.emit()

    @Slot()
    def turn(self) -> None:
        """The name is typed, or drawn after all."""
        self._types = not self._types
        self._form.clear()
        self.changed.emit()

    @Slot(InkField)
    def sign(self, field: InkField) -> None:
        """What is drawn in the field is their name."""
        try:
            ink = field.drawing()
        except Refusal as refusal:
            self._form.refuse(refusal)
            return
        self._form.attempt(lambda: self._sign(ink, ""), self._signed)

    @Slot(str)
    def sign_typed(self, name: str) -> None:
        """They typed their name."""
        self._form.attempt(lambda: self._sign(None, name.strip()), self._signed)

    @Slot()
    def close(self) -> None:
        """Nobody signs."""
        self._version, self._person = None, None
        self._form.clear()
        self.changed.emit()
        self.opened.emit()

    @Slot()
    def look(self) -> None:
        """The core changed: once locked, nobody signs."""
        if self._app.clinic is None and self._version is not None:
            self.close()

    async def _sign(self, ink: Ink | None, typed: str) -> None:
        clinic, here, version = self._app.clinic, self._app.at_screen, self._version
        if clinic is None or here is None or version is None or self._group is None:
            raise Refusal("app.locked")
        fact = PaperSigned(
            group=self._group,
            paper=self._paper,
            version=version.number,
            witness=here.id,
            witness_name=here.name,
            ink=ink,
            typed=typed,
        )
        await clinic.write([Part(fact=fact, about=self._person)])
        await session_ends.tell_agreed(clinic, self._app.session)

    def _signed(self) -> None:
        self.close()
        self.signed.emit()
