"""What the columns of a table hold, as the heads suggest and somebody says; and what the file leaves open, as is answered."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject

from facilitator_app.history_file import Answers, Sort
from facilitator_app.kept_columns import Kept
from facilitator_app.table_file import Dates, Sign, Table, two_ways
from facilitator_app.text import render
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.table_ways import Way
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
    answered = Signal()
    said = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = Rows(ColumnRow, self)
        self._table: Table | None = None
        self._way: Way | None = None
        self._holds: dict[str, str] = {}
        self._chosen = 0
        self._answers: dict[str, str] = {}

    @property
    def holds(self) -> dict[str, str]:
        """What each column holds that is not left out."""
        return {head: field for head, field in self._holds.items() if field}

    @property
    def kept(self) -> Kept:
        """What was said, for the next file with these heads."""
        return Kept(columns=self._holds, **self._answers)

    @property
    def answers(self) -> Answers:
        """What was answered of what the file leaves open."""
        dates, sign, sort = (self._answers.get(field) for field in ("dates", "sign", "sort"))
        return Answers(Dates(dates) if dates else None, Sign(sign) if sign else None, Sort(sort) if sort else None)

    def read(self, table: Table | None, way: Way | None = None, kept: Kept | None = None) -> None:
        """These are the columns now, as they were ``kept``; None: none, and nothing of them is held."""
        self._table, self._way, self._chosen, self._answers, self._holds = table, way, 0, {}, {}
        if table is not None and way is not None:
            self._holds = way.suggested(table) | (kept.columns if kept else {})
        if kept is not None:
            answers = {"dates": kept.dates, "sign": kept.sign, "sort": kept.sort}
            self._answers = {field: said for field, said in answers.items() if said}
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
        offered = [("", render("moving.left_out")), *(self._way.fields() if self._way else ())]
        return [{"key": key, "text": told, "chosen": key == holds} for key, told in offered]

    @Property("QVariantList", notify=changed)
    def asked(self) -> list[dict[str, object]]:
        """What the file leaves open: key, text, and what can be said."""
        if self._table is None or self._way is None:
            return []
        asks, key = self._way.asks(self._table, self.holds), self._way.key
        offered = {
            "dates": (f"{key}.dates_asked" if key == "history" else "moving.dates_asked", _ORDERS),
            "decimals": ("history.decimals_asked", _SIGNS),
            "sort": ("history.sort_asked", _SORTS),
        }
        return [
            {
                "key": name,
                "text": render(text, said=two_ways(self._table, self.holds, ("date", "birth_date"))),
                "options": [{"key": value, "text": render(told)} for value, told in options],
            }
            for name, (text, options) in offered.items()
            if name in asks
        ]

    @Property("QVariantMap", notify=answered)
    def answers_told(self) -> dict[str, str]:
        """What was said of it, by its key."""
        return {name: self._answers.get(held, "") for name, held in _HELD.items()}

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

    @Slot(str, str)
    def answer(self, question: str, key: str) -> None:
        """What the file leaves open is this."""
        self._answers[_HELD[question]] = key
        self.answered.emit()
        self.said.emit()

    @property
    def _head(self) -> str:
        return self._table.heads[self._chosen] if self._table else ""

    def _show(self) -> None:
        heads = self._table.heads if self._table else ()
        self._rows.show([self._row(place, head) for place, head in enumerate(heads)])
        self.answered.emit()
        self.changed.emit()

    def _row(self, place: int, head: str) -> ColumnRow:
        rows = self._table.rows if self._table else ()
        example = next((row.cells[place].strip() for row in rows if row.cells[place].strip()), "")
        field = self._holds.get(head, "")
        called = dict(self._way.fields()) if self._way else {}
        told = called.get(field, "") or render("moving.left_out")
        return ColumnRow(key=str(place), head=head, example=example[:EXAMPLE], told=told)


_HELD = {"dates": "dates", "decimals": "sign", "sort": "sort"}
_ORDERS = [(one.value, f"moving.dates.{one.value}") for one in (Dates.DMY, Dates.MDY)]
_SIGNS = [(Sign.POINT.value, "history.point"), (Sign.COMMA.value, "history.comma")]
_SORTS = [(one.value, f"sort.{one.value}") for one in Sort]
