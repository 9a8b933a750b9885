"""What was held, given and scored here, in the words of a table that is taken along elsewhere.  Signs and judges nothing.

Reads each session once, however many people sat in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.record.elsewhere import (
    DoseElsewhere,
    Happened,
    ScoreElsewhere,
    SessionElsewhere,
    VisitElsewhere,
    VisitFor,
)
from facilitator_app.record.integration import Attendance, Visit
from facilitator_app.record.places import places_of
from facilitator_app.record.preparation import PreparationHeld
from facilitator_app.record.questionnaires import QuestionnaireAnswered, ResultTold
from facilitator_app.record.results import results
from facilitator_app.record.state import Dose, SessionState


class _Seat:
    """One person's part of one session that is over."""

    def __init__(self, state: SessionState, person: UUID) -> None:
        assert state.opened_at is not None  # others are passed over
        self.zone, self.at = ZoneInfo(state.zone), state.opened_at
        self.day, self.programme = self.at.astimezone(self.zone).date(), state.programme
        self._title, self._person = state.title, state.people[person]
        self._doses = self._person.doses

    def facts(self, place: int) -> Iterator[Happened]:
        """What there is to tell, the session as which of its programme it was for the person."""
        name = self.programme.name if self.programme else ""
        yield SessionElsewhere(day=self.day, in_programme=_said(name), place=place, words=_said(self._title))
        for dose in self._doses:
            yield self._dose(dose)
        for visit in self._person.integration.visits:
            if visit.told.attendance is not Attendance.ABSENT:
                yield self._visit(visit)

    def _dose(self, dose: Dose) -> Happened:
        day, amount = dose.at.astimezone(self.zone).date(), dose.amount_mg
        return DoseElsewhere(day=day, drug=_said(dose.drug), amount=amount, unit="mg", route=dose.route.value)

    def _visit(self, visit: Visit) -> Happened:
        said = (visit.told.came_up, "; ".join(visit.told.themes), visit.told.agreements)
        words = "\n".join(text for one in said if (text := _said(one)))
        return VisitElsewhere(day=visit.at.astimezone(self.zone).date(), held_for=VisitFor.INTEGRATION, words=words)


class OwnHistory:
    """Everybody's history in this clinic.  ``guarded``: who is at the screen has to be one who may read each session."""

    def __init__(self, app: App, *, guarded: bool = False) -> None:
        self._app, self._guarded = app, guarded
        self._sessions: dict[UUID, SessionState] = {}

    async def of(self, person: UUID) -> list[Happened]:
        """What was held, given and scored with a person.  Raises Refusal app.locked and oversight.not_yours."""
        return [*self._before(person), *await self._in_sessions(person)]

    def _before(self, person: UUID) -> Iterator[Happened]:
        clinic = self._app.clinic
        if clinic is None:
            raise Refusal("app.locked")
        lines, zone = clinic.history.about(person), ZoneInfo(clinic.state.zone)
        for entry in lines:
            if isinstance(entry.fact, PreparationHeld):
                day = entry.observed_at.astimezone(zone).date()
                yield VisitElsewhere(day=day, held_for=VisitFor.PREPARATION, words=_said(entry.fact.note))
        for one in results(lines, zone):
            yield ScoreElsewhere(
                day=one.at.astimezone(zone).date(),
                name=one.name,
                version=_said(one.version),
                total=Decimal(one.total),
                item_9=_item_9(one.told),
            )

    async def _in_sessions(self, person: UUID) -> list[Happened]:
        seats = [_Seat(state, person) for state in await self._held(person)]
        seats.sort(key=lambda seat: seat.at)
        lines = self._app.clinic.history.about(person) if self._app.clinic else ()
        brought = [entry.fact for entry in lines if isinstance(entry.fact, SessionElsewhere)]
        places = places_of([(seat.programme, seat.day) for seat in seats], brought)
        return [fact for place, seat in zip(places, seats, strict=True) for fact in seat.facts(place)]

    async def _held(self, person: UUID) -> list[SessionState]:
        """The sessions that are over in which they had a seat."""
        journal, known = self._app.journal, self._app.clinic_state().sessions
        found = await journal.held_of(person) if journal is not None else None
        there = []
        for scope in found.scopes if found else ():
            if scope in known and known[scope].ended_at is not None:
                state = await self._session(scope)
                if person in state.people and state.opened_at is not None:
                    there.append(state)
        return there

    async def _session(self, scope: UUID) -> SessionState:
        if scope not in self._sessions:
            state = (await self._app.read_session(scope)).state
            if self._guarded:
                await self._app.oversight.must_read(state)
            self._sessions[scope] = state
        return self._sessions[scope]


def _item_9(told: QuestionnaireAnswered | ResultTold) -> int | None:
    if isinstance(told, ResultTold):
        return told.item_9
    return told.risk if told.questionnaire.value == "phq9" else None


def _said(text: str) -> str:
    """Words as a table keeps them."""
    return "\n".join(text.splitlines()).strip()
