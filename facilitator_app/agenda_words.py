"""What a line of the prescriber or of days to come says, in words.  Pure: the catalogue is passed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from facilitator_app.record import agenda
from facilitator_app.record.prescribing import Assessed

if TYPE_CHECKING:
    from facilitator_app.wording import Words


def assessed(fact: Assessed, words: Words) -> str:
    """An assessment: what of the health was weighed, the goals, the class, by whom."""
    parts = [fact.health]
    if fact.goals:
        parts.append(words.render("told.assessed_goals", goals=fact.goals))
    if fact.asa is not None:
        parts.append(words.word(fact.asa))
    return "\n".join([*parts, words.render("told.order_by", name=fact.prescriber)])


def _session(fact: agenda.SessionSet, words: Words) -> str:
    told = words.render("told.session_set", title=fact.title, at=fact.at)
    return f"{told}, {fact.place}" if fact.place else told


def _expected(fact: agenda.Expected, words: Words) -> str:
    if not fact.coming:
        said = words.render("told.missed" if fact.missed else "told.not_coming")
        return f"{said}: {fact.reason}" if fact.reason else said
    return words.render("told.expected", seat=fact.seat) if fact.seat is not None else words.render("told.coming")


def _meeting(fact: agenda.MeetingSet, words: Words) -> str:
    return words.render("told.meeting_set", at=fact.at, place=fact.place)


TELLERS: Mapping[type, Callable[[Any, Words], str]] = {
    Assessed: assessed,
    agenda.SessionSet: _session,
    agenda.SessionCalledOff: lambda fact, words: fact.reason,
    agenda.Expected: _expected,
    agenda.MeetingSet: _meeting,
    agenda.RoomListKept: lambda fact, words: words.render("told.room_list", count=len(fact.matters)),
    agenda.FloorKept: lambda fact, words: words.render("told.floor", count=len(fact.places)),
}
"""How each kind of line of these topics is told."""
