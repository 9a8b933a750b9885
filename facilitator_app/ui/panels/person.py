"""How a person is said to be, what they came with, and what touch they agree to."""

from __future__ import annotations

from facilitator_app.faults import Refusal
from facilitator_app.record import room
from facilitator_app.text import render, word
from facilitator_app.ui.names import called
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.times import said
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

_CONSENTS = ("none", "hand", "hand_shoulder", "ask_each_time", "as_prepared")


@QmlElement
@QmlUncreatable("made by the program")
class PersonPanel(PanelView):
    """State words, intention, touch consent; the head of every panel takes seat and name from here."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._narrowed = True
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

    @Property(str, notify=changed)
    def intention(self) -> str:
        """What the person comes with, in their words."""
        return self.desk.person.intention if self.desk.person else ""

    @Property(str, notify=changed)
    def touch(self) -> str:
        """The touch agreed to, in words."""
        person = self.desk.person
        if person is None or not person.touch:
            return render("room_ui.touch_unknown") if person else ""
        key = "told.narrowed" if person.touch_narrowed else "room_ui.touch_is"
        return render(key, consent=person.touch)

    @Property("QVariantList", constant=True)
    def consents(self) -> list[dict[str, str]]:
        """Touch that may be agreed to; other words are typed."""
        return [{"key": key, "text": render(f"room_ui.touch_{key}")} for key in _CONSENTS]

    @Property(bool, notify=changed)
    def narrowed(self) -> bool:
        """Whether the next consent is narrower than what was agreed before."""
        return self._narrowed and self._agreed_before()

    @Property(bool, notify=changed)
    def agreed_before(self) -> bool:
        """Whether there is a consent that could be narrowed."""
        return self._agreed_before()

    def _agreed_before(self) -> bool:
        return bool(self.desk.person and self.desk.person.touch)

    @Property("QVariantList", notify=changed)
    def care(self) -> list[str]:
        """What needs care."""
        return [found.text for found in self.desk.person.needs_care] if self.desk.person else []

    def _other(self) -> None:
        self._narrowed = True
        self.tell(None)
        self.changed.emit()

    def refresh(self) -> None:
        """The record changed, or a second has passed: tell it when something differs."""
        shown = (self.seat, self.count, self.name, self.since, self.state, self.intention, self.touch, self.care)
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()

    @Slot(str)
    def say_state(self, state: str) -> None:
        """Everybody chosen is said to be so."""
        people, fact = self.desk.chosen, room.StateSaid(state=room.State(state))
        said_text = render("room_ui.saved", whom=self.desk.whom(), what=word(fact.state))
        self.do(lambda at: self.desk.session.write(fact, people, at=at), said_text, form=False)

    @Slot(bool)
    def set_narrowed(self, narrowed: bool) -> None:
        """The next consent is narrower than what was agreed, or not."""
        self._narrowed = narrowed
        self.changed.emit()

    @Slot(str)
    def agree(self, consent: str) -> None:
        """What touch is agreed to from now on."""
        try:
            person = self.desk.the_person()
            if not consent.strip():
                raise Refusal("entry.empty", field="consent")
        except Refusal as refusal:
            self.tell(refusal)
            return
        fact = room.TouchAgreed(consent=consent, narrowed=self._narrowed and self._agreed_before())
        what = render("room_ui.touch_is", consent=consent)
        said_text = render("room_ui.saved", whom=self.desk.whom(), what=what)
        self.do(lambda at: self.desk.session.write(fact, [person.id], at=at), said_text)
