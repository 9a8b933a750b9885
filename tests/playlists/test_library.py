"""The library: folders watched, what files say of themselves, what people say of them, and files that are up to no good."""

from __future__ import annotations

import base64
import shutil
import sys
import unicodedata
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from mutagen.flac import FLAC, Picture
from mutagen.id3 import APIC, ID3, TIT2, TLAN, TPE1

from facilitator_app.faults import Refusal, Trouble
from facilitator_app.playlists.arc import Arc, read_arc
from facilitator_app.playlists.engine.protocol import Scan
from facilitator_app.playlists.folders import FILE, SHIPPED, Said, read_shelf
from facilitator_app.playlists.kept import Lists
from facilitator_app.playlists.library import Remark
from facilitator_app.playlists.moved import found_again
from facilitator_app.playlists.tags import picture_kind, read_tags
from facilitator_app.playlists.watched import Library, Looked, Wanted
from tests.playlists.sounds import tone, write_flac, write_wav

ONE_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)


def tagged(path: Path, hertz: float = 333.0, cover: bytes = b"", **tags: str) -> Path:
    """A FLAC file that says something of itself."""
    write_flac(path, tone(0.2, hertz))
    file = FLAC(path)
    for name, value in tags.items():
        file[name] = value
    if cover:
        picture = Picture()
        picture.data = cover
        file.add_picture(picture)
    file.save()
    return path


def looked(library: Library) -> Looked:
    """A look at the folders, taken in."""
    found = library.look()
    library.take(found)
    return found


@pytest.fixture
def music(tmp_path: Path) -> Path:
    """A folder with two pieces."""
    folder = tmp_path / "music"
    (folder / "quiet").mkdir(parents=True)
    tagged(folder / "a.flac", title="Slow water", artist="Mae", album="River", language="eng", cover=ONE_PIXEL)
    write_wav(folder / "quiet" / "02 - Idris - Dunes.wav", tone(0.3, 500))
    return folder


@pytest.fixture
def library(tmp_path: Path, music: Path) -> Library:
    """A library that watches the folder and has looked at it."""
    made = Library(tmp_path / "data")
    made.watch(music)
    looked(made)
    return made


def titles(library: Library, wanted: Wanted | None = None) -> list[str]:
    return [entry.piece.title for entry in library.find(wanted or Wanted())]


# ---------------------------------------------------------------- what it knows


def test_every_piece_in_a_watched_folder_is_there_by_what_it_says_of_itself(library: Library, music: Path) -> None:
    dunes, water = library.entries
    assert (water.piece.title, water.piece.by, water.piece.album, water.piece.language) == (
        "Slow water",
        "Mae",
        "River",
        "eng",
    )
    assert (dunes.piece.title, dunes.piece.by, dunes.piece.seconds) == ("Dunes", "Idris", 0.3)
    assert (library.covers / water.tags.cover).read_bytes() == ONE_PIXEL
    assert titles(library, Wanted("river mae")) == ["Slow water"]


@pytest.mark.parametrize("name", ["lamplight.opus", "first-light.opus"])
def test_opus_files_tell_their_length(name: str) -> None:
    assert (read_tags(SHIPPED / name).seconds or 0) > 100


def test_a_second_look_reads_only_what_changed_and_a_new_start_needs_none(
    library: Library, music: Path, tmp_path: Path
) -> None:
    assert looked(library).new == 0
    tagged(music / "b.flac", 440, title="Second")
    (music / "quiet" / "02 - Idris - Dunes.wav").unlink()
    found = looked(library)
    assert (found.new, found.gone) == (1, 1)
    assert titles(Library(tmp_path / "data")) == ["Second", "Slow water"]


