"""Somebody is planned for two things at once: asked as the second is set, and kept by the same touch once more."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from facilitator_app.app import App
from facilitator_app.days import Item, Span, at_once, items
from facilitator_app.faults import Question, Refusal
from facilitator_app.integration_desk import IntegrationDesk
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.names import called_in_clinic
from facilitator_app.text import catalogue, render

AROUND = timedelta(days=1)
"""Nothing that is planned lasts longer than that."""


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
        found = at_once(one, items(clinic.state, desk.booked(), catalogue(), around))
        if not found:
            return
        self._asked, zone = one, ZoneInfo(clinic.state.zone)
        said = ", ".join(
            render("agenda.also", zone=zone, name=name_of(clinic.state, who), what=other.text, at=other.at)
            for who, other in found
        )
        raise Question("agenda.at_once", field="time", confirm="time", also=said)
