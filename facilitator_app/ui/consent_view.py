"""Consent for a session given otherwise than by a word: signed on the screen, on paper with a scan, or before a witness.

What is said in one touch is told with the other matters of the board; what is given here stands in the same line.
"""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app import consents, readiness_words
from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.record import in_the_way
from facilitator_app.record.ink import Ink
from facilitator_app.record.readiness import Answer, ConsentGiven, Matter
from facilitator_app.session import Session, Who
from facilitator_app.set_board import SetBoard
from facilitator_app.text import catalogue, render, word
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.notices import Form
from facilitator_app.ui.paper_scanning import PaperScanning
from facilitator_app.ui.paper_shown import Once, PaperShown
from facilitator_app.ui.paper_signing import PaperSigning, ToSign
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class ConsentView(QObject):
    """Of the person whose consent is open on the board; of nobody when another matter is.  ``given``: it is on the record."""

    changed = Signal()
    given = Signal()

    def __init__(self, app: App, signing: PaperSigning, files: FilePicker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app, self._signing = app, signing
        self._person: UUID | None = None
        self._session: Session | SetBoard | None = None
        self._form = Form(app.faults, "consent for a session", (), self)
        self._scanning = PaperScanning(app, files, self)
        self._scanning.kept.connect(self.given)
        self._shown = PaperShown(app, self)
        self._deaf = app.listen(self._look)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property(PaperScanning, constant=True)
    def scanning(self) -> PaperScanning:
        """The scan of a paper that they signed."""
        return self._scanning

    @Property(PaperShown, constant=True)
    def shown(self) -> PaperShown:
        """What was signed, shown again."""
        return self._shown

    @Property(str, notify=changed)
    def person(self) -> str:
        """Whose consent is open, by id; empty while nobody's is."""
        return str(self._person) if self._person is not None and self._session is not None else ""

    @Property(bool, notify=changed)
    def asked(self) -> bool:
        """Whether the programme asks that it is given so, and saying it is not enough."""
        return self._session is not None and in_the_way.asks_to_sign(self._session.state)

    @Property(str, notify=changed)
    def text(self) -> str:
        """What is agreed to: the programme's words, or that one takes part."""
        return consents.words_of(self._session.state, catalogue()) if self._session else ""

    @Property(str, notify=changed)
    def witness(self) -> str:
        """The words of the button by which who is at the screen hears it."""
        return render("consent.witness", name=self._app.at_screen.name) if self._app.at_screen else ""

    @Property(bool, notify=changed)
    def shows(self) -> bool:
        """Whether what they signed is kept."""
        told = self._told()
        return told is not None and told.given is not None and told.given.shows

    @Property(bool, notify=changed)
    def is_given(self) -> bool:
        """Whether they consented in one of these ways to what is agreed to now, and did not take it back."""
        return self._session is not None and in_the_way.is_given(self._session.state, self._told())

    @property
    def ways(self) -> list[dict[str, str]]:
        """How it is told in one touch: said to who is at the screen; in none where the programme asks for more."""
        here = self._app.at_screen
        return [] if self.asked or here is None else [{"key": "", "text": render("consent.said", name=here.name)}]

    # ------------------------------------------------------------ what people do
    @Slot()
    def sign(self) -> None:
        """They sign on the screen."""
        if self._person is not None and self.text:
            write = partial(self._signed, self._person)
            self._signing.begin_of(ToSign(word(Matter.CONSENT), self.text, self._person, write))

    @Slot()
    def hear(self) -> None:
        """They agree aloud, before who is at the screen."""
        self._form.attempt(self._heard, self.given.emit)

    @Slot()
    def keep(self) -> None:
        """The pages that were chosen are what they signed."""
        self._scanning.keep_as(self._scanned)

    @Slot()
    def show_again(self) -> None:
        """Look at what they signed."""
        if self._person is not None:
            self._shown.show_of(self._person, self._once)

    # ------------------------------------------------------------ how
    def follow(self, session: Session | SetBoard | None) -> None:
        """The board is of this session."""
        self._session = session

    def show(self, person: UUID | None) -> None:
        """The consent of this person is open now, or of nobody."""
        if person != self._person:
            self._scanning.put_away()
        self._person = person
        self._form.clear()
        self.changed.emit()

    def close(self) -> None:
        """Hear nothing more."""
        self._deaf()

    def _look(self) -> None:
        for part in (self._scanning, self._shown):
            part.look()
        self.changed.emit()

    def _told(self) -> Answer | None:
        there = self._session.state.people if self._session else {}
        known = there.get(self._person) if self._person else None
        return known.readiness.told.get(Matter.CONSENT) if known is not None else None

    def _once(self) -> list[Once]:
        told = self._told()
        if told is None or told.given is None:
            return []
        text = readiness_words.given(told.given, catalogue())
        return [Once(key="told", text=text, at=told.at, ink=told.given.ink, scan=told.given.scan)]

    async def _heard(self) -> None:
        if self._person is None:
            raise Refusal("app.locked")
        await self._give(self._person)

    async def _signed(self, person: UUID, here: Who, ink: Ink | None, typed: str) -> None:
        await self._give(person, ink=ink, typed=typed)
        if isValid(self):
            self.given.emit()

    async def _scanned(self, person: UUID, pages: tuple[bytes, ...]) -> None:
        await self._give(person, pages=pages)

    async def _give(
        self, person: UUID, *, ink: Ink | None = None, typed: str = "", pages: tuple[bytes, ...] = ()
    ) -> None:
        here, clinic, journal, session = self._app.at_screen, self._app.clinic, self._app.journal, self._session
        if here is None or clinic is None or journal is None or session is None:
            raise Refusal("app.locked")
        told = ConsentGiven(text=self.text, witness=here.id, witness_name=here.name, ink=ink, typed=typed)
        await consents.give(clinic, journal, session, person, told, pages)
