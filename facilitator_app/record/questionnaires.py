"""What can be written down of questionnaires: answers, item by item, to those that may be shipped, and other results.

Pure.  Adds up and reports how far a result moved; what a figure means for somebody is theirs and the clinician's to say.

PHQ-9: Kroenke, Spitzer, Williams 2001, J Gen Intern Med 16(9):606-613 (cut-offs 5, 10, 15, 20).  GAD-7: Spitzer, Kroenke,
Williams, Löwe 2006, Arch Intern Med 166(10):1092-1097 (5, 10, 15).  PCL-5: Weathers and others 2013, National Center for
PTSD, US Department of Veterans Affairs, public domain (published cut-off 31 to 33; clusters by its items).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Fact, text_within


class Questionnaire(StrEnum):
    """Those whose items ship with the program."""

    PHQ9 = "phq9"
    GAD7 = "gad7"
    PCL5 = "pcl5"


class Scoring(msgspec.Struct, frozen=True, kw_only=True):
    """How a questionnaire is added up: items, each 0 to ``most``; from which totals on a published band begins.

    ``clusters``: parts that are added up for themselves, by first and last item, counted from 1.
    ``wanted``: how many items of each have to count by the second published rule; see ``counted``.
    """

    name: str
    version: str
    items: int
    most: int
    cut_offs: tuple[int, ...]
    source: str
    clusters: Mapping[str, tuple[int, int]] = MappingProxyType({})
    wanted: Mapping[str, int] = MappingProxyType({})

    @property
    def highest(self) -> int:
        """The highest total there is."""
        return self.items * self.most


SCORINGS: Mapping[Questionnaire, Scoring] = MappingProxyType(
    {
        Questionnaire.PHQ9: Scoring(
            name="PHQ-9",
            version="2 weeks",
            items=9,
            most=3,
            cut_offs=(5, 10, 15, 20),
            source="Kroenke, Spitzer, Williams 2001, J Gen Intern Med 16:606",
        ),
        Questionnaire.GAD7: Scoring(
            name="GAD-7",
            version="2 weeks",
            items=7,
            most=3,
            cut_offs=(5, 10, 15),
            source="Spitzer, Kroenke, Williams, Löwe 2006, Arch Intern Med 166:1092",
        ),
        Questionnaire.PCL5: Scoring(
            name="PCL-5",
            version="past month",
            items=20,
            most=4,
            cut_offs=(31, 33),
            source="Weathers and others 2013, National Center for PTSD (US VA)",
            clusters=MappingProxyType({"B": (1, 5), "C": (6, 7), "D": (8, 14), "E": (15, 20)}),
            wanted=MappingProxyType({"B": 1, "C": 1, "D": 2, "E": 2}),
        ),
    }
)
COUNTS = 2
"""From this answer on an item of the PCL-5 counts for the rule of its clusters."""
ITEM_OF_RISK = 9
"""The item of the PHQ-9 that asks for thoughts of being dead or of hurting oneself: any answer but 0 is a disclosure."""


class Answering(StrEnum):
    """How the answers came."""

    ON_SCREEN = "on_screen"
    FROM_PAPER = "from_paper"


class QuestionnaireAnswered(Fact, frozen=True, kw_only=True, tag="questionnaire_answered/1"):
    """The entry's participant answered every item at ``observed_at``; ``version`` is the form, ``language`` its tongue."""

    questionnaire: Questionnaire
    version: str
    answers: tuple[int, ...]
    how: Answering = Answering.ON_SCREEN
    language: str = "en"

    def __post_init__(self) -> None:
        """Refuse an item that is missing or has no such answer."""
        scoring = SCORINGS[self.questionnaire]
        if len(self.answers) != scoring.items:
            raise Refusal(
                "questionnaires.items", field="answers", name=scoring.name, count=scoring.items, there=len(self.answers)
            )
        for number, answer in enumerate(self.answers, 1):
            if not 0 <= answer <= scoring.most:
                raise Refusal("questionnaires.answer", field="answers", number=number, most=scoring.most)

    @property
    def total(self) -> int:
        """The sum of the answers."""
        return sum(self.answers)

    @property
    def risk(self) -> int:
        """What was answered to the item that asks for a risk; 0 where there is none."""
        return self.answers[ITEM_OF_RISK - 1] if self.questionnaire is Questionnaire.PHQ9 else 0


