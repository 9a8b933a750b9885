"""How long what people type may be, and which characters it may hold, for every field of every kind of line.  Pure.

Asked as a line is written.  What was written before there were limits stays readable: a kind refuses on reading only what
it always refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record import (
    circle,
    clinic,
    groups,
    integration,
    leaving,
    music,
    people,
    preparation,
    requests,
    room,
)
from facilitator_app.record.entry import Fact, UnknownFact

USUAL = 2000
"""Characters of a field that has no length of its own: some paragraphs."""

LENGTHS: Mapping[str, int] = {
    "expiry": 20,
    "birth_date": 40,
    "number": 200,
    "unit": 40,
    "lot": 60,
    "level": 60,
    **dict.fromkeys(
        (
            "preferred_name",
            "legal_name",
            "pronouns",
            "nicknames",
            "name",
            "escort",
            "drug",
            "prescriber",
            "strength",
            "language",
            "theme",
            "reference",
            "value",
            "title",
            "where",
            "with_whom",
            "recipient",
            "witness_name",
            "second_name",
            "what",
            "label",
            "owner",
        ),
        200,
    ),
    **dict.fromkeys(
        (
            "about",
            "source",
            "words",
            "intention",
            "contacts",
            "emergency_contact",
            "medicines",
            "conditions",
            "access_needs",
        ),
        10_000,
    ),
    **dict.fromkeys(("came_up", "agreements"), integration.LONGEST),
    **dict.fromkeys(("text", "sections"), room.LONGEST_NOTE),
}
"""Characters at most, by the name of the field.  Up to 200 it is one line: a name, a number on a pack, a place."""

OWN: Mapping[type, Mapping[str, int]] = {
    room.IntentionSaid: {"text": 10_000},
    room.NeedsCare: {"text": 10_000},
    room.Quoted: {"text": 100_000},
    preparation.PreparationHeld: {"note": 100_000},
    integration.ContactTried: {"note": 100_000},
    requests.DisclosureTold: {"what": USUAL},
}
"""Kinds of which a field is another length than others of its name."""

GIVEN = frozenset(
    {
        "key", "kind", "version", "digest", "file_digest", "medical", "holds", "files", "proof", "heads", "table", "playing",
        "play", "event", "because", "phase", "zone", "programme", "word", "group", "icon", "criterion", "met", "open",
        "without", "staff_name", "owner_name", "author_name", "held_by_name", "decided_by_name", "lead_name", "clinic_name",
        "signer", "names", "trouble", "hash", "said", "cut", "changes", "as_typed", "meaning", "unset", "day", "items",
        "stated_as", "entered_as", "known", "matter", "anew",
    }
)  # fmt: skip
"""Fields that the program fills in: keys, sums, names of the team and of pieces, copied from where they were looked at."""

_COPIED = (
    room.SessionOpened,
    room.Seated,
    room.StaffPresent,
    room.MusicBegan,
    room.MusicEnded,
    room.MusicTroubled,
    room.AppStarted,
    music.MusicBegan,
    music.MusicEnded,
    music.MusicChanged,
    circle.RulesSaid,
    leaving.LeavingListTaken,
    groups.GroupMeets,
)
"""Kinds that are written by the program from what was looked at when it was told, or from the tags of pieces."""

_TYPED: Mapping[type, tuple[str, ...]] = {room.SessionOpened: ("title", "staffing_reason", "people_reason")}
"""What is typed of those all the same."""

_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""Control characters, and those that turn the direction of what follows: nobody types them, and they hide what stands."""

_UNSEEN = re.compile("[\u200b\u2060\ufeff]")
"""Characters without width that no script needs within one line: a name with one looks like another and is not found."""

_JOINERS = re.compile("[\u200c\u200d]")
"""Those without width that some scripts, and pictures of several signs, need between two letters."""

_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that show nothing."""

MOST_NAMES = 50
"""Other names of one person; more are a list that was pasted into the wrong field."""

_BREAKS = re.compile("[\n\r\u2028\u2029]")


def check(fact: Fact | UnknownFact) -> None:
    """Refuse words that are longer than their field, or hold what cannot be seen.

    Raises Refusal entry.too_long (``longest``, ``length``), entry.hidden_characters, entry.nothing_seen, entry.one_line and
    entry.too_many_names at the field.
    """
    if isinstance(fact, UnknownFact):
        return
    only = _TYPED.get(type(fact), ()) if isinstance(fact, _COPIED) else None
    for kind, field, text in _texts(fact):
        if only is not None and field not in only:
            continue
        longest = OWN.get(kind, {}).get(field, LENGTHS.get(field, USUAL))
        if len(text) > longest:
            raise Refusal("entry.too_long", field=field, longest=longest, length=len(text))
        if longest <= USUAL:  # notes and quotes are kept exactly, and shown as text
            check_seen(text, field)
        if longest <= 200:
            _check_line(text, field)
    if isinstance(fact, clinic.ParticipantAdded | people.PersonTold) and len(fact.nicknames or ()) > MOST_NAMES:
        raise Refusal("entry.too_many_names", field="nicknames", most=MOST_NAMES, count=len(fact.nicknames or ()))


def check_seen(text: str, field: str = "") -> None:
    """Refuse what cannot be seen or turns the words round.  Raises Refusal entry.hidden_characters at the field."""
    if _HIDDEN.search(text):
        raise Refusal("entry.hidden_characters", field=field)


def _check_line(text: str, field: str) -> None:
    """Refuse more than one line, what has no width in it, and a name of which nothing would be seen."""
    if _BREAKS.search(text):
        raise Refusal("entry.one_line", field=field)
    if _UNSEEN.search(text) or not all(_joins(text, one.start()) for one in _JOINERS.finditer(text)):
        raise Refusal("entry.hidden_characters", field=field)
    if text.strip() and not any(unicodedata.category(one)[0] in "LNPS" and one not in _BLANK for one in text):
        raise Refusal("entry.nothing_seen", field=field)


def _joins(text: str, place: int) -> bool:
    """Whether a joiner stands within a word of a script that has them, or between two signs of a picture."""
    return 0 < place < len(text) - 1 and all(_takes_joiners(text[beside]) for beside in (place - 1, place + 1))


def _takes_joiners(letter: str) -> bool:
    name = unicodedata.name(letter, "")
    return unicodedata.category(letter)[0] in "LMS" and not name.startswith(("LATIN ", "GREEK ", "CYRILLIC "))


def _texts(struct: msgspec.Struct) -> Iterator[tuple[type, str, str]]:
    """Every text that people typed in it, however deep, with the kind and the field it stands in."""
    for field in struct.__struct_fields__:
        if field not in GIVEN or isinstance(getattr(struct, field), msgspec.Struct):
            yield from _within(type(struct), field, getattr(struct, field))


def _within(kind: type, field: str, value: object) -> Iterator[tuple[type, str, str]]:
    if isinstance(value, str):
        yield kind, field, value
    elif isinstance(value, msgspec.Struct):
        yield from _texts(value)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _within(kind, field, one)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _within(kind, field, one)
