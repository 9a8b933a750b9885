"""Adverse events: what was reported, what followed, and how a provider classed it.  Apart from observations.  Pure.

Anyone may report; only a medical provider says whether an event was serious.  When it began is the moment of the line.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Entry, Fact, text_within

if TYPE_CHECKING:
    from facilitator_app.record.history import History
    from facilitator_app.record.state import SessionState

OTHER = "other"
WHAT = (
    "nausea",
    "vomiting",
    "dizziness",
    "headache",
    "anxiety",
    "panic",
    "agitation",
    "hypertensive_episode",
    "hypotensive_episode",
    "fast_heart",
    "slow_heart",
    "chest_pain",
    "fainting",
    "breathless",
    "breathing_stopped",
    "low_oxygen",
    "bronchospasm",
    "laryngospasm",
    "sedated",
    "clouded",
    "delirium",
    "distressing_dissociation",
    "distressing_visions",
    "suicidal_thoughts",
    "injection_site_pain",
    "urinary_urgency",
    OTHER,
)
"""What can be reported, after the adverse reactions of the Ketalar label and the esketamine monographs; ``other`` needs
words.  Expected effects of the medicine are observations and are not here."""


class Severity(StrEnum):
    """How much it troubled the person."""

    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


class Outcome(StrEnum):
    """How it stands.  An event is open until it is anything but ``ONGOING``."""

    ONGOING = "ongoing"
    RESOLVED = "resolved"
    RESOLVED_WITH_TRACES = "resolved_with_traces"
    HANDED_OVER = "handed_over"
    UNKNOWN = "unknown"


class AdverseReported(Fact, frozen=True, kw_only=True, tag="adverse_reported/1"):
    """An adverse event began (at the line's own moment): which of ``WHAT``, in whose words, how severe, what was done."""

    what: str
    severity: Severity
    words: str = ""
    action: str = ""

    def __post_init__(self) -> None:
        """Refuse what is not in the list, and "other" without words."""
        if self.what not in WHAT:
            raise Refusal("adverse.unknown_what", field="what")
        if self.what == OTHER:
            text_within(self.words, 2000, "words")


class AdverseFollowed(Fact, frozen=True, kw_only=True, tag="adverse_followed/1"):
    """How the event of the line ``event`` went on: what was done, how severe it is now, how it stands."""

    event: UUID
    outcome: Outcome = Outcome.ONGOING
    severity: Severity | None = None
    action: str = ""

    def __post_init__(self) -> None:
        """Refuse one that tells nothing new."""
        if self.outcome is Outcome.ONGOING and self.severity is None and not self.action.strip():
            raise Refusal("adverse.nothing_new", field="action")


class AdverseClassed(Fact, frozen=True, kw_only=True, tag="adverse_classed/1"):
    """A medical provider says whether the event of the line ``event`` was serious, and why."""

    event: UUID
    serious: bool
    reason: str = ""

    def __post_init__(self) -> None:
        """Refuse a serious event without its reason (death, danger to life, hospital, lasting harm: ICH E2A)."""
        if self.serious:
            text_within(self.reason, 2000, "reason")


class Adverse(msgspec.Struct, frozen=True, kw_only=True):
    """An adverse event as it stands.  ``serious`` None: no provider has classed it yet."""

    entry: UUID
    at: datetime
    what: str
    severity: Severity
    words: str = ""
    actions: tuple[str, ...] = ()
    outcome: Outcome = Outcome.ONGOING
    ended_at: datetime | None = None
    serious: bool | None = None

    @property
    def is_open(self) -> bool:
        """Nobody has said that it is over."""
        return self.outcome is Outcome.ONGOING


def after(events: tuple[Adverse, ...], entry: Entry, fact: Fact) -> tuple[Adverse, ...]:
    """The events of a person after a line about one of them."""
    if isinstance(fact, AdverseReported):
        actions = (fact.action,) if fact.action.strip() else ()
        began = Adverse(
            entry=entry.id,
            at=entry.observed_at,
            what=fact.what,
            severity=fact.severity,
            words=fact.words,
            actions=actions,
        )
        return (*events, began)
    return tuple(_changed(event, entry, fact) for event in events)


def _changed(event: Adverse, entry: Entry, fact: Fact) -> Adverse:
    if isinstance(fact, AdverseClassed) and fact.event == event.entry:
        return msgspec.structs.replace(event, serious=fact.serious)
    if isinstance(fact, AdverseFollowed) and fact.event == event.entry:
        over = fact.outcome is not Outcome.ONGOING
        return msgspec.structs.replace(
            event,
            severity=fact.severity or event.severity,
            actions=(*event.actions, fact.action) if fact.action.strip() else event.actions,
            outcome=fact.outcome,
            ended_at=entry.observed_at if over else None,
        )
    return event


def check(
    state: SessionState, history: History[SessionState], entry: Entry, fact: AdverseFollowed | AdverseClassed
) -> None:
    """Refuse a line about an event that this person does not have, or that began later."""
    event = _event(state, entry.participant, fact.event)
    if event is None:
        raise Refusal("adverse.no_such_event", field="event")
    if entry.observed_at < event.at:
        raise Refusal("adverse.before_it_began", field="at")


def is_unclassed(state: SessionState, participant: UUID | None, event: UUID) -> bool:
    """Whether the event of that line is there and no provider has classed it yet."""
    found = _event(state, participant, event)
    return found is not None and found.serious is None


def _event(state: SessionState, participant: UUID | None, event: UUID) -> Adverse | None:
    person = state.people.get(participant) if participant else None
    return next((one for one in person.adverse if one.entry == event), None) if person else None
