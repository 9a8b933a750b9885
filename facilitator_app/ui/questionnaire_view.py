"""A questionnaire answered item by item on the screen, or copied from paper; what is half-answered is kept."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.questionnaire_texts import Asked, asked
from facilitator_app.record.entry import Part
from facilitator_app.record.leaving import RiskDisclosed
from facilitator_app.record.questionnaires import ITEM_OF_RISK, SCORINGS, Answering, Questionnaire
from facilitator_app.text import LANGUAGES, catalogue, render, word
from facilitator_app.ui.day import moment_of
from facilitator_app.ui.half_answered import BEGUN, HalfAnswered, form_of, half_answered
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.notices import Form
from facilitator_app.ui.team_rows import team_rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


def disclosure(app: App, person: UUID | None, name: str, answer: int, owner: str) -> Part:
    """What is written with an answer that tells of a risk: whose it is from now on."""
    who = app.clinic_state().staff[UUID(owner)]
    text = render("beforehand.risk_text", name=name, item=ITEM_OF_RISK, answer=answer)
    return Part(fact=RiskDisclosed(text=text, owner=who.id, owner_name=who.name), about=person)


def _today(app: App) -> str:
    return app.clinic.today.isoformat() if app.clinic else ""


@QmlElement
@QmlUncreatable("made by the program")
class QuestionnaireView(QObject):
    """One person and one questionnaire.  ``begun``: another one is shown; ``answered``: an answer more or another."""

    changed = Signal()
    begun = Signal()
    answered = Signal()

    def __init__(self, app: App, kept: KeptText, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._kept = kept
        self._person: UUID | None = None
        self._which = Questionnaire.PHQ9
        self._found_begun = False
        self._put_away: dict[str, str] = {}
        self._form = Form(app.faults, "a questionnaire", ("answers", "owner", "day"), self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property(bool, notify=begun)
    def open(self) -> bool:
        """Whether one is being answered."""
        return self._person is not None

    @Property(str, notify=begun)
    def title(self) -> str:
        """Which one."""
        return SCORINGS[self._which].name

    @Property(str, notify=begun)
    def stem(self) -> str:
        """What is asked before the items."""
        return self._asked().stem

    @Property("QVariantList", notify=begun)
    def items(self) -> list[str]:
        """The items."""
        return [f"{place}. {item}" for place, item in enumerate(self._asked().items, 1)]

    @Property("QVariantList", notify=begun)
    def options(self) -> list[dict[str, str]]:
        """The answers, from 0 on."""
        return [{"key": str(value), "text": option} for value, option in enumerate(self._asked().options)]

    @Property("QVariantList", notify=answered)
    def answers(self) -> list[str]:
        """What was answered to each item; empty where nothing was yet."""
        return list(self._there.answers) if self._there else [""] * SCORINGS[self._which].items

    @Property(str, notify=answered)
    def half_way(self) -> str:
        """That it was begun before, when and how far, or that it is begun anew; empty where it is begun now."""
        if self._put_away:
            return render("beforehand.begun_anew")
        return self._there.how_far if self._there and self._there.is_there and self._found_begun else ""

    @Property(bool, notify=answered)
    def can_bring_back(self) -> bool:
        """Whether what was answered before it was begun anew is there still."""
        return bool(self._put_away)

    @Property(str, notify=answered)
    def progress(self) -> str:
        """How many are answered."""
        there, open_ = sum(bool(answer) for answer in self.answers), self._open
        told = render("beforehand.answered", there=there, count=SCORINGS[self._which].items)
        return f"{told} {render('beforehand.open_items', items=open_)}" if there and open_ else told

    @Property(int, notify=answered)
    def open_item(self) -> int:
        """The first item without an answer, counted from 0; -1 for none."""
        return self._open[0] - 1 if self._open else -1

    @property
    def _open(self) -> list[int]:
        return [place for place, answer in enumerate(self.answers, 1) if not answer]

    @Property(str, notify=begun)
    def source(self) -> str:
        """Whose it is, and where how it is added up was published."""
        return f"{self._asked().credit} {SCORINGS[self._which].source}"

    @Property(str, notify=begun)
    def words_told(self) -> str:
        """That the words are not the published ones of the language in use; empty where they are."""
        there = self._asked()
        if there.language != catalogue().tag and catalogue().tag in LANGUAGES:
            return render("beforehand.asked_in_english")
        return "" if there.checked else render("beforehand.words_not_checked")

    @Property(bool, notify=answered)
    def wants_owner(self) -> bool:
        """Whether an answer tells of a risk, which somebody has to look after."""
        return self._there is not None and self._there.tells_of_risk

    @Property("QVariantMap", notify=answered)
    def chosen(self) -> dict[str, str]:
        """How it is answered, of which day (the one on which it was begun, while none is told), and who looks after a risk."""
        begun = self._there.begun if self._there else ""
        day = "" if begun == _today(self._app) else begun
        return {"how": Answering.ON_SCREEN.value, "day": day} | self._kept.of(self._key)

    @Property(bool, notify=answered)
    def asks_day(self) -> bool:
        """Whether the day is asked: of a paper, and of what may have been begun on another day than it is kept."""
        there, typed = self._there, self._kept.of(self._key)
        is_older = there is not None and there.is_there and there.begun != _today(self._app)
        return is_older or "day" in typed or typed.get("how") == Answering.FROM_PAPER

    @Property("QVariantList", notify=begun)
    def ways(self) -> list[dict[str, str]]:
        """Asked on screen, or from paper."""
        return [{"key": one.value, "text": word(one)} for one in Answering]

    @Property("QVariantList", notify=begun)
    def team(self) -> list[dict[str, str]]:
        """Who can look after a disclosure."""
        return team_rows(self._app)

    @Slot(int, str)
    def answer(self, place: int, value: str) -> None:
        """An item (counted from 0) is answered so."""
        if value in {option["key"] for option in self.options}:
            if self._there is not None and not self._there.is_there:
                self._put_away = {}
                self._kept.type(self._key, BEGUN, _today(self._app))
            self._kept.type(self._key, str(place + 1), value)
            self._form.clear()
            self.answered.emit()

    @Slot(str, str)
    def type(self, field: str, text: str) -> None:
        """What was chosen or typed beside the items."""
        self._kept.type(self._key, field, text)
        self.answered.emit()

    @Slot()
    def begin_anew(self) -> None:
        """What was answered before is put away; until an item is answered it can be brought back."""
        self._put_away = self._kept.of(self._key)
        self._kept.drop(self._key)
        self._form.clear()
        self._tell()

    @Slot()
    def bring_back(self) -> None:
        """What was put away stands there again."""
        for field, text in self._put_away.items():
            self._kept.type(self._key, field, text)
        self._put_away = {}
        self._tell()

    @Slot()
    def keep(self) -> None:
        """Write the answers down."""
        self._form.attempt(self._keep, self._was_kept)

    @Slot()
    def close(self) -> None:
        """Leave it; what was answered is kept for the next time."""
        if self._person is not None:
            self._kept.keep()
        self._person, self._put_away = None, {}
        self._tell()

    def begin(self, person: UUID, which: Questionnaire) -> None:
        """Another one is shown."""
        self._person, self._which, self._put_away = person, which, {}
        self._found_begun = self._there is not None and self._there.is_there
        self._form.clear()
        self._tell()

    def look(self) -> None:
        """The core changed."""
        self.changed.emit()

    def _tell(self) -> None:
        self.begun.emit()
        self.answered.emit()
        self.changed.emit()

    def _asked(self) -> Asked:
        return asked(self._which, catalogue().tag)

    @property
    def _key(self) -> str:
        return form_of(self._person, self._which)

    @property
    def _there(self) -> HalfAnswered | None:
        return half_answered(self._person, self._which, self._kept.of(self._key)) if self._person else None

    async def _keep(self) -> None:
        clinic, typed, there = self._app.clinic, self.chosen, self._there
        if clinic is None or there is None:
            raise Refusal("app.locked")
        if self._open:
            raise Refusal("beforehand.open_items", field="answers", items=self._open)
        fact = there.fact(Answering(typed["how"]), self._asked().language)
        at = moment_of(self._app, typed.get("day", ""), "day")
        parts = [Part(fact=fact, about=there.person, at=at)]
        if fact.risk and typed.get("owner"):
            name = SCORINGS[there.which].name
            parts.append(disclosure(self._app, there.person, name, fact.risk, typed["owner"]))
        await clinic.write(parts)

    def _was_kept(self) -> None:
        self._kept.drop(self._key)
        self._person = None
        self._tell()
