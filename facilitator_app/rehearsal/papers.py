"""The handoffs of a rehearsal: a thin hand on the real desk, for the verbs and expectations of a story."""

from __future__ import annotations

from uuid import UUID

from facilitator_app import text
from facilitator_app.faults import Refusal
from facilitator_app.handoff.desk import Desk
from facilitator_app.handoff.guard import Find
from facilitator_app.handoff.outgoing import Wanted
from facilitator_app.handoff.packet import Packet, texts
from facilitator_app.record.leave import Recipient
from facilitator_app.rehearsal.stage import Stage

RELEASED = "released"
"""The folder of the stage that released handoffs go to, beside the record."""
CUT = Recipient.PERSON
"""Whose cut a rehearsal signs and releases: the person's own, which has everything."""
PASSWORD = "rehearsal"
"""What every PDF of a rehearsal opens with: its people are invented."""


def desk(stage: Stage) -> Desk:
    """The desk of the session on the stage."""
    return Desk(stage.session, stage.app.clinic_state(), stage.clock, text.english())


def packet_of(stage: Stage, person: str) -> Packet:
    """A person's handoff as it reads now."""
    return desk(stage).packet(stage.id(person))


def text_of(stage: Stage, person: str) -> str:
    """All text of a person's handoff."""
    return "\n".join(texts(packet_of(stage, person)).values())


def finds_in(stage: Stage, person: str) -> tuple[Find, ...]:
    """What the name guard finds in a person's handoff and was not let through."""
    return desk(stage).finds(stage.id(person))


async def edit(stage: Stage, person: str, section: str, new: str) -> None:
    """Give a section another text."""
    await desk(stage).save(stage.id(person), {**packet_of(stage, person).sections, section: new})


async def pass_find(stage: Stage, person: str, found: str, reason: str, second: UUID | None) -> None:
    """Let every find of these words through; refuses when there is none."""
    there = [find for find in finds_in(stage, person) if find.text.lower() == found.lower()]
    if not there:
        raise Refusal("story.no_such_find", found=found)
    for find in there:
        await desk(stage).let_through(stage.id(person), find, reason, second)


async def sign(stage: Stage, person: str) -> None:
    """Who is at the screen has read the handoff through and signs it as it reads now."""
    await desk(stage).say_read(stage.id(person), CUT)
    await desk(stage).sign(stage.id(person), text.render("story.signature_means"), CUT)


async def countersign(stage: Stage, person: str) -> None:
    """The provider at the screen signs the medical part."""
    await desk(stage).countersign(stage.id(person), text.render("story.signature_means"), CUT)


async def release(stage: Stage, person: str, recipient: str) -> None:
    """The signed handoff leaves as a PDF into the rehearsal's own folder."""
    folder = stage.folder.parent / RELEASED
    wanted = Wanted(to=CUT, recipient=recipient, folder=folder, secret=PASSWORD)
    await desk(stage).release(stage.id(person), wanted)
