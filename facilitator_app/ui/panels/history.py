"""What is written about this person today, as it reads now; what was amended or withdrawn stays and is shown.

A line is opened by one touch and then amended (its words, a value, its time) or withdrawn, always with a reason.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import msgspec

from facilitator_app import releases, rules
from facilitator_app.faults import Refusal
from facilitator_app.lanes import earlier
from facilitator_app.medicine_words import by_the_clock, then_holds
from facilitator_app.record import packets, room
from facilitator_app.record.adverse import AdverseReported
from facilitator_app.record.changes import Plain
from facilitator_app.record.doses import DoseGiven, Route
from facilitator_app.record.entry import Entry, Fact, UnknownFact
from facilitator_app.record.history import Line
from facilitator_app.record.in_the_way import held
from facilitator_app.record.moves import Moved, can_move
from facilitator_app.record.state import SessionState
from facilitator_app.record.vitals import Measure, VitalsTaken
from facilitator_app.text import catalogue, render, word
from facilitator_app.ui.panels import amend_word
from facilitator_app.ui.panels.amend_dose import AskedOnce, counted, typed_anew
from facilitator_app.ui.panels.amend_value import AskedValue
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.panels.forms import choices
from facilitator_app.ui.panels.half_amended import HalfAmended
from facilitator_app.ui.panels.moment import moment_at
from facilitator_app.ui.readable import readable
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.wording import describe, kind_name

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

_FIELDS = ("text", "word", "measure", "value", "amount", "count", "route", "time", "reason")
_TEXTS = (room.Noted, room.Quoted, room.IntentionSaid, room.NeedsCare)
_NOT_SHOWN = (*packets.KINDS, room.PacketSaved, room.PacketSigned, room.PacketReleased, *releases.FOR_GOOD)


class HistoryRow(NamedTuple):
    """A line."""

    entry: str
    time: str
    kind: str
    told: str
    earlier: str
    note: str
    voided: bool
    awaits: bool


@QmlElement
@QmlUncreatable("made by the program")
class HistoryPanel(PanelView):
    """The lines of the person chosen, the newest first; of the room when nobody is."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rows = Rows(HistoryRow, self)
        self._active = False
        self._came: set[UUID] = set()
        self._shown: tuple[object, ...] = ()
        self._dose, self._value = AskedOnce(), AskedValue()
        self._half = HalfAmended(desk, self._stood)

    @Property(Rows, constant=True)
    def lines(self) -> Rows:
        """The lines."""
        return self._rows

    @Property(str, notify=changed)
    def open_line(self) -> str:
        """The line that is open; empty when none is."""
        return str(self._half.open or "")

    @Property(str, notify=changed)
    def open_text(self) -> str:
        """What the open line says."""
        line = self._line()
        return readable(describe(line.entry.fact, catalogue())) if line else ""

    @Property(str, notify=changed)
    def then_holds(self) -> str:
        """What holds once the open line is withdrawn, where it is the prescriber's."""
        return _then_holds(self._line(), self.desk.state)

    @Property(str, notify=changed)
    def open_time(self) -> str:
        """When it was, as the open line says, by the room's clock."""
        line = self._line()
        return f"{line.entry.observed_at.astimezone(self.desk.zone):%H:%M}" if line else ""

    @Property(str, notify=changed)
    def amendable(self) -> str:
        """What of the open line can be amended besides its time: ``text``, ``word``, ``value``, ``dose`` or nothing."""
        line = self._line()
        if line is None:
            return ""
        if isinstance(line.entry.fact, _TEXTS):
            return "text"
        if isinstance(line.entry.fact, DoseGiven):
            return "dose"
        if amend_word.now(line.entry.fact):
            return "word"
        return "value" if isinstance(line.entry.fact, VitalsTaken) else ""

    @Property("QVariantList", notify=changed)
    def words(self) -> list[dict[str, str]]:
        """The words that the open line may have been."""
        line = self._line()
        return amend_word.others(line.entry.fact, self.desk.state.programme) if line else []

    @Property(str, notify=changed)
    def counted(self) -> str:
        """What is counted beside the amount of the open dose, in words; empty when nothing is."""
        line = self._line()
        name = counted(line.entry.fact) if line and isinstance(line.entry.fact, DoseGiven) else ""
        return render(f"field.{name}") if name else ""

    @Property("QVariantList", constant=True)
    def routes(self) -> list[dict[str, str]]:
        """The routes of a dose, spelled out."""
        return choices(Route)

    @Property("QVariantList", notify=changed)
    def measures(self) -> list[dict[str, str]]:
        """The measures of the open check."""
        line = self._line()
        fact = line.entry.fact if line else None
        if not isinstance(fact, VitalsTaken):
            return []
        there = [measure for measure in Measure if measure in fact.values or measure in fact.words]
        return [{"key": measure.value, "text": word(measure)} for measure in there]

    @Property("QVariantList", notify=changed)
    def seats(self) -> list[dict[str, str]]:
        """Whose the open line may be, when it can be moved."""
        line = self._line()
        return self.desk.others(line.first.participant) if line is not None and can_move(line) else []

    @Property("QVariantMap", notify=changed)
    def fields(self) -> dict[str, str]:
        """What is typed, by field; words to amend begin as they are."""
        first = self._first()
        return {name: first.get(name, "") if (typed := self._half.of(name)) is None else typed for name in _FIELDS}

    def _first(self) -> dict[str, str]:
        """What stands in the fields before anything is typed."""
        fact = line.entry.fact if (line := self._line()) else None
        return {"text": fact.text if isinstance(fact, _TEXTS) else "", "word": amend_word.now(fact)}

    @Property(bool, notify=changed)
    def can_confirm(self) -> bool:
        """The open line awaits the word of the one at the screen."""
        line = self._line()
        if line is None or isinstance(line.entry.fact, AdverseReported):  # an event is classed, not confirmed
            return False
        return rules.awaits(line, self.desk.state)

    def _line(self) -> Line | None:
        return self._half.line()

    @Slot(bool)
    def set_active(self, active: bool) -> None:
        """Whether the lines are on show; they are worked out only then."""
        self._active = active
        self.refresh()

    def refresh(self) -> None:
        """The record changed, or somebody else was chosen."""
        if not self._active or self.desk.app.session is None:
            return
        about = self.desk.person.id if self.desk.person else None
        every = self.desk.session.history.lines()
        self._came = {line.entry.fact.written for line in every if isinstance(line.entry.fact, Moved)}
        found = [line for line in every if line.entry.participant == about]
        shown = (found, self._came, self.desk.state.staff, self.desk.state.programme)
        if shown != self._shown:  # most of what is written is about somebody else
            self._shown = shown
            there = (line for line in reversed(found) if not isinstance(line.first.fact, _NOT_SHOWN))
            self._rows.show([self._row(line) for line in there])
        self.changed.emit()

    def _row(self, line: Line) -> HistoryRow:
        words, entry, zone = catalogue(), line.entry, self.desk.zone
        notes = [render("move.came")] if line.first.id in self._came else []
        if entry.is_late or line.first.is_late or line.is_amended:
            notes.append(render("room_ui.written_at", at=line.first.recorded_at, zone=zone))
        if name := self.desk.state.staff_name(entry.done_by):
            notes.append(render("packet.seen_by", name=name) if getattr(entry.fact, "by_oneself", False) else name)
        if entry.recorded_by != entry.done_by and (scribe := self.desk.state.staff_name(entry.recorded_by)):
            notes.append(render("room_ui.written_by", name=scribe))
        if line.voided is not None:
            notes.append(render("room_ui.withdrawn", reason=getattr(line.voided.fact, "reason", "")))
        awaits = rules.awaits(line, self.desk.state)
        if awaits:
            notes.append(render("emergency.nobodys" if line.worded_by is None else "room_ui.awaits"))
        was = "\n".join(one.told(words) for one in earlier(line, zone, self._told, self.desk.state.staff_name))
        return HistoryRow(
            str(entry.id), f"{entry.observed_at.astimezone(zone):%H:%M}", kind_name(entry.fact, words),
            self._told(entry.fact), was, " · ".join(notes), line.voided is not None, awaits,
        )  # fmt: skip

    def _told(self, fact: Fact | UnknownFact) -> str:
        return by_the_clock(fact, catalogue(), self.desk.zone) or readable(describe(fact, catalogue()))

    @Slot(str)
    def open(self, entry: str) -> None:
        """Open a line; the open one closes when it is touched again."""
        self._half.open = None if entry == self.open_line else UUID(entry)
        line = self._line()
        if line is not None and line.voided is not None:
            self._half.open = None
        self.tell(None)
        self.changed.emit()

    @Slot()
    def close(self) -> None:
        """Close the open line; what is typed waits."""
        self._half.open = None
        self._stood()

    def _stood(self) -> None:
        self.tell(None)
        self.refresh()
        self.changed.emit()

    @Slot(str, str)
    def put(self, name: str, text: str) -> None:
        """What stands in a field, or was chosen."""
        if self.fields[name] != text:
            self._half.type(name, None if text == self._first().get(name, "") else text)
            self.tell(None)
            self.changed.emit()

    @Slot()
    def amend(self) -> None:
        """Let the open line read what was typed; the old reading stays on view."""
        line, reason = self._line(), self.fields["reason"]
        if line is None:
            return
        try:
            fact, at = self._fact(line), self._at()
            if fact is None and at is None:
                raise Refusal("amend.nothing")
        except Refusal as refusal:
            self.tell(refusal)
            return
        draft, done = self._half.ends()
        self.do(
            lambda _: self.desk.session.amend(line.first.id, fact, reason, observed_at=at, ends_draft=draft),
            "", done, undo=False,
        )  # fmt: skip

    def _fact(self, line: Line) -> Plain | None:
        fact, fields = line.entry.fact, self.fields
        if isinstance(fact, _TEXTS):
            return msgspec.structs.replace(fact, text=fields["text"]) if fields["text"] != fact.text else None
        if isinstance(fact, room.Observed | room.StateSaid):
            return amend_word.chosen_anew(fact, fields["word"], self.desk.session.programme)
        if isinstance(fact, VitalsTaken) and fields["value"].strip():
            return self._value.kept(line, fact, fields["measure"], fields["value"])
        if isinstance(fact, DoseGiven):
            at, history = self._at() or line.entry.observed_at, self.desk.session.history
            return self._dose.answered(typed_anew(fact, fields), line, history, at, self.desk.now, fields["reason"])
        return None

    def _at(self) -> datetime | None:
        typed = self.fields["time"]
        return moment_at(typed, self.desk.now, self.desk.zone) if typed.strip() else None

    @Slot()
    def withdraw(self) -> None:
        """The open line was entered in error."""
        target, reason = self._half.open, self.fields["reason"]
        if target is not None:
            (draft, done), void = self._half.ends(), self.desk.session.void
            self.do(lambda _: void(target, reason, ends_draft=draft), "", done, undo=False, told=False)

    @Slot(str)
    def move(self, person: str) -> None:
        """The open line is about somebody else."""
        target = self._half.open
        if target is not None and not self.desk.asks_first(target, UUID(person)):
            self._act_on(lambda: self.desk.move(target, UUID(person)))

    def _act_on(self, act: Callable[[], Awaitable[Entry]]) -> None:
        """An act that offers what can be taken back of it by itself."""
        self.do(lambda _: act(), "", self.close, undo=None, told=False)

    @Slot()
    def confirm(self) -> None:
        """The one at the screen confirms the open line."""
        target = self._half.open
        if target is not None:
            self.do(lambda _: self.desk.session.confirm(target), "", self.close, undo=False, told=False)


def _then_holds(line: Line | None, state: SessionState) -> str:
    """What holds once the line is withdrawn, where it is the prescriber's; empty of another, and while none is open."""
    person = state.people.get(line.first.participant) if line and line.first.participant else None
    holds = line is not None and person is not None and line.first.id in held(person)
    return then_holds(line.entry.fact, holds, person.orders if person else (), catalogue()) if line else ""
