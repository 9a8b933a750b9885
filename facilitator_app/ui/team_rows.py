"""The team as rows: something to choose from, or a list with what each may do."""

from __future__ import annotations

from facilitator_app.app import App
from facilitator_app.record.clinic import Member
from facilitator_app.text import render, word


def team_rows(app: App) -> list[dict[str, str]]:
    """Each who is not on leave or gone by id and name, as a choice shows them."""
    there = app.clinic.state.staff.values() if app.clinic else ()
    return [{"key": str(one.id), "text": one.name} for one in there if one.gone_at is None]


def team_with_roles(app: App, *, also_gone: bool = False) -> list[dict[str, object]]:
    """Rows by name with id, name and roles in words; ``also_gone``: with those who are not there, at the end."""
    staff = app.clinic.state.staff.values() if app.clinic else ()
    there = sorted(staff, key=lambda member: (member.gone_at is not None, member.name.casefold()))
    return [_row(member) for member in there if also_gone or member.gone_at is None]


def _row(member: Member) -> dict[str, object]:
    parts = [", ".join(word(role) for role in member.roles)]
    parts += [render("ui.team.gone")] if member.gone_at is not None else []
    parts += [] if member.may_come_in else [render("ui.team.shut_out")]
    return {"id": str(member.id), "name": member.name, "note": " · ".join(parts)}
