"""How far a handoff is, as the list says it; and what of a release goes on after the session without being wrong."""

from __future__ import annotations

from datetime import timedelta

import pytest

from facilitator_app import text
from facilitator_app.handoff.corrections import is_outdated
from facilitator_app.record import integration, room
from facilitator_app.record.leave import Recipient
from facilitator_app.record.release import MedicalLeaveGiven, releases
from facilitator_app.ui.handoff_rows import Standing, standing
from tests.handoff.test_release import CLINIC, PRESCRIBER, Enter, Room, enter
from tests.people import ROWAN, START
from tests.told import full_session

__all__ = ["enter"]

BOOKED = integration.VisitBooked(
    at=START + timedelta(hours=75), form=integration.VisitKind.GROUP, place=integration.VisitPlace.OFFICE
)


def far(here: Room, to: Recipient | None = PRESCRIBER, *, unsaved: bool = False) -> Standing:
    """How far Rowan's handoff is."""
    return standing(here.session.history, here.desk.reads(ROWAN, to), unsaved)


async def test_only_a_text_in_the_records_place_is_edited(enter: Enter) -> None:
    here = await enter(full_session())
    await here.agree(PRESCRIBER, "Dr. Hale")
    await here.session.write(MedicalLeaveGiven(recipient=Recipient.INTEGRATION_LEAD, leave=room.Leave.YES), [ROWAN])
    await here.desk.say_read(ROWAN, PRESCRIBER)
    assert far(here) is Standing.NOT_BEGUN, "asking and reading put no text anywhere"
    assert far(here, unsaved=True) is Standing.EDITED
    own = here.desk.packet(ROWAN).sections["care"]
    await here.desk.save(ROWAN, {"care": "A bag for the car."})
    assert far(here) is Standing.EDITED
    await here.desk.save(ROWAN, {"care": own})
    assert far(here) is Standing.NOT_BEGUN, "it reads as recorded again"


async def test_what_goes_on_after_the_session_makes_no_release_wrong(enter: Enter) -> None:
    here = await enter(full_session())
    await here.let_go()
    assert far(here) is Standing.WRITTEN
    await here.session.write(BOOKED, [ROWAN])
    call = integration.ContactTried(task=integration.Task.CALL, reach=integration.Reach.REACHED)
    await here.session.write(call, [ROWAN])
    (first,) = releases(here.session.history, ROWAN)
    assert far(here) is Standing.WRITTEN
    assert not is_outdated(here.session.history, CLINIC, first, text.english())
    here.clock.advance(timedelta(minutes=1))
    await here.sign()
    assert here.desk.changes(ROWAN, first.whom) == ("Next steps: changed", "Integration visit: changed")
    await here.session.write(room.NeedsCare(text="Asked for a call."), [ROWAN])
    assert far(here) is Standing.CHANGED
    assert is_outdated(here.session.history, CLINIC, first, text.english()), "of the session something was added"


@pytest.mark.parametrize("edited", [False, True])
async def test_what_was_signed_and_reads_otherwise_has_changed_since(enter: Enter, edited: bool) -> None:
    here = await enter(full_session())
    await here.sign()
    assert far(here) is Standing.SIGNED
    if edited:
        await here.desk.save(ROWAN, {"care": "A bag for the car."}, PRESCRIBER)
    else:
        await here.session.write(room.NeedsCare(text="Asked for a call."), [ROWAN])
    assert far(here) is Standing.CHANGED
