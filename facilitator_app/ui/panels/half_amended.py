"""What is typed into the form of a line that is to be amended or withdrawn: by line and field, and kept as a draft.

Knows no rule of amending; a line that is withdrawn or gone has nothing half typed any more.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from facilitator_app.record.history import Line
from facilitator_app.ui.panels.desk import Desk
from facilitator_app.ui.panels.kept import ROOM, Kept, Standing

_OPEN = "open"


class HalfAmended:
    """The forms of the lines on show; ``open`` is the line whose form is open.  ``stood``: another's forms stand here now."""

    def __init__(self, desk: Desk, stood: Callable[[], None]) -> None:
        self.open: UUID | None = None
        self._desk = desk
        self._stood = stood
        self._typed: Standing = {}
        self._kept = Kept(desk, "history", self._standing, self._stand, whom=self._whose)

    def _whose(self) -> tuple[str, ...]:
        return (str(self._desk.person.id),) if self._desk.person else ROOM

    def line(self) -> Line | None:
        """The line that is open."""
        session = self._desk.app.session
        return session.history.line(self.open) if session and self.open else None

    def of(self, field: str) -> str | None:
        """What is typed into a field of the open line; None: nothing was."""
        return self._typed.get(f"{self.open}/{field}")

    def type(self, field: str, text: str | None) -> None:
        """What stands in a field of the open line; None: what stood there before."""
        key = f"{self.open}/{field}"
        if text is None:
            self._typed.pop(key, None)
        else:
            self._typed[key] = text
        self._kept.typed()

    def ends(self) -> tuple[str | None, Callable[[], None]]:
        """The draft that goes with the line written about the open one, and what to call when it is written."""
        fields = [field for field in self._standing() if field == _OPEN or field.startswith(f"{self.open}/")]
        line, written = self.open, self._kept.written(*fields) if fields else None
        draft = self._kept.ends(*fields) if fields else None

        def done() -> None:
            if written is not None:
                written()
            if self.open == line:
                self.open = None
            self._stood()

        return draft, done

    def _standing(self) -> Standing:
        opened = any(key.startswith(f"{self.open}/") for key in self._typed)
        return {**self._typed, _OPEN: str(self.open)} if opened else dict(self._typed)

    def _stands(self, key: str) -> bool:
        session = self._desk.app.session
        line = session.history.line(UUID(key.partition("/")[0])) if session else None
        return line is not None and line.voided is None

    def _stand(self, found: Standing) -> None:
        opened = found.get(_OPEN, "")
        self._typed = {key: text for key, text in found.items() if key != _OPEN and self._stands(key)}
        self.open = UUID(opened) if opened and self._stands(opened) else None
        self._stood()
