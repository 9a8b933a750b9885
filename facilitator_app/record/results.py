"""The results of the questionnaires somebody answered, and how far each lies from the one before, here or elsewhere.  Pure.

Reports how far a result moved and no more; what was brought in from elsewhere is compared with, and stays where it is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from facilitator_app.record.elsewhere import ScoreElsewhere, brought
from facilitator_app.record.entry import Entry
from facilitator_app.record.leaving import RiskDisclosed
from facilitator_app.record.questionnaires import KINDS, SCORINGS, QuestionnaireAnswered, ResultTold, folded, known_by

if TYPE_CHECKING:
    from facilitator_app.record.history import History


class Before(msgspec.Struct, frozen=True, kw_only=True):
    """The result before: of which day, what it came to, and that it was ``elsewhere``, perhaps without a ``version`` told."""

    day: date
    total: Decimal
    elsewhere: bool = False
    version: str = ""


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """A result, and the one before of the same questionnaire and version (None: there is none)."""

    entry: UUID
    at: datetime
    by: UUID | None
    name: str
    version: str
    total: Decimal
    told: QuestionnaireAnswered | ResultTold
    before: Before | None = None

    @property
    def moved(self) -> Decimal | None:
        """How far it lies from the one before."""
        return self.total - self.before.total if self.before else None


def results(lines: Iterable[Entry], zone: tzinfo) -> tuple[Result, ...]:
    """The results among the lines about one person, in the order of the days they are of; ``zone`` says which day it was."""
    there = tuple(lines)
    came = [entry.fact for entry in brought(there) if isinstance(entry.fact, ScoreElsewhere)]
    found: list[Result] = []
    last: dict[tuple[str, str], Before] = {}
    for entry in there:
        fact = entry.fact
        if not isinstance(fact, QuestionnaireAnswered | ResultTold):
            continue
        name = SCORINGS[fact.questionnaire].name if isinstance(fact, QuestionnaireAnswered) else fact.name.strip()
        key, day = (folded(name), folded(fact.version)), entry.observed_at.astimezone(zone).date()
        before = [last[key]] if key in last else []
        before += [_elsewhere(one) for one in came if one.day < day and _is_same(one, key)]
        result = Result(
            entry=entry.id,
            at=entry.observed_at,
            by=entry.done_by or entry.recorded_by,
            name=name,
            version=fact.version,
            total=Decimal(fact.total),
            told=fact,
            before=max(before, key=lambda one: (one.day, not one.elsewhere), default=None),
        )
        last[key] = Before(day=day, total=result.total, version=fact.version)
        found.append(result)
    return tuple(found)


def _is_same(there: ScoreElsewhere, key: tuple[str, str]) -> bool:
    """Whether it is of that questionnaire and version; where none was told, of one that has a single version here."""
    of_no_version = not there.version.strip() and known_by(there.name) is not None
    return folded(there.name) == key[0] and (of_no_version or folded(there.version) == key[1])


def _elsewhere(there: ScoreElsewhere) -> Before:
    return Before(day=there.day, total=there.total, elsewhere=True, version=there.version.strip())


def disclosed_with(history: History[Any], line: UUID) -> tuple[Entry, ...]:
    """The standing disclosures that were written in one act with a result that tells of a risk; none of another line."""
    first = history.entry(line)
    if first is None or not isinstance(first.fact, KINDS) or not first.fact.risk:
        return ()
    assert first.participant is not None  # a result is somebody's
    there = history.about(first.participant)
    return tuple(one for one in there if isinstance(one.fact, RiskDisclosed) and one.act == first.act)
