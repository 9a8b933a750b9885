"""The mixer, sample by sample: nothing lost at a join, no dip in a crossfade, no step in a level, no peak above the ceiling."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from facilitator_app.playlists.engine.mixer import BLOCK, Mixer, Voice
from tests.playlists.sounds import RATE, Frames, clicks_dbfs, tone


class Tape:
    """Frames that are all there from the start."""

    def __init__(self, frames: Frames) -> None:
        self._left = frames
        self.drained = True

    @property
    def ready(self) -> int:
        return len(self._left)

    def add(self, frames: Frames) -> None:
        self._left = np.concatenate([self._left, frames])

    def read(self, count: int) -> Frames:
        out, self._left = self._left[:count], self._left[count:]
        return out


def rendered(mixer: Mixer, seconds: float, portion: int = 1000) -> NDArray[np.float32]:
    """What comes out, taken in odd portions; the limiter's 5 ms are taken off the front."""
    count = round(seconds * RATE) + BLOCK
    parts = [mixer.render(min(portion, count - at)) for at in range(0, count, portion)]
    return np.concatenate(parts)[BLOCK:]


@pytest.mark.parametrize("portion", [1, 7, 240, 1000, 9600])
def test_a_piece_alone_passes_bit_for_bit_whatever_the_device_asks_for(portion: int) -> None:
    mixer, frames = Mixer(), tone(0.2, level=0.88)
    mixer.start(Voice(Tape(frames)), 0)
    out = rendered(mixer, 0.2, portion)
    assert np.array_equal(np.round(out * 32768).astype(np.int32), frames.astype(np.int32))


def test_two_halves_of_a_tone_join_to_the_tone() -> None:
    whole = tone(1.0)
    mixer = Mixer()
    first, second = Voice(Tape(whole[:20011])), Voice(Tape(whole[20011:]))
    mixer.start(first, 0)
    mixer.join(first, second)
    out = rendered(mixer, 1.0)
    assert np.array_equal(np.round(out * 32768).astype(np.int32), whole.astype(np.int32))
    assert first.over


def test_a_small_overlap_lies_exactly_over_the_last_frames() -> None:
    mixer = Mixer()
    first, second = Voice(Tape(tone(1.0, 440))), Voice(Tape(tone(1.0, 660)))
    mixer.start(first, 0)
    mixer.join(first, second, 0.1)
    rendered(mixer, 1.9)
    assert first.over
    assert second.taken == pytest.approx(RATE, abs=2 * BLOCK)


def test_a_crossfade_of_unlike_music_keeps_its_power() -> None:
    rng = np.random.default_rng(1)
    one, two = (rng.normal(0, 0.1, (5 * RATE, 2)) for _ in range(2))
    mixer = Mixer()
    first, second = (Voice(Tape((each * 32767).astype(np.int16))) for each in (one, two))
    mixer.start(first, 0)
    rendered(mixer, 0.5)
    mixer.end(first, 3.0)
    mixer.start(second, 3.0)
    out = rendered(mixer, 3.0)
    power = (out.reshape(6, -1).astype(np.float64) ** 2).mean(axis=1)
    assert np.abs(10 * np.log10(power / 0.01)).max() < 0.15  # the noise itself moves by 0.05 dB over half a second
    assert first.over


