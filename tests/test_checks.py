"""What may be put off and by whom, what a person's own limit does, and what no amendment moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from facilitator_app import checks, monitoring, rules
from facilitator_app.faults import Refusal
from facilitator_app.handoff.packet import compose
from facilitator_app.record import room
from facilitator_app.record.changes import Amended, Confirmed
from facilitator_app.record.company import SteppedOut
from facilitator_app.record.entry import Entry, Fact
from facilitator_app.record.limits import OwnLimit, PersonLimitSet, ends_replaced, in_place_of
from facilitator_app.record.programme import Limit, Plan, Rule, SignedPlan, When
from facilitator_app.record.roles import Role
from facilitator_app.record.scores import Oxygen, OxygenSaid, Scale, scored
from facilitator_app.record.state import Person
from facilitator_app.record.vitals import Measure, Unavailable, VitalsTaken
from facilitator_app.review import timeline
from facilitator_app.text import english
from facilitator_app.vitals_lanes import Limits
from tests.people import AMARA, DEVI, HALE, INES, ROWAN, START
from tests.told import PEOPLE, PROGRAMME, SCOPE, Told

HR, SYS, DIA, SPO2, BREATHING, T = Measure
F, M = Role.FACILITATOR, Role.MEDICAL_PROVIDER
PLAN = Plan(
    name="Invented",
    source="Invented.",
    rules=(
        Rule(measures=(HR, SPO2), when=When.AFTER_DOSE, every_minutes=10),
        Rule(measures=(SYS, DIA), when=When.AFTER_DOSE, every_minutes=30),
        Rule(measures=(HR,), when=When.BEFORE_LEAVING),
    ),
    limits=(Limit(measure=SYS, high=Decimal(160)), Limit(measure=SPO2, low=Decimal(92), fall_by=Decimal(5))),
    repeat_minutes=5,
    deferrals_most=2,
    deferral_gap_minutes=25,
)


def dosed(plan: Plan | None = PLAN, minute: float = 10) -> Told:
    """Rowan and Amara are there, Rowan had a dose."""
    signed = (
        SignedPlan(plan=plan, signed_by=HALE.id, signer=HALE.name, role=Role.PRESCRIBER, signed_at=START)
        if plan
        else None
    )
    told = Told(programme=msgspec.structs.replace(PROGRAMME, plan=signed)).staff().seated(ROWAN, AMARA)
    told.vitals(5, ROWAN, "HR 70, BP 120/80, SpO2 98")
    told.dose(minute, ROWAN)
    return told


def at(minute: float) -> datetime:
    return START + timedelta(minutes=minute)


def rowan(told: Told) -> Person:
    return told.history.state.people[ROWAN]


def put_off(*measures: Measure, minutes: int = 5) -> room.Deferred:
    return room.Deferred(measures=measures, reason="calm", breathing_seen=True, again_minutes=minutes)


def refused(
    told: Told, minute: float, fact: Fact, role: Role = F, about: UUID | None = ROWAN, by: UUID | None = None
) -> str:
    """The key with which somebody of that role is refused at that minute; empty when nobody minds."""
    entry = Entry(
        id=UUID(int=7), scope=SCOPE, observed_at=at(minute), recorded_at=at(minute), fact=fact, participant=about,
        done_by=by,
    )  # fmt: skip
    try:
        checks.check(told.history.state, told.history, entry, [role])
    except Refusal as refusal:
        return refusal.key
    return ""


def repeats(told: Told, minute: float) -> list[tuple[tuple[Measure, ...], float, bool]]:
    """Rowan's open repeats: what, in how many minutes, whether overdue."""
    found = monitoring.repeats(rowan(told), PLAN, at(minute))
    return [(due.measures, (due.due_at - at(minute)) / timedelta(minutes=1), due.overdue) for due in found]


