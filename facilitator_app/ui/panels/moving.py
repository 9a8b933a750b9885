"""A dose that was filed for the wrong person, while what stands in its way with the right one wants its named reasons.

Nothing moves before they are named: they were named for somebody else where it stands.
"""

from __future__ import annotations

from uuid import UUID

from facilitator_app.faults import Refusal
from facilitator_app.medicine_words import medicine
from facilitator_app.record import moves, time_out
from facilitator_app.record.doses import Concern, DoseGiven, plain
from facilitator_app.record.history import Line
from facilitator_app.text import catalogue, render
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.panels.kept import Kept, Standing
from facilitator_app.ui.panels.time_out import ConcernRow, at_a_touch, concern_named
from facilitator_app.ui.readable import readable
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

_TARGET, _TO = ".target", ".to"
"""The dose that is moved and to whom, among the reasons that are typed."""


@QmlElement
@QmlUncreatable("made by the program")
class MovingPanel(PanelView):
    """``asked``: a dose is on its way and wants reasons.  ``moved``: it stands with the right person."""

    changed = Signal()
    moved = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._concerns = Rows(ConcernRow, self)
        self._typed: Standing = {}
        self._seen = -1
        self._kept = Kept(desk, "moving", self._standing, self._stand)
        desk.move_asked.connect(self.begin)

    @Property(bool, notify=changed)
    def asked(self) -> bool:
        """Whether a dose is on its way to somebody else."""
        return _TARGET in self._typed

    @Property(str, notify=changed)
    def whom(self) -> str:
        """To whom."""
        return render("move.to_whom", whom=self.desk.whom([UUID(self._typed[_TO])])) if self.asked else ""

    @Property(str, notify=changed)
    def what(self) -> str:
        """The dose as it reads now, in short, and its time."""
        line = self._line()
        fact = line.entry.fact if line is not None else None
        if line is None or not isinstance(fact, DoseGiven):
            return ""
        at, drug = line.entry.observed_at.astimezone(self.desk.zone), medicine(fact.drug, catalogue())
        told = render("told.dose", drug=drug, amount=plain(fact.amount_mg), route=fact.route)
        return f"{at:%H:%M}  {readable(told)}"

    @Property(Rows, constant=True)
    def concerns(self) -> Rows:
        """What stands in its way there."""
        return self._concerns

    @Property("QVariantList", constant=True)
    def reasons(self) -> list[dict[str, str]]:
        """Reasons that are one touch away."""
        return at_a_touch()

    @Slot(str, str)
    def begin(self, target: str, to: str) -> None:
        """Ask for the reasons of this dose with that person."""
        self._typed = {_TARGET: target, _TO: to}
        self.tell(None)
        self._kept.typed()

    @Slot(str, str)
    def name_reason(self, concern: str, text: str) -> None:
        """What was typed as the reason."""
        self._typed[concern] = text
        self.tell(None)
        self._kept.typed()

    @Slot(str)
    def give_reason(self, text: str) -> None:
        """The reason for whatever has none yet."""
        for row in self._concerns.rows:
            if not self._typed.get(row[0], "").strip():
                self._typed[row[0]] = text
        self.tell(None)
        self._kept.typed()

    @Slot()
    def stop(self) -> None:
        """It stays where it is."""
        self._kept.written()()

    @Slot()
    def go(self) -> None:
        """Move it, with the reasons that were named."""
        line = self._line()
        if line is None:
            return
        to, target = UUID(self._typed[_TO]), line.first.id
        asked = [Concern(row[0]) for row in self._concerns.rows]
        reasons = {one: self._typed.get(one.value, "") for one in asked}
        gone = self._kept.written()

        def done() -> None:
            gone()
            self.moved.emit()

        self.do(lambda _: self.desk.move(target, to, reasons), "", done, undo=None, told=False)

    def refresh(self) -> None:
        """The record may have changed: compare again; what was withdrawn meanwhile is not moved any more."""
        session = self.desk.app.session
        if not self.asked or session is None or session.history.count == self._seen:
            return
        line = self._line()
        if line is None or line.voided is not None:
            self.stop()
        else:
            self._look()

    def tell(self, refusal: Refusal | None) -> None:
        """Show a refusal at its field, or that there is none any more."""
        super().tell(refusal)
        self._look()

    @Property(str, notify=changed)
    def general(self) -> str:
        """The refusal, where it does not stand at a concern."""
        return "" if self.refused_field in {row[0] for row in self._concerns.rows} else self.refusal

    def _look(self) -> None:
        line, session = self._line(), self.desk.app.session
        rows: list[ConcernRow] = []
        if line is not None and session is not None:
            self._seen = session.history.count
            history, at, to = session.history, line.entry.observed_at, UUID(self._typed[_TO])
            if found := moves.asks(history, line.first.id, to, self.desk.now):
                then = time_out.as_then(history.state, history, to, at, self.desk.now)
                rows = [self._row(one, concern_named(one, history.state, then, at)) for one in found]
        self._concerns.show(rows)
        self.changed.emit()

    def _row(self, concern: Concern, label: str) -> ConcernRow:
        typed = self._typed.get(concern.value, "")
        return ConcernRow(concern.value, label, typed, self.refused_field == concern.value)

    def _line(self) -> Line | None:
        session = self.desk.app.session
        return session.history.line(UUID(self._typed[_TARGET])) if session and self.asked else None

    def _standing(self) -> Standing:
        typed = {name: text for name, text in self._typed.items() if text.strip()}
        return typed if any(not name.startswith(".") for name in typed) else {}

    def _stand(self, found: Standing) -> None:
        self._typed = dict(found)
        line = self._line()
        if line is None or line.voided is not None:
            self._typed = {}
        self.tell(None)
