"""What of one person after one session is for who is at the screen to read: what left, and a handoff made to them.

Holds nothing: what the page shows is asked anew each time.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.integration_desk import IntegrationDesk, Waiting
from facilitator_app.record.roles import Act, word_counts
from facilitator_app.text import render
from facilitator_app.ui.after_words import released_text
from facilitator_app.ui.received_view import ReceivedView
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class AfterReading(QObject):
    """The page of one person, as far as it is about reading."""

    changed = Signal()

    def __init__(
        self, app: App, shown: Callable[[], tuple[IntegrationDesk, Waiting] | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._shown = shown
        self._received = ReceivedView(app, self)
        self._received.changed.connect(self.changed)

    @Property(ReceivedView, constant=True)
    def received(self) -> ReceivedView:
        """The handoff that is read."""
        return self._received

    @Property(bool, notify=changed)
    def reads_sessions(self) -> bool:
        """Whether who is at the screen has a reason to read whole sessions and everybody's handoff."""
        return self._may(Act.READ_SESSION)

    @Property(bool, notify=changed)
    def reads_courses(self) -> bool:
        """Whether who is at the screen has a reason to read what was said and given."""
        return self._may(Act.READ_COURSE)

    @Property("QVariantList", notify=changed)
    def parts(self) -> list[dict[str, str]]:
        """What can be shown of it to who is at the screen."""
        keys = ("waits", "book", "visit") if self.reads_courses else ("waits", "book")
        return [{"key": key, "text": render(f"desk.part_{key}")} for key in keys]

    @Property("QVariantList", notify=changed)
    def releases(self) -> list[dict[str, str]]:
        """What left, to whom, and whether it came; ``mine``: it is for who is at the screen, and is read here."""
        shown, who = self._shown(), self.who
        row = shown[1] if shown else None
        left = [one for one in row.after.releases if one.stands or one.whom.staff == who] if row else []
        zone = ZoneInfo(row.zone) if row else None
        return [
            {
                "key": str(one.line.id),
                "text": released_text(one, zone),
                "mine": "yes" if who is not None and one.whom.staff == who else "",
            }
            for one in left
            if zone is not None
        ]

    @Slot(str)
    def read(self, release: str) -> None:
        """Read a handoff that is for who is at the screen."""
        shown = self._shown()
        if shown is not None:
            self._received.show(*shown, UUID(release))

    def _may(self, act: Act) -> bool:
        return self._app.at_screen is not None and word_counts(self._app.at_screen.roles, act)

    def look(self) -> None:
        """The record, or who is at the screen, is another now."""
        self._received.look()
        self.changed.emit()

    @property
    def who(self) -> UUID | None:
        """Who is at the screen."""
        return self._app.at_screen.id if self._app.at_screen else None
