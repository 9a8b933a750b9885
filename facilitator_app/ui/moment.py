"""The moment of a session that was touched: everything within a minute of it on both sides, and what was playing.

Reads lanes it is given, writes nothing.  The list says everything that the timeline draws.
"""

from __future__ import annotations

import bisect
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from PySide6.QtCore import QObject

from facilitator_app import lanes, music_words, review, text
from facilitator_app.record.music import Heard
from facilitator_app.ui.hear_again import HearAgain
from facilitator_app.ui.readable import readable
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.scene import Shape
from facilitator_app.ui.times import said
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.wording import measures

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
    sought: bool


@QmlElement
@QmlUncreatable("made by the program")
class ReviewMoment(QObject):
    """What surrounds the moment that was touched, of the lines that are shown."""

    changed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._again = HearAgain(app, self._heard, self)
        self._near = Rows(NearRow, self)
        self._told = lanes.Timeline(start=None, end=None)
        self._zone: tzinfo = UTC
        self._shapes: Mapping[UUID, Shape] = {}
        self._order: list[tuple[datetime, str]] = []
        self._at: datetime | None = None
        self._sought: UUID | None = None

    @property
    def at(self) -> datetime | None:
        """The moment, or None when none was touched."""
        return self._at

    def show(self, told: lanes.Timeline, zone: tzinfo, shapes: Mapping[UUID, Shape]) -> None:
        """Stand in these lanes from now on."""
        self._told, self._zone, self._shapes = told, zone, shapes
        rows = [(row.at, str(lane.participant)) for lane in told.people for row in lane.rows]
        self._order = sorted([*rows, *((row.at, "") for row in told.room)])
        self._look(self._at)

    def seek(self, at: datetime, entry: UUID) -> None:
        """Look at the moment of a line that was searched for, which is marked in the list."""
        self._sought = entry
        self._look(at)

    @Property(bool, notify=changed)
    def has_moment(self) -> bool:
        """Whether a moment was touched."""
        return self._at is not None

    @Property(float, notify=changed)
    def seconds(self) -> float:
        """The moment that was touched, in seconds since 1970."""
        return self._at.timestamp() if self._at else 0.0

    @Property(str, notify=changed)
    def clock(self) -> str:
        """The moment as the room's clock showed it."""
        return f"{self._at.astimezone(self._zone):%H:%M:%S}" if self._at else ""

    @Property(str, notify=changed)
    def whereabouts(self) -> str:
        """How long after the beginning, and in which phase."""
        if self._at is None or self._told.start is None:
            return ""
        phase = review.during(self._told, self._at).phase
        after, name = self._at - self._told.start, phase.name if phase else "–"
        if after < timedelta(minutes=1):
            return text.render("search.at_beginning", phase=name)
        return text.render("after.whereabouts", since=said(after), phase=name)

    @Property(str, notify=changed)
    def playing(self) -> str:
        """What played at the moment."""
        if self._at is None:
            return ""
        heard = [span.heard(self._at) for span in review.during(self._told, self._at).playing]
        return "; ".join(music_words.heard(one, text.catalogue()) for one in heard) or text.render("after.no_music")

    @Property(HearAgain, constant=True)
    def again(self) -> HearAgain:
        """What played, to be heard again."""
        return self._again

    @Property(QObject, constant=True)
    def near(self) -> QObject:
        """Everything within a minute of the moment on both sides, of what is shown."""
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
        place = bisect.bisect_right(moments, self._at) if self._at else 0
        if place < len(moments):
            self._look(moments[place])

    @Slot()
    def preceding(self) -> None:
        """Look at the moment before, from the end if none was touched."""
        moments = [at for at, _ in self._order]
        place = bisect.bisect_left(moments, self._at) if self._at else len(moments)
        if place > 0:
            self._look(moments[place - 1])

    @Slot()
    def forget(self) -> None:
        """Look at no moment."""
        self._sought = None
        self._look(None)

    def close(self) -> None:
        """Be silent, before the screen goes."""
        self._again.close()

    def _heard(self) -> Heard | None:
        """What played last of what played at the moment."""
        playing = review.during(self._told, self._at).playing if self._at else ()
        return playing[-1].heard(self._at) if playing and self._at else None

    def _look(self, moment: datetime | None) -> None:
        if moment != self._at:
            self._at = moment
            self._again.moved()
        self._again.changed.emit()
        rows = review.during(self._told, moment).rows if moment else ()
        self._near.show([self._row(row) for row in rows])
        self.changed.emit()

    def _row(self, row: lanes.Row) -> NearRow:
        lane = self._told.lane(row.participant) if row.participant else None
        key = "after.seen_and_written" if row.written_by != row.done_by else "after.seen"
        by = text.render(key, done=row.done_by or "–", written=row.written_by or "–")
        return NearRow(
            entry=str(row.entry),
            shape=self._shapes.get(row.entry, Shape.ROOM).value,
            who=f"{lane.seat}  {lane.name}" if lane else text.render("after.the_room"),
            kind=row.kind,
            told=readable(row.text),
            times=text.render("after.both_times", at=row.at, written=row.recorded_at, zone=self._zone),
            written_by=by,
            marks=" · ".join((*_beyond(row), *review.marks(row, text.catalogue()))),
            amended=row.amended,
            voided=row.voided,
            sought=row.entry == self._sought,
        )


def _beyond(row: lanes.Row) -> tuple[str, ...]:
    """That a value was beyond its limit, in words."""
    if not isinstance(row, lanes.VitalsRow) or not row.beyond:
        return ()
    return (text.render("after.beyond", names=measures(row.beyond, text.catalogue())),)
