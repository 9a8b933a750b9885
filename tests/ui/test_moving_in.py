"""People taken in from a table at the window: what a column holds, what each line comes to, and who was asked about."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from facilitator_app.app import Stage
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.ui.integration_view import IntegrationView
from tests.test_app import Room
from tests.ui.hands import at_window
from tests.waiting import until

TABLE = "Name;DOB;Town;Remark\r\nSable;03.04.1984;Lund;x\r\nRowan;;Malmö;x\r\nNoor;05.06.2999;Ystad;x\r\nbroken\r\n"


@pytest.fixture
async def here(tmp_path: Path) -> Room:
    """Rowan and Amara; Ines and Tomas."""
    there = Room(tmp_path / "clinic")
    await there.make()
    return there


async def test_a_table_is_looked_at_line_by_line_before_anybody_is_taken_in(here: Room, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "old.csv").write_bytes(b"\xef\xbb\xbf" + TABLE.encode("latin-1"))
    async with at_window(here.app, start=False) as hands:
        view = hands.shell.moving.people
        hands.shell.refresh()
        hands.touch("home.people")
        hands.touch("people.import")
        hands.shell.files.go(str(stick))
        hands.touch("files.row.old.csv")
        await hands.until_sees("people_file.try")
        assert hands.reads("people_file.read_as") == "4 rows, Latin-1, with semicolons between."
        hands.touch("people_file.column.2")
        hands.touch("people_file.field.contacts")
        hands.touch("people_file.try")
        await hands.until_sees("people_file.error")
        assert "03/04/1984 can be read in two ways" in hands.reads("people_file.error")
        hands.touch("people_file.dates.dmy")
        hands.there("people_file.try").forceActiveFocus(Qt.FocusReason.TabFocusReason)
        hands.key(Qt.Key.Key_Return)
        await hands.until_sees("people_file.take")
        assert hands.reads("people_file.totals") == "1 new, 1 to be asked about, 0 here already, 2 not taken."
        assert hands.reads("people_file.line.3") == "Line 3: Rowan may be here already: Rowan."
        hands.touch("people_file.kind.refused")
        assert hands.reads("people_file.told.4") == "Line 4: Not taken. This date of birth is still to come."
        assert hands.reads("people_file.told.5") == "Line 5: Not taken. It has 1 cells, and the head has 4."
        hands.touch("people_file.kind.alike")
        hands.touch("people_file.line.3")
        assert hands.reads("people_file.take") == "Take in 2"
        hands.touch("people_file.report")
        hands.touch("files.choose")
        await until(lambda: view.said != "")
        [report] = stick.glob("import-*.txt")
        assert "Line 3: Rowan may be here already" in report.read_text("utf-8")
        hands.touch("people_file.take")
        await until(lambda: not hands.sees("people_file.panel"))
        await until(lambda: "2 were taken in." in view.said)
        people = here.app.clinic_state().participants.values()
        assert sorted(one.told.preferred_name for one in people) == ["Amara", "Rowan", "Rowan", "Sable"]
        [sable] = [one for one in people if one.told.preferred_name == "Sable"]
        assert (sable.told.birth_date, sable.details.contacts) == ("1984-04-03", "Lund")
        await until(lambda: len(hands.shell.people.listed) == 4)
        hands.touch("people.export")
        hands.touch("files.choose")
        await until(lambda: "people-" in view.said)
        [table] = stick.glob("people-*.csv")
        assert "Sable,,,1984-04-03" in table.read_text("utf-8-sig")


HISTORY = (
    "Legal name;Date of birth;Date;Medicine;Dose\r\nSable Quill;1984-05-21;03.04.2024;MDMA;120 mg\r\n"
    "Sable Quill;1984-05-21;03.04.2024;MDMA;120 mg\r\nMae Ito;1984-05-21;03.04.2024;MDMA;120 mg\r\n"
)


async def test_history_is_matched_asked_about_and_taken_in_and_stands_in_the_course(here: Room, tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_bytes(b"\xef\xbb\xbf" + HISTORY.encode("latin-1"))
    assert here.app.clinic is not None
    sable = ParticipantAdded(preferred_name="Sable", legal_name="Sable Quill", birth_date="1984-05-21")
    person = await here.app.clinic.add_participant(sable)
    async with at_window(here.app, start=False) as hands:
        view = hands.shell.moving.people
        hands.shell.refresh()
        hands.touch("home.people")
        hands.touch("history.import")
        hands.shell.files.choose(str(tmp_path / "old.csv"))
        await hands.until_sees("people_file.try")
        hands.touch("people_file.try")
        await hands.until_sees("people_file.error")
        hands.touch("people_file.dates.dmy")
        hands.touch("people_file.sort.dose")
        hands.touch("people_file.try")
        await hands.until_sees("people_file.take")
        assert hands.reads("people_file.totals") == "1 new, 1 to be asked about, 0 here already, 1 not taken."
        assert hands.reads("people_file.line.3") == "Line 3: Sable: dose 2024-04-03, the same as line 2."
        assert not hands.there("people_file.take").isEnabled()  # a line is not taken: whether the others are is asked
        hands.touch("people_file.good_only")
        await until(lambda: hands.there("people_file.take").isEnabled())
        hands.touch("people_file.take")
        await until(lambda: view.said == "1 lines were taken in.")
        await until(lambda: not view.open)
        hands.shell.home.show_course(str(person))
        desk = hands.shell.home.integration
        assert isinstance(desk, IntegrationView)
        await until(lambda: len(desk.course.sections) == 1)
        [section] = desk.course.sections
        assert section["heading"] == "Brought in from elsewhere"
        rows = section["rows"]
        assert isinstance(rows, list)
        assert rows[1]["text"] == "MDMA, 120 mg"


async def test_a_lock_lets_go_of_a_table_that_is_looked_at(here: Room, tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text("Name\nSable\n", "utf-8")
    async with at_window(here.app, start=False) as hands:
        view = hands.shell.moving.people
        hands.shell.refresh()
        hands.touch("home.people")
        hands.touch("people.import")
        hands.shell.files.choose(str(tmp_path / "old.csv"))
        await hands.until_sees("people_file.try")
        hands.touch("people_file.try")
        await until(lambda: view.step == "lines")
        await here.app.lock()
        await until(lambda: here.app.stage is Stage.LOCKED)
        await until(lambda: not view.open)
        assert (view.step, view.totals, view.columns.rows.rows, view.lines.rows) == ("", "", (), ())
