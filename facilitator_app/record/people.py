"""What is told about people after they were added: corrections of a participant and of the team.  Pure.

A correction is a line of its own that names only what is otherwise now; the lines before it stay as they were.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from difflib import SequenceMatcher
from itertools import takewhile
from typing import NamedTuple
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record import body
from facilitator_app.record.entry import Entry, Fact, text_within
from facilitator_app.record.programme import always
from facilitator_app.record.roles import Role

OLDEST = 130
"""Years; a date of birth before that is a slip of the finger."""
NEAR = 0.8
"""How much of two words is the same, of 1, from which on one may be a slip for the other: Rowan and Rowen."""


class Details(msgspec.Struct, frozen=True, kw_only=True):
    """What else the clinic knows of a participant, each in the clinic's own words; empty: not told."""

    contacts: str = ""
    emergency_contact: str = ""
    medicines: str = ""
    conditions: str = ""
    access_needs: str = ""
    language: str = ""
    weight_kg: str = ""
    usual_systolic: str = ""
    usual_diastolic: str = ""
    usual_heart_rate: str = ""
    usual_spo2: str = ""


class PersonTold(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="person_told/1"):
    """The clinic knows this of the entry's participant from now on.  None: as before.  Empty: it is taken back."""

    preferred_name: str | None = always(None)
    legal_name: str | None = always(None)
    pronouns: str | None = always(None)
    birth_date: str | None = always(None)
    allergies: str | None = always(None)
    nicknames: tuple[str, ...] | None = always(None)
    escort: str | None = always(None)
    intention: str | None = always(None)
    contacts: str | None = always(None)
    emergency_contact: str | None = always(None)
    medicines: str | None = always(None)
    conditions: str | None = always(None)
    access_needs: str | None = always(None)
    language: str | None = always(None)
    weight_kg: str | None = None
    usual_systolic: str | None = None
    usual_diastolic: str | None = None
    usual_heart_rate: str | None = None
    usual_spo2: str | None = None

    def __post_init__(self) -> None:
        """Refuse a line that says nothing, a person without a name, and a birth date that is no date."""
        if not self.told:
            raise Refusal("clinic.nothing_changed")
        if self.preferred_name is not None:
            text_within(self.preferred_name, 200, "preferred_name")
        if self.birth_date:
            birth_day(self.birth_date)
        body.check(self.told)

    @property
    def told(self) -> dict[str, str | tuple[str, ...]]:
        """What is otherwise now, by the name of the field."""
        return {name: value for name in self.__struct_fields__ if (value := getattr(self, name)) is not None}


class SamePerson(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="same_person/1"):
    """The entry's participant and ``other`` are one person, and known as the entry's participant from now on.

    ``entered_as`` is the other entry's preferred name, ``told`` what holds of them; ``groups`` are those to which they
    belong by either entry.  Once it is withdrawn they are two again; what was written in between stays with the entry's
    participant.  ``anew``: of which kinds of the prescriber's lines (``replaced.kind_of_line``) none holds from then on,
    because the entries told of them otherwise.  ``expected``: the sessions that are set to which they come by one entry,
    and not by the other; ``unsaid``: the lines told ahead of these that do not count, as the other entry says they are not so.
    """

    other: UUID
    entered_as: str
    told: PersonTold
    reason: str
    groups: tuple[UUID, ...] = always(())
    anew: tuple[str, ...] = ()
    expected: tuple[UUID, ...] = ()
    unsaid: tuple[UUID, ...] = ()

    def __post_init__(self) -> None:
        """Refuse one without a reason."""
        text_within(self.reason, 2000, "reason")


def told_since(lines: Iterable[Entry], field: str) -> datetime | None:
    """When what is known of somebody in a field was told last, by their lines in the order of what happened."""
    return told_of(lines, field)[1]


