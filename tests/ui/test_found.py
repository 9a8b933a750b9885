"""Who and what is found by what is typed: people by anything that is known of them, groups by their members."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

from facilitator_app.record.agenda import Expected, SessionSet
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.elsewhere import NumberElsewhere
from facilitator_app.record.entry import Part
from facilitator_app.record.groups import GroupFormed, MemberJoined
from facilitator_app.record.people import PersonTold
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.groups_view import GroupsView
from facilitator_app.ui.people_found import PeopleFound
from facilitator_app.ui.set_session import SetSessionView
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


async def test_a_day_of_birth_and_a_telephone_number_are_found_however_they_are_written(tmp_path: Path) -> None:
    here = Room(tmp_path / "clinic")
    await here.make()
    clinic = here.app.clinic
    assert clinic is not None
    told = ParticipantAdded(preferred_name="Idris", birth_date="1980-05-21")
    idris = await clinic.add_participant(told, PersonTold(contacts="+1 555 0142, River Road"))
    other = ParticipantAdded(preferred_name="Noor", birth_date="1985-02-18")
    await clinic.add_participant(other, PersonTold(contacts="(555) 0190"))
    found = PeopleFound(here.app)
    days = ("1980-05-21", "21.05.1980", "21.5.1980", "05/21/1980", "5/21/1980", "21-05-1980", "1980/05/21", "21.05.")
    for typed in (*days, "555-0142", "555.0142", "+1-555-0142", "5550142", "555 0142", "idris 21.5.1980"):
        assert [person.id for person in found.by(typed)] == [idris], typed
    for typed in ("22.05.1980", "555-0143", "21.05.1985", "noor 21.05.1980"):
        assert found.by(typed) == [], typed
    await here.app.close()


async def test_two_of_one_name_are_told_apart_where_a_session_is_set_and_found_by_all_that_is_known(
    tmp_path: Path,
) -> None:
    here = Room(tmp_path / "clinic")
    await here.make()
    clinic = here.app.clinic
    assert clinic is not None
    named = [("Rowan Ellery Marsh", "1984-05-21", ""), ("Rowan Quill", "1999-01-01", "A-117")]
    people = [ParticipantAdded(preferred_name="Rowan", legal_name=legal, birth_date=born) for legal, born, _ in named]
    numbers = [NumberElsewhere(number=number) if number else None for *_, number in named]
    marsh, quill = await clinic.add_participants(
        [(one, None, number) for one, number in zip(people, numbers, strict=True)]
    )
    session = UUID(int=900)
    at = here.clock.now() + timedelta(hours=1)
    await clinic.write([Part(fact=SessionSet(session=session, title="Circle", programme="group_circle_three", at=at))])

    found = PeopleFound(here.app)
    view = SetSessionView(here.app, found)
    view.show(str(session))

    def offered(typed: str) -> list[str]:
        view.search(typed)
        return [str(one["line"]) for one in view.people if not one["coming"]]

    assert "+ Rowan (Rowan Ellery Marsh, 1984-05-21)" in offered("")
    for typed in ("quill", "1999", "a-117", "ROWAN 1999-01"):
        assert offered(typed) == ["+ Rowan (Rowan Quill, 1999-01-01)"]
    for person in (marsh, quill):
        await clinic.write([Part(fact=Expected(session=session), about=person)])
    view.look()
    assert [one["line"] for one in view.people if one["coming"]] == ["1  Rowan M.", "2  Rowan Q."]
    assert [line.split(":")[0] for line in view.in_the_way.splitlines() if ":" in line] == ["Rowan M.", "Rowan Q."]
    assert {place["name"] for place in view.floor.places if place["name"]} == {"Rowan M.", "Rowan Q."}
    assert [one.told.legal_name for one in found.by("a-117")] == ["Rowan Quill"]
    await here.app.close()
