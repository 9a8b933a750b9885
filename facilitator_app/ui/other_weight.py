"""An order for each kg of another weight than was told of the person since: shown with both, and said to stand by a touch.

Only the prescriber says so; nothing is worked out and no amount is suggested.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.clinic import Clinic
from facilitator_app.faults import Refusal
from facilitator_app.medicine_words import medicine, other_weight
from facilitator_app.record import body
from facilitator_app.record.doses import plain
from facilitator_app.record.entry import Part
from facilitator_app.record.orders import Order, OrderGiven, for_weight, is_of_other_weight
from facilitator_app.record.people import told_since
from facilitator_app.record.prescribing import prescribed
from facilitator_app.record.roles import Act, word_counts
from facilitator_app.record.state import Person, SessionState
from facilitator_app.text import catalogue, render
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


def weight_of(clinic: Clinic, person: UUID) -> Decimal | None:
    """The weight that is known of somebody."""
    known = clinic.state.known(person)
    return body.read({"weight_kg": known.details.weight_kg}, "weight_kg") if known is not None else None


def of_other_weight(clinic: Clinic, person: UUID) -> list[tuple[Order, str]]:
    """The orders that hold of somebody and were written for another weight than was told since, each with both in words."""
    kg = weight_of(clinic, person)
    if kg is None:
        return []
    at, zone = told_since(clinic.history.about(person), "weight_kg"), ZoneInfo(clinic.state.zone)
    return [
        (order, other_weight(order.told, kg, at, catalogue(), zone))
        for order in prescribed(clinic.history, person).orders
        if is_of_other_weight(order.told, kg)
    ]


def in_room(order: Order, state: SessionState, person: Person) -> str:
    """The same of an order in the room."""
    assert person.weight_kg is not None  # or it is of no other
    return other_weight(order.told, person.weight_kg, person.weighed_at, catalogue(), ZoneInfo(state.zone))


def for_this_weight(told: OrderGiven, kg: Decimal, prescriber: str, there: Iterable[Order]) -> OrderGiven:
    """The order as it is written where the prescriber says that it stands for that weight, ``there`` being what holds."""
    return for_weight(told, kg, prescriber, render("order.stands_words", kg=plain(kg)), there)


@QmlElement
@QmlUncreatable("made by the program")
class OtherWeightView(QObject):
    """Of the person that is shown at the desk."""

    changed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._person: UUID | None = None
        self._form = Form(app.faults, "it stands", (), self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property(bool, notify=changed)
    def may(self) -> bool:
        """Whether the word of who is at the screen counts here."""
        here = self._app.at_screen
        return here is not None and word_counts(here.roles, Act.ORDER)

    @Property("QVariantList", notify=changed)
    def rows(self) -> list[dict[str, str]]:
        """The orders that were written for another weight: id, what is told of both, and what the touch says."""
        return [
            {
                "id": str(order.entry),
                "text": f"{medicine(order.told.drug, catalogue())}: {told}. {render('order.stands_not')}",
                "act": render("order.stands", kg=plain(self._kg)),
            }
            for order, told in self._found
        ]

    @Slot(str)
    def stand(self, line: str) -> None:
        """The prescriber says that it stands for the weight that is known now."""
        order = next((one for one, _ in self._found if str(one.entry) == line), None)
        if order is not None:
            self._form.attempt(lambda: self._stand(order), self.changed.emit)

    def show(self, person: UUID | None) -> None:
        """Another person's are shown."""
        self._person = person
        self._form.clear()
        self.changed.emit()

    def look(self) -> None:
        """The core changed."""
        self.changed.emit()

    @property
    def _found(self) -> list[tuple[Order, str]]:
        clinic = self._app.clinic
        return of_other_weight(clinic, self._person) if clinic and self._person else []

    @property
    def _kg(self) -> Decimal:
        assert self._app.clinic is not None  # something was found
        assert self._person is not None
        kg = weight_of(self._app.clinic, self._person)
        assert kg is not None
        return kg

    async def _stand(self, order: Order) -> None:
        here = self._app.at_screen
        if self._app.clinic is None or here is None:
            raise Refusal("app.locked")
        assert self._person is not None  # it is an order of theirs
        there = prescribed(self._app.clinic.history, self._person).orders
        fact = for_this_weight(order.told, self._kg, here.name, there)
        await self._app.clinic.write([Part(fact=fact, about=self._person)])
