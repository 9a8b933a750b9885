"""Waiting for a condition, and never for a time; and what a test does when a program it needs is not there."""

from __future__ import annotations

import asyncio
import os
import shutil
import threading
import time
from collections.abc import Callable
from typing import Protocol

import pytest

POLL_S = 0.005


class Until(Protocol):
    """Wait on the loop until a condition holds."""

    async def __call__(self, holds: Callable[[], object], timeout: float = 15.0) -> None: ...  # noqa: ASYNC109 - as below


async def until(holds: Callable[[], object], timeout: float = 15.0) -> None:  # noqa: ASYNC109 - it names what it waited for
    """Let the loop run until ``holds()`` is true; fail after ``timeout`` seconds."""
    end = time.monotonic() + timeout
    while not holds():
        if time.monotonic() > end:
            pytest.fail(f"did not come true within {timeout} s")
        await asyncio.sleep(POLL_S)


def until_now(holds: Callable[[], object], timeout: float = 15.0) -> None:
    """The same for a test without a loop, that watches another process or thread."""
    end = time.monotonic() + timeout
    pause = threading.Event()
    while not holds():
        if time.monotonic() > end:
            pytest.fail(f"did not come true within {timeout} s")
        pause.wait(POLL_S)


def need_program(name: str) -> str:
    """The path of a program; without it the test is skipped, but fails where everything has to be there (CI as root)."""
    path = shutil.which(name)
    if path is not None:
        return path
    if os.environ.get("CI") and hasattr(os, "geteuid") and os.geteuid() == 0:
        pytest.fail(f"{name} is missing on the machine that checks everything")
    pytest.skip(f"{name} is not installed here")
