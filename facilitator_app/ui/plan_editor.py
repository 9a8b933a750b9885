"""The editor of a monitoring plan: lines, numbers, limits, scores.  What is typed is on disk as a draft soon after.

Knows what a draft is and nothing of its rules; a plan is the clinic's once it is signed.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app import plan_draft
from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.plan_draft import BOUNDS, LimitDraft, PlanDraft, RuleDraft
from facilitator_app.record.programme import Plan, Programme, When
from facilitator_app.record.scores import Scale
from facilitator_app.record.vitals import RANGES, Measure
from facilitator_app.text import catalogue, render, say, word
from facilitator_app.ui.notices import Form
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.soon import Soon
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.wording import span_unit

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

SEATS = 8
"""The most people a room holds: whom a programme without a cap is reckoned with."""
_SOON = 600
"""Milliseconds after which a letter is on its way to the disk."""
_PAIRS = {Measure.SYSTOLIC: (Measure.SYSTOLIC, Measure.DIASTOLIC)}
"""Blood pressure is one thing to take, and two to limit."""


class RuleRow(NamedTuple):
    """A line of the plan."""

    key: str
    when: str
    measures: list[str]
    every_minutes: str
    from_minutes: str
    until_minutes: str
    window_minutes: str
    anew: bool
    spoken: str


class LimitRow(NamedTuple):
    """A limit: its bounds, why, and who answers for it."""

    key: str
    name: str
    unit: str
    span: str
    low: str
    high: str
    rise_percent: str
    rise_by: str
    fall_percent: str
    fall_by: str
    reason: str
    owner: str


@QmlElement
@QmlUncreatable("made by the program")
class PlanEditor(QObject):
    """One plan being written for one programme."""

    changed = Signal()
    numbers_changed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._programme: Programme | None = None
        self._draft: PlanDraft | None = None
        self._from: Plan | None = None
        self._errors: dict[str, str] = {}
        self._form = Form(app.faults, "sign a plan of one's own", (), self)
        self._rules = Rows(RuleRow, self)
        self._limits = Rows(LimitRow, self)
        self._waiting = Soon(_SOON, self)
        self._waiting.timeout.connect(self.keep)

    # ------------------------------------------------------------ what is shown
    @Property(Form, constant=True)
    def form(self) -> Form:
        """The state of the last try to sign."""
        return self._form

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether a plan is being written."""
        return self._draft is not None

    @Property(str, notify=changed)
    def title(self) -> str:
        """For which programme."""
        return render("plan_draft.title", programme=self._programme.name) if self._programme else ""

    @Property(str, notify=changed)
    def begun_from(self) -> str:
        """Which plan it began from."""
        return render("plan_draft.begun_from", name=self._draft.begun_from) if self._draft else ""

    @Property("QVariantMap", notify=changed)
    def errors(self) -> dict[str, str]:
        """What was refused at the last try, in words, by the path of the field."""
        return dict(self._errors)

    @Property("QVariantMap", notify=numbers_changed)
    def typed(self) -> dict[str, str]:
        """The name and the plan's own numbers, as typed."""
        return {"name": self._draft.name, **self._draft.numbers} if self._draft else {}

    @Property(Rows, constant=True)
    def rules(self) -> Rows:
        """The lines."""
        return self._rules

    @Property(Rows, constant=True)
    def limits(self) -> Rows:
        """The limits."""
        return self._limits

    @Property("QVariantList", constant=True)
    def measures(self) -> list[dict[str, str]]:
        """What a line can ask for."""
        taken = [measure for measure in Measure if measure is not Measure.DIASTOLIC]
        both = {Measure.SYSTOLIC: render("measure.blood_pressure")}
        return [{"key": measure.value, "text": both.get(measure, word(measure))} for measure in taken]

    @Property("QVariantList", constant=True)
    def times(self) -> list[dict[str, str]]:
        """What a line counts from."""
        return [{"key": when.value, "text": word(when)} for when in When]

    @Property("QVariantList", notify=changed)
    def not_limited(self) -> list[dict[str, str]]:
        """The measures that have no limit yet."""
        limited = {limit.measure for limit in self._draft.limits} if self._draft else set()
        return [{"key": one.value, "text": word(one)} for one in Measure if one not in limited]

    @Property("QVariantList", notify=changed)
    def scores(self) -> list[dict[str, object]]:
        """The scores, and which of them are on show."""
        shown = self._draft.scores if self._draft else []
        return [{"key": one.value, "text": word(one), "chosen": one in shown} for one in Scale]

    @Property(str, notify=numbers_changed)
    def too_much(self) -> str:
        """That the plan cannot be kept, in figures; empty when it can, or while that is not known."""
        if self._draft is None or self._programme is None:
            return ""
        found = plan_draft.too_much(self._draft, self._programme.cap or SEATS)
        if found is None:
            return ""
        return render("plan_draft.too_much", people=found.people, each=found.each, every=found.every)

    # ------------------------------------------------------------ what is done
    def begin(self, programme: Programme, plan: Plan) -> None:
        """Write a plan for a programme: go on with the draft that was left, else begin from ``plan``."""
        self._programme, self._from = programme, plan
        self._app.faults.spawn(self._begin(programme, plan), "plan draft")

    async def _begin(self, programme: Programme, plan: Plan) -> None:
        if self._app.journal is None:
            raise Refusal("app.locked")
        self._app.drafts |= await self._app.journal.drafts(draft_key(programme))
        self._draft = plan_draft.from_text(self._app.drafts.get(draft_key(programme), "")) or _fresh(plan)
        if isValid(self):  # or the window has gone meanwhile
            self._show()

    @Slot(str, str)
    def put(self, path: str, typed: str) -> None:
        """A letter more or less in a field."""
        draft = self._draft
        if draft is None:
            return
        family, _, rest = path.partition(".")
        place, _, field = rest.partition(".")
        if family == "rule":
            self._there().rule(place).minutes[field] = typed
        elif family == "limit":
            self._there().limit(place).typed[field] = typed
        elif family == "name":
            draft.name = typed
        else:
            draft.numbers[family] = typed
        self._waiting.call()
        self.numbers_changed.emit()

    @Slot(str, str)
    def toggle_measure(self, rule: str, measure: str) -> None:
        """A line asks for a measure, or no more."""
        line, taken = self._there().rule(rule), _PAIRS.get(Measure(measure), (Measure(measure),))
        others = [one for one in line.measures if one not in taken]
        line.measures = others if taken[0] in line.measures else [*others, *taken]
        self._edited()

    @Slot(str, str)
    def set_when(self, rule: str, when: str) -> None:
        """What a line counts from."""
        self._there().rule(rule).when = When(when)
        self._edited()

    @Slot(str)
    def toggle_anew(self, rule: str) -> None:
        """Whether a line counts anew from a further dose."""
        line = self._there().rule(rule)
        line.anew = not line.anew
        self._edited()

    @Slot()
    def add_rule(self) -> None:
        """One more line."""
        if self._draft is not None:
            plan_draft.new_rule(self._draft)
            self._edited()

    @Slot(str)
    def remove_rule(self, rule: str) -> None:
        """A line less."""
        if self._draft is not None:
            self._draft.rules.remove(self._draft.rule(rule))
            self._edited()

    @Slot(str)
    def toggle_limit(self, measure: str) -> None:
        """A limit for a measure, or none."""
        draft = self._draft
        if draft is None:
            return
        others = [limit for limit in draft.limits if limit.measure != measure]
        if len(others) == len(draft.limits):
            others.append(LimitDraft(measure=Measure(measure), typed={}))
        order = list(Measure)
        draft.limits = sorted(others, key=lambda limit: order.index(limit.measure))
        self._edited()

    @Slot(str)
    def toggle_score(self, scale: str) -> None:
        """A score is on show, or not."""
        if self._draft is not None:
            shown, one = self._draft.scores, Scale(scale)
            self._draft.scores = [s for s in Scale if (s in shown) != (s is one)]
            self._edited()

    @Slot()
    def keep(self) -> None:
        """Keep the draft now."""
        self._waiting.stop()
        if self._draft is not None and self._programme is not None:
            work = self._app.keep_draft(draft_key(self._programme), plan_draft.to_text(self._draft))
            self._app.faults.spawn(work, "plan draft", to_the_end=True)

    @Slot()
    def leave(self) -> None:
        """Leave the editor; the draft is kept."""
        if self._waiting.isActive():
            self.keep()
        self._draft = self._programme = None
        self._show()

    @Slot()
    def start_over(self) -> None:
        """Forget what was typed and begin from the plan again."""
        if self._programme is not None and self._from is not None:
            self._waiting.stop()
            self._app.faults.spawn(self._app.drop_draft(draft_key(self._programme)), "plan draft")
            self._draft = _fresh(self._from)
            self._show()

    @Slot()
    def sign(self) -> None:
        """Sign the plan, as it was typed, for the programme.  All that is wrong is told at its field."""
        draft = self._draft
        if draft is None:
            return
        self._errors = {path: say(refusal) for path, refusal in plan_draft.refusals(draft)}
        self.changed.emit()
        if self._errors:
            self._form.refuse(Refusal("plan_draft.see_fields"))
        else:
            self._form.attempt(self._sign, self.leave)

    async def _sign(self) -> None:
        clinic, who = self._app.clinic, self._app.at_screen
        assert self._draft is not None  # it is being signed
        assert self._programme is not None
        if clinic is None or who is None:
            raise Refusal("app.locked")
        await clinic.sign_plan(self._programme.key, plan_draft.plan_of(self._draft, who.name))
        if isValid(self):
            self._waiting.stop()
        await self._app.drop_draft(draft_key(self._programme))

    # ------------------------------------------------------------ within
    def _there(self) -> PlanDraft:
        assert self._draft is not None  # rows are shown of a draft only
        return self._draft

    def _edited(self) -> None:
        self._waiting.call()
        self._show(forget=False)

    def _show(self, *, forget: bool = True) -> None:
        draft = self._draft
        if forget:
            self._errors = {}
            self._form.clear()
        self._rules.show([_rule_row(rule, place) for place, rule in enumerate(draft.rules, start=1)] if draft else [])
        self._limits.show([_limit_row(limit) for limit in draft.limits] if draft else [])
        self.changed.emit()
        self.numbers_changed.emit()


def draft_key(programme: Programme) -> str:
    """Where the plan that is being written for a programme is kept."""
    return f"plan/{programme.key}"


def _fresh(plan: Plan) -> PlanDraft:
    name = plan.name if plan.version > 1 else render("plan_draft.name", name=plan.name)
    return plan_draft.draft_of(plan, name, render("plan_draft.source", name=plan.name))


def _rule_row(rule: RuleDraft, place: int) -> RuleRow:
    minutes = {name: rule.minutes.get(name, "") for name in plan_draft.MINUTES}
    measures = [measure.value for measure in rule.measures if measure is not Measure.DIASTOLIC]
    spoken = render("plan_draft.line", number=place)
    return RuleRow(str(rule.id), rule.when.value, measures, **minutes, anew=rule.anew, spoken=spoken)


def _limit_row(limit: LimitDraft) -> LimitRow:
    typed = {name: limit.typed.get(name, "") for name in (*BOUNDS, "reason", "owner")}
    unit, span = RANGES[limit.measure].unit, span_unit(limit.measure, catalogue())
    return LimitRow(key=limit.measure.value, name=word(limit.measure), unit=unit, span=span, **typed)
