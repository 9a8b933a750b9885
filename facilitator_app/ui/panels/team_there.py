"""Who of the team can have given a medicine, confirmed it or seen it: who is in the room, or still was at its moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from facilitator_app.faults import Refusal
from facilitator_app.record.state import Staff
from facilitator_app.text import render
from facilitator_app.ui.panels.desk import Desk
from facilitator_app.ui.panels.kept import Kept

ONESELF = "self:"
"""Before the one who saw it, where a medicine was taken by oneself."""


def team_at(desk: Desk, kept: Kept) -> dict[UUID, Staff]:
    """Who of the team is in the room, or was still there at the moment that a form is told for."""
    at = desk.moment_row.at_or_now(kept)
    return {one.id: one for one in desk.state.staff.values() if one.left is None or one.left > at}


def options(team: Iterable[Staff]) -> list[dict[str, str]]:
    """These of the team, by name."""
    return [{"key": str(one.id), "text": one.name} for one in team]


def givers_of(desk: Desk, kept: Kept) -> list[dict[str, str]]:
    """Who may have given a medicine: who was there; and the person, seen by one of them."""
    team = team_at(desk, kept).values()
    seen = [{"key": f"{ONESELF}{one.id}", "text": render("dose.oneself_seen_by", name=one.name)} for one in team]
    return [*options(team), *seen]


def check_giver(desk: Desk, kept: Kept, giver: str) -> None:
    """Refuse one who had left the room by the moment that the form is told for.  Raises Refusal dose.had_left."""
    by = UUID(giver.removeprefix(ONESELF))
    if by not in team_at(desk, kept):
        raise Refusal("dose.had_left", field="by", name=desk.state.staff_name(by))


def giver_told(desk: Desk, kept: Kept, by: UUID, *, by_oneself: bool) -> str:
    """Who gave it, or saw it taken, in words; and that they had left by then."""
    told = render("dose.seen_by" if by_oneself else "dose.given_by", name=desk.state.staff_name(by))
    return told if by in team_at(desk, kept) else render("dose.who_left", told=told)


def gone_of(chosen: Mapping[str, str], there: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Of who was chosen, by field, those who are not among these."""
    keys = {one["key"] for one in there}
    return {name: key for name, key in chosen.items() if key and key not in keys}
