"""MP3 files joined: nothing of the music lost, nothing added.  The files are made by LAME where it is there."""

from __future__ import annotations

import ctypes
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from facilitator_app.playlists.engine.decoder import LibVlc
from facilitator_app.playlists.engine.protocol import Plan, PlannedPiece
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


def test_a_piece_that_is_to_end_before_its_file_is_joined_there_on_the_sample(bench: Bench, tmp_path: Path) -> None:
    first = write_wav(tmp_path / "a.wav", np.concatenate([tone(3.5), tone(2, 997)]))
    second = write_wav(tmp_path / "b.wav", tone(4, offset_s=3.5))
    bench.at_real_time = True
    cut = PlannedPiece(str(first), gain_db=0.0, end_s=3.5, fade_s=0.0)
    bench.conductor.play(Plan("peak", (cut, PlannedPiece(str(second), gain_db=0.0)), 8.0, alone_s=0.0), follow=False)
    heard = bench.pull(5.0)[round(2.2 * RATE) :].astype(np.float64)
    turned = heard * np.exp(-2j * np.pi * 333.0 * np.arange(len(heard)) / RATE)
    slow = turned[: len(turned) // 2400 * 2400].reshape(-1, 2400).mean(axis=1)
    lost = (np.unwrap(np.angle(slow)) - np.angle(slow[0])) / (2 * np.pi * 333.0) * RATE
    assert np.abs(lost).max() < 2.0  # samples, over the join
    assert np.abs(np.abs(slow) * 2 - 0.25).max() < 0.005


def test_a_piece_that_is_to_begin_later_leaves_out_what_is_before(bench: Bench, tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", np.concatenate([tone(2, 2000), tone(3, 333)]))
    late = PlannedPiece(str(path), gain_db=0.0, start_s=2.05)
    bench.conductor.play(Plan("peak", (late,), 0.0, alone_s=0.0), follow=False)
    heard = bench.pull(2.4).astype(np.float64)
    high = np.abs(np.mean(heard * np.exp(-2j * np.pi * 2000 * np.arange(len(heard)) / RATE)))
    assert float(np.abs(heard).max()) > 0.2
    assert high < 1e-3


def test_what_is_here_of_a_files_beginning_before_the_seek_is_no_part_of_a_cut(
    libvlc: LibVlc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[Any] = []  # ctypes tells no type of its functions
    give = libvlc.vlc.libvlc_audio_set_callbacks

    def given(*to: Any) -> None:
        calls.extend(to[1:])
        give(*to)

    monkeypatch.setattr(libvlc.vlc, "libvlc_audio_set_callbacks", given)
    block = (ctypes.c_int16 * 4800)()  # of 50 ms, as on a busy machine: once in ten times it comes before the seek
    ready = []
    for start_s in (2.05, 0.0):
        calls.clear()
        stream = libvlc.open(str(tmp_path / "nothing comes of itself.wav"), start_s)
        play, _, _, flush, drain, _ = calls
        play(None, ctypes.addressof(block), 2400, 0)
        flush(None, 0)
        ready.append(stream.ready)
        drain(None)
        stream.close()
    assert ready == [0, 2400]
