"""Who and what is found by what is typed: people by anything that is known of them, groups by their members."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.entry import Part
from facilitator_app.record.groups import GroupFormed, MemberJoined
from facilitator_app.record.people import PersonTold
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.groups_view import GroupsView
from facilitator_app.ui.people_found import PeopleFound
from tests.test_app import Room
from tests.test_clinic import CIRCLE


async def test_somebody_is_found_by_any_part_of_what_is_known_and_a_group_by_its_member(tmp_path: Path) -> None:
    here = Room(tmp_path / "clinic")
    await here.make()
    clinic = here.app.clinic
    assert clinic is not None
    told = ParticipantAdded(preferred_name="Idris", birth_date="1980-12-25", escort="Jude, 555 0199")
    idris = await clinic.add_participant(told, PersonTold(contacts="+1 555 0142, River Road", conditions="migraine"))
    found = PeopleFound(here.app)
    for typed in ("555 0142", "5550142", "1980", "MIGR", "jude", "river idr", "0199"):
        assert [person.id for person in found.by(typed)] == [idris], typed
    assert found.by("asthma") == []
    await clinic.tell_person(idris, PersonTold(conditions="asthma"))
    assert [[person.id for person in found.by(typed)] for typed in ("asthma", "migraine")] == [[idris], []]
    groups, circle = GroupsView(here.app, FilePicker()), UUID(int=800)
    joined = MemberJoined(
        group=circle, decided_by=here.tomas, decided_by_name="Tomas Lind", why="They know each other."
    )
    await clinic.write([Part(fact=GroupFormed(group=circle, programme=CIRCLE, theme="Thursday circle"))])
    await clinic.write([Part(fact=joined, about=idris)])
    for typed, count in (("idr", 1), ("thurs idris", 1), ("amara", 0)):
        groups.search(typed)
        assert groups.rows.rowCount() == count, typed
    await here.app.close()
