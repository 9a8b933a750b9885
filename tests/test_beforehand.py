"""On the way to the medicine: preparation sessions, readiness in one's own judgement, wishes, questionnaires, disclosures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import pytest

from facilitator_app import before_words, text
from facilitator_app.clinic import Clinic
from facilitator_app.faults import Faults, Refusal
from facilitator_app.journal import JournalFile
from facilitator_app.questionnaire_texts import asked
from facilitator_app.record import clinic as record
from facilitator_app.record.changes import Voided
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.elsewhere import ScoreElsewhere
from facilitator_app.record.entry import Fact, Part
from facilitator_app.record.integration import VisitPlace
from facilitator_app.record.leaving import RiskAnswered, RiskDisclosed
from facilitator_app.record.people import PersonTold
from facilitator_app.record.preparation import (
    OwnReadinessSaid,
    Preparation,
    PreparationHeld,
    WishMatter,
    WishTold,
    preparation,
)
from facilitator_app.record.questionnaires import (
    SCORINGS,
    Questionnaire,
    QuestionnaireAnswered,
    ResultTold,
    band,
    cluster_sums,
    known_by,
    like,
)
from facilitator_app.record.results import results
from facilitator_app.record.roles import Role
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.session import Who
from facilitator_app.wording import describe
from tests.golden import entry_of
from tests.people import START
from tests.test_clinic import NOBODY, OFFICE, clinic, journal, refused

__all__ = ["clinic", "journal"]

PHQ, GAD, PCL = Questionnaire.PHQ9, Questionnaire.GAD7, Questionnaire.PCL5
DENVER = ZoneInfo("America/Denver")


@pytest.fixture
async def rowan(clinic: Clinic) -> UUID:
    return await clinic.add_participant(ParticipantAdded(preferred_name="Rowan", intention="To grieve."))


def phq(*answers: int) -> QuestionnaireAnswered:
    return QuestionnaireAnswered(questionnaire=PHQ, version=SCORINGS[PHQ].version, answers=answers)


def disclosed(owner: UUID = OFFICE.id) -> RiskDisclosed:
    return RiskDisclosed(text="PHQ-9: item 9 was answered 1 of 3.", owner=owner, owner_name="Ines Okafor")


async def tell(clinic: Clinic, who: UUID, *facts: Fact, days: int = 0) -> UUID:
    """Write facts as one act, of so many days ago; returns the line of the first."""
    at = START - timedelta(days=days)
    return (await clinic.write([Part(fact=fact, about=who, at=at) for fact in facts]))[0].id


def of_act(clinic: Clinic, line: UUID) -> UUID | None:
    entry = clinic.history.entry(line)
    return entry.act if entry else None


def there(clinic: Clinic, who: UUID) -> Preparation:
    return preparation(clinic.history.about(who))


async def test_preparation_sessions_are_held_by_somebody_on_a_day_and_the_note_is_kept(
    clinic: Clinic, rowan: UUID, journal: JournalFile
) -> None:
    devi = await clinic.add_staff("Devi Rao", [Role.FACILITATOR])
    fact = PreparationHeld(place=VisitPlace.TELEHEALTH, note="Asked about the sea.", minutes=50)
    last_week = START - timedelta(days=7)
    await clinic.write([Part(fact=fact, about=rowan, at=last_week, by=devi)])
    (held,) = there(clinic, rowan).held
    assert (held.at, held.by, held.told) == (last_week, devi, fact)
    tomorrow = Part(fact=fact, about=rowan, at=START + timedelta(days=1))
    assert await refused(clinic.write([tomorrow])) == "entry.in_the_future"
    assert await refused(clinic.write([Part(fact=fact, about=NOBODY)])) == "clinic.no_such_participant"
    again = Clinic(
        journal.clinic_scope, journal, FastClock(START), Faults(), await journal.entries(journal.clinic_scope)
    )
    assert there(again, rowan) == there(clinic, rowan)
    await clinic.write([Part(fact=Voided(target=held.entry, reason="another person"), about=rowan)])
    assert there(clinic, rowan).held == ()


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (datetime(1, 1, 1, tzinfo=UTC), "integration.no_such_year"),
        (datetime(1850, 6, 1, tzinfo=UTC), "integration.no_such_year"),
        (datetime(1980, 5, 20, 12, tzinfo=UTC), "elsewhere.before_birth"),
        (datetime(1980, 5, 21, 12, tzinfo=UTC), ""),
    ],
)
async def test_nothing_was_answered_or_prepared_before_somebody_was_born_or_in_a_year_that_is_a_slip(
    clinic: Clinic, rowan: UUID, day: datetime, key: str
) -> None:
    await clinic.tell_person(rowan, PersonTold(birth_date="1980-05-21"))
    told = (
        PreparationHeld(place=VisitPlace.OFFICE, note="Asked about the sea."),
        phq(*[0] * 9),
        ResultTold(name="MADRS", version="1979", total=Decimal(20)),
    )
    for fact in told:
        written = clinic.write([Part(fact=fact, about=rowan, at=day)])
        if key:
            assert await refused(written) == key
        else:
            await written


async def test_not_yet_is_an_answer_and_every_answer_stays(clinic: Clinic, rowan: UUID) -> None:
    assert there(clinic, rowan).is_ready is None
    await tell(clinic, rowan, OwnReadinessSaid(ready=False, words="After the move."), days=20)
    assert there(clinic, rowan).is_ready is False
    await tell(clinic, rowan, OwnReadinessSaid(ready=True))
    assert there(clinic, rowan).is_ready is True
    assert [one.told.words for one in there(clinic, rowan).said] == ["After the move.", ""]


async def test_what_they_wish_and_fear_is_in_their_words_and_its_history_is_kept(clinic: Clinic, rowan: UUID) -> None:
    await tell(clinic, rowan, WishTold(matter=WishMatter.MUSIC, text="Nothing with voices."), days=3)
    await tell(
        clinic,
        rowan,
        WishTold(matter=WishMatter.MUSIC, text="Voices are fine, quietly."),
        PersonTold(intention="To be still."),
    )
    found = there(clinic, rowan)
    assert found.wish(WishMatter.MUSIC) == "Voices are fine, quietly."
    assert [one.text for one in found.wishes[WishMatter.MUSIC]] == ["Nothing with voices.", "Voices are fine, quietly."]
    assert found.wish(WishMatter.FEARS) == ""
    parts = ("The one who keeps watch.", "The watcher, and the small one behind her.")
    await tell(clinic, rowan, *(WishTold(matter=WishMatter.PARTS, text=one) for one in parts))
    assert [one.text for one in there(clinic, rowan).wishes[WishMatter.PARTS]] == list(parts)  # before any visit
    assert clinic.state.participants[rowan].told.intention == "To be still."
    await tell(clinic, rowan, WishTold(matter=WishMatter.MUSIC, text=""))
    assert there(clinic, rowan).wish(WishMatter.MUSIC) == ""


async def test_a_questionnaire_is_added_up_as_published(clinic: Clinic, rowan: UUID) -> None:
    assert [SCORINGS[one].highest for one in Questionnaire] == [27, 21, 80]
    totals = [(0, 0), (4, 0), (5, 1), (9, 1), (10, 2), (14, 2), (15, 3), (19, 3), (20, 4), (27, 4)]
    assert [band(PHQ, Decimal(total)) for total, _ in totals] == [at for _, at in totals]
    assert [band(GAD, Decimal(total)) for total in (4, 5, 10, 15, 21)] == [0, 1, 2, 3, 3]
    assert [band(PCL, Decimal(total)) for total in (30, 31, 32, 33, 80)] == [0, 1, 1, 2, 2]
    pcl = QuestionnaireAnswered(
        questionnaire=PCL, version="past month", answers=(4,) * 5 + (1,) * 2 + (2,) * 7 + (0,) * 6
    )
    assert (pcl.total, cluster_sums(pcl), pcl.risk) == (36, {"B": 20, "C": 2, "D": 14, "E": 0}, 0)
    assert cluster_sums(phq(*[1] * 8, 0)) == {}
    for questionnaire in Questionnaire:
        for language in ("en", "es"):
            said = asked(questionnaire, language)
            scoring = SCORINGS[questionnaire]
            assert (len(said.items), len(said.options)) == (scoring.items, scoring.most + 1)
    assert asked(PCL, "es").language == "en"  # there is no form that may be shipped
    assert asked(PHQ, "es").language == "es"
    assert asked(PHQ, "es").items[0] == "Poco interés o placer en hacer cosas"  # the form for the United States
    assert asked(PHQ, "es").credit.endswith("No se requiere permiso para reproducir, traducir, presentar o distribuir.")
    assert not asked(
        GAD, "es"
    ).checked  # no copy of the published words was there to hold them against: the screen says so
    assert all(asked(one, "en").checked and asked(one, "en").credit for one in Questionnaire)


async def test_a_result_says_how_far_it_moved_and_no_more(clinic: Clinic, rowan: UUID) -> None:
    await tell(clinic, rowan, phq(2, 2, 2, 2, 2, 2, 2, 2, 0), days=30)
    await tell(clinic, rowan, ResultTold(name="phq 9", version="2 weeks", total=Decimal(10), item_9=0), days=9)
    await tell(clinic, rowan, ResultTold(name="MEQ-30", version="Barrett 2015", total=Decimal("112.5")), days=8)
    await tell(clinic, rowan, ResultTold(name="MEQ-30", version="another form", total=Decimal(90)), days=7)
    last = await tell(clinic, rowan, phq(1, 1, 1, 1, 1, 1, 1, 1, 0))
    found = results(clinic.history.about(rowan), DENVER)
    assert [(one.name, one.total, one.moved) for one in found] == [
        ("PHQ-9", 16, None),
        ("phq 9", 10, -6),
        ("MEQ-30", Decimal("112.5"), None),
        ("MEQ-30", 90, None),  # another version is another measure
        ("PHQ-9", 8, -2),
    ]
    words = text.english()
    said = [before_words.figure(one, words) for one in found]
    assert said == ["PHQ-9: 16 of 27", "phq 9: 10 of 27", "MEQ-30: 112.5", "MEQ-30: 90", "PHQ-9: 8 of 27"]
    assert before_words.moved(found[4], words) == "−2 since 24 Feb 2026"
    assert before_words.moved(found[0], words) == ""
    assert "5 to 9, mild (Kroenke" in before_words.score_note(found[4], words)
    assert before_words.score_note(found[2], words) == ""
    assert before_words.score_head(found[4], words, DENVER) == "05 Mar 2026 · 2 weeks"
    await clinic.write([Part(fact=Voided(target=last, reason="somebody else's"), about=rowan)])
    assert len(results(clinic.history.about(rowan), DENVER)) == 4


async def test_a_score_that_was_brought_in_is_the_one_before_and_says_that_it_was_elsewhere(
    clinic: Clinic, rowan: UUID
) -> None:
    day, words = clinic.today, text.english()

    async def came(days: int, name: str, total: int, version: str = "") -> None:
        there = ScoreElsewhere(day=day - timedelta(days=days), name=name, total=Decimal(total), version=version)
        await clinic.write([Part(fact=there, about=rowan)])

    async def said() -> list[str]:
        found = results(clinic.history.about(rowan), DENVER)
        return [before_words.moved(one, words) for one in found]

    await came(60, "phq 9", 20)
    await came(50, "MEQ-30", 70)  # in which version nobody told, and there are several: nothing to compare with
    await came(40, "MEQ-30", 80, "Barrett 2015")
    await came(30, "PHQ-9", 25, "one week")  # another form
    await came(0, "PHQ-9", 1)  # of the same day: which came first nobody knows
    await tell(clinic, rowan, ResultTold(name="MEQ-30", version="Barrett 2015", total=Decimal(112)), days=8)
    await tell(clinic, rowan, phq(1, 1, 1, 1, 1, 1, 1, 1, 0), days=7)
    await tell(clinic, rowan, phq(1, 1, 1, 1, 1, 0, 0, 0, 0))
    assert await said() == [
        "+32 since 24 Jan 2026, elsewhere",
        "−12 since 04 Jan 2026, elsewhere, version not told",
        "−3 since 26 Feb 2026",  # the later of the two is the one before
    ]
    await came(3, "PHQ-9", 12, "2 weeks")
    assert (await said())[2] == "−7 since 02 Mar 2026, elsewhere"


def test_the_second_rule_of_the_pcl_5_is_counted_and_not_judged() -> None:
    """Somebody can meet it below the cut-off: 26 points were told as "below 31" and nothing more."""

    def note(*answers: int) -> str:
        told = QuestionnaireAnswered(questionnaire=PCL, version="past month", answers=answers)
        entry = entry_of(told)
        (one,) = results([entry], DENVER)
        return before_words.score_note(one, text.english())

    few = note(2, 1, 1, 1, 1, 2, 1, 2, 2, 1, 1, 1, 1, 1, 2, 2, 1, 1, 1, 1)
    assert "below the cut-off of 31 to 33" in few
    assert few.endswith(
        "second published rule, items of 2 or more: 1 B, 1 C, 2 D, 2 E; it asks for 1 B, 1 C, 2 D, 2 E: met"
    )
    high = note(4, 4, 4, 4, 4, 1, 1, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4)
    assert high.endswith(
        "second published rule, items of 2 or more: 5 B, 0 C, 7 D, 6 E; it asks for 1 B, 1 C, 2 D, 2 E: not met"
    )


async def test_an_answer_to_item_nine_is_a_disclosure_with_an_owner_or_is_not_written(
    clinic: Clinic, rowan: UUID
) -> None:
    tells = phq(1, 2, 1, 0, 3, 1, 2, 0, 1)
    assert await refused(clinic.write([Part(fact=tells, about=rowan)])) == "questionnaires.owner_needed"
    outside = ResultTold(name="PHQ-9", version="2 weeks", total=Decimal(11), item_9=1)
    assert await refused(clinic.write([Part(fact=outside, about=rowan)])) == "questionnaires.owner_needed"
    amara = await clinic.add_participant(ParticipantAdded(preferred_name="Amara"))
    others = [Part(fact=tells, about=rowan), Part(fact=disclosed(), about=amara)]
    assert await refused(clinic.write(others)) == "questionnaires.owner_needed"
    nobodys = [Part(fact=tells, about=rowan), Part(fact=disclosed(NOBODY), about=rowan)]
    assert await refused(clinic.write(nobodys)) == "clinic.no_such_staff"
    assert results(clinic.history.about(rowan), DENVER) == ()
    await tell(clinic, rowan, tells, disclosed())
    ((line, risk),) = clinic.state.risks.items()
    assert (risk.participant, risk.disclosure.owner_name) == (rowan, "Ines Okafor")
    # it is answered by its owner, its writer or a provider, and by nobody else
    devi = Who(id=await clinic.add_staff("Devi Rao", [Role.FACILITATOR]), name="Devi Rao", roles=(Role.FACILITATOR,))
    clinic.at_screen = devi
    answer = Part(fact=RiskAnswered(disclosure=line, text="We talked; a plan was made."), about=rowan)
    assert await refused(clinic.write([answer])) == "session.not_your_word"
    clinic.at_screen = OFFICE
    elsewhere = Part(fact=RiskAnswered(disclosure=line, text="A plan."), about=amara)
    assert await refused(clinic.write([elsewhere])) == "leaving.no_disclosure"
    await clinic.write([answer])
    assert clinic.state.risks == {}
    assert await refused(clinic.write([answer])) == "leaving.no_disclosure"


async def test_answers_kept_with_the_wrong_person_take_the_disclosure_that_was_read_out_of_them_along(
    clinic: Clinic, rowan: UUID
) -> None:
    amara = await clinic.add_participant(ParticipantAdded(preferred_name="Amara"))
    wrong = await tell(clinic, rowan, phq(0, 0, 0, 0, 0, 0, 0, 0, 3), disclosed())
    await tell(clinic, rowan, ResultTold(name="PHQ-9", version="1", total=Decimal(9), item_9=1), disclosed(), days=30)
    own = await tell(clinic, rowan, phq(*[0] * 9))
    disclosure, other = sorted(clinic.state.risks, key=lambda line: of_act(clinic, line) != of_act(clinic, wrong))
    alone = Part(fact=Voided(target=disclosure, reason="Amara's"), about=rowan)
    assert await refused(clinic.write([alone])) == "session.no_such_line"  # it stands as long as the answers do
    again = Part(fact=Voided(target=own, reason="twice"), about=rowan)
    assert await refused(clinic.write([again, alone])) == "session.no_such_line"
    assert len(await clinic.write([again])) == 1
    gone = await clinic.write([Part(fact=Voided(target=wrong, reason="It was Amara's."), about=rowan)])
    assert [one.fact.reason for one in gone if isinstance(one.fact, Voided)] == ["It was Amara's."] * 2
    assert set(clinic.state.risks) == {other}
    assert await refused(clinic.write([alone])) == "session.no_such_line"
    await tell(clinic, amara, phq(0, 0, 0, 0, 0, 0, 0, 0, 3), disclosed())
    assert {risk.participant for risk in clinic.state.risks.values()} == {rowan, amara}


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("PHQ-9 (es)", PHQ),
        ("phq 9, 2 weeks", PHQ),
        ("Patient Health  Questionnaire 9", PHQ),
        ("Patient Health Questionnaire, nine items", PHQ),
        ("Cuestionario sobre la salud del paciente (PHQ)", PHQ),
        ("GAD-7 español", Questionnaire.GAD7),
        ("Generalised Anxiety Disorder 7", Questionnaire.GAD7),
        ("PTSD Checklist for DSM-5", Questionnaire.PCL5),
        ("PCL 5 weekly", Questionnaire.PCL5),
        ("PHQ-15", None),
        ("PHQ-90", None),
        ("Patient Health Questionnaire 8", None),
        ("MADRS", None),
        ("PCL-C", None),
    ],
)
async def test_a_questionnaire_under_another_name_is_asked_for_what_it_is_asked_for(
    clinic: Clinic, rowan: UUID, name: str, meant: Questionnaire | None
) -> None:
    assert like(name) is meant
    far = ResultTold(name=name, version="1", total=Decimal(500))
    told = ResultTold(name=name, version="1", total=Decimal(12))
    if meant is None:
        await tell(clinic, rowan, far)
    else:
        assert await refused(tell(clinic, rowan, far)) == "questionnaires.beyond"
    if meant is PHQ:
        assert await refused(tell(clinic, rowan, told)) == "questionnaires.item_9"
        told = ResultTold(name=name, version="1", total=Decimal(12), item_9=2)
        assert await refused(tell(clinic, rowan, told)) == "questionnaires.owner_needed"
        await tell(clinic, rowan, told, disclosed())
    else:
        await tell(clinic, rowan, told)
        with pytest.raises(Refusal) as no:
            ResultTold(name=name, version="1", total=Decimal(12), item_9=2)
        assert no.value.key == "questionnaires.item_9"


def test_what_cannot_be_is_refused_at_its_field() -> None:
    def answered(which: Questionnaire, answers: Sequence[int]) -> QuestionnaireAnswered:
        return QuestionnaireAnswered(questionnaire=which, version="2 weeks", answers=tuple(answers))

    def result(**told: Any) -> ResultTold:
        base: dict[str, Any] = {"name": "MEQ-30", "version": "2015", "total": Decimal(100)}
        return ResultTold(**(base | told))

    cannot_be: list[tuple[Callable[[], object], str, str]] = [
        (lambda: answered(GAD, [0] * 6), "questionnaires.items", "answers"),
        (lambda: answered(GAD, [0] * 6 + [4]), "questionnaires.answer", "answers"),
        (lambda: answered(PCL, [0] * 19 + [-1]), "questionnaires.answer", "answers"),
        (lambda: result(name=" "), "entry.empty", "name"),
        (lambda: result(version=""), "entry.empty", "version"),
        (lambda: result(total=Decimal("NaN")), "questionnaires.total", "total"),
        (lambda: result(total=Decimal(100_001)), "questionnaires.total", "total"),
        (lambda: result(name="gad7", total=Decimal(22)), "questionnaires.beyond", "total"),
        (lambda: result(name="PHQ-9", total=Decimal(11)), "questionnaires.item_9", "item_9"),
        (lambda: result(item_9=0), "questionnaires.item_9", "item_9"),
        (lambda: result(name="PHQ-9", total=Decimal(11), item_9=4), "questionnaires.item_9_range", "item_9"),
        (lambda: result(name="PHQ-9", total=Decimal(1), item_9=2), "questionnaires.item_9_range", "item_9"),
        (lambda: PreparationHeld(place=VisitPlace.OFFICE, note=" "), "entry.empty", "note"),
        (lambda: PreparationHeld(place=VisitPlace.OFFICE, note="x", minutes=0), "preparation.minutes", "minutes"),
        (lambda: PreparationHeld(place=VisitPlace.OFFICE, note="x", minutes=481), "preparation.minutes", "minutes"),
        (lambda: OwnReadinessSaid(ready=True, words="x" * 10_001), "entry.too_long", "words"),
        (lambda: WishTold(matter=WishMatter.GOALS, text="x" * 10_001), "entry.too_long", "text"),
    ]
    for make, key, field in cannot_be:
        with pytest.raises(Refusal) as no:
            make()
        assert (no.value.key, no.value.field) == (key, field)
    assert result().risk == 0
    assert known_by("Gad 7") is GAD
    assert known_by("MEQ-30") is None


def test_every_line_reads() -> None:
    english = text.english()
    said = {
        PreparationHeld(place=VisitPlace.OFFICE, note="The sea.", minutes=60): "in the office, 60 min\nThe sea.",
        PreparationHeld(place=VisitPlace.TELEHEALTH, note="The sea."): "by telehealth\nThe sea.",
        OwnReadinessSaid(ready=False, words="After the move."): "not yet. After the move.",
        OwnReadinessSaid(ready=True): "feels ready",
        WishTold(matter=WishMatter.FEARS, text="Heights."): "fears: Heights.",
        phq(1, 1, 1, 1, 1, 1, 1, 1, 0): "PHQ-9: 8 of 27",
        ResultTold(name="MEQ-30", version="2015", total=Decimal(90)): "MEQ-30 (2015): 90",
    }
    assert {fact: describe(fact, english) for fact in said} == said


def test_a_disclosure_of_nobody_is_nobodys() -> None:
    told = msgspec.structs.replace(entry_of(disclosed()), participant=None)
    assert record.apply(record.ClinicState(), told).risks == {}
