"""The pages made from the program are fresh."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_page_of_entries_is_made_from_the_types_of_today() -> None:
    command = [sys.executable, "-m", "scripts.make_entries_doc", "--check"]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
