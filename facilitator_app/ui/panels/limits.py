"""The limits that hold for a person, and a limit of the person's own: set by a provider or prescriber, with a reason."""

from __future__ import annotations

from facilitator_app import monitoring
from facilitator_app.faults import Refusal
from facilitator_app.plan_draft import BOUNDS, LimitDraft, limit_of
from facilitator_app.record.limits import (
    OwnLimit,
    PersonLimitSet,
    ends_beside,
    ends_replaced,
    is_counted_from_baseline,
)
from facilitator_app.record.programme import Limit
from facilitator_app.record.roles import Act, word_counts
from facilitator_app.record.state import Person
from facilitator_app.record.vitals import RANGES, Measure
from facilitator_app.text import catalogue, render, word
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.panels.kept import Kept, Standing
from facilitator_app.ui.repeats import check_line
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.wording import limit, span_unit

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

_MEASURE = ".measure"


@QmlElement
@QmlUncreatable("made by the program")
class LimitsPanel(PanelView):
    """What holds, and the form for one measure.  ``weighed``: another limit is being typed."""

    changed = Signal()
    weighed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._measure: Measure | None = None
        self._typed: dict[str, str] = {}
        self._lines: list[str] = []
        self._checks: list[str] = []
        self._kept = Kept(desk, "limits", self._standing, self._stand)

    @Property("QVariantList", notify=changed)
    def lines(self) -> list[str]:
        """The limits of the person, each with who answers for it and why; the person's own say so."""
        return self._lines

    @Property("QVariantList", notify=changed)
    def checks(self) -> list[str]:
        """What is asked for next, a line for each time: measures, when, and why where it is not the plan's round."""
        return self._checks

    @Property(bool, notify=changed)
    def may_set(self) -> bool:
        """Whether the word of who is at the screen counts for a limit."""
        who = self.desk.app.at_screen
        return who is not None and word_counts(who.roles, Act.SET_LIMIT)

    @Property("QVariantList", constant=True)
    def measures(self) -> list[dict[str, str]]:
        """What can be limited."""
        return [{"key": one.value, "text": word(one)} for one in Measure]

    @Property(str, notify=changed)
    def measure(self) -> str:
        """The measure whose limit is being typed; empty when none is."""
        return self._measure.value if self._measure else ""

    @Property(str, notify=changed)
    def unit(self) -> str:
        """Its unit."""
        return RANGES[self._measure].unit if self._measure else ""

    @Property(str, notify=changed)
    def span(self) -> str:
        """The unit of how far a value may lie from the own baseline."""
        return span_unit(self._measure, catalogue()) if self._measure else ""

    @Property("QVariantMap", notify=changed)
    def typed(self) -> dict[str, str]:
        """What stands in the form's fields."""
        return {name: self._typed.get(name, "") for name in (*BOUNDS, "reason")}

    @Property("QVariantList", notify=weighed)
    def ends(self) -> list[str]:
        """Which of the plan's ends go with the limit that is being typed, and which hold on beside it, a line each."""
        plan, measure = monitoring.plan_of(self.desk.state), self._measure
        clinics = next((one for one in plan.limits if one.measure is measure), None) if plan else None
        if clinics is None or measure is None:
            return []
        try:
            own = limit_of(LimitDraft(measure=measure, typed={**self._typed, "reason": "-"}), "-")
        except Refusal:
            return []
        found = {"limit.goes": ends_replaced(clinics, own), "limit.holds_on": ends_beside(clinics, own)}
        return [render(key, limit=limit(one, catalogue())) for key, one in found.items() if one is not None]

    @Property(str, notify=changed)
    def owner(self) -> str:
        """Who answers for it: who is at the screen."""
        who = self.desk.app.at_screen
        return render("limit.owner", name=who.name) if who else ""

    @Slot(str)
    def choose(self, measure: str) -> None:
        """Type a limit for this measure, or for none."""
        self._measure = Measure(measure) if measure and measure != self.measure else None
        self._typed = {}
        self._kept.typed()
        self.tell(None)
        self.changed.emit()
        self.weighed.emit()

    @Slot(str, str)
    def put(self, name: str, typed: str) -> None:
        """A letter more or less."""
        self._typed[name] = typed
        self._kept.typed()
        self.tell(None)
        self.weighed.emit()

    @Slot()
    def save(self) -> None:
        """Set the limit for this person from now on."""
        who, measure = self.desk.app.at_screen, self._measure
        if measure is None or who is None:
            return
        try:
            person = self.desk.the_person()
            limit_now = limit_of(LimitDraft(measure=measure, typed=self._typed), who.name)
            fact = PersonLimitSet(limit=limit_now, ends_only=True)
        except Refusal as refusal:
            self.tell(refusal)
            return
        said = render("room_ui.saved", whom=self.desk.whom(), what=limit(fact.limit, catalogue()))
        draft, done = self._kept.ends(), self._kept.written()
        write = self.desk.session.write
        self.do(lambda at: write(fact, [person.id], at=at, ends_draft=draft), said, done, of=self._kept)

    def _standing(self) -> Standing:
        typed = {name: text for name, text in self._typed.items() if text.strip()}
        return {**typed, _MEASURE: self.measure} if typed and self._measure else {}

    def _stand(self, found: Standing) -> None:
        measure = found.pop(_MEASURE, "")
        self._measure, self._typed = Measure(measure) if measure else None, dict(found)
        self.tell(None)
        self.refresh()
        self.changed.emit()
        self.weighed.emit()

    def refresh(self) -> None:
        """The record changed, or somebody else was chosen."""
        shown = (self._told(), self._next())
        if shown != (self._lines, self._checks):
            self._lines, self._checks = shown
            self.changed.emit()

    def _next(self) -> list[str]:
        person, now = self.desk.person, self.desk.now
        if person is None:
            return []
        dues = monitoring.checks_due(person, monitoring.plan_of(self.desk.state), now)
        return [check_line(due, now) for due in dues]

    def _told(self) -> list[str]:
        person = self.desk.person
        if person is None:
            return []
        plan = monitoring.plan_of(self.desk.state)
        clinics = {one.measure: one for one in plan.limits} if plan else {}
        told = []
        for measure, holds in monitoring.limits_of(person, plan).items():
            own = person.limits.get(measure)
            if own is not None:
                told.append(self._line("limit.own_line", own.limit, person))
            plans = _of_the_plan(clinics.get(measure), own, holds, person)
            if plans is not None:
                told.append(self._line("limit.plan_line", plans, person))
        return told

    def _line(self, key: str, found: Limit, person: Person) -> str:
        line = render(key, limit=limit(found, catalogue()), owner=found.owner, reason=found.reason)
        if is_counted_from_baseline(found) and person.own(found.measure) is None:
            return render("limit.no_baseline", line=line)
        return line


def _of_the_plan(clinics: Limit | None, own: OwnLimit | None, holds: Limit, person: Person) -> Limit | None:
    """What of the plan's limit holds for a person: beside one of their own what that leaves of it."""
    if clinics is None or own is None:
        return clinics
    waits = is_counted_from_baseline(own.limit) and person.own(own.limit.measure) is None
    if own.ends_only and not waits:
        return ends_beside(clinics, own.limit)
    return clinics if holds != own.limit else None
