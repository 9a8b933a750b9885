"""Verbs of groups, preparation and questionnaires, which may stand before the session: how a line is read.  Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Fact
from facilitator_app.record.groups import GroupPaper
from facilitator_app.record.integration import VisitPlace
from facilitator_app.record.preparation import OwnReadinessSaid, PreparationHeld, WishMatter, WishTold
from facilitator_app.record.questionnaires import SCORINGS, Answering, QuestionnaireAnswered, ResultTold
from facilitator_app.rehearsal import acts
from facilitator_app.rehearsal.grammar import Verb
from facilitator_app.rehearsal.words import Words


class FormGroup(acts.Before, frozen=True, kw_only=True):
    """A group of the story's programme is formed; a day that is not told is not set."""

    theme: str
    intake_from: date | None
    intake_until: date | None
    starts_on: date | None


class Join(acts.Before, frozen=True, kw_only=True):
    """People join a group by somebody's decision; ``outside`` its intake window on purpose."""

    people: tuple[str, ...]
    theme: str
    by: str
    why: str
    outside: bool


class LeaveGroup(acts.Before, frozen=True, kw_only=True):
    """A person leaves a group."""

    person: str
    theme: str
    reason: str


class KeepPaper(acts.Before, frozen=True, kw_only=True):
    """A paper of a group reads so from now on."""

    theme: str
    paper: GroupPaper
    text: str


class Way(StrEnum):
    """How people accept a paper, as a story says it."""

    BEFORE = "before"
    FINGER = "by finger before"
    TYPING = "by typing before"
    PAPER = "on paper"
    SCANNED = "scanned"


class Accept(acts.Before, frozen=True, kw_only=True):
    """People accept the version that holds: before somebody of the team, who may have them sign on the screen; or on paper
    that is found by ``reference``, or of which ``pages`` are kept."""

    people: tuple[str, ...]
    theme: str
    paper: GroupPaper
    way: Way
    witness: str = ""
    reference: str = ""
    pages: int = 0


class TellBefore(acts.Before, frozen=True, kw_only=True):
    """A fact about one person in the clinic's own record; one that is impossible as written is its Refusal.

    ``owner`` looks after what it tells of a risk.
    """

    person: str
    fact: Fact | Refusal
    owner: str = ""


PAPERS = {"agreement": GroupPaper.CONFIDENTIALITY, "rules": GroupPaper.RULES}
"""The papers of a group, as a story calls them."""
_NAMES = {scoring.name.lower(): questionnaire for questionnaire, scoring in SCORINGS.items()}


def group(words: Words) -> acts.Act:
    """``group THEME [intake from DAY] [until DAY] [begins DAY]``."""
    theme = words.text("a theme, in quotes")
    days = [_day(words) if words.skip(phrase) else None for phrase in ("intake from", "until", "begins")]
    return FormGroup(theme=theme, intake_from=days[0], intake_until=days[1], starts_on=days[2])


def joins(words: Words) -> acts.Act:
    """``joins PEOPLE THEME by STAFF [outside the intake] because WHY``."""
    people, theme = words.people(), words.text("a theme, in quotes")
    words.skip("by")
    by, outside = words.staff(), words.skip("outside the intake")
    return Join(people=people, theme=theme, by=by, outside=outside, why=words.because())


def leaves_group(words: Words) -> acts.Act:
    """``leaves group PERSON THEME [because REASON]``."""
    person, theme = words.person(), words.text("a theme, in quotes")
    return LeaveGroup(person=person, theme=theme, reason=words.because())


def paper(words: Words) -> acts.Act:
    """``paper THEME agreement|rules TEXT``."""
    theme = words.text("a theme, in quotes")
    which = PAPERS[words.one_of(PAPERS, "agreement or rules")]
    return KeepPaper(theme=theme, paper=which, text=words.text("what it says"))


def way_of(words: Words) -> tuple[Way, str, int]:
    """``[by finger|by typing] before STAFF|scanned N pages``: in which way, before whom, how many pages."""
    ways = [way for way in Way if way is not Way.PAPER]
    way = Way(words.one_of(ways, "before, by finger before, by typing before, or scanned"))
    if way is not Way.SCANNED:
        return way, words.staff(), 0
    pages = words.number("how many pages")
    words.skip("pages")
    return way, "", pages


def accepts(words: Words) -> acts.Act:
    """``accepts PEOPLE THEME agreement|rules [by finger|by typing] before STAFF|on paper REFERENCE|scanned N pages``."""
    people, theme = words.people(), words.text("a theme, in quotes")
    which = PAPERS[words.one_of(PAPERS, "agreement or rules")]
    way = Way(words.one_of(list(Way), "before, by finger before, by typing before, on paper, or scanned"))
    accept = Accept(people=people, theme=theme, paper=which, way=way)
    if way is Way.PAPER:
        return msgspec.structs.replace(accept, reference=words.text("where the paper is"))
    if way is Way.SCANNED:
        pages = words.number("how many pages")
        words.skip("pages")
        return msgspec.structs.replace(accept, pages=pages)
    return msgspec.structs.replace(accept, witness=words.staff())


