"""A playlist made in the program: edited step by step, kept in versions, taken along and brought back."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from facilitator_app.faults import Refusal
from facilitator_app.playlists.arc import PHASES, Arc, arc_of, open_arc, read_arc
from facilitator_app.playlists.edits import POOLS, Editing, empty_arc
from facilitator_app.playlists.kept import Lists
from facilitator_app.playlists.library import Piece
from facilitator_app.playlists.lists import read_entries
from facilitator_app.playlists.written import WRITERS, arc_text, csv_text

NOW = datetime(2026, 3, 5, 20, tzinfo=UTC)


def piece(name: str, folder: Path = Path("/music"), **more: object) -> Piece:
    return replace(Piece(folder / f"{name}.flac", name, seconds=100.0), **more)  # type: ignore[arg-type]


def desk(*names: str) -> Editing:
    """A playlist with these pieces in the peak."""
    editing = Editing(empty_arc("Slow river"))
    editing.add("peak", [piece(name) for name in names])
    return editing


def order(editing: Editing, phase: str = "peak") -> str:
    return "".join(each.title for each in editing.pool(phase))


# ---------------------------------------------------------------- steps


def test_pieces_are_put_in_order_and_into_other_phases() -> None:
    editing = desk(*"abc")
    editing.move("peak", 2, "peak", 0)
    assert order(editing) == "cab"
    editing.move("peak", 0, "peak", 2)
    assert order(editing) == "acb"
    editing.move("peak", 1, "return", 0)
    assert (order(editing), order(editing, "return")) == ("ab", "c")
    editing.move("return", 0, "bed", 5)
    assert order(editing, "bed") == "c"
    editing.add("peak", [piece("d")], at=1)
    assert order(editing) == "adb"
    editing.remove("peak", 0)
    assert order(editing) == "db"
    with pytest.raises(Refusal):
        editing.remove("peak", 7)


def test_one_step_up_or_down_goes_over_the_edge_of_a_phase_and_no_further_than_the_list() -> None:
    editing = desk(*"ab")
    assert editing.step("peak", 0, down=True) == ("peak", 1)
    assert editing.step("peak", 1, down=True) == ("return", 0)
    assert (order(editing), order(editing, "return")) == ("b", "a")
    assert editing.step("return", 0, down=False) == ("peak", 1)
    assert order(editing) == "ba"
    where = ("peak", 0)
    for _ in range(20):
        where = editing.step(*where, down=False)
    assert where == (POOLS[0], 0)
    for _ in range(20):
        where = editing.step(*where, down=True)
    assert where == ("bed", 0)


def test_every_step_can_be_taken_back_and_done_again_until_another_is_made() -> None:
    editing = desk(*"ab")
    editing.move("peak", 1, "peak", 0)
    editing.set_piece("peak", 0, {"start_s": 10.0, "gain_db": -3.0})
    editing.set_all("Wide river", 4.0, "arc", {"peak": 40})
    arc = editing.arc
    for _ in range(4):
        editing.undo()
    assert (editing.can_undo, editing.arc.pieces) == (False, ())
    for _ in range(9):
        editing.redo()
    assert editing.arc == arc
    editing.undo()
    editing.remove("peak", 0)
    assert not editing.can_redo
    editing.plan_all(editing.arc.planned)  # changes nothing: it is no step
    editing.undo()
    assert order(editing) == "ba"


def test_a_piece_has_the_same_cuts_wherever_it_stands() -> None:
    editing = desk("a")
    editing.set_piece("peak", 0, {"end_s": 60.0, "fade_s": 0.0})
    editing.add("return", [piece("a")])
    assert [each.end_s for each in (*editing.pool("peak"), *editing.pool("return"))] == [60.0, 60.0]
    editing.set_piece("return", 0, {"end_s": 50.0})
    assert editing.pool("peak")[0].end_s == 50.0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"start_s": 100.0}, "start_s"),
        ({"start_s": -1.0}, "start_s"),
        ({"start_s": 20.0, "end_s": 20.0}, "end_s"),
        ({"fade_s": 31.0}, "fade_s"),
        ({"gain_db": 13.0}, "gain_db"),
        ({"gain_db": -31.0}, "gain_db"),
    ],
)
def test_a_cut_that_makes_no_sense_is_refused_at_its_field(changes: dict[str, float], field: str) -> None:
    editing = desk("a")
    with pytest.raises(Refusal) as told:
        editing.set_piece("peak", 0, changes)
    assert told.value.field == field
    assert editing.arc.pieces == (piece("a"),)


def test_names_crossfades_and_minutes_have_their_bounds() -> None:
    editing = desk("a")
    for name, crossfade, minutes, field in (
        (" ", 8.0, {}, "name"),
        ("n" * 81, 8.0, {}, "name"),
        ("ok", 31.0, {}, "crossfade"),
        ("ok", 8.0, {"peak": 0.0}, "peak"),
        ("ok", 8.0, {"return": 2000.0}, "return"),
    ):
        with pytest.raises(Refusal) as told:
            editing.set_all(name, crossfade, "album", minutes)
        assert told.value.field == field
    with pytest.raises(Refusal):
        editing.add("peak", [piece("a")] * 5000)


# ---------------------------------------------------------------- versions


def test_what_was_played_from_stays_as_it_was(tmp_path: Path) -> None:
    lists, editing = Lists(tmp_path), desk(*"ab")
    first = lists.make(editing.arc)
    editing.remove("peak", 1)
    assert lists.save(first, editing.arc) == first, "nobody has played it: it is the same version"
    lists.use(first, NOW)
    played = first.read_bytes()
    lists.use(first, NOW.replace(year=2027))
    editing.add("peak", [piece("c")])
    second = lists.save(first, editing.arc)
    assert second != first
    assert lists.save(second, editing.arc) == second
    assert first.read_bytes() == played
    assert [(v.number, v.used) for v in lists.versions(second)] == [(1, NOW), (2, None)]
    old = replace(read_arc(first), name="Back to the first")
    third = lists.save(first, old)
    assert (third.stem, read_arc(third).name, read_arc(second).pieces[-1].title) == ("3", "Back to the first", "c")
    assert [kept.name for kept in lists.all()] == ["Back to the first"]


def test_a_playlist_comes_back_from_its_file_as_it_was(tmp_path: Path) -> None:
    editing = desk(*"ab")
    odd = piece('quote " and \\ and \x7f', by="Mae", instruments=("cello", "voice"), energy=3, voice="words")
    editing.add("bed", [odd])
    editing.set_piece("peak", 0, {"start_s": 1.5, "end_s": 60.0, "fade_s": 0.0, "gain_db": -2.5})
    editing.set_all("Ströme", 0.0, "arc", {"peak": 42.5})
    path = Lists(tmp_path).make(editing.arc)
    assert read_arc(path) == editing.arc
    assert open_arc(path, ()).planned == {"peak": 2550.0}


def test_copies_are_their_own_and_what_is_put_away_is_kept(tmp_path: Path) -> None:
    lists = Lists(tmp_path)
    path = lists.make(desk("a").arc)
    copy = lists.duplicate(path, "Another")
    lists.put_away(path)
    assert [kept.name for kept in lists.all()] == ["Another"]
    assert read_arc(copy).pieces == (piece("a"),)
    assert list(tmp_path.rglob("away/*/1.arc"))


def test_a_file_that_was_moved_is_played_from_its_new_place_in_every_version(tmp_path: Path) -> None:
    lists = Lists(tmp_path)
    first = lists.make(desk(*"ab").arc)
    lists.use(first, NOW)
    second = lists.save(first, read_arc(first))
    moved = {Path("/music/a.flac"): Path("/music/elsewhere/a.flac")}
    assert lists.follow(moved) == 2
    assert lists.follow(moved) == 0
    for path in (first, second):
        assert [each.path.name for each in read_arc(path).pieces] == ["a.flac", "b.flac"]
        assert read_arc(path).pieces[0].path.parent.name == "elsewhere"
    assert lists.versions(first)[0].used == NOW


def test_a_playlist_that_cannot_be_read_is_shown_with_its_reason(tmp_path: Path) -> None:
    lists = Lists(tmp_path)
    lists.make(desk("a").arc).write_text("name = ")
    (kept,) = lists.all()
    assert kept.arc is None
    assert kept.fault is not None
    assert kept.fault.key == "music.playlist_line"


# ---------------------------------------------------------------- out and in again


@pytest.mark.parametrize("end", sorted(WRITERS))
def test_what_is_taken_along_can_be_brought_back_with_its_phases(tmp_path: Path, end: str) -> None:
    folder = tmp_path / "music"
    editing = Editing(empty_arc("Slow river"))
    cuts = {"start_s": 5.0, "end_s": 50.5, "fade_s": 3.0, "gain_db": -6.0}
    told = {"voice": "words", "language": "es", "energy": 2, "instruments": ("harp", "cello")}
    cut = piece("#1 & <two>", folder, by="Mae", **cuts, **told)
    editing.add("arrival", [cut])
    editing.add("peak", [piece("Ümlaut: 5 %", folder), cut])
    editing.add("bed", [piece("=bed", tmp_path / "elsewhere")])
    path = folder / f"list.{end}"
    folder.mkdir()
    path.write_text(WRITERS[end](editing.arc, folder), "utf-8")
    read = read_entries(path, [tmp_path / "elsewhere"])
    assert read.left_out == ()
    arc = arc_of("list", read, PHASES)
    order = [(phase, [each.path.name for each in arc.phases.get(phase, ())]) for phase in ("arrival", "peak")]
    assert order == [("arrival", ["#1 & <two>.flac"]), ("peak", ["Ümlaut: 5 %.flac", "#1 & <two>.flac"])]
    assert [each.title for each in arc.bed] == ["=bed"]
    assert arc.phases["arrival"][0].by == "Mae"
    if end == "csv":
        first = arc.phases["arrival"][0]
        assert (first.start_s, first.end_s, first.fade_s, first.gain_db) == (5.0, 50.5, 3.0, -6.0)
        assert (first.voice, first.language, first.energy, first.instruments) == ("words", "es", 2, ("harp", "cello"))
    alone = read_entries(path)  # the library's folders are not open to everybody's list
    assert [remark.key for remark in alone.left_out] == ["music.left_out_escapes"]


def test_no_cell_of_the_table_is_taken_for_a_formula(tmp_path: Path) -> None:
    editing = Editing(empty_arc("x"))
    editing.add("peak", [piece("=cmd|' /C calc'!A0", by="@Mae"), piece("-3"), piece("+")])
    cells = [cell for row in csv.reader(csv_text(editing.arc, tmp_path).splitlines()) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_other_players_can_read_the_xspf(tmp_path: Path) -> None:
    text = WRITERS["xspf"](desk("a & b").arc, tmp_path)
    tracks = ElementTree.fromstring(text).iter("{http://xspf.org/ns/0/}location")
    assert [track.text for track in tracks] == ["file:///music/a%20%26%20b.flac"]


@pytest.mark.parametrize(
    ("name", "body", "key"),
    [
        ("a.csv", b"title,by\nx,y\n", "music.playlist_no_file_column"),
        ("a.csv", b"\xff\xfe\x00", "music.playlist_not_text"),
        ("a.csv", b"file\n" + b'"' + b"x" * 200_000 + b'"\n', "music.playlist_line"),
        ("a.csv", b"file\n", "music.playlist_empty"),
        ("a.xspf", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><playlist/>', "music.playlist_entities"),
        ("a.xspf", b"<a>" * 200_000, "music.playlist_line"),
        ("a.xspf", "<playlist/>".encode("utf-16"), "music.playlist_not_text"),
        ("a.m3u8", "Stück.flac".encode("cp1252"), "music.playlist_not_text"),
    ],
)
def test_a_list_that_is_none_is_refused_with_its_reason(tmp_path: Path, name: str, body: bytes, key: str) -> None:
    (tmp_path / name).write_bytes(body)
    with pytest.raises(Refusal) as told:
        read_entries(tmp_path / name)
    assert told.value.key == key


def test_a_table_from_a_spreadsheet_is_read_with_its_own_separator(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\ufefffile;phase;title;seconds\nx.flac;peak;Ex;61,5\n../y.flac;peak;Out;3\n;;;\n", "utf-8")
    read = read_entries(path)
    ((phase, found),) = read.pieces
    assert (phase, found.title, found.seconds) == ("peak", "Ex", 61.5)
    assert [each.key for each in read.left_out] == ["music.left_out_escapes", "music.left_out_nothing"]


def test_our_own_file_refuses_cuts_and_minutes_that_make_no_sense(tmp_path: Path) -> None:
    text = arc_text(Arc("x", 8.0, {"peak": (piece("a", tmp_path),)}))
    for line, key in (
        ("start = 'x'", "music.playlist_cut"),
        ("gain = 40", "music.playlist_cut"),
        ("start = 5\nend = 5", "music.playlist_cut_order"),
    ):
        (tmp_path / "p.toml").write_text(text.replace("[[piece]]", f"[[piece]]\n{line}"))
        with pytest.raises(Refusal) as told:
            read_arc(tmp_path / "p.toml")
        assert told.value.key == key
    for minutes in ("peak = 0", "peak = true", "climax = 4"):
        (tmp_path / "p.toml").write_text(f"{text}\n[minutes]\n{minutes}\n")
        with pytest.raises(Refusal):
            read_arc(tmp_path / "p.toml")
