"""What came due while the app was away, until somebody has read it."""

from __future__ import annotations

from facilitator_app.record.room import AppStarted
from facilitator_app.text import catalogue, render
from facilitator_app.ui.names import called
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.times import said
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.wording import measures

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class AwayPanel(PanelView):
    """Shown once after the app came back to a session that went on without it."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)

    @Property(str, notify=changed)
    def away(self) -> str:
        """How long the app was away; empty when it was not, or when that was read."""
        app = self.desk.app
        if app.session is None or app.away_since is None:
            return ""
        starts = [entry.fact for entry in app.session.history.entries if isinstance(entry.fact, AppStarted)]
        seconds = starts[-1].away_seconds if starts else 0
        return render("room_ui.away", minutes=seconds // 60, seconds=seconds % 60)

    @Property("QVariantList", notify=changed)
    def lines(self) -> list[str]:
        """What came due meanwhile, a line each."""
        state, zone, lines = self.desk.state, self.desk.zone, []
        for due in self.desk.app.came_due:
            person = state.people.get(due.person)
            if person is None:
                continue
            whom = render("room_ui.whom", seat=person.seat, name=called(person, state))
            key = "room_ui.came_overdue" if due.overdue else "room_ui.came_due"
            what, late = measures(due.measures, catalogue()), said(due.late_by)
            lines.append(render(key, zone=zone, whom=whom, what=what, at=due.due_at, late=late))
        return lines

    def refresh(self) -> None:
        """The session was entered, or this was read."""
        self.changed.emit()

    @Slot()
    def forget(self) -> None:
        """It was read."""
        self.desk.app.forget_came_due()
