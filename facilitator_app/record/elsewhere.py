"""What was held, given and scored in another place before, brought in from a file: never this clinic's own record.  Pure.

Each line is about one person and of one day, says from which file it came by that file's sum, and is nobody's signed word:
who brought it in, and when, are the line's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Entry, Fact, text_within
from facilitator_app.record.questionnaires import SCORINGS, Questionnaire, known_by

MOST_PLACES = 1000
"""A course of more sessions than that is a slip of the finger."""
MOST = Decimal(100_000)
"""An amount or a total beyond it is a slip of the decimal point."""


class VisitFor(StrEnum):
    """What a visit elsewhere was for."""

    PREPARATION = "preparation"
    INTEGRATION = "integration"


class NumberElsewhere(Fact, frozen=True, kw_only=True, tag="number_elsewhere/1"):
    """Where the entry's participant comes from they have this number; the last one told counts."""

    number: str

    def __post_init__(self) -> None:
        """Refuse an empty number."""
        text_within(self.number, 200, "number")


class SessionElsewhere(Fact, frozen=True, kw_only=True, tag="session_elsewhere/1"):
    """A session was held elsewhere; ``place`` is which of the course it was, ``in_programme`` what that was called there."""

    day: date
    in_programme: str = ""
    place: int | None = None
    words: str = ""
    file_digest: str = ""

    def __post_init__(self) -> None:
        """Refuse a place in the course that cannot be."""
        if self.place is not None and not 1 <= self.place <= MOST_PLACES:
            raise Refusal("elsewhere.place", field="place", most=MOST_PLACES)


class DoseElsewhere(Fact, frozen=True, kw_only=True, tag="dose_elsewhere/1"):
    """A medicine was given elsewhere: how much of which unit, as it was written there.  No dose of this record's own."""

    day: date
    drug: str
    amount: Decimal
    unit: str
    route: str = ""
    words: str = ""
    file_digest: str = ""

    def __post_init__(self) -> None:
        """Refuse a dose without a medicine or a unit, and an amount that cannot be."""
        text_within(self.drug, 200, "drug")
        text_within(self.unit, 40, "unit")
        if not self.amount.is_finite() or not 0 < self.amount <= MOST:
            raise Refusal("elsewhere.amount", field="amount", most=MOST)


class ScoreElsewhere(Fact, frozen=True, kw_only=True, tag="score_elsewhere/1"):
    """A questionnaire came to this total elsewhere; ``item_9`` of a PHQ-9 where it was told.  No disclosure of today."""

    day: date
    name: str
    total: Decimal
    version: str = ""
    item_9: int | None = None
    words: str = ""
    file_digest: str = ""

    def __post_init__(self) -> None:
        """Refuse a score without a name, and what the questionnaire cannot come to."""
        text_within(self.name, 100, "name")
        known = known_by(self.name)
        if not self.total.is_finite() or not -1000 <= self.total <= MOST:
            raise Refusal("questionnaires.total", field="total")
        if known is not None and not 0 <= self.total <= SCORINGS[known].highest:
            name, highest = SCORINGS[known].name, SCORINGS[known].highest
            raise Refusal("questionnaires.beyond", field="total", name=name, highest=highest)
        if self.item_9 is None:
            return
        if known is not Questionnaire.PHQ9:
            raise Refusal("questionnaires.item_9", field="item_9")
        if not 0 <= self.item_9 <= 3 or self.item_9 > self.total:
            raise Refusal("questionnaires.item_9_range", field="item_9")


class VisitElsewhere(Fact, frozen=True, kw_only=True, tag="visit_elsewhere/1"):
    """A preparation or integration visit was held elsewhere, in the words that were written there."""

    day: date
    held_for: VisitFor
    words: str = ""
    file_digest: str = ""


Happened = SessionElsewhere | DoseElsewhere | ScoreElsewhere | VisitElsewhere
"""What somebody brings with them, day by day."""
HAPPENED = (SessionElsewhere, DoseElsewhere, ScoreElsewhere, VisitElsewhere)
KINDS = (NumberElsewhere, *HAPPENED)
"""Every kind of this topic; each is about one person, in the clinic's own record."""


def same(fact: Happened) -> Happened:
    """The fact without where it came from: two that are equal say the same thing."""
    return msgspec.structs.replace(fact, file_digest="")


def brought(lines: Iterable[Entry]) -> tuple[Entry, ...]:
    """What was brought in among the lines about one person, by the day it is of."""
    return tuple(
        sorted(
            (entry for entry in lines if isinstance(entry.fact, HAPPENED)),
            key=lambda entry: (entry.fact.day, entry.order),  # type: ignore[union-attr]  # only those with a day are here
        )
    )


def numbers(lines: Iterable[Entry]) -> dict[UUID, str]:
    """The number each person has where they come from, among standing lines in their order."""
    return {
        entry.participant: entry.fact.number
        for entry in lines
        if isinstance(entry.fact, NumberElsewhere) and entry.participant is not None
    }