def told_of(lines: Iterable[Entry], field: str) -> tuple[str, datetime | None]:
    """What is known of somebody in a field of words, and when it was told last; empty and None where nothing is."""
    since, known = None, ""
    for line in lines:
        fact = line.fact
        told = fact if isinstance(fact, PersonTold) else fact.told if isinstance(fact, SamePerson) else None
        value = getattr(told, field) if told is not None else None
        if value is not None and (fact is told or value != known):  # two entries made one tell nothing anew
            since, known = line.observed_at, value
    return known, since if known else None


class StaffTold(Fact, frozen=True, kw_only=True, tag="staff_told/1"):
    """A member of the team is called so and holds these roles from now on."""

    staff: UUID
    name: str
    roles: tuple[Role, ...]

    def __post_init__(self) -> None:
        """Refuse somebody without a name or a role."""
        text_within(self.name, 200, "name")
        if not self.roles:
            raise Refusal("clinic.no_role", field="roles")


class StaffGone(Fact, frozen=True, kw_only=True, tag="staff_gone/1"):
    """A member of the team is not there from now on: on leave, or for good.  Nobody seats them in a session."""

    staff: UUID
    reason: str = ""


class StaffBack(Fact, frozen=True, kw_only=True, tag="staff_back/1"):
    """A member of the team who was not there is back."""

    staff: UUID


class AccessEnded(Fact, frozen=True, kw_only=True, tag="access_ended/1"):
    """A member of the team does not come into the record any more; what they wrote and signed stays theirs."""

    staff: UUID
    reason: str = ""


class AccessGiven(Fact, frozen=True, kw_only=True, tag="access_given/1"):
    """A member of the team comes into the record by a sign-in of their own, for the first time or again."""

    staff: UUID


def told_last(lines: Iterable[Entry], field: str, now: str) -> Entry | None:
    """The line in which somebody last told what holds ``now`` of a field; that two entries are one person tells nothing."""
    return next(
        (one for one in reversed([*lines]) if isinstance(one.fact, PersonTold) and one.fact.told.get(field) == now),
        None,
    )


def birth_day(text: str) -> date:
    """The day that ``text`` names (ISO, e.g. 1984-05-21), or a Refusal."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal("clinic.birth_date", field="birth_date") from None


def birth_has_been(text: str, today: date) -> None:
    """Refuse a date of birth not written year-month-day, one that is to come, and one of more than 130 years ago."""
    if not text:
        return
    born = birth_day(text)
    if text != born.isoformat():  # 19801225 and 1980-W52-4 were taken once, and stay readable
        raise Refusal("clinic.birth_date", field="birth_date")
    if born > today:
        raise Refusal("clinic.birth_date_to_come", field="birth_date")
    if today.year - born.year > OLDEST:
        raise Refusal("clinic.birth_date_long_ago", field="birth_date", years=OLDEST)


def folded(text: str) -> str:
    """Letters without case, accents and the spaces around them, as names are looked for and compared."""
    if text.isascii():
        return " ".join(text.casefold().split())
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in apart if not unicodedata.combining(letter)).split())


def looked_through(names: Iterable[str]) -> str:
    """All names of a person as ``is_found`` looks through them, to be worked out once."""
    return folded(" ".join(names))


def looked_for(typed: str) -> tuple[str, ...]:
    """The words that somebody types to find a person."""
    return tuple(folded(typed).split())


def is_found(words: Iterable[str], names: str) -> bool:
    """Whether every word (``looked_for``) is a part of one of the names (``looked_through``)."""
    return all(word in names for word in words)


def are_alike(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether two people may be the same one, by ``preferred_name``, ``legal_name`` and ``birth_date``.

    Two dates of birth that are told and differ settle it, and so do two legal names while a date is not told.  A name may be
    mistyped by one letter.
    """
    return _are_alike(_face(one), _face(other))


class _Face(NamedTuple):
    """What makes somebody alike, folded once."""

    born: str
    legal: str
    names: frozenset[str]