# ---------------------------------------------------------------- repeats
def test_a_value_beyond_a_limit_asks_again_for_both_halves_and_is_late_at_once() -> None:
    told = dosed()
    told.vitals(20, ROWAN, "HR 80, BP 165/90, SpO2 97")
    assert repeats(told, 22) == [((SYS, DIA), 3, False)]
    assert repeats(told, 25.5) == [((SYS, DIA), -0.5, True)]
    due = monitoring.next_check(rowan(told), PLAN, at(22))
    assert due is not None
    assert (due.why, due.interval) == (monitoring.Why.REPEAT, timedelta(minutes=5))


def test_only_a_number_of_that_measure_answers_a_repeat() -> None:
    told = dosed()
    told.vitals(20, ROWAN, "HR 80, BP 165/90, SpO2 97")
    told.vitals(21, ROWAN, "HR 80, SpO2 97")
    told.write(22, VitalsTaken(values={}, words={SYS: Unavailable.DECLINED, DIA: Unavailable.DECLINED}), ROWAN)
    assert [found.measure for found in monitoring.limits_passed(rowan(told), PLAN)] == [SYS]
    assert repeats(told, 22) == [((SYS, DIA), 3, False)]
    told.vitals(24, ROWAN, "BP 162/90")
    assert repeats(told, 24) == [((SYS, DIA), 5, False)]
    told.vitals(29, ROWAN, "BP 150/90")
    assert repeats(told, 29) == []


def test_without_repeat_minutes_a_limit_only_marks() -> None:
    told = dosed()
    told.vitals(20, ROWAN, "BP 165/90")
    plan = msgspec.structs.replace(PLAN, repeat_minutes=None)
    assert monitoring.repeats(rowan(told), plan, at(22)) == ()
    assert len(monitoring.limits_passed(rowan(told), plan)) == 1


def test_a_limit_of_ones_own_stands_in_place_of_the_plans_and_can_be_taken_back() -> None:
    told = dosed()
    told.vitals(20, ROWAN, "BP 165/90, SpO2 92")
    assert [found.measure for found in monitoring.limits_passed(rowan(told), PLAN)] == [SYS, SPO2]
    wide = Limit(measure=SYS, high=Decimal(175), reason="Lives with 165.", owner="Ines Okafor, RN")
    line = told.write(21, PersonLimitSet(limit=wide), ROWAN)
    passed = monitoring.limits_passed(rowan(told), PLAN)
    assert [(found.measure, found.own) for found in passed] == [(SPO2, False)]
    told.vitals(22, ROWAN, "BP 176/90")
    assert [found.own for found in monitoring.limits_passed(rowan(told), PLAN) if found.measure is SYS] == [True]
    told.voided(23, line, "wrong person")
    assert monitoring.limits_of(rowan(told), PLAN)[SYS].high == 160
    assert monitoring.limits_of(rowan(told), None) == {}


def test_a_stricter_end_of_ones_own_leaves_the_plans_other_ends_where_they_were() -> None:
    clinics = Limit(measure=SYS, low=Decimal(90), high=Decimal(160), rise_percent=Decimal(30))
    plan = msgspec.structs.replace(PLAN, limits=(clinics,))
    told = Told().staff().seated(ROWAN)
    told.vitals(5, ROWAN, "BP 100/65")
    told.dose(10, ROWAN)
    stricter = Limit(measure=SYS, high=Decimal(150), reason="An aneurysm.", owner="Dr. Hale")
    told.write(11, PersonLimitSet(limit=stricter, ends_only=True), ROWAN)
    told.vitals(20, ROWAN, "BP 135/80")
    assert "Owner: Dr. Hale. An aneurysm. The plan's other ends hold on." in next(
        row.text for row in timeline(told.history, ZoneInfo("UTC"), english()).people[0].limits
    )
    assert [found.value for found in monitoring.limits_passed(rowan(told), plan)] == [Decimal(135)], "30 % over 100"
    assert limits_in(told, plan) == (Decimal(90), Decimal(130))
    told.vitals(30, ROWAN, "BP 85/50")
    assert [found.value for found in monitoring.limits_passed(rowan(told), plan)] == [Decimal(85)]
    by = Limit(measure=SYS, rise_by=Decimal(60), reason="Rises far and is well.", owner="Dr. Hale")
    told.write(31, PersonLimitSet(limit=by, ends_only=True), ROWAN)
    told.vitals(40, ROWAN, "BP 155/80")
    assert not monitoring.limits_passed(rowan(told), plan), "the rise is the own one now, and 160 holds beside it"
    told.vitals(50, ROWAN, "BP 165/80")
    assert monitoring.limits_passed(rowan(told), plan)


