"""Process notes: what a mental health professional keeps for themselves about a conversation, and who opens it without them.

Holds ciphertext only; the keys are elsewhere.  45 CFR 164.501 ("psychotherapy notes"): kept separate from the rest of the
record, so they stand in a scope of their author's own, never in a session's or the clinic's.  Pure.
"""

from __future__ import annotations

from uuid import UUID, uuid5

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Fact, text_within

FEWEST, MOST = 2, 4
"""Custodians: any two of them open together."""
LONGEST = 40_000
"""Characters of a note."""


class Custodian(msgspec.Struct, frozen=True, kw_only=True):
    """One of those who open together, and the public key their shares are sealed to."""

    staff: UUID
    name: str
    public: bytes


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two custodians, and the share of each, sealed to their own key; neither share says anything about the key alone."""

    one: UUID
    other: UUID
    of_one: bytes
    of_other: bytes


class NotesLicensed(Fact, frozen=True, kw_only=True, tag="notes_licensed/1"):
    """A member of the team is a mental health professional who may keep process notes, or may not any more."""

    staff: UUID
    licensed: bool


class NotesBegun(Fact, frozen=True, kw_only=True, tag="notes_begun/1"):
    """Whoever did it keeps process notes from now on: all that others are told of them."""


class CustodiansNamed(Fact, frozen=True, kw_only=True, tag="custodians_named/1"):
    """Any two of these open copies that are sealed to ``public``, together, from now on.  ``custody`` is the id of this key."""

    custody: UUID
    public: bytes
    custodians: tuple[Custodian, ...]
    pairs: tuple[Pair, ...]

    def __post_init__(self) -> None:
        """Refuse fewer than two, more than four, and somebody named twice."""
        there = {one.staff for one in self.custodians}
        if not FEWEST <= len(self.custodians) <= MOST or len(there) != len(self.custodians):
            raise Refusal("process_notes.how_many", field="custodians", fewest=FEWEST, most=MOST)

    def pair(self, one: UUID, other: UUID) -> Pair | None:
        """The shares of these two, in either order."""
        return next((pair for pair in self.pairs if {pair.one, pair.other} == {one, other}), None)

    def opens_without(self, author: UUID) -> bool:
        """Whether two of them are there who are not the author: an author who died opens nothing."""
        return sum(one.staff != author for one in self.custodians) >= FEWEST


class ProcessNoteKept(Fact, frozen=True, kw_only=True, tag="process_note_kept/1"):
    """A process note about the entry's participant, from the session ``session``; again: as ``note`` reads from now on.

    ``sealed`` is the text under a key of its own; ``for_author`` is that key under the author's, ``for_custodians`` the same
    for the custodians of ``custody``, if there were any when it was written.
    """

    note: UUID
    session: UUID
    sealed: bytes
    for_author: bytes
    custody: UUID | None = None
    for_custodians: bytes = b""


class NoteCopySealed(Fact, frozen=True, kw_only=True, tag="note_copy_sealed/1"):
    """The key of the line ``target`` sealed for custodians who were named after it was written."""

    target: UUID
    custody: UUID
    for_custodians: bytes


class NotesOpened(Fact, frozen=True, kw_only=True, tag="notes_opened/1"):
    """Two custodians opened an author's process notes together, for a reason: about ``person`` alone, or all (None)."""

    author: UUID
    author_name: str
    custodians: tuple[UUID, UUID]
    names: tuple[str, str]
    reason: str
    person: UUID | None = None

    def __post_init__(self) -> None:
        """Refuse one person twice, and no reason."""
        if self.custodians[0] == self.custodians[1]:
            raise Refusal("process_notes.two_people", field="second")
        text_within(self.reason, 2000, "reason")


def scope_of(clinic: UUID, author: UUID) -> UUID:
    """The scope in which an author's notes stand."""
    return uuid5(clinic, f"process notes/{author}")
