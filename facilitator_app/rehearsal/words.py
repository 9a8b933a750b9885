"""Reading one line of a story word by word: quoted text, names of several words, times, measures.  Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from facilitator_app.faults import Refusal
from facilitator_app.record.people import folded
from facilitator_app.record.vitals import Measure, Unavailable

MEASURES: Mapping[str, tuple[Measure, ...]] = {
    "hr": (Measure.HEART_RATE,),
    "bp": (Measure.SYSTOLIC, Measure.DIASTOLIC),
    "spo2": (Measure.SPO2,),
    "br": (Measure.BREATHING,),
    "t": (Measure.TEMPERATURE,),
}
"""The short words for what is measured."""

UNAVAILABLE: Mapping[str, Unavailable] = {word.value.replace("_", " "): word for word in Unavailable}

LONGEST_TEXT = 1_000_000
"""So many letters a text of a story has at most."""

_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|((?:[^\s",]|(?<=\d),(?=\d))+|,)')
_ESCAPES = {"n": "\n", "t": "\t", "0": "\0", '"': '"', "\\": "\\"}


class Token(NamedTuple):
    """A word of the line, or a text in quotes; ``start`` and ``end`` are where it stands."""

    text: str
    quoted: bool
    start: int
    end: int


class Names(NamedTuple):
    """Who can be named: full and short names, each to the name the story plays with.

    ``alike``: of the people, by what only one is called however it is written, ``folded``.
    """

    people: Mapping[str, str]
    staff: Mapping[str, str]
    alike: Mapping[str, str] = MappingProxyType({})


class Words:
    """A line being read from left to right.  ``moment`` reads a time of day as the story's clock has it.

    ``also``: how else a phrase may be said, as on paper in another language.
    """

    def __init__(
        self,
        line: str,
        names: Names,
        moment: Callable[[str], datetime],
        also: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        self.names = names
        self.moment = moment
        self._also = also or {}
        self._line = line
        self._tokens = [
            Token(unescaped(m[1]) if m[1] is not None else m[2], m[1] is not None, m.start(), m.end())
            for m in _TOKEN.finditer(line)
        ]
        if _TOKEN.sub("", line).strip():  # only a quote that nobody closed is no word
            raise Refusal("story.unclosed_quote")
        self._next = 0

    @property
    def is_done(self) -> bool:
        """Nothing is left to read."""
        return self._next >= len(self._tokens)

    def peek(self) -> str:
        """The next word in small letters, empty at the end or before a text in quotes."""
        if self.is_done or self._tokens[self._next].quoted:
            return ""
        return self._tokens[self._next].text.lower()

    def take(self, what: str) -> str:
        """The next word or text as it stands; ``what`` says what was expected when there is none."""
        if self.is_done:
            raise Refusal("story.expected", what=what)
        self._next += 1
        return self._tokens[self._next - 1].text

    def skip(self, phrase: str) -> bool:
        """Whether the next words are ``phrase``, or another way to say it; they are read past when they are."""
        return any(self._skip(said) for said in (phrase, *self._also.get(phrase, ())))

    def _skip(self, phrase: str) -> bool:
        wanted = [match[2] for match in _TOKEN.finditer(phrase.lower())]
        here = [token.text.lower() for token in self._tokens[self._next : self._next + len(wanted)] if not token.quoted]
        if here != wanted:
            return False
        self._next += len(wanted)
        return True

    def as_told(self, text: str, phrases: Iterable[str]) -> str:
        """A text in which each of ``phrases`` stands as a story has it, however else it is said."""
        for phrase in phrases:
            for said in self._also.get(phrase, ()):
                text = re.sub(rf"(?<!\S){re.escape(said)}(?![^\s,])", phrase, text, flags=re.IGNORECASE)
        return text

    def one_of(self, phrases: Iterable[str], what: str) -> str:
        """The longest of ``phrases`` that comes next; refuses when none does."""
        found = self.one_of_or_none(phrases)
        if found is None:
            raise Refusal("story.expected", what=what)
        return found

    def one_of_or_none(self, phrases: Iterable[str]) -> str | None:
        """The longest of ``phrases`` that comes next, or None."""
        return next((phrase for phrase in sorted(phrases, key=len, reverse=True) if self.skip(phrase)), None)

    def text(self, what: str) -> str:
        """A text in quotes, or everything that is left."""
        if self.is_done:
            raise Refusal("story.expected", what=what)
        token = self._tokens[self._next]
        if token.quoted:
            self._next += 1
            return token.text * self._times(len(token.text))
        self._next = len(self._tokens)
        return self._line[token.start :].rstrip()

    def text_until(self, word: str, what: str) -> str:
        """A text in quotes, or the words before ``word``."""
        if self.is_done or self.peek() == word:
            raise Refusal("story.expected", what=what)
        first = self._tokens[self._next]
        if first.quoted:
            self._next += 1
            return first.text
        while self._next < len(self._tokens) and self.peek() != word:
            self._next += 1
        return self._line[first.start : self._tokens[self._next - 1].end]

    def _times(self, length: int) -> int:
        """``"text" 800 times`` is the text so often: how a long one is written short."""
        tokens = self._tokens[self._next : self._next + 2]
        if len(tokens) < 2 or tokens[1].text != "times" or not tokens[0].text.isdecimal():
            return 1
        self._next += 2
        said = tokens[0].text
        if len(said) > len(str(LONGEST_TEXT)) or int(said) * length > LONGEST_TEXT:
            raise Refusal("story.too_long", most=LONGEST_TEXT)
        return int(said)

    def because(self) -> str:
        """``because`` and a reason; empty when there is none."""
        return self.text("a reason") if self.skip("because") else ""

    def person(self) -> str:
        """The name of a person of the story."""
        return self._name(self.names.people, "story.unknown_person", self.names.alike)

    def staff(self) -> str:
        """The name of somebody of the team."""
        return self._name(self.names.staff, "story.unknown_staff")

    def people(self) -> tuple[str, ...]:
        """One or several people ("Rowan, Amara and Idris"), or ``all``: everybody on a seat."""
        if self.skip("all"):
            return ("all",)
        found = [self.person()]
        while self.skip(",") or self.skip("and"):
            found.append(self.person())
        return tuple(found)

    def measures(self) -> tuple[Measure, ...]:
        """One or several measures in their short words, or ``all``."""
        if self.skip("all"):
            return tuple(Measure)
        found: list[Measure] = []
        while self.peek() in MEASURES:
            word = self.peek()
            if MEASURES[word][0] in found:
                raise Refusal("story.twice", what=word)
            found += MEASURES[word]
            self.take("a measure")
            self.skip(",")
        if not found:
            raise Refusal("story.expected", what="hr, bp, spo2, br or t")
        return tuple(found)

    def number(self, what: str) -> int:
        """A whole number."""
        word = self.take(what)
        if not re.fullmatch(r"[+-]?\d{1,9}", word):
            raise Refusal("story.expected", what=what)
        return int(word)

    def rest(self) -> str:
        """Everything that is left, as it stands."""
        start = len(self._line) if self.is_done else self._tokens[self._next].start
        self._next = len(self._tokens)
        return self._line[start:].rstrip()

    def end(self) -> None:
        """Refuse what is left over."""
        if not self.is_done:
            raise Refusal("story.too_much", rest=self._line[self._tokens[self._next].start :])

    def _name(self, known: Mapping[str, str], unknown: str, alike: Mapping[str, str] = MappingProxyType({})) -> str:
        for length in (4, 3, 2, 1):
            tokens = self._tokens[self._next : self._next + length]
            name = re.sub("['’]s$", "", " ".join(token.text for token in tokens))
            found = known.get(name) or alike.get(folded(name))
            if len(tokens) == length and found is not None:
                self._next += length
                return found
        raise Refusal(unknown, name=self.take("a name"))


def unescaped(text: str) -> str:
    """A text in quotes as it is meant: ``\\n`` is a new line, ``\\"`` a quote."""
    return re.sub(r"\\(.)", lambda m: _ESCAPES.get(m[1], m[1]), text)
