"""Every file the app reads, spoilt in short and, with ``--all``, a minute each; longer by command: ``python -m tests.fuzz``."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.fuzz.run import Hung, no_longer_than, spoil, spoil_all
from tests.fuzz.targets import FAMILIES, Family, Target

families = pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)


@families
def test_a_spoilt_file_is_read_or_refused_in_words(family: Family) -> None:
    told = spoil_all(family, seconds=0.15, seed=1, most=100)
    assert {name: one["wrong"] for name, one in told.items() if one["wrong"]} == {}
    assert all(one["runs"] for one in told.values())


@pytest.mark.slow
@pytest.mark.timeout(2400)
@families
def test_a_minute_of_spoiling_each(family: Family) -> None:
    seed = random.randrange(1 << 30)
    told = spoil_all(family, seconds=60, seed=seed)
    assert {name: one["wrong"] for name, one in told.items() if one["wrong"]} == {}, f"seed {seed}"


def test_a_reader_that_crashes_or_hangs_is_found(tmp_path: Path) -> None:
    """The control: a crash is told with where it was, and its content kept; what takes too long is a hang."""

    def crashes(content: bytes) -> str:
        return str(int(content))

    told = spoil(Target("a number", [b"12"], crashes), random.Random(1), seconds=5, most=500, found=tmp_path)
    assert len(told["wrong"]) == len(list(tmp_path.iterdir())) == 3
    assert all("ValueError" in one for one in told["wrong"])
    with pytest.raises(Hung), no_longer_than(0.05):
        _without_end()


def _without_end() -> None:
    while True:
        pass
