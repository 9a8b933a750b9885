"""What every test stands on: no display, no trace in the user's folders, and nothing wrong that nobody noticed.

A test fails when the program logged a warning it did not expect, left a task running, or made the event loop complain.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from facilitator_app import text
from tests.waiting import Until
from tests.waiting import until as _until

HOME = tempfile.mkdtemp(prefix="facilitator-tests-")

os.environ |= {
    "QT_QPA_PLATFORM": "offscreen",  # a test of the real window in a real X server says so to its own process
    "QT_QUICK_BACKEND": "software",
    "QT_SCALE_FACTOR": "1",
    "QT_FONT_DPI": "96",
} | {name: f"{HOME}/{name}" for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")}


class _Wrong(logging.Handler):
    """Keeps what was logged at WARNING and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    """The language belongs to the process: the next test begins in English."""
    yield
    text.speak("en")


@pytest.fixture(autouse=True)
def _no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail the test when the program logged a warning; ``@pytest.mark.expects_log`` says that it was meant."""
    wrong = _Wrong()
    logger = logging.getLogger("facilitator")
    logger.addHandler(wrong)
    yield
    logger.removeHandler(wrong)
    if wrong.lines and request.node.get_closest_marker("expects_log") is None:
        pytest.fail("logged without being expected:\n" + "\n".join(wrong.lines), pytrace=False)


@pytest.fixture
async def _clean_loop() -> AsyncIterator[None]:
    """Fail the test when its loop was left with a running task or called its handler of last resort."""
    loop = asyncio.get_running_loop()
    complaints: list[str] = []

    def complain(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        complaints.append(f"{context.get('message')} {context.get('exception')!r}")

    loop.set_exception_handler(complain)
    before = asyncio.all_tasks()
    yield
    left = {task for task in asyncio.all_tasks() - before if task is not asyncio.current_task()}
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
    gc.collect(1)  # a task that failed and was dropped complains only now
    if left:
        pytest.fail("left running: " + ", ".join(sorted(task.get_name() for task in left)), pytrace=False)
    if complaints:
        pytest.fail("the event loop complained:\n" + "\n".join(complaints), pytrace=False)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have every test that runs on a loop watched, before any fixture of its own."""
    for item in items:
        if isinstance(item, pytest.Function) and item.get_closest_marker("asyncio") is not None:
            item.fixturenames.insert(0, "_clean_loop")


@pytest.fixture
def until() -> Until:
    """``await until(lambda: ..., timeout=3)``: wait for a condition, not for a time."""
    return _until


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A run that asked for tests and skipped them all has tested nothing, and says so by its exit status."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    ran = reporter is None or any(reporter.stats.get(kind) for kind in ("passed", "failed", "error"))
    if not ran and not session.config.option.collectonly and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.NO_TESTS_COLLECTED


def pytest_unconfigure() -> None:
    """Take the tests' own home away."""
    shutil.rmtree(HOME, ignore_errors=True)
