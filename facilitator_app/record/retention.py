"""How long the clinic keeps what it knows of a person, what holds it longer, and that somebody was erased.  Pure.

Lines about an erasure are about nobody: the erased person's key, which opens what is about them, is destroyed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Entry, Fact, text_within
from facilitator_app.record.programme import always

LONGEST_YEARS = 100
ADULT = 18
"""The age of majority in most places; a clinic says its own (in Alabama and Nebraska it is 19)."""


class RetentionKept(Fact, frozen=True, kw_only=True, tag="retention_kept/1"):
    """The clinic keeps a person's record for so many ``years`` after the last care.

    ``minors_until``: who was younger than ``adult`` at the last care is kept at least until that birthday; None: no such
    rule.  ``source`` is the law or the person by whose word it is so; HIPAA sets no such time, the states do.
    """

    years: int
    source: str
    minors_until: int | None = None
    adult: int = ADULT

    def __post_init__(self) -> None:
        """Refuse a time or an age that cannot be meant, and a rule without a source."""
        ages = (("minors_until", self.minors_until), ("adult", self.adult))
        for field, value in (("years", self.years), *ages):
            if value is not None and not 0 <= value <= LONGEST_YEARS:
                raise Refusal("retention.years", field=field, longest=LONGEST_YEARS)
        if self.minors_until is not None and self.minors_until < self.adult:
            raise Refusal("retention.minors_until", field="minors_until", adult=self.adult)
        text_within(self.source, 500, "source")


class HoldPlaced(Fact, frozen=True, kw_only=True, tag="hold_placed/1"):
    """The entry's participant must not be erased until the hold is lifted: a lawsuit, an inquiry, an audit."""

    reason: str

    def __post_init__(self) -> None:
        """Refuse one without a reason."""
        text_within(self.reason, 2000, "reason")


class HoldLifted(Fact, frozen=True, kw_only=True, tag="hold_lifted/1"):
    """The hold on the entry's participant is over."""

    reason: str

    def __post_init__(self) -> None:
        """Refuse one without a reason."""
        text_within(self.reason, 2000, "reason")


class ErasureAsked(Fact, frozen=True, kw_only=True, tag="erasure_asked/1"):
    """Somebody of the team asks that a person be erased; a second one confirms it by their own secret, or it lapses."""

    person: UUID
    reason: str

    def __post_init__(self) -> None:
        """Refuse one without a reason."""
        text_within(self.reason, 2000, "reason")


class ErasureCalledOff(Fact, frozen=True, kw_only=True, tag="erasure_called_off/1"):
    """The person is not to be erased after all."""

    person: UUID


class ErasedSeat(msgspec.Struct, frozen=True, kw_only=True):
    """A seat in a session on which the erased person sat."""

    session: UUID
    seat: int


class AlsoErased(msgspec.Struct, frozen=True, kw_only=True):
    """Another entry of a person who was erased: its id, its key, and what only that key could say of its end."""

    person: UUID
    key: UUID
    proof: str


class PersonErased(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="person_erased/1"):
    """A person was erased: the key of their lines is destroyed, and so many ``lines`` can never be read again.

    ``asked_by`` and ``second`` are two members of the team; ``alone`` is why there was no second one.  ``key`` is the id
    of the destroyed key, by which the lines are known to be erased and not damaged; ``proof`` is a MAC by that key, in
    hexadecimal, by which an older copy knows that it was.  ``again``: such a copy had brought the person back.
    """

    person: UUID
    key: UUID
    proof: str
    lines: int
    reason: str
    asked_by: UUID | None = always(None)
    second: UUID | None = always(None)
    second_name: str = always("")
    alone: str = always("")
    seats: tuple[ErasedSeat, ...] = always(())
    again: bool = always(False)
    also: tuple[AlsoErased, ...] = ()

    def __post_init__(self) -> None:
        """Refuse one without a reason; an older copy may not know it."""
        if not self.again:
            text_within(self.reason, 2000, "reason")


class KeyChanged(Fact, frozen=True, kw_only=True, tag="key_changed/1"):
    """The data key of the whole record was changed: who has a key from before opens only copies from before."""


class Hold(msgspec.Struct, frozen=True, kw_only=True):
    """A hold that stands."""

    at: datetime
    reason: str
    by: UUID | None


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """An erasure that was asked for and neither confirmed nor called off."""

    at: datetime
    reason: str
    by: UUID | None


class Erased(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who was erased: when, where they had sat, and the key that was destroyed with its proof."""

    at: datetime
    key: UUID
    proof: str
    seats: tuple[ErasedSeat, ...] = ()


class Keeping(msgspec.Struct, frozen=True, kw_only=True):
    """The clinic's rule and what became of it, each by the person's id."""

    rule: RetentionKept | None = None
    holds: dict[UUID, Hold] = {}
    asked: dict[UUID, Asked] = {}
    erased: dict[UUID, Erased] = {}

    def erased_seats(self, session: UUID) -> tuple[int, ...]:
        """The seats of a session on which somebody sat who was erased, in their order."""
        return tuple(sorted({s.seat for one in self.erased.values() for s in one.seats if s.session == session}))


def after(keeping: Keeping, entry: Entry) -> Keeping:
    """What is so after ``entry``; kinds of other topics leave it as it is."""
    step = _STEPS.get(type(entry.fact))
    return keeping if step is None else step(keeping, entry, entry.fact)


def _rule(keeping: Keeping, entry: Entry, fact: RetentionKept) -> Keeping:
    return msgspec.structs.replace(keeping, rule=fact)


def _hold(keeping: Keeping, entry: Entry, fact: HoldPlaced) -> Keeping:
    if entry.participant is None:
        return keeping
    hold = Hold(at=entry.observed_at, reason=fact.reason, by=entry.recorded_by)
    return msgspec.structs.replace(keeping, holds={**keeping.holds, entry.participant: hold})


def _lifted(keeping: Keeping, entry: Entry, fact: HoldLifted) -> Keeping:
    left = {person: hold for person, hold in keeping.holds.items() if person != entry.participant}
    return msgspec.structs.replace(keeping, holds=left)


def _asked(keeping: Keeping, entry: Entry, fact: ErasureAsked) -> Keeping:
    asked = Asked(at=entry.observed_at, reason=fact.reason, by=entry.recorded_by)
    return msgspec.structs.replace(keeping, asked={**keeping.asked, fact.person: asked})


def _called_off(keeping: Keeping, entry: Entry, fact: ErasureCalledOff) -> Keeping:
    return msgspec.structs.replace(keeping, asked=_without(keeping.asked, fact.person))


def _erased(keeping: Keeping, entry: Entry, fact: PersonErased) -> Keeping:
    before = keeping.erased.get(fact.person)
    seats = fact.seats or (before.seats if before else ())
    at = before.at if before else entry.observed_at
    erased = Erased(at=at, key=fact.key, proof=fact.proof, seats=seats)
    gone = {one.person: Erased(at=at, key=one.key, proof=one.proof) for one in fact.also} | {fact.person: erased}
    return msgspec.structs.replace(
        keeping, asked=_without(keeping.asked, fact.person), erased={**keeping.erased, **gone}
    )


def _without(asked: Mapping[UUID, Asked], person: UUID) -> dict[UUID, Asked]:
    return {one: value for one, value in asked.items() if one != person}


_STEPS: Mapping[type, Callable[[Keeping, Entry, Any], Keeping]] = {
    RetentionKept: _rule,
    HoldPlaced: _hold,
    HoldLifted: _lifted,
    ErasureAsked: _asked,
    ErasureCalledOff: _called_off,
    PersonErased: _erased,
}
