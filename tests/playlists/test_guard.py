"""What stands behind the engine: it tells one that hangs from one that others do not let run."""

from __future__ import annotations

import signal
import subprocess
import sys

from facilitator_app.playlists.engine.guard import FROZEN, HUNG, LOOK_S, Heart, Watch, _wants_to_run
from tests.waiting import until_now


def looks(watch: Watch, heart: Heart, count: int, *, busy: bool = False) -> list[bool]:
    """What it says at each of so many looks."""
    return [watch.hangs(heart.signs, wants_to_run=lambda: busy) for _ in range(count)]


def begun() -> tuple[Watch, Heart]:
    """An engine that plays, and was looked at."""
    watch, heart = Watch(), Heart()
    heart.beat()
    heart.sound()
    assert looks(watch, heart, 1) == [False]
    return watch, heart


def test_an_engine_that_gives_no_sign_at_all_is_ended_within_a_second() -> None:
    watch, heart = begun()
    assert looks(watch, heart, FROZEN) == [False] * (FROZEN - 1) + [True]
    assert (FROZEN + 1) * LOOK_S <= 1.0


def test_one_that_waits_for_a_processor_is_given_three_seconds() -> None:
    watch, heart = begun()
    assert looks(watch, heart, HUNG, busy=True) == [False] * (HUNG - 1) + [True]


def test_one_whose_loop_is_stuck_while_its_sound_goes_on_is_not_cut_off_at_once() -> None:
    watch, heart = begun()
    told = []
    for _ in range(HUNG):
        heart.sound()
        told += looks(watch, heart, 1)
    assert told == [False] * (HUNG - 1) + [True]


def test_one_late_sign_is_enough() -> None:
    watch, heart = begun()
    for _ in range(50):
        assert not any(looks(watch, heart, FROZEN - 1))
        heart.beat()
        assert looks(watch, heart, 1) == [False]


def test_one_that_begins_may_take_its_time() -> None:
    watch, heart = Watch(), Heart()
    assert not any(looks(watch, heart, 20))
    heart.beat()
    assert not any(looks(watch, heart, FROZEN))


def test_signs_go_round() -> None:
    heart = Heart()
    for _ in range(256):
        heart.beat()
    assert heart.signs == (1, 0)


def test_a_busy_process_is_told_from_one_that_was_stopped() -> None:
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as busy:
        until_now(lambda: _wants_to_run(busy.pid))
        busy.send_signal(signal.SIGSTOP)
        until_now(lambda: not _wants_to_run(busy.pid))
        busy.kill()
