"""How a line is told in a handoff: its time, how long after the person's first dose, and what was done to it.  Pure."""

from __future__ import annotations

from datetime import datetime

from facilitator_app.lanes import Row
from facilitator_app.wording import Words


class Telling:
    """Tells the lines of one person, whose first dose was at ``first_dose`` (None: they had none)."""

    def __init__(self, words: Words, first_dose: datetime | None) -> None:
        self._words = words
        self._first_dose = first_dose

    def timed(self, row: Row, *, kind: bool = False, after: str = "") -> str:
        """A row with its time; with the name of its kind where its text does not say by itself what it is."""
        before = f"{row.kind}: " if kind else ""
        return self.line(row.at, f"{before}{row.text}{after}{self.marks(row)}")

    def line(self, at: datetime, text: str) -> str:
        """A text with its time and the time from the first dose."""
        since = self.since(at)
        return f"{at:%H:%M} ({since}) {text}" if since else f"{at:%H:%M} {text}"

    def marks(self, row: Row) -> str:
        """What was done to the row, in short."""
        done = self.done_to(row, short=True)
        return f" [{', '.join(done)}]" if done else ""

    def done_to(self, row: Row, *, short: bool = False) -> list[str]:
        """That the row was entered late, and what it was before it was amended."""
        said = []
        if row.late:
            said.append(self._words.render("packet.late", at=f"{row.recorded_at:%H:%M}"))
        if row.amended:
            said.append(self._words.render("mark.amended"))
            for was in row.earlier:  # of mended words only the times: they may have been about somebody else
                said += [was.moved_from(self._words)] * was.moved if short else [was.told(self._words)]
        return said

    def since(self, at: datetime) -> str:
        """Time from the person's own first dose: "+12 min", "−8 min", "+2 h 05"; empty without a dose."""
        if self._first_dose is None:
            return ""
        seconds = (at - self._first_dose).total_seconds()
        minutes = int(abs(seconds) // 60)
        sign = "" if not minutes else "−" if seconds < 0 else "+"
        if minutes < 120:
            return self._words.render("packet.minutes", sign=sign, minutes=minutes)
        return self._words.render("packet.hours", sign=sign, hours=minutes // 60, minutes=minutes % 60)
