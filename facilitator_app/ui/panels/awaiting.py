"""What awaits somebody's word: written by a scribe, or in an emergency by nobody.  Confirmed by one touch."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from facilitator_app import rules
from facilitator_app.record.adverse import AdverseReported
from facilitator_app.record.history import Line
from facilitator_app.record.roles import Role
from facilitator_app.session import Who
from facilitator_app.text import catalogue, render
from facilitator_app.ui.names import called
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.panels.hold import HoldPanel
from facilitator_app.ui.readable import readable
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.wording import describe, kind_name

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


class AwaitRow(NamedTuple):
    """A line that awaits a word: when and about whom, what it says, who did and wrote it, whose word it awaits."""

    entry: str
    head: str
    told: str
    note: str
    confirmable: bool


@QmlElement
@QmlUncreatable("made by the program")
class AwaitingPanel(PanelView):
    """Of the whole session, in the order of what happened."""

    changed = Signal()

    def __init__(self, desk: Desk, hold: HoldPanel) -> None:
        super().__init__(desk)
        self._hold = hold
        self._rows = Rows(AwaitRow, self)
        self._count = 0
        self._seen = -1

    @Property(Rows, constant=True)
    def lines(self) -> Rows:
        """The lines."""
        return self._rows

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many there are."""
        return self._count

    @Property(str, notify=changed)
    def about(self) -> str:
        """How many, in words; empty when nothing awaits anybody."""
        key = "awaiting.count_one" if self._count == 1 else "awaiting.count"
        return render(key, count=self._count) if self._count else ""

    def refresh(self) -> None:
        """The record changed, or a second has passed: look again when something was written."""
        session = self.desk.app.session
        seen = session.history.count if session else 0
        if seen == self._seen:
            return
        self._seen = seen
        state = self.desk.state
        lines = [line for line in session.history.lines() if rules.awaits(line, state)] if session else []
        self._rows.show([self._row(line) for line in lines])
        if len(lines) != self._count:
            self._count = len(lines)
            self.changed.emit()

    @Slot(str)
    def confirm(self, entry: str) -> None:
        """Who is at the screen confirms it, or somebody whose word counts, by a PIN."""
        line = self.desk.session.history.line(UUID(entry))
        if line is None:
            return
        target = line.first.id
        self._hold.ask(self._whose(line), lambda who: self._confirm(target, who), at_once=True)

    def _confirm(self, target: UUID, who: Who) -> None:
        said = render("awaiting.confirmed", name=who.name)
        self.do(
            lambda _: self.desk.session.confirm(target, who), said, self.refresh, undo=False, form=False, told=False
        )

    def _row(self, line: Line) -> AwaitRow:
        state, fact = self.desk.state, line.entry.fact
        person = state.people.get(line.entry.participant) if line.entry.participant else None
        at = f"{line.entry.observed_at.astimezone(self.desk.zone):%H:%M}"
        whom = render("room_ui.whom", seat=person.seat, name=called(person, state)) if person else ""
        head = "  ".join(part for part in (at, whom, kind_name(fact, catalogue())) if part)
        return AwaitRow(
            str(line.first.id),
            head,
            readable(describe(fact, catalogue())),
            self._by(line),
            not isinstance(fact, AdverseReported),
        )

    def _by(self, line: Line) -> str:
        """Who did it, who wrote it, and whose word it awaits."""
        state = self.desk.state
        done, wrote = state.staff_name(line.entry.done_by), state.staff_name(line.worded_by)
        if line.worded_by is None:
            return render("awaiting.nobodys")
        names = (
            render("awaiting.done_by", done=done, wrote=wrote) if done != wrote else render("awaiting.by", name=wrote)
        )
        if getattr(line.entry.fact, "by_oneself", False):
            wrote_it = [render("room_ui.written_by", name=wrote)] if done != wrote else []
            names = ", ".join([render("packet.seen_by", name=done), *wrote_it])
        return render("awaiting.whose", names=names, roles=self._whose(line))

    def _whose(self, line: Line) -> tuple[Role, ...]:
        return rules.whose(line, self.desk.state)
