"""A session begins and ends in two records, the clinic's and its own: whole in both, or it can be finished."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import pytest

from facilitator_app import meanwhile, session_ends
from facilitator_app.app import App, Stage
from facilitator_app.clock import SystemClock
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.record import room
from facilitator_app.record.doses import DoseGiven, Route
from facilitator_app.record.people import PersonTold
from facilitator_app.record.roles import Role
from facilitator_app.record.vitals import Measure
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.rehearsal.faults import disk_full, disk_has_room, killed
from facilitator_app.review import log_rows
from facilitator_app.text import catalogue, say
from facilitator_app.wording import describe
from tests.leaving_ready import ready_to_leave
from tests.people import START
from tests.test_app import PASSPHRASE, Room, here

__all__ = ["here"]

NOBODY = UUID(int=404)


@pytest.fixture
async def clinic(tmp_path: Path) -> AsyncIterator[Room]:
    """A clinic with its people, before any session."""
    made = Room(tmp_path / "clinic")
    await made.make()
    yield made
    await made.app.close()


def asked(at: Room, **other: Any) -> dict[str, Any]:
    """What a session is begun with, but for ``other``."""
    assert at.app.at_screen is not None
    said = {
        "title": "First circle",
        "programme": "group_circle_three",
        "lead": at.tomas,
        "staff": [at.app.at_screen.id, at.tomas],
        "seats": {1: at.rowan, 2: at.amara},
        "staffing_reason": "Devi is ill; the group agreed.",
    }
    return said | other


# ---------------------------------------------------------------- beginning
@pytest.mark.parametrize(
    ("other", "key"),
    [
        ({"seats": {1: NOBODY}}, "clinic.no_such_participant"),
        ({"staff": [NOBODY]}, "clinic.no_such_staff"),
        ({"programme": "nothing"}, "clinic.no_such_programme"),
        ({"title": " "}, "entry.empty"),
        ({"staff": []}, "session.lead_not_there"),
        ({"lead": NOBODY}, "session.lead_not_there"),
    ],
)
async def test_a_session_that_cannot_begin_leaves_nothing_behind(clinic: Room, other: dict[str, Any], key: str) -> None:
    with pytest.raises(Refusal) as refused:
        await clinic.app.begin_session(**asked(clinic, **other))
    assert refused.value.key == key
    assert clinic.app.session is None
    assert clinic.app.clinic_state().sessions == {}
    assert clinic.app.journal is not None
    assert await clinic.app.journal.sessions() == ()


@pytest.mark.parametrize(
    ("seats", "key"), [((1, 9), "room.no_such_seat"), ((1, 2), "room.seated_twice")], ids=["no seat 9", "twice"]
)
async def test_a_seat_that_cannot_be_taken_keeps_the_session_from_beginning(
    clinic: Room, seats: tuple[int, int], key: str
) -> None:
    people = (clinic.rowan, clinic.amara if key == "room.no_such_seat" else clinic.rowan)
    with pytest.raises(Refusal) as refused:
        await clinic.app.begin_session(**asked(clinic, seats=dict(zip(seats, people, strict=True))))
    assert refused.value.key == key
    assert clinic.app.clinic_state().sessions == {}


async def test_nobody_leads_who_is_not_there_any_more_but_whoever_led_then_did(clinic: Room) -> None:
    desk, then = clinic.app.clinic, clinic.clock.now()
    assert desk is not None
    clinic.clock.advance(timedelta(hours=3))
    await desk.staff_gone(clinic.tomas, "Left for good.")
    with pytest.raises(Refusal) as refused:
        await clinic.app.begin_session(**asked(clinic))
    assert (refused.value.key, refused.value.field) == ("session.lead_gone", "lead")
    await desk.staff_back(clinic.tomas)
    await desk.end_access(clinic.tomas, "Left.")
    with pytest.raises(Refusal) as refused:
        await clinic.app.begin_session(**asked(clinic))
    assert refused.value.values["name"] == "Tomas Lind"
    await desk.staff_gone(clinic.tomas, "Left for good.")
    with pytest.raises(Refusal) as refused:  # nor by then
        await clinic.app.begin_session(**asked(clinic), at=clinic.clock.now())
    assert refused.value.key == "session.lead_gone"
    await clinic.app.begin_session(**asked(clinic), at=then)  # on paper, while he was there
    assert clinic.session.state.lead == clinic.tomas


async def test_fewer_people_than_the_programme_is_for_begin_with_a_reason_that_the_record_keeps(clinic: Room) -> None:
    """A house of four to six began with two without a word; who cut the round short is asked why, as for the team."""
    desk = clinic.app.clinic
    assert desk is not None
    before = desk.state.programmes["group_circle_three"]
    await desk.keep_programme(msgspec.structs.replace(before, least=3, version=before.version + 1))
    with pytest.raises(Refusal) as refused:
        await clinic.app.begin_session(**asked(clinic))
    assert (refused.value.key, refused.value.field) == ("session.too_few_people", "people_reason")
    assert say(refused.value) == (
        "With a seat: 2. The programme is for 3 people at the least; state the reason to go on."
    )
    assert clinic.app.clinic_state().sessions == {}
    session = await clinic.app.begin_session(
        **asked(clinic, people_reason="Idris has a cold; the others wanted to meet.")
    )
    found = log_rows(session.history, ZoneInfo(session.state.zone), catalogue())
    assert [row.text for row in found if row.text.startswith("First circle")] == [
        "First circle, Group circle, three sessions, led by Tomas Lind; staffing: Devi is ill; the group agreed.; "
        "fewer people than the programme is for: Idris has a cold; the others wanted to meet."
    ]


async def test_a_reason_that_nothing_asks_for_is_not_kept(clinic: Room) -> None:
    """It was typed before somebody else came after all."""
    session = await clinic.app.begin_session(**asked(clinic, people_reason="Idris has a cold."))
    [opened] = [one.fact for one in session.history.entries if isinstance(one.fact, room.SessionOpened)]
    assert (opened.people_reason, opened.staffing_reason) == ("", "Devi is ill; the group agreed.")


async def test_somebody_named_twice_is_one_of_the_staff(clinic: Room) -> None:
    twice = asked(clinic, staffing_reason="")
    twice["staff"] = [*twice["staff"], clinic.tomas]
    with pytest.raises(Refusal) as refused:
        await clinic.app.begin_session(**twice)
    assert refused.value.key == "session.too_few_staff"


async def test_a_full_disk_at_the_beginning_leaves_no_session_and_it_begins_when_there_is_room(clinic: Room) -> None:
    assert clinic.app.journal is not None
    await disk_full(clinic.app.journal)
    big = asked(clinic, staffing_reason="because " * 240)
    with pytest.raises(Trouble) as told:
        await clinic.app.begin_session(**big)
    assert told.value.key == "journal.disk_full"
    assert clinic.app.clinic_state().sessions == {}
    await disk_has_room(clinic.app.journal)
    session = await clinic.app.begin_session(**big)
    assert list(clinic.app.clinic_state().sessions) == [session.scope]
    assert [person.preferred_name for person in session.state.in_seat_order] == ["Rowan", "Amara"]


async def test_a_session_that_is_not_there_is_not_entered(clinic: Room) -> None:
    with pytest.raises(Refusal) as refused:
        await clinic.app.enter_session(NOBODY)
    assert refused.value.key == "app.no_such_session"
    assert clinic.app.session is None


# ---------------------------------------------------------------- ending
async def test_a_session_whose_end_was_broken_off_is_ended_when_it_is_entered(here: Room) -> None:
    scope = here.session.scope
    await here.session.write(room.WentOut(way=room.WayOut.WITHDREW), [here.rowan, here.amara])
    await here.session.write(room.SessionClosed())  # and the power fails before the clinic's record is told
    here.app = await killed(here.app, here.player)
    await here.app.start()
    await here.app.unlock("ines", PASSPHRASE)
    assert here.app.clinic_state().sessions[scope].ended_at is None
    session = await here.app.enter_session(scope)
    assert here.app.clinic_state().sessions[scope].ended_at is not None
    before = session.history.entries
    await here.app.close_session()
    assert session.history.entries == before


async def test_a_session_ends_in_both_records_also_when_the_music_is_gone(here: Room) -> None:
    assert here.app.deck is not None
    await here.app.deck.close()  # the engine died, and no other could be started
    await here.session.write(room.WentOut(way=room.WayOut.WITHDREW), [here.rowan, here.amara])
    await here.app.close_session()
    assert here.app.clinic_state().sessions[here.session.scope].ended_at is not None


# ---------------------------------------------------------------- who is there
async def test_a_provider_who_takes_the_screen_is_named_in_the_record(here: Room) -> None:
    late = await here.app.add_account(
        name="Mae Lindqvist", roles=[Role.MEDICAL_PROVIDER], sign_in="mae", passphrase=PASSPHRASE + " mae"
    )
    office = await here.app.add_account(
        name="Dr. Hale", roles=[Role.PRESCRIBER], sign_in="hale", passphrase=PASSPHRASE + " hale"
    )
    await here.app.switch_to("hale", PASSPHRASE + " hale")
    await here.app.switch_to("mae", PASSPHRASE + " mae")
    await here.app.switch_to("mae", PASSPHRASE + " mae")
    present = [entry.fact for entry in here.session.history.entries if isinstance(entry.fact, room.StaffPresent)]
    assert [fact.staff for fact in present].count(late) == 1
    assert office not in here.session.state.staff
    await here.session.write(room.StaffLeft(staff=late))
    await here.app.switch_to("mae", PASSPHRASE + " mae")
    assert here.session.state.staff[late].left is None


# ---------------------------------------------------------------- coming back
async def test_a_clock_that_was_set_back_meanwhile_does_not_keep_anybody_out_of_the_room(here: Room) -> None:
    here.clock.advance(timedelta(minutes=30))
    await here.session.write(room.Noted(text="Asleep."), [here.rowan])
    scope, folder = here.session.scope, here.app.folder
    await here.app.close()
    early = FastClock(START - timedelta(hours=2))  # the machine's battery was empty
    here.app = App(folder, clock=early, player=here.player)
    await here.app.start()
    await here.app.unlock("ines", PASSPHRASE)
    session = await here.app.enter_session(scope)
    early.advance(timedelta(minutes=1))
    note = (await session.write(room.Noted(text="Awake."), [here.rowan]))[0]
    assert note.observed_at == START + timedelta(minutes=31)
    assert early.step() == timedelta(minutes=-150)


@pytest.mark.expects_log
async def test_a_full_disk_keeps_nobody_out_of_the_room(here: Room) -> None:
    await here.session.take_vitals(here.rowan, {Measure.HEART_RATE: "72"})
    assert here.app.journal is not None
    await disk_full(here.app.journal)
    for length in (3000, 1):  # until not even a short line finds room
        with contextlib.suppress(Trouble):
            while True:
                await here.session.write(room.Noted(text="x" * length))
    told: list[str] = []
    here.app.faults.listen(lambda fault, where: told.append(str(fault)))
    scope = here.session.scope
    await here.app.leave_session()
    session = await here.app.enter_session(scope)
    assert told == ["journal.disk_full"]
    assert here.app.session is session
    assert session.state.people[here.rowan].readings[Measure.HEART_RATE].value == 72


def test_the_machines_clock_goes_on_from_where_the_record_ends() -> None:
    clock = SystemClock()
    ahead = datetime.now(UTC) + timedelta(hours=1)  # noqa: TID251 - the wall clock itself is what is compared
    clock.not_before(ahead)
    assert timedelta(0) <= clock.now() - ahead < timedelta(seconds=30)
    moved = clock.step()
    assert moved is not None
    assert abs(moved + timedelta(hours=1)) < timedelta(seconds=30)
    clock.not_before(ahead - timedelta(days=1))
    assert clock.now() >= ahead


async def test_locked_holds_no_half_typed_words(here: Room) -> None:
    await here.app.keep_draft(f"session/{here.session.scope}/note/{here.rowan}", "half a wor")
    scope = here.session.scope
    await here.app.lock()
    assert here.app.stage is Stage.LOCKED
    assert here.app.drafts == {}
    await here.app.unlock("ines", PASSPHRASE)
    await here.app.enter_session(scope)
    assert list(here.app.drafts.values()) == ["half a wor"]


async def test_an_allergy_told_at_the_desk_is_known_in_the_room_when_it_is_entered_again(clinic: Room) -> None:
    await clinic.begin()
    scope = clinic.session.scope
    assert clinic.app.clinic is not None
    await clinic.app.leave_session()
    await clinic.app.clinic.tell_person(clinic.rowan, PersonTold(allergies="penicillin", legal_name="Rowan Marsh"))
    session = await clinic.app.enter_session(scope)
    person = session.state.people[clinic.rowan]
    assert (person.allergies, person.legal_name, person.seat) == ("penicillin", "Rowan Marsh", 1)
    told = [entry for entry in session.history.entries if isinstance(entry.fact, room.Seated)]
    await clinic.app.leave_session()
    await clinic.app.clinic.tell_person(clinic.rowan, PersonTold(allergies=""))
    again = await clinic.app.enter_session(scope)
    assert again.state.people[clinic.rowan].allergies == ""  # it was another's: nobody is kept from what they may have
    [*before, last] = [entry for entry in again.history.entries if isinstance(entry.fact, room.Seated)]
    assert before == told
    assert describe(last.fact, catalogue()) == "seat 1; does not hold any more: Allergies"
    assert again.state.people[clinic.rowan].legal_name == "Rowan Marsh"  # what is not spoken of stays
    await clinic.app.leave_session()
    unchanged = await clinic.app.enter_session(scope)
    assert [entry for entry in unchanged.history.entries if isinstance(entry.fact, room.Seated)] == [*before, last]


async def test_what_is_taken_back_at_the_desk_goes_with_somebody_who_changes_their_seat(clinic: Room) -> None:
    await clinic.begin()
    desk = clinic.app.clinic
    assert desk is not None
    usual = PersonTold(weight_kg="70", usual_systolic="118", allergies="latex", intention="To rest.")
    await desk.tell_person(clinic.rowan, usual)
    session = await clinic.app.enter_session(clinic.session.scope)
    sits = session.state.people[clinic.rowan]
    assert (sits.weight_kg, sits.usual, sits.intention) == (Decimal(70), {Measure.SYSTOLIC: Decimal(118)}, "To rest.")
    await desk.tell_person(clinic.rowan, PersonTold(weight_kg="", usual_systolic="", intention=""))
    await clinic.app.seat(session, 3, clinic.rowan)
    sits = session.state.people[clinic.rowan]
    assert (sits.seat, sits.weight_kg, sits.usual, sits.intention, sits.allergies) == (3, None, {}, "", "latex")


async def test_an_intention_corrected_at_the_desk_is_known_in_the_room_unless_the_room_has_a_later_word(
    clinic: Room,
) -> None:
    await clinic.begin()
    scope, desk = clinic.session.scope, clinic.app.clinic
    assert desk is not None

    async def told_at_the_desk(words: str) -> str:
        await clinic.app.leave_session()
        clinic.clock.advance(timedelta(minutes=5))
        await desk.tell_person(clinic.rowan, PersonTold(intention=words))
        clinic.clock.advance(timedelta(minutes=5))
        return (await clinic.app.enter_session(scope)).state.people[clinic.rowan].intention

    assert await told_at_the_desk("To be near the sea.") == "To be near the sea."
    (line,) = clinic.session.history.lines_about(clinic.rowan)[-1:]
    assert clinic.clock.now() - line.entry.observed_at == timedelta(minutes=5)  # since it was said, not since now
    await clinic.session.write(room.IntentionSaid(text="To ask my father."), [clinic.rowan])
    lines = len(clinic.session.history.lines_about(clinic.rowan))
    await clinic.app.leave_session()
    session = await clinic.app.enter_session(scope)
    assert session.state.people[clinic.rowan].intention == "To ask my father."
    assert len(session.history.lines_about(clinic.rowan)) == lines
    assert await told_at_the_desk("To be with others.") == "To be with others."
    assert await told_at_the_desk("") == ""  # taken back: it was another's
    await clinic.app.leave_session()
    assert (await clinic.app.enter_session(scope)).state.people[clinic.rowan].intention == ""
    clinic.session.at_screen = None  # nobody is at the screen: nothing is told
    await desk.tell_person(clinic.rowan, PersonTold(intention="To rest."))
    await meanwhile.tell_corrected(desk, clinic.session)
    await meanwhile.tell_intentions(desk, clinic.session)
    assert clinic.session.state.people[clinic.rowan].intention == ""


async def test_a_late_returner_does_not_block_the_next_session_in_the_same_room(here: Room) -> None:
    first = here.session
    await first.write(room.WentOut(way=room.WayOut.WITHDREW), [here.amara])
    assert session_ends.beside(here.app.clinic_state(), first.scope) == ()
    await here.app.begin_session(**asked(here, title="Next circle", seats={1: here.amara}))
    second = here.app.session
    assert second is not None
    assert second.scope != first.scope
    assert session_ends.beside(here.app.clinic_state(), second.scope) == (first.scope,)
    await second.write(room.Noted(text="The next circle begins."))
    back = await here.app.enter_session(first.scope)
    await ready_to_leave(back, here.rowan)
    await back.write(room.WentOut(way=room.WayOut.CLEARED), [here.rowan])
    await here.app.close_session()
    assert session_ends.beside(here.app.clinic_state(), second.scope) == ()
    assert (await here.app.enter_session(second.scope)).state.is_open


async def test_who_is_still_in_a_session_gets_no_seat_in_another_until_their_way_out_is_given(here: Room) -> None:
    first, app = here.session, here.app
    await first.write(DoseGiven(drug="ketamine", route=Route.ORAL, amount_mg=Decimal(60)), [here.rowan])
    await first.write(room.WentOut(way=room.WayOut.WITHDREW), [here.amara])
    known = app.clinic_state().sessions
    with pytest.raises(Refusal) as refused:
        await app.begin_session(**asked(here, title="Next circle", seats={1: here.amara, 2: here.rowan}))
    assert (refused.value.key, refused.value.field) == ("room.still_elsewhere", "seat")
    began = first.state.opened_at
    assert began is not None
    said = f"Rowan is still in the session of {began.astimezone(ZoneInfo('America/Denver')):%H:%M}. "
    assert say(refused.value) == said + "Give their way out there first."
    assert app.clinic_state().sessions == known
    assert app.session is first
    second = await app.begin_session(**asked(here, title="Next circle", seats={1: here.amara}))
    with pytest.raises(Refusal) as refused:
        await app.seat(second, 2, here.rowan)  # nor do they come late
    assert refused.value.key == "room.still_elsewhere"
    assert list(second.state.people) == [here.amara]
    await app.seat(second, 3, here.amara)  # who sits here moves as before
    back = await app.enter_session(first.scope)
    await back.write(room.WentOut(way=room.WayOut.LEFT_BEFORE_CLEARANCE, note="went with their sister"), [here.rowan])
    second = await app.enter_session(second.scope)
    await app.seat(second, 2, here.rowan)
    assert [person.preferred_name for person in second.state.in_seat_order] == ["Rowan", "Amara"]


async def test_a_session_left_open_since_yesterday_is_named_with_its_day(here: Room) -> None:
    here.clock.advance(timedelta(days=1))
    with pytest.raises(Refusal) as refused:
        await here.app.begin_session(**asked(here, title="Next circle"))
    assert refused.value.key == "room.still_elsewhere_since"
    began = here.session.state.opened_at
    assert began is not None
    assert f"{began.astimezone(ZoneInfo('America/Denver')):%d %B, %H:%M}".lstrip("0") in say(refused.value)
