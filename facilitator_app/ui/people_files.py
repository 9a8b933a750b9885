"""People from a table at the window: which column holds what, then what each line comes to, and only then they are taken in.

How a table is read and what becomes of a line is the core's (``people_file``, ``moving_in``).  Nothing is held once locked.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app import moving_in
from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.handoff.files import leave, unnamed
from facilitator_app.moving_in import Trial, What
from facilitator_app.people_file import OFFERED
from facilitator_app.table_file import Table, read_table
from facilitator_app.text import render
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.notices import Form
from facilitator_app.ui.people_columns import PeopleColumns
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

SHOWN = 200
"""So many lines are listed at once; the report has all of them."""
TOLD = (What.ALIKE, What.REFUSED, What.THERE)
"""What is worth a look, line by line, the first of them first."""


class LineRow(NamedTuple):
    """A line of the file: what becomes of it, whether it is asked about, and whether it was said to be somebody else."""

    key: str
    text: str
    asked: bool
    other: bool


@QmlElement
@QmlUncreatable("made by the program")
class PeopleFiles(QObject):
    """``step``: columns, or lines once they were tried."""

    changed = Signal()
    taken = Signal()

    def __init__(self, app: App, files: FilePicker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app, self._files = app, files
        self._form = Form(app.faults, "people from a file", (), self)
        self._columns, self._lines_model = PeopleColumns(self), Rows(LineRow, self)
        self._columns.said.connect(self._form.clear)
        self._said = ""
        self._forget()

    def _forget(self) -> None:
        self._name = ""
        self._table: Table | None = None
        self._trial: Trial | None = None
        self._others: set[int] = set()
        self._kind = What.ALIKE

    # ------------------------------------------------------------ what is shown
    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether a file was chosen."""
        return self._name != ""

    @Property(str, notify=changed)
    def title(self) -> str:
        """The file's name."""
        return self._name

    @Property(str, notify=changed)
    def step(self) -> str:
        """What is asked now: nothing while the file cannot be read, columns, or lines."""
        return "" if self._table is None else "columns" if self._trial is None else "lines"

    @Property(str, notify=changed)
    def read_as(self) -> str:
        """How the file was read, and with which letters."""
        return moving_in.table_told(self._table) if self._table else ""

    @Property(PeopleColumns, constant=True)
    def columns(self) -> PeopleColumns:
        """What its columns hold."""
        return self._columns

    @Property("QVariantList", notify=changed)
    def kinds(self) -> list[dict[str, str]]:
        """What lines can be listed, and how many of each there are."""
        trial = self._trial
        return [
            {"key": what.value, "text": render(f"moving.kind.{what.value}", count=trial.count(what))}
            for what in TOLD
            if trial is not None and trial.count(what)
        ]

    @Property(str, notify=changed)
    def kind(self) -> str:
        """Which lines are listed."""
        return self._kind.value

    @Property(QObject, constant=True)
    def lines(self) -> Rows:
        """Those lines."""
        return self._lines_model

    @Property(str, notify=changed)
    def totals(self) -> str:
        """How many lines come to what."""
        return moving_in.totals_told(self._trial) if self._trial else ""

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many people would be taken in."""
        return self._trial.count(What.NEW) + len(self._others) if self._trial else 0

    @Property(str, notify=changed)
    def said(self) -> str:
        """What was done last."""
        return self._said

    # ------------------------------------------------------------ what people do
    @Slot()
    def ask(self) -> None:
        """Ask for a table."""
        self._files.ask(render("moving.which"), "", self._read, (".csv", ".tsv", ".txt"))

    @Slot()
    def try_out(self) -> None:
        """Tell what each line comes to; nothing is written."""
        self._form.attempt(self._try_out, self._show)

    @Slot()
    def back(self) -> None:
        """To the columns again."""
        self._trial, self._others = None, set()
        self._show()

    @Slot(str)
    def show_kind(self, kind: str) -> None:
        """List the lines that come to this."""
        self._kind = What(kind)
        self._show()

    @Slot(str)
    def toggle(self, line: str) -> None:
        """Whoever stands in this line is somebody else than the one who is here, or is not."""
        self._others ^= {int(line)}
        self._show()

    @Slot()
    def take_in(self) -> None:
        """Write them down, all or none."""
        self._form.attempt(self._take_in, self._taken)

    @Slot()
    def close(self) -> None:
        """Leave the file."""
        self._forget()
        self._columns.read(None)
        self._form.clear()
        self._show()

    @Slot()
    def save_report(self) -> None:
        """Ask where, and write what becomes of each line as a text."""
        self._files.ask(render("course.where"), render("course.here"), self._write_report)

    @Slot()
    def save_all(self) -> None:
        """Ask where, and write everybody as a table."""
        self._files.ask(render("course.where"), render("course.here"), self._write_all)

    @Slot()
    def look(self) -> None:
        """The core changed: once locked, nothing of anybody is held."""
        if self._app.clinic is None and (self._name or self._said):
            self._said = ""
            self.close()

    # ------------------------------------------------------------ how
    def _read(self, path: Path) -> None:
        self._forget()
        self._name, self._said = path.name, ""
        self._form.attempt(lambda: self._open(path), self._show)
        self._show()

    async def _open(self, path: Path) -> None:
        table = await asyncio.to_thread(lambda: read_table(moving_in.content_of(path)))
        if isValid(self) and self._app.clinic is not None:
            self._table = table
            self._columns.read(table)

    async def _try_out(self) -> None:
        clinic, table = self._app.clinic, self._table
        if clinic is None or table is None:
            raise Refusal("app.locked")
        trial = await asyncio.to_thread(moving_in.try_out, clinic, table, self._columns.holds, self._columns.order)
        if isValid(self) and self._table is table:
            self._trial, self._others = trial, set()
            self._kind = next((what for what in TOLD if trial.count(what)), What.ALIKE)

    async def _take_in(self) -> None:
        clinic, trial = self._app.clinic, self._trial
        if clinic is None or trial is None:
            raise Refusal("app.locked")
        count = await moving_in.take_in(clinic, trial, frozenset(self._others))
        if isValid(self):
            self._said = render("moving.taken", count=count)

    def _taken(self) -> None:
        self.close()
        self.taken.emit()

    def _write_report(self, folder: Path) -> None:
        self._form.attempt(lambda: self._leave(folder, "import", "txt", self._report()), self.changed.emit)

    def _report(self) -> bytes:
        trial = self._trial
        if trial is None:
            raise Refusal("app.locked")
        told = (render("moving.line", line=one.line, said=moving_in.outcome_told(one)) for one in trial.outcomes)
        return "\n".join((self.read_as, self.totals, *told, "")).encode()

    def _write_all(self, folder: Path) -> None:
        self._form.attempt(lambda: self._write_everybody(folder), self.changed.emit)

    async def _write_everybody(self, folder: Path) -> None:
        clinic = self._app.clinic
        if clinic is None:
            raise Refusal("app.locked")
        heads = {field: render(f"field.{field}") for field in OFFERED}
        async with self._app.going_out(list(clinic.state.participants), folder=folder):
            await self._leave(folder, "people", "csv", moving_in.people_table(clinic, heads))

    async def _leave(self, folder: Path, kind: str, ending: str, content: bytes) -> None:
        path = await asyncio.to_thread(leave, folder, unnamed(kind, ending), content)
        if isValid(self):
            self._said = render("course.written", file=path.name)

    def _show(self) -> None:
        trial = self._trial
        listed = [one for one in trial.outcomes if one.what is self._kind][:SHOWN] if trial else []
        self._lines_model.show(
            [
                LineRow(
                    key=str(one.line),
                    text=render("moving.line", line=one.line, said=moving_in.outcome_told(one)),
                    asked=one.what is What.ALIKE,
                    other=one.line in self._others,
                )
                for one in listed
            ]
        )
        self.changed.emit()
