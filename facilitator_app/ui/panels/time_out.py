"""The time-out before a dose is written down: who it is, what was ordered and given, and what needs a named reason.

It compares and asks.  It never says what to give, and what happened can always be written.
"""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from facilitator_app.faults import Refusal
from facilitator_app.medicine_words import given_earlier, medicine, medicine_unit
from facilitator_app.medicine_words import order as order_told
from facilitator_app.readiness_words import room_matter
from facilitator_app.record import in_the_way, time_out
from facilitator_app.record.doses import Concern, DoseGiven, DoseWithTimeOut, Route, check_expiry, plain
from facilitator_app.record.state import Person, SessionState
from facilitator_app.text import catalogue, render, word
from facilitator_app.ui.names import called
from facilitator_app.ui.other_weight import in_room
from facilitator_app.ui.panels.desk import Desk
from facilitator_app.ui.panels.forms import FormPanel
from facilitator_app.ui.panels.kept import Kept, Standing
from facilitator_app.ui.panels.team_there import check_giver, giver_told, gone_of, options, team_at
from facilitator_app.ui.person_picture import PersonPicture
from facilitator_app.ui.pins import Digits
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.times import said
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.wording import amount as told_amount

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

REASONS = ("on_paper", "by_telephone", "in_the_room")
"""Reasons that are one touch away; any other is typed."""

VIAL = ("lot", "expiry", "wasted_mg", "witness")
"""What is typed of the vial: it holds also when the dose is typed anew, as no reason and no confirmation does."""

WITNESSES = ("second", "witness")
"""Who of the team answers for the dose with their word."""

_IN_THE_MOUTH = (Route.SUBLINGUAL, Route.BUCCAL)


class TimeOutRow(NamedTuple):
    """A line that is read aloud before the dose."""

    name: str
    told: str
    marked: bool


class ConcernRow(NamedTuple):
    """What needs a named reason."""

    key: str
    label: str
    typed: str
    refused: bool


