"""The music at home: a folder is watched, a playlist is made of it by hand and by key, checked, played and taken along."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest

from facilitator_app.handoff.reading import text_of as extract_text
from facilitator_app.ui.music_view import MusicView
from tests.playlists.sounds import tone, write_flac, write_wav
from tests.ui.hands import LEFT, NONE, PLAIN, Hands, at_window, spoken
from tests.ui.test_shell import at_home, opened
from tests.waiting import until

TOUCH = QTest.createTouchDevice()
NAMES = ("Amber", "Birch", "Cedar", "Dune")


@pytest.fixture
def tunes(tmp_path: Path) -> Path:
    """A folder of four short pieces, named after themselves."""
    folder = tmp_path / "tunes"
    folder.mkdir()
    for number, name in enumerate(NAMES):
        write_wav(folder / f"{name}.wav", tone(1.0, 200 + 50 * number, level=0.05))
    return folder


@asynccontextmanager
async def at_the_music(tmp_path: Path, tunes: Path) -> AsyncIterator[tuple[Hands, MusicView]]:
    """At the music, with the folder watched and looked at."""
    app = await opened(tmp_path)
    async with at_window(app) as hands:
        await at_home(hands, app)
        hands.touch("home.music")
        music = hands.shell.home.music
        assert isinstance(music, MusicView)
        hands.touch("music.tab.library")
        hands.touch("library.watch")
        hands.shell.files.go(str(tunes))
        hands.touch("files.choose")
        await until(lambda: not music.library.busy and len(music.library.rows.rows) == 4, 20)
        yield hands, music


async def with_a_playlist(hands: Hands, music: MusicView, phase: str = "peak") -> None:
    """All four pieces in one phase of a new playlist, on the desk."""
    hands.touch("music.tab.playlists")
    hands.touch("music.new")
    hands.write("new_playlist.name", "Slow river")
    hands.touch("new_playlist.make")
    await hands.until_sees("desk")
    hands.touch("desk.add")
    hands.touch(f"adding.into.{phase}")
    for name in NAMES:
        hands.touch(f"adding.piece.{name}")
    hands.touch("adding.close")
    await until(lambda: not music.picture.measuring and music.picture.figure.get("ends"), 30)


def order(music: MusicView, phase: str = "peak") -> str:
    """The first letters of a phase's pieces."""
    return "".join(str(row[4])[0] for row in music.editor.rows.rows if row[2] == phase and not row[1])


def written(music: MusicView, path: str = "") -> str:
    """The file of a version, or of the one on the desk."""
    return Path(path or music.settings.path).read_text("utf-8")


def found(music: MusicView) -> list[str]:
    """The titles that the library shows."""
    return [str(row[1]) for row in music.library.rows.rows]


def row_of(music: MusicView, title: str) -> int:
    return next(number for number, row in enumerate(music.editor.rows.rows) if row[4] == title)


def held(hands: Hands, key: Qt.Key, with_: Qt.KeyboardModifier) -> None:
    """A key with another one held."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(hands.window.view, QKeyEvent(kind, int(key), with_, ""))


def mouse(hands: Hands, kind: QEvent.Type, at: QPointF, buttons: Qt.MouseButton) -> None:
    view = hands.window.view
    button = LEFT if kind != QEvent.Type.MouseMove else NONE
    QCoreApplication.sendEvent(view, QMouseEvent(kind, at, view.mapToGlobal(at), button, buttons, PLAIN))


async def finger(hands: Hands, way: list[QPoint], *, down: bool = False, up: bool = False) -> None:
    """A finger comes down at a place, moves along a way, or is lifted."""
    view = hands.window.view
    for at in way:
        told = QTest.touchEvent(view, TOUCH, autoCommit=False)
        (told.press if down else told.release if up else told.move)(0, at, view)
        told.commit(processEvents=False)
        for _ in range(4):
            await asyncio.sleep(0)
        view.grabWindow()  # a finger's movements are handed on frame by frame


def path_between(hands: Hands, music: MusicView, title: str, below: str) -> list[QPointF]:
    """From a piece's handle to just under the middle of another piece."""
    handle, target = hands.there(f"desk.handle.{row_of(music, title)}"), hands.there(f"desk.piece.{below}")
    start = handle.mapToScene(QPointF(handle.width() / 2, handle.height() / 2))
    end = target.mapToScene(QPointF(0, target.height() * 0.75))
    return [start + (end - start) * (step / 8) for step in range(9)]


