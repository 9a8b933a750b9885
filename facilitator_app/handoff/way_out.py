"""What a handoff says of the way out besides the way itself: what was met, passed by a reason, and signed.  Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from facilitator_app import monitoring
from facilitator_app.record.leaving import Leaving
from facilitator_app.record.state import Person, SessionState
from facilitator_app.wording import Words, criterion_name


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


def left_open(person: Person, state: SessionState, words: Words, line: Callable[[datetime, str], str]) -> list[str]:
    """What is open for whoever sees the person next: last values beyond a limit, and that a disclosure has an owner.

    ``line`` puts the time before a text.
    """
    plan, zone = monitoring.plan_of(state), ZoneInfo(state.zone)
    key = "packet.limit_open" if monitoring.repeats_after(plan) is None else "packet.repeat_open"
    beyond = [
        line(one.at.astimezone(zone), words.render(key, name=words.word(one.measure), value=one.value))
        for one in monitoring.limits_passed(person, plan)
    ]
    return beyond + [words.render("packet.safety_open", name=one.owner_name) for one in person.leaving.open_disclosures]
