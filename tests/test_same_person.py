"""One person who was entered twice: one everywhere once somebody says so, two again when that was wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import pytest

from facilitator_app import agenda, erasure, keeping, one_person, text
from facilitator_app.course import course
from facilitator_app.faults import Refusal
from facilitator_app.integration_desk import IntegrationDesk
from facilitator_app.own_copy_files import sessions_of
from facilitator_app.record import groups, room
from facilitator_app.record.agenda import Expected, SessionSet
from facilitator_app.record.changes import Voided
from facilitator_app.record.clinic import ClinicState, ParticipantAdded, apply
from facilitator_app.record.doses import Route
from facilitator_app.record.entry import Entry, Part
from facilitator_app.record.findable import asked
from facilitator_app.record.limits import PersonLimitSet
from facilitator_app.record.orders import ClearedForMedicine, OrderGiven
from facilitator_app.record.people import PersonTold, SamePerson
from facilitator_app.record.preparation import WishMatter, WishTold
from facilitator_app.record.prescribing import prescribed
from facilitator_app.record.programme import Limit
from facilitator_app.record.readiness import Matter, ReadinessTold, StaysWithout
from facilitator_app.record.retention import HoldLifted, HoldPlaced, PersonErased, RetentionKept
from facilitator_app.record.same_person import table
from facilitator_app.record.vitals import Measure
from facilitator_app.same_person import Differs, differing
from facilitator_app.text import catalogue
from facilitator_app.ui.prescribed_rows import rows_of
from facilitator_app.wording import describe
from tests.golden import entry_of
from tests.people import AMARA, IDRIS, NOOR, ROWAN
from tests.test_erasure import WHY, Over, refused
from tests.test_prescribing import HALE, INES, write

BORN = "1984-05-21"
HOUR, ZONE = timedelta(hours=1), ZoneInfo("America/Los_Angeles")
WHICH = {"legal_name": "Rowan Ellery Marsh", "preferred_name": "Rowan"}
REASON = "The same birth date and telephone; asked at the door."


class Twice(Over):
    """Rowan was in one session; somebody entered them again as Ro, who was in another."""

    ro = UUID(int=0)
    second = UUID(int=0)

    async def entered_twice(self) -> None:
        self.scope = await self.over()
        await self.clinic.tell_person(
            self.rowan, PersonTold(legal_name="Rowan Marsh", birth_date=BORN, allergies="latex"), sure=True
        )
        told = ParticipantAdded(
            preferred_name="Ro", legal_name="Rowan Ellery Marsh", birth_date=BORN, allergies="penicillin"
        )
        self.ro = await self.clinic.add_participant(told, PersonTold(medicines="sertraline 50 mg"), sure=True)
        self.clock.advance(timedelta(days=1))
        self.second = await self.sits(self.ro, "Ro saw a lantern.")

    async def sits(self, person: UUID, said: str) -> UUID:
        """A session of one person, begun and over."""
        assert self.app.at_screen is not None
        await self.app.begin_session(
            title="Second circle",
            programme="group_circle_three",
            lead=self.tomas,
            staff=[self.app.at_screen.id, self.tomas],
            seats={3: person},
            staffing_reason="Devi is ill; the group agreed.",
        )
        scope = self.session.scope
        await self.session.write(room.Noted(text=said), [person])
        await self.session.write(room.WentOut(way=room.WayOut.WITHDREW), [person])
        await self.app.close_session()
        await self.app.leave_session()
        return scope

    async def join(self, kept: UUID | None = None, other: UUID | None = None) -> None:
        await one_person.join(self.journal, self.clinic, kept or self.rowan, other or self.ro, WHICH, REASON)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Twice]:
    made = Twice(tmp_path / "clinic")
    await made.entered_twice()
    yield made
    await made.app.close()


async def test_one_everywhere_and_nothing_of_either_is_lost(here: Twice) -> None:
    clinic, journal = here.clinic, here.journal
    await clinic.write([Part(fact=WishTold(matter=WishMatter.FEARS, text="The dark."), about=here.ro)])
    desk = IntegrationDesk(clinic, here.clock, here.app.read_own, here.app.lengths)
    await desk.look()
    assert list(desk.session(here.second).state.people) == [here.ro]
    one, two = clinic.state.participants[here.rowan], clinic.state.participants[here.ro]
    assert differing(one, two) == (
        Differs("preferred_name", "Rowan", "Ro"),
        Differs("legal_name", "Rowan Marsh", "Rowan Ellery Marsh"),
    )
    no = one_person.join(journal, clinic, here.rowan, here.ro, {"preferred_name": "Rowan"}, REASON)
    assert await refused(no) == "same_person.which"
    await here.join()
    await here_is_one(here)
    await desk.look()
    assert list(desk.session(here.second).state.people) == [here.rowan]
    await here.come_back()
    await here_is_one(here)


async def test_of_two_weights_it_is_asked_which_is_right_and_one_figure_written_twice_is_one(here: Twice) -> None:
    clinic = here.clinic
    told = PersonTold(weight_kg="70", usual_systolic="118", usual_diastolic="76", usual_spo2="97")
    await clinic.tell_person(here.rowan, told, sure=True)
    other = PersonTold(weight_kg="72", usual_systolic="118,0", usual_heart_rate="64")
    await clinic.tell_person(here.ro, other, sure=True)
    one, two = clinic.state.participants[here.rowan], clinic.state.participants[here.ro]
    assert differing(one, two)[2:] == (Differs("weight_kg", "70", "72"),)
    no = one_person.join(here.journal, clinic, here.rowan, here.ro, WHICH, REASON)
    assert await refused(no) == "same_person.which"
    await one_person.join(here.journal, clinic, here.rowan, here.ro, WHICH | {"weight_kg": "72"}, REASON)
    known = clinic.state.participants[here.rowan].details
    assert (known.weight_kg, known.usual_systolic, known.usual_diastolic) == ("72", "118", "76")
    assert (known.usual_heart_rate, known.usual_spo2) == ("64", "97")


async def here_is_one(here: Twice) -> None:
    clinic, journal = here.clinic, here.journal
    assert here.ro not in clinic.state.participants
    known = clinic.state.participants[here.rowan]
    assert clinic.state.known(here.ro) == known
    assert (known.told.preferred_name, known.told.legal_name) == ("Rowan", "Rowan Ellery Marsh")
    assert (known.told.allergies, known.details.medicines) == ("latex; penicillin", "sertraline 50 mg")
    assert known.told.intention == "To be still."
    assert set(known.names) >= {
        "Rowan",
        "Ro",
        "Rowan Marsh",
        "Rowan Ellery Marsh",
    }  # found, and kept out of packets, by each
    assert clinic.state.wishes[here.rowan] == {WishMatter.FEARS: "The dark."}
    assert len(clinic.state.held[here.rowan, "group_circle_three"]) == 2  # their course is one, too
    assert {whose for whose, _ in clinic.state.courses} == {here.rowan, here.amara}
    assert [type(entry.fact) for entry in clinic.history.about(here.rowan)].count(ParticipantAdded) == 2
    sessions = [(one.scope, one.history) for one in await sessions_of(here.app, here.rowan)]
    assert {scope for scope, _ in sessions} == {here.scope, here.second}
    assert [one.title for one in course(here.rowan, "Rowan", sessions, catalogue()).sittings] == [
        "First circle",
        "Second circle",
    ]
    assert [entry.participant for entry in await journal.find(asked("lantern"), 5)] == [here.rowan]
    assert set(await journal.scopes(here.rowan)) >= {here.scope, here.second}


async def test_it_is_refused_where_they_cannot_be_one(here: Twice) -> None:
    clinic, journal = here.clinic, here.journal
    assert await refused(here.join(here.rowan, here.rowan)) == "same_person.oneself"
    assert await refused(here.join(here.rowan, UUID(int=77))) == "clinic.no_such_participant"
    assert await refused(here.join(here.rowan, here.amara)) == "same_person.two_people"  # they sat beside each other
    with pytest.raises(Refusal, match=r"entry\.empty"):
        await one_person.join(journal, clinic, here.rowan, here.ro, WHICH, " ")
    await here.join()
    assert await refused(here.join()) == "clinic.no_such_participant"  # twice
    assert await refused(here.join(here.ro, here.rowan)) == "clinic.no_such_participant"  # in a circle
    idris = await clinic.add_participant(ParticipantAdded(preferred_name="Idris"))
    await here.begin()
    assert await refused(here.join(here.rowan, idris)) == "same_person.in_session"
    (line,) = one_person.standing(clinic, here.rowan)
    assert await refused(one_person.part(journal, clinic, line.id, "Two.")) == "same_person.in_session"


async def test_they_are_two_again_when_it_was_wrong(here: Twice) -> None:
    clinic, journal = here.clinic, here.journal
    before = dict(clinic.state.participants)
    await here.join()
    await clinic.write([Part(fact=WishTold(matter=WishMatter.MUSIC, text="No voices."), about=here.rowan)])
    (line,) = one_person.standing(clinic, here.rowan)
    assert await refused(one_person.part(journal, clinic, UUID(int=9), "Two.")) == "session.no_such_line"
    with pytest.raises(Refusal, match=r"entry\.empty"):
        await one_person.part(journal, clinic, line.id, " ")
    await one_person.part(journal, clinic, line.id, "Two cousins of one birthday.")
    assert clinic.state.participants == before
    assert list(clinic.state.wishes) == [here.rowan]
    assert {one.scope for one in await sessions_of(here.app, here.ro)} == {here.second}
    assert one_person.standing(clinic, here.rowan) == ()
    await here.come_back()
    assert here.clinic.state.participants == before
    await here.join(here.ro, here.rowan)  # and one again, the other way round
    assert here.clinic.state.known(here.rowan) == here.clinic.state.participants[here.ro]


async def test_who_left_a_group_by_the_one_entry_belongs_to_it_by_the_other(here: Twice) -> None:
    clinic, group, other = here.clinic, UUID(int=8), UUID(int=9)
    for one in (group, other):
        formed = groups.GroupFormed(group=one, programme="group_circle_three", theme="A long illness")
        await clinic.write([Part(fact=formed)])
    joined = groups.MemberJoined(group=group, decided_by=here.tomas, decided_by_name="Tomas Lind", why="Fits.")
    for person in (here.rowan, here.ro):
        await clinic.write([Part(fact=joined, about=person)])
    here.clock.advance(timedelta(minutes=1))
    await clinic.write([Part(fact=groups.MemberLeft(group=group, reason="Entered twice."), about=here.ro)])
    await here.join()
    assert [one.id for one in clinic.state.groups[group].there] == [here.rowan]
    assert clinic.state.groups[other].there == ()
    here.clock.advance(timedelta(minutes=1))
    await clinic.write([Part(fact=groups.MemberLeft(group=group, reason="Moved away."), about=here.rowan)])
    assert clinic.state.groups[group].there == ()


CIRCLE, SET = UUID(int=8), UUID(int=90)


async def both_expected(here: Twice) -> None:
    """Both entries are members of a group, and a session of it is set for the next day."""
    formed = groups.GroupFormed(group=CIRCLE, programme="group_circle_three", theme="A long illness")
    joined = groups.MemberJoined(group=CIRCLE, decided_by=here.tomas, decided_by_name="Tomas Lind", why="Fits.")
    at = here.clock.now() + timedelta(days=1)
    one = SessionSet(session=SET, title="Circle", programme="group_circle_three", at=at, group=CIRCLE)
    await here.clinic.write([Part(fact=formed)])
    await here.clinic.write([Part(fact=joined, about=here.rowan)])
    await here.clinic.write([Part(fact=joined, about=here.ro)])
    await here.clinic.write([Part(fact=one)])


async def told_ahead(here: Twice, person: UUID, *facts: Expected | ReadinessTold | StaysWithout) -> None:
    for fact in facts:
        here.clock.advance(timedelta(minutes=1))
        await here.clinic.write([Part(fact=fact, about=person)])


def expected_at(here: Twice) -> tuple[UUID, ...]:
    return agenda.people(here.clinic.state, here.clinic.state.agenda.sessions[SET])


async def test_who_is_touched_off_the_list_because_they_stand_there_twice_still_comes_once_they_are_one(
    here: Twice,
) -> None:
    await both_expected(here)
    await told_ahead(here, here.rowan, ReadinessTold(matter=Matter.ESCORT, holds=True, words="Maria", session=SET))
    await told_ahead(here, here.ro, Expected(session=SET, coming=False, reason="Is there twice."))
    await here.join()
    assert expected_at(here) == (here.rowan,)
    assert [fact.words for fact in agenda.told_before(here.clinic.state, SET, here.rowan)] == ["Maria"]  # type: ignore[union-attr]
    await told_ahead(here, here.rowan, Expected(session=SET, coming=False, reason="Has a cold."))
    assert expected_at(here) == ()
    await one_person.part(here.journal, here.clinic, one_person.standing(here.clinic, here.rowan)[0].id, "Two.")
    assert expected_at(here) == ()  # Ro does not come, as was said before


async def test_who_comes_by_neither_entry_does_not_come_and_a_seat_that_was_kept_later_stays_kept(here: Twice) -> None:
    await both_expected(here)
    await told_ahead(here, here.ro, Expected(session=SET, coming=False, reason="Is there twice."))
    await told_ahead(here, here.rowan, Expected(session=SET, seat=4))
    await here.join()
    assert agenda.seats(here.clinic.state, here.clinic.state.agenda.sessions[SET]) == {4: here.rowan}
    await one_person.part(here.journal, here.clinic, one_person.standing(here.clinic, here.rowan)[0].id, "Two.")
    await told_ahead(here, here.rowan, Expected(session=SET, coming=False, reason="Has a cold."))
    await here.join()
    assert expected_at(here) == ()


async def test_what_is_not_as_it_has_to_be_by_one_entry_is_not_made_so_by_a_later_word_of_the_other(
    here: Twice,
) -> None:
    def medicines(holds: bool, words: str) -> ReadinessTold:
        return ReadinessTold(matter=Matter.MEDICINES, holds=holds, words=words, session=SET)

    escort = ReadinessTold(matter=Matter.ESCORT, holds=True, words="Jude", session=SET)
    await both_expected(here)
    await told_ahead(here, here.rowan, medicines(False, "Took an MAOI today."), StaysWithout(session=SET))
    await told_ahead(here, here.ro, medicines(True, "None."), escort, StaysWithout(session=SET, holds=False))
    await here.join()
    told = agenda.told_before(here.clinic.state, SET, here.rowan)
    assert [type(fact) for fact in told] == [ReadinessTold, StaysWithout, ReadinessTold]
    assert [(getattr(fact, "holds", None), getattr(fact, "words", None)) for fact in told] == [
        (False, "Took an MAOI today."),
        (True, ""),
        (True, "Jude"),
    ]
    await one_person.part(here.journal, here.clinic, one_person.standing(here.clinic, here.rowan)[0].id, "Two.")
    assert len(agenda.told_before(here.clinic.state, SET, here.ro)) == 3


async def test_the_hold_of_either_holds_and_each_is_lifted_for_itself(here: Twice) -> None:
    clinic = here.clinic
    await clinic.note(RetentionKept(years=7, source="Invented."))
    await clinic.note(HoldPlaced(reason="A complaint."), here.ro)
    await clinic.note(HoldPlaced(reason="An audit."), here.rowan)
    await clinic.note(HoldLifted(reason="The audit is over."), here.rowan)
    await here.join()
    here.clock.advance(timedelta(days=8 * 366))
    assert await refused(erasure.ask(here.journal, clinic, here.rowan, WHY)) == "retention.held"
    with pytest.raises(Refusal, match=r"retention\.held_before"):
        await clinic.note(HoldPlaced(reason="Once more."), here.rowan)
    held = keeping.held(clinic.state, here.rowan)
    assert held is not None
    assert (held[0], held[1].reason) == (here.ro, "A complaint.")
    await clinic.note(HoldLifted(reason="Closed."), here.ro)
    await erasure.ask(here.journal, clinic, here.rowan, WHY)
    idris = await clinic.add_participant(ParticipantAdded(preferred_name="Idris"))
    assert await refused(here.join(idris, here.rowan)) == "same_person.erasure"


async def test_care_by_either_entry_keeps_the_record_and_an_erasure_takes_both(here: Twice) -> None:
    here.clock.advance(timedelta(days=400))
    third = await here.sits(here.ro, "Ro came once more.")
    await here.join()
    found = await erasure.standing(here.journal, here.clinic, here.rowan)
    assert found.last_care == here.clinic.today
    assert {seat.session for seat in found.seats} == {here.scope, here.second, third}
    gone = await here.erase(here.rowan)
    assert gone > 10
    assert not {here.rowan, here.ro} & here.clinic.state.participants.keys()
    assert not {here.rowan, here.ro} & {entry.participant for entry in here.clinic.history.entries}
    (said,) = [entry.fact for entry in here.clinic.history.entries if isinstance(entry.fact, PersonErased)]
    assert [one.person for one in said.also] == [here.ro]
    assert await here.journal.find(asked("lantern"), 5) == ()
    assert {here.rowan, here.ro} <= here.clinic.state.keeping.erased.keys()
    told = await here.app.verify()
    assert {(one.what, one.is_harmless) for one in told} == {("journal.found_erased", True)}
    await here.come_back()
    assert not {here.rowan, here.ro} & here.clinic.state.participants.keys()
    assert list((await here.app.read_session(here.scope)).state.people) == [here.amara]


# -------------------------------------------------------------------------- what the prescriber wrote of either
def ordered(low: int, drug: str = "ketamine") -> OrderGiven:
    return OrderGiven(drug=drug, route=Route.INTRAMUSCULAR, low=Decimal(low), prescriber="Dr. Hale")


def cleared(until: date) -> ClearedForMedicine:
    return ClearedForMedicine(prescriber="Dr. Hale", until=until)


def limited(high: int) -> PersonLimitSet:
    told = Limit(measure=Measure.SYSTOLIC, high=Decimal(high), reason="Treated.", owner="Ines Okafor")
    return PersonLimitSet(limit=told)


def holds(here: Twice) -> list[object]:
    told = (
        msgspec.structs.replace(one, beforehand=None)
        for one in prescribed(here.clinic.history, here.rowan).for_the_room
    )
    return list(told)


async def test_a_clearance_withdrawn_of_the_one_entry_is_not_in_force_by_the_other(here: Twice) -> None:
    clinic = here.clinic
    _, first = await write(clinic, HALE, here.ro, ordered(50), cleared(date(2026, 3, 31)))
    here.clock.advance(HOUR)
    await write(clinic, HALE, here.rowan, ordered(50), cleared(date(2026, 6, 30)))
    here.clock.advance(HOUR)
    await write(clinic, HALE, here.ro, Voided(target=first, reason="Chest pain this morning."))
    await here.join()
    assert holds(here) == [ordered(50)]  # the same order in both entries is one
    (line,) = one_person.standing(clinic, here.rowan)
    assert describe(line.fact, text.english()).splitlines()[-1] == (
        "The entries tell of this otherwise, or it was withdrawn of one of them: clearance. None of it holds once they are "
        "one person; the prescriber, or for a limit the provider, writes anew what is to hold."
    )
    await here.come_back()
    assert holds(here) == [ordered(50)]
    await write(here.clinic, HALE, here.rowan, cleared(date(2026, 5, 1)))
    assert holds(here) == [cleared(date(2026, 5, 1)), ordered(50)]


async def test_neither_order_takes_the_place_of_the_others_by_itself(here: Twice) -> None:
    clinic = here.clinic
    await write(clinic, HALE, here.ro, ordered(25), ordered(10, "esketamine"))
    await write(clinic, INES, here.ro, limited(140))
    here.clock.advance(HOUR)
    await write(clinic, HALE, here.rowan, ordered(50), cleared(date(2026, 6, 30)))
    await write(clinic, INES, here.rowan, limited(160))
    before = {one: prescribed(clinic.history, one) for one in (here.rowan, here.ro)}
    await here.join()
    assert holds(here) == [cleared(date(2026, 6, 30))]
    (line,) = one_person.standing(clinic, here.rowan)
    said = describe(line.fact, text.english())
    for kind in ("order of esketamine", "order of ketamine", f"own limit ({text.english().word(Measure.SYSTOLIC)})"):
        assert kind in said
    rows = {
        row["text"]: row["note"]
        for row in rows_of(clinic.history.about(here.rowan), prescribed(clinic.history, here.rowan), ZONE)
    }
    assert rows[describe(ordered(50), text.english())].startswith("An entry that was made one with another")
    await one_person.part(here.journal, clinic, line.id, "Two cousins.")
    assert {one: prescribed(clinic.history, one) for one in before} == before  # each has their own again


async def test_what_was_withdrawn_before_the_other_was_written_asks_nothing(here: Twice) -> None:
    clinic = here.clinic
    (first,) = await write(clinic, HALE, here.ro, cleared(date(2026, 3, 31)))
    await write(clinic, HALE, here.ro, Voided(target=first, reason="Not yet."))
    here.clock.advance(HOUR)
    await write(clinic, HALE, here.rowan, cleared(date(2026, 6, 30)))
    await here.join()
    assert holds(here) == [cleared(date(2026, 6, 30))]


def test_three_entries_are_one_and_two_devices_that_say_it_of_each_other_say_it_once() -> None:
    def same(kept: UUID | None, other: UUID) -> Entry:
        fact = SamePerson(other=other, entered_as="Ro", told=PersonTold(allergies=""), reason="One.")
        return msgspec.structs.replace(entry_of(fact), participant=kept)

    lines = [same(ROWAN, AMARA), same(IDRIS, ROWAN)]
    assert table(lines) == {AMARA: IDRIS, ROWAN: IDRIS}
    assert table([*lines, same(AMARA, IDRIS)]) == {AMARA: IDRIS, ROWAN: IDRIS}
    assert table([*lines, same(ROWAN, NOOR)])[NOOR] == IDRIS
    assert table([same(None, ROWAN)]) == {}
    nothing = ClinicState()
    assert apply(nothing, same(None, ROWAN)) is nothing
