"""Not a byte of what is private gets out of the encrypted record: not by files, logs, process list, environment or dumps.

A window of its own is filled with marked names and notes, killed and started again; then everything it wrote is searched.
"""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.marked_session import MARK

SOURCE = Path(__file__).parent.parent
linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def disguises(mark: str) -> tuple[bytes, ...]:
    """How a word may look in a file: encodings, JSON, upper case, and base64 wherever it begins."""
    plain = mark.encode()
    spelled = {plain, mark.upper().encode(), mark.encode("utf-16-le"), mark.encode("utf-16-be"), mark.encode("latin-1")}
    spelled |= {json.dumps(mark)[1:-1].encode(), repr(plain)[2:-1].encode(), b"Zyqw"}
    for before in (b"", b"x", b"xx"):
        spelled.add(base64.b64encode(before + plain)[4:-4])
    return tuple(spelled)


def found_in(places: list[Path], mark: str = MARK) -> list[str]:
    """Every file under ``places`` in which, or in whose name, the mark can be read."""
    looks, found = disguises(mark), []
    for path in (path for place in places for path in place.rglob("*")):
        inside = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        if any(look in inside or look in os.fsencode(path.name) for look in looks):
            found.append(str(path))
    return found


class Machine:
    """A home, a place for temporary files and a data folder, and the program that lives in them."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.home, self.tmp, self.clinic = place / "home", place / "tmp", place / "data" / "clinic"
        for folder in (self.home, self.tmp, place / "run"):
            folder.mkdir(mode=0o700)
        self.written = [self.home, self.tmp, place / "run", self.clinic.parent]
        self.pids: list[psutil.Process] = []

    @property
    def environment(self) -> dict[str, str]:
        """All that the program is told."""
        kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "LANG") if name in os.environ}
        own = {"HOME": self.home, "TMPDIR": self.tmp, "XDG_RUNTIME_DIR": self.place / "run"}
        own |= {f"XDG_{name}_HOME": self.home / f".{name.lower()}" for name in ("DATA", "CONFIG", "CACHE", "STATE")}
        told = {name: str(path) for name, path in own.items()}
        return kept | told | {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software", "PYTHONPATH": str(SOURCE)}

    @contextmanager
    def program(self, what: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
        """The marked session, from when it is there; all it says goes to a file that is searched too."""
        command = [sys.executable, "-m", "tests.marked_session", str(self.clinic), what]
        with (self.home / "what-it-said.log").open("a") as said:
            window = subprocess.Popen(
                command, env=self.environment, cwd=self.home, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=said, text=True,
            )  # fmt: skip
        try:
            assert window.stdout is not None
            there = window.stdout.readline()
            assert there.startswith("there "), (self.home / "what-it-said.log").read_text()
            yield window, there.removeprefix("there ").rstrip("\n")
        finally:
            window.kill()
            window.communicate()

    def engine(self) -> psutil.Process:
        """The music engine that plays on."""
        for process in psutil.process_iter(["cmdline"]):
            line = process.info["cmdline"] or []
            if "engine" in line and any(part.startswith(str(self.clinic)) for part in line):
                return process
        raise AssertionError("no engine plays")

    def close(self) -> None:
        """Nothing is left running."""
        try:
            engine = self.engine()
        except AssertionError:
            return
        engine.kill()
        engine.wait(10)


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    """A machine of one's own."""
    made = Machine(tmp_path)
    yield made
    made.close()


@linux
def test_not_a_byte_of_a_session_gets_out_of_the_record(machine: Machine) -> None:
    """Looked for while it runs, after a kill, after the next start and after the end."""
    with machine.program("begin") as (window, told):
        code, title = told.split(" ", 1)
        assert title == "Facilitator"
        assert found_in(machine.written) == []
        assert found_in(machine.written, code) == []
        for process in (psutil.Process(window.pid), machine.engine()):
            own = Path(f"/proc/{process.pid}")
            told_by_system = [(own / name).read_bytes() for name in ("cmdline", "environ", "comm")]
            tasks = [path.read_bytes() for path in own.glob("task/*/comm")]
            seen = b"\0".join(told_by_system + tasks)
            assert not any(look in seen for look in disguises(MARK))
            limits = (own / "limits").read_text().splitlines()
            assert next(line for line in limits if "core file" in line).split()[4:6] == ["0", "0"]
        window.kill()
        window.wait(10)
    assert found_in(machine.written) == []
    with machine.program("again") as (window, _):
        assert found_in(machine.written) == []
        window.communicate("end\n", timeout=20)
        assert window.returncode == 0
    assert found_in(machine.written) == []
    assert len(list((machine.clinic / "backups").glob("*Z"))) >= 2
    assert found_in([machine.place / "given"])  # the person's own copy, which left it on purpose, holds what is theirs
    assert "bug ValueError in room" in (machine.home / "what-it-said.log").read_text()


@linux
def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    """A control: each disguise is seen, in a file and in a name."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "json").write_text(json.dumps({"note": f"{MARK} said"}))
    (tmp_path / "sub" / "utf16").write_text(f"so {MARK}", encoding="utf-16")
    (tmp_path / "sub" / "base64").write_bytes(base64.b64encode(f"o {MARK} there".encode()))
    (tmp_path / "sub" / f"{MARK}.txt").touch()
    assert len(found_in([tmp_path])) == 4


HARDENED = "from facilitator_app.cli import main; main(['diagnostics'])"
SAY_AND_WAIT = "import ctypes, sys; print('dumpable', ctypes.CDLL(None).prctl(3), flush=True); sys.stdin.readline()"


def aborted(folder: Path, code: str) -> tuple[str, list[str]]:
    """Run a program that may leave a core file, abort it; what it said of itself, and what was left of it."""
    import resource

    def allow() -> None:
        hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
        resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))

    folder.mkdir()
    environment = os.environ | {"PYTHONPATH": str(SOURCE), "XDG_DATA_HOME": str(folder)}
    with subprocess.Popen(
        [sys.executable, "-c", f"{code}\n{SAY_AND_WAIT}"], cwd=folder, env=environment, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, text=True, preexec_fn=allow,
    ) as program:  # fmt: skip
        assert program.stdout is not None
        said = next(line for line in program.stdout if line.startswith("dumpable"))
        program.send_signal(signal.SIGABRT)
        program.wait(20)
    assert program.returncode == -signal.SIGABRT
    return said.strip(), [path.name for path in folder.iterdir() if "core" in path.name]


@linux
def test_the_program_leaves_no_core_dump_and_lets_nobody_read_its_memory(tmp_path: Path) -> None:
    assert aborted(tmp_path / "ours", HARDENED) == ("dumpable 0", [])
    said, left = aborted(tmp_path / "control", "pass")
    assert said == "dumpable 1"
    if Path("/proc/sys/kernel/core_pattern").read_text().strip() == "core":
        import resource

        assert left or resource.getrlimit(resource.RLIMIT_CORE)[1] == 0  # what a program leaves that does nothing
