"""What the sessions of a programme begin with besides its plan: the leaving list and the group's rules; and this address.

What is kept here holds for sessions that open from now on.  Whose word each is, is the core's to say.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.clinic import Clinic
from facilitator_app.faults import Refusal
from facilitator_app.record.circle import RulesKept
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.emergency import AddressTold
from facilitator_app.record.leaving import SHIPPED, LeavingList, LeavingListKept
from facilitator_app.record.release import Part2Kept
from facilitator_app.record.roles import Act, word_counts
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.leaving_criteria import LeavingCriteria
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class Begins(QObject):
    """The sheet of one programme."""

    changed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._programme = ""
        self._rules = ""
        self._address = ""
        self._part2 = False
        self._form = Form(app.faults, "what sessions begin with", (), self)
        self._unsaved = KeptText(app, "begins/", self)
        self._unsaved.came.connect(self._fill)
        self._leaving = LeavingCriteria(app, self._unsaved, self)
        self._leaving.changed.connect(self.changed)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """The state of the last try to keep it."""
        return self._form

    @Property(LeavingCriteria, constant=True)
    def leaving(self) -> LeavingCriteria:
        """The leaving list."""
        return self._leaving

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether the sheet is shown."""
        return self._programme != ""

    @Property(bool, notify=changed)
    def has_draft(self) -> bool:
        """Whether something was changed that is not on the record."""
        typed = self._unsaved.of(self._programme)
        return self.open and any(text or field != "own" for field, text in typed.items())

    @Property(bool, notify=changed)
    def may_list(self) -> bool:
        """Whether the word of who is at the screen counts for the list."""
        roles = self._app.at_screen.roles if self._app.at_screen else ()
        return word_counts(roles, Act.SIGN_PLAN)

    @Property(bool, notify=changed)
    def may_address(self) -> bool:
        """Whether who is at the screen keeps the clinic's address."""
        roles = self._app.at_screen.roles if self._app.at_screen else ()
        return word_counts(roles, Act.MANAGE_CLINIC)

    @Property(str, notify=changed)
    def rules(self) -> str:
        """The group's rules, a line each."""
        return self._rules

    @Property(str, notify=changed)
    def address(self) -> str:
        """The address of this place."""
        return self._address

    @Property(bool, notify=changed)
    def part2(self) -> bool:
        """Whether this is a programme under 42 CFR Part 2: what leaves it carries the notice."""
        return self._part2

    # ------------------------------------------------------------- what is done
    @Slot(str)
    def show(self, programme: str) -> None:
        """Open the sheet of a programme."""
        self._programme = programme
        self._form.clear()
        self._unsaved.enter()
        self._fill()

    @Slot(str, object)
    def bring(self, programme: str, leaving: LeavingList) -> None:
        """A leaving list came with a programme: it waits here until somebody keeps it whose word counts."""
        self._unsaved.enter()
        self._leaving.bring(programme, leaving)

    @Slot()
    def close(self) -> None:
        """Close it; what is half-made is kept for the next time."""
        self._unsaved.keep()
        self._programme = ""
        self.changed.emit()

    @Slot()
    def forget(self) -> None:
        """Go back to what is on the record."""
        self._unsaved.drop(self._programme)
        self._fill()

    @Slot()
    def _fill(self) -> None:
        if not self.open or self._app.clinic is None:
            return
        clinic, typed = self._app.clinic.state, self._unsaved.of(self._programme)
        self._rules = typed.get("rules", clinic.rules.get(self._programme, ""))
        self._address = typed.get("address", clinic.address)
        self._part2 = typed["part2"] == "yes" if "part2" in typed else clinic.part2
        self._leaving.show(self._programme)
        self.changed.emit()

    @Slot(str)
    def type_rules(self, text: str) -> None:
        """The rules as typed."""
        self._rules = text
        self._type("rules", text)

    @Slot(str)
    def type_address(self, text: str) -> None:
        """The address as typed."""
        self._address = text
        self._type("address", text)

    @Slot()
    def turn_part2(self) -> None:
        """It is one under Part 2, or is not."""
        self._part2 = not self._part2
        self._type("part2", "yes" if self._part2 else "no")

    @Slot()
    def keep(self) -> None:
        """Keep what is otherwise now."""
        self._form.attempt(self._keep, self._kept)

    def _kept(self) -> None:
        own = self._leaving.own
        self._unsaved.drop(self._programme)
        if own:  # it was not added
            self._unsaved.type(self._programme, "own", own)
        self.close()

    async def _keep(self) -> None:
        clinic, programme = self._clinic(), self._programme
        state: ClinicState = clinic.state
        kept: list[LeavingListKept | RulesKept | AddressTold | Part2Kept] = []
        leaving = self._leaving.told()
        if leaving != state.leaving.get(programme, SHIPPED):
            kept.append(LeavingListKept(programme=programme, list=leaving))
        if self._rules != state.rules.get(programme, ""):
            kept.append(RulesKept(programme=programme, text=self._rules))
        if self._address != state.address:
            kept.append(AddressTold(address=self._address))
        if self._part2 != state.part2:
            kept.append(Part2Kept(holds=self._part2))
        for fact in kept:
            await clinic.keep_for_sessions(fact)

    def _type(self, field: str, text: str) -> None:
        self._unsaved.type(self._programme, field, text)
        self.changed.emit()

    def _clinic(self) -> Clinic:
        if self._app.clinic is None:
            raise Refusal("app.locked")
        return self._app.clinic
