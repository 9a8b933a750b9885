"""The visits that were written after a session: how each reads now, how it read before, and what was entered in error."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from facilitator_app import lanes
from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.integration_desk import IntegrationDesk, Waiting
from facilitator_app.record.changes import Voided
from facilitator_app.record.history import Line
from facilitator_app.record.integration import VisitHeld
from facilitator_app.text import catalogue, render
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.wording import describe

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class WrittenVisits(QObject):
    """Of one person after one session.  ``asked`` is the one that is about to be withdrawn."""

    changed = Signal()

    def __init__(self, app: App, kept: KeptText, done: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._kept = kept
        self._done = done
        self._desk: IntegrationDesk | None = None
        self._row: Waiting | None = None
        self._asked = ""
        self._form = Form(app.faults, "withdraw a visit", ("reason",), self)

    def see(self, desk: IntegrationDesk | None, row: Waiting | None) -> None:
        """This person's, as they stand now."""
        self._desk, self._row = desk, row
        self.changed.emit()

    def open(self) -> None:
        """Somebody's page is opened, or what was asked for is done."""
        self._asked = ""
        self._form.clear()
        self.changed.emit()

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property("QVariantList", notify=changed)
    def rows(self) -> list[dict[str, object]]:
        """Each visit, the last one first: when and how it was, in full, what it was before, and whether it is withdrawn."""
        row = self._row
        return [self._told(line, ZoneInfo(row.zone)) for line in reversed(self._lines())] if row else []

    @Property(str, notify=changed)
    def asked(self) -> str:
        """The visit that is about to be withdrawn, or empty."""
        return self._asked

    @Property(str, notify=changed)
    def reason(self) -> str:
        """What was typed of why."""
        return self._kept.of(self._key).get("reason", "")

    @Slot(str)
    def ask(self, line: str) -> None:
        """It is another person's, or was no visit: ask why; again: not."""
        self._asked = "" if self._asked == line else line
        self._form.clear()
        self.changed.emit()

    @Slot(str)
    def type(self, reason: str) -> None:
        """What is typed of why."""
        self._kept.type(self._key, "reason", reason)

    @Slot()
    def withdraw(self) -> None:
        """Withdraw the one that was asked about."""
        if self._asked:
            line, reason, key = UUID(self._asked), self.reason.strip(), self._key
            self._form.attempt(lambda: self._withdraw(line, reason), lambda: self._over(key))

    async def _withdraw(self, line: UUID, reason: str) -> None:
        if self._row is None or self._desk is None:
            raise Refusal("app.locked")
        await self._desk.write(self._row.session, self._row.after.participant, Voided(target=line, reason=reason))

    def _over(self, key: str) -> None:
        self._kept.drop(key)
        self.open()
        self._done()

    def _lines(self) -> list[Line]:
        row, desk = self._row, self._desk
        if row is None or desk is None:
            return []
        told = desk.session(row.session).history.lines()
        return [one for one in told if isinstance(one.entry.fact, VisitHeld) and self._is_mine(one)]

    def _is_mine(self, line: Line) -> bool:
        return self._row is not None and line.entry.participant == self._row.after.participant

    def _told(self, line: Line, zone: ZoneInfo) -> dict[str, object]:
        fact, words, clinic = line.entry.fact, catalogue(), self._app.clinic_state()
        assert isinstance(fact, VisitHeld)

        def name(who: UUID | None) -> str:
            return clinic.staff[who].name if who in clinic.staff else ""

        was = lanes.earlier(line, zone, lambda one: describe(one, words), name)
        why = getattr(line.voided.fact, "reason", "") if line.voided else ""
        return {
            "key": str(line.first.id),
            "text": render("desk.visited", zone=zone, at=line.entry.observed_at, attendance=fact.attendance),
            "whole": describe(fact, words),
            "by": render("desk.visit_by", held=name(line.entry.done_by), written=name(line.first.recorded_by)),
            "was": [_was(one, zone) for one in was],
            "gone": render("desk.visit_withdrawn", reason=why, who=name(line.voided.recorded_by))
            if line.voided
            else "",
        }

    @property
    def _key(self) -> str:
        return f"withdraw/{self._asked}"


def _was(one: lanes.Reading, zone: ZoneInfo) -> str:
    """How it read, and by whom and why it was changed: days later, so with the day."""
    told = {"was": one.at, "text": one.text, "at": one.changed_at, "who": one.changed_by, "reason": one.reason}
    return render("desk.visit_was", zone=zone, **told)
