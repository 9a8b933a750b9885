"""Whether a person may be cleared to leave: each criterion of the list, met or open, and the refusal with its reason.

Pure.  Judges only by the clinic's own list and plan; what is a judgement of people it takes from what they wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

import msgspec

from facilitator_app import monitoring
from facilitator_app.faults import Refusal
from facilitator_app.monitoring import Passed
from facilitator_app.record.leaving import SCALES, SUPPORT, Asks, Criterion, LeavingList, LeavingSigned
from facilitator_app.record.programme import Plan, When
from facilitator_app.record.roles import Role
from facilitator_app.record.room import State, WayOut, WentOut
from facilitator_app.record.state import Person, SessionState
from facilitator_app.record.vitals import Measure, Unavailable

CHECK = "check"
"""The key under which an open check before leaving is passed; it stands on the plan, not on the list."""

OF_ITSELF = (CHECK, SUPPORT)
"""Keys of what is a line of no list: nobody answers them, what happened does."""

JUDGED = (Measure.HEART_RATE, Measure.SYSTOLIC, Measure.DIASTOLIC)
"""What is compared with the own baseline (modified PADSS: blood pressure and pulse)."""


class Stand(StrEnum):
    """Where a criterion stands.  ``WITHOUT``: it rests on a dose, and the person took none, so it does not apply."""

    MET = "met"
    OPEN = "open"
    NOT_MET = "not_met"
    PASSED = "passed"
    WITHOUT = "without"


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """A last value beside the own baseline; ``percent`` off it, rounded.  None where there is none since the last dose.

    ``itself``: the value is the baseline, so that there is nothing to compare it with.  ``at``: when it was taken;
    ``stale``: too long ago to clear anybody by.
    """

    measure: Measure
    value: Decimal | None = None
    baseline: Decimal | None = None
    percent: int | None = None
    itself: bool = False
    at: datetime | None = None
    stale: bool = False


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One criterion of one person.  ``minutes`` since the last dose (None: no dose); ``total`` of the scale.

    ``beyond`` are the last values beyond a limit, ``repeats`` whether the plan asks for them again.  ``worded`` are the
    measures of a check in whose place a word stands: somebody looked, and nothing was measured.
    """

    criterion: Criterion
    stand: Stand
    beside: tuple[Beside, ...] = ()
    minutes: int | None = None
    total: int | None = None
    missing: tuple[Measure, ...] = ()
    worded: Mapping[Measure, Unavailable] = {}
    beyond: tuple[Passed, ...] = ()
    repeats: bool = False

    @property
    def blocks(self) -> bool:
        """Whether it stands in the way of clearance."""
        return self.stand not in (Stand.MET, Stand.PASSED, Stand.WITHOUT)


def signing_key(role: Role) -> str:
    """The key under which a missing sign-off is passed."""
    return f"signed_{role.value}"


def items(person: Person, state: SessionState, now: datetime) -> tuple[Item, ...]:
    """The person's list as it stands, the check before leaving first, then a call for support that is open.

    Empty where the session goes by no list.
    """
    leaving_list = state.leaving_list
    if leaving_list is None:
        return ()
    plan = monitoring.plan_of(state)
    check = _check_item(person, plan)
    return (
        *check,
        *_support_item(person),
        *(_item(person, one, leaving_list, plan, now) for one in leaving_list.asked),
    )


def unsigned(person: Person, leaving_list: LeavingList) -> tuple[Role, ...]:
    """The roles whose sign-off is missing and was not passed."""
    there = person.leaving
    return tuple(
        role for role in leaving_list.signed_by if role not in there.signed and signing_key(role) not in there.passed
    )


def signature(found: Sequence[Item], role: Role, name: str) -> LeavingSigned:
    """A sign-off of the criteria as they stand."""

    def keys(which: Callable[[Item], bool]) -> tuple[str, ...]:
        return tuple(item.criterion.key for item in found if which(item))

    return LeavingSigned(
        role=role,
        name=name,
        met=keys(lambda item: not item.blocks and item.stand is not Stand.WITHOUT),
        open=keys(lambda item: item.blocks),
        without=keys(lambda item: item.stand is Stand.WITHOUT),
    )


def check(state: SessionState, person: Person, escort: str, at: datetime, then: SessionState | None = None) -> None:
    """Refuse the word *cleared* while something stands in its way, or stood in it ``then``, at an earlier moment told.

    Raises Refusal leaving.not_so_then, and as ``_check`` does.
    """
    _check(state, person, escort, at)
    if then is None:
        return
    was = then.people.get(person.id)
    told = (*(dose.at for dose in person.doses), *filter(None, (person.state_since,)))
    if was is None or any(moment > at for moment in told):
        raise Refusal("leaving.not_so_then", field="at")
    try:
        _check(then, was, escort, at)
    except Refusal as stood_open:
        raise Refusal("leaving.not_so_then", field="at") from stood_open


