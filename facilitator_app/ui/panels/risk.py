"""Disclosures of risk of one person: told, owned, answered.  Shows their words to nobody who may not read them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

from facilitator_app import agreements
from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Fact
from facilitator_app.record.leaving import Disclosure, RiskAnswered, RiskDisclosed
from facilitator_app.text import render
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.panels.kept import Kept, Standing
from facilitator_app.ui.readable import readable
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.times import said
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


class RiskRow(NamedTuple):
    """A disclosure; ``told`` is empty where it may not be read.  ``answer`` is what is half typed of its answer."""

    key: str
    about: str
    open: bool
    told: str
    answer: str


@QmlElement
@QmlUncreatable("made by the program")
class RiskPanel(PanelView):
    """Of the person chosen.  What is half-typed is for who typed it alone, as the line will be for few."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rows = Rows(RiskRow, self)
        self._writing = False
        self._text = ""
        self._owner = ""
        self._shown: tuple[object, ...] = ()
        self._answers: Standing = {}
        self._kept = Kept(desk, "risk", self._standing, self._stand, own=True)
        self._half_answered = Kept(desk, "risk_answer", self._answering, self._answer_anew, own=True)

    @Property(Rows, constant=True)
    def disclosures(self) -> Rows:
        """Each with whose it is, whether it is open, and its words where who is at the screen may read them."""
        return self._rows

    @Property(bool, notify=changed)
    def writing(self) -> bool:
        """Whether one is being written down."""
        return self._writing

    @Property(str, notify=changed)
    def text(self) -> str:
        """What is typed."""
        return self._text

    @Property(str, notify=changed)
    def owner(self) -> str:
        """Who is to look after it."""
        return self._owner

    @Property("QVariantList", notify=changed)
    def owners(self) -> list[dict[str, str]]:
        """Who can: the team in the room."""
        there = [member for member in self.desk.state.staff.values() if member.left is None]
        return [{"key": str(member.id), "text": member.name} for member in there]

    def _row(self, one: Disclosure) -> RiskRow:
        screen = self.desk.app.at_screen
        may_read = agreements.may_read(
            self.desk.session.history, one.entry, screen.id if screen else None, screen.roles if screen else ()
        )
        line = self.desk.session.history.line(one.entry)
        fact = line.entry.fact if line is not None else None
        text = readable(fact.text) if may_read and isinstance(fact, RiskDisclosed) else ""
        key = "risk_ui.open" if one.answered_at is None else "risk_ui.closed"
        about = render(key, name=one.owner_name, age=said(self.desk.now - one.at))
        return RiskRow(str(one.entry), about, one.answered_at is None, text, self._answers.get(str(one.entry), ""))

    def refresh(self) -> None:
        """The record changed, or a second has passed."""
        person = self.desk.person
        self._rows.show([self._row(one) for one in person.leaving.disclosures] if person else [])
        shown = (self.owners,)
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()

    @Slot()
    def begin(self) -> None:
        """Write one down."""
        self._writing = True
        self.changed.emit()

    @Slot()
    def stop(self) -> None:
        """Not now; what is typed waits."""
        self._writing = False
        self.tell(None)
        self.changed.emit()

    def _standing(self) -> Standing:
        if not self._text.strip() and not self._owner:
            return {}
        return {"text": self._text, "owner": self._owner}

    def _stand(self, found: Standing) -> None:
        self._writing, self._text, self._owner = bool(found), found.get("text", ""), found.get("owner", "")
        self.tell(None)
        self.changed.emit()

    def look(self) -> None:
        """Somebody else may be at the screen."""
        self._kept.look()
        self._half_answered.look()

    def _answering(self) -> Standing:
        return {key: text for key, text in self._answers.items() if text.strip()}

    def _answer_anew(self, found: Standing) -> None:
        self._answers = dict(found)
        self.refresh()

    @Slot(str, str)
    def type_answer(self, disclosure: str, text: str) -> None:
        """What is typed of the answer to one of them."""
        self._answers[disclosure] = text
        self._half_answered.typed()

    @Slot(str)
    def type(self, text: str) -> None:
        """What is typed."""
        self._text = text
        self._kept.typed()

    @Slot(str)
    def give_to(self, owner: str) -> None:
        """Who is to look after it."""
        self._owner = owner
        self.changed.emit()
        self._kept.typed()

    @Slot()
    def save(self) -> None:
        """Write it down; it needs words and somebody who looks after it."""
        if not self._owner:
            self.tell(Refusal("risk_ui.owner_missing", field="owner"))
            return
        owner = UUID(self._owner)
        try:
            fact = RiskDisclosed(text=self._text, owner=owner, owner_name=self.desk.state.staff_name(owner))
        except Refusal as refusal:
            self.tell(refusal)
            return
        self._write(fact, self._kept.ends(), self._kept.written(), self._kept)

    @Slot(str, str)
    def answer(self, disclosure: str, text: str) -> None:
        """What was done about it."""
        try:
            fact = RiskAnswered(disclosure=UUID(disclosure), text=text)
        except Refusal as refusal:
            self.tell(refusal)
            return
        self.type_answer(disclosure, text)
        half = self._half_answered
        self._write(fact, half.ends(disclosure), half.written(disclosure), half)

    def _write(self, fact: Fact, draft: str | None, done: Callable[[], None], of: Kept) -> None:
        people = self.desk.chosen
        text = render("room_ui.saved", whom=self.desk.whom(), what=render("risk_ui.saved"))
        self.do(lambda at: self.desk.session.write(fact, people, at=at, ends_draft=draft), text, done, of=of)
