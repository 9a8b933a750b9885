"""The screens by name: where each is drawn, and the view model that one about a session stands on.  Knows no shell.

A screen's view model is imported when the screen is first entered, so that the way in is not kept waiting.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.ui.files import FilePicker

IN_SESSION = ("readiness", "room", "review", "handoff")
SOURCES = {
    "first_start": "start/FirstStart.qml",
    "unlock": "start/Unlock.qml",
    "home": "home/Home.qml",
    "setup": "home/Setup.qml",
    "readiness": "before/Readiness.qml",
    "room": "room/Room.qml",
    "review": "after/Review.qml",
    "handoff": "after/Handoff.qml",
}


def view_for(screen: str, app: App, files: FilePicker, parent: QObject) -> QObject | None:
    """A new view model for a screen about the session, None for a screen that stands on the shell itself."""
    if screen == "readiness":
        from facilitator_app.ui.readiness_view import ReadinessView

        return ReadinessView(app, parent)
    if screen == "room":
        from facilitator_app.ui.room import RoomView

        return RoomView(app, parent)
    if screen == "review":
        from facilitator_app.ui.review_view import ReviewView

        return ReviewView(app, files, parent)
    if screen == "handoff":
        from facilitator_app.ui.handoff_view import HandoffView

        return HandoffView(app, files, parent)
    return None


def let_go(view: QObject | None) -> None:
    """Have a view model go after its screen, whose items the loader has asked to go first."""
    if view is not None:
        getattr(view, "close", lambda: None)()
        view.deleteLater()
