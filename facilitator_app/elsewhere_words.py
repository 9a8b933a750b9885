"""What was brought in from elsewhere, in words, always with where it is from.  Pure: the catalogue is passed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import tzinfo
from typing import TYPE_CHECKING, Any
from uuid import UUID

from facilitator_app import medicine_words
from facilitator_app.record import elsewhere
from facilitator_app.record.doses import Route, plain
from facilitator_app.record.entry import Entry

if TYPE_CHECKING:
    from facilitator_app.wording import Words

DIGEST = 16
"""So many letters of a file's sum are shown."""
_ROUTES = {route.value: route for route in Route}


def _session(fact: elsewhere.SessionElsewhere, words: Words) -> str:
    key = "told.session_elsewhere" if fact.place is not None else "told.session_elsewhere_unnumbered"
    return _and(words.render(key, place=fact.place), fact.in_programme, fact.words)


def _dose(fact: elsewhere.DoseElsewhere, words: Words) -> str:
    drug, unit = medicine_words.medicine(fact.drug, words), medicine_words.medicine_unit(fact.unit, words)
    told = words.render("told.dose_elsewhere", drug=drug, amount=plain(fact.amount), unit=unit)
    route = words.word(_ROUTES[fact.route]) if fact.route in _ROUTES else fact.route
    return _and(told, route, fact.words)


def _score(fact: elsewhere.ScoreElsewhere, words: Words) -> str:
    key = "told.score_version" if fact.version else "told.score_elsewhere"
    told = words.render(key, name=fact.name, version=fact.version, total=plain(fact.total))
    item = words.render("told.score_item_9", item=fact.item_9) if fact.item_9 is not None else ""
    return _and(told, item, fact.words)


def _visit(fact: elsewhere.VisitElsewhere, words: Words) -> str:
    return _and(words.render(f"told.visit_{fact.held_for}"), fact.words)


def _and(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


TELLERS: Mapping[type, Callable[[Any, Words], str]] = {
    elsewhere.NumberElsewhere: lambda fact, words: fact.number,
    elsewhere.SessionElsewhere: _session,
    elsewhere.DoseElsewhere: _dose,
    elsewhere.ScoreElsewhere: _score,
    elsewhere.VisitElsewhere: _visit,
}
"""How each kind of line of this topic is told."""


def brought_rows(
    lines: Iterable[Entry], names: Mapping[UUID, str], words: Words, zone: tzinfo
) -> Iterator[tuple[str, str]]:
    """A row for each thing that was brought in about one person, by its day, and one for each file: who brought it in,
    when, and the file's sum; nothing where nothing was."""
    found = elsewhere.brought(lines)
    files: dict[str, str] = {}
    for entry in found:
        fact: Any = entry.fact
        yield fact.day.isoformat(), TELLERS[type(fact)](fact, words)
        name = names.get(entry.recorded_by, "") if entry.recorded_by else ""
        digest = fact.file_digest[:DIGEST]
        files.setdefault(
            fact.file_digest,
            words.render("elsewhere.brought", zone=zone, name=name, at=entry.recorded_at, digest=digest),
        )
    for told in files.values():
        yield words.render("elsewhere.origin"), told
