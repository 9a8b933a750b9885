"""What checks come to for a person: last values, numbers and words, what was put off and for how long.  Pure.

Knows no plan: when a check is due is worked out elsewhere from what stands here.
"""

from __future__ import annotations

from datetime import timedelta

import msgspec

from facilitator_app.record.entry import Entry
from facilitator_app.record.limits import OwnLimit, PersonLimitSet
from facilitator_app.record.programme import ORDINARY
from facilitator_app.record.room import Deferred
from facilitator_app.record.scores import Oxygen, OxygenSaid, Score, Scored
from facilitator_app.record.state import Deferral, Person, Reading
from facilitator_app.record.vitals import VitalsTaken


def taken(person: Person, entry: Entry, fact: VitalsTaken) -> Person:
    """Values and words.  A number begins the count of what was put off anew; a word only ends the time that was said."""
    at, told = entry.observed_at, entry.told_at
    numbers = {m: Reading(at=at, entry=entry.id, value=v, told_at=told) for m, v in fact.values.items()}
    words = {m: Reading(at=at, entry=entry.id, word=w, told_at=told) for m, w in fact.words.items()}
    there = {**numbers, **words}
    answered = {m: max(told, person.answered.get(m, told)) for m in there}
    deferrals = {
        m: msgspec.structs.replace(d, until=min(d.until, told)) if m in words else d
        for m, d in person.deferrals.items()
        if m not in numbers
    }
    return msgspec.structs.replace(
        person,
        readings={**person.readings, **there},
        numbers={**person.numbers, **numbers},
        answered={**person.answered, **answered},
        baseline=person.baseline if person.doses else {**person.baseline, **fact.values},
        deferrals=deferrals,
    )


def put_off(person: Person, entry: Entry, fact: Deferred) -> Person:
    """Each measure until when, how often in a row, and which of its checks: those that were open, and no later one."""
    until = entry.told_at + timedelta(minutes=fact.again_minutes)
    new = {}
    for measure in fact.measures:
        before = person.deferrals.get(measure)
        new[measure] = Deferral(
            at=entry.told_at,
            until=until,
            reason=fact.reason,
            in_a_row=before.in_a_row + 1 if before else 1,
            checks=fact.puts_off.get(measure, ()) if fact.puts_off else ORDINARY,
            by=entry.done_by or entry.recorded_by,
        )
    return msgspec.structs.replace(person, deferrals={**person.deferrals, **new})


def limit_set(person: Person, entry: Entry, fact: PersonLimitSet) -> Person:
    """A limit of the person's own."""
    own = OwnLimit(at=entry.observed_at, entry=entry.id, limit=fact.limit)
    return msgspec.structs.replace(person, limits={**person.limits, fact.limit.measure: own})


def scored(person: Person, entry: Entry, fact: Scored) -> Person:
    """How awake the person is."""
    score = Score(at=entry.observed_at, entry=entry.id, level=fact.level)
    return msgspec.structs.replace(person, scores={**person.scores, fact.scale: score})


def oxygen(person: Person, entry: Entry, fact: OxygenSaid) -> Person:
    """On oxygen or not."""
    return msgspec.structs.replace(person, oxygen=Oxygen(since=entry.observed_at, on=fact.on_oxygen))