def test_an_end_of_ones_own_on_the_other_side_of_the_plans_leaves_room_between_the_two() -> None:
    clinics = Limit(measure=SYS, low=Decimal(90), high=Decimal(160))
    for own in (Limit(measure=SYS, high=Decimal(85)), Limit(measure=SYS, low=Decimal(165))):
        told = OwnLimit(at=at(0), entry=UUID(int=1), limit=own, ends_only=True)
        assert in_place_of(clinics, told, Decimal(100)) == own
        assert ends_replaced(clinics, own) == clinics
    over = OwnLimit(at=at(0), entry=UUID(int=1), limit=Limit(measure=SYS, rise_by=Decimal(20)), ends_only=True)
    waits = in_place_of(clinics, over, None)
    assert (waits.low, waits.high, waits.rise_by) == (Decimal(90), Decimal(160), Decimal(20))
    assert ends_replaced(clinics, over.limit) is None


def test_a_limit_that_was_set_before_it_told_its_ends_reads_as_it_was_meant_then() -> None:
    told = Told().staff().seated(ROWAN)
    told.vitals(5, ROWAN, "BP 100/65")
    told.write(11, PersonLimitSet(limit=Limit(measure=SYS, high=Decimal(150), reason="x", owner="Ines")), ROWAN)
    plan = msgspec.structs.replace(PLAN, limits=(Limit(measure=SYS, high=Decimal(160), rise_percent=Decimal(30)),))
    told.vitals(20, ROWAN, "BP 135/80")
    assert not monitoring.limits_passed(rowan(told), plan)


def limits_in(told: Told, plan: Plan) -> tuple[Decimal | None, Decimal | None]:
    """The nearest ends of a systolic pressure as they are drawn afterwards, the last ones."""
    drawn = Limits(told.history.lines(), rowan(told), plan).bounds(at(0))
    return drawn[-1].low, drawn[-1].high


@pytest.mark.parametrize(
    ("limit", "value", "beyond"),
    [
        (Limit(measure=SYS, rise_by=Decimal(40)), "160", False),
        (Limit(measure=SYS, rise_by=Decimal(40)), "161", True),
        (Limit(measure=SYS, fall_by=Decimal(30)), "89", True),
        (Limit(measure=SYS, fall_percent=Decimal(25)), "90", False),
        (Limit(measure=SYS, fall_percent=Decimal(25)), "89", True),
        (Limit(measure=SYS, rise_percent=Decimal(25)), "151", True),
    ],
)
def test_limits_against_the_own_baseline(limit: Limit, value: str, beyond: bool) -> None:
    assert monitoring.is_beyond(limit, Decimal(value), Decimal(120)) is beyond
    assert not monitoring.is_beyond(limit, Decimal(value), None)


def test_without_a_baseline_the_clinics_own_limit_keeps_holding() -> None:
    over = Limit(measure=SYS, rise_percent=Decimal(20), reason="Asked by Dr. Hale.", owner="Ines Okafor, RN")

    def passed(told: Told) -> list[Decimal]:
        return [found.value for found in monitoring.limits_passed(rowan(told), PLAN)]

    bare = Told().staff().seated(ROWAN)
    bare.dose(10, ROWAN)
    bare.write(11, PersonLimitSet(limit=over), ROWAN)
    bare.vitals(20, ROWAN, "BP 240/90", sure=True)
    assert passed(bare) == [Decimal(240)], "the plan's 160 holds until there is a baseline"
    assert repeats(bare, 21) == [((SYS, DIA), 4, False)]
    bare.vitals(25, ROWAN, "BP 155/90")
    assert passed(bare) == []
    told = dosed()
    told.write(11, PersonLimitSet(limit=over), ROWAN)
    told.vitals(20, ROWAN, "BP 145/90")
    assert passed(told) == [Decimal(145)], "20 % over her own 120 and nothing else"
    assert monitoring.limits_of(rowan(told), PLAN, beforehand=True)[SYS].high == 160