class ResultTold(Fact, frozen=True, kw_only=True, tag="result_told/1"):
    """A result of any questionnaire, as somebody else worked it out: its name, which version, the total, and the day of
    the entry.  ``item_9`` is told with a PHQ-9."""

    name: str
    version: str
    total: Decimal
    item_9: int | None = None

    def __post_init__(self) -> None:
        """Refuse a result without a name or version, beyond what a shipped one can come to, or a PHQ-9 without item 9."""
        text_within(self.name, 100, "name")
        text_within(self.version, 100, "version")
        if not self.total.is_finite() or not -1000 <= self.total <= 100_000:
            raise Refusal("questionnaires.total", field="total")
        known = known_by(self.name)
        if known is not None and not 0 <= self.total <= SCORINGS[known].highest:
            raise Refusal(
                "questionnaires.beyond", field="total", name=SCORINGS[known].name, highest=SCORINGS[known].highest
            )
        is_untold = known is Questionnaire.PHQ9 and self.item_9 is None
        if is_untold or (self.item_9 is not None and like(self.name) is not Questionnaire.PHQ9):
            raise Refusal("questionnaires.item_9", field="item_9")
        if self.item_9 is not None and (not 0 <= self.item_9 <= 3 or self.item_9 > self.total):
            raise Refusal("questionnaires.item_9_range", field="item_9")

    @property
    def risk(self) -> int:
        """What was answered to the item that asks for a risk; 0 where there is none."""
        return self.item_9 or 0


KINDS = (QuestionnaireAnswered, ResultTold)
"""Every kind of this topic; each is about one person, in the clinic's own record."""


def band(questionnaire: Questionnaire, total: Decimal) -> int:
    """How many published cut-offs a total has reached: 0 below the first."""
    return sum(total >= cut_off for cut_off in SCORINGS[questionnaire].cut_offs)


def known_by(name: str) -> Questionnaire | None:
    """The shipped questionnaire that is called so, however it is written; None for any other."""
    return next((one for one, scoring in SCORINGS.items() if folded(scoring.name) == folded(name)), None)


_SPELT: Mapping[Questionnaire, re.Pattern[str]] = MappingProxyType(
    {
        Questionnaire.PHQ9: re.compile(
            r"\bphq\W*9(?!\d)|\bpatient\W+health\W+questionnaire(?!\W*(?:1?5|[248])\b)"
            r"|\bcuestionario\b.*\bsalud\b.*\bpaciente(?!\W*(?:1?5|[248])\b)"
        ),
        Questionnaire.GAD7: re.compile(
            r"\bgad\W*7(?!\d)|\bgenerali[sz]ed\W+anxiety\W+disorder\W*(?:scale\W*)?7(?!\d)|\bansiedad\W+generalizada\W*7(?!\d)"
        ),
        Questionnaire.PCL5: re.compile(r"\bpcl\W*5(?!\d)|\bptsd\W+checklist\b.*\b5(?!\d)"),
    }
)
"""What else they are called: by the whole name, with the language or the setting behind it."""


def like(name: str) -> Questionnaire | None:
    """The shipped questionnaire that is meant by a name, however it is called; None for any other."""
    said = " ".join(name.casefold().split())
    return known_by(name) or next((one for one, spelt in _SPELT.items() if spelt.search(said)), None)


def check_meant(fact: ResultTold) -> None:
    """Refuse a result that is one of the shipped ones by another name, beyond what it can come to or without its item 9.

    Asked as it is written: what was written before stays readable.
    """
    meant = like(fact.name)
    if meant is not None and not 0 <= fact.total <= SCORINGS[meant].highest:
        raise Refusal(
            "questionnaires.beyond", field="total", name=SCORINGS[meant].name, highest=SCORINGS[meant].highest
        )
    if meant is Questionnaire.PHQ9 and fact.item_9 is None:
        raise Refusal("questionnaires.item_9", field="item_9")


def cluster_sums(fact: QuestionnaireAnswered) -> dict[str, int]:
    """The sum of each cluster."""
    clusters = SCORINGS[fact.questionnaire].clusters
    return {name: sum(fact.answers[first - 1 : last]) for name, (first, last) in clusters.items()}


def counted(fact: QuestionnaireAnswered) -> dict[str, tuple[int, int]]:
    """By the published rule besides the cut-off: of each cluster how many items count, and how many it asks for.

    Of the PCL-5 an item counts from 2 ("moderately") on: at least one of B, one of C, two of D and two of E (National Center
    for PTSD).  Empty where nothing of the kind was published.
    """
    scoring = SCORINGS[fact.questionnaire]
    return {
        name: (sum(answer >= COUNTS for answer in fact.answers[first - 1 : last]), scoring.wanted[name])
        for name, (first, last) in scoring.clusters.items()
    }


def folded(name: str) -> str:
    """A name or a version without what is written in many ways: capitals, spaces, strokes."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())
