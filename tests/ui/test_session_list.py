"""Sessions at home among many: the latest are shown, more at a touch, and each is found by its title, programme or day."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from facilitator_app.record.entry import new_id
from tests.test_app import Room
from tests.ui.hands import at_window
from tests.waiting import until

TITLES = ("Anchor", "Brook", "Cloud", "Delta", "Ember", "Forest", "Garden", "Harbour", "Island")


async def test_of_many_sessions_the_latest_are_shown_and_each_is_found(tmp_path: Path) -> None:
    here = Room(tmp_path / "clinic")
    await here.make()
    clinic = here.app.clinic
    assert clinic is not None
    for title in TITLES:
        here.clock.advance(timedelta(days=1))
        session = new_id(here.clock.now())
        await clinic.begin_session(session, title, "group_circle_three", ())
        if title != "Ember":
            await clinic.end_session(session)
    async with at_window(here.app, start=False) as hands:
        hands.shell.refresh()
        shown = hands.shell.home.sessions
        await hands.until_sees("today.more")
        assert [row["title"] for row in shown.open] == ["Ember"]
        assert [row["title"] for row in shown.closed] == ["Island", "Harbour", "Garden", "Forest", "Delta", "Cloud"]
        assert hands.reads("today.of") == "The latest 6 of 8."
        hands.touch("today.more")
        await until(lambda: not hands.sees("today.more"))
        assert [row["title"] for row in shown.closed][-1] == "Anchor"
        for typed, found in (("DEL", ["Delta"]), ("08 march", ["Cloud"]), ("no such", [])):
            hands.write("today.search", typed)
            assert [row["title"] for row in shown.closed] == found, typed
        assert hands.reads("today.of") == "No session like that."
        hands.touch("home.people")
        await hands.until_sees("people.list")
        hands.touch("home.today")
        await hands.until_sees("today.search")
        assert hands.reads("today.search") == "no such"
        await here.app.lock()
        await until(lambda: (shown.typed, shown.closed) == ("", []))
