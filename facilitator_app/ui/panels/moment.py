"""For which moment the next entry is told: now, some minutes ago, or a time of the day; back to now after each entry."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app.clock import Clock
from facilitator_app.faults import Refusal
from facilitator_app.integration import time_of_day
from facilitator_app.text import render
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

CHOICES = (0, 2, 5, 10)
"""Minutes ago that are one touch away."""


def moment_at(typed: str, now: datetime, zone: ZoneInfo) -> datetime:
    """The last time the room's clock showed what was typed ("14:05", "1405").  Refuses what is no time of the day."""
    of_day = time_of_day(typed)
    if of_day is None:
        raise Refusal("room_ui.no_time", field="at")
    local = now.astimezone(zone)
    moment = local.replace(hour=of_day.hour, minute=of_day.minute, second=0, microsecond=0)
    return moment if moment <= local else moment - timedelta(days=1)


@QmlElement
@QmlUncreatable("made by the program")
class Moment(QObject):
    """The row "now · 2 · 5 · 10 min ago · time"."""

    changed = Signal()

    def __init__(self, clock: Clock, zone: Callable[[], ZoneInfo], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._zone = zone
        self._minutes = 0
        self._typed = ""
        self._typing = False

    @Property(int, notify=changed)
    def minutes(self) -> int:
        """How many minutes ago; -1 while a time of the day is typed."""
        return -1 if self._typing else self._minutes

    @Property("QVariantList", constant=True)
    def choices(self) -> list[dict[str, object]]:
        """What is one touch away: minutes, short and for the ear."""
        rows: list[dict[str, object]] = []
        for minutes in CHOICES:
            short = render("room_ui.ago", minutes=minutes) if minutes else render("room_ui.now")
            spoken = render("room_ui.minutes_ago", minutes=minutes) if minutes else short
            rows.append({"key": str(minutes), "minutes": minutes, "text": short, "spoken": spoken})
        return rows

    @Property(str, notify=changed)
    def typed(self) -> str:
        """The time of the day as typed."""
        return self._typed

    @Property(str, notify=changed)
    def said(self) -> str:
        """The chosen moment in words, empty for now."""
        if self._typing:
            return render("room_ui.at_time", time=self._typed or "…")
        return render("room_ui.minutes_ago", minutes=self._minutes) if self._minutes else ""

    def at(self) -> datetime | None:
        """The moment, or None for now.  Refuses a time that is none."""
        if self._typing:
            return moment_at(self._typed, self._clock.now(), self._zone())
        return self._clock.now() - timedelta(minutes=self._minutes) if self._minutes else None

    @Slot(int)
    def choose(self, minutes: int) -> None:
        """The next entry is told for so many minutes ago."""
        self._minutes, self._typing, self._typed = minutes, False, ""
        self.changed.emit()

    @Slot()
    def choose_time(self) -> None:
        """The next entry is told for a time that is typed."""
        self._typing = True
        self.changed.emit()

    @Slot(str)
    def type(self, text: str) -> None:
        """What stands in the time field now."""
        self._typing, self._typed = True, text
        self.changed.emit()

    def take(self) -> tuple[datetime | None, Callable[[], None]]:
        """The moment for one act, and how to bring the choice back when the act fails: the next act is for now.

        A room that was left between the touch and its act shows no row any more, and the act still has its moment.
        """
        at, kept = self.at(), (self._minutes, self._typing, self._typed)
        if isValid(self):
            self.back_to_now()

        def bring_back() -> None:
            self._minutes, self._typing, self._typed = kept
            self.changed.emit()

        return at, bring_back

    @Slot()
    def back_to_now(self) -> None:
        """An entry was made: the next one is told for now again."""
        self.choose(0)
