"""The evidence sheet names tests that are there."""

from __future__ import annotations

import re

from tests import source

SHEET = (source.ROOT / "docs" / "evidence.md").read_text("utf-8")
TESTS = source.ROOT / "tests"


def test_every_test_that_is_named_is_there() -> None:
    named = set(re.findall(r"::(test_\w+)", SHEET))
    there = set(re.findall(r"def (test_\w+)", "\n".join(path.read_text("utf-8") for path in TESTS.rglob("*.py"))))
    assert len(named) > 20
    assert sorted(named - there) == []


def test_every_file_that_is_named_is_there() -> None:
    named = set(re.findall(r"`((?:\w+/)*test_\w+\.py)", SHEET))
    assert sorted(name for name in named if not (TESTS / name).exists() and not (source.ROOT / name).exists()) == []
