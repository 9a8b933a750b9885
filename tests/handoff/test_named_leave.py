"""Leave that was given to one recipient by name: words, and the medical part, go to them and not to another of the kind."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from facilitator_app import text
from facilitator_app.faults import Refusal
from facilitator_app.handoff.packet import compose
from facilitator_app.handoff.withheld import keep_words
from facilitator_app.record.handover import Whom, quote_leave
from facilitator_app.record.leave import LeaveGiven, LeaveGivenTo, Recipient
from facilitator_app.record.release import MedicalLeaveGiven, MedicalLeaveGivenTo, medical_leave
from facilitator_app.record.room import Leave, Quoted
from facilitator_app.review import timeline
from facilitator_app.ui.handoff_rows import NAMED, quote_rows
from facilitator_app.wording import describe
from tests.handoff.test_release import Enter, enter
from tests.people import HALE, ROWAN
from tests.told import PEOPLE, Told, full_session

__all__ = ["enter"]

WORDS = text.english()
THERAPIST = Recipient.OWN_THERAPIST
ELM, OAK = (Whom(to=THERAPIST, name=name) for name in ("Elm Street Practice", "Oak Lane Practice"))


def said(told: Told, quote: object, leave: Leave, to: Whom | None = None, minute: float = 200) -> None:
    """Rowan was asked, of the kind or of one by name."""
    assert not isinstance(quote, str)
    if to is None:
        told.write(minute, LeaveGiven(quote=quote, recipient=THERAPIST, leave=leave), ROWAN)  # type: ignore[arg-type]  # an id
    else:
        fact = LeaveGivenTo(quote=quote, recipient=to.to, name=to.name, staff=to.staff, leave=leave)  # type: ignore[arg-type]  # an id
        told.write(minute, fact, ROWAN)


def words_for(told: Told, to: Recipient | Whom | None) -> str:
    return compose(told.history, ROWAN, PEOPLE[ROWAN], WORDS, to).sections["quotes"]


def test_a_yes_for_one_therapist_is_none_for_another() -> None:
    told = full_session()
    quote = told.quote(70, ROWAN, "I forgave her.")
    said(told, quote, Leave.YES, ELM)
    assert "I forgave her." in words_for(told, ELM)
    assert "I forgave her." in words_for(told, Whom(to=THERAPIST, name="elm street practice")), "however it is spelled"
    for to in (OAK, THERAPIST, Recipient.PRESCRIBER, None):
        assert "I forgave her." not in words_for(told, to)


def test_a_no_for_one_holds_where_the_kind_may_and_what_was_said_last_counts() -> None:
    told = full_session()
    quote = told.quote(70, ROWAN, "I forgave her.")
    said(told, quote, Leave.YES, minute=200)
    said(told, quote, Leave.NO, ELM, minute=201)
    assert "I forgave her." in words_for(told, OAK)
    assert "I forgave her." not in words_for(told, ELM)
    said(told, quote, Leave.NO, minute=202)
    said(told, quote, Leave.YES, OAK, minute=203)
    assert "I forgave her." not in words_for(told, ELM)
    assert "I forgave her." in words_for(told, OAK)


def test_what_may_go_to_every_one_may_go_to_each_by_name() -> None:
    told = full_session()
    (quote,) = (e.id for e in told.entries if isinstance(e.fact, Quoted) and "lake" in e.fact.text)
    assert "the lake" in words_for(told, None)
    said(told, quote, Leave.NO, ELM)
    assert "the lake" not in words_for(told, None)
    assert quote_leave([], quote, None) is Leave.NOT_ASKED
    assert medical_leave([MedicalLeaveGiven(recipient=THERAPIST, leave=Leave.YES)], ELM) is Leave.YES


async def test_signed_for_one_by_name_it_leaves_with_their_words_and_not_for_the_other(enter: Enter) -> None:
    told = full_session()
    quote = told.quote(70, ROWAN, "I forgave her.")
    said(told, quote, Leave.YES, ELM)
    here = await enter(told)
    yes = MedicalLeaveGivenTo(recipient=THERAPIST, name=ELM.name, leave=Leave.YES)
    await here.session.write(yes, [ROWAN])
    assert here.desk.packet(ROWAN, ELM).medical
    assert not here.desk.packet(ROWAN, OAK).medical
    for to in (ELM, OAK):
        await here.agree(to.to, to.name)
    await here.desk.say_read(ROWAN, ELM)
    await here.desk.sign(ROWAN, "Mine.", ELM)
    await here.countersign(ELM)  # type: ignore[arg-type]  # a kind, or somebody by name
    assert (await here.release(to=THERAPIST, name=ELM.name)).path is not None
    with pytest.raises(Refusal) as refused:
        await here.release(to=THERAPIST, name=OAK.name)
    assert refused.value.key == "handoff.changed_since_signed"
    await here.desk.save(ROWAN, {"account": "They said: I forgave her."}, OAK)
    with pytest.raises(Refusal) as refused:  # wherever they stand
        keep_words(here.session.history, here.desk.reads(ROWAN, OAK))
    assert refused.value.key == "handoff.words_without_leave"
    await here.desk.save(ROWAN, {"account": "They spoke of forgiving her mother."}, OAK)
    keep_words(here.session.history, here.desk.reads(ROWAN, OAK))


def test_it_reads_by_the_name_and_is_nobodys_without_one() -> None:
    fact = LeaveGivenTo(quote=ROWAN, recipient=THERAPIST, name="Elm Street Practice", leave=Leave.YES)
    assert "Elm Street Practice" in describe(fact, WORDS)
    medical = MedicalLeaveGivenTo(recipient=THERAPIST, name="Dr. Hale", staff=HALE.id, leave=Leave.NO)
    assert "Dr. Hale" in describe(medical, WORDS)
    with pytest.raises(Refusal):
        LeaveGivenTo(quote=ROWAN, recipient=THERAPIST, name=" ", leave=Leave.YES)
    with pytest.raises(Refusal):
        MedicalLeaveGivenTo(recipient=THERAPIST, name="", leave=Leave.YES)


def test_the_one_who_is_named_is_asked_about_beside_the_kinds() -> None:
    told = full_session()
    quote = told.quote(70, ROWAN, "I forgave her.")
    said(told, quote, Leave.YES, ELM)
    lane = timeline(told.history, ZoneInfo("America/Denver"), WORDS, ROWAN).lane(ROWAN)
    for to, leave in ((ELM, "yes"), (OAK, "not_asked")):
        row = next(row for row in quote_rows(told.history, lane, to) if row.key == str(quote))
        assert row.leaves[-1] == {"key": NAMED, "text": to.name, "leave": leave}
    for nobody in (None, Whom(to=Recipient.PERSON, name="Rowan"), Whom(to=THERAPIST)):
        row = next(row for row in quote_rows(told.history, lane, nobody) if row.key == str(quote))
        assert [one["key"] for one in row.leaves] == [one.value for one in Recipient]
