"""A text signed on the screen: what it says, who signs, a field for the hand or the typed name.

What is drawn is held by the field alone until it is signed, and goes nowhere but into the record.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import QObject

from facilitator_app import session_ends
from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Part
from facilitator_app.record.groups import Group, GroupPaper, PaperSigned
from facilitator_app.record.ink import Ink
from facilitator_app.session import Who
from facilitator_app.text import render
from facilitator_app.ui.drawn import InkField
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


class ToSign(NamedTuple):
    """What is signed, by whom, and how it is written down: before whom, as strokes or as the typed name."""

    title: str
    text: str
    person: UUID
    write: Callable[[Who, Ink | None, str], Awaitable[None]]


@QmlElement
@QmlUncreatable("made by the program")
class PaperSigning(QObject):
    """One text of one person at a time.  ``opened``: the field is to be empty now; ``signed``: it is on the record."""

    changed = Signal()
    opened = Signal()
    signed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._what: ToSign | None = None
        self._types = False
        self._form = Form(app.faults, "sign a paper", ("ink", "typed"), self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether somebody is signing."""
        return self._what is not None and self._app.clinic is not None

    @Property(str, notify=changed)
    def title(self) -> str:
        """What it is: which version of which paper, or the consent for a session."""
        told = self._what.title if self._what else ""
        return told[:1].upper() + told[1:]

    @Property(str, notify=changed)
    def text(self) -> str:
        """What is signed."""
        return self._what.text if self._what else ""

    @Property(str, notify=changed)
    def name(self) -> str:
        """Who signs."""
        told = self._app.clinic_state().participants.get(self._what.person) if self.open and self._what else None
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
        """Somebody is to sign the version of a group's paper that holds now."""
        known = self._app.clinic.state.groups.get(UUID(group)) if self._app.clinic else None
        if known is not None:
            self.begin_with(known, GroupPaper(paper), UUID(person))

    def begin_with(self, group: Group, paper: GroupPaper, person: UUID) -> None:
        """The same of a group that is at hand."""
        version = group.current(paper)
        if version is None:
            return
        number = version.number

        async def write(here: Who, ink: Ink | None, typed: str) -> None:
            fact = PaperSigned(
                group=group.id,
                paper=paper,
                version=number,
                witness=here.id,
                witness_name=here.name,
                ink=ink,
                typed=typed,
            )
            assert self._app.clinic is not None  # or nothing is signed
            await self._app.clinic.write([Part(fact=fact, about=person)])
            await session_ends.tell_agreed(self._app.clinic, self._app.session)

        self.begin_of(ToSign(render("told.paper", paper=paper, version=number), version.text, person, write))

    def begin_of(self, what: ToSign) -> None:
        """Somebody is to sign this."""
        self._what, self._types = what, False
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
        self._what = None
        self._form.clear()
        self.changed.emit()
        self.opened.emit()

    @Slot()
    def look(self) -> None:
        """The core changed: once locked, nobody signs."""
        if self._app.clinic is None and self._what is not None:
            self.close()

    async def _sign(self, ink: Ink | None, typed: str) -> None:
        here, what = self._app.at_screen, self._what
        if self._app.clinic is None or here is None or what is None:
            raise Refusal("app.locked")
        if ink is None and not typed:
            raise Refusal("ink.empty", field="ink")
        await what.write(here, ink, typed)

    def _signed(self) -> None:
        self.close()
        self.signed.emit()
