"""What the music tells of itself lies within what can be heard."""

from __future__ import annotations

import pytest

from facilitator_app.faults import Refusal
from facilitator_app.record.music import MusicChanged, What


@pytest.mark.parametrize(("second", "level_db"), [(-1, 0), (0, 1), (0, -41)])
def test_no_place_before_the_beginning_and_no_level_above_full(second: int, level_db: int) -> None:
    with pytest.raises(Refusal) as refused:
        MusicChanged(what=What.LEVELLED, second=second, level_db=level_db)
    assert refused.value.key == "music.heard_range"


def test_a_phase_is_not_held_for_less_than_nothing() -> None:
    with pytest.raises(Refusal) as refused:
        MusicChanged(what=What.HELD, minutes=-1)
    assert refused.value.key == "music.hold_range"
