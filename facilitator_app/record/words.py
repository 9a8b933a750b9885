"""A programme's own words for what is seen: added, renamed, put in another order, taken out.  Pure.

A word's key stays when it is renamed: what was written with it reads as it read when it was touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record.entry import text_within
from facilitator_app.record.programme import Programme, Word

SUPPORT_GIVEN = "support given"
"""The group of what somebody does for a person: a word of it says that they were there."""

GROUPS = ("stillness", "movement", "feeling", "body", "voice", SUPPORT_GIVEN, "surroundings")
"""The groups in which words stand, in their order."""

ICONS = (
    "stillness",
    "rest",
    "calm",
    "unveil",
    "movement",
    "undo",
    "level",
    "arrow-up",
    "tears",
    "laughter",
    "sadness",
    "breathing",
    "temperature",
    "nausea",
    "heart-rate",
    "mute",
    "voice",
    "quote",
    "support-given",
    "touch-consent",
    "support",
    "people",
    "oxygen",
    "dim",
    "bright",
    "door",
    "music",
    "seen",
)
"""The icons a word can have."""

LONGEST = 40
"""Characters of a word: what a chip can show."""
MOST = 60
"""Words of a programme: what can be found in the dark."""


def programme_with(programme: Programme, words: Sequence[Word]) -> Programme:
    """The programme in its next version with these words, or as it is when they are the same.

    Raises Refusal words.none, .too_many, .twice, .unknown_group, .unknown_icon, or one of a label, at the word's key.
    """
    found = tuple(msgspec.structs.replace(word, label=word.label.strip()) for word in words)
    if not found:
        raise Refusal("words.none", field="words")
    if len(found) > MOST:
        raise Refusal("words.too_many", field="words", most=MOST)
    said: set[str] = set()
    for word in found:
        text_within(word.label, LONGEST, word.key)
        if word.label.casefold() in said:
            raise Refusal("words.twice", field=word.key, label=word.label)
        said.add(word.label.casefold())
        if word.group not in GROUPS:
            raise Refusal("words.unknown_group", field=word.key)
        if word.icon not in ICONS:
            raise Refusal("words.unknown_icon", field=word.key)
    if found == programme.words:
        return programme
    return msgspec.structs.replace(programme, words=found, version=programme.version + 1)


def new_key(words: Iterable[Word]) -> str:
    """A key that no word has."""
    taken = {word.key for word in words}
    number = 1
    while f"own_{number}" in taken:
        number += 1
    return f"own_{number}"


def moved(words: Sequence[Word], key: str, by: int) -> tuple[Word, ...]:
    """The words with one a place earlier (-1) or later (1) among those of its group."""
    found = list(words)
    place = next(number for number, word in enumerate(found) if word.key == key)
    same = [number for number, word in enumerate(found) if word.group == found[place].group]
    there = same.index(place) + by
    if 0 <= there < len(same):
        other = same[there]
        found[place], found[other] = found[other], found[place]
    return tuple(found)
