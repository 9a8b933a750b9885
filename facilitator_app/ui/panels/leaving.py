"""Ways out, one person at a time, and the list that shows who is not yet accounted for before the session is closed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple
from zoneinfo import ZoneInfo

from facilitator_app import clearance, on_paper
from facilitator_app.faults import Refusal
from facilitator_app.record.roles import Act, Role, word_counts
from facilitator_app.record.room import WayOut, WentOut
from facilitator_app.record.state import Person
from facilitator_app.session import Who
from facilitator_app.text import render, word
from facilitator_app.ui.names import called, of_the_team
from facilitator_app.ui.panels.criteria import still_open
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.panels.hold import HoldPanel
from facilitator_app.ui.panels.kept import Kept, Standing
from facilitator_app.ui.panels.moving import MovingPanel
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.times import said
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

_WAY = ".way"
"""The way that was chosen, beside what is typed for each."""


class LeavingRow(NamedTuple):
    """A person of the leaving list."""

    person: str
    seat: int
    name: str
    way: str
    gone: bool


@QmlElement
@QmlUncreatable("made by the program")
class LeavingPanel(PanelView):
    """The way out that is being recorded (``way`` is empty until one is chosen), and the list of everybody."""

    changed = Signal()
    ways_changed = Signal()
    closed = Signal()

    def __init__(self, desk: Desk, hold: HoldPanel, moving: MovingPanel) -> None:
        super().__init__(desk)
        self._hold, self._moving = hold, moving
        self._rows = Rows(LeavingRow, self)
        self._active = self._choosing = False
        self._way = ""
        self._typed: dict[str, str] = {}
        self._shown: tuple[object, ...] = ()
        self._ways_shown: list[dict[str, str]] = []
        self._kept = Kept(desk, "leaving", self._standing, self._stand)

    @Property(Rows, constant=True)
    def people(self) -> Rows:
        """Everybody, in seat order, with their way out."""
        return self._rows

    @Property("QVariantList", notify=ways_changed)
    def ways(self) -> list[dict[str, str]]:
        """The ways out; what needs another role says so."""
        roles = self.desk.app.at_screen.roles if self.desk.app.at_screen else ()
        needs = render("room_ui.needs_provider")
        cleared = "" if word_counts(roles, Act.CLEARANCE) else needs
        return [
            {"key": way.value, "text": word(way), "note": cleared if way is WayOut.CLEARED else ""} for way in WayOut
        ]

    @Property(bool, notify=changed)
    def choosing(self) -> bool:
        """Whether the ways out are shown."""
        return self._choosing

    @Property(str, notify=changed)
    def way(self) -> str:
        """The way out that waits to be confirmed."""
        return self._way

    @Property(str, notify=changed)
    def way_text(self) -> str:
        """It in words."""
        return word(WayOut(self._way)) if self._way else ""

    @Property(str, notify=changed)
    def escort(self) -> str:
        """Who goes with the person."""
        return self._typed.get(f"{self._way}.escort", "")

    @Property(str, notify=changed)
    def note(self) -> str:
        """What is to be said about it."""
        return self._typed.get(f"{self._way}.note", "")

    @Property(str, notify=changed)
    def left_open(self) -> str:
        """What is open of the person chosen before any way out is recorded: it is told, and hinders no fact."""
        person, state = self.desk.person, self.desk.state
        team = of_the_team({one.id: one.name for one in state.staff.values()})
        if person is None:
            return ""
        found = still_open(person, state, self.desk.now, team)
        return "\n".join((*([found] if found else []), *self._moving.told_of(person.id)))

    @Property(str, notify=changed)
    def recorded(self) -> str:
        """The way out that is recorded for the person chosen; empty when none is."""
        person = self.desk.person
        if person is None or person.out is None:
            return ""
        escort = render("told.escort", escort=person.out.escort) if person.out.escort else ""
        age = said(self.desk.now - person.out.at)
        text = render("room_ui.went_out", way=person.out.said, since=age, escort=escort)
        key = "leaving_ui.look_again_closed" if self.is_closed else "leaving_ui.look_again"
        return f"{text}\n{render(key)}" if person.out.look_again else text

    @Property(str, notify=changed)
    def missing(self) -> str:
        """Who is unaccounted for, in words; empty when nobody is."""
        left = [person for person in self.desk.state.in_seat_order if person.out is None]
        names = ", ".join(
            render("room_ui.whom", seat=person.seat, name=called(person, self.desk.state)) for person in left
        )
        return render("room_ui.unaccounted", count=len(left), names=names) if left else ""

    @Property(bool, notify=changed)
    def is_closed(self) -> bool:
        """The session is over."""
        return self.desk.state.closed_at is not None

    @Property(str, notify=changed)
    def ends_at(self) -> str:
        """Of a session that was held on paper: at which hour it is closed where none is told; else empty."""
        session = self.desk.app.session  # None: it was locked while the room is still on the screen
        if session is None or self.is_closed or not on_paper.held_on_paper(session):
            return ""
        return render("room_ui.ends_at", zone=ZoneInfo(self.desk.state.zone), at=on_paper.last_told(session))

    def set_active(self, active: bool) -> None:
        """Whether the list or somebody's way out is on show; what is open of everybody is worked out only then."""
        self._active = active
        self.refresh()

    def refresh(self) -> None:
        """The record changed, or a second has passed."""
        if not self._active:
            return
        rows = []
        for person in self.desk.state.in_seat_order:
            out = person.out
            way = word(out.said) if out else self._here(person)
            rows.append(LeavingRow(str(person.id), person.seat, called(person, self.desk.state), way, out is not None))
        self._rows.show(rows)
        shown = (self.recorded, self.missing, self.is_closed, self.left_open, self.ends_at)
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()
        if self.ways != self._ways_shown:
            self._ways_shown = self.ways
            self.ways_changed.emit()

    def _here(self, person: Person) -> str:
        """Still here, and how much of the leaving list is open."""
        text = render("room_ui.still_here", state=person.state)
        if person.support is not None:
            text = f"{render('leaving_ui.support')} · {text}"
        items = clearance.items(person, self.desk.state, self.desk.now)
        left = sum(item.blocks for item in items)
        return f"{text} · {render('leaving_ui.count_open', count=left)}" if items else text

    @Slot()
    def open_ways(self) -> None:
        """Show the ways out."""
        self._choosing = True
        self.changed.emit()

    @Slot(str)
    def choose(self, way: str) -> None:
        """This way out; it is recorded when it is confirmed."""
        self._way = way
        self._kept.typed()
        if way == WayOut.CLEARED.value and not self.escort:
            self._typed[f"{way}.escort"] = self._named()  # said to be here a moment ago, on the list
        self.tell(None)
        self.changed.emit()

    @Slot(str)
    def type_escort(self, text: str) -> None:
        """Who goes with the person."""
        self._typed[f"{self._way}.escort"] = text
        self._kept.typed()

    @Slot(str)
    def type_note(self, text: str) -> None:
        """What is to be said about it."""
        self._typed[f"{self._way}.note"] = text
        self._kept.typed()

    @Slot()
    def back(self) -> None:
        """Not this way; what is typed for it waits."""
        self._choosing, self._way = False, ""
        self.tell(None)
        self.changed.emit()

    def _standing(self) -> Standing:
        named = {f"{WayOut.CLEARED.value}.escort": self._named()}  # that nobody typed
        typed = {name: text for name, text in self._typed.items() if text.strip() and text != named.get(name)}
        return {**typed, _WAY: self._way} if typed else {}

    def _stand(self, found: Standing) -> None:
        self._way, self._choosing = found.pop(_WAY, ""), False
        self._typed = dict(found)
        self.tell(None)
        self.changed.emit()

    @Slot()
    def record(self) -> None:
        """Write the way out down."""
        way = WayOut(self._way)
        fact = WentOut(way=way, escort=self.escort, note=self.note)
        try:
            person = self.desk.the_person()
            clearance.check_left(fact, person)
        except Refusal as refusal:
            self.tell(refusal)
            return
        if way is not WayOut.CLEARED:
            self._write(fact, person, None)
            return
        try:  # what stands in the way is said before anybody types a PIN
            at = self.desk.moment_row.at(self._kept)
            then = self.desk.session.history.state_at(at) if at else None
            clearance.check(self.desk.state, person, fact.escort, at or self.desk.now, then)
        except Refusal as refusal:
            self.tell(refusal)
            return
        self._hold.ask((Role.MEDICAL_PROVIDER,), lambda who: self._write(fact, person, who))

    def _write(self, fact: WentOut, person: Person, who: Who | None) -> None:
        said_text = render("room_ui.saved", whom=self.desk.whom(), what=word(fact.way))
        draft, write = self._kept.ends(), self.desk.session.write
        done = self._kept.written()
        act = partial(write, fact, [person.id], who=who, ends_draft=draft)
        self.do(lambda at: act(at=at), said_text, done, of=self._kept, who=who)

    def _named(self) -> str:
        answer = self.desk.person.leaving.answers.get("escort") if self.desk.person else None
        return answer.note if answer is not None and answer.met else ""

    @Slot(str)
    def close(self, ended: str) -> None:
        """End the session, or say when the one on paper ``ended``; refused while somebody is unaccounted for."""
        self.do(lambda _: self._close(ended), "", self._after_closing(), undo=False, told=False)

    async def _close(self, ended: str) -> tuple[()]:
        at = on_paper.hour_of(self.desk.session, ended) if self.ends_at and ended.strip() else None
        await self.desk.app.close_session(ended=at)
        return ()

    def _after_closing(self) -> Callable[[], None]:
        return self.closed.emit