@QmlElement
@QmlUncreatable("made by the program")
class TimeOutPanel(FormPanel):
    """The last step of a dose.  ``begin`` is told the dose as it was typed and who gave it or saw it taken."""

    begun = Signal()
    wanting_changed = Signal()
    fields = ("second", "alone", "lot", "expiry", "wasted_mg", "witness", "details")

    def __init__(self, desk: Desk, kept: Kept) -> None:
        self._rows = Rows(TimeOutRow)
        self._concerns = Rows(ConcernRow)
        self._dose: DoseGiven | None = None
        self._by: UUID | None = None
        self._at: datetime | None = None
        self._digits = Digits()
        self._picture = PersonPicture(desk.app, None)
        self._asking = False
        self._anew: Standing = {}  # by field, whom it was said of before
        self._shown: tuple[object, ...] = ()
        self._shown_by_pin: UUID | None = None
        self._looked_up: tuple[SessionState | None, tuple[UUID, datetime] | None, Person | None] = (None, None, None)
        super().__init__(desk, kept)
        self._rows.setParent(self)
        self._concerns.setParent(self)
        self._digits.setParent(self)
        self._picture.setParent(self)
        desk.moment_row.changed.connect(self.refresh)  # compared with what held at the moment that is told of

    @Property(Digits, constant=True)
    def digits(self) -> Digits:
        """The second person's PIN as it is typed."""
        return self._digits

    @Property(str, notify=begun)
    def asked(self) -> str:
        """Whose PIN is wanted; empty while none is."""
        second = self.values["second"]
        return render("dose.pin_of", name=self.desk.state.staff_name(UUID(second))) if self._asking and second else ""

    @Property(PersonPicture, constant=True)
    def picture(self) -> PersonPicture:
        """How the person looks, where a picture of them is kept."""
        return self._picture

    @Property(Rows, constant=True)
    def rows(self) -> Rows:
        """Seat, name, birth date, allergies, clearance, order, and what was given today."""
        return self._rows

    @Property(Rows, constant=True)
    def concerns(self) -> Rows:
        """What needs a named reason."""
        return self._concerns

    @Property(str, notify=wanting_changed)
    def wanting(self) -> str:
        """What needs a named reason, in one line; each is named in full at its field."""
        return " · ".join(word(Concern(row[0])) for row in self._concerns.rows)

    @Property(str, notify=begun)
    def summary(self) -> str:
        """The dose in full, as it will be written, and who gave it or saw it taken."""
        if self._dose is None or self._by is None:
            return ""
        giver = giver_told(self.desk, self.kept, self._by, by_oneself=self._dose.by_oneself)
        return f"{told_amount(self._dose, catalogue())} · {giver}"

    @Property(str, notify=begun)
    def anew(self) -> str:
        """Whose word is asked for again, that was chosen before; empty when nobody's is."""
        names = {name for field, name in self._anew.items() if not self.values[field]}
        return render("dose.anew", name=", ".join(sorted(names))) if names else ""

    @Property("QVariantList", constant=True)
    def reasons(self) -> list[dict[str, str]]:
        """Reasons that are one touch away."""
        return at_a_touch()

    @Property(bool, notify=begun)
    def second_needed(self) -> bool:
        """The programme asks for a second person."""
        return time_out.needs_second(self.desk.state)

    @Property("QVariantList", notify=begun)
    def others(self) -> list[dict[str, str]]:
        """Who else is in the room, or was still there at the moment that is told of; nobody before that is said."""
        team = () if self.kept.asks else team_at(self.desk, self.kept).values()
        return options(one for one in team if one.id != self._by)

    def standing(self) -> Standing:
        """What is typed and chosen in it."""
        return {name: text for name, text in self._typed.items() if text.strip()}

    @Slot()
    def clear(self) -> None:
        """No time-out is held."""
        self._dose, self._by, self._shown_by_pin, self._asking, self._anew = None, None, None, False, {}
        self._digits.take()
        self._picture.show(None)
        super().clear()

    def begin(self, dose: DoseGiven, by: UUID, typed: Standing) -> None:
        """The dose was typed: hold the time-out, with what was ``typed`` in it before.  A PIN is never kept."""
        self._dose, self._by = dose, by
        self._typed, self._shown_by_pin, self._asking, self._anew = dict(typed), None, False, {}
        self._digits.take()
        self._picture.show(self.desk.person.id if self.desk.person is not None else None)
        self.tell(None)
        self.changed.emit()

    @Slot()
    def refresh(self) -> None:
        """Compare with the record as it is now, and with who is in the room."""
        self._let_go()
        person, dose = self.desk.person, self._dose
        if person is None or dose is None:
            self._rows.show([])
            self._concerns.show([])
            self.wanting_changed.emit()
            return
        state, at, then = self.desk.state, self.desk.moment_row.at_or_now(self.kept), self._then(person)
        self._rows.show(time_out_rows(person, dose, state, self.desk.now, at, then))
        found = time_out.concerns(state, then, dose, at, self.values["expiry"])
        told = [(one.value, concern_named(one, state, then, at), self._typed.get(one.value, "")) for one in found]
        self._concerns.show([ConcernRow(one, label, typed, self.refused_field == one) for one, label, typed in told])
        self.wanting_changed.emit()

    def _let_go(self) -> None:
        """Who has left the room by the moment that is told of confirms nothing and saw nothing."""
        gone = gone_of({name: self.values[name] for name in WITNESSES}, others := self.others)
        for name, key in gone.items():
            self._typed[name], self._anew[name] = "", self.desk.state.staff_name(UUID(key))
        if gone:
            self._ask(asking=False)
            self.changed.emit()
            self.kept.typed()
        if (shown := (others, self.summary, self.anew)) != self._shown:
            self._shown = shown
            self.begun.emit()

    def _then(self, person: Person) -> Person:
        """The person at the moment that is told of, as the record compares the dose; looked up anew once either differs."""
        session, moment = self.desk.session, self.desk.moment_row.at_or_now(self.kept)
        state, told, found = self._looked_up
        if state is not session.state or told != (person.id, moment):
            found = time_out.as_then(session.state, session.history, person.id, moment, self.desk.now)
            self._looked_up = (session.state, (person.id, moment), found)
        return found if found is not None else person

    @Slot(str, str)
    def name_reason(self, concern: str, text: str) -> None:
        """What was typed as the reason."""
        self._typed[concern] = text
        self.kept.typed()
        self.refresh()

    @Slot(str)
    def give_reason(self, text: str) -> None:
        """The reason for whatever has none yet."""
        for row in self._concerns.rows:
            if not self._typed.get(row[0], "").strip():
                self._typed[row[0]] = text
        self.kept.typed()
        self.tell(None)
        self.refresh()

    @Slot()
    def record(self) -> None:
        """The time-out was held: write the dose down."""
        person, dose = self.desk.person, self._dose
        if person is None or dose is None or self._by is None:
            return
        try:
            self.desk.moment_row.at(self.kept)  # before anybody types a PIN
            check_giver(self.desk, self.kept, str(self._by))
            fact = self._read(person, dose)
        except Refusal as refusal:
            self.tell(refusal)
            return
        if self._wants_pin(fact.second):
            self._ask(asking=True)
            return
        by, draft = self._by, self.kept.ends()
        self.do(
            lambda at: self.desk.session.write(fact, [person.id], by=by, at=at, ends_draft=draft),
            render("room_ui.saved", whom=self.desk.whom(), what=in_short(fact)),
            self.kept.written(),
            of=self.kept,
        )

    @Slot()
    def enter(self) -> None:
        """The second person's PIN was typed: with it the dose is written."""
        second, pin = UUID(self.values["second"]), self._digits.take()
        try:
            self.desk.app.door.knock_with_pin(second, pin)
        except Refusal as refusal:
            self.tell(refusal)
            return
        self._shown_by_pin = second
        self._ask(asking=False)
        self.record()

    @Slot()
    def stop(self) -> None:
        """No PIN is typed; back to the time-out."""
        self._ask(asking=False)

    def _wants_pin(self, second: UUID | None) -> bool:
        """Whoever has chosen a PIN confirms by it; who has none is named."""
        return second is not None and second != self._shown_by_pin and self.desk.app.door.has_pin(second)

    def _ask(self, *, asking: bool) -> None:
        self._asking = asking
        self._digits.take()
        self.tell(None)

    def tell(self, refusal: Refusal | None) -> None:
        """Show a refusal at its field."""
        super().tell(refusal)
        self.refresh()
        self.begun.emit()

    @Property(str, notify=begun)
    def general(self) -> str:
        """The refusal, where it does not stand at a concern or at the expiry."""
        return "" if self.refused_field in {"expiry", *(row[0] for row in self._concerns.rows)} else self.refusal

    def _read(self, person: Person, dose: DoseGiven) -> DoseWithTimeOut:
        values, staff = self.values, self.desk.state.staff
        check_expiry(values["expiry"])  # before anybody types a PIN
        order = time_out.order_for(self._then(person), dose)
        plan = time_out.plan_of(self.desk.state)
        second = UUID(values["second"]) if values["second"] else None
        witness = UUID(values["witness"]) if values["witness"] else None
        asked = [Concern(row[0]) for row in self._concerns.rows]
        return DoseWithTimeOut(
            **{name: getattr(dose, name) for name in dose.__struct_fields__},
            order=order.entry if order else None,
            reasons={one: self._typed[one.value] for one in asked if self._typed.get(one.value, "").strip()},
            second=second,
            second_name=staff[second].name if second else "",
            alone=values["alone"],
            lot=values["lot"],
            expiry=values["expiry"],
            wasted_mg=self.number_or_none("wasted_mg"),
            witness=witness,
            witness_name=staff[witness].name if witness else "",
            swish_minutes=plan.swish_minutes if plan and dose.route in _IN_THE_MOUTH else None,
        )


