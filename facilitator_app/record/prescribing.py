"""What can be written down by the prescriber before a session: the assessment; orders, clearances and limits are the room's.

Pure.  Keeps what was written; judges nothing and suggests nothing.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from functools import reduce
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from facilitator_app.record.entry import Entry, Fact, text_within
from facilitator_app.record.limits import PersonLimitSet
from facilitator_app.record.orders import Cleared, ClearedForMedicine, Order, OrderGiven, last_of_each
from facilitator_app.record.people import SamePerson
from facilitator_app.record.replaced import TakenBack, awaits_word, is_of, kind_told, without
from facilitator_app.record.vitals import Measure

if TYPE_CHECKING:
    from facilitator_app.record.history import History, Line


class Asa(StrEnum):
    """ASA Physical Status (American Society of Anesthesiologists, statement of 2020); V and VI are treated in no group."""

    ONE = "asa_1"
    TWO = "asa_2"
    THREE = "asa_3"
    FOUR = "asa_4"


class Assessed(Fact, frozen=True, kw_only=True, tag="assessed/1"):
    """The prescriber assessed the entry's participant: ``health`` concerns that were weighed, and their ``goals``."""

    prescriber: str
    health: str
    goals: str = ""
    asa: Asa | None = None

    def __post_init__(self) -> None:
        """Refuse an assessment without a name, or without a word on the person's health."""
        text_within(self.prescriber, 200, "prescriber")
        text_within(self.health, 2000, "health")


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """An assessment: its line, when, and what was found."""

    entry: UUID
    at: datetime
    told: Assessed


class SetBefore(msgspec.Struct, frozen=True, kw_only=True):
    """A limit of the person's own that holds in every session to come, and its line."""

    entry: UUID
    told: PersonLimitSet


ForTheRoom = OrderGiven | ClearedForMedicine | PersonLimitSet
"""What a session is told of what was written before it."""


class Prescribed(msgspec.Struct, frozen=True, kw_only=True):
    """What holds of what the prescriber wrote of a person before any session: of each kind of line the last.

    ``orders``: of each medicine one, or of each of its routes where that was said, as in the room.  What was replaced stays
    replaced (see ``replaced``).
    ``awaiting``: what a scribe wrote in the room and the prescriber has not said, by its kind; it is told, and does not hold.
    """

    assessed: tuple[Assessment, ...] = ()
    orders: tuple[Order, ...] = ()
    cleared: Cleared | None = None
    limits: dict[Measure, SetBefore] = {}
    awaiting: dict[str, Entry] = {}

    @property
    def held(self) -> frozenset[UUID]:
        """The lines that hold, of orders, clearances and limits."""
        found = (self.cleared, *self.orders, *self.limits.values())
        return frozenset(one.entry for one in found if one is not None)

    @property
    def for_the_room(self) -> tuple[ForTheRoom, ...]:
        """What a session is told of it as the person takes a seat, each with the line it comes from."""
        found = (self.cleared, *self.orders, *self.limits.values())
        there = (one for one in found if one is not None)
        return tuple(msgspec.structs.replace(one.told, beforehand=one.entry, from_room=None) for one in there)


def prescribed(history: History[Any], person: UUID, at: datetime | None = None) -> Prescribed:
    """What the lines about one person come to, in their order; lines of other topics are passed over.

    ``at``: what they came to at that hour.  What was written or withdrawn only later is none of it.
    """
    there = Prescribed()
    for entry in history.folded_about(person, at):
        there = _after(_waiting(there, entry), entry)
    return there


def copies_of(history: History[Any], line: UUID, person: UUID) -> list[Line]:
    """What stands in the clinic's record of a line that was written of somebody in a room, the last told at the end."""
    found = [one for one in history.lines_about(person) if source_of(one.first) == line]
    return sorted(found, key=lambda one: one.first.recorded_at)


def source_of(entry: Entry) -> UUID | None:
    """The line of a room in which it was written, of one that stands at the desk."""
    source = entry.fact.from_room if isinstance(entry.fact, ForTheRoom) else None
    return source.line if source is not None else None


def _waiting(there: Prescribed, entry: Entry) -> Prescribed:
    """What awaits the prescriber's word, after one more line: a line of its kind that she wrote since is her word."""
    fact = entry.fact
    if not isinstance(fact, ForTheRoom):
        return there
    now = {what: one for what, one in there.awaiting.items() if not is_of(kind_told(fact), one.fact)}
    if awaits_word(fact):
        now[kind_told(fact)] = entry
    return msgspec.structs.replace(there, awaiting=now)


def _after(there: Prescribed, entry: Entry) -> Prescribed:
    fact, at, change = entry.fact, entry.observed_at, msgspec.structs.replace
    if awaits_word(fact):
        return there
    if isinstance(fact, Assessed):
        return change(there, assessed=(*there.assessed, Assessment(entry=entry.id, at=at, told=fact)))
    if isinstance(fact, OrderGiven):
        return change(there, orders=last_of_each((*there.orders, Order(entry=entry.id, at=at, told=fact))))
    if isinstance(fact, ClearedForMedicine):
        return change(there, cleared=Cleared(entry=entry.id, at=at, told=fact))
    if isinstance(fact, PersonLimitSet):
        return change(there, limits={**there.limits, fact.limit.measure: SetBefore(entry=entry.id, told=fact)})
    if isinstance(fact, SamePerson):
        return reduce(without, fact.anew, there)
    return without(there, fact.what) if isinstance(fact, TakenBack) else there
