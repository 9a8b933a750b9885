"""The way out: what must be so before somebody is cleared, who says it, and what is said of a disclosure of risk."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import pytest

from facilitator_app import agreements, clearance, export
from facilitator_app.clearance import Stand
from facilitator_app.clock import SystemClock
from facilitator_app.faults import Faults, Refusal
from facilitator_app.handoff.packet import compose
from facilitator_app.integration import SAFETY, Matter, waiting
from facilitator_app.journal import JournalFile
from facilitator_app.record import circle, emergency, leave, leaving, room, touch
from facilitator_app.record.changes import Amended, Voided
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.doses import DoseGiven, Route
from facilitator_app.record.entry import Fact
from facilitator_app.record.leave import LeaveGiven, Recipient
from facilitator_app.record.leaving import Asks, Criterion, LeavingList, LeavingScale
from facilitator_app.record.limits import PersonLimitSet
from facilitator_app.record.programme import Limit, Plan, Rule, SignedPlan, When
from facilitator_app.record.roles import Role
from facilitator_app.record.vitals import Measure, Unavailable, VitalsTaken
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.review import timeline
from facilitator_app.session import Session, Who
from facilitator_app.text import english
from facilitator_app.ui.panels.criteria import criterion_row
from facilitator_app.ui.tile_set import tiles
from facilitator_app.wording import describe
from tests.golden import PROGRAMME
from tests.people import AMARA, DEVI, HALE, INES, ROWAN, START, TOMAS

LIST = LeavingList(
    name="Ours",
    source="Invented.",
    criteria=(
        Criterion(key="vitals", asks=Asks.VITALS, percent=20),
        Criterion(key="since_dose", asks=Asks.DOSE, minutes=60),
        Criterion(key="steady"),
        Criterion(key="safety", asks=Asks.SAFETY),
        Criterion(key="escort", asks=Asks.ESCORT),
        Criterion(key="hat", label="Has their hat", on=False),
        Criterion(key="scale", asks=Asks.SCALE),
    ),
)
PLAN = Plan(name="Ours", source="Invented.", rules=(Rule(measures=(Measure.HEART_RATE,), when=When.BEFORE_LEAVING),))


class Evening:
    """A session that goes by a list, with Rowan and Amara, on a real record."""

    def __init__(self, folder: Path) -> None:
        self.journal = JournalFile.create(folder, bytes(32), SystemClock())
        self.clock = FastClock(START)
        self.session = Session(UUID(int=1), self.journal, self.clock, Faults())

    async def begin(
        self, goes_by: LeavingList | None = LIST, plan: Plan = PLAN, agreed: Sequence[Fact] = ()
    ) -> Evening:
        """Open it, seat both, take Rowan's baseline, write what is ``agreed`` with Rowan and give a dose."""
        self.session.at_screen = INES
        signed = SignedPlan(plan=plan, signed_by=HALE.id, signer=HALE.name, role=Role.PRESCRIBER, signed_at=START)
        programme = msgspec.structs.replace(PROGRAMME, plan=signed, staff_minimum={})
        await self.session.open(
            programme, "Circle", zone="UTC", clinic_name="Still Water", lead=TOMAS, staff=(INES, TOMAS, DEVI)
        )
        if goes_by is not None:
            await self.session.write(leaving.LeavingListTaken(list=goes_by))
        for seat, (person, name) in enumerate(((ROWAN, "Rowan"), (AMARA, "Amara")), 1):
            await self.session.write(room.Seated(seat=seat, preferred_name=name), [person])
        await self.vitals(72, 120, 80)
        for fact in agreed:
            await self.tell(fact)
        self.clock.advance(timedelta(minutes=20))
        await self.tell(DoseGiven(drug="ketamine", route=Route.INTRAMUSCULAR, amount_mg=Decimal(50)))
        return self

    async def tell(self, fact: Fact, about: UUID = ROWAN, who: Who | None = None) -> UUID:
        """A line."""
        return (await self.session.write(fact, [about], who=who))[0].id

    async def vitals(self, rate: int, high: int, low: int) -> None:
        """A check."""
        values = {Measure.HEART_RATE: rate, Measure.SYSTOLIC: high, Measure.DIASTOLIC: low}
        await self.tell(VitalsTaken(values={measure: Decimal(value) for measure, value in values.items()}))

    async def refused(self, fact: Fact, about: UUID = ROWAN, who: Who | None = None) -> str:
        """The key of the refusal, or nothing."""
        try:
            await self.tell(fact, about, who)
        except Refusal as refusal:
            return refusal.key
        return ""

    async def grounded_and_well(self) -> None:
        """An hour and more later, everything is so."""
        self.clock.advance(timedelta(minutes=70))
        await self.tell(room.StateSaid(state=room.State.GROUNDED))
        await self.vitals(74, 126, 82)
        await self.tell(leaving.CriterionAnswered(criterion="steady", met=True))
        await self.tell(leaving.CriterionAnswered(criterion="safety", met=True))
        await self.tell(leaving.CriterionAnswered(criterion="escort", met=True, note="Sam"))
        await self.tell(SIGNED, who=TOMAS)

    def stands(self, person: UUID = ROWAN) -> dict[str, Stand]:
        """Where every criterion stands."""
        state = self.session.state
        found = clearance.items(state.people[person], state, self.clock.now())
        return {item.criterion.key: item.stand for item in found}


CLEARED = room.WentOut(way=room.WayOut.CLEARED, escort="Sam")
SIGNED = leaving.LeavingSigned(role=Role.FACILITATOR, name=TOMAS.name, met=("steady",), open=("number",))


@pytest.fixture
async def evening(tmp_path: Path) -> AsyncIterator[Evening]:
    made = Evening(tmp_path / "clinic")
    yield made
    await made.journal.close()


