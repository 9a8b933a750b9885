"""A person's course in words: what recurs, each session in full, and each in one row for a page that must hold many.  Pure."""

from __future__ import annotations

from collections.abc import Iterator

from facilitator_app import before_words, integration_words
from facilitator_app.course import Course, Sitting
from facilitator_app.record.integration import Attendance
from facilitator_app.wording import Words

Rows = tuple[tuple[str, str], ...]
"""Label and text, one after the other."""


def recurring(found: Course, words: Words) -> Rows:
    """The themes and parts of all visits, with how often each came up."""
    return tuple(
        (words.render(f"course.{name}"), "; ".join(_times(one, count, words) for one, count in told))
        for name, told in (("themes", found.themes), ("parts", found.parts))
        if told
    )


def heading(one: Sitting, words: Words) -> str:
    """Which session it was."""
    return words.render("course.sitting", number=one.number, title=one.title, at=one.at)


def in_full(one: Sitting, words: Words) -> Rows:
    """Everything that is told of a session."""
    return tuple((words.render(f"course.{key}"), text) for key, text in _told(one, words) if text)


def in_a_row(one: Sitting, words: Words) -> tuple[str, str]:
    """A session in one row: what was given, how deep, how far the pressure rose, nausea, and who came to integration."""
    rises = (words.render("course.rise_short", measure=rise.measure, by=f"{rise.by:+f}") for rise in one.rises)
    nausea = [words.render("course.queasy_short", count=one.queasy)] if one.queasy else []
    visits = [words.render("course.visit_short", at=visit.at, attendance=visit.told.attendance) for visit in one.visits]
    said = [*(one.doses or [words.render("course.dose_none")]), *one.depth, *rises, *nausea, *visits]
    return words.render("course.row", number=one.number, at=one.at), "; ".join(said)


def _times(name: str, count: int, words: Words) -> str:
    return words.render("course.times", name=name, count=count) if count > 1 else name


def _told(one: Sitting, words: Words) -> Iterator[tuple[str, str]]:
    yield "programme", one.programme
    yield "which", before_words.held_of(one.place, one.planned, words)
    yield "intention", one.intention
    yield "dose", "; ".join(one.doses) or words.render("course.no_dose")
    yield "depth_told", "; ".join(one.depth)
    rises = [
        words.render("course.rise", measure=r.measure, by=f"{r.by:+f}", baseline=r.baseline, highest=r.highest)
        for r in one.rises
    ]
    yield "pressure", "; ".join(rises)
    yield "nausea", words.render("course.queasy", count=one.queasy) if one.queasy else words.render("course.not_queasy")
    yield "played", "; ".join(one.played)
    yield "out", one.way_out
    for visit in one.visits:
        if visit.told.attendance is Attendance.ABSENT and not visit.told.came_up:
            yield "visit", words.render("course.visit_short", at=visit.at, attendance=visit.told.attendance)
        else:
            yield "visit", integration_words.held(visit.told, words)