async def path_at_rest(hands: Hands, music: MusicView, title: str, below: str) -> list[QPointF]:
    """The same, once the page has stopped moving: what is measured and drawn late makes room for itself."""
    ways: list[list[QPointF]] = []

    def rests() -> bool:
        ways.append(path_between(hands, music, title, below))
        covered = hands.there("desk.list").property("covered")  # a sheet that has not gone yet
        return not covered and len(ways) > 5 and all(way == ways[-1] for way in ways[-5:])

    await until(rests)
    return ways[-1]


# ---------------------------------------------------------------- putting in order


async def test_a_piece_is_dragged_by_the_mouse_to_another_place_and_back_by_undo(tmp_path: Path, tunes: Path) -> None:
    async with at_the_music(tmp_path, tunes) as (hands, music):
        await with_a_playlist(hands, music)
        assert order(music) == "ABCD"
        way = await path_at_rest(hands, music, "Amber", "Cedar")
        mouse(hands, QEvent.Type.MouseButtonPress, way[0], LEFT)
        for at in way[1:]:
            hands.window.view.grabWindow()  # a hand is slower than a frame
            mouse(hands, QEvent.Type.MouseMove, at, LEFT)
        assert hands.there("desk.list").property("draggedTitle") == "Amber", (
            way,
            path_between(hands, music, "Amber", "Cedar"),
        )
        hands.window.view.grabWindow()
        mouse(hands, QEvent.Type.MouseButtonRelease, way[-1], NONE)
        assert order(music) == "BCAD"
        hands.touch("desk.undo")
        assert order(music) == "ABCD"
        hands.touch("desk.redo")
        assert order(music) == "BCAD"


async def test_a_piece_is_dragged_by_a_finger_too_and_the_list_stays_where_it_is(tmp_path: Path, tunes: Path) -> None:
    async with at_the_music(tmp_path, tunes) as (hands, music):
        await with_a_playlist(hands, music)
        way = [at.toPoint() for at in await path_at_rest(hands, music, "Dune", "Amber")]
        top = hands.there("desk.list").property("contentY")
        await finger(hands, way[:1], down=True)
        await finger(hands, way[1:])
        await until(lambda: hands.there("desk.list").property("dragged") != "")
        await finger(hands, [way[-2], way[-1]])
        assert hands.there("desk.list").property("contentY") == top
        await finger(hands, way[-1:], up=True)
        await until(lambda: order(music) == "ADBC")


async def test_keys_alone_choose_move_cut_take_out_and_take_back(tmp_path: Path, tunes: Path) -> None:
    async with at_the_music(tmp_path, tunes) as (hands, music):
        await with_a_playlist(hands, music)
        hands.key(Qt.Key.Key_Down)
        hands.key(Qt.Key.Key_Down)
        assert hands.there("desk.piece.Birch").property("activeFocus")
        alt, ctrl = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
        held(hands, Qt.Key.Key_Down, alt)
        assert order(music) == "ACBD"
        held(hands, Qt.Key.Key_Down, alt)
        held(hands, Qt.Key.Key_Down, alt)
        assert (order(music), order(music, "return")) == ("ACD", "B")
        held(hands, Qt.Key.Key_Up, alt)
        assert order(music) == "ACDB"
        hands.key(Qt.Key.Key_Delete)
        assert order(music) == "ACD"
        held(hands, Qt.Key.Key_Z, ctrl)
        held(hands, Qt.Key.Key_Z, ctrl)
        assert (order(music), order(music, "return")) == ("ACD", "B")
        held(hands, Qt.Key.Key_Z, ctrl | Qt.KeyboardModifier.ShiftModifier)
        assert order(music) == "ACDB"


