"""Two entries of one person on the screen: which one it is, what of both holds, why; and that they are two after all.

What is chosen and typed is kept until it is on the record.  Every rule is the record's.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app import one_person
from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.medicine_words import kinds_told
from facilitator_app.record.clinic import Participant
from facilitator_app.record.people import are_alike
from facilitator_app.same_person import ASKED, FIGURES, differing, to_write_anew
from facilitator_app.text import catalogue, render
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.notices import Form
from facilitator_app.ui.people_found import PeopleFound, person_row
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.wording import describe

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

SHOWN = 8
"""So many are offered at once; of more a part of a name is typed."""


@QmlElement
@QmlUncreatable("made by the program")
class SamePersonView(QObject):
    """About whoever was asked for.  ``opened``: the fields are to show what is kept; ``joined``: it is on the record.

    ``aimed``: what is asked is otherwise, and not only what is answered, so that the keyboard stays where it is.
    """

    changed = Signal()
    aimed = Signal()
    opened = Signal()
    joined = Signal(str)

    def __init__(self, app: App, found: PeopleFound, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._found = found
        self._person: UUID | None = None
        self._search = ""
        self._apart = ""
        self._form = Form(app.faults, "one person", ("reason",), self)
        self._kept = KeptText(app, "clinic/same/", self)
        self._read = False

    # ------------------------------------------------------------ what is shown
    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused, by field."""
        return self._form

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether it is asked about somebody."""
        return self._here is not None

    @Property(str, notify=changed)
    def title(self) -> str:
        """Of whom it is asked."""
        return render("same_ui.title", name=self._here.told.preferred_name) if self._here else ""

    @Property("QVariantList", notify=changed)
    def offered(self) -> list[dict[str, object]]:
        """Who may be the other entry: those found by what is typed, else those who are much like this one."""
        if self._here is None or self._other is not None:
            return []
        found = self._found.by(self._search) if self._search else self._alike(self._found.by(""))
        return [person_row(one, full=True) for one in found if one.id != self._person][:SHOWN]

    @Property(str, notify=changed)
    def offer(self) -> str:
        """What is offered, or that nobody is."""
        if self._search:
            return "" if self.offered else render("ui.people.none_found")
        return render("same_ui.likely" if self.offered else "same_ui.nobody")

    @Property("QVariantMap", notify=changed)
    def other(self) -> dict[str, object]:
        """The other entry, once it was chosen: id, name and a quieter line; else empty."""
        return person_row(self._other, full=True) if self._other else {}

    @Property("QVariantList", notify=aimed)
    def asked(self) -> list[dict[str, object]]:
        """What both tell and not alike: field, what it is called, and what either says."""
        here, other = self._here, self._other
        return [
            {
                "key": one.field,
                "label": render(f"ui.people.{one.field}" if one.field in FIGURES else f"field.{one.field}"),
                "options": [one.one, one.other],
            }
            for one in (differing(here, other) if here and other else ())
        ]

    @Property("QVariantMap", notify=changed)
    def picked(self) -> dict[str, str]:
        """What was chosen of each of those."""
        return {field: self._typed.get(field, "") for field in ASKED}

    @Property("QVariantList", notify=aimed)
    def standing(self) -> list[dict[str, str]]:
        """What was said before and holds: the line, and in words."""
        clinic = self._app.clinic
        lines = one_person.standing(clinic, self._person) if clinic and self._person else ()
        return [{"id": str(line.id), "text": describe(line.fact, catalogue())} for line in lines]

    @Property(str, notify=aimed)
    def anew(self) -> str:
        """What of the prescriber's holds no more once they are one, in words; or empty."""
        clinic, other = self._app.clinic, self._other
        kinds = to_write_anew(clinic.history, self._person, other.id) if clinic and self._person and other else ()
        return render("same_person.anew", what=kinds_told(kinds, catalogue())) if kinds else ""

    @Property(str, notify=changed)
    def apart(self) -> str:
        """Which of those is to be taken back, or empty."""
        return self._apart

    @Property(str, notify=opened)
    def reason(self) -> str:
        """What was typed of why."""
        return self._typed.get("reason", "")

    # ------------------------------------------------------------ what people do
    @Slot(str)
    @Slot(str, str)
    def ask(self, person: str, other: str = "") -> None:
        """Somebody was entered twice, perhaps as ``other``."""
        self._form.attempt(lambda: self._show(UUID(person), other))

    @Slot()
    def close(self) -> None:
        """Leave it; what was chosen and typed is kept for the next time."""
        self._kept.keep()
        self._aim(None)

    @Slot(str)
    def search(self, text: str) -> None:
        """Offer those of whose names every typed word is a part."""
        self._search = text.strip()
        self.changed.emit()

    @Slot(str)
    def choose(self, other: str) -> None:
        """This is the other entry; empty: another is to be chosen."""
        self._search = ""
        self._form.clear()
        self.type("other", other)
        self.aimed.emit()
        self.changed.emit()

    @Slot(str, str)
    def pick(self, field: str, said: str) -> None:
        """Of a field, this holds."""
        self.type(field, said)
        self.changed.emit()

    @Slot(str, str)
    def type(self, field: str, text: str) -> None:
        """What stands in a field now."""
        self._kept.type(self._key, field, text)

    @Slot(str)
    def ask_apart(self, line: str) -> None:
        """They are two after all: ask why; again: not."""
        self._apart = "" if self._apart == line else line
        self._form.clear()
        self.changed.emit()
        self.opened.emit()

    @Slot()
    def join(self) -> None:
        """It is one person."""
        self._form.has(
            *(str(one["key"]) for one in self.asked), "reason"
        )  # what is asked of neither has no place to say it
        self._form.attempt(self._join, self._done)

    @Slot()
    def part(self) -> None:
        """They are two people."""
        self._form.attempt(self._part, self._done)

    @Slot()
    def look(self) -> None:
        """The core changed: once locked, nothing of anybody is held."""
        if self._app.clinic is None:
            self._kept.forget()
            self._person, self._read, self._search, self._apart = None, False, "", ""
        self.aimed.emit()
        self.changed.emit()

    # ------------------------------------------------------------ how
    @property
    def _here(self) -> Participant | None:
        return self._app.clinic.state.participants.get(self._person) if self._app.clinic and self._person else None

    @property
    def _other(self) -> Participant | None:
        other = self._typed.get("other", "")
        known = self._app.clinic.state.participants.get(UUID(other)) if self._app.clinic and other else None
        return known if known is not None and known.id != self._person else None

    @property
    def _typed(self) -> dict[str, str]:
        return self._kept.of(self._key)

    @property
    def _key(self) -> str:
        return f"{self._person}/{self._apart}"

    def _alike(self, there: Iterable[Participant]) -> list[Participant]:
        mine = _named(self._here) if self._here else {}
        return [one for one in there if one.id != self._person and are_alike(mine, _named(one))]

    async def _show(self, person: UUID, other: str) -> None:
        if not self._read:
            await self._kept.read()
            if not isValid(self):
                return  # the window went meanwhile
            self._read = True
        self._aim(person)
        if other:
            self.choose(other)

    def _aim(self, person: UUID | None) -> None:
        self._person, self._search, self._apart = person, "", ""
        self._form.clear()
        self.aimed.emit()
        self.changed.emit()
        self.opened.emit()

    async def _join(self) -> None:
        clinic, journal, other = self._app.clinic, self._app.journal, self._other
        if clinic is None or journal is None or self._person is None or other is None:
            raise Refusal("app.locked")
        typed = self._typed
        await one_person.join(journal, clinic, self._person, other.id, typed, typed.get("reason", "").strip())

    async def _part(self) -> None:
        clinic, journal = self._app.clinic, self._app.journal
        if clinic is None or journal is None or not self._apart:
            raise Refusal("app.locked")
        await one_person.part(journal, clinic, UUID(self._apart), self.reason.strip())

    def _done(self) -> None:
        person = self._person
        self._kept.drop(self._key)
        self._aim(None)
        self.joined.emit(str(person))


def _named(person: Participant) -> dict[str, str]:
    told = person.told
    return {"preferred_name": told.preferred_name, "legal_name": told.legal_name, "birth_date": told.birth_date}
