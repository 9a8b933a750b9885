"""The paper of a day made from the record and left as files: day sheet and sheets for vitals, names in neither file name."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from facilitator_app.day_paper import Sitting, day_sheet, of_day, sheets
from facilitator_app.faults import Refusal
from facilitator_app.handoff.files import leave, unnamed
from facilitator_app.record.looks import View
from facilitator_app.text import catalogue

if TYPE_CHECKING:
    from facilitator_app.app import App

KINDS = ("sheets", "day")
"""What is made: a sheet for each person to write on, and the day at a glance."""


async def sittings(app: App, day: date) -> tuple[Sitting, ...]:
    """The sessions set for a day, and with today those that are open."""
    if app.clinic is None:
        raise Refusal("app.locked")
    begun = [one.id for one in app.clinic.state.sessions.values() if one.ended_at is None]
    read = [await app.read_session(scope) for scope in begun] if day == app.clinic.today else []
    return of_day(app.clinic, day, [session.state for session in read if session.state.is_open])


async def made(app: App, day: date, kind: str) -> bytes:
    """One of ``KINDS`` as a PDF.  Raises Refusal agenda.no_paper when there is nobody to print for, Trouble of printing."""
    found, state = await sittings(app, day), app.clinic_state()
    people = [person.id for one in found for person in one.people]
    if not people and kind == "sheets":
        raise Refusal("agenda.no_paper")
    async with app.going_out(people, view=View.SHEET):
        pass  # it leaves the record here: whether on paper or as a file, and whether it is put by, is beyond it
    words, zone, now = catalogue(), ZoneInfo(state.zone), app.clock.now()
    if kind == "day":
        return await asyncio.to_thread(day_sheet, day, found, words, zone, now)
    return await asyncio.to_thread(sheets, found, words, zone, now)


async def write(app: App, day: date, kind: str, folder: Path) -> Path:
    """Leave one of ``KINDS`` as a file in a folder; returns where."""
    content = await made(app, day, kind)
    return await asyncio.to_thread(leave, folder, unnamed(kind, "pdf"), content)
