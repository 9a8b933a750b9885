"""The sessions of the clinic at home: those still open, and of the closed ones the latest, or those that are looked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from facilitator_app import agenda
from facilitator_app.app import App
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.people import is_found, looked_for, looked_through
from facilitator_app.record.versions import Planned
from facilitator_app.text import catalogue, render
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

SHOWN, MORE = 6, 20
"""So many closed sessions are shown at first, and so many more at a touch: what is made is what can be read."""


@QmlElement
@QmlUncreatable("made by the program")
class SessionList(QObject):
    """Rows with id, title and a quieter line, the latest first."""

    changed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._search = ""
        self._shown = SHOWN
        self._sorted_of: Mapping[UUID, Planned] | None = None
        self._open: list[Planned] = []
        self._closed: list[Planned] = []
        self._told: dict[UUID, str] = {}
        self._rows: list[dict[str, object]] = []
        self._rows_of: tuple[ClinicState | None, tuple[object, ...]] | None = None

    @Property(bool, notify=changed)
    def is_empty(self) -> bool:
        """Whether there was no session yet."""
        self._put_in_order()
        return not self._open and not self._closed

    @Property(bool, notify=changed)
    def has_closed(self) -> bool:
        """Whether a session was closed."""
        self._put_in_order()
        return bool(self._closed)

    @Property("QVariantList", notify=changed)
    def open(self) -> list[dict[str, object]]:
        """Sessions that were begun and not closed."""
        self._put_in_order()
        return [self._row(planned) for planned in self._open]

    @Property("QVariantList", notify=changed)
    def set_today(self) -> list[dict[str, object]]:
        """Sessions that are set for today and were not begun: id, title, when and how many are expected."""
        clinic = self._app.clinic
        if clinic is None:
            return []
        zone, state = self._zone(), clinic.state
        there = [one for one in state.agenda.sessions.values() if one.told.session not in state.sessions]
        today = [one for one in there if one.told.at.astimezone(zone).date() == clinic.today]
        return [
            {
                "id": str(one.told.session),
                "title": one.told.title,
                "note": render("ui.home.set_today", zone=zone, at=one.told.at, count=len(agenda.people(state, one))),
            }
            for one in sorted(today, key=lambda one: one.told.at)
        ]

    @Property("QVariantList", notify=changed)
    def closed(self) -> list[dict[str, object]]:
        """The first of the closed sessions that are looked for."""
        state = self._app.clinic.state if self._app.clinic else None
        now = (self._search, self._shown, self._today(), catalogue().tag)
        if self._rows_of is None or self._rows_of[0] is not state or self._rows_of[1] != now:
            self._rows = [self._row(planned) for planned in self._found()[: self._shown]]
            self._rows_of = state, now
        return self._rows

    @Property(str, notify=changed)
    def closed_of(self) -> str:
        """How many there are when there are more than are shown, or that none was found; else empty."""
        found = len(self._found())
        if found > self._shown:
            return render("ui.home.sessions_of", shown=self._shown, count=found)
        return render("ui.home.no_session_found") if self._search and not found else ""

    @Property(str, notify=changed)
    def typed(self) -> str:
        """What is looked for."""
        return self._search

    @Property(bool, notify=changed)
    def has_more(self) -> bool:
        """Whether there are more than are shown."""
        return len(self._found()) > self._shown

    @Property(bool, notify=changed)
    def are_many(self) -> bool:
        """Whether there are enough to look for one."""
        self._put_in_order()
        return len(self._closed) > SHOWN

    @Slot(str)
    def search(self, text: str) -> None:
        """Show those in whose title, programme or day every typed word stands."""
        self._search, self._shown = text.strip(), SHOWN
        self.changed.emit()

    @Slot()
    def more(self) -> None:
        """Show some more."""
        self._shown += MORE
        self.changed.emit()

    @Slot()
    def look(self) -> None:
        """The core changed: once locked, nothing is held."""
        if self._app.clinic is None:
            self._search, self._shown, self._sorted_of, self._rows, self._rows_of = "", SHOWN, None, [], None
        self.changed.emit()

    def _put_in_order(self) -> None:
        """The sessions, the latest first: thousands are put in order once for each change of them."""
        there = self._app.clinic.state.sessions if self._app.clinic else {}
        if self._sorted_of is there:
            return
        latest = sorted(there.values(), key=lambda planned: planned.planned_at, reverse=True)
        self._open = [planned for planned in latest if planned.ended_at is None]
        self._closed = [planned for planned in latest if planned.ended_at is not None]
        self._told, self._sorted_of = {}, there

    def _found(self) -> list[Planned]:
        self._put_in_order()
        words = looked_for(self._search)
        if words and not self._told:
            self._told = {one.id: self._by(one) for one in self._closed}
        return [one for one in self._closed if is_found(words, self._told[one.id])] if words else self._closed

    def _by(self, planned: Planned) -> str:
        """What a session is found by."""
        return looked_through((planned.title, self._programme(planned), self._moment(planned.planned_at)))

    def _row(self, planned: Planned) -> dict[str, object]:
        note = f"{self._programme(planned)} · {self._moment(planned.planned_at)}"
        return {"id": str(planned.id), "title": planned.title, "note": note}

    def _programme(self, planned: Planned) -> str:
        programme = self._app.clinic.state.programmes.get(planned.programme) if self._app.clinic else None
        return programme.name if programme else planned.programme

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._app.clinic.state.zone if self._app.clinic else "UTC")

    def _moment(self, at: datetime) -> str:
        zone = self._zone()
        today = at.astimezone(zone).date() == self._today()
        return render("ui.home.today_at" if today else "ui.home.day_at", zone=zone, at=at)

    def _today(self) -> date:
        return self._app.clock.now().astimezone(self._zone()).date()
