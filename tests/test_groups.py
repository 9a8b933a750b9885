"""Groups formed on purpose: dates, members by somebody's decision, papers in versions, a session that is one of theirs."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest

from facilitator_app import before_words, programme_draft, session_ends, text
from facilitator_app.clinic import Clinic
from facilitator_app.faults import Faults, Question, Refusal
from facilitator_app.journal import JournalFile
from facilitator_app.readiness import Status, board, group_of
from facilitator_app.record import free_text, groups, versions
from facilitator_app.record.changes import Voided
from facilitator_app.record.circle import RulesKept
from facilitator_app.record.clinic import ClinicState, ParticipantAdded, SessionPlanned, fold
from facilitator_app.record.entry import Part
from facilitator_app.record.groups import (
    AcceptedHow,
    Group,
    GroupEnded,
    GroupFormed,
    GroupMeets,
    GroupPaper,
    GroupTakesVersion,
    GroupTold,
    MemberJoined,
    MemberLeft,
    PaperAccepted,
    PaperKept,
    PaperSigned,
)
from facilitator_app.record.in_the_way import not_ready
from facilitator_app.record.readiness import Before, Matter, ReadinessPassed, ReadinessTold
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.text import catalogue
from facilitator_app.wording import describe
from tests.golden import entry_of
from tests.people import INES, ROWAN, START
from tests.test_app import Room
from tests.test_clinic import CIRCLE, NOBODY, OFFICE, clinic, journal, refused

__all__ = ["clinic", "journal"]

ILLNESS = UUID(int=800)
AGREEMENT, RULES = GroupPaper.CONFIDENTIALITY, GroupPaper.RULES
SPRING: dict[str, Any] = {
    "intake_from": date(2026, 2, 1),
    "intake_until": date(2026, 3, 31),
    "starts_on": date(2026, 4, 2),
}


async def form(clinic: Clinic, days_ago: int = 0, **dates: Any) -> None:
    formed = Part(fact=GroupFormed(group=ILLNESS, programme=CIRCLE, theme="A long illness", **dates))
    await clinic.write([ago(formed, days_ago) if days_ago else formed])


def ago(part: Part, days: int) -> Part:
    """The same of so many days before."""
    return msgspec.structs.replace(part, at=START - timedelta(days=days))


def joins(who: UUID, **told: Any) -> Part:
    fact: dict[str, Any] = {
        "group": ILLNESS,
        "decided_by": OFFICE.id,
        "decided_by_name": OFFICE.name,
        "why": "Asked for others.",
    }
    return Part(fact=MemberJoined(**(fact | told)), about=who)


def paper(which: GroupPaper, version: int, words: str) -> Part:
    return Part(fact=PaperKept(group=ILLNESS, paper=which, version=version, text=words))


def accepts(who: UUID, which: GroupPaper, version: int, **told: Any) -> Part:
    how: dict[str, Any] = {"how": AcceptedHow.WITNESSED, "witness": OFFICE.id, "witness_name": OFFICE.name} | told
    return Part(fact=PaperAccepted(group=ILLNESS, paper=which, version=version, **how), about=who)


async def person(clinic: Clinic, name: str) -> UUID:
    return await clinic.add_participant(ParticipantAdded(preferred_name=name), sure=True)


def group(clinic: Clinic) -> Group:
    return clinic.state.groups[ILLNESS]


async def asked(act: Awaitable[object]) -> str:
    with pytest.raises(Question) as question:
        await act
    return question.value.key


async def test_a_group_is_formed_with_its_theme_and_dates_and_told_otherwise_later(
    clinic: Clinic, journal: JournalFile
) -> None:
    await form(clinic, **SPRING)
    assert (group(clinic).theme, group(clinic).starts_on) == ("A long illness", date(2026, 4, 2))
    assert group(clinic).formed_at == START
    told = GroupTold(group=ILLNESS, theme="Living with a long illness", starts_on=date(2026, 4, 9))
    await clinic.write([Part(fact=told)])
    assert (group(clinic).theme, group(clinic).intake_from) == ("Living with a long illness", None)
    again = Clinic(
        journal.clinic_scope, journal, FastClock(START), Faults(), await journal.entries(journal.clinic_scope)
    )
    assert again.state == clinic.state
    await clinic.write([Part(fact=GroupEnded(group=ILLNESS, reason="The course is over."))])
    assert group(clinic).ended_at == START
    assert await refused(clinic.write([Part(fact=told)])) == "groups.ended"


async def test_groups_of_one_theme_are_told_apart_by_the_day_they_begin_or_who_belongs_to_them(clinic: Clinic) -> None:
    def told() -> list[str]:
        there = tuple(clinic.state.groups.values())
        return list(before_words.told_apart(clinic.state, there, catalogue()).values())

    await form(clinic)
    assert told() == ["A long illness"]
    thursday, other = UUID(int=801), UUID(int=802)
    for id, theme in ((thursday, "A long illness "), (other, "Grief")):
        await clinic.write([Part(fact=GroupFormed(group=id, programme=CIRCLE, theme=theme))])
    for name in ("Rowan", "Amara", "Idris", "Noor"):
        await clinic.write([joins(await person(clinic, name))])
    assert told() == ["A long illness (Rowan, Amara, Idris)", "A long illness (0 members)", "Grief"]
    spring = GroupFormed(group=UUID(int=803), programme=CIRCLE, theme="A long illness", starts_on=date(2026, 4, 2))
    await clinic.write([Part(fact=spring)])
    assert told()[-1] == "A long illness (begins 02 Apr 2026)"
    await clinic.write([Part(fact=msgspec.structs.replace(spring, group=UUID(int=804)))])
    assert told()[-2:] == ["A long illness (0 members)"] * 2  # the same day says nothing of either


async def test_what_cannot_be_of_a_group_is_refused_at_its_field(clinic: Clinic) -> None:
    cannot_be: list[tuple[dict[str, Any], str, str]] = [
        ({"theme": " "}, "entry.empty", "theme"),
        ({"theme": "x" * 201}, "entry.too_long", "theme"),
        (
            {"intake_from": date(2026, 3, 2), "intake_until": date(2026, 3, 1)},
            "groups.intake_upside_down",
            "intake_until",
        ),
        ({"intake_from": date(2026, 3, 2), "starts_on": date(2026, 3, 1)}, "groups.starts_before_intake", "starts_on"),
    ]
    base: dict[str, Any] = {"group": ILLNESS, "programme": CIRCLE, "theme": "A theme"}
    for told, key, field in cannot_be:
        with pytest.raises(Refusal) as no:
            GroupFormed(**(base | told))
        assert (no.value.key, no.value.field) == (key, field)
    for make in (
        lambda: GroupEnded(group=ILLNESS, reason="x" * 2001),
        lambda: MemberLeft(group=ILLNESS, reason="x" * 2001),
    ):
        with pytest.raises(Refusal) as long:
            free_text.check(make())
        assert long.value.key == "entry.too_long"
    with pytest.raises(Refusal):
        PaperKept(group=ILLNESS, paper=RULES, version=0, text="x")
    nowhere = GroupFormed(group=ILLNESS, programme="no_such_programme", theme="A theme")
    assert await refused(clinic.write([Part(fact=nowhere)])) == "clinic.no_such_programme"
    rowan = await person(clinic, "Rowan")
    assert await refused(clinic.write([joins(rowan)])) == "groups.no_such_group"


async def test_a_member_is_taken_in_by_somebodys_decision_and_the_programmes_cap_is_held(clinic: Clinic) -> None:
    await form(clinic)
    people = [await person(clinic, name) for name in ("Rowan", "Amara", "Idris", "Noor", "Mae")]
    with pytest.raises(Refusal) as without:
        joins(people[0], why=" ")
    assert without.value.field == "why"
    assert await refused(clinic.write([joins(people[0], decided_by=NOBODY)])) == "clinic.no_such_staff"
    assert await refused(clinic.write([joins(NOBODY)])) == "clinic.no_such_participant"
    for one in people[:4]:
        await clinic.write([joins(one)])
    assert [member.id for member in group(clinic).there] == people[:4]
    assert group(clinic).members[people[0]].told.why == "Asked for others."
    assert await refused(clinic.write([joins(people[0])])) == "groups.there_already"
    with pytest.raises(Refusal) as full:
        await clinic.write([joins(people[4])])
    assert (full.value.key, full.value.values["cap"]) == ("groups.full", 4)
    await clinic.write([Part(fact=MemberLeft(group=ILLNESS, reason="Moved away."), about=people[1])])
    await clinic.write([joins(people[4])])
    assert [member.id for member in group(clinic).there] == [people[0], people[2], people[3], people[4]]
    assert group(clinic).members[people[1]].left_because == "Moved away."
    left = MemberLeft(group=ILLNESS)
    assert await refused(clinic.write([Part(fact=left, about=people[1])])) == "groups.not_a_member"


async def test_outside_the_intake_window_it_is_asked_once(clinic: Clinic) -> None:
    await form(clinic, intake_until=date(2026, 3, 4))  # it is the 5th in Denver
    rowan = await person(clinic, "Rowan")
    assert await asked(clinic.write([joins(rowan)])) == "groups.outside_intake"
    await clinic.write([joins(rowan, outside_intake=True)])
    assert group(clinic).members[rowan].told.outside_intake
    assert not group(clinic).takes_in(date(2026, 3, 5))
    assert group(clinic).takes_in(date(2026, 3, 4))
    told = GroupTold(group=ILLNESS, theme="A long illness", intake_from=date(2026, 3, 6))
    await clinic.write([Part(fact=told)])
    assert await asked(clinic.write([joins(await person(clinic, "Amara"))])) == "groups.outside_intake"


async def test_who_accepted_which_version_when_and_how(clinic: Clinic) -> None:
    await form(clinic, days_ago=2)
    rowan, amara = await person(clinic, "Rowan"), await person(clinic, "Amara")
    await clinic.write([joins(rowan)])
    await clinic.write([joins(amara)])
    assert group(clinic).lacking(rowan) == ()
    assert await refused(clinic.write([accepts(rowan, AGREEMENT, 1)])) == "groups.not_current"
    await clinic.write([ago(paper(AGREEMENT, 1, "What is said here stays here."), 2)])
    assert group(clinic).lacking(rowan) == (AGREEMENT,)
    yesterday = date(2026, 3, 4)
    on_paper = accepts(
        rowan, AGREEMENT, 1, how=AcceptedHow.ON_PAPER, witness=None, witness_name="", reference="folder 3", on=yesterday
    )
    await clinic.write([on_paper])
    assert group(clinic).lacking(rowan) == ()
    accepted = group(clinic).members[rowan].accepted[AGREEMENT]
    assert (accepted.on, accepted.reference) == (yesterday, "folder 3")
    assert group(clinic).lacking(amara) == (AGREEMENT,)
    await clinic.write([accepts(amara, AGREEMENT, 1)])
    await clinic.write([paper(RULES, 1, "One speaks at a time.")])
    assert group(clinic).lacking(amara) == (RULES,)
    await clinic.write([accepts(amara, RULES, 1)])
    # a new version is everybody's to accept, and the one before stays readable
    await clinic.write([paper(AGREEMENT, 2, "What is said and seen here stays here.")])
    assert group(clinic).lacking(amara) == (AGREEMENT,)
    assert group(clinic).papers[AGREEMENT][0].text == "What is said here stays here."
    assert await refused(clinic.write([accepts(amara, AGREEMENT, 3)])) == "groups.not_current"
    assert group(clinic).lacking(NOBODY) == (AGREEMENT, RULES)


FOLDER: dict[str, Any] = {"how": AcceptedHow.ON_PAPER, "witness": None, "witness_name": "", "reference": "folder 3"}


async def test_what_was_signed_on_paper_before_the_text_changed_is_brought_in_and_the_newer_is_lacking_still(
    clinic: Clinic,
) -> None:
    await form(clinic, days_ago=4)
    rowan, amara = await person(clinic, "Rowan"), await person(clinic, "Amara")
    await clinic.write([joins(rowan)])
    await clinic.write([joins(amara)])
    for days, version, words in ((3, 1, "What is said here stays here."), (1, 2, "What is said and seen here stays.")):
        await clinic.write([ago(paper(AGREEMENT, version, words), days)])
    await clinic.write([accepts(rowan, AGREEMENT, 1, **FOLDER, on=date(2026, 3, 3))])
    accepted = group(clinic).members[rowan].accepted[AGREEMENT]
    assert (accepted.told.version, accepted.on) == (1, date(2026, 3, 3))
    assert group(clinic).lacking(rowan) == (AGREEMENT,)
    # Amara signed both; the older paper is found last, and she lacks nothing for it
    await clinic.write([accepts(amara, AGREEMENT, 2)])
    (older,) = await clinic.write([accepts(amara, AGREEMENT, 1, **FOLDER, on=date(2026, 3, 3))])
    assert group(clinic).members[amara].accepted[AGREEMENT].told.version == 2
    assert group(clinic).lacking(amara) == ()
    assert older in clinic.history.about(amara)
    # what is signed on the screen is what is read there: the version that holds now
    told = {"group": ILLNESS, "paper": AGREEMENT, "witness": OFFICE.id, "witness_name": OFFICE.name, "typed": "Rowan"}
    signed = Part(fact=PaperSigned(version=1, **told), about=rowan)  # type: ignore[arg-type]
    assert await refused(clinic.write([signed])) == "groups.not_current"


async def test_a_text_that_was_accepted_before_it_was_kept_here_is_asked_about(clinic: Clinic) -> None:
    await form(clinic)
    rowan = await person(clinic, "Rowan")
    await clinic.write([joins(rowan)])
    await clinic.write([paper(AGREEMENT, 1, "What is said here stays here.")])
    slip = {**FOLDER, "on": date(2020, 3, 4)}
    assert await asked(clinic.write([accepts(rowan, AGREEMENT, 1, **slip)])) == "groups.before_the_version"
    assert group(clinic).lacking(rowan) == (AGREEMENT,)
    # a clinic that had its agreement on paper says so
    await clinic.write([accepts(rowan, AGREEMENT, 1, **slip, sure=True)])
    assert group(clinic).lacking(rowan) == ()


async def test_who_types_instead_of_signing_need_not_type_the_accents(clinic: Clinic) -> None:
    await form(clinic)
    jose = await clinic.add_participant(ParticipantAdded(preferred_name="Pepe", legal_name="José Núñez"))
    await clinic.write([joins(jose)])
    await clinic.write([paper(AGREEMENT, 1, "What is said here stays here.")])
    told = {"group": ILLNESS, "paper": AGREEMENT, "version": 1, "witness": OFFICE.id, "witness_name": OFFICE.name}
    other = Part(fact=PaperSigned(typed="Jose Muñoz", **told), about=jose)  # type: ignore[arg-type]
    assert await refused(clinic.write([other])) == "ink.another_name"
    await clinic.write([Part(fact=PaperSigned(typed="jose  nunez", **told), about=jose)])  # type: ignore[arg-type]
    assert group(clinic).lacking(jose) == ()


async def test_an_acceptance_nobody_saw_and_a_paper_nobody_finds_are_refused(clinic: Clinic) -> None:
    await form(clinic)
    rowan = await person(clinic, "Rowan")
    for told, key in (({"witness": None}, "groups.witness_needed"), ({"witness_name": " "}, "groups.witness_needed")):
        with pytest.raises(Refusal) as no:
            accepts(rowan, AGREEMENT, 1, **told)
        assert no.value.key == key
    with pytest.raises(Refusal) as lost:
        accepts(rowan, AGREEMENT, 1, how=AcceptedHow.ON_PAPER)
    assert lost.value.field == "reference"
    await clinic.write([paper(AGREEMENT, 1, "What is said here stays here.")])
    assert await refused(clinic.write([accepts(rowan, AGREEMENT, 1)])) == "groups.not_a_member"
    await clinic.write([joins(rowan)])
    assert await refused(clinic.write([accepts(rowan, AGREEMENT, 1, witness=NOBODY)])) == "clinic.no_such_staff"
    tomorrow = accepts(rowan, AGREEMENT, 1, on=date(2026, 3, 6))
    assert await refused(clinic.write([tomorrow])) == "entry.in_the_future"
    ahead = msgspec.structs.replace(accepts(rowan, AGREEMENT, 1), at=START + timedelta(days=1))
    assert await refused(clinic.write([ahead])) == "entry.in_the_future"
    assert await refused(clinic.write([paper(AGREEMENT, 3, "Anything.")])) == "groups.version"
    assert await refused(clinic.write([paper(AGREEMENT, 2, " What is said here stays here.\n")])) == "groups.same_text"


async def test_what_was_entered_in_error_is_withdrawn_and_stays_readable(clinic: Clinic) -> None:
    await form(clinic)
    rowan = await person(clinic, "Rowan")
    line = (await clinic.write([joins(rowan)]))[0]
    void = Part(fact=Voided(target=line.id, reason="wrong person"), about=rowan)
    assert await refused(clinic.write([msgspec.structs.replace(void, about=None)])) == "session.no_such_line"
    empty = Part(fact=Voided(target=line.id, reason=" "), about=rowan)
    assert await refused(clinic.write([empty])) == "entry.empty"
    await clinic.write([void])
    assert group(clinic).there == ()
    assert clinic.history.line(line.id) is not None
    assert await refused(clinic.write([void])) == "session.line_withdrawn"
    formed = next(entry for entry in clinic.history.entries if isinstance(entry.fact, GroupFormed))
    never = Part(fact=Voided(target=formed.id, reason="not wanted"))
    assert await refused(clinic.write([never])) == "session.no_such_line"


async def test_who_comes_back_has_accepted_what_they_had_accepted(clinic: Clinic) -> None:
    await form(clinic)
    rowan = await person(clinic, "Rowan")
    await clinic.write([joins(rowan)])
    await clinic.write([paper(AGREEMENT, 1, "What is said here stays here.")])
    await clinic.write([accepts(rowan, AGREEMENT, 1)])
    await clinic.write([Part(fact=MemberLeft(group=ILLNESS), about=rowan)])
    await clinic.write([joins(rowan, why="Is back from the coast.")])
    assert group(clinic).lacking(rowan) == ()
    assert group(clinic).there[0].told.why == "Is back from the coast."


@pytest.fixture
async def here(tmp_path: Path) -> Room:
    """A clinic with Rowan and Amara, and Amara alone in a group."""
    there = Room(tmp_path / "clinic")
    await there.make()
    clinic = there.app.clinic
    assert clinic is not None
    assert there.app.at_screen is not None
    await form(clinic)
    await clinic.write([joins(there.amara, decided_by=there.tomas)])
    await clinic.write([paper(AGREEMENT, 1, "What is said here stays here.")])
    return there


async def begin(here: Room, seats: dict[int, UUID], group: UUID = ILLNESS) -> None:
    assert here.app.at_screen is not None
    await here.app.begin_session(
        title="First circle",
        programme=CIRCLE,
        lead=here.tomas,
        staff=[here.app.at_screen.id, here.tomas],
        seats=seats,
        staffing_reason="Devi is ill.",
        group=group,
    )


async def test_a_session_of_a_group_goes_by_its_rules_counts_and_seats_its_members_alone(here: Room) -> None:
    clinic = here.app.clinic
    assert clinic is not None
    await clinic.keep_for_sessions(RulesKept(programme=CIRCLE, text="Quiet."))
    await clinic.write([paper(RULES, 1, "One speaks at a time.")])
    with pytest.raises(Refusal) as no:
        await begin(here, {1: here.rowan})
    assert (no.value.key, no.value.values["name"]) == ("groups.only_members", "Rowan")
    assert group(clinic).sessions == ()
    await begin(here, {1: here.amara})
    state = here.session.state
    assert state.circle_rules == "One speaks at a time."
    assert state.meets == GroupMeets(group=ILLNESS, theme="A long illness", number=1, planned=3)
    assert group(clinic).sessions == (here.session.scope,)
    assert group_of(clinic.state, state) == group(clinic)
    assert await refused(here.app.seat(here.session, 2, here.rowan)) == "groups.only_members"
    # people join and leave between sessions
    assert await refused(clinic.write([joins(here.rowan, decided_by=here.tomas)])) == "groups.session_open"
    left = Part(fact=MemberLeft(group=ILLNESS), about=here.amara)
    assert await refused(clinic.write([left])) == "groups.session_open"
    line = next(entry for entry in clinic.history.about(here.amara) if isinstance(entry.fact, MemberJoined))
    void = Part(fact=Voided(target=line.id, reason="wrong person"), about=here.amara)
    assert await refused(clinic.write([void])) == "groups.session_open"
    assert await refused(clinic.write([Part(fact=GroupEnded(group=ILLNESS))])) == "groups.session_open"
    await here.app.close()


async def test_the_board_says_who_has_not_accepted_what_holds_now(here: Room) -> None:
    clinic = here.app.clinic
    assert clinic is not None
    await begin(here, {1: here.amara})
    session = here.session

    def agreement() -> tuple[Status, bool]:
        cell = board(session.state, group(clinic)).rows[0].cells[list(Matter).index(Matter.AGREEMENT)]
        return cell.status, cell.answer is not None

    assert agreement() == (Status.NOT, False)
    said = ReadinessTold(matter=Matter.AGREEMENT, holds=True, words="she said so")
    assert await refused(session.write(said, [here.amara])) == "readiness.by_papers"  # saying so is not accepting
    await clinic.write([accepts(here.amara, AGREEMENT, 1, witness=here.tomas)])
    assert agreement() == (Status.READY, True)
    await clinic.write([paper(AGREEMENT, 2, "What is said and seen here stays here.")])
    assert agreement() == (Status.NOT, True)
    assert board(session.state).rows[0].cells[2].status is Status.NOT  # as the session's own record was told
    bare = msgspec.structs.replace(group(clinic), papers={})
    assert board(session.state, bare).rows[0].cells[2].status is Status.NOT
    unknown = msgspec.structs.replace(group(clinic), members={})
    assert board(session.state, unknown).rows[0].cells[2].answer is None
    await here.app.close()


async def test_the_room_knows_who_has_accepted_the_agreement_of_the_group_and_asks_a_reason_of_who_has_not(
    here: Room,
) -> None:
    clinic = here.app.clinic
    assert clinic is not None
    await clinic.write([joins(here.rowan, decided_by=here.tomas)])
    on_paper = {"how": AcceptedHow.ON_PAPER, "witness": None, "witness_name": "", "reference": "folder 3"}
    await clinic.write([accepts(here.amara, AGREEMENT, 1, **on_paper)])
    await begin(here, {1: here.amara})
    await here.app.seat(here.session, 2, here.rowan)
    session = here.session

    def asked() -> list[bool]:
        people = [session.state.people[one] for one in (here.amara, here.rowan)]
        return [Matter.AGREEMENT in not_ready(session.state, one, here.clock.now()) for one in people]

    assert asked() == [False, True]
    told = session.state.people[here.amara].readiness.told[Matter.AGREEMENT]
    assert (told.words, told.name) == ("folder 3", "Ines Okafor")  # who wrote it down
    await clinic.write([accepts(here.rowan, AGREEMENT, 1, witness=here.tomas, witness_name="Tomas Lind")])
    for _ in range(2):  # once is enough
        await session_ends.tell_agreed(clinic, session)
    assert asked() == [False, False]
    assert session.state.people[here.rowan].readiness.told[Matter.AGREEMENT].name == "Tomas Lind"
    lines = [line for line in session.history.lines() if isinstance(line.first.fact, ReadinessTold)]
    assert [line.first.participant for line in lines] == [here.amara, here.rowan, here.rowan]
    await session_ends.tell_agreed(clinic, None)  # nobody is in a room
    await here.app.close()


async def test_a_new_version_of_the_agreement_is_asked_of_everybody_who_sits_there_and_no_word_answers_for_it(
    here: Room,
) -> None:
    clinic = here.app.clinic
    assert clinic is not None
    await clinic.write([accepts(here.amara, AGREEMENT, 1, witness=here.tomas)])
    await begin(here, {1: here.amara})
    session, amara = here.session, here.amara
    without = ReadinessPassed(matter=Matter.AGREEMENT, reason="She read it on the way and signs at noon.")

    def lacks() -> bool:
        return Matter.AGREEMENT in not_ready(session.state, session.state.people[amara], here.clock.now())

    assert not lacks()
    here.clock.advance(timedelta(minutes=5))
    await clinic.write([paper(AGREEMENT, 2, "What is said and seen here stays here.")])
    await session_ends.tell_agreed(clinic, session)
    assert lacks()
    told = session.state.people[amara].readiness.told[Matter.AGREEMENT]
    assert (told.at, told.name) == (here.clock.now(), "Ines Okafor")  # since when there is what she has not accepted
    said = ReadinessTold(matter=Matter.AGREEMENT, holds=True)
    for word in (said, msgspec.structs.replace(said, holds=False)):
        assert await refused(session.write(word, [amara])) == "readiness.by_papers"
    consent = (await session.write(ReadinessTold(matter=Matter.CONSENT, holds=True), [amara]))[0]
    assert await refused(session.amend(consent.id, said, "another matter")) == "readiness.by_papers"
    line = [one for one in session.history.lines() if isinstance(one.first.fact, ReadinessTold)][-2].first
    assert await refused(session.void(line.id, "wrong")) == "readiness.by_papers"
    await session.write(without, [amara])
    assert not lacks()
    here.clock.advance(timedelta(minutes=5))
    await clinic.write([paper(AGREEMENT, 3, "What is said, seen and heard here stays here.")])
    await session_ends.tell_agreed(clinic, session)
    assert lacks()  # the reason was for the version before
    signed = (await clinic.write([accepts(amara, AGREEMENT, 3, witness=here.tomas)]))[0]
    await session_ends.tell_agreed(clinic, session)
    assert not lacks()
    await clinic.write([Part(fact=Voided(target=signed.id, reason="the wrong Amara"), about=amara)])
    await session_ends.tell_agreed(clinic, session)
    assert lacks()
    await here.app.close()


async def test_of_a_group_without_an_agreement_somebodys_word_is_taken_until_it_has_one(here: Room) -> None:
    clinic, grief, rowan = here.app.clinic, UUID(int=801), here.rowan
    assert clinic is not None
    await clinic.write([Part(fact=GroupFormed(group=grief, programme=CIRCLE, theme="Grief"))])
    await clinic.write([joins(rowan, group=grief, decided_by=here.tomas)])
    await begin(here, {1: rowan}, grief)
    session = here.session
    await session_ends.tell_agreed(clinic, session)
    await session.write(ReadinessTold(matter=Matter.AGREEMENT, holds=True, words="in the folder"), [rowan])

    def lacks() -> bool:
        return Matter.AGREEMENT in not_ready(session.state, session.state.people[rowan], here.clock.now())

    assert not lacks()
    kept = PaperKept(group=grief, paper=AGREEMENT, version=1, text="What is said here stays here.")
    await clinic.write([Part(fact=kept)])
    await session_ends.tell_agreed(clinic, session)
    assert lacks()
    await here.app.close()


@pytest.mark.parametrize("said", [None, True, False])
async def test_of_a_group_with_rules_alone_who_accepts_them_in_its_session_is_ready_and_a_word_is_taken_again(
    here: Room, said: bool | None
) -> None:
    """Rowan had said something by hand, or nothing; then the group wrote down rules, and he accepts them a little later."""
    clinic, grief, rowan = here.app.clinic, UUID(int=801), here.rowan
    assert clinic is not None
    await clinic.write([Part(fact=GroupFormed(group=grief, programme=CIRCLE, theme="Grief"))])
    await clinic.write([joins(rowan, group=grief, decided_by=here.tomas)])
    await begin(here, {1: rowan}, grief)
    session = here.session

    def agreement() -> tuple[Status, bool]:
        cell = board(session.state, session_ends.group_of(clinic, session)).rows[0].cells[2]
        return cell.status, Matter.AGREEMENT in not_ready(session.state, session.state.people[rowan], here.clock.now())

    async def later() -> None:
        here.clock.advance(timedelta(minutes=2))
        for _ in range(2):  # once is enough
            await session_ends.tell_agreed(clinic, session)

    if said is not None:
        await session.write(ReadinessTold(matter=Matter.AGREEMENT, holds=said, words="by telephone"), [rowan])
    await clinic.write([Part(fact=PaperKept(group=grief, paper=RULES, version=1, text="No phones."))])
    await later()
    assert agreement() == (Status.NOT, True)
    accepted = PaperAccepted(
        group=grief,
        paper=RULES,
        version=1,
        how=AcceptedHow.WITNESSED,
        witness=here.tomas,
        witness_name="Tomas Lind",
    )
    await clinic.write([Part(fact=accepted, about=rowan)])
    await later()
    told = session.state.people[rowan].readiness.told[Matter.AGREEMENT]
    if said is False:  # that he accepted the rules does not answer what he said of the agreement
        assert agreement() == (Status.NOT, True)
        assert (told.words, told.name) == ("by telephone", "Ines Okafor")
    else:
        assert agreement() == (Status.READY, False)
        assert told.name == "Tomas Lind"
    lines = session.history.count
    await later()
    assert session.history.count == lines
    for holds in (False, True):
        here.clock.advance(timedelta(minutes=1))
        await session.write(ReadinessTold(matter=Matter.AGREEMENT, holds=holds), [rowan])
        assert agreement() == (Status.READY if holds else Status.NOT, not holds)
    await clinic.write([Part(fact=PaperKept(group=grief, paper=RULES, version=2, text="No phones, no shoes."))])
    await later()
    assert agreement() == (Status.NOT, True)
    await here.app.close()


def test_only_the_agreement_is_said_by_papers_and_only_as_it_was_told_before() -> None:
    before = Before(line=UUID(int=1), at=START, by=None, name="")
    for told in ({"matter": Matter.CONSENT, "before": before}, {"matter": Matter.AGREEMENT}):
        with pytest.raises(Refusal) as no:
            ReadinessTold(holds=True, by_papers=True, **told)
        assert no.value.key == "readiness.by_papers"


async def test_a_session_that_is_of_another_programme_is_none_of_the_groups(clinic: Clinic) -> None:
    await form(clinic)
    other = next(key for key in clinic.state.programmes if key != CIRCLE)
    work = clinic.begin_session(UUID(int=9), "Circle", other, (), ILLNESS)
    assert await refused(work) == "groups.other_programme"
    assert clinic.state.sessions == {}
    await clinic.begin_session(UUID(int=9), "Circle", CIRCLE, (), ILLNESS)
    assert group(clinic).sessions == (UUID(int=9),)


def test_lines_of_a_group_or_a_person_nobody_knows_change_nothing() -> None:
    told = GroupTold(group=ILLNESS, theme="A theme")
    assert groups.after({}, entry_of(told)) == {}
    there = groups.after({}, entry_of(GroupFormed(group=ILLNESS, programme=CIRCLE, theme="A theme")))
    left = entry_of(MemberLeft(group=ILLNESS))
    assert groups.after(there, left) == there
    assert groups.after(there, msgspec.structs.replace(left, participant=None)) == there
    assert there[ILLNESS].current(RULES) is None
    assert ROWAN not in there[ILLNESS].members


def test_every_line_of_a_group_reads() -> None:
    english = text.english()
    said = {
        GroupFormed(group=ILLNESS, programme=CIRCLE, theme="A theme", **SPRING): (
            "A theme, intake from 01 Feb 2026, intake until 31 Mar 2026, begins 02 Apr 2026"
        ),
        MemberJoined(group=ILLNESS, decided_by=ROWAN, decided_by_name="Ines", why="Fits.", outside_intake=True): (
            "Ines: Fits. (outside the intake window)"
        ),
        PaperKept(group=ILLNESS, paper=RULES, version=2, text="Quiet."): "rules of the group, version 2",
        GroupMeets(group=ILLNESS, theme="A theme", number=2): "“A theme”, session 2",
        GroupMeets(group=ILLNESS, theme="A theme", number=2, planned=6): "“A theme”, session 2 of 6",
    }
    assert {fact: describe(fact, english) for fact in said} == said


async def cap_changed(clinic: Clinic, key: str, **numbers: str) -> None:
    before = clinic.state.programmes[key]
    draft = programme_draft.draft_of(before)
    draft.typed |= numbers
    await clinic.keep_programme(programme_draft.programme_of(draft, before))


async def test_a_course_under_way_keeps_the_version_it_began_with_until_it_takes_another(
    clinic: Clinic, journal: JournalFile
) -> None:
    await form(clinic)
    members = [await person(clinic, name) for name in ("Rowan", "Amara", "Idris")]
    await cap_changed(clinic, CIRCLE, cap="5")  # before its first session the group goes by the newest
    for one in members:
        await clinic.write([joins(one)])
    takes = Part(fact=GroupTakesVersion(group=ILLNESS, version=2))
    assert await refused(clinic.write([takes])) == "groups.newest_already"
    await clinic.begin_session(UUID(int=900), "First", CIRCLE, (), ILLNESS)
    assert await refused(clinic.write([takes])) == "groups.session_open"
    clinic.at_screen = INES
    await clinic.end_session(UUID(int=900))
    clinic.at_screen = OFFICE
    await cap_changed(clinic, CIRCLE, cap="3")
    noor, mae = await person(clinic, "Noor"), await person(clinic, "Mae")
    await clinic.write([joins(noor)])  # the fourth of five
    assert await refused(clinic.write([Part(fact=GroupTakesVersion(group=ILLNESS, version=1))])) == "groups.not_newest"
    await clinic.write([Part(fact=GroupTakesVersion(group=ILLNESS, version=3))])
    assert await refused(clinic.write([joins(mae)])) == "groups.full"
    entries = await journal.entries(journal.clinic_scope)
    assert Clinic(journal.clinic_scope, journal, FastClock(START), Faults(), entries).state == clinic.state


async def test_the_words_for_what_is_seen_are_always_the_newest(clinic: Clinic) -> None:
    await form(clinic)
    await clinic.begin_session(UUID(int=900), "First", CIRCLE, (), ILLNESS)
    before = clinic.state.programmes[CIRCLE]
    fewer = msgspec.structs.replace(before, version=2, cap=2, words=before.words[:5])
    await clinic.keep_programme(fewer)
    runs_by = versions.programme_for(clinic.state, CIRCLE, ILLNESS)
    assert runs_by is not None
    assert (runs_by.version, runs_by.cap, len(runs_by.words)) == (1, 4, 5)


async def test_one_persons_course_keeps_its_version_for_as_many_sessions_as_were_planned(clinic: Clinic) -> None:
    parts, rowan = "individual_six_parts", await person(clinic, "Rowan")
    own = versions.courses_of(None, (rowan,))
    for number in range(6):
        by = versions.programme_for(clinic.state, parts, rowan)
        assert by is not None
        assert by.version == 1
        await clinic.begin_session(UUID(int=1000 + number), "Session", parts, (), None, own)
        if number == 0:
            await cap_changed(clinic, parts, session_minutes="120")
    again = versions.programme_for(clinic.state, parts, rowan)
    assert again is not None
    assert (again.version, again.session_minutes) == (2, 120)  # the six are over: another course
    await clinic.begin_session(UUID(int=1006), "Session", parts, (), None, own)
    await cap_changed(clinic, parts, session_minutes="100")
    another = versions.programme_for(clinic.state, parts, rowan)
    assert another is not None
    assert another.version == 2


async def test_a_course_without_a_number_keeps_its_version_and_so_do_several_people_without_a_group(
    clinic: Clinic,
) -> None:
    before = clinic.state.programmes[CIRCLE]
    await clinic.keep_programme(msgspec.structs.replace(before, version=2, cap=None, sessions=None))
    rowan, amara, noor = [await person(clinic, name) for name in ("Rowan", "Amara", "Noor")]
    numbers = iter(range(1000, 1100))

    async def sit(*people: UUID) -> int:
        courses = versions.courses_of(None, people)
        runs_by = versions.programme_for(clinic.state, CIRCLE, *courses)
        assert runs_by is not None
        await clinic.begin_session(UUID(int=next(numbers)), "Session", CIRCLE, (), None, courses)
        return runs_by.version

    assert await sit(rowan) == 2
    await cap_changed(clinic, CIRCLE, session_minutes="120")
    assert [await sit(rowan) for _ in range(3)] == [2, 2, 2]
    assert await sit(rowan, amara) == 2  # hers begins with the version of the course that is under way
    assert await sit(noor) == 3
    assert await sit(amara) == 2
    assert await sit(amara, noor) == 3  # one session runs by one version: the newest of theirs
    assert (await sit(amara), await sit(noor)) == (2, 3)
    takes = Part(fact=versions.CourseTakesVersion(programme=CIRCLE, version=3), about=amara)
    assert await refused(clinic.write([takes])) == "versions.session_open"
    clinic.at_screen = INES
    for session in list(clinic.state.sessions):
        await clinic.end_session(session)
    clinic.at_screen = OFFICE
    for programme, version, key in (
        ("nothing", 3, "clinic.no_such_programme"),
        (CIRCLE, 2, "groups.not_newest"),
        ("individual_six_parts", 1, "versions.newest_already"),  # no course of hers is under way
    ):
        fact = versions.CourseTakesVersion(programme=programme, version=version)
        assert await refused(clinic.write([Part(fact=fact, about=amara)])) == key
    await clinic.write([takes])
    assert (await sit(amara), await sit(rowan)) == (3, 2)
    assert describe(takes.fact, text.english()) == "by version 3 of the programme from the next session on"


def test_a_session_of_a_programme_the_clinic_does_not_hold_begins_no_course() -> None:
    """An earlier record may hold one; nothing is made up for it."""
    assert versions.opened(ClinicState(), [UUID(int=7)], CIRCLE, START) == {}
    session, amara = UUID(int=801), UUID(int=12)
    planned = SessionPlanned(session=session, title="Circle", programme=CIRCLE, course=amara)
    lines = [entry_of(planned), entry_of(versions.CameLate(session=session))]
    state = fold(ClinicState(), lines)
    assert state.sessions[session].together == (amara, lines[1].participant)
    assert (state.courses, state.held) == ({}, {})
