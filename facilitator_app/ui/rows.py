"""A list model of named tuples for QML: only the roles of rows that changed are told.  Knows no record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt

from facilitator_app.ui.typed import QmlElement, QmlUncreatable
from facilitator_app.ui.virtual import virtual

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

_FIRST = int(Qt.ItemDataRole.UserRole) + 1
_AnyIndex = QModelIndex | QPersistentModelIndex


@QmlElement
@QmlUncreatable("made by the program")
class Rows(QAbstractListModel):
    """Rows of one named tuple type.  The first field names the row: it tells an old row changed from a new one."""

    def __init__(self, kind: type[NamedTuple], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fields: tuple[str, ...] = kind._fields
        self._rows: list[tuple[Any, ...]] = []

    @property
    def rows(self) -> tuple[tuple[Any, ...], ...]:
        """What is shown now."""
        return tuple(self._rows)

    def show(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Show ``rows``; tells no more than what differs: changed roles, rows added at an end, else everything."""
        new, old = list(rows), self._rows
        keys, known = [row[0] for row in new], [row[0] for row in old]
        added = len(new) - len(old)
        if added > 0 and keys[added:] == known:
            self._insert(0, new[:added])
        elif added > 0 and keys[: len(old)] == known:
            self._insert(len(old), new[len(old) :])
        elif keys != known:
            self.beginResetModel()
            self._rows = new
            self.endResetModel()
            return
        for place, row in enumerate(new):
            self._change(place, row)

    def replace(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Show ``rows`` in the places of those before, whoever stood there: for what is searched, where nothing moves.

        What is made for a row stays and shows another; only the end comes or goes.
        """
        new, there = list(rows), len(self._rows)
        for place, row in enumerate(new[:there]):
            self._change(place, row)
        if len(new) > there:
            self._insert(there, new[there:])
        elif len(new) < there:
            self.beginRemoveRows(QModelIndex(), len(new), there - 1)
            del self._rows[len(new) :]
            self.endRemoveRows()

    def _insert(self, place: int, rows: list[tuple[Any, ...]]) -> None:
        self.beginInsertRows(QModelIndex(), place, place + len(rows) - 1)
        self._rows[place:place] = rows
        self.endInsertRows()

    def _change(self, place: int, row: tuple[Any, ...]) -> None:
        old = self._rows[place]
        roles = [_FIRST + number for number, (a, b) in enumerate(zip(old, row, strict=True)) if a != b]
        if roles:
            self._rows[place] = row
            self.dataChanged.emit(self.index(place), self.index(place), roles)

    @virtual
    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    @virtual
    def data(self, index: _AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """A field of a row."""
        number = role - _FIRST
        if not index.isValid() or not 0 <= number < len(self._fields):
            return None
        return self._rows[index.row()][number]

    @virtual
    def roleNames(self) -> dict[int, QByteArray]:
        """The fields by name."""
        return {_FIRST + number: QByteArray(name.encode()) for number, name in enumerate(self._fields)}
