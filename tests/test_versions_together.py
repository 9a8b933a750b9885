"""Two people whose courses began with two versions of a programme sit in one session: what holds, and what is told of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from facilitator_app import agenda, programmes, text
from facilitator_app.faults import Refusal
from facilitator_app.record import room, versions
from facilitator_app.record.agenda import Expected, SessionSet
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.entry import Part
from facilitator_app.record.programme import Limit, Never, Plan, Programme
from facilitator_app.record.roles import Role
from facilitator_app.record.together import differs, latest, strictest
from facilitator_app.record.vitals import Measure
from facilitator_app.set_board import SetBoard
from tests.test_app import Room
from tests.test_session import signed

CIRCLE = "group_circle_three"
SYS, SPO2, HR = Measure.SYSTOLIC, Measure.SPO2, Measure.HEART_RATE
DIFFERENT = (
    "Rowan: the course began with version 2, plan 2 of the programme, this session runs by version 3, plan 3. "
    "Different in it: limits, words of consent, what nobody goes on without, number of people."
)


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[Room]:
    """Rowan's course began with the first version; Amara's with the next, which is looser in all that matters."""
    made = Room(tmp_path / "clinic")
    await made.make()
    await keep(made, cap=3, never_without=(Never.CONSENT,), consent="I take part. Nobody films.")
    await sign(made, Limit(measure=SYS, high=Decimal(150), reason="Ours."))
    await hold(made, made.rowan)
    await keep(made, cap=6, never_without=(), consent="I take part. A camera records the room for training.")
    await sign(made, Limit(measure=SYS, high=Decimal(170), rise_percent=Decimal(20), reason="Looser."))
    await hold(made, made.amara)
    yield made
    await made.app.close()


async def keep(there: Room, **told: object) -> None:
    """The programme in its next version."""
    clinic = there.app.clinic
    assert clinic is not None
    now = clinic.state.programmes[CIRCLE]
    await clinic.keep_programme(msgspec.structs.replace(now, version=now.version + 1, plan=None, **told))


async def sign(there: Room, *limits: Limit) -> None:
    """Its plan with these limits."""
    clinic = there.app.clinic
    assert clinic is not None
    await clinic.sign_plan(CIRCLE, msgspec.structs.replace(programmes.starting_plans()[-1], limits=limits))


async def begin(there: Room, *people: UUID) -> Programme:
    """A session of no group begins with them; the programme it runs by."""
    assert there.app.at_screen is not None
    await there.app.begin_session(
        title="Circle",
        programme=CIRCLE,
        lead=there.tomas,
        staff=[there.app.at_screen.id, there.tomas],
        seats=dict(enumerate(people, 1)),
        staffing_reason="Devi is ill.",
        people_reason="The others are ill.",
    )
    assert there.session.state.programme is not None
    return there.session.state.programme


async def hold(there: Room, *people: UUID) -> Programme:
    """The same, and it is over."""
    runs_by = await begin(there, *people)
    await there.session.write(room.WentOut(way=room.WayOut.WITHDREW), list(people))
    await there.app.close_session()
    await there.app.leave_session()
    there.clock.advance(timedelta(days=1))
    return runs_by


async def set_both(there: Room) -> UUID:
    """A session is set for both in two hours."""
    clinic = there.app.clinic
    assert clinic is not None
    session = UUID(int=700)
    told = SessionSet(session=session, title="Circle", programme=CIRCLE, at=clinic.now + timedelta(hours=2))
    here = [Part(fact=Expected(session=session), about=one) for one in (there.rowan, there.amara)]
    await clinic.write([Part(fact=told), *here])
    return session


async def test_nothing_that_somebody_began_with_gets_looser_in_a_session_with_somebody_of_a_newer_version(
    there: Room,
) -> None:
    clinic = there.app.clinic
    assert clinic is not None
    runs_by = await hold(there, there.rowan, there.amara)
    assert runs_by.version == 3  # it is one session, and runs by one version: the newest of theirs
    assert runs_by.plan is not None
    (limit,) = runs_by.plan.plan.limits
    assert (limit.high, limit.rise_percent) == (Decimal(150), Decimal(20))
    assert (limit.owner, limit.reason) == ("Ines Okafor", "Looser. Ours.")
    assert (runs_by.cap, runs_by.never_without) == (3, (Never.CONSENT,))
    assert runs_by.consent.startswith("I take part. A camera records")
    assert runs_by.consent.endswith("I take part. Nobody films.")
    alone = [versions.programme_for(clinic.state, CIRCLE, one) for one in (there.rowan, there.amara)]
    assert [one.consent for one in alone if one] == [
        "I take part. Nobody films.",
        "I take part. A camera records the room for training.",
    ]
    noor = await clinic.add_participant(ParticipantAdded(preferred_name="Noor"))
    await hold(there, there.rowan, there.amara, noor)
    hers = versions.programme_for(clinic.state, CIRCLE, noor)
    assert hers == alone[1], "her own course begins with the version as it was kept"


async def test_the_board_of_a_session_that_is_set_says_who_began_with_which_version_and_what_differs(
    there: Room,
) -> None:
    clinic = there.app.clinic
    assert clinic is not None
    session = await set_both(there)
    told_first, then = SetBoard(clinic, session).to_mind(text.catalogue())[-2:]
    assert told_first == DIFFERENT
    assert then.endswith("the stricter holds for everybody.")
    programme = agenda.programme_of(clinic.state, clinic.state.agenda.sessions[session])
    assert SetBoard(clinic, session).state.programme == programme


async def test_more_people_than_the_smaller_of_their_caps_get_no_seats(there: Room) -> None:
    clinic = there.app.clinic
    assert clinic is not None
    more = [await clinic.add_participant(ParticipantAdded(preferred_name=name)) for name in ("Noor", "Idris")]
    with pytest.raises(Refusal) as no:
        await begin(there, there.rowan, there.amara, *more)
    assert no.value.key == "room.full"


def plan_with(signed_programme: Programme, signer: str, *limits: Limit) -> Programme:
    """The same with these limits, signed by somebody."""
    assert signed_programme.plan is not None
    plan: Plan = msgspec.structs.replace(signed_programme.plan.plan, limits=limits)
    return msgspec.structs.replace(
        signed_programme, plan=msgspec.structs.replace(signed_programme.plan, plan=plan, signer=signer)
    )


def test_of_two_plans_each_limit_takes_the_nearer_ends_with_who_signed_them() -> None:
    first = plan_with(
        signed(),
        "Dr. Hale",
        Limit(measure=SYS, low=Decimal(90), high=Decimal(160), reason="One."),
        Limit(measure=SPO2, low=Decimal(92), reason="Two."),
        Limit(measure=HR, low=Decimal(110), reason="Three."),
    )
    newer = plan_with(
        msgspec.structs.replace(signed(), version=9, staff_minimum={Role.PRESCRIBER: 1}, cap=None),
        "Dr. Vale",
        Limit(measure=SYS, low=Decimal(95), high=Decimal(150), reason="Four."),
        Limit(measure=HR, high=Decimal(100), reason="Five."),
    )
    one = strictest(newer, (first, newer))
    assert one.plan is not None
    assert [(limit.measure, limit.low, limit.high, limit.owner) for limit in one.plan.plan.limits] == [
        (HR, None, Decimal(100), ""),  # with the other's there would be nothing between the ends
        (SYS, Decimal(95), Decimal(150), ""),
        (SPO2, Decimal(92), None, "Dr. Hale"),
    ]
    assert one.staff_minimum[Role.PRESCRIBER] == 1
    assert set(first.staff_minimum) < set(one.staff_minimum)
    assert one.cap == first.cap
    bare = msgspec.structs.replace(first, plan=None)
    assert strictest(newer, (bare,)).plan == newer.plan
    assert strictest(bare, (newer,)).plan is None
    assert latest((bare, first)) is first
    assert "limits" in differs(bare, first)
