"""Tests of the window run on Qt's loop, one application for all of them, and no word from Qt goes unheard."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
import qasync
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication

HERE = Path(__file__).parent


def application() -> QGuiApplication:
    """The one application of the test run."""
    there = QGuiApplication.instance()
    return there if isinstance(there, QGuiApplication) else QGuiApplication(["facilitator-tests"])


def _qt_loop() -> asyncio.AbstractEventLoop:
    loop: asyncio.AbstractEventLoop = qasync.QEventLoop(application())
    return loop


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Give every async test under tests/ui the loop that the window runs on."""
    return {"qt": _qt_loop}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, object, object]:
    """Garbage is collected on the thread of the window alone, as in the program (see ``ui.sweep``).

    Between two tests too: the loop of the last one is made of Qt's objects, and the thread on which a worker of the tests
    hears what to run next allocates as well.
    """
    if not _of_the_window(item):
        return (yield)
    gc.collect()
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        if nextitem is None or not _of_the_window(nextitem):
            gc.enable()


def _of_the_window(item: pytest.Item) -> bool:
    return HERE in item.path.parents


@pytest.fixture(autouse=True)
def _no_word_from_qt(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail the test when Qt or QML warned: every QML warning is a fault, but of what ``expects_log(...)`` names."""
    application()
    marker = request.node.get_closest_marker("expects_log")
    expected = marker.args if marker else ()
    said: list[str] = []

    def hear(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        bad = kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
        if bad and not any(word in text for word in expected):
            said.append(f"{text} ({context.file}:{context.line})" if context.file else text)

    qInstallMessageHandler(hear)
    yield
    qInstallMessageHandler(None)
    if said:
        pytest.fail("Qt warned:\n" + "\n".join(said), pytrace=False)
