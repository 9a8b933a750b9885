"""The rows of a person's sheet on paper: what is measured when, and room for whatever else is seen.  Pure.

The columns are those that ``transcribe`` brings back in, and what is printed is worded as it reads it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from facilitator_app.record.programme import Plan, When
from facilitator_app.record.vitals import Measure
from facilitator_app.wording import Words

COLUMNS = ("time", "by", "what")
"""What a row of a person's sheet has, as ``transcribe`` asks for it."""
TOKENS: Mapping[str, tuple[Measure, ...]] = {
    "hr": (Measure.HEART_RATE,),
    "bp": (Measure.SYSTOLIC, Measure.DIASTOLIC),
    "spo2": (Measure.SPO2,),
    "br": (Measure.BREATHING,),
    "t": (Measure.TEMPERATURE,),
}
"""The short words by which ``transcribe`` knows what was measured."""
LONGEST = timedelta(hours=4)
"""Checks without an end are printed for so long after the dose."""
EMPTY_ROWS = 10
"""Rows without a word on them, for whatever else is seen."""


def rows(
    plan: Plan | None, called: str, doses: Collection[datetime], words: Words, zone: ZoneInfo, *, without: bool
) -> list[tuple[str, str]]:
    """When each is due, and what is printed of it.  ``called``: how a row names the person; ``without``: as in ``checks``."""
    asked = [
        (_due(when, after, min(doses, default=None), words, zone), row_of(called, measures, words))
        for when, after, measures in checks(plan, doses, without=without)
    ]
    kinds = ("observe", "note", "support") if without else ("dose", "observe", "note", "support")
    said = [f"{words.render(f'on_paper.{kind}')} {called} " for kind in kinds]
    free = [("", f'{text}"' if kind == "note" else text) for kind, text in zip(kinds, said, strict=True)]
    return [*asked, *free, *[("", "")] * EMPTY_ROWS]


def checks(
    plan: Plan | None, doses: Collection[datetime], *, without: bool = False
) -> Iterator[tuple[When, timedelta, tuple[Measure, ...]]]:
    """When which measures are asked for by the plan: before the dose, so long after the first one, before leaving.

    After a further dose each rule counts from the one that it says.  ``without``: of somebody who takes no medicine, before
    leaving alone.
    """
    rules = plan.rules if plan else ()
    asked = (When.AFTER_DOSE, When.BEFORE_LEAVING) if doses else When
    further = max(doses) - min(doses) if doses else timedelta(0)
    for when in (When.BEFORE_LEAVING,) if without else asked:
        at: dict[timedelta, list[Measure]] = {}
        for rule in (rule for rule in rules if rule.when is when):
            every = timedelta(minutes=rule.every_minutes or 0)
            moment = timedelta(minutes=rule.from_minutes) or every
            until = timedelta(minutes=rule.until_minutes) if rule.until_minutes else LONGEST
            while when is When.AFTER_DOSE and moment <= until:
                at.setdefault(moment + (further if rule.anew else timedelta(0)), []).extend(rule.measures)
                moment += every
            if when is not When.AFTER_DOSE:
                at.setdefault(timedelta(0), []).extend(rule.measures)
        for moment, measures in sorted(at.items()):
            yield when, moment, tuple(measure for measure in Measure if measure in measures)


def row_of(called: str, measures: Sequence[Measure], words: Words, blank: str = "____") -> str:
    """What is printed of a check, with room for the figures: "vitals Rowan hr ____ bp ____/____"."""
    parts = [f"{words.render('on_paper.vitals')} {called}"]
    for token, asked in TOKENS.items():
        if set(asked) & set(measures):
            parts.append(f"{words.render(f'on_paper.{token}')} {'/'.join([blank] * len(asked))}")
    return " ".join(parts)


def _due(when: When, after: timedelta, dosed_at: datetime | None, words: Words, zone: ZoneInfo) -> str:
    if when is not When.AFTER_DOSE:
        return words.render(f"paper_day.{when.value}")
    if dosed_at is not None:
        return words.render("paper_day.at", zone=zone, at=dosed_at + after)
    return words.render("paper_day.after", minutes=int(after.total_seconds() // 60))
