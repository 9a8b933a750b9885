"""The command that brings a paper log back in, also of a session that was held on paper alone.  Knows no window."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from facilitator_app.faults import Refusal
from facilitator_app.paper_command import DONE, WithRecord

if TYPE_CHECKING:
    from collections.abc import Callable

    from facilitator_app.app import App
    from facilitator_app.clinic import Clinic
    from facilitator_app.session import Session

FINDING = 1


def add_to(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    with_record: WithRecord,
    tell: Callable[[object], None],
) -> None:
    """Put ``transcribe`` among the commands; ``tell`` prints what became of the rows."""
    paper = commands.add_parser("transcribe", help="enter a paper log (CSV) as late entries")
    paper.add_argument("file", type=Path, metavar="FILE")
    paper.add_argument("--session", type=UUID, required=True, metavar="ID")
    paper.add_argument(
        "--began", metavar="TIME", help="10:00 or 2026-01-31T10:00: open the session that was set, for then"
    )
    paper.add_argument(
        "--ended",
        nargs="?",
        const="",
        metavar="TIME",
        help="close the session then, such as 13:00; without a time at the hour of its last line",
    )
    paper.add_argument("--team", action="append", default=[], metavar="NAME", help="who was there, the lead first")
    paper.add_argument(
        "--reason", default="", help="why fewer of the team or of the people were there than it asks for"
    )
    paper.set_defaults(run=lambda arguments: with_record(arguments, lambda app: _bring_in(app, arguments, tell)))


async def _bring_in(app: App, arguments: argparse.Namespace, tell: Callable[[object], None]) -> int:
    from facilitator_app.rehearsal.transcribe import other_names, transcribe
    from facilitator_app.text import render, word

    if arguments.began:
        await _open(app, arguments.session, arguments.began, arguments.team, arguments.reason)
    session = await app.read_own(arguments.session)
    done = await transcribe(session, arguments.file, other_names(app.clinic_state(), session))
    for line, reason in done.refused:
        tell(render("transcribe.refused", line=line, reason=reason))
    for line, concerns in done.asked:
        tell(render("transcribe.asked", line=line, concerns=[word(one) for one in concerns]))
    zone = ZoneInfo(session.state.zone)
    for line, name, at in done.stood:
        tell(render("transcribe.stood", line=line, name=name, zone=zone, at=at))
    tell(render("transcribe.counted", written=done.written, there=done.there, refused=len(done.refused)))
    if arguments.ended is not None and not done.refused:
        await _close(app, session, arguments.ended, tell)
    return FINDING if done.refused else DONE


async def _open(app: App, which: UUID, began: str, team: Sequence[str], reason: str) -> None:
    """Open a session that was set, for the hour at which it began, with who was expected; nothing plays, nobody enters it."""
    from facilitator_app import agenda, session_ends
    from facilitator_app.integration import moment
    from facilitator_app.session import Session

    clinic, journal, screen = app.clinic, app.journal, app.at_screen
    if clinic is None or journal is None or screen is None:
        raise Refusal("app.locked")
    one = clinic.state.agenda.sessions.get(which)
    if one is None:
        raise Refusal("agenda.not_set")
    if which in clinic.state.sessions:
        raise Refusal("agenda.begun")
    day, _, time = began.replace("T", " ").rpartition(" ")
    set_for = one.told.at.astimezone(ZoneInfo(clinic.state.zone)).date()
    at = moment(day or set_for.isoformat(), time, clinic.state.zone)
    staff = [_of_the_team(clinic, name) for name in team] or [screen.id]
    session = Session(which, journal, app.clock, app.faults)
    session.at_screen = screen
    await session_ends.begin(
        clinic,
        session,
        app.clock,
        app.read_session,
        title=one.told.title,
        programme=one.told.programme,
        lead=staff[0],
        staff=staff,
        seats=agenda.seats(clinic.state, one, at),
        staffing_reason=reason,
        people_reason=reason,
        group=one.told.group,
        at=at,
    )


async def _close(app: App, session: Session, ended: str, tell: Callable[[object], None]) -> None:
    """Close the session at the hour that its paper says, or at that of its last line, and say at which."""
    from facilitator_app import on_paper, session_ends
    from facilitator_app.text import render

    if app.clinic is None:
        raise Refusal("app.locked")
    at = on_paper.hour_of(session, ended) if ended.strip() else on_paper.last_told(session)
    await session_ends.end(app.clinic, session, ended=at)
    tell(render("transcribe.closed", zone=ZoneInfo(session.state.zone), at=at))


def _of_the_team(clinic: Clinic, name: str) -> UUID:
    found = [one.id for one in clinic.state.staff.values() if name in (one.name, one.name.partition(" ")[0])]
    if len(found) != 1:
        raise Refusal("transcribe.unknown_staff", name=name)
    return found[0]
