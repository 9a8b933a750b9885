"""How long a person's record stays, what stands in the way of erasing it, and who may ask and answer what.  Pure.

The retention date and a legal hold come first: no wish and no reason erases a record that has to be kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, tzinfo
from uuid import UUID
from zoneinfo import ZoneInfo

from facilitator_app.faults import Refusal
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.entry import Fact
from facilitator_app.record.people import birth_day, folded
from facilitator_app.record.requests import (
    AnswerPutOff,
    CopyGiven,
    CorrectionAnswered,
    CorrectionAsked,
    DisagreementSaid,
    DisclosureTold,
    RebuttalSaid,
    Request,
)
from facilitator_app.record.retention import (
    ErasureAsked,
    ErasureCalledOff,
    Hold,
    HoldLifted,
    HoldPlaced,
    KeyChanged,
    PersonErased,
    RetentionKept,
)
from facilitator_app.record.roles import Act
from facilitator_app.record.same_person import ids_of

ACTS: Mapping[type[Fact], Act] = {
    RetentionKept: Act.MANAGE_CLINIC,
    HoldPlaced: Act.MANAGE_CLINIC,
    HoldLifted: Act.MANAGE_CLINIC,
    ErasureAsked: Act.MANAGE_CLINIC,
    ErasureCalledOff: Act.MANAGE_PEOPLE,
    PersonErased: Act.MANAGE_CLINIC,
    KeyChanged: Act.MANAGE_CLINIC,
    CorrectionAsked: Act.MANAGE_PEOPLE,
    AnswerPutOff: Act.MANAGE_CLINIC,
    CorrectionAnswered: Act.MANAGE_CLINIC,
    DisagreementSaid: Act.MANAGE_PEOPLE,
    RebuttalSaid: Act.MANAGE_CLINIC,
    DisclosureTold: Act.MANAGE_PEOPLE,
    CopyGiven: Act.MANAGE_PEOPLE,
}
"""Which act of the table of roles each kind is; an erasure is asked for by an administrator and confirmed by anybody else."""


def kept_until(rule: RetentionKept, last_care: date | None, birth: str) -> date | None:
    """The last day on which a record has to be kept; None when there never was any care to keep a record of.

    ``birth`` is the person's date of birth (ISO) or empty; who was under age at the last care is kept until the age that
    the rule says, where that is later.  A 29th of February ends with the 28th of a year that has none.
    """
    if last_care is None:
        return None
    until = _years_on(last_care, rule.years)
    if rule.minors_until is not None and birth:
        born = birth_day(birth)
        if last_care < _years_on(born, rule.adult):
            until = max(until, _years_on(born, rule.minors_until))
    return until


def check(state: ClinicState, fact: Fact, about: UUID | None, last_care: date | None, today: date) -> None:
    """Refuse what may not be written of ``about`` today; lets every kind of another topic pass."""
    keeping = state.keeping
    if isinstance(fact, ErasureAsked | PersonErased):
        may_erase(state, fact.person, last_care, today)
        _names_nobody(state, fact.person, fact.reason)
    if isinstance(fact, ErasureAsked) and fact.person in keeping.asked:
        raise Refusal("retention.asked_before")
    if isinstance(fact, PersonErased | ErasureCalledOff) and fact.person not in keeping.asked:
        raise Refusal("retention.not_asked")
    if isinstance(fact, HoldPlaced) and about is not None and held(state, about) is not None:
        raise Refusal("retention.held_before")
    if isinstance(fact, HoldLifted) and about not in keeping.holds:
        raise Refusal("retention.not_held")
    if isinstance(fact, AnswerPutOff | CorrectionAnswered | DisagreementSaid | RebuttalSaid):
        _check_request(request(state, about, fact.request), fact, today, ZoneInfo(state.zone))
    if isinstance(fact, DisclosureTold) and date.fromisoformat(fact.day) > today:
        raise Refusal("requests.day_to_come", field="day")


def _check_request(
    found: Request, fact: AnswerPutOff | CorrectionAnswered | DisagreementSaid | RebuttalSaid, today: date, zone: tzinfo
) -> None:
    """Refuse what cannot become of a request: each step once, and in its order (45 CFR 164.526(b)(2) and (d))."""
    if isinstance(fact, AnswerPutOff | CorrectionAnswered) and found.answered_at is not None:
        raise Refusal("requests.answered_before")
    if isinstance(fact, AnswerPutOff) and found.put_off:
        raise Refusal("requests.put_off_before")
    if isinstance(fact, AnswerPutOff) and today > found.due.astimezone(zone).date():
        raise Refusal("requests.too_late_to_put_off")
    if isinstance(fact, DisagreementSaid) and (found.answered_at is None or found.accepted):
        raise Refusal("requests.nothing_denied")
    if isinstance(fact, DisagreementSaid) and found.rebutted_at is not None:
        raise Refusal("requests.rebutted_before")
    if isinstance(fact, RebuttalSaid) and found.disagreed_at is None:
        raise Refusal("requests.nothing_to_rebut")


def held(state: ClinicState, person: UUID) -> tuple[UUID, Hold] | None:
    """The legal hold on a person and the id under which it was placed: of two entries, the hold of either holds."""
    holds = state.keeping.holds
    return next(((one, holds[one]) for one in ids_of(state.same, person) if one in holds), None)


def may_erase(state: ClinicState, person: UUID, last_care: date | None, today: date) -> None:
    """Refuse to erase who is held by the law, and who has to be kept: the hold first, then the clinic's own rule."""
    known, keeping = state.participants.get(person), state.keeping
    if known is None:
        raise Refusal("clinic.no_such_participant", field="participant")
    hold = held(state, person)
    if hold is not None:
        raise Refusal("retention.held", reason=hold[1].reason)
    if last_care is None:
        return
    if keeping.rule is None:
        raise Refusal("retention.no_rule")
    until = kept_until(keeping.rule, last_care, known.told.birth_date)
    if until is not None and today <= until:
        raise Refusal("retention.kept_until", until=datetime.combine(until, time.min))


def request(state: ClinicState, person: UUID | None, line: UUID) -> Request:
    """A person's request for correction, or a Refusal."""
    asking = state.asking.get(person) if person else None
    for one in asking.requests if asking else ():
        if one.line == line:
            return one
    raise Refusal("requests.no_such_request", field="request")


def _names_nobody(state: ClinicState, person: UUID, reason: str) -> None:
    """The reason stays readable when the person is not: it must not name them."""
    words = set(folded(reason).replace(",", " ").replace(".", " ").split())
    known = state.participants[person]
    if words & {word for name in known.names for word in folded(name).split() if len(word) > 1}:
        raise Refusal("retention.reason_names", field="reason")


def _years_on(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
