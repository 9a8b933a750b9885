"""A session in which everything private bears a mark, in the real window: a program of its own, looked at from outside.

``python -m tests.marked_session FOLDER begin|again`` says "there" with what the window's title is, and waits for a line.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from facilitator_app import programmes
from facilitator_app.app import App
from facilitator_app.faults import Fault, Refusal, Trouble
from facilitator_app.no_dumps import keep_memory_in
from facilitator_app.record import room
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.doses import DoseGiven, Route
from facilitator_app.record.packets import Edit, PacketSaved
from facilitator_app.record.process_notes import NotesLicensed
from facilitator_app.record.roles import Role
from facilitator_app.record.vitals import Measure
from facilitator_app.rehearsal.faults import disk_full, disk_has_room
from tests import marked_desk
from tests.waiting import until

MARK = "Zyqwäld"
"""In every private word; the letter with dots shows in which encoding it got out."""
PASSPHRASE = f"{MARK} four quiet mats"
SIGN_IN = f"{MARK}-sign-in"


def marked(what: str) -> str:
    """A private word."""
    return f"{MARK} {what}"


async def live(folder: Path, begin: bool) -> None:
    """Make or open the clinic, fill the room, look at every screen, and wait to be told to end."""
    from facilitator_app.ui.main import open_window

    app = App(folder)
    window = open_window(app, still=True)
    await app.start()
    if begin:
        code = await _clinic(app)
        await _session(app)
        await _notes(app)
        await marked_desk.write(app, MARK)
        await _faults(app)
    else:
        code = ""
        await app.unlock(SIGN_IN, PASSPHRASE)
        await app.enter_session(next(iter(app.clinic_state().sessions)))
    for screen in ("room", "review", "handoff", "room"):
        window.shell.go(screen)
        await until(lambda screen=screen: window.shell.screen == screen, 20)  # type: ignore[misc]
        window.view.grabWindow()
    if begin:
        scope = next(iter(app.clinic_state().sessions))
        await app.leave_session()
        await marked_desk.look_at_all(window, next(iter(app.clinic_state().participants)))
        await marked_desk.turn_and_give(app, folder.parent.parent / "given")
        await app.enter_session(scope)
    await app.music.begin()
    await until(lambda: app.deck is not None and app.deck.state.status != "idle", 20)
    assert app.journal is not None
    await app.copies.take(app.journal)
    title = window.view.title()
    print(f"there {code} {title}", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    await app.music.finish()
    window.close()
    await app.close()


async def _clinic(app: App) -> str:

    roles = (Role.ADMINISTRATOR, Role.MEDICAL_PROVIDER, Role.FACILITATOR)
    code = await app.make_clinic(
        name=marked("house"), zone="America/Denver", person=marked("Ines"), roles=roles, sign_in=SIGN_IN,
        passphrase=PASSPHRASE,
    )  # fmt: skip
    assert app.clinic is not None
    await app.clinic.sign_plan("group_circle_three", programmes.starting_plans()[-1])
    for name in ("Rowan", "Amara"):
        told = ParticipantAdded(
            preferred_name=marked(name), legal_name=marked(f"{name} legal"), nicknames=(marked("nick"),),
            allergies=marked("latex"), escort=marked("escort"), intention=marked("intention"),
        )  # fmt: skip
        await app.clinic.add_participant(told)
    return code


async def _session(app: App) -> None:

    assert app.at_screen is not None
    assert app.clinic is not None
    people = list(app.clinic_state().participants)
    session = await app.begin_session(
        title=marked("circle"), programme="group_circle_three", lead=app.at_screen.id, staff=[app.at_screen.id],
        seats=dict(enumerate(people, 1)), staffing_reason=marked("reason"),
    )  # fmt: skip
    for person in people:
        await session.take_vitals(person, {Measure.HEART_RATE: "72"})
        note = marked("dose note")
        dose = DoseGiven(drug="ketamine", route=Route.INTRAMUSCULAR, amount_mg=Decimal(40), note=note)
        await session.write(dose, [person])
        line = await session.write(room.Noted(text=marked("note")), [person])
        await session.amend(line[0].id, room.Noted(text=marked("better note")), marked("why"))
        await session.quote(person, marked("quote"))
        await session.write(room.SupportCalled(wanted=marked("bucket")), [person])
        await session.write(PacketSaved(to=None, edits={"care": Edit(text=marked("packet"))}), [person])
        await app.keep_draft(f"session/{session.scope}/note/{person}", marked("half a word"))


async def _notes(app: App) -> None:
    """A process note, half of another, a chart opened in an emergency, and notes opened together that are not there."""
    assert app.at_screen is not None
    assert app.session is not None
    person = next(iter(app.session.state.people))
    await app.oversight.write(NotesLicensed(staff=app.at_screen.id, licensed=True))
    await app.process_notes.keep(person, app.session.scope, marked("process note"))
    draft = app.process_notes.sealed_draft(marked("half a note"), app.at_screen.id)
    await app.keep_draft(f"process note/{app.at_screen.id}/{person}/{app.session.scope}", draft)
    await app.oversight.emergency(person, marked("emergency"), marked("Hale"))


async def _faults(app: App) -> None:
    """What goes wrong with marked words in hand goes to the log as its kind alone."""

    assert app.session is not None
    assert app.journal is not None
    people = list(app.session.state.people)
    try:
        await app.session.write(room.Noted(text=marked("to nobody")), [UUID(int=5)])
    except Fault as fault:
        app.faults.report(fault, "room")
    await disk_full(app.journal)
    try:
        while True:
            await app.session.write(room.Noted(text=marked("too much ") * 3000), people)
    except Trouble as trouble:
        app.faults.report(trouble, "room")
    await disk_has_room(app.journal)
    for fault_ in (ValueError(marked("bug")), Refusal("room.full", name=marked("refused"))):
        try:
            raise fault_
        except (ValueError, Refusal) as raised:
            app.faults.report(raised, "room")


def main() -> None:
    """Run it on the window's own loop, with everything that can be logged logged."""
    keep_memory_in()
    import qasync

    from facilitator_app.ui.main import start_qt

    logging.basicConfig(level=logging.INFO)
    for name in ("facilitator", "asyncio", "qasync"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    os.umask(0o022)  # as most systems have it: what is private must be so by itself
    loop = qasync.QEventLoop(start_qt())
    asyncio.set_event_loop(loop)
    with loop:
        loop.run_until_complete(live(Path(sys.argv[1]), sys.argv[2] == "begin"))


if __name__ == "__main__":
    main()
