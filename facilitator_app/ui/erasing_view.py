"""A whole person erased at the window: what it comes to, who asks and why, and a second person's own secret.

Every rule is the record's; that copies made before keep the key for a while is said before anybody confirms.
"""

from __future__ import annotations

from collections.abc import Coroutine, Mapping
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app import erasure
from facilitator_app.app import App
from facilitator_app.clinic import Clinic
from facilitator_app.copies import stays_until
from facilitator_app.faults import Refusal
from facilitator_app.record.retention import ErasureCalledOff
from facilitator_app.text import render, say
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class ErasingView(QObject):
    """Of the person whose record is open."""

    changed = Signal()
    erased = Signal(int)

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._person: UUID | None = None
        self._standing: erasure.Standing | None = None
        self._said = ""
        self._form = Form(app.faults, "an erasure", ("reason", "sign_in", "passphrase", "alone"), self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused, by field."""
        return self._form

    @Property(str, notify=changed)
    def said(self) -> str:
        """What was done last."""
        return self._said

    @Property(str, notify=changed)
    def in_the_way(self) -> str:
        """Why the person cannot be erased today, or empty."""
        clinic, person, found = self._app.clinic, self._person, self._standing
        if clinic is None or person is None or found is None:
            return ""
        try:
            erasure.may(clinic, person, found, clinic.today)
        except Refusal as refusal:
            return say(refusal)
        return ""

    @Property(str, notify=changed)
    def asked(self) -> str:
        """Who asked for the erasure and why, or empty."""
        clinic = self._app.clinic
        asked = clinic.state.keeping.asked.get(self._person) if clinic and self._person else None
        if clinic is None or asked is None:
            return ""
        by = clinic.state.staff[asked.by].name if asked.by in clinic.state.staff else ""
        return render("record_ui.asked", name=by, day=f"{asked.at:%Y-%m-%d}", reason=asked.reason)

    @Property(bool, notify=changed)
    def needs_second(self) -> bool:
        """Whether somebody else of the team is there to confirm it."""
        clinic = self._app.clinic
        asked = clinic.state.keeping.asked.get(self._person) if clinic and self._person else None
        return clinic is not None and bool(erasure.others(clinic, asked.by if asked else None))

    @Property(str, notify=changed)
    def comes_to(self) -> str:
        """What an erasure would come to: what goes, what stays, and how long older copies have it still."""
        found, clinic = self._standing, self._app.clinic
        if found is None or clinic is None:
            return ""
        zone, until = ZoneInfo(clinic.state.zone), stays_until(self._app.clock.now())
        return render("record_ui.comes_to", zone=zone, lines=found.held.lines if found.held else 0, until=until)

    @Slot(str)
    def ask(self, reason: str) -> None:
        """Ask that the person be erased."""
        self._do(self._ask(reason.strip()), "record_ui.was_asked")

    @Slot()
    def call_off(self) -> None:
        """They are not to be erased after all."""
        person = self._person
        if person is not None:
            self._do(self._call_off(person), "record_ui.called_off")

    @Slot("QVariantMap")
    def confirm(self, typed: Mapping[str, Any]) -> None:
        """The second person confirms it by their sign-in and passphrase, or the one who is alone says why."""
        self._form.attempt(lambda: self._confirm(typed))

    def show(self, person: UUID, standing: erasure.Standing) -> None:
        """Look at a person, of whom that much is known."""
        self._person, self._standing, self._said = person, standing, ""
        self.changed.emit()

    def leave(self) -> None:
        """Look at nobody."""
        self._person, self._standing, self._said = None, None, ""
        self._form.clear()

    # ------------------------------------------------------------ how
    def _do(self, work: Coroutine[Any, Any, object], said: str) -> None:
        if self._form.busy:
            work.close()
            return
        self._form.attempt(lambda: work, lambda: self._done(said))

    def _done(self, said: str) -> None:
        self._said = render(said)
        self.changed.emit()

    async def _ask(self, reason: str) -> None:
        clinic, journal, person = self._at_hand()
        await erasure.ask(journal, clinic, person, reason)

    async def _call_off(self, person: UUID) -> None:
        clinic, _, _ = self._at_hand()
        await clinic.note(ErasureCalledOff(person=person))

    async def _confirm(self, typed: Mapping[str, Any]) -> None:
        clinic, journal, person = self._at_hand()
        second = None
        if self.needs_second:
            second = clinic.who_comes(self._app.door.knock(str(typed["sign_in"]), str(typed["passphrase"])).account)
        lines = await erasure.confirm(journal, clinic, person, second, str(typed["alone"]))
        await self._app.copies.take(journal)
        if isValid(self):  # or the window has gone meanwhile
            self.erased.emit(lines)

    def _at_hand(self) -> tuple[Clinic, Any, UUID]:
        if self._app.clinic is None or self._app.journal is None or self._person is None:
            raise Refusal("app.locked")
        return self._app.clinic, self._app.journal, self._person