def _check(state: SessionState, person: Person, escort: str, at: datetime) -> None:
    """What stands in the way in one state.  Without a list of criteria nothing does.

    Raises Refusal leaving.disclosure, .no_escort, .check_open, .support_open, .open (``keys`` of the criteria), .not_signed.
    The provider who says it signs by that; the other sign-offs come before.
    """
    leaving_list = state.leaving_list
    if leaving_list is None:
        return
    found = items(person, state, at)
    if person.leaving.open_disclosures:
        raise Refusal("leaving.disclosure", name=person.leaving.open_disclosures[0].owner_name)
    by_escort = next((one for one in found if one.criterion.asks is Asks.ESCORT), None)
    if (
        by_escort is not None
        and by_escort.stand is not Stand.PASSED
        and not _named(person, by_escort.criterion, escort)
    ):
        raise Refusal("leaving.no_escort", field="escort")
    blocking = [one for one in found if one.blocks]
    if any(one.criterion.key == CHECK for one in blocking):
        raise Refusal("leaving.check_open", field="criteria")
    if any(one.criterion.key == SUPPORT for one in blocking):
        raise Refusal("leaving.support_open", field="criteria")
    if blocking:
        raise Refusal(
            "leaving.open", field="criteria", count=len(blocking), keys=[one.criterion.key for one in blocking]
        )
    left = [role for role in unsigned(person, leaving_list) if role is not Role.MEDICAL_PROVIDER]
    if left:
        raise Refusal("leaving.not_signed", field="signed", role=left[0])


def check_left(fact: WentOut, person: Person | None) -> None:
    """Refuse to go uncleared with nobody and without a word why, once there was a dose; *left before clearance* always.

    Where a person is transferred to is such a word.  Raises Refusal leaving.why_alone, .where_to and .why_dosed.
    """
    if fact.way is WayOut.CLEARED or fact.escort.strip() or fact.note.strip():
        return
    if fact.way is WayOut.LEFT_BEFORE_CLEARANCE:
        raise Refusal("leaving.why_alone", field="note")
    if person is not None and person.dosed_at and fact.way is not WayOut.DID_NOT_TAKE_MEDICINE:
        raise Refusal("leaving.where_to" if fact.way is WayOut.TRANSFERRED else "leaving.why_dosed", field="note")


def may_pass(state: SessionState, key: str) -> None:
    """Refuse to pass what is on no list, what the clinic lets nobody pass, and a disclosure of risk."""
    leaving_list = state.leaving_list
    if leaving_list is None or not leaving_list.may_pass:
        raise Refusal("leaving.nobody_passes", field="reason")
    known = (
        {one.key for one in leaving_list.asked} | {*OF_ITSELF} | {signing_key(role) for role in leaving_list.signed_by}
    )
    if key not in known:
        raise Refusal("leaving.no_such_criterion", field="criterion")


def _named(person: Person, criterion: Criterion, escort: str) -> bool:
    answer = person.leaving.answers.get(criterion.key)
    return bool(escort.strip() or (answer and answer.note.strip()))


def _since(person: Person) -> datetime:
    """From when on a value counts for leaving."""
    return max(person.dosed_at, default=person.seated_at)


def _check_item(person: Person, plan: Plan | None) -> tuple[Item, ...]:
    measures = [m for rule in (plan.rules if plan else ()) if rule.when is When.BEFORE_LEAVING for m in rule.measures]
    if not measures:
        return ()
    grounded = person.state is State.GROUNDED and person.state_since is not None
    since = max(_since(person), person.state_since) if person.state_since and grounded else _since(person)
    readings = person.readings
    missing = tuple(
        one for one in dict.fromkeys(measures) if not grounded or one not in readings or readings[one].at < since
    )
    taken = {one: readings[one] for one in dict.fromkeys(measures) if one not in missing}
    worded = {one: reading.word for one, reading in taken.items() if reading.word is not None}
    stand = _passed(person, CHECK, met=not missing and not worded)
    return (Item(criterion=Criterion(key=CHECK), stand=stand, missing=missing, worded=worded),)


