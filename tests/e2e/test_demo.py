"""The demonstration as anybody starts it: it says nothing it should not, and leaves nothing of itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.program import Program, window
from tests.e2e.screen import Screen, engines_of, screen
from tests.waiting import until_now

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Screen]:
    """A screen with a loudspeaker."""
    with screen(tmp_path, sound=True) as made:
        yield made


def left_of_it(there: Screen) -> list[str]:
    """The throw-away folders that lie about."""
    return [path.name for path in there.home.glob("facilitator-demo-*")]


@pytest.mark.parametrize("how", ["told to end", "the cross"])
def test_the_demonstration_is_thrown_away_while_its_music_plays_and_is_measured(there: Screen, how: str) -> None:
    with window(there, None, "demo") as program:
        program.hand.shows("music.fade", 60)
        assert left_of_it(there)
        assert engines_of(there.home)
        assert (program.leave() if how == "told to end" else program.cross()) == 0
        assert left_of_it(there) == []
    assert engines_of(there.home) == []


def test_the_demonstration_is_thrown_away_while_it_is_being_made(there: Screen) -> None:
    program = Program(there, None, "demo")
    try:
        until_now(lambda: bool(list(there.home.glob("facilitator-demo-*/clinic/record.db"))), 60)
        program.leave()
        assert left_of_it(there) == []
    finally:
        program.close()
