"""A dose: what, how, how strong, how much; then a time-out with the person before it is written down.

Nothing is filled in from the past and nothing is suggested.  Strength, quantity and amount are typed and must agree.
What was typed is kept for its person until it is written: whoever is looked at meanwhile, and through a stop.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from facilitator_app.faults import Refusal
from facilitator_app.medicine_words import known_medicine, medicine, ordered
from facilitator_app.record.doses import DoseGiven, Route, read_amount
from facilitator_app.record.entry import text_within
from facilitator_app.record.medication import DRUGS
from facilitator_app.record.orders import Order
from facilitator_app.record.state import Person
from facilitator_app.record.time_out import orders_for
from facilitator_app.text import catalogue, render, word
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.panels.figures import amiss, figure, not_taken
from facilitator_app.ui.panels.kept import Kept, Standing
from facilitator_app.ui.panels.team_there import ONESELF, check_giver, givers_of
from facilitator_app.ui.panels.time_out import VIAL, TimeOutPanel
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

FORMS = ("liquid", "units", "whole")
FIELDS = {"liquid": ("strength_mg_per_ml", "volume_ml"), "units": ("strength_mg_per_unit", "units")}
"""The record's names of strength and quantity for each form."""

_PLACES = {"strength_mg_per_ml": "strength", "strength_mg_per_unit": "strength", "volume_ml": "count", "units": "count"}
_PLACES |= {"amount_mg": "amount"}
"""On which field of the page a refusal of the record stands."""

_LONGEST = 12
"""Digits and point of a number: more than any strength, quantity or amount has."""

_OUT = "out."
"""Before the names of what is typed in the time-out."""


class NumberRow(NamedTuple):
    """A number that is typed."""

    key: str
    label: str
    spoken: str
    typed: str
    active: bool
    refused: bool


