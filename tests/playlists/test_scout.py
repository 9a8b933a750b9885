"""Scans on a busy machine: one that takes its time is waited for, one that hangs says nothing about the file."""

from __future__ import annotations

import sys
from pathlib import Path

from facilitator_app.playlists.engine.scout import Scout
from tests.waiting import need_program, until_now

GOES_ON = """
import json, sys
for _ in range(3):
    print(flush=True)
print(json.dumps({"kind": "scan", "path": sys.argv[-1], "seconds": 3600.0}), flush=True)
"""


def test_a_scan_that_takes_its_time_tells_in_the_end(tmp_path: Path) -> None:
    scout = Scout([sys.executable, "-c", GOES_ON], still_s=30.0)
    scout.look("piece")
    until_now(lambda: scout.verdict("piece") is not None)
    told = scout.verdict("piece")
    assert told is not None
    assert (told.why, told.seconds) == ("", 3600.0)


def test_of_a_file_whose_scan_hangs_nothing_is_known_and_it_is_scanned_again(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    hangs = f"echo >> {begun}; exec sleep 600"
    scout = Scout([need_program("sh"), "-c", hangs], still_s=2.0)
    scout.look("piece")
    scout.look("piece")
    until_now(lambda: begun.exists() and len(begun.read_text()) == 2)
    assert scout.verdict("piece") is None  # it is played, and found out then
