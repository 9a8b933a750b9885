"""What nobody asks for stays out of the program's processes: of what its libraries bring along, and of its own screens."""

from __future__ import annotations

import subprocess
import sys

import pytest

WINDOW = """
import sys
import facilitator_app.ui.loop
with facilitator_app.ui.loop.lean.without("ssl"):
    import asyncio
import facilitator_app.journal
"""
GUARD = """
import sys
from facilitator_app import lean
lean.own_hashes()
from facilitator_app.playlists.engine.guard import NEEDED
NEEDED[1]()
"""
TELL = "\nprint(*(sorted({'ssl', '_hashlib', 'email', 'urllib.request', 'http', 'xml'} & set(sys.modules))))"
ASKED = """
import hashlib, ssl, importlib.metadata, urllib.request, html
assert hashlib.sha256(b"abc").hexdigest().startswith("ba7816bf8f01cfea")
assert importlib.metadata.version("sqlalchemy") and ssl.OPENSSL_VERSION
assert html.unescape("&amp;") == "&" and urllib.request.Request
"""

ROOM = """
import sys, tempfile
from pathlib import Path
from facilitator_app.ui.main import open_window, run_on_qt, start_qt
from tests.ui import scenes

async def room(folder):
    place = await scenes.furnished(folder, 1)
    window = open_window(place.app, still=True, at_once=False)
    window.shell.settle()
    window.shell.go("room")
    await window.shell.settle().await_home()
    await window.painted()
    assert window.find("tile.1") and not window.warnings, window.warnings
    window.close()
    await place.app.close()

start_qt()
with tempfile.TemporaryDirectory() as folder:
    run_on_qt(room(Path(folder)))
elsewhere = {"home", "people", "plans", "moving", "setup", "first_start", "oversight_view"}
print(*(name for name in sorted(elsewhere) if f"facilitator_app.ui.{name}" in sys.modules))
"""


def heard(words: str) -> str:
    """What a Python of its own says."""
    return subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize("process", [WINDOW, GUARD], ids=["window", "guard"])
def test_neither_openssl_nor_email_nor_the_web_is_brought_along_and_who_asks_for_them_gets_them(process: str) -> None:
    assert heard(process + TELL + ASKED) == ""


def test_a_room_that_is_gone_to_at_once_holds_nothing_of_home_and_of_the_screens_before_it() -> None:
    assert heard(ROOM) == ""
