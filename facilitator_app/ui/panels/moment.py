"""For which moment the next entry is told: now, some minutes ago, or a time of the day; back to now after each entry.

What is chosen is a moment, not a number of minutes: who chose "10 min ago" and is called away means that moment still.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

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
    """The last time the room's clock showed what was typed ("14:05", "1405"), also in an hour that came twice.

    Refuses what is no time of the day.
    """
    of_day = time_of_day(typed)
    if of_day is None:
        raise Refusal("room_ui.no_time", field="at")
    today = now.astimezone(zone).date()
    days = (today, today - timedelta(days=1))
    shown = [datetime.combine(day, of_day.replace(fold=fold), zone).astimezone(UTC) for day in days for fold in (0, 1)]
    return max(one for one in shown if one <= now)


class Chosen(NamedTuple):
    """A moment as it was chosen: ``at``, or what is ``typed`` and can be no time yet; neither is now."""

    at: datetime | None = None
    typed: str | None = None

    @property
    def kept(self) -> str:
        """As it lies in a draft; empty for now."""
        return f"?{self.typed}" if self.typed is not None else self.at.isoformat() if self.at else ""


NOW = Chosen()


def chosen_of(kept: str) -> Chosen:
    """The moment that lies in a draft; now where it cannot be read."""
    if kept.startswith("?"):
        return Chosen(typed=kept[1:])
    try:
        at = datetime.fromisoformat(kept) if kept else None
    except ValueError:
        return NOW
    return Chosen(at if at is not None and at.tzinfo is not None else None)


class HalfTyped(Protocol):
    """A form with a moment of its own while anything ``stands`` in it: no other act takes that moment or spends it."""

    @property
    def chosen(self) -> Chosen:
        """The moment it is told for."""

    @property
    def stands(self) -> bool:
        """Whether anything is typed or chosen in it."""

    @property
    def asks(self) -> bool:
        """Whether its moment has to be said: neither now nor another is it unasked."""

    def choose_moment(self, chosen: Chosen) -> None:
        """It is told for this moment; on disk soon."""


def _nothing_in_view() -> Sequence[HalfTyped]:
    return ()


@QmlElement
@QmlUncreatable("made by the program")
class Moment(QObject):
    """The row "now · 2 · 5 · 10 min ago · time": of the form in view that is half typed, else of the next act.

    ``in_view`` tells the forms on the page that is open.
    """

    changed = Signal()

    def __init__(self, clock: Clock, zone: Callable[[], ZoneInfo], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._zone = zone
        self._free = NOW
        self._shown: tuple[object, ...] = ()
        self.in_view = _nothing_in_view

    @property
    def _form(self) -> HalfTyped | None:
        return next((form for form in self.in_view() if form.stands), None)

    @property
    def _chosen(self) -> Chosen:
        return form.chosen if (form := self._form) is not None else self._free

    @Property(int, notify=changed)
    def minutes(self) -> int:
        """How many minutes ago; -1 while a time of the day is typed."""
        at, typed = self._chosen
        if typed is not None:
            return -1
        return self._ago(at) if at is not None else 0

    @Property(bool, notify=changed)
    def asked(self) -> bool:
        """It has to be said for when it is told: none of the choices stands."""
        return (form := self._form) is not None and form.asks

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
        return self._chosen.typed or ""

    @Property(str, notify=changed)
    def held(self) -> str:
        """The moment by the room's clock, once it is none of the choices any more; else empty."""
        at = self._chosen.at
        return self.told_at(at) if at is not None and self._ago(at) not in CHOICES else ""

    @Property(str, notify=changed)
    def said(self) -> str:
        """The chosen moment in words, empty for now."""
        return self._say(self._chosen)

    @property
    def free_said(self) -> str:
        """For when an act of one touch is told now, in words; empty for now."""
        return self._say(self._free)

    def _say(self, chosen: Chosen) -> str:
        at, typed = chosen
        if typed is not None:
            return render("room_ui.at_time", time=typed or "…")
        if at is None:
            return ""
        ago = self._ago(at)
        if ago in CHOICES:
            return render("room_ui.minutes_ago", minutes=ago)
        return render("room_ui.at_time", time=self.told_at(at))

    def _ago(self, at: datetime) -> int:
        """How many minutes."""
        return max(0, int((self._clock.now() - at).total_seconds() // 60))

    def told_at(self, at: datetime) -> str:
        """A moment by the room's clock."""
        return f"{at.astimezone(self._zone()):%H:%M}"

    def said_of(self, chosen: Chosen) -> str:
        """The moment of a form by the room's clock; empty for now."""
        return self.told_at(chosen.at) if chosen.at is not None else chosen.typed or ""

    def at(self, form: HalfTyped | None) -> datetime | None:
        """The moment for an act of this form, or of one touch; None for now.

        Refuses a time that is none, and one that has to be said and was not (dose.say_when).
        """
        if form is not None and form.asks:
            raise Refusal("dose.say_when", field="given")
        at, typed = form.chosen if form is not None and form.stands else self._free
        return moment_at(typed, self._clock.now(), self._zone()) if typed is not None else at

    def at_or_now(self, form: HalfTyped | None) -> datetime:
        """The moment for an act of this form as it stands: now for a time that is none, which is refused at its own place."""
        try:
            return self.at(form) or self._clock.now()
        except Refusal:
            return self._clock.now()

    @Slot(int)
    def choose(self, minutes: int) -> None:
        """It is told for so many minutes ago."""
        self._choose(Chosen(self._clock.now() - timedelta(minutes=minutes)) if minutes else NOW)

    @Slot()
    def choose_time(self) -> None:
        """It is told for a time that is typed; what was chosen stands there."""
        self._choose(Chosen(typed=self.said_of(self._chosen)))

    @Slot(str)
    def type(self, text: str) -> None:
        """What stands in the time field now."""
        self._choose(Chosen(typed=text))

    @Slot()
    def back_to_now(self) -> None:
        """It is told for now."""
        self._choose(NOW)

    def _choose(self, chosen: Chosen) -> None:
        if (form := self._form) is not None:
            form.choose_moment(chosen)
        else:
            self._free = chosen
        self.look()

    def settled(self, chosen: Chosen) -> Chosen:
        """A choice as it waits for its form: a time of the day that can be read is a moment from now on."""
        if chosen.typed is None:
            return chosen
        try:
            return Chosen(moment_at(chosen.typed, self._clock.now(), self._zone()))
        except Refusal:
            return chosen

    def give(self) -> Chosen:
        """The choice is a form's from now on, in which typing began; the next act of one touch is for now."""
        given, self._free = self._free, NOW
        return given

    def give_back(self, chosen: Chosen) -> None:
        """Nothing stands in that form any more."""
        self._free = chosen

    def take(self, form: HalfTyped | None) -> tuple[datetime | None, Callable[[], None]]:
        """The moment for one act, and how to bring the choice back when the act fails.

        Of a half-typed form it is its own, which goes with what was typed; else the next act is for now again.
        """
        at = self.at(form)
        if form is not None and form.stands:
            return at, lambda: None
        taken = self.give()
        self.look()

        def bring_back() -> None:
            self._free = taken
            self.look()

        return at, bring_back

    def forget(self) -> None:
        """Somebody else is looked at: what was chosen belonged to the others."""
        self._free = NOW

    @Slot()
    def look(self) -> None:
        """Another form is in view, another moment was chosen, or a second has passed: tell it when something differs."""
        shown = (self._chosen, self.minutes, self.asked)
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()
