"""A medicine given for a side effect: what, how strong, how much, by which way, for what, and by whom."""

from __future__ import annotations

from uuid import UUID

from facilitator_app.faults import Question, Refusal
from facilitator_app.medicine_words import event_name, known_medicine, medication, medicine, medicine_unit
from facilitator_app.record.medication import NAMES, UNITS, MedicationGiven, MedicineRoute
from facilitator_app.text import catalogue, render
from facilitator_app.ui.panels.desk import Desk
from facilitator_app.ui.panels.forms import FormPanel, choices
from facilitator_app.ui.panels.team_there import ONESELF, check_giver, givers_of
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class MedicationPanel(FormPanel):
    """One page.  Names and units are one touch away; no amount is."""

    people_changed = Signal()
    asked_changed = Signal()
    kept_as = "medication"
    given = True
    fields = ("name", "strength", "amount", "unit", "route", "for_what", "event", "by", "note")

    def __init__(self, desk: Desk) -> None:
        self._asked = False
        self._sure = False
        super().__init__(desk)
        desk.chosen_changed.connect(self.people_changed)
        desk.moment_row.changed.connect(self.people_changed)

    @Property("QVariantList", constant=True)
    def names(self) -> list[dict[str, str]]:
        """Medicines that are one touch away."""
        return [{"key": name, "text": name} for name in (medicine(one, catalogue()) for one in NAMES)]

    @Property("QVariantList", constant=True)
    def units(self) -> list[dict[str, str]]:
        """What the amount is in."""
        return [{"key": unit, "text": medicine_unit(unit, catalogue())} for unit in UNITS]

    @Property("QVariantList", constant=True)
    def routes(self) -> list[dict[str, str]]:
        """The routes, spelled out."""
        return choices(MedicineRoute)

    @Property("QVariantList", notify=people_changed)
    def givers(self) -> list[dict[str, str]]:
        """Who may have given it, and the person, seen by somebody."""
        return givers_of(self.desk, self.kept)

    @Property("QVariantList", notify=people_changed)
    def events(self) -> list[dict[str, str]]:
        """Adverse events that are open: what it may be for."""
        person = self.desk.person
        found = [event for event in person.adverse if event.is_open] if person else []
        return [{"key": str(event.entry), "text": event_name(event.what, event.words, catalogue())} for event in found]

    @Slot()
    def refresh(self) -> None:
        """It was opened: who is there and what is open may have changed."""
        self.people_changed.emit()

    @Property(bool, notify=asked_changed)
    def asked(self) -> bool:
        """The amount is far more than usual: it is asked whether it is right."""
        return self._asked

    def tell(self, refusal: Refusal | None) -> None:
        """Show a refusal, or the question."""
        self._asked = isinstance(refusal, Question)
        self._sure = False
        super().tell(refusal)
        self.asked_changed.emit()

    @Slot()
    def keep(self) -> None:
        """The amount is right as it was typed."""
        if self._asked:
            self._sure = True
            self.record()

    @Slot()
    def record(self) -> None:
        """Write it down."""
        person = self.desk.person
        try:
            fact = self._read()
        except Refusal as refusal:
            self.tell(refusal)
            return
        if person is None:
            return
        by, draft = self.values["by"].removeprefix(ONESELF), self.kept.ends()
        self.do(
            lambda at: self.desk.session.write(fact, [person.id], by=UUID(by), at=at, ends_draft=draft),
            render("room_ui.saved", whom=self.desk.whom(), what=medication(fact, catalogue())),
            self.kept.written(),
            of=self.kept,
        )

    def _read(self) -> MedicationGiven:
        values = self.values
        by = self.chosen("by", "room_ui.choose_by")
        check_giver(self.desk, self.kept, by)
        return MedicationGiven(
            name=known_medicine(values["name"], catalogue()),
            amount=self.number("amount"),
            unit=values["unit"],
            route=MedicineRoute(self.chosen("route", "room_ui.choose_route")),
            for_what=values["for_what"],
            strength=values["strength"],
            event=UUID(values["event"]) if values["event"] else None,
            by_oneself=by.startswith(ONESELF),
            note=values["note"],
            confirmed=self._sure,
        )

    @Slot(str, str)
    def choose_event(self, event: str, text: str) -> None:
        """It is for this adverse event."""
        self.put("event", event)
        self.put("for_what", text)
