"""What is half-typed at home is there again: after leaving the page, and after the program was killed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.ui.begins import Begins
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.groups_view import GroupsView
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.people_found import PeopleFound
from facilitator_app.ui.setup import Setup
from facilitator_app.ui.wishes_view import WishesView
from facilitator_app.ui.words_editor import WordsEditor
from tests.ui import scenes
from tests.ui.hands import at_window
from tests.ui.scenes import Room
from tests.waiting import until


@asynccontextmanager
async def at_home(folder: Path) -> AsyncIterator[Room]:
    """A clinic with one person, and the program running until the end."""
    place = await scenes.furnished(folder, 1)
    try:
        yield place
    finally:
        await place.app.close()


async def stopped_and_begun(place: Room) -> None:
    """Nothing is remembered but what is on disk."""
    await place.app.lock()
    await place.app.unlock("ines", scenes.PASSPHRASE)


async def test_what_a_programme_begins_with_is_there_again_after_the_sheet_and_after_a_stop(tmp_path: Path) -> None:
    async with at_home(tmp_path) as place:
        before = Begins(place.app)
        before.show("rehearsal")
        before.type_rules("Nobody has to speak.")
        before.leaving.turn("belongings")
        before.leaving.set_figure("vitals", "150")
        before.leaving.type_own("Has their lunch b")
        before.close()
        before.show("rehearsal")
        assert (before.rules, before.has_draft) == ("Nobody has to speak.", True)

        await stopped_and_begun(place)
        after = Begins(place.app)
        after.show("rehearsal")
        await until(lambda: after.rules == "Nobody has to speak.")
        assert "belongings" not in {row[0] for row in after.leaving.rows.rows if row[2]}
        assert {row[0]: row[3] for row in after.leaving.rows.rows}["vitals"] == "150"
        assert after.leaving.own == "Has their lunch b"
        after.leaving.add(after.leaving.own)
        assert (after.leaving.own, after.leaving.rows.rows[-1][1]) == ("", "Has their lunch b")
        after.forget()
        assert (after.rules, after.has_draft) == ("", False)
        after.leaving.type_own("H")
        after.leaving.type_own("")
        assert not after.has_draft


async def test_words_that_are_being_edited_are_there_again(tmp_path: Path) -> None:
    async with at_home(tmp_path) as place:
        programme = place.app.clinic_state().programmes["rehearsal"]
        before = WordsEditor(place.app)
        before.begin(programme)
        key = programme.words[0].key
        before.rename(key, "Very still")
        before.leave()

        await stopped_and_begun(place)
        after = WordsEditor(place.app)
        after.begin(programme)
        await until(lambda: "Very still" in {row[1] for row in after.words.rows})
        after.forget()
        assert programme.words[0].label in {row[1] for row in after.words.rows}


async def test_a_session_that_is_being_opened_is_there_again_with_its_people(tmp_path: Path) -> None:
    async with at_home(tmp_path) as place:
        assert place.app.clinic is not None
        person = str(await place.app.clinic.add_participant(ParticipantAdded(preferred_name="Juniper")))
        before = Setup(place.app, PeopleFound(place.app))
        before.start()
        before.choose("rehearsal")
        before.go("team")
        before.draft.unsaved.type("new", "title", "Thursday")
        before.toggle_person(person)
        before.draft.unsaved.keep()

        await stopped_and_begun(place)
        after = Setup(place.app, PeopleFound(place.app))
        after.start()
        await until(lambda: after.draft.has_any)
        assert (after.step, after.draft.unsaved.of("new")["title"]) == ("team", "Thursday")
        assert [row["id"] for row in after.participants if row["seat"]] == [person]
        after.forget()
        assert (after.step, after.draft.has_any) == ("programme", False)


async def test_a_group_that_is_being_formed_is_there_again_and_a_letter_typed_too_early_does_not_destroy_it(
    tmp_path: Path,
) -> None:
    async with at_home(tmp_path) as place:
        typed = {"theme": "Living with MS", "intake_from": "2026-02-01"}
        before = GroupsView(place.app, FilePicker())
        before.enter()
        before.page.add()
        for field, text in typed.items():
            before.page.type(field, text)
        before.page.close()

        await stopped_and_begun(place)
        after, shown = GroupsView(place.app, FilePicker()), list[str]()
        after.page.opened.connect(lambda: shown.append(after.page.values["theme"]))
        after.enter()
        after.page.add()
        after.page.type("theme", "L")  # nothing is read yet: the field was empty
        after.page.type("starts_on", "2026-03-05")
        await until(lambda: shown[-1] == "Living with MS")
        there = typed | {"starts_on": "2026-03-05"}
        assert {field: after.page.values[field] for field in there} == there
        after.page.close()
        await place.app.faults.finished()
        kept = KeptText(place.app, "groups/")
        reading = place.app.faults.spawn(kept.read(), "drafts")
        await asyncio.sleep(0)  # it is under way
        kept.type("new/about", "theme", "Living")
        kept.keep()
        await reading
        assert kept.of("new/about") == there
        kept.type("new/about", "theme", "MS")
        await kept.read()
        assert kept.of("new/about") == there | {"theme": "MS"}, "what was read once is not put back"


async def test_what_was_kept_is_not_held_here_once_the_record_is_locked(tmp_path: Path) -> None:
    async with at_home(tmp_path) as place:
        kept = KeptText(place.app, "clinic/staff/")
        kept.enter()
        kept.type("new", "name", "Devi")
        kept.keep()
        await place.app.lock()
        assert kept.of("new") == {}


async def test_a_half_typed_member_of_the_team_is_there_again_but_no_passphrase(tmp_path: Path) -> None:
    place = await scenes.furnished(tmp_path, 0)
    async with at_window(place.app, (1280, 800), start=False) as hands:
        hands.shell.go("home")
        await hands.until_sees("home.team")
        hands.touch("home.team")
        await hands.until_sees("team.act")
        hands.touch("team.act")
        await hands.until_sees("staff.name")
        hands.write("staff.name", "Devi")
        hands.touch("staff.roles.facilitator")
        hands.write("staff.passphrase", "seven grey herons")
        hands.touch("staff.cancel")
        hands.touch("team.act")
        await hands.until_sees("staff.name")
        assert hands.there("staff.name").property("text") == "Devi"
        assert hands.there("staff.roles.facilitator").property("chosen")
        assert hands.there("staff.passphrase").property("text") == ""


async def test_whether_a_call_is_wanted_is_there_again_and_goes_once_it_is_kept(tmp_path: Path) -> None:
    async with at_home(tmp_path) as place:
        before = WishesView(place.app)
        before.show("rehearsal")
        assert before.call
        before.turn_call()
        before.unsaved.keep()

        await stopped_and_begun(place)
        after = WishesView(place.app)
        after.unsaved.enter()
        after.show("rehearsal")
        await until(lambda: not after.call)
        after.keep("7")
        await until(lambda: after.said != "")
        assert (after.call, after.unsaved.of("rehearsal")) == (False, {})


async def test_who_finds_every_seat_taken_is_told_so_and_takes_nobodys(tmp_path: Path) -> None:
    async with at_home(tmp_path) as place:
        clinic = place.app.clinic
        assert clinic is not None
        people = [
            str(await clinic.add_participant(ParticipantAdded(preferred_name=name)))
            for name in ("Juniper", "Mae", "Sable", "Noor", "Idris")
        ]
        setup = Setup(place.app, PeopleFound(place.app))
        setup.start()
        setup.choose("group_circle_three")
        for person in people[:4]:
            setup.toggle_person(person)
        assert setup.form.general == ""
        setup.toggle_person(people[4])
        assert setup.form.general == "Every seat is taken."
        assert [row["seat"] for row in setup.participants if row["id"] == people[4]] == [0]
        assert {row["seat"] for row in setup.participants if row["id"] in people} == {0, 1, 2, 3, 4}
