"""What of the name guard's finds was let through: each for one place in one wording.  Pure.

A place is the line of text around it, to the letter, and where in that line it stands.  When a letter of the line
changes, the find is asked again; of two lines that are alike each is asked by itself.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

import msgspec

from facilitator_app.handoff.guard import Find
from facilitator_app.record.history import History
from facilitator_app.record.room import GuardPassed
from facilitator_app.record.state import SessionState


def mark_of(find: Find, text: str) -> str:
    """The name of a place: its section, and a digest of who shows, how, and the line of ``text`` around it.

    It says nobody's name, so the record of one person does not come to hold another's.
    """
    line, start = _line(text, find)
    told = f"{find.whose.hex}/{find.kind}/{start}/{find.end - find.start}/{line}"
    return f"{find.section}/{hashlib.sha256(told.encode('utf-8', 'replace')).hexdigest()[:16]}"


def passed(history: History[SessionState], participant: UUID) -> Counter[str]:
    """How often each place was let through for a person."""
    return Counter(
        line.entry.fact.where
        for line in history.lines()
        if line.voided is None and line.entry.participant == participant and isinstance(line.entry.fact, GuardPassed)
    )


def marked(found: Iterable[Find], texts: Mapping[str, str]) -> tuple[Find, ...]:
    """The finds in ``texts`` with the names of their places."""
    return tuple(msgspec.structs.replace(find, mark=mark_of(find, texts[find.section])) for find in found)


def unpassed(found: Iterable[Find], let_through: Mapping[str, int]) -> tuple[Find, ...]:
    """The finds that nobody let through."""
    left = Counter(let_through)
    held = []
    for find in found:
        if left[find.mark] > 0:
            left[find.mark] -= 1
        else:
            held.append(find)
    return tuple(held)


def beyond(found: Iterable[Find], document: str, texts: Mapping[str, str], allowed: Sequence[Find]) -> tuple[Find, ...]:
    """The finds in a text of the record that do not stand in a line of ``texts`` in which they were let through."""
    places = [(find.whose, *_line(texts[find.section], find)) for find in allowed]
    held = []
    for find in found:
        line, start = _line(document, find)
        words = line.strip()
        lead = start - (len(line) - len(line.lstrip()))
        if not any(find.whose == whose and _at(words, place, around) == lead for whose, around, place in places):
            held.append(find)
    return tuple(held)


def _at(words: str, place: int, around: str) -> int | None:
    """Where a place of the line ``around`` is in ``words``, which stand in it; None when they do not stand around it."""
    start = around.find(words)
    while start >= 0:
        if start <= place < start + len(words):
            return place - start
        start = around.find(words, start + 1)
    return None


def _line(text: str, find: Find) -> tuple[str, int]:
    """The line that a find stands in (lines, where it goes over an end), and where it begins there."""
    start = text.rfind("\n", 0, find.start) + 1
    end = text.find("\n", find.end)
    return text[start : end if end >= 0 else len(text)], find.start - start
