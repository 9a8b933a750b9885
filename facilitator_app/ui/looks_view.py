"""Who looked at what, for an administrator: a month, sifted by who, whose and what.  Asks the record, and writes nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app.record.entry import Entry
from facilitator_app.record.looks import Looked, View, months
from facilitator_app.record.names import called_in_clinic
from facilitator_app.text import render, word
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

if TYPE_CHECKING:
    from facilitator_app.app import App

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

MOST = 500
"""So many looks are listed at once; beyond that a name is chosen or typed."""
MOST_MONTHS = 24


class LookRow(NamedTuple):
    """One look: who, at what, whose, when."""

    key: str
    text: str
    note: str
    aside: str


@QmlElement
@QmlUncreatable("made by the program")
class LooksView(QObject):
    """The looks of one month.  Empty ``who`` and ``view``: everybody's and all."""

    changed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._month: datetime | None = None
        self._who = self._view = ""
        self._whose = ""
        self._looks: list[tuple[Entry, Looked]] = []
        self._called: dict[UUID, str] = {}  # what those are called who were looked at
        self._rows = Rows(LookRow, self)

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        """The looks, the latest first."""
        return self._rows

    @Property("QVariantList", notify=changed)
    def months(self) -> list[dict[str, str]]:
        """The months since the clinic was made, the latest first, and at most two years of them."""
        clinic = self._app.clinic
        first = next(iter(clinic.history.entries), None) if clinic else None
        now = self._app.clock.now()
        found = months(first.recorded_at if first else now, now)[:MOST_MONTHS]
        return [{"key": f"{at:%Y-%m}", "text": render("oversight.month", at=at, zone=UTC)} for at in found]

    @Property(str, notify=changed)
    def month(self) -> str:
        """The one that is shown."""
        return f"{self._month:%Y-%m}" if self._month else ""

    @Property("QVariantList", notify=changed)
    def people(self) -> list[dict[str, str]]:
        """Whose looks can be shown: everybody's, or of one of the team."""
        clinic = self._app.clinic
        team = sorted(clinic.state.staff.values(), key=lambda one: one.name.casefold()) if clinic else []
        return [{"key": "", "text": render("oversight.everybody")}, *({"key": str(o.id), "text": o.name} for o in team)]

    @Property(str, notify=changed)
    def who(self) -> str:
        """Whose looks are shown."""
        return self._who

    @Property("QVariantList", constant=True)
    def views(self) -> list[dict[str, str]]:
        """What can have been opened."""
        kinds = [{"key": view.value, "text": word(view)} for view in View]
        return [{"key": "", "text": render("oversight.anything")}, *kinds]

    @Property(str, notify=changed)
    def view(self) -> str:
        """What is shown."""
        return self._view

    @Property(str, notify=changed)
    def about(self) -> str:
        """How many there are, in words."""
        found = len(self._sifted())
        if found > MOST:
            return render("oversight.more_looks", count=found, shown=MOST)
        return render("oversight.looks", count=found) if found else render("oversight.no_looks")

    @Slot()
    def read(self) -> None:
        """Read the month anew."""
        self._app.faults.spawn(self._read(), "who looked")

    @Slot(str)
    def choose_month(self, month: str) -> None:
        """Show another month."""
        self._month = datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC)
        self._app.faults.spawn(self._read(), "who looked")

    @Slot(str)
    def choose_who(self, who: str) -> None:
        """Show the looks of one of the team, or of everybody."""
        self._who = who
        self._tell()

    @Slot(str)
    def choose_view(self, view: str) -> None:
        """Show one kind, or all."""
        self._view = view
        self._tell()

    @Slot(str)
    def look_for(self, whose: str) -> None:
        """Show those at people whose name holds this."""
        self._whose = whose.strip().casefold()
        self._tell()

    def forget(self) -> None:
        """The record was locked, or somebody else is at the screen: nothing of anybody is held."""
        self._looks, self._month, self._who, self._view, self._whose = [], None, "", "", ""
        self._called = {}
        self._tell()

    async def _read(self) -> None:
        month = self._month = self._month or self._app.clock.now()
        entries = await self._app.oversight.looks(month)
        if isValid(self) and month is self._month:
            self._looks = [(entry, entry.fact) for entry in entries if isinstance(entry.fact, Looked)]
            state, whom = self._app.clinic_state(), (one for _, fact in self._looks for one in fact.people)
            self._called = called_in_clinic(
                (known.id for one in whom if (known := state.known(one))), state.participants
            )
            self._tell()

    def _tell(self) -> None:
        self._rows.show([self._row(*one) for one in self._sifted()[:MOST]])
        self.changed.emit()

    def _sifted(self) -> list[tuple[Entry, Looked]]:
        return [
            (entry, fact)
            for entry, fact in self._looks
            if self._who in ("", str(entry.done_by))
            and self._view in ("", fact.view.value)
            and (not self._whose or self._whose in self._names(fact).casefold())
        ]

    def _names(self, fact: Looked) -> str:
        state, gone = self._app.clinic_state(), render("oversight.erased")
        people = dict.fromkeys(state.known(one) for one in fact.people)
        return ", ".join(self._called.get(one.id, "…") if one else gone for one in people)

    def _row(self, entry: Entry, fact: Looked) -> LookRow:
        state = self._app.clinic_state()
        by = state.staff.get(entry.done_by) if isinstance(entry.done_by, UUID) else None
        session = state.sessions.get(fact.session) if fact.session else None
        what = " · ".join(
            part for part in (word(fact.view), self._names(fact), session.title if session else "") if part
        )
        at = render("oversight.at", at=entry.observed_at, zone=ZoneInfo(state.zone))
        return LookRow(str(entry.id), by.name if by else render("oversight.nobody_known"), what, at)