async def test_under_the_medicine_no_change_of_an_earlier_line_gives_consent_back(evening: Evening) -> None:
    wide = touch.TouchAgreed(extent=touch.Extent.AS_PREPARED)
    await evening.begin(agreed=(wide, touch.SafetyTouchAgreed(agreed=True)))
    session, clock = evening.session, evening.clock
    told = touch.TouchAgreed | touch.SafetyTouchAgreed
    agreed, safety = (entry for entry in session.history.entries if isinstance(entry.fact, told))
    clock.advance(timedelta(minutes=1))
    narrowed = await evening.tell(touch.TouchAgreed(extent=touch.Extent.NONE))
    refused = await evening.tell(touch.SafetyTouchAgreed(agreed=False))

    def now() -> tuple[touch.Extent | None, bool | None]:
        there = session.state.people[ROWAN].consent
        return (there.general.extent if there.general else None, there.safety)

    assert now() == (touch.Extent.NONE, False)
    clock.advance(timedelta(minutes=1))
    await session.void(narrowed, "undone")
    await session.void(refused, "undone")
    assert now() == (touch.Extent.NONE, False), "it stays until it is said anew, sober"
    kept = [entry for entry in session.history.entries if isinstance(entry.fact, touch.TouchKept)]
    assert [entry.participant for entry in kept] == [ROWAN]
    assert describe(kept[0].fact, english()) == "no touch: stays as narrow until it is said anew, sober"
    await session.void(kept[0].id, "again")
    assert now() == (touch.Extent.NONE, False)
    assert await evening.refused(wide) == "touch.widened"
    await session.void(agreed.id, "never said")
    await session.void(safety.id, "never said")
    assert len([entry for entry in session.history.entries if isinstance(entry.fact, touch.TouchKept)]) == 2


async def test_what_was_widened_after_a_dose_that_is_told_late_stays_as_it_was_at_the_dose(evening: Evening) -> None:
    def extent() -> touch.Extent | None:
        general = evening.session.state.people[AMARA].consent.general
        return general.extent if general is not None else None

    await evening.begin()
    session, minute = evening.session, timedelta(minutes=1)
    await evening.tell(touch.TouchAgreed(extent=touch.Extent.HAND), AMARA)
    evening.clock.advance(3 * minute)
    given = evening.clock.now() - minute
    await evening.tell(touch.TouchAgreed(extent=touch.Extent.AS_PREPARED), AMARA)
    evening.clock.advance(2 * minute)
    dose = next(one.entry.fact for one in session.history.lines() if isinstance(one.entry.fact, DoseGiven))
    line = (await session.write(dose, [AMARA], at=given))[0].id  # written down later than the word
    assert extent() is touch.Extent.HAND
    await session.move(line, ROWAN, "filed for the wrong person")
    await evening.tell(touch.TouchAgreed(extent=touch.Extent.AS_PREPARED), AMARA)
    evening.clock.advance(minute)
    await session.move(line_of(session, ROWAN), AMARA, "it was hers")
    assert extent() is touch.Extent.HAND, "moved away and back"


async def test_what_was_widened_after_a_clearance_that_is_taken_back_is_as_it_was_when_they_were_cleared(
    evening: Evening,
) -> None:
    await evening.begin(goes_by=None, agreed=(touch.TouchAgreed(extent=touch.Extent.HAND),))
    session, minute = evening.session, timedelta(minutes=1)
    evening.clock.advance(minute)
    cleared = await evening.tell(CLEARED)
    evening.clock.advance(minute)
    await evening.tell(touch.TouchAgreed(extent=touch.Extent.AS_PREPARED))
    evening.clock.advance(minute)
    await session.void(cleared, "Not gone yet.")
    general = session.state.people[ROWAN].consent.general
    assert general is not None
    assert general.extent is touch.Extent.HAND
    withdrew = await evening.tell(room.WentOut(way=room.WayOut.WITHDREW, note="Went home."))
    await session.void(withdrew, "Came back.")
    assert session.state.people[ROWAN].consent.general == general


def line_of(session: Session, person: UUID) -> UUID:
    """The last dose of theirs."""
    return session.state.people[person].doses[-1].entry


async def test_before_the_medicine_what_was_withdrawn_may_give_consent_back(evening: Evening) -> None:
    await evening.begin()
    await evening.tell(touch.TouchAgreed(extent=touch.Extent.AS_PREPARED), AMARA)
    evening.clock.advance(timedelta(minutes=1))
    narrowed = await evening.tell(touch.TouchAgreed(extent=touch.Extent.NONE), AMARA)
    evening.clock.advance(timedelta(minutes=1))
    await evening.session.void(narrowed, "a slip")
    there = evening.session.state.people[AMARA].consent
    assert there.general is not None
    assert there.general.extent is touch.Extent.AS_PREPARED


async def test_cleared_only_when_everything_on_the_list_is_so(evening: Evening) -> None:
    await evening.begin()
    assert await evening.refused(CLEARED) == "leaving.check_open"
    assert await evening.refused(room.WentOut(way=room.WayOut.CLEARED)) == "leaving.no_escort"
    await evening.tell(room.StateSaid(state=room.State.GROUNDED))
    await evening.vitals(74, 126, 82)
    with pytest.raises(Refusal) as refused:
        await evening.tell(CLEARED)
    assert refused.value.key == "leaving.open"
    assert refused.value.values["keys"] == ["since_dose", "steady", "safety", "escort"]
    await evening.grounded_and_well()
    assert set(evening.stands().values()) == {Stand.MET}
    await evening.tell(CLEARED)
    assert evening.session.state.people[ROWAN].state is room.State.CLEARED


async def test_every_other_way_out_is_a_fact_and_needs_nothing(evening: Evening) -> None:
    await evening.begin()
    assert await evening.refused(room.WentOut(way=room.WayOut.LEFT_BEFORE_CLEARANCE, note="walked out"), who=DEVI) == ""


async def test_vitals_are_compared_with_the_own_baseline_and_only_since_the_last_dose(evening: Evening) -> None:
    await evening.begin()
    assert evening.stands()["vitals"] is Stand.OPEN, "nothing was taken since the dose"
    await evening.vitals(74, 145, 82)
    assert evening.stands()["vitals"] is Stand.NOT_MET, "145 is 21 % over 120"
    await evening.vitals(74, 144, 64)
    assert evening.stands()["vitals"] is Stand.MET, "20 % to both sides is within"
    evening.clock.advance(timedelta(minutes=1))
    await evening.tell(DoseGiven(drug="ketamine", route=Route.SUBLINGUAL, amount_mg=Decimal(25)))
    assert evening.stands()["vitals"] is Stand.OPEN
    amara = evening.session.state.people[AMARA]
    beside = clearance.items(amara, evening.session.state, evening.clock.now())[1].beside
    assert {one.percent for one in beside} == {None}, "nobody knows her baseline"
    assert evening.stands(AMARA)["since_dose"] is Stand.WITHOUT, "she took none"


