"""What the window and the engine say to each other: one JSON object per line.  The one module both sides share."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import socket
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path, PurePath
from typing import Any, ClassVar, Literal, TypeAlias

VERSION = 1
RATE = 48000
"""Frames per second of everything that is mixed."""
LINE_LIMIT = 1 << 20
"""Bytes: a longer line is not ours."""
MEASURED = "measured"
"""The folder of what was measured, beside the engine's state."""
NOTHING = 2
"""The highest sample, of 32,768, that counts as silence (-84 dBFS): digital silence, or no more than its dither."""
SPOILT = (ValueError, ArithmeticError, RecursionError)
"""What readers raise at a spoilt line or file; as in ``faults``, which the engine does not import."""
QUIETEST_DB = -40.0
LEVEL_LUFS = -18.0
"""What everything is brought down to: the reference level of ReplayGain 2.0."""
CEILING_DBTP = -1.0
"""The highest true peak that is let out (EBU R 128)."""

EngineStatus: TypeAlias = Literal["idle", "playing", "faded", "no_device", "no_libvlc"]
Why: TypeAlias = Literal["ended", "skipped", "followed", "faded", "failed"]
Fact: TypeAlias = Literal[
    "began", "ended", "passed_over", "sound_lost", "sound_back", "ducked", "unducked", "levelled", "held"
]


def piece_id(path: str | PurePath) -> str:
    """A short name of the file at ``path`` that tells nothing about it."""
    return hashlib.sha256(str(path).encode("utf-8", "surrogateescape")).hexdigest()[:16]


class BadMessage(ValueError):
    """A line that is not one of ours."""


@dataclass(frozen=True)
class PlannedPiece:
    """One piece of a plan.  ``seconds`` is what the library believes, None when nobody knows yet."""

    path: str
    title: str = ""
    by: str = ""
    seconds: float | None = None
    gain_db: float | None = None
    """What brings it to the level of its album or arc; None when that is not known yet."""
    start_s: float = 0.0
    end_s: float | None = None
    """Where it begins and ends within its file; None: with the file."""
    fade_s: float | None = None
    """The crossfade by which the next piece comes in; None: the plan's."""

    @property
    def id(self) -> str:
        """The piece's short name."""
        return piece_id(self.path)


@dataclass(frozen=True)
class Plan:
    """The music of one phase; ``bed`` is played when none of its pieces can be.

    With no window the pool is played to its end, and for at least ``alone_s`` seconds.
    """

    phase: str = ""
    pieces: tuple[PlannedPiece, ...] = ()
    crossfade_s: float = 8.0
    alone_s: float = 900.0
    bed: tuple[PlannedPiece, ...] = ()
    held_s: float = 0.0
    """By so much somebody has lengthened the phase."""
    once: bool = False
    """Be silent when its pieces are over."""

    def with_gains(self, decibels: Mapping[str, float]) -> Plan:
        """The same plan, these pieces (by their short names) played with these gains."""
        pieces, bed = (
            tuple(replace(piece, gain_db=decibels.get(piece.id, piece.gain_db)) for piece in each)
            for each in (self.pieces, self.bed)
        )
        return replace(self, pieces=pieces, bed=bed)


@dataclass(frozen=True)
class Play:
    """Play this plan; ``follow`` keeps a fade-out as it is, otherwise the music is heard again."""

    kind: ClassVar[str] = "play"
    plan: Plan = field(default_factory=Plan)
    follow: bool = False


@dataclass(frozen=True)
class Fade:
    """Out to silence (and hold there), or in again from where it was held."""

    kind: ClassVar[str] = "fade"
    out: bool = True
    seconds: float = 8.0


@dataclass(frozen=True)
class Skip:
    """Cross over to the next piece: at the next quiet moment of what is heard, or ``now``."""

    kind: ClassVar[str] = "skip"
    now: bool = False


@dataclass(frozen=True)
class Seek:
    """Go to another second of the file that is heard, by a short crossfade.  For listening, never for a room."""

    kind: ClassVar[str] = "seek"
    second: float = 0.0


