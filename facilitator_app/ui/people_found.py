"""The clinic's people by name, and who is found by a part of what is known of them.

Thousands are put in order once a change, and what is known of each is looked through once until it changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from uuid import UUID

from facilitator_app.app import App
from facilitator_app.record.clinic import Participant
from facilitator_app.record.people import folded, looked_for, looked_through
from facilitator_app.text import render


class PeopleFound:
    """Everybody, in order; the last search is remembered, since a screen asks for it more than once."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._of: Mapping[UUID, Participant] | None = None
        self._everybody: list[Participant] = []
        self._known: dict[UUID, tuple[Participant, str]] = {}
        self._to_search: list[tuple[Participant, str]] = []
        self._last: tuple[str, list[Participant]] | None = None

    def by(self, typed: str) -> list[Participant]:
        """Those of whom every typed word is a part of something known, by name; everybody while nothing is typed."""
        clinic = self._app.clinic
        there = clinic.state.participants if clinic else {}
        if self._of is not there:
            self._everybody = sorted(there.values(), key=lambda one: one.told.preferred_name.casefold())
            self._of, self._last, self._to_search = there, None, []
        if not typed:
            return self._everybody
        if self._last is None or self._last[0] != typed:
            if not self._to_search:
                from facilitator_app.moving_in import numbers_told  # reads tables too: not before somebody searches

                numbers = numbers_told(clinic) if clinic else {}
                self._to_search = [
                    (person, f"{self._texts(person)} {folded(numbers.get(person.id, ''))}")
                    for person in self._everybody
                ]
            found = self._to_search
            for word in looked_for(typed):
                written = _written(word)
                found = [one for one in found if any(way in one[1] for way in written)]
            self._last = typed, [person for person, _ in found]
        return self._last[1]

    def _texts(self, person: Participant) -> str:
        """What is known of somebody, as it is looked through."""
        known = self._known.get(person.id)
        if known is None or known[0] is not person:
            known = self._known[person.id] = person, looked_through(_said(person))
        return known[1]

    def forget(self) -> None:
        """The record was locked: nothing of anybody is held here."""
        self._of, self._everybody, self._known, self._to_search, self._last = None, [], {}, [], None


def _said(person: Participant) -> Iterator[str]:
    """Every name and everything else that is written of somebody; telephone numbers without what parts their figures too,
    and the day of birth in the ways in which people write it."""
    told, more = person.told, person.details
    yield from person.names
    yield from (told.pronouns, told.birth_date, told.allergies, told.escort, told.intention)
    yield from (getattr(more, field) for field in more.__struct_fields__)
    yield from ("".join(filter(str.isdigit, text)) for text in (told.escort, more.contacts, more.emergency_contact))
    year, _, rest = told.birth_date.partition("-")
    if _DAY.fullmatch(told.birth_date):
        month, day = rest.split("-")
        yield from (f"{year}/{month}/{day}", f"{day}/{month}/{year}", f"{month}/{day}/{year}")
        yield from (f"{int(day)}/{int(month)}/{year}", f"{int(month)}/{int(day)}/{year}")


def _written(word: str) -> tuple[str, ...]:
    """A typed word as it may be written: of a number the figures alone too, of a day its parts between strokes."""
    if not _FIGURES.fullmatch(word):
        return (word,)
    figures = "".join(filter(str.isdigit, word))
    return (word, re.sub(r"[./-]+", "/", word), *([figures] if len(figures) >= FEWEST else []))


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_FIGURES = re.compile(r"[+(]*\d[\d./()-]*", re.ASCII)
FEWEST = 5
"""Figures of a telephone number that are looked for without what parts them: of fewer too much would be found."""


def person_row(person: Participant, *, full: bool = False) -> dict[str, object]:
    """Somebody as a row with id, name and a quieter line; ``full`` with the legal name."""
    told = person.told
    parts = [told.legal_name] if full and told.legal_name != told.preferred_name else []
    parts += [told.pronouns, told.birth_date]
    parts += [render("ui.people.allergies", allergies=told.allergies)] if told.allergies else []
    return {"id": str(person.id), "name": told.preferred_name, "note": " · ".join(part for part in parts if part)}
