"""What is written after a session and by whose word: sooner than the gap for a reason, signed by who held the visit."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from facilitator_app import text
from facilitator_app.faults import Refusal
from facilitator_app.integration import Matter
from facilitator_app.integration_desk import IntegrationDesk
from facilitator_app.record import room
from facilitator_app.record.changes import Plain
from facilitator_app.record.debrief import DebriefSaid, Topic
from facilitator_app.record.entry import Fact
from facilitator_app.record.findable import asked
from facilitator_app.record.integration import (
    Attendance,
    ContactTried,
    InnerPart,
    NamedScore,
    PartKind,
    Reach,
    Task,
    VisitBooked,
    VisitCancelled,
    VisitHeld,
    VisitKind,
    VisitPlace,
    VisitSigned,
)
from facilitator_app.record.leaving import SHIPPED
from facilitator_app.record.oversight import ReadingKept
from facilitator_app.record.roles import Role
from facilitator_app.session import Session
from facilitator_app.wording import describe
from tests.golden import facts
from tests.test_app import Room

HELD = VisitHeld(
    attendance=Attendance.CAME,
    form=VisitKind.GROUP,
    place=VisitPlace.OFFICE,
    came_up="The lake again, and it was warm.",
    themes=("water", "home"),
    parts=(InnerPart(name="the watchman", kind=PartKind.MANAGER), InnerPart(name="the small one")),
    agreements="A walk before breakfast.",
    scores=(NamedScore(name="PHQ-9", value="7"),),
)

SOONER = msgspec.structs.replace(HELD, reason="asked for sooner")


@pytest.fixture
async def over(tmp_path: Path) -> AsyncIterator[Room]:
    """A session that is closed; Rowan and Amara have left it without medicine."""
    here = Room(tmp_path / "clinic")
    await here.make()
    await here.begin()
    assert SHIPPED.criteria
    for person in (here.rowan, here.amara):
        await here.session.write(room.WentOut(way=room.WayOut.WITHDREW), [person])
    await here.app.close_session()
    yield here
    await here.app.close()


async def refused(here: Room, fact: Fact) -> str:
    """The key with which it is refused of Rowan, or nothing."""
    try:
        await here.session.write(fact, [here.rowan])
    except Refusal as refusal:
        return refusal.key
    return ""


def visit_after(here: Room, hours: float, reason: str = "") -> VisitBooked:
    at = here.clock.now() + timedelta(hours=hours)
    return VisitBooked(at=at, form=VisitKind.INDIVIDUAL, place=VisitPlace.TELEHEALTH, reason=reason)


async def test_sooner_than_the_gap_only_for_a_reason_and_that_it_was_asked_for_is_one(over: Room) -> None:
    assert over.session.programme.integration_gap_hours == 48
    assert await refused(over, visit_after(over, 47.9)) == "integration.too_soon"
    assert await refused(over, visit_after(over, 48)) == ""
    assert await refused(over, visit_after(over, 24 * 365 * 300)) == "integration.no_such_year"
    assert await refused(over, visit_after(over, 3, "asked for sooner")) == ""
    booked = over.session.state.people[over.rowan].integration.booked
    assert booked is not None
    assert booked.told.reason == "asked for sooner"
    line = over.session.history.line(booked.entry)
    assert line is not None
    with pytest.raises(Refusal) as too_soon:
        await over.session.amend(line.first.id, visit_after(over, 2), "an earlier train")
    assert too_soon.value.key == "integration.too_soon"
    assert await refused(over, ContactTried(task=Task.CALL, reach=Reach.REACHED)) == ""  # the gap holds back no call


async def test_a_visit_that_was_held_sooner_than_the_gap_says_why(over: Room) -> None:
    assert await refused(over, HELD) == "integration.too_soon"
    missed = VisitHeld(attendance=Attendance.ABSENT, form=VisitKind.GROUP, place=VisitPlace.OFFICE)
    assert await refused(over, missed) == ""  # nobody was there too soon
    assert await refused(over, SOONER) == ""
    visit = over.session.state.people[over.rowan].integration.visits[-1]
    with pytest.raises(Refusal) as why:
        await over.session.amend(visit.entry, HELD, "slip")
    assert (why.value.key, why.value.field) == ("integration.too_soon", "reason")
    over.clock.advance(timedelta(hours=48))
    assert await refused(over, HELD) == ""


async def test_in_the_room_the_gap_is_counted_from_now(tmp_path: Path) -> None:
    here = Room(tmp_path / "clinic")
    await here.make()
    await here.begin()
    assert await refused(here, visit_after(here, 47)) == "integration.too_soon"
    assert await refused(here, visit_after(here, 49)) == ""
    await here.app.close()


async def test_only_what_is_booked_is_called_off(over: Room) -> None:
    assert await refused(over, VisitCancelled(reason="snow")) == "integration.not_booked"
    await over.session.write(visit_after(over, 50), [over.rowan])
    assert await refused(over, VisitCancelled(reason="snow")) == ""
    assert over.session.state.people[over.rowan].integration.booked is None


def signature(here: Room) -> VisitSigned:
    visit = here.session.state.people[here.rowan].integration.visits[-1]
    return VisitSigned(visit=visit.entry, signer="x", role=Role.FACILITATOR, meaning="I held it.")


async def test_who_held_the_visit_signs_it_once_and_alone_changes_it_then(over: Room) -> None:
    assert over.app.clinic is not None
    ines, tomas = over.app.at_screen, over.app.clinic.who(over.tomas)
    assert ines is not None
    line = (await over.session.write(SOONER, [over.rowan], by=tomas.id))[0]  # Ines writes for him
    as_provider = VisitSigned(visit=line.id, signer=ines.name, role=Role.MEDICAL_PROVIDER, meaning="I held it.")
    assert await refused(over, as_provider) == "integration.not_yours"
    over.session.at_screen = tomas
    not_mine = VisitSigned(visit=line.id, signer="x", role=Role.MEDICAL_PROVIDER, meaning="I held it.")
    assert await refused(over, not_mine) == "session.not_your_word"
    no_visit = VisitSigned(visit=over.rowan, signer="x", role=Role.FACILITATOR, meaning="I held it.")
    assert await refused(over, no_visit) == "integration.no_such_visit"
    assert await refused(over, signature(over)) == ""
    assert await refused(over, signature(over)) == "integration.signed_before"
    over.session.at_screen = ines
    better: Plain = VisitHeld(
        attendance=Attendance.PARTLY,
        form=VisitKind.GROUP,
        place=VisitPlace.OFFICE,
        came_up="Left early.",
        reason="asked for sooner",
    )
    with pytest.raises(Refusal) as not_hers:
        await over.session.amend(line.id, better, "he left early")
    assert not_hers.value.key == "integration.not_yours"
    over.session.at_screen = tomas
    await over.session.amend(line.id, better, "he left early")
    visit = over.session.state.people[over.rowan].integration.visits[0]
    assert (visit.told, visit.signer) == (better, "x")
    sign = next(entry for entry in over.session.history.entries if isinstance(entry.fact, VisitSigned))
    with pytest.raises(Refusal) as for_good:
        await over.session.void(sign.id, "slip")
    assert for_good.value.key == "session.cannot_amend"


async def test_a_line_that_is_not_there_is_refused_as_ever(over: Room) -> None:
    with pytest.raises(Refusal) as nowhere:
        await over.session.void(over.rowan, "slip")
    assert nowhere.value.key == "session.no_such_line"


async def test_the_teams_round_is_about_nobody_and_can_be_held_when_the_session_is_over(over: Room) -> None:
    said = DebriefSaid(topic=Topic.WENT_WELL, text="The opening was unhurried.")
    await over.session.write(said)
    assert [(word.topic, word.text) for word in over.session.state.debrief] == [(Topic.WENT_WELL, said.text)]
    assert await refused(over, said) == "debrief.nobodys"


def test_a_visit_says_something_or_that_nobody_came() -> None:
    with pytest.raises(Refusal) as nothing:
        VisitHeld(attendance=Attendance.CAME, form=VisitKind.GROUP, place=VisitPlace.OFFICE, came_up=" ")
    assert nothing.value.key == "integration.nothing_said"
    VisitHeld(attendance=Attendance.ABSENT, form=VisitKind.GROUP, place=VisitPlace.OFFICE)


def test_a_visit_reads_in_full() -> None:
    assert describe(HELD, text.english()) == (
        "came, in the group, in the office\nThe lake again, and it was warm.\nThemes: water; home\n"
        "Parts: the watchman (manager); the small one\nAgreed: A walk before breakfast.\nScores: PHQ-9 7"
    )
    assert describe(SOONER, text.english()).startswith(
        "came, in the group, in the office. Sooner than planned: asked for"
    )
    golden = {type(fact).__name__: describe(fact, text.english()) for fact in facts()}
    assert golden["VisitHeld"].endswith("Next contact: 2026-04-04\nGoes on to the next session.")
    assert golden["VisitBooked"].startswith("07 Mar 2026, 19:00, in the group, by telehealth, with Tomas Lind. Sooner")
    assert golden["ContactTried"] == "contact after 30 days: not reached. Voicemail."
    assert golden["TaskGiven"] == "call on the next day: Tomas Lind"
    assert golden["PacketReceived"] == "Dr. Hale, by telephone. read it"
    assert golden["DebriefSaid"] == "Near misses: The cuff was nearly left on."


def test_endless_words_are_refused_at_their_field() -> None:
    with pytest.raises(Refusal) as endless:
        ContactTried(task=Task.CALL, reach=Reach.REACHED, note="x" * 100_001)
    assert (endless.value.key, endless.value.field) == ("entry.too_long", "note")


async def test_the_desk_reads_a_session_anew_when_something_was_written_or_somebody_else_looks(over: Room) -> None:
    app, read = over.app, list[UUID]()
    assert app.clinic is not None

    async def reading(scope: UUID) -> Session:
        read.append(scope)
        return await app.read_own(scope)

    desk = IntegrationDesk(app.clinic, over.clock, reading, app.lengths)
    for expected in (1, 1):
        await desk.look()
        assert len(read) == expected
    await over.session.write(VisitBooked(at=over.clock.now() + timedelta(days=9), form=VisitKind.GROUP,
                                         place=VisitPlace.OFFICE), [over.rowan])  # fmt: skip
    await desk.look()
    assert len(read) == 2
    row = desk.of(over.session.scope, over.rowan)
    assert row is not None
    assert row.after.there.booked is not None
    app.clinic.at_screen = app.clinic.who(over.tomas)
    await desk.look()
    assert len(read) == 3
    app.clinic.at_screen = app.at_screen
    await desk.look()
    await app.oversight.write(ReadingKept(limited=True))
    for expected in (5, 6):  # where reading is limited each is asked for each time
        await desk.look()
        assert len(read) == expected


async def test_a_contact_that_was_agreed_waits_until_the_person_sits_in_a_later_session(over: Room) -> None:
    agreed = msgspec.structs.replace(SOONER, next_contact=date(2026, 5, 1))
    await over.session.write(agreed, [over.rowan])
    first, clinic = over.session.scope, over.app.clinic
    assert clinic is not None
    desk = IntegrationDesk(clinic, over.clock, over.app.read_own, over.app.lengths)

    async def contacts() -> int:
        await desk.look()
        row = desk.of(first, over.rowan)
        assert row is not None
        return sum(item.matter is Matter.FOLLOW_UP for item in row.after.items)

    assert await contacts() == 1
    over.clock.advance(timedelta(days=7))
    await over.begin()
    assert await contacts() == 0


async def test_what_was_named_after_a_session_that_is_done_with_is_there_at_the_next_visit(over: Room) -> None:
    await over.session.write(SOONER, [over.rowan])
    clinic, journal, done = over.app.clinic, over.app.journal, over.session.scope
    assert clinic is not None
    assert journal is not None
    await clinic.after_over(done)
    over.clock.advance(timedelta(days=7))
    await over.begin()
    desk = IntegrationDesk(clinic, over.clock, over.app.read_own, over.app.lengths)
    await desk.look()
    assert desk.visits_of(over.rowan) == ()
    assert len(await journal.find(asked("lake"), 9)) == 1  # whose words they are is known when the words were taken in
    await desk.look_back(over.rowan, await journal.scopes(over.rowan))
    assert [visit.told.themes for visit in desk.visits_of(over.rowan)] == [("water", "home")]
    assert desk.of(done, over.rowan) is None  # and nothing of it waits
