"""What a line about the time after a session says, in words.  Pure: the catalogue is passed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from facilitator_app.record import integration
from facilitator_app.record.debrief import DebriefSaid

if TYPE_CHECKING:
    from facilitator_app.wording import Words


def _contact(fact: integration.TaskGiven | integration.ContactTried, words: Words) -> str:
    key = "told.contact_follow_up" if fact.task is integration.Task.FOLLOW_UP else "told.contact_call"
    return words.render(key, days=fact.days)


def _given(fact: integration.TaskGiven, words: Words) -> str:
    return words.render("told.task_given", task=_contact(fact, words), name=fact.staff_name)


def _tried(fact: integration.ContactTried, words: Words) -> str:
    told = words.render("told.contact_tried", task=_contact(fact, words), reach=fact.reach)
    return f"{told}. {fact.note}" if fact.note else told


def _booked(fact: integration.VisitBooked, words: Words) -> str:
    told = words.render("told.visit_booked", at=fact.at, form=fact.form, place=fact.place)
    told += words.render("told.visit_with", name=fact.held_by_name) if fact.held_by_name else ""
    return told + (words.render("told.visit_sooner", reason=fact.reason) if fact.reason else "")


def part(one: integration.InnerPart, words: Words) -> str:
    """A part as the person calls it, with what it does where that was said."""
    if one.kind is integration.PartKind.UNNAMED:
        return one.name
    return words.render("told.inner_part", name=one.name, kind=one.kind)


def held(fact: integration.VisitHeld, words: Words) -> str:
    """A visit in full, a line for each thing that was said of it."""
    lines = [words.render("told.visit_held", attendance=fact.attendance, form=fact.form, place=fact.place)]
    lines[0] += words.render("told.visit_sooner", reason=fact.reason) if fact.reason else ""
    lines += [fact.came_up] if fact.came_up else []
    lists = (
        ("themes", list(fact.themes)),
        ("parts", [part(one, words) for one in fact.parts]),
        ("agreements", [fact.agreements] if fact.agreements else []),
        ("scores", [f"{score.name} {score.value}" for score in fact.scores]),
    )
    lines += [words.render(f"told.visit_{name}", text="; ".join(said)) for name, said in lists if said]
    if fact.next_contact is not None:
        lines.append(words.render("told.visit_next", date=fact.next_contact.isoformat()))
    if fact.continues is not None:
        lines.append(words.render("told.visit_continues" if fact.continues else "told.visit_ends"))
    return "\n".join(lines)


def _signed(fact: integration.VisitSigned, words: Words) -> str:
    return words.render("told.signed", signer=fact.signer, role=fact.role, meaning=fact.meaning)


def _received(fact: integration.ReceivedSome, words: Words) -> str:
    told = words.render("told.packet_received", by=fact.by, how=fact.how)
    return f"{told}. {fact.note}" if fact.note else told


TELLERS: Mapping[type, Callable[[Any, Words], str]] = {
    integration.TaskGiven: _given,
    integration.ContactTried: _tried,
    integration.VisitBooked: _booked,
    integration.VisitCancelled: lambda fact, words: fact.reason,
    integration.VisitHeld: held,
    integration.VisitSigned: _signed,
    integration.ReceivedSome: _received,
    integration.PacketReceived: _received,
    DebriefSaid: lambda fact, words: words.render("told.debrief", topic=fact.topic, text=fact.text),
}
"""How each kind of line of these topics is told."""