async def test_values_of_long_ago_are_no_tick_and_every_value_says_its_age(evening: Evening) -> None:
    await evening.begin()
    await evening.vitals(74, 126, 82)

    def told() -> str:
        now, state = evening.clock.now(), evening.session.state
        items = {one.criterion.key: one for one in clearance.items(state.people[ROWAN], state, now)}
        return criterion_row(items["vitals"], state.people[ROWAN], state, now).note

    evening.clock.advance(timedelta(minutes=4))
    assert evening.stands()["vitals"] is Stand.MET
    assert told() == "HR 74 (+3 %), BP systolic 126 (+5 %), BP diastolic 82 (+3 %), 4 min"
    evening.clock.advance(timedelta(minutes=116))
    assert evening.stands()["vitals"] is Stand.OPEN, "more than an hour ago"
    assert told().endswith(", 2 h 00: too long ago, take them again")
    await evening.vitals(74, 126, 82)
    assert evening.stands()["vitals"] is Stand.MET


async def test_a_check_in_which_everything_was_declined_is_not_taken(evening: Evening) -> None:
    await evening.begin()
    await evening.grounded_and_well()
    assert evening.stands()["check"] is Stand.MET
    declined = dict.fromkeys((Measure.HEART_RATE, Measure.SYSTOLIC, Measure.DIASTOLIC), Unavailable.DECLINED)
    await evening.tell(VitalsTaken(values={}, words=declined))
    now, state = evening.clock.now(), evening.session.state
    check = clearance.items(state.people[ROWAN], state, now)[0]
    assert check.stand is Stand.OPEN
    assert criterion_row(check, state.people[ROWAN], state, now).note == "HR: declined, not taken"
    assert await evening.refused(CLEARED) == "leaving.check_open"
    for key in ("check", "vitals"):
        await evening.tell(
            leaving.CriterionPassed(criterion=key, reason="They will not be touched; walks, talks, pink.")
        )
    assert evening.stands()["check"] is Stand.PASSED


def limited(repeat: int | None) -> Plan:
    """The plan with a limit of 180 on the upper pressure."""
    limit = Limit(measure=Measure.SYSTOLIC, high=Decimal(180), reason="Invented.")
    return msgspec.structs.replace(PLAN, limits=(limit,), repeat_minutes=repeat)


async def test_who_took_no_medicine_is_cleared_without_the_lines_that_rest_on_a_dose_and_the_record_says_so(
    evening: Evening,
) -> None:
    await evening.begin()
    assert evening.stands(AMARA)["vitals"] is evening.stands(AMARA)["since_dose"] is Stand.WITHOUT
    amara, state = evening.session.state.people[AMARA], evening.session.state
    found = clearance.items(amara, state, evening.clock.now())
    row = {one.criterion.key: criterion_row(one, amara, state, evening.clock.now()) for one in found}
    assert (row["vitals"].note, row["vitals"].passable) == ("no medicine taken", False)
    assert row["since_dose"].note == "no medicine taken"
    await evening.tell(room.StateSaid(state=room.State.GROUNDED), AMARA)
    values = {Measure.HEART_RATE: Decimal(80), Measure.SYSTOLIC: Decimal(118), Measure.DIASTOLIC: Decimal(76)}
    await evening.tell(VitalsTaken(values={**values, Measure.SPO2: Decimal(98)}), AMARA)
    for key in ("steady", "safety", "escort"):
        await evening.tell(leaving.CriterionAnswered(criterion=key, met=True, note="Sam"), AMARA)
    now = evening.clock.now()
    found = clearance.items(evening.session.state.people[AMARA], evening.session.state, now)
    signed = clearance.signature(found, Role.FACILITATOR, TOMAS.name)
    assert (signed.without, signed.open) == (("vitals", "since_dose"), ())
    await evening.tell(signed, AMARA, who=TOMAS)
    assert describe(signed, english()) == "Tomas Lind, facilitator, 4 met, 2 not asked: no medicine taken"
    await evening.tell(CLEARED, AMARA)
    assert evening.session.state.people[AMARA].state is room.State.CLEARED


async def test_a_value_beyond_a_limit_holds_also_who_took_no_medicine(evening: Evening) -> None:
    await evening.begin(plan=limited(5))
    high = {Measure.HEART_RATE: Decimal(80), Measure.SYSTOLIC: Decimal(205), Measure.DIASTOLIC: Decimal(120)}
    await evening.tell(VitalsTaken(values=high), AMARA)
    assert evening.stands(AMARA)["vitals"] is Stand.OPEN
    amara, state = evening.session.state.people[AMARA], evening.session.state
    items = clearance.items(amara, state, evening.clock.now())
    (found,) = [one for one in items if one.criterion.key == "vitals"]
    assert criterion_row(found, amara, state, evening.clock.now()).note.endswith("120: nothing to compare with")


async def test_who_leaves_before_clearance_alone_does_so_with_a_word_why(evening: Evening) -> None:
    await evening.begin()
    left = room.WentOut(way=room.WayOut.LEFT_BEFORE_CLEARANCE)
    assert await evening.refused(left) == "leaving.why_alone"
    out = await evening.tell(msgspec.structs.replace(left, escort="Pat"))
    assert await evening.refused(Amended(target=out, fact=left, reason="slip")) == "leaving.why_alone"


@pytest.mark.parametrize(
    ("way", "key"),
    [(room.WayOut.WITHDREW, "leaving.why_dosed"), (room.WayOut.TRANSFERRED, "leaving.where_to")],
)
async def test_after_a_dose_every_way_out_but_cleared_says_why_or_with_whom(
    evening: Evening, way: room.WayOut, key: str
) -> None:
    await evening.begin()
    bare = room.WentOut(way=way, escort=" ", note="\n")
    assert await evening.refused(bare) == key
    out = await evening.tell(msgspec.structs.replace(bare, note="To the hospital, by ambulance."))
    assert await evening.refused(Amended(target=out, fact=bare, reason="slip")) == key
    await evening.tell(bare, AMARA)  # who took nothing goes as before


