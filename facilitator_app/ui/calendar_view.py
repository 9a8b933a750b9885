"""The calendar: a day, a week or a list of what is set and what was; what leaves of it as a file names nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app.app import App
from facilitator_app.days import Booked, Item, Span, What, at_once, called_off, days, events, is_empty, items
from facilitator_app.faults import Refusal
from facilitator_app.integration_desk import IntegrationDesk
from facilitator_app.text import catalogue, render
from facilitator_app.ui.asked_once import name_of
from facilitator_app.ui.day_paper_view import DayPaper
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.notices import Form
from facilitator_app.ui.people_found import PeopleFound
from facilitator_app.ui.set_session import SetSessionView
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

MODES = ("day", "week", "list")
AHEAD = timedelta(days=365)
"""So far the list looks ahead."""
GLYPHS = {
    What.SET: "calendar",
    What.OPEN: "seat",
    What.HELD: "review",
    What.MEETING: "person",
    What.VISIT: "return",
}


@QmlElement
@QmlUncreatable("made by the program")
class CalendarView(QObject):
    """Around the day that is shown."""

    changed = Signal()

    def __init__(self, app: App, files: FilePicker, found: PeopleFound, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app, self._files = app, files
        self._mode = "week"
        self._day: date | None = None
        self._desk: IntegrationDesk | None = None
        self._visits: tuple[Booked, ...] = ()
        self._said = ""
        self._deaf: Callable[[], None] = lambda: None
        self._form = Form(app.faults, "the calendar", (), self)
        self._leaving = Form(app.faults, "the calendar as a file", (), self)
        self._paper = DayPaper(app, files, self)
        self._set = SetSessionView(app, found, self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """The last try to read it."""
        return self._form

    @Property(Form, constant=True)
    def leaving(self) -> Form:
        """The last try to leave it as a file."""
        return self._leaving

    @Property(DayPaper, constant=True)
    def paper(self) -> DayPaper:
        """The paper of the day that is shown."""
        return self._paper

    @Property(SetSessionView, constant=True)
    def set_session(self) -> SetSessionView:
        """A session that is set, or is to be."""
        return self._set

    @Property("QVariantList", constant=True)
    def modes(self) -> list[dict[str, str]]:
        """How it can be shown."""
        return [{"key": key, "text": render(f"calendar_ui.{key}")} for key in MODES]

    @Property(str, notify=changed)
    def mode(self) -> str:
        """How it is shown."""
        return self._mode

    @Property(str, notify=changed)
    def title(self) -> str:
        """Which days are shown, in words."""
        first, last = self._range()
        if self._mode == "list":
            return render("calendar_ui.from", at=_noon(first))
        return _long(first) if first == last else render("calendar_ui.span", first=_noon(first), last=_noon(last))

    @Property("QVariantList", notify=changed)
    def days(self) -> list[dict[str, object]]:
        """The days that are shown, each with what is on it; in the list those without anything are left out."""
        if self._app.clinic is None:
            return []
        first, last = self._range()
        zone, found = self._zone, self._items(days(first, last, self._zone))
        every = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        on = {day: [item for item in found if item.at.astimezone(zone).date() == day] for day in every}
        return [self._row(day, there) for day, there in on.items() if there or self._mode != "list"]

    @Property(str, notify=changed)
    def empty(self) -> str:
        """While nothing is shown: what to do next."""
        clinic = self._app.clinic
        if clinic is None or self._items(days(*self._range(), self._zone)):
            return ""
        return render("calendar_ui.nothing_yet" if is_empty(clinic.state, self._visits) else "calendar_ui.empty")

    @Property(str, notify=changed)
    def said(self) -> str:
        """What became of the file."""
        return self._said

    @Slot()
    def enter(self) -> None:
        """Somebody comes to it: which visits are booked is read anew."""
        clinic = self._app.clinic
        if clinic is None:
            return
        if self._desk is None:
            self._desk = IntegrationDesk(clinic, self._app.clock, self._app.read_own, self._app.lengths)
            self._deaf = clinic.listen(self.look)
        self._day = self._day or clinic.today
        self._form.attempt(self._read)
        self.changed.emit()

    @Slot(str)
    def turn(self, mode: str) -> None:
        """Show it otherwise."""
        self._mode = mode
        self.changed.emit()

    @Slot(int)
    def step(self, steps: int) -> None:
        """So many days or weeks on, or back; 0: today."""
        today = self._app.clinic.today if self._app.clinic else date.min
        by = timedelta(days=steps * {"day": 1, "week": 7, "list": 30}[self._mode])
        self._day = (self._day or today) + by if steps else today
        self.changed.emit()

    @Slot(str)
    def pick(self, day: str) -> None:
        """Show one day."""
        self._day, self._mode = date.fromisoformat(day), "day"
        self.changed.emit()

    @Slot()
    def print_day(self) -> None:
        """Ask about the paper of the day."""
        self._paper.of(self._day)

    @Slot()
    def save(self) -> None:
        """Ask for a folder and leave there what is to come."""

        def chosen(folder: Path) -> None:
            self._leaving.attempt(lambda: self._save(folder))

        self._files.ask(render("paper_day.where"), render("paper_day.here"), chosen)

    @Slot()
    def look(self) -> None:
        """The core changed: once locked, nothing of anybody is held."""
        if self._app.clinic is None:
            self._deaf()
            self._desk, self._visits, self._day, self._said = None, (), None, ""
            self._paper.close()
        self._set.look()
        self.changed.emit()

    async def _read(self) -> None:
        desk = self._desk
        if desk is not None:
            await desk.look()
            self._visits = desk.booked()
            if isValid(self):
                self.changed.emit()

    async def _save(self, folder: Path) -> None:
        from facilitator_app.handoff.files import leave, unnamed
        from facilitator_app.handoff.invitation import calendar

        now = self._app.clock.now()
        coming = Span(first=now, last=now + AHEAD)
        clinic, desk = self._app.clinic, self._desk
        if clinic is None:
            raise Refusal("app.locked")
        off = called_off(clinic.history, desk.booked_before() if desk else (), coming)
        content = calendar(events((*self._items(coming), *off), catalogue()), now)
        path = await asyncio.to_thread(leave, folder, unnamed("calendar", "ics"), content)
        if isValid(self):
            self._said = render("paper.written", file=path.name, folder=str(folder))
            self.changed.emit()

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._app.clinic.state.zone if self._app.clinic else "UTC")

    def _range(self) -> tuple[date, date]:
        day = self._day or (self._app.clinic.today if self._app.clinic else date(2000, 1, 1))
        if self._mode == "day":
            return day, day
        if self._mode == "week":
            monday = day - timedelta(days=day.weekday())
            return monday, monday + timedelta(days=6)
        return day, day + AHEAD

    def _items(self, span: Span) -> tuple[Item, ...]:
        return items(self._app.clinic.state, self._visits, catalogue(), span) if self._app.clinic else ()

    def _twice(self, one: Item, there: list[Item]) -> str:
        """Who of it is planned for something else that day while it lasts."""
        state = self._app.clinic_state()
        names = dict.fromkeys(name_of(state, who) for who, _ in at_once(one, there))
        return render("calendar_ui.twice", names=", ".join(names)) if names else ""

    def _row(self, day: date, there: list[Item]) -> dict[str, object]:
        today = self._app.clinic is not None and day == self._app.clinic.today
        return {
            "key": day.isoformat(),
            "text": render("calendar_ui.day_short", at=_noon(day)),
            "weekday": render("calendar_ui.weekday", at=_noon(day)),
            "long": _long(day),
            "today": today,
            "items": [_item(one, self._zone, self._twice(one, there)) for one in there],
        }


def _item(one: Item, zone: ZoneInfo, twice: str) -> dict[str, object]:
    at = render("calendar_ui.at", zone=zone, at=one.at)
    return {
        "id": str(one.id),
        "what": one.what.value,
        "glyph": GLYPHS[one.what],
        "at": at,
        "text": one.text,
        "line": f"{at} {one.text}",
        "note": " · ".join(part for part in (render(f"calendar_ui.what_{one.what.value}"), one.note, twice) if part),
        "twice": twice,
        "session": str(one.session) if one.session else "",
        "person": str(one.person) if one.person else "",
    }


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12))


def _long(day: date) -> str:
    return render("calendar_ui.day_long", at=_noon(day))
