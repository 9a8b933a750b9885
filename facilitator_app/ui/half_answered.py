"""Questionnaires that were left half-way: whose, since which day, how far, and whether an answer tells of a risk.

Reads what is half-typed of people before their sessions; what was kept before the day was kept with it has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.names import called_in_clinic
from facilitator_app.record.questionnaires import (
    ITEM_OF_RISK,
    SCORINGS,
    Answering,
    Questionnaire,
    QuestionnaireAnswered,
)
from facilitator_app.text import render
from facilitator_app.ui.kept_text import KeptText

BEGUN = "begun"
"""The field in which the day of the first answer is kept."""


class HalfAnswered(NamedTuple):
    """One of them; ``begun`` is empty where nobody knows since when."""

    person: UUID
    which: Questionnaire
    begun: str
    answers: tuple[str, ...]

    @property
    def is_there(self) -> bool:
        """Whether an item is answered at all."""
        return any(self.answers)

    @property
    def tells_of_risk(self) -> bool:
        """Whether item 9 of a PHQ-9 is above 0: once it is kept, somebody has to look after it."""
        return self.which is Questionnaire.PHQ9 and self.answers[ITEM_OF_RISK - 1] not in ("", "0")

    @property
    def how_far(self) -> str:
        """Since when, and how many are answered, in words."""
        there, count = sum(bool(answer) for answer in self.answers), len(self.answers)
        if not self.begun:
            return render("beforehand.begun_once", there=there, count=count)
        return render("beforehand.begun_on", day=date.fromisoformat(self.begun), there=there, count=count)

    def fact(self, how: Answering, language: str) -> QuestionnaireAnswered:
        """What is written down of it once every item is answered."""
        return QuestionnaireAnswered(
            questionnaire=self.which,
            version=SCORINGS[self.which].version,
            answers=tuple(int(answer) for answer in self.answers if answer),
            how=how,
            language=language,
        )

    def row(self, name: str = "") -> dict[str, object]:
        """How it is told that it lies there, of ``name`` where that is not told by the page."""
        title = SCORINGS[self.which].name
        risk = render("beforehand.half_way_risk") if self.tells_of_risk else ""
        return {
            "key": self.which.value,
            "person": str(self.person),
            "text": render("beforehand.half_way_of" if name else "beforehand.half_way", title=title, name=name),
            "note": " ".join(part for part in (self.how_far, risk) if part),
            "risk": self.tells_of_risk,
        }


def form_of(person: UUID | None, which: Questionnaire) -> str:
    """Under which name what is answered is kept."""
    return f"{person}/{which}"


def half_answered(person: UUID, which: Questionnaire, typed: Mapping[str, str]) -> HalfAnswered:
    """What is kept of a questionnaire; nothing of it need be answered."""
    answers = tuple(typed.get(str(place), "") for place in range(1, SCORINGS[which].items + 1))
    return HalfAnswered(person=person, which=which, begun=_day(typed.get(BEGUN, "")), answers=answers)


def of_person(kept: KeptText, person: UUID) -> list[HalfAnswered]:
    """Those of one person."""
    found = (half_answered(person, which, kept.of(form_of(person, which))) for which in Questionnaire)
    return [one for one in found if one.is_there]


def of_everybody(kept: KeptText, state: ClinicState) -> list[dict[str, object]]:
    """Those of everybody, told by name; what tells of a risk before the others."""
    found = [one for form in kept.forms if (one := _of_form(kept, form)) is not None and one.is_there]
    found = [one._replace(person=state.same.get(one.person, one.person)) for one in found]
    names = called_in_clinic({one.person for one in found}, state.participants)
    rows = [one.row(names[one.person]) for one in found if one.person in names]
    return sorted(rows, key=lambda row: (not row["risk"], str(row["text"]).casefold()))


def _of_form(kept: KeptText, form: str) -> HalfAnswered | None:
    """What is kept under a name, where it is a questionnaire."""
    whose, _, which = form.partition("/")
    try:
        return half_answered(UUID(whose), Questionnaire(which), kept.of(form))
    except ValueError:
        return None


def _day(text: str) -> str:
    """A day that was kept, or nothing where what stands there is none."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""
