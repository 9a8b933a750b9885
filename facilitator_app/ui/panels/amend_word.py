"""A word that was touched, an observation or how somebody is, as it reads once another of its kind was chosen instead."""

from __future__ import annotations

import msgspec

from facilitator_app.record.entry import Fact, UnknownFact
from facilitator_app.record.programme import Programme
from facilitator_app.record.room import Observed, State, StateSaid
from facilitator_app.rules import word_of
from facilitator_app.ui.panels.forms import choices


def now(fact: Fact | UnknownFact | None) -> str:
    """The key of the word as the line reads; empty when it is no word of a kind."""
    if isinstance(fact, Observed):
        return fact.word
    return fact.state.value if isinstance(fact, StateSaid) else ""


def others(fact: Fact | UnknownFact | None, programme: Programme | None) -> list[dict[str, str]]:
    """The words that it may have been: those of its group in the programme, or the states.  *Cleared* is no mere word."""
    if isinstance(fact, StateSaid):
        return choices(state for state in State if state is not State.CLEARED)
    if not isinstance(fact, Observed) or programme is None:
        return []
    return [{"key": word.key, "text": word.label} for word in programme.words if word.group == fact.group]


def chosen_anew(fact: Observed | StateSaid, key: str, programme: Programme) -> Observed | StateSaid | None:
    """The fact with the word of that key; None when it is the one that stands."""
    if key in ("", now(fact)):
        return None
    if isinstance(fact, StateSaid):
        return msgspec.structs.replace(fact, state=State(key))
    word = word_of(programme, key)
    return msgspec.structs.replace(fact, word=word.key, label=word.label, group=word.group)
