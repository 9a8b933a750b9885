"""What was heard in a session: read in its review and from the music, printed for participants, taken along as a table."""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from facilitator_app import music_lanes, music_words, text
from facilitator_app.handoff.reading import text_of as extract_text
from facilitator_app.record import music
from facilitator_app.ui.music_heard import HeardView, table
from facilitator_app.ui.music_view import MusicView
from tests.told import ZONE, full_session
from tests.ui.scenes import Room
from tests.ui.test_room import in_the_room
from tests.waiting import until

DENVER, WORDS = ZoneInfo(ZONE), text.english()


def test_pieces_tell_when_why_and_what_was_done_meanwhile() -> None:
    told = full_session()
    told.write(200, music.MusicBegan(play="a", title="=Tideline", phase="medicine", because="begun"))
    told.write(202, music.MusicChanged(what=music.What.DUCKED, title="=Tideline", phase="medicine", second=120))
    told.write(204, music.MusicChanged(what=music.What.LEVELLED, title="=Tideline", second=240, level_db=-6))
    told.write(206, music.MusicEnded(play="a", title="=Tideline", why="followed", second=360, level_db=-6))
    told.write(
        206, music.MusicBegan(play="b", title="Hearth", phase="closing", second=12, level_db=-6, because="skipped")
    )
    *_, tide, hearth = music_lanes.pieces(told.history.lines())
    assert (tide.title, tide.ended) == ("=Tideline", told.start + timedelta(minutes=206))
    assert (music_words.came(tide, WORDS), music_words.went(tide, WORDS)) == ("", "left for the phase, until 6:00")
    assert [music_words.changed(each, WORDS) for each in tide.changes] == [
        "lowered to speak to the room (2:00)",
        "level −6 dB (4:00)",
    ]
    assert music_words.came(hearth, WORDS) == "chosen as the next piece, from 0:12, −6 dB"
    assert hearth.ended is None
    head, *rows = csv.reader(table((tide, hearth), DENVER, str.title).splitlines())
    assert head == ["time", "title", "phase", "what", "place", "level_db", "why"]
    assert [row[1:] for row in rows] == [
        ["'=Tideline", "Medicine", "began", "0", "0", "begun"],
        ["'=Tideline", "Medicine", "ducked", "120", "0", ""],
        ["'=Tideline", "Medicine", "levelled", "240", "-6", ""],
        ["'=Tideline", "Medicine", "ended", "360", "", "followed"],
        ["Hearth", "Closing", "began", "12", "-6", "skipped"],
    ]
    assert rows[0][0].endswith("-07:00")


def titles(heard: HeardView) -> list[str]:
    return [str(row[2]) for row in heard.rows.rows]


def written(folder: Path) -> tuple[str, str]:
    """The words of the list for participants, and the table."""
    pdf, csv_file = next(folder.glob("music-*.pdf")), next(folder.glob("music-*.csv"))
    return extract_text(pdf.read_bytes()), csv_file.read_text("utf-8-sig")


async def some_music(place: Room) -> str:
    """A piece that was lowered and skipped, and the next; returns the first one's title."""
    deck = place.app.deck
    assert deck is not None
    first = deck.state.title
    await deck.duck()
    await deck.unduck()
    await deck.skip(now=True)
    await until(lambda: len(music_lanes.pieces(place.session.history.lines())) >= 2)
    await until(lambda: not place.player._facts)  # all that it told is in the record
    return first


async def test_the_review_lists_the_music_and_prints_it_for_participants(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _view):
        first = await some_music(place)
        hands.shell.go("review")
        await hands.until_sees("review.music")
        hands.touch("review.music")
        await hands.until_sees("heard.list")
        assert hands.reads("heard.title.0") == first
        assert "left for the next piece" in hands.reads("heard.note.0")
        for end in ("pdf", "csv"):
            hands.touch(f"heard.{end}")
            hands.shell.files.go(str(tmp_path))
            hands.touch("files.choose")
            await until(lambda end=end: list(tmp_path.glob(f"music-*.{end}")))  # type: ignore[misc]  # mypy cannot infer it
        printed, listed = written(tmp_path)
        assert first in printed
        assert not [name for name in ("Rowan", "Amara", "Idris", "Noor", "Teodor", "Mae") if name in printed]
        assert first in listed


async def test_from_the_music_a_past_session_is_chosen(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _view):
        first = await some_music(place)
        hands.shell.go("home")
        await hands.until_sees("home.music")
        hands.touch("home.music")
        page = hands.shell.home.music
        assert isinstance(page, MusicView)
        hands.touch("music.heard")
        hands.touch("heard.session.0")
        await until(lambda: titles(page.heard)[:1] == [first])
        hands.touch("heard.back")
        assert hands.sees("heard.session.0")
