"""The name guard: finds other people of the group in what is about to leave about one person.

Pure.  It reads names as people write them: folded for case, accents and possessives, with slips of the pen, as
initials, by seat.  It cannot find "the firefighter next to me": a human reading stays needed.
"""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from uuid import UUID

import msgspec

from facilitator_app.handoff import ordinary
from facilitator_app.handoff.slips import one_apart

SHORTEST_SIMILAR = 5
"""Letters a name needs before one wrong letter still counts as that name."""


class Names(msgspec.Struct, frozen=True, kw_only=True):
    """What a person of the group goes by."""

    participant: UUID
    preferred: str = ""
    legal: str = ""
    nicknames: tuple[str, ...] = ()
    seats: tuple[int, ...] = ()
    escort: str = ""


class Kind(StrEnum):
    """What a find is."""

    NAME = "name"
    NICKNAME = "nickname"
    INITIALS = "initials"
    SEAT = "seat"
    ESCORT = "escort"
    SIMILAR = "similar"


class Find(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody else, at ``start:end`` of ``section``'s text.  ``suggestion`` is the key of what could stand there."""

    section: str
    start: int
    end: int
    text: str
    whose: UUID
    kind: Kind
    suggestion: str

    @property
    def mark(self) -> str:
        """What a reason is given for, without saying the name: the section and a digest of who, kind and wording."""
        said = " ".join(_Folded(self.text).words)
        seal = hashlib.sha256(f"{self.whose.hex}/{self.kind}/{said}".encode()).hexdigest()[:16]
        return f"{self.section}/{seal}"

    @property
    def seal(self) -> str:
        """The mark without its section."""
        return self.mark.rpartition("/")[2]


def finds(texts: Mapping[str, str], own: Names, others: Sequence[Names], staff: Sequence[str] = ()) -> tuple[Find, ...]:
    """Every place in ``texts`` that shows somebody of ``others``, in the order of the texts.

    What ``own`` goes by passes, shared or not.  ``staff`` may be named; a first name that one of them shares with a
    participant is still found where it stands alone.
    """
    search = _prepared(own, tuple(others), tuple(staff))
    return tuple(find for section, text in texts.items() for find in search.in_text(section, text))


def replaced(text: str, found: Find, by: str) -> str:
    """``text`` with ``by`` in the place of a find."""
    return text[: found.start] + by + text[found.end :]


@functools.lru_cache(maxsize=16)
def _prepared(own: Names, others: tuple[Names, ...], staff: tuple[str, ...]) -> _Search:
    """What is looked for about one person: the same for every text and every reading of it."""
    return _Search(own, others, staff)


class _Token(msgspec.Struct, frozen=True):
    """A word of a text: folded, without its possessive, and where it stands in the text as written."""

    word: str
    start: int
    end: int
    capital: bool
    possessive: bool
    opens: bool


_WORD = re.compile(r"[^\W\d_]+")
_POSSESSIVE = re.compile(r"['’ʼ`´](?:s\b|(?!\w))")
_OPENS = re.compile(r"(?:^|[.!?:;•\n“\"(\[\]–—)]|\d{2}:\d{2})\s*$")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ŀ": "l"})


class _Folded:
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
                if unicodedata.category(part) not in ("Mn", "Cf"):
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

    def tokens(self) -> Iterator[_Token]:
        """Its words in order."""
        for match in _WORD.finditer(self.text):
            start, end = self.span(match.start(), match.end())
            possessive = _POSSESSIVE.match(self.text, match.end()) is not None
            opens = _OPENS.search(self.text[max(0, match.start() - 12) : match.start()]) is not None
            yield _Token(match.group(), start, end, self.source[start].isupper(), possessive, opens)


class _Sought(msgspec.Struct, frozen=True):
    """One word that gives somebody away."""

    word: str
    whose: UUID
    kind: Kind


class _Search:
    """What is looked for, prepared once for all texts."""

    def __init__(self, own: Names, others: Sequence[Names], staff: Sequence[str]) -> None:
        self._own = set(_words_of(own.preferred, own.legal, *own.nicknames, own.escort))
        self._own_seats = set(own.seats)
        self._known: dict[tuple[str, bool], _Sought | None] = {}
        self._own_initials = set(_initials(own))
        self._staff_words = set(_words_of(*staff))
        self._staff_names = [words for name in staff if len(words := _Folded(name).words) > 1]
        self._sought: dict[str, _Sought] = {}
        for other in others:
            for kind, names in (
                (Kind.NAME, (other.preferred, other.legal)),
                (Kind.NICKNAME, other.nicknames),
                (Kind.ESCORT, (other.escort,)),
            ):
                for word in _words_of(*names):
                    if word not in self._own:
                        self._sought.setdefault(word, _Sought(word, other.participant, kind))
        self._spellings = dict(self._other_spellings())
        self._initials = {
            letters: other.participant
            for other in others
            for letters in _initials(other)
            if letters not in self._own_initials
        }
        self._seats = {
            seat: other.participant for other in others for seat in other.seats if seat not in self._own_seats
        }

    def in_text(self, section: str, text: str) -> Iterator[Find]:
        """The finds of one text, from its beginning to its end, each place once."""
        folded = _Folded(text)
        taken: list[tuple[int, int]] = []
        found = [*self._by_word(section, folded), *self._by_seat(section, folded), *self._by_initials(section, text)]
        found += [*self._without_spaces(section, folded), *self._letters_apart(section, folded)]
        for find in sorted(found, key=lambda find: (find.start, -find.end)):
            if all(find.start >= end or find.end <= start for start, end in taken):
                taken.append((find.start, find.end))
                yield find

    def _other_spellings(self) -> Iterator[tuple[str, _Sought]]:
        for sought in self._sought.values():
            for group in ordinary.SPELLINGS:
                if sought.word in group:
                    for spelling in group - self._sought.keys() - self._own - self._staff_words:
                        yield spelling, _Sought(spelling, sought.whose, Kind.SIMILAR)

    def _by_word(self, section: str, folded: _Folded) -> Iterator[Find]:
        tokens = list(folded.tokens())
        staff = self._named_staff(tokens)
        for place, token in enumerate(tokens):
            sought = None if place in staff else self._match(token)
            if sought is None:
                continue
            before, after = _around(tokens, place)
            plain = not ordinary.ALSO_WORDS.isdisjoint((token.word, sought.word))
            if not plain or _is_a_name(token, before, after, folded.source):
                yield self._find(section, folded.source, token.start, token.end, sought.whose, sought.kind)

    def _match(self, token: _Token) -> _Sought | None:
        """Whom a word shows, if anybody; worked out once for each way a word stands."""
        stands = (token.word, token.capital and not token.opens)
        if stands not in self._known:
            self._known[stands] = self._matched(token)
        return self._known[stands]

    def _matched(self, token: _Token) -> _Sought | None:
        if token.word in self._own:
            return None
        exact = self._sought.get(token.word) or self._spellings.get(token.word)
        if exact is None and token.word.endswith("s"):  # "the Amaras", "rowans mat"
            exact = self._sought.get(token.word[:-1])
        if exact is not None or token.word in self._staff_words or token.word in ordinary.NEIGHBOURS:
            return exact
        return next((self._slip(sought) for sought in self._sought.values() if _is_slip(token, sought.word)), None)

    @staticmethod
    def _slip(sought: _Sought) -> _Sought:
        return _Sought(sought.word, sought.whose, Kind.SIMILAR)

    def _named_staff(self, tokens: Sequence[_Token]) -> set[int]:
        """The places of the words that belong to a full name of staff."""
        words = [token.word for token in tokens]
        return {
            place + offset
            for name in self._staff_names
            for place in range(len(words) - len(name) + 1)
            if words[place : place + len(name)] == name
            for offset in range(len(name))
        }

    def _without_spaces(self, section: str, folded: _Folded) -> Iterator[Find]:
        """Names in scripts that do not part words by spaces (Chinese, Japanese, Thai) can stand inside a longer run."""
        for sought in self._sought.values():
            if _UNSPACED.search(sought.word):
                for match in re.finditer(re.escape(sought.word), folded.text):
                    start, end = folded.span(*match.span())
                    yield self._find(section, folded.source, start, end, sought.whose, sought.kind)

    def _letters_apart(self, section: str, folded: _Folded) -> Iterator[Find]:
        """Names written letter by letter: "A m a r a", "A-M-A-R-A"."""
        for match in _APART.finditer(folded.text):
            sought = self._sought.get("".join(_WORD.findall(match.group())))
            if sought is not None:
                start, end = folded.span(*match.span())
                yield self._find(section, folded.source, start, end, sought.whose, sought.kind)

    def _by_seat(self, section: str, folded: _Folded) -> Iterator[Find]:
        for match in _SEATS.finditer(folded.text):
            numbers = match.span(next(name for name in ("several", "one", "sign", "which") if match[name]))
            for number in _NUMBER.finditer(folded.text, *numbers):
                word = number.group()
                whose = self._seats.get(int(word[0]) if word[0].isdigit() else _PLACES[word])
                if whose is not None:
                    first = match.start() if number.start() == numbers[0] else number.start()
                    start, end = folded.span(first, match.end() if match["which"] else number.end())
                    yield self._find(section, folded.source, start, end, whose, Kind.SEAT)

    def _by_initials(self, section: str, text: str) -> Iterator[Find]:
        for match in _INITIALS.finditer(text):
            letters = re.sub(r"[^A-Z]", "", unicodedata.normalize("NFKD", match.group()))
            dotted = "." in match.group()
            whose = self._initials.get(letters)
            if whose is None or (not dotted and letters in ordinary.ABBREVIATIONS):
                continue
            if letters in ("AM", "PM") and re.search(r"\d\s*$", text[: match.start()]):
                continue
            end = match.start() + len(match.group().rstrip())
            yield self._find(section, text, match.start(), end, whose, Kind.INITIALS)

    @staticmethod
    def _find(section: str, text: str, start: int, end: int, whose: UUID, kind: Kind) -> Find:
        suggestion = {Kind.SEAT: "guard.another_seat", Kind.ESCORT: "guard.an_escort"}.get(kind, "guard.another_member")
        return Find(
            section=section, start=start, end=end, text=text[start:end], whose=whose, kind=kind, suggestion=suggestion
        )


_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_PLACES = {
    word: place for words in (*ordinary.SPELLED, *ordinary.ORDINALS) for place, word in enumerate(words.split(), 1)
}
_ONE = rf"(?:[1-8](?!\d)|(?:{'|'.join(' '.join(ordinary.SPELLED).split())})\b)"
_WHICH = rf"(?:[1-8](?:st|nd|rd|th|\.?(?:[ao]|er))|{'|'.join(' '.join(ordinary.ORDINALS).split())})"
_NUMBER = re.compile(rf"{_WHICH}\b|{_ONE}")
_NO = r"(?:no\.?|nr\.?|numbers?|num(?:eros?|s)?\.?|n\.\s?o\.?|#)?"
_APART = re.compile(r"(?<!\w)(?:[^\W\d_][ ._·*-]{1,2}){2,}[^\W\d_](?!\w)")
_SEATS = re.compile(
    rf"\b(?:{ordinary.SEATS}|place|bed|cama)(?:"
    rf"e?s\s*{_NO}\s*(?P<several>{_ONE}(?:\s*(?:,|and|&|/|or|to|-|–|y|o|a)\s*{_ONE})*)"
    rf"|\s*{_NO}\s*(?P<one>{_ONE}(?:\s*(?:and|&|/|or|y|o)\s*[1-8](?!\d))*))"
    r"|(?<!\w)\#\s?(?P<sign>[1-8])(?!\d)"
    rf"|(?<!\ba )(?<!\ben )\b(?P<which>{_WHICH})\s+(?:{ordinary.SEATS})\b"
)
_INITIALS = re.compile(r"(?<![\w.])(?:[A-Z]\.\s?){1,2}[A-Z]\.|(?<![\w.])[A-Z]{2,3}(?![\w])")


def _words_of(*names: str) -> Iterator[str]:
    """The words of names that give somebody away: particles and single letters do not."""
    for name in names:
        for word in _WORD.findall(_Folded(name).text):
            if len(word) > 1 and word not in ordinary.NOT_TELLING:
                yield word


def _initials(names: Names) -> Iterator[str]:
    """First and last letters of the legal name, and of preferred with the last name, in capitals."""
    legal = [word for word in _Folded(names.legal).words if word not in ordinary.NOT_TELLING]
    preferred = _Folded(names.preferred).words
    for words in (legal, [*preferred[:1], *legal[-1:]] if len(legal) > 1 else preferred):
        if len(words) > 1:
            yield (words[0][0] + words[-1][0]).upper()
            yield "".join(word[0] for word in words[:3]).upper()


def _is_slip(token: _Token, name: str) -> bool:
    """Whether the word is the name with one slip of the pen."""
    if len(name) < SHORTEST_SIMILAR or not one_apart(token.word, name):
        return False
    if name in ordinary.ALSO_WORDS:
        return token.capital and not token.opens
    return token.word[0] == name[0] or token.word[:2] == name[1::-1] or (token.capital and not token.opens)


def _around(tokens: Sequence[_Token], place: int) -> tuple[str, str]:
    before = tokens[place - 1].word if place else ""
    after = tokens[place + 1].word if place + 1 < len(tokens) else ""
    if before == "to" and place > 1 and tokens[place - 2].word == "next":
        before = "beside"
    return before, after


def _is_a_name(token: _Token, before: str, after: str, text: str) -> bool:
    """Whether a word that is also an ordinary one is written like a name here."""
    if token.word in ordinary.MONTHS and _is_a_month(token, before, text):
        return False
    if not token.capital:
        return _is_a_small_name(token, before, after, text)
    if token.possessive or not token.opens:
        return True
    if token.word in ordinary.LITTLE_WORDS:
        alone = re.match(r"\s*[^\w\s]|\s*$", text[token.end :]) is not None
        return alone or after in ordinary.AFTER_A_NAME or _is_in_third_person(after)
    return after not in ordinary.AFTER_A_VERB


def _is_a_small_name(token: _Token, before: str, after: str, text: str) -> bool:
    """The same for one in small letters: only a place or an act of a person tells ("hugged rose", "will's hand")."""
    if before in ordinary.NAME_COMES or _SEAT_FOLLOWS.match(text, token.end):
        return True
    if before in ordinary.BEFORE_A_THING:
        return False
    if before in ordinary.DONE_TO_SOMEBODY:
        return token.word not in ordinary.LITTLE_WORDS
    owns = token.possessive and before not in ordinary.BEFORE_A_THING
    return owns or after in ordinary.DONE_BY_SOMEBODY


def _is_in_third_person(word: str) -> bool:
    """Whether the word has the ending of a verb that a name can have ("laughs", "laughed") and an auxiliary cannot."""
    ending = word.endswith(("s", "ed")) and not word.endswith(("ss", "eed"))
    return ending and word not in ordinary.AUXILIARY_TAILS


_SEAT_FOLLOWS = re.compile(r"\s*,?\s*(?:in|on|at)\s+(?:seat|mat|chair)\b", re.IGNORECASE)


def _is_a_month(token: _Token, before: str, text: str) -> bool:
    near = re.search(r"\d\w{0,2}\s+(?:of\s+)?$", text[: token.start]) or re.match(r"\s+\d", text[token.end :])
    return near is not None or before in ordinary.BEFORE_MONTHS


def unpassed(found: Iterable[Find], passed: Iterable[str]) -> tuple[Find, ...]:
    """The finds for which no reason was given yet; ``passed`` holds the marks of those let through."""
    let_through = frozenset(passed)
    return tuple(find for find in found if find.mark not in let_through)
