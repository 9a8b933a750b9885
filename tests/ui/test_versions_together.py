"""Where a session begins with people whose courses began with different versions, the page says who and what differs."""

from __future__ import annotations

from tests.test_app import Room
from tests.test_versions_together import CIRCLE, DIFFERENT, set_both, there
from tests.ui.hands import at_window
from tests.waiting import until

__all__ = ["there"]


async def test_begin_says_who_began_with_which_version_and_what_differs(there: Room) -> None:
    session = await set_both(there)
    async with at_window(there.app, (1280, 800), start=False) as hands:
        hands.shell.go("readiness")
        setup = hands.shell.setup
        setup.begin_set(str(session))
        assert DIFFERENT in setup.hour.to_mind.splitlines()
        setup.toggle_person(str(there.amara))
        assert DIFFERENT not in setup.hour.to_mind, "Rowan sits alone, by his own version"
        hands.shell.go("setup")
        assert setup.hour.to_mind == ""
        setup.choose(CIRCLE)
        for one in (there.rowan, there.amara):
            setup.toggle_person(str(one))
        assert setup.hour.to_mind.splitlines()[0] == DIFFERENT
        setup.go("team")
        setup.go("seats")
        await until(lambda: hands.reads("setup.to_mind").startswith(DIFFERENT))
