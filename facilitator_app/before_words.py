"""What a line about groups, preparation and questionnaires says, in words.  Pure: the catalogue is passed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from facilitator_app.record import groups, preparation, questionnaires

if TYPE_CHECKING:
    from facilitator_app.wording import Words


def day(day: date | None, words: Words) -> str:
    """A day as people write it; empty when there is none."""
    return words.render("groups.day", day=day) if day is not None else ""


def _group(fact: groups.GroupFormed | groups.GroupTold, words: Words) -> str:
    named = (("intake_from", fact.intake_from), ("intake_until", fact.intake_until), ("starts_on", fact.starts_on))
    told = [words.render(f"told.group_{name}", day=day(on, words)) for name, on in named if on is not None]
    return ", ".join([fact.theme, *told])


def _joined(fact: groups.MemberJoined, words: Words) -> str:
    told = words.render("told.member_joined", name=fact.decided_by_name, why=fact.why)
    return told + (words.render("told.outside_intake") if fact.outside_intake else "")


def _kept(fact: groups.PaperKept, words: Words) -> str:
    return words.render("told.paper", paper=fact.paper, version=fact.version)


def accepted(fact: groups.PaperAccepted, words: Words) -> str:
    """Which version was accepted and how."""
    how = fact.witness_name if fact.how is groups.AcceptedHow.WITNESSED else fact.reference
    return words.render(
        f"told.accepted_{fact.how}", paper=words.render("told.paper", paper=fact.paper, version=fact.version), by=how
    )


def _meets(fact: groups.GroupMeets, words: Words) -> str:
    key = "told.meets_of" if fact.planned else "told.meets"
    return words.render(key, theme=fact.theme, number=fact.number, planned=fact.planned)


def _held(fact: preparation.PreparationHeld, words: Words) -> str:
    place = words.word(fact.place)
    head = words.render("told.preparation_minutes", place=place, minutes=fact.minutes) if fact.minutes else place
    return f"{head}\n{fact.note}"


def _ready(fact: preparation.OwnReadinessSaid, words: Words) -> str:
    told = words.render("preparation.ready" if fact.ready else "preparation.not_yet")
    return f"{told}. {fact.words}" if fact.words else told


def _wish(fact: preparation.WishTold, words: Words) -> str:
    return words.render("told.wish", matter=fact.matter, text=fact.text)


def _answers(fact: questionnaires.QuestionnaireAnswered, words: Words) -> str:
    scoring = questionnaires.SCORINGS[fact.questionnaire]
    return words.render("told.score_of", name=scoring.name, total=fact.total, highest=scoring.highest)


def _result(fact: questionnaires.ResultTold, words: Words) -> str:
    return words.render("told.result", name=fact.name, version=fact.version, total=fact.total)


TELLERS: Mapping[type, Callable[[Any, Words], str]] = {
    groups.GroupFormed: _group,
    groups.GroupTold: _group,
    groups.GroupEnded: lambda fact, words: fact.reason,
    groups.MemberJoined: _joined,
    groups.MemberLeft: lambda fact, words: fact.reason,
    groups.PaperKept: _kept,
    groups.PaperAccepted: accepted,
    groups.GroupMeets: _meets,
    preparation.PreparationHeld: _held,
    preparation.OwnReadinessSaid: _ready,
    preparation.WishTold: _wish,
    questionnaires.QuestionnaireAnswered: _answers,
    questionnaires.ResultTold: _result,
}
"""How each kind of line of these topics is told."""
