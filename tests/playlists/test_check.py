"""Before the session: files checked and measured, playlists of other players read, levels and remarks worked out."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from facilitator_app.cli import main
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.playlists.arc import Arc, open_arc, read_arc
from facilitator_app.playlists.check import Check
from facilitator_app.playlists.curve import arc_curve, remarks
from facilitator_app.playlists.engine.protocol import Scan
from facilitator_app.playlists.levels import gains
from facilitator_app.playlists.library import Piece
from facilitator_app.playlists.lists import read_list
from facilitator_app.text import render
from tests.playlists.sounds import RATE, tone, write_flac, write_wav


def scanned(seconds: int = 120, lufs: float = -20.0, course: list[float] | None = None, peak: float = -6.0) -> Scan:
    """What a scan would tell of a piece that is evenly loud."""
    return Scan("", "", seconds, seconds, lufs=lufs, true_peak_dbtp=peak, course=tuple(course or [lufs] * seconds))


def pieces(*names: str, folder: str = "one") -> tuple[Piece, ...]:
    return tuple(Piece(Path(folder) / name, name) for name in names)


# ---------------------------------------------------------------- the check


def test_the_command_tells_every_piece_and_what_would_have_gone_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    music = tmp_path / "music"
    music.mkdir()
    whole = write_flac(music / "01 tide.flac", tone(3, 997, level=0.5)).read_bytes()
    (music / "02 cut.flac").write_bytes(whole[: len(whole) // 2])
    (music / "03 words.mp3").write_text("no music at all")
    (music / "04 nothing.opus").write_bytes(b"")
    assert main(["--data", str(tmp_path / "data"), "playlist", "check", str(music)]) == 1
    told = capsys.readouterr().out
    assert "1/4  tide: 0:03, -6.0 LUFS" in told
    assert "2/4  cut: the file is cut off before its end" in told
    assert "3/4  words: there is no music in the file" in told
    assert "4/4  nothing: the file is empty" in told
    assert "3 of 4 pieces cannot be played" in told
    assert "tide is played -12.0 dB" in told


def test_a_sound_piece_alone_is_no_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_wav(tmp_path / "tide.wav", tone(3, level=0.1))
    assert main(["--data", str(tmp_path / "data"), "playlist", "check", str(path)]) == 0
    assert "All 1 pieces can be played" in capsys.readouterr().out
    assert main(["--data", str(tmp_path / "data"), "playlist", "check", str(tmp_path / "gone.toml")]) == 3


DIES = """
import sys
from facilitator_app.playlists.engine.protocol import Scan, encode
for path in sys.stdin.buffer.read().decode().split("\\0")[:-1]:
    if "bad" in path:
        sys.exit(9)
    sys.stdout.buffer.write(encode(Scan(path, "", 5.0)))
