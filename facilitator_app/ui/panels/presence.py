"""Who is with a person, said by who comes and goes; and who is out of the room, where, with whom."""

from __future__ import annotations

from uuid import UUID

from facilitator_app.faults import Refusal
from facilitator_app.record import company
from facilitator_app.record.entry import Fact
from facilitator_app.text import render
from facilitator_app.ui.names import called, of_the_team
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.panels.done_by import DoneBy
from facilitator_app.ui.tiles import away_of
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

_PLACES = ("lavatory", "quiet_room", "outside", "elsewhere")
_WITHIN = (5, 10, 20, 30)


@QmlElement
@QmlUncreatable("made by the program")
class CompanyPanel(PanelView):
    """For the person chosen; company is always that of who is at the screen."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._with = DoneBy(desk, "company.alone_there")
        self._within = company.BACK_WITHIN
        self._shown: tuple[object, ...] = ()
        desk.chosen_changed.connect(self._other)

    @Property(bool, notify=changed)
    def mine(self) -> bool:
        """Who is at the screen is with the person chosen."""
        screen, person = self.desk.app.at_screen, self.desk.person
        return bool(screen and person and any(one.staff == screen.id for one in person.company))

    @Property(bool, notify=changed)
    def offered(self) -> bool:
        """The panel is about somebody who is here."""
        return self.desk.person is not None and self.desk.person.out is None

    @Property(str, notify=changed)
    def act(self) -> str:
        """What one touch says."""
        return render("company.leaving" if self.mine else "company.with_me")

    @Property(str, notify=changed)
    def away(self) -> str:
        """Where the person is, out of the room; empty in it."""
        team = of_the_team({one.id: one.name for one in self.desk.state.staff.values()})
        return away_of(self.desk.person, self.desk.now, team) if self.desk.person else ""

    @Property(DoneBy, constant=True)
    def with_whom(self) -> DoneBy:
        """Who of the team goes out with the person, or nobody."""
        return self._with

    @Property("QVariantList", constant=True)
    def places(self) -> list[dict[str, str]]:
        """Where to, one touch each."""
        return [{"key": key, "text": render(f"company.{key}")} for key in _PLACES]

    @Property("QVariantList", constant=True)
    def spans(self) -> list[dict[str, str]]:
        """In how many minutes the person is expected back, to choose from."""
        return [{"key": str(span), "text": render("company.span", minutes=span)} for span in _WITHIN]

    @Property(str, notify=changed)
    def within(self) -> str:
        """The one chosen."""
        return str(self._within)

    @Slot()
    def _other(self) -> None:
        self._within = company.BACK_WITHIN
        self._with.again()
        self.tell(None)
        self.changed.emit()

    def refresh(self) -> None:
        """The record changed, or a second has passed: tell it when something differs."""
        self._with.refresh()
        shown = (self.mine, self.offered, self.away)
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()

    @Slot()
    def touch(self) -> None:
        """I am with them, and with nobody else any more; or I leave them."""
        if self.desk.person is None:
            self.tell(Refusal("room_ui.choose_somebody"))
        elif self.mine:
            self._write(company.CompanyEnded(), render("company.ended"))
        else:
            left = self._left()
            began = render("company.began_left", whom=left) if left else render("company.began")
            self._write(company.CompanyBegan(), began)

    def _left(self) -> str:
        """Seat and name of who is left by going to the person chosen; empty where nobody is."""
        screen, state = self.desk.app.at_screen, self.desk.state
        with_me = [
            person
            for person in state.in_seat_order
            if screen and person.id not in self.desk.chosen and any(one.staff == screen.id for one in person.company)
        ]
        whom = [render("room_ui.whom", seat=person.seat, name=called(person, state)) for person in with_me]
        return ", ".join(whom)

    @Slot(str)
    def expect(self, minutes: str) -> None:
        """Mark the person's tile when it takes longer than this."""
        self._within = int(minutes)
        self.changed.emit()

    @Slot(str)
    def step_out(self, where: str) -> None:
        """The person goes out of the room to there."""
        fact = company.SteppedOut(where=where, with_whom=self._with.name, back_within=self._within)
        self._write(fact, render("company.went", where=where), self._with.by)

    @Slot()
    def come_back(self) -> None:
        """The person is in the room again."""
        self._write(company.CameBack(), render("company.came"))

    def _write(self, fact: Fact, what: str, by: UUID | None = None) -> None:
        people = self.desk.chosen
        text = render("room_ui.saved", whom=self.desk.whom(), what=what)
        self.do(lambda at: self.desk.session.write(fact, people, by=by, at=at), text, self._written, form=False)

    def _written(self) -> None:
        self._with.again()
        self.refresh()
