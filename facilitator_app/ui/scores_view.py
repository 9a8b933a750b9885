"""A person's scores: results with how far they moved, a questionnaire asked on screen, others entered, and open disclosures."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from facilitator_app import before_words
from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Part, number
from facilitator_app.record.leaving import RiskAnswered, RiskDisclosed, may_read
from facilitator_app.record.questionnaires import SCORINGS, Questionnaire, ResultTold, like
from facilitator_app.record.results import disclosed_with, results
from facilitator_app.text import catalogue, render
from facilitator_app.ui.day import moment_of
from facilitator_app.ui.half_answered import of_person
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.notices import Form
from facilitator_app.ui.questionnaire_view import QuestionnaireView, disclosure
from facilitator_app.ui.team_rows import team_rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.ui.withdrawal import Withdrawal

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class ScoresView(QObject):
    """Of the person that is shown.  ``opened``: the fields are to show ``values``; ``chose``: something was chosen."""

    changed = Signal()
    asked_about = Signal()
    opened = Signal()
    chose = Signal()

    def __init__(self, app: App, kept: KeptText, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._kept = kept
        self._person: UUID | None = None
        self._withdrawal = Withdrawal(app, kept, self)
        self._withdrawal.changed.connect(self.asked_about)
        self._form = Form(app.faults, "a result", ("name", "version", "total", "day", "item_9", "owner"), self)
        self._risk = Form(app.faults, "a disclosure", ("text",), self)
        self._questionnaire = QuestionnaireView(app, kept, self)
        self._questionnaire.changed.connect(self.changed)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused of a result."""
        return self._form

    @Property(Withdrawal, constant=True)
    def withdrawal(self) -> Withdrawal:
        """A result that was entered in error."""
        return self._withdrawal

    @Property(str, notify=asked_about)
    def goes_along(self) -> str:
        """The disclosure that is withdrawn with the result that is asked about, and who looks after it; empty without one."""
        clinic, line = self._app.clinic, self._withdrawal.line
        found = disclosed_with(clinic.history, UUID(line)) if clinic and line else ()
        names = ", ".join(one.fact.owner_name for one in found if isinstance(one.fact, RiskDisclosed))
        return render("beforehand.risk_goes_along", name=names) if names else ""

    @Property(Form, constant=True)
    def risk(self) -> Form:
        """What was refused of an answer to a disclosure."""
        return self._risk

    @Property(QuestionnaireView, constant=True)
    def questionnaire(self) -> QuestionnaireView:
        """The questionnaire that is being answered."""
        return self._questionnaire

    @Property("QVariantList", notify=changed)
    def asked(self) -> list[dict[str, str]]:
        """The questionnaires that can be asked here."""
        return [{"key": one.value, "text": SCORINGS[one].name} for one in Questionnaire]

    @Property("QVariantList", notify=changed)
    def half_way(self) -> list[dict[str, object]]:
        """The questionnaires that were left half-way: which, since when and how far, and whether an answer tells of a risk."""
        return [one.row() for one in of_person(self._kept, self._person)] if self._person else []

    @Property("QVariantList", notify=changed)
    def rows(self) -> list[dict[str, str]]:
        """The results, the latest first: id, the figure, how far it moved, when, and what was published of it."""
        clinic, zone = self._app.clinic, self._zone
        found = results(clinic.history.about(self._person), zone) if clinic and self._person else ()
        return [
            {
                "id": str(one.entry),
                "head": before_words.score_head(one, catalogue(), zone),
                "text": before_words.figure(one, catalogue()),
                "moved": before_words.moved(one, catalogue()),
                "note": before_words.score_note(one, catalogue()),
            }
            for one in reversed(found)
        ]

    @Property("QVariantList", notify=changed)
    def risks(self) -> list[dict[str, object]]:
        """The disclosures that are open: id, whose, when; the words for those who may read them."""
        clinic, here = self._app.clinic, self._app.at_screen
        rows: list[dict[str, object]] = []
        for line, risk in clinic.state.risks.items() if clinic else ():
            entry = clinic.history.entry(line) if clinic and risk.participant == self._person else None
            if entry is None or not isinstance(entry.fact, RiskDisclosed):
                continue
            reads = here is not None and may_read(risk.disclosure, here.id, here.roles)
            head = render("beforehand.risk", zone=self._zone, at=risk.disclosure.at, name=risk.disclosure.owner_name)
            text = entry.fact.text if reads else render("beforehand.risk_closed")
            rows.append({"id": str(line), "head": head, "text": text, "reads": reads})
        return rows

    @Property("QVariantMap", notify=chose)
    def chosen(self) -> dict[str, str]:
        """What was typed and chosen of a result."""
        return self._kept.of(self._key)

    @Property("QVariantMap", notify=opened)
    def values(self) -> dict[str, str]:
        """The same, for the fields."""
        return self.chosen

    @Property(bool, notify=chose)
    def wants_item_9(self) -> bool:
        """Whether what is typed is a PHQ-9: then it is told what item 9 was."""
        return like(self.chosen.get("name", "")) is Questionnaire.PHQ9

    @Property(bool, notify=chose)
    def wants_owner(self) -> bool:
        """Whether item 9 tells of a risk, which somebody has to look after."""
        return self.wants_item_9 and self.chosen.get("item_9", "0") != "0"

    @Property("QVariantList", constant=True)
    def item_9(self) -> list[dict[str, str]]:
        """What item 9 can be."""
        return [{"key": str(value), "text": str(value)} for value in range(4)]

    @Property("QVariantList", notify=changed)
    def team(self) -> list[dict[str, str]]:
        """Who can look after a disclosure."""
        return team_rows(self._app)

    @Slot(str)
    def ask(self, questionnaire: str) -> None:
        """Ask a questionnaire on screen; what was answered before is still there."""
        if self._person is not None:
            self._questionnaire.begin(self._person, Questionnaire(questionnaire))

    @Slot(str, str)
    def type(self, field: str, text: str) -> None:
        """What stands in a field now, or was chosen."""
        self._kept.type(self._key, field, text)
        self.chose.emit()

    @Slot()
    def keep(self) -> None:
        """Write down the result that was typed."""
        self._form.attempt(self._keep, self._was_kept)

    @Slot(str, str)
    def type_answer(self, disclosure: str, text: str) -> None:
        """What is typed of what was done about a disclosure."""
        self._kept.type(f"risk/{disclosure}", "text", text)

    @Slot(str, result=str)
    def answer_of(self, disclosure: str) -> str:
        """What was typed of it before."""
        return self._kept.of(f"risk/{disclosure}").get("text", "")

    @Slot(str)
    def answer(self, disclosure: str) -> None:
        """What was typed was done about a disclosure."""
        text = self.answer_of(disclosure).strip()
        self._risk.attempt(lambda: self._answer(UUID(disclosure), text), lambda: self._kept.drop(f"risk/{disclosure}"))

    def show(self, person: UUID | None) -> None:
        """Another person's are shown."""
        self._person = person
        self._withdrawal.show(person)
        for form in (self._form, self._risk):
            form.clear()
        self._questionnaire.close()
        self._tell()

    def look(self) -> None:
        """The core changed."""
        self._questionnaire.look()
        self.changed.emit()

    def _tell(self) -> None:
        self.changed.emit()
        self.chose.emit()
        self.opened.emit()

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._app.clinic.state.zone if self._app.clinic else "UTC")

    @property
    def _key(self) -> str:
        return f"{self._person}/result"

    async def _keep(self) -> None:
        typed = self.chosen
        total = number(typed.get("total", "").strip().replace(",", "."))
        if total is None:
            raise Refusal("questionnaires.total", field="total")
        item_9 = int(typed["item_9"]) if self.wants_item_9 and typed.get("item_9") else None
        fact = ResultTold(
            name=typed.get("name", "").strip(),
            version=typed.get("version", "").strip(),
            total=Decimal(total),
            item_9=item_9,
        )
        at = moment_of(self._app, typed.get("day", ""), "day")
        parts = [Part(fact=fact, about=self._person, at=at)]
        if fact.risk and typed.get("owner"):
            parts.append(
                disclosure(self._app, self._person, SCORINGS[Questionnaire.PHQ9].name, fact.risk, typed["owner"])
            )
        await self._write(parts)

    async def _answer(self, line: UUID, text: str) -> None:
        await self._write([Part(fact=RiskAnswered(disclosure=line, text=text), about=self._person)])

    def _was_kept(self) -> None:
        self._kept.drop(self._key)
        self._tell()

    async def _write(self, parts: list[Part]) -> None:
        if self._app.clinic is None:
            raise Refusal("app.locked")
        await self._app.clinic.write(parts)
