"""The verbs of a story for limits of a person's own, scores, and oxygen.  Pure."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from facilitator_app.record.limits import PersonLimitSet
from facilitator_app.record.programme import Limit
from facilitator_app.record.scores import INWARD, LEVELS, OxygenSaid, Scale, scored
from facilitator_app.record.vitals import Measure
from facilitator_app.rehearsal import acts
from facilitator_app.rehearsal.grammar import told
from facilitator_app.rehearsal.words import MEASURES, Words

LIMITED = {short: measures[0] for short, measures in MEASURES.items() if len(measures) == 1} | {
    half.value: half for half in (Measure.SYSTOLIC, Measure.DIASTOLIC)
}
"""What a limit can be set for, as a story calls it."""

_ENDS = {
    "below": "low",
    "above": "high",
    "percent over": "rise_percent",
    "over": "rise_by",
    "percent under": "fall_percent",
    "under": "fall_by",
}


def limit(words: Words) -> acts.Act:
    """``limit PERSON MEASURE above|below|over|under NUMBER ... for OWNER because REASON``."""
    people = (words.person(),)
    measure = LIMITED[words.one_of(LIMITED, "what is limited, such as systolic")]
    ends: dict[str, Any] = {}
    while not words.is_done and words.peek() not in ("for", "because"):
        end = _ENDS[words.one_of(_ENDS, "above, below, over, under, percent over or percent under")]
        ends[end] = Decimal(words.number("a number"))
    owner = words.staff() if words.skip("for") else ""
    reason = words.because()
    return told(
        people, lambda: PersonLimitSet(limit=Limit(measure=measure, owner=owner, reason=reason, **ends), ends_only=True)
    )


def score(words: Words) -> acts.Act:
    """``score PERSON SCALE LEVEL``, ``score PERSON SCALE inward``."""
    people = (words.person(),)
    scale = Scale(words.one_of([scale.value for scale in LEVELS], "a scale, such as rass"))
    level = words.take("a level").removeprefix("+")
    return told(people, lambda: scored(scale, INWARD if level.lower() == INWARD else level))


def breathes(words: Words) -> acts.Act:
    """``breathes PERSON oxygen|air``."""
    people = (words.person(),)
    on = words.one_of(["oxygen", "air"], "oxygen or air") == "oxygen"
    return told(people, lambda: OxygenSaid(on_oxygen=on))
