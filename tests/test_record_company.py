"""Who is with whom, who was last attended to, and who is out of the room."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from facilitator_app import text
from facilitator_app.faults import Refusal
from facilitator_app.record import room
from facilitator_app.record.company import CameBack, Company, CompanyBegan, CompanyEnded, SteppedOut
from facilitator_app.record.doses import DoseGiven, Route
from facilitator_app.record.state import Person
from facilitator_app.record.vitals import Measure, examine
from facilitator_app.wording import describe
from tests.people import AMARA, DEVI, INES, ROWAN, START, TOMAS
from tests.test_session import MINUTE, WITHDREW, Room, empty, here, journal
from tests.told import Told

__all__ = ["empty", "here", "journal"]  # the room that the stories happen in

OUT = SteppedOut(where="garden")


def seated() -> Told:
    told = Told().staff(TOMAS, INES, DEVI)
    told.write(1, room.Seated(seat=1, preferred_name="Rowan"), ROWAN)
    told.write(1, room.Seated(seat=2, preferred_name="Amara"), AMARA)
    return told


def person(told: Told) -> Person:
    return told.history.state.people[ROWAN]


def at(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def test_company_begins_for_each_of_the_team_and_ends_for_who_leaves() -> None:
    told = seated()
    told.write(10, CompanyBegan(), ROWAN, by=TOMAS)
    told.write(12, CompanyBegan(), ROWAN, by=DEVI)
    told.write(20, CompanyEnded(), ROWAN, by=TOMAS)
    assert person(told).company == (Company(staff=DEVI.id, since=at(12)),)
    told.write(25, CompanyBegan(), ROWAN, by=DEVI)
    assert [one.since for one in person(told).company] == [at(25)]
    told.write(30, CompanyEnded(), ROWAN, by=INES)
    assert [one.staff for one in person(told).company] == [DEVI.id]
    assert person(told).attended_at == at(30)


def test_one_of_the_team_is_with_one_person_at_a_time() -> None:
    told = seated()
    told.write(10, CompanyBegan(), ROWAN, by=TOMAS)
    told.write(12, CompanyBegan(), ROWAN, by=DEVI)
    line = told.write(20, CompanyBegan(), AMARA, by=TOMAS)
    assert [one.staff for one in person(told).company] == [DEVI.id]
    assert person(told).attended_at == at(20)
    assert [one.staff for one in told.history.state.people[AMARA].company] == [TOMAS.id]
    told.write(15, CompanyBegan(), ROWAN, by=TOMAS, told_at=25)
    assert [one.staff for one in person(told).company] == [DEVI.id], "told late: he had gone on to Amara since"
    told.voided(26, line)
    assert {one.staff for one in person(told).company} == {DEVI.id, TOMAS.id}, "taken back: he never left"


def test_who_leaves_the_session_is_with_nobody_any_more() -> None:
    told = seated()
    told.write(10, CompanyBegan(), ROWAN, by=TOMAS)
    told.write(11, CompanyBegan(), ROWAN, by=DEVI)
    told.write(30, room.StaffLeft(staff=TOMAS.id))
    told.write(31, room.StaffLeft(staff=UUID(int=5)))
    assert [one.staff for one in person(told).company] == [DEVI.id]
    assert person(told).attended_at == at(30)


def test_only_company_and_what_is_done_hand_on_counts_as_somebody_there() -> None:
    told = seated()
    assert person(told).attended_at is None
    told.write(5, examine({Measure.HEART_RATE: "70"}), ROWAN, by=INES)
    assert person(told).attended_at == at(5)
    told.write(8, DoseGiven(drug="ketamine", route=Route.INTRAMUSCULAR, amount_mg=Decimal(50)), ROWAN, by=INES)
    assert person(told).attended_at == at(8)
    told.write(10, room.SupportCalled(), ROWAN, by=INES)
    told.write(11, room.Observed(word="still", label="Still"), ROWAN, by=INES)
    told.write(12, room.Deferred(measures=(Measure.SPO2,), reason="deep", breathing_seen=True, again_minutes=5), ROWAN)
    assert person(told).attended_at == at(8)
    told.write(13, room.SupportAnswered(), ROWAN, by=DEVI)
    assert person(told).attended_at == at(13)


def with_whom(told: Told) -> dict[UUID, list[UUID | None]]:
    return {id: [one.staff for one in there.company] for id, there in told.history.state.people.items()}


def test_who_answers_a_call_is_with_them_until_it_is_settled_and_with_nobody_else() -> None:
    told = seated()
    told.write(5, CompanyBegan(), AMARA, by=DEVI)
    told.write(10, room.SupportCalled(), ROWAN, by=TOMAS)
    told.write(11, room.SupportAnswered(), ROWAN, by=DEVI)
    assert with_whom(told) == {ROWAN: [DEVI.id], AMARA: []}, "she left Amara for the call"
    told.write(30, room.SupportSettled(done="sat with them"), ROWAN, by=DEVI)
    assert with_whom(told) == {ROWAN: [], AMARA: []}
    assert person(told).attended_at == at(30), "she was there until the call was over"


def test_who_said_with_me_before_the_call_is_still_there_after_it() -> None:
    told = seated()
    told.write(8, CompanyBegan(), ROWAN, by=DEVI)
    told.write(10, room.SupportCalled(), ROWAN, by=DEVI)
    told.write(11, room.SupportAnswered(), ROWAN, by=DEVI)
    told.write(30, room.SupportSettled(), ROWAN, by=DEVI)
    assert [(one.staff, one.since) for one in person(told).company] == [(DEVI.id, at(8))]


def test_a_call_stands_unanswered_again_when_who_came_goes_to_another_or_leaves() -> None:
    told = seated()
    told.write(10, room.SupportCalled(), ROWAN)
    told.write(11, room.SupportAnswered(), ROWAN, by=DEVI)
    gone = told.write(15, CompanyBegan(), AMARA, by=DEVI)
    support = person(told).support
    assert support is not None
    assert (support.since, support.answered_at) == (at(10), None)
    told.voided(16, gone)
    support = person(told).support
    assert support is not None
    assert support.answered_at == at(11), "taken back: she never left"


def test_who_goes_out_with_somebody_leaves_whom_they_were_with_and_comes_back_with_them() -> None:
    told = seated()
    told.write(5, CompanyBegan(), AMARA, by=INES)
    told.write(6, CompanyBegan(), ROWAN, by=TOMAS)
    told.write(10, SteppedOut(where="garden", with_whom=INES.name), ROWAN, by=INES)
    assert with_whom(told) == {ROWAN: [INES.id], AMARA: []}, "and Tomas stays in the room"
    assert told.history.state.people[AMARA].attended_at == at(10)
    told.write(20, CameBack(), ROWAN, by=TOMAS)
    assert with_whom(told) == {ROWAN: [], AMARA: []}
    assert person(told).attended_at == at(20), "she was with them until they were back"


def test_who_went_along_and_is_with_another_now_is_not_out_with_them_any_more() -> None:
    told = seated()
    told.write(10, SteppedOut(where="garden", with_whom=INES.name), ROWAN, by=TOMAS)  # written by another
    assert with_whom(told)[ROWAN] == [INES.id]
    told.write(14, CompanyBegan(), AMARA, by=INES)
    away = person(told).away
    assert away is not None
    assert (away.with_whom, with_whom(told)[ROWAN]) == ("", [])


def test_out_alone_or_with_somebody_from_outside_the_team_is_with_nobody_of_it() -> None:
    told = seated()
    told.write(5, CompanyBegan(), ROWAN, by=TOMAS)
    told.write(10, SteppedOut(where="garden", with_whom="their sister"), ROWAN, by=TOMAS)
    assert with_whom(told)[ROWAN] == []
    assert person(told).attended_at == at(10)
    told.write(20, CameBack(), ROWAN, by=TOMAS)
    assert person(told).attended_at == at(10), "that they are back says nothing of who was with them"


def test_a_word_of_support_given_is_somebody_there_and_no_other_word_is() -> None:
    told = seated()
    told.write(5, room.Observed(word="tears", label="Tears", group="feeling"), ROWAN)
    assert person(told).attended_at is None
    told.write(9, room.Observed(word="own_1", label="Hand held", group="support given"), ROWAN)
    assert person(told).attended_at == at(9)


def test_out_of_the_room_lasts_until_back_and_ends_with_the_session() -> None:
    told = seated()
    told.write(10, SteppedOut(where="lavatory", with_whom="Devi Rao", back_within=5), ROWAN, by=TOMAS)
    away = person(told).away
    assert away is not None
    assert (away.where, away.with_whom, away.since, away.back_within) == ("lavatory", "Devi Rao", at(10), 5)
    told.write(14, CameBack(), ROWAN, by=TOMAS)
    assert person(told).away is None
    told.write(20, SteppedOut(where="garden"), ROWAN)
    told.write(21, CompanyBegan(), ROWAN, by=DEVI)
    told.write(30, room.WentOut(way=room.WayOut.WITHDREW), ROWAN)
    assert (person(told).away, person(told).company) == (None, ())


@pytest.mark.parametrize(
    ("key", "where", "minutes"),
    [("entry.empty", " ", 10), ("company.back_within", "garden", 0), ("company.back_within", "garden", 241)],
)
def test_nowhere_and_no_time_are_refused(key: str, where: str, minutes: int) -> None:
    with pytest.raises(Refusal) as refused:
        SteppedOut(where=where, back_within=minutes)
    assert refused.value.key == key


def test_it_reads_in_words() -> None:
    words = text.english()
    assert describe(SteppedOut(where="garden"), words) == "garden, alone"
    assert describe(SteppedOut(where="garden", with_whom="Devi Rao"), words) == "garden, with Devi Rao"


async def test_who_is_in_the_room_cannot_come_back_to_it_and_who_is_out_cannot_go_out_again(here: Room) -> None:
    assert await here.refused(here.session.write(CameBack(), [ROWAN])) == "company.not_out"
    here.pass_minutes(10)
    await here.tell(OUT, ROWAN)
    assert await here.refused(here.session.write(OUT, [ROWAN])) == "company.out_already"
    assert await here.refused(here.session.write(CameBack(), [AMARA])) == "company.not_out"
    early = here.session.write(CameBack(), [ROWAN], at=START + 9 * MINUTE)
    assert await here.refused(early) == "company.not_out", "nobody comes back before they went"
    here.pass_minutes(5)
    await here.tell(CameBack(), ROWAN)
    assert await here.refused(here.session.write(CameBack(), [ROWAN])) == "company.not_out"


async def test_out_of_the_room_and_back_can_be_told_late_and_after_somebody_left_nobody_goes_out(here: Room) -> None:
    here.pass_minutes(20)
    await here.tell(OUT, ROWAN)
    await here.session.write(OUT, [ROWAN], at=START + 5 * MINUTE)
    again = here.session.write(OUT, [ROWAN], at=START + 6 * MINUTE)
    assert await here.refused(again) == "company.out_already"
    await here.session.write(CameBack(), [ROWAN], at=START + 9 * MINUTE)
    assert here.session.state.people[ROWAN].away is not None, "and went out again later"
    await here.tell(CameBack(), ROWAN)
    here.pass_minutes(5)
    await here.tell(WITHDREW, ROWAN, by=INES)
    assert await here.refused(here.session.write(OUT, [ROWAN])) == "room.already_out"
    await here.session.write(OUT, [ROWAN], at=START + 22 * MINUTE)


async def test_nobody_leaves_a_person_whom_they_were_not_with(here: Room) -> None:
    assert await here.refused(here.session.write(CompanyEnded(), [ROWAN])) == "company.not_with"
    here.pass_minutes(5)
    await here.tell(CompanyBegan(), ROWAN)
    assert await here.refused(here.session.write(CompanyEnded(), [ROWAN], by=DEVI.id)) == "company.not_with"
    here.pass_minutes(5)
    await here.tell(CompanyBegan(), AMARA)
    assert await here.refused(here.session.write(CompanyEnded(), [ROWAN])) == "company.not_with"
    await here.session.write(CompanyEnded(), [ROWAN], at=START + 7 * MINUTE)
    await here.tell(CompanyEnded(), AMARA)
    assert here.session.state.people[AMARA].company == ()
