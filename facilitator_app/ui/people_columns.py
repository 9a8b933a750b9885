"""What the columns of a table of people hold, as the heads suggest and somebody says; and in which order dates stand."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject

from facilitator_app import moving_in, people_file
from facilitator_app.people_file import OFFERED, SURNAME
from facilitator_app.table_file import Dates, Table, order_of_dates
from facilitator_app.text import render
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

EXAMPLE = 80
"""So many letters are shown of what stands first in a column."""


class ColumnRow(NamedTuple):
    """A column of the file: its place, head, what stands in it first, and what it holds."""

    key: str
    head: str
    example: str
    told: str


@QmlElement
@QmlUncreatable("made by the program")
class PeopleColumns(QObject):
    """The columns of one table; ``said``: somebody said otherwise."""

    changed = Signal()
    said = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = Rows(ColumnRow, self)
        self._table: Table | None = None
        self._holds: dict[str, str] = {}
        self._chosen = 0
        self._dates: Dates | None = None

    @property
    def holds(self) -> dict[str, str]:
        """What each column holds that is not left out."""
        return {head: field for head, field in self._holds.items() if field}

    @property
    def order(self) -> Dates | None:
        """The order that was chosen."""
        return self._dates

    def read(self, table: Table | None) -> None:
        """These are the columns now; None: none, and nothing of them is held."""
        self._table, self._chosen, self._dates = table, 0, None
        self._holds = people_file.suggested(table.heads, moving_in.called()) if table else {}
        self._show()

    @Property(QObject, constant=True)
    def rows(self) -> Rows:
        """The columns with what they hold."""
        return self._rows

    @Property(int, notify=changed)
    def chosen(self) -> int:
        """Which of them is chosen."""
        return self._chosen

    @Property("QVariantList", notify=changed)
    def fields(self) -> list[dict[str, object]]:
        """What a column can hold: key, text, and whether the chosen one does."""
        holds = self._holds.get(self._head, "")
        offered = [
            ("", render("moving.left_out")),
            *((field, render(f"field.{field}")) for field in (*OFFERED, SURNAME)),
        ]
        return [{"key": key, "text": told, "chosen": key == holds} for key, told in offered]

    @Property("QVariantList", notify=changed)
    def orders(self) -> list[dict[str, str]]:
        """In which order day, month and year can stand; nothing where the file tells it."""
        if self._table is None or order_of_dates(self._table, self._holds) is not None:
            return []
        return [{"key": one.value, "text": render(f"moving.dates.{one.value}")} for one in (Dates.DMY, Dates.MDY)]

    @Property(str, notify=changed)
    def dates(self) -> str:
        """Which order was chosen, or nothing."""
        return self._dates.value if self._dates else ""

    @Slot(int)
    def choose(self, place: int) -> None:
        """Say of this column what it holds."""
        self._chosen = place
        self._show()

    @Slot(str)
    def hold(self, field: str) -> None:
        """The chosen column holds this; nothing leaves it out."""
        self._holds[self._head] = field
        self._show()
        self.said.emit()

    @Slot(str)
    def order_dates(self, key: str) -> None:
        """Dates of birth are written in this order."""
        self._dates = Dates(key)
        self._show()
        self.said.emit()

    @property
    def _head(self) -> str:
        return self._table.heads[self._chosen] if self._table else ""

    def _show(self) -> None:
        heads = self._table.heads if self._table else ()
        self._rows.show([self._row(place, head) for place, head in enumerate(heads)])
        self.changed.emit()

    def _row(self, place: int, head: str) -> ColumnRow:
        rows = self._table.rows if self._table else ()
        example = next((row.cells[place].strip() for row in rows if row.cells[place].strip()), "")
        field = self._holds.get(head, "")
        told = render(f"field.{field}") if field else render("moving.left_out")
        return ColumnRow(key=str(place), head=head, example=example[:EXAMPLE], told=told)
