"""Real files through real libVLC into the mixer: joins, crossfades, and files that only look like music."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from facilitator_app.playlists.arc import PHASES, read_arc
from facilitator_app.playlists.engine.conductor import BED_ALONE_S
from facilitator_app.playlists.engine.decks import LOW_S, STARVED_S
from facilitator_app.playlists.engine.decoder import AHEAD_MS, LibVlc
from facilitator_app.playlists.engine.memory import Place
from facilitator_app.playlists.engine.output import AT_ONCE, IN_STOCK_MS, whole
from facilitator_app.playlists.engine.pool import Pool
from facilitator_app.playlists.engine.protocol import Plan, PlannedPiece
from facilitator_app.playlists.engine.scan import scan
from tests.playlists.conftest import Bench
from tests.playlists.sounds import RATE, Frames, clicks_dbfs, longest_silence_s, tone, write_flac, write_wav

SHIPPED = Path(__file__).parents[2] / "resources" / "music"


def found_at(heard: np.ndarray, wanted: Frames) -> int:
    """Where the 16 bit frames of ``wanted`` lie in what was heard, bit for bit; -1 when they do not."""
    whole = np.round(heard * 32768).astype(np.int16)
    side = wanted[:, 0]
    probe = side[:64]
    starts = np.flatnonzero(whole[: len(whole) - len(side) + 1] == probe[0])
    return next((int(at) for at in starts if np.array_equal(whole[at : at + len(side)], side)), -1)


@pytest.mark.parametrize("kind", ["flac", "wav"])
def test_two_files_cut_from_one_tone_are_heard_as_one_tone(bench: Bench, tmp_path: Path, kind: str) -> None:
    write = write_flac if kind == "flac" else write_wav
    whole = tone(5.4321)
    cut = 130_003
    bench.play(
        write(tmp_path / f"one.{kind}", whole[:cut]), write(tmp_path / f"two.{kind}", whole[cut:]), crossfade_s=0
    )
    heard = bench.pull(5.6)
    after_entry = whole[2 * RATE + 480 :]
    assert found_at(heard, after_entry) >= 0
    assert [fact for fact in bench.facts if fact[0] != "passed_over"][:3] == [
        ("began", f"one.{kind}", "begun"),
        ("ended", f"one.{kind}", "ended"),
        ("began", f"two.{kind}", "ended"),
    ]


def test_a_crossfade_between_files_has_no_dip_no_click_and_no_hole(bench: Bench, tmp_path: Path) -> None:
    one, two = write_flac(tmp_path / "a.flac", tone(4.5, 440)), write_flac(tmp_path / "b.flac", tone(4.5, 660))
    bench.play(one, two, crossfade_s=1.5)
    heard = bench.pull(6.5)[round(2.1 * RATE) : round(6.2 * RATE)].astype(np.float64)
    t = np.arange(len(heard)) / RATE
    width = RATE // 10
    parts = []
    for hertz in (440, 660):
        turned = heard * np.exp(-2j * np.pi * hertz * t)
        parts.append(2 * np.abs(turned[: len(t) // width * width].reshape(-1, width).mean(axis=1)))
    power = 20 * np.log10(np.hypot(*parts) / 0.25)
    assert np.abs(power).max() < 0.1
    assert clicks_dbfs(heard) < -80


def test_a_piece_is_resumed_where_it_was(bench: Bench, tmp_path: Path) -> None:
    sweep = np.sin(2 * np.pi * np.cumsum(np.linspace(200, 2200, 20 * RATE)) / RATE)
    frames = np.round(np.stack([sweep, sweep], axis=1) * 8000).astype(np.int16)
    path = write_flac(tmp_path / "sweep.flac", frames)
    plan = Plan("peak", (PlannedPiece(str(path)),), 0.0)
    bench.conductor.resume(Place("playing", plan, 0, 10.0), unbroken=True)
    heard = bench.pull(1.0)
    spectrum = np.abs(np.fft.rfft(heard[-9600:] * np.hanning(9600)))
    hertz = float(np.argmax(spectrum)) * RATE / 9600
    at = (hertz - 200) / 100
    assert at == pytest.approx(10.9, abs=0.15)
    assert bench.facts == []  # so short a silence is not for the record
    assert bench.conductor.status().position_s == pytest.approx(11.0, abs=0.15)


@pytest.fixture
def bad_files(tmp_path: Path) -> dict[str, Path]:
    """A file of each kind that cannot be played."""
    whole = write_flac(tmp_path / "whole.flac", tone(4)).read_bytes()
    opus = (SHIPPED / "hearth.opus").read_bytes()
    wav = write_wav(tmp_path / "whole.wav", tone(4)).read_bytes()
    made = {
        "empty.flac": b"",
        "words.mp3": b"these are words, and no music " * 40,
        "noise.mp3": np.random.default_rng(3).bytes(60_000),
        "cut.flac": whole[: len(whole) // 2],
        "cut.opus": opus[: len(opus) // 3],
        "cut.wav": wav[: len(wav) // 3],
    }
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
    return {name: tmp_path / name for name in made} | {"gone.flac": tmp_path / "gone.flac"}


def test_files_that_cannot_be_played_are_passed_over_before_they_are_due_and_told(
    bench: Bench, tmp_path: Path, bad_files: dict[str, Path]
) -> None:
    good, last = write_flac(tmp_path / "good.flac", tone(5)), write_wav(tmp_path / "last.wav", tone(5))
    bad = {name: bad_files[name] for name in ("words.mp3", "cut.opus", "gone.flac")}
    bench.play(good, *bad.values(), last, crossfade_s=1)
    bench.until("began", "good.flac")
    for name in bad:
        bench.until("passed_over", name, heard=False)
    assert ("ended", "good.flac", "ended") not in bench.facts
    bench.conductor.skip()
    bench.until("began", "last.wav")
    assert bench.facts[-2:] == [("ended", "good.flac", "skipped"), ("began", "last.wav", "skipped")]


def test_the_scan_names_what_is_wrong_with_each_file(libvlc: LibVlc, bad_files: dict[str, Path]) -> None:
    assert {name: scan(libvlc, str(path)).why for name, path in bad_files.items()} == {
        "empty.flac": "empty",
        "words.mp3": "no_sound",
        "noise.mp3": "no_sound",
        "cut.flac": "truncated",
        "cut.opus": "truncated",
        "cut.wav": "truncated",
        "gone.flac": "missing",
    }


def test_the_scan_measures_length_peak_and_loudness(libvlc: LibVlc, tmp_path: Path) -> None:
    told = scan(libvlc, str(write_wav(tmp_path / "tone.wav", tone(20, 997, level=0.1))))
    assert told.why == ""
    assert told.seconds == pytest.approx(20, abs=0.1)
    assert told.peak_dbfs == pytest.approx(-20, abs=0.1)
    assert told.lufs == pytest.approx(-20, abs=0.1)  # BS.1770: a stereo 997 Hz sine of -20 dBFS reads -20 LUFS


def test_when_the_pool_is_through_it_begins_again(bench: Bench, tmp_path: Path) -> None:
    one, two = write_flac(tmp_path / "a.flac", tone(1.5)), write_flac(tmp_path / "b.flac", tone(1.5))
    bench.play(one, two, crossfade_s=0)
    bench.pull(5.5)
    began = [name for fact, name, _ in bench.facts if fact == "began"]
    assert began == ["a.flac", "b.flac", "a.flac", "b.flac"]


def test_alone_the_plan_is_played_to_its_end_and_then_nothing(bench: Bench, tmp_path: Path) -> None:
    one, two = write_flac(tmp_path / "a.flac", tone(2)), write_flac(tmp_path / "b.flac", tone(2))
    bench.play(one, two, crossfade_s=0)
    bench.pull(1)
    bench.conductor.alone_since = 0.0
    bench.until("ended", "b.flac")
    bench.pull(0.5)
    assert bench.conductor.mode == "idle"
    assert [name for fact, name, _ in bench.facts if fact == "began"] == ["a.flac", "b.flac"]


def test_alone_at_the_end_of_its_plan_the_music_goes_over_to_the_soft_bed_and_stays_there(
    bench: Bench, tmp_path: Path
) -> None:
    one, bed = write_flac(tmp_path / "a.flac", tone(2)), write_flac(tmp_path / "bed.flac", tone(2, 500))
    bench.play(one, crossfade_s=0, bed=(bed,))
    bench.conductor.alone_since = time.monotonic()  # the window went, and no more is promised of the plan
    heard = bench.pull(7)[3 * RATE // 2 :]
    assert [name for fact, name, _ in bench.facts if fact == "began"][:3] == ["a.flac", "bed.flac", "bed.flac"]
    assert longest_silence_s(heard) < 0.002
    assert bench.conductor.status().trouble == "music.bed_alone"
    bench.conductor.alone_since = time.monotonic() - BED_ALONE_S - 1  # nobody has come in all these hours
    bench.pull(5)  # what waits is still heard
    assert bench.conductor.mode == "idle"


def test_faded_music_holds_its_place_and_comes_in_again(bench: Bench, tmp_path: Path) -> None:
    bench.play(write_flac(tmp_path / "a.flac", tone(20)), crossfade_s=4)
    bench.pull(1.0)
    bench.conductor.fade(True, 0.5)
    bench.pull(0.6)
    at = bench.conductor.status().position_s
    assert np.abs(bench.pull(1.0)).max() == 0
    assert bench.conductor.status().position_s == at
    bench.conductor.fade(False, 0.2)
    assert np.abs(bench.pull(1.0)).max() > 0.1
    assert bench.facts == [("began", "a.flac", "begun"), ("ended", "a.flac", "faded"), ("began", "a.flac", "faded_in")]


def test_a_level_that_is_set_while_nothing_plays_holds_from_the_first_note(bench: Bench, tmp_path: Path) -> None:
    bench.at_real_time = True
    bench.conductor.set_level(-12.0)
    bench.play(write_wav(tmp_path / "a.wav", tone(20)))
    assert 20 * np.log10(np.abs(bench.pull(2.5)).max() / 0.25) == pytest.approx(-12.0, abs=0.1)


@pytest.mark.parametrize(("name", "start_s", "loses"), [
    ("a.flac", 3.0, False), ("a.mp3", 0.0, False), ("a.mp3", 3.0, True), ("a.wma", 0.0, True), ("a.mka", 0.0, True),
])  # fmt: skip
def test_what_cannot_be_joined_on_the_sample_is_crossed_over(
    bench: Bench, tmp_path: Path, name: str, start_s: float, loses: bool
) -> None:
    pool = Pool(Plan("peak", (PlannedPiece(str(tmp_path / name), start_s=start_s),)))
    bench.conductor.decks.cue(pool, 0)
    assert bench.conductor.decks.waiting is not None
    assert bench.conductor.decks.waiting.loses_ends is loses


def test_an_emergency_also_ends_the_slow_fade_at_the_end_of_the_music(bench: Bench, tmp_path: Path) -> None:
    bench.at_real_time = True
    bench.play(write_wav(tmp_path / "a.wav", tone(20)))
    bench.pull(2.5)
    bench.conductor.finish(8.0)
    bench.pull(0.5)
    bench.conductor.fade(True, 2.0)
    bench.conductor.fade(True, 8.0)  # somebody else fades out: no later than it would sink already
    heard = bench.pull(2.1)
    assert np.abs(heard[-2400:]).max() == 0.0
    bench.conductor.tick()
    assert bench.conductor.mode == "idle"


def test_a_phase_that_begins_while_the_music_is_faded_stays_silent_until_it_is_faded_in(
    bench: Bench, tmp_path: Path
) -> None:
    bench.play(write_flac(tmp_path / "a.flac", tone(20)), crossfade_s=1)
    bench.pull(0.5)
    bench.conductor.fade(True, 0.2)
    bench.pull(0.5)
    bench.play(write_flac(tmp_path / "b.flac", tone(20, 500)), phase="peak", follow=True)
    assert np.abs(bench.pull(0.5)).max() == 0
    bench.conductor.fade(False, 0.2)
    assert np.abs(bench.pull(3.0)).max() > 0.1
    assert bench.facts[-1] == ("began", "b.flac", "begun")


@pytest.mark.parametrize("name", ["lamplight", "hearth"])
def test_a_shipped_piece_can_be_played_at_its_level(libvlc: LibVlc, name: str) -> None:
    told = scan(libvlc, str(SHIPPED / f"{name}.opus"))
    assert told.why == ""
    assert told.seconds == pytest.approx(120, abs=0.5)
    assert told.lufs == pytest.approx(-20, abs=0.5)
    assert told.peak_dbfs < -3


def test_a_loudspeaker_that_begins_takes_its_stock_and_no_piece_counts_as_starved_for_that() -> None:
    taken_s = IN_STOCK_MS / 1000 + AT_ONCE / RATE
    assert AHEAD_MS / 1000 - taken_s >= LOW_S > STARVED_S


def test_a_sample_of_a_file_reaches_the_device_as_it_is() -> None:
    samples = np.arange(-32768, 32768, dtype=np.int16).reshape(-1, 2)
    given = np.frombuffer(whole(samples * np.float32(1 / 32768)), np.int32).reshape(-1, 2)
    assert np.array_equal(given >> 16, samples)
    assert np.frombuffer(whole(np.array([[1.0, -2.0]], np.float32)), np.int32).tolist() == [2**31 - 128, -(2**31)]


def test_what_ships_is_small_and_all_there() -> None:
    arc = read_arc(SHIPPED / "playlist.toml")
    files = sorted(SHIPPED.glob("*.opus"))
    assert len(files) >= 6
    assert sum(path.stat().st_size for path in files) < 8_000_000
    assert {piece.path for piece in arc.pieces} == {path.resolve() for path in files}
    assert set(arc.phases) == set(PHASES)
