"""The top of the room: the session's clock, its phases with their planned lengths, and moving on to another phase."""

from __future__ import annotations

from typing import NamedTuple

from facilitator_app import monitoring
from facilitator_app.record.programme import Programme
from facilitator_app.record.room import PhaseBegan
from facilitator_app.text import render
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.times import clock, said
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


class PhaseRow(NamedTuple):
    """A phase of the track; ``place`` is past, now or later."""

    key: str
    name: str
    place: str
    planned: str
    share: float
    accessible: str


@QmlElement
@QmlUncreatable("made by the program")
class PhaseTrack(PanelView):
    """A touch on a phase asks once in place (``asked``); the second touch moves the room on."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rows = Rows(PhaseRow, self)
        self._asked = ""
        self._shown: tuple[object, ...] = ()
        desk.moment_row.changed.connect(self.changed)

    @Property(Rows, constant=True)
    def phases(self) -> Rows:
        """The phases of the programme."""
        return self._rows

    @Property(str, notify=changed)
    def session_clock(self) -> str:
        """How long the session has run."""
        state = self.desk.state
        if state.opened_at is None:
            return ""
        return clock((state.closed_at or self.desk.now) - state.opened_at)

    @Property(str, notify=changed)
    def now_text(self) -> str:
        """Where the phase is, with what it was held by: "12 of 20 min", "7 min over"."""
        here = monitoring.phase_clock(self.desk.state, self.desk.now)
        if here is None:
            return ""
        if here.over is not None:
            return (
                render("room_ui.phase_over", over=said(here.over)) if here.over.total_seconds() >= 60 else said_at_end()
            )
        if here.planned is None:
            return said(here.elapsed)
        done, planned = (int(span.total_seconds() // 60) for span in (here.elapsed, here.planned + here.held))
        return render("room_ui.phase_of", done=done, planned=planned)

    @Property(bool, notify=changed)
    def is_over(self) -> bool:
        """The phase has run longer than planned."""
        here = monitoring.phase_clock(self.desk.state, self.desk.now)
        return here is not None and here.over is not None

    @Property(str, notify=changed)
    def asked(self) -> str:
        """The phase that waits to be confirmed."""
        return self._asked

    @Property(str, notify=changed)
    def asked_text(self) -> str:
        """What the confirmation says: "Begin Peak now", or for when the next act is told."""
        programme = self.desk.state.programme
        if not self._asked or programme is None:
            return ""
        name, then = programme.phase(self._asked).name, self.desk.moment_row.free_said
        return render("room_ui.begin_phase_then" if then else "room_ui.begin_phase", name=name, then=then)

    def refresh(self) -> None:
        """The record changed, or a second has passed."""
        state = self.desk.state
        here = monitoring.phase_clock(state, self.desk.now)
        if state.programme is None or here is None:
            self._rows.show([])
            self._shown = ()
            return
        share = min(1.0, round(here.elapsed / (here.planned + here.held), 2)) if here.planned else 1.0
        shown = (state.programme, state.phase, share, self.session_clock, self.now_text)
        if shown != self._shown:
            self._shown = shown
            self._show(state.programme, state.phase, share)
            self.changed.emit()

    def _show(self, programme: Programme, now: str, reached: float) -> None:
        """The track; ``reached``: how much of the phase that is ``now`` has gone by."""
        at = [phase.key for phase in programme.phases].index(now)
        rows = []
        for number, phase in enumerate(programme.phases):
            place = "past" if number < at else "now" if number == at else "later"
            planned = render("span.minutes", minutes=phase.minutes) if phase.minutes else ""
            share = {"past": 1.0, "now": reached, "later": 0.0}[place]
            spoken = render(f"room_ui.phase_{place}", name=phase.name, planned=planned)
            rows.append(PhaseRow(phase.key, phase.name, place, planned, share, spoken))
        self._rows.show(rows)

    @Slot(str)
    def ask(self, key: str) -> None:
        """Ask whether this phase begins now; the one that runs is not asked for."""
        self._asked = "" if key in (self._asked, self.desk.state.phase) else key
        self.changed.emit()

    @Slot()
    def forget(self) -> None:
        """It does not begin."""
        self._asked = ""
        self.changed.emit()

    @Slot()
    def begin(self) -> None:
        """The phase that was asked for begins now, or then, as it was asked."""
        fact = PhaseBegan(phase=self._asked)
        programme = self.desk.state.programme
        name = programme.phase(self._asked).name if programme else self._asked
        said_text = render("room_ui.phase_began", name=name)
        self.do(lambda at: self.desk.session.write(fact, at=at), said_text, self.forget)


def said_at_end() -> str:
    """The phase has come to its planned end."""
    return render("room_ui.phase_at_end")
