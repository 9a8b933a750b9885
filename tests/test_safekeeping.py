"""Backups taken, drilled and restored by whoever looks after the clinic; and a session that goes on, on a spare laptop."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from facilitator_app import safekeeping
from facilitator_app.app import App
from facilitator_app.clock import SystemClock
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.journal.place import KEYS, RECORD
from facilitator_app.record import room
from facilitator_app.record.doses import DoseGiven, Route
from facilitator_app.record.vitals import Measure
from facilitator_app.rehearsal.silent_player import SilentPlayer
from tests.test_app import PASSPHRASE, Room

INES = ("ines", PASSPHRASE)


@pytest.fixture
async def made(tmp_path: Path) -> Path:
    """The folder of a clinic whose session was left, with the window closed."""
    here = Room(tmp_path / "clinic")
    await here.make()
    await here.begin()
    await here.session.write(room.Noted(text="A quiet beginning."), [here.rowan])
    await here.app.close()
    return tmp_path / "clinic"


def command(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The command line, with Ines's secrets on standard input."""
    line = [sys.executable, "-m", "facilitator_app", "--data", str(folder), "--passphrase-file", "-", *words]
    said = "\n".join(INES) + "\n"
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    return subprocess.run(line, input=said, env=environment, capture_output=True, text=True, timeout=60)


async def test_a_live_session_goes_on_on_a_spare_laptop(tmp_path: Path) -> None:
    """The laptop falls into the tea in minute fourteen.  The last copy is on the stick; the spare one takes over."""
    here = Room(tmp_path / "clinic")
    await here.make()
    await here.begin()
    dose = DoseGiven(drug="ketamine", route=Route.INTRAMUSCULAR, amount_mg=Decimal(40))
    await here.session.write(dose, [here.rowan])
    await here.session.take_vitals(here.amara, {Measure.HEART_RATE: "72"})
    await here.app.keep_draft(f"session/{here.session.scope}/note/{here.rowan}", "half a wor")
    before, scope = here.session.state, here.session.scope
    assert here.app.journal is not None
    await here.app.journal.backup(tmp_path / "stick")
    here.clock.advance(timedelta(minutes=14))
    await here.session.write(room.Noted(text="After the last copy."), [here.rowan])
    await here.app.close()

    began = time.monotonic()
    spare = tmp_path / "spare laptop"
    done = await safekeeping.bring_back(tmp_path / "stick", spare, *INES, here.clock)
    app = App(spare, clock=here.clock, player=SilentPlayer(here.clock))
    await app.start()
    await app.unlock(*INES)
    session = await app.enter_session(scope)
    assert time.monotonic() - began < 180
    assert (done.missing, done.aside) == (0, None)
    assert session.state == before
    assert list(app.drafts.values()) == ["half a wor"]
    assert [(due.person, due.overdue) for due in app.came_due] == [(here.rowan, True)]
    await session.write(room.Noted(text="On the spare one now."), [here.rowan])
    assert await app.verify() == ()
    await app.close()
    drilled = await safekeeping.drill(tmp_path / "clinic", *INES, next((tmp_path / "stick").iterdir()), here.clock)
    assert drilled.differences > 0  # the first laptop has a line more, and a drill against it says so


async def test_a_backup_can_be_taken_while_the_window_has_the_record_open(tmp_path: Path) -> None:
    here = Room(tmp_path / "clinic")
    await here.make()
    await here.begin()
    taken = await safekeeping.back_up(tmp_path / "clinic", *INES, tmp_path / "stick", here.clock)
    written = await here.session.write(room.Noted(text="The room goes on."), [here.rowan])
    assert written[0].stamp is not None
    drilled = await safekeeping.drill(tmp_path / "clinic", *INES, taken, here.clock)
    assert (drilled.scopes, drilled.differences) == (0, 0)
    assert drilled.lines > 10
    await here.app.close()


async def test_a_drill_restores_and_compares_and_leaves_nothing(made: Path, tmp_path: Path) -> None:
    taken = await safekeeping.back_up(made, *INES, tmp_path / "stick", SystemClock())
    drilled = await safekeeping.drill(made, *INES, taken, SystemClock())
    assert (drilled.scopes, drilled.differences) == (2, 0)
    assert list((tmp_path / "stick").iterdir()) == [taken]


async def test_the_passphrase_is_needed(made: Path, tmp_path: Path) -> None:
    for work in (
        safekeeping.back_up(made, "ines", "not the passphrase", tmp_path / "stick", SystemClock()),
        safekeeping.bring_back(
            await _taken(made, tmp_path), tmp_path / "spare", "ines", "not it either", SystemClock()
        ),
    ):
        with pytest.raises(Refusal) as refused:
            await work
        assert refused.value.key == "vault.not_opened"
    assert not (tmp_path / "spare" / RECORD).exists()


async def _taken(made: Path, tmp_path: Path) -> Path:
    return await safekeeping.back_up(made, *INES, tmp_path / "other stick", SystemClock())


async def test_the_copies_beside_a_record_are_found_by_the_records_folder(made: Path, tmp_path: Path) -> None:
    await safekeeping.back_up(made, *INES, made / "backups", SystemClock())
    done = await safekeeping.bring_back(made, tmp_path / "spare", *INES, SystemClock())
    assert done.lines > 10
    with pytest.raises(Trouble) as told:
        await safekeeping.bring_back(tmp_path / "nothing", tmp_path / "spare", *INES, SystemClock())
    assert told.value.key == "journal.no_backup"


def test_backup_and_restore_by_command(made: Path, tmp_path: Path) -> None:
    stick, spare = tmp_path / "stick", tmp_path / "spare"
    taken = command(made, "backup", str(stick), "--drill")
    assert taken.returncode == 0, taken.stderr
    assert "Drill:" in taken.stdout
    assert "the same" in taken.stdout
    back = command(spare, "restore", str(stick))
    assert back.returncode == 0, back.stderr
    assert back.stdout.startswith("Restored:")
    assert {RECORD, KEYS} <= {path.name for path in spare.iterdir()}
    _one_more(spare)
    refused = command(spare, "restore", str(stick))
    assert refused.returncode == 3
    assert "never put over something newer" in refused.stderr


def _one_more(folder: Path) -> None:
    async def work() -> None:
        app = App(folder)
        await app.unlock(*INES)
        assert app.clinic is not None
        await app.clinic.add_staff("Devi Rao", [next(iter(app.clinic.state.staff.values())).roles[0]])
        await app.close()

    asyncio.run(work())
