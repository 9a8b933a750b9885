"""What a hostile reading of the core found: each a story that once went wrong."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from facilitator_app.faults import Faults, Refusal, Trouble
from facilitator_app.record import room
from facilitator_app.record.doses import DoseGiven, Route, read_amount
from facilitator_app.record.roles import Role
from facilitator_app.record.vitals import Measure, VitalsTaken
from facilitator_app.session import Who
from tests.people import AMARA, DEVI, INES, NOOR, ROWAN, START, TOMAS
from tests.test_session import CLEARED, DOSE, WITHDREW, Room, empty, here, journal

__all__ = ["empty", "here", "journal"]  # the rooms that the stories happen in

MINUTE = timedelta(minutes=1)
MORE = DoseGiven(drug="ketamine", route=Route.INTRAMUSCULAR, amount_mg=Decimal(500))
NONE_TAKEN = room.WentOut(way=room.WayOut.DID_NOT_TAKE_MEDICINE)


async def seat_line(here: Room, person: UUID) -> UUID:
    """The line that put somebody on a seat."""
    return next(
        line.first.id
        for line in here.session.history.lines()
        if isinstance(line.first.fact, room.Seated) and line.first.participant == person
    )


# ---------------------------------------------------------------- whose word a dose is, as it reads now
async def test_a_dose_of_the_provider_that_a_facilitator_amends_awaits_the_provider(here: Room) -> None:
    dose = await here.tell(DOSE, ROWAN, by=INES)
    here.session.at_screen = TOMAS
    await here.session.amend(dose, MORE, "slip")
    assert [line.first.id for line in here.session.awaiting()] == [dose]
    here.session.at_screen = INES
    await here.session.confirm(dose)
    assert here.session.awaiting() == ()


async def test_a_confirmed_dose_that_is_amended_later_is_confirmed_no_more(here: Room) -> None:
    dose = await here.tell(DOSE, ROWAN)
    here.session.at_screen = INES
    await here.session.confirm(dose)
    here.session.at_screen = TOMAS
    await here.session.amend(dose, MORE, "slip")
    line = here.session.history.line(dose)
    assert line is not None
    assert line.confirmed is None
    assert here.session.awaiting() == (line,)
    here.session.at_screen = INES
    await here.session.amend(dose, DOSE, "it was the first")
    assert here.session.awaiting() == ()


async def test_a_provider_who_was_not_there_at_the_start_can_confirm(here: Room) -> None:
    dose = await here.tell(DOSE, ROWAN)
    here.session.at_screen = Who(id=UUID(int=8), name="Mae Lindqvist", roles=(Role.MEDICAL_PROVIDER,))
    await here.session.confirm(dose)
    assert here.session.awaiting() == ()


# ---------------------------------------------------------------- taking back
async def test_only_the_word_that_cleared_takes_a_clearance_back(here: Room) -> None:
    out = await here.tell(CLEARED, ROWAN, by=INES)
    here.session.at_screen = TOMAS
    assert await here.refused(here.session.void(out, "too early")) == "session.not_your_word"
    here.session.at_screen = INES
    await here.session.void(out, "too early")
    assert here.session.state.people[ROWAN].out is None


async def test_taking_a_way_out_back_does_not_put_two_on_one_seat(here: Room) -> None:
    out = await here.tell(WITHDREW, ROWAN)
    await here.tell(room.Seated(seat=1, preferred_name="Noor"), NOOR)
    assert await here.refused(here.session.void(out, "came back")) == "room.seat_taken"
    await here.tell(room.Seated(seat=5, preferred_name="Rowan"), ROWAN)
    await here.session.void(out, "came back")
    assert here.session.state.people[ROWAN].out is None


async def test_a_seat_is_not_taken_back_under_somebody_of_whom_something_is_written(here: Room) -> None:
    wrong = await here.tell(room.Seated(seat=3, preferred_name="Noor"), NOOR)
    await here.tell(room.IntentionSaid(text="To rest."), NOOR)
    await here.session.void(wrong, "wrong person")
    assert NOOR not in here.session.state.people
    dose = await here.tell(DOSE, ROWAN, by=INES)
    seat = await seat_line(here, ROWAN)
    assert await here.refused(here.session.void(seat, "wrong person")) == "room.has_lines"
    await here.session.void(dose, "wrong person")
    await here.session.void(seat, "wrong person")
    assert ROWAN not in here.session.state.people


async def test_who_took_medicine_did_not_not_take_it_by_way_of_a_correction(here: Room) -> None:
    await here.tell(DOSE, ROWAN, by=INES)
    out = await here.tell(WITHDREW, ROWAN)
    assert await here.refused(here.session.amend(out, NONE_TAKEN, "slip")) == "room.took_medicine"
    await here.session.amend(out, room.WentOut(way=room.WayOut.TRANSFERRED, note="to the hospital"), "slip")


# ---------------------------------------------------------------- a closed session stays whole
async def test_a_closed_session_has_nobody_unaccounted_for_whatever_is_told_later(here: Room) -> None:
    here.session.at_screen = INES
    here.pass_minutes(5)
    out, _ = await here.session.write(WITHDREW, [ROWAN, AMARA])
    note = await here.tell(room.Noted(text="x"), ROWAN)
    here.pass_minutes(1)
    await here.tell(room.SessionClosed())
    here.pass_minutes(5)
    assert await here.refused(here.session.void(out.id, "slip")) == "session.unaccounted"
    late = here.session.write(room.Seated(seat=4, preferred_name="Noor"), [NOOR], at=START + MINUTE)
    assert await here.refused(late) == "session.unaccounted"
    after = here.session.amend(note, None, "slip", observed_at=here.clock.now())
    assert await here.refused(after) == "session.closed"
    await here.session.void(note, "slip")
    await here.session.amend(out.id, NONE_TAKEN, "it was that")


# ---------------------------------------------------------------- told later
async def test_who_answered_a_call_can_be_told_when_it_is_over(here: Room) -> None:
    await here.tell(room.SupportCalled(wanted="a hand"), ROWAN)
    here.pass_minutes(10)
    await here.tell(room.SupportSettled(), ROWAN)
    here.pass_minutes(2)
    await here.session.write(room.SupportAnswered(), [ROWAN], by=DEVI.id, at=here.clock.now() - 5 * MINUTE)
    assert await here.refused(here.session.write(room.SupportAnswered(), [ROWAN])) == "room.no_support_call"


async def test_a_call_is_not_settled_before_it_was_made(here: Room) -> None:
    here.pass_minutes(10)
    await here.tell(room.SupportCalled(), ROWAN)
    early = here.session.write(room.SupportSettled(), [ROWAN], at=here.clock.now() - 5 * MINUTE)
    assert await here.refused(early) == "room.no_support_call"


async def test_words_told_later_have_the_phase_and_the_music_of_when_they_were_said(here: Room) -> None:
    await here.tell(room.MusicBegan(play="p", title="Wide Water", phase="arrival"))
    here.pass_minutes(5)
    await here.tell(room.PhaseBegan(phase="peak"))
    await here.tell(room.MusicEnded(play="p", title="Wide Water", why="followed"))
    here.pass_minutes(5)
    said = await here.session.quote(ROWAN, "The sea.", at=here.clock.now() - 8 * MINUTE)
    assert said.fact == room.Quoted(text="The sea.", phase="arrival", playing="Wide Water")


# ---------------------------------------------------------------- touches that wait
async def test_a_touch_that_waits_is_of_who_made_it_and_when(here: Room) -> None:
    first = asyncio.ensure_future(here.session.write(room.Noted(text="first"), [ROWAN]))  # noqa: TID251 - two at once
    second = asyncio.ensure_future(here.session.write(room.Noted(text="second"), [ROWAN]))  # noqa: TID251
    await asyncio.sleep(0)
    here.session.at_screen = DEVI
    here.pass_minutes(1)
    lines = [*await first, *await second]
    assert [line.recorded_by for line in lines] == [TOMAS.id, TOMAS.id]
    assert [line.observed_at for line in lines] == [START, START]


@pytest.mark.expects_log
async def test_a_touch_whose_view_has_gone_is_told_when_it_could_not_be_saved(here: Room) -> None:
    told: list[str] = []
    faults = Faults()
    faults.listen(lambda fault, where: told.append(f"{where}: {fault}"))

    async def fails() -> None:
        await asyncio.sleep(0)
        raise Trouble("journal.disk_full")

    waiting = asyncio.ensure_future(faults.finish(fails(), "session write"))  # noqa: TID251 - a caller that goes away
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    await faults.finished()
    await asyncio.sleep(0)
    assert told == ["session write: journal.disk_full"]


async def test_what_was_touched_before_the_end_is_written_before_the_end(here: Room) -> None:
    faults = Faults()
    done: list[int] = []

    async def write(number: int) -> None:
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        done.append(number)

    waiting = [asyncio.ensure_future(faults.finish(write(number), "session write")) for number in range(3)]  # noqa: TID251
    await asyncio.sleep(0)
    await faults.close()
    await asyncio.gather(*waiting)
    assert sorted(done) == [0, 1, 2]


# ---------------------------------------------------------------- numbers
def test_what_is_no_number_in_a_check_is_out_of_range_also_where_nobody_typed_it() -> None:
    with pytest.raises(Refusal) as refused:
        VitalsTaken(values={Measure.HEART_RATE: Decimal("NaN")})
    assert refused.value.key == "vitals.out_of_range"


@pytest.mark.parametrize(
    ("typed", "key"), [("1,000", "dose.comma"), ("1e2", "dose.not_a_number"), ("5_0", "dose.not_a_number")]
)
def test_an_amount_that_can_be_read_in_two_ways_is_refused(typed: str, key: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_amount(typed, "amount_mg")
    assert (refused.value.key, refused.value.field) == (key, "amount_mg")
