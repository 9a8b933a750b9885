"""What a line about groups, preparation and questionnaires says, in words.  Pure: the catalogue is passed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, tzinfo
from typing import TYPE_CHECKING, Any
from uuid import UUID

from facilitator_app.medicine_words import kinds_told
from facilitator_app.record import attachments, groups, people, places, preparation, questionnaires, results, versions
from facilitator_app.record.names import called_in_clinic
from facilitator_app.record.people import folded

if TYPE_CHECKING:
    from facilitator_app.record.clinic import ClinicState
    from facilitator_app.record.leaving import Disclosure
    from facilitator_app.wording import Words


NAMED = 3
"""So many of its members tell a group from another of its theme."""


def open_risks(disclosures: Iterable[Disclosure], words: Words) -> list[str]:
    """That a disclosure of risk is open, and who looks after it, as everybody of the team may know; once for each of those."""
    owners = dict.fromkeys(one.owner_name for one in disclosures)
    return [words.render("groups_ui.risk_open_of", name=name) for name in owners]


def day_said(day: date | None, words: Words) -> str:
    """A day as people write it; empty when there is none."""
    return words.render("groups.day", day=datetime.combine(day, time(12))) if day is not None else ""


def starts(day: date | None, words: Words) -> str:
    """When a group begins, or empty."""
    return words.render("told.group_starts_on", day=day_said(day, words)) if day is not None else ""


def told_apart(state: ClinicState, there: Sequence[groups.Group], words: Words) -> dict[UUID, str]:
    """The theme of each of these groups; of several with one, with the day on which it begins, or else who belongs to it."""
    count = Counter(folded(one.theme) for one in there)
    begins = Counter((folded(one.theme), one.starts_on) for one in there)
    named = {one.id: one.theme for one in there}
    for one in there:
        if count[folded(one.theme)] == 1:
            continue
        names = called_in_clinic((member.id for member in one.there[:NAMED]), state.participants)
        by: object = list(names.values()) or words.render("groups_ui.members", there=0)
        if one.starts_on is not None and begins[folded(one.theme), one.starts_on] == 1:
            by = starts(one.starts_on, words)
        named[one.id] = words.render("groups.told_apart", theme=one.theme.strip(), by=by)
    return named


def intake(group: groups.Group, words: Words) -> str:
    """When people are taken in, or empty while that is not set."""
    ends = (("intake_from", group.intake_from), ("intake_until", group.intake_until))
    return ", ".join(words.render(f"told.group_{name}", day=day_said(on, words)) for name, on in ends if on is not None)


def held_of(number: int, planned: int | None, words: Words) -> str:
    """The second of six; the number alone where a course is open-ended or its length not set."""
    return words.render("groups.of", number=number, planned=planned) if planned else str(number)


def of_group(state: ClinicState, group: groups.Group, words: Words, *, following: bool = False) -> str:
    """How many of its sessions a group has had, of how many; or which the ``following`` one is.

    After the last one of those that are planned another course begins.
    """
    programme = versions.programme_for(state, group.programme, group.id)
    planned = programme.sessions if programme else None
    number = (places.next_of_group if following else places.last_of_group)(state, group, planned)
    return held_of(number, planned, words)


def joined(at: datetime, fact: groups.MemberJoined, words: Words, zone: tzinfo) -> str:
    """Since when somebody belongs to a group, who decided and why."""
    return f"{words.render('groups.day', zone=zone, day=at)} · {_joined(fact, words)}"


def _group(fact: groups.GroupFormed | groups.GroupTold, words: Words) -> str:
    named = (("intake_from", fact.intake_from), ("intake_until", fact.intake_until), ("starts_on", fact.starts_on))
    told = [words.render(f"told.group_{name}", day=day_said(on, words)) for name, on in named if on is not None]
    return ", ".join([fact.theme, *told])


def _joined(fact: groups.MemberJoined, words: Words) -> str:
    told = words.render("told.member_joined", name=fact.decided_by_name, why=fact.why)
    return told + (words.render("told.outside_intake") if fact.outside_intake else "")


def _kept(fact: groups.PaperKept, words: Words) -> str:
    return words.render("told.paper", paper=fact.paper, version=fact.version)


def accepted(fact: groups.Accepting, words: Words) -> str:
    """Which version was accepted and how."""
    paper = words.render("told.paper", paper=fact.paper, version=fact.version)
    if isinstance(fact, groups.PaperSigned):
        key = "told.accepted_signed" if fact.ink is not None else "told.accepted_typed"
        return words.render(key, paper=paper, by=fact.witness_name, name=fact.typed)
    if isinstance(fact, groups.PaperScanned):
        told = words.render("told.accepted_scanned", paper=paper, pages=fact.scan.pages)
    else:
        how = fact.witness_name if fact.how is groups.AcceptedHow.WITNESSED else fact.reference
        told = words.render(f"told.accepted_{fact.how}", paper=paper, by=how)
    return f"{told}, {day_said(fact.on, words)}" if fact.on else told


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


def _same(fact: people.SamePerson, words: Words) -> str:
    said = words.render("told.same_person", name=fact.entered_as, reason=fact.reason)
    return f"{said}\n{words.render('same_person.anew', what=kinds_told(fact.anew, words))}" if fact.anew else said


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
    groups.GroupTakesVersion: lambda fact, words: words.render("told.takes_version", version=fact.version),
    versions.CourseTakesVersion: lambda fact, words: words.render("told.takes_version", version=fact.version),
    versions.CameLate: lambda fact, words: words.render("told.came_late"),
    groups.MemberJoined: _joined,
    groups.MemberLeft: lambda fact, words: fact.reason,
    groups.PaperKept: _kept,
    groups.PaperAccepted: accepted,
    groups.PaperSigned: accepted,
    groups.PaperScanned: accepted,
    attachments.PageKept: lambda fact, words: words.render("told.page_kept", number=fact.number, of=fact.of),
    attachments.PictureKept: lambda fact, words: words.render("told.picture_kept"),
    groups.GroupMeets: _meets,
    preparation.PreparationHeld: _held,
    preparation.OwnReadinessSaid: _ready,
    preparation.WishTold: _wish,
    questionnaires.QuestionnaireAnswered: _answers,
    questionnaires.ResultTold: _result,
    people.SamePerson: _same,
}
"""How each kind of line of these topics is told."""


def figure(result: results.Result, words: Words) -> str:
    """A result as a figure; of how much, where that is known."""
    known = questionnaires.known_by(result.name)
    if known is None:
        return f"{result.name}: {result.total:f}"
    highest = questionnaires.SCORINGS[known].highest
    return words.render("told.score_of", name=result.name, total=result.total, highest=highest)


def moved(result: results.Result, words: Words) -> str:
    """How far it lies from the result before, and that this one was elsewhere; empty for the first."""
    before, by = result.before, result.moved
    if before is None or by is None:
        return ""
    key = "moved" if not before.elsewhere else "moved_elsewhere" if before.version else "moved_elsewhere_of_no_version"
    return words.render(f"beforehand.{key}", by=f"{by:+f}".replace("-", "−"), at=before.day)


def score_head(result: results.Result, words: Words, zone: tzinfo) -> str:
    """Of which day and version a result is."""
    return f"{words.render('groups.day', zone=zone, day=result.at)} · {result.version}"


def score_note(result: results.Result, words: Words) -> str:
    """The published band a result lies in with its source, and its clusters; empty where nothing is known of it."""
    parts = []
    known = questionnaires.known_by(result.name)
    if known is not None:
        scoring, reached = questionnaires.SCORINGS[known], questionnaires.band(known, result.total)
        published = words.render(f"beforehand.band_{known}_{reached}")
        parts.append(words.render("beforehand.published", band=published, source=scoring.source))
    if isinstance(result.told, questionnaires.QuestionnaireAnswered):
        parts += [f"{name} {total}" for name, total in questionnaires.cluster_sums(result.told).items()]
        parts += _second_rule(result.told, words)
    return " · ".join(parts)


def _second_rule(told: questionnaires.QuestionnaireAnswered, words: Words) -> list[str]:
    """How many items of each cluster count by the rule that was published besides the cut-off, and whether they are enough."""
    counted = questionnaires.counted(told)
    if not counted:
        return []
    asks = ", ".join(f"{wanted} {name}" for name, (_, wanted) in counted.items())
    found = ", ".join(f"{there} {name}" for name, (there, _) in counted.items())
    key = "second_rule_met" if all(there >= wanted for there, wanted in counted.values()) else "second_rule_not_met"
    return [words.render(f"beforehand.{key}", least=questionnaires.COUNTS, asks=asks, there=found)]
