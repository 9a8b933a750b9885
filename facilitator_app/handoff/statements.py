"""Corrections that a person asked for, as they go along with what leaves about them (45 CFR 164.526).  Pure."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

from facilitator_app.handoff.group import Group
from facilitator_app.keeping_words import carried
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.history import History
from facilitator_app.record.state import SessionState
from facilitator_app.wording import Words


def statements(
    clinic: ClinicState, history: History[SessionState], group: Group, participant: UUID, words: Words
) -> tuple[str, ...]:
    """Each with its answer or the person's disagreement; one that names somebody else is said to be, and stays here."""
    asking = clinic.asking.get(participant)
    if asking is None:
        return ()
    return tuple(
        words.render("carried.names_another") if group.in_texts(participant, {"statement": text}) else text
        for text in carried(asking, history.entries[0].scope, words, ZoneInfo(history.state.zone))
    )