@QmlElement
@QmlUncreatable("made by the program")
class DosePanel(PanelView):
    """First what is given and how (``page`` "what"), then how much ("amount"), then the time-out ("time_out")."""

    changed = Signal()
    ordered_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._values: dict[str, str] = {}
        self._numbers = Rows(NumberRow, self)
        self._active, self._page = "strength", "what"
        self._kept = Kept(desk, "dose", self._standing, self._stand, given=True)
        self._out = TimeOutPanel(desk, self._kept)
        self.changed.connect(self.ordered_changed)
        desk.moment_row.changed.connect(self.changed)  # who was there then

    @Property("QVariantList", constant=True)
    def drugs(self) -> list[dict[str, str]]:
        """Medicines that are one touch away; any other is typed."""
        return [{"key": drug, "text": drug} for drug in (medicine(one, catalogue()) for one in DRUGS)]

    @Property("QVariantList", constant=True)
    def routes(self) -> list[dict[str, str]]:
        """The routes, spelled out."""
        return [{"key": route.value, "text": word(route)} for route in Route]

    @Property("QVariantList", constant=True)
    def forms(self) -> list[dict[str, str]]:
        """How the amount is made up."""
        return [{"key": form, "text": render(f"room_ui.form_{form}")} for form in FORMS]

    @Property("QVariantList", constant=True)
    def stated(self) -> list[dict[str, str]]:
        """Whether the milligrams are of the base or of the salt."""
        return [{"key": key, "text": render(f"room_ui.stated_{key}")} for key in ("base", "salt")]

    @Property("QVariantList", notify=changed)
    def givers(self) -> list[dict[str, str]]:
        """Who may have given it: who of the staff was in the room then; and the person, seen by one of them."""
        return givers_of(self.desk, self._kept)

    @Property("QVariantMap", notify=changed)
    def values(self) -> dict[str, str]:
        """What is typed and chosen, by field."""
        names = ("drug", "route", "form", "strength", "count", "amount", "stated_as", "note", "by")
        return {name: self._values.get(name, "") for name in names}

    @Property(str, notify=ordered_changed)
    def ordered(self) -> str:
        """What was ordered of the medicine that is typed, or last while none is; nothing is filled in from it."""
        found = [ordered(order.told, catalogue()) for order in _orders(self.desk.person, self.values["drug"])]
        return render("room_ui.ordered", what="; ".join(found)) if found else ""

    @Property(Rows, constant=True)
    def numbers(self) -> Rows:
        """The number fields of the form chosen: strength, how much of it, and the amount in mg."""
        return self._numbers

    def _show_numbers(self) -> None:
        form = self._values.get("form", "")
        keys = ["amount"] if form == "whole" else ["strength", "count", "amount"]
        if self._active not in keys:
            self._active = keys[0]
        rows = []
        for key in keys if form else ():
            name = "room_ui.amount" if key == "amount" else f"room_ui.{key}_{form}"
            typed = self._values.get(key, "")
            spoken = render(f"field.{self._spoken(key)}")
            rows.append(NumberRow(key, render(name), spoken, typed, key == self._active, self.refused_place == key))
        self._numbers.show(rows)

    def _spoken(self, key: str) -> str:
        """The record's name of a number."""
        pair = FIELDS.get(self._values.get("form", ""))
        return pair[key == "count"] if pair and key != "amount" else "amount_mg"

    @Property(str, notify=changed)
    def page(self) -> str:
        """Where the dose is: ``what``, ``amount`` or ``time_out``."""
        return self._page

    @Property(TimeOutPanel, constant=True)
    def out(self) -> TimeOutPanel:
        """The time-out with the person."""
        return self._out

    @Slot(str, str)
    def put(self, name: str, text: str) -> None:
        """What stands in a field, or was chosen."""
        if self._values.get(name, "") != text:
            self._values[name] = text
            self._turn(self._page)

    @Slot(str)
    def activate(self, key: str) -> None:
        """Type into this number from now on; the one that is left says so when no number can be read from it."""
        left, self._active = self._active, key
        if left != key:
            self.tell(amiss(lambda: read_amount(self.values[left], self._spoken(left))))
        self._show_numbers()

    @Slot(str)
    def press(self, key: str) -> None:
        """A digit or the point; no other key is taken, and none by a number as long as it may be: what stands in it stays."""
        typed, written = self._values.get(self._active, ""), figure(key)
        if written and len(typed) < _LONGEST:
            self.put(self._active, typed + written)
        else:
            self.tell(not_taken(key, self._spoken(self._active)))
            self._show_numbers()

    @Slot()
    def erase(self) -> None:
        """Take the last character away."""
        self.put(self._active, self._values.get(self._active, "")[:-1])

    @Slot(int)
    def step(self, by: int) -> None:
        """To the next number."""
        keys = [row[0] for row in self._numbers.rows]
        if keys:
            self.activate(keys[(keys.index(self._active) + by) % len(keys)])

    def tell(self, refusal: Refusal | None) -> None:
        """Show a refusal at its field, or that there is none any more."""
        super().tell(refusal)
        self.changed.emit()

    @Slot()
    def clear(self) -> None:
        """Begin anew."""
        self._values, self._active = {}, "strength"
        self._out.clear()
        self._turn("what")

    def _standing(self) -> Standing:
        typed = {name: text for name, text in self._values.items() if text.strip()}
        out = {_OUT + name: text for name, text in self._out.standing().items()} if self._page == "time_out" else {}
        return {**typed, **out, ".page": self._page, ".active": self._active} if typed else {}

    def _stand(self, found: Standing) -> None:
        self.clear()
        self._values = {name: text for name, text in found.items() if not name.startswith((".", _OUT))}
        self._active, page = found.get(".active", "strength"), found.get(".page", "what")
        self._turn("amount" if page == "time_out" else page)
        if page == "time_out":
            typed = {name.removeprefix(_OUT): text for name, text in found.items() if name.startswith(_OUT)}
            try:
                self._hold(self._read(), typed)
            except Refusal as refusal:
                self.tell(refusal)

    def _hold(self, ready: DoseGiven, typed: Standing) -> None:
        self._out.begin(ready, UUID(self.values["by"].removeprefix(ONESELF)), typed)
        self._turn("time_out")

    @Property(bool, notify=changed)
    def has_anything(self) -> bool:
        """Whether anything is typed or chosen."""
        return any(text.strip() for text in self._values.values())

    @Slot()
    def to_what(self) -> None:
        """Back to what is given; everything typed is still there."""
        self._turn("what")

    @Slot()
    def to_amount(self) -> None:
        """On to how much, once it is said what is given, how, and by whom."""
        try:
            self.desk.the_person()
            self._check_what()
        except Refusal as refusal:
            self.tell(refusal)
            return
        self._turn("amount")

    @Slot()
    def back(self) -> None:
        """Back to how much; everything typed is still there."""
        self._turn("amount")

    def _turn(self, page: str) -> None:
        self._page = page
        self.tell(None)
        self._show_numbers()
        self.changed.emit()
        self._kept.typed()

    @Slot()
    def go_on(self) -> None:
        """Check what was typed and go to the time-out, or tell the field that does not fit."""
        try:
            self.desk.the_person()
            ready = self._read()
            check_giver(self.desk, self._kept, self.values["by"])
        except Refusal as refusal:
            self.tell(refusal)
            if self.refused_place in ("strength", "count", "amount"):
                self._active = self.refused_place
            self._show_numbers()
            return
        self._kept.begins_now()
        self._hold(ready, {name: text for name, text in self._out.standing().items() if name in VIAL})

    def _check_what(self) -> None:
        values = self.values
        text_within(values["drug"], 200, "drug")
        for name in ("route", "form", "stated_as", "by"):
            if not values[name]:
                raise Refusal(f"room_ui.choose_{name}", field=name)

    def _read(self) -> DoseGiven:
        values = self.values
        self._check_what()
        strength, count = self._pair()
        amount = read_amount(values["amount"], "amount_mg")
        if amount is None:
            raise Refusal("entry.empty", field="amount_mg")
        liquid, units = values["form"] == "liquid", values["form"] == "units"
        return DoseGiven(
            drug=known_medicine(values["drug"], catalogue()),
            route=Route(values["route"]),
            amount_mg=amount,
            strength_mg_per_ml=strength if liquid else None,
            volume_ml=count if liquid else None,
            strength_mg_per_unit=strength if units else None,
            units=count if units else None,
            stated_as=values["stated_as"],
            by_oneself=values["by"].startswith(ONESELF),
            note=values["note"],
        )

    def _pair(self) -> tuple[Decimal | None, Decimal | None]:
        pair = FIELDS.get(self.values["form"])
        if pair is None:
            return None, None
        strength, count = (
            read_amount(self.values[name], field) for name, field in zip(("strength", "count"), pair, strict=True)
        )
        for value, field in ((strength, pair[0]), (count, pair[1])):
            if value is None:
                raise Refusal("entry.empty", field=field)
        return strength, count

    @Property(str, notify=changed)
    def refused_place(self) -> str:
        """The field on the page that the refusal belongs to."""
        return _PLACES.get(self.refused_field, self.refused_field)


def _orders(person: Person | None, drug: str) -> tuple[Order, ...]:
    if person is None or not person.orders:
        return ()
    return orders_for(person, drug if drug.strip() else person.orders[-1].told.drug)
