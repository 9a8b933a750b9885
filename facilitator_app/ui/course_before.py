"""What a person's course tells of the time before the sessions: days set, their words, preparation, readiness, what the
prescriber wrote, and every score."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from facilitator_app import agenda, before_words, elsewhere_words
from facilitator_app.app import App
from facilitator_app.handoff.course_pdf import Section
from facilitator_app.record.entry import Entry
from facilitator_app.record.preparation import WishMatter, preparation
from facilitator_app.record.prescribing import Prescribed, prescribed
from facilitator_app.record.release import MedicalLeaveGivenTo, leave_before
from facilitator_app.record.results import Result, results
from facilitator_app.text import catalogue, render, word
from facilitator_app.wording import describe


def before_sections(app: App, person: UUID) -> Iterator[Section]:
    """The sections that stand before those of the sessions; none while nothing was told."""
    clinic = app.clinic
    if clinic is None:
        return
    lines, zone = clinic.history.about(person), ZoneInfo(clinic.state.zone)
    if rows := tuple(_to_come(app, person, zone)):
        yield Section(heading=render("course.to_come"), rows=rows)
    if rows := tuple(_rows(app, person, zone)):
        yield Section(heading=render("beforehand.course"), rows=rows)
    if rows := tuple(_prescribed(prescribed(clinic.history, person), clinic.today)):
        yield Section(heading=render("beforehand.part_prescribing"), rows=rows)
    if rows := tuple(_leaves(lines)):
        yield Section(heading=render("leave_before.title"), rows=rows)
    if found := results(lines, zone):
        yield Section(heading=render("beforehand.part_scores"), rows=tuple(_scores(found, zone)))
    names = {id: member.name for id, member in clinic.state.staff.items()}
    if brought := tuple(elsewhere_words.brought_rows(lines, names, catalogue(), zone)):
        about = (("", render("elsewhere.about")),)
        yield Section(heading=render("elsewhere.title"), rows=about + brought)


def _to_come(app: App, person: UUID, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    """The meetings and sessions that are set for them, the next first."""
    state, now = app.clinic_state(), app.clock.now()
    found = [
        (one.told.at, f"{render('beforehand.part_preparation')}, {word(one.told.place)}")
        for one in state.agenda.meetings.values()
        if one.person == person and one.told.at > now
    ]
    for one in agenda.to_come(state, now):
        if person in agenda.people(state, one):
            found.append((one.told.at, ", ".join(part for part in (one.told.title, one.told.place) if part)))
    for at, text in sorted(found):
        yield render("course.set_for", zone=zone, at=at), text


def _prescribed(there: Prescribed, today: date) -> Iterator[tuple[str, str]]:
    """What holds now of assessment, clearance and order; and that one of the latter two is missing, once any was written."""
    words = catalogue()
    if there.assessed:
        yield render("prescribing.assessment"), describe(there.assessed[-1].told, words)
    elif not (there.orders or there.cleared):
        return
    clearance = describe(there.cleared.told, words) if there.cleared else render("prescribing.no_clearance")
    if there.cleared and there.cleared.told.until < today:
        clearance = f"{clearance}\n{render('prescribing.has_ended')}"
    yield render("prescribing.clearance"), clearance
    orders = [describe(order.told, words) for order in there.orders]
    yield render("prescribing.order"), "\n".join(orders or [render("prescribing.no_order")])


def _rows(app: App, person: UUID, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    clinic = app.clinic
    assert clinic is not None  # or there is nothing to tell
    there, known = preparation(clinic.history.about(person)), clinic.state.known(person)
    if there.held:
        last = render("groups.day", zone=zone, day=there.held[-1].at)
        yield render("beforehand.held_title"), render("beforehand.held_count", count=len(there.held), last=last)
    if there.said:
        key = "beforehand.ready_since" if there.said[-1].told.ready else "beforehand.not_yet_since"
        yield render("beforehand.own_title"), render(key, zone=zone, at=there.said[-1].at)
    if known and known.told.intention:
        yield render("beforehand.intention"), known.told.intention
    for matter in WishMatter:
        if text := there.wish(matter):
            yield render(f"beforehand.{matter}"), text


def _leaves(lines: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """What they said of who may receive the medical part."""
    for fact in leave_before(entry.fact for entry in lines):
        name = fact.name if isinstance(fact, MedicalLeaveGivenTo) else word(fact.recipient)
        yield name, word(fact.leave)


def _scores(found: tuple[Result, ...], zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    """The latest first: of which day, the figure, and how far it moved."""
    words = catalogue()
    for one in reversed(found):
        parts = (before_words.figure(one, words), before_words.moved(one, words))
        yield before_words.score_head(one, words, zone), " · ".join(part for part in parts if part)
