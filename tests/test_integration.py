"""What waits after a session, by whose clock, and since when it is late: over both changes of the clocks and across zones."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import pytest

from facilitator_app import aftercare
from facilitator_app.aftercare import earliest
from facilitator_app.faults import Refusal
from facilitator_app.integration import (
    After,
    Item,
    Matter,
    PacketState,
    Standing,
    day_span,
    moment,
    waiting,
)
from facilitator_app.record import room
from facilitator_app.record.adverse import AdverseFollowed, AdverseReported, Outcome, Severity
from facilitator_app.record.integration import (
    AfterKept,
    Attendance,
    ContactTried,
    PacketReceived,
    Reach,
    Received,
    ReceivedSome,
    Task,
    TaskGiven,
    VisitBooked,
    VisitCancelled,
    VisitHeld,
    VisitKind,
    VisitPlace,
    VisitSigned,
)
from facilitator_app.record.leave import Recipient
from facilitator_app.record.leaving import RiskAnswered, RiskDisclosed
from facilitator_app.record.release import How, PacketReleased
from facilitator_app.record.roles import Role
from tests.people import AMARA, DEVI, IDRIS, INES, ROWAN, START, TOMAS
from tests.told import Told, full_session

LEFT = START + timedelta(minutes=130)
DAY = 24 * 60
IN_A_GROUP = VisitBooked(at=LEFT + timedelta(hours=50), form=VisitKind.GROUP, place=VisitPlace.OFFICE)


def after(told: Told, hours: float, person: UUID = ROWAN, kept: AfterKept | None = None) -> After:
    """Where somebody is so many hours after Rowan left."""
    rows = waiting(told.history, kept, LEFT + timedelta(hours=hours))
    return next(row for row in rows if row.participant == person)


def matters(row: After) -> dict[Matter, Standing]:
    """What waits, and how it stands."""
    return {item.matter: item.standing for item in row.items}


def one(row: After, matter: Matter) -> Item:
    """The thing of that name."""
    return next(item for item in row.items if item.matter is matter)


def test_the_call_makes_itself_and_is_the_leads_until_it_is_given_to_another() -> None:
    told = full_session()
    row = after(told, 1)
    assert matters(row) == {
        Matter.PACKET: Standing.DUE,
        Matter.BOOK: Standing.DUE,
        Matter.CALL: Standing.COMING,
    }
    call = one(row, Matter.CALL)
    assert (call.owner, call.owner_name) == (TOMAS.id, "Tomas Lind")
    assert call.since == datetime(2026, 3, 6, 7, 0, tzinfo=UTC)  # midnight in Denver
    told.write(200, TaskGiven(task=Task.CALL, staff=DEVI.id, staff_name=DEVI.name), ROWAN)
    row = after(told, 24)
    assert one(row, Matter.CALL).owner_name == "Devi Rao"
    assert matters(row)[Matter.CALL] is Standing.DUE
    assert matters(after(told, 48))[Matter.CALL] is Standing.OVERDUE


def test_a_call_that_reached_nobody_still_waits_and_one_that_was_let_go_does_not() -> None:
    told = full_session()
    told.write(DAY, ContactTried(task=Task.CALL, reach=Reach.NOT_REACHED, note="voicemail"), ROWAN)
    call = one(after(told, 24), Matter.CALL)
    assert [tried.reach for tried in call.tries] == [Reach.NOT_REACHED]
    told.write(DAY + 60, ContactTried(task=Task.CALL, reach=Reach.REACHED), ROWAN)
    assert Matter.CALL not in matters(after(told, 30))
    told.write(DAY, ContactTried(task=Task.CALL, reach=Reach.LET_GO, note="asked not to be called"), AMARA)
    assert Matter.CALL not in matters(after(told, 30, AMARA))
    with pytest.raises(Refusal) as refused:
        ContactTried(task=Task.CALL, reach=Reach.LET_GO, note=" ")
    assert refused.value.key == "integration.let_go_why"


def test_a_programme_that_wants_no_call_gets_none_and_its_follow_ups_are_days_of_the_calendar() -> None:
    kept = AfterKept(programme="circle", call=False, follow_up_days=(30, 7))
    row = after(full_session(), 24 * 8, kept=kept)
    assert [(item.days, item.standing) for item in row.items if item.matter is Matter.FOLLOW_UP] == [
        (7, Standing.OVERDUE),
        (30, Standing.COMING),
    ]
    assert Matter.CALL not in matters(row)
    later = waiting(full_session().history, kept, LEFT, frozenset({ROWAN}))
    assert Matter.FOLLOW_UP not in matters(later[0])  # counted from the later session
    for days in ((1,), (731,), (7, 7)):
        with pytest.raises(Refusal):
            AfterKept(programme="circle", follow_up_days=days)


def test_who_had_no_medicine_is_owed_nothing_for_its_sake_and_who_is_in_the_room_nothing_yet() -> None:
    told = full_session()
    assert after(told, 24, IDRIS).items == ()
    assert after(told, 24, IDRIS).standing is None
    agreed = VisitHeld(
        attendance=Attendance.CAME,
        form=VisitKind.INDIVIDUAL,
        place=VisitPlace.OFFICE,
        came_up="The lake.",
        next_contact=date(2026, 3, 20),
    )
    told.write(130 + 50 * 60, agreed, IDRIS)
    kept = AfterKept(programme="circle", follow_up_days=(7,))
    contact = one(after(told, 51, IDRIS, kept), Matter.FOLLOW_UP)  # what was agreed in a visit is owed all the same
    assert (contact.days, contact.standing) == (15, Standing.COMING)
    still_there = Told().staff().seated()
    still_there.dose(30, ROWAN)
    assert waiting(still_there.history, None, START) == ()
    still_there.closed(60)
    assert [row.left for row in waiting(still_there.history, None, START)] == [START + timedelta(minutes=60)] * 3


def test_the_handoff_is_to_be_there_at_the_visit_and_waits_until_its_receiver_says_so() -> None:
    told = full_session()
    assert after(told, 1).packet is PacketState.NONE
    assert one(after(told, 1), Matter.PACKET).until == LEFT + timedelta(hours=48)
    told.write(150, IN_A_GROUP, ROWAN)
    assert one(after(told, 49), Matter.PACKET).until == IN_A_GROUP.at
    assert matters(after(told, 51))[Matter.PACKET] is Standing.OVERDUE
    told.write(160, room.PacketSaved(sections={}), ROWAN)
    assert after(told, 3).packet is PacketState.COMPOSED
    signed = room.PacketSigned(signer=TOMAS.name, role=Role.FACILITATOR, meaning="Read.", digest="", sections={})
    told.write(161, signed, ROWAN)
    assert after(told, 3).packet is PacketState.SIGNED
    left = PacketReleased(to=Recipient.INTEGRATION_LEAD, recipient="Devi Rao", how=How.PAPER, digest="", staff=DEVI.id)
    release = told.write(162, left, ROWAN)
    row = after(told, 3)
    assert (row.packet, Matter.PACKET in matters(row), matters(row)[Matter.RECEIPT]) == (
        PacketState.RELEASED,
        False,
        Standing.DUE,
    )
    assert (one(row, Matter.RECEIPT).owner, one(row, Matter.RECEIPT).recipient) == (DEVI.id, "Devi Rao")
    told.write(170, PacketReceived(release=release, by="Devi Rao", how=Received.TELEPHONE), ROWAN)
    row = after(told, 3)
    assert row.packet is PacketState.RECEIVED
    assert Matter.RECEIPT not in matters(row)


def test_a_record_from_before_recipients_were_told_apart_waits_as_it_did() -> None:
    told = full_session()
    told.write(162, room.PacketReleased(recipient="Dr. Hale", digest="", file_digest=""), ROWAN)
    row = after(told, 3)
    assert (row.packet, matters(row)[Matter.RECEIPT]) == (PacketState.RELEASED, Standing.DUE)
    told.write(170, ReceivedSome(by="Dr. Hale", how=Received.TELEPHONE), ROWAN)
    row = after(told, 3)
    assert row.packet is PacketState.RECEIVED
    assert not {Matter.RECEIPT, Matter.PACKET} & set(matters(row))


def test_what_is_about_safety_stands_first_whatever_else_is_late() -> None:
    told = full_session()
    risk = told.write(125, RiskDisclosed(text="Old thoughts.", owner=INES.id, owner_name=INES.name), ROWAN)
    event = told.write(90, AdverseReported(what="nausea", severity=Severity.MILD), ROWAN)
    row = after(told, 72)
    assert [item.matter for item in row.items][:2] == [Matter.RISK, Matter.ADVERSE]
    assert row.items[0].owner_name == "Ines Okafor"
    assert row.is_about_safety
    told.write(300, RiskAnswered(disclosure=risk, text="A plan was made."), ROWAN)
    told.write(301, AdverseFollowed(event=event, outcome=Outcome.RESOLVED), ROWAN)
    assert not after(told, 72).is_about_safety


def test_a_visit_is_booked_comes_is_missed_and_is_booked_anew_until_one_was_held_and_signed() -> None:
    told = full_session()
    assert matters(after(told, 49))[Matter.BOOK] is Standing.OVERDUE
    told.write(150, IN_A_GROUP, ROWAN)
    assert matters(after(told, 3))[Matter.VISIT] is Standing.COMING
    assert matters(after(told, 51))[Matter.VISIT] is Standing.DUE
    assert matters(after(told, 80))[Matter.VISIT] is Standing.OVERDUE
    told.write(151, VisitCancelled(reason="snow"), ROWAN)
    assert Matter.BOOK in matters(after(told, 3))
    missed = VisitHeld(attendance=Attendance.ABSENT, form=VisitKind.GROUP, place=VisitPlace.OFFICE)
    told.write(152, IN_A_GROUP, ROWAN)
    told.write(130 + 50 * 60, missed, ROWAN)
    row = after(told, 51)
    assert {Matter.BOOK, Matter.SIGN} <= set(matters(row))
    held = VisitHeld(
        attendance=Attendance.CAME,
        form=VisitKind.INDIVIDUAL,
        place=VisitPlace.TELEHEALTH,
        came_up="The lake.",
        next_contact=date(2026, 3, 20),
    )
    line = told.write(130 + 60 * 60, held, ROWAN, by=DEVI)
    row = after(told, 61)
    assert Matter.BOOK not in matters(row)
    assert one(row, Matter.FOLLOW_UP).days == 15
    assert [visit.entry for visit in row.there.visits][-1] == line
    for visit in row.there.visits:
        told.write(
            130 + 61 * 60,
            VisitSigned(visit=visit.entry, signer="x", role=Role.FACILITATOR, meaning="I held it."),
            ROWAN,
        )
    assert Matter.SIGN not in matters(after(told, 62))
    assert after(told, 1, AMARA).there.visits == ()


CHANGES = [
    ("America/Denver", "2026-03-06T20:30:00+00:00", "2026-03-08 14:30"),  # the night of 8 March has 23 hours
    ("America/Denver", "2026-10-30T20:30:00+00:00", "2026-11-01 13:30"),  # the night of 1 November has 25
    ("Europe/Berlin", "2026-03-28T13:30:00+00:00", "2026-03-30 15:30"),
    ("Europe/Berlin", "2026-10-24T13:30:00+00:00", "2026-10-26 14:30"),
    ("Australia/Lord_Howe", "2026-10-03T01:30:00+00:00", "2026-10-05 12:30"),  # half an hour
    ("Asia/Kathmandu", "2026-03-28T13:30:00+00:00", "2026-03-30 19:15"),
]


@pytest.mark.parametrize(("zone", "left", "shown"), CHANGES)
def test_48_hours_are_48_hours_over_every_change_of_the_clocks(zone: str, left: str, shown: str) -> None:
    out = datetime.fromisoformat(left)
    told = Told(zone=zone, start=out - timedelta(minutes=130))
    told.staff().seated(ROWAN)
    told.dose(20, ROWAN)
    told.out(130, ROWAN)
    state = told.history.state
    first = earliest(state.people[ROWAN], state, out)
    assert first == out + timedelta(hours=48)
    assert f"{first.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" == shown
    day, clock = shown.split(" ")
    assert moment(day, clock, zone) == first  # typed as the wall shows it
    row = waiting(told.history, None, out)[0]
    assert row.earliest == first
    call = one(row, Matter.CALL)
    assert call.since.astimezone(ZoneInfo(zone)).hour == 0
    assert call.until is not None
    assert call.until.astimezone(ZoneInfo(zone)).date() - call.since.astimezone(ZoneInfo(zone)).date() == timedelta(1)


@pytest.mark.parametrize(("zone", "left", "shown"), CHANGES)
def test_a_minute_before_48_hours_is_too_soon_wherever_the_visit_is_booked_from(
    zone: str, left: str, shown: str
) -> None:
    out = datetime.fromisoformat(left)
    told = Told(zone=zone, start=out - timedelta(minutes=130))
    told.staff().seated(ROWAN)
    told.out(130, ROWAN)
    history, far = told.history, ZoneInfo("Pacific/Kiritimati" if zone != "Asia/Kathmandu" else "America/St_Johns")

    def booked(hours: float) -> None:
        at = (out + timedelta(hours=hours)).astimezone(far)
        fact = VisitBooked(at=at, form=VisitKind.GROUP, place=VisitPlace.OFFICE)
        entry = msgspec.structs.replace(history.entries[-1], fact=fact, observed_at=out, recorded_at=out)
        aftercare.check(history.state, history, entry, (Role.FACILITATOR,))

    with pytest.raises(Refusal) as soon:
        booked(48 - 1 / 60)
    assert soon.value.key == "integration.too_soon"
    booked(48)


def test_of_a_session_brought_in_from_paper_the_gap_runs_from_when_they_left_and_not_from_when_it_was_typed() -> None:
    told = Told().staff().seated(ROWAN)
    told.dose(20, ROWAN)
    left = told.write(130, room.WentOut(way=room.WayOut.CLEARED), ROWAN, told_at=130 + 3 * 24 * 60)
    state = told.history.state
    assert earliest(state.people[ROWAN], state, START) == START + timedelta(minutes=130, hours=48)
    told.amended(5000, left, None, "the paper says half past", at=150)
    state = told.history.state
    assert earliest(state.people[ROWAN], state, START) == START + timedelta(minutes=150, hours=48)


def test_the_day_after_is_as_long_as_the_calendar_makes_it() -> None:
    spring, autumn = (datetime.fromisoformat(f"2026-{day}T20:00:00+00:00") for day in ("03-07", "10-31"))
    lengths = [end - begin for begin, end in (day_span(at, 1, "America/Denver") for at in (spring, autumn))]
    assert lengths == [timedelta(hours=23), timedelta(hours=25)]


def test_a_visit_booked_in_another_zone_is_the_same_moment() -> None:
    assert moment("2026-03-07", "20:30", "Europe/Berlin") == moment("2026-03-07", "12:30", "America/Denver")
    for clock in ("9:05", "09.05", "9h05", " 905 "):
        assert moment("2026-03-07", clock, "UTC") == datetime(2026, 3, 7, 9, 5, tzinfo=UTC)
    assert moment("2026-03-07", "10.30", "UTC") == datetime(2026, 3, 7, 10, 30, tzinfo=UTC)


def test_of_an_hour_that_is_there_twice_the_first_is_meant_and_one_that_is_not_there_is_refused() -> None:
    assert moment("2026-11-01", "01:30", "America/Denver") == datetime(2026, 11, 1, 7, 30, tzinfo=UTC)
    for day, clock, key in (
        ("2026-03-08", "02:30", "integration.no_such_hour"),
        ("8 March", "02:30", "integration.no_date"),
        ("2026-03-08", "noon", "integration.no_time"),
        ("2026-03-08", "10.5", "integration.no_time"),
        ("2026-03-08", "24:00", "integration.no_time"),
        ("9999-12-31", "23:00", "integration.no_such_year"),
    ):
        with pytest.raises(Refusal) as refused:
            moment(day, clock, "America/Denver")
        assert refused.value.key == key
