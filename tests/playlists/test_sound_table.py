"""The short table of what is heard, as a test: thirty transitions, hands, places.  The long one records a loudspeaker."""

from __future__ import annotations

from benchmarks.music_table import TARGETS, TIMED, table


def test_what_is_heard_keeps_to_every_target_of_the_short_table() -> None:
    found = table()
    assert set(found) == set(TARGETS)
    assert {name: value for name, value in found.items() if name not in TIMED and value > TARGETS[name]} == {}
