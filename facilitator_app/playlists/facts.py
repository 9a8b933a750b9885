"""What happened to the music, for the record: in order, each once, kept by the engine until somebody has written it down."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Literal, TypeAlias

from facilitator_app.faults import Faults, Trouble
from facilitator_app.playlists.engine.protocol import Command, Happened, Recorded

Why: TypeAlias = Literal["ended", "skipped", "followed", "faded", "failed"]
Change: TypeAlias = Literal["ducked", "unducked", "levelled", "held"]


@dataclass(frozen=True)
class PieceBegan:
    """A piece began to be heard, or was heard again after a fade-out.  ``event_id`` is the same when it is told twice."""

    piece_id: str
    title: str
    phase: str
    at: datetime
    event_id: str = ""
    position_s: float = 0.0
    level_db: float = 0.0
    why: str = ""
    """Begun, faded_in, or what ended the piece before it."""


@dataclass(frozen=True)
class PieceEnded:
    """A piece was no longer heard."""

    piece_id: str
    title: str
    phase: str
    at: datetime
    why: Why
    event_id: str = ""
    position_s: float = 0.0
    level_db: float = 0.0


@dataclass(frozen=True)
class PieceChanged:
    """The piece goes on, but otherwise: ``what`` is ducked, unducked, levelled or held (by ``held_s``, for ``why``)."""

    what: Change
    title: str
    phase: str
    at: datetime
    position_s: float
    level_db: float
    held_s: float = 0.0
    why: str = ""
    event_id: str = ""


@dataclass(frozen=True)
class PiecePassedOver:
    """A piece that cannot be played was left out.  ``why`` is a text key."""

    title: str
    at: datetime
    why: str
    event_id: str = ""


@dataclass(frozen=True)
class SoundLost:
    """There is no device to play on; the plan goes on in silence."""

    at: datetime
    event_id: str = ""


@dataclass(frozen=True)
class SoundBack:
    """The device is there again."""

    at: datetime
    event_id: str = ""


DeckEvent: TypeAlias = PieceBegan | PieceEnded | PieceChanged | PiecePassedOver | SoundLost | SoundBack
EventHearer: TypeAlias = Callable[[DeckEvent], Awaitable[object] | None]


class Facts:
    """The facts of one deck on their way from the engine to whoever listens."""

    def __init__(
        self, send: Callable[[Command], Awaitable[None]], name: Callable[[str, str, str], str], faults: Faults
    ) -> None:
        self.heard: set[str] = set()
        self._send, self._name, self._faults = send, name, faults
        self._hearers: list[EventHearer] = []
        self._untold: deque[tuple[int, DeckEvent]] = deque()
        self._seen: set[tuple[str, int]] = set()
        self._unrecorded: set[int] = set()

    def listen(self, hear: EventHearer) -> Callable[[], None]:
        """Have every fact handed to ``hear``, also those nobody has heard yet."""
        self._hearers.append(hear)
        self._tell()
        return lambda: self._hearers.remove(hear)

    def note(self, told: Happened) -> None:
        """Take in a fact; one that was told before is left."""
        if (told.run, told.number) in self._seen:
            return
        self._seen.add((told.run, told.number))
        self._unrecorded.add(told.number)
        if told.fact == "began":
            self.heard.add(told.piece)
        self._untold.append((told.number, self._event(told)))
        self._tell()

    def _event(self, told: Happened) -> DeckEvent:
        at = datetime.fromisoformat(told.at).astimezone(UTC)
        title, event_id = self._name(told.piece, told.path, told.title), f"{told.run}-{told.number}"
        where = (told.position_s, told.level_db)
        match told.fact:
            case "began":
                return PieceBegan(told.piece, title, told.phase, at, event_id, *where, told.why)
            case "ended":
                why: Why = told.why  # type: ignore[assignment]  # the engine's own words
                return PieceEnded(told.piece, title, told.phase, at, why, event_id, *where)
            case "ducked" | "unducked" | "levelled" | "held":
                return PieceChanged(told.fact, title, told.phase, at, *where, told.held_s, told.why, event_id)
            case "passed_over":
                return PiecePassedOver(title, at, f"music.piece_{told.why}", event_id)
            case "sound_lost":
                return SoundLost(at, event_id)
            case _:
                return SoundBack(at, event_id)

    def _tell(self) -> None:
        while self._untold and self._hearers:
            number, event = self._untold.popleft()
            waits: list[Awaitable[object]] = []
            for hear in list(self._hearers):
                try:
                    wait = hear(event)
                except Exception as fault:  # noqa: BLE001  one listener's fault is not another's
                    self._faults.report(fault, "deck events")
                    continue
                if wait is not None:
                    waits.append(wait)
            settled = self._faults.spawn(self._settle(number, waits), "music fact recorded")
            settled.add_done_callback(partial(_let_go, waits))

    async def _settle(self, number: int, waits: list[Awaitable[object]]) -> None:
        for wait in waits:
            await wait
        self._unrecorded.discard(number)
        below = min(self._unrecorded, default=number + 1)
        try:
            await self._send(Recorded(below - 1))
        except Trouble:
            return  # the engine tells it again, and it is known by its event_id


def _let_go(waits: Iterable[Awaitable[object]], _: object) -> None:
    """Close what nobody came to await: the task was called off before its first step."""
    for wait in waits:
        if isinstance(wait, Coroutine):
            wait.close()
