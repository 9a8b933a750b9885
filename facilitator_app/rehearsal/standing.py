"""Which lines of the record a row of a paper log is, where it stands there already."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from facilitator_app import text
from facilitator_app.medicine_words import known_medicine
from facilitator_app.record import room, vitals
from facilitator_app.record.doses import DoseGiven
from facilitator_app.record.entry import Entry, Fact, UnknownFact
from facilitator_app.record.history import History
from facilitator_app.record.state import SessionState

Whose = dict[UUID | None, Entry]
"""A line, as it was written first, by whom it is about."""


def standing(
    history: History[SessionState], fact: Fact, time: str, at: datetime, told: Collection[UUID]
) -> tuple[Whose, Whose]:
    """Of whom paper said this fact of that moment, whatever became of it since; and of whom else the room said it.

    ``time``: as it stands in the row.  ``told``: lines that are other rows' already.
    """
    written: Whose = {}
    for line in history.lines():
        first = line.first
        if first.observed_at == at and first.fact == fact and first.id not in told:
            written.setdefault(first.participant, first)
    of_room = _of_room(history, fact, time, at, told)
    return written, {whose: first for whose, first in of_room.items() if whose not in written}


def medicine_of(dose: DoseGiven) -> str:
    """The name by which the record keeps a dose's medicine, in whichever language it was written down."""
    names = (known_medicine(dose.drug, one) for one in text.languages())
    return next((name for name in names if name != dose.drug), dose.drug)


def _of_room(history: History[SessionState], fact: Fact, time: str, at: datetime, told: Collection[UUID]) -> Whose:
    """Of whom a line that holds says it within the minute of a row, or within its second where the row has seconds.

    As it was written or as it reads now: it may have been copied before it was mended.
    """
    since, span = at.replace(second=0, microsecond=0), timedelta(minutes=1)
    if time.count(":") > 1:
        since, span = at.replace(microsecond=0), timedelta(seconds=1)
    found: Whose = {}
    for line in history.lines():
        if line.voided is not None or line.first.id in told:
            continue
        near = [one for one in (line.first, line.entry) if timedelta(0) <= one.observed_at - since < span]
        if any(_content(one.fact) == _content(fact) for one in near):
            found.setdefault(line.first.participant, line.first)
    return found


def _content(fact: Fact | UnknownFact) -> object:
    """What a row says of a fact: not what only the room knows, such as who confirmed a dose or what was playing."""
    match fact:
        case DoseGiven():
            return DoseGiven, medicine_of(fact).strip().casefold(), fact.route, fact.amount_mg
        case vitals.VitalsTaken(values=values, words=words):
            return vitals.VitalsTaken, values, words
        case room.Quoted(text=said):
            return room.Quoted, said
        case _:
            return fact