@pytest.mark.parametrize(
    ("repeat", "note", "care"),
    [
        (5, "Beyond the limit, not measured again: BP systolic 205", "was beyond the limit; not measured again."),
        (None, "Beyond the limit: BP systolic 205", "BP systolic 205 was beyond the limit."),
    ],
)
async def test_a_value_beyond_its_limit_is_near_no_baseline_and_goes_with_the_person(
    evening: Evening, repeat: int | None, note: str, care: str
) -> None:
    await evening.begin(plan=limited(repeat))
    await evening.tell(PersonLimitSet(limit=Limit(measure=Measure.DIASTOLIC, high=Decimal(130), reason="Invented.",
                                                  owner="Dr. Hale")))  # fmt: skip
    await evening.vitals(72, 144, 82)
    assert evening.stands()["vitals"] is Stand.MET
    await evening.vitals(72, 205, 82)
    evening.clock.advance(timedelta(minutes=30))
    rowan, state = evening.session.state.people[ROWAN], evening.session.state
    (found,) = [one for one in clearance.items(rowan, state, evening.clock.now()) if one.criterion.key == "vitals"]
    assert found.blocks
    assert criterion_row(found, rowan, state, evening.clock.now()).note.startswith(note)
    assert await evening.refused(room.WentOut(way=room.WayOut.LEFT_BEFORE_CLEARANCE, note="walked out")) == ""
    said = compose(evening.session.history, ROWAN, None, english()).sections["care"]
    assert said.endswith(care)


async def test_a_baseline_beyond_the_limit_is_no_tick_after_the_dose_either(evening: Evening) -> None:
    await evening.begin(plan=limited(5))
    high = {Measure.HEART_RATE: Decimal(80), Measure.SYSTOLIC: Decimal(205), Measure.DIASTOLIC: Decimal(120)}
    await evening.tell(VitalsTaken(values=high), AMARA)
    evening.clock.advance(timedelta(minutes=5))
    await evening.tell(DoseGiven(drug="ketamine", route=Route.SUBLINGUAL, amount_mg=Decimal(25)), AMARA)
    evening.clock.advance(timedelta(minutes=5))
    await evening.tell(VitalsTaken(values=high), AMARA)
    assert evening.stands(AMARA)["vitals"] is Stand.OPEN
    assert evening.stands()["vitals"] is Stand.OPEN


async def test_a_word_instead_of_a_number_is_no_figure_near_the_baseline(evening: Evening) -> None:
    await evening.begin()
    await evening.session.take_vitals(ROWAN, {}, words={Measure.HEART_RATE: "declined"})  # type: ignore[dict-item]
    assert evening.stands()["vitals"] is Stand.OPEN


async def test_a_further_dose_takes_answers_and_signatures_away(evening: Evening) -> None:
    await evening.begin()
    await evening.grounded_and_well()
    await evening.tell(DoseGiven(drug="ketamine", route=Route.SUBLINGUAL, amount_mg=Decimal(25)))
    there = evening.session.state.people[ROWAN].leaving
    assert (there.answers, there.signed) == ({}, {})


async def test_the_provider_passes_a_line_by_a_named_reason_where_the_clinic_lets_her(evening: Evening) -> None:
    await evening.begin()
    await evening.grounded_and_well()
    await evening.tell(leaving.CriterionAnswered(criterion="steady", met=False, note="needs an arm"))
    assert evening.session.state.people[ROWAN].leaving.signed == {}, "what was signed is so no more"
    assert await evening.refused(CLEARED) == "leaving.open"
    passing = leaving.CriterionPassed(criterion="steady", reason="Lives with a stick.")
    assert await evening.refused(passing, who=TOMAS) == "session.not_your_word"
    assert await evening.refused(leaving.CriterionPassed(criterion="hat", reason="x")) == "leaving.no_such_criterion"
    await evening.tell(passing)
    assert evening.stands()["steady"] is Stand.PASSED
    assert await evening.refused(CLEARED) == "leaving.not_signed"
    await evening.tell(leaving.CriterionPassed(criterion="signed_facilitator", reason="Works alone tonight."))
    await evening.tell(CLEARED)
    state = evening.session.state
    packet = compose(evening.session.history, ROWAN, None, english())
    assert "passed by the provider, because Lives with a stick." in packet.sections["way_out"]
    assert clearance.unsigned(state.people[ROWAN], LIST) == (Role.MEDICAL_PROVIDER,)


async def test_nobody_is_cleared_while_a_call_for_support_is_open_unless_the_provider_says_why(
    evening: Evening,
) -> None:
    await evening.begin()
    await evening.grounded_and_well()
    assert leaving.SUPPORT not in evening.stands(), "who called for nothing has no such line"
    await evening.tell(room.SupportCalled(wanted="the provider"))
    await evening.tell(room.SupportCalled(wanted="a hand"), AMARA)
    assert evening.stands()[leaving.SUPPORT] is Stand.OPEN
    evening.clock.advance(timedelta(minutes=2))
    rowan, state = evening.session.state.people[ROWAN], evening.session.state
    line = next(
        one for one in clearance.items(rowan, state, evening.clock.now()) if one.criterion.key == leaving.SUPPORT
    )
    row = criterion_row(line, rowan, state, evening.clock.now())
    assert (row.text, row.note) == ("Call for support settled", "support wanted, 2 min")
    assert not row.said, "what happened answers it, nobody says yes to it"
    assert row.passable
    assert await evening.refused(CLEARED) == "leaving.support_open"
    await evening.tell(leaving.CriterionPassed(criterion=leaving.SUPPORT, reason="Wants to go on at home, with Sam."))
    assert evening.stands()[leaving.SUPPORT] is Stand.PASSED
    await evening.tell(room.SupportSettled())
    assert leaving.SUPPORT not in evening.stands()
    await evening.tell(room.SupportCalled(wanted=""))
    assert await evening.refused(CLEARED) == "leaving.support_open", "another call was not passed"
    await evening.tell(room.SupportSettled(done="A hand"))
    await evening.tell(CLEARED)
    await evening.tell(room.WentOut(way=room.WayOut.WITHDREW), AMARA)  # any other way out is a fact
    assert evening.session.state.people[AMARA].out is not None


