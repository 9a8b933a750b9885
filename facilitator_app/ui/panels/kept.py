"""What stands half typed in a panel, put away for its person while somebody else is looked at.

It stands in nobody else's panel.  For several people, and for nobody, nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from facilitator_app.ui.panels.desk import Desk

PutBack = Callable[[], None]


class Kept:
    """How to put back, person by person, what was typed for each.  ``whom``: for whom the panel is typed into."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._away: dict[UUID, PutBack] = {}
        self.whom = self._one()

    def _one(self) -> UUID | None:
        return self._desk.chosen[0] if len(self._desk.chosen) == 1 else None

    def turn(self, put_back: PutBack | None) -> PutBack | None:
        """Somebody else is chosen: put away what stands here (None: nothing); how to put back what stood for them."""
        if self.whom is not None and put_back is not None:
            self._away[self.whom] = put_back
        self.whom = self._one()
        return self._away.pop(self.whom, None) if self.whom is not None else None

    def written(self, person: UUID | None) -> bool:
        """What was typed for this person is on disk and no longer kept.  Whether it still stands in the panel."""
        if person is not None:
            self._away.pop(person, None)
        return person == self.whom
