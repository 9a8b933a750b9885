"""The commands with what people really type: the exit code says done, a finding, wrong use or trouble; never a traceback."""

from __future__ import annotations

import asyncio
import io
import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from facilitator_app.cli import DONE, FINDING, TROUBLE, WRONG_USE, main
from facilitator_app.record import room
from tests.test_app import PASSPHRASE, Room

NOTE = "\x00\u202e\u05d0 \U0001f469\u200d\U0001f4bb '; DROP TABLE event; -- <script>alert(1)</script>\r\n=1+1"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A clinic with a session, and the session's number."""
    folder = tmp_path_factory.mktemp("made") / "clinic"

    async def make() -> str:
        here = Room(folder)
        await here.make()
        await here.begin()
        await here.session.write(room.Noted(text=NOTE), [here.rowan])
        scope = str(here.session.scope)
        await here.app.close()
        return scope

    return folder, asyncio.run(make())


@pytest.fixture
def typed(made: tuple[Path, str], tmp_path: Path) -> dict[str, str]:
    """Words for a command line: folders, the session, a passphrase file."""
    (tmp_path / "way-in").write_text(f"ines\n{PASSPHRASE}\n", "utf-8")
    return {
        "DATA": str(made[0]),
        "SESSION": made[1],
        "TO": str(tmp_path / "out"),
        "WAY": str(tmp_path / "way-in"),
        "TMP": str(tmp_path),
    }


def run(line: str, words: dict[str, str]) -> int:
    """The exit code of a command line."""
    arguments = [words.get(word, word) for word in line.split(" ")]
    try:
        return main(arguments)
    except SystemExit as stopped:  # how argparse says wrong use
        return int(stopped.code or 0)


OPENED = "--data DATA --passphrase-file WAY"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (f"{OPENED} verify", DONE),
        (f"{OPENED} export --session SESSION --to TO", DONE),
        (f"{OPENED} export --session SESSION --to TO --kind fhir,ics", DONE),
        (f"{OPENED} export --session SESSION --to TO --kind xml", WRONG_USE),
        (f"{OPENED} export --session SESSION --to TO --kind ", WRONG_USE),
        (f"{OPENED} export --session SESSION --to WAY", TROUBLE),
        (f"{OPENED} export --session 00000000-0000-0000-0000-000000000404 --to TO", WRONG_USE),
        (f"{OPENED} export --session Thursday --to TO", WRONG_USE),
        (f"{OPENED} groups export --to TO", DONE),
        (f"{OPENED} clinic export --to TO", DONE),
        (f"{OPENED} clinic export --to TO --open", DONE),
        (f"{OPENED} clinic export --to TO --key no-key", WRONG_USE),
        (f"{OPENED} clinic export --to WAY", TROUBLE),
        (f"{OPENED} paper --to TO", DONE),
        (f"{OPENED} paper --day Thursday --to TO", WRONG_USE),
        (f"{OPENED} paper --day 2019-01-01 --to TO", WRONG_USE),
        (f"{OPENED} export --to TO", WRONG_USE),
        (f"{OPENED} export --participant 00000000-0000-0000-0000-000000000404 --to TO", WRONG_USE),
        (f"{OPENED} export --session SESSION --participant SESSION --to TO", WRONG_USE),
        ("--data TO --passphrase-file WAY verify", TROUBLE),
        ("--data WAY --passphrase-file WAY verify", TROUBLE),
        ("--data DATA --passphrase-file TO verify", TROUBLE),
        ("--data DATA --passphrase-file TMP verify", TROUBLE),
        ("--data TO diagnostics", DONE),
        ("--data WAY diagnostics", DONE),
        ("simulate TO --to TMP/sim", TROUBLE),
        ("simulate WAY --to TMP", WRONG_USE),
        ("dance", WRONG_USE),
    ],
)
def test_each_command_ends_with_its_code_and_says_why(
    typed: dict[str, str], capsys: pytest.CaptureFixture[str], line: str, code: int
) -> None:
    assert run(line, typed) == code
    said = capsys.readouterr()
    assert said.out if code == DONE else said.err


@pytest.mark.parametrize(("way_in", "code"), [(b"", WRONG_USE), (b"ines\n", WRONG_USE), (b"\xff\n\xff\n", TROUBLE)])
def test_a_passphrase_file_that_is_none_is_said(typed: dict[str, str], way_in: bytes, code: int) -> None:
    Path(typed["WAY"]).write_bytes(way_in)
    assert run(f"{OPENED} verify", typed) == code


