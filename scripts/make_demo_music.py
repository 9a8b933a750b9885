"""Synthesise the demo music: seven calm pieces of our own, the same samples each time, and the playlist that holds them.

Run ``python scripts/make_demo_music.py [FOLDER]``; needs numpy and, to write Opus, soundfile (dependency group ``music``).
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from facilitator_app.playlists.engine.loudness import Loudness

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Sound = NDArray[np.float64]

RATE = 48000
TARGET_LUFS = -20.0
FADE_IN, FADE_OUT = 5.0, 9.0
BY = "Facilitator"


@dataclass(frozen=True)
class Score:
    """What tells one piece from another.  ``warmth`` is the centre of the pads' moving formant in Hz; rates are per minute."""

    name: str
    title: str
    seed: int
    seconds: int
    chords: tuple[tuple[int, ...], ...]
    bar: float
    warmth: float
    bells: float
    keys: float
    air: float
    swell: float


D, A = (50, 57, 62, 66, 69), (45, 52, 61, 64, 69)
SCORES = (
    Score(
        "lamplight", "Lamplight", 11, 120, (D, (47, 54, 62, 66, 69), (43, 50, 59, 62, 69), A), 11, 620, 4, 26, 0.4, 0.2
    ),
    Score(
        "tideline",
        "Tideline",
        12,
        130,
        ((45, 52, 57, 60, 67), (41, 53, 57, 60, 64), (48, 52, 55, 62, 67), (43, 50, 55, 59, 66)),
        13,
        760,
        5,
        10,
        1.0,
        0.5,
    ),
    Score(
        "undertow",
        "Undertow",
        13,
        130,
        ((38, 50, 57, 60, 65), (46, 53, 58, 62, 65), (41, 53, 57, 60, 67), (36, 48, 55, 62, 64)),
        14,
        820,
        3,
        4,
        0.8,
        0.8,
    ),
    Score(
        "first-light",
        "First light",
        14,
        145,
        ((40, 52, 59, 64, 68), (37, 49, 56, 64, 68), (45, 52, 57, 64, 71), (47, 54, 59, 66, 69)),
        12,
        1150,
        7,
        0,
        0.5,
        1.0,
    ),
    Score(
        "wide-water",
        "Wide water",
        15,
        145,
        ((43, 50, 57, 62, 66), (40, 52, 59, 62, 67), (48, 55, 60, 64, 71), (38, 50, 57, 62, 69)),
        15,
        980,
        4,
        0,
        1.0,
        0.9,
    ),
    Score(
        "soft-rain",
        "Soft rain",
        16,
        120,
        ((53, 57, 60, 64, 69), (50, 57, 62, 65, 69), (46, 58, 62, 65, 70), (48, 55, 60, 64, 67)),
        11,
        700,
        14,
        16,
        0.9,
        0.3,
    ),
    Score(
        "hearth",
        "Hearth",
        17,
        120,
        ((48, 55, 60, 64, 67), (45, 52, 60, 64, 67), (41, 53, 57, 60, 64), (43, 50, 59, 62, 67)),
        11,
        560,
        3,
        30,
        0.25,
        0.2,
    ),
)
PHASES = {
    "arrival": ("lamplight",),
    "opening_circle": ("lamplight", "hearth"),
    "medicine": ("tideline", "undertow"),
    "peak": ("first-light", "wide-water", "undertow"),
    "return": ("soft-rain", "tideline"),
    "closing_circle": ("hearth",),
    "discharge": ("hearth", "lamplight"),
}


def hertz(note: float) -> float:
    """The frequency of a MIDI note."""
    return float(440 * 2 ** ((note - 69) / 12))


