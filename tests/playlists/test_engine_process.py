"""The deck against the real engine in its own process: what happens when a window, an engine or a device is gone.

No sound server is told to the engine unless a test starts one: it plays into silence at the pace of the clock.
"""

from __future__ import annotations

import asyncio
import functools
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psutil
import pytest

from facilitator_app.clock import SystemClock
from facilitator_app.faults import Faults
from facilitator_app.playlists.arc import Arc
from facilitator_app.playlists.deck import (
    Deck,
    DeckEvent,
    PieceBegan,
    PieceChanged,
    PieceEnded,
    PiecePassedOver,
    SoundBack,
    SoundLost,
)
from facilitator_app.playlists.library import Piece
from facilitator_app.playlists.link import EngineLink
from tests.playlists.sounds import tone, write_wav
from tests.waiting import Until, need_program, until_now


class Room:
    """A deck with its engine, and what it told."""

    def __init__(self, folder: Path) -> None:
        self.faults = Faults()
        self.link = EngineLink(folder)
        self.deck = Deck(self.link, self.faults, SystemClock())
        self.events: list[DeckEvent] = []
        self.statuses: list[str] = []
        self.deck.listen(lambda change: self.statuses.append(change.after.status))
        self.deck.listen_events(self.events.append)

    def told(self, kind: type[DeckEvent]) -> list[str]:
        """Titles (or kinds) of the events of one kind."""
        return [getattr(event, "title", kind.__name__) for event in self.events if isinstance(event, kind)]

    async def close(self) -> None:
        """Let go."""
        await self.deck.close()
        await self.faults.close()


@pytest.fixture
def no_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """No sound server and no sound card can be found."""
    monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent/pulse")
    monkeypatch.setenv("ALSA_CONFIG_PATH", "/nonexistent/alsa.conf")


@pytest.fixture
async def room(tmp_path: Path, no_sound: None) -> AsyncIterator[Room]:
    """A deck whose engine is ended with the test."""
    made = Room(tmp_path / "engine")
    yield made
    await made.close()
    end_engine(made.link)


def end_engine(link: EngineLink) -> None:
    """End the engine that was attached to, and what stands behind it, as a power cut does; wait for it."""
    for pid in (link.guard_pid, link.engine_pid):
        if pid > 1 and psutil.pid_exists(pid) and not is_gone(process := psutil.Process(pid)):
            assert "engine" in process.cmdline()
            process.kill()
            until_now(functools.partial(is_gone, process))


