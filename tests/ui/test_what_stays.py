"""Hours of use leave nothing behind, and no object of the window looks to QML like one that is gone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from shiboken6 import getCppPointer

from benchmarks import panels
from facilitator_app.ui.main import open_window
from tests import source
from tests.ui import scenes
from tests.ui.hands import at_window


async def test_opening_and_closing_every_panel_leaves_nothing_behind(tmp_path: Path) -> None:
    # Whether it stays so over five hundred times, and what that costs in memory: benchmarks/panels.py
    # What some part of Python remembers once and for all, a panel that leaves something leaves each time: the least counts.
    times, found = 2, []
    for again in ("first", "second", "third"):
        before, after = await panels.measured(tmp_path / again, times, first=1)
        found.append((dict(after.qt - before.qt), dict(after.shells - before.shells), after.python - before.python))
        if found[-1][0] == found[-1][1] == {} and found[-1][2] < 20 * times:
            return
    pytest.fail(f"a panel leaves something each time: {found}")


async def test_every_object_of_the_window_is_known_to_qml_by_its_class(tmp_path: Path) -> None:
    """A method that is connected and is no ``Slot`` makes Qt describe that one object anew, at an address of its own.

    QML remembers descriptions by their address, also when the object is gone; the next one described there then has the
    properties of the one before: all that the window shows is ``undefined``.
    """
    place = await scenes.furnished(tmp_path, 2)
    async with at_window(place.app, start=False) as hands:
        other = open_window(place.app, still=True)
        seen: dict[str, set[int]] = {}
        for shell in (hands.shell, other.shell):
            shell.go("room")
            for one in [shell, *shell.findChildren(QObject)]:
                seen.setdefault(type(one).__name__, set()).add(getCppPointer(one.metaObject())[0])
        other.close()
        assert {"Shell", "RoomView", "VitalsPanel", "Form"} <= set(seen)
        assert [name for name, addresses in seen.items() if len(addresses) > 1] == []


def test_who_is_connected_is_a_slot() -> None:
    wrong = [
        f"{path.relative_to(source.ROOT)}: {kind.name}.{name}: mark it @Slot(...)"
        for path in sorted((source.PACKAGE / "ui").rglob("*.py"))
        for kind in ast.walk(source.tree(path))
        if isinstance(kind, ast.ClassDef) and kind.bases
        for name in _connected(kind)
        if name in _plain(kind)
    ]
    assert wrong == []


def _connected(kind: ast.ClassDef) -> Iterator[str]:
    """The methods of its own that a class connects."""
    for call in ast.walk(kind):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "connect":
            for given in call.args:
                if isinstance(given, ast.Attribute) and ast.unparse(given.value) == "self":
                    yield given.attr


def _plain(kind: ast.ClassDef) -> set[str]:
    """The methods of a class that are no slots."""
    methods = [part for part in kind.body if isinstance(part, ast.FunctionDef)]
    return {one.name for one in methods if not any("Slot" in ast.unparse(mark) for mark in one.decorator_list)}
