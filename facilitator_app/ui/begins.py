"""What the sessions of a programme begin with besides its plan: the leaving list and the group's rules; and this address.

What is kept here holds for sessions that open from now on.  Whose word each is, is the core's to say.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec
from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.clinic import Clinic
from facilitator_app.faults import Refusal
from facilitator_app.record.circle import RulesKept
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.emergency import AddressTold
from facilitator_app.record.leaving import SCALES, SHIPPED, Asks, Criterion, LeavingList, LeavingListKept, LeavingScale
from facilitator_app.record.release import Part2Kept
from facilitator_app.record.roles import Act, word_counts
from facilitator_app.text import catalogue, render, word
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.notices import Form
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.wording import criterion_name, of_list

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


class BeginRow(NamedTuple):
    """A line of the leaving list as the clinic sets it; ``unit`` empty: it has no figure."""

    key: str
    label: str
    on: bool
    figure: str
    unit: str


@QmlElement
@QmlUncreatable("made by the program")
class Begins(QObject):
    """The sheet of one programme."""

    changed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._programme = ""
        self._list = SHIPPED
        self._rules = ""
        self._address = ""
        self._part2 = False
        self._own = ""
        self._rows = Rows(BeginRow, self)
        self._form = Form(app.faults, "what sessions begin with", (), self)
        self._unsaved = KeptText(app, "begins/", self)
        self._unsaved.came.connect(self._fill)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """The state of the last try to keep it."""
        return self._form

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether the sheet is shown."""
        return self._programme != ""

    @Property(bool, notify=changed)
    def has_draft(self) -> bool:
        """Whether something was changed that is not on the record."""
        typed = self._unsaved.of(self._programme)
        return self.open and any(text or field != "own" for field, text in typed.items())

    @Property(str, notify=changed)
    def source(self) -> str:
        """Where the list comes from."""
        return render("leaving_ui.source", source=of_list(self._list.source, catalogue()), version=self._list.version)

    @Property(Rows, constant=True)
    def criteria(self) -> Rows:
        """Every line, on or off."""
        return self._rows

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

    @Property(bool, notify=changed)
    def may_pass(self) -> bool:
        """Whether the provider may pass a line by a reason."""
        return self._list.may_pass

    @Property("QVariantList", constant=True)
    def scales(self) -> list[dict[str, str]]:
        """The published scales to choose from, and none."""
        return [{"key": scale.value, "text": word(scale)} for scale in LeavingScale]

    @Property(str, notify=changed)
    def scale(self) -> str:
        """The one chosen."""
        return self._list.scale.value

    @Property(str, notify=changed)
    def scale_source(self) -> str:
        """Where it comes from, and its version."""
        known = SCALES.get(self._list.scale)
        return render("begins.scale_source", version=known.version, source=known.source) if known else ""

    @Property(str, notify=changed)
    def own(self) -> str:
        """A line of the clinic's own that is not on the list yet."""
        return self._own

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
        self._unsaved.type(programme, "list", msgspec.json.encode(leaving).decode())

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
        kept = self._unsaved.whole(self._programme, "list", LeavingList)
        self._list = kept or clinic.leaving.get(self._programme, SHIPPED)
        self._rules = typed.get("rules", clinic.rules.get(self._programme, ""))
        self._address = typed.get("address", clinic.address)
        self._own = typed.get("own", "")
        self._part2 = typed["part2"] == "yes" if "part2" in typed else clinic.part2
        self._tell()

    @Slot(str)
    def turn(self, key: str) -> None:
        """A line is on, or off."""
        self._change(key, lambda one: msgspec.structs.replace(one, on=not one.on))

    @Slot(str, str)
    def set_figure(self, key: str, typed: str) -> None:
        """The figure of a line, as typed; one that is no number or cannot be is refused."""

        def change(one: Criterion) -> Criterion:
            figure = int(typed) if typed.strip().isdecimal() else 0
            if one.asks is Asks.VITALS:
                return msgspec.structs.replace(one, percent=figure)
            return msgspec.structs.replace(one, minutes=figure)

        self._form.check(lambda: self._change(key, change))

    @Slot(str)
    def add(self, label: str) -> None:
        """A line of the clinic's own."""
        self._form.check(lambda: self._add(label))

    def _add(self, label: str) -> None:
        if not label.strip():
            raise Refusal("entry.empty", field="text")
        taken = {one.key for one in self._list.criteria}
        key = next(f"own_{number}" for number in range(1, 100) if f"own_{number}" not in taken)
        self._set(criteria=(*self._list.criteria, Criterion(key=key, label=label.strip())))
        self.type_own("")

    @Slot(str)
    def type_own(self, text: str) -> None:
        """A line of the clinic's own as typed."""
        self._own = text
        self._type("own", text)

    @Slot(str)
    def choose_scale(self, scale: str) -> None:
        """Which scale is taken, if any."""
        self._set(scale=LeavingScale(scale))

    @Slot()
    def turn_passing(self) -> None:
        """Whether the provider may pass a line."""
        self._set(may_pass=not self._list.may_pass)

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
        self._unsaved.drop(self._programme)
        if self._own:  # it was not added
            self._unsaved.type(self._programme, "own", self._own)
        self.close()

    async def _keep(self) -> None:
        clinic, programme = self._clinic(), self._programme
        state: ClinicState = clinic.state
        kept: list[LeavingListKept | RulesKept | AddressTold | Part2Kept] = []
        if self._list != state.leaving.get(programme, SHIPPED):
            kept.append(LeavingListKept(programme=programme, list=self._list))
        if self._rules != state.rules.get(programme, ""):
            kept.append(RulesKept(programme=programme, text=self._rules))
        if self._address != state.address:
            kept.append(AddressTold(address=self._address))
        if self._part2 != state.part2:
            kept.append(Part2Kept(holds=self._part2))
        for fact in kept:
            await clinic.keep_for_sessions(fact)

    def _change(self, key: str, change: Callable[[Criterion], Criterion]) -> None:
        criteria = tuple(change(one) if one.key == key else one for one in self._list.criteria)
        self._set(criteria=criteria)

    def _set(self, **what: Any) -> None:
        self._list = msgspec.structs.replace(self._list, **what)
        self._type("list", msgspec.json.encode(self._list).decode())
        self._tell()

    def _type(self, field: str, text: str) -> None:
        self._unsaved.type(self._programme, field, text)
        self.changed.emit()

    def _clinic(self) -> Clinic:
        if self._app.clinic is None:
            raise Refusal("app.locked")
        return self._app.clinic

    def _tell(self) -> None:
        self._rows.show([_row(one) for one in self._list.criteria if one.asks is not Asks.SCALE])
        self.changed.emit()


def _row(one: Criterion) -> BeginRow:
    figure = one.percent if one.asks is Asks.VITALS else one.minutes if one.asks is Asks.DOSE else None
    unit = {Asks.VITALS: "begins.percent", Asks.DOSE: "begins.minutes"}.get(one.asks)
    text = criterion_name(one.key, one.label, catalogue())
    return BeginRow(one.key, text, one.on, "" if figure is None else str(figure), render(unit) if unit else "")
