"""Who reads and who looked, at the window: an administrator is shown it, and one chart is opened in an emergency."""

from __future__ import annotations

from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path

import pytest

from facilitator_app import key_slots
from facilitator_app.record.doses import DoseGiven, Route
from facilitator_app.record.looks import View
from facilitator_app.record.oversight import EmergencyAccess, ReadingKept
from facilitator_app.record.people import PersonTold
from tests.test_app import PASSPHRASE
from tests.test_process_notes import AGAIN, DEVI_SAYS, HALE_SAYS, MARK, Practice
from tests.ui.hands import Hands, at_window
from tests.waiting import until


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries at the lowest cost."""
    monkeypatch.setattr(key_slots, "COST", key_slots.Cost(passes=1, memory=64, lanes=1))


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Practice]:
    made = Practice(tmp_path / "clinic")
    await made.make()
    assert made.app.clinic is not None
    await made.app.clinic.tell_person(made.rowan, PersonTold(medicines="sertraline 100 mg", allergies="latex"))
    await made.begin()
    dose = DoseGiven(drug="ketamine", route=Route.SUBLINGUAL, amount_mg=Decimal(100))
    await made.session.write(dose, [made.rowan])
    yield made
    await made.app.close()


async def at_oversight(hands: Hands) -> None:
    """Who is at the screen opens what guards the record."""
    hands.shell.go("home")
    await hands.until_sees("home.team")
    hands.touch("home.team")
    await hands.until_sees("team.oversight")
    hands.touch("team.oversight")
    await hands.until_sees("oversight.panel")


async def test_an_administrator_reads_who_looked_and_sifts_it(here: Practice) -> None:
    await here.app.switch_to("tomas", AGAIN)
    here.app.looked(View.COURSE, [here.rowan])
    await here.app.switch_to("ines", PASSPHRASE)
    here.app.looked(View.REVIEW, [here.rowan, here.amara], here.session.scope)
    await here.app.faults.finished()
    async with at_window(here.app, start=False) as hands:
        await at_oversight(hands)
        hands.touch("oversight.part.looks")
        await hands.until_sees("looks.row.1")
        assert hands.reads("looks.row.0") == "Ines Okafor"
        assert str(hands.there("looks.row.0").property("note")) == "review of the session · Rowan, Amara · First circle"
        hands.touch(f"looks.who.{here.tomas}")
        await until(lambda: hands.reads("looks.row.0") == "Tomas Lind")
        await until(lambda: not hands.sees("looks.row.1"))
        hands.touch("looks.who.")
        hands.write("looks.whose", "amara")
        await until(lambda: hands.reads("looks.row.0") == "Ines Okafor" and not hands.sees("looks.row.1"))


async def test_who_keeps_no_accounts_and_no_notes_sees_nothing_of_it(here: Practice) -> None:
    await here.app.switch_to("devi", DEVI_SAYS)
    async with at_window(here.app, start=False) as hands:
        hands.shell.go("home")
        await hands.until_sees("home.team")
        hands.touch("home.team")
        await hands.until_sees("team.list")
        assert not hands.sees("team.oversight")


async def test_a_facilitator_who_was_not_there_opens_one_chart_with_a_reason_and_then_the_course(
    here: Practice,
) -> None:
    await here.app.oversight.write(ReadingKept(limited=True))
    await here.is_over()
    await here.app.switch_to("devi", DEVI_SAYS)
    async with at_window(here.app, start=False) as hands:
        hands.shell.go("home")
        await hands.until_sees("home.people")
        hands.shell.home.show_course(str(here.rowan))
        await hands.until_sees("chart.show")
        assert not hands.sees("course.panel")
        hands.touch("chart.show")
        await hands.until_sees("chart.reason.error")
        hands.write("chart.reason", "Rowan is unwell at the door.")
        hands.touch("chart.show")
        await hands.until_sees("chart.medicines")
        assert hands.reads("chart.medicines") == "sertraline 100 mg"
        assert hands.reads("chart.allergies") == "latex"
        hands.touch("chart.course")
        await hands.until_sees("course.about")
        hands.touch("course.close")
        await until(lambda: not hands.sees("course.panel"))
        await here.app.switch_to("ines", PASSPHRASE)
        await until(lambda: any(row.key == "oversight.unread" for row in hands.shell.notices.present))
        await at_oversight(hands)
        await hands.until_sees("oversight.read.0")
        assert hands.reads("oversight.event.0") == "Devi Rao opened Rowan’s chart in an emergency"
        hands.touch("oversight.read.0")
        await until(lambda: not hands.shell.notices.present)
        await until(lambda: not hands.sees("oversight.read.0"))


async def test_through_the_veil_somebody_without_a_pin_opens_one_chart_by_seat_and_what_they_say_is_written(
    here: Practice,
) -> None:
    async with at_window(here.app, start=False) as hands:
        hands.shell.go("room")
        await hands.until_sees("tile.1")
        hands.shell.veil.drop()
        await hands.until_sees("veil.chart")
        hands.touch("veil.chart")
        await hands.until_sees("chart.show")
        assert "Rowan" not in hands.reads("chart.about")
        hands.touch(f"chart.seat.{here.rowan}")
        hands.write("chart.reason", "Not breathing well.")
        hands.touch("chart.show")
        await hands.until_sees("chart.who_error")
        hands.touch("chart.who.other")
        await hands.until_sees("chart.name")
        hands.touch(f"chart.who.{here.hale}")
        await until(lambda: not hands.sees("chart.name"))
        hands.touch("chart.show")
        await hands.until_sees("chart.allergies")
        assert hands.reads("chart.allergies") == "latex"
        assert not hands.sees("chart.course")
        (event,) = here.app.oversight.state.unread
        assert event.fact == EmergencyAccess(
            staff=here.hale, name="Dr. Hale", proven=False, person=here.rowan, reason="Not breathing well."
        )
        hands.touch("chart.close")
        await until(lambda: not hands.sees("chart.panel"))
        assert hands.shell.veil.is_down


async def test_two_custodians_open_the_notes_of_who_cannot_come_any_more(here: Practice) -> None:
    await here.everybody_came_in()
    async with at_window(here.app, start=False) as hands:
        await at_oversight(hands)
        hands.touch("oversight.part.notes")
        await hands.until_sees("custody.keep")
        hands.touch("custody.licensed.Tomas Lind")
        await until(lambda: here.tomas in here.app.oversight.state.licensed)
        await until(lambda: not hands.shell.oversight.custody.form.busy)
        for one in (here.ines, here.hale):
            hands.touch(f"custody.name.{one}")
        hands.touch("custody.keep")
        await until(lambda: "Dr. Hale" in hands.reads("custody.told"))
        await here.tomas_writes()
        await here.app.switch_to("ines", PASSPHRASE)
        await at_oversight(hands)
        hands.touch("oversight.part.notes")
        await hands.until_sees("custody.author.Tomas Lind")
        hands.touch("custody.author.Tomas Lind")
        await hands.until_sees("together.open")
        here.app.door.choose_pin(here.ines, "2468")
        hands.touch(f"together.first.who.{here.ines}")
        hands.write("together.first.secret", "2468")
        hands.touch(f"together.second.who.{here.hale}")
        hands.write("together.second.sign_in", "hale")
        hands.write("together.second.secret", "not her words at all")
        hands.write("together.reason", "He died in May.")
        hands.touch("together.open")
        await hands.until_sees("together.second.error")
        assert hands.there("together.second.secret").property("text") == ""  # whoever comes next would find it
        assert here.app.oversight.state.events == ()
        hands.write("together.second.secret", HALE_SAYS)
        hands.touch("together.open")
        await hands.until_sees("together.note.0")
        assert hands.reads("together.note.0") == MARK
        assert len(here.app.oversight.state.unread) == 1
        hands.touch("together.close")
        await until(lambda: not hands.sees("together.panel"))
        assert hands.shell.oversight.custody.notes == []
