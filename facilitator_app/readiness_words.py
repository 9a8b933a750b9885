"""What a line of the board before the medicine says, in words.  Pure: the catalogue is passed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from facilitator_app.record import readiness
from facilitator_app.record.roles import Role

if TYPE_CHECKING:
    from facilitator_app.wording import Words


def room_matter(key: str, words: Words) -> str:
    """What a matter of the room is called: those that ship and roles by their word, one of the clinic's own as it is."""
    for kind in (readiness.RoomMatter, Role):
        if key in {one.value for one in kind}:
            return words.word(kind(key))
    return key


def _told(fact: readiness.Told, words: Words) -> str:
    """What it says; of what was told before the session, when and by whom that was."""
    said = _SAID[type(fact)](fact, words)
    if fact.before is None:
        return said
    return words.render("readiness.before", told=said, at=fact.before.at, name=fact.before.name)


def _ready(fact: readiness.ReadinessTold | readiness.RoomChecked, words: Words) -> str:
    matter = words.word(fact.matter) if isinstance(fact, readiness.ReadinessTold) else room_matter(fact.matter, words)
    said = words.render("readiness.yes" if fact.holds else "readiness.no", matter=matter)
    own = fact.medicines if isinstance(fact, readiness.ReadinessTold) else None
    how = given(fact.given, words) if isinstance(fact, readiness.ReadinessTold) and fact.given else ""
    told = ". ".join(part for part in (words.word(own) if own else "", how, fact.words) if part)
    return f"{said}: {told}" if told else said


def given(told: readiness.ConsentGiven, words: Words) -> str:
    """How consent was given, and before whom."""
    if told.scan is not None:
        return words.render("consent.scanned", by=told.witness_name, pages=told.scan.pages)
    key = "consent.signed" if told.ink is not None else "consent.typed" if told.typed else "consent.witnessed"
    return words.render(key, by=told.witness_name, name=told.typed)


def _stays(fact: readiness.StaysWithout, words: Words) -> str:
    return words.render("readiness.stays" if fact.holds else "readiness.takes_after_all", words=fact.words)


def _passed(fact: readiness.ReadinessPassed, words: Words) -> str:
    return words.render("readiness.passed", matter=words.word(fact.matter), reason=fact.reason)


def _room_passed(fact: readiness.RoomPassed, words: Words) -> str:
    return words.render("readiness.passed", matter=room_matter(fact.matter, words), reason=fact.reason)


_SAID: Mapping[type, Callable[[Any, Words], str]] = {
    readiness.ReadinessTold: _ready,
    readiness.RoomChecked: _ready,
    readiness.StaysWithout: _stays,
    readiness.ReadinessPassed: _passed,
    readiness.RoomPassed: _room_passed,
}

TELLERS: Mapping[type, Callable[[Any, Words], str]] = dict.fromkeys(readiness.KINDS, _told)
"""How each kind of line of this topic is told."""