@dataclass(frozen=True)
class Level:
    """The hand on the level: 0 to -40 dB, reached by at most 3 dB per second."""

    kind: ClassVar[str] = "level"
    decibel: float = 0.0


@dataclass(frozen=True)
class Gains:
    """Pieces by their short names, and the decibels (at most 0) each is to be played with."""

    kind: ClassVar[str] = "gains"
    decibels: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Hold:
    """Lengthen the phase by so many seconds, from its own pieces."""

    kind: ClassVar[str] = "hold"
    seconds: float = 600.0
    why: str = ""
    """What it was lengthened for; empty: somebody wished it."""


@dataclass(frozen=True)
class Duck:
    """Sink by 12 dB so that somebody can speak, or come back."""

    kind: ClassVar[str] = "duck"
    down: bool = True


@dataclass(frozen=True)
class Choose:
    """Play on the device of this name; empty: on whatever the system calls the default."""

    kind: ClassVar[str] = "choose"
    device: str = ""


@dataclass(frozen=True)
class ListDevices:
    """Tell the names of the devices that could be played on."""

    kind: ClassVar[str] = "list_devices"


@dataclass(frozen=True)
class Recorded:
    """The facts up to this number are in the record; the engine may forget them."""

    kind: ClassVar[str] = "recorded"
    number: int = 0


@dataclass(frozen=True)
class Finish:
    """Fade out, then end the process."""

    kind: ClassVar[str] = "finish"
    seconds: float = 8.0


Command: TypeAlias = Play | Fade | Skip | Seek | Level | Gains | Hold | Duck | Choose | ListDevices | Recorded | Finish


@dataclass(frozen=True)
class Status:
    """What the engine does right now.  ``length_s`` 0: not known.  ``device``: what it plays on, or would play on."""

    kind: ClassVar[str] = "status"
    status: EngineStatus = "idle"
    piece: str = ""
    path: str = ""
    title: str = ""
    by: str = ""
    phase: str = ""
    position_s: float = 0.0
    length_s: float = 0.0
    next_piece: str = ""
    next_path: str = ""
    next_title: str = ""
    level_db: float = 0.0
    device: str = ""
    trouble: str = ""
    faded: bool = False
    ducked: bool = False
    moves_in_s: float = 0.0
    """Until it crosses over to what is next, when somebody has asked for that; 0: nobody has."""
    lufs: float | None = None
    gain_db: float = 0.0
    held_s: float = 0.0
    underruns: int = 0
    missed_ms: int = 0
    """Since this engine was started: so often, and for so long in all, what was to be heard was not there in time."""


@dataclass(frozen=True)
class Happened:
    """A fact, numbered within one ``run`` of music, that belongs into the record.  ``at``: UTC, ISO 8601."""

    kind: ClassVar[str] = "happened"
    run: str = ""
    number: int = 0
    at: str = ""
    fact: Fact = "began"
    piece: str = ""
    path: str = ""
    title: str = ""
    phase: str = ""
    why: str = ""
    position_s: float = 0.0
    """Where the piece was then, and (``level_db``) how loud it was let out."""
    level_db: float = 0.0
    held_s: float = 0.0


@dataclass(frozen=True)
class Hello:
    """The first line of the engine to whoever attaches.  ``guard``: the process that sends the next engine if this one dies."""

    kind: ClassVar[str] = "hello"
    version: int = VERSION
    pid: int = 0
    guard: int = 0
    run: str = ""


@dataclass(frozen=True)
class DeviceNames:
    """The devices that could be played on, the system's default first where it is known."""

    kind: ClassVar[str] = "device_names"
    names: tuple[str, ...] = ()


Report: TypeAlias = Status | Happened | Hello | DeviceNames


@dataclass(frozen=True)
class Scan:
    """What decoding a file in full told.  ``why``: empty when it can be played, else missing, empty, unreadable, no_sound,
    truncated, too_slow or crashed.  ``course``: the loudness of each second in LUFS.  ``content``: a hash of the file.
    ``longest_still_s``: the longest digital silence in it."""

    kind: ClassVar[str] = "scan"
    path: str = ""
    why: str = ""
    seconds: float = 0.0
    header_seconds: float = 0.0
    peak_dbfs: float = -120.0
    lufs: float = -70.0
    range_lu: float = 0.0
    true_peak_dbtp: float = -120.0
    course: tuple[float, ...] = ()
    content: str = ""
    longest_still_s: float = 0.0

    @property
    def gain_db(self) -> float:
        """What brings the piece alone down to the level: never up, and its peaks not above the ceiling."""
        return gain_to_level(self.lufs, self.true_peak_dbtp)


