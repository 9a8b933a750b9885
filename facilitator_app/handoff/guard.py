"""The name guard: finds other people of the group in what is about to leave about one person.

Pure.  It reads names as people write them: folded for case, accents and possessives, with slips of the pen, as
initials, by seat, by how they are reached.  It cannot find "the firefighter next to me": a human reading stays needed.
"""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from uuid import UUID

import msgspec

from facilitator_app.handoff import contacts, ordinary
from facilitator_app.handoff.letters import WORD, Folded, Token
from facilitator_app.handoff.like_a_name import is_a_name, is_counted, is_ordinary
from facilitator_app.handoff.seats import seats_in
from facilitator_app.handoff.short_forms import short_forms
from facilitator_app.handoff.slips import one_apart

SHORTEST_SIMILAR = 5
"""Letters a name needs before one wrong letter still counts as that name."""


class Names(msgspec.Struct, frozen=True, kw_only=True):
    """What a person of the group goes by.

    ``escort``: who comes for them or is called for them, as it was written down, a line each; only names in it are looked
    for.  ``reached``: texts with telephone numbers, addresses and handles; those in ``escort`` are looked for too.
    """

    participant: UUID
    preferred: str = ""
    legal: str = ""
    nicknames: tuple[str, ...] = ()
    seats: tuple[int, ...] = ()
    escort: str = ""
    reached: tuple[str, ...] = ()


class Kind(StrEnum):
    """What a find is."""

    NAME = "name"
    NICKNAME = "nickname"
    INITIALS = "initials"
    SEAT = "seat"
    ESCORT = "escort"
    CONTACT = "contact"
    SIMILAR = "similar"


