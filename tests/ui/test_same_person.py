"""Entered twice, in the window: the other entry is found, what holds is asked, one person is left; and taken apart again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.entry import Part
from facilitator_app.record.people import PersonTold, SamePerson
from facilitator_app.rehearsal.faults import killed
from facilitator_app.ui.beforehand_view import BeforehandView
from tests.test_app import PASSPHRASE, Room
from tests.test_prescribing import HALE, write
from tests.test_same_person import HOUR, cleared
from tests.ui.hands import Hands, at_window
from tests.waiting import until


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Room]:
    made = Room(tmp_path / "clinic")
    await made.make()
    clinic = made.app.clinic
    assert clinic is not None
    await clinic.tell_person(made.rowan, PersonTold(legal_name="Rowan Marsh", birth_date="1984-05-21"), sure=True)
    for name in ("Idris", "Noor"):
        await clinic.add_participant(ParticipantAdded(preferred_name=name))
    yield made
    await made.app.close()


async def ro(here: Room) -> str:
    assert here.app.clinic is not None
    told = ParticipantAdded(
        preferred_name="Ro", legal_name="Rowan E. Marsh", birth_date="1984-05-21", allergies="penicillin"
    )
    return str(await here.app.clinic.add_participant(told, sure=True))


async def asked_of_rowan(hands: Hands, here: Room) -> None:
    hands.shell.refresh()
    hands.touch("home.people")
    hands.touch(f"people.{here.rowan}")
    await hands.until_sees("person.same")
    hands.touch("person.same")
    await hands.until_sees("same.panel")


async def test_two_entries_are_made_one_and_two_again(here: Room) -> None:
    other = await ro(here)
    async with at_window(here.app, start=False) as hands:
        await asked_of_rowan(hands, here)
        await hands.until_sees(f"same.person.{other}")  # much like this one, and nobody else is
        assert [row["name"] for row in hands.shell.people.same.offered] == ["Ro"]
        hands.write("same.search", "idr")
        assert [row["name"] for row in hands.shell.people.same.offered] == ["Idris"]
        hands.write("same.search", "e. marsh")
        await hands.until_sees(f"same.person.{other}")
        hands.touch(f"same.person.{other}")
        await hands.until_sees("same.legal_name.1")
        hands.touch("same.preferred_name.0")
        hands.write("same.reason", "One telephone.")
        hands.touch("same.join")
        await hands.until_sees("same.legal_name.error")
        hands.touch("same.legal_name.1")
        hands.touch("same.join")
        await until(lambda: not hands.sees("same.panel"))
        assert here.app.clinic_state().participants[here.rowan].told.legal_name == "Rowan E. Marsh"
        await until(lambda: hands.reads("person.allergies") == "penicillin")
        await until(lambda: "One person with another entry. One telephone." in hands.reads("person.history.0.text"))
        await until(lambda: [row["name"] for row in hands.shell.people.listed] == ["Amara", "Idris", "Noor", "Rowan"])
        hands.touch("person.same")
        await hands.until_sees("same.apart.0")
        hands.touch("same.apart.0")
        await hands.until_sees("same.part")
        hands.touch("same.part")
        await hands.until_sees("same.why.error")
        hands.write("same.why", "Cousins.")
        hands.touch("same.part")
        await until(lambda: len(here.app.clinic_state().participants) == 5)
        await until(lambda: hands.reads("person.allergies") == "")


async def test_what_was_half_typed_of_the_other_entry_stands_with_the_one_that_stays(here: Room) -> None:
    other = await ro(here)
    async with at_window(here.app, start=False) as hands:
        home = hands.shell.home

        async def opened(person: str) -> BeforehandView:
            home.show_beforehand(person, "preparation")
            await until(lambda: isinstance(home.beforehand, BeforehandView) and home.beforehand.open)
            assert isinstance(home.beforehand, BeforehandView)
            return home.beforehand

        for person, note in ((other, "Asked about the sea."), (str(here.rowan), "Sleeps badly.")):
            before = await opened(person)
            before.preparation.type("note", note)
            before.hopes.type("fears", "The dark." if person == other else "")
            before.close()
        assert here.app.clinic is not None
        fact = SamePerson(other=UUID(other), entered_as="Ro", told=PersonTold(legal_name="Rowan Marsh"), reason="One.")
        await here.app.clinic.write([Part(fact=fact, about=here.rowan)])
        before = await opened(str(here.rowan))
        assert before.preparation.values["note"] == "Sleeps badly.\n\nAsked about the sea."
        assert before.hopes.values["fears"] == "The dark."
        before.close()
        before = await opened(str(here.rowan))
        assert before.preparation.values["note"] == "Sleeps badly.\n\nAsked about the sea.", "once and not again"


async def test_what_was_chosen_and_typed_is_there_after_a_stop(here: Room) -> None:
    other = await ro(here)
    async with at_window(here.app, start=False) as hands:
        await asked_of_rowan(hands, here)
        await hands.until_sees(f"same.person.{other}")
        hands.touch(f"same.person.{other}")
        await hands.until_sees("same.legal_name.1")
        hands.touch("same.legal_name.1")
        hands.write("same.reason", "One telephone, I think")
        hands.touch("same.cancel")
        await until(lambda: not hands.sees("same.panel"))
        await until(lambda: not here.app.faults._tasks)
    here.app = await killed(here.app, here.player)
    await here.app.start()
    await here.app.unlock("ines", PASSPHRASE)
    async with at_window(here.app, start=False) as hands:
        await asked_of_rowan(hands, here)
        await hands.until_sees("same.legal_name.1")
        await until(lambda: hands.reads("same.reason") == "One telephone, I think")
        assert hands.shell.people.same.picked["legal_name"] == "Rowan E. Marsh"


async def test_the_question_of_a_duplicate_leads_to_the_one_who_is_here(here: Room) -> None:
    async with at_window(here.app, start=False) as hands:
        hands.shell.refresh()
        hands.touch("home.people")
        hands.touch("people.act")
        hands.write("person.preferred_name", "rowan")
        hands.touch("person.add")
        await hands.until_sees("person.that")
        hands.touch("person.that")
        await until(lambda: hands.shell.people.person.person == str(here.rowan))
        await until(lambda: hands.reads("person.legal_name") == "Rowan Marsh")


async def test_two_entries_with_two_weights_are_made_one_by_saying_which_is_right(here: Room) -> None:
    clinic = here.app.clinic
    assert clinic is not None
    other = await ro(here)
    await clinic.tell_person(here.rowan, PersonTold(weight_kg="70", usual_systolic="90"), sure=True)
    await clinic.tell_person(UUID(other), PersonTold(weight_kg="72", usual_diastolic="95"), sure=True)
    async with at_window(here.app, start=False) as hands:
        await asked_of_rowan(hands, here)
        await hands.until_sees(f"same.person.{other}")
        hands.touch(f"same.person.{other}")
        await hands.until_sees("same.weight_kg.1")
        hands.touch("same.preferred_name.0")
        hands.touch("same.legal_name.0")
        hands.write("same.reason", "One telephone.")
        hands.touch("same.join")
        await hands.until_sees("same.weight_kg.error")
        hands.touch("same.weight_kg.1")
        hands.touch("same.join")  # of the one the upper value is known, of the other the lower: together they cannot be
        await until(lambda: hands.shell.people.same.form.general != "")
        assert len(here.app.clinic_state().participants) == 5
        await clinic.tell_person(UUID(other), PersonTold(usual_diastolic="60"), sure=True)
        hands.touch("same.join")
        await until(lambda: not hands.sees("same.panel"))
        assert here.app.clinic_state().participants[here.rowan].details.weight_kg == "72"


async def test_it_says_before_what_of_the_prescriber_does_not_hold_any_more(here: Room) -> None:
    other, clinic = await ro(here), here.app.clinic
    assert clinic is not None
    await write(clinic, HALE, UUID(other), cleared(date(2026, 3, 31)))
    here.clock.advance(HOUR)
    await write(clinic, HALE, here.rowan, cleared(date(2026, 6, 30)))
    async with at_window(here.app, start=False) as hands:
        await asked_of_rowan(hands, here)
        await hands.until_sees(f"same.person.{other}")
        hands.touch(f"same.person.{other}")
        await hands.until_sees("same.anew")
        assert "withdrawn of one of them: clearance. None of it holds" in hands.reads("same.anew")
