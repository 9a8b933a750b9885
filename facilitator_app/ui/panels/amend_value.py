"""A check as it reads once a value was typed anew.  What is improbable is asked about, as where it is typed first."""

from __future__ import annotations

from uuid import UUID

from facilitator_app.faults import Question, Refusal
from facilitator_app.record.history import Line
from facilitator_app.record.vitals import Measure, VitalsTaken, amended
from facilitator_app.text import say


class AskedValue:
    """An improbable value is asked about once; the same one amended again is right, and kept as confirmed."""

    def __init__(self) -> None:
        self._asked: tuple[UUID, str, str] | None = None
        self._right: frozenset[Measure] = frozenset()

    def kept(self, line: Line, fact: VitalsTaken, chosen: str, typed: str) -> VitalsTaken:
        """The check with that value.  Refuses what is no value of the measure, and what was not asked about yet."""
        if not chosen:
            raise Refusal("room_ui.choose_measure", field="measure")
        same, self._asked = self._asked == (line.first.id, chosen, typed), (line.first.id, chosen, typed)
        right, self._right = self._right if same else frozenset(), frozenset()
        try:
            return amended(fact, Measure(chosen), typed, right)
        except Question as question:
            self._right = right | {Measure(question.confirm)}
            raise Refusal("amend.improbable", field="value", asked=say(question)) from question
