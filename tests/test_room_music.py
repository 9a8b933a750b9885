"""The music of a session against its plan, with the real engine: levels measured, phases held, the way back taken early."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from facilitator_app import programme_draft, programmes, text
from facilitator_app.app import App
from facilitator_app.monitoring import phase_clock
from facilitator_app.playlists.engine.protocol import LEVEL_LUFS
from facilitator_app.playlists.link import EngineLink
from facilitator_app.record import room
from facilitator_app.record.roles import Role
from facilitator_app.record.room import PhaseBegan
from facilitator_app.room_music import RoomMusic
from facilitator_app.wording import describe
from tests.playlists.sounds import tone, write_wav
from tests.playlists.test_engine_process import end_engine
from tests.ui import scenes
from tests.waiting import Until


@pytest.fixture
async def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[App]:
    """An open session of one hour with a folder of two pieces, a loud one and a soft one."""
    monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent/pulse")
    monkeypatch.setenv("ALSA_CONFIG_PATH", "/nonexistent/alsa.conf")
    music = tmp_path / "music"
    for phase, level in (("medicine", 0.05), ("return", 0.8)):
        (music / phase).mkdir(parents=True)
        write_wav(music / phase / f"{phase} piece.wav", tone(40, 997, level))
    made = App(tmp_path / "clinic")
    await made.start()
    await made.make_clinic(
        name="Still Water (invented)", zone="Europe/Lisbon", person="Ines Okafor",
        roles=[Role.ADMINISTRATOR, Role.MEDICAL_PROVIDER], sign_in="ines", passphrase="a long enough passphrase",
    )  # fmt: skip
    await made.music.choose(music)
    yield made
    link = made.deck and made.deck._player
    await made.close()
    assert isinstance(link, EngineLink)
    end_engine(link)


async def open_session(app: App) -> RoomMusic:
    """A session with a planned medicine of twenty minutes, by the one who is there."""
    assert app.at_screen is not None
    assert app.clinic is not None
    me, programme = app.at_screen.id, "group_circle_three"
    await app.clinic.sign_plan(programme, programmes.starting_plans()[-1])
    before = app.clinic.state.programmes[programme]
    draft = programme_draft.draft_of(before)
    next(phase for phase in draft.phases if phase.key == "medicine").minutes = "20"
    await app.clinic.keep_programme(programme_draft.programme_of(draft, before))
    await app.begin_session(
        title="Evening", programme=programme, lead=me, staff=[me], seats={}, staffing_reason="a rehearsal"
    )
    return app.music


async def test_the_music_of_a_session_is_levelled_held_and_brought_home(app: App, until: Until) -> None:
    music = await open_session(app)
    session, deck = app.session, app.deck
    assert session is not None
    assert deck is not None
    await session.write(PhaseBegan(phase="medicine"))
    await music.begin()
    await until(lambda: deck.state.position_s > 0.3, 10)
    await until(lambda: music.check is not None and bool(music.check.remarks), 20)
    check = music.check
    assert check is not None
    assert {remark.key for remark in check.remarks} == {"music.remark_short"}
    assert sorted(check.gains.values()) == [pytest.approx(LEVEL_LUFS + 1.9, abs=0.3), 0.0]

    now = app.clock.now()
    before = phase_clock(session.state, now)
    assert before is not None
    assert before.ends_at is not None
    assert before.over is None
    await deck.hold_phase(600)
    await until(lambda: session.state.held == timedelta(minutes=10))
    after = phase_clock(session.state, now)
    assert after is not None
    assert (after.held, after.ends_at) == (timedelta(minutes=10), before.ends_at + timedelta(minutes=10))
    late = phase_clock(session.state, after.ends_at + timedelta(minutes=7) if after.ends_at else now)
    assert late is not None
    assert late.over == timedelta(minutes=7)
    assert deck.state.title == "medicine piece"  # nothing has moved on by itself

    await deck.return_early()
    await until(lambda: deck.state.title == "return piece", 10)
    assert session.state.phase == "medicine"  # the music is ahead of the room, and the room of its own mind
    await until(lambda: deck.state.gain_db < -15, 10)
    await deck.finish()


def test_a_piece_that_was_passed_over_is_named_in_the_record() -> None:
    words = text.english()
    passed = room.MusicTroubled(trouble="music.piece_empty", title="Hearth", event="run-1")
    assert describe(passed, words) == "Hearth: The file is empty."
    assert (
        describe(room.MusicTroubled(trouble="music.device_lost", event="run-2"), words) == "The loudspeaker was lost."
    )


async def test_each_session_begins_its_playlist_at_the_beginning(tmp_path: Path, until: Until) -> None:
    place = await scenes.furnished(tmp_path, 2)
    app, programme = place.app, place.session.programme.key

    def later(seconds: float) -> None:
        place.clock.advance(timedelta(seconds=seconds))
        place.player.advance()

    for title in ("First", "Second"):
        if title == "Second":
            await app.music.finish()
            later(20)
            await app.leave_session()
            assert app.at_screen is not None
            me = app.at_screen.id
            await app.begin_session(
                title=title, programme=programme, lead=me, staff=[me], seats={}, staffing_reason="a rehearsal"
            )
        session = app.session
        assert session is not None
        await app.music.begin()
        later(60)
        for phase, piece in (("medicine", "Tideline"), ("peak", "First light")):
            await session.write(PhaseBegan(phase=phase))
            await until(lambda phase=phase: app.deck is not None and app.deck.state.phase == phase)  # type: ignore[misc]  # mypy cannot infer it
            later(30)
            assert app.deck is not None
            assert app.deck.state.title == piece, "what the session before heard is not left out of the next"
    await app.close()


async def test_another_playlist_that_is_chosen_while_the_music_is_held_is_what_the_room_comes_back_to(
    tmp_path: Path, until: Until
) -> None:
    place = await scenes.furnished(tmp_path, 2)
    app = place.app
    other = tmp_path / "other"
    for phase in ("peak", "return"):
        (other / phase).mkdir(parents=True)
        write_wav(other / phase / f"other {phase}.wav", tone(0.2))
    await app.music.begin()
    deck = app.deck
    assert deck is not None
    phase = place.session.state.phase
    await deck.fade_out(0.1)
    place.clock.advance(timedelta(seconds=5))
    place.player.advance()
    await until(lambda: deck.state.faded)
    await app.music.choose(other)
    assert deck.state.faded, "choosing is no wish to hear"
    await deck.fade_in(0.1)
    assert (deck.state.phase, deck.state.title) == (phase, "other peak")
    await place.session.write(PhaseBegan(phase="return"))
    await until(lambda: deck.state.title == "other return")
    await app.close()
