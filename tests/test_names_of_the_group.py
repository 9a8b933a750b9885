"""Nobody's name leaves with somebody else's papers: of who sat there, and of who belongs to the group and did not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest

from facilitator_app import text
from facilitator_app.handoff.group import group_of
from facilitator_app.own_copy import everybody, own_copy
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.entry import Part
from facilitator_app.record.groups import GroupFormed, MemberJoined, MemberLeft
from tests.test_app import Room
from tests.test_places import CIRCLE, GROUP, clinic_of, held


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[Room]:
    """A group of three, of whom Noor has not sat in any session yet."""
    made = Room(tmp_path / "clinic")
    await made.make()
    yield made
    await made.app.close()


async def formed(there: Room, why: str) -> UUID:
    clinic = clinic_of(there)
    noor = await clinic.add_participant(ParticipantAdded(preferred_name="Noor", legal_name="Noor Haddad"))
    await clinic.write([Part(fact=GroupFormed(group=GROUP, programme=CIRCLE, theme="A long illness"))])
    for person, words in ((there.rowan, why), (there.amara, "Asked for others."), (noor, "Asked for others.")):
        joins = MemberJoined(group=GROUP, decided_by=there.tomas, decided_by_name="Tomas Lind", why=words)
        await clinic.write([Part(fact=joins, about=person)])
    return noor


@pytest.mark.parametrize("left", [False, True])
async def test_why_somebody_fits_into_a_group_is_told_to_nobody_by_the_others_names(there: Room, left: bool) -> None:
    noor = await formed(there, "Gets on with Noor, whose brother he knows.")
    clinic = clinic_of(there)
    if left:
        await clinic.write([Part(fact=MemberLeft(group=GROUP, reason="Moved away."), about=noor)])
    sessions = [(await held(there, there.rowan, there.amara, group=GROUP)).history] if left else []
    copy = own_copy(there.rowan, clinic.history, sessions, text.english())
    assert "Noor" not in str(copy.sections)
    assert copy.withheld == 1


async def test_who_was_missed_that_day_is_found_in_a_handoff_and_on_the_page_of_the_course(there: Room) -> None:
    noor = await formed(there, "Asked for others.")
    session = await held(there, there.rowan, there.amara, group=GROUP)
    said = {"quote": "I missed Noor today."}
    state = clinic_of(there).state
    for group in (group_of(session.history, state), everybody([], state, there.rowan)):
        assert [find.whose for find in group.in_texts(there.rowan, said)] == [noor]
        assert group.in_texts(noor, said) == ()