def test_of_an_own_limit_and_the_clinics_the_nearer_ends_hold_while_there_is_no_baseline() -> None:
    clinics = Limit(measure=SYS, low=Decimal(90), high=Decimal(160))

    def whole(own: Limit) -> OwnLimit:
        return OwnLimit(at=at(0), entry=UUID(int=1), limit=own)

    near = Limit(measure=SYS, low=Decimal(100), high=Decimal(180), rise_by=Decimal(30))
    both = in_place_of(clinics, whole(near), None)
    assert (both.low, both.high, both.rise_by) == (near.low, clinics.high, near.rise_by)
    assert in_place_of(clinics, whole(near), Decimal(120)) is in_place_of(None, whole(near), None) is near
    absolute = Limit(measure=SYS, high=Decimal(180))
    assert in_place_of(clinics, whole(absolute), None) is absolute, (
        "it needs no baseline: it stands in the clinic's place"
    )
    apart = Limit(measure=SYS, low=Decimal(170), fall_by=Decimal(30))
    assert in_place_of(clinics, whole(apart), None) is clinics


# ---------------------------------------------------------------- what may be put off
def test_a_check_is_put_off_so_many_times_in_a_row_and_the_count_shows() -> None:
    told = dosed()
    for minute in (20, 25):
        assert refused(told, minute, put_off(HR)) == ""
        told.write(minute, put_off(HR), ROWAN)
    [due] = [due for due in monitoring.checks_due(rowan(told), PLAN, at(26)) if due.measures == (HR,)]
    assert (due.put_off, due.deferred, due.due_at) == (2, True, at(30))
    assert refused(told, 30, put_off(HR, minutes=1)) == "deferral.too_many"
    assert refused(told, 30, put_off(HR, minutes=1), M) == "deferral.too_many", "the plan binds the provider too"
    told.vitals(30, ROWAN, "HR 80")
    assert refused(told, 31, put_off(HR)) == ""


def test_a_word_in_the_place_of_a_number_begins_neither_the_count_nor_the_gap_anew() -> None:
    told = dosed()
    for minute in (20, 24):
        told.write(minute, put_off(HR, minutes=4), ROWAN)
        told.write(minute + 1, VitalsTaken(values={}, words={HR: Unavailable.DECLINED}), ROWAN)
    assert times(told, 26)[(monitoring.Why.AFTER_DOSE, HR)] == at(30), "the word answered the check of its time"
    assert refused(told, 30, put_off(HR, minutes=1)) == "deferral.too_many"
    once = dosed()
    once.write(33, VitalsTaken(values={}, words={HR: Unavailable.DECLINED}), ROWAN)
    assert refused(once, 34, put_off(HR, minutes=2)) == "deferral.gap"


def test_a_limit_of_ones_own_that_no_value_can_pass_is_refused() -> None:
    limit = Limit(measure=HR, low=Decimal(20), owner="Ines Okafor, RN", reason="calm heart")
    assert refused(dosed(), 20, PersonLimitSet(limit=limit), M) == "limit.never_passed"


def test_what_is_put_off_unseen_is_refused_unless_the_person_is_out_of_the_room() -> None:
    unseen = msgspec.structs.replace(put_off(HR), breathing_seen=False)
    away = dosed()
    away.write(19, SteppedOut(where="lavatory"), ROWAN)
    assert refused(away, 20, unseen) == ""
    assert refused(dosed(), 20, unseen) == "deferral.breathing"
    assert refused(dosed(None), 20, unseen, M) == "deferral.breathing"


def test_a_check_is_never_put_off_beyond_the_greatest_gap_between_two_readings() -> None:
    told = dosed()
    told.vitals(20, ROWAN, "HR 80, SpO2 97")
    assert refused(told, 35, put_off(HR, minutes=10)) == ""
    assert refused(told, 35, put_off(HR, minutes=11)) == "deferral.gap"
    assert refused(told, 46, put_off(HR, minutes=1)) == "deferral.gap_over"
    assert refused(told, 20, put_off(SYS, DIA, minutes=16)) == "deferral.gap", "the first reading counts from the dose"


