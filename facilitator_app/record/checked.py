"""What checks come to for a person: last values, numbers and words, what was put off and for how long.  Pure.

Knows no plan: when a check is due is worked out elsewhere from what stands here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

import msgspec

from facilitator_app.record.entry import Entry
from facilitator_app.record.limits import OwnLimit, PersonLimitSet
from facilitator_app.record.programme import ORDINARY
from facilitator_app.record.room import Deferred
from facilitator_app.record.scores import Oxygen, OxygenSaid, Score, Scored
from facilitator_app.record.state import Deferral, Person, Reading
from facilitator_app.record.vitals import Measure, VitalsTaken


def taken(person: Person, entry: Entry, fact: VitalsTaken) -> Person:
    """Values and words.  A number begins the count of what was put off anew; a word only ends the time that was said."""
    at, told = entry.observed_at, entry.told_at
    numbers = {m: Reading(at=at, entry=entry.id, value=v, told_at=told) for m, v in fact.values.items()}
    words = {m: Reading(at=at, entry=entry.id, word=w, told_at=told) for m, w in fact.words.items()}
    there = {**numbers, **words}
    deferrals = {
        m: found
        for m, d in person.deferrals.items()
        if (found := _once_counted(d, told) if m in numbers else _once_said(d, told) if m in words else d)
    }
    return msgspec.structs.replace(
        person,
        readings={**person.readings, **there},
        numbers={**person.numbers, **numbers},
        answered={**person.answered, **_up_to(person.answered, there, told)},
        counted={**person.counted, **_up_to(person.counted, numbers, told)},
        baseline=person.baseline if person.dosed_at else {**person.baseline, **fact.values},
        deferrals=deferrals,
    )


def put_off(person: Person, entry: Entry, fact: Deferred) -> Person:
    """Each measure until when, how often in a row, and which of its checks: those that were open, and no later one.

    All goes by when it was told first, also where a line stands elsewhere since: its time was amended, and moves nothing.
    """
    told = entry.told_at
    until = told + timedelta(minutes=fact.again_minutes)
    new = {}
    for measure in fact.measures:
        counted, before = person.counted.get(measure), person.deferrals.get(measure)
        if counted is not None and counted > told:
            continue
        row = tuple(sorted((*(before.row if before else ()), told)))
        if before is not None and before.at > told:
            new[measure] = msgspec.structs.replace(before, row=row)
            continue
        said = person.answered.get(measure, told)
        new[measure] = Deferral(
            at=told,
            until=min(until, said) if said > told else until,
            reason=fact.reason,
            checks=fact.puts_off.get(measure, ()) if fact.puts_off else ORDINARY,
            row=row,
            by=entry.done_by or entry.recorded_by,
        )
    return msgspec.structs.replace(person, deferrals={**person.deferrals, **new})


def _up_to(known: Mapping[Measure, datetime], there: Iterable[Measure], told: datetime) -> dict[Measure, datetime]:
    return {measure: max(told, known.get(measure, told)) for measure in there}


def _once_counted(deferral: Deferral, told: datetime) -> Deferral | None:
    """What stays put off after a number: what was said only after that was first told."""
    row = tuple(at for at in deferral.row if at > told)
    return msgspec.structs.replace(deferral, row=row) if row else None


def _once_said(deferral: Deferral, told: datetime) -> Deferral:
    """The same after a word in the place of a number: its time is over, unless it was put off only after the word."""
    return msgspec.structs.replace(deferral, until=min(deferral.until, told)) if told >= deferral.at else deferral


def limit_set(person: Person, entry: Entry, fact: PersonLimitSet) -> Person:
    """A limit of the person's own."""
    own = OwnLimit(at=entry.observed_at, entry=entry.id, limit=fact.limit, ends_only=fact.ends_only)
    return msgspec.structs.replace(person, limits={**person.limits, fact.limit.measure: own})


def scored(person: Person, entry: Entry, fact: Scored) -> Person:
    """How awake the person is."""
    score = Score(at=entry.observed_at, entry=entry.id, level=fact.level)
    return msgspec.structs.replace(person, scores={**person.scores, fact.scale: score})


def oxygen(person: Person, entry: Entry, fact: OxygenSaid) -> Person:
    """On oxygen or not."""
    return msgspec.structs.replace(person, oxygen=Oxygen(since=entry.observed_at, on=fact.on_oxygen))