def gain_to_level(lufs: float, true_peak_dbtp: float) -> float:
    """Decibels, at most 0, from a loudness and a peak to what is played."""
    return round(min(0.0, LEVEL_LUFS - lufs, CEILING_DBTP - true_peak_dbtp), 2)


Message: TypeAlias = Command | Report | Scan
_KINDS: dict[str, type[Message]] = {
    message.kind: message
    for message in (
        Play, Fade, Skip, Seek, Level, Gains, Hold, Duck, Choose, ListDevices, Recorded, Finish, Status, Happened, Hello,
        DeviceNames, Scan,
    )
}  # fmt: skip


def encode(message: Message) -> bytes:
    """One line."""
    return json.dumps({"kind": message.kind, **asdict(message)}, separators=(",", ":")).encode() + b"\n"


def decode(line: bytes) -> Message:
    """The message of one line; ``BadMessage`` when it is none of ours."""
    try:
        raw = json.loads(line)
        made = _KINDS[raw.pop("kind")]
        known = {f.name for f in fields(made)}
        values = {name: _read(name, value) for name, value in raw.items() if name in known}
        return made(**values)
    except (KeyError, TypeError, AttributeError, *SPOILT) as cause:
        raise BadMessage("not a message of the engine") from cause


def plan_from(raw: dict[str, Any]) -> Plan:
    """The plan in a decoded JSON object."""
    pieces, bed = (
        tuple(
            PlannedPiece(
                str(piece["path"]), str(piece.get("title", "")), str(piece.get("by", "")), piece.get("seconds"),
                piece.get("gain_db"), max(0.0, float(piece.get("start_s", 0))), piece.get("end_s"), piece.get("fade_s"),
            )
            for piece in raw.get(name, ())
        )
        for name in ("pieces", "bed")
    )  # fmt: skip
    return Plan(
        str(raw["phase"]),
        pieces,
        max(0.0, float(raw["crossfade_s"])),
        float(raw.get("alone_s", 900)),
        bed,
        max(0.0, float(raw.get("held_s", 0))),
        bool(raw.get("once", False)),
    )


def _read(name: str, value: Any) -> Any:  # Any: a value of JSON, checked by the field it goes to
    if name == "plan":
        return plan_from(value)
    return tuple(value) if isinstance(value, list) else value


def listen_at(path: Path) -> tuple[socket.socket, bytes]:
    """A listening socket at ``path``, in a directory only its owner can enter, and the word a caller must say first.

    Where there are no Unix sockets (Windows; never tried there): a loopback port, told with a secret word in the file.
    """
    path.unlink(missing_ok=True)
    if hasattr(socket, "AF_UNIX"):
        door = socket.socket(socket.AF_UNIX)
        door.bind(str(path))
        path.chmod(0o600)
        word = b""
    else:
        door = socket.socket(socket.AF_INET)
        door.bind(("127.0.0.1", 0))
        word = secrets.token_hex(16).encode()
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.write(handle, b"%d %s" % (door.getsockname()[1], word))
        os.close(handle)
    door.listen(4)
    door.setblocking(False)
    return door, word


def connect_to(path: Path) -> socket.socket:
    """A socket connected to the engine that listens at ``path``; OSError when none does."""
    if hasattr(socket, "AF_UNIX"):
        way = socket.socket(socket.AF_UNIX)
        word: bytes = b""
        address: str | tuple[str, int] = str(path)
    else:
        way = socket.socket(socket.AF_INET)
        port, word = path.read_bytes().split()
        address = ("127.0.0.1", int(port))
    try:
        way.connect(address)
        way.sendall(word + b"\n")
    except OSError:
        way.close()
        raise
    way.setblocking(False)
    return way
