"""Listening before: one piece on a device of its own, a place in it by touch, silent when it is over, never in the room."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from facilitator_app.clock import SystemClock
from facilitator_app.faults import Faults, Refusal
from facilitator_app.playlists.library import Piece
from facilitator_app.playlists.link import EngineLink
from facilitator_app.playlists.listen import Listened, Listening, device_for
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.rehearsal.silent_player import SECOND_DEVICE, SilentPlayer
from tests.playlists.sounds import tone, write_wav
from tests.playlists.test_engine_process import end_engine, no_sound  # noqa: F401  a fixture
from tests.waiting import Until


class Desk:
    """Somebody who listens, without a sound."""

    def __init__(self, clock: FastClock) -> None:
        self.clock, self.player, self.faults = clock, SilentPlayer(clock), Faults()
        self.listening = Listening(self.player, self.faults, clock)

    def pass_(self, seconds: float) -> None:
        self.clock.advance(timedelta(seconds=seconds))
        self.player.advance()


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    made = Desk(FastClock(datetime(2026, 5, 4, 9, 0, tzinfo=UTC)))
    yield made
    await made.listening.close()
    await made.faults.close()


def listens(desk: Desk) -> bool:
    return desk.listening.now.piece is not None


TIDE, VAST = Piece(Path("/m/tide.flac"), "Tide", seconds=100.0), Piece(Path("/m/vast.flac"), "Vast", seconds=50.0)


async def test_a_piece_is_heard_on_the_chosen_device_a_place_in_it_is_found_and_it_ends(desk: Desk) -> None:
    assert await desk.listening.devices() == ("Rehearsal", SECOND_DEVICE)
    await desk.listening.begin(TIDE, SECOND_DEVICE)
    assert desk.player.device == SECOND_DEVICE
    desk.pass_(5)
    assert desk.listening.now.heard
    assert desk.listening.position_s == pytest.approx(5, abs=0.1)
    await desk.listening.seek(90)
    assert desk.listening.position_s == pytest.approx(90, abs=0.1)
    desk.pass_(11)
    assert desk.listening.now == Listened()


async def test_another_piece_takes_the_place_of_the_first_and_stop_is_silence(desk: Desk) -> None:
    await desk.listening.begin(TIDE, "")
    desk.pass_(1)
    await desk.listening.begin(VAST, "")
    desk.pass_(1)
    assert desk.listening.now.piece == VAST
    assert desk.listening.now.length_s == 50
    await desk.listening.stop()
    assert not listens(desk)
    desk.pass_(1)
    await desk.listening.begin(TIDE, "")
    desk.pass_(2)
    assert desk.listening.position_s == pytest.approx(2, abs=0.2)


async def test_what_cannot_be_heard_says_why(desk: Desk) -> None:
    await desk.listening.begin(TIDE, "")
    desk.player.lose_device()
    assert (desk.listening.now.heard, desk.listening.now.trouble) == (False, "listen.device_gone")
    desk.player.bring_back_device()
    assert desk.listening.now.heard
    desk.player.lose_engine()
    assert desk.listening.now == Listened(trouble="music.engine_lost")


def test_it_is_never_the_loudspeaker_of_the_room_while_its_music_runs() -> None:
    assert device_for("", "Room", room_plays=False) == "Room"
    assert device_for("Headphones", "Room", room_plays=True) == "Headphones"
    for chosen, key in (("", "listen.no_device"), ("Room", "listen.same_device")):
        with pytest.raises(Refusal) as told:
            device_for(chosen, "Room", room_plays=True)
        assert told.value.key == key


@pytest.mark.usefixtures("no_sound")
async def test_the_real_engine_goes_to_another_place_and_is_silent_at_the_end(tmp_path: Path, until: Until) -> None:
    link, faults = EngineLink(tmp_path / "engine").aside(), Faults()
    listening = Listening(link, faults, SystemClock())
    piece = Piece(write_wav(tmp_path / "tide.wav", tone(30)), "Tide")
    await listening.begin(piece, "", 0.0)
    await until(lambda: listening.now.length_s > 29 and listening.now.position_s > 0.3)
    await listening.seek(20.0)
    await until(lambda: 20 < listening.now.position_s < 25)
    await listening.seek(29.0)
    await until(lambda: listening.now == Listened())
    await listening.close()
    await faults.close()
    await asyncio.sleep(0)
    end_engine(link)
