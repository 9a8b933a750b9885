"""How loud each piece is heard, measured once, and when a piece is left."""

from __future__ import annotations

import functools
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from facilitator_app.playlists.engine.decoder import LibVlc
from facilitator_app.playlists.engine.kept import Kept
from facilitator_app.playlists.engine.loudness import Loudness
from facilitator_app.playlists.engine.mixer import BLOCK
from facilitator_app.playlists.engine.moments import quiet_moment
from facilitator_app.playlists.engine.pool import Pool
from facilitator_app.playlists.engine.protocol import Plan, PlannedPiece, Scan
from facilitator_app.playlists.engine.scan import Silence, scan
from tests.playlists.conftest import Bench
from tests.playlists.sounds import RATE, longest_silence_s, tone, write_flac, write_wav


def loud_and_quiet(seconds: float) -> np.ndarray:
    """A loud tone whose second half is 24 dB quieter."""
    half = tone(seconds / 2, 997, level=0.5)
    return np.concatenate([half, (half // 16).astype(np.int16)])


def test_a_loud_file_is_heard_at_the_level_and_what_is_quiet_inside_stays_quiet(bench: Bench, tmp_path: Path) -> None:
    bench.at_real_time = True
    path = write_flac(tmp_path / "loud.flac", loud_and_quiet(6))
    bench.scout.look(str(path))
    bench.wait_for_scan(path)
    bench.play(path, gain_db=None)
    heard = bench.pull(6)
    loud, quiet = (
        20 * np.log10(np.abs(heard[round(at * RATE) : round((at + 0.5) * RATE)]).max() / 0.5) for at in (2.3, 5)
    )
    told = bench.scout.verdict(str(path))
    assert told is not None
    assert told.lufs == pytest.approx(-6, abs=0.3)  # the gate leaves the quiet half out
    assert loud == pytest.approx(-18 - told.lufs, abs=0.1)
    assert quiet - loud == pytest.approx(-24, abs=0.2)
    assert bench.conductor.status().lufs == told.lufs
    assert bench.conductor.status().gain_db == pytest.approx(-18 - told.lufs, abs=0.1)


def test_a_quiet_file_is_never_made_louder(bench: Bench, tmp_path: Path) -> None:
    bench.at_real_time = True
    path = write_flac(tmp_path / "soft.flac", tone(6, level=0.02))
    bench.scout.look(str(path))
    bench.wait_for_scan(path)
    bench.play(path, gain_db=None)
    assert np.abs(bench.pull(3)).max() == pytest.approx(0.02, rel=0.01)


def test_a_file_nobody_has_measured_does_not_blast_and_finds_its_level(bench: Bench, tmp_path: Path) -> None:
    bench.at_real_time = True
    path = write_wav(tmp_path / "new.wav", tone(7, 997, level=0.9))
    bench.play(path, gain_db=None)
    assert np.abs(bench.pull(2)).max() <= 0.46
    bench.wait_for_scan(path)
    assert 20 * np.log10(np.abs(bench.pull(4.6)[-RATE // 4 :]).max()) == pytest.approx(-18, abs=0.2)


def test_pieces_of_one_album_keep_their_distance(bench: Bench, tmp_path: Path) -> None:
    path = write_flac(tmp_path / "a.flac", tone(6, level=0.5))
    bench.play(path, gain_db=0.0)
    bench.pull(2.2)
    bench.conductor.pool.set_gains({PlannedPiece(str(path)).id: -6.0})
    assert 20 * np.log10(np.abs(bench.pull(3)[-RATE // 2 :]).max() / 0.5) == pytest.approx(-6, abs=0.1)
    assert bench.conductor.place("").plan.pieces[0].gain_db == -6.0


def test_true_peak_range_and_course_are_measured() -> None:
    meter = Loudness()
    t = np.arange(20 * RATE)
    wave = 0.5 * np.sin(np.pi / 2 * t + np.pi / 4)
    wave[10 * RATE :] *= 0.1
    meter.feed(np.stack([wave, wave], axis=1).astype(np.float32))
    assert meter.peak_dbfs == pytest.approx(-9.03, abs=0.05)
    assert meter.true_peak_dbtp == pytest.approx(-6.02, abs=0.15)
    assert meter.range_lu() == pytest.approx(20, abs=0.3)
    course = meter.course()
    assert len(course) == 19
    assert course[3] - course[15] == pytest.approx(20, abs=0.1)


def test_a_file_is_measured_once_also_under_another_name(libvlc: LibVlc, tmp_path: Path) -> None:
    measured: list[str] = []

    def watched(path: str) -> Scan:
        measured.append(path)
        return scan(libvlc, path)

    kept, path = Kept(tmp_path / "kept"), write_wav(tmp_path / "a.wav", tone(2))
    first = kept.measure(str(path), watched)
    assert first.why == ""
    assert kept.measure(str(path), watched) == first
    moved = str(shutil.move(path, tmp_path / "b.wav"))
    again = kept.measure(moved, watched)
    assert (again.content, again.lufs, again.path) == (first.content, first.lufs, moved)
    write_wav(tmp_path / "b.wav", tone(3))
    assert kept.measure(moved, watched).seconds == pytest.approx(3, abs=0.1)
    assert measured == [str(path), moved]
    assert b"a.wav" not in b"".join(each.read_bytes() for each in (tmp_path / "kept").iterdir())


def test_a_spoiled_memory_of_a_file_is_measured_anew(libvlc: LibVlc, tmp_path: Path) -> None:
    kept, path = Kept(tmp_path / "kept"), str(write_wav(tmp_path / "a.wav", tone(2)))
    look = functools.partial(scan, libvlc)
    first = kept.measure(path, look)
    for each in (tmp_path / "kept").iterdir():
        each.write_bytes(b"\xff{")
    assert kept.measure(path, look).lufs == first.lufs
    assert kept.measure(str(tmp_path / "gone.wav"), look).why == "missing"


def test_the_quietest_moment_ahead_is_the_middle_of_the_crossfade() -> None:
    course = [-20.0] * 12 + [-30.0] * 3 + [-20.0] * 20
    assert quiet_moment(course, 5.0, 20.0, 4.0) == pytest.approx(11.5)
    assert quiet_moment(course, 14.0, 20.0, 4.0) == 14.0  # nothing ahead is quieter than now
    assert quiet_moment([-20.0] * 40, 5.0, 20.0, 4.0) == 5.0
    assert quiet_moment([], 5.0, 20.0, 4.0) == 5.0
    assert quiet_moment(course, 34.5, 20.0, 4.0) == 34.5


def test_a_skip_waits_for_a_quiet_moment_and_a_second_one_does_not(bench: Bench, tmp_path: Path) -> None:
    bench.at_real_time = True
    frames = tone(12, level=0.3)
    frames[4 * RATE : 7 * RATE] //= 8
    one, two = write_flac(tmp_path / "a.flac", frames), write_flac(tmp_path / "b.flac", tone(20, 500))
    bench.scout.look(str(one))
    bench.wait_for_scan(one)
    bench.play(one, two, one, crossfade_s=2)
    bench.pull(2.5)
    bench.conductor.skip()
    assert bench.conductor.status().moves_in_s == pytest.approx(2, abs=0.6)
    bench.pull(1)
    assert bench.conductor.status().title == "a"
    bench.pull(2)
    assert bench.facts[-2:] == [("ended", "a.flac", "skipped"), ("began", "b.flac", "skipped")]
    bench.conductor.skip()
    bench.conductor.skip()
    bench.pull(0.5)
    assert bench.facts[-2:] == [("ended", "b.flac", "skipped"), ("began", "a.flac", "skipped")]


def test_when_nothing_of_a_phase_can_be_played_the_bed_is(bench: Bench, tmp_path: Path) -> None:
    bed = write_flac(tmp_path / "bed.flac", tone(6))
    words = tmp_path / "words.mp3"
    words.write_text("no music at all")
    bench.play(tmp_path / "gone.flac", words, bed=(bed,))
    bench.until("began", "bed.flac")
    assert np.abs(bench.pull(3)[-RATE:]).max() > 0.2
    assert bench.conductor.status().trouble == "music.bed_plays"
    assert {fact[:2] for fact in bench.facts} >= {("passed_over", "gone.flac"), ("passed_over", "words.mp3")}


def test_a_piece_that_is_in_the_pool_twice_goes_on_from_where_it_stands() -> None:
    def pool(names: str) -> Pool:
        return Pool(Plan("peak", tuple(PlannedPiece(name) for name in names)))

    was = pool("abac")
    assert [pool("abac").find(was, n) for n in range(4)] == [0, 1, 2, 3]
    assert pool("caba").find(was, 0) == 1  # the same pieces, turned
    assert pool("aa").find(was, 3) is None


def test_when_two_in_a_row_give_nothing_the_bed_is_heard_before_the_rest_is_tried() -> None:
    pool = Pool(Plan("peak", tuple(PlannedPiece(name) for name in "abcd"), bed=(PlannedPiece("e"),)))
    assert pool.leave_out(1, rest=True)
    assert pool.after(1) == 4
    pool.heard(4)
    assert pool.after(4) == 0
    without = Pool(Plan("peak", tuple(PlannedPiece(name) for name in "abcd")))
    assert without.leave_out(1, rest=True)
    assert without.after(1) == 2


def test_the_bed_is_left_as_soon_as_a_piece_of_the_phase_can_be_played() -> None:
    pool = Pool(Plan("peak", (PlannedPiece("a"), PlannedPiece("b")), bed=(PlannedPiece("c"), PlannedPiece("d"))))
    pool.leave_out(0)
    pool.leave_out(1)
    assert [pool.after(-1), pool.after(2), pool.after(3)] == [2, 3, 2]
    assert pool.piece(3).path == "d"
    pool.heard(2)
    assert pool.after(2) == 0


def test_while_its_loudspeaker_is_lost_the_music_waits_where_it_is(bench: Bench, tmp_path: Path) -> None:
    bench.play(write_flac(tmp_path / "a.flac", tone(20)), crossfade_s=4)
    bench.pull(2.5)
    at = bench.conductor.status().position_s
    bench.conductor.suspend(True)
    assert np.abs(bench.mixer.render(RATE)[BLOCK:]).max() == 0
    bench.conductor.tick()
    bench.conductor.fade(True, 0.1)
    bench.mixer.render(RATE)
    bench.conductor.tick()
    assert bench.conductor.mode == "faded"  # what is asked for meanwhile is done
    bench.conductor.fade(False, 0.1)
    bench.conductor.suspend(False)
    assert bench.conductor.status().position_s == at
    assert np.abs(bench.pull(1.0)).max() > 0.2


def test_a_phase_that_is_held_goes_on_from_its_own_pieces_and_says_for_how_long(bench: Bench, tmp_path: Path) -> None:
    bench.at_real_time = True
    one, two = write_flac(tmp_path / "a.flac", tone(1.5)), write_flac(tmp_path / "b.flac", tone(1.5))
    bench.play(one, two, crossfade_s=0)
    bench.pull(1)
    bench.conductor.alone_since = 0.0
    bench.conductor.pool.hold(1e9)
    assert bench.conductor.status().held_s == 1e9
    heard = bench.pull(4)
    assert np.abs(heard[:-RATE].reshape(-1, RATE // 100)).max(axis=1).min() > 0.1  # no seam where the pool begins again
    assert [name for fact, name, _ in bench.facts if fact == "began"][:3] == ["a.flac", "b.flac", "a.flac"]
    assert bench.conductor.place("").plan.held_s == 1e9


def lose(path: Path, from_s: float, dither: int = 0) -> None:
    """While the WAV file plays, what it holds from this second on is lost."""
    left = (path.stat().st_size - 44) // 2 - round(2 * RATE * from_s)
    with path.open("r+b") as file:
        file.seek(44 + 4 * round(RATE * from_s))
        file.write(np.random.default_rng(1).integers(-dither, dither + 1, left).astype("<i2").tobytes())


@pytest.mark.parametrize("dither", [0, 1])
def test_a_piece_that_turns_to_silence_where_the_scan_heard_music_is_left_before_that_is_heard(
    bench: Bench, tmp_path: Path, dither: int
) -> None:
    bench.at_real_time = True
    tide, vast = write_wav(tmp_path / "tide.wav", tone(12)), write_wav(tmp_path / "vast.wav", tone(12, 500))
    bench.scout.look(str(tide))
    bench.wait_for_scan(tide)
    bench.play(tide, vast)
    bench.pull(0.5)
    lose(tide, 4.0, dither)
    heard = bench.pull(4.5)
    assert ("ended", "tide.wav", "failed") in bench.facts
    assert longest_silence_s(heard) < 0.02


def test_a_piece_nobody_has_scanned_may_be_silent_for_no_more_than_a_second(bench: Bench, tmp_path: Path) -> None:
    bench.at_real_time = True
    bench.scout_by((sys.executable, "-c", "import time; time.sleep(10)"))
    tide, vast = write_wav(tmp_path / "tide.wav", tone(12)), write_wav(tmp_path / "vast.wav", tone(12, 500))
    bench.play(tide, vast)
    bench.pull(0.5)
    lose(tide, 3.0)
    heard = bench.pull(4.5)
    assert ("ended", "tide.wav", "failed") in bench.facts
    assert bench.scout.verdict(str(tide)) is None
    assert longest_silence_s(heard) < 1.0


@pytest.mark.parametrize("silent_s", [0.9, 3.0])
def test_a_silence_that_belongs_to_the_piece_is_not_cut_short(bench: Bench, tmp_path: Path, silent_s: float) -> None:
    bench.at_real_time = True
    silence = np.zeros((round(silent_s * RATE), 2), np.int16)
    breath = write_wav(tmp_path / "breath.wav", np.concatenate([tone(1.2), silence, tone(8)]))
    bench.scout.look(str(breath))
    bench.wait_for_scan(breath)
    bench.play(breath, write_wav(tmp_path / "next.wav", tone(12, 500)))
    bench.pull(1.4 + silent_s)
    assert bench.facts == [("began", "breath.wav", "begun")]


@pytest.mark.parametrize("portion", [100, 48_000])
def test_the_longest_silence_is_found_wherever_it_lies(portion: int) -> None:
    frames = np.concatenate([np.zeros((9_000, 2)), tone(1) / 32768, np.zeros((12_345, 2)), tone(1) / 32768])
    silence = Silence()
    for at in range(0, len(frames), portion):
        silence.feed(frames[at : at + portion].astype(np.float32))
    assert silence.longest == pytest.approx(12_345, abs=2)
