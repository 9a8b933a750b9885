"""Orders, the time-out at a dose, medicines for a side effect and adverse events, on the real record."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest

from facilitator_app import rules, text
from facilitator_app.faults import Refusal
from facilitator_app.handoff.packet import compose
from facilitator_app.medicine_words import event_name
from facilitator_app.record.adverse import (
    Adverse,
    AdverseClassed,
    AdverseFollowed,
    AdverseReported,
    Outcome,
    Severity,
)
from facilitator_app.record.changes import Amended, Confirmed
from facilitator_app.record.doses import Concern, DoseGiven, DoseWithTimeOut, Route, read_amount
from facilitator_app.record.entry import Entry, Fact
from facilitator_app.record.medication import MedicationGiven, MedicineRoute
from facilitator_app.record.orders import ClearedForMedicine, OrderGiven, OrderUnit
from facilitator_app.record.programme import Plan
from facilitator_app.record.roles import Role
from facilitator_app.record.room import StaffLeft, StaffPresent
from facilitator_app.record.time_out import concerns, is_cleared, needs_second, orders_for, plan_of
from facilitator_app.review import timeline
from facilitator_app.wording import describe
from tests.people import AMARA, DEVI, HALE, INES, ROWAN, START, TOMAS
from tests.ready import READY
from tests.test_moves import Room
from tests.told import PROGRAMME as TOLD_PROGRAMME
from tests.told import SCOPE, Told

WORDS = text.english()
MINUTE = timedelta(minutes=1)
ORDER = OrderGiven(drug="ketamine", route=Route.INTRAMUSCULAR, low=Decimal(40), high=Decimal(60), further=True,
                   between_minutes=20, prescriber=HALE.name)  # fmt: skip
CLEARED = ClearedForMedicine(prescriber=HALE.name, until=START.date())


def dose(amount: str = "50", drug: str = "ketamine", route: Route = Route.INTRAMUSCULAR) -> DoseGiven:
    return DoseGiven(drug=drug, route=route, amount_mg=Decimal(amount))


def timed(**more: object) -> DoseWithTimeOut:
    return msgspec.convert(
        {"kind": "dose_given/2", "drug": "ketamine", "route": "intramuscular", "amount_mg": "50"} | more,
        DoseWithTimeOut,
    )


def asked(told: Told, given: DoseGiven, minute: float = 60) -> tuple[Concern, ...]:
    state = told.history.state
    return concerns(state, state.people[ROWAN], given, START + minute * MINUTE)


def seated() -> Told:
    """Rowan, ready for the medicine but for clearance and order."""
    told = Told().staff().seated()
    for fact in READY:
        told.write(1, fact, ROWAN)
    return told


# ------------------------------------------------------------------------------------------------------ what is compared


def test_without_clearance_and_order_a_dose_asks_for_both_reasons() -> None:
    assert asked(seated(), dose()) == (Concern.NOT_CLEARED, Concern.NO_ORDER)


def test_what_was_ordered_asks_for_nothing() -> None:
    told = seated()
    told.write(2, CLEARED, ROWAN, by=HALE)
    told.write(2, ORDER, ROWAN, by=HALE)
    assert asked(told, dose("40")) == ()
    assert asked(told, dose("60", drug=" Ketamine ")) == ()
    assert asked(told, dose("60.5")) == (Concern.OUTSIDE_ORDER,)
    assert asked(told, dose("39.9")) == (Concern.OUTSIDE_ORDER,)
    assert asked(told, dose(route=Route.SUBLINGUAL)) == (Concern.OUTSIDE_ORDER,)
    assert asked(told, dose(drug="esketamine")) == (Concern.NO_ORDER,)


def test_a_clearance_ends_with_its_day_in_the_room() -> None:
    told = seated()
    told.write(2, CLEARED, ROWAN, by=HALE)
    person = told.history.state.people[ROWAN]
    assert is_cleared(person, START, UTC)
    assert not is_cleared(person, START + timedelta(days=1), UTC)


def test_an_order_for_each_kg_needs_the_weight_to_be_compared() -> None:
    told = seated()
    told.write(2, CLEARED, ROWAN, by=HALE)
    per_kg = msgspec.structs.replace(ORDER, low=Decimal("0.5"), high=Decimal("0.75"), unit=OrderUnit.MG_PER_KG)
    line = told.write(2, per_kg, ROWAN, by=HALE)
    assert asked(told, dose("40")) == (Concern.OUTSIDE_ORDER,)
    told.amended(3, line, msgspec.structs.replace(per_kg, weight_kg=Decimal(80)), "weighed")
    assert asked(told, dose("40")) == ()
    assert asked(told, dose("60")) == ()
    assert asked(told, dose("61")) == (Concern.OUTSIDE_ORDER,)


def test_an_order_without_a_range_is_exact_and_the_last_one_counts() -> None:
    told = seated()
    told.write(2, CLEARED, ROWAN, by=HALE)
    told.write(2, ORDER, ROWAN, by=HALE)
    last = told.write(5, OrderGiven(drug="Ketamine", route=Route.INTRAMUSCULAR, low=Decimal(30), prescriber="x"), ROWAN)
    assert asked(told, dose("30")) == ()
    assert asked(told, dose("31")) == (Concern.OUTSIDE_ORDER,)
    (found,) = orders_for(told.history.state.people[ROWAN], "ketamine")
    assert found is not None
    assert found.entry == last


def test_a_further_dose_is_allowed_or_not_and_not_too_soon() -> None:
    told = seated()
    told.write(2, CLEARED, ROWAN, by=HALE)
    order = told.write(2, ORDER, ROWAN, by=HALE)
    told.dose(10, ROWAN)
    assert asked(told, dose(), 29) == (Concern.TOO_SOON,)
    assert asked(told, dose(), 30) == ()
    assert asked(told, dose(), 5) == (Concern.TOO_SOON,), "told late, with the one that followed it known"
    told.amended(31, order, msgspec.structs.replace(ORDER, between_minutes=None), "slip")
    assert asked(told, dose(), 11) == ()
    told.amended(32, order, msgspec.structs.replace(ORDER, further=False, between_minutes=None), "slip")
    assert asked(told, dose(), 60) == (Concern.NO_FURTHER,)
    assert asked(told, dose(), 5) == (Concern.NO_FURTHER,)


# ------------------------------------------------------------------------------------------------- what may be written


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Room]:
    made = Room(tmp_path / "clinic")
    await made.begin()
    await made.ready(ROWAN)
    yield made
    await made.journal.close()


async def refusal(
    place: Room, fact: DoseWithTimeOut | AdverseFollowed | AdverseClassed | Confirmed, at: int = 0
) -> Refusal:
    with pytest.raises(Refusal) as refused:
        await place.session.write(fact, [ROWAN], at=START + at * MINUTE if at else None)
    return refused.value


async def test_a_dose_never_passes_in_silence(place: Room) -> None:
    place.clock.advance(10 * MINUTE)
    asked_for = await refusal(place, timed())
    assert (asked_for.key, asked_for.field) == ("dose.reason_needed", "not_cleared")
    await place.tell(11, CLEARED)
    assert (await refusal(place, timed(reasons={"not_cleared": "x"}))).field == "no_order"
    await place.tell(12, ORDER)
    await place.tell(13, timed())
    assert (await refusal(place, timed())).field == "too_soon"
    line = await place.tell(14, timed(reasons={"too_soon": "Hale was asked by telephone."}))
    told = place.session.history.line(line)
    assert told is not None
    assert describe(told.entry.fact, WORDS).endswith("; sooner than ordered, because Hale was asked by telephone.")


async def test_a_late_dose_is_compared_with_what_held_then(place: Room) -> None:
    await place.tell(10, CLEARED)
    await place.tell(20, ORDER)
    place.clock.advance(30 * MINUTE)
    assert (await refusal(place, timed(), at=15)).field == "no_order"
    await place.session.write(timed(), [ROWAN], at=START + 25 * MINUTE)
    assert len(place.person(ROWAN).doses) == 1


async def test_an_earlier_time_does_not_take_a_doses_concern_away(place: Room) -> None:
    await place.tell(2, CLEARED)
    order = await place.tell(3, msgspec.structs.replace(ORDER, further=False, between_minutes=None))
    first = await place.tell(20, timed())
    place.clock.advance(MINUTE)
    for earlier in (0, 10):
        assert (await refusal(place, timed(), at=earlier)).field == "no_further"
    second = await place.tell(22, timed(reasons={"no_further": "Hale was asked by telephone."}))

    async def corrected(line: UUID, minute: int, fact: DoseWithTimeOut | None) -> str:
        with pytest.raises(Refusal) as no:
            await place.session.amend(line, fact, "the time was wrong", observed_at=START + minute * MINUTE)
        return no.value.field

    assert await corrected(second, 15, timed()) == "no_further", "before the first one it is still the second"
    assert await corrected(first, 30, None) == "no_further"
    await place.session.amend(second, None, "the time was wrong", observed_at=START + 15 * MINUTE)
    await place.session.amend(first, timed(lot="K2"), "left out")  # it was given first: nothing more is asked of it
    await place.session.amend(order, ORDER, "misread")
    assert await corrected(second, 12, timed()) == "too_soon", "eight minutes before the first"
    assert len(place.person(ROWAN).doses) == 2


async def test_a_second_person_confirms_where_the_programme_says_so(place: Room) -> None:
    state = place.session.state
    assert not needs_second(state)
    assert state.programme is not None
    assert state.programme.plan is not None
    signed = msgspec.structs.replace(
        state.programme.plan, plan=msgspec.structs.replace(state.programme.plan.plan, second_confirms=True)
    )
    asks = msgspec.structs.replace(state, programme=msgspec.structs.replace(state.programme, plan=signed))
    reasons = dict.fromkeys(("not_cleared", "no_order"), "on paper")
    await place.tell(10, timed(reasons=reasons))
    entry = place.session.history.entries[-1]

    def met(fact: DoseWithTimeOut) -> str:
        with pytest.raises(Refusal) as refused:
            rules.check(
                asks, place.session.history, msgspec.structs.replace(entry, fact=fact), INES.roles, entry.recorded_at
            )
        return refused.value.key

    assert met(timed(reasons=reasons | {"no_further": "x"})) == "dose.second_needed"
    assert met(timed(reasons=reasons, second=str(INES.id))) == "dose.second_is_the_same"
    for fact in (timed(reasons=reasons, second=str(DEVI.id)), timed(reasons=reasons, alone="Nobody else is here.")):
        rules.check(
            asks, place.session.history, msgspec.structs.replace(entry, fact=fact), INES.roles, entry.recorded_at
        )
    bare = msgspec.structs.replace(asks, programme=msgspec.structs.replace(state.programme, plan=None))
    assert plan_of(bare) is None
    assert isinstance(plan_of(asks), Plan)


async def test_who_had_left_the_room_confirms_no_dose_and_saw_none_of_it_thrown_away(place: Room) -> None:
    reasons = dict.fromkeys(("not_cleared", "no_order"), "on paper")
    by_devi = {"second": str(DEVI.id), "second_name": DEVI.name, "reasons": reasons}
    seen = {"wasted_mg": "50", "witness": str(DEVI.id), "witness_name": DEVI.name, "reasons": reasons}
    place.clock.advance(20 * MINUTE)
    await place.session.write(StaffLeft(staff=DEVI.id), at=START + 10 * MINUTE)
    for field, words in (("second", by_devi), ("witness", seen)):
        for at in (0, 12):
            no = await refusal(place, timed(**words), at)
            assert (no.key, no.field) == ("dose.had_left", field)
            assert text.say(no).startswith("Devi Rao had left the room by then.")
    (given,) = await place.session.write(timed(**by_devi), [ROWAN], at=START + 9 * MINUTE)
    assert place.person(ROWAN).doses[0].entry == given.id, "she was there when it was given"
    await place.session.write(StaffPresent(staff=DEVI.id, name=DEVI.name, roles=DEVI.roles))
    await place.tell(22, timed(**seen | {"reasons": reasons | {"no_further": "Hale was asked by telephone."}}))


async def test_a_dose_stays_with_its_second_person_where_it_is_told_later_that_they_had_left(place: Room) -> None:
    reasons = dict.fromkeys(("not_cleared", "no_order"), "on paper")
    await place.ready(AMARA)
    given = await place.tell(10, timed(reasons=reasons, second=str(DEVI.id), second_name=DEVI.name))
    place.clock.advance(MINUTE)
    await place.session.write(StaffLeft(staff=DEVI.id), at=START + 9 * MINUTE)
    moved = await place.session.move(given, AMARA, "read from the wrong chart", timed(reasons=reasons).reasons)
    assert place.person(AMARA).doses[0].entry == moved.id
    told = place.session.history.line(moved.id)
    assert told is not None
    assert "Devi Rao" in describe(told.entry.fact, WORDS)


async def test_an_order_of_a_scribe_awaits_the_prescriber_and_does_not_hold_up_the_session(place: Room) -> None:
    line = await place.tell(5, ORDER)
    found = place.session.history.line(line)
    assert found is not None
    assert rules.awaits(found, place.session.state)
    assert place.session.awaiting() == ()
    with pytest.raises(Refusal) as refused:
        await place.session.confirm(line)
    assert refused.value.key == "session.not_your_word"
    place.session.at_screen = HALE
    await place.session.confirm(line)
    found = place.session.history.line(line)
    assert found is not None
    assert not rules.awaits(found, place.session.state)


async def test_a_medicine_for_a_side_effect_awaits_the_provider_and_stands_in_the_packet(place: Room) -> None:
    place.session.at_screen = TOMAS
    given = MedicationGiven(
        name="ondansetron", amount=Decimal(4), unit="mg", route=MedicineRoute.ORAL, for_what="nausea", by_oneself=True
    )
    line = await place.tell(20, given)
    assert [one.first.id for one in place.session.awaiting()] == [line]
    packet = compose(place.session.history, ROWAN, None, WORDS)
    (row,) = packet.doses
    assert row.text == "ondansetron 4 mg, oral, for nausea, taken by oneself under order"
    assert row.remarks == "seen by Tomas Lind; awaits the provider’s confirmation"
    assert place.person(ROWAN).doses == (), "the dose clock is of the session's medicine only"


async def test_anyone_reports_an_event_and_only_the_provider_classes_it(place: Room) -> None:
    place.session.at_screen = TOMAS
    event = await place.tell(20, AdverseReported(what="nausea", severity=Severity.MODERATE, action="a bowl"))
    (open_,) = place.person(ROWAN).adverse
    assert open_ == Adverse(
        entry=event, at=START + 20 * MINUTE, what="nausea", severity=Severity.MODERATE, actions=("a bowl",)
    )
    assert [line.first.id for line in place.session.awaiting()] == [event]
    assert (await refusal(place, AdverseClassed(event=event, serious=False))).key == "session.not_your_word"
    await place.tell(30, AdverseFollowed(event=event, severity=Severity.MILD))
    await place.tell(40, AdverseFollowed(event=event, outcome=Outcome.RESOLVED, action="ginger tea"))
    place.session.at_screen = INES
    assert (await refusal(place, Confirmed(target=event))).key == "adverse.class_it"
    await place.tell(41, AdverseClassed(event=event, serious=True, reason="Taken to the hospital."))
    (over,) = place.person(ROWAN).adverse
    assert (over.severity, over.actions, over.serious) == (Severity.MILD, ("a bowl", "ginger tea"), True)
    assert (over.is_open, over.ended_at) == (False, START + 40 * MINUTE)
    assert place.session.awaiting() == ()
    await place.tell(50, AdverseFollowed(event=event, action="It came back."))
    assert place.person(ROWAN).adverse[0].is_open


async def test_lines_about_an_event_need_the_event_and_come_after_it(place: Room) -> None:
    nothing = UUID(int=404)
    assert (
        await refusal(place, AdverseFollowed(event=nothing, outcome=Outcome.UNKNOWN))
    ).key == "adverse.no_such_event"
    event = await place.tell(20, AdverseReported(what="headache", severity=Severity.MILD))
    early = AdverseFollowed(event=event, outcome=Outcome.RESOLVED)
    assert (await refusal(place, early, at=10)).key == "adverse.before_it_began"
    other = await place.tell(22, AdverseReported(what="other", severity=Severity.MILD, words="Cramp"))
    await place.tell(23, AdverseFollowed(event=other, outcome=Outcome.RESOLVED))
    await place.tell(24, AdverseClassed(event=other, serious=False))
    assert [one.serious for one in place.person(ROWAN).adverse] == [None, False]
    await place.session.void(event, "wrong person")
    assert [one.entry for one in place.person(ROWAN).adverse] == [other]


def test_an_open_event_stands_in_what_needs_care_and_in_the_lane() -> None:
    told = seated()
    event = told.write(20, AdverseReported(what="fainting", severity=Severity.SEVERE), ROWAN)
    told.write(21, AdverseFollowed(event=event, action="laid down"), ROWAN)
    told.write(22, ORDER, ROWAN)
    packet = compose(told.history, ROWAN, None, WORDS)
    assert packet.sections["care"] == "10:20 Adverse event still open: fainting, severe"
    assert "adverse event, later: goes on, laid down" in packet.sections["account"]
    assert "order: ketamine 40 to 60 mg, intramuscular" in packet.sections["account"]
    told.write(40, AdverseFollowed(event=event, outcome=Outcome.RESOLVED), ROWAN)
    told.voided(41, told.write(40, AdverseReported(what="nausea", severity=Severity.MILD), ROWAN))
    lane = timeline(told.history, UTC, WORDS).lane(ROWAN)
    assert lane is not None
    assert [(row.is_open, row.event == event, row.voided) for row in lane.adverse] == [
        (False, True, False), (False, True, False), (False, True, False), (False, False, True),
    ]  # fmt: skip
    assert compose(told.history, ROWAN, None, WORDS).sections["care"] == ""


# ----------------------------------------------------------------------------------------------- what cannot be written


def impossible() -> list[tuple[str, str, Callable[[], object]]]:
    order: dict[str, Any] = {name: getattr(ORDER, name) for name in ORDER.__struct_fields__}
    given: dict[str, Any] = {
        "name": "x",
        "amount": Decimal(1),
        "unit": "mg",
        "route": MedicineRoute.ORAL,
        "for_what": "nausea",
    }
    base: dict[str, Any] = {"drug": "ketamine", "route": Route.ORAL, "amount_mg": Decimal(50)}
    return [
        ("entry.empty", "prescriber", lambda: OrderGiven(**order | {"prescriber": " "})),
        ("entry.empty", "drug", lambda: OrderGiven(**order | {"drug": ""})),
        ("dose.not_above_zero", "low", lambda: OrderGiven(**order | {"low": Decimal(0)})),
        ("dose.not_above_zero", "high", lambda: OrderGiven(**order | {"high": Decimal("NaN")})),
        ("dose.too_much", "high", lambda: OrderGiven(**order | {"high": Decimal(1001)})),
        ("dose.too_much", "low", lambda: OrderGiven(**order | {"low": Decimal(1001), "high": None})),
        ("order.upside_down", "high", lambda: OrderGiven(**order | {"high": Decimal(39)})),
        ("order.weight", "weight_kg", lambda: OrderGiven(**order | {"weight_kg": Decimal(19)})),
        ("order.between", "between_minutes", lambda: OrderGiven(**order | {"between_minutes": 0})),
        ("order.between", "between_minutes", lambda: OrderGiven(**order | {"further": False})),
        ("entry.empty", "prescriber", lambda: ClearedForMedicine(prescriber="", until=date(2026, 3, 5))),
        ("entry.empty", "medicine", lambda: MedicationGiven(**given | {"name": ""})),
        ("entry.empty", "unit", lambda: MedicationGiven(**given | {"unit": ""})),
        ("entry.empty", "for_what", lambda: MedicationGiven(**given | {"for_what": ""})),
        ("dose.not_above_zero", "amount", lambda: MedicationGiven(**given | {"amount": Decimal("Infinity")})),
        ("adverse.unknown_what", "what", lambda: AdverseReported(what="boredom", severity=Severity.MILD)),
        ("entry.empty", "words", lambda: AdverseReported(what="other", severity=Severity.MILD)),
        ("adverse.nothing_new", "action", lambda: AdverseFollowed(event=ROWAN)),
        ("entry.empty", "reason", lambda: AdverseClassed(event=ROWAN, serious=True)),
        ("entry.empty", "reason", lambda: DoseWithTimeOut(**base, reasons={Concern.NO_ORDER: " "})),
        ("dose.not_above_zero", "wasted_mg", lambda: DoseWithTimeOut(**base, wasted_mg=Decimal(-1), witness=ROWAN)),
        ("dose.witness_needed", "witness", lambda: DoseWithTimeOut(**base, wasted_mg=Decimal(5))),
        ("dose.swish", "swish_minutes", lambda: DoseWithTimeOut(**base, swish_minutes=61)),
        ("dose.half_a_pair", "volume_ml", lambda: DoseWithTimeOut(**base, volume_ml=Decimal(1))),
    ]  # fmt: skip


@pytest.mark.parametrize(("key", "field", "make"), impossible())
def test_what_cannot_be_is_refused_at_its_field(key: str, field: str, make: Callable[[], object]) -> None:
    with pytest.raises(Refusal) as refused:
        make()
    assert (refused.value.key, refused.value.field) == (key, field)


def test_an_amount_with_a_comma_before_three_figures_is_one_or_a_thousand_and_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        read_amount("1,000", "low")
    assert (refused.value.key, refused.value.field) == ("dose.comma", "low")


# -------------------------------------------------------------------------------------------------------- how it reads


def test_a_time_out_reads_in_full() -> None:
    full = timed(
        reasons={"no_order": "on paper"}, second=str(DEVI.id), second_name="Devi Rao", alone="x", lot="K2", expiry="2027-03",
        wasted_mg="12.50", witness=str(DEVI.id), witness_name="Devi Rao", swish_minutes=10,
    )  # fmt: skip
    assert describe(full, WORDS) == (
        "ketamine 50 mg, intramuscular, stated as base; no order, because on paper; confirmed by Devi Rao; "
        "no second person, because x; lot K2; expires 2027-03; 12.5 mg wasted, seen by Devi Rao; 10 min in the mouth"
    )
    assert describe(timed(), WORDS) == "ketamine 50 mg, intramuscular, stated as base"


def test_orders_and_events_read_in_words() -> None:
    exact = OrderGiven(
        drug="ketamine", route=Route.ORAL, low=Decimal("2.50"), prescriber="Dr. Hale", as_written="2.5 po"
    )
    assert describe(exact, WORDS) == "ketamine 2.5 mg, oral, no further dose, by Dr. Hale. “2.5 po”"
    further = msgspec.structs.replace(exact, further=True, as_written="", weight_kg=Decimal(70))
    assert describe(further, WORDS) == "ketamine 2.5 mg, oral, weight 70 kg, a further dose is allowed, by Dr. Hale"
    cleared = ClearedForMedicine(prescriber="Dr. Hale", until=date(2026, 6, 30))
    assert describe(cleared, WORDS) == "until 30 June 2026, by Dr. Hale"
    assert describe(msgspec.structs.replace(cleared, conditions="Fasting."), WORDS).endswith(". Fasting.")
    given = MedicationGiven(name="oxygen", amount=Decimal(2), unit="L/min", route=MedicineRoute.INHALED, for_what="low oxygen",
                            strength="cylinder", note="by mask")  # fmt: skip
    assert describe(given, WORDS) == "oxygen 2 L/min, inhaled (cylinder), for low oxygen. by mask"
    event = AdverseReported(what="nausea", severity=Severity.MILD, words="queasy", action="a bowl")
    assert describe(event, WORDS) == "nausea: queasy, mild; done: a bowl"
    assert (
        describe(AdverseFollowed(event=ROWAN, severity=Severity.SEVERE, action="x"), WORDS) == "goes on, now severe, x"
    )
    assert describe(AdverseClassed(event=ROWAN, serious=False), WORDS) == "not serious"
    assert event_name("other", "Cramp", WORDS) == "Cramp"


def test_the_programme_of_stories_asks_for_no_second_person() -> None:
    assert TOLD_PROGRAMME.plan is None
    assert not needs_second(seated().history.state)


# ------------------------------------------------------------------------------------- what cannot be, what is over


@pytest.mark.parametrize(
    ("amount", "unit", "key"),
    [
        ("500000", "mg", "medication.impossible"),
        ("10001", "mg", "medication.impossible"),
        ("1000001", "drops", "medication.impossible"),
        ("5000", "mg", "medication.improbable"),
        ("1500", "mcg", "medication.improbable"),
        ("150", "mL", "medication.improbable"),
        ("16", "L/min", "medication.improbable"),
        ("300", "mg", ""),
        ("15", "L/min", ""),
        ("5000", "unit", ""),
    ],
)
def test_a_medicine_amount_that_cannot_be_is_refused_and_an_improbable_one_is_asked_about(
    amount: str, unit: str, key: str
) -> None:
    told = seated()
    given = MedicationGiven(
        name="midazolam", amount=Decimal(amount), unit=unit, route=MedicineRoute.ORAL, for_what="anxiety"
    )
    line = told.write(10, msgspec.structs.replace(given, amount=Decimal(4)), ROWAN)
    now = START + 20 * MINUTE

    def refused(fact: Fact) -> str:
        entry = Entry(id=UUID(int=7), scope=SCOPE, observed_at=now, recorded_at=now, fact=fact, participant=ROWAN)
        try:
            rules.check(told.history.state, told.history, entry, [Role.MEDICAL_PROVIDER], now)
        except Refusal as refusal:
            return refusal.key
        return ""

    assert refused(given) == key
    assert refused(Amended(target=line, fact=given, reason="slip")) == key
    sure = msgspec.structs.replace(given, confirmed=True)
    assert refused(sure) == (key if key == "medication.impossible" else "")
    if not key.endswith("impossible"):
        assert describe(sure, WORDS).endswith(", said to be right")


@pytest.mark.parametrize(
    ("printed", "over"),
    [
        ("2026-02", True), ("2026-03", False), ("2026-03-04", True), ("2026-03-05", False), ("1999-01", True),
        ("02/2026", True), ("03/26", False), ("02.26", True), ("04.03.2026", False), ("04/02/2026", False),
        ("04/02/2025", True), ("31/12/2025", True), ("13/2025", False), ("soon", False), ("", False),
    ],
)  # fmt: skip
def test_a_pack_past_its_expiry_asks_for_a_named_reason(printed: str, over: bool) -> None:
    told = seated()
    told.write(2, CLEARED, ROWAN)
    told.write(3, ORDER, ROWAN)
    state = told.history.state
    found = concerns(state, state.people[ROWAN], dose(), START + 60 * MINUTE, printed)
    assert found == ((Concern.EXPIRED,) if over else ())


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("Mar 2024", "dose.expiry_unread"), ("202403", "dose.expiry_unread"), ("20240301", "dose.expiry_unread"),
        ("2026-13", "dose.expiry_unread"), ("2026-02-30", "dose.expiry_unread"), ("yesterday", "dose.expiry_unread"),
        ("13/2027", "dose.expiry_unread"), ("03/2024", "dose.reason_needed"), ("2024-03", "dose.reason_needed"),
        ("2027-03", ""), (" 03/27 ", ""), ("31/12/2027", ""), ("", ""), ("  ", ""),
    ],
)  # fmt: skip
def test_an_expiry_that_is_no_date_is_refused_at_its_field(printed: str, key: str) -> None:
    told = seated()
    told.write(2, CLEARED, ROWAN)
    told.write(3, ORDER, ROWAN)
    right = told.write(10, timed(), ROWAN, by=INES)
    old = told.write(45, timed(expiry="soon"), ROWAN, by=INES)
    assert told.history.state.people[ROWAN].doses[-1].entry == old, "a line of before stays as it is"

    def refused(fact: Fact) -> tuple[str, str]:
        now = START + 80 * MINUTE
        entry = Entry(id=UUID(int=7), scope=SCOPE, observed_at=now, recorded_at=now, fact=fact, participant=ROWAN)
        try:
            rules.check(told.history.state, told.history, entry, [Role.MEDICAL_PROVIDER], now)
        except Refusal as refusal:
            return refusal.key, refusal.field
        return "", ""

    field = {"dose.expiry_unread": "expiry", "dose.reason_needed": "expired", "": ""}[key]
    assert refused(timed(expiry=printed)) == (key, field)
    assert refused(Amended(target=right, fact=timed(expiry=printed), reason="misread")) == (key, field)
    corrected = Amended(target=old, fact=timed(expiry="soon", amount_mg="45"), reason="misread")
    assert refused(corrected) == ("", ""), "whoever corrects the amount is not held up by the pack"


def test_a_dose_of_before_moves_to_its_right_person_as_it_stands() -> None:
    told = seated()
    reasons = dict.fromkeys((Concern.NOT_CLEARED, Concern.NO_ORDER), "by telephone")
    given = timed(expiry="soon", reasons=reasons)
    told.write(45, given, AMARA, by=INES)

    def again(minute: int) -> None:
        at, now = START + minute * MINUTE, START + 80 * MINUTE
        entry = Entry(id=UUID(int=7), scope=SCOPE, observed_at=at, recorded_at=now, fact=given, participant=ROWAN)
        rules.check(told.history.state, told.history, entry, [Role.MEDICAL_PROVIDER], now)

    again(45)
    with pytest.raises(Refusal) as refused:
        again(46)
    assert refused.value.key == "dose.expiry_unread"


def test_an_amended_dose_is_compared_with_everything_but_itself() -> None:
    told = seated()
    told.write(2, CLEARED, ROWAN)
    told.write(3, ORDER, ROWAN)
    line = told.write(10, timed(), ROWAN, by=INES)
    told.write(11, dose(), ROWAN, by=INES)
    now = START + 40 * MINUTE

    def refused(change: Amended) -> str:
        entry = Entry(id=UUID(int=7), scope=SCOPE, observed_at=now, recorded_at=now, fact=change, participant=ROWAN)
        try:
            rules.check(told.history.state, told.history, entry, [Role.MEDICAL_PROVIDER], now)
        except Refusal as refusal:
            return refusal.key
        return ""

    assert refused(Amended(target=line, fact=timed(amount_mg="45"), reason="misread")) == ""
    assert refused(Amended(target=line, fact=timed(amount_mg="70"), reason="misread")) == "dose.reason_needed"
    answered = timed(amount_mg="70", reasons={"outside_order": "by telephone"})
    assert refused(Amended(target=line, fact=answered, reason="misread")) == ""
    late = Amended(target=line, fact=timed(), reason="slip", observed_at=START + 20 * MINUTE)
    assert refused(late) == "dose.reason_needed", "sooner after the one at eleven minutes than the order allows"
