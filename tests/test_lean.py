"""What the program's libraries bring along and nobody asks for stays out of its processes."""

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


def heard(words: str) -> str:
    """What a Python of its own says."""
    return subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize("process", [WINDOW, GUARD], ids=["window", "guard"])
def test_neither_openssl_nor_email_nor_the_web_is_brought_along_and_who_asks_for_them_gets_them(process: str) -> None:
    assert heard(process + TELL + ASKED) == ""
