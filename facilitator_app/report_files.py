"""The team's report of a period as files, for the window and the command line: which sessions, read one by one; PDF, CSV."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.handoff.course_pdf import Page, Section, render
from facilitator_app.handoff.files import leave, unnamed
from facilitator_app.team_report import Figure, report, rows, table
from facilitator_app.text import Text

KINDS = ("pdf", "csv")
"""What can be written."""


def day(text: str, field: str) -> date:
    """The day that was typed (2026-03-05), or a Refusal at its field."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Refusal("integration.no_date", field=field) from None


async def figures(app: App, first: date, last: date) -> tuple[Figure, ...]:
    """The figures of the sessions that began from the day ``first`` to the day ``last``, both with them.

    Raises Refusal report.turned_round when the last day comes before the first.
    """
    if last < first:
        raise Refusal("report.turned_round", field="last")
    state = app.clinic_state()
    zone = ZoneInfo(state.zone)
    begin, end = (datetime.combine(one, time.min, zone).astimezone(UTC) for one in (first, last + timedelta(days=1)))
    planned = [one.id for one in state.sessions.values() if begin <= one.planned_at < end]
    return report([(await app.read_session(scope)).history for scope in planned])


async def write(app: App, first: date, last: date, to: Path, kinds: frozenset[str], words: Text) -> tuple[Path, ...]:
    """Write the report into the folder ``to``; returns the files.  Raises Refusal, or Trouble when it cannot be written."""
    for kind in sorted(kinds):
        if kind not in KINDS:
            raise Refusal("export.unknown_kind", field="kind", kind=kind, known=", ".join(KINDS))
    found, made = await figures(app, first, last), []
    if "pdf" in kinds:
        pdf = await asyncio.to_thread(_printed, app, first, last, found, words)
        made.append(await asyncio.to_thread(leave, to, unnamed("report", "pdf"), pdf))
    if "csv" in kinds:
        csv = table(found, words).encode("utf-8")
        made.append(await asyncio.to_thread(leave, to, unnamed("report", "csv"), csv))
    return tuple(made)


def _printed(app: App, first: date, last: date, found: tuple[Figure, ...], words: Text) -> bytes:
    state, now = app.clinic_state(), app.clock.now()
    page = Page(
        title=words.render("report.title"),
        name=state.name,
        about=words.render("report.period", first=first.isoformat(), last=last.isoformat()),
        made=words.render("course.made", zone=ZoneInfo(state.zone), at=now, clinic=state.name),
        sections=(Section(heading=words.render("report.heading"), rows=rows(found, words)),),
        paper="us-letter" if state.zone.startswith("America/") else "a4",
        language=words.tag,
    )
    return render(page, now)
