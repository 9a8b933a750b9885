"""Who of the team is planned for a session that is set, and who is to lead it: chosen by touch, kept with what is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.record.agenda import SessionSet
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class PlannedTeam(QObject):
    """Of the form whose fields ``typed`` gives and ``keep`` changes, the one that leads first."""

    changed = Signal()

    def __init__(
        self, app: App, typed: Callable[[], Mapping[str, str]], keep: Callable[[str, str], None], parent: QObject | None
    ) -> None:
        super().__init__(parent)
        self._app, self._typed, self._keep = app, typed, keep

    @Property("QVariantList", notify=changed)
    def rows(self) -> list[dict[str, object]]:
        """The team: id, name, whether they are planned, whether they are to lead."""
        planned, clinic = team_of(self._typed()), self._app.clinic
        found = clinic.state.staff.values() if clinic else ()
        return [
            {"id": str(one.id), "name": one.name, "planned": one.id in planned, "leads": planned[:1] == (one.id,)}
            for one in found
            if one.gone_at is None or one.id in planned
        ]

    @Slot(str)
    def toggle(self, staff: str) -> None:
        """Planned, or not."""
        planned, one = team_of(self._typed()), UUID(staff)
        self._put([id for id in planned if id != one] if one in planned else [*planned, one])

    @Slot(str)
    def lead(self, staff: str) -> None:
        """Is to lead, and is planned."""
        one = UUID(staff)
        self._put([one, *(id for id in team_of(self._typed()) if id != one)])

    def _put(self, planned: list[UUID]) -> None:
        self._keep("team", " ".join(map(str, planned)))


def team_typed(told: SessionSet) -> str:
    """Who is planned for a session that is set, as it stands among what is typed."""
    return " ".join(map(str, told.team))


def team_of(typed: Mapping[str, str]) -> tuple[UUID, ...]:
    """The same, read back."""
    return tuple(UUID(one) for one in typed.get("team", "").split())
