"""People and their history from a table at the window: what columns hold, what lines come to, and only then it is taken in.

How a table is read and what becomes of a line is the core's, by the way of its kind (``table_ways``).  Nothing is held when
locked.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app import kept_columns, moving_in
from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.handoff.files import leave, unnamed
from facilitator_app.moving_in import What
from facilitator_app.table_file import Table, read_table
from facilitator_app.text import render
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.notices import Form
from facilitator_app.ui.people_columns import PeopleColumns
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.table_ways import HistoryWay, Line, PeopleWay, Tried, Way
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

SHOWN = 200
"""So many lines are listed at first, and so many more at a touch; the report has all of them."""
TOLD = (What.ALIKE, What.REFUSED, What.THERE, What.NEW)
"""What lines can be looked at, the first of them first."""


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
        self._ways: dict[str, Way] = {way.key: way for way in (PeopleWay(app), HistoryWay(app))}
        self._way: Way = self._ways["people"]
        self._forget()

    def _forget(self) -> None:
        self._name = ""
        self._table: Table | None = None
        self._content = b""
        self._trial: Tried | None = None
        self._told: list[tuple[Line, str]] = []
        self._others: set[int] = set()
        self._good_only = False
        self._recalled = False
        self._kind, self._listed = What.ALIKE, SHOWN

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
    def matter(self) -> str:
        """What it is a table of: people, or history."""
        return self._way.key

    @Property(str, notify=changed)
    def step(self) -> str:
        """What is asked now: nothing while the file cannot be read, columns, or lines."""
        return "" if self._table is None else "columns" if self._trial is None else "lines"

    @Property(str, notify=changed)
    def read_as(self) -> str:
        """How the file was read, and with which letters."""
        told = moving_in.table_told(self._table) if self._table else ""
        return f"{told} {render('history.kept_columns')}" if self._recalled else told

    @Property(PeopleColumns, constant=True)
    def columns(self) -> PeopleColumns:
        """What its columns hold."""
        return self._columns

    @Property("QVariantList", notify=changed)
    def kinds(self) -> list[dict[str, str]]:
        """What lines can be listed, and how many of each there are."""
        return _kinds(self._trial) if self._trial else []

    @Property(str, notify=changed)
    def kind(self) -> str:
        """Which lines are listed."""
        return self._kind.value

    @Property(QObject, constant=True)
    def lines(self) -> Rows:
        """Those lines."""
        return self._lines_model

    @Property(str, notify=changed)
    def lines_of(self) -> str:
        """How many of these lines are listed, where that is not all of them; or empty."""
        count = self._trial.count(self._kind) if self._trial else 0
        return render("moving.more", shown=self._listed, count=count) if count > self._listed else ""

    @Property(str, notify=changed)
    def totals(self) -> str:
        """How many lines come to what."""
        return self._way.totals(self._trial) if self._trial else ""

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many lines would be taken in."""
        return self._trial.count(What.NEW) + len(self._others) if self._trial else 0

    @Property(str, notify=changed)
    def other(self) -> str:
        """What is said to a line that is asked about."""
        return render(self._way.other)

    @Property(bool, notify=changed)
    def good_asked(self) -> bool:
        """Whether it is asked if the good lines are to be taken in alone."""
        return self._way.good_asked and self._trial is not None and self._trial.count(What.REFUSED) > 0

    @Property(bool, notify=changed)
    def good_only(self) -> bool:
        """Whether they are."""
        return self._good_only

    @Property(str, notify=changed)
    def said(self) -> str:
        """What was done last."""
        return self._said

    # ------------------------------------------------------------ what people do
    @Slot(str)
    def ask(self, kind: str) -> None:
        """Ask for a table of people, or of their history."""
        self._way = self._ways[kind]
        self._files.ask(render(self._way.which), "", self._read, (".csv", ".tsv", ".txt"))

    @Slot()
    def try_out(self) -> None:
        """Tell what each line comes to; nothing is written."""
        self._form.attempt(self._try_out, self._show)

    @Slot()
    def back(self) -> None:
        """To the columns again."""
        self._untry()
        self._show()

    @Slot(str)
    def show_kind(self, kind: str) -> None:
        """List the lines that come to this."""
        self._kind, self._listed = What(kind), SHOWN
        self._show()

    @Slot()
    def list_more(self) -> None:
        """List some more of them."""
        self._listed += SHOWN
        self._show()

    @Slot(str)
    def toggle(self, line: str) -> None:
        """Whoever stands in this line is somebody else than the one who is here, or is not."""
        self._others ^= {int(line)}
        self._show()

    @Slot()
    def toggle_good(self) -> None:
        """The good lines are to be taken in alone, or are not."""
        self._good_only = not self._good_only
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

    @Slot(str)
    def save_all(self, kind: str) -> None:
        """Ask where, and write everybody, or everybody's history, as a table."""
        self._way = self._ways[kind]
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
        content, table = await asyncio.to_thread(_read_file, path)
        kept = await kept_columns.recalled(self._app, self._way.key, table)
        if isValid(self) and self._app.clinic is not None:
            self._table, self._content, self._recalled = table, content, kept is not None
            self._columns.read(table, self._way, kept)

    async def _try_out(self) -> None:
        table = self._table
        if table is None:
            raise Refusal("app.locked")
        trial, told = await self._way.try_out(table, self._content, self._columns.holds, self._columns.answers)
        if isValid(self) and self._table is table:
            self._untry()
            self._trial, self._told = trial, told
            self._kind = next((what for what in TOLD if trial.count(what)), What.ALIKE)

    def _untry(self) -> None:
        self._trial, self._told, self._others, self._good_only = None, [], set(), False

    async def _take_in(self) -> None:
        table, trial, way, kept = self._table, self._trial, self._way, self._columns.kept
        if table is None or trial is None:
            raise Refusal("app.locked")
        said = await way.take_in(trial, frozenset(self._others), good_only=self._good_only)
        await kept_columns.remember(self._app, way.key, table, kept)
        if isValid(self):
            self._said = said

    def _taken(self) -> None:
        self.close()
        self.taken.emit()

    def _write_report(self, folder: Path) -> None:
        report = "\n".join((self.read_as, self.totals, *map(_in_words, self._told), "")).encode()
        self._form.attempt(lambda: self._leave(folder, "import", "txt", report), self.changed.emit)

    def _write_all(self, folder: Path) -> None:
        self._form.attempt(lambda: self._write_everything(folder, self._way), self.changed.emit)

    async def _write_everything(self, folder: Path, way: Way) -> None:
        table = await way.everything()
        async with self._app.going_out(list(self._app.clinic_state().participants), folder=folder):
            await self._leave(folder, way.key, "csv", table)

    async def _leave(self, folder: Path, kind: str, ending: str, content: bytes) -> None:
        path = await asyncio.to_thread(leave, folder, unnamed(kind, ending), content)
        if isValid(self):
            self._said = render("course.written", file=path.name)

    def _show(self) -> None:
        self._lines_model.show(_line_rows(self._told, self._kind, self._others, self._listed))
        self.changed.emit()


def _read_file(path: Path) -> tuple[bytes, Table]:
    content = moving_in.content_of(path)
    return content, read_table(content)


def _kinds(trial: Tried) -> list[dict[str, str]]:
    there = [(what, count) for what in TOLD if (count := trial.count(what))]
    return [{"key": what.value, "text": render(f"moving.kind.{what.value}", count=count)} for what, count in there]


def _in_words(told: tuple[Line, str]) -> str:
    return render("moving.line", line=told[0].line, said=told[1])


def _line_rows(told: list[tuple[Line, str]], kind: What, others: set[int], most: int) -> list[LineRow]:
    """The lines that come to that, as many as are listed."""
    listed = [one for one in told if one[0].what is kind][:most]
    return [
        LineRow(
            key=str(one[0].line),
            text=_in_words(one),
            asked=one[0].may_be_another,
            other=one[0].line in others,
        )
        for one in listed
    ]
