"""An engine that dies in the middle of something: the next one knows what it was about, and nobody is blasted."""

from __future__ import annotations

import json
import os
import re
import signal
from pathlib import Path

import numpy as np
import pytest

from facilitator_app.playlists.arc import Arc
from facilitator_app.playlists.deck import PieceChanged
from facilitator_app.playlists.engine.decks import FILLED_S
from facilitator_app.playlists.engine.memory import Place
from facilitator_app.playlists.engine.protocol import Plan, PlannedPiece
from tests.playlists.conftest import Bench
from tests.playlists.sounds import RATE, tone, write_wav
from tests.playlists.test_engine_process import (  # noqa: F401  fixtures
    Room,
    arc,
    loudspeaker,
    no_sound,
    pactl,
    room,
)
from tests.playlists.test_silent_player import ARC, Rehearsal, rehearsal  # noqa: F401  a fixture
from tests.waiting import Until, until_now


async def test_an_engine_that_is_killed_while_somebody_speaks_stays_down_and_the_phase_held(
    room: Room,  # noqa: F811  the fixture
    arc: Arc,  # noqa: F811  the fixture
    until: Until,
) -> None:
    deck = room.deck
    await deck.attach()
    await deck.play(arc, "peak")
    await until(lambda: deck.state.position_s > 0.5)
    await deck.hold_phase(600.0)
    await deck.set_gains({piece.id: -10.0 for piece in arc.pieces})
    await deck.set_level(-1.5)
    await deck.duck()
    state = room.link.folder / "engine.json"

    def all_kept() -> bool:
        kept = json.loads(state.read_text()) if state.exists() else {}
        return bool(kept.get("ducked") and kept["plan"]["held_s"] == 600.0 and kept["target_db"] == -1.5)

    await until(all_kept)
    first = room.link.engine_pid
    os.kill(first, signal.SIGKILL)
    await until(lambda: deck.state.status == "engine_lost")
    await until(lambda: deck.state.status == "no_device" and deck.state.level_db == -1.5)
    assert room.link.engine_pid != first
    assert deck.state.ducked
    await deck.unduck()
    await until(lambda: [e.what for e in room.events if isinstance(e, PieceChanged)][-1] == "unducked")
    assert (deck.state.held_s, deck.state.gain_db) == (600.0, -10.0)


def level_of(heard: np.ndarray) -> float:
    """Decibels below the tone as it was written."""
    return float(20 * np.log10(np.abs(heard).max() / 0.25))


def test_what_was_lowered_is_taken_up_lowered(bench: Bench, tmp_path: Path) -> None:
    plan = Plan("peak", (PlannedPiece(str(write_wav(tmp_path / "a.wav", tone(30))), gain_db=0.0),))
    bench.conductor.resume(Place("playing", plan, 0, 5.0, ducked=True), unbroken=True)
    assert level_of(bench.pull(2.0)[-4800:]) == pytest.approx(-12.0, abs=0.1)
    assert bench.conductor.place("Room").ducked


def test_a_piece_is_there_before_a_loudspeaker_takes_its_stock(bench: Bench, tmp_path: Path) -> None:
    plan = Plan("peak", (PlannedPiece(str(write_wav(tmp_path / "a.wav", tone(30))), gain_db=0.0),))
    bench.conductor.resume(Place("playing", plan, 0, 5.0), unbroken=True)
    assert not bench.conductor.decks.filled

    def filled() -> bool:
        bench.conductor.tick()
        return bench.conductor.decks.filled

    until_now(filled)
    stock = bench.mixer.render(round(FILLED_S * RATE))[:, 0]
    assert not (stock[round(0.1 * RATE) :].reshape(-1, 480) == 0.0).all(axis=1).any()


@pytest.mark.parametrize("sample", ["s16le", "float32le"])
async def test_what_is_heard_next_lies_with_the_sound_server(
    room: Room,  # noqa: F811  the fixture
    arc: Arc,  # noqa: F811  the fixture
    loudspeaker: str,  # noqa: F811  the fixture
    sample: str,
    until: Until,
) -> None:
    name = f"device.description={sample}"
    pactl("load-module", "module-null-sink", "sink_name=other", f"format={sample}", f"sink_properties={name}")
    await room.deck.attach()
    await until(lambda: room.deck.state.device)
    await room.deck.choose_device(sample)
    await room.deck.play(arc, "peak")
    await until(lambda: room.deck.state.device == sample and room.deck.state.status == "playing")

    def lie_there_ms() -> float:
        return sum(map(int, re.findall(r"(?:Buffer|Sink) Latency: (\d+) usec", pactl("list", "sink-inputs")))) / 1000

    await until(lambda: lie_there_ms() > 300)


def test_a_level_on_its_way_goes_on_from_where_it_was(bench: Bench, tmp_path: Path) -> None:
    plan = Plan("peak", (PlannedPiece(str(write_wav(tmp_path / "a.wav", tone(30))), gain_db=0.0),))
    bench.conductor.resume(Place("playing", plan, 0, 5.0, level_db=-20.0, target_db=-2.0), unbroken=True)
    assert level_of(bench.pull(1.0)) == pytest.approx(-17.0, abs=0.2)
    place = bench.conductor.place("Room")
    assert place.level_db == pytest.approx(-17.0, abs=0.2)
    assert place.target_db == -2.0


def test_a_piece_that_is_taken_up_unmeasured_is_measured(bench: Bench, tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", tone(30))
    plan = Plan("peak", (PlannedPiece(str(path)), PlannedPiece(str(write_wav(tmp_path / "b.wav", tone(30))))))
    bench.conductor.resume(Place("playing", plan, 0, 5.0), unbroken=True)
    bench.pull(0.5)
    bench.wait_for_scan(path)


@pytest.mark.expects_log
async def test_a_phase_that_begins_while_the_engine_is_lost_is_followed_when_it_is_back(
    rehearsal: Rehearsal,  # noqa: F811  the fixture
    until: Until,
) -> None:
    await rehearsal.deck.play(ARC, "medicine")
    await rehearsal.deck.hold_phase(300.0)
    rehearsal.player.lose_engine()
    assert rehearsal.deck.state.status == "engine_lost"
    await rehearsal.deck.follow("peak")
    await until(lambda: rehearsal.deck.state.title == "Vast")
    assert rehearsal.deck.state.phase == "peak"