class Find(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody else, at ``start:end`` of ``section``'s text.  ``suggestion`` is the key of what could stand there.

    ``mark`` names the place, for letting it through (``handoff.passing``); empty where nobody asked for it.
    """

    section: str
    start: int
    end: int
    text: str
    whose: UUID
    kind: Kind
    suggestion: str
    mark: str = ""

    @property
    def seal(self) -> str:
        """A digest of who shows, how, and in which wording: alike wherever it stands."""
        said = " ".join(Folded(_LINE_END.sub("", self.text)).words)
        return hashlib.sha256(f"{self.whose.hex}/{self.kind}/{said}".encode()).hexdigest()[:16]


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


class _Sought(msgspec.Struct, frozen=True):
    """One word that gives somebody away."""

    word: str
    whose: UUID
    kind: Kind


class _Search:
    """What is looked for, prepared once for all texts."""

    def __init__(self, own: Names, others: Sequence[Names], staff: Sequence[str]) -> None:
        self._own = set(_words_of(own.preferred, own.legal, *own.nicknames, *_names_in(own.escort)))
        self._own_seats = set(own.seats)
        self._known: dict[tuple[str, bool], _Sought | None] = {}
        self._own_initials = set(_initials(own))
        self._staff_words = set(_words_of(*staff))
        self._staff_names = [words for name in staff if len(words := Folded(name).words) > 1]
        self._sought: dict[str, _Sought] = {}
        for other in others:
            for kind, names in (
                (Kind.NAME, (other.preferred, other.legal)),
                (Kind.NICKNAME, other.nicknames),
                (Kind.ESCORT, tuple(_names_in(other.escort))),
            ):
                for word in _words_of(*names):
                    if word not in self._own:
                        self._sought.setdefault(word, _Sought(word, other.participant, kind))
        self._spellings = dict(self._called_for_short(others)) | dict(self._other_spellings())
        self._shared = dict(self._told_apart(others))
        self._initials = {
            letters: other.participant
            for other in others
            for letters in _initials(other)
            if letters not in self._own_initials
        }
        self._seats = {
            seat: other.participant for other in others for seat in other.seats if seat not in self._own_seats
        }
        self._lettered = dict(self._with_their_seats(others))
        reached_own = contacts.Reached((*own.reached, own.escort)).keys
        self._reached = [
            (pattern, other.participant)
            for other in others
            for pattern in contacts.Reached((*other.reached, other.escort)).patterns(reached_own)
        ]

    def in_text(self, section: str, text: str) -> Iterator[Find]:
        """The finds of one text, from its beginning to its end, each place once."""
        folded = Folded(text)
        taken: list[tuple[int, int]] = []
        found = [*self._by_word(section, folded), *self._by_seat(section, folded), *self._by_initials(section, text)]
        found += [*self._without_spaces(section, folded), *self._letters_apart(section, folded)]
        found += [*self._over_line_ends(section, folded), *self._by_contact(section, folded)]
        found += self._by_shared_name(section, folded)
        for find in sorted(found, key=lambda find: (find.start, -find.end)):
            if all(find.start >= end or find.end <= start for start, end in taken):
                taken.append((find.start, find.end))
                yield find

    def _with_their_seats(self, others: Sequence[Names]) -> Iterator[tuple[str, UUID]]:
        """A first letter and a seat: "Z3"."""
        for other in others:
            for seat in other.seats:
                if self._seats.get(seat) == other.participant:
                    for name in Folded(f"{other.preferred} {other.legal}").words:
                        yield f"{name[0].upper()}{seat}", other.participant

    def _told_apart(self, others: Sequence[Names]) -> Iterator[tuple[tuple[str, str], UUID]]:
        """By the letter of their last name: who shares a name with the person whose handoff it is."""
        for other in others:
            for last in Folded(other.legal).words[-1:]:
                for name in self._own.intersection(_words_of(other.preferred, other.legal)):
                    if last[0] not in {word[0] for word in self._own if word != name}:
                        yield (name, last[0]), other.participant

    def _called_for_short(self, others: Sequence[Names]) -> Iterator[tuple[str, _Sought]]:
        """What somebody is likely to be called, written down or not; whoever it is theirs by name comes first."""
        for other in others:
            for name in _words_of(other.preferred, *other.nicknames, *other.legal.split()[:1]):
                for form in short_forms(name) - self._sought.keys() - self._own - self._staff_words:
                    yield form, _Sought(name, other.participant, Kind.NICKNAME)

    def _other_spellings(self) -> Iterator[tuple[str, _Sought]]:
        for sought in self._sought.values():
            for group in ordinary.SPELLINGS:
                if sought.word in group:
                    for spelling in group - self._sought.keys() - self._own - self._staff_words:
                        yield spelling, _Sought(spelling, sought.whose, Kind.SIMILAR)

    def _by_word(self, section: str, folded: Folded) -> Iterator[Find]:
        tokens = list(folded.tokens())
        staff = self._named_staff(tokens)
        for place, token in enumerate(tokens):
            sought = None if place in staff else self._match(token)
            if sought is None or is_counted(token, folded.source):
                continue
            plain = is_ordinary(token, sought.word, folded.source)
            if not plain or is_a_name(tokens, place, folded.source):
                yield self._find(section, folded.source, token.start, token.end, sought.whose, sought.kind)

    def _match(self, token: Token) -> _Sought | None:
        """Whom a word shows, if anybody; worked out once for each way a word stands."""
        stands = (token.word, token.capital and not token.opens)
        if stands not in self._known:
            self._known[stands] = self._matched(token)
        return self._known[stands]

    def _matched(self, token: Token) -> _Sought | None:
        if token.word in self._own:
            return None
        exact = self._sought.get(token.word) or self._spellings.get(token.word)
        if exact is None and token.word.endswith("s") and len(token.word) > 4:  # "the Amaras", "rowans mat"; not "this"
            exact = self._sought.get(token.word[:-1])
        if exact is not None or token.word in self._staff_words or token.word in ordinary.NEIGHBOURS:
            return exact
        return next((self._slip(sought) for sought in self._sought.values() if _is_slip(token, sought.word)), None)

    @staticmethod
    def _slip(sought: _Sought) -> _Sought:
        return _Sought(sought.word, sought.whose, Kind.SIMILAR)

    def _by_shared_name(self, section: str, folded: Folded) -> Iterator[Find]:
        """A name that two go by, with the letter of the other's last one: "Grace N."."""
        for match in _WITH_A_LETTER.finditer(folded.source):
            name = Folded(match["name"]).words
            whose = self._shared.get((name[0], match["letter"].lower())) if name else None
            if whose is not None:
                yield self._find(section, folded.source, *match.span(), whose, Kind.NAME)

    def _named_staff(self, tokens: Sequence[Token]) -> set[int]:
        """The places of the words that belong to a full name of staff."""
        words = [token.word for token in tokens]
        return {
            place + offset
            for name in self._staff_names
            for place in range(len(words) - len(name) + 1)
            if words[place : place + len(name)] == name
            for offset in range(len(name))
        }

    def _without_spaces(self, section: str, folded: Folded) -> Iterator[Find]:
        """Names in scripts that do not part words by spaces (Chinese, Japanese, Thai) can stand inside a longer run."""
        for sought in self._sought.values():
            if _UNSPACED.search(sought.word):
                for match in re.finditer(re.escape(sought.word), folded.text):
                    start, end = folded.span(*match.span())
                    yield self._find(section, folded.source, start, end, sought.whose, sought.kind)

    def _letters_apart(self, section: str, folded: Folded) -> Iterator[Find]:
        """Names written letter by letter: "A m a r a", "A-M-A-R-A"."""
        for match in _APART.finditer(folded.text):
            sought = self._sought.get("".join(WORD.findall(match.group())))
            if sought is not None:
                start, end = folded.span(*match.span())
                yield self._find(section, folded.source, start, end, sought.whose, sought.kind)

    def _over_line_ends(self, section: str, folded: Folded) -> Iterator[Find]:
        """Names parted by a hyphen at the end of a line."""
        for match in _PARTED.finditer(folded.text):
            sought = self._sought.get("".join(match.groups()))
            start, end = folded.span(*match.span())
            if sought is not None and (sought.word not in ordinary.ALSO_WORDS or folded.source[start].isupper()):
                yield self._find(section, folded.source, start, end, sought.whose, sought.kind)

    def _by_contact(self, section: str, folded: Folded) -> Iterator[Find]:
        for pattern, whose in self._reached:
            for place in contacts.places(pattern, folded.text):
                start, end = folded.span(*place)
                yield self._find(section, folded.source, start, end, whose, Kind.CONTACT)

    def _by_seat(self, section: str, folded: Folded) -> Iterator[Find]:
        for seat, *place in seats_in(folded.text):
            whose = self._seats.get(seat)
            if whose is not None:
                start, end = folded.span(*place)
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
        for match in _LETTERED.finditer(text):  # an initial with the seat: "Z3"
            whose = self._lettered.get(match.group().replace("-", ""))
            if whose is not None:
                yield self._find(section, text, *match.span(), whose, Kind.INITIALS)

    @staticmethod
    def _find(section: str, text: str, start: int, end: int, whose: UUID, kind: Kind) -> Find:
        suggestion = _SUGGESTED.get(kind, "guard.another_member")
        return Find(
            section=section, start=start, end=end, text=text[start:end], whose=whose, kind=kind, suggestion=suggestion
        )


_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_APART = re.compile(r"(?<!\w)(?:[^\W\d_][ ._·*-]{1,2}){2,}[^\W\d_](?!\w)")
_PARTED = re.compile(r"(?<![^\W_])([^\W\d_]+)[-‐‑][ \t]*\n[ \t]*([^\W\d_]+)")
_WITH_A_LETTER = re.compile(r"(?<![\w])(?P<name>[^\W\d_]{2,})\s(?P<letter>[A-Z])(?:\.|(?!\w))")
_LINE_END = re.compile(r"[-‐‑][ \t]*\n[ \t]*")
_LETTERED = re.compile(r"(?<![\w./-])[A-Z]-?[1-8](?![\w/%°]|[.,:–-]\d)")
_SUGGESTED = {
    Kind.SEAT: "guard.another_seat",
    Kind.ESCORT: "guard.an_escort",
    Kind.CONTACT: "guard.a_contact",
}
_INITIALS = re.compile(r"(?<![\w.])(?:[A-Z]\.[\s-]?){1,2}[A-Z]\.|(?<![\w.])[A-Z]{2,3}(?![\w])")


def _words_of(*names: str) -> Iterator[str]:
    """The words of names that give somebody away: particles and single letters do not."""
    for name in names:
        for word in WORD.findall(Folded(name).text):
            if len(word) > 1 and word not in ordinary.NOT_TELLING:
                yield word


def _names_in(escort: str) -> Iterator[str]:
    """What in the words for an escort is a name: not "a driver of the clinic", not "su primo" before "Eliseo"."""
    for line in escort.splitlines():
        words = [word for word in WORD.findall(line) if Folded(word).text not in ordinary.ESCORTS]
        begun = [word for word in words if not word.islower()]
        first = next(iter(WORD.findall(line.lower())), "")
        yield from begun or (words if first not in ordinary.NO_NAME_FOLLOWS and len(words) < 4 else ())


def _initials(names: Names) -> Iterator[str]:
    """First and last letters of the legal name, and of preferred with the last name, in capitals."""
    legal = [word for word in Folded(names.legal).words if word not in ordinary.NOT_TELLING]
    preferred = Folded(names.preferred).words
    for words in (legal, [*preferred[:1], *legal[-1:]] if len(legal) > 1 else preferred):
        if len(words) > 1:
            yield (words[0][0] + words[-1][0]).upper()
            yield "".join(word[0] for word in words[:3]).upper()


def _is_slip(token: Token, name: str) -> bool:
    """Whether the word is the name with one slip of the pen."""
    if len(name) < SHORTEST_SIMILAR or not one_apart(token.word, name):
        return False
    if name in ordinary.ALSO_WORDS:
        return token.capital and not token.opens
    return token.word[0] == name[0] or token.word[:2] == name[1::-1] or (token.capital and not token.opens)
