"""A screen of the test's own: an X server nobody sees, the bus on which a window speaks to a screen reader, a sound sink.

Everything is private to one test and gone after it: no window manager, no real loudspeaker, no home of anybody.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import struct
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil
from PySide6.QtGui import QImage

from tests.waiting import need_program, until_now

SIZE = (1280, 800)


class Screen:
    """The environment of a program that is to open its window here, and a look at what it shows."""

    def __init__(self, home: Path, display: str, bus: str) -> None:
        self.home = home
        self.bus = bus
        places = {"HOME": home, "XDG_RUNTIME_DIR": home / "run", "XDG_DATA_HOME": home / "data", "TMPDIR": home}
        kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "LANG") if name in os.environ}
        self.environment = {
            **kept,
            **{name: str(place) for name, place in places.items()},
            "DISPLAY": display,
            "DBUS_SESSION_BUS_ADDRESS": bus,
            "AT_SPI_BUS_ADDRESS": bus,  # spoken to directly: no registry has to run
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "QT_QPA_PLATFORM": "xcb",
            "QT_QUICK_BACKEND": "software",
            "QT_SCALE_FACTOR": "1",
            "QT_FONT_DPI": "96",
            "PULSE_SERVER": f"unix:{home}/run/loudspeaker",
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }

    def picture(self, path: Path) -> Path:
        """What is on the screen, as a PNG."""
        raw = (self.home / "Xvfb_screen0").read_bytes()
        head, _, _, _, width, height, *_ = struct.unpack(">25I", raw[:100])
        colours = struct.unpack(">25I", raw[:100])[19]
        pixels = raw[head + 12 * colours :]
        QImage(pixels, width, height, width * 4, QImage.Format.Format_RGB32).save(str(path))
        return path


def close_window(display: str, name: str) -> None:
    """Ask the window of that title to close, as the cross in its frame does.  It comes after every touch before it."""
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = ctypes.c_ulong
    found = subprocess.run(
        ["xdotool", "search", "--name", f"^{name}$"],
        env={**os.environ, "DISPLAY": display},
        capture_output=True,
        check=True,
    )
    screen_ = ctypes.c_void_p(x11.XOpenDisplay(display.encode()))
    protocols, delete = (x11.XInternAtom(screen_, atom, 0) for atom in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW"))
    for window in map(int, found.stdout.split()):
        event = struct.pack("i4xQi4xQQQi4x5q", 33, 0, 1, screen_.value or 0, window, protocols, 32, delete, 0, 0, 0, 0)
        x11.XSendEvent(screen_, ctypes.c_ulong(window), 0, ctypes.c_long(0), event + bytes(192 - len(event)))
    x11.XCloseDisplay(screen_)


@contextlib.contextmanager
def screen(home: Path, *, sound: bool) -> Iterator[Screen]:
    """A screen, with (``sound``) or without a sound server; whatever was started here has ended afterwards."""
    for program in ("Xvfb", "xdotool", "dbus-daemon", *(("pulseaudio",) if sound else ())):
        need_program(program)
    (home / "run").mkdir(mode=0o700)
    with contextlib.ExitStack() as stack:
        display = stack.enter_context(_telling(_xvfb(home), "-displayfd", home))
        bus = stack.enter_context(_telling(_bus(), "--print-address", home))
        there = Screen(home, f":{display}", bus)
        if sound:
            stack.enter_context(_sound(there))
        stack.callback(end_what_runs_in, home)
        yield there


def _xvfb(home: Path) -> list[str]:
    geometry = f"{SIZE[0]}x{SIZE[1]}x24"
    return ["Xvfb", "-screen", "0", geometry, "-nolisten", "tcp", "-fbdir", str(home)]


def _bus() -> list[str]:
    return ["dbus-daemon", "--session", "--nofork", "--nopidfile"]


@contextlib.contextmanager
def _telling(command: Sequence[str], option: str, home: Path) -> Iterator[str]:
    """A server that writes its address to the file descriptor it is given with ``option``."""
    reader, writer = os.pipe()
    told = f"{option}={writer}" if option.startswith("--") else option
    rest = [] if option.startswith("--") else [str(writer)]
    process = subprocess.Popen([*command, told, *rest], pass_fds=[writer], stderr=subprocess.DEVNULL, cwd=home)
    os.close(writer)
    try:
        address = os.read(reader, 4096).decode().strip()
        assert address, f"{command[0]} did not start"
        yield address
    finally:
        os.close(reader)
        process.terminate()
        process.wait(10)


@contextlib.contextmanager
def _sound(there: Screen) -> Iterator[None]:
    """A sound server whose only loudspeaker is a hole."""
    socket = there.home / "run" / "loudspeaker"
    modules = (
        "module-null-sink sink_name=room norewinds=1 sink_properties=device.description=Room",
        f"module-native-protocol-unix auth-anonymous=1 socket={socket}",
    )
    loads = [part for module in modules for part in ("-L", module)]
    command = [
        "pulseaudio",
        "-n",
        "--daemonize=no",
        "--exit-idle-time=-1",
        "--use-pid-file=no",
        "--disallow-exit",
        *loads,
    ]
    process = subprocess.Popen(
        command, env=there.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=there.home
    )
    try:
        until_now(socket.exists, 15)
        yield
    finally:
        process.kill()
        process.wait(10)


def engines_of(folder: Path) -> list[psutil.Process]:
    """The music engines that keep their state in ``folder``, without the process that stands behind each."""
    running = _all_of(folder)
    behind = set()
    for process in running:
        with contextlib.suppress(psutil.NoSuchProcess):
            behind.add(process.ppid())
    return [process for process in running if process.pid not in behind]


def end_what_runs_in(folder: Path) -> None:
    """End the engines of ``folder``: they are meant to outlive a window, and must not outlive a test."""
    left = _all_of(folder)
    playing = engines_of(folder)
    standing_behind = [process for process in left if process not in playing]  # it would send the next one
    for process in [*standing_behind, *playing]:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGKILL)
    psutil.wait_procs(left, timeout=10)


def _all_of(folder: Path) -> list[psutil.Process]:
    return [process for process in _processes() if _is_engine(process, folder)]


def _processes() -> Iterator[psutil.Process]:
    yield from psutil.process_iter()


def _is_engine(process: psutil.Process, folder: Path) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
        line = process.cmdline()
        return "--socket" in line and any(part.startswith(str(folder)) for part in line)
    return False
