"""The leaving board of one person: each criterion, who said it, the sign-offs.  What they come to is the core's to say."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from facilitator_app import clearance
from facilitator_app.clearance import Item
from facilitator_app.faults import Refusal
from facilitator_app.record import leaving
from facilitator_app.record.entry import Fact
from facilitator_app.record.leaving import SCALES, Asks
from facilitator_app.record.roles import Role
from facilitator_app.record.state import Person
from facilitator_app.session import Who
from facilitator_app.text import catalogue, render
from facilitator_app.ui.panels.criteria import CriterionRow, SignRow, criterion_row, sign_rows
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.panels.hold import HoldPanel
from facilitator_app.ui.panels.kept import Kept, Standing
from facilitator_app.ui.panels.risk import RiskPanel
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.wording import of_list

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

_NAMED = (Asks.ESCORT,)
"""Criteria that are answered with a name: yes alone says too little."""

_NOTE, _OPEN = "note.", ".open"
"""Before the names of the criteria that a note is typed for; the one that is opened."""


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
        self._notes: dict[str, str] = {}
        self._scored: dict[str, int] = {}
        self._shown: tuple[object, ...] = ()
        self._kept = Kept(desk, "board", self._standing, self._stand, observed=lambda: bool(self._scored))
        desk.moment_row.changed.connect(self.changed)

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
        return render(
            "leaving_ui.left" if left else "leaving_ui.all_met", count=left, name=of_list(goes_by.name, catalogue())
        )

    @Property(str, notify=changed)
    def source(self) -> str:
        """Where the list comes from."""
        goes_by = self.desk.state.leaving_list
        if goes_by is None:
            return ""
        return render("leaving_ui.source", source=of_list(goes_by.source, catalogue()), version=goes_by.version)

    @Property(str, notify=changed)
    def more(self) -> str:
        """The criterion that is opened."""
        return self._more

    @Property(str, notify=changed)
    def note(self) -> str:
        """What is typed for it."""
        return self._notes.get(self._more, "")

    @Property(str, notify=changed)
    def hint(self) -> str:
        """What belongs into the field of the criterion that is opened."""
        item = self._item(self._more)
        key = "who" if item and item.criterion.asks in _NAMED else "number" if self._more == "number" else "note"
        return render(f"leaving_ui.hint_{key}")

    @Property("QVariantList", notify=changed)
    def scale(self) -> list[dict[str, object]]:
        """The items of the scale the clinic has chosen, and what was said of each so far."""
        goes_by = self.desk.state.leaving_list
        known = SCALES.get(goes_by.scale) if goes_by else None
        if goes_by is None or known is None:
            return []
        name = goes_by.scale.value
        return [
            {"key": item, "text": render(f"{name}.{item}"), "value": str(self._scored.get(item, ""))}
            for item in known.items
        ]

    @Property(str, notify=changed)
    def unsaved(self) -> str:
        """When the items that were brought back were touched, and that they are not on the record; else empty."""
        return self._kept.not_saved

    @Property("QVariantList", constant=True)
    def points(self) -> list[dict[str, str]]:
        """What an item may be."""
        return [{"key": str(points), "text": str(points)} for points in (2, 1, 0)]

    def refresh(self) -> None:
        """The record changed, or a second has passed."""
        self._risks.refresh()
        person, now = self.desk.person, (self.desk.state, self.desk.now)
        self._rows.show([criterion_row(item, person, *now) for item in self._items(person)] if person else [])
        self._signs.show(sign_rows(person, *now) if person else [])
        shown = (self.there, self.about)
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()

    # ------------------------------------------------------------- what is done
    @Slot(str)
    def open(self, key: str) -> None:
        """Show note, no and pass of a criterion; again: hide them."""
        self._more = "" if key == self._more else key
        self.tell(None)
        self.changed.emit()

    @Slot(str)
    def type(self, text: str) -> None:
        """What is typed for the criterion that is opened."""
        self._notes[self._more] = text
        self._kept.typed()

    @Slot(str)
    def yes(self, key: str) -> None:
        """It is met.  One that is answered with a name asks for it."""
        item = self._item(key)
        note = self.note if key == self._more else ""
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
        self._answer(key, met=False, note=self.note if key == self._more else "")

    @Slot(str)
    def pass_by(self, key: str) -> None:
        """The provider lets it be open, for the reason typed."""
        reason = self.note
        if not reason.strip():
            self.tell(Refusal("entry.empty", field="reason"))
            return
        self._hold.ask(
            (Role.MEDICAL_PROVIDER,),
            lambda who: self._write(leaving.CriterionPassed(criterion=key, reason=reason), who),
        )

    @Slot(str, str)
    def score(self, item: str, points: str) -> None:
        """An item of the scale; with the last one it is written down."""
        goes_by = self.desk.state.leaving_list
        self._scored = {**self._scored, item: int(points)}
        self.changed.emit()
        self._kept.typed()
        known = SCALES.get(goes_by.scale) if goes_by else None
        if goes_by is not None and known is not None and set(self._scored) == set(known.items):
            fact = leaving.LeavingScored(scale=goes_by.scale, version=known.version, items=self._scored)
            self._write(fact, None)

    @Slot(str)
    def sign(self, role: str) -> None:
        """The criteria as they stand, read and signed in this role."""
        self._hold.ask((Role(role),), lambda who: self._sign(Role(role), who))

    def _sign(self, role: Role, who: Who) -> None:
        person = self.desk.person
        if person is None:
            return
        self._write(clearance.signature(self._items(person), role, who.name), who)

    def _answer(self, key: str, *, met: bool, note: str) -> None:
        item = self._item(key)
        label = item.criterion.label if item is not None else ""
        self._write(leaving.CriterionAnswered(criterion=key, met=met, note=note, label=label), None)

    def _write(self, fact: Fact, who: Who | None) -> None:
        people = self.desk.chosen
        text = render("room_ui.saved", whom=self.desk.whom(), what=render("leaving_ui.board"))
        write, about = self.desk.session.write, getattr(fact, "criterion", "")
        of = self._kept if self._of(about) & set(self._standing()) else None
        draft, done = self._kept.ends(), self._kept.written()
        if set(self._standing()) - {_OPEN, *self._of(about)}:  # more is half typed here, and waits
            draft, done = None, partial(self._forget, people, about)
        act = partial(write, fact, people, who=who, ends_draft=draft)
        self.do(lambda at: act(at=at), text, done, form=False, of=of, who=who)

    def _of(self, criterion: str) -> set[str]:
        """What is half typed for a criterion; for none, of the scale."""
        return {_NOTE + criterion} if criterion else set(self._scored)

    def _forget(self, people: tuple[UUID, ...], criterion: str) -> None:
        if people == self.desk.chosen:
            gone = self._of(criterion)
            self._stand({name: text for name, text in self._standing().items() if name not in {_OPEN, *gone}})
            self._kept.keep()

    def _standing(self) -> Standing:
        notes = {_NOTE + key: note for key, note in self._notes.items() if note.strip()}
        scored = {item: str(points) for item, points in self._scored.items()}
        return {**notes, **scored, _OPEN: self._more} if notes or scored else {}

    def _stand(self, found: Standing) -> None:
        self._more = found.pop(_OPEN, "")
        self._notes = {key.removeprefix(_NOTE): note for key, note in found.items() if key.startswith(_NOTE)}
        self._scored = {item: int(points) for item, points in found.items() if not item.startswith(_NOTE)}
        self._shown = ()
        self.tell(None)
        self.refresh()

    # ------------------------------------------------------------ how it is said
    def _items(self, person: Person) -> tuple[Item, ...]:
        return clearance.items(person, self.desk.state, self.desk.now)

    def _item(self, key: str) -> Item | None:
        person = self.desk.person
        return next((item for item in self._items(person) if item.criterion.key == key), None) if person else None
