"""What is to be minded of a session that is set, in words.  Pure: the catalogue is passed in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from facilitator_app.agenda import no_members, people, too_few, too_many
from facilitator_app.record import versions
from facilitator_app.record.agenda import SetSession
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.names import called_in_clinic
from facilitator_app.record.programme import Programme
from facilitator_app.record.together import differs
from facilitator_app.wording import Words


def to_mind(state: ClinicState, one: SetSession, words: Words) -> list[str]:
    """A line each: that its group ended, that more come than sit, or fewer than it is for, who was asked and left the group."""
    group, many = state.groups.get(one.told.group) if one.told.group else None, too_many(state, one)
    said = [words.render("agenda.group_ended")] if group is not None and group.ended_at is not None else []
    said += [words.render("agenda.choose_who_comes", count=many[0], seats=many[1])] if many else []
    few = too_few(state, one)
    said += [words.render("agenda.fewer_than_it_is_for", count=few[0], least=few[1])] if few else []
    names = called_in_clinic(no_members(state, one), state.participants).values()
    return said + [words.render("agenda.no_member", name=name) for name in names]


def of_versions(state: ClinicState, one: SetSession, words: Words) -> list[str]:
    """The same of a session that is set, with everybody who is expected at it."""
    whose = versions.courses_of(one.told.group, people(state, one))
    return versions_of(state, one.told.programme, whose, words)


def versions_of(
    state: ClinicState, key: str, whose: Iterable[UUID], words: Words, at: datetime | None = None
) -> list[str]:
    """Whose course began with another version than the one that their session runs by, which, and what differs; a line each.

    The last says which of the two holds.
    """
    together = tuple(whose)
    runs_by, begun = (
        versions.version_for(state, key, *together, at=at),
        versions.begun_with(state, key, *together, at=at),
    )
    names = called_in_clinic(tuple(begun), state.participants)
    said = []
    for person, own in begun.items():
        matters = differs(own, runs_by) if runs_by is not None else ()
        if runs_by is not None and matters:
            began, now = _which(own, words), _which(runs_by, words)
            listed = [words.render(f"versions.of_{matter}") for matter in matters]
            told = words.render(
                "versions.other_than_theirs", name=names.get(person, ""), own=began, runs_by=now, matters=listed
            )
            said.append(told)
    return [*said, words.render("versions.stricter")] if said else []


def _which(programme: Programme, words: Words) -> str:
    plan = programme.plan.plan.version if programme.plan is not None else 0
    return words.render("versions.which", version=programme.version, plan=plan)