class Faces:
    """People by what makes them alike, so that thousands are not compared one by one."""

    def __init__(self) -> None:
        self._by_name: dict[str, list[tuple[UUID, _Face]]] = {}
        self._not_born: dict[str, list[tuple[UUID, _Face]]] = {}
        self._slips: dict[str, list[tuple[UUID, _Face]]] = {}
        self._by_birth: dict[str, list[tuple[UUID, _Face]]] = {}

    def add(self, person: UUID, named: Mapping[str, str]) -> None:
        """Somebody who is there, by ``preferred_name``, ``legal_name`` and ``birth_date``."""
        face = _face(named)
        if face.born:
            self._by_birth.setdefault(face.born, []).append((person, face))
        for name in face.names:
            self._by_name.setdefault(name, []).append((person, face))
            if not face.born:
                self._not_born.setdefault(name, []).append((person, face))
            for short in _one_less(name):
                self._slips.setdefault(short, []).append((person, face))

    def like(self, named: Mapping[str, str]) -> Iterator[UUID]:
        """Those who may be the same person, each once."""
        face = _face(named)
        near = [*self._by_birth.get(face.born, ())]
        by_name = self._not_born if face.born else self._by_name  # another date of birth would settle it
        near += [one for name in sorted(face.names) for one in by_name.get(name, ())]
        near += [one for name in sorted(face.names) for short in _one_less(name) for one in self._slips.get(short, ())]
        told: set[UUID] = set()
        for person, theirs in near:
            if person not in told and _are_alike(face, theirs):
                told.add(person)
                yield person


def _face(named: Mapping[str, str]) -> _Face:
    legal, born = folded(named["legal_name"]), named["birth_date"]
    return _Face(
        birth_day(born).isoformat() if born else "", legal, frozenset({folded(named["preferred_name"]), legal} - {""})
    )


def _are_alike(one: _Face, other: _Face) -> bool:
    if one.born and other.born:
        if one.born != other.born:
            return False
        words, theirs = ({word for name in face.names for word in name.split()} for face in (one, other))
        return bool(words & theirs) or any(_is_near(word, their) for word in words for their in theirs)
    if one.legal and other.legal and one.legal != other.legal and not _is_slip(one.legal, other.legal):
        return False
    return bool(one.names & other.names) or any(_is_slip(name, their) for name in one.names for their in other.names)


def _one_less(name: str) -> frozenset[str]:
    """A name, and it without each of its letters: two names that share one of these may be a slip apart."""
    if not _may_slip(name):
        return frozenset()
    return frozenset((name, *(name[:place] + name[place + 1 :] for place in range(len(name)))))


def _may_slip(name: str) -> bool:
    """Whether a name is long enough to be known again when one letter is wrong; a figure in it is never a slip."""
    return len(name) >= 4 and not any(letter.isdigit() for letter in name)


def _is_slip(name: str, other: str) -> bool:
    """Whether two names differ by one letter that is left out, put in or another, or by two that changed places."""
    if abs(len(name) - len(other)) > 1 or not (_may_slip(name) and _may_slip(other)):
        return False
    begin = _as_far_as(name, other)
    end = _as_far_as(name[begin:][::-1], other[begin:][::-1])
    rest, others = name[begin : len(name) - end], other[begin : len(other) - end]
    return (len(rest) <= 1 and len(others) <= 1) or (len(rest) == 2 and rest == others[::-1])


def _is_near(word: str, other: str) -> bool:
    """Whether one of two words of four letters or more may be the other, mistyped."""
    if min(len(word), len(other)) < 4:
        return False
    both = SequenceMatcher(None, word, other)
    return both.real_quick_ratio() >= NEAR and both.quick_ratio() >= NEAR and both.ratio() >= NEAR


def _as_far_as(name: str, other: str) -> int:
    """So many letters are the same, from the first on."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(name, other, strict=False)))
