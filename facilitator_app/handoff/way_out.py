"""What a handoff says of the way out besides the way itself: what was met, passed and signed, what is open, the last values.

Pure.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from facilitator_app import monitoring
from facilitator_app.record.leaving import Leaving
from facilitator_app.record.state import Person, SessionState
from facilitator_app.record.vitals import Measure
from facilitator_app.wording import Words, criterion_name, figure


def told(leaving: Leaving, words: Words) -> list[str]:
    """A line each; nothing of a disclosure of risk stands in it."""
    lines = []
    met = [criterion_name(key, answer.label, words) for key, answer in leaving.answers.items() if answer.met]
    if met:
        lines.append(words.render("packet.leaving_met", names=", ".join(met)))
    for key, reason in leaving.passed.items():
        answer = leaving.answers.get(key)
        name = criterion_name(key, answer.label if answer else "", words)
        lines.append(words.render("told.criterion_passed", name=name, reason=reason))
    if leaving.signed:
        names = ", ".join(signed.name for signed in leaving.signed.values())
        lines.append(words.render("packet.leaving_signed", names=names))
    return lines


def looked_again(person: Person, zone: ZoneInfo, name: Callable[[UUID | None], str], words: Words) -> list[str]:
    """That a dose told later opened clearance again, and what was found when they were looked at; ``name``: of the team."""
    out = person.out
    if out is None or out.reopened is None:
        return []
    said, found = words.word(out.said), out.looked
    if found is None:
        return [said]
    told = words.render("packet.looked_again", zone=zone, said=said, at=found.at, name=name(found.by))
    return [f"{told}: {found.text}"]


def left_open(
    person: Person, state: SessionState, words: Words, line: Callable[[datetime, str], str], *, medical: bool
) -> list[str]:
    """What is open for whoever sees the person next: last values beyond a limit, and that a disclosure has an owner.

    ``line`` puts the time before a text.  Without the medical part it says that a value is, and not which.
    """
    plan, zone = monitoring.plan_of(state), ZoneInfo(state.zone)
    key = "packet.limit_open" if monitoring.repeats_after(plan) is None else "packet.repeat_open"
    passed = monitoring.limits_passed(person, plan)
    beyond = [
        line(one.at.astimezone(zone), words.render(key, name=words.word(one.measure), value=one.value))
        for one in passed
        if medical
    ]
    if passed and not medical:
        at = max(one.at for one in passed).astimezone(zone)
        beyond = [line(at, words.render("packet.limit_open_plain"))]
    return beyond + [words.render("packet.safety_open", name=one.owner_name) for one in person.leaving.open_disclosures]


def last_values(person: Person, left: datetime | None, words: Words) -> str:
    """The last of each measure and its age when the person left: a stale value must not pass for the last word."""
    readings = person.readings
    if left is None:
        return ""
    told = []
    for measure in Measure:
        reading = readings.get(measure)
        if reading is None:
            continue
        name, value = words.word(measure), figure(reading.value, reading.word, words)
        other = readings.get(Measure.DIASTOLIC)
        if measure is Measure.SYSTOLIC and other is not None and other.entry == reading.entry:
            name = words.render("measure.blood_pressure")
            value = "/".join(dict.fromkeys((value, figure(other.value, other.word, words))))
        upper = readings.get(Measure.SYSTOLIC)
        if measure is Measure.DIASTOLIC and upper is not None and upper.entry == reading.entry:
            continue
        age = max(0, int((left - reading.at).total_seconds() // 60))
        told.append(words.render("packet.last_value", name=name, value=value, age=age))
    return ", ".join(told)