def _support_item(person: Person) -> tuple[Item, ...]:
    """An open call stands in the way until it is settled: with the way out it would be gone, and nobody had come."""
    if person.support is None:
        return ()
    return (Item(criterion=Criterion(key=SUPPORT), stand=_passed(person, SUPPORT, met=False)),)


def _item(person: Person, criterion: Criterion, leaving_list: LeavingList, plan: Plan | None, now: datetime) -> Item:
    if criterion.asks is Asks.VITALS:
        return _vitals(person, criterion, plan, now)
    stand = _WORKED_OUT.get(criterion.asks, _said)
    return stand(person, criterion, leaving_list, now)


def _passed(person: Person, key: str, *, met: bool, otherwise: Stand = Stand.OPEN, asks: Asks | None = None) -> Stand:
    if met:
        return Stand.MET
    there = person.leaving
    holds = key in there.passed and (asks is None or key not in there.overtaken.get(asks, ()))
    return Stand.PASSED if holds else otherwise


def _said(person: Person, criterion: Criterion, leaving_list: LeavingList, now: datetime) -> Item:
    answer = person.leaving.answers.get(criterion.key)
    met = answer is not None and answer.met
    if criterion.asks is Asks.ESCORT:
        met = met and answer is not None and bool(answer.note.strip())
    if criterion.asks is Asks.SAFETY:
        met = met and not person.leaving.open_disclosures
    no = Stand.NOT_MET if answer is not None and not answer.met else Stand.OPEN
    return Item(criterion=criterion, stand=_passed(person, criterion.key, met=met, otherwise=no))


def _vitals(person: Person, criterion: Criterion, plan: Plan | None, now: datetime) -> Item:
    """Near the own baseline is not enough: a baseline may itself lie beyond a limit, and a value be of long ago."""
    beside = tuple(_beside(person, measure, now) for measure in JUDGED)
    beyond = monitoring.limits_passed(person, plan)
    if not person.dosed_at and not beyond:  # without a dose nothing moved from the baseline; a limit holds all the same
        return Item(criterion=criterion, beside=beside, stand=Stand.WITHOUT)
    off = [one.percent for one in beside]
    is_stale = any(one.stale for one in beside)
    met = (
        not beyond
        and not is_stale
        and all(percent is not None and abs(percent) <= (criterion.percent or 0) for percent in off)
    )
    away = any(percent is not None and abs(percent) > (criterion.percent or 0) for percent in off)
    otherwise = Stand.NOT_MET if away else Stand.OPEN
    stand = _passed(person, criterion.key, met=met, otherwise=otherwise, asks=Asks.VITALS)
    repeats = bool(beyond) and monitoring.repeats_after(plan) is not None
    return Item(criterion=criterion, beside=beside, stand=stand, beyond=beyond, repeats=repeats)


def _beside(person: Person, measure: Measure, now: datetime) -> Beside:
    reading, baseline = person.readings.get(measure), person.own(measure)
    value = reading.value if reading is not None and reading.at >= _since(person) else None
    if reading is None or value is None:
        return Beside(measure=measure, baseline=baseline)
    stale = monitoring.age(reading.at, now) > monitoring.STALE_WITHOUT_RULE  # a plan's own interval is for the peak
    found = Beside(measure=measure, value=value, baseline=baseline, at=reading.at, stale=stale)
    if not baseline or not person.dosed_at:  # until the first dose each reading is the baseline
        return msgspec.structs.replace(found, itself=bool(baseline))
    off = (value - baseline) * 100 / baseline
    away = int(off) if off == int(off) else int(off) + (1 if off > 0 else -1)  # never rounded towards the baseline
    return msgspec.structs.replace(found, percent=away)


def _since_dose(person: Person, criterion: Criterion, leaving_list: LeavingList, now: datetime) -> Item:
    if not person.dosed_at:
        return Item(criterion=criterion, stand=Stand.WITHOUT)
    minutes = (now - max(person.dosed_at)) // timedelta(minutes=1)
    met = minutes >= (criterion.minutes or 0)
    return Item(criterion=criterion, minutes=minutes, stand=_passed(person, criterion.key, met=met))


def _scale(person: Person, criterion: Criterion, leaving_list: LeavingList, now: datetime) -> Item:
    total = person.leaving.total
    met = total is not None and total >= SCALES[leaving_list.scale].threshold
    otherwise = Stand.OPEN if total is None else Stand.NOT_MET
    stand = _passed(person, criterion.key, met=met, otherwise=otherwise, asks=Asks.SCALE)
    return Item(criterion=criterion, total=total, stand=stand)


_WORKED_OUT = {Asks.DOSE: _since_dose, Asks.SCALE: _scale}
