"""What a programme lets nobody go on without: no reason passes it, and what was done is told all the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import msgspec
import pytest

from facilitator_app import programme_written, programmes, text
from facilitator_app.faults import Refusal
from facilitator_app.record import room
from facilitator_app.record.doses import Concern, DoseGiven, DoseWithTimeOut, Route
from facilitator_app.record.in_the_way import not_ready, room_not_so, unmeasured
from facilitator_app.record.orders import ClearedForMedicine, OrderGiven
from facilitator_app.record.programme import Never, Programme
from facilitator_app.record.readiness import Matter, ReadinessPassed, ReadinessTold, RoomChecked, RoomPassed
from facilitator_app.record.vitals import Measure, Unavailable, VitalsTaken, examine
from facilitator_app.session import Who
from facilitator_app.wording import describe
from tests.people import AMARA, DEVI, HALE, INES, ROWAN, START, TOMAS
from tests.ready import READY
from tests.test_session import Room, empty, journal, signed

__all__ = ["empty", "journal"]

STRICT = msgspec.structs.replace(signed(), never_without=tuple(Never))
BY_TELEPHONE = "It was said by telephone."
REASONS = dict.fromkeys((Concern.NOT_CLEARED, Concern.NO_ORDER, Concern.NOT_MEASURED, Concern.NOT_READY), BY_TELEPHONE)
DOSE = DoseWithTimeOut(drug="ketamine", route=Route.INTRAMUSCULAR, amount_mg=Decimal(40), reasons=REASONS)
CLEARED = ClearedForMedicine(prescriber=HALE.name, until=START.date())
ORDER = OrderGiven(drug="ketamine", route=Route.INTRAMUSCULAR, low=Decimal(40), prescriber=HALE.name)


async def begin(at: Room, *staff: Who, programme: Programme = STRICT, reason: str = "") -> None:
    await at.session.open(
        programme,
        "Thursday circle",
        zone="America/Denver",
        clinic_name="Still Water",
        lead=TOMAS,
        staff=staff,
        staffing_reason=reason,
    )


async def not_given(at: Room) -> Refusal:
    with pytest.raises(Refusal) as refused:
        await at.session.write(DOSE, [ROWAN])
    return refused.value


async def test_a_session_without_a_provider_is_refused_whatever_the_reason_where_the_programme_says_so(
    empty: Room,
) -> None:
    late = "Ines is on the train."
    assert await empty.refused(begin(empty, TOMAS, DEVI, reason=late)) == "session.never_without_provider"
    await begin(empty, TOMAS, DEVI, programme=signed(), reason=late)  # another programme takes the reason
    assert empty.session.state.is_open


async def test_a_dose_is_refused_until_each_is_there_and_told_when_it_was_given_all_the_same(empty: Room) -> None:
    await begin(empty, INES, TOMAS, DEVI)
    await empty.tell(room.Seated(seat=1, preferred_name="Rowan"), ROWAN, by=INES)
    empty.pass_minutes(10)
    await empty.tell(room.StaffLeft(staff=INES.id))
    assert (await not_given(empty)).key == "dose.never_without_provider"
    await empty.tell(room.StaffPresent(staff=INES.id, name=INES.name, roles=INES.roles))
    consent = ReadinessTold(matter=Matter.CONSENT, holds=True)
    for fact, matter in ((CLEARED, Matter.CLEARED), (ORDER, Matter.ORDER), (consent, Matter.CONSENT)):
        refused = await not_given(empty)
        assert (refused.key, refused.values["matter"]) == ("dose.never_without", matter)
        assert text.word(matter) in text.say(refused)
        await empty.tell(fact, ROWAN)
    await empty.tell(DOSE, ROWAN)
    await empty.tell(msgspec.structs.replace(consent, holds=False), ROWAN)
    assert (await not_given(empty)).values["matter"] is Matter.CONSENT
    # What happened can always be written down.
    reasons = {Concern.NO_FURTHER: "It was given before anybody asked."}
    told = msgspec.structs.replace(DOSE, reasons=reasons)
    empty.pass_minutes(5)
    await empty.session.write(told, [ROWAN], at=empty.clock.now() - timedelta(minutes=4))
    plain = DoseGiven(drug="ketamine", route=Route.INTRAMUSCULAR, amount_mg=Decimal(10))
    await empty.tell(plain, ROWAN)
    assert len(empty.session.state.people[ROWAN].doses) == 3


async def test_where_the_programme_says_nothing_a_named_reason_is_enough(empty: Room) -> None:
    await begin(empty, INES, TOMAS, DEVI, programme=signed())
    await empty.tell(room.Seated(seat=1, preferred_name="Rowan"), ROWAN, by=INES)
    await empty.tell(DOSE, ROWAN)
    assert len(empty.session.state.people[ROWAN].doses) == 1


async def test_what_was_said_not_to_be_so_asks_for_a_reason_at_the_first_dose_until_somebody_says_why_it_goes_on(
    empty: Room,
) -> None:
    await begin(empty, INES, TOMAS, DEVI, programme=signed())
    for seat, person in ((1, ROWAN), (2, AMARA)):
        await empty.tell(room.Seated(seat=seat, preferred_name="A person"), person, by=INES)
        await empty.tell(ReadinessTold(matter=Matter.ESCORT, holds=False, words="Nobody is reached."), person)
        for fact in READY:
            if not isinstance(fact, ReadinessTold) or fact.matter is not Matter.ESCORT:
                await empty.tell(fact, person)
    bare = msgspec.structs.replace(DOSE, reasons=dict.fromkeys((Concern.NOT_CLEARED, Concern.NO_ORDER), BY_TELEPHONE))
    with pytest.raises(Refusal) as no:
        await empty.tell(bare, ROWAN)
    assert (no.value.key, no.value.field) == ("dose.reason_needed", "not_ready")
    await empty.tell(ReadinessPassed(matter=Matter.ESCORT, reason="Her sister comes at two."), AMARA)
    await empty.tell(bare, AMARA)
    why = msgspec.structs.replace(DOSE, reasons=REASONS | {Concern.NOT_READY: "He stays until six."})
    line = empty.session.history.line(await empty.tell(why, ROWAN))
    assert line is not None
    assert "not as it has to be, given because He stays until six." in describe(line.entry.fact, text.english())
    await empty.tell(bare, ROWAN)  # it is asked once, before the first


async def test_what_nobody_answered_or_measured_is_named_before_a_first_dose_and_before_a_further_one_what_is_new(
    empty: Room,
) -> None:
    await begin(empty, INES, TOMAS, DEVI, programme=signed())
    await empty.tell(room.Seated(seat=1, preferred_name="Rowan"), ROWAN, by=INES)

    def asked() -> tuple[list[str], list[str]]:
        state, now = empty.session.state, empty.clock.now()
        rowan = state.people[ROWAN]
        return [one.value for one in not_ready(state, rowan, now)], [one.value for one in unmeasured(state, rowan, now)]

    matters = ["agreement", "consent", "escort", "food", "medicines", "intention", "touch"]
    assert asked()[0] == matters
    assert {"systolic", "diastolic", "heart_rate"} <= set(asked()[1])
    for fact in READY:
        await empty.tell(fact, ROWAN)
    assert asked() == ([], [])  # who is well prepared is asked nothing
    await empty.tell(examine({Measure.SYSTOLIC: "196"}, None, frozenset({Measure.SYSTOLIC})), ROWAN)
    assert asked() == (["baseline"], [])
    await empty.tell(ReadinessPassed(matter=Matter.BASELINE, reason="Measured twice; Dr. Hale was asked."), ROWAN)
    assert asked() == ([], [])  # what a reason was given for stays passed
    empty.pass_minutes(1)
    await empty.tell(examine({Measure.SYSTOLIC: "204"}, None, frozenset({Measure.SYSTOLIC})), ROWAN)
    assert asked() == (["baseline"], [])
    await empty.tell(DOSE, ROWAN)
    assert asked() == ([], [])
    empty.pass_minutes(20)
    await empty.tell(ReadinessTold(matter=Matter.CONSENT, holds=False, words="Not again."), ROWAN)
    assert asked() == (["consent"], [])
    await empty.tell(ReadinessPassed(matter=Matter.CONSENT, reason="Asked again: yes."), ROWAN)
    assert asked() == ([], [])


async def test_a_dose_that_is_corrected_is_asked_what_was_not_ready_as_at_the_dose_itself(empty: Room) -> None:
    await begin(empty, INES, TOMAS, DEVI, programme=signed())
    await empty.tell(room.Seated(seat=1, preferred_name="Rowan"), ROWAN, by=INES)
    bare = msgspec.structs.replace(DOSE, reasons=dict.fromkeys((Concern.NOT_CLEARED, Concern.NO_ORDER), BY_TELEPHONE))
    empty.pass_minutes(5)
    for fact in READY:
        await empty.tell(fact, ROWAN)
    empty.pass_minutes(5)
    line = await empty.tell(bare, ROWAN)
    given = empty.clock.now()

    async def asked(told: DoseWithTimeOut | None, at: datetime | None = None) -> str:
        with pytest.raises(Refusal) as no:
            await empty.session.amend(line, told, "misread", observed_at=at)
        assert no.value.key == "dose.reason_needed"
        return no.value.field

    more = msgspec.structs.replace(bare, amount_mg=Decimal(50))
    await empty.session.amend(line, more, "misread")
    # Told late, of before the dose: what was given is still compared with what was so then.
    no = ReadinessTold(matter=Matter.CONSENT, holds=False, words="She asked to wait.")
    await empty.session.write(no, [ROWAN], at=given - timedelta(minutes=1))
    await empty.session.amend(line, msgspec.structs.replace(more, lot="A17"), "left out")  # the same medicine
    for other in (
        bare,
        msgspec.structs.replace(more, route=Route.ORAL),
        msgspec.structs.replace(more, drug="esketamine"),
    ):
        assert await asked(other) == "not_ready"
    assert await asked(None, given - timedelta(minutes=9)) == "not_measured"  # nothing was measured by then
    assert await asked(more, given - timedelta(minutes=9)) == "not_measured"
    why = msgspec.structs.replace(bare, reasons=bare.reasons | {Concern.NOT_READY: "She said yes a minute later."})
    await empty.session.amend(line, why, "misread")
    (dose,) = empty.session.state.people[ROWAN].doses
    assert dose.amount_mg == Decimal(40)


async def test_a_check_that_was_put_off_or_that_one_goes_on_without_is_not_asked_for_again(empty: Room) -> None:
    await begin(empty, INES, TOMAS, DEVI, programme=signed())
    for seat, person in ((1, ROWAN), (2, AMARA)):
        await empty.tell(room.Seated(seat=seat, preferred_name="A person"), person, by=INES)
    put_off = room.Deferred(measures=tuple(Measure), reason="The cuff is in use.", again_minutes=5, breathing_seen=True)
    await empty.tell(put_off, ROWAN)
    await empty.tell(ReadinessPassed(matter=Matter.BASELINE, reason="Measured at the door."), AMARA)
    people, now = empty.session.state.people, empty.clock.now()
    assert [unmeasured(empty.session.state, people[one], now) for one in (ROWAN, AMARA)] == [(), ()]
    await empty.tell(examine({Measure.SYSTOLIC: "118"}), AMARA)
    await empty.tell(ReadinessPassed(matter=Matter.BASELINE, reason="The rest at the door."), AMARA)
    await empty.tell(examine({Measure.SYSTOLIC: "196"}, None, frozenset({Measure.SYSTOLIC})), AMARA)
    state = empty.session.state  # a reason for what was within its limits holds for nothing beyond them
    assert Matter.BASELINE in not_ready(state, state.people[AMARA], empty.clock.now())


async def test_a_word_in_the_place_of_a_number_asks_for_a_reason_before_a_first_dose_unless_one_goes_on_without(
    empty: Room,
) -> None:
    await begin(empty, INES, TOMAS, DEVI, programme=signed())
    await empty.tell(room.Seated(seat=1, preferred_name="Rowan"), ROWAN, by=INES)
    for fact in READY:
        if not isinstance(fact, VitalsTaken):
            await empty.tell(fact, ROWAN)
    await empty.tell(VitalsTaken(values={}, words=dict.fromkeys(Measure, Unavailable.NOT_OBTAINABLE)), ROWAN)
    bare = msgspec.structs.replace(DOSE, reasons=dict.fromkeys((Concern.NOT_CLEARED, Concern.NO_ORDER), BY_TELEPHONE))
    with pytest.raises(Refusal) as no:
        await empty.tell(bare, ROWAN)
    assert (no.value.key, no.value.field) == ("dose.reason_needed", "not_measured")
    await empty.tell(ReadinessPassed(matter=Matter.BASELINE, reason="He is seen to be well; the cuff broke."), ROWAN)
    await empty.tell(bare, ROWAN)


async def test_what_was_said_of_the_room_not_to_be_so_is_asked_at_the_dose_until_somebody_says_why_it_goes_on(
    empty: Room,
) -> None:
    await begin(empty, INES, TOMAS, DEVI, programme=signed())
    for seat, person in ((1, ROWAN), (2, AMARA)):
        await empty.tell(room.Seated(seat=seat, preferred_name="A person"), person, by=INES)
        for fact in READY:
            await empty.tell(fact, person)
    bare = msgspec.structs.replace(DOSE, reasons=dict.fromkeys((Concern.NOT_CLEARED, Concern.NO_ORDER), BY_TELEPHONE))
    await empty.tell(RoomChecked(matter="suction", holds=True))
    await empty.tell(bare, ROWAN)  # what nobody answered of the room is the board's alone
    empty.pass_minutes(1)
    await empty.tell(RoomChecked(matter="oxygen", holds=False, words="The bottle is empty."))

    def asked() -> list[tuple[str, ...]]:
        state = empty.session.state
        return [room_not_so(state, state.people[one], empty.clock.now()) for one in (ROWAN, AMARA)]

    assert asked() == [("oxygen",), ("oxygen",)]  # of who had one dose it is new
    for person in (ROWAN, AMARA):
        with pytest.raises(Refusal) as no:
            await empty.tell(bare, person)
        assert no.value.field == "not_ready"
    await empty.tell(RoomPassed(matter="oxygen", reason="The next room has one."))
    assert asked() == [(), ()]
    await empty.tell(bare, AMARA)
    empty.pass_minutes(1)
    await empty.tell(RoomChecked(matter="oxygen", holds=False, words="That one too."))
    assert asked() == [("oxygen",), ("oxygen",)]
    await empty.tell(RoomChecked(matter="oxygen", holds=True))
    assert asked() == [(), ()]


def test_what_it_holds_to_travels_in_the_programmes_file() -> None:
    written = programme_written.write_programme(STRICT)
    assert 'never_without = ["cleared", "order", "consent", "provider"]' in written
    assert programmes.file_from(written, file="circle.toml").programme.never_without == tuple(Never)
    with pytest.raises(Refusal) as refused:
        programmes.file_from(written.replace('"provider"]', '"escort"]'), file="circle.toml")
    assert refused.value.key == "programme_file.wrong_entry"
    assert "never_without" in text.say(refused.value)
