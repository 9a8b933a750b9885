"""How long a record stays, and what a person asks of it: the date and the hold come first, answers go along."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from uuid import UUID

import msgspec
import pytest

from facilitator_app.clinic import Clinic
from facilitator_app.faults import Refusal
from facilitator_app.keeping import kept_until
from facilitator_app.keeping_words import carried
from facilitator_app.record.clinic import ClinicState, ParticipantAdded, apply
from facilitator_app.record.requests import (
    AnswerPutOff,
    Asking,
    CorrectionAnswered,
    CorrectionAsked,
    DisagreementSaid,
    DisclosureTold,
    RebuttalSaid,
)
from facilitator_app.record.retention import (
    ErasedSeat,
    ErasureAsked,
    ErasureCalledOff,
    HoldLifted,
    HoldPlaced,
    Keeping,
    PersonErased,
    RetentionKept,
)
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.text import english
from tests.golden import entry_of, facts
from tests.people import ROWAN
from tests.test_clinic import NOBODY, clinic, journal, refused

__all__ = ["clinic", "journal"]

SEVEN = RetentionKept(years=7, source="Invented.")
LONGER = RetentionKept(years=7, minors_until=25, source="Invented.")


@pytest.mark.parametrize(
    ("rule", "care", "birth", "until"),
    [
        (SEVEN, "2026-03-05", "", "2033-03-05"),
        (SEVEN, "2024-02-29", "", "2031-02-28"),
        (LONGER, "2026-03-05", "2009-01-01", "2034-01-01"),  # 17 years old, kept until 25
        (LONGER, "2026-03-05", "2008-03-05", "2033-03-05"),  # of age on that very day
        (LONGER, "2026-03-05", "", "2033-03-05"),
        (RetentionKept(years=7, minors_until=20, source="Invented."), "2026-03-05", "2009-01-01", "2033-03-05"),
        (RetentionKept(years=0, source="Invented."), "2026-03-05", "2009-01-01", "2026-03-05"),
    ],
)
def test_a_record_is_kept_so_many_years_and_a_minors_longer(
    rule: RetentionKept, care: str, birth: str, until: str
) -> None:
    assert kept_until(rule, date.fromisoformat(care), birth) == date.fromisoformat(until)


def test_where_there_was_no_care_there_is_no_date() -> None:
    assert kept_until(SEVEN, None, "1984-05-21") is None


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"years": 101}, "years"),
        ({"years": -1}, "years"),
        ({"years": 7, "minors_until": 17}, "minors_until"),
        ({"years": 7, "adult": 120}, "adult"),
        ({"years": 7, "source": " "}, "source"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused_at_its_field(told: dict[str, object], field: str) -> None:
    with pytest.raises(Refusal) as no:
        RetentionKept(**({"source": "Invented."} | told))  # type: ignore[arg-type]  # as a form tells it
    assert no.value.field == field


async def test_a_hold_and_the_date_come_before_any_reason(clinic: Clinic) -> None:
    rowan = await clinic.add_participant(ParticipantAdded(preferred_name="Rowan", legal_name="Rowan Marsh"))
    care = clinic.today - timedelta(days=10)
    asked = ErasureAsked(person=rowan, reason="A letter of the 3rd.")
    assert await refused(clinic.note(asked, last_care=care)) == "retention.no_rule"
    await clinic.note(SEVEN)
    assert await refused(clinic.note(asked, last_care=care)) == "retention.kept_until"
    await clinic.note(RetentionKept(years=0, source="Invented."))
    await clinic.note(HoldPlaced(reason="A complaint."), rowan)
    assert await refused(clinic.note(HoldPlaced(reason="Another."), rowan)) == "retention.held_before"
    assert await refused(clinic.note(asked, last_care=care)) == "retention.held"
    await clinic.note(HoldLifted(reason="Settled."), rowan)
    assert await refused(clinic.note(HoldLifted(reason="Again."), rowan)) == "retention.not_held"
    named = ErasureAsked(person=rowan, reason="Marsh asked for it.")
    assert await refused(clinic.note(named, last_care=care)) == "retention.reason_names"
    stranger = ErasureAsked(person=NOBODY, reason="Nobody.")
    assert await refused(clinic.note(stranger)) == "clinic.no_such_participant"
    await clinic.note(asked, last_care=care)
    assert await refused(clinic.note(asked, last_care=care)) == "retention.asked_before"
    await clinic.note(ErasureCalledOff(person=rowan))
    assert await refused(clinic.note(ErasureCalledOff(person=rowan))) == "retention.not_asked"


async def test_a_person_never_cared_for_has_to_be_kept_by_no_rule(clinic: Clinic) -> None:
    amara = await clinic.add_participant(ParticipantAdded(preferred_name="Amara"))
    await clinic.note(ErasureAsked(person=amara, reason="Added twice."))
    assert amara in clinic.state.keeping.asked


async def test_a_request_is_answered_once_and_only_a_denial_is_disagreed_with(clinic: Clinic) -> None:
    rowan = await clinic.add_participant(ParticipantAdded(preferred_name="Rowan"))
    line = (await clinic.note(CorrectionAsked(text="I was awake."), rowan)).id
    disagreed = DisagreementSaid(request=line, text="I remember it.")
    assert await refused(clinic.note(disagreed, rowan)) == "requests.nothing_denied"
    denied = CorrectionAnswered(request=line, accepted=False, text="Two of the team saw it.")
    assert await refused(clinic.note(denied)) == "requests.no_such_request"
    await clinic.note(denied, rowan)
    assert await refused(clinic.note(denied, rowan)) == "requests.answered_before"
    await clinic.note(disagreed, rowan)
    request = clinic.state.asking[rowan].requests[0]
    assert (request.accepted, request.answer, request.disagreement) == (
        False,
        "Two of the team saw it.",
        "I remember it.",
    )
    assert request.due - request.at == timedelta(days=60)
    other = (await clinic.note(CorrectionAsked(text="My name is spelt so."), rowan)).id
    await clinic.note(CorrectionAnswered(request=other, accepted=True, text="Spelt so."), rowan)
    late = DisagreementSaid(request=other, text="Still.")
    assert await refused(clinic.note(late, rowan)) == "requests.nothing_denied"


async def test_an_answer_is_put_off_once_within_its_time_and_a_statement_is_rebutted(clinic: Clinic) -> None:
    clock = clinic._clock
    assert isinstance(clock, FastClock)
    rowan = await clinic.add_participant(ParticipantAdded(preferred_name="Rowan"))
    line, other = [(await clinic.note(CorrectionAsked(text="I was awake."), rowan)).id for _ in range(2)]
    rebuttal = RebuttalSaid(request=line, text="Both wrote it down.")
    assert await refused(clinic.note(rebuttal, rowan)) == "requests.nothing_to_rebut"
    clock.advance(timedelta(days=59))
    later = AnswerPutOff(request=line, reason="Who held the session is away.")
    await clinic.note(later, rowan)
    assert await refused(clinic.note(later, rowan)) == "requests.put_off_before"
    first, second = clinic.state.asking[rowan].requests
    assert (first.due - first.at, second.due - second.at) == (timedelta(days=90), timedelta(days=60))
    clock.advance(timedelta(days=2))
    too_late = AnswerPutOff(request=other, reason="Forgotten.")
    assert await refused(clinic.note(too_late, rowan)) == "requests.too_late_to_put_off"
    await clinic.note(CorrectionAnswered(request=line, accepted=False, text="Two saw it."), rowan)
    assert await refused(clinic.note(later, rowan)) == "requests.answered_before"
    disagreed = DisagreementSaid(request=line, text="I remember it.")
    await clinic.note(disagreed, rowan)
    await clinic.note(rebuttal, rowan)
    assert await refused(clinic.note(disagreed, rowan)) == "requests.rebutted_before"
    (told, *_) = carried(clinic.state.asking[rowan], None, english(), UTC)
    for said in ("I was awake.", "Two saw it.", "I remember it.", "Both wrote it down."):
        assert said in told
    for reason in (RebuttalSaid, AnswerPutOff):
        with pytest.raises(Refusal):
            reason(request=line, **{"reason" if reason is AnswerPutOff else "text": " "})


async def test_a_disclosure_has_a_day_that_has_been(clinic: Clinic) -> None:
    rowan = await clinic.add_participant(ParticipantAdded(preferred_name="Rowan"))
    with pytest.raises(Refusal) as no:
        DisclosureTold(day="5.3.2026", to="Court", what="All", purpose="Subpoena")
    assert (no.value.key, no.value.field) == ("requests.day", "day")
    told = {"to": "Court", "what": "All", "purpose": "Subpoena"}
    tomorrow = DisclosureTold(day=(clinic.today + timedelta(days=1)).isoformat(), **told)
    assert await refused(clinic.note(tomorrow, rowan)) == "requests.day_to_come"
    await clinic.note(DisclosureTold(day=clinic.today.isoformat(), **told), rowan)
    assert [one.to for one in clinic.state.asking[rowan].disclosures] == ["Court"]


def test_every_kind_folds_also_about_nobody_and_an_erasure_twice_keeps_its_seats() -> None:
    state = ClinicState()
    for fact in facts():
        for about in (ROWAN, None):
            entry = entry_of(fact)
            state = apply(state, msgspec.structs.replace(entry, participant=about))
    assert state.asking[ROWAN].copies[0].fact.withheld == 1
    assert list(state.keeping.erased) == [ROWAN]
    session = UUID(int=501)
    assert state.keeping.erased_seats(session) == (2,)
    first = state.keeping.erased[ROWAN]
    once_more = next(fact for fact in facts() if isinstance(fact, PersonErased))
    bare = PersonErased(person=ROWAN, key=once_more.key, proof="", lines=1, reason="", again=True)
    state = apply(state, entry_of(bare))
    assert state.keeping.erased[ROWAN].seats == first.seats == (ErasedSeat(session=session, seat=2),)
    assert Keeping().erased_seats(session) == ()
    assert Asking().requests == ()