def test_before_the_dose_without_a_plan_or_about_nobody_nothing_is_counted() -> None:
    assert refused(dosed(None), 20, put_off(HR, minutes=240)) == ""
    assert refused(dosed(), 20, put_off(HR, minutes=240), about=AMARA) == ""
    assert refused(dosed(), 20, put_off(HR, minutes=240), about=None) == ""
    open_plan = msgspec.structs.replace(PLAN, deferrals_most=None, deferral_gap_minutes=None)
    assert refused(dosed(open_plan), 20, put_off(HR, minutes=240)) == ""


def test_a_repeat_and_a_check_before_leaving_are_put_off_by_the_provider_only() -> None:
    told = dosed()
    told.vitals(20, ROWAN, "HR 80, BP 165/90, SpO2 97")
    assert refused(told, 21, put_off(DIA)) == "deferral.provider_only_repeat"
    assert refused(told, 21, put_off(HR)) == ""
    assert refused(told, 21, put_off(SYS, DIA), M) == ""
    told.vitals(22, ROWAN, "BP 150/90")
    assert refused(told, 23, put_off(SYS, DIA)) == ""
    told.write(24, room.StateSaid(state=room.State.GROUNDED), ROWAN)
    assert refused(told, 25, put_off(HR)) == "deferral.provider_only_before_leaving"
    assert refused(told, 25, put_off(HR), M) == ""


def test_a_scribe_may_write_that_the_provider_put_it_off_and_nobody_else_is_believed() -> None:
    told = dosed()
    told.vitals(20, ROWAN, "HR 80, BP 165/90, SpO2 97")
    assert refused(told, 21, put_off(DIA), by=INES.id) == ""
    assert refused(told, 21, put_off(DIA), by=DEVI.id) == "deferral.provider_only_repeat"
    assert refused(told, 21, put_off(DIA), by=UUID(int=77)) == "deferral.provider_only_repeat"


def test_what_a_scribe_wrote_for_the_provider_awaits_the_providers_word_and_counts_at_once() -> None:
    told = dosed()
    told.vitals(20, ROWAN, "HR 80, BP 165/90, SpO2 97")
    line = told.write(21, put_off(SYS, DIA, minutes=10), ROWAN, by=INES, scribe=DEVI)
    own = told.write(22, put_off(HR), ROWAN, by=DEVI)
    assert repeats(told, 22) == [((SYS, DIA), 9, False)]
    state = told.history.state
    written, plain = told.history.line(line), told.history.line(own)
    assert written is not None
    assert plain is not None
    assert rules.awaits(written, state)
    assert not rules.awaits(plain, state)
    assert rules.whose(written, state) == (M,)
    told.write(23, Confirmed(target=line), ROWAN, by=INES)
    confirmed = told.history.line(line)
    assert confirmed is not None
    assert not rules.awaits(confirmed, told.history.state)


def test_what_a_facilitator_put_off_stays_with_the_check_it_was_and_never_reaches_the_providers() -> None:
    """Put off at 20 till 45; then the provider's value of 18 comes in late, beyond; then Rowan is grounded."""
    told = dosed()
    told.write(20, put_off(HR, SYS, DIA, minutes=25), ROWAN)
    told.vitals(18, ROWAN, "BP 165/90", told_at=22)
    told.write(24, room.StateSaid(state=room.State.GROUNDED), ROWAN)
    due = times(told, 25)
    assert due[(monitoring.Why.REPEAT, SYS)] == at(23)
    assert due[(monitoring.Why.BEFORE_LEAVING, HR)] == at(24)
    assert due[(monitoring.Why.AFTER_DOSE, HR)] == at(45), "what was put off stays put off"


def test_a_limit_set_afterwards_and_a_further_dose_ask_although_something_was_put_off() -> None:
    told = dosed()
    told.vitals(18, ROWAN, "BP 150/90")
    told.write(20, put_off(HR, SYS, DIA, minutes=25), ROWAN)
    told.write(21, PersonLimitSet(limit=Limit(measure=SYS, high=Decimal(140), owner="Ines", reason="heart")), ROWAN)
    assert times(told, 22)[(monitoring.Why.REPEAT, SYS)] == at(23)
    told.dose(24, ROWAN)
    assert times(told, 25)[(monitoring.Why.AFTER_DOSE, HR)] == at(34)