def test_what_people_say_of_a_piece_comes_first_and_goes_with_its_content(library: Library, music: Path) -> None:
    told = Said(title="Water", phases=("peak",), energy=2, voice="wordless", instruments=("cello", "voice"))
    library.say(music / "a.flac", told)
    assert titles(library, Wanted("cello", phase="peak", voice="wordless", energy=2)) == ["Water"]
    assert titles(library, Wanted(phase="return")) == titles(library, Wanted(energy=5)) == []
    assert titles(library, Wanted(only="untagged")) == ["Dunes"]
    (music / "a.flac").rename(music / "quiet" / "another name.flac")
    found = looked(library)
    assert found.moved == {music / "a.flac": music / "quiet" / "another name.flac"}
    assert titles(library, Wanted("cello")) == ["Water"]
    piece = library.known(library.find(Wanted("cello"))[0].piece)
    assert (piece.energy, piece.voice) == (2, "wordless")


def test_a_name_is_found_however_a_disk_writes_its_letters(library: Library, music: Path) -> None:
    tagged(music / unicodedata.normalize("NFD", "Óscar - Água.flac"), 620)
    looked(library)
    for words in ("Água", "agua", "óscar ÁGUA", unicodedata.normalize("NFD", "água")):
        assert [entry.piece.by for entry in library.find(Wanted(words))] == [unicodedata.normalize("NFD", "Óscar")]
    assert [entry.piece.title for entry in library.find(Wanted("dunes"))] == ["Dunes"]


def test_the_same_music_twice_is_found_whatever_it_is_called(library: Library, music: Path) -> None:
    shutil.copy(music / "a.flac", music / "quiet" / "copy.flac")
    looked(library)
    assert library.duplicates() == ((music / "a.flac", music / "quiet" / "copy.flac"),)
    assert len(library.find(Wanted(only="duplicates"))) == 2


def test_a_drive_that_is_away_takes_nothing_with_it(library: Library, music: Path) -> None:
    music.rename(music.with_name("away"))
    found = looked(library)
    assert (found.not_there, len(library.entries)) == ((music,), 2)
    music.with_name("away").rename(music)
    assert looked(library).new == 0


def test_what_was_measured_is_kept_by_content(library: Library, music: Path, tmp_path: Path) -> None:
    library.note([Scan(str(music / "a.flac"), "", 200.0, lufs=-19.5, range_lu=6.0, true_peak_dbtp=-3.0, content="x")])
    library.note([Scan(str(music / "quiet" / "02 - Idris - Dunes.wav"), "truncated")])
    (music / "a.flac").rename(music / "z.flac")
    looked(library)
    again = Library(tmp_path / "data")
    figures = {entry.piece.title: entry.figures for entry in again.entries}
    assert figures["Slow water"] is not None
    assert (figures["Slow water"].lufs, figures["Slow water"].seconds) == (-19.5, 200.0)
    assert titles(again, Wanted(only="trouble")) == ["Dunes"]
    assert titles(again, Wanted(only="unmeasured")) == []


def test_folders_are_watched_once_and_left_again(library: Library, music: Path, tmp_path: Path) -> None:
    for folder, key in ((music / "quiet", "music.library_watched"), (music / "a.flac", "music.library_no_folder")):
        with pytest.raises(Refusal) as told:
            library.watch(folder)
        assert told.value.key == key
    library.watch(tmp_path)  # the folder above takes the place of the one below
    assert library.folders == (tmp_path,)
    library.leave(tmp_path)
    assert [*library.folders, *library.entries] == []


def test_a_damaged_file_of_the_library_is_put_aside_and_what_can_be_read_of_it_is_kept(
    library: Library, tmp_path: Path, music: Path
) -> None:
    for entry in library.entries:
        library.say(entry.path, Said(voice="none", energy=2))
    file = tmp_path / "data" / FILE
    damaged = file.read_bytes().replace(b"energy = 2", b"energy = \x00\xff", 1)
    file.write_bytes(damaged)
    again = Library(tmp_path / "data")
    assert again.folders == (music,)
    assert [entry.said.energy for entry in again.entries].count(2) == 1
    assert again.remark is not None
    assert (again.remark.key, again.remark.values["said"]) == ("music.library_mended", 1)
    assert (tmp_path / "data" / str(again.remark.values["file"])).read_bytes() == damaged
    assert Library(tmp_path / "data").remark is None


