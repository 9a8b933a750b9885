"""The first start as a person goes through it: a clinic, an account, a code on paper, and the way back in."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt

from facilitator_app.app import Stage
from facilitator_app.faults import Trouble
from facilitator_app.record.roles import Role
from tests.ui.hands import Hands, at_window, new_app
from tests.waiting import until

PASSPHRASE = "the river is wide and slow"


def name_the_clinic(hands: Hands) -> None:
    hands.write("start.name", "Willow House")
    hands.write("start.zone.search", "lisbon")
    hands.touch("start.zone.Europe/Lisbon")
    hands.touch("start.next")


def name_the_person(hands: Hands) -> None:
    hands.write("start.person", "Ines Okafor, RN")
    hands.touch("start.roles.medical_provider")
    hands.write("start.sign_in", "ines")
    hands.write("start.passphrase", PASSPHRASE)
    hands.write("start.again", PASSPHRASE)


async def test_a_clinic_is_made_by_touch_and_keyboard_and_opened_again(tmp_path: Path) -> None:
    app = new_app(tmp_path)
    async with at_window(app) as hands:
        await hands.until_sees("first_start")
        name_the_clinic(hands)
        name_the_person(hands)
        hands.touch("start.make")
        await hands.until_sees("start.code")
        code = hands.reads("start.code")
        assert app.stage is Stage.OPEN  # the clinic is there, and still the code is not passed over
        hands.touch("start.written")
        await hands.until_sees("home")
        assert hands.reads("home.clinic") == "Willow House"
        assert hands.reads("home.who") == "Ines Okafor, RN"
        assert hands.shell.first_start.code == ""
        assert app.clinic is not None
        assert app.clinic.state.zone == "Europe/Lisbon"
        assert app.clinic.state.staff[app.at_screen.id].roles == (Role.ADMINISTRATOR, Role.MEDICAL_PROVIDER)  # type: ignore[union-attr]  # somebody is at the screen
        hands.touch("home.lock")
        await hands.until_sees("unlock")
        hands.touch("unlock.turn")
        hands.write("unlock.code", code.lower())
        hands.touch("unlock.open")
        await hands.until_sees("home")


async def test_a_refusal_stands_at_its_field_and_nothing_typed_is_lost(tmp_path: Path) -> None:
    async with at_window(new_app(tmp_path)) as hands:
        await hands.until_sees("first_start")
        hands.touch("start.next")
        assert hands.reads("start.name.error") == "The name is empty."
        hands.write("start.name", "Willow House")
        assert not hands.sees("start.name.error")  # the word goes as soon as it is mended
        hands.touch("start.next")
        assert "no such time zone" in hands.reads("start.zone.error")
        assert hands.reads("start.name") == "Willow House"
        hands.touch("start.zone.machine")
        hands.touch("start.next")

        name_the_person(hands)
        hands.write("start.again", "something else altogether")
        hands.touch("start.make")
        await hands.until_sees("start.again.error")
        assert hands.reads("start.again.error") == "The two passphrases are not the same."
        for field in ("start.passphrase", "start.again"):
            hands.write(field, "short")
        hands.touch("start.make")
        await hands.until_sees("start.passphrase.error")
        assert "12" in hands.reads("start.passphrase.error")
        assert hands.reads("start.person") == "Ines Okafor, RN"
        hands.touch("start.back")
        assert hands.reads("start.name") == "Willow House"
        assert not (tmp_path / "clinic").exists() or not any((tmp_path / "clinic").iterdir())


async def test_the_code_goes_on_a_sheet_that_names_nobody(tmp_path: Path) -> None:
    async with at_window(new_app(tmp_path)) as hands:
        await hands.until_sees("first_start")
        name_the_clinic(hands)
        name_the_person(hands)
        hands.touch("start.make")
        await hands.until_sees("start.code")
        hands.touch("start.pdf")
        await hands.until_sees("files.panel")
        (tmp_path / "stick").mkdir()
        hands.shell.files.go(str(tmp_path))
        hands.touch("files.row.stick")
        hands.touch("files.choose")
        sheet = tmp_path / "stick" / "facilitator-recovery-code.pdf"
        assert sheet.stat().st_mode & 0o077 == 0
        said = " ".join(PdfReader(sheet).pages[0].extract_text().split())
        assert " ".join(hands.reads("start.code").split()) in said
        assert "Willow" not in said
        assert "Ines" not in said
        assert str(sheet) in hands.reads("start.kept")


@pytest.mark.expects_log
async def test_a_place_that_cannot_be_written_is_told_and_nothing_is_half_made(tmp_path: Path) -> None:
    (tmp_path / "clinic").write_text("a file where the folder should be")
    app = new_app(tmp_path)
    async with at_window(app, start=False) as hands:
        with pytest.raises(Trouble):
            await app.start()  # told before anything is begun; the window stays
        hands.shell.refresh()
        await hands.until_sees("first_start")
        name_the_clinic(hands)
        name_the_person(hands)
        hands.touch("start.make")
        await until(lambda: hands.shell.notices.present, 15)
        assert hands.shell.first_start.form.general != ""
        assert hands.reads("start.person") == "Ines Okafor, RN"
    assert (tmp_path / "clinic").read_text() == "a file where the folder should be"


async def test_a_wrong_passphrase_gets_one_line_and_no_hint(tmp_path: Path) -> None:
    app = new_app(tmp_path)
    await app.make_clinic(
        name="Willow House",
        zone="UTC",
        person="Ines Okafor, RN",
        roles=[Role.ADMINISTRATOR],
        sign_in="ines",
        passphrase=PASSPHRASE,
    )
    await app.lock()
    async with at_window(app) as hands:
        await hands.until_sees("unlock")
        answers = set()
        for sign_in, passphrase in (("ines", "not the right one"), ("nobody", PASSPHRASE)):
            hands.write("unlock.sign_in", sign_in)
            hands.write("unlock.passphrase", passphrase)
            hands.touch("unlock.open")
            await hands.until_sees("unlock.error")
            answers.add(hands.reads("unlock.error"))
        assert len(answers) == 1
        assert hands.shell.clinic_name == ""

        hands.write("unlock.sign_in", "ines")  # the keyboard alone is enough
        hands.key(Qt.Key.Key_Return)
        hands.keys(PASSPHRASE + "x")
        hands.key(Qt.Key.Key_Return)
        await until(lambda: not hands.shell.unlock.form.busy, 15)
        assert app.stage is Stage.LOCKED
        hands.write("unlock.passphrase", PASSPHRASE)
        hands.key(Qt.Key.Key_Return)
        await hands.until_sees("home")