def test_a_deferral_told_late_puts_off_what_was_open_at_its_moment() -> None:
    told = dosed()
    told.write(30, room.StateSaid(state=room.State.GROUNDED), ROWAN)
    late = Entry(
        id=UUID(int=7), scope=SCOPE, observed_at=at(25), recorded_at=at(32), fact=put_off(HR, minutes=9), participant=ROWAN,
    )  # fmt: skip
    checks.check(told.history.state, told.history, late, [F])
    told.write(25, put_off(HR, minutes=9), ROWAN, told_at=32)
    assert times(told, 33)[(monitoring.Why.BEFORE_LEAVING, HR)] == at(30)
    assert checks.bound(told.history.state, told.history, told.entries[1]) is told.entries[1]


def test_what_the_provider_put_off_is_the_repeat_of_then_and_a_line_of_before_reaches_no_repeat() -> None:
    told = dosed()
    told.vitals(20, ROWAN, "BP 165/90")
    told.write(21, put_off(SYS, DIA, minutes=10), ROWAN, by=INES)
    assert repeats(told, 22) == [((SYS, DIA), 9, False)]
    old = msgspec.structs.replace(told.entries[-1], fact=put_off(SYS, DIA, minutes=10))
    told.entries[-1] = old
    assert repeats(told, 22) == [((SYS, DIA), 3, False)]


# ---------------------------------------------------------------- what no amendment moves
def test_what_a_deferral_asked_for_and_a_limit_are_not_amended() -> None:
    told = dosed()
    line = told.write(20, put_off(HR), ROWAN)
    sooner = Amended(target=line, fact=put_off(HR, minutes=1), reason="slip")
    assert refused(told, 21, sooner) == "deferral.cannot_move"
    was = told.entries[-1].fact
    assert isinstance(was, room.Deferred)
    other = msgspec.structs.replace(was, reason="asleep and calm")
    assert refused(told, 21, Amended(target=line, fact=other, reason="slip")) == ""
    limit = told.write(21, PersonLimitSet(limit=Limit(measure=HR, high=Decimal(99), owner="I", reason="r")), ROWAN)
    assert (
        refused(told, 22, Amended(target=limit, fact=None, reason="slip", observed_at=at(20))) == "limit.cannot_amend"
    )
    assert refused(told, 22, Amended(target=UUID(int=1), fact=None, reason="slip", observed_at=at(20))) == ""


def test_moving_a_deferral_or_what_passed_a_limit_moves_no_due_time() -> None:
    told = dosed()
    line = told.write(20, put_off(HR, minutes=9), ROWAN)
    check = told.vitals(21, ROWAN, "BP 165/90")
    before = times(told, 22)
    told.amended(22, line, None, "slip", at=18)
    told.amended(23, check, None, "slip", at=19)
    assert times(told, 22) == before
    assert rowan(told).readings[SYS].at == at(19), "the value's own age follows when it was taken"


def times(told: Told, minute: float) -> dict[tuple[monitoring.Why, Measure], datetime]:
    """When each measure is asked for next, and why."""
    dues = monitoring.checks_due(rowan(told), PLAN, at(minute))
    return {(due.why, measure): due.due_at for due in dues for measure in due.measures}


def test_moving_the_time_of_a_check_moves_no_due_time_and_withdrawing_it_leaves_it_unanswered() -> None:
    """A check at 38 minutes was told as one of half past: what it answered stays answered, only its age is mended."""
    told = dosed()
    told.vitals(20, ROWAN, "HR 80, BP 130/80, SpO2 97")
    line = told.vitals(40, ROWAN, "HR 81, BP 131/80, SpO2 97")
    before = times(told, 41)
    assert before[(monitoring.Why.AFTER_DOSE, HR)] == at(50)
    told.amended(42, line, None, "it was twenty past", at=15)
    assert times(told, 43) == before
    assert rowan(told).readings[HR].value == 80, "the value that was taken last stands as the last"
    told.amended(44, line, None, "no, twenty to", at=39)
    assert rowan(told).readings[HR].at == at(39)
    told.voided(45, line)
    assert times(told, 46)[(monitoring.Why.AFTER_DOSE, HR)] == at(30)