async def test_cleared_is_told_for_no_moment_at_which_it_was_not_so_yet(evening: Evening) -> None:
    async def told(ago: int) -> str:
        at = evening.clock.now() - timedelta(minutes=ago)
        try:
            await evening.session.write(CLEARED, [ROWAN], at=at)
        except Refusal as refusal:
            return refusal.key
        return ""

    await evening.begin()
    dosed = evening.session.state.people[ROWAN].doses[-1].at
    await evening.grounded_and_well()
    await evening.tell(leaving.CriterionPassed(criterion="since_dose", reason="The order says fifty minutes."))
    evening.clock.advance(timedelta(minutes=5))
    assert await told(10) == "leaving.not_so_then", "the list was answered five minutes ago"
    before_it = (evening.clock.now() - dosed) // timedelta(minutes=1) + 2
    assert await told(before_it) == "leaving.not_so_then", "before the dose"
    await evening.tell(room.StateSaid(state=room.State.GROUNDED))
    assert await told(2) == "leaving.check_open", "the check before leaving comes after it"
    await evening.vitals(74, 126, 82)
    evening.clock.advance(timedelta(minutes=5))
    assert await told(7) == "leaving.not_so_then", "then they were not said to be grounded anew"
    assert evening.session.state.people[ROWAN].out is None
    assert await told(4) == ""
    assert evening.session.state.people[ROWAN].state is room.State.CLEARED


async def test_without_a_list_nobody_is_cleared_before_their_dose_or_their_last_state_either(evening: Evening) -> None:
    await evening.begin(None)
    evening.clock.advance(timedelta(minutes=70))
    await evening.tell(room.StateSaid(state=room.State.GROUNDED))
    for ago in (71, 10):
        with pytest.raises(Refusal, match="not_so_then"):
            await evening.session.write(CLEARED, [ROWAN], at=evening.clock.now() - timedelta(minutes=ago))
    await evening.tell(CLEARED)
    assert evening.session.state.people[ROWAN].state is room.State.CLEARED


async def test_a_line_that_was_passed_stands_in_the_way_again_after_a_later_no_new_values_or_a_new_score(
    evening: Evening,
) -> None:
    await evening.begin(msgspec.structs.replace(LIST, scale=LeavingScale.PADSS))
    await evening.grounded_and_well()
    await evening.tell(leaving.CriterionPassed(criterion="steady", reason="Lives with a stick."))
    await evening.tell(leaving.CriterionAnswered(criterion="steady", met=True))
    await evening.tell(leaving.CriterionAnswered(criterion="steady", met=False, note="cannot stand now"))
    assert evening.stands()["steady"] is Stand.NOT_MET
    await evening.tell(leaving.CriterionPassed(criterion="steady", reason="By wheelchair to the car."))
    assert evening.stands()["steady"] is Stand.PASSED, "passed anew, knowing the no"
    await evening.vitals(72, 150, 80)
    await evening.tell(leaving.CriterionPassed(criterion="vitals", reason="Always so after walking."))
    assert evening.stands()["vitals"] is Stand.PASSED
    await evening.vitals(72, 190, 80)
    assert evening.stands()["vitals"] is Stand.NOT_MET, "what was passed was 150"
    await evening.tell(leaving.CriterionPassed(criterion="scale", reason="Nausea as always."))
    low = leaving.LeavingScored(
        scale=LeavingScale.PADSS, version="modified",
        items={"vitals": 0, "ambulation": 1, "nausea": 1, "pain": 2, "bleeding": 2},
    )  # fmt: skip
    await evening.tell(low)
    assert evening.stands()["scale"] is Stand.NOT_MET
    await evening.tell(leaving.CriterionPassed(criterion="scale", reason="Seen."))
    await evening.tell(leaving.CriterionPassed(criterion="vitals", reason="Seen."))
    assert (evening.stands()["scale"], evening.stands()["vitals"]) == (Stand.PASSED, Stand.PASSED)


async def test_where_nobody_may_pass_a_line_nobody_does(evening: Evening) -> None:
    strict = msgspec.structs.replace(LIST, may_pass=False)
    await evening.begin(strict)
    refused = await evening.refused(leaving.CriterionPassed(criterion="steady", reason="x"))
    assert refused == "leaving.nobody_passes"


async def test_a_session_without_a_list_asks_for_nothing(evening: Evening) -> None:
    await evening.begin(None)
    assert evening.stands() == {}
    assert await evening.refused(leaving.CriterionPassed(criterion="steady", reason="x")) == "leaving.nobody_passes"
    assert await evening.refused(CLEARED) == ""


async def test_a_plan_without_a_check_before_leaving_asks_for_none(evening: Evening) -> None:
    await evening.begin(plan=msgspec.structs.replace(PLAN, rules=()))
    assert "check" not in evening.stands()


async def test_one_signs_in_a_role_one_holds(evening: Evening) -> None:
    await evening.begin()
    assert await evening.refused(SIGNED, who=INES) == "session.not_your_word"
    line = await evening.tell(SIGNED, who=TOMAS)
    entry = evening.session.history.entry(line)
    assert entry is not None
    assert (entry.done_by, entry.recorded_by) == (TOMAS.id, TOMAS.id), "shown by a PIN at Ines's screen"
    signed = evening.session.state.people[ROWAN].leaving.signed[Role.FACILITATOR]
    assert (signed.name, signed.by) == ("Tomas Lind", TOMAS.id)
    reworded = Amended(target=line, fact=SIGNED, reason="x")
    assert await evening.refused(reworded) == "session.cannot_amend"


async def test_the_list_of_a_session_is_not_taken_back(evening: Evening) -> None:
    await evening.begin()
    taken = next(e for e in evening.session.history.entries if isinstance(e.fact, leaving.LeavingListTaken))
    other = leaving.LeavingListTaken(list=LIST)
    for change in (Voided(target=taken.id, reason="too long"), Amended(target=taken.id, fact=other, reason="x")):
        with pytest.raises(Refusal) as refused:
            await evening.session.write(change)
        assert refused.value.key == "session.cannot_amend"


async def test_a_scale_is_met_from_its_threshold_on(evening: Evening) -> None:
    await evening.begin(msgspec.structs.replace(LIST, scale=LeavingScale.ALDRETE))
    assert evening.stands()["scale"] is Stand.OPEN
    scale = leaving.SCALES[LeavingScale.ALDRETE]
    items = dict.fromkeys(scale.items, 2)
    for low, stand in ((0, Stand.NOT_MET), (1, Stand.MET)):
        fact = leaving.LeavingScored(scale=LeavingScale.ALDRETE, version=scale.version, items=items | {"oxygen": low})
        await evening.tell(fact)
        assert evening.stands()["scale"] is stand


