"""What the program stands on: the versions, the requirement files, and a Qt that keeps None alive."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

import facilitator_app

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
FILES = {"requirements.txt": [], "requirements-dev.txt": PROJECT["dependency-groups"]["dev"]}

# Its own process, because the fault ends the interpreter rather than failing a test.
NONE_STAYS = """
import os, sys
from PySide6.QtCore import QCoreApplication, QTimer
app = QCoreApplication([])
timer = QTimer()
before = sys.getrefcount(None)
for _ in range(1000):
    timer.setInterval(10)
print(sys.getrefcount(None) - before, flush=True)
os._exit(0)
"""


def test_qt_keeps_none_alive() -> None:
    """PySide6 6.12.0 on Python 3.11 gives back a reference to None that it does not own, once a call."""
    run = subprocess.run([sys.executable, "-c", NONE_STAYS], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) > -100


def test_python_is_one_the_project_supports() -> None:
    assert PROJECT["project"]["requires-python"] == ">=3.11,<3.14"
    assert (3, 11) <= sys.version_info < (3, 14)


def test_the_version_is_the_same_everywhere() -> None:
    assert PROJECT["project"]["version"] == facilitator_app.__version__
    assert f"## [{facilitator_app.__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def pins(name: str) -> dict[str, list[Requirement]]:
    """The pinned packages of a requirement file, by normal name; a package may be pinned more than once by marker."""
    found: dict[str, list[Requirement]] = {}
    for line in (ROOT / name).read_text("utf-8").splitlines():
        if line and not line.startswith((" ", "#")):
            pin = Requirement(line.removesuffix("\\").strip())
            found.setdefault(_normal(pin.name), []).append(pin)
    return found


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", FILES)
def test_the_requirement_files_fit_the_project(name: str) -> None:
    pinned = pins(name)
    for wanted in map(Requirement, PROJECT["project"]["dependencies"] + FILES[name]):
        assert _normal(wanted.name) in pinned, f"{wanted.name} is not in {name}: sh scripts/pin_requirements.sh"
        for pin in pinned[_normal(wanted.name)]:
            (exact,) = pin.specifier
            assert exact.operator == "=="
            assert Version(exact.version) in wanted.specifier, (
                f"{pin} does not fit {wanted}: sh scripts/pin_requirements.sh"
            )


def test_both_requirement_files_pin_the_same_versions() -> None:
    everything = pins("requirements-dev.txt")
    assert {name: [str(pin) for pin in found] for name, found in pins("requirements.txt").items()} == {
        name: [str(pin) for pin in everything[name]] for name in pins("requirements.txt")
    }


@pytest.mark.parametrize("name", FILES)
def test_every_pin_is_hashed_and_no_host_is_named(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    for block in re.split(r"\n(?=[a-z])", text)[1:]:
        assert "--hash=sha256:" in block, block.splitlines()[0]
    assert not re.search(r"://|--(?:extra-)?index|--find-links|file:|@", text)


def test_what_runs_here_is_what_was_pinned() -> None:
    for name, (pin, *more) in pins("requirements.txt").items():
        if not more and (pin.marker is None or pin.marker.evaluate()):
            assert version(name) in pin.specifier, f"{name}: ./run test sets up what was pinned"


def test_the_two_commands_are_plain_sh() -> None:
    for script in ("run", "scripts/checks.sh", "scripts/pin_requirements.sh"):
        assert subprocess.run(["sh", "-n", str(ROOT / script)], check=False).returncode == 0
    assert os.access(ROOT / "run", os.X_OK)
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


@pytest.mark.parametrize(
    "given", ["resources/fonts/LICENSE-Inter.txt", "resources/icons/LICENSE.txt", "LICENSE", "NOTICES.md"]
)
def test_what_was_taken_from_others_carries_their_licence(given: str) -> None:
    assert len((ROOT / given).read_text("utf-8")) > 500


def test_every_package_it_runs_on_is_named_in_the_notices() -> None:
    notices = (ROOT / "NOTICES.md").read_text("utf-8").lower()
    assert [name for name in pins("requirements.txt") if name not in notices] == []
