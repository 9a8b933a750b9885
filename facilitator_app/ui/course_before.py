"""What a person's course tells of the time before the sessions: their words, preparation, readiness, and every score."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID
from zoneinfo import ZoneInfo

from facilitator_app import before_words, elsewhere_words
from facilitator_app.app import App
from facilitator_app.handoff.course_pdf import Section
from facilitator_app.record.preparation import WishMatter, preparation
from facilitator_app.record.questionnaires import Result, results
from facilitator_app.text import catalogue, render


def before_sections(app: App, person: UUID) -> Iterator[Section]:
    """The sections that stand before those of the sessions; none while nothing was told."""
    clinic = app.clinic
    if clinic is None:
        return
    lines, zone = clinic.history.about(person), ZoneInfo(clinic.state.zone)
    if rows := tuple(_rows(app, person, zone)):
        yield Section(heading=render("beforehand.course"), rows=rows)
    if found := results(lines):
        yield Section(heading=render("beforehand.part_scores"), rows=tuple(_scores(found, zone)))
    names = {id: member.name for id, member in clinic.state.staff.items()}
    if brought := tuple(elsewhere_words.brought_rows(lines, names, catalogue(), zone)):
        about = (("", render("elsewhere.about")),)
        yield Section(heading=render("elsewhere.title"), rows=about + brought)


def _rows(app: App, person: UUID, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    clinic = app.clinic
    assert clinic is not None  # or there is nothing to tell
    there = preparation(clinic.history.about(person))
    if there.held:
        last = render("groups.day", zone=zone, day=there.held[-1].at)
        yield render("beforehand.held_title"), render("beforehand.held_count", count=len(there.held), last=last)
    if there.said:
        key = "beforehand.ready_since" if there.said[-1].told.ready else "beforehand.not_yet_since"
        yield render("beforehand.own_title"), render(key, zone=zone, at=there.said[-1].at)
    for matter in WishMatter:
        if text := there.wish(matter):
            yield render(f"beforehand.{matter}"), text


def _scores(found: tuple[Result, ...], zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    """The latest first: of which day, the figure, and how far it moved."""
    words = catalogue()
    for one in reversed(found):
        parts = (before_words.figure(one, words), before_words.moved(one, words, zone))
        yield before_words.score_head(one, words, zone), " · ".join(part for part in parts if part)
