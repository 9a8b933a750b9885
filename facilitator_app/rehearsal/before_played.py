"""What the verbs of groups, preparation and questionnaires do on the stage: lines of the clinic's own record."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypedDict
from uuid import UUID

import msgspec

from facilitator_app import attachments, session_ends
from facilitator_app.clinic import Clinic
from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Fact, Part, new_id
from facilitator_app.record.groups import (
    AcceptedHow,
    Group,
    GroupFormed,
    GroupPaper,
    MemberJoined,
    MemberLeft,
    PaperAccepted,
    PaperKept,
    PaperScanned,
    PaperSigned,
)
from facilitator_app.record.ink import Ink
from facilitator_app.record.leaving import RiskDisclosed
from facilitator_app.record.preparation import Preparation, preparation
from facilitator_app.rehearsal import acts, before_told
from facilitator_app.rehearsal.stage import Stage
from facilitator_app.rehearsal.way_played import Told

INK = Ink(strokes=(((0.1, 0.7), (0.3, 0.2), (0.4, 0.8)), ((0.5, 0.5), (0.9, 0.6))), ratio=4.0)
"""What a finger draws in a story."""
PAGE = (
    b"\xff\xd8\xff\xdb\x00\x43\x00" + bytes([16]) * 64  # how coarse
    + b"\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00"  # one by one, grey
    + b"\xff\xc4\x00\x14\x00\x01" + bytes(16) + b"\xff\xc4\x00\x14\x10\x01" + bytes(16)  # one code each
    + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x3f\xff\xd9"
)  # fmt: skip
"""A page that is scanned in a story: a grey dot, as a JPEG."""


class _Of(TypedDict):
    """Which version of which paper it is."""

    group: UUID
    paper: GroupPaper
    version: int


def group_of(stage: Stage, theme: str) -> Group:
    """The group of that theme; refuses when there is none."""
    found = next((one for one in stage.app.clinic_state().groups.values() if one.theme == theme), None)
    if found is None:
        raise Refusal("groups.no_such_group", field="group")
    return found


def preparation_of(stage: Stage, person: str) -> Preparation:
    """A person's way to the medicine, as the clinic's own record has it."""
    return preparation(_clinic(stage).history.about(stage.id(person)))


def _clinic(stage: Stage) -> Clinic:
    if stage.app.clinic is None:
        raise Refusal("app.locked")
    return stage.app.clinic


async def _form(stage: Stage, act: before_told.FormGroup, told: Told) -> None:
    fact = GroupFormed(
        group=new_id(stage.now),
        programme=stage.heading.programme,
        theme=act.theme,
        intake_from=act.intake_from,
        intake_until=act.intake_until,
        starts_on=act.starts_on,
    )
    await _clinic(stage).write([Part(fact=fact, at=told.at, by=told.by)])


async def _join(stage: Stage, act: before_told.Join, told: Told) -> None:
    group = group_of(stage, act.theme).id
    fact = MemberJoined(
        group=group,
        decided_by=stage.id(act.by),
        decided_by_name=act.by,
        why=act.why,
        outside_intake=act.outside,
    )
    await _clinic(stage).write([Part(fact=fact, about=stage.id(person)) for person in act.people])


async def _leave(stage: Stage, act: before_told.LeaveGroup, told: Told) -> None:
    fact = MemberLeft(group=group_of(stage, act.theme).id, reason=act.reason)
    await _clinic(stage).write([Part(fact=fact, about=stage.id(act.person))])


async def _keep(stage: Stage, act: before_told.KeepPaper, told: Told) -> None:
    group = group_of(stage, act.theme)
    now = group.current(act.paper)
    fact = PaperKept(group=group.id, paper=act.paper, version=now.number + 1 if now else 1, text=act.text)
    await _clinic(stage).write([Part(fact=fact)])
    await session_ends.tell_agreed(_clinic(stage), stage.app.session)


async def _accept(stage: Stage, act: before_told.Accept, told: Told) -> None:
    group, clinic = group_of(stage, act.theme), _clinic(stage)
    now = group.current(act.paper)
    of: _Of = {"group": group.id, "paper": act.paper, "version": now.number if now else 1}
    people = [stage.id(person) for person in act.people]
    if act.way is before_told.Way.SCANNED:
        for person in people:
            await attachments.keep(clinic, person, [PAGE] * act.pages, lambda scan: PaperScanned(**of, scan=scan))
    else:
        await clinic.write([Part(fact=_accepting(stage, act, of, person), about=person) for person in people])
    await session_ends.tell_agreed(clinic, stage.app.session)


def _accepting(stage: Stage, act: before_told.Accept, of: _Of, person: UUID) -> Fact:
    """What says that a person accepted the version: there, or on paper that is elsewhere."""
    way = act.way
    if way is before_told.Way.PAPER:
        return PaperAccepted(**of, how=AcceptedHow.ON_PAPER, reference=act.reference)
    witness = stage.id(act.witness)
    if way is before_told.Way.BEFORE:
        return PaperAccepted(**of, how=AcceptedHow.WITNESSED, witness=witness, witness_name=act.witness)
    by_hand = way is before_told.Way.FINGER
    name = stage.app.clinic_state().participants[person].told.preferred_name
    signed = PaperSigned(**of, witness=witness, witness_name=act.witness, typed=name)
    return msgspec.structs.replace(signed, typed="", ink=INK) if by_hand else signed


async def _tell(stage: Stage, act: before_told.TellBefore, told: Told) -> None:
    if isinstance(act.fact, Refusal):
        raise act.fact
    person: UUID = stage.id(act.person)
    parts = [Part(fact=act.fact, about=person, at=told.at, by=told.by)]
    if act.owner:
        risk = RiskDisclosed(text="Told by a questionnaire.", owner=stage.id(act.owner), owner_name=act.owner)
        parts.append(Part(fact=risk, about=person))
    await _clinic(stage).write(parts)


DO: Mapping[type[acts.Act], Callable[[Stage, Any, Any], Awaitable[str | None]]] = {
    before_told.FormGroup: _form,
    before_told.Join: _join,
    before_told.LeaveGroup: _leave,
    before_told.KeepPaper: _keep,
    before_told.Accept: _accept,
    before_told.TellBefore: _tell,
}
"""What each of these acts does."""