"""


def test_a_file_that_kills_the_decoder_is_named_and_the_others_are_checked(tmp_path: Path) -> None:
    script = tmp_path / "dies.py"
    script.write_text(DIES)
    found = list(Check(pieces("a", "bad 1", "b", "bad 2"), None, (sys.executable, str(script))))
    assert [(each.piece.title, each.trouble) for each in found] == [
        ("a", ""),
        ("bad 1", "music.piece_crashed"),
        ("b", ""),
        ("bad 2", "music.piece_crashed"),
    ]
    assert [(each.number, each.count) for each in found] == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_without_libvlc_the_check_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_VLC_LIB_PATH", "/nonexistent/libvlc.so")
    with pytest.raises(Trouble) as told:
        list(Check(pieces("a"), None))
    assert told.value.key == "music.piece_no_libvlc"


# ---------------------------------------------------------------- levels


def test_an_album_is_brought_down_as_one() -> None:
    soft, loud = pieces("soft", "loud")
    arc = Arc("", 8, {"peak": (soft, loud)})
    found = gains(arc, {soft.id: scanned(lufs=-16), loud.id: scanned(lufs=-13)})
    assert found[soft.id] == found[loud.id] == pytest.approx(-18 + 14.24, abs=0.01)


def test_one_loud_master_among_quiet_pieces_does_not_blast_and_the_quiet_ones_are_left_alone() -> None:
    *quiet, loud = pieces("a", "b", "c", "d", "e", "f", "loud")
    scans = {piece.id: scanned(lufs=-24) for piece in quiet} | {loud.id: scanned(60, lufs=-9, peak=0.5)}
    found = gains(Arc("", 8, {"peak": (*quiet, loud)}), scans)
    assert found[loud.id] == pytest.approx(-6.0)  # 3 LU above the level at most
    assert all(-2.0 < found[piece.id] <= 0 for piece in quiet)


def test_albums_have_levels_of_their_own_unless_the_arc_is_one() -> None:
    (one,), (two,) = pieces("one", folder="x"), pieces("two", folder="y")
    scans = {one.id: scanned(lufs=-12), two.id: scanned(lufs=-24)}
    assert gains(Arc("", 8, {"peak": (one, two)}), scans) == {one.id: -6.0, two.id: 0.0}
    together = gains(Arc("", 8, {"peak": (one, two)}, level="arc"), scans)
    assert together[two.id] == pytest.approx(-3.26, abs=0.02)


def test_a_peak_that_would_clip_is_brought_under_the_ceiling() -> None:
    (piece,) = pieces("a")
    assert gains(Arc("", 8, {"peak": (piece,)}), {piece.id: scanned(lufs=-20, peak=0.4)}) == {piece.id: -1.4}


# ---------------------------------------------------------------- the curve and what is worth a look


def test_the_curve_shows_each_phase_as_it_will_be_heard_for_its_planned_time() -> None:
    soft, loud = pieces("soft", "loud")
    arc = Arc("", 10, {"medicine": (soft,), "peak": (loud,)})
    scans = {soft.id: scanned(300, -24), loud.id: scanned(200, -12)}
    medicine, peak = arc_curve(arc, scans, {loud.id: -6.0}, {"medicine": 240.0, "peak": 600.0})
    assert (medicine.begins_s, peak.begins_s, medicine.music_s, peak.music_s) == (0, 240, 300, 200)
    assert set(medicine.points) == {-24.0}
    assert len(peak.points) == 60  # the pool begins again
    assert set(peak.points) == {-18.0}


def test_what_a_careful_ear_would_remark_is_told_before_the_session() -> None:
    silent, song, loud = pieces("Silent", "Song", "Loud")
    song = Piece(song.path, "Song", voice="words")
    scans = {
        silent.id: scanned(200, -24, [-24.0] * 60 + [-70.0] * 75 + [-24.0] * 65),
        song.id: scanned(200, -24),
        loud.id: scanned(200, -12),
    }
    arc = Arc("", 8, {"peak": (silent, song, loud)})
    told = remarks(arc, scans, {}, {"peak": 1200.0})
    assert [render(each.key, **each.values) for each in told] == [
        "Silent: 75 s of silence at 1:00.",
        "Song into Loud (peak): +12 LU from one to the other.",
        "Song has words, and is played at the peak.",
        "peak: 10 min of music for 20 planned; it begins again.",
    ]
    assert remarks(arc, scans, {loud.id: -12.0}, {"peak": 500.0})[1:] == (told[2],)


# ---------------------------------------------------------------- playlists


def test_tags_of_a_piece_are_read_and_wrong_ones_refused(tmp_path: Path) -> None:
    file = tmp_path / "playlist.toml"
    whole = '[[piece]]\nfile="a.flac"\nvoice="words"\nlanguage="pt"\nenergy=2\ninstruments=["piano"]\nalbum="X"\n'
    phases = 'level="arc"\nbed=["c.flac"]\n', '[phases]\npeak=["a.flac"]\n'
    file.write_text(phases[0] + whole + phases[1])
    arc = read_arc(file)
    (piece,) = arc.pool("peak")
    assert (piece.voice, piece.language, piece.energy, piece.instruments, piece.album) == (
        "words", "pt", 2, ("piano",), "X",
    )  # fmt: skip
    assert (arc.level, [each.title for each in arc.bed]) == ("arc", ["c"])
    for wrong, key in (
        ("energy=9", "energy"),
        ('voice="loud"', "voice"),
        ('instruments="piano"', "instruments"),
    ):
        file.write_text(f'[[piece]]\nfile="a.flac"\n{wrong}\n{phases[1]}')
        with pytest.raises(Refusal) as told:
            read_arc(file)
        assert told.value.key == f"music.playlist_{key}"


def test_a_playlist_of_another_player_is_read_with_what_it_tells(tmp_path: Path) -> None:
    (tmp_path / "mine.m3u8").write_text(
        "\ufeff#EXTM3U\n#EXTINF:181,Noor - Слеза\nsub/a.flac\n\n# a remark\nfile:///etc/passwd\n"
        "../up.flac\nhttps://radio.example/live\nsub\\b.mp3\nsub/a.flac\n",
        encoding="utf-8",
    )
    found, left = read_list(tmp_path / "mine.m3u8")
    assert [(piece.title, piece.by, piece.seconds, piece.path.name) for piece in found] == [
        ("Слеза", "Noor", 181.0, "a.flac"),
        ("b", "", None, "b.mp3"),
    ]
    assert [(each.key, each.values["entry"]) for each in left] == [
        ("music.left_out_escapes", 2),
        ("music.left_out_escapes", 3),
        ("music.left_out_network", 4),
    ]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "list").mkdir()
    (tmp_path / "secret.flac").write_bytes(b"x")
    (tmp_path / "list" / "a.flac").symlink_to(tmp_path / "secret.flac")
    (tmp_path / "list" / "mine.m3u").write_text("a.flac\nb.flac\n")
    found, left = read_list(tmp_path / "list" / "mine.m3u")
    assert [piece.path.name for piece in found] == ["b.flac"]
    assert [each.key for each in left] == ["music.left_out_escapes"]


def test_an_old_list_in_another_encoding_is_read_and_a_new_one_refused(tmp_path: Path) -> None:
    for name in ("old.m3u", "new.m3u8"):
        (tmp_path / name).write_bytes("Café.flac\n".encode("cp1252"))
    assert read_list(tmp_path / "old.m3u")[0][0].title == "Café"
    with pytest.raises(Refusal) as told:
        read_list(tmp_path / "new.m3u8")
    assert told.value.key == "music.playlist_not_text"


XSPF = """<?xml version="1.0" encoding="UTF-8"?>
<playlist version="1" xmlns="http://xspf.org/ns/0/"><trackList>
<track><location>Slow%20tide.flac</location><title>Slow tide</title><creator>Amara</creator><duration>90500</duration></track>
<track><location>file:///etc/shadow</location></track><track/>
</trackList></playlist>"""


def test_an_xspf_is_read_and_one_with_entities_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.xspf"
    path.write_text(XSPF.replace("Slow%20tide.flac", f"file://{tmp_path}/Slow%20tide.flac"))
    (piece,), left = read_list(path)
    assert (piece.path, piece.title, piece.by, piece.seconds) == (
        tmp_path.resolve() / "Slow tide.flac", "Slow tide", "Amara", 90.5,
    )  # fmt: skip
    assert [each.key for each in left] == ["music.left_out_escapes", "music.left_out_nothing"]
    bomb = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    for text, key in (
        (XSPF.replace("<playlist", bomb + "<playlist"), "playlist_entities"),
        (XSPF[:200], "playlist_line"),
        ("<a/>", "playlist_empty"),
    ):
        path.write_text(text)
        with pytest.raises(Refusal) as told:
            read_list(path)
        assert told.value.key == f"music.{key}"
    path.write_bytes(XSPF.encode("utf-16"))
    with pytest.raises(Refusal) as told:
        read_list(path)
    assert told.value.key == "music.playlist_not_text"


def test_fifty_thousand_lines_are_refused_or_told_and_never_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "long.m3u8"
    path.write_text("".join(f"piece {n}.flac\n" for n in range(50_000)))
    with pytest.raises(Refusal) as told:
        read_list(path)
    assert told.value.key == "music.playlist_too_many"
    path.write_text("piece.flac\n" + "../../x\n" * 9_000)
    found, left = read_list(path)
    assert len(found) == 1
    assert (len(left), left[-1].values["count"]) == (21, 8_980)
    for body in (b"\0" * 100, np.random.default_rng(5).bytes(50_000), b"a" * (9 << 20)):
        path.write_bytes(body)
        with pytest.raises(Refusal):
            read_list(path)


def test_what_has_no_phases_is_spread_over_those_of_the_programme(tmp_path: Path) -> None:
    (tmp_path / "mine.m3u").write_text("a.flac\nb.flac\nc.flac\n../d.flac\n")
    arc = open_arc(tmp_path / "mine.m3u", ("arrival", "peak", "return"))
    assert [arc.pool(phase)[0].title for phase in ("arrival", "peak", "return")] == ["a", "b", "c"]
    assert [each.key for each in arc.left_out] == ["music.left_out_escapes"]
    alone = open_arc(write_wav(tmp_path / "a.wav", tone(1 / RATE * 100)), ())
    assert alone.pool("peak")[0].title == "a"
