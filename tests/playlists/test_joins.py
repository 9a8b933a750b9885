"""MP3 files joined: nothing of the music lost, nothing added.  The files are made by LAME where it is there."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import pytest

from tests.playlists.conftest import Bench
from tests.playlists.sounds import RATE, Frames, tone, write_wav
from tests.waiting import need_program


def write_mp3(path: Path, frames: Frames) -> Path:
    """Encode with the delay and padding noted, as every encoder does by now."""
    made = write_wav(path.with_suffix(".wav"), frames)
    subprocess.run([need_program("lame"), "--quiet", "-b", "192", str(made), str(path)], check=True)
    return path


@pytest.mark.timeout(60)
def test_two_mp3_files_cut_from_one_tone_are_heard_as_one_tone(bench: Bench, tmp_path: Path) -> None:
    whole, cut = tone(6.0), 130_003
    one, two = write_mp3(tmp_path / "one.mp3", whole[:cut]), write_mp3(tmp_path / "two.mp3", whole[cut:])
    bench.at_real_time = True
    bench.play(one, two, crossfade_s=0)
    heard = bench.pull(5.5)[round(2.2 * RATE) :].astype(np.float64)
    turned = heard * np.exp(-2j * np.pi * 333.0 * np.arange(len(heard)) / RATE)
    width = RATE // 20
    slow = turned[: len(turned) // width * width].reshape(-1, width).mean(axis=1)
    phase = np.unwrap(np.angle(slow))
    lost = (phase - phase[0]) / (2 * np.pi * 333.0) * RATE
    assert np.abs(lost).max() < 2.0  # samples, over the join
    level = 20 * np.log10(2 * np.abs(slow) / 0.25)
    assert np.abs(level).max() < 0.5
    # the codec itself rounds a tone that is cut off hard: the step is small, and is in the files
    assert np.abs(np.diff(heard)).max() < 5 * 0.25 * 2 * np.pi * 333.0 / RATE