def test_a_fade_makes_no_click() -> None:
    mixer = Mixer()
    mixer.start(Voice(Tape(tone(3.0, 440))), 1.0)
    rendered(mixer, 1.1)
    mixer.move_gate(0.0, 1.0)
    out = rendered(mixer, 1.5)[:, 0]
    assert clicks_dbfs(out) < -80
    assert np.abs(out[-RATE // 4 :]).max() == 0


def test_a_tone_that_is_cut_off_is_a_click() -> None:
    cut = np.concatenate([tone(1.0)[:-40, 0], np.zeros(RATE)]) / 32768  # not where the wave goes through nothing
    assert clicks_dbfs(cut) > -40


def test_fading_back_in_halfway_starts_from_where_the_level_is() -> None:
    mixer = Mixer()
    mixer.start(Voice(Tape(np.full((4 * RATE, 2), 8000, np.int16))), 0)
    mixer.move_gate(0.0, 1.0)
    mixer.render(BLOCK)
    down = mixer.render(RATE // 2)
    mixer.move_gate(1.0, 1.0)
    up = mixer.render(2 * RATE)
    out = np.concatenate([down, up])[:, 0]
    assert np.abs(np.diff(out)).max() < 0.001
    assert out[-1] == pytest.approx(8000 / 32768)


def test_a_hand_on_the_level_moves_it_by_three_decibels_a_second() -> None:
    mixer = Mixer()
    mixer.start(Voice(Tape(np.full((6 * RATE, 2), 16384, np.int16))), 0)
    mixer.level.target = -12.0
    out = 20 * np.log10(rendered(mixer, 5.0)[:, 0] / 0.5)
    assert out[RATE] == pytest.approx(-3.0, abs=0.05)
    assert out[2 * RATE] == pytest.approx(-6.0, abs=0.05)
    assert out[-1] == pytest.approx(-12.0, abs=0.01)


def test_two_loud_pieces_never_pass_the_ceiling_and_are_not_cut_off_flat() -> None:
    mixer = Mixer()
    for hertz in (200, 330):
        mixer.start(Voice(Tape(tone(2.0, hertz, 0.9))), 0)
    out = rendered(mixer, 1.9)[:, 0]
    ceiling = 10 ** (-1 / 20)
    assert np.abs(out).max() <= ceiling
    assert (np.abs(out) > 0.999 * ceiling).mean() < 0.005
    assert np.abs(np.diff(out)).max() < 2 * np.pi * 330 * 2 / RATE


def test_a_wave_that_is_highest_between_its_samples_is_held_under_the_ceiling_too() -> None:
    t = np.arange(RATE)
    wave = 1.2 * np.sin(np.pi / 2 * t + np.pi / 4)  # samples of 0.85, a wave of 1.2
    frames = np.round(np.stack([wave, wave], axis=1) * 32767).astype(np.int16)
    mixer = Mixer()
    mixer.start(Voice(Tape(frames)), 0)
    out = rendered(mixer, 0.9)[4800:]
    fine = np.fft.irfft(np.pad(np.fft.rfft(out[:32768, 0]), (0, 3 * 16384)), 4 * 32768) * 4
    assert 20 * np.log10(np.abs(fine[1000:-1000]).max()) <= -1.0
    assert 20 * np.log10(np.abs(fine[1000:-1000]).max()) > -1.5


def test_ducking_makes_room_for_a_voice_and_comes_back_without_a_step() -> None:
    mixer = Mixer()
    mixer.start(Voice(Tape(np.full((6 * RATE, 2), 16384, np.int16))), 0)
    mixer.move_duck(down=True)
    down = rendered(mixer, 1.5)[:, 0]
    assert 20 * np.log10(down[-1] / 0.5) == pytest.approx(-12, abs=0.01)
    mixer.move_duck(down=False)
    up = rendered(mixer, 2.5)[:, 0]
    assert up[-1] == pytest.approx(0.5)
    assert np.abs(np.diff(np.concatenate([down, up]))).max() < 0.0005


def test_a_piece_glides_to_its_level() -> None:
    mixer, voice = Mixer(), Voice(Tape(np.full((6 * RATE, 2), 16384, np.int16)), trim_db=-6.0)
    mixer.start(voice, 0)
    voice.trim.target = 0.0
    out = 20 * np.log10(rendered(mixer, 3.0)[:, 0] / 0.5)
    assert out[0] == pytest.approx(-6, abs=0.01)
    assert out[RATE] == pytest.approx(-3, abs=0.05)
    assert out[-1] == pytest.approx(0, abs=0.01)


def test_what_is_not_decoded_in_time_is_counted_once_for_each_time() -> None:
    mixer, tape = Mixer(), Tape(tone(1.0))
    tape.drained = False
    mixer.start(Voice(tape), 0)
    mixer.render(RATE)
    assert (mixer.underruns, mixer.missed) == (0, 0)
    for _ in range(5):
        mixer.render(4800)
    assert (mixer.underruns, mixer.missed) == (1, 5 * 4800)
    tape.add(tone(0.2))
    mixer.render(9600)
    mixer.render(4800)
    assert (mixer.underruns, mixer.missed) == (2, 6 * 4800)
    tape.drained = True
    mixer.render(4800)
    assert mixer.underruns == 2  # its end is no fault


def test_a_loudspeaker_that_is_left_sinks_and_what_follows_waits() -> None:
    mixer, voice = Mixer(), Voice(Tape(tone(4.0, 440, level=0.5)))
    mixer.start(voice, 0)
    before = mixer.render(RATE)[:, 0]
    mixer.fall(0.2)
    out = np.concatenate([before, mixer.render(RATE // 5 + BLOCK)[:, 0], np.zeros(RATE)])
    assert clicks_dbfs(out) < -70
    assert np.abs(out[RATE : RATE + RATE // 20]).max() > 0.45
    at = voice.taken
    assert np.abs(mixer.render(RATE)[BLOCK:]).max() == 0.0
    assert voice.taken == at


def test_nothing_that_was_mixed_before_is_heard_on_a_new_loudspeaker() -> None:
    mixer = Mixer()
    mixer.start(Voice(Tape(tone(4.0, level=0.5))), 0)
    mixer.render(RATE // 2 + 100)  # while there was no loudspeaker
    mixer.hush()
    assert np.abs(mixer.render(RATE)).max() == 0.0
    mixer.rise(0.5)
    assert np.abs(mixer.render(BLOCK)).max() == 0.0  # what the limiter looked ahead at
    assert np.abs(mixer.render(RATE)).max() > 0.4


@pytest.mark.parametrize("lets_go", [lambda mixer: mixer.suspend(False), lambda mixer: mixer.rise(0.5)])
def test_a_loudspeaker_that_is_back_is_come_up_to_from_silence(lets_go: Callable[[Mixer], None]) -> None:
    mixer = Mixer()
    mixer.start(Voice(Tape(tone(4.0, level=0.5))), 0)
    mixer.render(RATE // 2 + 40)
    mixer.fall(0.2)
    mixer.render(RATE // 2)
    mixer.suspend(True)
    mixer.render(RATE // 2)
    lets_go(mixer)
    out = np.concatenate([np.zeros(RATE), mixer.render(RATE)[:, 0]])
    assert clicks_dbfs(out) < -70
    assert np.abs(out).max() > 0.45


def test_held_music_stays_where_it_is() -> None:
    mixer, voice = Mixer(), Voice(Tape(tone(2.0)))
    mixer.start(voice, 0)
    rendered(mixer, 0.5)
    mixer.hold()
    at = voice.taken
    assert np.abs(rendered(mixer, 1.0)[BLOCK:]).max() == 0
    assert voice.taken == at
    assert mixer.frames > RATE  # the engine's time goes on
    mixer.move_gate(1.0, 0.1)
    assert np.abs(rendered(mixer, 0.5)).max() > 0.2