@pytest.mark.parametrize("left", [b"", b"folders = 3", b"\x89PNG", bytes(100), b'folders = ["/half/a'])
def test_where_nothing_of_it_can_be_read_the_folders_are_those_of_the_last_look(
    library: Library, tmp_path: Path, music: Path, left: bytes
) -> None:
    (tmp_path / "data" / FILE).write_bytes(left)
    again = Library(tmp_path / "data")
    assert again.folders == (music,)
    looked(again)
    assert titles(again) == titles(library)


def test_a_file_of_the_library_that_cannot_be_opened_is_left_alone(
    library: Library, tmp_path: Path, music: Path
) -> None:
    (tmp_path / "data" / FILE).unlink()
    (tmp_path / "data" / FILE).mkdir()
    again = Library(tmp_path / "data")
    assert again.remark == Remark("music.library_unreadable")
    assert again.folders == (music,)
    with pytest.raises(Trouble):
        again.leave(music)
    assert (tmp_path / "data" / FILE).is_dir()


def test_what_a_look_had_found_may_be_lost(tmp_path: Path) -> None:
    (tmp_path / "library.json").write_text("nonsense")
    assert Library(tmp_path).entries == ()
    assert read_shelf(tmp_path).shelf.roots == (SHIPPED,)


# ---------------------------------------------------------------- files that are up to no good


def big_tag(path: Path) -> None:
    id3 = ID3()
    id3.add(TIT2(text="long " * 300_000))
    id3.add(TPE1(text="Mae\x00\x1b[31m\u202eHale"))
    id3.add(TLAN(text="eng"))
    id3.add(APIC(mime="image/png", data=b"this is no picture"))
    id3.save(path)
    path.write_bytes(path.read_bytes() + (bytes([0xFF, 0xFB, 0x90, 0x64]) + bytes(413)) * 50)


def test_a_tag_of_a_megabyte_and_artwork_that_is_no_picture_are_cleaned_and_told(tmp_path: Path) -> None:
    big_tag(tmp_path / "big.mp3")
    tags = read_tags(tmp_path / "big.mp3", tmp_path / "covers")
    assert len(tags.title) <= 200
    assert tags.by == "Mae"
    assert set(tags.remarks) >= {"music.tags_cut", "music.cover_no_picture"}
    assert not (tmp_path / "covers").exists()


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (ONE_PIXEL, "png"),
        (ONE_PIXEL[:16] + (70_000).to_bytes(4, "big") * 2 + ONE_PIXEL[24:], ""),
        (b"\xff\xd8\xff\xe0\x00\x04..\xff\xc0\x00\x11\x08\x00\x40\x00\x30" + bytes(20), "jpg"),
        (b"\xff\xd8\xff\xe0" + bytes(40), ""),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ""),
        (b"", ""),
    ],
)
def test_a_picture_is_known_by_its_beginning_and_its_size(raw: bytes, kind: str) -> None:
    assert picture_kind(raw) == kind


BAD: dict[str, Callable[[Path], object]] = {
    "garbage.mp3": lambda path: path.write_bytes(bytes(range(256)) * 100),
    "empty.flac": lambda path: path.write_bytes(b""),
    "words.ogg": lambda path: path.write_text("OggS and then no more"),
    "cut.m4a": lambda path: path.write_bytes(b"\x00\x00\x00\x20ftypM4A " + b"\xff" * 60),
    "deep.flac": lambda path: path.write_bytes(b"fLaC\x84\xff\xff\xff" + bytes(2000)),
    "big.mp3": big_tag,
    "n\udcffame.wav": lambda path: write_wav(path, tone(0.1)),
}


def test_bad_files_are_in_the_library_with_their_reason_and_hold_up_no_other(tmp_path: Path) -> None:
    folder = tmp_path / "music"
    folder.mkdir()
    for name, make in BAD.items():
        make(folder / name)
    (folder / "loop").symlink_to(folder)
    (folder / "link.flac").symlink_to("/etc/hostname")
    tagged(folder / "z.flac", title="Sound")
    library = Library(tmp_path / "data")
    library.watch(folder)
    told: list[tuple[int, int]] = []
    library.take(library.look(lambda done, count: told.append((done, count))))
    assert told[-1] == (8, 8)
    assert {entry.path.name for entry in library.entries} == {*BAD, "z.flac"}
    assert titles(library, Wanted("sound")) == ["Sound"]


