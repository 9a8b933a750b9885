"""The review screen's model: a session in lanes, who and what is shown, the moment that was touched, what is looked for.

Reads the session of the app, or visits another that a search led to, and writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app import lanes, text
from facilitator_app.record.looks import View
from facilitator_app.session import Session
from facilitator_app.ui.erased_seats import names_in, timeline
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.finding import Finding
from facilitator_app.ui.group_view import GroupView
from facilitator_app.ui.look_again_view import LookAgainView
from facilitator_app.ui.moment import ReviewMoment
from facilitator_app.ui.music_heard import HeardView
from facilitator_app.ui.notes_view import NotesView
from facilitator_app.ui.review_paper import ReviewPaper
from facilitator_app.ui.scene import Scene, Shape, scene_of, shapes_of
from facilitator_app.ui.signing_view import SigningView
from facilitator_app.ui.timeline import Stage
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

if TYPE_CHECKING:
    from facilitator_app.app import App

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class ReviewView(QObject):
    """What the review shows of the session that is on screen, or of one that is visited."""

    changed = Signal()

    def __init__(self, app: App, files: FilePicker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._session: Session | None = None
        self._visited: Session | None = None
        self._closed = False
        self._deaf: Callable[[], None] = lambda: None
        self._stage = Stage(self)
        self._signing = SigningView(app, self)
        self._again = LookAgainView(app, self)
        self._paper = ReviewPaper(app, files, lambda: self._stage.scene, self._heading, self._shown_people, self)
        self._group = GroupView(lambda: self._told, app.clock.now, self)
        self._heard = HeardView(app, files, self)
        self._notes = NotesView(app, self)
        self._moment = ReviewMoment(app, self)
        self._moment.changed.connect(self._draw)
        self._finding = Finding(app, self)
        self._finding.changed.connect(self._draw)
        self._finding.sifted.connect(self._show)
        self._finding.went.connect(self._go)
        self._told = lanes.Timeline(start=None, end=None)
        self._scene = Scene()
        self._hidden: set[str] = set()
        self._lanes = Scene()
        self._shapes: dict[UUID, Shape] = {}
        self._stop = app.listen(self._follow)
        self._follow()

    # -------------------------------------------------------------- session
    @Property(str, notify=changed)
    def title(self) -> str:
        """The session's title."""
        return self._session.state.title if self._session else ""

    @Property(str, notify=changed)
    def about(self) -> str:
        """Programme, day, from when to when."""
        if self._session is None or self._told.start is None:
            return ""
        state = self._session.state
        name = state.programme.name if state.programme else ""
        key = "after.review_about" if state.closed_at else "after.review_about_open"
        return text.render(key, zone=self._zone, programme=name, began=state.opened_at, ended=state.closed_at)

    @Property(bool, notify=changed)
    def is_empty(self) -> bool:
        """Whether nobody was there yet."""
        return not self._told.people

    @Property("QVariantList", notify=changed)
    def people(self) -> list[dict[str, Any]]:
        """Everybody by seat, and whether they are shown."""
        return [
            {"key": str(lane.participant), "text": f"{lane.seat}  {lane.name}", "shown": self._shows(lane)}
            for lane in self._told.people
        ]

    @Property(SigningView, constant=True)
    def signing(self) -> SigningView:
        """The sheet on which the session is signed."""
        return self._signing

    @Property(LookAgainView, constant=True)
    def again(self) -> LookAgainView:
        """The sheet for whose clearance was open again."""
        return self._again

    @Property(HeardView, constant=True)
    def heard(self) -> HeardView:
        """The music of the session, on a sheet."""
        return self._heard

    @Property(QObject, constant=True)
    def stage(self) -> QObject:
        """What the timeline draws."""
        return self._stage

    @Property("QVariantList", constant=True)
    def legend(self) -> list[dict[str, Any]]:
        """The shapes and what they stand for, then what may be done to them."""
        kinds = [{"shape": shape.value, "text": text.render(f"after.shape_{shape.value}")} for shape in Shape]
        note = Shape.NOTE.value
        return [
            *kinds,
            {"shape": note, "amended": True, "text": text.render("after.shape_amended")},
            {"shape": note, "voided": True, "text": text.render("after.shape_voided")},
        ]

    @Property(ReviewMoment, constant=True)
    def moment(self) -> ReviewMoment:
        """The moment that was touched."""
        return self._moment

    @Property(Finding, constant=True)
    def finding(self) -> Finding:
        """What is looked for, and what is left out."""
        return self._finding

    @Property(NotesView, constant=True)
    def notes(self) -> NotesView:
        """One's own process notes about somebody of the session."""
        return self._notes

    @Property(ReviewPaper, constant=True)
    def paper(self) -> ReviewPaper:
        """The timeline as a file or on paper."""
        return self._paper

    @Property(GroupView, constant=True)
    def group(self) -> GroupView:
        """The group in figures."""
        return self._group

    @Property(bool, notify=changed)
    def is_visit(self) -> bool:
        """Whether this is another session than the one on screen, only to be read."""
        return self._visited is not None

    @Property(str, notify=changed)
    def way_back(self) -> str:
        """The session to go back to."""
        return text.render("search.back", title=self._app.session.state.title) if self._app.session else ""

    def close(self) -> None:
        """Hear nothing more."""
        self._closed = True
        self._moment.close()
        self._notes.close()
        self._stop()
        self._deaf()

    @Slot(str)
    def choose(self, person: str) -> None:
        """Show or hide a person; the last one shown stays."""
        shown = [str(lane.participant) for lane in self._told.people if self._shows(lane)]
        if person in self._hidden:
            self._hidden.discard(person)
        elif shown != [person]:
            self._hidden.add(person)
        self._show()

    @Slot()
    def hear(self) -> None:
        """Read what was heard in this session."""
        self._heard.read(self._session)

    @Slot()
    def find(self) -> None:
        """Begin to look for something, or stop."""
        self._moment.forget()
        self._finding.turn()

    @Slot()
    def back(self) -> None:
        """Back to the session that is on screen."""
        self._visited = None
        self._moment.forget()
        self._follow()

    @Slot()
    def write_notes(self) -> None:
        """Open one's own process notes, about the first who is shown."""
        people = names_in(sorted(self._told.people, key=self._shows, reverse=True), self._session)
        if self._session is not None and people:
            self._notes.show(people, {self._session.scope: self.title}, next(iter(people)))

    def _shown_people(self) -> tuple[list[UUID], UUID | None]:
        """Who is on the timeline that may leave the window, and of which session it is."""
        shown = [lane.participant for lane in self._told.people if self._shows(lane)]
        return shown, self._session.scope if self._session else None

    # -------------------------------------------------------------- reading
    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._session.state.zone if self._session else "UTC")

    def _heading(self) -> str:
        return f"{self.title} · {self.about}"

    def _shows(self, lane: lanes.PersonLane) -> bool:
        return str(lane.participant) not in self._hidden

    def _follow(self) -> None:
        """Another session may be on screen, or be visited, now."""
        if self._app.session is None:
            self._visited = None
        shown = self._visited or self._app.session
        if shown is not self._session:
            self._deaf()
            self._session = shown
            self._deaf = self._session.listen(lambda _: self._read()) if self._session else lambda: None
            if shown is not None:
                self._app.looked(View.REVIEW, shown.state.people, shown.scope)
        self._read()

    def _read(self) -> None:
        if self._session is None:
            self._told, self._scene = lanes.Timeline(start=None, end=None), Scene()
        else:
            self._told = timeline(self._app, self._session, self._zone)
            self._scene = scene_of(self._told, self._zone, self._app.clock.now())
        self._signing.refresh()
        self._again.refresh()
        self._shapes = {entry: shape for lane in self._told.people for entry, shape in shapes_of(lane).items()}
        if self._session is not None:
            self._finding.over(self._session.scope, self._zone, self._told, self._shapes)
        self._show()

    @Slot()
    def _show(self) -> None:
        self._finding.hide(frozenset(lane.participant for lane in self._told.people if not self._shows(lane)))
        sieve = self._finding.sieve
        shown = self._told.only(lambda row: sieve.lets(row, self._shapes.get(row.entry, Shape.ROOM).value))
        self._lanes = self._scene
        if sieve:
            self._lanes = scene_of(shown, self._zone, self._app.clock.now()).scaled_as(self._scene)
        self._moment.show(shown, self._zone, self._shapes)
        self.changed.emit()

    @Slot()
    def _draw(self) -> None:
        """The moment, or what was found, is another."""
        at = self._moment.at
        people = [lane for lane in self._lanes.people if lane.key not in self._hidden]
        found = self._finding.moments if self._finding.is_open else []
        self._stage.show(self._lanes.only(people, found), at.timestamp() if at else None)

    @Slot(object, object, object)
    def _go(self, session: UUID, entry: UUID, at: datetime) -> None:
        """To the moment of a find, in whichever session it was."""
        if self._session is not None and session == self._session.scope:
            self._moment.seek(at, entry)
        else:
            self._app.faults.spawn(self._visit(session, entry, at), "review")

    async def _visit(self, session: UUID, entry: UUID, at: datetime) -> None:
        """Read another session without entering it: the room, if it runs, goes on untouched."""
        here = self._app.session
        found = None if here is not None and here.scope == session else await self._app.read_own(session)
        if isValid(self) and not self._closed and self._app.session is here:
            self._visited = found
            self._follow()
            self._moment.seek(at, entry)
