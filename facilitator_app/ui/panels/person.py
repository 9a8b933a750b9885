"""How a person is said to be, and what they came with."""

from __future__ import annotations

from facilitator_app.faults import Refusal
from facilitator_app.record import room
from facilitator_app.text import render, word
from facilitator_app.ui.names import called
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.panels.observe import not_gone, said_of, seen_here
from facilitator_app.ui.readable import readable
from facilitator_app.ui.times import said
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class PersonPanel(PanelView):
    """State words, intention; the head of every panel takes seat and name from here."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shown: tuple[object, ...] = ()
        desk.chosen_changed.connect(self._other)

    @Property(int, notify=changed)
    def seat(self) -> int:
        """The person's seat; 0 when it is nobody or several."""
        return self.desk.person.seat if self.desk.person else 0

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many people are chosen."""
        return len(self.desk.chosen)

    @Property(str, notify=changed)
    def name(self) -> str:
        """Whom the panel is about."""
        if self.desk.person:
            return called(self.desk.person, self.desk.state)
        return self.desk.whom() if self.desk.chosen else ""

    @Property(str, notify=changed)
    def since(self) -> str:
        """The state and since when."""
        person = self.desk.person
        if person is None or person.state_since is None:
            return ""
        age = said(self.desk.now - person.state_since)
        return render("room_ui.state_since", state=person.state, since=age)

    @Property(str, notify=changed)
    def state(self) -> str:
        """The state's key."""
        return self.desk.person.state.value if self.desk.person else ""

    @Property("QVariantList", constant=True)
    def states(self) -> list[dict[str, str]]:
        """The words for how a person is; "cleared" comes with the way out."""
        there = [state for state in room.State if state is not room.State.CLEARED]
        return [{"key": state.value, "text": word(state)} for state in there]

    @Property("QVariantList", constant=True)
    def parts(self) -> list[dict[str, str]]:
        """What is told of a person: now, touch, the circle, limits and scores."""
        return [{"key": key, "text": render(f"person_ui.{key}")} for key in ("now", "touch", "circle", "limits")]

    @Property(str, notify=changed)
    def intention(self) -> str:
        """What the person comes with, in their words."""
        return readable(self.desk.person.intention) if self.desk.person else ""

    @Property("QVariantList", notify=changed)
    def care(self) -> list[str]:
        """What needs care."""
        return [readable(found.text) for found in self.desk.person.needs_care] if self.desk.person else []

    @Slot()
    def _other(self) -> None:
        self.tell(None)
        self.changed.emit()

    def refresh(self) -> None:
        """The record changed, or a second has passed: tell it when something differs."""
        shown = (self.seat, self.count, self.name, self.since, self.state, self.intention, self.care)
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()

    @Slot(str)
    def say_state(self, state: str) -> None:
        """Everybody chosen is said to be so; of several those who are in the room at that moment."""
        try:
            not_gone(self.desk)  # a word of now takes nobody's way out off the tile
        except Refusal as refusal:
            self.tell(refusal)
            return
        people, fact = seen_here(self.desk), room.StateSaid(state=room.State(state))
        if self.desk.chosen and not people:
            self.tell(Refusal("room_ui.nobody_here"))
            return
        said_text = said_of(self.desk, people, word(fact.state))
        self.do(lambda at: self.desk.session.write(fact, people, at=at), said_text, form=False)
