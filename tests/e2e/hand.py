"""A hand and an eye at the window: real mouse and keyboard events, and what a screen reader is told to find the place.

Nothing here waits for a time: a control is touched when it is there, can be used and stands still.
"""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Sequence
from typing import NamedTuple

import pytest

from tests.e2e.bus import Bus, Call, Gone
from tests.e2e.screen import SIZE, Screen
from tests.waiting import until_now

_ACCESSIBLE = "org.a11y.atspi.Accessible"
_COMPONENT = "org.a11y.atspi.Component"
_TEXT = "org.a11y.atspi.Text"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_ROOT = "/org/a11y/atspi/accessible/root"
_CHECKED, _ENABLED, _FOCUSED, _SENSITIVE, _SHOWING = 4, 8, 12, 24, 25

LOOKS_AT_REST = 6
"""So many looks in a row at a list find it in the same place when it has stopped."""

Box = tuple[int, int, int, int]


class Seen(NamedTuple):
    """A control as a screen reader is told of it."""

    path: str
    name: str
    words: str
    about: str
    box: Box
    states: int

    @property
    def usable(self) -> bool:
        """Whether it can be touched now, and its middle is on the screen."""
        x, y, width, height = self.box
        inside = 0 <= x + width // 2 < SIZE[0] and 0 <= y + height // 2 < SIZE[1]
        return bool(self.states >> _SENSITIVE & 1) and width > 0 and height > 0 and inside

    @property
    def checked(self) -> bool:
        """Whether it is on."""
        return bool(self.states >> _CHECKED & 1)

    @property
    def focused(self) -> bool:
        """Whether keys go to it."""
        return bool(self.states >> _FOCUSED & 1)