def bomb(path: Path) -> None:
    """A tag of some hundred kilobytes that unpacks to 400 MB of empty words."""
    press = zlib.compressobj(1)
    packed = b"".join([*(press.compress(bytes(1 << 20)) for _ in range(400)), press.flush()])

    def size(count: int) -> bytes:
        return bytes(count >> shift & 127 for shift in (21, 14, 7, 0))

    body = size(400 << 20 & 0xFFFFFFF) + packed
    frame = b"TIT2" + size(len(body)) + b"\x00\x09" + body
    path.write_bytes(b"ID3\x04\x00\x00" + size(len(frame)) + frame)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no limit on memory there")
def test_a_tag_that_unpacks_without_end_costs_a_bounded_amount_and_only_itself(tmp_path: Path) -> None:
    (tmp_path / "music").mkdir()
    bomb(tmp_path / "music" / "a.mp3")
    tagged(tmp_path / "music" / "b.flac", title="Sound")
    library = Library(tmp_path / "data")
    library.watch(tmp_path / "music")
    looked(library)
    assert {entry.piece.title: entry.tags.remarks for entry in library.entries} == {
        "a": ("music.tags_unreadable",),
        "Sound": (),
    }


def test_a_reader_that_dies_of_a_file_goes_on_with_the_next(tmp_path: Path, music: Path) -> None:
    script = tmp_path / "reader.py"
    script.write_text(
        "import os, sys\n"
        "for name in sys.stdin.buffer.read().split(b'\\0')[:-1]:\n"
        "    if b'a.flac' in name: os._exit(9)\n"
        '    print(\'{"mark":"m","title":"Told"}\', flush=True)\n'
    )
    library = Library(tmp_path / "data", ("python3", str(script)))
    library.watch(music)
    looked(library)
    assert {entry.path.name: (entry.tags.title, entry.tags.remarks) for entry in library.entries} == {
        "a.flac": ("", ("music.tags_unreadable",)),
        "02 - Idris - Dunes.wav": ("Told", ()),
    }


def test_a_look_that_is_stopped_forgets_nothing(library: Library, music: Path) -> None:
    for number in range(20):
        tagged(music / f"{number}.flac", 300 + number)
    tagged(music / "a.flac", title="Changed")
    found = library.look(lambda done, count: library.stop())
    assert {music / "a.flac", music / "quiet" / "02 - Idris - Dunes.wav"} <= set(found.files)
    assert found.gone == 0
    library.take(found)
    assert looked(library).gone == 0
    assert len(library.entries) == 22
    assert "Changed" in titles(library)


def test_a_playlist_whose_file_was_moved_is_whole_again_before_anybody_opens_the_music_page(
    library: Library, music: Path, tmp_path: Path
) -> None:
    lists = Lists(tmp_path / "data")
    pieces = tuple(entry.piece for entry in library.entries)
    kept = lists.make(Arc("Evening", 4.0, {"peak": pieces}))
    (music / "a.flac").rename(music / "quiet" / "another name.flac")
    (music / "quiet" / "02 - Idris - Dunes.wav").unlink()
    arc = read_arc(kept)
    found = found_again(arc, tmp_path / "data")
    assert {piece.path.name for piece in found.pieces} == {"another name.flac", "02 - Idris - Dunes.wav"}
    assert [piece.path.exists() for piece in found.pieces if piece.path.suffix == ".flac"] == [True]
    assert read_arc(kept) == found  # the kept playlist names the new place too
    unmarked = Arc("Other player's", 4.0, {"peak": tuple(replace(piece, mark="") for piece in pieces)})
    assert {piece.path for piece in found_again(unmarked, tmp_path / "data").pieces} == {p.path for p in found.pieces}
