"""People and the team corrected at the window: found by any part of a name, refused at the field, nothing typed lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from facilitator_app.app import App, Stage
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.rehearsal.silent_player import SilentPlayer
from tests.people import START
from tests.test_app import PASSPHRASE, Room
from tests.ui.hands import Hands, at_window
from tests.waiting import until


@pytest.fixture
async def here(tmp_path: Path) -> Room:
    """Rowan, Amara and Zoë; Ines and Tomas."""
    there = Room(tmp_path / "clinic")
    await there.make()
    assert there.app.clinic is not None
    told = ParticipantAdded(preferred_name="Zoë", legal_name="Zoë Ångström-Marsh", birth_date="1984-05-21")
    await there.app.clinic.add_participant(told)
    return there


def at_people(hands: Hands) -> None:
    hands.shell.refresh()
    hands.touch("home.people")


async def saved(hands: Hands) -> None:
    await until(lambda: not hands.shell.people.person.form.busy)


async def test_a_person_is_found_corrected_and_the_change_is_told(here: Room) -> None:
    async with at_window(here.app, start=False) as hands:
        at_people(hands)
        hands.write("people.search", "ang mar")
        assert [row["name"] for row in hands.shell.people.listed] == ["Zoë"]
        hands.write("people.search", "nobody")
        assert hands.reads("people.of") == "Nobody of whom that is known."
        hands.write("people.search", "ro")
        hands.touch(f"people.{here.rowan}")
        await hands.until_sees("person.panel")
        assert hands.reads("person.preferred_name") == "Rowan"
        assert not hands.there("person.save").isEnabled()
        hands.write("person.allergies", "latex")
        hands.write("person.medicines", "sertraline 50 mg")
        hands.write("person.birth_date", "2026-03-06")
        hands.touch("person.save")
        await hands.until_sees("person.birth_date.error")
        assert hands.reads("person.birth_date.error") == "This date of birth is still to come."
        assert hands.reads("person.allergies") == "latex"  # what was typed stays
        hands.write("person.birth_date", "1990-03-06")
        hands.touch("person.save")
        await until(lambda: not hands.shell.people.person.has_draft)
        assert here.app.clinic is not None
        known = here.app.clinic.state.participants[here.rowan]
        assert (known.told.allergies, known.told.birth_date) == ("latex", "1990-03-06")
        assert known.details.medicines == "sertraline 50 mg"
        assert "Ines Okafor" in hands.reads("person.history.0.when")
        assert "Allergies: latex" in hands.reads("person.history.0.text")
        assert hands.reads("person.history.1.text") == "Added."
        hands.write("person.allergies", "latex, penicillin")
        hands.touch("person.save")
        await until(lambda: not hands.shell.people.person.has_draft)
        assert hands.reads("person.history.0.text") == "Allergies: latex → latex, penicillin"
        hands.touch("person.cancel")
        assert not hands.sees("person.panel")


async def test_what_is_typed_outlives_the_page_a_lock_and_a_crash(here: Room, tmp_path: Path) -> None:
    async with at_window(here.app, start=False) as hands:
        at_people(hands)
        hands.touch("people.act")
        hands.write("person.preferred_name", "Noor")
        hands.write("person.intention", "To be heard.")
        hands.touch("person.cancel")
        hands.touch(f"people.{here.rowan}")
        hands.write("person.escort", "Jude")
        hands.touch("person.cancel")
        hands.touch("home.team")
        hands.touch("home.people")
        hands.touch("people.act")
        assert (hands.reads("person.preferred_name"), hands.reads("person.intention")) == ("Noor", "To be heard.")
        hands.touch("person.cancel")
        await here.app.faults.finished()
        assert here.app.journal is not None
        await until(lambda: hands.shell.people.person.has_draft)
        await until(lambda: not here.app.faults._tasks)
        shutil.copytree(here.app.folder, tmp_path / "crashed", ignore=shutil.ignore_patterns("*.lock", "*-shm"))
        hands.touch("home.lock")
        await hands.until_sees("unlock")
        assert hands.shell.people.person.values == {}
        await until(lambda: here.app.stage is Stage.LOCKED)
    clock = FastClock(START)
    again = App(tmp_path / "crashed", clock=clock, player=SilentPlayer(clock))
    async with at_window(again) as hands:
        await hands.until_sees("unlock")
        hands.write("unlock.sign_in", "ines")
        hands.write("unlock.passphrase", PASSPHRASE)
        hands.touch("unlock.open")
        await hands.until_sees("home")
        await until(lambda: hands.shell.people.person._drafts)
        hands.touch("home.people")
        hands.touch(f"people.{here.rowan}")
        assert hands.reads("person.escort") == "Jude"
        hands.touch("person.forget")
        assert hands.reads("person.escort") == ""
        assert not hands.sees("person.draft")
        hands.touch("person.cancel")
        hands.touch("people.act")
        assert hands.reads("person.preferred_name") == "Noor"
        hands.touch("person.add")
        await until(lambda: not hands.sees("person.panel"))
        await until(lambda: not again.faults._tasks)
        assert again.journal is not None
        assert await again.journal.drafts("clinic/person/") == {}


async def test_somebody_types_on_and_on_and_what_they_typed_is_on_the_disk(here: Room) -> None:
    async with at_window(here.app, start=False) as hands:
        at_people(hands)
        hands.touch(f"people.{here.rowan}")
        person, letters = hands.shell.people.person, ""

        def type_on() -> bool:
            nonlocal letters
            letters += "a"
            person.type("conditions", letters)
            return "conditions" in str(person._drafts)

        await until(type_on)
        await here.app.faults.finished()
        assert here.app.journal is not None
        assert "aaa" in str(await here.app.journal.drafts("clinic/person/"))


async def test_a_likely_duplicate_is_asked_about_before_it_is_made(here: Room) -> None:
    async with at_window(here.app, start=False) as hands:
        at_people(hands)
        hands.touch("people.act")
        hands.write("person.preferred_name", "rowan")
        hands.touch("person.add")
        await hands.until_sees("person.another")
        assert "Here already: Rowan" in hands.reads("person.preferred_name.error")
        assert len(here.app.clinic_state().participants) == 3
        hands.write("person.legal_name", "Rowan Haddad")  # a name again: asked again, if need be
        assert not hands.sees("person.another")
        hands.write("person.legal_name", "")
        hands.touch("person.add")
        await hands.until_sees("person.another")
        hands.touch("person.another")
        await until(lambda: not hands.sees("person.panel"))
        assert len(here.app.clinic_state().participants) == 4
        assert [row["name"] for row in hands.shell.people.listed] == ["Amara", "Rowan", "rowan", "Zoë"]
        await until(lambda: len(hands.shell.people.rows.rows) == 4)  # and the list shows it


async def test_one_of_the_team_is_corrected_goes_on_leave_and_loses_the_way_in(here: Room) -> None:
    async with at_window(here.app, start=False) as hands:
        hands.shell.refresh()
        hands.touch("home.team")
        hands.touch(f"team.{here.tomas}")
        await hands.until_sees("member.panel")
        hands.write("member.name", "Tomas Lind, LMFT")
        hands.touch("member.roles.integration_therapist")
        hands.touch("member.save")
        await until(lambda: hands.shell.people.member.name == "Tomas Lind, LMFT")
        await until(lambda: hands.reads(f"team.{here.tomas}") == "Tomas Lind, LMFT")  # behind the sheet
        assert hands.sees("member.end")
        hands.touch("member.gone")
        assert "not offered for sessions" in hands.reads("member.question")
        hands.write("member.reason", "parental leave")
        hands.touch("member.yes")
        await hands.until_sees("member.back")
        assert [row["name"] for row in hands.shell.people.team] == ["Ines Okafor"]
        hands.touch("member.end")
        hands.touch("member.no")
        assert here.app.door.has_way_in(here.tomas)  # asked, and nothing was done
        hands.touch("member.end")
        hands.touch("member.yes")
        await hands.until_sees("member.give")
        assert not here.app.door.has_way_in(here.tomas)
        hands.touch("member.back")
        await hands.until_sees("member.gone")

        hands.write("member.sign_in", "tomas")
        hands.write("member.passphrase", "a way in made anew")
        hands.write("member.again", "a way in made otherwise")
        hands.touch("member.give")
        await hands.until_sees("member.again.error")
        hands.write("member.again", "a way in made anew")
        hands.touch("member.give")
        await hands.until_sees("member.end")
        await here.app.switch_to("tomas", "a way in made anew")
        assert here.app.at_screen is not None
        assert here.app.at_screen.name == "Tomas Lind, LMFT"
        hands.touch("member.cancel")
        await here.app.switch_to("ines", PASSPHRASE)


async def test_only_an_administrator_corrects_the_team(here: Room) -> None:
    async with at_window(here.app, start=False) as hands:
        assert here.app.at_screen is not None
        ines = here.app.at_screen.id
        await here.app.switch_to("tomas", PASSPHRASE + " again")
        hands.shell.refresh()
        hands.touch("home.team")
        hands.touch(f"team.{ines}")
        await hands.until_sees("member.panel")
        for act in ("gone", "end"):
            hands.touch(f"member.{act}")
            hands.touch("member.yes")
            await hands.until_sees("member.general.text")
            assert "another role" in hands.reads("member.general")
        assert here.app.door.has_way_in(ines)
        assert here.app.clinic_state().staff[ines].may_come_in


async def test_who_is_at_the_screen_cannot_shut_themselves_out(here: Room) -> None:
    assert here.app.at_screen is not None
    async with at_window(here.app, start=False) as hands:
        hands.shell.refresh()
        hands.touch("home.team")
        hands.touch(f"team.{here.app.at_screen.id}")
        await hands.until_sees("member.panel")
        assert not hands.sees("member.end")
        assert not hands.sees("member.gone")
        hands.touch("member.roles.administrator")
        hands.touch("member.save")
        await hands.until_sees("member.roles.error")
        assert "cannot be done to oneself" in hands.reads("member.roles.error")