class Hand:
    """One person at the window of one program.  Controls are named by their ``objectName``."""

    def __init__(self, screen: Screen, program: subprocess.Popen[bytes]) -> None:
        self._screen = screen
        self._bus = Bus(screen.bus)
        self._whom = ""
        until_now(lambda: program.poll() is not None or self._find_program(program.pid), 30)
        if program.poll() is not None:
            self.close()
            pytest.fail("the program ended:\n" + (screen.home / "program.log").read_text("utf-8"), pytrace=False)

    def close(self) -> None:
        """Look no more."""
        self._bus.close()

    # ------------------------------------------------------------ looking
    def all(self, *, shown: bool = True) -> list[Seen]:
        """Everything that shows; or everything there is."""
        seen: list[Seen] = []
        level = [_ROOT]
        with contextlib.suppress(Gone, TypeError):  # what went while we looked is seen the next time
            while level:
                seen += self._look(level)
                children = self._bus.calls(self._whom, [(path, _ACCESSIBLE, "GetChildren", "", ()) for path in level])
                below = [path for child in children for _, path in child or []]
                level = self._showing(below) if shown else below
        return seen

    def find(self, name: str, *, shown: bool = True) -> Seen | None:
        """The control of that name that shows; or any of that name."""
        return next((one for one in self.all(shown=shown) if one.name.endswith("." + name)), None)

    def named(self, prefix: str, words: str) -> str:
        """The name of the control that begins with ``prefix`` and says ``words``, also when it is out of sight."""
        found = [one.name for one in self.all(shown=False) if f".{prefix}" in one.name and one.words.startswith(words)]
        assert found, f"there is no {prefix} {words}"
        return prefix + found[0].rpartition(f".{prefix}")[2]

    def sees(self, words: str, timeout: float = 10) -> str:
        """Wait until these words stand somewhere; the whole of what stands there."""
        found: list[str] = []

        def look() -> bool:
            found[:] = [one.words for one in self.all() if words in one.words or words in one.about]
            return bool(found)

        self._wait(look, timeout, f"words {words!r}")
        return found[0]

    def shows(self, name: str, timeout: float = 10) -> Seen:
        """Wait until a control shows."""
        found: list[Seen] = []

        def look() -> bool:
            one = self.find(name)
            found[:] = [one] if one else []
            return bool(found)

        self._wait(look, timeout, name)
        return found[0]

    def gone(self, name: str, timeout: float = 10) -> None:
        """Wait until a control shows no more."""
        self._wait(lambda: self.find(name) is None, timeout, f"{name} to go")

    def text(self, name: str) -> str:
        """What stands in a field, or in a line."""
        one = self.shows(name)
        (text,) = self._bus.calls(self._whom, [(one.path, _TEXT, "GetText", "ii", (0, -1))])
        return text if text is not None else one.words

    # ------------------------------------------------------------ touching and typing
    def touch(self, name: str, timeout: float = 10) -> Seen:
        """Touch a control once it can be used and stands still."""
        still: list[Seen] = []

        def stands_still() -> bool:
            one = self.find(name)
            if one is None or not one.usable:
                still.clear()
                return False
            if still and still[-1].box == one.box:
                return True
            still[:] = [one]
            return False

        self._wait(stands_still, timeout, f"{name} to be touched")
        x, y, width, height = still[-1].box
        self.point(x + width // 2, y + height // 2)
        self._do("click", "1")
        return still[-1]

    def touch_at_once(self, *names: str) -> None:
        """Touch controls one after the other as fast as events go, as several hands would."""
        events: list[str] = []
        for name in names:
            x, y, width, height = self.shows(name).box
            events += ["mousemove", str(x + width // 2), str(y + height // 2), "mousedown", "1", "mouseup", "1"]
        self._do(*events)

    def point(self, x: int, y: int) -> None:
        """Put the pointer somewhere."""
        self._do("mousemove", str(x), str(y))

    def walk_to(self, name: str) -> None:
        """Press Tab until a control takes the keys; a page scrolls along with it."""
        for _ in range(30):
            here = [one.path for one in self.all() if one.focused]
            self.keys("Tab")
            self._wait(
                lambda here=here: [one.path for one in self.all() if one.focused] != here, 5, "the focus to move"
            )
            one = self.find(name)
            if one is not None and one.focused:
                return
        pytest.fail(f"Tab does not lead to {name}", pytrace=False)

    def bring(self, name: str, above: str) -> None:
        """Turn the wheel over a list until a control of it stands clear of what is below the list."""
        edge = self.shows(above).box
        self.point(edge[0] + 30, edge[1] - 60)
        for _ in range(40):
            _, y, _, height = self._any(name).box
            if height and y + height // 2 < edge[1] - 8:
                return
            self._do("click", "5")
            self._wait(lambda before=y: self._any(name).box[1] != before, 5, f"the list with {name} to move")
            self._come_to_rest(name)
        pytest.fail(f"the list with {name} does not come to an end", pytrace=False)

    def _come_to_rest(self, name: str) -> None:
        """Wait until a list has stopped for good: a touch on one that glides only stops it."""
        seen: list[Box] = []

        def rests() -> bool:
            seen.append(self._any(name).box)
            return len(seen) > LOOKS_AT_REST and len(set(seen[-LOOKS_AT_REST:])) == 1

        self._wait(rests, 10, f"the list with {name} to rest")

    def _any(self, name: str) -> Seen:
        """The control of that name, also when it is scrolled out of sight."""
        return self.find(name, shown=False) or Seen("", name, "", "", (0, 0, 0, 0), 0)

    def fill(self, name: str, text: str) -> None:
        """Touch a field and type; done when it holds just that (of a secret: so many characters)."""
        self.touch(f"{name}.input")
        self._wait(lambda: self.shows(f"{name}.input").focused, 5, f"{name} to take keys")
        self.keys("ctrl+a")
        self.type(text)
        self._wait(lambda: len(self.text(f"{name}.input")) == len(text), 10, f"{name} to hold what was typed")

    def holds(self, name: str, typed: str) -> None:
        """Wait until a number field holds just this."""
        self._wait(lambda: self.shows(name).about == typed, 10, f"{name} to hold {typed!r}")

    def type(self, text: str, pause_ms: int = 2) -> None:
        """Type on the keyboard."""
        self._do("type", "--delay", str(pause_ms), "--", text)

    def keys(self, *keys: str) -> None:
        """Press keys by their names (``Return``, ``alt+3``)."""
        self._do("key", *keys)

    def _do(self, *what: str) -> None:
        subprocess.run(["xdotool", *what], env=self._screen.environment, check=True, capture_output=True, timeout=60)

    # ------------------------------------------------------------ the wire
    def _find_program(self, program: int) -> bool:
        for name in self._bus.ask("ListNames"):
            theirs = name.startswith(":") and name != self._bus.name
            if theirs and self._bus.ask("GetConnectionUnixProcessID", name) == program:
                self._whom = name
        return bool(self._whom) and len(self.all()) > 2  # more than the program and its empty window

    def _look(self, paths: Sequence[str]) -> list[Seen]:
        calls: list[Call] = []
        for path in paths:
            calls += [
                (path, _PROPERTIES, "Get", "ss", (_ACCESSIBLE, what))
                for what in ("AccessibleId", "Name", "Description")
            ]
            calls += [(path, _COMPONENT, "GetExtents", "u", (0,)), (path, _ACCESSIBLE, "GetState", "", ())]
        told = self._bus.calls(self._whom, calls)
        rows = [told[at : at + 5] for at in range(0, len(told), 5)]
        return [
            Seen(path, row[0] or "", row[1] or "", row[2] or "", tuple(row[3] or (0, 0, 0, 0)), (row[4] or [0])[0])
            for path, row in zip(paths, rows, strict=True)
        ]

    def _showing(self, paths: Sequence[str]) -> list[str]:
        states = self._bus.calls(self._whom, [(path, _ACCESSIBLE, "GetState", "", ()) for path in paths])
        return [path for path, state in zip(paths, states, strict=True) if state and state[0] >> _SHOWING & 1]

    def _wait(self, holds: object, timeout: float, what: str) -> None:
        assert callable(holds)
        try:
            until_now(holds, timeout)
        except pytest.fail.Exception:
            self._screen.picture(self._screen.home / "failed.png")
            shown = "\n".join(f"  {one.name.split('.', 2)[-1]}: {one.words}" for one in self.all())
            pytest.fail(f"waited {timeout} s for {what}; the window shows:\n{shown}", pytrace=False)
