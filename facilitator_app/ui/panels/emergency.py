"""The emergency: one touch, no PIN.  An event clock, times of one touch, and the sheet for whoever comes.

It only writes and shows; it advises nothing.  What is written here is nobody's until somebody confirms it.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from facilitator_app.record.doses import plain
from facilitator_app.record.emergency import EmergencyBegan, EmergencyEnded, EmergencyStep, Step
from facilitator_app.record.entry import Fact
from facilitator_app.record.state import Person
from facilitator_app.record.vitals import RANGES
from facilitator_app.text import render, word
from facilitator_app.ui.names import called
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.times import clock, said
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class EmergencyPanel(PanelView):
    """While one is on, it has the whole room screen."""

    changed = Signal()
    clock_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._whom: UUID | None = None
        self._begun: datetime | None = None
        self._shown: tuple[object, ...] = ()
        self._clock = ""

    @Property(bool, notify=changed)
    def on(self) -> bool:
        """An emergency was begun and is not over."""
        return self._since() is not None

    def _since(self) -> datetime | None:
        """When it began; the touch counts, also while the record cannot take the line."""
        there = self.desk.state.emergency
        return there.since if there else self._begun

    @Property(str, notify=clock_changed)
    def clock(self) -> str:
        """How long it has been on."""
        return self._clock

    @Property("QVariantList", notify=changed)
    def steps(self) -> list[dict[str, str]]:
        """What can be told by one touch, and when it was told last."""
        told = dict(self.desk.state.emergency.steps) if self.desk.state.emergency else {}
        rows = []
        for step in Step:
            at = told.get(step)
            when = ""
            if at is not None:
                local = f"{at.astimezone(self.desk.zone):%H:%M}"
                when = render("emergency.times", at=local, since=said(self.desk.now - at))
            rows.append({"key": step.value, "text": word(step), "when": when})
        return rows

    @Property("QVariantList", notify=changed)
    def people(self) -> list[dict[str, object]]:
        """Everybody who is here, to say whom it is about."""
        here = [person for person in self.desk.state.in_seat_order if person.out is None]
        return [
            {
                "key": str(person.id),
                "text": render("emergency.whom", seat=person.seat, name=called(person, self.desk.state)),
                "unnamed": render("emergency.seat", seat=person.seat),
                "chosen": person.id == self._whom,
            }
            for person in here
        ]

    @Property("QVariantList", notify=changed)
    def sheet(self) -> list[dict[str, str]]:
        """What whoever comes asks for: name, birth date, allergies, doses with times, last vitals."""
        person = self.desk.state.people.get(self._whom) if self._whom else None
        return self._sheet(person) if person else []

    def _sheet(self, person: Person) -> list[dict[str, str]]:
        none, zone = render("emergency.none"), self.desk.zone
        doses = [
            render(
                "emergency.dose", drug=dose.drug, amount=plain(dose.amount_mg), route=dose.route,
                at=f"{dose.at.astimezone(zone):%H:%M}",
            )
            for dose in person.doses
        ]  # fmt: skip
        vitals = [
            render(
                "emergency.reading", name=word(measure), age=said(self.desk.now - reading.at),
                value=word(reading.word) if reading.word else f"{reading.value:f} {RANGES[measure].unit}",
            )
            for measure, reading in person.readings.items()
        ]  # fmt: skip
        rows = {
            "name": person.legal_name or person.preferred_name,
            "born": person.birth_date or none,
            "allergies": person.allergies or none,
            "doses": "\n".join(doses) or render("emergency.no_dose"),
            "vitals": "\n".join(vitals) or none,
        }
        return [{"key": key, "label": render(f"emergency.{key}"), "text": text} for key, text in rows.items()]

    def refresh(self) -> None:
        """A second has passed, or the record changed."""
        now, since = self.desk.now, self._since()
        told = clock(now - since) if since else ""
        if told != self._clock:
            self._clock = told
            self.clock_changed.emit()
        minute = int((now - since).total_seconds() // 60) if since else 0
        shown = (since, self.desk.state.emergency, minute, self._whom, self.sheet)
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()

    @Slot()
    def begin(self) -> None:
        """It is an emergency: the music goes, the clock runs, about the one person chosen if there is one."""
        self._whom = self.desk.person.id if self.desk.person else None
        if self.desk.app.deck is not None:
            self.desk.app.faults.spawn(self.desk.app.deck.emergency_fade(), "emergency fade")
        if not self.on:
            self._begun = self.desk.now
            self._write(EmergencyBegan())
        self.refresh()

    @Slot(str)
    def choose(self, person: str) -> None:
        """It is about this person."""
        self._whom = UUID(person)
        self.refresh()

    @Slot(str)
    def tell_step(self, step: str) -> None:
        """This was done, now."""
        self._write(EmergencyStep(step=Step(step)))

    @Slot()
    def end(self) -> None:
        """It is over."""
        self._begun = None
        self._write(EmergencyEnded())

    def _write(self, fact: Fact) -> None:
        about = (self._whom,) if self._whom else ()
        self.do(
            lambda at: self.desk.session.write(fact, about, unclaimed=True), "", self.refresh, undo=False, form=False
        )
