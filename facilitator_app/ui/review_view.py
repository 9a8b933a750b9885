"""The review screen's model: the session in lanes, who is shown, and what surrounds the moment that was touched.

Reads the session of the app, writes nothing.  The list beside the timeline says everything that the timeline draws.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from facilitator_app import lanes, music_words, review, text
from facilitator_app.session import Session
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.scene import Scene, Shape, scene_of, shapes_of
from facilitator_app.ui.signing_view import SigningView
from facilitator_app.ui.timeline import Stage
from facilitator_app.ui.times import said
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

if TYPE_CHECKING:
    from facilitator_app.app import App

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


class NearRow(NamedTuple):
    """One line near the moment, in words."""

    entry: str
    shape: str
    who: str
    kind: str
    told: str
    times: str
    written_by: str
    marks: str
    amended: bool
    voided: bool


@QmlElement
@QmlUncreatable("made by the program")
class ReviewView(QObject):
    """What the review shows of the session that is on screen."""

    changed = Signal()
    moment_changed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._session: Session | None = None
        self._deaf: Callable[[], None] = lambda: None
        self._stage = Stage(self)
        self._signing = SigningView(app, self)
        self._near = Rows(NearRow, self)
        self._told = lanes.Timeline(start=None, end=None)
        self._scene = Scene()
        self._hidden: set[str] = set()
        self._order: list[tuple[datetime, str]] = []
        self._shapes: dict[UUID, Shape] = {}
        self._moment: datetime | None = None
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

    def close(self) -> None:
        """Hear nothing more."""
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
    def everyone(self) -> None:
        """Show everybody."""
        self._hidden.clear()
        self._show()

    # --------------------------------------------------------------- moment
    @Property(bool, notify=moment_changed)
    def has_moment(self) -> bool:
        """Whether a moment was touched."""
        return self._moment is not None

    @Property(float, notify=moment_changed)
    def moment(self) -> float:
        """The moment that was touched, in seconds since 1970."""
        return self._moment.timestamp() if self._moment else 0.0

    @Property(str, notify=moment_changed)
    def clock(self) -> str:
        """The moment as the room's clock showed it."""
        return f"{self._moment.astimezone(self._zone):%H:%M:%S}" if self._moment else ""

    @Property(str, notify=moment_changed)
    def whereabouts(self) -> str:
        """How long after the beginning, and in which phase."""
        if self._moment is None or self._told.start is None:
            return ""
        phase = review.during(self._told, self._moment).phase
        since = said(self._moment - self._told.start)
        return text.render("after.whereabouts", since=since, phase=phase.name if phase else "–")

    @Property(str, notify=moment_changed)
    def playing(self) -> str:
        """What played at the moment."""
        if self._moment is None:
            return ""
        heard = [span.heard(self._moment) for span in review.during(self._told, self._moment).playing]
        return "; ".join(music_words.heard(one, text.catalogue()) for one in heard) or text.render("after.no_music")

    @Property(QObject, constant=True)
    def near(self) -> QObject:
        """Everything within a minute of the moment on both sides, of the people who are shown."""
        return self._near

    @Slot(float, float, str)
    def touch(self, seconds: float, within: float, person: str) -> None:
        """Look at a moment: the nearest line ``within`` seconds of it, of ``person`` if there is one, else itself."""
        moment = datetime.fromtimestamp(seconds, UTC)
        close = [(at, key) for at, key in self._order if abs((at - moment).total_seconds()) <= within]
        own = [(at, key) for at, key in close if key == person] or close
        self._look(min((at for at, _ in own), key=lambda at: abs(at - moment), default=moment))

    @Slot()
    def following(self) -> None:
        """Look at the next moment at which something was written for, from the beginning if none was touched."""
        moments = [at for at, _ in self._order]
        place = bisect.bisect_right(moments, self._moment) if self._moment else 0
        if place < len(moments):
            self._look(moments[place])

    @Slot()
    def preceding(self) -> None:
        """Look at the moment before, from the end if none was touched."""
        moments = [at for at, _ in self._order]
        place = bisect.bisect_left(moments, self._moment) if self._moment else len(moments)
        if place > 0:
            self._look(moments[place - 1])

    @Slot()
    def forget(self) -> None:
        """Look at no moment."""
        self._look(None)

    # -------------------------------------------------------------- reading
    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._session.state.zone if self._session else "UTC")

    def _shows(self, lane: lanes.PersonLane) -> bool:
        return str(lane.participant) not in self._hidden

    def _follow(self) -> None:
        """Another session may be on screen now."""
        if self._app.session is not self._session:
            self._deaf()
            self._session = self._app.session
            self._deaf = self._session.listen(lambda _: self._read()) if self._session else lambda: None
        self._read()

    def _read(self) -> None:
        if self._session is None:
            self._told, self._scene = lanes.Timeline(start=None, end=None), Scene()
        else:
            self._told = review.timeline(self._session.history, self._zone, text.catalogue())
            self._scene = scene_of(self._told, self._zone, self._app.clock.now())
        self._signing.refresh()
        self._shapes = {entry: shape for lane in self._told.people for entry, shape in shapes_of(lane).items()}
        self._show()

    def _show(self) -> None:
        shown = [lane for lane in self._told.people if self._shows(lane)]
        rows = [(row.at, str(lane.participant)) for lane in shown for row in lane.rows]
        self._order = sorted([*rows, *((row.at, "") for row in self._told.room)])
        self._look(self._moment)
        self.changed.emit()

    def _look(self, moment: datetime | None) -> None:
        self._moment = moment
        people = [lane for lane in self._scene.people if lane.key not in self._hidden]
        self._stage.show(self._scene.only(people), moment.timestamp() if moment else None)
        rows = review.during(self._told, moment).rows if moment else ()
        self._near.show([self._row(row) for row in rows if str(row.participant) not in self._hidden])
        self.moment_changed.emit()

    def _row(self, row: lanes.Row) -> NearRow:
        lane = self._told.lane(row.participant) if row.participant else None
        key = "after.seen_and_written" if row.written_by != row.done_by else "after.seen"
        by = text.render(key, done=row.done_by or "–", written=row.written_by or "–")
        return NearRow(
            entry=str(row.entry),
            shape=self._shapes.get(row.entry, Shape.ROOM).value,
            who=f"{lane.seat}  {lane.name}" if lane else text.render("after.the_room"),
            kind=row.kind,
            told=row.text,
            times=text.render("after.both_times", at=row.at, written=row.recorded_at, zone=self._zone),
            written_by=by,
            marks=" · ".join(review.marks(row, text.catalogue())),
            amended=row.amended,
            voided=row.voided,
        )
