"""What the prescriber writes, lowers or takes back in the room holds at the desk and in the sessions to come."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app import text
from facilitator_app.day_paper import of_session, sheets
from facilitator_app.record import room
from facilitator_app.record.changes import Voided
from facilitator_app.record.entry import Fact
from facilitator_app.record.orders import ClearedForMedicine, OrderGiven
from facilitator_app.record.people import PersonTold
from facilitator_app.record.prescribing import Prescribed, prescribed
from facilitator_app.record.roles import Role
from facilitator_app.record.state import Person
from facilitator_app.rehearsal.transcribe import transcribe
from facilitator_app.session import Session, Who
from facilitator_app.ui.group_setup import in_the_way
from facilitator_app.ui.prescribed_rows import rows_of, stands_of
from facilitator_app.wording import describe
from tests.people import START
from tests.test_app import Room, here
from tests.test_clinic import CIRCLE
from tests.test_prescribing import CLEARED, HALE, INES, ORDER, write
from tests.test_replaced import come_back, desk, limited, ordered

__all__ = ["here"]

WEEK = timedelta(days=7)
ZONE = ZoneInfo("Europe/Berlin")


async def hale_of(here: Room) -> Who:
    """Dr. Hale, prescriber, who is of the team."""
    id = await here.app.add_account(name="Dr. Hale", roles=[Role.PRESCRIBER])
    return Who(id=id, name="Dr. Hale", roles=(Role.PRESCRIBER,))


async def writes(here: Room, who: Who, fact: Fact) -> Session:
    """Somebody has the screen in the room for one line about Rowan."""
    here.clock.advance(timedelta(minutes=5))
    session, before = here.session, here.session.at_screen
    session.at_screen = who
    await session.write(fact, [here.rowan])
    session.at_screen = before
    return session


async def next_week(here: Room) -> Person:
    """The session ends; in the next one Rowan sits again."""
    await here.session.write(room.WentOut(way=room.WayOut.WITHDREW), [here.rowan, here.amara])
    await here.app.close_session()
    await here.app.leave_session()
    here.clock.advance(WEEK)
    session = await here.app.begin_session(
        title="Circle two",
        programme=CIRCLE,
        lead=here.tomas,
        staff=[here.tomas, desk(here).at_screen.id],  # type: ignore[union-attr]
        seats={1: here.rowan, 2: here.amara},
        staffing_reason="Devi is ill.",
    )
    return session.state.people[here.rowan]


def at_the_desk(here: Room) -> Prescribed:
    return prescribed(desk(here).history, here.rowan)


def lows(orders: object) -> list[Decimal]:
    return [one.told.low for one in orders]  # type: ignore[attr-defined]


def line_of(session: Session, kind: type) -> UUID:
    return next(line.first.id for line in session.history.lines() if isinstance(line.first.fact, kind))


async def test_an_order_lowered_in_the_room_holds_at_the_desk_and_in_the_next_session(here: Room) -> None:
    hale = await hale_of(here)
    await write(desk(here), hale, here.rowan, ORDER, CLEARED)
    session = await come_back(here)
    await writes(here, hale, ordered(25))  # 40 to 60 was too deep
    assert lows(at_the_desk(here).orders) == [Decimal(25)]
    assert lows(session.state.people[here.rowan].orders) == [Decimal(25)]
    again = await come_back(here)  # and it is not told twice
    assert len([one for one in again.history.lines() if isinstance(one.first.fact, OrderGiven)]) == 2
    then = await next_week(here)
    assert lows(then.orders) == [Decimal(25)]
    assert then.orders[0].told.from_room is None
    assert then.orders[0].told.beforehand == at_the_desk(here).orders[0].entry


async def test_a_clearance_taken_back_in_the_room_does_not_hold_next_week(here: Room) -> None:
    hale = await hale_of(here)
    await write(desk(here), hale, here.rowan, CLEARED)
    session = await come_back(here)
    await session.void(line_of(session, ClearedForMedicine), "New arrhythmia: not any more.")
    assert at_the_desk(here).cleared is None
    assert in_the_way(here.app, here.rowan, START.date())[0] == text.render("seating.not_cleared")
    assert (await next_week(here)).cleared is None


async def test_what_was_replaced_at_the_desk_and_is_withdrawn_in_the_room_leaves_the_desk_as_it_is(here: Room) -> None:
    hale = await hale_of(here)
    await write(desk(here), hale, here.rowan, ORDER)
    session = await come_back(here)
    first = line_of(session, OrderGiven)
    await writes(here, hale, ordered(25))
    await session.void(first, "It stands there twice.")
    assert lows(at_the_desk(here).orders) == [Decimal(25)]


async def test_a_limit_that_the_provider_sets_in_the_room_is_the_persons_own_from_then_on(here: Room) -> None:
    await here.session.write(limited(140), [here.rowan])
    assert [one.told.limit.high for one in at_the_desk(here).limits.values()] == [Decimal(140)]
    assert [own.limit.high for own in (await next_week(here)).limits.values()] == [Decimal(140)]


async def test_an_order_that_a_scribe_wrote_is_told_at_the_desk_and_holds_once_the_prescriber_confirms_it(
    here: Room,
) -> None:
    hale = await hale_of(here)
    await write(desk(here), hale, here.rowan, ORDER, CLEARED)
    session = await come_back(here)
    (line,) = await session.write(ordered(25), [here.rowan])  # read out on the telephone
    assert lows(at_the_desk(here).orders) == [Decimal(40)]
    (told,) = in_the_way(here.app, here.rowan, START.date())
    assert "25 mg" in told
    assert "5 Mar" in told
    row = rows_of(desk(here).history.about(here.rowan), at_the_desk(here), ZONE)[0]
    assert row["note"] == text.render("prescribing.awaits_word")
    now = stands_of(at_the_desk(here), START.date(), ZONE)
    assert "25 mg" in next(one["over"] for one in now if one["key"] == "order")
    session.at_screen = hale
    await session.confirm(line.id)
    assert (lows(at_the_desk(here).orders), at_the_desk(here).awaiting) == ([Decimal(25)], {})
    await session.void(line.id, "Meant for Amara.")
    assert at_the_desk(here).orders == ()  # what it replaced stays replaced


async def test_what_a_scribe_wrote_is_on_the_paper_of_the_next_session_and_on_its_own_once(here: Room) -> None:
    await here.session.write(ordered(25), [here.rowan])
    await here.session.write(CLEARED, [here.rowan])
    assert of_session(desk(here), here.session.state).people[0].awaited == ()
    then = await next_week(here)
    assert (then.orders, then.cleared) == ((), None)
    paper = of_session(desk(here), here.session.state)
    assert len(paper.people[0].awaited) == 2
    assert sheets([paper], text.catalogue(), ZONE, here.clock.now()).startswith(b"%PDF")


async def test_what_a_scribe_wrote_in_error_leaves_the_order_of_the_desk_as_it_was(here: Room) -> None:
    hale = await hale_of(here)
    await write(desk(here), hale, here.rowan, ORDER)
    session = await come_back(here)
    (line,) = await session.write(ordered(25), [here.rowan])
    await session.amend(line.id, ordered(30), "Heard again.")
    (waits,) = at_the_desk(here).awaiting.values()
    assert isinstance(waits.fact, OrderGiven)
    assert waits.fact.low == 30
    await session.void(line.id, "Meant for Amara.")
    assert (lows(at_the_desk(here).orders), at_the_desk(here).awaiting) == ([Decimal(40)], {})


async def test_an_order_of_the_room_that_is_corrected_reads_so_at_the_desk_and_waits_where_a_scribe_did(
    here: Room,
) -> None:
    hale = await hale_of(here)
    session = await writes(here, hale, ordered(25))
    line = line_of(session, OrderGiven)
    earlier = here.clock.now() - timedelta(minutes=3)
    session.at_screen = hale
    await session.amend(line, ordered(30), "A slip.", observed_at=earlier)
    (order,) = at_the_desk(here).orders
    assert (order.told.low, order.at) == (Decimal(30), earlier)
    session.at_screen = INES
    await session.amend(line, ordered(35), "She says 35.")
    assert at_the_desk(here).orders == ()
    assert [msgspec.structs.asdict(one.fact)["low"] for one in at_the_desk(here).awaiting.values()] == [35]


async def test_what_the_desk_takes_back_of_the_room_ends_there_too_and_does_not_come_again(here: Room) -> None:
    hale = await hale_of(here)
    session = await writes(here, hale, ordered(25))
    here.clock.advance(timedelta(minutes=5))
    await write(desk(here), hale, here.rowan, Voided(target=at_the_desk(here).orders[0].entry, reason="Chest pain."))
    session = await come_back(here)
    assert session.state.people[here.rowan].orders == ()
    assert at_the_desk(here).orders == ()
    line = line_of(session, OrderGiven)
    voided = session.history.line(line)
    assert voided is not None
    assert voided.voided is not None


async def test_an_order_that_is_moved_to_the_right_person_moves_at_the_desk(here: Room) -> None:
    hale = await hale_of(here)
    session = await writes(here, hale, ordered(25))
    session.at_screen = hale
    await session.move(line_of(session, OrderGiven), here.amara, "The one on seat two.")
    assert at_the_desk(here).orders == ()
    assert lows(prescribed(desk(here).history, here.amara).orders) == [Decimal(25)]


async def test_the_page_says_that_a_line_was_written_in_the_room(here: Room) -> None:
    hale = await hale_of(here)
    await writes(here, hale, ordered(25))
    told = describe(at_the_desk(here).orders[0].told, text.catalogue())
    assert told.endswith(text.render("told.order_from_room"))
    assert HALE.name in told


async def test_what_a_paper_log_has_of_the_prescribers_is_at_the_desk_as_if_it_was_written_in_the_room(
    here: Room, tmp_path: Path
) -> None:
    hale = await hale_of(here)
    await write(desk(here), hale, here.rowan, ORDER, CLEARED)
    here.clock.advance(timedelta(hours=2))
    session = await here.app.read_own(here.session.scope)
    opened, name = session.state.opened_at, session.state.people[here.rowan].preferred_name
    assert opened is not None
    at = f"{(opened + timedelta(minutes=30)).astimezone(ZoneInfo(session.state.zone)):%H:%M}"
    paper = tmp_path / "paper.csv"
    paper.write_text(f"time,by,what\n{at},,order {name} ketamine 25 mg intramuscular by Dr. Hale\n", "utf-8")
    session.at_screen = INES  # who types it in is a scribe: it awaits the prescriber's word, and does not hold before
    assert (await transcribe(session, paper)).written == 1
    assert lows(at_the_desk(here).orders) == [Decimal(40)]
    assert [one.observed_at for one in at_the_desk(here).awaiting.values()] == [opened + timedelta(minutes=30)]
    await session.void(line_of(session, OrderGiven), "Read wrong.")
    assert at_the_desk(here).awaiting == {}
    session.at_screen = hale  # and the prescriber's own word holds at once, from the hour at which it was written
    await transcribe(session, paper)
    paper.write_text(f"time,by,what\n{at},,order {name} ketamine 30 mg intramuscular by Dr. Hale\n", "utf-8")
    assert (await transcribe(session, paper)).refused == []
    assert lows(at_the_desk(here).orders) == [Decimal(30)]


def page(here: Room, person: UUID | None = None) -> str:
    """What somebody comes with, as their page has it: Rowan, or ``person``."""
    return desk(here).state.participants[person or here.rowan].told.intention


def told_on_the_page(here: Room) -> list[str | None]:
    lines = desk(here).history.about(here.rowan)
    return [one.fact.intention for one in lines if isinstance(one.fact, PersonTold)]


async def test_what_somebody_says_in_the_opening_circle_that_they_come_with_is_what_the_next_session_begins_with(
    here: Room,
) -> None:
    await desk(here).tell_person(here.rowan, PersonTold(intention="To be still."))
    session = await come_back(here)
    here.clock.advance(timedelta(minutes=5))
    (line,) = await session.write(room.IntentionSaid(text="To forgive my brother."), [here.rowan])
    assert page(here) == "To forgive my brother."
    await session.amend(line.id, room.IntentionSaid(text="To forgive my father."), "misheard")
    assert page(here) == "To forgive my father."
    await session.void(line.id, "It was Amara who said it.")
    assert page(here) == "To be still."  # by which the room goes again
    await session.write(room.IntentionSaid(text="To rest."), [here.rowan])
    assert len(told_on_the_page(here)) == 5  # nothing that was said is gone
    assert (await come_back(here)).state.people[here.rowan].intention == "To rest."
    assert (await next_week(here)).intention == page(here) == "To rest."


async def test_what_the_desk_tells_the_room_that_somebody_comes_with_is_not_told_back(here: Room) -> None:
    for said in ("To be still.", "To grieve.", ""):
        here.clock.advance(timedelta(minutes=5))
        await desk(here).tell_person(here.rowan, PersonTold(intention=said))
        assert (await come_back(here)).state.people[here.rowan].intention == said
    assert told_on_the_page(here) == ["To be still.", "To grieve.", ""]
    (line,) = await here.session.write(room.IntentionSaid(text="To rest."), [here.rowan])
    await here.session.void(line.id, "Amara said it.")
    assert (page(here), here.session.state.people[here.rowan].intention) == ("", "")  # what was taken back stays so
    again = await come_back(here)
    assert (page(here), again.state.people[here.rowan].intention) == ("", "")
    assert told_on_the_page(here) == ["To be still.", "To grieve.", "", "To rest.", ""]


async def test_what_is_told_late_or_put_right_in_a_session_that_is_over_leaves_what_the_page_was_told_since(
    here: Room,
) -> None:
    session = here.session
    (said,) = await session.write(room.IntentionSaid(text="To rets."), [here.rowan])
    here.clock.advance(timedelta(minutes=30))
    await session.write(room.IntentionSaid(text="To see."), [here.rowan], at=here.clock.now() - timedelta(minutes=10))
    here.clock.advance(timedelta(minutes=30))
    await session.write(room.IntentionSaid(text="To hear."), [here.rowan], at=here.clock.now() - timedelta(minutes=50))
    assert (page(here), told_on_the_page(here)) == ("To see.", ["To rets.", "To see."])
    await next_week(here)
    await desk(here).tell_person(here.rowan, PersonTold(intention="To grieve."))
    over = await here.app.read_own(session.scope)
    await over.amend(said.id, room.IntentionSaid(text="To rest."), "A slip.")
    last = next(one for one in over.history.about(here.rowan) if getattr(one.fact, "text", "") == "To see.")
    await over.void(last.id, "Nobody said it.")
    assert page(here) == "To grieve."


async def test_what_was_heard_from_the_wrong_seat_goes_to_the_page_of_who_said_it(here: Room) -> None:
    await desk(here).tell_person(here.rowan, PersonTold(intention="To be still."))
    session = await come_back(here)
    (line,) = await session.write(room.IntentionSaid(text="To forgive my brother."), [here.rowan])
    await session.move(line.id, here.amara, "The one on seat two.")
    assert (page(here), page(here, here.amara)) == ("To be still.", "To forgive my brother.")
