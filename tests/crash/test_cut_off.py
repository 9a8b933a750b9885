"""The room killed and the power cut, in short; long by command: ``python -m tests.crash.kills``, ``... .power``.

Each has a control that loses lines on purpose: a harness that does not catch it would prove nothing.
"""

from __future__ import annotations

import random
import signal
import sys
from pathlib import Path

import pytest

from facilitator_app import key_slots
from tests.crash.kills import kill_again_and_again
from tests.crash.power import Call, Drive, Trace, cut_again_and_again, torn
from tests.crash.turns import kill_again_and_again as change_again_and_again

needs_kill = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
needs_strace = pytest.mark.skipif(sys.platform != "linux", reason="needs strace")


@needs_kill
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_start_after_a_kill_comes_back_to_the_room_and_nothing_is_lost() -> None:
    told = kill_again_and_again(30, random.randrange(1 << 30))
    assert told.wrong == [], told
    assert told.kills == 30
    assert told.saved > 100


@needs_kill
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_an_app_that_says_saved_too_early_is_caught() -> None:
    assert kill_again_and_again(60, random.randrange(1 << 30), control=True).wrong != []


@needs_kill
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_kill_while_the_key_is_changed_leaves_the_old_record_or_the_new(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_slots, "COST", key_slots.Cost(passes=1, memory=64, lanes=1))
    told = change_again_and_again(12, random.randrange(1 << 30))
    assert told.wrong == [], told
    assert told.kills == 12
    assert told.in_mid_change > 0, told


@needs_strace
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_after_every_power_cut_the_record_opens_whole() -> None:
    told = cut_again_and_again(100, random.randrange(1 << 30))
    assert told.get("whole") == 100, told


@needs_strace
@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("control", "lying"), [("NORMAL", False), ("ROLLBACK", False), ("", True)])
def test_a_way_of_writing_that_loses_lines_is_caught(control: str, lying: bool) -> None:
    told = cut_again_and_again(40, random.randrange(1 << 30), control=control, lying=lying)
    assert int(str(told.get("whole", 0))) < 40, told


def test_calls_of_several_threads_are_read_in_the_order_of_their_ends() -> None:
    """As strace tells them: one thread's call is broken off by another's."""
    text = "".join(f"\\x{byte:02x}" for byte in b"/c/a.db")
    log = [
        f'7 openat(AT_FDCWD, "{text}", O_RDWR|O_CREAT, 0600) = 5\n',
        "7 fsync(5 <unfinished ...>\n",
        '8 pwrite64(5, "\\x61\\x62", 2, 4096) = 2\n',
        "7 <... fsync resumed>) = 0\n",
        "7 ftruncate(5, 10) = 0\n",
        "7 close(5) = 0\n",
        '8 pwrite64(5, "\\x61", 1, 0) = 1\n',
    ]
    calls = list(Trace(Path("/c"), Path("/acks")).calls(log))
    assert [(call.what, call.file, call.at, call.content) for call in calls] == [
        ("open", "a.db", 0, b""),
        ("write", "a.db", 4096, b"ab"),
        ("sync", "a.db", 0, b""),
        ("cut", "a.db", 10, b""),
    ]


def test_a_drive_keeps_what_was_flushed_and_may_lose_or_tear_the_rest() -> None:
    drive = Drive({"a": bytearray(b"....")})
    drive.do(Call("write", "a", 0, b"kept"), lying=False)
    drive.do(Call("sync", "a"), lying=False)
    drive.do(Call("write", "a", 4, b"lost"), lying=False)
    seen = {content for seed in range(60) for _, content in drive.after_the_cut(random.Random(seed))}
    assert seen == {b"kept", b"keptlost"}
    counts = {len(list(torn(Call("write", "a", 0, bytes(2048)), random.Random(seed)))) for seed in range(60)}
    assert {1, 2, 3} <= counts <= {0, 1, 2, 3, 4}
