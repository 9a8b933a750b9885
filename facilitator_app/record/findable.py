"""Which words of a line can be searched for, and how what somebody types is held against them.  Pure.

A list of what is found, not of what is hidden: a kind that is not here is not found, so that one which only few may read,
or a new one that nobody thought about, is never found by accident (``docs/adr/0016``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from facilitator_app.record import (
    adverse,
    circle,
    company,
    debrief,
    doses,
    integration,
    leaving,
    limits,
    medication,
    orders,
    readiness,
    room,
)
from facilitator_app.record import touch as touches
from facilitator_app.record.entry import Fact, UnknownFact
from facilitator_app.record.people import folded

_WORD = re.compile(r"[^\W_]+")
_PHRASE = re.compile(r'"([^"]*)"?')

_FIELDS: dict[type[Fact], tuple[str, ...]] = {
    room.SessionOpened: ("title", "staffing_reason", "people_reason"),
    room.Observed: ("label",),
    room.Noted: ("text",),
    room.Quoted: ("text",),
    room.IntentionSaid: ("text",),
    room.Deferred: ("reason",),
    room.SupportCalled: ("wanted",),
    room.SupportSettled: ("done",),
    room.TouchAgreed: ("consent",),
    room.WentOut: ("escort", "note"),
    room.NeedsCare: ("text",),
    room.MusicBegan: ("title",),
    room.SessionClosed: ("note",),
    touches.TouchAgreed: ("but_not",),
    touches.TouchKept: ("but_not",),
    touches.SafetyTouchAgreed: ("words",),
    touches.TouchAsked: ("text",),
    touches.TouchDone: ("text",),
    circle.CheckedIn: ("text",),
    adverse.AdverseReported: ("what", "words", "action"),
    adverse.AdverseFollowed: ("action",),
    adverse.AdverseClassed: ("reason",),
    doses.DoseGiven: ("drug", "note"),
    medication.MedicationGiven: ("name", "for_what", "note"),
    leaving.CriterionAnswered: ("note",),
    leaving.CriterionPassed: ("reason",),
    leaving.ClearanceLookedAt: ("text",),
    readiness.ReadinessTold: ("words",),
    readiness.ReadinessPassed: ("reason",),
    readiness.StaysWithout: ("words",),
    readiness.RoomChecked: ("words",),
    readiness.RoomPassed: ("reason",),
    orders.OrderGiven: ("drug", "as_written"),
    orders.ClearedForMedicine: ("conditions",),
    company.SteppedOut: ("where", "with_whom"),
    integration.ContactTried: ("note",),
    integration.VisitBooked: ("reason",),
    integration.VisitCancelled: ("reason",),
    integration.ReceivedSome: ("by", "note"),
    debrief.DebriefSaid: ("text",),
}

KINDS: tuple[type[Fact], ...] = (
    *_FIELDS,
    doses.DoseWithTimeOut,
    limits.PersonLimitSet,
    integration.PacketReceived,
    integration.VisitHeld,
)
"""Every kind whose words are searched."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for: every one of ``beginnings`` begins a word, and each of ``phrases`` stands there word by word."""

    beginnings: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is looked for."""
        return bool(self.beginnings or self.phrases)

    def fits(self, words: Sequence[str]) -> bool:
        """Whether it stands in these words (``words_in``)."""
        begun = all(any(word.startswith(start) for word in words) for start in self.beginnings)
        return begun and all(_holds(words, phrase) for phrase in self.phrases)


def asked(typed: str) -> Asked:
    """What somebody typed: words, and phrases between quotation marks."""
    phrases = tuple(words for found in _PHRASE.findall(typed) if (words := words_in(found)))
    return Asked(beginnings=words_in(_PHRASE.sub(" ", typed)), phrases=phrases)


def words_in(text: str) -> tuple[str, ...]:
    """The words of a text, without case and accents."""
    return tuple(_WORD.findall(folded(text)))


def said_in(fact: Fact | UnknownFact) -> str:
    """What a line says in words that somebody chose; empty for a kind that is not searched."""
    for kind in type(fact).__mro__:
        if kind in _FIELDS:
            parts = [str(getattr(fact, field)) for field in _FIELDS[kind]]
            return "\n".join(part for part in parts if part)
    if isinstance(fact, integration.VisitHeld):
        return "\n".join(
            [fact.came_up, *fact.themes, *(part.name for part in fact.parts), fact.agreements, fact.reason]
        )
    return fact.limit.reason if isinstance(fact, limits.PersonLimitSet) else ""


def _holds(words: Sequence[str], phrase: Sequence[str]) -> bool:
    length = len(phrase)
    return any(tuple(words[at : at + length]) == tuple(phrase) for at in range(len(words) - length + 1))