async def test_buttons_move_a_piece_and_send_it_to_another_phase(tmp_path: Path, tunes: Path) -> None:
    async with at_the_music(tmp_path, tunes) as (hands, music):
        await with_a_playlist(hands, music)
        hands.touch("desk.piece.Cedar")
        hands.touch("desk.up")
        assert order(music) == "ACBD"
        hands.touch("desk.down")
        hands.touch("desk.send")
        hands.touch("sending.arrival")
        assert (order(music, "arrival"), order(music)) == ("C", "ABD")
        hands.touch("desk.remove")
        assert order(music, "arrival") == ""
        assert "Drag Amber" in spoken(hands.there(f"desk.handle.{row_of(music, 'Amber')}"))


async def test_a_piece_whose_name_is_no_text_is_refused_and_what_is_done_after_it_is_kept(
    tmp_path: Path, tunes: Path
) -> None:
    (tunes / "Amber.wav").rename(tunes / os.fsdecode(b"\xe1mbar.wav"))
    async with at_the_music(tmp_path, tunes) as (hands, music):
        hands.touch("music.tab.playlists")
        hands.touch("music.new")
        hands.write("new_playlist.name", "Slow river")
        hands.touch("new_playlist.make")
        await hands.until_sees("desk")
        hands.touch("desk.add")
        hands.touch("adding.into.peak")
        music.library.take(str(tunes / os.fsdecode(b"\xe1mbar.wav")), "peak")
        assert "not text" in hands.reads("adding.error")
        hands.touch("adding.piece.Birch")
        assert (order(music), "Birch.wav" in written(music), music.editor.form.general) == ("B", True, "")


# ---------------------------------------------------------------- cuts, lengths, versions


async def test_cuts_are_typed_as_times_and_refused_at_their_field(tmp_path: Path, tunes: Path) -> None:
    async with at_the_music(tmp_path, tunes) as (hands, music):
        await with_a_playlist(hands, music)
        hands.touch("desk.piece.Amber")
        hands.touch("desk.cuts")
        assert "LUFS" in hands.reads("cuts.loudness")
        hands.write("cuts.start_s", "half a minute")
        hands.touch("cuts.keep")
        assert hands.reads("cuts.start_s.error") == "A time such as 1:30, or nothing."
        hands.write("cuts.start_s", "0:00,25")
        hands.write("cuts.end_s", "0:00.1")
        hands.touch("cuts.keep")
        assert hands.reads("cuts.end_s.error") == "The end must come after the beginning."
        hands.write("cuts.end_s", "0:00.75")
        hands.write("cuts.gain_db", "−3")
        hands.touch("cuts.keep")
        await until(lambda: not hands.sees("cuts.panel"))
        piece = music.editor._desk.arc.phases["peak"][0]
        assert (piece.start_s, piece.end_s, piece.gain_db) == (0.25, 0.75, -3.0)


async def test_what_is_played_stays_as_it_was_when_its_playlist_is_changed(tmp_path: Path, tunes: Path) -> None:
    async with at_the_music(tmp_path, tunes) as (hands, music):
        await with_a_playlist(hands, music)
        hands.touch("desk.settings")
        hands.write("settings.peak", "40")
        hands.write("settings.crossfade", "99")
        hands.touch("settings.keep")
        assert hands.reads("settings.crossfade.error") == "The crossfade must be between 0 and 30.0 seconds."
        hands.write("settings.crossfade", "0")
        hands.touch("settings.keep")
        await until(lambda: not hands.sees("settings.panel"))
        assert hands.reads("desk.total") == "4 pieces, 0:04 for 40:00 planned"
        await until(lambda: bool(music.picture.remarks))
        assert music.picture.remarks == ["Peak: 0 min of music for 40 planned; it begins again."]
        hands.touch("desk.use")
        await until(lambda: music.plays_desk)
        played, text = music.settings.path, written(music)
        hands.touch("desk.piece.Amber")
        hands.touch("desk.remove")
        assert music.settings.path != played
        assert written(music, played) == text
        assert not music.plays_desk
        hands.touch("desk.settings")
        assert [str(row["note"]).split(" since")[0] for row in music.settings.versions] == [
            "not played from yet",
            "played from",
        ]
        hands.touch("settings.version.1")
        assert order(music) == "ABCD"
        hands.touch("desk.back")
        assert "version 1 is played" in str(music.rows[0]["note"])


