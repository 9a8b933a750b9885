"""Process notes at the window: written and read by their author alone, from the review and from the course."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from facilitator_app import key_slots
from facilitator_app.record.process_notes import ProcessNoteKept
from tests.test_process_notes import AGAIN, MARK, Practice
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
    await made.license(made.tomas)
    await made.begin()
    await made.app.switch_to("tomas", AGAIN)
    yield made
    await made.app.close()


async def on_the_review(hands: Hands) -> None:
    """The review, and on it one's own notes."""
    hands.shell.go("review")
    await hands.until_sees("review.notes")
    hands.touch("review.notes")
    await hands.until_sees("notes.panel")


async def test_a_note_is_written_on_the_review_and_read_on_the_persons_course(here: Practice) -> None:
    async with at_window(here.app, start=False) as hands:
        await on_the_review(hands)
        await hands.until_sees("notes.text")
        await until(lambda: "custodians" in hands.reads("notes.copies"))
        hands.write("notes.text", MARK)
        hands.touch("notes.keep")
        await until(lambda: hands.sees("notes.row.0.text") and hands.reads("notes.row.0.text") == MARK)
        await until(lambda: hands.reads("notes.text") == "")
        (line,) = await here.lines(here.tomas)
        assert isinstance(line.fact, ProcessNoteKept)
        assert line.participant == here.rowan
        hands.touch("notes.close")
        await until(lambda: not hands.sees("notes.panel"))
        hands.shell.go("home")
        await hands.until_sees("home.people")
        hands.touch("home.people")
        await until(lambda: hands.shell.people.listed != [])
        hands.shell.home.show_course(str(here.rowan))
        await hands.until_sees("course.notes")
        hands.touch("course.notes")
        await until(lambda: hands.sees("notes.row.0.text") and hands.reads("notes.row.0.text") == MARK)
