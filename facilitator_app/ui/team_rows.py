"""The team as something to choose from: who is not on leave or gone."""

from __future__ import annotations

from facilitator_app.app import App


def team_rows(app: App) -> list[dict[str, str]]:
    """Each by id and name, as a choice shows them."""
    there = app.clinic.state.staff.values() if app.clinic else ()
    return [{"key": str(one.id), "text": one.name} for one in there if one.gone_at is None]
