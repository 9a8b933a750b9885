"""To whom something about one person went, and when: releases, the page for an ambulance, what was told by hand.  Pure.

More than 45 CFR 164.528 asks for, which leaves out what went for treatment: a person who asks is told all of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app.record.emergency import SheetGiven
from facilitator_app.record.history import History
from facilitator_app.record.leave import Recipient
from facilitator_app.record.release import Release, releases
from facilitator_app.record.requests import Asking
from facilitator_app.record.room import PacketReleased
from facilitator_app.record.state import SessionState
from facilitator_app.wording import Words


class Disclosed(msgspec.Struct, frozen=True, kw_only=True):
    """One disclosure in words: on which day, to whom, what, for what purpose; ``remark``: what became of it."""

    day: date
    to: str
    what: str
    purpose: str
    remark: str = ""


def disclosures(
    person: UUID, sessions: Iterable[History[SessionState]], asking: Asking | None, words: Words
) -> tuple[Disclosed, ...]:
    """Every disclosure about a person, the first first; what they were given themself is none."""
    found = [one for history in sessions for one in _of_session(person, history, words)]
    for told in asking.disclosures if asking else ():
        found.append(Disclosed(day=told.day, to=told.to, what=told.what, purpose=told.purpose))
    return tuple(sorted(found, key=lambda one: one.day))


def _of_session(person: UUID, history: History[SessionState], words: Words) -> Iterable[Disclosed]:
    zone, title = ZoneInfo(history.state.zone), history.state.title
    for one in releases(history, person):
        if one.fact.to is not Recipient.PERSON:
            key = "disclosed.release_medical" if one.fact.medical else "disclosed.release"
            yield Disclosed(
                day=one.line.observed_at.astimezone(zone).date(),
                to=words.render("disclosed.to", name=one.fact.recipient, recipient=one.fact.to),
                what=words.render(key, title=title, how=one.fact.how),
                purpose=words.render("disclosed.treatment"),
                remark=_remark(one, words),
            )
    for line in history.lines():
        fact = line.entry.fact
        if line.entry.participant != person or line.voided is not None:
            continue
        day = line.entry.observed_at.astimezone(zone).date()
        if isinstance(fact, SheetGiven):
            yield Disclosed(
                day=day,
                to=words.render("disclosed.ambulance"),
                what=words.render("disclosed.sheet", title=title),
                purpose=words.render("disclosed.emergency"),
            )
        elif isinstance(fact, PacketReleased):
            what = words.render("disclosed.release_before", title=title)
            yield Disclosed(day=day, to=fact.recipient, what=what, purpose=words.render("disclosed.treatment"))


def _remark(one: Release, words: Words) -> str:
    if one.withdrawn is not None:
        return words.render("disclosed.withdrawn")
    return words.render("disclosed.corrected") if one.corrected_by is not None else ""
