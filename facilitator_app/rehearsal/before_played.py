"""What the verbs of groups, preparation and questionnaires do on the stage: lines of the clinic's own record."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import UUID

from facilitator_app import session_ends
from facilitator_app.clinic import Clinic
from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Part, new_id
from facilitator_app.record.groups import (
    Group,
    GroupFormed,
    MemberJoined,
    MemberLeft,
    PaperAccepted,
    PaperKept,
)
from facilitator_app.record.leaving import RiskDisclosed
from facilitator_app.record.preparation import Preparation, preparation
from facilitator_app.rehearsal import acts, before_told
from facilitator_app.rehearsal.stage import Stage
from facilitator_app.rehearsal.way_played import Told


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
    group = group_of(stage, act.theme)
    now = group.current(act.paper)
    fact = PaperAccepted(
        group=group.id,
        paper=act.paper,
        version=now.number if now else 1,
        how=act.how,
        witness=stage.id(act.witness) if act.witness else None,
        witness_name=act.witness,
        reference=act.reference,
    )
    await _clinic(stage).write([Part(fact=fact, about=stage.id(person)) for person in act.people])
    await session_ends.tell_agreed(_clinic(stage), stage.app.session)


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
