"""The rows of a person's lane that are about medicine: doses, medicines for a side effect, adverse events.  Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

from facilitator_app import rules
from facilitator_app.lanes import AdverseRow, DoseRow, MedicationRow, Row
from facilitator_app.record.adverse import AdverseClassed, AdverseFollowed, AdverseReported
from facilitator_app.record.doses import DoseGiven
from facilitator_app.record.history import Line
from facilitator_app.record.medication import MedicationGiven
from facilitator_app.record.state import Person, SessionState

R = TypeVar("R", bound=Row)


class RowOf(Protocol):
    """How a line becomes a row of a kind."""

    def __call__(self, kind: type[R], line: Line, **more: Any) -> R:
        """The row."""
        ...


def doses(row: RowOf, lines: Iterable[Line], state: SessionState) -> tuple[DoseRow, ...]:
    """Every dose."""
    return tuple(
        row(
            DoseRow,
            line,
            drug=fact.drug,
            amount_mg=fact.amount_mg,
            route=fact.route,
            by_oneself=fact.by_oneself,
            awaits=rules.awaits(line, state),
        )
        for line in lines
        if isinstance(fact := line.entry.fact, DoseGiven)
    )


def medications(row: RowOf, lines: Iterable[Line], state: SessionState) -> tuple[MedicationRow, ...]:
    """Every medicine for a side effect."""
    return tuple(
        row(MedicationRow, line, by_oneself=fact.by_oneself, awaits=rules.awaits(line, state))
        for line in lines
        if isinstance(fact := line.entry.fact, MedicationGiven)
    )


def adverse_events(row: RowOf, lines: Iterable[Line], person: Person) -> tuple[AdverseRow, ...]:
    """Every line about an adverse event, with how the event stands now."""
    events = {event.entry: event for event in person.adverse}
    found = []
    for line in lines:
        fact = line.entry.fact
        if not isinstance(fact, AdverseReported | AdverseFollowed | AdverseClassed):
            continue
        about = line.first.id if isinstance(fact, AdverseReported) else fact.event
        event = events.get(about)
        is_open, serious = (event.is_open, event.serious) if event else (False, None)
        found.append(row(AdverseRow, line, event=about, is_open=is_open, serious=serious))
    return tuple(found)