def in_short(dose: DoseGiven) -> str:
    """Medicine, amount and route."""
    return render("told.dose", drug=medicine(dose.drug, catalogue()), amount=plain(dose.amount_mg), route=dose.route)


def at_a_touch() -> list[dict[str, str]]:
    """The reasons that are one touch away, in words."""
    return [{"key": key, "text": render(f"dose.because_{key}")} for key in REASONS]


def concern_named(concern: Concern, state: SessionState, person: Person, at: datetime) -> str:
    """What needs a named reason, in words: of what is not ready or not measured, each by its name."""
    named: list[str] = []
    if concern is Concern.NOT_READY:
        named = [word(one) for one in in_the_way.not_ready(state, person, at)]
        named += [room_matter(one, catalogue()) for one in in_the_way.room_not_so(state, person, at)]
    if concern is Concern.OTHER_WEIGHT:
        named = [in_room(one, state, person) for one in in_the_way.of_other_weight(person)]
    if concern is Concern.NOT_MEASURED:
        named = [word(one) for one in in_the_way.unmeasured(state, person, at)]
    return f"{word(concern)}: {', '.join(named)}" if named else word(concern)


def time_out_rows(
    person: Person, dose: DoseGiven, state: SessionState, now: datetime, at: datetime, then: Person
) -> list[TimeOutRow]:
    """What is read aloud before a dose: who it is, what must not be given, what was ordered, what was given today.

    Clearance and order are those of ``then``, the person at the moment ``at``; one that came later is said to have.
    """
    doses = [
        render(
            "room_ui.dose_today",
            drug=medicine(one.drug, catalogue()),
            amount=plain(one.amount_mg),
            route=one.route,
            age=said(now - one.at),
        )
        for one in person.doses
    ]
    doses += [
        render(
            "dose.medicine_today",
            name=medicine(one.name, catalogue()),
            amount=plain(one.amount),
            unit=medicine_unit(one.unit, catalogue()),
            age=said(now - one.at),
        )
        for one in person.medications
    ]
    doses += [given_earlier(one, catalogue(), ZoneInfo(state.zone)) for one in person.given_earlier]
    unknown = render("room_ui.not_recorded")
    rows = [
        ("seat", render("room_ui.whom", seat=person.seat, name=called(person, state)), False),
        ("legal_name", person.legal_name, False),
        ("birth_date", person.birth_date or unknown, not person.birth_date),
        ("allergies", person.allergies or unknown, True),
        ("cleared", *_later(_cleared(person, at, ZoneInfo(state.zone)), _cleared(then, at, ZoneInfo(state.zone)))),
        ("order", *_later(_order(person, dose), _order(then, dose))),
        ("doses", "\n".join(doses) or render("room_ui.no_dose_yet"), bool(doses)),
    ]
    return [TimeOutRow(render(f"room_ui.out_{key}"), text, mark) for key, text, mark in rows if text]


def _later(now: tuple[str, bool], then: tuple[str, bool]) -> tuple[str, bool]:
    """What stood then; beside it what was written after the moment, which the dose is not compared with."""
    return then if now == then else (render("dose.written_after", then=then[0], now=now[0]), True)


def _cleared(person: Person, now: datetime, zone: tzinfo) -> tuple[str, bool]:
    if person.cleared is None:
        return render("room_ui.not_recorded"), True
    told = person.cleared.told
    text = render("dose.cleared_until", until=told.until.isoformat(), name=told.prescriber)
    return (f"{text}. {told.conditions}" if told.conditions else text), not time_out.is_cleared(person, now, zone)


def _order(person: Person, dose: DoseGiven) -> tuple[str, bool]:
    found = [order_told(order.told, catalogue()) for order in time_out.orders_for(person, dose.drug)]
    return ("\n".join(found), False) if found else (render("room_ui.not_recorded"), True)
