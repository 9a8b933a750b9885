"""Who is offered for a seat: the first of those who are found by what is typed, so that thousands are as quick as ten."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QObject

from facilitator_app.record.clinic import Participant
from facilitator_app.ui.people_found import PeopleFound
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

SHOWN = 40
"""So many are offered at once; beyond that a part of a name is typed."""


@QmlElement
@QmlUncreatable("made by the program")
class Offered(QObject):
    """What is searched for, and whether anything has to be."""

    changed = Signal()

    def __init__(self, found: PeopleFound, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found = found
        self._typed = ""

    @Property(bool, notify=changed)
    def searched(self) -> bool:
        """Whether there are so many that somebody is searched for."""
        return len(self._found.by("")) > SHOWN

    @Slot(str)
    def search(self, text: str) -> None:
        """Offer those of whose names every typed word is a part."""
        self._typed = text.strip()
        self.changed.emit()

    def first(self, without: Collection[object] = ()) -> list[Participant]:
        """The first of them by name, ``without`` those who are not offered."""
        found = self._found.by(self._typed)[: SHOWN + len(without)]
        return [one for one in found if one.id not in without][:SHOWN]
