"""Adverse events of the person chosen: report one, say how it goes on, and, for the provider, whether it was serious.

They stand apart from observations.  When an event began is the moment that the row of moments says.
"""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from facilitator_app.faults import Refusal
from facilitator_app.medicine_words import event_name
from facilitator_app.record.adverse import (
    WHAT,
    Adverse,
    AdverseClassed,
    AdverseFollowed,
    AdverseReported,
    Outcome,
    Severity,
)
from facilitator_app.record.entry import Fact
from facilitator_app.record.roles import Act, word_counts
from facilitator_app.text import catalogue, render, word
from facilitator_app.ui.panels.desk import Desk
from facilitator_app.ui.panels.forms import FormPanel, choices
from facilitator_app.ui.panels.kept import Standing
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.times import said
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


class EventRow(NamedTuple):
    """An event."""

    event: str
    name: str
    note: str
    since: str
    open: bool


@QmlElement
@QmlUncreatable("made by the program")
class AdversePanel(FormPanel):
    """Pages: the ``list`` of events, ``new``, and one that is ``open``."""

    looked = Signal()
    kept_as = "adverse"
    observed = True
    fields = ("what", "words", "severity", "action", "outcome", "reason")

    def __init__(self, desk: Desk) -> None:
        self._rows = Rows(EventRow)
        self._open: UUID | None = None
        self._told = ""
        super().__init__(desk)
        self._rows.setParent(self)
        self.refresh()

    @Property(Rows, constant=True)
    def events(self) -> Rows:
        """The events, the newest first."""
        return self._rows

    @Property("QVariantList", constant=True)
    def whats(self) -> list[dict[str, str]]:
        """What can be reported by one touch."""
        return [{"key": key, "text": render(f"adverse_what.{key}")} for key in WHAT]

    @Property("QVariantList", constant=True)
    def severities(self) -> list[dict[str, str]]:
        """How much it troubles the person."""
        return choices(Severity)

    @Property("QVariantList", constant=True)
    def outcomes(self) -> list[dict[str, str]]:
        """How it stands."""
        return choices(Outcome)

    @Property(str, notify=looked)
    def told_so_far(self) -> str:
        """What is known of the event that is open."""
        event = self._event()
        return _told(event) if event else ""

    @Property(bool, notify=looked)
    def may_class(self) -> bool:
        """The word of who is at the screen counts for whether it was serious."""
        who = self.desk.app.at_screen
        return who is not None and word_counts(who.roles, Act.CLASS_EVENT)

    def refresh(self) -> None:
        """The record changed, or a second has passed."""
        person = self.desk.person
        events = reversed(person.adverse) if person else ()
        now = self.desk.now
        self._rows.show([_row(event, said((event.ended_at or now) - event.at)) for event in events])
        if self.told_so_far != self._told:
            self._told = self.told_so_far
            self.looked.emit()

    def _event(self) -> Adverse | None:
        person = self.desk.person
        return next((one for one in person.adverse if one.entry == self._open), None) if person else None

    def standing(self) -> Standing:
        """With the event that it is about."""
        form = super().standing()
        return {**form, ".open": str(self._open)} if form and self._open is not None else form

    def stand(self, found: Standing) -> None:
        """With the event that it is about."""
        self._open = UUID(found[".open"]) if ".open" in found else None
        super().stand(found)
        self.looked.emit()

    @Slot(str)
    def look(self, event: str) -> None:
        """Open an event."""
        self._open = UUID(event)
        self._typed = {}
        self.turn("open")
        self.looked.emit()

    @Slot()
    def report(self) -> None:
        """Write down that it began."""
        try:
            what = self.chosen("what", "adverse.unknown_what")
            severity = Severity(self.chosen("severity", "adverse.choose_severity"))
            values = self.values
            fact = AdverseReported(what=what, severity=severity, words=values["words"], action=values["action"])
        except Refusal as refusal:
            self.tell(refusal)
            return
        self._write(fact, render("adverse.saved", what=event_name(what, fact.words, catalogue())))

    @Slot()
    def follow(self) -> None:
        """Write down how it goes on."""
        event, values = self._event(), self.values
        if event is None:
            return
        try:
            fact = AdverseFollowed(
                event=event.entry,
                outcome=Outcome(values["outcome"] or Outcome.ONGOING),
                severity=Severity(values["severity"]) if values["severity"] else None,
                action=values["action"],
            )
        except Refusal as refusal:
            self.tell(refusal)
            return
        self._write(fact, render("adverse.followed", what=event_name(event.what, event.words, catalogue())))

    @Slot(bool)
    def classify(self, serious: bool) -> None:
        """The provider says whether it was serious."""
        event = self._event()
        if event is None:
            return
        try:
            fact = AdverseClassed(event=event.entry, serious=serious, reason=self.values["reason"])
        except Refusal as refusal:
            self.tell(refusal)
            return
        key = "told.adverse_serious" if serious else "told.adverse_not_serious"
        self._write(
            fact, render("adverse.classed", what=event_name(event.what, event.words, catalogue()), how=render(key))
        )

    def _write(self, fact: Fact, what: str) -> None:
        people, draft = self.desk.chosen, self.kept.ends()
        text = render("room_ui.saved", whom=self.desk.whom(), what=what)
        write, done = self.desk.session.write, self.kept.written()
        self.do(lambda at: write(fact, people, at=at, ends_draft=draft), text, done, of=self.kept)


def _row(event: Adverse, since: str) -> EventRow:
    return EventRow(
        str(event.entry), event_name(event.what, event.words, catalogue()), _standing(event), since, event.is_open
    )


def _standing(event: Adverse) -> str:
    parts = [word(event.severity), word(event.outcome)]
    if event.serious is None:
        parts.append(render("adverse.awaits"))
    else:
        parts.append(render("told.adverse_serious" if event.serious else "told.adverse_not_serious"))
    return ", ".join(parts)


def _told(event: Adverse) -> str:
    lines = [f"{event_name(event.what, event.words, catalogue())}: {_standing(event)}", *event.actions]
    return "\n".join(lines)
