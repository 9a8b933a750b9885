"""The clinic's programmes, and the plan that somebody chooses and signs for one before it is used."""

from __future__ import annotations

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.record.programme import Limit, Plan, Programme, Rule
from facilitator_app.record.roles import Act, word_counts
from facilitator_app.record.vitals import RANGES
from facilitator_app.text import english, render, word
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.wording import measures

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class Programmes(QObject):
    """The programmes kept by the clinic and the starting plans, each with its source."""

    changed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._shown = ""
        self._form = Form(app.faults, "sign a plan", (), self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """The state of the last try to sign."""
        return self._form

    @Property("QVariantList", notify=changed)
    def rows(self) -> list[dict[str, object]]:
        """The programmes: key, name, one line, and who signed the plan."""
        return [programme_row(programme) for programme in self._kept()]

    @Property("QVariantMap", notify=changed)
    def shown(self) -> dict[str, object]:
        """The programme that is looked at, or nothing."""
        found = next((programme for programme in self._kept() if programme.key == self._shown), None)
        return {} if found is None else _programme_page(found)

    @Property("QVariantList", notify=changed)
    def plans(self) -> list[dict[str, object]]:
        """The starting plans: name, source, lines."""
        return [_plan_page(plan) for plan in self._app.starting_plans()] if self._shown else []

    @Property(bool, notify=changed)
    def may_sign(self) -> bool:
        """Whether the word of who is at the screen counts for a plan."""
        who = self._app.at_screen
        return who is not None and word_counts(who.roles, Act.SIGN_PLAN)

    @Slot(str)
    def look(self, key: str) -> None:
        """Look at a programme; empty closes it."""
        self._shown = key
        self._form.clear()
        self.changed.emit()

    @Slot(int)
    def sign(self, number: int) -> None:
        """Sign the starting plan of that place for the programme that is looked at."""
        self._form.attempt(lambda: self._sign(number), self.changed.emit)

    async def _sign(self, number: int) -> None:
        if self._app.clinic is None:
            raise Refusal("app.locked")
        await self._app.clinic.sign_plan(self._shown, self._app.starting_plans()[number])

    def _kept(self) -> list[Programme]:
        return list(self._app.clinic.state.programmes.values()) if self._app.clinic else []


def programme_row(programme: Programme) -> dict[str, object]:
    """A programme as a row of a list."""
    return {
        "key": programme.key,
        "name": programme.name,
        "note": programme.about,
        "aside": render("ui.programmes.signed") if programme.plan else render("ui.programmes.not_signed"),
        "usable": programme.is_usable,
    }


def _programme_page(programme: Programme) -> dict[str, object]:
    signed = programme.plan
    by = "" if signed is None else render("ui.programmes.signed_by", plan=signed.plan.name, signer=signed.signer)
    phases = " · ".join(phase.name for phase in programme.phases)
    return programme_row(programme) | {
        "phases": phases,
        "source": programme.source,
        "signed_by": by,
        "lines": _plan_lines(signed.plan) if signed else [],
    }


def _plan_page(plan: Plan) -> dict[str, object]:
    return {"name": plan.name, "source": plan.source, "invented": plan.invented, "lines": _plan_lines(plan)}


def _plan_lines(plan: Plan) -> list[str]:
    lines = [_rule_line(rule) for rule in plan.rules] + [_limit_line(limit) for limit in plan.limits]
    return lines + ([] if plan.limits else [render("ui.programmes.no_limits")])


def _rule_line(rule: Rule) -> str:
    names = measures(rule.measures, english())
    if rule.every_minutes is None:
        return render("ui.programmes.once", measures=names, when=rule.when)
    if rule.until_minutes is None:
        return render("ui.programmes.every", measures=names, every=rule.every_minutes, start=rule.from_minutes)
    if rule.from_minutes + rule.every_minutes > rule.until_minutes:
        return render("ui.programmes.at", measures=names, start=rule.from_minutes)
    every, start, end = rule.every_minutes, rule.from_minutes, rule.until_minutes
    return render("ui.programmes.between", measures=names, every=every, start=start, end=end)


def _limit_line(limit: Limit) -> str:
    parts = []
    unit = RANGES[limit.measure].unit
    if limit.low is not None:
        parts.append(render("ui.programmes.below", value=limit.low, unit=unit))
    if limit.high is not None:
        parts.append(render("ui.programmes.above", value=limit.high, unit=unit))
    if limit.rise_percent is not None:
        parts.append(render("ui.programmes.rise", value=limit.rise_percent))
    line = f"{word(limit.measure)}: {', '.join(parts)}"
    return f"{line} – {limit.reason}" if limit.reason else line
