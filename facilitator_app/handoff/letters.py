"""A text without case, accents and invisible letters, and its words, each knowing where it stood.  For the guard: pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

import msgspec


class Token(msgspec.Struct, frozen=True):
    """A word of a text: folded, without its possessive, and where it stands in the text as written."""

    word: str
    start: int
    end: int
    capital: bool
    possessive: bool
    opens: bool


WORD = re.compile(r"[^\W\d_]+")
_BROKEN = "\ufffe"
"""What the reader of a finished page gives for a hyphen that only ends a line."""
_POSSESSIVE = re.compile(r"['’ʼ`´](?:s\b|(?!\w))")
_OPENS = re.compile(r"(?:^|[.!?:;•\n“\"(\[\]–—)]|\d{2}:\d{2})\s*$")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ŀ": "l"})


class Folded:
    """A text without case, accents and invisible letters, that knows where each of its letters stood."""

    def __init__(self, text: str) -> None:
        self.source = text
        if text.isascii():  # nothing to take apart: letter by letter as it stands
            self.text = text.lower()
            self._places: Sequence[int] = range(len(text) + 1)
            return
        letters: list[str] = []
        places: list[int] = []
        for place, letter in enumerate(text):
            for part in unicodedata.normalize("NFKD", letter).casefold().translate(_LETTERS):
                if unicodedata.category(part) not in ("Mn", "Cf") and part != _BROKEN:
                    letters.append(part)
                    places.append(place)
        self.text = "".join(letters)
        self._places = [*places, len(text)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of the folded text stood as written, with the accents that hang on its last letter."""
        last = self._places[end - 1] + 1 if end > start else self._places[start]
        while last < len(self.source) and unicodedata.category(self.source[last]) in ("Mn", "Cf"):
            last += 1
        return self._places[start], last

    @property
    def words(self) -> list[str]:
        """The words, possessives taken off."""
        return re.findall(r"[^\W_]+", self.text)

    def tokens(self) -> Iterator[Token]:
        """Its words in order."""
        for match in WORD.finditer(self.text):
            start, end = self.span(match.start(), match.end())
            possessive = _POSSESSIVE.match(self.text, match.end()) is not None
            opens = _OPENS.search(self.text[max(0, match.start() - 12) : match.start()]) is not None
            yield Token(match.group(), start, end, self.source[start].isupper(), possessive, opens)
