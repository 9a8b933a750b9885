"""A person's course on paper shows nobody else of their groups."""

from __future__ import annotations

import msgspec
import pytest

from facilitator_app import text
from facilitator_app.course_paper import course_paper
from facilitator_app.faults import Refusal
from facilitator_app.handoff.course_pdf import Page, Section
from facilitator_app.handoff.reading import pages_of, text_of
from facilitator_app.own_copy import everybody
from facilitator_app.record.clinic import ClinicState
from tests.people import ROWAN, START
from tests.told import full_session

WORDS = text.english()


def page(name: str = "Rowan", *said: str) -> Page:
    rows = tuple(("Integration", one) for one in said)
    return Page(
        title="Course", name=name, about="Sessions: 1", made="today", sections=(Section(heading="1", rows=rows),)
    )


def on_paper(made: Page) -> str:
    group = everybody([full_session().history], ClinicState())
    return text_of(course_paper(made, ROWAN, group, WORDS, START))


def test_another_members_name_is_replaced_and_that_it_was_is_said() -> None:
    paper = on_paper(page("Rowan", "Amara told the group of it; Idris's hand was there.", "Rowan slept well."))
    assert "Amara" not in paper
    assert "Idris" not in paper
    assert "another member told the group" in paper
    assert "Rowan slept well." in paper
    assert "in 2 places" in paper


def test_a_page_with_nobody_else_says_nothing_of_it() -> None:
    assert "places" not in on_paper(page("Rowan", "Slept well."))


def test_a_page_whose_own_title_shows_another_is_not_handed_out() -> None:
    with pytest.raises(Refusal) as told:
        on_paper(page("Amara"))
    assert told.value.key == "course.shows_another"


def test_the_clinics_own_name_holds_no_page_and_a_session_called_after_somebody_is_shown_without_them() -> None:
    made = msgspec.structs.replace(
        page(), made="Idris Street Clinic, 5 March", sections=(Section(heading="1. Amara’s circle", rows=()),)
    )
    paper = on_paper(made)
    assert "Idris Street Clinic" in paper
    assert "Amara" not in paper
    assert "1. another member’s circle" in paper


def sessions(count: int, full: str) -> Page:
    """A page of so many sessions, the latest first, each with a long row and a short one."""
    numbers = range(count, 0, -1)
    return Page(
        title="Course",
        name="Rowan",
        about=f"Sessions: {count}",
        made="today",
        sections=[Section(heading=f"{one}. Circle", rows=(("Played", full),) * 3) for one in numbers],
        short=[(f"{one}.", f"short of {one}; Idris held a hand") for one in numbers],
    )


def test_many_sessions_stand_on_one_sheet_the_latest_in_full_and_the_earlier_in_a_row_each() -> None:
    group = everybody([full_session().history], ClinicState())
    made = course_paper(sessions(14, "A long row of what was played. " * 8), ROWAN, group, WORDS, START)
    said = text_of(made)
    assert pages_of(made) == 1
    assert "14. Circle" in said
    assert "1. Circle" not in said.replace("11. Circle", "")
    assert "Earlier sessions" in said
    assert all(f"short of {one};" in said for one in (1, 2, 3))
    assert "short of 14;" not in said
    assert "Idris" not in said


def test_few_sessions_stand_in_full_and_endless_ones_are_all_told() -> None:
    group = everybody([full_session().history], ClinicState())
    assert "Earlier" not in text_of(course_paper(sessions(3, "Slow Tide"), ROWAN, group, WORDS, START))
    made = course_paper(sessions(90, "A long row of what was played. " * 8), ROWAN, group, WORDS, START)
    assert pages_of(made) > 1
    assert all(f"short of {one};" in text_of(made) for one in (1, 90))
