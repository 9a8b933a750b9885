"""The clinic's people by name, and who is found by a part of any of their names.  Thousands are put in order once a change."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from facilitator_app.app import App
from facilitator_app.record.clinic import Participant
from facilitator_app.record.people import looked_for, looked_through
from facilitator_app.text import render


class PeopleFound:
    """Everybody, in order; the last search is remembered, since a screen asks for it more than once."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._of: Mapping[UUID, Participant] | None = None
        self._sorted: list[tuple[Participant, str]] = []
        self._everybody: list[Participant] = []
        self._last: tuple[str, list[Participant]] | None = None

    def by(self, typed: str) -> list[Participant]:
        """Those of whose names every typed word is a part, by name; everybody while nothing is typed."""
        clinic = self._app.clinic
        there = clinic.state.participants if clinic else {}
        if self._of is not there:
            keyed = [(person, looked_through(person.names)) for person in there.values()]
            self._sorted = sorted(keyed, key=lambda one: one[0].told.preferred_name.casefold())
            self._of, self._last = there, None
            self._everybody = [person for person, _ in self._sorted]
        if not typed:
            return self._everybody
        if self._last is None or self._last[0] != typed:
            found = self._sorted
            for word in looked_for(typed):
                found = [one for one in found if word in one[1]]
            self._last = typed, [person for person, _ in found]
        return self._last[1]

    def forget(self) -> None:
        """The record was locked: nothing of anybody is held here."""
        self._of, self._sorted, self._everybody, self._last = None, [], [], None


def person_row(person: Participant, *, full: bool = False) -> dict[str, object]:
    """Somebody as a row with id, name and a quieter line; ``full`` with the legal name."""
    told = person.told
    parts = [told.legal_name] if full and told.legal_name != told.preferred_name else []
    parts += [told.pronouns, told.birth_date]
    parts += [render("ui.people.allergies", allergies=told.allergies)] if told.allergies else []
    return {"id": str(person.id), "name": told.preferred_name, "note": " · ".join(part for part in parts if part)}
