"""The sheet on which it is told what was found when somebody's clearance was looked at again; the words typed are kept."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from facilitator_app.record.leaving import ClearanceLookedAt
from facilitator_app.record.roles import Act, word_counts
from facilitator_app.text import render, word
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.names import called
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

if TYPE_CHECKING:
    from facilitator_app.app import App
    from facilitator_app.record.state import Person
    from facilitator_app.session import Session

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class LookAgainView(QObject):
    """Whose clearance a dose that was told later opened again, in the session that is on screen, and what was found.

    ``opened``: the fields are to show what was typed before.
    """

    changed = Signal()
    people_changed = Signal()
    opened = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._open = False
        self._asked = ""
        self._rows: list[dict[str, object]] = []
        self._kept = KeptText(app, "look_again/", self)
        self._kept.came.connect(self.opened)
        self._form = Form(app.faults, "look again", ("text",), self)
        self._form.changed.connect(self.changed)  # the form has no parent: a try may outlast the screen

    def refresh(self) -> None:
        """The session, or who is at the screen, is another now."""
        rows = [self._row(person) for person in self._people()]
        if rows != self._rows:  # else a field would be made anew under somebody's hand
            self._rows = rows
            self.people_changed.emit()
        self.changed.emit()

    # ------------------------------------------------------------ what is shown
    @Property(bool, notify=changed)
    def is_open(self) -> bool:
        """Whether the sheet lies over the review."""
        return self._open

    @Property(bool, notify=changed)
    def is_there(self) -> bool:
        """Whether anybody's clearance was open again at all."""
        return bool(self._rows)

    @Property(str, notify=changed)
    def standing(self) -> str:
        """What the button that opens the sheet says: how many wait, or that everybody was looked at."""
        waiting = sum(bool(row["waits"]) for row in self._rows)
        return render("look_again.waits", count=waiting) if waiting else render("look_again.none_waits")

    @Property(bool, notify=changed)
    def may(self) -> bool:
        """Whether the word of who is at the screen counts for it."""
        who = self._session.at_screen if self._session else None
        return who is not None and word_counts(who.roles, Act.CLEARANCE)

    @Property("QVariantList", notify=people_changed)
    def people(self) -> list[dict[str, object]]:
        """Everybody it is about, by seat: whether it waits, why, what was found."""
        return list(self._rows)

    @Property(str, notify=changed)
    def asked(self) -> str:
        """Whom the last try was about: what was refused stands there."""
        return self._asked

    @Property(Form, constant=True)
    def form(self) -> Form:
        """The last try."""
        return self._form

    @Slot(str, result=str)
    def typed(self, person: str) -> str:
        """What was typed about somebody and is not on the record."""
        return self._kept.of(self._key(person)).get("text", "")

    # ------------------------------------------------------------- what is done
    @Slot()
    def open(self) -> None:
        """Lay the sheet over the review."""
        self._open = True
        self._kept.enter()
        self._form.clear()
        self.changed.emit()
        self.opened.emit()

    @Slot()
    def close(self) -> None:
        """Take the sheet away; what was typed is kept."""
        self._kept.keep()
        self._open = False
        self.changed.emit()

    @Slot(str, str)
    def type(self, person: str, text: str) -> None:
        """Keep what is typed about somebody."""
        self._kept.type(self._key(person), "text", text)

    @Slot(str, bool, str)
    def answer(self, person: str, stands: bool, text: str) -> None:
        """It held all the same, or it did not; what was found and done is told with it."""
        key = self._key(person)
        self._asked = person
        self._form.attempt(lambda: self._answered(UUID(person), stands, text.strip()), lambda: self._kept.drop(key))

    def _answered(self, person: UUID, stands: bool, text: str) -> Coroutine[Any, Any, object]:
        session = self._app.session
        assert session is not None  # or nobody was shown
        out = session.state.people[person].out
        assert out is not None  # or they were not listed
        assert out.reopened is not None  # likewise
        return session.write(ClearanceLookedAt(reopened=out.reopened, stands=stands, text=text), [person])

    # -------------------------------------------------------------- reading
    @property
    def _session(self) -> Session | None:
        return self._app.session

    def _people(self) -> list[Person]:
        state = self._session.state if self._session else None
        there = state.in_seat_order if state is not None else ()
        return [person for person in there if person.out is not None and person.out.reopened is not None]

    def _row(self, person: Person) -> dict[str, object]:
        out = person.out
        assert self._session is not None  # or nobody was shown
        assert out is not None  # or they were not listed
        state, zone = self._session.state, ZoneInfo(self._session.state.zone)
        dose = max((dose.at for dose in person.doses), default=out.at)
        found = out.looked
        told = render("look_again.found", zone=zone, at=found.at, name=state.staff_name(found.by)) if found else ""
        return {
            "key": str(person.id),
            "who": render("room_ui.whom", seat=person.seat, name=called(person, state)),
            "said": word(out.said),
            "why": render("look_again.why", zone=zone, cleared=out.at, dose=dose),
            "waits": out.look_again,
            "told": told,
            "text": found.text if found else "",
        }

    def _key(self, person: str) -> str:
        return f"{self._session.scope if self._session else ''}/{person}"
