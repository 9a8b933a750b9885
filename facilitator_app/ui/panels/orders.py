"""Orders and clearances as the prescriber gave them, written for a person by whoever is at the screen.

Nothing is worked out and nothing suggested: the figures are those that the prescriber wrote.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from facilitator_app import rules
from facilitator_app.faults import Question, Refusal
from facilitator_app.medicine_words import known_medicine
from facilitator_app.record import in_the_way
from facilitator_app.record.doses import Route, plain
from facilitator_app.record.entry import Fact
from facilitator_app.record.orders import ClearedForMedicine, Order, OrderGiven, OrderUnit, OtherRoute
from facilitator_app.record.roles import Act, Role, word_counts
from facilitator_app.text import catalogue, render
from facilitator_app.ui.other_route import other_route_asked, other_route_choices
from facilitator_app.ui.other_weight import for_this_weight, in_room
from facilitator_app.ui.panels.desk import Desk
from facilitator_app.ui.panels.forms import FormPanel, choices
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.wording import describe, kind_name

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


class OrderRow(NamedTuple):
    """An order or a clearance."""

    line: str
    kind: str
    told: str
    awaits: bool
    other: str
    stands: str


@QmlElement
@QmlUncreatable("made by the program")
class OrdersPanel(FormPanel):
    """Pages: the ``list``, a new ``order``, a new ``clearance``."""

    people_changed = Signal()
    asked_changed = Signal()
    routes_changed = Signal()
    kept_as = "orders"
    fields = (
        "drug",
        "route",
        "low",
        "high",
        "unit",
        "weight_kg",
        "further",
        "between_minutes",
        "other_route",
        "prescriber",
        "as_written",
        "until",
        "conditions",
    )

    def __init__(self, desk: Desk) -> None:
        self._rows = Rows(OrderRow)
        self._asked = ""
        super().__init__(desk)
        self._rows.setParent(self)
        desk.chosen_changed.connect(self.refresh)
        self.changed.connect(self.routes_changed)
        self.people_changed.connect(self.routes_changed)

    @Property(Rows, constant=True)
    def orders(self) -> Rows:
        """What the prescriber wrote for this person, the newest first."""
        return self._rows

    @Property("QVariantList", constant=True)
    def routes(self) -> list[dict[str, str]]:
        """The routes, spelled out."""
        return choices(Route)

    @Property("QVariantList", constant=True)
    def units(self) -> list[dict[str, str]]:
        """What the figures are in."""
        return choices(OrderUnit)

    @Property("QVariantList", constant=True)
    def furthers(self) -> list[dict[str, str]]:
        """Whether a further dose is allowed."""
        return [{"key": key, "text": render(f"order.further_{key}")} for key in ("no", "yes")]

    @Property(str, notify=routes_changed)
    def other_route(self) -> str:
        """What is asked of the orders of the same medicine by another route that hold; empty where there is none."""
        person = self.desk.person
        return other_route_asked(person.orders if person else (), self.values["drug"], self.values["route"])

    @Property("QVariantList", constant=True)
    def other_routes(self) -> list[dict[str, str]]:
        """Whether they hold beside it, or it takes their place."""
        return other_route_choices()

    @Property("QVariantList", notify=people_changed)
    def prescribers(self) -> list[dict[str, str]]:
        """The clinic's prescribers; any other is typed."""
        clinic = self.desk.app.clinic
        found = clinic.state.staff.values() if clinic else ()
        return [{"key": one.name, "text": one.name} for one in found if Role.PRESCRIBER in one.roles]

    @Property(bool, notify=asked_changed)
    def far_asked(self) -> bool:
        """Whether it is asked if the day that the clearance ends on, years away, is meant."""
        return self._asked != "" and self._asked == self.values["until"]

    @Slot()
    def refresh(self) -> None:
        """It was opened, or the record changed."""
        session, person = self.desk.app.session, self.desk.person
        lines = session.history.lines() if session and person else ()
        found = [
            line
            for line in lines
            if person is not None
            and line.entry.participant == person.id
            and line.voided is None
            and isinstance(line.entry.fact, OrderGiven | ClearedForMedicine)
        ]
        state = self.desk.state
        self._rows.show(
            [
                OrderRow(
                    str(line.first.id),
                    kind_name(line.entry.fact, catalogue()),
                    describe(line.entry.fact, catalogue()),
                    rules.awaits(line, state),
                    *self._of_other_weight(line.first.id),
                )
                for line in reversed(found)
            ]
        )
        self.people_changed.emit()

    def _of_other_weight(self, line: UUID) -> tuple[str, str]:
        """That an order was written for another weight, with both; and what the prescriber's touch says, or nothing."""
        person, here = self.desk.person, self.desk.app.at_screen
        order = self._written_for_another(str(line))
        if person is None or person.weight_kg is None or order is None:
            return "", ""
        may = here is not None and word_counts(here.roles, Act.ORDER)
        told = f"{in_room(order, self.desk.state, person)}. {render('order.stands_not')}"
        return told, render("order.stands", kg=plain(person.weight_kg)) if may else ""

    def _written_for_another(self, line: str) -> Order | None:
        person = self.desk.person
        found = in_the_way.of_other_weight(person) if person else ()
        return next((one for one in found if str(one.entry) == line), None)

    @Slot(str)
    def stands(self, line: str) -> None:
        """The prescriber at the screen says that it stands for the weight that is known now."""
        person, here, order = self.desk.the_person(), self.desk.app.at_screen, self._written_for_another(line)
        if order is None or person.weight_kg is None or here is None:
            return
        fact = for_this_weight(order.told, person.weight_kg, here.name, person.orders)
        self.do(lambda _: self.desk.session.write(fact, [person.id]), "", self.refresh, undo=False, told=False)

    @Slot(str)
    def confirm(self, line: str) -> None:
        """The prescriber at the screen confirms it."""
        self.do(lambda _: self.desk.session.confirm(UUID(line)), "", self.refresh, undo=False, told=False)

    @Slot()
    def save_order(self) -> None:
        """Write the order down."""
        self._try(self._order)

    @Slot()
    def save_clearance(self) -> None:
        """Write the clearance down."""
        self._try(self._clearance)

    def tell(self, refusal: Refusal | None) -> None:
        """Show a refusal; a day that was asked about once, years away, is meant when it is written again."""
        if isinstance(refusal, Question):
            self._asked = self.values["until"]
        super().tell(refusal)
        self.asked_changed.emit()

    def _try(self, read: Callable[[], Fact]) -> None:
        try:
            person, fact = self.desk.the_person(), read()
        except Refusal as refusal:
            self.tell(refusal)
            return
        by, draft = self._prescriber(), self.kept.ends()
        self.do(
            lambda at: self.desk.session.write(fact, [person.id], by=by, at=at, ends_draft=draft),
            render("room_ui.saved", whom=self.desk.whom(), what=describe(fact, catalogue())),
            self._done(),
            of=self.kept,
        )

    def _done(self) -> Callable[[], None]:
        written = self.kept.written()

        def done() -> None:
            written()
            self.refresh()

        return done

    def _prescriber(self) -> UUID | None:
        clinic, name = self.desk.app.clinic, self.values["prescriber"].strip()
        found = clinic.state.staff.values() if clinic else ()
        return next((one.id for one in found if one.name == name and Role.PRESCRIBER in one.roles), None)

    def _order(self) -> Fact:
        values = self.values
        further = self.chosen("further", "order.choose_further") == "yes"
        between = self.number_or_none("between_minutes")
        if between is not None and between != int(between):
            raise Refusal("order.between", field="between_minutes")
        return OrderGiven(
            drug=known_medicine(values["drug"], catalogue()),
            route=Route(self.chosen("route", "room_ui.choose_route")),
            low=self.number("low"),
            high=self.number_or_none("high"),
            unit=OrderUnit(self.chosen("unit", "order.choose_unit")),
            weight_kg=self.number_or_none("weight_kg") or self._own_weight(values["unit"]),
            further=further,
            between_minutes=int(between) if between is not None else None,
            other_route=OtherRoute(values["other_route"]) if self.other_route and values["other_route"] else None,
            prescriber=values["prescriber"].strip(),
            as_written=values["as_written"],
        )

    def _own_weight(self, unit: str) -> Decimal | None:
        """The weight that is known of them, for an order per kg in which none is typed."""
        return self.desk.the_person().weight_kg if unit == OrderUnit.MG_PER_KG else None

    def _clearance(self) -> Fact:
        values = self.values
        try:
            until = date.fromisoformat(values["until"].strip())
        except ValueError:
            raise Refusal("order.until", field="until") from None
        name = values["prescriber"].strip()
        meant = self.far_asked  # what was asked once is kept when it is written again
        return ClearedForMedicine(prescriber=name, until=until, conditions=values["conditions"], sure=meant)