def drift(rng: np.random.Generator, n: int, period: float, low: float, high: float) -> Sound:
    """A slow random curve between ``low`` and ``high``, turning about every ``period`` seconds, without corners."""
    knots = max(4, int(n / RATE / period) + 3)
    points = rng.uniform(low, high, knots)
    coarse = np.linspace(0, knots - 1.001, max(8, n // 480))
    at = coarse.astype(int)
    part = coarse - at
    part = part * part * (3 - 2 * part)
    curve = points[at] * (1 - part) + points[np.minimum(at + 1, knots - 1)] * part
    return np.asarray(np.interp(np.arange(n), np.linspace(0, n, len(curve)), curve))


def arch(n: int, rise: float, fall: float) -> Sound:
    """A window of ``n`` samples that rises and falls with squared sines (seconds)."""
    window = np.ones(n)
    up, down = min(int(rise * RATE), n // 2), min(int(fall * RATE), n // 2)
    window[:up] = np.sin(np.linspace(0, np.pi / 2, up)) ** 2
    window[n - down :] = np.cos(np.linspace(0, np.pi / 2, down)) ** 2
    return window


def pad(rng: np.random.Generator, frequency: float, n: int, warmth: Sound) -> Sound:
    """One held note: partials under a formant that wanders, two detuned strings left and right."""
    t = np.arange(n) / RATE
    out = np.zeros((2, n))
    for k in range(1, 17):
        partial = frequency * k
        if partial > 5200:
            break
        formant = np.exp(-((np.log2(partial / warmth)) ** 2) / 2.2)
        strength = (0.16 + 0.84 * formant) * k**-0.85 * drift(rng, n, rng.uniform(3, 8), 0.3, 1.0)
        for side in (0, 1):
            bend = 1 + (1 if side else -1) * rng.uniform(0.0004, 0.0019)
            wave = strength * np.sin(2 * np.pi * partial * bend * t + rng.uniform(0, 6.28))
            place = rng.uniform(0.55, 0.95)
            out[side] += place * wave
            out[1 - side] += (1 - place) * wave
    return out


def bell(rng: np.random.Generator, frequency: float) -> Sound:
    """A glass bell of seven seconds: soft onset, partials that are not quite harmonic."""
    t = np.arange(7 * RATE) / RATE
    ring = np.zeros_like(t)
    for ratio, part, decay in (
        (1, 1.0, 0.7),
        (2.003, 0.5, 1.1),
        (2.76, 0.28, 1.7),
        (4.07, 0.16, 2.6),
        (5.4, 0.09, 3.6),
    ):
        ring += part * np.exp(-t * decay) * np.sin(2 * np.pi * frequency * ratio * t + rng.uniform(0, 6.28))
    return np.asarray(ring * (1 - np.exp(-t * 70)) * arch(len(t), 0.004, 1.0))


def key(rng: np.random.Generator, frequency: float) -> Sound:
    """A felted key of five seconds: the higher the partial, the sooner it is gone."""
    t = np.arange(5 * RATE) / RATE
    tone = np.zeros_like(t)
    for k in range(1, 13):
        stretched = frequency * k * np.sqrt(1 + 0.0004 * k * k)
        if stretched > 5500:
            break
        tone += k**-1.25 * np.exp(-t * (0.55 + 0.33 * k)) * np.sin(2 * np.pi * stretched * t + rng.uniform(0, 6.28))
    return np.asarray(tone * (1 - np.exp(-t * 160)) * arch(len(t), 0.003, 0.8))


def shaped(rng: np.random.Generator, n: int, low: float, high: float) -> Sound:
    """Stereo noise between two frequencies with soft shoulders, about unit power."""
    frequency = np.fft.rfftfreq(n, 1 / RATE)
    octave = np.log2(np.maximum(frequency, 1.0))
    shape = 1 / (1 + np.exp(-6 * (octave - np.log2(low)))) / (1 + np.exp(3 * (octave - np.log2(high))))
    noise = np.fft.irfft(np.fft.rfft(rng.standard_normal((2, n)), axis=1) * shape, n, axis=1)
    return np.asarray(noise / np.sqrt((noise**2).mean()))


def room(rng: np.random.Generator, dry: Sound, wet: float = 0.5) -> Sound:
    """A large soft hall: noise that dies slower low than high, convolved by FFT."""
    n = int(6.5 * RATE)
    t = np.arange(n) / RATE
    tail = np.zeros((2, n))
    for low, high, fall, level in ((90, 500, 5.6, 1.0), (500, 1800, 4.4, 0.9), (1800, 5200, 2.6, 0.55)):
        tail += level * shaped(rng, n, low, high) * 10 ** (-3 * t / fall)
    tail *= 1 - np.exp(-t * 22)
    tail /= np.sqrt((tail**2).sum(axis=1, keepdims=True))
    size = 1 << int(np.ceil(np.log2(dry.shape[1] + n)))
    spread = np.fft.irfft(np.fft.rfft(dry, size, axis=1) * np.fft.rfft(tail, size, axis=1), size, axis=1)
    return np.asarray((1 - wet) * dry + wet * spread[:, : dry.shape[1]])


def place(mix: Sound, sound: Sound, at: float, pan: float, gain: float) -> None:
    """Add a mono sound to ``mix`` at a time in seconds, panned 0 (left) to 1 (right) at equal power."""
    start = int(at * RATE)
    sound = sound[: mix.shape[1] - start] * gain
    mix[0, start : start + len(sound)] += sound * np.cos(pan * np.pi / 2)
    mix[1, start : start + len(sound)] += sound * np.sin(pan * np.pi / 2)


def chords(rng: np.random.Generator, score: Score, n: int) -> Sound:
    """The pads and the bass under them, chord after chord, overlapping by half a bar."""
    mix = np.zeros((2, n))
    overlap, at, turn = score.bar * 0.45, 0.0, 0
    while at < score.seconds - 4:
        chord = score.chords[turn % len(score.chords)]
        start = max(0, int((at - overlap) * RATE))
        length = min(int((score.bar + 2 * overlap) * RATE), n - start)
        window = arch(length, 2 * overlap, 2 * overlap)
        warmth = drift(rng, length, 5, score.warmth * 0.6, score.warmth * (1.3 + 0.6 * score.swell))
        for voice, note in enumerate(chord):
            level = 0.42 if voice == 0 else 0.34
            mix[:, start : start + length] += level * window * pad(rng, hertz(note), length, warmth)
        t = np.arange(length) / RATE
        root = hertz(chord[0] - 12) if chord[0] > 42 else hertz(chord[0])
        bass = np.sin(2 * np.pi * root * t) + 0.25 * np.sin(4 * np.pi * root * t)
        mix[:, start : start + length] += 0.2 * window * bass * drift(rng, length, 6, 0.5, 1.0)
        at += score.bar
        turn += 1
    return mix


def strikes(rng: np.random.Generator, score: Score, mix: Sound) -> None:
    """Bells and keys on tones of the chord that sounds, never on a grid."""
    for count, octave, level, voice in ((score.bells, 24, 0.2, bell), (score.keys, 12, 0.34, key)):
        for _ in range(int(count * score.seconds / 60)):
            at = rng.uniform(5, score.seconds - 12)
            chord = score.chords[int(at / score.bar) % len(score.chords)]
            note = rng.choice(chord[1:]) + (octave if rng.random() < 0.6 else octave - 12)
            place(mix, voice(rng, hertz(note)), at, rng.uniform(0.2, 0.8), level * rng.uniform(0.35, 1.0))


def compose(score: Score) -> NDArray[np.float32]:
    """The piece as (n, 2) samples at -20 LUFS with true silence at both ends."""
    rng = np.random.default_rng(score.seed)
    n = score.seconds * RATE
    mix = chords(rng, score, n)
    strikes(rng, score, mix)
    mix += 0.11 * score.air * shaped(rng, n, 350, 1900) * drift(rng, n, 7, 0.08, 1.0)
    mix *= 1 + 0.35 * score.swell * (np.sin(np.linspace(-np.pi / 2, 1.5 * np.pi, n)) - 1) / 2
    mix = room(rng, mix)
    spectrum = np.fft.rfft(mix, axis=1)
    frequency = np.fft.rfftfreq(n, 1 / RATE)
    spectrum *= 1 / np.sqrt(1 + (38 / np.maximum(frequency, 1)) ** 6)
    mix = np.fft.irfft(spectrum, n, axis=1) * arch(n, FADE_IN, FADE_OUT)
    samples = mix.T.astype(np.float32)
    meter = Loudness(RATE)
    meter.feed(samples)
    return (samples * 10 ** ((TARGET_LUFS - meter.integrated()) / 20)).astype(np.float32)


def write_opus(path: Path, samples: NDArray[np.float32]) -> None:
    """Encode at about 64 kbit/s, in portions: libsndfile can crash on one large write."""
    import soundfile

    with soundfile.SoundFile(path, "w", RATE, 2, format="OGG", subtype="OPUS", compression_level=0.9) as out:
        for start in range(0, len(samples), 8192):
            out.write(samples[start : start + 8192])


def playlist_text() -> str:
    """The playlist of the arc, as it is shipped."""
    lines = ['name = "First light"', "crossfade_s = 8", ""]
    for score in SCORES:
        lines += [
            "[[piece]]",
            f'file = "{score.name}.opus"',
            f'title = "{score.title}"',
            f'by = "{BY}"',
            f"seconds = {score.seconds}",
            "",
        ]
    lines.append("[phases]")
    for phase, names in PHASES.items():
        files = ", ".join(f'"{name}.opus"' for name in names)
        lines.append(f"{phase} = [{files}]")
    return "\n".join(lines) + "\n"


def main(folder: Path) -> int:
    """Write every piece and the playlist into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for score in SCORES:
        samples = compose(score)
        path = folder / f"{score.name}.opus"
        write_opus(path, samples)
        peak = 20 * np.log10(np.abs(samples).max())
        print(f"{path.name}: {score.seconds} s, peak {peak:.1f} dBFS, {path.stat().st_size / 1e6:.2f} MB", flush=True)
    (folder / "playlist.toml").write_text(playlist_text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "resources" / "music"))
