"""A demonstration that was killed leaves its folder until the next one begins; one that runs is left alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from facilitator_app.rehearsal.passing import passing_folder


def test_the_next_demonstration_clears_what_a_killed_one_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    over = subprocess.Popen([sys.executable, "-c", ""])
    over.wait()
    killed = tmp_path / f"demo-{over.pid}-abc"
    running = tmp_path / f"demo-{os.getpid()}-def"
    others = tmp_path / "demo-kept-by-hand"
    for folder in (killed / "clinic", running / "clinic", others):
        folder.mkdir(parents=True)
        (folder / "record.db").write_bytes(b"invented")
    with passing_folder("demo-") as place:
        assert place.is_dir()
        assert sorted(tmp_path.iterdir()) == sorted([running, others, place])
    assert sorted(tmp_path.iterdir()) == sorted([running, others])
