"""What a line of the prescriber or of days to come says, in words.  Pure: the catalogue is passed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from facilitator_app.agenda import no_members, too_many
from facilitator_app.record import agenda
from facilitator_app.record.prescribing import Assessed

if TYPE_CHECKING:
    from facilitator_app.record.clinic import ClinicState
    from facilitator_app.wording import Words


def assessed(fact: Assessed, words: Words) -> str:
    """An assessment: what of the health was weighed, the goals, the class, by whom."""
    parts = [fact.health]
    if fact.goals:
        parts.append(words.render("told.assessed_goals", goals=fact.goals))
    if fact.asa is not None:
        parts.append(words.word(fact.asa))
    return "\n".join([*parts, words.render("told.order_by", name=fact.prescriber)])


def to_mind(state: ClinicState, one: agenda.SetSession, words: Words) -> list[str]:
    """What is to be minded of a session that is set, a line each: its group ended, more come than sit, who left the group."""
    group, many = state.groups.get(one.told.group) if one.told.group else None, too_many(state, one)
    said = [words.render("agenda.group_ended")] if group is not None and group.ended_at is not None else []
    said += [words.render("agenda.choose_who_comes", count=many[0], seats=many[1])] if many else []
    names = [state.participants[person].told.preferred_name for person in no_members(state, one)]
    return said + [words.render("agenda.no_member", name=name) for name in names]


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
