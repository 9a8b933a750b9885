"""The silent player of rehearsals: hours in a moment, and the same facts in the same order as the real engine's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from facilitator_app.faults import Faults, Refusal, Trouble
from facilitator_app.playlists.arc import Arc
from facilitator_app.playlists.deck import Deck, DeckEvent, PieceBegan, PieceEnded, PiecePassedOver
from facilitator_app.playlists.engine.protocol import LINE_LIMIT, Command, encode
from facilitator_app.playlists.library import Piece
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.rehearsal.silent_player import SilentPlayer
from tests.waiting import Until

START = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


def piece(name: str, seconds: float = 100) -> Piece:
    """A piece that only has a name and a length."""
    return Piece(Path("/music") / f"{name}.flac", name.title(), "Mae", seconds)


ARC = Arc("Test", 10, {"medicine": (piece("tide"), piece("under")), "peak": (piece("vast", 300), piece("under"))})


class Rehearsal:
    """A deck on a silent player."""

    def __init__(self) -> None:
        self.clock = FastClock(START)
        self.faults = Faults()
        self.player = SilentPlayer(self.clock)
        self.deck = Deck(self.player, self.faults, self.clock)
        self.events: list[DeckEvent] = []
        self.deck.listen_events(self.events.append)

    def later(self, seconds: float) -> None:
        """Let time pass."""
        self.clock.advance(timedelta(seconds=seconds))
        self.player.advance()

    @property
    def lines(self) -> list[tuple[float, str, str, str]]:
        """The events: seconds from the start, kind, title, why."""
        return [
            (
                (event.at - START).total_seconds(),
                type(event).__name__,
                getattr(event, "title", ""),
                getattr(event, "why", ""),
            )
            for event in self.events
        ]


@pytest.fixture
async def rehearsal() -> AsyncIterator[Rehearsal]:
    """A deck, attached."""
    made = Rehearsal()
    await made.deck.attach()
    yield made
    await made.deck.close()
    await made.faults.close()


async def test_an_hour_passes_in_a_moment(rehearsal: Rehearsal) -> None:
    await rehearsal.deck.play(ARC, "medicine")
    rehearsal.later(200)
    assert rehearsal.lines == [
        (0, "PieceBegan", "Tide", "begun"),
        (90, "PieceEnded", "Tide", "ended"),
        (90, "PieceBegan", "Under", "ended"),
        (180, "PieceEnded", "Under", "ended"),
        (180, "PieceBegan", "Tide", "ended"),
    ]
    state = rehearsal.deck.state
    assert (state.status, state.title, state.by, state.position_s, state.length_s, state.next_title) == (
        *("playing", "Tide", "Mae", 20, 100, "Under"),
    )


async def test_the_room_moves_on_and_the_music_follows_with_what_was_not_heard_yet(rehearsal: Rehearsal) -> None:
    await rehearsal.deck.play(ARC, "medicine")
    rehearsal.later(30)
    await rehearsal.deck.follow("peak")
    assert rehearsal.deck.state.title == "Vast"
    assert rehearsal.deck.state.phase == "peak"
    rehearsal.later(10)
    await rehearsal.deck.follow("medicine")
    assert rehearsal.deck.state.title == "Under"  # Tide was heard before
    assert rehearsal.lines[-2:] == [(40, "PieceEnded", "Vast", "followed"), (40, "PieceBegan", "Under", "followed")]
    assert isinstance(rehearsal.events[-2], PieceEnded)
    assert rehearsal.events[-2].phase == "peak"


async def test_fades_skips_and_what_goes_wrong(rehearsal: Rehearsal) -> None:
    await rehearsal.deck.play(ARC, "peak")
    await rehearsal.deck.emergency_fade()
    rehearsal.later(30)
    assert rehearsal.deck.state.status == "faded"
    await rehearsal.deck.fade_in()
    await rehearsal.deck.skip()
    rehearsal.player.lose_device()
    assert rehearsal.deck.state.trouble == "music.no_device"
    rehearsal.later(5)
    rehearsal.player.bring_back_device()
    rehearsal.player.fail(piece("vast").id)
    await rehearsal.deck.set_level(-12.5)
    assert rehearsal.deck.state.level_db == -12.5
    rehearsal.player.fail(piece("under").id)
    assert rehearsal.lines == [
        (0, "PieceBegan", "Vast", "begun"),
        (2, "PieceEnded", "Vast", "faded"),
        (30, "PieceBegan", "Vast", "faded_in"),
        (30, "PieceEnded", "Vast", "skipped"),
        (30, "PieceBegan", "Under", "skipped"),
        (30, "SoundLost", "", ""),
        (35, "SoundBack", "", ""),
        (35, "PiecePassedOver", "Vast", "music.piece_no_sound"),
        (35, "PieceChanged", "Under", ""),
        (35, "PiecePassedOver", "Under", "music.piece_no_sound"),
        (35, "PieceEnded", "Under", "failed"),
    ]


async def test_an_emergency_is_heard_at_the_end_of_the_music_too(rehearsal: Rehearsal) -> None:
    await rehearsal.deck.play(ARC, "peak")
    await rehearsal.deck.finish()
    rehearsal.later(1)
    await rehearsal.deck.emergency_fade()
    rehearsal.later(30)
    assert rehearsal.lines[-1] == (3, "PieceEnded", "Vast", "faded")


@pytest.mark.expects_log
async def test_a_fact_is_kept_until_it_is_recorded(rehearsal: Rehearsal, until: Until) -> None:
    written: list[str] = []

    async def write(event: DeckEvent) -> None:
        if len(written) == 1:
            raise Trouble("record.disk_full")
        written.append(event.event_id)

    rehearsal.deck.listen_events(write)
    await rehearsal.deck.play(ARC, "peak")
    await until(lambda: len(written) == 1)
    faults: list[BaseException] = []
    rehearsal.faults.listen(lambda fault, _: faults.append(fault))
    await rehearsal.deck.skip()
    await until(lambda: len(faults) == 2)
    again = Deck(rehearsal.player, rehearsal.faults, rehearsal.clock)
    told: list[DeckEvent] = []
    again.listen_events(told.append)
    await rehearsal.deck.close()
    await again.attach(ARC)
    assert [type(event) for event in told] == [PieceEnded, PieceBegan]
    assert told == rehearsal.events[1:]
    await again.close()


async def test_who_comes_late_is_told_everything(rehearsal: Rehearsal) -> None:
    late = Deck(rehearsal.player, rehearsal.faults, rehearsal.clock)
    await late.attach()
    await late.play(ARC, "peak")
    told: list[DeckEvent] = []
    late.listen_events(told.append)
    assert [type(event) for event in told] == [PieceBegan]
    await late.close()


@pytest.mark.expects_log
async def test_one_listener_that_fails_does_not_take_it_from_the_others(rehearsal: Rehearsal) -> None:
    def fails(_: object) -> None:
        raise ZeroDivisionError

    rehearsal.deck.listen_events(fails)
    rehearsal.deck.listen(fails)
    seen: list[str] = []
    stop = rehearsal.deck.listen(lambda change: seen.append(change.after.title))
    await rehearsal.deck.play(ARC, "peak")
    assert seen[-1] == "Vast"
    stop()
    rehearsal.later(5)
    assert len(seen) == 1


async def test_an_engine_that_dies_is_started_again(rehearsal: Rehearsal, until: Until) -> None:
    await rehearsal.deck.play(ARC, "peak")
    rehearsal.later(20)
    rehearsal.player.lose_engine()
    assert rehearsal.deck.state.status == "engine_lost"
    await until(lambda: rehearsal.deck.state.status == "playing")
    assert rehearsal.deck.state.position_s == 20
    assert rehearsal.lines == [(0, "PieceBegan", "Vast", "begun")]


async def test_the_place_moves_between_reports_but_never_far(rehearsal: Rehearsal) -> None:
    await rehearsal.deck.play(ARC, "peak")
    rehearsal.clock.advance(timedelta(seconds=0.4))
    assert rehearsal.deck.position_s == pytest.approx(0.4)
    rehearsal.clock.advance(timedelta(seconds=40))
    assert rehearsal.deck.position_s == 1.0
    await rehearsal.deck.fade_out(0)
    rehearsal.later(1)
    at = rehearsal.deck.state.position_s
    rehearsal.clock.advance(timedelta(seconds=4))
    assert rehearsal.deck.position_s == at


async def test_what_the_deck_refuses(rehearsal: Rehearsal) -> None:
    with pytest.raises(Refusal) as no_playlist:
        await rehearsal.deck.follow("peak")
    assert no_playlist.value.key == "music.no_playlist"
    with pytest.raises(Refusal) as empty:
        await rehearsal.deck.play(Arc("Empty", 0, {}), "peak")
    assert empty.value.key == "music.no_playlist"
    with pytest.raises(Refusal) as too_loud:
        await rehearsal.deck.set_level(3)
    assert too_loud.value.key == "music.level_range"
    assert await rehearsal.deck.devices() == ("Rehearsal", "Headphones")
    await rehearsal.deck.choose_device("Rehearsal")
    await rehearsal.deck.close()
    with pytest.raises(Trouble) as lost:
        await rehearsal.deck.skip()
    assert lost.value.key == "music.engine_lost"


async def test_nothing_runs_and_nothing_is_started(rehearsal: Rehearsal) -> None:
    await rehearsal.deck.close()
    quiet = Deck(SilentPlayer(rehearsal.clock), rehearsal.faults, rehearsal.clock)
    assert not await quiet.attach(start=False)
    assert quiet.state.status == "idle"
    assert [event for event in rehearsal.events if isinstance(event, PiecePassedOver)] == []
    await quiet.close()


async def test_a_bed_without_end_is_handed_over_in_a_line_that_the_engine_takes(rehearsal: Rehearsal) -> None:
    sent: list[bytes] = []
    hand_over = rehearsal.player.send

    async def send(command: Command) -> None:
        sent.append(encode(command))
        await hand_over(command)

    rehearsal.player.send = send  # type: ignore[method-assign]  # what goes to the engine is what is asked for here
    bed = tuple(piece(f"a soft piece for those who are not back yet, number {number}") for number in range(5000))
    await rehearsal.deck.play(replace(ARC, bed=bed), "medicine")
    assert b"number 0.flac" in sent[-1]
    assert len(sent[-1]) < LINE_LIMIT / 4
