"""The board before the medicine: green only when each is true, and whose reason it takes to go on without."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from facilitator_app import text
from facilitator_app.faults import Refusal
from facilitator_app.monitoring import next_check, plan_of
from facilitator_app.readiness import Board, Status, board
from facilitator_app.record import readiness, room, touch
from facilitator_app.record.doses import Concern, DoseWithTimeOut, Route
from facilitator_app.record.entry import Entry
from facilitator_app.record.orders import ClearedForMedicine, OrderGiven
from facilitator_app.record.readiness import Matter, ReadinessPassed, ReadinessTold, RoomChecked, RoomMatter
from facilitator_app.record.roles import Act, Role
from facilitator_app.record.state import SessionState
from facilitator_app.record.vitals import Measure
from facilitator_app.rules import act_of
from facilitator_app.session import Who
from facilitator_app.wording import describe
from tests.golden import entry_of
from tests.test_app import Room, here

__all__ = ["here"]

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
    await here.session.take_vitals(person, {Measure.SYSTOLIC: "118", Measure.DIASTOLIC: "74", Measure.HEART_RATE: "68"})
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
    assert not board(here.session.state).is_ready  # the room, and one facilitator too few
    for matter in RoomMatter:
        await here.session.write(RoomChecked(matter=matter, holds=True))
    found = board(here.session.state)
    assert [(short.role, short.least, short.there) for short in found.short] == [(Role.FACILITATOR, 2, 1)]
    devi = room.StaffPresent(staff=UUID(int=3), name="Devi Rao", roles=(Role.FACILITATOR,))
    await here.session.write(devi)
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
    await session.take_vitals(here.rowan, {Measure.SYSTOLIC: "118", Measure.DIASTOLIC: "74", Measure.HEART_RATE: "68"})
    assert how(board(session.state), here.rowan)[Matter.BASELINE] is Status.READY  # true is more than passed

    session.at_screen = Who(id=here.tomas, name="Tomas Lind", roles=(Role.FACILITATOR,))
    await session.write(ReadinessPassed(matter=Matter.ESCORT, reason="His sister comes at nine."), [here.rowan])
    for matter in readiness.MEDICAL:
        with pytest.raises(Refusal) as no:
            await session.write(ReadinessPassed(matter=matter, reason="It will be fine."), [here.rowan])
        assert no.value.key == "session.not_your_word"
    assert act_of(ReadinessPassed(matter=Matter.TOUCH, reason="x")) is Act.RUN_SESSION


@pytest.mark.parametrize("matter", readiness.NEVER_PASSED)
def test_nobody_goes_on_without_clearance_order_and_consent(matter: Matter) -> None:
    with pytest.raises(Refusal) as no:
        ReadinessPassed(matter=matter, reason="The prescriber said so on the telephone.")
    assert no.value.key == "readiness.never_passed"
    assert "Nobody goes on without this" in text.say(no.value)


def test_what_cannot_be_written_down() -> None:
    for make, key in (
        (lambda: ReadinessTold(matter=Matter.ORDER, holds=True), "readiness.told_elsewhere"),
        (lambda: ReadinessTold(matter=Matter.FOOD, holds=True, words="x" * 501), "entry.too_long"),
        (lambda: RoomChecked(matter=RoomMatter.POWER, holds=True, words="x" * 501), "entry.too_long"),
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
    ]
    assert said == [
        "escort, as it has to be: Jude, by car",
        "food and drink, not as it has to be",
        "suction, as it has to be",
        "goes on without: intention. No words today.",
    ]


def test_nothing_before_the_session() -> None:
    found = board(SessionState())
    assert (found.rows, found.short, found.is_ready) == ((), (), False)
    stray: Entry = entry_of(room.Noted(text="Nothing of this."))
    assert readiness.after(readiness.Readiness(), stray) == readiness.Readiness()


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
    said = {one: "By telephone." for one in (Concern.NOT_CLEARED, Concern.NO_ORDER)}

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
