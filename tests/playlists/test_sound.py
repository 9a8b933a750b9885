"""Through what the music is heard and how loud, and that nobody listens to another piece on the room's loudspeaker."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from facilitator_app.faults import Faults, Refusal
from facilitator_app.playlists.arc import Arc
from facilitator_app.playlists.deck import Deck, Player
from facilitator_app.playlists.library import Piece
from facilitator_app.playlists.sound import Sound
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.rehearsal.silent_player import DEVICE, SECOND_DEVICE, SilentPlayer
from facilitator_app.settings import FILE, read_settings

TIDE = Piece(Path("/m/tide.flac"), "Tide", seconds=600.0)
ARC = Arc("Evening", 4.0, {"peak": (TIDE,)})


class Room:
    """A room with a deck; its session opens when a test says so."""

    def __init__(self, folder: Path) -> None:
        self.clock, self.faults = FastClock(datetime(2026, 5, 4, 9, 0, tzinfo=UTC)), Faults()
        self.silent = SilentPlayer(self.clock)
        self.deck: Deck | None = Deck(self.silent, self.faults, self.clock)
        self.is_open = False
        self.sound = Sound(folder, self.clock, self.faults, self)

    def player(self) -> Player:
        return self.silent

    def listened(self) -> str:
        piece = self.sound.listening.now.piece
        return piece.title if piece is not None else ""

    async def listen(self) -> None:
        await self.sound.listening.begin(TIDE, self.sound.device_to_listen())

    async def play(self) -> None:
        self.is_open = True
        assert self.deck is not None
        await self.deck.attach(ARC)
        await self.sound.enter()
        await self.deck.play(ARC, "peak")


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    made = Room(tmp_path)
    yield made
    await made.sound.close()
    if made.deck is not None:
        await made.deck.close()
    await made.faults.close()


async def test_with_one_device_it_is_listened_to_until_the_session_needs_it(room: Room) -> None:
    await room.listen()
    assert room.listened() == "Tide"
    await room.play()
    assert room.listened() == ""
    with pytest.raises(Refusal) as told:
        room.sound.device_to_listen()
    assert told.value.key == "listen.no_device"


async def test_with_a_second_device_it_goes_on_beside_the_session(room: Room) -> None:
    assert await room.sound.devices() == (DEVICE, SECOND_DEVICE)
    await room.sound.listen_on(SECOND_DEVICE)
    await room.play()
    await room.listen()
    assert (room.listened(), room.silent.second and room.silent.second.device) == ("Tide", SECOND_DEVICE)
    await room.sound.clear_for_the_room()
    assert room.listened() == "Tide"


async def test_the_room_moving_to_the_device_one_listens_on_ends_the_listening(room: Room) -> None:
    await room.sound.listen_on(SECOND_DEVICE)
    await room.play()
    await room.listen()
    await room.sound.play_through(SECOND_DEVICE)
    assert room.silent.device == SECOND_DEVICE
    assert room.listened() == ""
    with pytest.raises(Refusal) as told:
        await room.listen()
    assert told.value.key == "listen.same_device"


async def test_a_ceiling_holds_at_once_and_is_kept(room: Room, tmp_path: Path) -> None:
    await room.play()
    await room.sound.set_ceiling(-9.0)
    assert room.deck is not None
    assert room.deck.state.level_db == -9.0
    assert read_settings(tmp_path).level_db == -9.0
    await room.sound.set_ceiling(-3.0)
    assert room.deck.state.level_db == -9.0  # a hand makes it louder, not a setting


async def test_a_ceiling_can_be_set_before_there_is_an_engine(room: Room, tmp_path: Path) -> None:
    await room.sound.set_ceiling(-6.0)
    room.is_open = True
    await room.sound.set_ceiling(-12.0)
    assert read_settings(tmp_path).level_db == -12.0
    await room.play()
    assert room.deck is not None
    assert room.deck.state.level_db == -12.0


@pytest.mark.expects_log
async def test_settings_that_cannot_be_read_keep_nobody_out_of_the_room(room: Room, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("level_db = loud")
    reported: list[str] = []
    room.faults.listen(lambda fault, _: reported.append(str(fault)))
    await room.sound.enter()
    assert room.sound.ceiling_db == 0.0
    assert reported == ["settings.unreadable"]
