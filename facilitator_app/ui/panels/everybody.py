"""The leaving board of everybody who is still here: a column a person, a line a criterion, and the sign-offs below."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from facilitator_app import clearance
from facilitator_app.clearance import Item, Stand
from facilitator_app.record.entry import Fact
from facilitator_app.record.leaving import Asks, CriterionAnswered
from facilitator_app.record.roles import Role
from facilitator_app.record.state import Person
from facilitator_app.session import Who
from facilitator_app.text import catalogue, render, word
from facilitator_app.ui.names import called
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.panels.hold import HoldPanel
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.wording import criterion_name

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

_BY_ONE_TOUCH = (Asks.YES, Asks.SAFETY)


class Column(NamedTuple):
    """A person: the criteria by key with where each stands and what is said for the ear, and who has signed."""

    person: str
    seat: int
    name: str
    cells: list[dict[str, str]]
    signs: list[dict[str, object]]


@QmlElement
@QmlUncreatable("made by the program")
class EverybodyPanel(PanelView):
    """``open``: the board stands over the tiles.  What needs more than a yes opens the person's own list."""

    changed = Signal()
    person_wanted = Signal(str)

    def __init__(self, desk: Desk, hold: HoldPanel) -> None:
        super().__init__(desk)
        self._hold = hold
        self._columns = Rows(Column, self)
        self._open = False
        self._labels: list[dict[str, str]] = []

    @Property(Rows, constant=True)
    def people(self) -> Rows:
        """Everybody who is still here, in seat order."""
        return self._columns

    @Property("QVariantList", notify=changed)
    def labels(self) -> list[dict[str, str]]:
        """The lines of the list."""
        return self._labels

    @Property("QVariantList", notify=changed)
    def signers(self) -> list[str]:
        """The roles whose sign-off the list asks for."""
        goes_by = self.desk.state.leaving_list
        return [render("leaving_ui.sign", role=role) for role in goes_by.signed_by] if goes_by else []

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether the board is shown."""
        return self._open

    @Property(bool, notify=changed)
    def there(self) -> bool:
        """Whether the session goes by a list."""
        return self.desk.state.leaving_list is not None

    @Slot(bool)
    def show(self, shown: bool) -> None:
        """Show the board, or put it away."""
        self._open = shown
        self.tell(None)
        self.refresh()
        self.changed.emit()

    def refresh(self) -> None:
        """The record changed, or a second has passed; nothing is worked out while nobody looks."""
        if not self._open:
            return
        state = self.desk.state
        here = [person for person in state.in_seat_order if person.out is None]
        listed = [(person, clearance.items(person, state, self.desk.now)) for person in here]
        asked = max(
            (items for _, items in listed), key=len, default=()
        )  # a call for support is a line of whoever has one
        labels = [_label(item) for item in asked]
        if labels != self._labels:
            self._labels = labels
            self.changed.emit()
        self._columns.show([self._column(person, items, asked) for person, items in listed])

    def _column(self, person: Person, items: tuple[Item, ...], asked: tuple[Item, ...]) -> Column:
        name = called(person, self.desk.state)
        stands = {one.criterion.key: one.stand for one in items}
        cells = [
            {
                "key": one.criterion.key,
                "stand": (stand := stands.get(one.criterion.key, Stand.WITHOUT)).value,
                "said": f"{name}, {_label(one)['text']}: {word(stand)}",
            }
            for one in asked
        ]
        goes_by = self.desk.state.leaving_list
        signs: list[dict[str, object]] = [
            {
                "role": role.value,
                "text": render("leaving_ui.sign_for", name=name, role=role),
                "done": role in person.leaving.signed,
            }
            for role in (goes_by.signed_by if goes_by else ())
        ]
        return Column(str(person.id), person.seat, name, cells, signs)

    @Slot(str, str)
    def touch(self, person: str, key: str) -> None:
        """A yes, where a yes is enough and none was said; else the person's own list."""
        found = self.desk.state.people[UUID(person)]
        items = clearance.items(found, self.desk.state, self.desk.now)
        item = next((one for one in items if one.criterion.key == key), None)
        simple = item is not None and item.criterion.asks in _BY_ONE_TOUCH and key not in clearance.OF_ITSELF
        if item is None or not simple or not item.blocks:
            self.show(False)
            self.person_wanted.emit(person)
            return
        self._write(found, CriterionAnswered(criterion=key, met=True, label=item.criterion.label), None)

    @Slot(str, str)
    def sign(self, person: str, role: str) -> None:
        """The criteria of this person as they stand, read and signed in a role; one PIN is good for several people."""
        found = self.desk.state.people[UUID(person)]
        self._hold.ask((Role(role),), lambda who: self._sign(found, Role(role), who))

    def _sign(self, person: Person, role: Role, who: Who) -> None:
        items = clearance.items(self.desk.state.people[person.id], self.desk.state, self.desk.now)
        self._write(person, clearance.signature(items, role, who.name), who)

    def _write(self, person: Person, fact: Fact, who: Who | None) -> None:
        whom = render("room_ui.whom", seat=person.seat, name=called(person, self.desk.state))
        said = render("room_ui.saved", whom=whom, what=render("leaving_ui.board"))
        write = self.desk.session.write
        self.do(lambda _: write(fact, [person.id], who=who), said, self.refresh, form=False, told=False, who=who)


def _label(item: Item) -> dict[str, str]:
    one = item.criterion
    return {"key": one.key, "text": criterion_name(one.key, one.label, catalogue())}
