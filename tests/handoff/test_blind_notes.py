"""Notes and traps by somebody who had not seen the guard, its tests or this program, held against what it finds.

``groups.toml`` says who is in each group, ``texts.toml`` what is written about one of them: 35 texts with 60 traps, and 36
without one, full of words that are nearly names.  What was first missed (10) and found for nothing (20) led to
``short_forms`` and to some of ``ordinary``; since then nothing here is blind any more.
"""

from __future__ import annotations

import tomllib
from typing import Any
from uuid import UUID, uuid5

from facilitator_app.handoff.guard import Find, Names, finds
from tests import source

HERE = source.ROOT / "tests" / "data" / "blind_notes"
ONLY_A_READER_KNOWS = {("t04", "rose"), ("t28", "hope")}
"""Ordinary words in small letters, in notes typed all in small letters."""
NAMES_OF_OTHERS = {
    ("c24", "Sunny"),
    ("c31", "Lucy"),
    ("c31", "Daniel"),
    ("c32", "Joy"),
    ("c32", "Lund"),
    ("c16", "lucha"),
}
"""A song, a prophet, an ode, a town: written as names are, and asked about."""


def _names(member: dict[str, Any]) -> Names:
    contact = member["emergency_contact"]
    return Names(
        participant=uuid5(UUID(int=0), member["id"]),
        preferred=member["preferred"],
        legal=member["legal"],
        nicknames=tuple(member["nicknames"]),
        seats=(member["seat"],),
        escort=f"{member['escort']}\n{contact['name']}, {contact['phone']}",
        reached=(member["email"], member["phone"]),
    )


def _read(name: str, table: str) -> list[dict[str, Any]]:
    return list(tomllib.loads((HERE / name).read_text("utf-8"))[table])


GROUPS = {
    group["id"]: {member["id"]: _names(member) for member in group["member"]} for group in _read("groups.toml", "group")
}
TEXTS = _read("texts.toml", "text")


def _found(text: dict[str, Any]) -> tuple[Find, ...]:
    group = GROUPS[text["group"]]
    others = [names for member, names in group.items() if member != text["about"]]
    return finds({"note": text["text"]}, group[text["about"]], others)


def test_what_somebody_wrote_who_had_not_seen_the_guard_is_found() -> None:
    missed = set()
    for text in TEXTS:
        found = _found(text)
        for trap in text.get("traps", []):
            start = text["text"].index(trap["span"])
            end = start + len(trap["span"])
            if not any(find.start < end and find.end > start for find in found):
                missed.add((text["id"], trap["span"]))
    assert sum(len(text.get("traps", [])) for text in TEXTS) == 60
    assert missed == ONLY_A_READER_KNOWS


def test_in_notes_full_of_words_that_are_nearly_names_only_names_of_others_are_asked_about() -> None:
    clean = [text for text in TEXTS if not text.get("traps")]
    words = sum(len(text["text"].split()) for text in clean)
    asked = [(text["id"], find.text) for text in clean for find in _found(text)]
    assert set(asked) == NAMES_OF_OTHERS
    assert len(asked) / words * 1000 < 1.5, "one in 700 words, of notes made to be mistaken"