def is_gone(process: psutil.Process) -> bool:
    """It runs no more."""
    try:
        return not process.is_running() or bool(process.status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:  # it went between the two questions
        return True


@pytest.fixture
def arc(tmp_path: Path) -> Arc:
    """Two long pieces for the medicine and one for the peak; the second of the medicine is no music."""
    tide, vast = write_wav(tmp_path / "tide.wav", tone(60)), write_wav(tmp_path / "vast.wav", tone(60, 500))
    words = tmp_path / "words.mp3"
    words.write_text("no music at all")
    return Arc("Test", 1.5, {"medicine": (Piece(tide, "Tide"), Piece(words, "Words")), "peak": (Piece(vast, "Vast"),)})


async def test_a_drive_that_is_gone_with_the_bed_on_it_leaves_the_calm_music_of_the_app(
    room: Room, tmp_path: Path, until: Until
) -> None:
    calm = write_wav(tmp_path / "calm.wav", tone(30))
    gone = [Piece(tmp_path / "drive" / f"{name}.flac", name) for name in ("Tide", "Soft")]
    room.deck.bed = (Piece(calm, "Calm"),)
    await room.deck.attach()
    await room.deck.play(Arc("Test", 1.5, {"medicine": (gone[0],)}, bed=(gone[1],)), "medicine")
    await until(lambda: room.told(PieceBegan) == ["Calm"], 20)
    await until(lambda: room.told(PiecePassedOver) == ["Tide", "Soft"], 20)


async def test_an_evening_without_a_loudspeaker_keeps_its_plan_and_says_so(room: Room, arc: Arc, until: Until) -> None:
    await room.deck.attach()
    await until(lambda: room.deck.state.status == "no_device", 10)
    assert room.deck.state.trouble == "music.no_device"
    await room.deck.play(arc, "medicine")
    await until(lambda: room.deck.state.position_s > 0.5, 10)
    assert room.deck.state.title == "Tide"
    await until(lambda: room.told(PiecePassedOver) == ["Words"], 10)
    await room.deck.follow("peak")
    await until(lambda: room.deck.state.title == "Vast", 10)
    await room.deck.set_level(-6)
    await until(lambda: room.deck.state.level_db <= -1, 10)
    await room.deck.emergency_fade()
    await until(lambda: room.deck.state.faded, 10)
    await room.deck.fade_in(0.1)
    await until(lambda: not room.deck.state.faded)
    await room.deck.finish()
    await room.deck.emergency_fade()
    pieces = [event for event in room.events if not isinstance(event, PieceChanged)]
    kinds = [(type(event), getattr(event, "title", ""), getattr(event, "why", "")) for event in pieces]
    assert kinds == [
        (SoundLost, "", ""),
        (PieceBegan, "Tide", "begun"),
        (PiecePassedOver, "Words", "music.piece_no_sound"),
        (PieceEnded, "Tide", "followed"),
        (PieceBegan, "Vast", "followed"),
        (PieceEnded, "Vast", "faded"),
        (PieceBegan, "Vast", "faded_in"),
    ]
    levels = [(event.what, event.title, event.level_db) for event in room.events if isinstance(event, PieceChanged)]
    assert levels == [("levelled", "Vast", -6.0)]
    assert [event.at for event in room.events] == sorted(event.at for event in room.events)


WINDOW = """
import asyncio, sys
from pathlib import Path
from facilitator_app.clock import SystemClock
from facilitator_app.faults import Faults
from facilitator_app.playlists.arc import arc_from_folder
from facilitator_app.playlists.deck import Deck
from facilitator_app.playlists.link import EngineLink

async def main():
    deck = Deck(EngineLink(Path(sys.argv[1])), Faults(), SystemClock())
    await deck.attach()
    await deck.play(arc_from_folder(Path(sys.argv[2]), ["medicine"]), "medicine")
    while deck.state.position_s < 0.3:
        await asyncio.sleep(0.02)
    print("plays", flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


def play_in_a_window_and_kill_it(engine: Path, music: Path) -> None:
    """Start another process that plays the folder ``music``, and kill it when it is heard."""
    window = subprocess.Popen(
        [sys.executable, "-c", WINDOW, str(engine), str(music)],
        stdout=subprocess.PIPE,
        start_new_session=True,
        cwd=Path(__file__).parents[2],
    )
    assert window.stdout is not None
    with window.stdout as said:
        assert said.readline() == b"plays\n"
        os.killpg(window.pid, signal.SIGKILL)
        window.wait(5)


async def test_a_window_that_is_killed_takes_nothing_away(room: Room, tmp_path: Path, arc: Arc, until: Until) -> None:
    await asyncio.to_thread(play_in_a_window_and_kill_it, tmp_path / "engine", tmp_path)
    assert await room.deck.attach(arc, start=False)
    await until(lambda: room.deck.state.title == "tide")
    at = room.deck.state.position_s
    assert at > 0.2
    await until(lambda: room.deck.state.position_s > at + 0.5)
    assert room.told(PieceBegan) == ["tide"]  # missed, and told with its own time
    assert room.told(PieceEnded) == []


async def test_an_engine_that_is_killed_is_back_at_the_same_place(room: Room, arc: Arc, until: Until) -> None:
    await room.deck.attach()
    await room.deck.play(arc, "peak")
    await until(lambda: room.deck.state.position_s > 1.5, 10)
    at, first = room.deck.state.position_s, room.link.engine_pid
    os.kill(first, signal.SIGKILL)
    await until(lambda: room.deck.state.status == "engine_lost")
    assert room.deck.state.trouble == "music.engine_lost"
    await until(lambda: room.deck.state.status == "no_device" and room.deck.state.position_s > at + 0.5, 10)
    assert room.link.engine_pid != first
    assert room.deck.state.title == "Vast"
    assert at - 1.0 < room.deck.state.position_s < at + 3
    assert room.told(PieceBegan) == ["Vast"]
    assert room.told(PieceEnded) == []


async def test_an_engine_that_is_killed_while_no_window_is_there_is_followed_by_the_next(
    room: Room, arc: Arc, until: Until
) -> None:
    await room.deck.attach()
    await room.deck.play(arc, "peak")
    await until(lambda: room.deck.state.position_s > 1.5, 10)
    first = psutil.Process(room.link.engine_pid)
    await room.deck.close()
    first.kill()
    again = Room(room.link.folder)
    await until(lambda: is_gone(first))
    assert await again.deck.attach(arc, start=False)
    assert again.link.engine_pid != first.pid
    assert again.link.guard_pid == room.link.guard_pid
    await until(lambda: again.deck.state.position_s > 1.5, 10)
    late = again.link._process  # started while nobody answered; it finds the other and goes
    await until(lambda: late is None or late.poll() is not None, 10)
    await again.close()
    end_engine(again.link)


async def test_after_a_power_cut_the_music_is_back_before_anybody_asks_for_it(
    room: Room, tmp_path: Path, arc: Arc, until: Until
) -> None:
    await room.deck.attach()
    await room.deck.play(arc, "peak")
    await until(lambda: room.deck.state.position_s > 1.5, 10)
    at = room.deck.state.position_s
    await room.deck.close()
    end_engine(room.link)
    again = Room(tmp_path / "engine")
    assert await again.deck.attach(arc, start=False)
    await until(lambda: again.deck.state.position_s > at + 0.5, 10)
    assert again.deck.state.title == "Vast"
    await again.close()
    end_engine(again.link)


async def test_nothing_is_started_where_nothing_played(room: Room, until: Until) -> None:
    assert not await room.deck.attach(start=False)
    await room.deck.attach()
    await until(lambda: room.link.engine_pid > 0)
    await room.deck.close()
    end_engine(room.link)
    assert not await EngineLink(room.link.folder).open(start=False)


async def test_what_was_recorded_is_not_told_again(room: Room, tmp_path: Path, arc: Arc, until: Until) -> None:
    await room.deck.attach()
    await room.deck.play(arc, "peak")
    await until(lambda: room.told(PieceBegan) == ["Vast"], 10)
    state = tmp_path / "engine" / "engine.json"

    def all_recorded() -> bool:
        kept = json.loads(state.read_text()) if state.exists() else {"number": 0}
        return bool(kept["number"] == 2 and kept["facts"] == [])  # no sound, and a piece that began

    await until(all_recorded, 10)
    assert state.stat().st_mode & 0o777 == 0o600
    assert "Vast" not in state.read_text()
    await room.deck.close()
    again = Room(tmp_path / "engine")
    assert await again.deck.attach(arc, start=False)
    await until(lambda: again.deck.state.title == "Vast")
    assert again.events == []
    await again.close()


async def test_without_libvlc_it_says_what_to_install(
    room: Room, monkeypatch: pytest.MonkeyPatch, arc: Arc, until: Until
) -> None:
    monkeypatch.setenv("PYTHON_VLC_LIB_PATH", "/nonexistent/libvlc.so")
    await room.deck.attach()
    await until(lambda: room.deck.state.status == "no_libvlc", 10)
    assert room.deck.state.trouble == "music.no_libvlc_linux"
    await room.deck.play(arc, "medicine")  # is not an error: the session runs
    assert room.events == []


async def test_the_running_engine_holds_no_window_and_no_record(room: Room, until: Until) -> None:
    await room.deck.attach()
    await until(lambda: room.link.engine_pid > 0)
    mapped = {Path(each.path).name for each in psutil.Process(room.link.engine_pid).memory_maps()}
    assert any("libvlc" in name for name in mapped)
    assert not [name for name in mapped if any(w in name.lower() for w in ("qt6", "pyside", "sqlc", "msgspec"))]


def test_the_engine_imports_nothing_of_the_window_or_the_record() -> None:
    listed = subprocess.run(
        [sys.executable, "-c", "import facilitator_app.playlists.engine.main, sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    ).stdout.split()
    ours = {name for name in listed if name.startswith("facilitator_app.")}
    assert all(name == "facilitator_app.clock" or name.startswith("facilitator_app.playlists") for name in ours)
    assert not {"PySide6", "sqlalchemy", "msgspec", "asyncio"} & set(listed)


@pytest.fixture
def loudspeaker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A private sound server with one loudspeaker that nobody hears.  Gives the server's address."""
    home = tmp_path / "sound"
    home.mkdir(mode=0o700)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home))
    server = f"unix:{home}/native"
    monkeypatch.setenv("PULSE_SERVER", server)
    run = subprocess.Popen(
        [
            need_program("pulseaudio"),
            *("-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"),
            *("-L", "module-null-sink sink_name=room norewinds=1 sink_properties=device.description=Room"),
            *("-L", f"module-native-protocol-unix socket={home}/native auth-anonymous=1"),
        ],
        stderr=subprocess.DEVNULL,
    )
    until_now((home / "native").exists, 10)
    yield server
    run.terminate()
    run.wait(10)


