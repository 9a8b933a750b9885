"""Booking the integration visit: a day and an hour of the session's zone, with whom, where; too soon only for a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.days import Item, What
from facilitator_app.faults import Refusal
from facilitator_app.integration import moment
from facilitator_app.integration_desk import IntegrationDesk, Waiting
from facilitator_app.record.integration import VisitBooked, VisitCancelled, VisitKind, VisitPlace
from facilitator_app.record.roles import Act, word_counts
from facilitator_app.text import render, word
from facilitator_app.ui.asked_once import AskedOnce
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

DAYS = 10
"""So many days can be touched; any other is typed."""


def holders(app: App) -> list[dict[str, str]]:
    """Who of the team may hold a visit."""
    there = app.clinic.state.staff.values() if app.clinic else ()
    may = [one for one in there if one.gone_at is None and word_counts(one.roles, Act.SIGN_VISIT)]
    return [{"key": str(one.id), "text": one.name} for one in may]


@QmlElement
@QmlUncreatable("made by the program")
class Booking(QObject):
    """The booking of one person.  ``opened``: the fields are to show ``values``."""

    changed = Signal()
    opened = Signal()

    def __init__(self, app: App, kept: KeptText, done: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._kept = kept
        self._done = done
        self._desk: IntegrationDesk | None = None
        self._row: Waiting | None = None
        self._once = AskedOnce(app)
        self._form = Form(app.faults, "book a visit", ("day", "time", "reason", "form", "place"), self)

    def open(self, desk: IntegrationDesk | None, row: Waiting | None) -> None:
        """The page is of this person now."""
        self._form.clear()
        self.see(desk, row)
        self.opened.emit()

    def see(self, desk: IntegrationDesk | None, row: Waiting | None) -> None:
        """The same person's page, as it stands now; what is typed stays."""
        self._desk, self._row = desk, row
        self.changed.emit()

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property("QVariantMap", notify=opened)
    def values(self) -> dict[str, str]:
        """What was typed or chosen and is not on the record."""
        return self._typed

    @Property("QVariantMap", notify=changed)
    def chosen(self) -> dict[str, str]:
        """The same, told with every touch: what the choices show."""
        return self._typed

    @Property("QVariantList", notify=changed)
    def days(self) -> list[dict[str, str]]:
        """The next days from the first on which it is not too soon."""
        row = self._row
        if row is None:
            return []
        zone = ZoneInfo(row.zone)
        first = max(self._app.clock.now(), row.after.earliest or datetime.min.replace(tzinfo=UTC)).astimezone(zone)
        found = [first + timedelta(days=number) for number in range(DAYS)]  # by the wall: a day is a day
        return [{"key": day.date().isoformat(), "text": render("desk.day", zone=zone, at=day)} for day in found]

    @Property("QVariantList", constant=True)
    def forms(self) -> list[dict[str, str]]:
        """In the group, or individually."""
        return [{"key": one.value, "text": word(one)} for one in VisitKind]

    @Property("QVariantList", constant=True)
    def places(self) -> list[dict[str, str]]:
        """In the office, or by telehealth."""
        return [{"key": one.value, "text": word(one)} for one in VisitPlace]

    @Property("QVariantList", notify=changed)
    def holders(self) -> list[dict[str, str]]:
        """Who may hold it."""
        return holders(self._app)

    @Property("QVariantList", constant=True)
    def reasons(self) -> list[str]:
        """Plain reasons to be sooner than the gap."""
        return [render("desk.reason_asked"), render("desk.reason_safety")]

    @Property(str, notify=changed)
    def soon(self) -> str:
        """That what is typed is sooner than the gap, or empty."""
        row, at = self._row, self._at(self._typed)
        if row is None or at is None or row.after.earliest is None or at >= row.after.earliest:
            return ""
        return render("desk.soon", zone=ZoneInfo(row.zone), at=row.after.earliest)

    @Property(str, notify=changed)
    def zone(self) -> str:
        """The zone in which day and hour are meant."""
        return self._row.zone if self._row else ""

    @Property(bool, notify=changed)
    def is_booked(self) -> bool:
        """Whether a visit is booked that can be moved or called off."""
        return self._row is not None and self._row.after.there.booked is not None

    @Slot(str, str)
    def type(self, field: str, text: str) -> None:
        """Keep what is typed or chosen."""
        self._kept.type(self._key, field, text)
        self.changed.emit()

    @Slot(str, str)
    def pick(self, field: str, text: str) -> None:
        """Put this into a field."""
        self.type(field, text)
        self.opened.emit()

    @Slot()
    def book(self) -> None:
        """Book it."""
        typed, key = self._typed, self._key
        self._form.attempt(lambda: self._book(typed), lambda: self._over(key))

    @Slot(str)
    def call_off(self, reason: str) -> None:
        """The booked visit does not take place."""
        key = self._key
        self._form.attempt(lambda: self._write(VisitCancelled(reason=reason.strip())), lambda: self._over(key))

    async def _book(self, typed: Mapping[str, str]) -> None:
        for field in ("form", "place"):
            if not typed.get(field):
                raise Refusal("integration.choose", field=field)
        held_by = typed.get("held_by", "")
        who = self._app.clinic.who(UUID(held_by)) if held_by and self._app.clinic else None
        fact = VisitBooked(
            at=moment(typed.get("day", ""), typed.get("time", ""), self.zone),
            form=VisitKind(typed["form"]),
            place=VisitPlace(typed["place"]),
            held_by=who.id if who else None,
            held_by_name=who.name if who else "",
            reason=typed.get("reason", "").strip() if self.soon else "",
        )
        await self._ask_once(fact)
        await self._write(fact)

    async def _ask_once(self, fact: VisitBooked) -> None:
        """Who of them is planned for something else then is told first; the visit that this one takes the place of is not."""
        row = self._row
        if row is None:
            return
        booked, person = row.after.there.booked, row.after.participant
        who = (person, *([fact.held_by] if fact.held_by else []))
        one = Item(
            id=booked.entry if booked else person,
            what=What.VISIT,
            at=fact.at,
            text="",
            person=person,
            who=who,
            in_group=fact.form is VisitKind.GROUP,
        )
        await self._once.ask(one)

    async def _write(self, fact: Any) -> None:
        if self._desk is None or self._row is None:
            raise Refusal("app.locked")
        await self._desk.write(self._row.session, self._row.after.participant, fact)

    def _over(self, key: str) -> None:
        self._kept.drop(key)
        self._done()

    @property
    def _key(self) -> str:
        return f"{self._row.session}/{self._row.after.participant}/book" if self._row else ""

    @property
    def _typed(self) -> dict[str, str]:
        return self._kept.of(self._key) if self._row else {}

    def _at(self, typed: Mapping[str, str]) -> datetime | None:
        try:
            return moment(typed.get("day", ""), typed.get("time", ""), self.zone) if self._row else None
        except Refusal:
            return None
