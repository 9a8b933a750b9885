"""Observations by one touch: the programme's words, for the person chosen, for several or for all."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from facilitator_app.faults import Refusal
from facilitator_app.text import render
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

TREMBLE_S = 0.4
"""A word touched again within so many seconds for the same people is one touch of a hand that trembles."""


class WordRow(NamedTuple):
    """A word that can be touched."""

    key: str
    label: str
    group: str
    picture: str


@QmlElement
@QmlUncreatable("made by the program")
class ObservePanel(PanelView):
    """The words on show.  A touch is an entry for everybody chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._words = Rows(WordRow, self)
        self._last: tuple[str, tuple[UUID, ...], float] = ("", (), 0.0)
        self.refresh()

    @Property(Rows, constant=True)
    def words(self) -> Rows:
        """The programme's words."""
        return self._words

    def refresh(self) -> None:
        """Show the words of the session's programme."""
        programme = self.desk.state.programme
        words = programme.words if programme else ()
        self._words.show([WordRow(word.key, word.label, word.group, word.icon) for word in words])

    @Slot(str)
    def touch(self, key: str) -> None:
        """Log the word for everybody chosen, at once."""
        people = self.desk.chosen
        if not people:
            self.tell(Refusal("room_ui.choose_somebody"))
            return
        last, self._last = self._last, (key, people, self.desk.app.clock.monotonic())
        if last[:2] == (key, people) and self._last[2] - last[2] < TREMBLE_S:
            return
        label = next((row[1] for row in self._words.rows if row[0] == key), key)
        said = render("room_ui.saved", whom=self.desk.whom(), what=label)
        self.do(lambda at: self.desk.session.observe(people, key, at=at), said, form=False)