async def test_a_disclosure_has_an_owner_is_read_by_few_and_is_answered_before_clearance(
    evening: Evening, tmp_path: Path
) -> None:
    await evening.begin()
    await evening.grounded_and_well()
    told = leaving.RiskDisclosed(text="Old thoughts of not being here.", owner=DEVI.id, owner_name=DEVI.name)
    line = await evening.tell(told, who=TOMAS)
    assert evening.stands()["safety"] is Stand.OPEN
    assert await evening.refused(CLEARED) == "leaving.disclosure"
    history = evening.session.history
    may = {who.name: agreements.may_read(history, line, who.id, who.roles) for who in (INES, TOMAS, DEVI, HALE)}
    assert may == {"Ines Okafor": True, "Tomas Lind": True, "Devi Rao": True, "Dr. Hale": False}
    assert not agreements.may_read(history, line, None, ())
    assert describe(told, english()) == "Restricted. Devi Rao looks after it."
    packet = compose(history, ROWAN, None, english())
    assert packet.sections["care"] == "A safety item is open. Ask Devi Rao before the visit."
    files = list(export.export_session(evening.session, ClinicState(), tmp_path / "out", frozenset({"json", "csv"})))
    assert files
    assert not any("Old thoughts" in path.read_text("utf-8") for path in files)
    answer = leaving.RiskAnswered(disclosure=line, text="A plan was made; Sam stays.")
    stranger = Who(id=UUID(int=77), name="Juniper", roles=(Role.FACILITATOR,))
    assert await evening.refused(answer, who=stranger) == "session.not_your_word"
    assert await evening.refused(Voided(target=line, reason="x"), who=stranger) == "session.not_your_word"
    unknown = leaving.RiskAnswered(disclosure=ROWAN, text="x")
    assert await evening.refused(unknown) == "leaving.no_disclosure"
    answered = await evening.tell(answer, who=DEVI)
    assert not agreements.may_read(history, answered, HALE.id, HALE.roles)
    await evening.tell(Amended(target=line, fact=told, reason="misheard"))
    await evening.tell(SIGNED, who=TOMAS)
    await evening.tell(CLEARED)
    assert compose(history, ROWAN, None, english()).sections["care"] == ""


async def test_an_earlier_time_makes_nobody_sober_who_is_under_the_medicine_as_it_is_written(evening: Evening) -> None:
    less = touch.TouchAgreed(extent=touch.Extent.HAND)
    quote = room.Quoted(text="It was all water.")
    await evening.begin(agreed=(touch.TouchAgreed(extent=touch.Extent.HAND_SHOULDER), less, quote))
    session = evening.session
    (said,) = (entry.id for entry in session.history.entries if entry.fact == quote)
    before = evening.clock.now() - timedelta(minutes=10)

    async def told(fact: Fact, at: datetime = before) -> str:
        try:
            await session.write(fact, [ROWAN], at=at)
        except Refusal as refusal:
            return refusal.key
        return ""

    assert await told(touch.TouchAgreed(extent=touch.Extent.AS_PREPARED)) == "touch.widened"
    assert await told(touch.SafetyTouchAgreed(agreed=True)) == "touch.safety_widened"
    yes = LeaveGiven(quote=said, recipient=Recipient.OWN_THERAPIST, leave=room.Leave.YES)
    assert await told(yes) == await told(room.LeaveGiven(quote=said, leave=room.Leave.YES)) == "leave.not_sober"
    assert session.state.people[ROWAN].consent.general == less.consent
    none = touch.TouchAgreed(extent=touch.Extent.NONE)
    assert await told(none) == await told(msgspec.structs.replace(yes, leave=room.Leave.NO)) == ""
    assert session.state.people[ROWAN].consent.general == none.consent, "narrowed at any time, for any moment"
    under = evening.clock.now()
    await evening.grounded_and_well()
    await evening.tell(CLEARED)
    assert await told(yes, under) == "leave.not_sober", "nor was who is sober now"
    assert await told(yes, evening.clock.now()) == ""


async def test_a_dose_told_after_clearing_opens_again_what_it_rested_on(evening: Evening) -> None:
    await evening.begin()
    await evening.grounded_and_well()
    way_out = await evening.tell(CLEARED)
    session, given = evening.session, DoseGiven(drug="ketamine", route=Route.ORAL, amount_mg=Decimal(100))

    def said() -> tuple[str, room.State]:
        person = session.state.people[ROWAN]
        assert person.out is not None
        return english().word(person.out.said), person.state

    def told() -> list[UUID | None]:
        return [one.participant for one in session.history.entries if isinstance(one.fact, leaving.ClearanceReopened)]

    at_first = await session.write(given, [ROWAN], at=START + timedelta(minutes=5))
    await session.void(at_first[0].id, "not given")
    await evening.tell(given, AMARA)
    assert (said(), told()) == (("cleared to leave", room.State.CLEARED), []), "the last dose is the one that was known"
    await session.write(given, [ROWAN], at=evening.clock.now() - timedelta(minutes=20))
    open_again = ("look again: a later dose was told", room.State.GROUNDED)
    assert (said(), told()) == (open_again, [ROWAN])
    assert not agreements.is_sober(session.state.people[ROWAN], evening.clock.now())
    (tile, _) = tiles(session.state, evening.clock.now(), ())
    assert (tile.out, tile.tone) == ("look again: a later dose was told", "attention")
    assert "cleared" not in tile.accessible
    line = next(one for one in session.history.entries if isinstance(one.fact, leaving.ClearanceReopened))
    assert describe(line.fact, english()) == "a later dose was told: what it rested on is open again"
    assert await evening.refused(Voided(target=line.id, reason="x")) == "session.cannot_amend"
    assert "look again" in compose(session.history, ROWAN, None, english()).sections["way_out"]
    await session.write(given, [ROWAN], at=evening.clock.now() - timedelta(minutes=10))
    assert told() == [ROWAN], "it is open already"
    for dose in [one.entry for one in session.state.people[ROWAN].doses][1:]:
        await session.void(dose, "not given")
    assert said() == ("cleared to leave", room.State.CLEARED), "as long as it is so"
    await session.amend(session.state.people[ROWAN].doses[0].entry, None, "slip", observed_at=evening.clock.now())
    assert (said(), told()) == (open_again, [ROWAN, ROWAN])
    await session.void(way_out, "look again")
    assert await evening.refused(CLEARED) == "leaving.open"


