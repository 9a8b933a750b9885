"""Verbs of orders, time-outs, medicines for a side effect, adverse events and moves: how a line is read into an act.  Pure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from facilitator_app.faults import Refusal
from facilitator_app.record.adverse import WHAT, AdverseReported, Outcome, Severity
from facilitator_app.record.doses import DoseGiven, Route, read_amount
from facilitator_app.record.medication import MedicationGiven, MedicineRoute
from facilitator_app.record.orders import ClearedForMedicine, OrderGiven, OrderUnit
from facilitator_app.rehearsal import acts
from facilitator_app.rehearsal.grammar import dose_made, told, which
from facilitator_app.rehearsal.words import Words


class Move(acts.Act, frozen=True, kw_only=True):
    """A line was filed for the wrong person and belongs to ``person``; ``why`` also answers what stands in a dose's way."""

    which: acts.Which
    person: str
    why: str


class TimeOut(acts.Act, frozen=True, kw_only=True):
    """A dose after its time-out: ``reason`` answers whatever it needs a reason for, ``second`` confirms it.

    ``alone``: why there is no second person.
    """

    person: str
    dose: DoseGiven | Refusal
    second: str
    alone: str
    reason: str


class FollowEvent(acts.Act, frozen=True, kw_only=True):
    """How the person's last adverse event goes on."""

    person: str
    outcome: Outcome
    severity: Severity | None
    action: str


class ClassEvent(acts.Act, frozen=True, kw_only=True):
    """The person's last adverse event is serious, or not."""

    person: str
    serious: bool
    reason: str


_WHATS = {key.replace("_", " "): key for key in WHAT}
_SEVERITIES = {severity.value: severity for severity in Severity}
_OUTCOMES = {
    "goes on": Outcome.ONGOING,
    "is over with traces": Outcome.RESOLVED_WITH_TRACES,
    "is over": Outcome.RESOLVED,
    "is handed over": Outcome.HANDED_OVER,
    "is unknown": Outcome.UNKNOWN,
}


def move(words: Words) -> acts.Act:
    """``move PERSON's last THING to PERSON [because REASON]``."""
    line = which(words)
    words.skip("to")
    person = words.person()
    return Move(which=line, person=person, why=words.because())


def order(words: Words) -> acts.Act:
    """``order PERSON DRUG AMOUNT [to AMOUNT] mg|mg/kg ROUTE [at WEIGHT kg] [further [after N min]] by NAME``."""
    people, drug = (words.person(),), words.take("the drug")
    low = words.take("an amount")
    high = words.take("the upper amount") if words.skip("to") else ""
    unit = OrderUnit.MG_PER_KG if words.one_of(["mg", "mg/kg"], "mg or mg/kg") == "mg/kg" else OrderUnit.MG
    route = Route(words.one_of([route.value for route in Route], "a route spelled out, such as intramuscular"))
    weight = words.take("a weight") if words.skip("at") else ""
    words.skip("kg")
    further = words.skip("further")
    between = words.number("after how many minutes") if words.skip("after") else None
    words.skip("min")
    words.skip("by")
    name = words.text("the prescriber")
    return told(
        people,
        lambda: OrderGiven(
            drug=drug,
            route=route,
            low=read_amount(low, "low") or Decimal(0),
            high=read_amount(high, "high"),
            unit=unit,
            weight_kg=read_amount(weight, "weight_kg"),
            further=further,
            between_minutes=between,
            prescriber=name,
        ),
    )


def clears_for_medicine(words: Words) -> acts.Act:
    """``clears for medicine PERSON until DAY by NAME``."""
    people = (words.person(),)
    words.skip("until")
    day = words.take("a day, such as 2026-06-30")
    words.skip("by")
    name = words.text("the prescriber")
    try:
        until = date.fromisoformat(day)
    except ValueError:
        raise Refusal("story.expected", what="a day, such as 2026-06-30") from None
    return told(people, lambda: ClearedForMedicine(prescriber=name, until=until))


def time_out(words: Words) -> acts.Act:
    """``time-out PERSON [with STAFF|alone TEXT] DOSE [because REASON]``: the second person in front of the dose."""
    person = words.person()
    second = words.staff() if words.skip("with") else ""
    alone = words.text("why, in quotes") if words.skip("alone") else ""
    make = dose_made(words)
    reason = words.because()
    try:
        dose: DoseGiven | Refusal = make()
    except Refusal as refusal:
        dose = refusal
    return TimeOut(person=person, dose=dose, second=second, alone=alone, reason=reason)


def medicine(words: Words) -> acts.Act:
    """``medicine PERSON NAME AMOUNT UNIT ROUTE for WHAT``."""
    people, name = (words.person(),), words.take("the medicine")
    amount, unit = words.take("an amount"), words.take("a unit")
    route = MedicineRoute(words.one_of([route.value for route in MedicineRoute], "a route spelled out, such as oral"))
    words.skip("for")
    for_what = words.text("what it is for")
    return told(
        people,
        lambda: MedicationGiven(
            name=name,
            amount=read_amount(amount, "amount") or Decimal(0),
            unit=unit,
            route=route,
            for_what=for_what,
        ),
    )


def adverse(words: Words) -> acts.Act:
    """``adverse PERSON WHAT SEVERITY [WORDS]``."""
    people = (words.person(),)
    what = _WHATS[words.one_of(_WHATS, "what happened, such as nausea")]
    severity = _SEVERITIES[words.one_of(_SEVERITIES, "mild, moderate or severe")]
    own = "" if words.is_done else words.text("in words")
    return told(people, lambda: AdverseReported(what=what, severity=severity, words=own))


def event(words: Words) -> acts.Act:
    """``event PERSON goes on|is over|... [SEVERITY] [WHAT WAS DONE]``."""
    person = words.person()
    outcome = _OUTCOMES[words.one_of(_OUTCOMES, "how it goes on, such as is over")]
    found = words.one_of_or_none(_SEVERITIES)
    action = "" if words.is_done else words.text("what was done")
    return FollowEvent(person=person, outcome=outcome, severity=_SEVERITIES[found] if found else None, action=action)


def classes(words: Words) -> acts.Act:
    """``classes PERSON serious|not serious [because REASON]``."""
    person = words.person()
    serious = words.one_of(["serious", "not serious"], "serious or not serious") == "serious"
    return ClassEvent(person=person, serious=serious, reason=words.because())
