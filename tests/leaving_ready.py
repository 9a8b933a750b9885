"""Somebody made ready to leave: every line of the leaving list answered, and the facilitator's sign-off."""

from __future__ import annotations

from uuid import UUID

from facilitator_app import clearance
from facilitator_app.record.leaving import Asks, CriterionAnswered, CriterionPassed, LeavingSigned
from facilitator_app.record.roles import Role
from facilitator_app.session import Session, Who


async def ready_to_leave(session: Session, person: UUID, escort: str = "a friend") -> None:
    """Answer what people answer, pass what is counted and still open, and sign; who is at the screen is a provider."""
    now = session.history.entries[-1].recorded_at
    for item in clearance.items(session.state.people[person], session.state, now):
        key = item.criterion.key
        if item.criterion.asks in (Asks.YES, Asks.SAFETY, Asks.ESCORT) and key not in clearance.OF_ITSELF:
            note = escort if item.criterion.asks is Asks.ESCORT else ""
            await session.write(CriterionAnswered(criterion=key, met=True, note=note), [person])
        elif item.blocks:
            await session.write(CriterionPassed(criterion=key, reason="Invented for a rehearsal."), [person])
    facilitator = next(one for one in session.state.staff.values() if Role.FACILITATOR in one.roles)
    who = Who(id=facilitator.id, name=facilitator.name, roles=facilitator.roles)
    await session.write(LeavingSigned(role=Role.FACILITATOR, name=who.name, met=()), [person], who=who)