def open_session(words: Words) -> acts.Act:
    """``open group session THEME [because REASON]``."""
    return acts.OpenSession(group=words.text("a theme, in quotes"), reason=words.because())


def prepares(words: Words) -> acts.Act:
    """``prepares PERSON [MINUTES min] TEXT``."""
    person = words.person()
    minutes = words.number("how many minutes") if words.peek().isdecimal() else None
    words.skip("min")
    note = words.text("a note")
    return _told(person, lambda: PreparationHeld(place=VisitPlace.OFFICE, note=note, minutes=minutes))


def feels_ready(words: Words) -> acts.Act:
    """``feels ready PERSON yes|not yet [WORDS]``."""
    person = words.person()
    ready = words.one_of(["yes", "not yet"], "yes or not yet") == "yes"
    said = "" if words.is_done else words.text("in their words")
    return _told(person, lambda: OwnReadinessSaid(ready=ready, words=said))


def wishes(words: Words) -> acts.Act:
    """``wishes PERSON goals|fears|music|touch|parts|themes TEXT``."""
    person = words.person()
    matter = WishMatter(words.one_of([one.value for one in WishMatter], "goals, fears, music, touch, parts or themes"))
    said = words.text("in their words")
    return _told(person, lambda: WishTold(matter=matter, text=said))


def answered(words: Words) -> acts.Act:
    """``questionnaire PERSON phq-9|gad-7|pcl-5 ANSWERS [to STAFF]``."""
    person = words.person()
    which = _NAMES[words.one_of(_NAMES, "phq-9, gad-7 or pcl-5")]
    answers = []
    while words.peek().isdecimal():
        answers.append(words.number("an answer"))
    owner = words.staff() if words.skip("to") else ""
    return _told(
        person,
        lambda: QuestionnaireAnswered(
            questionnaire=which, version=SCORINGS[which].version, answers=tuple(answers), how=Answering.FROM_PAPER
        ),
        owner,
    )


def result(words: Words) -> acts.Act:
    """``result PERSON NAME VERSION TOTAL``."""
    person, name, version = words.person(), words.take("a name"), words.take("a version, in quotes if need be")
    total = words.number("a total")
    return _told(person, lambda: ResultTold(name=name, version=version, total=Decimal(total)))


def _day(words: Words) -> date:
    said = words.take("a day, such as 2026-03-05")
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise Refusal("story.expected", what="a day, such as 2026-03-05") from None


def _told(person: str, make: Callable[[], Fact], owner: str = "") -> TellBefore:
    try:
        return TellBefore(person=person, fact=make(), owner=owner)
    except Refusal as refusal:
        return TellBefore(person=person, fact=refusal, owner=owner)


VERBS: tuple[Verb, ...] = (
    Verb(
        "group",
        '10:00 group "A long illness" intake from 2026-02-01 until 2026-03-31 begins 2026-04-02',
        "A group of the story's programme is formed, with its intake window and the day it begins.",
        group,
    ),
    Verb(
        "joins",
        '10:01 joins Rowan and Amara "A long illness" by Ines Okafor because they asked for others',
        "Who decided that they fit, and why; `outside the intake` before the reason where that is meant.",
        joins,
    ),
    Verb(
        "leaves group",
        '10:02 leaves group Amara "A long illness" because she moved',
        "A person leaves a group; not while a session of it is open.",
        leaves_group,
    ),
    Verb(
        "paper",
        '10:03 paper "A long illness" agreement "What is said here stays here."',
        "The next version of a group's `agreement` or `rules`.",
        paper,
    ),
    Verb(
        "accepts",
        '10:04 accepts Rowan and Amara "A long illness" agreement before Ines Okafor',
        "The version that holds is accepted: `before` somebody of the team, signed there on the screen `by finger before` "
        "them or `by typing before` them, `on paper` that is found there, or on paper `scanned 2 pages` of which are kept.",
        accepts,
    ),
    Verb(
        "open group session",
        '10:00 open group session "A long illness" because Devi Rao is on the train',
        "As `open session`: one of the group's, with its rules and its members alone.",
        open_session,
    ),
    Verb("prepares", '10:05 prepares Rowan 50 min "Asked about the sea."', "A preparation session.", prepares),
    Verb(
        "feels ready",
        '10:06 feels ready Rowan not yet "After the move."',
        "In the person's own judgement, `yes` or `not yet`.",
        feels_ready,
    ),
    Verb(
        "wishes",
        '10:07 wishes Rowan music "Nothing with voices."',
        "What they say of `goals`, `fears`, `music`, `touch`, `parts` or `themes`.",
        wishes,
    ),
    Verb(
        "questionnaire",
        "10:08 questionnaire Rowan phq-9 1 2 1 0 3 1 2 0 1 to Ines Okafor",
        "`phq-9`, `gad-7` or `pcl-5`, item by item; `to` whom it falls to look after what tells of a risk.",
        answered,
    ),
    Verb(
        "result",
        '10:09 result Rowan MEQ-30 "Barrett 2015" 112',
        "Another result: name, version, total.",
        result,
    ),
)
"""The verbs of these topics, as ``docs/stories.md`` explains them."""
