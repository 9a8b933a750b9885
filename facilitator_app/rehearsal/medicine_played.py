"""What the verbs of orders, time-outs, adverse events and moves do on the stage."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from facilitator_app.faults import Refusal
from facilitator_app.record import moves
from facilitator_app.record.adverse import AdverseClassed, AdverseFollowed
from facilitator_app.record.doses import DoseWithTimeOut
from facilitator_app.record.time_out import concerns, order_for
from facilitator_app.rehearsal import acts
from facilitator_app.rehearsal.medicine_told import ClassEvent, FollowEvent, Move, TimeOut
from facilitator_app.rehearsal.stage import Stage


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


async def _move(stage: Stage, act: Move, told: Told) -> None:
    target, to = stage.line(act.which).first.id, stage.id(act.person)
    asked = moves.asks(stage.session.history, target, to, stage.now) if act.why else ()
    await stage.session.move(target, to, act.why or "filed in error", dict.fromkeys(asked, act.why))


async def _time_out(stage: Stage, act: TimeOut, told: Told) -> None:
    if isinstance(act.dose, Refusal):
        raise act.dose
    person, dose = stage.person(act.person), act.dose
    asked = concerns(stage.state, person, dose, told.at or stage.now) if act.reason else ()
    order = order_for(person, dose)
    fact = DoseWithTimeOut(
        **{name: getattr(dose, name) for name in dose.__struct_fields__},
        order=order.entry if order else None,
        reasons=dict.fromkeys(asked, act.reason),
        second=stage.id(act.second) if act.second else None,
        second_name=act.second,
        alone=act.alone,
    )
    await stage.session.write(fact, [person.id], by=told.by, at=told.at)


async def _follow(stage: Stage, act: FollowEvent, told: Told) -> None:
    fact = AdverseFollowed(
        event=_last(stage, act.person), outcome=act.outcome, severity=act.severity, action=act.action
    )
    await stage.session.write(fact, [stage.id(act.person)], by=told.by, at=told.at)


async def _classify(stage: Stage, act: ClassEvent, told: Told) -> None:
    fact = AdverseClassed(event=_last(stage, act.person), serious=act.serious, reason=act.reason)
    await stage.session.write(fact, [stage.id(act.person)], by=told.by, at=told.at)


def _last(stage: Stage, person: str) -> UUID:
    events = stage.person(person).adverse
    if not events:
        raise Refusal("adverse.no_such_event", field="event")
    return events[-1].entry


DO: Mapping[type[acts.Act], Callable[[Stage, Any, Told], Awaitable[str | None]]] = {
    Move: _move,
    TimeOut: _time_out,
    FollowEvent: _follow,
    ClassEvent: _classify,
}
"""What each kind of act does."""
