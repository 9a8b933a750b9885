"""Whether the words of a line that was withdrawn still stand in a text.  Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

RUN = 3
"""So many words of a line, one after the other, are its own words."""
SAID_AGAIN = 5
"""So many of them are a repetition, where somebody else tells of the same."""
TELLING = 4
"""Letters that a word needs so that a run with it says something."""

_WORD = re.compile(r"\w+")


def still_in(text: str, own: str, live: str) -> str:
    """The first run of a line's ``own`` words that ``text`` has more often than ``live``, what the record says now.

    Case, accents and signs between words do not count.  Empty when there is none.
    """
    return _first_of(_runs(_words(own)), text, live)


def said_in(text: str, own: str, live: str) -> str:
    """The same in a text that speaks of the same things in words of its own: only what is plainly said again counts.

    That is five words one after the other, or all of them where there are three or four.
    """
    words = _words(own)
    size = min(SAID_AGAIN, len(words))
    runs = (words[start : start + size] for start in range(len(words) - size + 1)) if size >= RUN else ()
    return _first_of(iter(runs), text, live)


def _first_of(runs: Iterator[list[str]], text: str, live: str) -> str:
    there, allowed = _words(text), _words(live)
    return next((" ".join(run) for run in runs if _count(run, there) > _count(run, allowed)), "")


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return _WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign)))


def _runs(words: list[str]) -> Iterator[list[str]]:
    """Every run that gives a line away: three words of which one says something, two with a figure, or a short line whole."""
    if 0 < len(words) <= RUN:
        yield words
    for start in range(len(words) - 1):
        two, three = words[start : start + 2], words[start : start + RUN]
        if any(word.isdigit() for word in two):
            yield two
        if len(three) == RUN and any(len(word) >= TELLING or word.isdigit() for word in three):
            yield three


def _count(run: list[str], words: list[str]) -> int:
    size = len(run)
    return sum(words[place : place + size] == run for place in range(len(words) - size + 1))
