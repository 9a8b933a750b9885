"""A person's record as a thing to be kept, handed out and in the end erased: how long it stays, and what holds it.

Every rule is the record's.
"""

from __future__ import annotations

from collections.abc import Coroutine, Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app import erasure, keeping
from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.keeping_words import rule as told_rule
from facilitator_app.record.entry import Fact, whole_number
from facilitator_app.record.looks import View
from facilitator_app.record.retention import HoldLifted, HoldPlaced, RetentionKept
from facilitator_app.record.roles import Act, word_counts
from facilitator_app.text import catalogue, render
from facilitator_app.ui.asking_view import AskingView
from facilitator_app.ui.erasing_view import ErasingView
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

FIELDS = ("years", "minors_until", "source", "reason")
PARTS = ("copy", "corrections", "keeping", "erasing")


@QmlElement
@QmlUncreatable("made by the program")
class RecordView(QObject):
    """The record of whoever was chosen; ``part`` of it is shown."""

    changed = Signal()
    kept = Signal()
    erased = Signal()
    not_yours = Signal(str)

    def __init__(self, app: App, files: FilePicker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._person: UUID | None = None
        self._name = ""
        self._part = PARTS[0]
        self._standing: erasure.Standing | None = None
        self._said = ""
        self._form = Form(app.faults, "a record that is kept", FIELDS, self)
        self._asking = AskingView(app, files, self)
        self._erasing = ErasingView(app, self)
        self._asking.changed.connect(self.changed)
        self._erasing.changed.connect(self.changed)
        self._erasing.erased.connect(self._gone)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused, by field."""
        return self._form

    @Property(AskingView, constant=True)
    def asking(self) -> AskingView:
        """What the person asks of it."""
        return self._asking

    @Property(ErasingView, constant=True)
    def erasing(self) -> ErasingView:
        """How it ends."""
        return self._erasing

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether it is shown."""
        return self._person is not None

    @Property(str, notify=changed)
    def title(self) -> str:
        """Whose it is."""
        return render("record_ui.title", name=self._name)

    @Property("QVariantList", constant=True)
    def parts(self) -> list[dict[str, str]]:
        """What can be shown of it."""
        return [{"key": part, "text": render(f"record_ui.part_{part}")} for part in PARTS]

    @Property(str, notify=changed)
    def part(self) -> str:
        """What is shown of it."""
        return self._part

    @Property(str, notify=changed)
    def said(self) -> str:
        """What was done last."""
        return self._said

    @Property(bool, notify=changed)
    def is_administrator(self) -> bool:
        """Whether who is at the screen may set the rule, hold and erase."""
        who = self._app.at_screen
        return who is not None and word_counts(who.roles, Act.MANAGE_CLINIC)

    # ------------------------------------------------------------ how long
    @Property(str, notify=changed)
    def rule(self) -> str:
        """The clinic's rule in words, or that there is none."""
        kept = self._app.clinic.state.keeping.rule if self._app.clinic else None
        return told_rule(kept, catalogue()) if kept else render("record_ui.no_rule")

    @Property("QVariantMap", notify=changed)
    def rule_fields(self) -> dict[str, str]:
        """The rule as it stands in its fields."""
        kept = self._app.clinic.state.keeping.rule if self._app.clinic else None
        if kept is None:
            return {"years": "", "minors_until": "", "source": ""}
        minors = str(kept.minors_until) if kept.minors_until is not None else ""
        return {"years": str(kept.years), "minors_until": minors, "source": kept.source}

    @Property(str, notify=changed)
    def until(self) -> str:
        """When care was last, and until when the record is to be kept."""
        clinic, person, found = self._app.clinic, self._person, self._standing
        if clinic is None or person is None or found is None or person not in clinic.state.participants:
            return ""
        if found.last_care is None:
            return render("record_ui.no_care")
        kept, born = clinic.state.keeping.rule, clinic.state.participants[person].told.birth_date
        last = found.last_care.isoformat()
        if kept is None:
            return render("record_ui.last_care", last=last)
        return render("record_ui.until", last=last, until=str(keeping.kept_until(kept, found.last_care, born)))

    @Property(str, notify=changed)
    def hold(self) -> str:
        """The legal hold that stands, or empty."""
        clinic = self._app.clinic
        held = keeping.held(clinic.state, self._person) if clinic and self._person else None
        return render("record_ui.held", reason=held[1].reason, day=f"{held[1].at:%Y-%m-%d}") if held else ""

    # ------------------------------------------------------------ what people do
    @Slot(str)
    def show(self, person: str) -> None:
        """Open somebody's record."""
        self._form.attempt(lambda: self._show(UUID(person)))

    @Slot()
    def close(self) -> None:
        """Leave it."""
        self._person, self._standing, self._said, self._name = None, None, "", ""
        self._part = PARTS[0]
        self._form.clear()
        self._asking.leave()
        self._erasing.leave()
        self.changed.emit()

    @Slot(str)
    def turn(self, part: str) -> None:
        """Show another part."""
        self._part, self._said = part, ""
        for form in (self._form, self._asking.form, self._erasing.form):
            form.clear()
        self.changed.emit()

    @Slot("QVariantMap")
    def keep_rule(self, typed: Mapping[str, Any]) -> None:
        """Keep the clinic's rule as it is typed."""
        self._do(self._keep_rule(typed), "record_ui.rule_kept")

    @Slot(str)
    def place_hold(self, reason: str) -> None:
        """Hold the record."""
        self._do(self._note(lambda: HoldPlaced(reason=reason.strip())), "record_ui.hold_placed")

    @Slot(str)
    def lift_hold(self, reason: str) -> None:
        """Hold it no more."""
        self._do(self._note(lambda: HoldLifted(reason=reason.strip())), "record_ui.hold_lifted")

    @Slot()
    def look(self) -> None:
        """The core changed: once locked, nothing of anybody is held."""
        if self._app.clinic is None and self._person is not None:
            self.close()

    # ------------------------------------------------------------ how
    def _do(self, work: Coroutine[Any, Any, object], said: str) -> None:
        if self._form.busy:
            work.close()
            return
        self._form.attempt(lambda: work, lambda: self._done(said))

    @Slot(int)
    def _gone(self, lines: int) -> None:
        self.close()
        self._said = render("record_ui.erased", lines=lines)
        self.erased.emit()
        self.changed.emit()

    def _done(self, said: str) -> None:
        self._said = render(said)
        self.kept.emit()
        self.changed.emit()

    async def _show(self, person: UUID) -> None:
        clinic, journal = self._app.clinic, self._app.journal
        if clinic is None or journal is None or person not in clinic.state.participants:
            raise Refusal("clinic.no_such_participant")
        try:
            await self._app.must_open_chart(person)
        except Refusal as refusal:
            if refusal.key != "oversight.not_yours" or not isValid(self):
                raise
            self.not_yours.emit(str(person))
            return
        if not isValid(self):
            return  # the window went meanwhile: nobody looked
        self._app.looked(View.PERSON, [person])
        self._person, self._name, self._said = person, clinic.state.participants[person].told.preferred_name, ""
        self.changed.emit()  # what takes a look at every line of the record comes after
        await self._asking.show(person)
        standing = await erasure.standing(journal, clinic, person)
        if isValid(self) and self._person == person:  # it may have been closed meanwhile
            self._standing = standing
            self._erasing.show(person, standing)
            self.changed.emit()

    async def _keep_rule(self, typed: Mapping[str, Any]) -> None:
        minors = str(typed["minors_until"]).strip()
        kept = RetentionKept(
            years=_whole(str(typed["years"]), "years"),
            minors_until=_whole(minors, "minors_until") if minors else None,
            source=str(typed["source"]).strip(),
        )
        await self._clinic().note(kept)

    async def _note(self, fact: Any) -> None:
        made: Fact = fact()
        about, clinic = self._person, self._clinic()
        held = keeping.held(clinic.state, about) if about is not None and isinstance(made, HoldLifted) else None
        await clinic.note(made, held[0] if held else about)

    def _clinic(self) -> Any:
        if self._app.clinic is None:
            raise Refusal("app.locked")
        return self._app.clinic


def _whole(text: str, field: str) -> int:
    """A whole number of years, or a Refusal at its field."""
    years = whole_number(text)
    if years is None:
        raise Refusal("retention.years", field=field, longest=100)
    return years
