"""What the prescriber wrote of a person, as rows: what holds now of each kind, and every line with what became of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from facilitator_app.medicine_words import awaited
from facilitator_app.record.entry import Entry, Fact
from facilitator_app.record.limits import PersonLimitSet
from facilitator_app.record.orders import ClearedForMedicine, OrderGiven, drug_of
from facilitator_app.record.people import SamePerson
from facilitator_app.record.prescribing import Assessed, Prescribed
from facilitator_app.record.replaced import awaits_word, kind_of_line, takes_place
from facilitator_app.text import catalogue, render
from facilitator_app.wording import describe, kind_name

WRITTEN = (Assessed, ClearedForMedicine, OrderGiven, PersonLimitSet)


def rows_of(lines: Sequence[Entry], there: Prescribed, zone: ZoneInfo) -> list[dict[str, str]]:
    """What was written, the latest first: id, of what kind and when, what it says, and that another took its place."""
    written = [entry for entry in lines if isinstance(entry.fact, WRITTEN)]
    replaced = {
        entry.id
        for place, entry in enumerate(written)
        if any(takes_place(later.fact, entry.fact) for later in written[place + 1 :])
    }
    made_one = {what for entry in lines if isinstance(entry.fact, SamePerson) for what in entry.fact.anew}
    return [
        {
            "id": str(entry.id),
            "head": render(
                "prescribing.written", zone=zone, kind=kind_name(entry.fact, catalogue()), at=entry.observed_at
            ),
            "text": describe(entry.fact, catalogue()),
            "note": _note(entry, there, entry.id not in replaced, made_one),
        }
        for entry in reversed(written)
    ]


def stands_of(there: Prescribed, today: date, zone: ZoneInfo) -> list[dict[str, str]]:
    """What holds now of each, in words: key, title and text; of orders each that holds.

    ``over``: that it has ended, and what of a scribe's awaits the prescriber's word.
    """
    awaiting = [f"{said[:1].upper()}{said[1:]}." for said in awaited(there.awaiting.values(), catalogue(), zone)]
    found: dict[str, list[Fact]] = {
        "assessment": [one.told for one in there.assessed[-1:]],
        "clearance": [there.cleared.told] if there.cleared else [],
        "order": [order.told for order in there.orders],
    }
    return [
        {
            "key": key,
            "title": render(f"prescribing.{key}"),
            "text": "\n".join(describe(one, catalogue()) for one in facts) or render(f"prescribing.no_{key}"),
            "over": " ".join([*_over(facts, today), *(awaiting if key == "order" else [])]),
        }
        for key, facts in found.items()
    ]


def _note(entry: Entry, there: Prescribed, is_last: bool, made_one: Collection[str]) -> str:
    """That it awaits the prescriber's word; that another took a line's place; that one was withdrawn where nothing of its kind
    was written since, or that two entries of the person told of it otherwise."""
    if awaits_word(entry.fact):
        waits = entry.id in {one.id for one in there.awaiting.values()}
        return render("prescribing.awaits_word" if waits else "prescribing.replaced")
    if not is_last:
        return render("prescribing.replaced")
    ended = kind_of_line(entry.fact) != "" and entry.id not in there.held
    if not ended:
        return ""
    by_two = kind_of_line(entry.fact) in made_one
    return render("prescribing.of_two_entries" if by_two else "prescribing.replaced_and_withdrawn")


def _over(facts: list[Fact], today: date) -> list[str]:
    """That a clearance has ended, or that orders of several medicines hold, in words; or nothing."""
    if any(isinstance(one, ClearedForMedicine) and one.until < today for one in facts):
        return [render("prescribing.has_ended")]
    drugs = [drug_of(one) for one in facts if isinstance(one, OrderGiven)]
    each = ["prescribing.each_holds"] if len(set(drugs)) > 1 else []
    each += ["prescribing.each_route_holds"] if len(set(drugs)) < len(drugs) else []
    return [render(key) for key in each]
