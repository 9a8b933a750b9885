"""The circle: the words a person checks in with, and the group's own rules, shown large and changed by the group."""

from __future__ import annotations

from facilitator_app.faults import Refusal
from facilitator_app.record.circle import CheckedIn, Circle, RulesSaid
from facilitator_app.text import render, word
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.panels.kept import ROOM, Kept, Standing
from facilitator_app.ui.readable import readable
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

_AFTER = ("return", "closing_circle", "discharge")
"""Phases in which the words are most likely those of the closing circle."""


@QmlElement
@QmlUncreatable("made by the program")
class CirclePanel(PanelView):
    """``shown``: the rules stand over the room."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._which: Circle | None = None
        self._text = ""
        self._rules_shown = False
        self._editing = False
        self._rules: str | None = None
        self._told: tuple[object, ...] = ()
        self._kept = Kept(desk, "circle", self._standing, self._stand)
        self._kept_rules = Kept(desk, "rules", self._changing, self._change_anew, whom=lambda: ROOM)

    @Property("QVariantList", notify=changed)
    def said(self) -> list[dict[str, str]]:
        """What the person checked in with, in the order of saying."""
        person, zone = self.desk.person, self.desk.zone
        if person is None:
            return []
        return [
            {
                "when": render("circle_ui.when", circle=said.circle, at=f"{said.at.astimezone(zone):%H:%M}"),
                "text": readable(said.text),
            }
            for said in person.checked_in
        ]

    @Property("QVariantList", constant=True)
    def circles(self) -> list[dict[str, str]]:
        """Before and after."""
        return [{"key": circle.value, "text": word(circle)} for circle in Circle]

    @Property(str, notify=changed)
    def which(self) -> str:
        """The circle the words are of: chosen, or by the phase."""
        return self._circle().value

    def _circle(self) -> Circle:
        return self._which or (Circle.CLOSING if self.desk.state.phase in _AFTER else Circle.OPENING)

    @Property(str, notify=changed)
    def text(self) -> str:
        """What is typed."""
        return self._text

    @Property(bool, notify=changed)
    def shown(self) -> bool:
        """Whether the rules are shown."""
        return self._rules_shown

    @Property("QVariantList", notify=changed)
    def rules(self) -> list[str]:
        """The group's rules, one at a time."""
        return [line.strip() for line in self.desk.state.circle_rules.splitlines() if line.strip()]

    @Property(bool, notify=changed)
    def editing(self) -> bool:
        """Whether they are being changed."""
        return self._editing

    @Property(str, notify=changed)
    def draft(self) -> str:
        """How they will read: as half typed, else as they are."""
        return self.desk.state.circle_rules if self._rules is None else self._rules

    def refresh(self) -> None:
        """The record changed, or a second has passed."""
        told = (self.said, self.which, self.rules)
        if told != self._told:
            self._told = told
            self.changed.emit()

    def _standing(self) -> Standing:
        if not self._text.strip():
            return {}
        return {"text": self._text, **({"which": self._which.value} if self._which else {})}

    def _stand(self, found: Standing) -> None:
        self._which = Circle(found["which"]) if "which" in found else None
        self._text, self._told = found.get("text", ""), ()
        self.tell(None)
        self.changed.emit()

    @Slot(str)
    def choose(self, circle: str) -> None:
        """The words are of this circle."""
        self._which = Circle(circle)
        self.changed.emit()
        self._kept.typed()

    @Slot(str)
    def type(self, text: str) -> None:
        """What is typed."""
        self._text = text
        self._kept.typed()

    @Slot()
    def save(self) -> None:
        """Write the words down."""
        try:
            fact = CheckedIn(circle=self._circle(), text=self._text)
        except Refusal as refusal:
            self.tell(refusal)
            return
        people, draft = self.desk.chosen, self._kept.ends()
        text = render("room_ui.saved", whom=self.desk.whom(), what=render("circle_ui.saved"))
        write, done = self.desk.session.write, self._kept.written()
        self.do(lambda at: write(fact, people, at=at, ends_draft=draft), text, done, of=self._kept)

    @Slot()
    def show_rules(self) -> None:
        """Show the rules over the room."""
        self._rules_shown = True
        self.changed.emit()

    @Slot()
    def hide_rules(self) -> None:
        """Put them away."""
        self._rules_shown = self._editing = False
        self.tell(None)
        self.changed.emit()

    @Slot(bool)
    def edit(self, editing: bool) -> None:
        """Change them, or do not now: what is typed waits."""
        self._editing = editing
        self.tell(None)
        self.changed.emit()

    def _changing(self) -> Standing:
        return {} if self.draft == self.desk.state.circle_rules else {"text": self.draft}

    def _change_anew(self, found: Standing) -> None:
        self._rules = found.get("text")
        self.changed.emit()

    @Slot(str)
    def type_rules(self, text: str) -> None:
        """How they will read."""
        self._rules = text
        self._kept_rules.typed()

    @Slot()
    def keep_rules(self) -> None:
        """The group has agreed on this."""
        try:
            fact = RulesSaid(text=self.draft)
        except Refusal as refusal:
            self.tell(refusal)
            return
        text = render("room_ui.saved", whom=render("room_ui.the_room"), what=render("circle_ui.rules"))
        draft, written = self._kept_rules.ends(), self._kept_rules.written()

        def done() -> None:
            written()
            self.edit(False)

        self.do(lambda _: self.desk.session.write(fact, ends_draft=draft), text, done, told=False)
