"""People corrected after they were added: a line for each change, the same checks, and nobody made twice by accident."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from facilitator_app.clinic import Clinic
from facilitator_app.faults import Question, Refusal
from facilitator_app.journal import JournalFile
from facilitator_app.record import people
from facilitator_app.record.clinic import ParticipantAdded, apply
from facilitator_app.record.people import PersonTold
from facilitator_app.record.roles import Role
from facilitator_app.rehearsal.fast_clock import FastClock
from tests.golden import entry_of
from tests.people import START
from tests.test_clinic import NOBODY, OFFICE, clinic, journal, refused

__all__ = ["clinic", "journal"]


async def test_what_is_told_later_counts_and_what_was_told_stays_readable(clinic: Clinic) -> None:
    rowan = await clinic.add_participant(
        ParticipantAdded(preferred_name="Rowan", legal_name="Rowan Marsh", allergies="latex"),
        PersonTold(contacts="+1 555 0100", language="English"),
    )
    await clinic.tell_person(rowan, PersonTold(legal_name="Rowan Ellery Marsh", allergies="latex, penicillin"))
    await clinic.tell_person(rowan, PersonTold(contacts="", medicines="sertraline 50 mg"))
    known = clinic.state.participants[rowan]
    assert (known.told.preferred_name, known.told.legal_name) == ("Rowan", "Rowan Ellery Marsh")
    assert known.told.allergies == "latex, penicillin"
    assert known.details == people.Details(language="English", medicines="sertraline 50 mg")
    assert known.former == ("Rowan Marsh",)  # still kept out of what leaves about others
    assert known.names == ("Rowan", "Rowan Ellery Marsh", "Rowan Marsh")
    lines = [entry.fact for entry in clinic.history.entries if entry.participant == rowan]
    assert len(lines) == 4
    assert lines[2].told == {"legal_name": "Rowan Ellery Marsh", "allergies": "latex, penicillin"}  # type: ignore[union-attr]  # a correction
    await clinic.tell_person(rowan, PersonTold(legal_name="Rowan Marsh"))
    assert clinic.state.participants[rowan].former == ("Rowan Marsh", "Rowan Ellery Marsh")


async def test_a_correction_is_refused_as_when_somebody_is_added(clinic: Clinic) -> None:
    rowan = await clinic.add_participant(ParticipantAdded(preferred_name="Rowan"))
    before = clinic.state
    cannot_be: list[tuple[dict[str, Any], str]] = [
        ({}, "clinic.nothing_changed"),
        ({"preferred_name": " "}, "entry.empty"),
        ({"birth_date": "21.5.1984"}, "clinic.birth_date"),
        ({"birth_date": "19801225"}, "clinic.birth_date"),
        ({"birth_date": "1980-W52-4"}, "clinic.birth_date"),
        ({"birth_date": "2026-03-06"}, "clinic.birth_date_to_come"),  # it is the 5th of March
        ({"birth_date": "1826-03-06"}, "clinic.birth_date_long_ago"),
    ]
    for told, key in cannot_be:
        with pytest.raises(Refusal) as no:
            await clinic.tell_person(rowan, PersonTold(**told))
        assert no.value.key == key
    assert await refused(clinic.tell_person(NOBODY, PersonTold(allergies="latex"))) == "clinic.no_such_participant"
    born = clinic.add_participant(ParticipantAdded(preferred_name="Amara", birth_date="2026-03-06"))
    assert await refused(born) == "clinic.birth_date_to_come"
    assert clinic.state == before
    await clinic.tell_person(rowan, PersonTold(birth_date="2026-03-05"))  # today can be
    await clinic.tell_person(rowan, PersonTold(birth_date=""))
    assert clinic.state.participants[rowan].told.birth_date == ""


async def test_a_likely_duplicate_is_asked_about_once(clinic: Clinic) -> None:
    await clinic.add_participant(ParticipantAdded(preferred_name="Amara", birth_date="1990-01-02"))
    with pytest.raises(Question) as asked:
        await clinic.add_participant(ParticipantAdded(preferred_name="  amárA "))
    assert (asked.value.key, asked.value.field, asked.value.confirm) == (
        "clinic.likely_duplicate",
        "preferred_name",
        "duplicate",
    )
    amara = next(iter(clinic.state.participants))
    assert asked.value.values == {"name": "Amara", "born": ", 1990-01-02", "other": amara}
    other = await clinic.add_participant(ParticipantAdded(preferred_name="Amara"), sure=True)
    await clinic.tell_person(other, PersonTold(allergies="latex"))  # no question where no name is touched
    with pytest.raises(Question):
        await clinic.tell_person(other, PersonTold(birth_date="1990-01-02"))
    await clinic.tell_person(other, PersonTold(birth_date="1991-01-02"))
    assert len(clinic.state.participants) == 2


def test_who_may_be_the_same() -> None:
    def told(preferred: str, legal: str = "", born: str = "") -> dict[str, str]:
        return {"preferred_name": preferred, "legal_name": legal, "birth_date": born}

    rowan = told("Rowan", "Rowan Marsh", "1984-05-21")
    assert people.are_alike(rowan, told("Ro", "Rowan  MARSH"))
    assert people.are_alike(rowan, told("Ellery Marsh", born="1984-05-21"))
    assert people.are_alike(rowan, told("Rowan"))
    assert not people.are_alike(rowan, told("Rowan", "Rowan Marsh", "1984-05-22"))
    assert not people.are_alike(rowan, told("Noor", born="1984-05-21"))
    assert not people.are_alike(rowan, told("Rowan", "Rowan Haddad"))
    assert not people.are_alike(told("Rowan"), told("Noor"))
    assert people.are_alike(told("Rowan", born="19840521"), told("Rowan", born="1984-05-21"))  # as it was once taken
    for near in ("Rowen", "Rwan", "Rowwan", "Roawn"):
        assert people.are_alike(told("Rowan"), told(near)), near
    assert people.are_alike(rowan, told("Rowan", "Rowan Marhs"))
    for other in ("Rosen", "Rown Marsh", "Rowan 1"):
        assert not people.are_alike(told("Rowan"), told(other)), other
    assert not people.are_alike(told("Mae"), told("May"))  # too short to tell a slip
    assert not people.are_alike(told("Rowan 11"), told("Rowan 12"))


async def test_one_letter_amiss_is_asked_about_where_no_birth_date_is_told(clinic: Clinic) -> None:
    await clinic.add_participant(ParticipantAdded(preferred_name="Rowan"))
    with pytest.raises(Question) as asked:
        await clinic.add_participant(ParticipantAdded(preferred_name="Rowen"))
    assert (asked.value.key, asked.value.values["name"]) == ("clinic.likely_duplicate", "Rowan")
    await clinic.add_participant(ParticipantAdded(preferred_name="Rowen"), sure=True)


def test_a_name_is_found_by_any_part_of_it() -> None:
    names = people.looked_through(("Zoë", "Zoë Ångström-Marsh"))
    assert people.is_found(people.looked_for(""), names)
    for typed in ("zoe", "ANG", "marsh z", " oë  strom"):
        assert people.is_found(people.looked_for(typed), names), typed
    assert not people.is_found(people.looked_for("zoe khan"), names)


async def test_a_birth_date_that_is_not_told_is_no_fault_and_stays_untold(clinic: Clinic) -> None:
    noor = await clinic.add_participant(ParticipantAdded(preferred_name="Noor"))
    assert clinic.state.participants[noor].told.birth_date == ""
    await clinic.tell_person(noor, PersonTold(nicknames=("Nour",)))
    assert clinic.state.participants[noor].told.birth_date == ""
    people.birth_has_been("", date(2026, 3, 5))
    with pytest.raises(Refusal):
        people.birth_has_been("2026-03-06", date(2026, 3, 5))


async def test_the_team_is_corrected_and_who_is_at_the_screen_cannot_shut_themselves_out(clinic: Clinic) -> None:
    devi = await clinic.add_staff("Devi Rao", [Role.FACILITATOR])
    await clinic.tell_staff(devi, "Devi Rao, LMFT", [Role.INTEGRATION_THERAPIST, Role.FACILITATOR])
    assert (clinic.who(devi).name, len(clinic.who(devi).roles)) == ("Devi Rao, LMFT", 2)
    await clinic.staff_gone(devi, "parental leave")
    assert clinic.state.staff[devi].gone_at == START
    await clinic.staff_back(devi)
    assert clinic.state.staff[devi].gone_at is None
    await clinic.end_access(devi, "lost her keys")
    assert await _refused_to_come(clinic) == "clinic.access_ended"
    assert clinic.who_comes(devi, by_code=True).name == "Devi Rao, LMFT"
    await clinic.give_access(devi)
    assert clinic.who_comes(devi).id == devi

    mine = OFFICE.id
    assert await refused(clinic.tell_staff(mine, "Ines", [Role.FACILITATOR])) == "clinic.not_oneself"
    assert await refused(clinic.staff_gone(mine)) == "clinic.not_oneself"
    assert await refused(clinic.end_access(mine)) == "clinic.not_oneself"
    await clinic.tell_staff(mine, "Ines Okafor, RN", [Role.ADMINISTRATOR])
    for act in (
        clinic.tell_staff(NOBODY, "Nobody", [Role.FACILITATOR]),
        clinic.staff_gone(NOBODY),
        clinic.staff_back(NOBODY),
        clinic.end_access(NOBODY),
        clinic.give_access(NOBODY),
    ):
        assert await refused(act) == "clinic.no_such_staff"
    for name, roles, key in ((" ", (Role.FACILITATOR,), "entry.empty"), ("Devi", (), "clinic.no_role")):
        assert await refused(clinic.tell_staff(devi, name, roles)) == key


async def _refused_to_come(clinic: Clinic) -> str:
    devi = next(member.id for member in clinic.state.staff.values() if member.id != OFFICE.id)
    with pytest.raises(Refusal) as no:
        clinic.who_comes(devi)
    return no.value.key


async def test_corrections_read_again_come_to_the_same(clinic: Clinic, journal: JournalFile) -> None:
    rowan = await clinic.add_participant(ParticipantAdded(preferred_name="Rowan"))
    await clinic.tell_person(rowan, PersonTold(preferred_name="Ro"))
    devi = await clinic.add_staff("Devi Rao", [Role.FACILITATOR])
    await clinic.staff_gone(devi)
    entries = await journal.entries(journal.clinic_scope)
    again = Clinic(journal.clinic_scope, journal, FastClock(START), clinic._faults, entries)
    assert again.state == clinic.state
    for stray in (PersonTold(allergies="x"), people.StaffBack(staff=NOBODY)):  # about nobody the clinic knows
        assert apply(clinic.state, entry_of(stray)) == clinic.state


async def test_every_line_about_a_person_is_read_as_it_was_written(clinic: Clinic) -> None:
    rowan = await clinic.add_participant(ParticipantAdded(preferred_name="Rowan"))
    await clinic.add_participant(ParticipantAdded(preferred_name="Amara"))
    await clinic.tell_person(rowan, PersonTold(allergies="latex"))
    facts = [entry.fact for entry in clinic.history.written_about(rowan)]
    assert facts == [ParticipantAdded(preferred_name="Rowan"), PersonTold(allergies="latex")]
    assert clinic.history.written_about(NOBODY) == ()


def test_among_thousands_only_those_are_compared_who_may_be_the_same_and_each_is_told_once() -> None:
    def named(name: str, legal: str = "", born: str = "") -> dict[str, str]:
        return {"preferred_name": name, "legal_name": legal, "birth_date": born}

    faces, ids = people.Faces(), [UUID(int=number) for number in range(1, 7)]
    there = (
        named("Rowan", "Rowan Marsh", "1984-05-21"),
        named("Rowan", "Rowan Marsh"),
        named("Rowan", "Rowan Haddad"),
        named("Mae", "", "1984-05-21"),
        named("Rowan", "", "1990-01-01"),
        named("Sable"),
    )
    for person, one in zip(ids, there, strict=True):
        faces.add(person, one)
    assert list(faces.like(named("Rowen", "Rowan Marsh", "1984-05-21"))) == [ids[0], ids[1]]
    assert list(faces.like(named("rowan"))) == [ids[0], ids[1], ids[2], ids[4]]
    assert list(faces.like(named("Rowan", "Rowan Marsh"))) == [ids[0], ids[1], ids[4]]
    assert list(faces.like(named("Rowam", "", "1990-01-01"))) == [ids[4], ids[1], ids[2]]
    assert list(faces.like(named("May", "", "1984-05-21"))) == []  # too short to tell a slip from a name
