"""What a tile says about medicine: adverse events that are open, and a lozenge that is still in the mouth.  Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from facilitator_app.medicine_words import event_name
from facilitator_app.record.state import Person
from facilitator_app.text import catalogue, render

LINGERS = timedelta(minutes=5)
"""How long it is told that the time in the mouth is over.  A reminder that comes and goes without a sound."""


def adverse_of(person: Person) -> str:
    """The adverse events that are open, in words; empty when there is none."""
    names = [event_name(event.what, event.words, catalogue()) for event in person.adverse if event.is_open]
    return render("adverse.mark", names=", ".join(names)) if names and person.out is None else ""


def mouth_of(person: Person, now: datetime) -> str:
    """How long the lozenge still stays in the mouth, then that it is time; empty when there is none.

    A dose by another route that is given meanwhile takes no lozenge out of the mouth.
    """
    ends = [dose.at + timedelta(minutes=dose.swish_minutes) for dose in person.doses if dose.swish_minutes is not None]
    if not ends or person.out is not None:
        return ""
    left = max(ends) - now
    if left > timedelta(0):
        seconds = int(left.total_seconds())
        return render("dose.in_mouth", left=f"{seconds // 60}:{seconds % 60:02d}")
    return render("dose.mouth_over") if left > -LINGERS else ""