async def test_what_is_said_of_a_piece_is_searched_and_warns_of_words_at_the_peak(tmp_path: Path, tunes: Path) -> None:
    async with at_the_music(tmp_path, tunes) as (hands, music):
        hands.touch("library.piece.Birch")
        hands.touch("piece.voice.words")
        hands.touch("piece.energy.2")
        hands.write("piece.instruments", "cello, voice")
        hands.touch("piece.phases.peak")
        hands.touch("piece.keep")
        await until(lambda: not hands.sees("piece.panel"))
        hands.write("library.search", "cello")
        assert found(music) == ["Birch"]
        hands.write("library.search", "nothing like it")
        assert found(music) == []
        music.library.search("")
        hands.touch("library.filter")
        hands.touch("library.voice.words")
        assert found(music) == ["Birch"]
        hands.touch("library.voice.words")
        await with_a_playlist(hands, music)
        await until(lambda: bool(music.picture.remarks))
        assert music.picture.remarks == ["Birch has words, and is played at the peak."]
        hands.touch("desk.remarks")
        assert hands.reads("remarks.0") == "Birch has words, and is played at the peak."


async def test_the_music_opens_with_a_damaged_library_says_so_and_goes_on(tmp_path: Path) -> None:
    app = await opened(tmp_path)
    (app.folder / "music").mkdir(exist_ok=True)
    (app.folder / "music" / "library.toml").write_bytes(b"folders = [\x00")
    async with at_window(app) as hands:
        await at_home(hands, app)
        hands.touch("home.music")
        assert hands.reads("music.remark.text").startswith("The file of the music library was damaged.")
        hands.touch("music.tab.library")
        assert hands.sees("library.watch")
    assert (app.folder / "music" / "library.damaged.toml").read_bytes() == b"folders = [\x00"


# ---------------------------------------------------------------- listening before, and the sound


async def test_a_piece_of_the_library_is_listened_to_on_its_own_device_and_a_place_is_touched(
    tmp_path: Path, tunes: Path
) -> None:
    async with at_the_music(tmp_path, tunes) as (hands, music):
        hands.touch("music.tab.playlists")
        hands.touch("music.sound")
        await until(lambda: len(music.sound.listens) == 3)
        hands.touch("sound.listen.2")
        await until(lambda: bool(music.sound.listens[2]["chosen"]))
        hands.touch("sound.close")
        hands.touch("music.tab.library")
        hands.touch("library.listen.Birch")
        await until(lambda: music.listen.title == "Birch" and music.listen.device == "on Headphones")
        await hands.until_sees("library.listening.seek")
        hands.touch("library.listening.seek")
        await until(lambda: abs(music.listen.share - 0.5) < 0.05)
        hands.touch("library.listen.Cedar")
        await until(lambda: music.listen.title == "Cedar")
        hands.touch("library.listening.stop")
        await until(lambda: music.listen.path == "")


async def test_a_piece_of_a_playlist_is_listened_to_with_its_cuts(tmp_path: Path, tunes: Path) -> None:
    async with at_the_music(tmp_path, tunes) as (hands, music):
        await with_a_playlist(hands, music)
        hands.touch("desk.piece.Amber")
        hands.touch("desk.listen")
        await until(lambda: music.listen.title == "Amber")
        assert hands.reads("desk.listen") == "Stop listening"
        hands.touch("desk.listen")
        await until(lambda: music.listen.path == "")


# ---------------------------------------------------------------- the check, and the ways in and out


