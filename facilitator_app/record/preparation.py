"""What can be written down of a person's way to the medicine: preparation sessions, what they hope for and fear, and
whether they feel ready in their own judgement.  Pure; their intention stands with what is known of the person.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Entry, Fact, text_within
from facilitator_app.record.integration import VisitPlace

LONGEST_MINUTES = 8 * 60
"""A preparation session longer than a working day is a slip of the finger."""


class WishMatter(StrEnum):
    """What a person is asked about before the medicine, in their own words."""

    GOALS = "goals"
    FEARS = "fears"
    MUSIC = "music"
    TOUCH = "touch"
    PARTS = "parts"
    THEMES = "themes"


class PreparationHeld(Fact, frozen=True, kw_only=True, tag="preparation_held/1"):
    """A preparation session with the entry's participant took place at ``observed_at``; ``done_by`` held it."""

    place: VisitPlace
    note: str
    minutes: int | None = None

    def __post_init__(self) -> None:
        """Refuse a session of which nothing is said, and a length that cannot be."""
        text_within(self.note, 100_000, "note")
        if self.minutes is not None and not 1 <= self.minutes <= LONGEST_MINUTES:
            raise Refusal("preparation.minutes", field="minutes", longest=LONGEST_MINUTES)


class OwnReadinessSaid(Fact, frozen=True, kw_only=True, tag="own_readiness/1"):
    """The person feels ready for the medicine in their own judgement, or not yet."""

    ready: bool
    words: str = ""

    def __post_init__(self) -> None:
        """Refuse endless words."""
        if len(self.words) > 10_000:
            raise Refusal("entry.too_long", field="words", longest=10_000, length=len(self.words))


class WishTold(Fact, frozen=True, kw_only=True, tag="wish_told/1"):
    """What the person says of one matter from now on, in their words; empty: it is taken back."""

    matter: WishMatter
    text: str

    def __post_init__(self) -> None:
        """Refuse endless words."""
        if len(self.text) > 10_000:
            raise Refusal("entry.too_long", field="text", longest=10_000, length=len(self.text))


KINDS = (PreparationHeld, OwnReadinessSaid, WishTold)
"""Every kind of this topic; each is about one person, in the clinic's own record."""


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A preparation session: its line, when, who held it."""

    entry: UUID
    at: datetime
    by: UUID | None
    told: PreparationHeld


class OwnReadiness(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody said of their own readiness, and when."""

    entry: UUID
    at: datetime
    told: OwnReadinessSaid


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What was said of a matter, when, and who wrote it down."""

    entry: UUID
    at: datetime
    by: UUID | None
    text: str


class Preparation(msgspec.Struct, frozen=True, kw_only=True):
    """A person's way to the medicine.  Of ``said`` and of each matter of ``wishes`` the last counts; those before it stay."""

    held: tuple[Held, ...] = ()
    said: tuple[OwnReadiness, ...] = ()
    wishes: dict[WishMatter, tuple[Wish, ...]] = {}

    @property
    def is_ready(self) -> bool | None:
        """Whether the person says that they are ready; None while they were not asked."""
        return self.said[-1].told.ready if self.said else None

    def wish(self, matter: WishMatter) -> str:
        """What holds of a matter now; empty while nothing was said."""
        told = self.wishes.get(matter, ())
        return told[-1].text if told else ""


def preparation(lines: Iterable[Entry]) -> Preparation:
    """What the lines about one person come to, in their order; lines of other topics are passed over."""
    found = Preparation()
    for entry in lines:
        found = _after(found, entry)
    return found


def _after(there: Preparation, entry: Entry) -> Preparation:
    fact, by, at, change = entry.fact, entry.done_by or entry.recorded_by, entry.observed_at, msgspec.structs.replace
    if isinstance(fact, PreparationHeld):
        return change(there, held=(*there.held, Held(entry=entry.id, at=at, by=by, told=fact)))
    if isinstance(fact, OwnReadinessSaid):
        return change(there, said=(*there.said, OwnReadiness(entry=entry.id, at=at, told=fact)))
    if isinstance(fact, WishTold):
        wish = Wish(entry=entry.id, at=at, by=by, text=fact.text)
        return change(there, wishes={**there.wishes, fact.matter: (*there.wishes.get(fact.matter, ()), wish)})
    return there
