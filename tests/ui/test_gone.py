"""A window that goes while the record is still being read: what was asked for ends without a word, and touches nothing."""

from __future__ import annotations

import ast
import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from facilitator_app.ui.main import open_window, start_qt
from facilitator_app.ui.window import Window
from tests import source
from tests.ui.scenes import Room, furnished

Asking = Callable[[Window, Room], object]


def rowan(place: Room) -> str:
    """Whose page is opened."""
    return str(place.people["Rowan"])


def session(place: Room) -> str:
    """The session that is over."""
    return str(next(iter(place.app.clinic_state().sessions)))


def home(window: Window) -> Any:
    """The home screen's view model."""
    return window.shell.settle().home


def desk(window: Window) -> Any:
    """The desk, come to before."""
    home(window).show("integration")
    return home(window).integration


PAGES: dict[str, Asking] = {
    "the desk": lambda window, place: desk(window),
    "a course": lambda window, place: home(window).show_course(rowan(place)),
    "the way to the medicine": lambda window, place: home(window).show_beforehand(rowan(place)),
    "a kept record": lambda window, place: home(window).show_record(rowan(place)),
    "the team's round": lambda window, place: desk(window).debrief.show(session(place)),
    "the team's report": lambda window, place: desk(window).report.count("2026-01-01", "2026-12-31"),
    "the groups": lambda window, place: home(window).show("groups"),
    "who looked": lambda window, place: window.shell.settle().oversight.looks.read(),
    "the sessions left open": lambda window, place: window.shell.go("setup"),
}


class SlowDisk:
    """Every reader of the record waits until ``answer``."""

    def __init__(self, place: Room) -> None:
        self._goes_on = threading.Event()
        journal: Any = place.app.journal
        readers = journal._readers  # the threads that read: each is given something to wait for
        for _ in range(readers._max_workers):
            readers.submit(self._goes_on.wait)

    def answer(self) -> None:
        """It answers again."""
        self._goes_on.set()


async def _is_left(page: Asking, place: Room) -> list[str]:
    """Go to a page, and close the window before the disk has answered; returns what was complained of afterwards."""
    window, heard = open_window(place.app, still=True), list[str]()
    deaf = place.app.faults.listen(lambda fault, where: heard.append(f"{where}: {fault}"))
    disk, before = SlowDisk(place), asyncio.all_tasks()
    try:
        page(window, place)
        reading = asyncio.all_tasks() - before
        for _ in range(3):
            await asyncio.sleep(0)  # as far as the disk lets them come
        assert any(not task.done() for task in reading), "nothing is being read"
    finally:
        window.close()
        disk.answer()
    await asyncio.wait(reading)
    deaf()
    return heard


async def test_a_window_closed_while_a_page_is_read_is_not_touched_again(tmp_path: Path) -> None:
    start_qt()
    place = await furnished(tmp_path / "clinic", seats=1)
    await place.app.leave_session()
    assert {name: await _is_left(page, place) for name, page in PAGES.items()} == {name: [] for name in PAGES}
    await place.app.close()


# ------------------------------------------------------------------------------------------- and so for what is not listed
QT = {"emit", "start", "stop"}
"""What of a signal or a timer goes with the window."""


class Kind(NamedTuple):
    """A view model's class: its methods, and of which class its parts are that it makes itself."""

    methods: dict[str, ast.AST]
    parts: dict[str, str]


def kinds_in(tree: ast.Module) -> Iterator[tuple[str, Kind]]:
    """The view models of a file."""
    for kind in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
        if any("QmlElement" in ast.unparse(by) for by in kind.decorator_list) or kind.name == "KeptText":
            methods: dict[str, ast.AST] = {
                one.name: one for one in kind.body if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef))
            }
            yield kind.name, Kind(methods, dict(_made(kind)))


def _made(kind: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for node in ast.walk(kind):
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Call)
            and isinstance(node.targets[0], ast.Attribute)
        ):
            yield node.targets[0].attr, ast.unparse(node.value.func)


def asks(one: ast.AST) -> list[int]:
    """Where it is asked whether the window is still there."""
    names = [node for node in ast.walk(one) if isinstance(node, ast.Name) and node.id == "isValid"]
    return [node.lineno for node in names]


def calls(one: ast.AST) -> Iterator[tuple[str, str, int]]:
    """What is called on ``self`` or on a part of it (``self._page.look``): the part, the method, the line."""
    for node in ast.walk(one):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of, _, part = ast.unparse(node.func.value).partition(".")
            if of == "self":
                yield part, node.func.attr, node.lineno


def touching(kinds: dict[str, Kind]) -> set[tuple[str, str]]:
    """The methods, by class and name, that touch at whatever remove what goes with the window, and do not ask."""
    found: set[tuple[str, str]] = set()
    sound = [
        (name, kind, how, one) for name, kind in kinds.items() for how, one in kind.methods.items() if not asks(one)
    ]
    while True:
        more = {
            (name, how)
            for name, kind, how, one in sound
            if not isinstance(one, ast.AsyncFunctionDef)
            and any(part.count(".") == 0 and touches(kind, name, part, what, found) for part, what, _ in calls(one))
        }
        if more <= found:
            return found
        found |= more


def touches(kind: Kind, name: str, part: str, method: str, found: set[tuple[str, str]]) -> bool:
    """Whether a call of a view model is one of those."""
    of = kind.parts.get(part, "") if part else name
    return (of, method) in found or (bool(part) and not of and method == "emit") or (of == "QTimer" and method in QT)


def unasked(work: ast.AST, kind: Kind, name: str, found: set[tuple[str, str]]) -> Iterator[int]:
    """The lines after an ``await`` that touch the window without asking whether it is there."""
    waited = [node.end_lineno or node.lineno for node in ast.walk(work) if isinstance(node, ast.Await)]
    for part, method, line in calls(work):
        last = max((end for end in waited if end < line), default=None)
        unsafe = last is not None and not any(last <= ask <= line for ask in asks(work))
        if unsafe and touches(kind, name, part, method, found):
            yield line


def test_whoever_waited_asks_whether_the_window_is_still_there() -> None:
    files = [source.tree(path) for path in sorted((source.PACKAGE / "ui").rglob("*.py"))]
    kinds = {name: kind for tree in files for name, kind in kinds_in(tree)}
    found = touching(kinds)
    assert ("AfterPage", "look") in found  # which the desk's look once touched
    wrong = {
        f"{name}.{how}:{line}"
        for name, kind in kinds.items()
        for how, method in kind.methods.items()
        for work in ast.walk(method)
        if isinstance(work, ast.AsyncFunctionDef)
        for line in unasked(work, kind, name, found)
    }
    assert wrong == set()
