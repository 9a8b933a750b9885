"""The music bar in the room: speaking over the music, holding a phase, returning early, the bed, and how loud it may be."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from facilitator_app.faults import Refusal
from facilitator_app.monitoring import phase_clock
from facilitator_app.record import music
from facilitator_app.settings import Settings, keep_settings
from tests.ui import scenes
from tests.ui.hands import at_window
from tests.ui.test_room import facts, in_the_room
from tests.waiting import until


def changes(place: scenes.Room) -> list[tuple[str, int, str]]:
    """What was done to the music: what, by how many minutes, for what."""
    return [
        (f.what.value, f.minutes, f.because)
        for f in facts(place, music.MusicChanged)
        if isinstance(f, music.MusicChanged)
    ]


async def all_written(place: scenes.Room) -> None:
    """Until the player knows that all it told is in the record, and is asked nothing more."""
    await until(lambda: not place.player._facts)


async def test_the_music_is_lowered_to_speak_and_comes_back_and_both_are_written(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("music.duck")
        await until(lambda: view.music.ducked)
        assert "lowered" in hands.reads("music.about")
        assert hands.reads("music.duck") == "Music back up"
        hands.touch("music.duck")
        await until(lambda: not view.music.ducked)
        await until(lambda: [what for what, _, _ in changes(place)] == ["ducked", "unducked"])
        first = facts(place, music.MusicChanged)[0]
        assert isinstance(first, music.MusicChanged)
        assert (first.title, first.phase) == (hands.reads("music.title"), "peak")
        assert first.second >= 70


async def test_the_panel_tells_the_end_of_the_phase_and_holding_it_moves_the_end(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        assert not hands.sees("music.hold")
        hands.touch("music.more")
        planned = hands.reads("music.phase.ends")
        assert planned.startswith("Planned to end at ")
        hands.touch("music.hold")
        await until(lambda: changes(place) == [("held", 10, "")])
        view.tick()
        assert hands.reads("music.phase.ends").startswith("Held by 10 min, to end at ")
        assert hands.reads("music.phase.ends")[-5:] > planned[-5:]
        hands.touch("music.more")
        assert not hands.sees("music.hold")


async def test_the_clinics_ceiling_holds_at_once_and_is_shown_beside_the_level(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        view.tick()
        assert hands.reads("music.level") == "0 dB"
        await place.app.music.sound.set_ceiling(-6.0)
        view.tick()
        assert (hands.reads("music.level"), hands.reads("music.ceiling")) == ("−6 dB", "to −6")
        assert not hands.there("music.louder").property("enabled")
        hands.touch("music.quieter")
        await until(lambda: view.music.level == "−9 dB")
        await until(lambda: hands.there("music.louder").isEnabled())
        await all_written(place)


async def test_during_a_session_nothing_is_listened_to_on_the_rooms_loudspeaker(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, _hands, _view):
        with pytest.raises(Refusal) as told:
            place.app.music.sound.device_to_listen()
        assert told.value.key == "listen.no_device"


def to_the_end(place: scenes.Room) -> timedelta:
    """How long the session's phase has left."""
    clock = phase_clock(place.session.state, place.clock.now())
    assert clock is not None
    assert clock.ends_at is not None
    return clock.ends_at - place.clock.now()


async def test_over_a_hold_the_bar_says_by_how_much_it_was_held(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        deck = place.app.deck
        assert deck is not None
        await deck.hold_phase(600.0)
        await all_written(place)
        place.clock.advance(to_the_end(place) + timedelta(minutes=7, seconds=5))
        view.tick()
        assert "7 min over the hold" in hands.reads("music.about")
        assert view.phases.now_text == "7 min over", "the same above the tiles"


async def test_nobody_moved_the_phase_on_and_the_bar_says_by_how_much(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        before = place.session.state.phase
        deck = place.app.deck
        assert deck is not None
        place.clock.advance(to_the_end(place) + timedelta(minutes=7, seconds=5))
        view.tick()
        assert "7 min over" in hands.reads("music.about")
        assert (place.session.state.phase, place.app.music.deck and place.app.music.deck.state.phase) == (
            before,
            before,
        )


async def test_a_further_dose_offers_to_hold_and_does_nothing_by_itself(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        assert not hands.sees("music.offer")
        await place.dose("Rowan", ago=0)
        view.tick()
        assert hands.reads("music.offer") == "Hold Peak 10 min"
        assert hands.reads("music.about").startswith("Further dose · Peak")
        assert changes(place) == []
        hands.touch("music.offer.drop")
        assert not hands.sees("music.offer")
        await place.dose("Amara", ago=0)
        view.tick()
        hands.touch("music.offer")
        await until(lambda: changes(place) == [("held", 10, "further_dose")])
        view.tick()
        assert not hands.sees("music.offer")


async def test_return_early_goes_to_the_landing_pieces_and_the_bed_plays_until_it_is_ended(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("music.more")
        hands.touch("music.return")
        deck = place.app.deck
        assert deck is not None
        await until(lambda: deck.state.phase == "return")
        view.tick()
        assert place.session.state.phase == "peak"  # the room's own phase is its own
        assert not hands.there("music.return").isEnabled()
        hands.touch("music.bed")
        await until(lambda: deck.state.phase == "bed")
        view.tick()
        assert hands.reads("music.bed") == "End the bed"
        hands.touch("music.bed")

        def over() -> bool:
            place.clock.advance(timedelta(seconds=1))
            place.player.advance()
            return deck.state.status == "idle"

        await until(over)
        await until(lambda: place.session.state.playing is None)


async def test_no_hand_makes_it_louder_than_the_clinic_set(tmp_path: Path) -> None:
    place = await scenes.furnished(tmp_path, 4)
    keep_settings(tmp_path, Settings(level_db=-6.0))
    scope = place.session.scope
    await place.app.leave_session()
    await place.app.enter_session(scope)
    await scenes.calm(place)
    async with at_window(place.app, (1280, 800), start=False) as hands:
        hands.shell.go("room")
        await hands.until_sees("music.more")
        deck = place.app.deck
        assert deck is not None
        assert deck.state.level_db == -6.0
        hands.touch("music.more")
        assert "Here it goes up to −6 dB." in hands.reads("music.panel.device")
        hands.touch("music.quieter")
        await until(lambda: deck.state.level_db == -9.0)
        await until(lambda: hands.there("music.louder").isEnabled())
        hands.touch("music.louder")
        await until(lambda: deck.state.level_db == -6.0)
        await until(lambda: not hands.there("music.louder").isEnabled())


async def test_each_touch_on_the_level_counts_though_it_moves_slowly(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        deck = place.app.deck
        assert deck is not None
        for _ in range(4):
            hands.touch("music.quieter")
        assert hands.reads("music.level") == "−12 dB"
        await until(lambda: deck.state.level_db == -12.0)
        assert hands.reads("music.level") == "−12 dB"