async def closed_and_open_again(evening: Evening) -> UUID:
    """The session is closed; the next morning a later dose of Rowan's is found on paper.  The line that asks to look again."""
    await evening.begin()
    await evening.grounded_and_well()
    await evening.tell(CLEARED)
    session, at = evening.session, evening.clock.now()
    await evening.tell(room.WentOut(way=room.WayOut.WITHDREW, note="went home"), AMARA)
    await session.write(room.SessionClosed())
    evening.clock.advance(timedelta(hours=10))
    given = DoseGiven(drug="ketamine", route=Route.ORAL, amount_mg=Decimal(100))
    await session.write(given, [ROWAN], at=at - timedelta(minutes=20))
    return next(one.id for one in session.history.entries if isinstance(one.fact, leaving.ClearanceReopened))


async def test_look_again_is_answered_after_the_session_is_closed_and_reads_so_everywhere(evening: Evening) -> None:
    asked = await closed_and_open_again(evening)
    session = evening.session

    def said() -> str:
        out = session.state.people[ROWAN].out
        assert out is not None
        return english().word(out.said)

    def way_out() -> str:
        return compose(session.history, ROWAN, None, english()).sections["way_out"]

    def waits() -> list[Matter]:
        after = next(one for one in waiting(session.history, None, evening.clock.now()) if one.participant == ROWAN)
        return [item.matter for item in after.items if item.matter in SAFETY]

    assert (said(), waits()) == ("look again: a later dose was told", [Matter.LOOK_AGAIN])
    called = leaving.ClearanceLookedAt(reopened=asked, stands=True, text="Telephoned at nine: steady, with Sam.")
    assert await evening.refused(called, who=TOMAS) == "session.not_your_word"
    assert await evening.refused(msgspec.structs.replace(called, reopened=ROWAN)) == "leaving.nothing_to_look_at"
    assert await evening.refused(called, AMARA) == "leaving.nothing_to_look_at"
    with pytest.raises(Refusal) as early:
        await session.write(called, [ROWAN], at=evening.clock.now() - timedelta(hours=11))
    assert early.value.key == "leaving.before_it_was_open"
    line = await evening.tell(called)
    assert (said(), waits()) == ("cleared to leave, looked at again", [])
    assert session.state.people[ROWAN].state is room.State.CLEARED
    assert "cleared to leave, looked at again, 6 Mar 2026" in way_out()
    assert "Ines Okafor: Telephoned at nine: steady, with Sam." in way_out()
    told = timeline(session.history, ZoneInfo("UTC"), english(), ROWAN).people[0].recounts
    assert [row.text for row in told][-1] == "it stands: Telephoned at nine: steady, with Sam."
    assert await evening.refused(called) == "leaving.nothing_to_look_at", "it is answered"
    await session.void(line, "the wrong person was called")
    assert (said(), waits()) == ("look again: a later dose was told", [Matter.LOOK_AGAIN])
    await evening.tell(msgspec.structs.replace(called, stands=False, text="Unsteady at nine; Sam stays."))
    assert said() == "looked at again: clearance did not stand"
    assert not agreements.is_sober(session.state.people[ROWAN], session.state.closed_at or START)
    assert session.state.people[ROWAN].state is room.State.GROUNDED
    assert "Unsteady at nine; Sam stays." in way_out()


async def test_a_dose_told_after_looking_again_asks_once_more_and_one_withdrawn_asks_nothing(evening: Evening) -> None:
    asked = await closed_and_open_again(evening)
    session = evening.session
    found = leaving.ClearanceLookedAt(reopened=asked, stands=True, text="Telephoned.")
    await evening.tell(found)
    (_, later) = [dose.entry for dose in session.state.people[ROWAN].doses]
    given = DoseGiven(drug="ketamine", route=Route.ORAL, amount_mg=Decimal(50))
    closed = session.state.closed_at
    assert closed is not None
    (last, *_) = await session.write(given, [ROWAN], at=closed - timedelta(minutes=10))
    assert session.state.people[ROWAN].out.look_again  # type: ignore[union-attr]  # they went out
    await session.void(last.id, "another person's")
    assert not session.state.people[ROWAN].out.look_again  # type: ignore[union-attr]  # likewise
    await session.void(later, "it was not given")
    out = session.state.people[ROWAN].out
    assert out is not None
    assert (english().word(out.said), out.is_cleared) == ("cleared to leave", True), "there was nothing to look at"


async def test_a_dose_corrected_after_signing_is_still_looked_at_again(evening: Evening) -> None:
    await evening.begin()
    await evening.grounded_and_well()
    await evening.tell(CLEARED)
    session, (dose,) = evening.session, evening.session.state.people[ROWAN].doses
    await evening.tell(room.WentOut(way=room.WayOut.WITHDREW, note="went home"), AMARA)
    await session.write(room.SessionClosed())
    signature = room.SessionSigned(
        part=room.SignedPart.WHOLE, signer=TOMAS.name, role=Role.FACILITATOR, meaning="Read.", heads=()
    )
    await session.write(signature, who=TOMAS)
    await session.amend(dose.entry, None, "half an hour later", observed_at=dose.at + timedelta(minutes=30))
    asked = next(one.id for one in session.history.entries if isinstance(one.fact, leaving.ClearanceReopened))
    await evening.tell(leaving.ClearanceLookedAt(reopened=asked, stands=True, text="An hour was left all the same."))
    out = session.state.people[ROWAN].out
    assert out is not None
    assert out.is_cleared