async def test_the_check_says_how_far_it_is_and_what_cannot_be_played(tmp_path: Path, tunes: Path) -> None:
    whole = write_flac(tunes / "Birch.flac", tone(3.0)).read_bytes()
    (tunes / "Birch.flac").write_bytes(whole[: len(whole) // 2])
    (tunes / "Birch.wav").unlink()
    async with at_the_music(tmp_path, tunes) as (hands, music):
        await with_a_playlist(hands, music)
        hands.touch("desk.check")
        assert hands.sees("check.panel")
        await until(lambda: music.check.stage != "running", 30)
        assert hands.reads("check.result") == "1 of 4 pieces cannot be played and would have been passed over."
        assert music.check.rows.rows[0][1:3] == ("Birch", "The file is cut off before its end.")
        assert "LUFS" in str(music.check.rows.rows[1][2])
        hands.touch("check.done")
        assert music.check.stage == "closed"


async def test_a_check_can_be_stopped_and_tells_what_it_has_found(tmp_path: Path, tunes: Path) -> None:
    for number in range(60):
        write_wav(tunes / f"{number}.wav", tone(1.0 + number / 100))
    async with at_the_music_of_any(tmp_path, tunes) as (hands, music):
        music.use(str(tunes))
        await until(lambda: music.other != "")
        hands.touch("music.tab.playlists")
        hands.touch("music.check")
        await until(lambda: len(music.check.rows.rows) > 0, 30)
        hands.touch("check.stop")
        assert hands.reads("check.result").startswith("Stopped after ")
        assert 0 < len(music.check.rows.rows) < 64


@asynccontextmanager
async def at_the_music_of_any(tmp_path: Path, tunes: Path) -> AsyncIterator[tuple[Hands, MusicView]]:
    app = await opened(tmp_path)
    async with at_window(app) as hands:
        await at_home(hands, app)
        hands.touch("home.music")
        music = hands.shell.home.music
        assert isinstance(music, MusicView)
        yield hands, music


async def test_a_playlist_is_taken_along_and_comes_back_from_another_player(tmp_path: Path, tunes: Path) -> None:
    async with at_the_music(tmp_path, tunes) as (hands, music):
        await with_a_playlist(hands, music)
        for end in ("m3u8", "pdf"):
            hands.touch("desk.settings")
            hands.touch(f"settings.export.{end}")
            hands.shell.files.go(str(tunes))
            hands.touch("files.choose")
            await until(lambda: hands.reads("settings.written").startswith("Saved as "))
            hands.touch("settings.close")
        printed = extract_text((tunes / "Slow river.pdf").read_bytes())
        assert all(name in printed for name in (*NAMES, "Slow river", "Peak", "Willow House"))
        with (tunes / "Slow river.m3u8").open("a") as file:
            file.write("../../secret.flac\nhttps://example.org/a.mp3\n")
        hands.touch("desk.back")
        hands.touch("music.import")
        hands.shell.files.choose(str(tunes / "Slow river.m3u8"))
        await hands.until_sees("desk")
        assert order(music) == "ABCD"
        assert hands.reads("left_out.0") == "Entry 5 points outside the playlist's folder, and was left out."
        assert hands.reads("left_out.1") == "Entry 6 is an address in a network, and was left out."
        hands.touch("left_out.close")
        hands.touch("desk.settings")
        hands.touch("settings.put_away")
        await until(lambda: not hands.sees("desk"))
        assert [row["name"] for row in music.rows] == ["Slow river"]


async def test_a_list_that_is_none_is_refused_in_words_and_nothing_is_kept(tmp_path: Path, tunes: Path) -> None:
    bad = tunes / "bad.xspf"
    bad.write_text(
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><playlist>&e;</playlist>'
    )
    async with at_the_music(tmp_path, tunes) as (hands, music):
        hands.touch("music.tab.playlists")
        hands.touch("music.import")
        hands.shell.files.choose(str(bad))
        assert hands.reads("music.error.text") == (
            "The playlist holds declarations that could read other files, and was not opened."
        )
        assert music.rows == []


async def test_every_control_of_the_music_has_a_name_and_is_large_enough(tmp_path: Path, tunes: Path) -> None:
    async with at_the_music(tmp_path, tunes) as (hands, music):
        wrong = look(hands, "library")
        await with_a_playlist(hands, music)
        hands.touch("desk.piece.Amber")
        wrong += look(hands, "desk")
        for opens, closes in (("desk.settings", "settings"), ("desk.add", "adding"), ("desk.cuts", "cuts")):
            hands.touch(opens)
            wrong += look(hands, opens)
            hands.touch(f"{closes}.close")
        assert wrong == []


def look(hands: Hands, place: str) -> list[str]:
    """The controls that nobody could name or hit."""
    found = []
    for item in hands.controls():
        typed = item.inherits("QQuickTextInput")
        if not typed and (item.width() < 56 or item.height() < 56):
            found.append(f"{place}: {item.objectName()} is {item.width():.0f} by {item.height():.0f}")
        if not typed and not spoken(item):
            found.append(f"{place}: {item.objectName()} has no name")
    return found
