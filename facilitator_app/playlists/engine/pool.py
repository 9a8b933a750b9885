"""The pieces of a phase in their order: which comes next, and which cannot be played.  Knows no sound."""

from __future__ import annotations

from facilitator_app.playlists.engine.protocol import Plan, PlannedPiece


class Pool:
    """Goes round the plan's pieces.  What failed is left out for the rest of the round."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._bad: set[int] = set()
        self._told: set[int] = set()

    def piece(self, place: int) -> PlannedPiece:
        """The piece at ``place``."""
        return self.plan.pieces[place]

    def find(self, piece_id: str) -> int | None:
        """The place of the piece with this id."""
        return next((n for n, piece in enumerate(self.plan.pieces) if piece.id == piece_id), None)

    def after(self, place: int) -> int | None:
        """The next place that may be played; -1 begins.  None when nothing in the pool can be played."""
        count = len(self.plan.pieces)
        for step in range(1, count + 1):
            at = (place + step) % count
            if at not in self._bad:
                return at
        return None

    def wraps(self, place: int) -> bool:
        """True when nothing playable is left between ``place`` and the end of the plan."""
        following = self.after(place)
        return following is None or following <= place

    def leave_out(self, place: int) -> bool:
        """Do not offer this place again in this round.  True the first time: then it is told."""
        self._bad.add(place)
        new = place not in self._told
        self._told.add(place)
        return new

    def heard(self, place: int) -> None:
        """``place`` plays; from the last place on, the next round offers everything again."""
        if self.wraps(place):
            self.forgive()

    def forgive(self) -> None:
        """Offer everything again: a drive may have come back."""
        self._bad.clear()
