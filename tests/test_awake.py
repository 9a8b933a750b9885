"""The machine stays awake while a session runs, and it is said when it cannot be kept awake."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from facilitator_app.awake import TRIES, Awake, can_sleep
from facilitator_app.faults import Faults, Trouble
from facilitator_app.text import render
from tests.waiting import Until, until_now

STAY = ("sh", "-c", "echo held; exec cat >/dev/null")


def children() -> set[int]:
    return {child.pid for child in psutil.Process().children()}


async def test_it_is_held_from_the_beginning_to_the_end_and_once() -> None:
    awake, before = Awake(STAY), children()
    await awake.begin()
    await awake.begin()
    held = children() - before
    assert len(held) == 1
    awake.end()
    assert not children() & held


async def test_what_holds_it_is_begun_anew_when_it_is_gone_and_then_that_is_said(until: Until) -> None:
    awake, before, seen, faults = Awake(STAY, look_s=0.01), children(), set[int](), Faults()
    staying = faults.spawn(awake.stay(), "stay awake", told=True)
    for _ in range(TRIES):
        await until(lambda: children() - before - seen)
        holder = (children() - before - seen).pop()
        seen.add(holder)
        await until(lambda: awake.holds)
        psutil.Process(holder).kill()
    with pytest.raises(Trouble) as told:
        await staying
    assert told.value.key == "awake.cannot"
    assert not awake.holds


async def test_when_the_session_ends_nobody_looks_any_more(until: Until) -> None:
    awake, faults = Awake(STAY, look_s=0.01), Faults()
    staying = faults.spawn(awake.stay(), "stay awake")
    await until(lambda: awake.holds)
    await awake.stay()  # a second look at the same is none
    awake.end()
    await staying


@pytest.mark.parametrize("holder", [(), ("/nonexistent/inhibit",), ("sh", "-c", "exit 1")])
async def test_where_it_cannot_be_held_that_is_said(holder: tuple[str, ...]) -> None:
    awake = Awake(holder)
    with pytest.raises(Trouble) as told:
        await awake.begin()
    assert "sleep" in render(told.value.key)
    assert not awake.holds
    awake.end()


HOLDS = """
import asyncio, os, sys
from facilitator_app.awake import Awake
awake = Awake(("sh", "-c", "echo held; echo $$ >&2; exec cat >/dev/null"))
asyncio.run(awake.begin())
print(awake._process.pid, flush=True)
os._exit(1)
"""


def test_when_the_program_dies_nothing_holds_the_machine_any_more() -> None:
    told = subprocess.run(
        [sys.executable, "-c", HOLDS],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=Path(__file__).parents[1], check=False,
    ).stdout  # fmt: skip
    until_now(lambda: not psutil.pid_exists(int(told)))


@pytest.mark.skipif(sys.platform != "linux", reason="only this kernel tells")
def test_a_machine_that_knows_no_sleep_is_left_alone(tmp_path: Path) -> None:
    state = tmp_path / "state"
    assert not can_sleep(state)
    state.write_text("\n")
    assert not can_sleep(state)
    state.write_text("freeze mem disk\n")
    assert can_sleep(state)
