"""The texts that ship with the program in a clinic's own programme, said in the language that is spoken now.

Only a text that stands where it shipped, letter for letter as another language has it, is a shipped one; all else is the
clinic's own and stays.  Knows no journal: who takes the texts keeps the programme as its next version.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeVar

import msgspec

from facilitator_app import programmes, text
from facilitator_app.record.programme import Phase, Programme, Word

S = TypeVar("S", Phase, Programme, Word)
_Place = tuple[type, str, str]
"""Where a text stands: in what, of which key (phases and words; a programme's may be its own), in which field."""


class Spoken(NamedTuple):
    """A programme with the shipped texts in the language that is spoken, and how many are otherwise than before."""

    programme: Programme
    texts: int


def spoken(programme: Programme) -> Spoken:
    """``programme`` as its next version, or as it is where no text would change.  Keys, figures and the signed plan stay.

    A word stays too where another word of the programme already says what it would say.
    """
    known = _known(text.catalogue().tag)
    phases = tuple(_said(phase, phase.key, known) for phase in programme.phases)
    words = tuple(_said(word, word.key, known) for word in programme.words)
    others = {word.label.casefold() for word, now in zip(programme.words, words, strict=True) if word == now}
    words = tuple(
        word if now.label.casefold() in others else now for word, now in zip(programme.words, words, strict=True)
    )
    made = msgspec.structs.replace(_said(programme, "", known), phases=phases, words=words)
    before, after = _texts(programme), _texts(made)
    count = sum(one != other for (_, one), (_, other) in zip(before, after, strict=True))
    return Spoken(msgspec.structs.replace(made, version=made.version + 1) if count else programme, count)


def called(word: Word) -> frozenset[str]:
    """What a shipped word is called in every language, in small letters; nothing of one that the clinic worded itself."""
    return _called().get((word.key, word.label.casefold()), frozenset())


@functools.cache
def _called() -> Mapping[tuple[str, str], frozenset[str]]:
    """Every name of a shipped word, by its key and any of them."""
    labels = [programmes.labels(tag) for tag in text.LANGUAGES]
    found: dict[tuple[str, str], frozenset[str]] = {}
    for word in (one for programme in programmes.written() for one in programme.words):
        names = frozenset(said.get(word.label, word.label).casefold() for said in labels)
        found |= {(word.key, name): found.get((word.key, name), frozenset()) | names for name in names}
    return found


@functools.cache
def _known(now: str) -> Mapping[tuple[_Place, str], str]:
    """What each shipped text of another language is in the language ``now``, by where it stands."""
    labels = {tag: programmes.labels(tag) for tag in (*text.LANGUAGES, now)}
    return {
        (place, labels[tag].get(english, english)): labels[now].get(english, english)
        for programme in programmes.written()
        for place, english in _texts(programme)
        for tag in text.LANGUAGES
        if tag != now
    }


def _texts(programme: Programme) -> list[tuple[_Place, str]]:
    return [
        *_of(programme, ""),
        *(one for phase in programme.phases for one in _of(phase, phase.key)),
        *(one for word in programme.words for one in _of(word, word.key)),
    ]


def _of(thing: Programme | Phase | Word, key: str) -> Iterator[tuple[_Place, str]]:
    for name in thing.__struct_fields__:
        if name in programmes.SAID:
            yield (type(thing), key, name), getattr(thing, name)


def _said(thing: S, key: str, known: Mapping[tuple[_Place, str], str]) -> S:
    return msgspec.structs.replace(
        thing, **{place[2]: known.get((place, said), said) for place, said in _of(thing, key)}
    )
