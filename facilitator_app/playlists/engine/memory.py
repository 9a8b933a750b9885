"""What the engine remembers over its own death: the plan, where it was, and the facts nobody has recorded yet.

One file, readable by its owner alone, with no title and nobody's name in it.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import threading
import time
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from facilitator_app.clock import SystemClock
from facilitator_app.playlists.engine.protocol import SPOILT, Fact, Happened, Plan, PlannedPiece, plan_from

RESUME_WITHIN = timedelta(minutes=30)
"""After a longer silence music does not begin by itself: the room may be empty, or somebody else's."""
KEPT_FACTS = 2000
SETTLED_S = 5.0
"""An engine that lives this long has not died of the piece it resumed."""


@dataclass(frozen=True)
class Place:
    """Where the music was: ``mode`` is idle, playing or faded.  ``level_db`` was on its way to ``target_db``."""

    mode: str = "idle"
    plan: Plan = field(default_factory=Plan)
    index: int = 0
    position_s: float = 0.0
    level_db: float = 0.0
    device: str = ""
    target_db: float = 0.0
    ducked: bool = False


class Memory:
    """The facts of one run of music, numbered, and the last place; kept in the file at ``path``."""

    def __init__(self, path: Path, clock: SystemClock) -> None:
        self._path = path
        self._clock = clock
        self.run = secrets.token_hex(8)
        self.facts: list[Happened] = []
        self._number = 0
        self._saved: tuple[object, ...] = ()
        self._plan: tuple[Plan, dict[str, Any]] = (Plan(), {})
        self._pen = Pen(path)
        self._born = time.monotonic()
        self.tries = 0

    def load(self) -> tuple[Place, timedelta]:
        """The place of the last run and how long ago it was written; an idle one when nothing readable is there."""
        try:
            raw = json.loads(self._path.read_bytes())
            facts = [Happened(**fact) for fact in raw["facts"]]
            saved_at = datetime.fromisoformat(raw["saved_at"])
            place = Place(
                str(raw["mode"]), plan_from(raw["plan"]), int(raw["index"]), float(raw["position_s"]),
                float(raw["level_db"]), str(raw["device"]), float(raw.get("target_db", raw["level_db"])),
                bool(raw.get("ducked", False)),
            )  # fmt: skip
            run, number, tries = str(raw["run"]), int(raw["number"]), int(raw.get("tries", 0))
            age = self._clock.now() - saved_at
            if place.mode != "idle" and not 0 <= place.index < len(place.plan.pieces) + len(place.plan.bed):
                raise ValueError("a place outside its plan")
        except (OSError, KeyError, TypeError, AttributeError, *SPOILT):
            return Place(), timedelta.max
        self.run, self._number, self.facts, self.tries = run, number, facts, tries + 1
        return place, abs(age)

    def add(
        self, fact: Fact, piece: PlannedPiece | None, phase: str, why: str = "", ago_s: float = 0.0, **more: float
    ) -> Happened:
        """Note that something happened, ``ago_s`` seconds ago; ``more``: position_s, level_db, held_s."""
        self._number += 1
        at = (self._clock.now() - timedelta(seconds=ago_s)).astimezone(UTC).isoformat(timespec="milliseconds")
        happened = Happened(
            self.run, self._number, at, fact, piece.id if piece else "", piece.path if piece else "",
            piece.title if piece else "", phase, why, **more,
        )  # fmt: skip
        self.facts = [*self.facts, happened][-KEPT_FACTS:]
        return happened

    def recorded(self, number: int) -> None:
        """Forget the facts up to ``number``: they are in the record."""
        self.facts = [fact for fact in self.facts if fact.number > number]

    def save(self, place: Place) -> None:
        """Have the place and the facts written, whole or not at all, by a thread of its own: a slow disk stops nothing."""
        body: dict[str, Any] = {
            "run": self.run,
            "tries": self.tries if time.monotonic() - self._born < SETTLED_S else 0,
            "number": self._number,
            "facts": [asdict(replace(fact, title="")) for fact in self.facts],
            **{each.name: getattr(place, each.name) for each in fields(place) if each.name != "plan"},
            "plan": self._plan_of(place),
        }
        known = (self._number, len(self.facts), place)
        if known == self._saved and place.mode != "playing":
            return
        self._saved = known
        body["saved_at"] = self._clock.now().isoformat()
        self._pen.write(json.dumps(body).encode())

    def close(self) -> None:
        """Wait until everything is on disk."""
        self._pen.close()

    def _plan_of(self, place: Place) -> dict[str, Any]:
        if self._plan[0] is not place.plan:
            told = asdict(place.plan)
            for piece in (*told["pieces"], *told["bed"]):
                del piece["title"], piece["by"]
            self._plan = place.plan, told
        return self._plan[1]


class Pen:
    """Writes the latest text to one file, on a thread of its own, and sees that it is on the disk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._latest: bytes | None = None
        self._closed = False
        self._change = threading.Condition()
        self._thread: threading.Thread | None = None

    def write(self, text: bytes) -> None:
        """Have this written; what waits to be written is no longer wanted."""
        with self._change:
            self._latest = text
            self._change.notify()
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="pen", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Wait until what was asked for is written, or cannot be."""
        with self._change:
            self._closed = True
            self._change.notify()
        if self._thread is not None:
            self._thread.join(5)

    def _work(self) -> None:
        while True:
            with self._change:
                while self._latest is None and not self._closed:
                    self._change.wait()
                text, self._latest = self._latest, None
            if text is None:
                return
            with contextlib.suppress(OSError):  # a full disk does not stop the music
                self._put(text)

    def _put(self, text: bytes) -> None:
        new = self._path.with_name(self._path.name + ".new")
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            os.write(handle, text)
            os.fsync(handle)
        finally:
            os.close(handle)
        new.replace(self._path)
