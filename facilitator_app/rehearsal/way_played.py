"""What the verbs of touch, leave and the way out do on the stage."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from facilitator_app import clearance
from facilitator_app.faults import Refusal
from facilitator_app.record.leave import LeaveGiven
from facilitator_app.record.leaving import Asks, CriterionAnswered, RiskAnswered, RiskDisclosed
from facilitator_app.record.roles import Act, Role, word_counts
from facilitator_app.record.touch import TouchAgreed
from facilitator_app.rehearsal import acts
from facilitator_app.rehearsal.stage import Stage
from facilitator_app.session import Who

_SAID = (Asks.YES, Asks.SAFETY, Asks.ESCORT)


class Told(Protocol):
    """When a line was and who did it."""

    @property
    def at(self) -> datetime | None:
        """When it was, None: now."""
        ...

    @property
    def by(self) -> UUID | None:
        """Who did it, None: who is at the screen."""
        ...


async def _ask_leave(stage: Stage, act: acts.AskLeave, told: Told) -> None:
    line = stage.line(act.which)
    for recipient in act.to:
        fact = LeaveGiven(quote=line.first.id, recipient=recipient, leave=act.leave)
        await stage.session.write(fact, [stage.id(act.which.person)], by=told.by, at=told.at)


async def _consent(stage: Stage, act: acts.Consent, told: Told) -> None:
    fact = TouchAgreed(
        extent=act.extent,
        ask_each_time=act.ask_each_time,
        but_not=act.but_not,
        staff=stage.id(act.staff) if act.staff else None,
        staff_name=act.staff,
    )
    await stage.session.write(fact, [stage.id(act.person)], by=told.by, at=told.at)


async def _ready(stage: Stage, act: acts.Ready, told: Told) -> None:
    for person in stage.everybody(act.people):
        for item in clearance.items(stage.state.people[person], stage.state, stage.now):
            key, asks = item.criterion.key, item.criterion.asks
            if asks in _SAID and key not in clearance.OF_ITSELF:
                note = act.escort if asks is Asks.ESCORT else ""
                fact = CriterionAnswered(criterion=key, met=True, note=note)
                await stage.session.write(fact, [person], by=told.by, at=told.at)
        await _sign_for(stage, person, _first(stage, Role.FACILITATOR))


async def _sign(stage: Stage, act: acts.SignLeaving, told: Told) -> None:
    screen = stage.session.at_screen
    who = _who(stage, stage.id(act.staff)) if act.staff else screen
    if who is None:
        raise Refusal("session.not_your_word", act=Act.SIGN_LEAVING.value)
    for person in stage.everybody(act.people):
        await _sign_for(stage, person, who)


async def _sign_for(stage: Stage, person: UUID, who: Who) -> None:
    if not word_counts(who.roles, Act.SIGN_LEAVING):
        raise Refusal("session.not_your_word", act=Act.SIGN_LEAVING.value)
    role = Role.FACILITATOR if Role.FACILITATOR in who.roles else Role.MEDICAL_PROVIDER
    items = clearance.items(stage.state.people[person], stage.state, stage.now)
    await stage.session.write(clearance.signature(items, role, who.name), [person], who=who)


async def _disclose(stage: Stage, act: acts.Disclose, told: Told) -> None:
    fact = RiskDisclosed(text=act.text, owner=stage.id(act.owner), owner_name=act.owner)
    await stage.session.write(fact, [stage.id(act.person)], by=told.by, at=told.at)


async def _answer(stage: Stage, act: acts.AnswerRisk, told: Told) -> None:
    person = stage.person(act.person)
    if not person.leaving.open_disclosures:
        raise Refusal("leaving.no_disclosure", field="disclosure")
    fact = RiskAnswered(disclosure=person.leaving.open_disclosures[0].entry, text=act.text)
    await stage.session.write(fact, [person.id], by=told.by, at=told.at)


def _who(stage: Stage, staff: UUID) -> Who:
    member = stage.app.clinic_state().staff[staff]
    return Who(id=member.id, name=member.name, roles=member.roles)


def _first(stage: Stage, role: Role) -> Who:
    there = (member for member in stage.state.staff.values() if member.left is None and role in member.roles)
    member = next(there, None)
    if member is None:
        raise Refusal("session.not_your_word", act=Act.SIGN_LEAVING.value)
    return _who(stage, member.id)


DO: Mapping[type[acts.Act], Callable[[Stage, Any, Told], Awaitable[str | None]]] = {
    acts.AskLeave: _ask_leave,
    acts.Consent: _consent,
    acts.Ready: _ready,
    acts.SignLeaving: _sign,
    acts.Disclose: _disclose,
    acts.AnswerRisk: _answer,
}
"""What each of these acts does."""
