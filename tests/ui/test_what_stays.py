"""Hours of use leave nothing behind, and no object of the window looks to QML like one that is gone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtQuick import QQuickItem
from shiboken6 import getCppPointer

from benchmarks import panels
from facilitator_app.ui.main import open_window
from facilitator_app.ui.room import RoomView
from tests import source
from tests.ui import scenes
from tests.ui.hands import Hands, at_window, under


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


async def test_the_tiles_of_the_room_are_made_once_and_stay_whatever_is_opened_beside_them(tmp_path: Path) -> None:
    # Where the tiles were brief for a moment, while the panel changed, all of them were made twice anew: by each panel opened.
    place = await scenes.furnished(tmp_path, 6)
    await scenes.calm(place)
    async with at_window(place.app, start=False) as hands:
        hands.shell.go("room")
        view = hands.shell.findChild(RoomView)
        assert view is not None
        hands.window.view.grabWindow()
        there = tiles(hands)
        assert [one.objectName() for one in there] == [f"tile.{seat}" for seat in range(1, 7)]
        for show, close in panels.ways(hands.window, view):
            show()
            assert tiles(hands) == there, f"{view.section}: opened, it made the tiles anew"
            hands.window.view.grabWindow()
            assert tiles(hands) == there, f"{view.section}: drawn, it made the tiles anew"
            close()
            assert tiles(hands) == there, f"{view.section}: closed, it made the tiles anew"


def tiles(hands: Hands) -> list[QQuickItem]:
    """The tiles that are there, seen or not."""
    return [one for one in under(hands.window.view.contentItem()) if one.objectName().startswith("tile.")]


async def test_no_icon_is_kept_as_large_as_it_is_in_its_file(tmp_path: Path) -> None:
    # There it has 256 x 256 points, which take a quarter of a megabyte each; the room has hundreds.
    place = await scenes.furnished(tmp_path, 6)
    await scenes.calm(place)
    async with at_window(place.app, start=False) as hands:
        hands.shell.go("room")
        hands.window.view.grabWindow()
        icons = [one for one in under(hands.window.view.contentItem()) if one.inherits("QQuickIconImage")]
        assert len(icons) > 50
        assert [(one.property("glyphName"), one.implicitWidth()) for one in icons if one.implicitWidth() > 100] == []
        for icon in icons:
            icon.setProperty("size", 0)  # as on a tile that has no place yet
        assert [one.implicitWidth() for one in icons if one.implicitWidth() > 1] == []


async def test_a_mark_holds_the_shape_that_it_has_and_none_while_it_says_nothing(tmp_path: Path) -> None:
    # With every shape in every mark, seen or not, the tiles held nine megabytes for nothing.
    place = await scenes.furnished(tmp_path, 6)
    await scenes.crowded(place)
    async with at_window(place.app, start=False) as hands:
        hands.shell.go("room")
        await hands.until_sees("tile.1")
        every = under(hands.window.view.contentItem())
        marks = [one for one in every if one.metaObject().className().partition("_")[0] in ("Mark", "TileMark")]
        held = {"": (0, 0, 0), "triangle": (1, 0, 0), "diamond": (0, 1, 0), "square": (0, 1, 0), "door": (0, 0, 1)}
        seen = set()
        for mark in marks:
            shape = str(mark.property("shape")) if mark.property("word") else ""
            drawn = [
                sum(one.inherits(f"QQuick{kind}") for one in under(mark))
                for kind in ("Shape", "Rectangle", "IconImage")
            ]
            if shape in held:
                seen.add(shape)
                assert tuple(drawn) == held[shape], shape or "a mark that says nothing"
        assert {"", "triangle", "diamond"} <= seen


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
