"""What is not as it has to be of a person before the medicine, as the session's own record tells it, and which reasons hold.

Pure.  A reason to go on without a matter holds for what was known when it was given; what is told later and is worse asks
again.  What was true of one day is told again on another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from facilitator_app.record.limits import is_beyond, limits_of
from facilitator_app.record.orders import Order, is_of_other_weight
from facilitator_app.record.programme import Plan, When
from facilitator_app.record.readiness import ASKED, OF_THE_DAY, Answer, ConsentGiven, Matter, Passed, told_known
from facilitator_app.record.state import Person, SessionState
from facilitator_app.record.vitals import Measure

BASELINE = (Measure.SYSTOLIC, Measure.DIASTOLIC, Measure.HEART_RATE)
"""What is measured of everybody before the medicine."""
_ELSEWHERE = (Matter.CLEARED, Matter.ORDER, Matter.SEAT)
"""What a dose is compared with by itself, and what everybody has who is there."""


def not_ready(state: SessionState, person: Person, at: datetime) -> tuple[Matter, ...]:
    """What of a person is not as it has to be for a dose at that moment, without a reason that holds; in the board's order.

    Before a first dose all of it; before a further one what was told since the last not to be so.
    """
    last = _last(person, at)
    return tuple(matter for matter in Matter if matter not in _ELSEWHERE and _waits(state, person, matter, last))


def room_not_so(state: SessionState, person: Person, at: datetime) -> tuple[str, ...]:
    """What was told by then of the room not to be as it has to be, without a reason that holds; as for a person.

    What nobody answered of the room stands on the board alone.
    """
    last = _last(person, at)
    return tuple(
        key
        for key, told in state.room.told.items()
        if not told.holds and told.at <= at and (last is None or told.at > last) and not _room_passed(state, key, told)
    )


def _last(person: Person, at: datetime) -> datetime | None:
    return max((dose.at for dose in person.doses if dose.at <= at), default=None)


def _room_passed(state: SessionState, key: str, told: Answer) -> bool:
    why = state.room.passed.get(key)
    return why is not None and not is_of_another_day(state, why) and why.known.get("known", "") == told_known(told)


def unmeasured(state: SessionState, person: Person, at: datetime) -> tuple[Measure, ...]:
    """What has to be measured before the first dose, or is asked by the plan, and has no number: a word is none.

    What the provider put off is not asked again until it is due, and what one goes on without for a reason not at all.
    """
    if passed(state, person, Matter.BASELINE) is not None or any(dose.at <= at for dose in person.doses):
        return ()
    return tuple(one for one in lacking(state, person.numbers) if not is_put_off(state, person, one, at))


def is_put_off(state: SessionState, person: Person, measure: Measure, at: datetime | None) -> bool:
    """Whether the provider said that it goes on without this measure, and the time is not over for which that was said.

    Anybody of the team puts a check off; that a dose goes on without it is the provider's word.  ``at`` None: it is over.
    """
    found = person.deferrals.get(measure)
    return found is not None and at is not None and at < found.until and state.is_provider(found.by)


def lacking(state: SessionState, there: Collection[Measure]) -> tuple[Measure, ...]:
    """What is measured of everybody before the first dose, or asked by the plan then, and is not ``there``; put off or not."""
    wanted = {*BASELINE, *_asked_by(plan_of(state))}
    return tuple(one for one in Measure if one in wanted and one not in there)


def held(person: Person) -> frozenset[UUID]:
    """The lines of the prescriber by which the room goes: of orders, clearances and limits."""
    found = (person.cleared, *person.orders, *person.limits.values())
    return frozenset(one.entry for one in found if one is not None)


def unreckoned(person: Person) -> tuple[Order, ...]:
    """Which of them no dose can be compared with: they are for each kg, and no weight is told."""
    return tuple(order for order in person.orders if not order.is_reckoned)


def of_other_weight(person: Person) -> tuple[Order, ...]:
    """Which of them were written for another weight than was told of the person since: no dose is compared with their range."""
    return tuple(order for order in person.orders if is_of_other_weight(order.told, person.weight_kg))


def answered(state: SessionState, person: Person, matter: Matter) -> Answer | None:
    """What was told of a matter and holds: that it is as it has to be, of another day, is none; that it is not so stays.

    Nor is consent that was only said, or given to other words, where the programme asks that it is given to its own.
    """
    told = person.readiness.told.get(matter)
    if (
        told is not None
        and told.holds
        and matter is Matter.CONSENT
        and asks_to_sign(state)
        and not is_given(state, told)
    ):
        return None
    return told if told is None or not (OF_THE_DAY[matter] and told.holds and is_of_another_day(state, told)) else None


def asks_to_sign(state: SessionState) -> bool:
    """Whether the programme asks that consent to each of its sessions is given to its words, and not only said."""
    return state.programme is not None and bool(state.programme.consent)


def is_given(state: SessionState, told: Answer | None) -> bool:
    """Whether consent was given in one of the ways that are kept, and to the words that the programme of the session has."""
    return told is not None and told.given is not None and not is_of_other_words(state, told.given)


def is_of_other_words(state: SessionState, given: ConsentGiven) -> bool:
    """Whether it was given to other words than the programme of the session has; one without words of its own asks for none."""
    return state.programme is not None and asks_to_sign(state) and given.text != state.programme.consent


def passed(state: SessionState, person: Person, matter: Matter) -> Passed | None:
    """Why it goes on without a matter, where that was said for this day, or lasts."""
    why = person.readiness.passed.get(matter)
    return why if why is None or not (OF_THE_DAY[matter] and is_of_another_day(state, why)) else None


def is_of_another_day(state: SessionState, said: Answer) -> bool:
    """Whether something was said before the day of the session, on the clinic's clock; told after midnight it is of the day."""
    zone, opened = ZoneInfo(state.zone), state.opened_at
    return opened is not None and said.at.astimezone(zone).date() < opened.astimezone(zone).date()


