"""What was done in an emergency and is told only afterwards, with its time."""

from __future__ import annotations

from facilitator_app.record.emergency import EmergencyBegan, EmergencyStep, Step
from facilitator_app.text import render, word
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.panels.forms import choices
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class LaterStepPanel(PanelView):
    """On offer once an emergency was begun in this session.  Who writes here is known: it is theirs at once."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._there = False

    @Property(bool, notify=changed)
    def there(self) -> bool:
        """Whether there was one."""
        return self._there

    @Property("QVariantList", constant=True)
    def steps(self) -> list[dict[str, str]]:
        """What may have been done."""
        return choices(Step)

    def refresh(self) -> None:
        """The record changed."""
        session = self.desk.app.session
        lines = session.history.lines() if session is not None else ()
        there = any(isinstance(line.entry.fact, EmergencyBegan) for line in lines)
        if there != self._there:
            self._there = there
            self.changed.emit()

    @Slot(str)
    def tell_step(self, step: str) -> None:
        """This was done for those chosen, at the moment that is chosen."""
        people, fact = self.desk.chosen, EmergencyStep(step=Step(step))
        whom = self.desk.whom() if people else render("room_ui.the_room")
        said, write = render("room_ui.saved", whom=whom, what=word(fact.step)), self.desk.session.write
        self.do(lambda at: write(fact, people, at=at), said, form=False)
