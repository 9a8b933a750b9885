"""The pieces of a phase in their order: which comes next, and which cannot be played.  Knows no sound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from facilitator_app.playlists.engine.protocol import Plan, PlannedPiece


class Pool:
    """Goes round the plan's pieces.  What failed is left out for the rest of the round; when all did, the bed is played.

    A place beyond the pieces is one in the bed.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._bad: set[int] = set()
        self._told: set[int] = set()
        self.bed_alone = False
        """Nothing but the bed is offered: nobody has come for long."""

    def piece(self, place: int) -> PlannedPiece:
        """The piece at ``place``."""
        count = len(self.plan.pieces)
        return self.plan.pieces[place] if place < count else self.plan.bed[place - count]

    def find(self, was: Pool, place: int) -> int | None:
        """The place of the piece that is at ``place`` of another pool; of a piece that is here twice, the one that is
        followed by the same pieces, else the one at the same place, else the first."""
        ids, others = [piece.id for piece in self.plan.pieces], [piece.id for piece in was.plan.pieces]
        places = [n for n, each in enumerate(ids) if each == was.piece(place).id]
        return max(
            places, key=lambda n: (ids[n + 1 : n + 3] == others[place + 1 : place + 3], n == place), default=None
        )

    def is_bed(self, place: int) -> bool:
        """True when ``place`` is one of the bed."""
        return place >= len(self.plan.pieces)

    def after(self, place: int) -> int | None:
        """The next place that may be played; -1 begins.  None when nothing can be played."""
        count, below = len(self.plan.pieces), len(self.plan.bed)
        for first, size in ((0, 0 if self.bed_alone else count), (count, below)):
            at = place - first if first <= place < first + size else -1
            for step in range(1, size + 1):
                found = first + (at + step) % size
                if found not in self._bad:
                    return found
        return None

    def wraps(self, place: int) -> bool:
        """True when nothing playable is left between ``place`` and the end of the plan."""
        following = self.after(place)
        return following is None or following <= place or self.is_bed(following)

    def leave_out(self, place: int, *, rest: bool = False) -> bool:
        """Do not offer this place again in this round.  True the first time: then it is told.

        ``rest``: nor any other piece, where there is a bed: two in a row gave nothing, and their disk may not answer.
        """
        self._bad.add(place)
        if rest and self.plan.bed:
            self._bad.update(range(len(self.plan.pieces)))
        new = place not in self._told
        self._told.add(place)
        return new

    def heard(self, place: int) -> None:
        """``place`` plays; from the last place on, the next round offers everything again."""
        if self.wraps(place):
            self.forgive()

    def turn_to_bed(self) -> bool:
        """Offer the bed alone from now on.  False when there is none."""
        self.bed_alone = bool(self.plan.bed)
        return self.bed_alone

    def forgive(self) -> None:
        """Offer everything again: a drive may have come back."""
        self._bad.clear()

    def set_gains(self, decibels: Mapping[str, float]) -> None:
        """Play these pieces with these gains."""
        self.plan = self.plan.with_gains(decibels)

    def hold(self, seconds: float) -> None:
        """Lengthen the phase: the pool goes on."""
        self.plan = replace(self.plan, held_s=self.plan.held_s + max(0.0, seconds))