def plan_of(state: SessionState) -> Plan | None:
    """The signed plan that the session runs by."""
    programme = state.programme
    return programme.plan.plan if programme and programme.plan else None


def _asked_by(plan: Plan | None) -> Iterator[Measure]:
    for rule in plan.rules if plan is not None else ():
        if rule.when is When.BEFORE_DOSE:
            yield from rule.measures


def _waits(state: SessionState, person: Person, matter: Matter, last: datetime | None) -> bool:
    why = passed(state, person, matter)
    if matter in ASKED:
        told = answered(state, person, matter)
        if told is None:
            is_asked = matter is not Matter.PREGNANCY or matter in person.readiness.told  # not of who cannot be
            return why is None and last is None and is_asked
        is_new = last is None or told.at > last
        return is_new and _is_open(told, why)
    if last is not None:
        return False
    if matter is Matter.BASELINE:  # what was not measured at all is a concern of its own
        return bool(beyond(state, person)) and (why is None or is_worse(state, person, matter, why))
    return why is None and not (_is_told(person, matter))


def _is_open(told: Answer, why: Passed | None) -> bool:
    if told.holds or why is None:
        return not told.holds
    # A reason holds for the papers that were there when it was given, as on the board; else for what was told then.
    return why.at < told.at if told.by_papers else why.known.get("told", "") != told_known(told)


def _is_told(person: Person, matter: Matter) -> bool:
    if matter is Matter.INTENTION:
        return bool(person.intention.strip())
    return touch_told(person)


def touch_told(person: Person) -> bool:
    """Whether it was said what touch is agreed to."""
    return person.consent.general is not None or bool(person.touch)


def known(person: Person, matter: Matter) -> dict[str, str]:
    """What is known of a matter of a person: figures by their measure, a day, or when it was last told."""
    if matter in ASKED:
        told = told_known(person.readiness.told.get(matter))
        return {"told": told} if told else {}
    if matter is Matter.BASELINE:
        return {measure.value: str(value) for measure, value in person.baseline.items()}
    if matter is Matter.ORDER and unreckoned(person):
        return {"without_weight": ", ".join(sorted(order.told.drug.strip().casefold() for order in unreckoned(person)))}
    if matter is Matter.ORDER and of_other_weight(person):
        return {"other_weight": str(person.weight_kg)}
    if matter is Matter.CLEARED and person.cleared is not None:
        return {"until": person.cleared.told.until.isoformat()}
    return {}


def beyond(state: SessionState, person: Person) -> dict[Measure, Decimal]:
    """What was measured before the medicine and is outside the limits that hold for the person."""
    limits = limits_of(person, plan_of(state), beforehand=True)
    return {
        measure: value
        for measure, value in person.baseline.items()
        if measure in limits and is_beyond(limits[measure], value, None)
    }


def is_worse(state: SessionState, person: Person, matter: Matter, why: Passed) -> bool:
    """Whether what is known of a matter that is not as it has to be is worse than what the reason was given for."""
    now, then = known(person, matter), why.known
    if matter is Matter.BASELINE:
        return any(_farther(state, person, measure, value, then) for measure, value in beyond(state, person).items())
    if matter is Matter.CLEARED and "until" in now:
        return "until" not in then or date.fromisoformat(now["until"]) < date.fromisoformat(then["until"])
    return now != then


def _farther(state: SessionState, person: Person, measure: Measure, value: Decimal, then: dict[str, str]) -> bool:
    """Whether a value lies farther out than the one that was known, or than none."""
    if measure.value not in then:
        return True
    before = Decimal(then[measure.value])
    limit = limits_of(person, plan_of(state), beforehand=True)[measure]
    if not is_beyond(limit, before, None):
        return True
    is_high = limit.high is not None and value > limit.high
    return value > before if is_high else value < before
