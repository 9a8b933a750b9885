"""What was chosen and typed for a session that is not open yet: kept apart for each way in, and there again after a stop.

Knows names and choices as text; what may be chosen is the core's to say.
"""

from __future__ import annotations

from uuid import UUID

import msgspec
from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

NEW = "new"


class Chosen(msgspec.Struct, kw_only=True):
    """What was chosen so far; ids as text.  ``earlier``: it began on paper, and is opened only now."""

    step: str
    programme: str = ""
    lead: str = ""
    present: list[str] = []
    seats: dict[int, str] = {}
    group: UUID | None = None
    set: UUID | None = None
    earlier: bool = False


@QmlElement
@QmlUncreatable("made by the program")
class SetupDraft(QObject):
    """Of the session that is being opened.  ``came``: what was chosen before is to be shown."""

    changed = Signal()
    came = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._form = NEW
        self._unsaved = KeptText(app, "setup/", self)
        self._unsaved.came.connect(self._there)

    @Property(KeptText, constant=True)
    def unsaved(self) -> KeptText:
        """What was typed."""
        return self._unsaved

    @Property(str, notify=changed)
    def form(self) -> str:
        """Under which name."""
        return self._form

    @Property(bool, notify=changed)
    def has_any(self) -> bool:
        """Whether there is something that is not on the record."""
        return bool(self._unsaved.of(self._form))

    def aim(self, form: str) -> None:
        """Another way in."""
        self._form = form
        self._unsaved.enter()
        self._there()

    def chosen(self) -> Chosen | None:
        """What was chosen before, without whom and what is no longer there."""
        clinic, there = self._app.clinic, self._unsaved.whole(self._form, "chosen", Chosen)
        if clinic is None or there is None or there.programme not in {"", *clinic.state.programmes}:
            return None
        team = {str(member.id) for member in clinic.state.staff.values() if member.gone_at is None}
        people = {str(person) for person in clinic.state.participants}
        return msgspec.structs.replace(
            there,
            lead=there.lead if there.lead in team else "",
            present=[one for one in there.present if one in team],
            seats={seat: person for seat, person in there.seats.items() if person in people},
            group=there.group if there.group in clinic.state.groups else None,
            set=there.set if there.set in clinic.state.agenda.sessions else None,
        )

    def keep(self, chosen: Chosen) -> None:
        """Something else was chosen."""
        self._unsaved.type(self._form, "chosen", msgspec.json.encode(chosen).decode())
        self.changed.emit()

    def drop(self) -> None:
        """It is on the record, or not wanted."""
        self._unsaved.drop(self._form)
        self.changed.emit()

    @Slot()
    def _there(self) -> None:
        self.changed.emit()
        self.came.emit()
