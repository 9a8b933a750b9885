"""The leaving list of a programme as the clinic sets it: which lines are on, their figures as they are typed, the scale.

A figure stays as it was typed, also one that cannot be: that is told at its field, and no list is made of it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec
from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.record.entry import whole_number
from facilitator_app.record.leaving import SCALES, SHIPPED, Asks, Criterion, LeavingList, LeavingScale
from facilitator_app.text import catalogue, render, say, word
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.wording import criterion_name, of_list

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

FIGURE = "figure."
"""Before a line's key: under this name its figure is kept as typed."""


class CriterionSet(NamedTuple):
    """A line of the list; ``unit`` empty: it has no figure; ``error``: why the figure cannot be."""

    key: str
    label: str
    on: bool
    figure: str
    unit: str
    error: str


@QmlElement
@QmlUncreatable("made by the program")
class LeavingCriteria(QObject):
    """The list of one programme at a time; what is changed waits in ``kept`` until it is on the record."""

    changed = Signal()

    def __init__(self, app: App, kept: KeptText, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._kept = kept
        self._programme = ""
        self._list = SHIPPED
        self._own_error = ""
        self._rows = Rows(CriterionSet, self)

    @Property(str, notify=changed)
    def source(self) -> str:
        """Where the list comes from."""
        return render("leaving_ui.source", source=of_list(self._list.source, catalogue()), version=self._list.version)

    @Property(Rows, constant=True)
    def rows(self) -> Rows:
        """Every line, on or off."""
        return self._rows

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
        return self._kept.of(self._programme).get("own", "")

    @Property(str, notify=changed)
    def own_error(self) -> str:
        """Why it cannot be added."""
        return self._own_error

    @Slot(str)
    def turn(self, key: str) -> None:
        """A line is on, or off."""
        criteria = self._list.criteria
        turned = (msgspec.structs.replace(one, on=not one.on) if one.key == key else one for one in criteria)
        self._set(criteria=tuple(turned))

    @Slot(str, str)
    def set_figure(self, key: str, typed: str) -> None:
        """The figure of a line, as typed."""
        self._type(FIGURE + key, typed)

    @Slot(str)
    def add(self, label: str) -> None:
        """A line of the clinic's own."""
        if not label.strip():
            self._own_error = say(Refusal("entry.empty", field="own"))
            self.changed.emit()
            return
        taken = {one.key for one in self._list.criteria}
        key = next(f"own_{number}" for number in range(1, 100) if f"own_{number}" not in taken)
        self._set(criteria=(*self._list.criteria, Criterion(key=key, label=label.strip())))
        self.type_own("")

    @Slot(str)
    def type_own(self, text: str) -> None:
        """A line of the clinic's own as typed."""
        self._own_error = ""
        self._type("own", text)

    @Slot(str)
    def choose_scale(self, scale: str) -> None:
        """Which scale is taken, if any."""
        self._set(scale=LeavingScale(scale))

    @Slot()
    def turn_passing(self) -> None:
        """Whether the provider may pass a line."""
        self._set(may_pass=not self._list.may_pass)

    def show(self, programme: str) -> None:
        """The list of another programme, or what is otherwise of this one."""
        clinic = self._app.clinic_state()
        self._programme, self._own_error = programme, ""
        kept = self._kept.whole(programme, "list", LeavingList)
        self._list = kept or clinic.leaving.get(programme, SHIPPED)
        self._tell()

    def bring(self, programme: str, leaving: LeavingList) -> None:
        """A list came with a programme: its figures stand in place of what was typed of them."""
        typed = self._kept.of(programme)
        self._kept.type(programme, "list", msgspec.json.encode(leaving).decode())
        for one in leaving.criteria:
            if FIGURE + one.key in typed:
                self._kept.type(programme, FIGURE + one.key, _figure(one))

    def told(self) -> LeavingList:
        """The list as it is to be kept.  Raises Refusal where a figure cannot be."""
        typed = self._kept.of(self._programme)
        criteria = tuple(_with(one, typed.get(FIGURE + one.key)) for one in self._list.criteria)
        return msgspec.structs.replace(self._list, criteria=criteria)

    def _set(self, **what: Any) -> None:
        self._list = msgspec.structs.replace(self._list, **what)
        self._type("list", msgspec.json.encode(self._list).decode())

    def _type(self, field: str, text: str) -> None:
        self._kept.type(self._programme, field, text)
        self._tell()

    def _tell(self) -> None:
        typed = self._kept.of(self._programme)
        criteria = (one for one in self._list.criteria if one.asks is not Asks.SCALE)
        self._rows.show([_row(one, typed.get(FIGURE + one.key)) for one in criteria])
        self.changed.emit()


def _with(one: Criterion, typed: str | None) -> Criterion:
    """A line with the figure that was typed; Refusal where it is none, or cannot be."""
    if typed is None:
        return one
    figure = whole_number(typed) or 0
    what = {"percent": figure} if one.asks is Asks.VITALS else {"minutes": figure}
    return msgspec.structs.replace(one, **what)


def _row(one: Criterion, typed: str | None) -> CriterionSet:
    unit = {Asks.VITALS: "begins.percent", Asks.DOSE: "begins.minutes"}.get(one.asks)
    label, error = criterion_name(one.key, one.label, catalogue()), ""
    try:
        _with(one, typed)
    except Refusal as refusal:
        error = say(refusal)
    figure = _figure(one) if typed is None else typed
    return CriterionSet(one.key, label, one.on, figure, render(unit) if unit else "", error)


def _figure(one: Criterion) -> str:
    """The figure of a line as it is typed; empty where it has none."""
    figure = one.percent if one.asks is Asks.VITALS else one.minutes if one.asks is Asks.DOSE else None
    return "" if figure is None else str(figure)