async def test_leave_is_asked_sober_for_each_recipient_and_taken_back_at_any_time(evening: Evening) -> None:
    await evening.begin()
    quote = await evening.tell(room.Quoted(text="It was all water."))

    def asked(given: room.Leave, to: Recipient = Recipient.OWN_THERAPIST, of: UUID = quote) -> LeaveGiven:
        return LeaveGiven(quote=of, recipient=to, leave=given)

    assert await evening.refused(asked(room.Leave.YES)) == "leave.not_sober"
    assert await evening.refused(asked(room.Leave.NO)) == ""
    assert await evening.refused(asked(room.Leave.NO), AMARA) == "leave.no_quote"
    assert await evening.refused(asked(room.Leave.NO, of=ROWAN)) == "leave.no_quote"
    await evening.grounded_and_well()
    await evening.tell(CLEARED)
    await evening.tell(asked(room.Leave.YES))
    facts = [entry.fact for entry in evening.session.history.entries]
    assert leave.leaves(facts, quote)[Recipient.OWN_THERAPIST] is room.Leave.YES
    assert leave.leaves(facts, quote)[Recipient.PRESCRIBER] is room.Leave.NOT_ASKED

    def quotes(to: Recipient | None) -> str:
        return compose(evening.session.history, ROWAN, None, english(), to).sections["quotes"]

    assert "It was all water." in quotes(Recipient.OWN_THERAPIST)
    assert quotes(Recipient.PRESCRIBER) == quotes(None) == ""
    await evening.tell(room.LeaveGiven(quote=quote, leave=room.Leave.YES))  # as the first version asked: for all
    assert "It was all water." in quotes(None)
    await evening.tell(asked(room.Leave.NO, Recipient.PRESCRIBER))
    assert quotes(None) == ""
    assert leave.leaves([room.LeaveGiven(quote=ROWAN, leave=room.Leave.YES)], quote)[Recipient.PERSON] is (
        room.Leave.NOT_ASKED
    )


async def test_touch_is_narrowed_under_the_medicine_and_wider_again_once_cleared(evening: Evening) -> None:
    hand, whole = touch.TouchAgreed(extent=touch.Extent.HAND), touch.TouchAgreed(extent=touch.Extent.AS_PREPARED)
    await evening.begin(agreed=(hand,))
    (line,) = (entry for entry in evening.session.history.entries if entry.fact == hand)
    wider = Amended(target=line.id, fact=whole, reason="misheard")
    for change in (wider, msgspec.structs.replace(wider, observed_at=evening.clock.now())):
        assert await evening.refused(change) == "touch.widened"
    assert await evening.refused(Amended(target=line.id, fact=None, reason="slip", observed_at=START)) == ""
    assert agreements.may_read(evening.session.history, line.id, None, ())
    await evening.grounded_and_well()
    await evening.tell(CLEARED)
    assert await evening.refused(touch.TouchAgreed(extent=touch.Extent.HAND_SHOULDER)) == ""


async def test_an_answer_and_a_touch_filed_for_the_wrong_person_move_and_a_signature_does_not(evening: Evening) -> None:
    await evening.begin()
    for fact in (leaving.CriterionAnswered(criterion="steady", met=True), touch.TouchAsked(text="a hand")):
        await evening.session.move(await evening.tell(fact), AMARA, "wrong seat")
    rowan, amara = (evening.session.state.people[one] for one in (ROWAN, AMARA))
    assert (rowan.leaving.answers, rowan.consent.asked) == ({}, "")
    assert (list(amara.leaving.answers), amara.consent.asked) == (["steady"], "a hand")
    line = await evening.tell(SIGNED, who=TOMAS)
    with pytest.raises(Refusal):
        await evening.session.move(line, AMARA, "wrong seat")


async def test_the_words_of_the_circle_stay_here(evening: Evening, tmp_path: Path) -> None:
    await evening.begin()
    await evening.session.write(circle.RulesSaid(text="What is said here stays here."))
    await evening.tell(circle.CheckedIn(circle=circle.Circle.OPENING, text="Nervous, and glad."))
    said = evening.session.state.people[ROWAN].checked_in[0]
    assert (said.circle, said.text) == (circle.Circle.OPENING, "Nervous, and glad.")
    assert evening.session.state.circle_rules == "What is said here stays here."
    packet = compose(evening.session.history, ROWAN, None, english())
    assert not any("Nervous" in text for text in packet.sections.values())
    made = export.export_session(evening.session, ClinicState(), tmp_path / "out", frozenset({"csv"}), ROWAN)
    assert not any("Nervous" in path.read_text("utf-8") for path in made)


@pytest.mark.parametrize(
    ("key", "make"),
    [
        ("leaving.percent", lambda: Criterion(key="vitals", asks=Asks.VITALS)),
        ("leaving.minutes", lambda: Criterion(key="since_dose", asks=Asks.DOSE, minutes=0)),
        ("entry.empty", lambda: Criterion(key="")),
        ("leaving.twice", lambda: LeavingList(name="x", source="", criteria=(Criterion(key="a"), Criterion(key="a")))),
        ("entry.too_long", lambda: leaving.CriterionAnswered(criterion="steady", met=True, note="x" * 501)),
        ("entry.empty", lambda: leaving.CriterionPassed(criterion="steady", reason=" ")),
        ("leaving.scale_items", lambda: leaving.LeavingScored(scale=LeavingScale.NONE, version="", items={})),
        (
            "leaving.scale_range",
            lambda: leaving.LeavingScored(
                scale=LeavingScale.PADSS, version="", items=dict.fromkeys(leaving.SCALES[LeavingScale.PADSS].items, 3)
            ),
        ),
        ("entry.empty", lambda: leaving.LeavingSigned(role=Role.FACILITATOR, name="", met=())),
        ("entry.empty", lambda: leaving.RiskDisclosed(text="x", owner=INES.id, owner_name="")),
        ("entry.empty", lambda: leaving.RiskAnswered(disclosure=ROWAN, text="")),
        ("entry.too_long", lambda: circle.RulesSaid(text="x" * 4001)),
        ("entry.too_long", lambda: circle.RulesKept(programme="circle", text="x" * 4001)),
        ("entry.too_long", lambda: emergency.AddressTold(address="x" * 501)),
        ("entry.empty", lambda: circle.CheckedIn(circle=circle.Circle.CLOSING, text="")),
    ],
)
def test_what_cannot_be_so_is_refused(key: str, make: object) -> None:
    assert callable(make)
    with pytest.raises(Refusal) as refused:
        make()
    assert refused.value.key == key


def test_the_list_that_ships_names_its_source_and_leaves_the_scale_to_the_clinic() -> None:
    assert "SPRAVATO" in leaving.SHIPPED.source
    assert "scale" not in [one.key for one in leaving.SHIPPED.asked]
    with_scale = msgspec.structs.replace(leaving.SHIPPED, scale=LeavingScale.PADSS)
    assert "scale" in [one.key for one in with_scale.asked]
    for scale in leaving.SCALES.values():
        assert (len(scale.items), scale.threshold) == (5, 9)