def test_moving_when_somebody_sat_down_or_was_grounded_moves_no_due_time() -> None:
    before_dose = Rule(measures=(HR,), when=When.BEFORE_DOSE)
    told = dosed(msgspec.structs.replace(PLAN, rules=(*PLAN.rules, before_dose)))
    plan = monitoring.plan_of(told.history.state)
    seat = next(entry.id for entry in told.entries if entry.participant == AMARA)

    def amara() -> list[datetime]:
        return [due.due_at for due in monitoring.checks_due(told.history.state.people[AMARA], plan, at(30))]

    asked = amara()
    told.amended(20, seat, None, "she came later", at=8)
    assert amara() == asked == [at(1)]
    told.vitals(40, ROWAN, "HR 80")
    line = told.write(50, room.StateSaid(state=room.State.GROUNDED), ROWAN)
    told.amended(52, line, None, "slip", at=35)
    assert times(told, 53)[(monitoring.Why.BEFORE_LEAVING, HR)] == at(50)


def test_moving_the_time_of_a_check_or_of_a_deferral_past_each_other_keeps_what_was_put_off() -> None:
    told = dosed()
    check = told.vitals(20, ROWAN, "HR 80, BP 130/80, SpO2 97")
    told.write(26, put_off(HR, minutes=4), ROWAN)
    line = told.write(36, put_off(HR, minutes=10), ROWAN)
    [asked] = [due for due in monitoring.checks_due(rowan(told), PLAN, at(37)) if due.measures == (HR,)]
    assert (asked.due_at, asked.put_off) == (at(46), 2)
    told.amended(40, check, None, "it was later", at=39)
    told.amended(41, line, None, "and this earlier", at=15)
    assert [due for due in monitoring.checks_due(rowan(told), PLAN, at(37)) if due.measures == (HR,)] == [asked]
    assert refused(told, 42, put_off(HR)) == "deferral.too_many"
    told.vitals(43, ROWAN, "HR 80")
    assert rowan(told).deferrals == {}


KINDS: tuple[Fact, ...] = (
    VitalsTaken(values={HR: Decimal(80), SYS: Decimal(130), DIA: Decimal(80), SPO2: Decimal(97)}),
    VitalsTaken(values={}, words={HR: Unavailable.DECLINED, SPO2: Unavailable.UNRELIABLE_MOVING}),
    put_off(HR, SPO2, minutes=12),
    put_off(HR, minutes=5),
)


@given(
    lines=some.lists(
        some.tuples(some.floats(12, 90), some.sampled_from(KINDS)), min_size=1, max_size=7, unique_by=lambda one: one[0]
    ),
    which=some.integers(0, 6),
    moved=some.floats(12, 90),
    now=some.floats(90, 120),
)
def test_moving_a_check_a_word_or_a_deferral_moves_nothing_that_is_due(
    lines: list[tuple[float, Fact]], which: int, moved: float, now: float
) -> None:
    told = dosed()
    written = [told.write(minute, fact, ROWAN) for minute, fact in sorted(lines, key=lambda one: one[0])]
    before = monitoring.checks_due(rowan(told), PLAN, at(now))
    told.amended(91, written[which % len(written)], None, "slip", at=moved)
    assert monitoring.checks_due(rowan(told), PLAN, at(now)) == before


def test_a_dose_that_is_amended_moves_them_and_one_that_does_not_begin_anew_counts_from_the_first() -> None:
    told = dosed()
    dose = told.history.entries[-1].id
    told.amended(12, dose, None, "slip", at=11)
    assert times(told, 13)[(monitoring.Why.AFTER_DOSE, HR)] == at(21)
    told.dose(15, ROWAN)
    assert times(told, 16)[(monitoring.Why.AFTER_DOSE, HR)] == at(25)
    first_only = Rule(measures=(HR,), when=When.AFTER_DOSE, every_minutes=10, anew=False)
    plan = msgspec.structs.replace(PLAN, rules=(first_only,))
    [due] = monitoring.checks_due(rowan(told), plan, at(16))
    assert due.due_at == at(21)


