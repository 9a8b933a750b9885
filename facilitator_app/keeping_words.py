"""What a line about keeping, erasing, correcting or disclosing a record says, in words.  Pure: the catalogue is passed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import tzinfo
from typing import TYPE_CHECKING, Any
from uuid import UUID

from facilitator_app.record import requests, retention

if TYPE_CHECKING:
    from facilitator_app.wording import Words


def rule(fact: retention.RetentionKept, words: Words) -> str:
    """The clinic's rule in one sentence, with its source."""
    told = words.render("told.retention", years=fact.years)
    if fact.minors_until is not None:
        told += words.render("told.retention_minors", adult=fact.adult, age=fact.minors_until)
    return told + words.render("told.retention_source", source=fact.source)


def carried(
    asking: requests.Asking, session: UUID | None, words: Words, zone: tzinfo, *, still_open: bool = False
) -> tuple[str, ...]:
    """What goes along with a release of ``session`` (None: of all): each correction that was asked for and what became of it.

    A statement of disagreement stands with the answer that it disagrees with, the clinic's rebuttal with the statement
    (45 CFR 164.526(d)(4) and (5)).
    """
    found = []
    for one in asking.requests:
        if session is not None and one.session not in (None, session):
            continue
        if one.answered_at is None:
            if still_open:
                found.append(words.render("carried.asked", zone=zone, at=one.at, text=one.text, due=one.due))
        elif one.accepted:
            found.append(words.render("carried.corrected", zone=zone, at=one.answered_at, text=one.answer))
        else:
            said = words.render("carried.denied", zone=zone, at=one.at, text=one.text, answer=one.answer)
            if one.disagreed_at is not None:
                said += " " + words.render("carried.disagreed", zone=zone, at=one.disagreed_at, text=one.disagreement)
            if one.rebutted_at is not None:
                said += " " + words.render("carried.rebutted", zone=zone, at=one.rebutted_at, text=one.rebuttal)
            found.append(said)
    return tuple(found)


def _erased(fact: retention.PersonErased, words: Words) -> str:
    told = words.render("told.erased_again" if fact.again else "told.erased", lines=fact.lines)
    if fact.reason:
        told += words.render("told.erased_reason", reason=fact.reason)
    if fact.second_name:
        told += words.render("told.erased_second", name=fact.second_name)
    return told + (words.render("told.erased_alone", reason=fact.alone) if fact.alone else "")


def _answered(fact: requests.CorrectionAnswered, words: Words) -> str:
    return words.render("told.correction_made" if fact.accepted else "told.correction_denied", text=fact.text)


def _disclosed(fact: requests.DisclosureTold, words: Words) -> str:
    return words.render("told.disclosure", day=fact.day, to=fact.to, what=fact.what, purpose=fact.purpose)


TELLERS: Mapping[type, Callable[[Any, Words], str]] = {
    retention.RetentionKept: rule,
    retention.HoldPlaced: lambda fact, words: fact.reason,
    retention.HoldLifted: lambda fact, words: fact.reason,
    retention.ErasureAsked: lambda fact, words: fact.reason,
    retention.ErasureCalledOff: lambda fact, words: "",
    retention.PersonErased: _erased,
    retention.KeyChanged: lambda fact, words: "",
    requests.CorrectionAsked: lambda fact, words: fact.text,
    requests.AnswerPutOff: lambda fact, words: fact.reason,
    requests.CorrectionAnswered: _answered,
    requests.DisagreementSaid: lambda fact, words: fact.text,
    requests.RebuttalSaid: lambda fact, words: fact.text,
    requests.DisclosureTold: _disclosed,
    requests.CopyGiven: lambda fact, words: words.render("told.copy_given", files=len(fact.files)),
}
"""How each kind of line of this topic is told."""
