"""The board before the medicine: green only when each is true, and whose reason it takes to go on without."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from facilitator_app import text
from facilitator_app.faults import Refusal
from facilitator_app.monitoring import next_check, plan_of
from facilitator_app.readiness import Board, Measured, RoomCell, Status, board
from facilitator_app.record import in_the_way, readiness, room, touch
from facilitator_app.record.doses import Concern, DoseWithTimeOut, Route
from facilitator_app.record.entry import Entry
from facilitator_app.record.orders import ClearedForMedicine, OrderGiven, OrderUnit
from facilitator_app.record.readiness import (
    Matter,
    OwnMedicines,
    ReadinessPassed,
    ReadinessTold,
    RoomChecked,
    RoomMatter,
    RoomPassed,
)
from facilitator_app.record.roles import Act, Role
from facilitator_app.record.state import SessionState
from facilitator_app.record.vitals import Measure
from facilitator_app.rules import act_of
from facilitator_app.session import Who
from facilitator_app.wording import describe
from tests.golden import entry_of
from tests.people import DEVI, INES, ROWAN, TOMAS
from tests.ready import VITALS
from tests.test_app import Room, here
from tests.test_never_without import begin
from tests.test_session import Room as OneSession
from tests.test_session import empty, journal

__all__ = ["empty", "here", "journal"]

HALE = "Dr. Hale"


def how(found: Board, person: UUID) -> dict[Matter, Status]:
    """How the matters of a person stand."""
    row = next(row for row in found.rows if row.person == person)
    return {cell.matter: cell.status for cell in row.cells}


async def make_ready(here: Room, person: UUID) -> None:
    """Everything of a person, as it has to be."""
    write = here.session.write
    await write(ClearedForMedicine(prescriber=HALE, until=date(2026, 3, 5)), [person])
    order = OrderGiven(drug="ketamine", route=Route.INTRAMUSCULAR, low=Decimal(40), prescriber=HALE)
    await write(order, [person])
    for matter in readiness.ASKED:
        if matter is not Matter.PREGNANCY:
            await write(ReadinessTold(matter=matter, holds=True, words="told by Ines"), [person])
    await here.session.take_vitals(person, VITALS)
    await write(room.IntentionSaid(text="To be still."), [person])
    await write(touch.TouchAgreed(extent=touch.Extent.HAND), [person])


async def test_it_is_green_only_when_each_is_true(here: Room) -> None:
    found = board(here.session.state)
    assert not found.is_ready
    assert how(found, here.rowan) == dict.fromkeys(Matter, Status.OPEN) | {
        Matter.SEAT: Status.READY,
        Matter.INTENTION: Status.READY,
    }
    await make_ready(here, here.rowan)
    found = board(here.session.state)
    rowan, amara = found.rows
    assert (rowan.is_ready, amara.is_ready) == (True, False)
    assert how(found, here.rowan)[Matter.PREGNANCY] is Status.OPEN  # where it is not asked it stands in nobody's way
    await make_ready(here, here.amara)
    waits = [cell.matter for cell in board(here.session.state).waits]
    assert waits == [*readiness.ROOM_LIST, *readiness.DEVICE]  # the one facilitator too few had a reason at the opening
    for matter in waits:
        await here.session.write(RoomChecked(matter=matter, holds=True))
    assert board(here.session.state).is_ready
    await here.session.write(RoomChecked(matter=RoomMatter.OXYGEN, holds=False, words="the bottle is at 40 bar"))
    found = board(here.session.state)
    assert not found.is_ready
    oxygen = found.room[0]
    assert (oxygen.status, oxygen.answer and oxygen.answer.words) == (Status.NOT, "the bottle is at 40 bar")


async def test_each_matter_broken_in_turn_is_seen(here: Room) -> None:
    await make_ready(here, here.rowan)

    async def after(fact: object) -> dict[Matter, Status]:
        await here.session.write(fact, [here.rowan])  # type: ignore[arg-type]  # any fact
        return how(board(here.session.state), here.rowan)

    for matter in readiness.ASKED:
        assert (await after(ReadinessTold(matter=matter, holds=False)))[matter] is Status.NOT
        assert not board(here.session.state).rows[0].is_ready
        assert (await after(ReadinessTold(matter=matter, holds=True)))[matter] is Status.READY
    ended = await after(ClearedForMedicine(prescriber=HALE, until=date(2026, 3, 4)))  # the day before
    assert ended[Matter.CLEARED] is Status.NOT
    high = {Measure.SYSTOLIC: "190", Measure.DIASTOLIC: "88", Measure.HEART_RATE: "68"}
    await here.session.take_vitals(here.rowan, high, confirmed=frozenset({Measure.SYSTOLIC}))
    assert how(board(here.session.state), here.rowan)[Matter.BASELINE] is Status.NOT


async def test_the_board_waits_for_what_the_time_out_would_ask(here: Room) -> None:
    def stands(matter: Matter) -> Status:
        return how(board(here.session.state), here.rowan)[matter]

    def not_measured() -> tuple[Measure, ...]:
        state = here.session.state
        return in_the_way.unmeasured(state, state.people[here.rowan], here.clock.now())

    await make_ready(here, here.amara)
    some = {Measure.SYSTOLIC: "118", Measure.DIASTOLIC: "74", Measure.HEART_RATE: "68"}
    await here.session.take_vitals(here.rowan, some)
    assert stands(Matter.BASELINE) is Status.OPEN  # the plan asks for more before a dose
    assert not_measured() == (Measure.SPO2, Measure.BREATHING)
    put_off = room.Deferred(measures=not_measured(), reason="He sleeps.", again_minutes=5, breathing_seen=True)
    await here.session.write(put_off, [here.rowan])
    row = board(here.session.state, at=here.clock.now()).rows[0]
    cell = next(cell for cell in row.cells if cell.matter is Matter.BASELINE)
    assert (cell.status, cell.answer and cell.answer.words, not_measured()) == (Status.PASSED, "He sleeps.", ())
    await here.session.take_vitals(here.rowan, VITALS)
    assert stands(Matter.BASELINE) is Status.READY

    order = OrderGiven(  # such as could once be written at the desk
        drug="Ketamine",
        route=Route.INTRAMUSCULAR,
        low=Decimal("0.5"),
        unit=OrderUnit.MG_PER_KG,
        prescriber=HALE,
        beforehand=UUID(int=9),
    )
    await here.session.write(order, [here.rowan])
    assert stands(Matter.ORDER) is Status.NOT  # nothing can be compared with it
    await here.session.write(ReadinessPassed(matter=Matter.ORDER, reason="Weighed in a minute."), [here.rowan])
    assert stands(Matter.ORDER) is Status.PASSED
    await here.session.write(msgspec.structs.replace(order, drug="esketamine"), [here.rowan])
    assert stands(Matter.ORDER) is Status.NOT  # the reason was for the other one
    for drug in ("esketamine", "ketamine"):
        whole = msgspec.structs.replace(order, drug=drug, weight_kg=Decimal(80), beforehand=None)
        await here.session.write(whole, [here.rowan])
    assert stands(Matter.ORDER) is Status.READY


async def test_who_is_out_is_not_on_the_board(here: Room) -> None:
    await here.session.write(room.WentOut(way=room.WayOut.WITHDREW), [here.amara])
    assert [row.name for row in board(here.session.state).rows] == ["Rowan"]


async def test_going_on_without_needs_a_named_persons_reason(here: Room) -> None:
    session = here.session
    reason = "She slept badly; measured twice, and Dr. Hale was asked."
    await session.write(ReadinessPassed(matter=Matter.BASELINE, reason=reason), [here.rowan])
    row = board(session.state).rows[0]
    cell = next(cell for cell in row.cells if cell.matter is Matter.BASELINE)
    assert cell.status is Status.PASSED
    assert cell.answer is not None
    assert (cell.answer.words, cell.answer.by) == (reason, here.app.at_screen and here.app.at_screen.id)
    await session.take_vitals(here.rowan, VITALS)
    assert how(board(session.state), here.rowan)[Matter.BASELINE] is Status.READY  # true is more than passed

    session.at_screen = Who(id=here.tomas, name="Tomas Lind", roles=(Role.FACILITATOR,))
    await session.write(ReadinessPassed(matter=Matter.ESCORT, reason="His sister comes at nine."), [here.rowan])
    for matter in readiness.MEDICAL:
        with pytest.raises(Refusal) as no:
            await session.write(ReadinessPassed(matter=matter, reason="It will be fine."), [here.rowan])
        assert no.value.key == "session.not_your_word"
    assert act_of(ReadinessPassed(matter=Matter.TOUCH, reason="x")) is Act.RUN_SESSION


async def take(here: Room, person: UUID, systolic: str, rate: str) -> None:
    """Vitals before the medicine, confirmed."""
    typed = VITALS | {Measure.SYSTOLIC: systolic, Measure.DIASTOLIC: "80", Measure.HEART_RATE: rate}
    await here.session.take_vitals(person, typed, confirmed=frozenset(typed))


async def test_a_reason_holds_for_what_was_known_and_a_worse_value_asks_again(here: Room) -> None:
    async def passes(reason: str) -> None:
        await here.session.write(ReadinessPassed(matter=Matter.BASELINE, reason=reason), [here.rowan])

    def stands() -> Status:
        return how(board(here.session.state), here.rowan)[Matter.BASELINE]

    await passes("cuff in use, taken in five minutes")
    assert stands() is Status.PASSED
    await take(here, here.rowan, "210", "150")
    assert stands() is Status.NOT  # the reason was not for these
    await passes("Dr. Hale was asked about 210.")
    assert stands() is Status.PASSED
    await take(here, here.rowan, "195", "150")
    assert stands() is Status.PASSED  # better than what was known
    await take(here, here.rowan, "212", "150")
    assert stands() is Status.NOT
    await passes("Asked again.")
    await take(here, here.rowan, "210", "30")
    assert stands() is Status.NOT  # the other end of another measure
    await passes("Asked once more.")
    await take(here, here.rowan, "118", "29")
    assert stands() is Status.NOT
    await take(here, here.rowan, "118", "68")
    assert stands() is Status.READY


async def test_a_later_answer_asks_again(here: Room) -> None:
    write, matter = here.session.write, Matter.PREGNANCY

    def stands() -> Status:
        return how(board(here.session.state), here.rowan)[matter]

    await write(ReadinessPassed(matter=matter, reason="not asked"), [here.rowan])
    assert stands() is Status.PASSED
    here.clock.advance(timedelta(minutes=1))
    await write(ReadinessTold(matter=matter, holds=False, words="test positive"), [here.rowan])
    cell = next(one for one in board(here.session.state).rows[0].cells if one.matter is matter)
    assert (cell.status, cell.answer and cell.answer.words) == (Status.NOT, "test positive")
    await write(ReadinessPassed(matter=matter, reason="Dr. Hale decides with her."), [here.rowan])
    assert stands() is Status.PASSED
    here.clock.advance(timedelta(minutes=1))
    await write(ReadinessTold(matter=matter, holds=False, words="second test positive"), [here.rowan])
    assert stands() is Status.NOT
    told = ReadinessPassed(matter=matter, reason="Said before the second test.")
    await write(told, [here.rowan], at=here.clock.now() - timedelta(seconds=30))
    assert stands() is Status.NOT  # a reason told for a moment knows what was known at that moment


async def test_a_clearance_that_ends_sooner_than_was_known_asks_again(here: Room) -> None:
    def stands() -> Status:
        return how(board(here.session.state), here.rowan)[Matter.CLEARED]

    async def until(day: int) -> None:
        await here.session.write(ClearedForMedicine(prescriber=HALE, until=date(2026, 3, day)), [here.rowan])

    passed = ReadinessPassed(matter=Matter.CLEARED, reason="Dr. Hale said so on the telephone.")
    await here.session.write(passed, [here.rowan])
    assert stands() is Status.PASSED  # this programme does not say that nobody goes on without it
    await until(4)
    assert stands() is Status.NOT
    await here.session.write(passed, [here.rowan])
    assert stands() is Status.PASSED
    await until(3)
    assert stands() is Status.NOT


async def test_the_room_and_who_is_missing_go_on_without_for_a_reason_and_are_counted(here: Room) -> None:
    write = here.session.write

    def cell(matter: str) -> RoomCell:
        found = board(here.session.state)
        return next(one for one in (*found.staff, *found.room) if one.matter == matter)

    short = cell("facilitator")
    assert (short.status, short.there, short.least) == (Status.PASSED, 1, 2)
    assert short.answer is not None
    assert short.answer.words  # the reason given at the opening
    await write(RoomChecked(matter=RoomMatter.SUCTION, holds=False, words="none in this house"))
    assert cell("suction").status is Status.NOT
    await write(RoomPassed(matter=RoomMatter.SUCTION, reason="The provider carries a hand pump."))
    assert cell("suction").status is Status.PASSED
    assert board(here.session.state).passed == 2
    here.clock.advance(timedelta(minutes=1))
    await write(RoomChecked(matter=RoomMatter.SUCTION, holds=False, words="and no hand pump either"))
    assert cell("suction").status is Status.NOT
    await write(room.StaffLeft(staff=here.tomas))
    assert (cell("facilitator").status, cell("facilitator").there) == (Status.OPEN, 0)
    await write(RoomPassed(matter="facilitator", reason="Devi is at the door."))
    assert cell("facilitator").status is Status.PASSED
    tomas = room.StaffPresent(staff=here.tomas, name="Tomas Lind", roles=(Role.FACILITATOR,))
    await write(tomas)
    assert cell("facilitator").status is Status.PASSED
    assert cell("medical_provider").status is Status.READY
    assert here.app.at_screen is not None
    await write(room.StaffLeft(staff=here.app.at_screen.id))
    assert cell("medical_provider").status is Status.OPEN
    await write(RoomPassed(matter="medical_provider", reason="Ines is next door and is called."))
    assert cell("medical_provider").status is Status.PASSED


async def test_what_the_device_measures_is_nobodys_word(here: Room) -> None:
    found = {"power": Measured(status=Status.NOT, words="on battery, 80 %", known="battery")}

    def power() -> Status:
        return next(one.status for one in board(here.session.state, measured=found).room if one.matter == "power")

    assert power() is Status.NOT
    assert await refused(here.session.write(RoomChecked(matter=RoomMatter.POWER, holds=True))) == "readiness.measured"
    await here.session.write(RoomPassed(matter=RoomMatter.POWER, reason="Three hours are left.", known="battery"))
    assert power() is Status.PASSED
    found["power"] = Measured(status=Status.NOT, words="on battery, 9 %", known="battery_low")
    assert power() is Status.NOT
    found["power"] = Measured(status=Status.READY, words="charger in")
    assert power() is Status.READY


async def test_the_room_is_the_clinics_own_list(here: Room) -> None:
    own = ("oxygen", "Defibrillator in the hall")
    await here.session.write(RoomChecked(matter=own[1], holds=True))
    found = board(here.session.state, room_list=own)
    assert [(one.matter, one.status) for one in found.room][:2] == [(own[0], Status.OPEN), (own[1], Status.READY)]
    assert describe(RoomChecked(matter=own[1], holds=True), text.english()) == f"{own[1]}, as it has to be"


async def test_what_nobody_goes_on_without_is_what_the_programme_says(empty: OneSession) -> None:
    await begin(empty, INES, TOMAS, DEVI)
    await empty.tell(room.Seated(seat=1, preferred_name="Rowan"), ROWAN, by=INES)
    state = empty.session.state
    nevers = {one.matter for one in board(state).rows[0].cells if one.never}
    assert nevers == {Matter.CLEARED, Matter.ORDER, Matter.CONSENT}
    for matter in nevers:
        why = ReadinessPassed(matter=matter, reason="The prescriber said so on the telephone.")
        assert await empty.refused(empty.session.write(why, [ROWAN])) == "readiness.never_passed"
    here = RoomPassed(matter="medical_provider", reason="Ines is on the train.")
    await empty.tell(here)  # she is there: it says nothing
    await empty.tell(room.StaffLeft(staff=INES.id))
    assert await empty.refused(empty.session.write(here)) == "readiness.never_without_provider"
    provider = next(one for one in board(empty.session.state).staff if one.matter == "medical_provider")
    assert (provider.status, provider.never) == (Status.OPEN, True)


async def refused(act: Awaitable[object]) -> str:
    with pytest.raises(Refusal) as no:
        await act
    return no.value.key


def test_what_cannot_be_written_down() -> None:
    for make, key in (
        (lambda: ReadinessTold(matter=Matter.ORDER, holds=True), "readiness.told_elsewhere"),
        (lambda: ReadinessTold(matter=Matter.FOOD, holds=True, words="x" * 501), "entry.too_long"),
        (lambda: RoomChecked(matter=RoomMatter.TONE, holds=True, words="x" * 501), "entry.too_long"),
        (lambda: RoomChecked(matter="facilitator", holds=True), "readiness.no_room_matter"),
        (lambda: RoomPassed(matter="", reason="x"), "entry.empty"),
        (lambda: RoomPassed(matter="suction", reason=" "), "entry.empty"),
        (
            lambda: ReadinessTold(matter=Matter.FOOD, holds=True, medicines=OwnMedicines.HELD),
            "readiness.told_elsewhere",
        ),
        (lambda: ReadinessPassed(matter=Matter.FOOD, reason=" "), "entry.empty"),
    ):
        with pytest.raises(Refusal) as no:
            make()
        assert no.value.key == key


def test_how_the_lines_read() -> None:
    words = text.english()
    said = [
        describe(ReadinessTold(matter=Matter.ESCORT, holds=True, words="Jude, by car"), words),
        describe(ReadinessTold(matter=Matter.FOOD, holds=False), words),
        describe(RoomChecked(matter=RoomMatter.SUCTION, holds=True), words),
        describe(ReadinessPassed(matter=Matter.INTENTION, reason="No words today."), words),
        describe(RoomPassed(matter="facilitator", reason="Devi is at the door."), words),
        describe(ReadinessTold(matter=Matter.MEDICINES, holds=True, medicines=OwnMedicines.TAKEN, words="at 7"), words),
    ]
    assert said == [
        "escort, as it has to be: Jude, by car",
        "food and drink, not as it has to be",
        "suction, as it has to be",
        "goes on without: intention. No words today.",
        "goes on without: facilitator. Devi is at the door.",
        "own medicines, as it has to be: taken as ordered. at 7",
    ]


def test_nothing_before_the_session() -> None:
    found = board(SessionState())
    assert (found.rows, found.staff, found.is_ready) == ((), (), False)
    stray: Entry = entry_of(room.Noted(text="Nothing of this."))
    assert readiness.after(readiness.Readiness(), stray) == readiness.Readiness()
    assert readiness.room_after(readiness.RoomReadiness(), stray) == readiness.RoomReadiness()


async def test_it_is_the_same_after_a_restart(here: Room, tmp_path: Path) -> None:
    await make_ready(here, here.rowan)
    await here.session.write(RoomChecked(matter=RoomMatter.OXYGEN, holds=True))
    before = board(here.session.state)
    await here.after_a_kill()
    assert board(here.session.state) == before


async def test_who_stays_and_takes_no_medicine_is_not_on_the_board_until_they_take_it_after_all(here: Room) -> None:
    def waits() -> bool:
        person, state = here.session.state.people[here.amara], here.session.state
        return next_check(person, plan_of(state), here.clock.now()) is not None

    assert waits()
    await here.session.write(readiness.StaysWithout(words="Not today."), [here.amara])
    assert [row.name for row in board(here.session.state).rows] == ["Rowan"]
    assert not waits()  # nothing is measured before a dose that is not given
    without = here.session.state.people[here.amara].readiness.without
    assert without is not None
    assert without.words == "Not today."
    await here.session.write(readiness.StaysWithout(holds=False), [here.amara])
    assert [row.name for row in board(here.session.state).rows] == ["Rowan", "Amara"]
    assert waits()
    told = describe(readiness.StaysWithout(words="Not today."), text.catalogue())
    assert told == "stays and takes no medicine. Not today."
    assert describe(readiness.StaysWithout(holds=False), text.catalogue()).startswith("takes the medicine after all")


async def test_a_dose_for_who_said_that_they_take_none_is_held_up_until_somebody_says_why(here: Room) -> None:
    await here.session.write(readiness.StaysWithout(words="Not today."), [here.amara])
    here.clock.advance(timedelta(minutes=1))
    asked = (Concern.NOT_CLEARED, Concern.NO_ORDER, Concern.NOT_MEASURED, Concern.NOT_READY)
    said = dict.fromkeys(asked, "By telephone.")

    def dose(reasons: Mapping[Concern, str]) -> DoseWithTimeOut:
        return DoseWithTimeOut(drug="ketamine", route=Route.INTRAMUSCULAR, amount_mg=Decimal(40), reasons=dict(reasons))

    await here.session.write(dose(said), [here.rowan])  # who never said so is not asked
    with pytest.raises(Refusal) as no:
        await here.session.write(dose(said), [here.amara])
    assert (no.value.key, no.value.field) == ("dose.reason_needed", "stays_without")
    assert "said that they take no medicine today" in text.say(no.value)
    line = (await here.session.write(dose(said | {Concern.STAYS_WITHOUT: "Amara asked for it."}), [here.amara]))[0]
    assert "takes it after all, because Amara asked for it." in describe(line.fact, text.catalogue())
    assert "Amara" in [row.name for row in board(here.session.state).rows]
    with pytest.raises(Refusal) as no:  # an amendment leaves no concern unanswered
        await here.session.amend(line.id, dose(said), "A slip.")
    assert no.value.field == "stays_without"
