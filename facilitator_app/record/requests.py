"""What a person asks of their own record, and to whom it went outside the app: corrections, copies, disclosures.  Pure.

A correction that was asked for and what became of it goes along with later releases (45 CFR 164.526).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Entry, Fact, text_within
from facilitator_app.record.growing import put
from facilitator_app.record.people import birth_day

ANSWER_WITHIN = timedelta(days=60)
"""Time to act on a request for correction (45 CFR 164.526(b)(2)(i))."""
LONGER = timedelta(days=30)
"""So much longer, once, where the person was told in writing why and until when (45 CFR 164.526(b)(2)(ii))."""


class CorrectionAsked(Fact, frozen=True, kw_only=True, tag="correction_asked/1"):
    """The entry's participant asks that something be corrected, in their words.  ``session``: in which, None for any."""

    text: str
    session: UUID | None = None

    def __post_init__(self) -> None:
        """Refuse one that asks nothing."""
        text_within(self.text, 10_000, "text")


class CorrectionAnswered(Fact, frozen=True, kw_only=True, tag="correction_answered/1"):
    """The clinic's answer to the request of the line ``request``: corrected, or not and on what ground."""

    request: UUID
    accepted: bool
    text: str

    def __post_init__(self) -> None:
        """Refuse one without words: what was corrected, or why it was not."""
        text_within(self.text, 10_000, "text")


class AnswerPutOff(Fact, frozen=True, kw_only=True, tag="answer_put_off/1"):
    """The answer to the request of the line ``request`` takes up to 30 days more; the person was told in writing, and why."""

    request: UUID
    reason: str

    def __post_init__(self) -> None:
        """Refuse one without a reason."""
        text_within(self.reason, 10_000, "text")


class DisagreementSaid(Fact, frozen=True, kw_only=True, tag="disagreement_said/1"):
    """The participant's statement of disagreement with the answer to the request of the line ``request``."""

    request: UUID
    text: str

    def __post_init__(self) -> None:
        """Refuse one that says nothing."""
        text_within(self.text, 10_000, "text")


class RebuttalSaid(Fact, frozen=True, kw_only=True, tag="rebuttal_said/1"):
    """The clinic's rebuttal of the statement of disagreement about ``request``; the person was given a copy of it."""

    request: UUID
    text: str

    def __post_init__(self) -> None:
        """Refuse one that says nothing."""
        text_within(self.text, 10_000, "text")


class DisclosureTold(Fact, frozen=True, kw_only=True, tag="disclosure_told/1"):
    """Something about the participant was disclosed outside the app, on ``day`` (ISO): to whom, what and for what purpose.

    These four a person may ask for (45 CFR 164.528(b)(2)).
    """

    day: str
    to: str
    what: str
    purpose: str

    def __post_init__(self) -> None:
        """Refuse one without each of the four."""
        day_of(self.day)
        for field in ("to", "what", "purpose"):
            text_within(getattr(self, field), 2000, field)


class CopyGiven(Fact, frozen=True, kw_only=True, tag="copy_given/1"):
    """The participant was given a copy of all about them (45 CFR 164.524): which files, and the page's SHA-256.

    ``withheld`` lines of it, or ``files_withheld``, named somebody else and were left out.
    """

    files: tuple[str, ...]
    digest: str
    withheld: int = 0
    files_withheld: int = 0


KINDS = (
    CorrectionAsked,
    AnswerPutOff,
    CorrectionAnswered,
    DisagreementSaid,
    RebuttalSaid,
    DisclosureTold,
    CopyGiven,
)
"""Kinds of this topic: each is about one person."""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """A request for correction and what became of it.  ``line`` is the line that asks; empty ``answer``: none yet.

    ``put_off``: why the answer takes longer; empty where nobody was told that it does.
    """

    line: UUID
    at: datetime
    text: str
    session: UUID | None = None
    answered_at: datetime | None = None
    accepted: bool = False
    answer: str = ""
    disagreement: str = ""
    disagreed_at: datetime | None = None
    put_off: str = ""
    rebuttal: str = ""
    rebutted_at: datetime | None = None

    @property
    def due(self) -> datetime:
        """By when it is to be answered."""
        return self.at + ANSWER_WITHIN + (LONGER if self.put_off else timedelta(0))


class Disclosure(msgspec.Struct, frozen=True, kw_only=True):
    """A disclosure outside the app, as it was told."""

    line: UUID
    day: date
    to: str
    what: str
    purpose: str


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """A copy that was given."""

    at: datetime
    fact: CopyGiven


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """All that one person asked, what was told of disclosures about them, and the copies they were given."""

    requests: tuple[Request, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    copies: tuple[Given, ...] = ()


def day_of(text: str) -> date:
    """The day that ``text`` names (ISO), or a Refusal at its field."""
    try:
        return birth_day(text)
    except Refusal:
        raise Refusal("requests.day", field="day") from None


def after(asking: dict[UUID, Asking], entry: Entry) -> dict[UUID, Asking]:
    """What each asked after ``entry``; kinds of other topics leave it as it is."""
    step = _STEPS.get(type(entry.fact))
    if step is None or entry.participant is None:
        return asking
    known = asking.get(entry.participant, Asking())
    return put(asking, entry.participant, step(known, entry, entry.fact))


def _asked(known: Asking, entry: Entry, fact: CorrectionAsked) -> Asking:
    one = Request(line=entry.id, at=entry.observed_at, text=fact.text, session=fact.session)
    return msgspec.structs.replace(known, requests=(*known.requests, one))


def _answered(known: Asking, entry: Entry, fact: CorrectionAnswered) -> Asking:
    told = {"answered_at": entry.observed_at, "accepted": fact.accepted, "answer": fact.text}
    return _changed(known, fact.request, told)


def _disagreed(known: Asking, entry: Entry, fact: DisagreementSaid) -> Asking:
    return _changed(known, fact.request, {"disagreement": fact.text, "disagreed_at": entry.observed_at})


def _put_off(known: Asking, entry: Entry, fact: AnswerPutOff) -> Asking:
    return _changed(known, fact.request, {"put_off": fact.reason})


def _rebutted(known: Asking, entry: Entry, fact: RebuttalSaid) -> Asking:
    return _changed(known, fact.request, {"rebuttal": fact.text, "rebutted_at": entry.observed_at})


def _changed(known: Asking, line: UUID, told: Mapping[str, Any]) -> Asking:
    requests = tuple(msgspec.structs.replace(one, **told) if one.line == line else one for one in known.requests)
    return msgspec.structs.replace(known, requests=requests)


def _disclosed(known: Asking, entry: Entry, fact: DisclosureTold) -> Asking:
    day = day_of(fact.day)
    one = Disclosure(line=entry.id, day=day, to=fact.to, what=fact.what, purpose=fact.purpose)
    return msgspec.structs.replace(known, disclosures=(*known.disclosures, one))


def _given(known: Asking, entry: Entry, fact: CopyGiven) -> Asking:
    return msgspec.structs.replace(known, copies=(*known.copies, Given(at=entry.observed_at, fact=fact)))


_STEPS: Mapping[type, Callable[[Asking, Entry, Any], Asking]] = {
    CorrectionAsked: _asked,
    AnswerPutOff: _put_off,
    CorrectionAnswered: _answered,
    DisagreementSaid: _disagreed,
    RebuttalSaid: _rebutted,
    DisclosureTold: _disclosed,
    CopyGiven: _given,
}
