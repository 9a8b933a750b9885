"""What a person comes with, in their own words: intention, goals, fears, themes, parts, wishes; and what was before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.entry import Part
from facilitator_app.record.people import PersonTold
from facilitator_app.record.preparation import WishMatter, WishTold, preparation
from facilitator_app.text import render
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

INTENTION = "intention"
MATTERS = (INTENTION, *(matter.value for matter in WishMatter))


@QmlElement
@QmlUncreatable("made by the program")
class HopesView(QObject):
    """Of the person that is shown.  ``opened``: the fields are to show ``values``; ``typed``: a letter more or less."""

    changed = Signal()
    opened = Signal()
    typed = Signal()

    def __init__(self, app: App, kept: KeptText, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._kept = kept
        self._person: UUID | None = None
        self._form = Form(app.faults, "what a person comes with", MATTERS, self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property("QVariantMap", notify=opened)
    def values(self) -> dict[str, str]:
        """What the fields hold: what was said last, and over it what was typed and not yet kept."""
        return self._known() | self._kept.of(self._key)

    @Property(bool, notify=typed)
    def has_draft(self) -> bool:
        """Whether something was typed that is not on the record."""
        return bool(self._otherwise())

    @Property("QVariantList", notify=changed)
    def history(self) -> list[dict[str, str]]:
        """What was said when, the latest first: of which matter, when and who wrote it down, and the words."""
        zone = ZoneInfo(self._app.clinic.state.zone if self._app.clinic else "UTC")
        told = sorted(self._said(), key=lambda one: one[0], reverse=True)
        return [
            {
                "head": render("beforehand.said", zone=zone, matter=render(f"beforehand.{key}"), at=at, name=name),
                "text": text or render("beforehand.taken_back"),
            }
            for at, name, key, text in told
        ]

    @Slot(str, str)
    def type(self, matter: str, text: str) -> None:
        """What stands in a field now."""
        self._kept.type(self._key, matter, text)
        self.typed.emit()

    @Slot()
    def keep(self) -> None:
        """Write down what is otherwise now."""
        self._form.attempt(self._keep, self._was_kept)

    def show(self, person: UUID | None) -> None:
        """Another person's are shown."""
        self._person = person
        self._form.clear()
        self._tell()

    def look(self) -> None:
        """The core changed."""
        self.changed.emit()

    def _tell(self) -> None:
        self.changed.emit()
        self.opened.emit()
        self.typed.emit()

    def _known(self) -> dict[str, str]:
        clinic, person = self._app.clinic, self._person
        known = clinic.state.participants.get(person) if clinic and person else None
        if clinic is None or known is None or person is None:
            return dict.fromkeys(MATTERS, "")
        wishes = preparation(clinic.history.about(person))
        return {INTENTION: known.told.intention} | {matter.value: wishes.wish(matter) for matter in WishMatter}

    def _otherwise(self) -> dict[str, str]:
        known = self._known()
        typed = self._kept.of(self._key)
        return {key: text.strip() for key, text in typed.items() if key in known and text.strip() != known[key]}

    def _said(self) -> Iterator[tuple[datetime, str, str, str]]:
        """When, written by whom, of which matter, and the words."""
        clinic = self._app.clinic
        for entry in clinic.history.about(self._person) if clinic and self._person else ():
            by = self._app.clinic_state().staff.get(entry.recorded_by) if entry.recorded_by else None
            name, fact = by.name if by else "", entry.fact
            if isinstance(fact, WishTold):
                yield entry.observed_at, name, fact.matter.value, fact.text
            elif isinstance(fact, PersonTold | ParticipantAdded) and (fact.intention or _takes_back(fact)):
                yield entry.observed_at, name, INTENTION, fact.intention or ""

    @property
    def _key(self) -> str:
        return f"{self._person}/hopes"

    async def _keep(self) -> None:
        if self._app.clinic is None:
            raise Refusal("app.locked")
        parts = []
        for key, text in self._otherwise().items():
            fact = PersonTold(intention=text) if key == INTENTION else WishTold(matter=WishMatter(key), text=text)
            parts.append(Part(fact=fact, about=self._person))
        if not parts:
            raise Refusal("clinic.nothing_changed")
        await self._app.clinic.write(parts)

    def _was_kept(self) -> None:
        self._kept.drop(self._key)
        self._tell()


def _takes_back(fact: PersonTold | ParticipantAdded) -> bool:
    """Whether the intention that was told is taken back with this line."""
    return isinstance(fact, PersonTold) and fact.intention == ""
