"""Somebody is planned for two things at once: asked as the second is set, and kept by the same touch once more."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from facilitator_app.app import App
from facilitator_app.days import Item, Span, What, at_once, items
from facilitator_app.faults import Question, Refusal
from facilitator_app.integration_desk import IntegrationDesk
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.names import called_in_clinic
from facilitator_app.session_ends import beside
from facilitator_app.text import catalogue, render

AROUND = timedelta(days=1)
"""Nothing that is planned lasts longer than that."""
AT_LEAST = timedelta(hours=1)
"""So long nobody who lies on a mat now is somewhere else."""


def name_of(state: ClinicState, who: UUID) -> str:
    """One of the team, or a person as they are called."""
    if who in state.staff:
        return state.staff[who].name
    return called_in_clinic([who], state.participants).get(who, "…")


class AskedOnce:
    """Of one form.  What is set is asked about until it is set the same way again."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._asked: Item | None = None

    async def ask(self, one: Item) -> None:
        """Raises Question agenda.at_once where somebody is planned for something else then, which was not asked yet."""
        app, clinic = self._app, self._app.clinic
        if clinic is None:
            raise Refusal("app.locked")
        if one == self._asked:
            return
        desk = IntegrationDesk(clinic, app.clock, app.read_own, app.lengths)
        await desk.look()
        around = Span(first=one.at - AROUND, last=one.ends + AROUND)
        planned = items(clinic.state, desk.booked(), catalogue(), around)
        found = at_once(one, [*planned, *await self._going_on(clinic.state)])
        if not found:
            return
        self._asked, zone = one, ZoneInfo(clinic.state.zone)
        said = ", ".join(
            render("agenda.also", zone=zone, name=name_of(clinic.state, who), what=other.text, at=other.at)
            for who, other in found
        )
        raise Question("agenda.at_once", field="time", confirm="time", also=said)

    async def _going_on(self, clinic: ClinicState) -> list[Item]:
        """The sessions that are open, with whoever is in them still: as long as planned, and an hour from now at the least."""
        found = []
        for scope in beside(clinic, None):
            state = (await self._app.read_session(scope)).state
            if state.opened_at is None or state.programme is None:
                continue
            planned = timedelta(minutes=state.programme.session_minutes or 0)
            lasts = max(planned, self._app.clock.now() + AT_LEAST - state.opened_at)
            there = tuple(person.id for person in state.in_seat_order if person.out is None)
            minutes = int(lasts / timedelta(minutes=1))
            found.append(
                Item(id=scope, what=What.OPEN, at=state.opened_at, text=state.title, minutes=minutes, who=there)
            )
        return found
