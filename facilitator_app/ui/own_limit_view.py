"""A limit of a person's own, set by a provider or prescriber for every session to come; as a form."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.plan_draft import BOUNDS, LimitDraft, limit_of
from facilitator_app.record.entry import Part
from facilitator_app.record.limits import PersonLimitSet
from facilitator_app.record.roles import Act, word_counts
from facilitator_app.record.vitals import RANGES, Measure
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.notices import Form
from facilitator_app.ui.panels.forms import choices
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

FIELDS = ("measure", *BOUNDS, "reason")


@QmlElement
@QmlUncreatable("made by the program")
class OwnLimitView(QObject):
    """Of the person that is shown.  ``opened``: the fields are to show ``chosen``; ``chose``: something was chosen."""

    changed = Signal()
    opened = Signal()
    chose = Signal()

    def __init__(self, app: App, kept: KeptText, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._kept = kept
        self._person: UUID | None = None
        self._form = Form(app.faults, "a limit", FIELDS, self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused, by field."""
        return self._form

    @Property(bool, notify=changed)
    def may(self) -> bool:
        """Whether the word of who is at the screen counts here."""
        here = self._app.at_screen
        return here is not None and word_counts(here.roles, Act.SET_LIMIT)

    @Property("QVariantList", constant=True)
    def measures(self) -> list[dict[str, str]]:
        """What can be limited."""
        return choices(Measure)

    @Property("QVariantMap", notify=chose)
    def chosen(self) -> dict[str, str]:
        """What was typed and chosen so far."""
        return self._kept.of(self._key)

    @Property(str, notify=chose)
    def unit(self) -> str:
        """The unit of the measure that is chosen."""
        measure = self.chosen.get("measure")
        return RANGES[Measure(measure)].unit if measure else ""

    @Slot(str, str)
    def type(self, field: str, text: str) -> None:
        """What stands in a field now, or was chosen."""
        self._kept.type(self._key, field, text)
        self.chose.emit()

    @Slot()
    def write(self) -> None:
        """Set the limit from now on."""
        self._form.attempt(self._write, self._written)

    def show(self, person: UUID | None) -> None:
        """Another person's is shown."""
        self._person = person
        self._form.clear()
        self._tell()

    def look(self) -> None:
        """The core changed."""
        self.changed.emit()

    def _tell(self) -> None:
        self.changed.emit()
        self.chose.emit()
        self.opened.emit()

    @property
    def _key(self) -> str:
        return f"{self._person}/limit"

    async def _write(self) -> None:
        clinic, here, typed = self._app.clinic, self._app.at_screen, self.chosen
        if clinic is None or here is None:
            raise Refusal("app.locked")
        if not typed.get("measure"):
            raise Refusal("own_limit.which", field="measure")
        limit = limit_of(LimitDraft(measure=Measure(typed["measure"]), typed=dict(typed)), here.name)
        await clinic.write([Part(fact=PersonLimitSet(limit=limit, ends_only=True), about=self._person)])

    def _written(self) -> None:
        for field in FIELDS:
            self._kept.type(self._key, field, "")
        self._kept.keep()
        self._tell()
