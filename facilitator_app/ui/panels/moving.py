"""A dose that was filed for the wrong person, while what stands in its way with the right one wants its named reasons.

Nothing moves before they are named: they were named for somebody else where it stands.  The question waits in the dose's part
of who has the dose, and is told with whom it would come to and where nobody is chosen, until it is answered.  Of somebody's
several doses each waits by itself; one after the other is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple
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
"""To whom a dose is moved, among the reasons that are typed; and the dose, in drafts that hold one question alone."""


class Waiting(NamedTuple):
    """A dose whose question waits: with whom it stands, to whom it would come, what it is, and the two by name."""

    person: str
    to: str
    what: str
    way: str


def _questions(found: Mapping[str, str]) -> dict[str, Standing]:
    """What is typed of each dose, by the dose."""
    if _TARGET in found:  # as a draft was kept that held one alone
        return {found[_TARGET]: {name: text for name, text in found.items() if name != _TARGET}}
    told: dict[str, Standing] = {}
    for name, text in found.items():
        target, _, field = name.partition("/")
        told.setdefault(target, {})[field] = text
    return {target: typed for target, typed in told.items() if _TO in typed}


@QmlElement
@QmlUncreatable("made by the program")
class MovingPanel(PanelView):
    """``asked``: a dose is on its way and wants reasons.  ``moved``: it stands with the right person.

    ``elsewhere``: somebody else is looked at than who has the dose.
    """

    changed = Signal()
    moved = Signal()
    elsewhere = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._concerns = Rows(ConcernRow, self)
        self._every: dict[str, Standing] = {}
        self._asked = ""  # the dose of which it is asked
        self._seen = -1
        self._section, self._begun = "", False  # the part that is open, and whether the question was put since
        self._everywhere = Rows(Waiting, self)
        self._there = Rows(Waiting, self)
        self._kept = Kept(desk, "moving", self._standing, self._stand)
        desk.move_asked.connect(self.begin)

    @Property(bool, notify=changed)
    def asked(self) -> bool:
        """Whether a dose is on its way to somebody else."""
        return self._asked in self._every

    @property
    def _typed(self) -> Standing:
        return self._every.get(self._asked, {})

    @Property(bool, notify=changed)
    def here(self) -> bool:
        """Whether it stands in the place of the open part: right after it was put, and later in the dose's."""
        return self.asked and (self._begun or self._section == "dose")

    @Property(Rows, constant=True)
    def everywhere(self) -> Rows:
        """Every dose whose question waits."""
        return self._everywhere

    @Property(Rows, constant=True)
    def there(self) -> Rows:
        """Those that would come to who is chosen."""
        return self._there

    def told_of(self, person: UUID) -> list[str]:
        """The questions that wait of somebody: of whom the dose stands with, and of whom it would come to."""
        rows = self._everywhere.rows
        return [f"{way}: {what}" for whose, to, what, way in rows if str(person) in (whose, to)]

    def turn(self, section: str) -> None:
        """This part of the panel is open, or this person's: the question waits in its own."""
        self._section, self._begun = section, False
        self.changed.emit()

    @Property(str, notify=changed)
    def whom(self) -> str:
        """To whom."""
        return render("move.to_whom", whom=self.desk.whom([UUID(self._typed[_TO])])) if self.asked else ""

    @Property(str, notify=changed)
    def what(self) -> str:
        """The dose as it reads now, in short, and its time."""
        line = self._line()
        return self._told(line) if line is not None else ""

    def _told(self, line: Line) -> str:
        fact = line.entry.fact
        if not isinstance(fact, DoseGiven):
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
        """Ask for the reasons of this dose with that person: of who has it, and it waits from now on."""
        line = self.desk.session.history.line(UUID(target))
        if line is not None and (one := line.first.participant) is not None and self.desk.chosen != (one,):
            self.elsewhere.emit(str(one))
        self._every[target] = {_TO: to}
        self._asked, self._begun = target, True
        self.tell(None)
        self._kept.keep()
        self._find()

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
        self._answered()()

    def _answered(self) -> Callable[[], None]:
        """To be called when this one is answered: the next is asked, if another waits."""
        return self._kept.written(*(name for name in self._standing() if name.startswith(f"{self._asked}/")))

    @Slot()
    def go(self) -> None:
        """Move it, with the reasons that were named."""
        line = self._line()
        if line is None:
            return
        to, target = UUID(self._typed[_TO]), line.first.id
        asked = [Concern(row[0]) for row in self._concerns.rows]
        reasons = {one: self._typed.get(one.value, "") for one in asked}
        gone = self._answered()

        def done() -> None:
            gone()
            self.moved.emit()

        self.do(lambda _: self.desk.move(target, to, reasons), "", done, undo=None, told=False)

    def refresh(self) -> None:
        """The record may have changed: compare again; what was withdrawn meanwhile is not moved any more."""
        session = self.desk.app.session
        self._find()
        if not self.asked and self._kept.waits:
            self._kept.keep()  # withdrawn while somebody else was looked at: nothing waits any more
        if not self.asked or session is None or session.history.count == self._seen:
            return
        line = self._line()
        if line is None or line.voided is not None:
            self.stop()
        else:
            self._look()

    def _find(self) -> None:
        told = self._kept.of_everybody.items()
        every = [(whose, *one) for whose, found in told for one in _questions(found).items()]
        found = [row for one in every if (row := self._waiting(*one)) is not None]
        there = [row for row in found if UUID(row.to) in self.desk.chosen]
        if (tuple(found), tuple(there)) != (self._everywhere.rows, self._there.rows):
            self._everywhere.show(found)
            self._there.show(there)
            self.changed.emit()

    def _waiting(self, whose: str, target: str, typed: Mapping[str, str]) -> Waiting | None:
        line, to = self._stands(target), typed[_TO]
        if line is None:
            return None
        way = render("move.way", whom=self.desk.whom([UUID(whose)]), to=self.desk.whom([UUID(to)]))
        return Waiting(whose, to, render("move.waits", what=self._told(line)), way)

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
        return session.history.line(UUID(self._asked)) if session and self.asked else None

    def _stands(self, target: str) -> Line | None:
        """The line of a dose that was not withdrawn."""
        session = self.desk.app.session
        line = session.history.line(UUID(target)) if session else None
        return line if line is not None and line.voided is None else None

    def _standing(self) -> Standing:
        every = [(target, name, text) for target, typed in self._every.items() for name, text in typed.items()]
        return {f"{target}/{name}": text for target, name, text in every if text.strip()}

    def _stand(self, found: Standing) -> None:
        self._every = {target: typed for target, typed in _questions(found).items() if self._stands(target)}
        if not self.asked:
            self._asked = next(iter(self._every), "")
        self.tell(None)
