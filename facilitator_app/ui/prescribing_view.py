"""What the prescriber writes of a person before a session: assessment, clearance, order; as a form, and what was written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app.app import App
from facilitator_app.clinic import Clinic
from facilitator_app.faults import Question, Refusal
from facilitator_app.medicine_words import known_medicine, medicine, then_holds
from facilitator_app.record.changes import Voided
from facilitator_app.record.doses import Route, read_amount
from facilitator_app.record.entry import Entry, Fact, Part, whole_number
from facilitator_app.record.orders import ClearedForMedicine, Order, OrderGiven, OrderUnit, OtherRoute
from facilitator_app.record.people import told_last
from facilitator_app.record.prescribing import Asa, Assessed, Prescribed, prescribed
from facilitator_app.record.roles import Act, word_counts
from facilitator_app.text import catalogue, render
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.notices import Form
from facilitator_app.ui.other_route import other_route_asked, other_route_choices
from facilitator_app.ui.other_weight import OtherWeightView
from facilitator_app.ui.panels.forms import choices
from facilitator_app.ui.prescribed_rows import rows_of, stands_of
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.ui.withdrawal import Withdrawal

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

ASSESSMENT = ("health", "goals", "asa")
CLEARANCE = ("until", "conditions")
ORDER = (
    "drug", "route", "low", "high", "unit", "weight_kg", "further", "between_minutes", "other_route", "others",
    "as_written",
)  # fmt: skip
FORMS = {"assessment": ASSESSMENT, "clearance": CLEARANCE, "order": ORDER}


@QmlElement
@QmlUncreatable("made by the program")
class PrescribingView(QObject):
    """Of the person that is shown.  ``opened``: the fields are to show ``values``; ``chose``: something was chosen."""

    changed = Signal()
    opened = Signal()
    chose = Signal()

    def __init__(self, app: App, kept: KeptText, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._kept = kept
        self._person: UUID | None = None
        self._asked = ""
        self._withdrawal = Withdrawal(app, kept, self)
        self._withdrawal.changed.connect(self.changed)
        self._other_weight = OtherWeightView(app, self)
        self._forms = {name: Form(app.faults, name, fields, self) for name, fields in FORMS.items()}

    @Property(Form, constant=True)
    def assessment(self) -> Form:
        """What was refused of the assessment."""
        return self._forms["assessment"]

    @Property(Form, constant=True)
    def clearance(self) -> Form:
        """What was refused of the clearance."""
        return self._forms["clearance"]

    @Property(Form, constant=True)
    def order(self) -> Form:
        """What was refused of the order."""
        return self._forms["order"]

    @Property(Withdrawal, constant=True)
    def withdrawal(self) -> Withdrawal:
        """A line that is taken back."""
        return self._withdrawal

    @Property(OtherWeightView, constant=True)
    def other_weight(self) -> OtherWeightView:
        """The orders that were written for another weight than is known now."""
        return self._other_weight

    @Property(bool, notify=changed)
    def may(self) -> bool:
        """Whether the word of who is at the screen counts here."""
        here = self._app.at_screen
        return here is not None and word_counts(here.roles, Act.ORDER)

    @Property("QVariantList", notify=changed)
    def rows(self) -> list[dict[str, str]]:
        """What was written, the latest first: id, of what kind and when, what it says, and that another took its place."""
        zone = ZoneInfo(self._app.clinic_state().zone)
        return rows_of(self._lines(), self._prescribed, zone)

    @Property("QVariantList", notify=changed)
    def stands(self) -> list[dict[str, str]]:
        """What holds now of each, in words: key, title and text."""
        clinic = self._app.clinic
        return stands_of(self._prescribed, clinic.today, ZoneInfo(clinic.state.zone)) if clinic else []

    @Property(str, notify=chose)
    def others(self) -> str:
        """What is asked of the orders of other medicines than the one that is typed; empty where there is none."""
        names = [medicine(order.told.drug, catalogue()) for order in self._others()]
        return render("prescribing.others", names=names) if names else ""

    @Property(str, notify=chose)
    def other_route(self) -> str:
        """What is asked of the orders of the same medicine by another route; empty where there is none."""
        return other_route_asked(self._prescribed.orders, self._of("drug"), self._of("route"))

    @Property(str, notify=changed)
    def then_holds(self) -> str:
        """What holds once the line is withdrawn that is asked about."""
        line = next((one for one in self._lines() if str(one.id) == self._withdrawal.line), None)
        there = self._prescribed
        return then_holds(line.fact, line.id in there.held, there.orders, catalogue()) if line else ""

    @Property("QVariantMap", constant=True)
    def options(self) -> dict[str, list[dict[str, str]]]:
        """What is chosen from, by field."""
        return _options()

    @Property("QVariantMap", notify=chose)
    def chosen(self) -> dict[str, str]:
        """What was typed and chosen so far."""
        return {"weight_kg": "", **self._kept.of(self._key)}

    @Property(str, notify=changed)
    def weight_told(self) -> str:
        """The weight that is known of them and the day it was told, to stand beside the field; or empty."""
        clinic, person = self._app.clinic, self._person
        return _weight_told(clinic, person, self._weight) if clinic and person else ""

    @Property(bool, notify=chose)
    def far_asked(self) -> bool:
        """Whether it is asked if the day that a clearance ends on, years away, is meant."""
        return self._asked != "" and self._asked == self._of("until")

    @Property("QVariantMap", notify=opened)
    def values(self) -> dict[str, str]:
        """The same, for the fields."""
        return self.chosen

    @Slot(str, str)
    def type(self, field: str, text: str) -> None:
        """What stands in a field now, or was chosen; chosen again, a choice is taken back."""
        again = field in ("asa",) and self.chosen.get(field) == text
        self._kept.type(self._key, field, "" if again else text)
        self.chose.emit()

    @Slot()
    def take_weight(self) -> None:
        """The order is by the weight that is known."""
        self.type("weight_kg", self._weight)
        self.opened.emit()

    @Slot(str)
    def write(self, form: str) -> None:
        """Write one of the three down."""
        read: dict[str, Callable[[], list[Fact]]] = {
            "assessment": lambda: [self._assessed()],
            "clearance": lambda: [self._cleared()],
            "order": lambda: [self._ordered(), *self._in_place_of()],
        }
        self._forms[form].attempt(lambda: self._write(read[form]), lambda: self._written(form))

    def show(self, person: UUID | None) -> None:
        """Another person's are shown."""
        self._person, self._asked = person, ""
        self._withdrawal.show(person)
        self._other_weight.show(person)
        for form in self._forms.values():
            form.clear()
        self._tell()

    def look(self) -> None:
        """The core changed."""
        self._other_weight.look()
        self.changed.emit()
        self.chose.emit()

    def _tell(self) -> None:
        self.changed.emit()
        self.chose.emit()
        self.opened.emit()

    def _lines(self) -> tuple[Entry, ...]:
        clinic = self._app.clinic
        return clinic.history.about(self._person) if clinic and self._person else ()

    @property
    def _prescribed(self) -> Prescribed:
        clinic = self._app.clinic
        return prescribed(clinic.history, self._person) if clinic and self._person else Prescribed()

    def _others(self) -> tuple[Order, ...]:
        """The orders that hold of other medicines than the one that is typed."""
        wanted = known_medicine(self._of("drug"), catalogue()).casefold()
        return tuple(one for one in self._prescribed.orders if wanted and one.told.drug.strip().casefold() != wanted)

    def _in_place_of(self) -> list[Fact]:
        """Those orders withdrawn where this one takes their place; refused until it is said whether it does."""
        others = self._others()
        if not others or self._choice("others", "prescribing.choose_others") == "beside":
            return []
        reason = render("prescribing.instead_reason", drug=medicine(self._of("drug"), catalogue()))
        return [Voided(target=one.entry, reason=reason) for one in others]

    @property
    def _weight(self) -> str:
        known = self._app.clinic.state.known(self._person) if self._app.clinic and self._person else None
        return known.details.weight_kg if known else ""

    @property
    def _key(self) -> str:
        return f"{self._person}/prescribing"

    def _of(self, field: str) -> str:
        return self.chosen.get(field, "").strip()

    def _choice(self, field: str, refusal: str) -> str:
        if not self._of(field):
            raise Refusal(refusal, field=field)
        return self._of(field)

    def _number(self, field: str) -> Decimal:
        found = read_amount(self._of(field), field)
        if found is None:
            raise Refusal("entry.empty", field=field)
        return found

    @property
    def _name(self) -> str:
        return self._app.at_screen.name if self._app.at_screen else ""

    def _assessed(self) -> Fact:
        asa = self._of("asa")
        return Assessed(
            prescriber=self._name, health=self._of("health"), goals=self._of("goals"), asa=Asa(asa) if asa else None
        )

    def _cleared(self) -> Fact:
        until = _day(self._of("until"))
        return ClearedForMedicine(
            prescriber=self._name, until=until, conditions=self._of("conditions"), sure=self.far_asked
        )

    def _ordered(self) -> Fact:
        route, other = Route(self._choice("route", "room_ui.choose_route")), self._of("other_route")
        low, high = self._number("low"), read_amount(self._of("high"), "high")
        unit = OrderUnit(self._choice("unit", "order.choose_unit"))
        further = self._choice("further", "order.choose_further") == "yes"
        between = whole_number(self._of("between_minutes")) if further else None
        if between is None and further and self._of("between_minutes").strip():
            raise Refusal("order.between", field="between_minutes")
        return OrderGiven(
            drug=known_medicine(self._of("drug"), catalogue()),
            route=route,
            low=low,
            high=high,
            unit=unit,
            weight_kg=read_amount(self._of("weight_kg"), "weight_kg") if unit is OrderUnit.MG_PER_KG else None,
            further=further,
            between_minutes=between,
            other_route=OtherRoute(other) if self.other_route and other else None,
            prescriber=self._name,
            as_written=self._of("as_written"),
        )

    async def _write(self, read: Callable[[], list[Fact]]) -> None:
        if self._app.clinic is None:
            raise Refusal("app.locked")
        try:
            await self._app.clinic.write([Part(fact=fact, about=self._person) for fact in read()])
        except Question as question:
            self._asked = self._of(question.field)
            if isValid(self):
                self.chose.emit()
            raise

    def _written(self, form: str) -> None:
        for field in FORMS[form]:
            self._kept.type(self._key, field, "")
        self._kept.keep()
        self._tell()


def _options() -> dict[str, list[dict[str, str]]]:
    further = [{"key": key, "text": render(f"order.further_{key}")} for key in ("no", "yes")]
    others = [{"key": key, "text": render(f"prescribing.{key}")} for key in ("beside", "instead")]
    chips = {"asa": choices(Asa), "route": choices(Route), "unit": choices(OrderUnit)}
    return chips | {"further": further, "others": others, "other_route": other_route_choices()}


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Refusal("order.until", field="until") from None


def _weight_told(clinic: Clinic, person: UUID, weight: str) -> str:
    if not weight:
        return ""
    line = told_last(clinic.history.written_about(person), "weight_kg", weight)
    if line is None:
        return render("ui.people.weight_known", kg=weight)
    return render("ui.people.weight_told", zone=ZoneInfo(clinic.state.zone), kg=weight, at=line.observed_at)