# ---------------------------------------------------------------- a round, a figure
def test_a_round_takes_what_comes_due_within_three_minutes_and_both_halves_of_a_pressure() -> None:
    told = dosed()
    half = msgspec.structs.replace(
        PLAN, rules=(*PLAN.rules[:1], Rule(measures=(SYS,), when=When.AFTER_DOSE, every_minutes=12))
    )
    assert monitoring.asked_now(rowan(told), half, at(16.9)) == ()
    assert monitoring.asked_now(rowan(told), half, at(18)) == (HR, SPO2)
    assert monitoring.asked_now(rowan(told), half, at(19)) == (HR, SYS, DIA, SPO2)
    assert monitoring.asked_now(rowan(told), None, at(19)) == ()


def test_each_measure_has_the_window_of_its_own_line() -> None:
    told = dosed()
    lines = (
        Rule(measures=(SPO2,), when=When.AFTER_DOSE, every_minutes=10, window_minutes=1),
        Rule(measures=(SYS, DIA), when=When.AFTER_DOSE, every_minutes=10, window_minutes=9),
    )
    plan = msgspec.structs.replace(PLAN, rules=lines)
    told.vitals(20, ROWAN, "SpO2 97")
    [pressure, _] = monitoring.checks_due(rowan(told), plan, at(22))
    assert (pressure.measures, pressure.overdue) == ((SYS, DIA), False)


def test_news2_of_a_person_takes_no_value_that_looks_stale() -> None:
    told = dosed()
    told.vitals(20, ROWAN, "HR 80, BP 120/80, SpO2 97, Br 14, T 36.8")
    person = msgspec.structs.replace(rowan(told), oxygen=Oxygen(since=at(20), on=False))
    assert monitoring.news2_of(person, PLAN, at(21)).missing == ("acvpu",)
    told.write(20, scored(Scale.ACVPU, "A"), ROWAN)
    person = msgspec.structs.replace(rowan(told), oxygen=Oxygen(since=at(20), on=False))
    assert monitoring.news2_of(person, PLAN, at(21)).total == 0
    assert monitoring.news2_of(person, PLAN, at(33)).missing == ("spo2", "heart_rate")
    assert "acvpu" in monitoring.news2_of(person, PLAN, at(81)).missing
    assert "oxygen" in monitoring.news2_of(rowan(told), PLAN, at(21)).missing


def test_a_value_never_taken_is_not_stale() -> None:
    assert not monitoring.is_stale(rowan(dosed()), T, PLAN, at(200))


# ---------------------------------------------------------------- read afterwards
def test_scores_and_limits_of_ones_own_are_read_in_the_review_and_go_on_in_the_handoff() -> None:
    told = dosed()
    told.write(20, scored(Scale.RASS, "-1"), ROWAN)
    told.write(21, OxygenSaid(on_oxygen=True), ROWAN)
    own = Limit(measure=SYS, high=Decimal(175), rise_by=Decimal(45), reason="Lives with 165.", owner="Ines Okafor, RN")
    told.write(22, PersonLimitSet(limit=own), ROWAN)
    lane = timeline(told.history, UTC, english()).lane(ROWAN)
    assert lane is not None
    limit = "BP systolic: above 175 mmHg, 45 mmHg over the own baseline. Owner: Ines Okafor, RN. Lives with 165."
    assert [row.text for row in (*lane.scores, *lane.limits)] == ["RASS −1 drowsy", "on oxygen", limit]
    account = compose(told.history, ROWAN, PEOPLE[ROWAN], english()).sections["account"]
    assert account.splitlines()[-3:] == [
        "10:20 (+10 min) RASS −1 drowsy",
        "10:21 (+11 min) on oxygen",
        f"10:22 (+12 min) limit: {limit}",
    ]
