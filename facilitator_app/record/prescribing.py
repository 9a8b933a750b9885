"""What can be written down by the prescriber before a session: the assessment; orders, clearances and limits are the room's.

Pure.  Keeps what was written; judges nothing and suggests nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from facilitator_app.record.entry import Entry, Fact, text_within
from facilitator_app.record.limits import PersonLimitSet
from facilitator_app.record.orders import Cleared, ClearedForMedicine, Order, OrderGiven
from facilitator_app.record.vitals import Measure


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
    """What the prescriber wrote of a person before any session.  Of each the last counts; those before it stay."""

    assessed: tuple[Assessment, ...] = ()
    orders: tuple[Order, ...] = ()
    clearances: tuple[Cleared, ...] = ()
    limits: dict[Measure, SetBefore] = {}

    @property
    def order(self) -> Order | None:
        """The order that holds."""
        return self.orders[-1] if self.orders else None

    @property
    def cleared(self) -> Cleared | None:
        """The clearance that holds."""
        return self.clearances[-1] if self.clearances else None

    @property
    def for_the_room(self) -> tuple[ForTheRoom, ...]:
        """What a session is told of it as the person takes a seat, each with the line it comes from."""
        found = (self.cleared, self.order, *self.limits.values())
        return tuple(msgspec.structs.replace(one.told, beforehand=one.entry) for one in found if one is not None)


def prescribed(lines: Iterable[Entry]) -> Prescribed:
    """What the lines about one person come to, in their order; lines of other topics are passed over."""
    there = Prescribed()
    for entry in lines:
        there = _after(there, entry)
    return there


def _after(there: Prescribed, entry: Entry) -> Prescribed:
    fact, at, change = entry.fact, entry.observed_at, msgspec.structs.replace
    if isinstance(fact, Assessed):
        return change(there, assessed=(*there.assessed, Assessment(entry=entry.id, at=at, told=fact)))
    if isinstance(fact, OrderGiven):
        return change(there, orders=(*there.orders, Order(entry=entry.id, at=at, told=fact)))
    if isinstance(fact, ClearedForMedicine):
        return change(there, clearances=(*there.clearances, Cleared(entry=entry.id, at=at, told=fact)))
    if isinstance(fact, PersonLimitSet):
        return change(there, limits={**there.limits, fact.limit.measure: SetBefore(entry=entry.id, told=fact)})
    return there
