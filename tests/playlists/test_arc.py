"""Playlists: one's own folder, a playlist file, and what a wrong one gets."""

from __future__ import annotations

from pathlib import Path

import pytest

from facilitator_app.faults import Fault, Refusal, Trouble
from facilitator_app.playlists.arc import PHASES, arc_from_folder, open_arc, read_arc
from facilitator_app.playlists.library import piece_from
from facilitator_app.text import RESOURCES, Text

GOOD = """
name = "Slow river"
crossfade_s = 6
[[piece]]
file = "one.flac"
title = "One"
by = "Mae"
seconds = 200.5
[phases]
medicine = ["one.flac", "02 - two.mp3"]
peak = ["three.opus"]
"""


def put(folder: Path, *names: str) -> None:
    """Files that only have names."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"-")


def titles(folder: Path, *phases: str) -> dict[str, list[str]]:
    """The pieces of each phase by title."""
    arc = arc_from_folder(folder, phases)
    return {phase: [piece.title for piece in arc.pool(phase)] for phase in phases}


def test_a_playlist_file_gives_each_phase_its_pieces(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text(GOOD)
    arc = read_arc(tmp_path / "p.toml")
    assert (arc.name, arc.crossfade_s) == ("Slow river", 6.0)
    first, second = arc.pool("medicine")
    assert (first.title, first.by, first.seconds) == ("One", "Mae", 200.5)
    assert (second.title, second.by, second.seconds) == ("two", "", None)
    assert first.path == (tmp_path / "one.flac").resolve()
    assert [piece.title for piece in arc.pieces] == ["One", "two", "three"]


def test_a_phase_without_pieces_goes_on_with_those_before_it(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text(GOOD)
    arc = read_arc(tmp_path / "p.toml")
    assert arc.pool("return") == arc.pool("peak")
    assert arc.pool("arrival") == arc.pool("medicine")
    assert arc.pool("a phase of one's own") == arc.pool("medicine")


@pytest.mark.parametrize(
    ("text", "key", "values"),
    [
        ("name = ", "music.playlist_line", {"line": 1}),
        ("a = 1\nb =\n", "music.playlist_line", {"line": 2}),
        ("volume = 11\n[phases]\npeak=[]", "music.playlist_unknown_entry", {"entry": "volume"}),
        ("piece = 3\n[phases]\npeak=[]", "music.playlist_pieces", {}),
        ("piece = [3]\n[phases]\npeak=[]", "music.playlist_pieces", {}),
        ("name = 'x'", "music.playlist_no_phases", {}),
        ("[phases]\nclimax = ['a.flac']", "music.playlist_unknown_phase", {"phase": "climax"}),
        ("[phases]\npeak = 'a.flac'", "music.playlist_phase_list", {"phase": "peak"}),
        ("[phases]\npeak = ['a.flac', '']", "music.playlist_no_file", {"entry": "peak 2"}),
        ("[phases]\npeak = ['../a.flac']", "music.playlist_escapes", {"entry": "peak 1"}),
        ("[phases]\npeak = ['/etc/passwd']", "music.playlist_escapes", {"entry": "peak 1"}),
        ("[[piece]]\ntitle='x'\n[phases]\npeak=[]", "music.playlist_no_file", {"entry": "piece 1"}),
        (
            "[[piece]]\nfile='a'\nmood='x'\n[phases]\npeak=[]",
            "music.playlist_unknown_entry",
            {"entry": "piece 1: mood"},
        ),
        ("[[piece]]\nfile='a'\nseconds=-3\n[phases]\npeak=[]", "music.playlist_seconds", {"entry": "piece 1"}),
        ("crossfade_s = 99\n[phases]\npeak=[]", "music.playlist_crossfade", {"longest": 30.0}),
        ("crossfade_s = true\n[phases]\npeak=[]", "music.playlist_crossfade", {"longest": 30.0}),
    ],
)
def test_a_wrong_playlist_is_refused_by_line_or_entry(
    tmp_path: Path, text: str, key: str, values: dict[str, object]
) -> None:
    (tmp_path / "p.toml").write_text(text)
    with pytest.raises(Refusal) as refused:
        read_arc(tmp_path / "p.toml")
    assert (refused.value.key, refused.value.values) == (key, values)
    said = Text.load(RESOURCES / "text" / "en").render(key, **values)
    assert "…" not in said
    assert said != key


def test_a_link_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    put(tmp_path, "outside.flac")
    inside.mkdir()
    (inside / "a.flac").symlink_to(tmp_path / "outside.flac")
    (inside / "p.toml").write_text("[phases]\npeak = ['a.flac']")
    with pytest.raises(Refusal) as refused:
        read_arc(inside / "p.toml")
    assert refused.value.key == "music.playlist_escapes"


@pytest.mark.parametrize(
    ("content", "fault", "key"),
    [
        (b"\xff\xfe\x00n", Refusal, "music.playlist_not_text"),
        (b"#" * (5 << 20), Refusal, "music.playlist_too_large"),
        (None, Trouble, "music.playlist_unreadable"),
    ],
)
def test_a_file_that_is_no_playlist(tmp_path: Path, content: bytes | None, fault: type[Fault], key: str) -> None:
    path = tmp_path / "p.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(fault) as told:
        read_arc(path)
    assert told.value.key == key


def test_a_folder_with_phases_for_subfolders(tmp_path: Path) -> None:
    put(tmp_path, "01 Arrival/b.flac", "02 Medicine/10 late.mp3", "02 Medicine/9 early.mp3", "Closing-Circle/x.ogg")
    assert titles(tmp_path, "arrival", "medicine", "peak", "closing_circle") == {
        "arrival": ["b"],
        "medicine": ["early", "late"],
        "peak": ["early", "late"],
        "closing_circle": ["x"],
    }


def test_a_flat_folder_is_spread_over_the_phases_in_order(tmp_path: Path) -> None:
    put(tmp_path, "1 a.flac", "2 b.flac", "10 d.flac", "3 c.flac", "cover.jpg", ".hidden.mp3")
    assert titles(tmp_path, "arrival", "peak") == {"arrival": ["a", "b"], "peak": ["c", "d"]}
    few = titles(tmp_path, *PHASES)
    assert list(few["arrival"]) == ["a"]
    assert all(few.values())


def test_a_playlist_file_in_the_folder_counts(tmp_path: Path) -> None:
    put(tmp_path, "z.flac")
    (tmp_path / "playlist.toml").write_text(GOOD)
    assert arc_from_folder(tmp_path, ["peak"]).name == "Slow river"


def test_a_folder_without_music_is_refused_and_a_missing_one_is_trouble(tmp_path: Path) -> None:
    put(tmp_path, "readme.txt")
    with pytest.raises(Refusal) as refused:
        arc_from_folder(tmp_path, ["peak"])
    assert refused.value.key == "music.folder_without_music"
    with pytest.raises(Trouble) as trouble:
        arc_from_folder(tmp_path / "gone", ["peak"])
    assert trouble.value.key == "music.folder_unreadable"


def test_pieces_are_named_after_their_files(tmp_path: Path) -> None:
    assert piece_from(tmp_path / "03 - Juniper - Still_water.flac").title == "Still water"
    assert piece_from(tmp_path / "03 - Juniper - Still_water.flac").by == "Juniper"
    assert piece_from(tmp_path / "17.flac").title == "17"
    assert piece_from(tmp_path / "7.opus").id != piece_from(tmp_path / "8.opus").id


TRACK = '<playlist version="1" xmlns="http://xspf.org/ns/0/"><trackList><track>{}</track></trackList></playlist>'


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("long.xspf", TRACK.format(f"<location>one.flac</location><duration>{'9' * 400}</duration>")),
        ("longer.xspf", TRACK.format(f"<location>one.flac</location><duration>{'9' * 5000}</duration>")),
        ("squared.xspf", TRACK.format("<location>one.flac</location><duration>²</duration>")),
        ("long.m3u8", f"#EXTM3U\n#EXTINF:{'9' * 400},One\none.flac\n"),
        ("never.m3u8", "#EXTINF:nan,One\none.flac\n"),
        ("wide.csv", f"file,seconds\none.flac,{'9' * 400}\n"),
    ],
)
def test_a_length_that_cannot_be_is_as_good_as_none(tmp_path: Path, name: str, held: str) -> None:
    (tmp_path / name).write_text(held, "utf-8")
    (piece,) = open_arc(tmp_path / name, PHASES).pieces
    assert (piece.path.name, piece.seconds) == ("one.flac", None)


@pytest.mark.parametrize("address", ["http://[bad/one.flac", "file://[bad/one.flac", "http://[::1"])
def test_an_address_that_is_none_is_left_out_and_the_rest_is_taken(tmp_path: Path, address: str) -> None:
    (tmp_path / "evening.m3u8").write_text(f"{address}\none.flac\n", "utf-8")
    arc = open_arc(tmp_path / "evening.m3u8", PHASES)
    assert [piece.path.name for piece in arc.pieces] == ["one.flac"]
    assert [(remark.key, remark.values) for remark in arc.left_out] == [("music.left_out_nothing", {"entry": 1})]


@pytest.mark.parametrize("length", ["nan", "inf", "90000", "true"])
def test_our_own_playlist_tells_no_impossible_length(tmp_path: Path, length: str) -> None:
    (tmp_path / "playlist.toml").write_text(GOOD.replace("200.5", length), "utf-8")
    with pytest.raises(Refusal) as told:
        read_arc(tmp_path / "playlist.toml")
    assert told.value.key == "music.playlist_seconds"


def test_brackets_without_end_are_named_by_their_line(tmp_path: Path) -> None:
    (tmp_path / "playlist.toml").write_text(f"name = 'Deep'\na = {'[' * 100_000}\n", "utf-8")
    with pytest.raises(Refusal) as told:
        read_arc(tmp_path / "playlist.toml")
    assert (told.value.key, told.value.values["line"]) == ("music.playlist_line", 2)


def test_fifty_thousand_lines_of_one_piece_are_too_many(tmp_path: Path) -> None:
    (tmp_path / "endless.m3u8").write_text("one.flac\n" * 50_000, "utf-8")
    with pytest.raises(Refusal) as told:
        open_arc(tmp_path / "endless.m3u8", PHASES)
    assert told.value.key == "music.playlist_too_many"


def test_fifty_thousand_pieces_of_our_own_playlist_are_too_many(tmp_path: Path) -> None:
    entries = ",".join(f'"{number}.flac"' for number in range(50_000))
    (tmp_path / "playlist.toml").write_text(f"[phases]\npeak = [{entries}]")
    with pytest.raises(Refusal) as told:
        read_arc(tmp_path / "playlist.toml")
    assert told.value.key == "music.playlist_too_many"