def pactl(*words: str) -> str:
    """Ask the sound server."""
    return subprocess.run([need_program("pactl"), *words], capture_output=True, text=True, check=True).stdout


async def test_a_loudspeaker_that_goes_and_comes_back(room: Room, arc: Arc, loudspeaker: str, until: Until) -> None:
    await room.deck.attach()
    await room.deck.play(arc, "peak")
    await until(lambda: room.deck.state.status == "playing" and room.deck.state.position_s > 0.5, 10)
    assert room.deck.state.device == "Room"
    assert await room.deck.devices() == ("Room",)
    sink = next(line.split()[0] for line in pactl("list", "short", "modules").splitlines() if "sink_name=room" in line)
    pactl("unload-module", sink)
    await until(lambda: room.deck.state.status == "no_device", 3)
    assert room.deck.state.trouble == "music.no_device"
    at = room.deck.state.position_s
    statuses = len(room.statuses)
    await room.deck.duck()  # each command is answered at once with where the music is
    await until(lambda: room.deck.state.ducked and len(room.statuses) > statuses)
    assert room.deck.state.position_s == pytest.approx(at, abs=0.5)  # it waits for the loudspeaker
    pactl("load-module", "module-null-sink", "sink_name=room", "sink_properties=device.description=Room")
    await until(lambda: room.deck.state.status == "playing", 10)
    assert room.deck.state.position_s == pytest.approx(at, abs=1.5)
    assert [type(event) for event in room.events] == [PieceBegan, SoundLost, PieceChanged, SoundBack]


async def test_the_engine_of_a_throw_away_session_ends_with_its_folder(
    tmp_path: Path, no_sound: None, arc: Arc
) -> None:
    room = Room(tmp_path / "engine")
    await room.deck.attach()
    await room.deck.play(arc, "peak")
    await room.deck.close()
    process = psutil.Process(room.link.engine_pid)
    (tmp_path / "engine").rename(tmp_path / "gone")  # in one step: the engine still writes into it
    until_now(lambda: is_gone(process), 10)


async def test_an_engine_that_hangs_is_ended_and_followed_by_the_next(room: Room, arc: Arc, until: Until) -> None:
    await room.deck.attach()
    await room.deck.play(arc, "medicine")
    await until(lambda: room.deck.state.position_s > 1.0, 10)
    hung, at = room.link.engine_pid, room.deck.state.position_s
    os.kill(hung, signal.SIGSTOP)
    await until(lambda: room.deck.state.status == "engine_lost", 10)
    await until(lambda: room.link.engine_pid != hung and room.deck.state.position_s > at, 10)
    assert room.deck.state.title == "Tide"
    assert room.deck.state.position_s == pytest.approx(at, abs=3.0)
