"""What is to be minded of a session that is set, in words.  Pure: the catalogue is passed in."""

from __future__ import annotations

from facilitator_app.agenda import no_members, too_few, too_many
from facilitator_app.record.agenda import SetSession
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.names import called_in_clinic
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
