"""Process notes at the window: written and read by their author alone, from the review and from the course."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from facilitator_app import key_slots
from facilitator_app.record.process_notes import ProcessNoteKept
from tests.test_app import PASSPHRASE
from tests.test_process_notes import AGAIN, DEVI_SAYS, MARK, Practice
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


async def test_what_is_half_typed_waits_sealed_for_its_author_alone(here: Practice) -> None:
    await here.app.switch_to("ines", PASSPHRASE)
    await here.license(here.devi)
    await here.app.switch_to("tomas", AGAIN)
    scope = here.session.scope
    async with at_window(here.app, start=False) as hands:
        await on_the_review(hands)
        await until(lambda: hands.sees("notes.text"))
        hands.write("notes.text", MARK)
        hands.touch(f"notes.person.{here.amara}")
        await until(lambda: hands.reads("notes.text") == "")
        hands.touch(f"notes.person.{here.rowan}")
        await until(lambda: hands.reads("notes.text") == MARK)
        hands.shell.go("home")  # the page is left in mid-word
        await hands.until_sees("home.people")
        await here.app.faults.finished()
        assert here.app.journal is not None
        kept = await here.app.journal.drafts()
        assert len(kept) == 1
        assert "river" not in str(kept)
        await here.app.switch_to("devi", DEVI_SAYS)
        await here.app.enter_session(scope)
        await on_the_review(hands)
        await hands.until_sees("notes.none")
        assert hands.reads("notes.text") == ""
        hands.touch("notes.close")
        await here.app.lock()
        await here.app.unlock("tomas", AGAIN)
        await here.app.enter_session(scope)
        await on_the_review(hands)
        await until(lambda: hands.sees("notes.text") and hands.reads("notes.text") == MARK)
        hands.touch("notes.keep")
        await until(lambda: hands.sees("notes.row.0.text") and hands.reads("notes.row.0.text") == MARK)
        assert await here.app.journal.drafts() == {}


async def test_who_is_no_mental_health_professional_is_told_so(here: Practice) -> None:
    await here.app.switch_to("devi", DEVI_SAYS)
    async with at_window(here.app, start=False) as hands:
        await on_the_review(hands)
        await until(lambda: "mental health professionals" in hands.reads("notes.why"))
        assert not hands.sees("notes.text")


async def test_a_note_is_changed_and_its_author_gets_a_code_for_paper(here: Practice) -> None:
    await here.tomas_writes()
    async with at_window(here.app, start=False) as hands:
        await on_the_review(hands)
        await hands.until_sees("notes.row.0.change")
        hands.touch("notes.row.0.change")
        await until(lambda: hands.reads("notes.text") == MARK)
        hands.write("notes.text", "Her sister's river.")
        hands.touch("notes.keep")
        await until(lambda: hands.reads("notes.row.0.text") == "Her sister's river.")
        await hands.until_sees("notes.row.0.before")
        assert hands.sees("notes.no_code")
        hands.touch("notes.make_code")
        await hands.until_sees("notes.code_shown")
        assert len(hands.reads("notes.code_shown").split("-")) == 7
        hands.touch("notes.code_written")
        await until(lambda: not hands.sees("notes.code_shown"))
        assert not hands.sees("notes.no_code")
