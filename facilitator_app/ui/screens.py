"""The screens by name: where each is drawn, and the view model that one about a session stands on.  Knows no shell.

A screen's view model is imported when the screen is first entered, so that the way in is not kept waiting.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.record.roles import Act, word_counts
from facilitator_app.ui.files import FilePicker

IN_SESSION = ("readiness", "room", "review", "handoff")
WHOLE = ("review", "handoff")
"""Screens that show all of a session."""
NAMELESS = ("starting", "first_start", "unlock")
"""Screens on which there is no name to be hidden."""

SOURCES = {
    "first_start": "start/FirstStart.qml",
    "unlock": "start/Unlock.qml",
    "home": "home/Home.qml",
    "setup": "home/Setup.qml",
    "readiness": "before/Readiness.qml",
    "ahead": "before/Readiness.qml",
    "room": "room/Room.qml",
    "review": "after/Review.qml",
    "handoff": "after/Handoff.qml",
}


def ahead(session: str) -> str:
    """The screen of a session that is set: its board, before it begins."""
    return f"ahead/{session}"


def source(screen: str) -> str:
    """The screen's QML file, or empty before it is known which."""
    return SOURCES.get(screen.partition("/")[0], "")


def given(screen: str, view: QObject | None) -> dict[str, object] | None:
    """What a screen about a session is given; None for one that stands on the shell itself."""
    name = screen.partition("/")[0]
    return {"readiness" if name == "ahead" else name: view} if name in (*IN_SESSION, "ahead") else None


def may_see(screen: str, app: App) -> bool:
    """Whether a screen can be shown now: a session's where one is on screen, a whole session's text to who has a reason."""
    if screen.startswith("ahead/"):
        return app.clinic is not None
    if screen not in IN_SESSION:
        return True
    who = app.at_screen
    reads = screen not in WHOLE or (who is not None and word_counts(who.roles, Act.READ_SESSION))
    return app.session is not None and reads


async def enter(session: UUID, screen: str, app: App) -> None:
    """Come (back) into a session; refused where all that would be shown is not for who is at the screen."""
    who = app.at_screen
    if screen in WHOLE and who is not None and not word_counts(who.roles, Act.READ_SESSION):
        raise Refusal("handover.no_reason")
    await app.enter_session(session)


def view_for(screen: str, app: App, files: FilePicker, parent: QObject) -> QObject | None:
    """A new view model for a screen about the session, None for a screen that stands on the shell itself."""
    if screen == "readiness":
        from facilitator_app.ui.readiness_view import ReadinessView

        return ReadinessView(app, parent, files)
    if screen.startswith("ahead/"):
        from facilitator_app.ui.readiness_view import ReadinessView

        return ReadinessView(app, parent, files, UUID(screen.partition("/")[2]))
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
