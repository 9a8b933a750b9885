"""The rows of a lane that are about vitals: checks, which of their values lie beyond a limit, and the limits.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from facilitator_app.lanes import Bound, VitalsRow
from facilitator_app.medicine_lanes import RowOf
from facilitator_app.monitoring import is_beyond, limits_of
from facilitator_app.record.history import Line
from facilitator_app.record.limits import PersonLimitSet, in_place_of
from facilitator_app.record.programme import Limit, Plan
from facilitator_app.record.state import Person
from facilitator_app.record.vitals import Measure, VitalsTaken


class Limits:
    """The limits of one person at any time: the plan's, and from when somebody set it the person's own."""

    def __init__(self, lines: Iterable[Line], person: Person, plan: Plan | None) -> None:
        self.baseline: Mapping[Measure, Decimal] = {**person.usual, **person.baseline}
        self._set: list[tuple[datetime, PersonLimitSet]] = [
            (line.entry.observed_at, fact)
            for line in lines
            if line.voided is None and isinstance(fact := line.entry.fact, PersonLimitSet)
        ]
        self._plan = {limit.measure: limit for limit in plan.limits} if plan else {}
        self._measures = list(dict.fromkeys([*self._plan, *limits_of(person, plan)]))

    def at(self, measure: Measure, moment: datetime) -> Limit | None:
        """The limit that held for a measure at a moment."""
        own = [told for since, told in self._set if told.limit.measure is measure and since <= moment]
        return self._own(own[-1]) if own else self._plan.get(measure)

    def _own(self, told: PersonLimitSet) -> Limit:
        measure = told.limit.measure
        return in_place_of(self._plan.get(measure), told, self.baseline.get(measure))

    def beyond(self, values: Mapping[Measure, Decimal], moment: datetime) -> tuple[Measure, ...]:
        """Which of some values, taken at a moment, lie beyond the limit that held then."""
        return tuple(
            measure
            for measure, value in values.items()
            if (limit := self.at(measure, moment)) is not None and is_beyond(limit, value, self.baseline.get(measure))
        )

    def bounds(self, begin: datetime) -> tuple[Bound, ...]:
        """What may be drawn of the limits, from the beginning of the session on."""
        return tuple(bound for measure in self._measures for bound in self._bounds(measure, begin))

    def _bounds(self, measure: Measure, begin: datetime) -> Iterator[Bound]:
        own = [(since, self._own(told)) for since, told in self._set if told.limit.measure is measure]
        first = [(begin, self._plan[measure])] if measure in self._plan else []
        steps = [*first, *own]
        for (since, limit), until in zip(steps, [*(since for since, _ in steps[1:]), None], strict=True):
            low, high = _ends(limit, self.baseline.get(measure))
            yield Bound(measure=measure, low=low, high=high, since=since, until=until)


def _ends(limit: Limit, baseline: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    """The nearest ends on both sides, of those that are absolute and those counted from the baseline."""
    lows, highs = [limit.low], [limit.high]
    if baseline is not None:
        lows += [baseline * (1 - limit.fall_percent / 100) if limit.fall_percent is not None else None]
        lows += [baseline - limit.fall_by if limit.fall_by is not None else None]
        highs += [baseline * (1 + limit.rise_percent / 100) if limit.rise_percent is not None else None]
        highs += [baseline + limit.rise_by if limit.rise_by is not None else None]
    low = max((end for end in lows if end is not None), default=None)
    return low, min((end for end in highs if end is not None), default=None)


def vitals(row: RowOf, lines: Sequence[Line], first_dose: datetime | None, limits: Limits) -> tuple[VitalsRow, ...]:
    """Every check; before the first dose it is the baseline."""
    return tuple(
        row(
            VitalsRow,
            line,
            values=fact.values,
            words=fact.words,
            confirmed=fact.confirmed,
            as_typed=fact.as_typed,
            is_baseline=first_dose is None or line.entry.observed_at < first_dose,
            beyond=limits.beyond(fact.values, line.entry.observed_at),
        )
        for line in lines
        if isinstance(fact := line.entry.fact, VitalsTaken)
    )