def test_a_wrong_passphrase_is_refused_and_nobody_is_asked_where_nobody_is(
    typed: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(typed["WAY"]).write_text("ines\nnot the passphrase\n", "utf-8")
    assert run(f"{OPENED} verify", typed) == WRONG_USE
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert run("--data DATA verify", typed) == WRONG_USE


def test_a_tampered_record_is_a_finding_and_is_moved_aside_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def make() -> None:
        here = Room(tmp_path / "clinic")
        await here.make()
        await here.app.close()

    asyncio.run(make())
    record = tmp_path / "clinic" / "record.db"
    kept = bytearray(record.read_bytes())
    kept[20_000] ^= 1
    record.write_bytes(kept)
    (tmp_path / "way-in").write_text(f"ines\n{PASSPHRASE}\n", "utf-8")
    assert run(OPENED + " verify", {"DATA": str(record.parent), "WAY": str(tmp_path / "way-in")}) == FINDING
    assert "aside" in capsys.readouterr().err
    assert [path.read_bytes() for path in record.parent.glob("aside/*/record.db")] == [bytes(kept)]


def test_a_record_that_is_not_in_its_place_is_told_with_what_was_put_aside_and_the_newest_copy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def make() -> None:
        here = Room(tmp_path / "clinic")
        await here.make()
        await here.app.close()

    asyncio.run(make())
    (tmp_path / "way-in").write_text(f"ines\n{PASSPHRASE}\n", "utf-8")
    record = tmp_path / "clinic" / "record.db"
    words = {"DATA": str(record.parent), "WAY": str(tmp_path / "way-in"), "COPIES": str(record.parent / "backups")}
    assert run(OPENED + " backup COPIES", words) == DONE
    (copy,) = (record.parent / "backups").iterdir()
    sound = record.read_bytes()
    record.unlink()
    capsys.readouterr()
    assert run(OPENED + " verify", words) == TROUBLE
    assert capsys.readouterr().err.strip().endswith(f"Moved aside before: –. The newest good backup: {copy}.")
    record.write_bytes(sound[:20_000] + bytes([sound[20_000] ^ 1]) + sound[20_001:])
    assert run(OPENED + " verify", words) == FINDING
    (moved,) = (record.parent / "aside").iterdir()
    capsys.readouterr()
    for command in ("verify", "backup COPIES"):  # and so at every command after the first
        assert run(f"{OPENED} {command}", words) == TROUBLE
        told = capsys.readouterr().err
        assert f"Moved aside before: {moved}. The newest good backup: {copy}." in told


def test_a_note_of_any_letters_is_in_the_exports_exactly(typed: dict[str, str]) -> None:
    assert run(f"{OPENED} export --session SESSION --to TO", typed) == DONE
    document = json.loads(next(Path(typed["TO"]).glob("session-*.json")).read_text("utf-8"))
    notes: list[Any] = [entry["fact"]["text"] for entry in document["entries"] if entry["kind"] == "noted/1"]
    assert notes == [NOTE]
    tables = [path.read_bytes().decode("utf-8") for path in Path(typed["TO"]).glob("record-*.csv")]
    assert any(NOTE in table for table in tables)


def test_what_is_said_and_written_is_in_the_language_of_the_device(
    typed: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Path(typed["DATA"], "settings.toml")
    settings.write_text('language = "es"\n', "utf-8")
    try:
        assert run(f"{OPENED} sessions", typed) == DONE
        assert run(f"{OPENED} export --session SESSION --to TO", typed) == DONE
    finally:
        settings.unlink()
    assert "(aún abierta)" in capsys.readouterr().out
    tables = [path.read_text("utf-8-sig") for path in Path(typed["TO"]).glob("record-*.csv")]
    assert all(table.startswith("hora,anotado,") for table in tables)
    assert tables


def test_the_sessions_are_told_by_the_id_that_other_commands_ask_for(
    typed: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(f"{OPENED} sessions", typed) == DONE
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(typed["SESSION"])
    assert line.endswith("(still open)")


def test_people_are_told_by_the_id_alone_unless_their_names_are_asked_for(
    typed: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(f"{OPENED} people list", typed) == DONE
    ids = capsys.readouterr().out.split()
    assert len({UUID(id) for id in ids}) == len(ids) >= 2
    assert run(f"{OPENED} people list --names", typed) == DONE
    named = dict(line.split("  ") for line in capsys.readouterr().out.splitlines())
    assert list(named) == ids
    assert {"Rowan", "Amara"} <= set(named.values())
    assert run(f"{OPENED} export --participant {ids[0]} --to TO", typed) in (DONE, FINDING)


def test_diagnostics_tell_no_name_and_no_place(typed: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--data DATA diagnostics", typed) == DONE
    said = capsys.readouterr().out
    for word in (typed["DATA"], "clinic", "Rowan", "Ines", "Still Water", str(Path.home())):
        assert word not in said


def test_history_comes_in_from_a_table_tried_first_and_goes_out_again(
    typed: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "people.csv").write_text("Name,Legal name,Born\nJuniper,Juniper Quill,1984-05-21\n", "utf-8")
    head, dose = (
        "Legal name;Date of birth;Day;Substance;How much;Remark",
        "Juniper Quill;1984-05-21;03.04.2024;MDMA;1,5 mg;x",
    )
    (tmp_path / "old.csv").write_text(f"{head}\n{dose}\nNobody Here;1984-05-21;03.04.2024;MDMA;120 mg;\n", "utf-8")
    words = typed | {f"TMP/{name}.csv": str(tmp_path / f"{name}.csv") for name in ("people", "old", "all")}
    assert run(f"{OPENED} people import TMP/people.csv --write", words) == DONE
    asked = f"{OPENED} people import-history TMP/old.csv"
    assert run(asked, words) == WRONG_USE  # how much, of what, and which day is not told
    said = f"{asked} --column Remark= --dates dmy --all-are dose"
    words |= {"HOW": "How much=amount"}
    assert run(f"{said} --column HOW", words) == FINDING
    lines = capsys.readouterr().out.splitlines()
    assert "Column “Remark”: left out" in lines
    assert lines[-2:] == [
        "Line 3: Not taken. Nobody here is called so and was born then. Take the people in first.",
        "1 new, 0 to be asked about, 0 here already, 1 not taken.",
    ]
    assert run(f"{said} --column HOW --write", words) == WRONG_USE  # the good lines alone only when it is said
    assert run(f"{said} --column HOW --write --good-lines", words) == FINDING
    assert capsys.readouterr().out.splitlines()[-1] == "1 lines were taken in."
    assert run(asked, words) == FINDING  # what the columns hold was kept
    assert "0 new, 0 to be asked about, 1 here already, 1 not taken." in capsys.readouterr().out
    assert run(f"{OPENED} people export-history --to TMP/all.csv", words) == DONE
    assert ",dose,2024-04-03,,,MDMA,1.5,mg," in (tmp_path / "all.csv").read_text("utf-8-sig")
    assert run(f"{OPENED} people import-history TMP/all.csv", words) == DONE  # all of it is here


def test_people_come_in_from_a_table_tried_first_and_go_out_again(
    typed: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "old.csv").write_bytes(
        "Name;Born;Town\nSable;13.05.1984;Lund\nrowan;;\nNoor;06.03.1299;\n".encode("utf-16")
    )
    asked = f"{OPENED} people import TMP/old.csv --column Town=contacts"
    words = typed | {"TMP/old.csv": str(tmp_path / "old.csv"), "TMP/report": str(tmp_path / "report")}
    words["TMP/all.csv"] = str(tmp_path / "all.csv")
    assert run(asked, words) == FINDING
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "3 rows, UTF-16, with semicolons between."
    assert said[1:4] == ["Column “Name”: Preferred name", "Column “Born”: Date of birth", "Column “Town”: Contacts"]
    assert said[4:] == [
        "Line 3: rowan may be here already: Rowan.",
        "Line 4: Not taken. This date of birth is more than 130 years ago.",
        "1 new, 1 to be asked about, 0 here already, 1 not taken.",
    ]
    assert run(f"{OPENED} people export --to TMP/all.csv", words) == DONE
    assert "Sable" not in (tmp_path / "all.csv").read_text("utf-8-sig")
    assert run(f"{asked} --write --report TMP/report", words) == FINDING
    assert capsys.readouterr().out.splitlines()[-1] == "1 were taken in."
    assert "Line 3: rowan may be" in (tmp_path / "report").read_text("utf-8")
    assert run(f"{OPENED} people export --to TMP/all.csv", words) == WRONG_USE  # never over a file that is there
    assert run(f"{OPENED} people export --to FOLDER", words | {"FOLDER": str(tmp_path)}) == WRONG_USE
    assert capsys.readouterr().err.splitlines()[-1] == "This is a folder: name the file that is to be in it."
    (tmp_path / "all.csv").unlink()
    assert run(f"{OPENED} people export --to TMP/all.csv", words) == DONE
    assert "Sable,,,1984-05-13" in (tmp_path / "all.csv").read_text("utf-8-sig")
    assert run(f"{OPENED} people import TMP/all.csv", words) == DONE  # everybody is here already
    for line in ("--column Moon=contacts", "--column Born=shoes", "--also three", "--dates xyz"):
        assert run(f"{OPENED} people import TMP/old.csv {line}", words) == WRONG_USE
    assert run(f"{OPENED} people import TMP/gone.csv", typed) == TROUBLE
    assert not {name for name in ("Sable", "rowan", "Noor", "Lund") if name in caplog.text}
