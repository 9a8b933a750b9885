"""The leaving board of one person: each criterion, who said it, the sign-offs.  What they come to is the core's to say."""

from __future__ import annotations

from typing import NamedTuple

from facilitator_app import clearance
from facilitator_app.clearance import Beside, Item, Stand
from facilitator_app.faults import Refusal
from facilitator_app.record import leaving
from facilitator_app.record.entry import Fact
from facilitator_app.record.leaving import Asks
from facilitator_app.record.roles import Role
from facilitator_app.record.state import Person
from facilitator_app.session import Who
from facilitator_app.text import english, render, word
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.panels.hold import HoldPanel
from facilitator_app.ui.panels.risk import RiskPanel
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.times import said
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.wording import criterion_name, measures

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

_NAMED = (Asks.ESCORT,)
"""Criteria that are answered with a name: yes alone says too little."""


class CriterionRow(NamedTuple):
    """A criterion as it is shown.  ``said``: it is answered by a touch; ``passable``: the provider may pass it."""

    key: str
    text: str
    note: str
    stand: str
    said: bool
    passable: bool


class SignRow(NamedTuple):
    """A sign-off: whose, and by whom it was given."""

    role: str
    told: str
    done: bool


@QmlElement
@QmlUncreatable("made by the program")
class BoardPanel(PanelView):
    """Of the person chosen.  ``more`` is the criterion whose note, no and pass are shown."""

    changed = Signal()

    def __init__(self, desk: Desk, hold: HoldPanel) -> None:
        super().__init__(desk)
        self._hold = hold
        self._risks = RiskPanel(desk)
        self._rows = Rows(CriterionRow, self)
        self._signs = Rows(SignRow, self)
        self._more = ""
        self._note = ""
        self._shown: tuple[object, ...] = ()
        desk.chosen_changed.connect(self._other)

    @Property(Rows, constant=True)
    def criteria(self) -> Rows:
        """The list, in its order."""
        return self._rows

    @Property(RiskPanel, constant=True)
    def risks(self) -> RiskPanel:
        """Disclosures of risk."""
        return self._risks

    @Property(Rows, constant=True)
    def signs(self) -> Rows:
        """The sign-offs the list asks for."""
        return self._signs

    @Property(bool, notify=changed)
    def there(self) -> bool:
        """Whether the session goes by a list, and somebody is chosen who has not gone."""
        person = self.desk.person
        return self.desk.state.leaving_list is not None and person is not None and person.out is None

    @Property(str, notify=changed)
    def about(self) -> str:
        """Which list it is, and how much of it is open."""
        goes_by = self.desk.state.leaving_list
        if goes_by is None or self.desk.person is None:
            return ""
        left = sum(item.blocks for item in self._items(self.desk.person))
        return render("leaving_ui.left" if left else "leaving_ui.all_met", count=left, name=goes_by.name)

    @Property(str, notify=changed)
    def source(self) -> str:
        """Where the list comes from."""
        goes_by = self.desk.state.leaving_list
        return render("leaving_ui.source", source=goes_by.source, version=goes_by.version) if goes_by else ""

    @Property(str, notify=changed)
    def more(self) -> str:
        """The criterion that is opened."""
        return self._more

    @Property(str, notify=changed)
    def note(self) -> str:
        """What is typed for it."""
        return self._note

    @Property(str, notify=changed)
    def hint(self) -> str:
        """What belongs into the field of the criterion that is opened."""
        item = self._item(self._more)
        key = "who" if item and item.criterion.asks in _NAMED else "number" if self._more == "number" else "note"
        return render(f"leaving_ui.hint_{key}")

    def refresh(self) -> None:
        """The record changed, or a second has passed."""
        self._risks.refresh()
        person = self.desk.person
        self._rows.show([self._row(person, item) for item in self._items(person)] if person else [])
        self._signs.show(self._sign_rows(person) if person else [])
        shown = (self.there, self.about)
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()

    # ------------------------------------------------------------- what is done
    @Slot(str)
    def open(self, key: str) -> None:
        """Show note, no and pass of a criterion; again: hide them."""
        self._more = "" if key == self._more else key
        self._note = ""
        self.tell(None)
        self.changed.emit()

    @Slot(str)
    def type(self, text: str) -> None:
        """What is typed for the criterion that is opened."""
        self._note = text

    @Slot(str)
    def yes(self, key: str) -> None:
        """It is met.  One that is answered with a name asks for it."""
        item = self._item(key)
        note = self._note if key == self._more else ""
        if item is not None and item.criterion.asks in _NAMED and not note.strip():
            if key != self._more:
                self.open(key)
            else:
                self.tell(Refusal("entry.empty", field="escort"))
            return
        self._answer(key, met=True, note=note)

    @Slot(str)
    def no(self, key: str) -> None:
        """It is not met."""
        self._answer(key, met=False, note=self._note if key == self._more else "")

    @Slot(str)
    def pass_by(self, key: str) -> None:
        """The provider lets it be open, for the reason typed."""
        reason = self._note
        if not reason.strip():
            self.tell(Refusal("entry.empty", field="reason"))
            return
        self._hold.ask(
            (Role.MEDICAL_PROVIDER,),
            lambda who: self._write(leaving.CriterionPassed(criterion=key, reason=reason), who),
        )

    @Slot(str)
    def sign(self, role: str) -> None:
        """The criteria as they stand, read and signed in this role."""
        self._hold.ask((Role(role),), lambda who: self._sign(Role(role), who))

    def _sign(self, role: Role, who: Who) -> None:
        person = self.desk.person
        if person is None:
            return
        items = self._items(person)
        met = tuple(item.criterion.key for item in items if not item.blocks)
        left = tuple(item.criterion.key for item in items if item.blocks)
        self._write(leaving.LeavingSigned(role=role, name=who.name, met=met, open=left), who)

    def _answer(self, key: str, *, met: bool, note: str) -> None:
        item = self._item(key)
        label = item.criterion.label if item is not None else ""
        self._write(leaving.CriterionAnswered(criterion=key, met=met, note=note, label=label), None)

    def _write(self, fact: Fact, who: Who | None) -> None:
        people = self.desk.chosen
        text = render("room_ui.saved", whom=self.desk.whom(), what=render("leaving_ui.board"))
        self.do(lambda at: self.desk.session.write(fact, people, at=at, who=who), text, self._written, form=False)

    def _written(self) -> None:
        self._more = self._note = ""
        self._shown = ()
        self.refresh()

    def _other(self) -> None:
        self._more = self._note = ""
        self._shown = ()
        self.tell(None)
        self.refresh()

    # ------------------------------------------------------------ how it is said
    def _items(self, person: Person) -> tuple[Item, ...]:
        return clearance.items(person, self.desk.state, self.desk.now)

    def _item(self, key: str) -> Item | None:
        person = self.desk.person
        return next((item for item in self._items(person) if item.criterion.key == key), None) if person else None

    def _row(self, person: Person, item: Item) -> CriterionRow:
        one, goes_by = item.criterion, self.desk.state.leaving_list
        told = one.key != clearance.CHECK and one.asks in (Asks.YES, Asks.SAFETY, Asks.ESCORT)
        passable = goes_by is not None and goes_by.may_pass and item.blocks
        text = criterion_name(one.key, one.label, english())
        return CriterionRow(one.key, text, self._evidence(person, item), item.stand.value, told, passable)

    def _evidence(self, person: Person, item: Item) -> str:
        """What it stands on: figures, who said so and when, or why it was passed."""
        key = item.criterion.key
        if item.stand is Stand.PASSED:
            return render("leaving_ui.passed", reason=person.leaving.passed[key])
        if item.missing:
            return render("leaving_ui.missing", names=measures(item.missing, english()))
        if item.beside:
            return ", ".join(_beside(one) for one in item.beside)
        if item.criterion.asks is Asks.DOSE:
            least = item.criterion.minutes or 0
            done = (
                render("leaving_ui.no_dose") if item.minutes is None else render("span.minutes", minutes=item.minutes)
            )
            return render("leaving_ui.since_dose", done=done, least=least)
        if item.total is not None:
            return render("leaving_ui.total", total=item.total)
        answer = person.leaving.answers.get(key)
        if answer is None:
            return ""
        by = self.desk.state.staff_name(answer.by)
        told = render("leaving_ui.said_by", name=by, age=said(self.desk.now - answer.at))
        return f"{answer.note} · {told}" if answer.note else told

    def _sign_rows(self, person: Person) -> list[SignRow]:
        goes_by = self.desk.state.leaving_list
        rows = []
        for role in goes_by.signed_by if goes_by else ():
            signed = person.leaving.signed.get(role)
            if signed is None:
                text = render("leaving_ui.sign", role=role)
            else:
                text = render("leaving_ui.signed", role=role, name=signed.name, age=said(self.desk.now - signed.at))
            rows.append(SignRow(role.value, text, signed is not None))
        return rows


def _beside(one: Beside) -> str:
    name = word(one.measure)
    if one.value is None:
        return render("leaving_ui.not_taken", name=name)
    if one.baseline is None or one.percent is None:
        return render("leaving_ui.no_baseline", name=name, value=one.value)
    sign = "+" if one.percent > 0 else "−" if one.percent < 0 else "±"
    return render("leaving_ui.beside", name=name, value=one.value, sign=sign, percent=abs(one.percent))
