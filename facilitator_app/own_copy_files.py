"""A person's own copy as files: the pages in plain words, and each session as the machine-readable files there are.

For the window and the command line; that it was given is a line of the record.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app import attachments
from facilitator_app.app import App
from facilitator_app.disclosures import Disclosed, disclosures
from facilitator_app.export import export_session
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.handoff.course_pdf import Page, Section, Shown, render
from facilitator_app.handoff.drawings import of_ink, of_page
from facilitator_app.handoff.files import leave, unnamed
from facilitator_app.handoff.pdf import file_digest
from facilitator_app.own_copy import Alone, disclosed_rows, everybody, own_copy
from facilitator_app.record.attachments import Attached, PictureKept, picture_of
from facilitator_app.record.groups import PaperScanned, PaperSigned
from facilitator_app.record.readiness import consent_of
from facilitator_app.record.requests import CopyGiven
from facilitator_app.session import Session
from facilitator_app.text import Text
from facilitator_app.wording import describe

DATA = frozenset({"csv", "json"})


class Copied(NamedTuple):
    """What was written: the files, and what of it was left out because it names somebody else."""

    files: tuple[Path, ...]
    withheld: int
    files_withheld: int


async def give(app: App, person: UUID, to: Path, words: Text) -> Copied:
    """Write everything about a person into ``to`` and note that it was given.

    Raises Refusal clinic.no_such_participant or oversight.not_yours, or Trouble when the folder cannot be written to.
    """
    state, clinic = app.clinic_state(), app.clinic
    if clinic is None or person not in state.participants:
        raise Refusal("clinic.no_such_participant", field="participant")
    sessions = await sessions_of(app, person)
    await app.oversight.must_open_chart(person, [one.state for one in sessions])
    histories = [one.history for one in sessions]
    made = own_copy(person, clinic.history, histories, words)
    alone, papers = Alone(person, everybody(histories, state, person), words), list[Shown]()
    for one in await papers_of(app, person, words, sessions):
        papers.append(msgspec.structs.replace(one, text=alone.text(one.text)))
    withheld = made.withheld + alone.withheld
    pdf = await asyncio.to_thread(
        _printed,
        app,
        words,
        "own_copy.title",
        made.name,
        f"{words.render('own_copy.about')} {_held_back(withheld, words)}",
        made.sections,
        papers,
    )
    async with app.going_out([person], folder=to):
        files = [await asyncio.to_thread(leave, to, unnamed("own-copy", "pdf"), pdf)]
        more, held = await asyncio.to_thread(_data, app, sessions, person, to)
        names = tuple(path.name for path in (*files, *more))
        noted = CopyGiven(files=names, digest=file_digest(pdf), withheld=withheld, files_withheld=held)
        await clinic.note(noted, person)
    return Copied((*files, *more), withheld, held)


async def disclosed(app: App, person: UUID, words: Text) -> tuple[Disclosed, ...]:
    """Every disclosure about a person."""
    histories = [one.history for one in await sessions_of(app, person)]
    return disclosures(person, histories, app.clinic_state().asking.get(person), words)


async def disclosed_page(app: App, person: UUID, words: Text) -> bytes:
    """The list of disclosures as a page, without anybody else."""
    state = app.clinic_state()
    histories = [one.history for one in await sessions_of(app, person)]
    alone = Alone(person, everybody(histories, state, person), words)
    told = alone.disclosed(disclosures(person, histories, state.asking.get(person), words))
    section = Section(heading=words.render("disclosed.heading"), rows=disclosed_rows(told, words))
    about = f"{words.render('disclosed.about')} {_held_back(alone.withheld, words)}"
    name = state.participants[person].told.preferred_name
    return await asyncio.to_thread(_printed, app, words, "disclosed.title", name, about, (section,))


def _held_back(count: int, words: Text) -> str:
    return words.render("own_copy.withheld_about", count=count) if count else ""


async def papers_of(app: App, person: UUID, words: Text, sessions: Sequence[Session]) -> tuple[Shown, ...]:
    """What a person signed and what was kept of it, also for a session, and their picture, as it is printed for them."""
    clinic, shown = app.clinic, list[Shown]()
    about = clinic.history.about(person) if clinic is not None else ()
    picture = picture_of(about)
    for line in about:
        fact = line.fact
        label = f"{line.observed_at.astimezone(ZoneInfo(app.clinic_state().zone)):%Y-%m-%d}"
        if isinstance(fact, PaperSigned) and fact.ink is not None:
            shown.append(Shown(label=label, text=describe(fact, words), drawings=(of_ink(fact.ink),), share=45))
        elif isinstance(fact, PaperScanned):
            shown.append(await _pages(app, fact.scan, label, describe(fact, words), words))
        elif isinstance(fact, PictureKept) and line == picture:
            shown.append(await _pages(app, fact.picture, label, words.render("attachments.picture_of"), words, 30))
    for line in (line for session in sessions for line in session.history.about(person)):
        given = consent_of(line)
        label = f"{line.observed_at.astimezone(ZoneInfo(app.clinic_state().zone)):%Y-%m-%d}"
        if given is not None and given.ink is not None:
            shown.append(Shown(label=label, text=describe(line.fact, words), drawings=(of_ink(given.ink),), share=45))
        elif given is not None and given.scan is not None:
            shown.append(await _pages(app, given.scan, label, describe(line.fact, words), words))
    return tuple(shown)


async def _pages(app: App, told: Attached, label: str, text: str, words: Text, share: int = 100) -> Shown:
    """Kept pages; that they cannot be read any more keeps nobody from the rest of their copy."""
    assert app.journal is not None  # there is a clinic
    try:
        drawings = tuple(of_page(page) for page in await attachments.read(app.journal, told))
    except Trouble as trouble:
        return Shown(label=label, text=f"{text}. {words.render(trouble.key)}", drawings=())
    return Shown(label=label, text=text, drawings=drawings, share=share)


async def sessions_of(app: App, person: UUID) -> tuple[Session, ...]:
    """The sessions in which something is written about a person."""
    held = await app.journal.held_of(person) if app.journal is not None else None
    known = app.clinic_state().sessions
    return tuple([await app.read_session(scope) for scope in held.scopes if scope in known]) if held else ()


def _data(app: App, sessions: Sequence[Session], person: UUID, to: Path) -> tuple[list[Path], int]:
    """The files of each session in which they had a seat, and how many were held back for somebody else's name."""
    files, held = list[Path](), 0
    for session in sessions:
        if person not in session.state.people:
            continue
        before = len(files)
        try:
            files += export_session(session, app.clinic_state(), to, DATA, person)
        except Refusal as refused:
            if refused.key != "guard.holds_names":
                raise
        held += len(DATA) - (len(files) - before)
    return files, held


def _printed(
    app: App,
    words: Text,
    title: str,
    name: str,
    about: str,
    sections: Sequence[Section],
    shown: Sequence[Shown] = (),
) -> bytes:
    state, now = app.clinic_state(), app.clock.now()
    page = Page(
        title=words.render(title),
        name=name,
        about=about.strip(),
        made=words.render("course.made", zone=ZoneInfo(state.zone), at=now, clinic=state.name),
        sections=sections,
        shown=shown,
        paper="us-letter" if state.zone.startswith("America/") else "a4",
        language=words.tag,
    )
    return render(page, now)
