"""The clinic's programmes: what each says, and the plan that somebody chooses and signs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.record.programme import Plan, Programme, SignedPlan
from facilitator_app.record.roles import Act, word_counts
from facilitator_app.text import render
from facilitator_app.ui.notices import Form
from facilitator_app.ui.plan_editor import PlanEditor
from facilitator_app.ui.plan_lines import plan_lines
from facilitator_app.ui.programme_editor import ProgrammeEditor
from facilitator_app.ui.programme_facts import facts
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.ui.words_editor import WordsEditor

if TYPE_CHECKING:
    from facilitator_app.programme_spoken import Spoken

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
        self._taking = Form(app.faults, "take the shipped texts", (), self)
        self._writer = ProgrammeEditor(app, self)
        self._writer.kept.connect(self.look)
        self._words = WordsEditor(app, self)
        self._words.form.done.connect(self.changed)
        self._editor = PlanEditor(app, self)
        self._editor.form.done.connect(self._own_signed)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """The state of the last try to sign."""
        return self._form

    @Property(Form, constant=True)
    def taking(self) -> Form:
        """The state of the last try to take the shipped texts."""
        return self._taking

    @Property(PlanEditor, constant=True)
    def editor(self) -> PlanEditor:
        """A plan of the clinic's own that is being written."""
        return self._editor

    @Property(ProgrammeEditor, constant=True)
    def writer(self) -> ProgrammeEditor:
        """A programme that is being changed, or begun."""
        return self._writer

    @Slot(bool)
    def change(self, new: bool) -> None:
        """Change the programme that is looked at, or begin a new one from it."""
        found = self._looked_at()
        if found is not None:
            self._writer.begin(found, new=new)

    @Property(WordsEditor, constant=True)
    def words(self) -> WordsEditor:
        """The words of a programme that are being edited."""
        return self._words

    @Slot()
    def edit_words(self) -> None:
        """Edit the words of the programme that is looked at."""
        self._words.begin(self._looked_at())

    @Property("QVariantList", notify=changed)
    def rows(self) -> list[dict[str, object]]:
        """The programmes: key, name, one line, and who signed the plan."""
        return [programme_row(programme) for programme in self._kept()]

    @Property("QVariantMap", notify=changed)
    def shown(self) -> dict[str, object]:
        """The programme that is looked at, or nothing."""
        found, clinic = self._looked_at(), self._app.clinic
        return {} if found is None or clinic is None else _programme_page(found, ZoneInfo(clinic.state.zone))

    @Property("QVariantList", notify=changed)
    def plans(self) -> list[dict[str, object]]:
        """The starting plans: name, source, lines."""
        return [_plan_page(plan) for plan in _starting_plans()] if self._shown else []

    @Property(bool, notify=changed)
    def may_sign(self) -> bool:
        """Whether the word of who is at the screen counts for a plan."""
        who = self._app.at_screen
        return who is not None and word_counts(who.roles, Act.SIGN_PLAN)

    @Property(bool, notify=changed)
    def may_set(self) -> bool:
        """Whether who is at the screen keeps the programmes."""
        who = self._app.at_screen
        return who is not None and word_counts(who.roles, Act.MANAGE_CLINIC)

    @Slot(str)
    def look(self, key: str) -> None:
        """Look at a programme; empty closes it."""
        self._shown = key
        self._form.clear()
        self._taking.clear()
        self.changed.emit()

    @Slot(str, bool)
    def take_up(self, key: str, has_plan: bool) -> None:
        """Look at a programme that came from a file; the plan that came with it waits in the editor."""
        self.look(key)
        if has_plan and (self.may_sign or self.may_set):
            self.write(0)

    @Slot(int)
    def sign(self, number: int) -> None:
        """Sign the starting plan of that place for the programme that is looked at."""
        self._form.attempt(lambda: self._sign(number), self.changed.emit)

    @Slot()
    def take_texts(self) -> None:
        """Keep the programme that is looked at with the shipped texts in the language that is spoken."""
        self._taking.attempt(self._take_texts, self.changed.emit)

    @Slot(int)
    def write(self, number: int) -> None:
        """Write a plan of one's own, begun from the starting plan of that place; below zero from the plan in use."""
        found = self._looked_at()
        if found is None:
            return
        plan = found.plan.plan if number < 0 and found.plan else _starting_plans()[max(0, number)]
        self._editor.begin(found, plan)

    @Slot()
    def _own_signed(self) -> None:
        self.changed.emit()
        self._form.done.emit()

    async def _sign(self, number: int) -> None:
        if self._app.clinic is None:
            raise Refusal("app.locked")
        await self._app.clinic.sign_plan(self._shown, _starting_plans()[number])

    async def _take_texts(self) -> None:
        found, clinic = self._looked_at(), self._app.clinic
        if found is None or clinic is None:
            raise Refusal("app.locked")
        there = _spoken(found)
        if there.texts:  # or two touches were one
            await clinic.keep_programme(there.programme)

    def _looked_at(self) -> Programme | None:
        return next((programme for programme in self._kept() if programme.key == self._shown), None)

    def _kept(self) -> list[Programme]:
        return list(self._app.clinic.state.programmes.values()) if self._app.clinic else []


def _starting_plans() -> tuple[Plan, ...]:
    from facilitator_app import programmes  # when a programme is looked at: the way in does not wait for it

    return programmes.starting_plans()


def _spoken(programme: Programme) -> Spoken:
    from facilitator_app import programme_spoken  # as above

    return programme_spoken.spoken(programme)


def programme_row(programme: Programme) -> dict[str, object]:
    """A programme as a row of a list."""
    return {
        "key": programme.key,
        "name": programme.name,
        "note": programme.about,
        "aside": render("ui.programmes.signed") if programme.plan else render("ui.programmes.not_signed"),
        "usable": programme.is_usable,
    }


def _programme_page(programme: Programme, zone: ZoneInfo) -> dict[str, object]:
    signed = programme.plan
    elsewhere = _spoken(programme).texts
    unset = ", ".join(render(f"ui.unset.{name}") for name in programme.unset if name != "plan" or signed is None)
    return programme_row(programme) | {
        "facts": facts(programme),
        "elsewhere": render("programme_ui.take_texts", count=elsewhere) if elsewhere else "",
        "source": render("ui.programmes.from", source=programme.source),
        "unset": render("ui.programmes.unset", names=unset) if unset else "",
        "signed_by": _signature(signed, zone) if signed else "",
        "plan_source": _origin(signed.plan) if signed else "",
        "lines": plan_lines(signed.plan) if signed else [],
    }


def _signature(signed: SignedPlan, zone: ZoneInfo) -> str:
    plan, at = signed.plan.name, signed.signed_at
    said = render("ui.programmes.signed_by", plan=plan, signer=signed.signer, role=signed.role, at=at, zone=zone)
    return said if signed.plan.version < 2 else f"{said}. {render('plan_draft.version', version=signed.plan.version)}"


def _plan_page(plan: Plan) -> dict[str, object]:
    return {"name": plan.name, "source": _origin(plan), "lines": plan_lines(plan)}


def _origin(plan: Plan) -> str:
    return render("ui.programmes.invented" if plan.invented else "ui.programmes.from", source=plan.source)
