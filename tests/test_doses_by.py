"""Doses by whom the programme names: whose word counts beside the provider's, and what is taken by oneself under order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from facilitator_app import programme_draft, programme_written, programmes, rules, text
from facilitator_app.clinic import Clinic
from facilitator_app.faults import Faults, Refusal
from facilitator_app.handoff.sheet import Known, compose
from facilitator_app.record import room, versions
from facilitator_app.record.doses import Concern, DoseGiven, DoseWithTimeOut, Route
from facilitator_app.record.entry import Fact
from facilitator_app.record.medication import MedicationGiven, MedicineRoute
from facilitator_app.record.orders import ClearedForMedicine, OrderGiven
from facilitator_app.record.programme import Giver
from facilitator_app.record.roles import Role
from facilitator_app.rehearsal.play import play
from facilitator_app.rehearsal.story import read
from facilitator_app.session import Session
from facilitator_app.ui.programme_facts import facts
from facilitator_app.wording import describe
from tests.people import AMARA, DEVI, HALE, INES, ROWAN, TOMAS
from tests.ready import READY
from tests.test_clinic import CIRCLE, OFFICE, clinic, journal
from tests.test_groups import ILLNESS, form
from tests.test_session import Room, empty, signed

__all__ = ["clinic", "empty", "journal"]

DOSE = DoseGiven(drug="ketamine", route=Route.INTRAMUSCULAR, amount_mg=Decimal(50))
REMEDY = MedicationGiven(
    name="ondansetron", amount=Decimal(4), unit="mg", route=MedicineRoute.ORAL, for_what="nausea"
)  # fmt: skip
LOZENGE = DoseWithTimeOut(drug="ketamine", route=Route.SUBLINGUAL, amount_mg=Decimal(100), by_oneself=True)
BEFORE: tuple[Fact, ...] = (
    ClearedForMedicine(prescriber=HALE.name, until=date(2026, 12, 31)),
    OrderGiven(drug="ketamine", route=Route.SUBLINGUAL, low=Decimal(100), further=True, prescriber=HALE.name),
    *READY,
)


async def begun(at: Room, *named: Giver) -> Room:
    """The circle, whose programme names these for doses, with Rowan and Amara on their seats and Tomas at the screen."""
    programme = msgspec.structs.replace(signed(), doses_by=named)
    await at.session.open(
        programme, "Thursday circle", zone="America/Denver", clinic_name="Still Water", lead=TOMAS,
        staff=(INES, TOMAS, DEVI, HALE),
    )  # fmt: skip
    for seat, (person, name) in enumerate(((ROWAN, "Rowan"), (AMARA, "Amara")), 1):
        await at.tell(room.Seated(seat=seat, preferred_name=name), person)
        for fact in BEFORE:
            await at.tell(fact, person)
    return at


def waits(at: Room) -> list[UUID]:
    return [line.first.id for line in at.session.awaiting()]


@pytest.mark.parametrize("fact", [DOSE, REMEDY], ids=["dose", "medicine"])
async def test_what_a_facilitator_gives_awaits_nobody_where_the_programme_names_facilitators(
    empty: Room, fact: Fact
) -> None:
    here = await begun(empty, Giver.FACILITATOR)
    await here.tell(fact, ROWAN, by=TOMAS)
    assert waits(here) == []
    scribed = await here.tell(fact, AMARA, by=HALE)  # of the team, and not named
    assert waits(here) == [scribed]
    line = here.session.history.line(scribed)
    assert line is not None
    assert rules.whose(line, here.session.state) == (Role.FACILITATOR, Role.MEDICAL_PROVIDER)
    assert await here.refused(here.session.confirm(scribed)) == "session.not_your_word"
    here.session.at_screen = DEVI
    await here.session.confirm(scribed)
    assert waits(here) == []


async def test_a_programme_that_names_nobody_is_as_it_was(empty: Room) -> None:
    here = await begun(empty)
    scribed = await here.tell(DOSE, ROWAN, by=TOMAS)
    assert waits(here) == [scribed]
    assert await here.refused(here.session.confirm(scribed)) == "session.not_your_word"
    here.session.at_screen = INES
    await here.session.confirm(scribed)
    assert waits(here) == []


async def test_who_is_named_for_doses_clears_and_classes_nobody(empty: Room) -> None:
    here = await begun(empty, Giver.FACILITATOR, Giver.PRESCRIBER)
    cleared = room.WentOut(way=room.WayOut.CLEARED, escort="Sam")
    for who in (TOMAS, HALE):
        here.session.at_screen = who
        assert await here.refused(here.session.write(cleared, [ROWAN])) == "session.not_your_word"


async def test_a_session_under_way_keeps_whom_its_programme_named(clinic: Clinic) -> None:
    await form(clinic)
    await clinic.begin_session(UUID(int=900), "First", CIRCLE, (), ILLNESS)
    known = clinic.state.programmes[CIRCLE]
    draft = programme_draft.draft_of(known)
    programme_draft.toggle(draft, "doses_by", "facilitator")
    await clinic.keep_programme(programme_draft.programme_of(draft, known))
    newest, runs_by = clinic.state.programmes[CIRCLE], versions.programme_for(clinic.state, CIRCLE, ILLNESS)
    assert (newest.version, newest.doses_by) == (2, (Giver.FACILITATOR,))
    assert runs_by is not None
    assert (runs_by.version, runs_by.doses_by) == (1, ())
    assert clinic.at_screen == OFFICE


# ---------------------------------------------------------------- by oneself
async def test_taken_by_oneself_is_told_with_who_saw_it_where_the_programme_provides_for_it(empty: Room) -> None:
    here = await begun(empty, Giver.FACILITATOR, Giver.ONESELF)
    here.pass_minutes(10)
    taken = (await here.session.write(LOZENGE, [ROWAN], by=DEVI.id))[0]
    assert (taken.done_by, taken.recorded_by) == (DEVI.id, TOMAS.id)
    assert waits(here) == []
    words = text.english()
    assert "taken by oneself under order" in describe(taken.fact, words)
    assert "does not provide" not in describe(taken.fact, words)
    state = here.session.state
    sheet = compose(state, state.people[ROWAN], Known(), here.clock.now(), words)
    told = next(row.text for row in sheet.rows if row.key == "doses")
    assert told == "10:10  ketamine 100 mg, sublingual, taken by oneself under order, seen by Devi Rao"


async def test_taken_by_oneself_needs_a_named_reason_where_the_programme_does_not_provide_for_it(empty: Room) -> None:
    here = await begun(empty, Giver.FACILITATOR)
    here.pass_minutes(10)
    with pytest.raises(Refusal) as refused:
        await here.tell(LOZENGE, ROWAN)
    assert (refused.value.key, refused.value.field) == ("dose.reason_needed", "by_oneself")
    assert text.say(refused.value) == "Name the reason: taken by oneself, which this programme does not provide for."
    why = msgspec.structs.replace(LOZENGE, reasons={Concern.BY_ONESELF: "her hands shake less than mine"})
    line = here.session.history.line(await here.tell(why, ROWAN))
    assert line is not None
    assert "by oneself, which the programme does not provide for, because her hands shake less than mine" in describe(
        line.entry.fact, text.english()
    )


async def test_a_dose_told_before_it_was_asked_is_corrected_without_the_question(empty: Room) -> None:
    """It was written by a program that did not ask: the line stays as it was, and is corrected as it was."""
    here = await begun(empty, Giver.ONESELF)
    here.pass_minutes(10)
    old = await here.tell(LOZENGE, ROWAN)
    given = await here.tell(msgspec.structs.replace(LOZENGE, by_oneself=False), AMARA)
    entries = [
        msgspec.structs.replace(entry, fact=msgspec.structs.replace(entry.fact, programme=signed()))
        if isinstance(entry.fact, room.SessionOpened)
        else entry
        for entry in here.session.history.entries
    ]
    session = Session(here.session.scope, here.journal, here.clock, Faults(), entries)
    session.at_screen = TOMAS
    with pytest.raises(Refusal) as refused:
        await session.amend(given, LOZENGE, "she took it herself")
    assert refused.value.field == "by_oneself"
    await session.amend(old, msgspec.structs.replace(LOZENGE, lot="A-17"), "the lot was left out")
    line = session.history.line(old)
    assert line is not None
    assert "lot A-17" in describe(line.entry.fact, text.english())


# ---------------------------------------------------------------- the programme
def test_whom_a_programme_names_goes_out_in_its_file_and_comes_back() -> None:
    own = msgspec.structs.replace(signed(), plan=None, doses_by=(Giver.FACILITATOR, Giver.ONESELF))
    written = programme_written.write_programme(own)
    assert 'doses_by = ["facilitator", "oneself"]' in written
    assert programmes.file_from(written, file="own.toml").programme.doses_by == own.doses_by
    assert "doses also by a facilitator, the person, under order, seen by one of the team" in " ".join(facts(own))


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (
            'doses_by = ["nurse"]',
            "own.toml, line {line}: “doses_by[0]” is not right. “nurse” is not one of the words that can stand here.",
        ),
        (
            'doses_by = ["facilitator", "medical_provider"]',
            "own.toml, line {line}: “doses_by[1]” is not right. “medical_provider” is not one of the words that can "
            "stand here.",
        ),
        (
            'doses_by = "facilitator"',
            "own.toml, line {line}: “doses_by” is not right. Here stands a text in quotes, and a list is needed.",
        ),
        (
            'dose_by = ["facilitator"]',
            "own.toml, line {line}: the entry “dose_by” is not known here. Is “doses_by” meant?",
        ),
    ],
)
def test_a_file_that_names_somebody_who_cannot_be_is_refused_by_its_line(now: str, said: str) -> None:
    written = programme_written.write_programme(msgspec.structs.replace(signed(), plan=None))
    line = written.split("\n").index("doses_by = []")
    with pytest.raises(Refusal) as refused:
        programmes.file_from(written.replace("doses_by = []", now), file="own.toml")
    assert text.say(refused.value) == said.format(line=line + 1)


def test_none_of_the_programmes_that_ship_names_anybody() -> None:
    assert [one.key for one in programmes.shipped() if one.doses_by] == []


def test_what_was_half_typed_before_anybody_could_be_named_is_still_there() -> None:
    draft = programme_draft.draft_of(signed())
    draft.typed["name"] = "Ours"
    kept = programme_draft.to_text(draft)
    older = kept.replace(',"doses_by":[]', "")
    assert older != kept
    found = programme_draft.from_text(older)
    assert found is not None
    assert (found.typed["name"], found.doses_by) == ("Ours", [])


STORY = """\
clinic Still Water (invented)
zone America/Denver
date 2026-03-05
title Lozenges
programme group_circle_three
sets doses by facilitator and oneself
plan Demonstration plan (invented)
staff Ines Okafor: medical provider
staff Tomas Lind: facilitator, lead
staff Devi Rao: facilitator
person Rowan, seat 1
10:00 Tomas: open session
10:05 Ines: order Rowan ketamine 100 mg sublingual further by Dr. Hale
10:05 clears for medicine Rowan until 2026-06-30 by Dr. Hale
10:20 Devi: time-out Rowan ketamine 100 mg sublingual by oneself because it was said in the room
10:21 expect Rowan's last dose plain
"""


@pytest.mark.expects_log
@pytest.mark.parametrize(("named", "found"), [("sets doses by facilitator and oneself\n", 0), ("", 1)])
async def test_a_story_sets_whom_its_programme_names(named: str, found: int, tmp_path: Path) -> None:
    played = await play(read(STORY.replace("sets doses by facilitator and oneself\n", named)), tmp_path / "clinic")
    await played.stage.app.close()
    assert len(played.findings) == found, "named, a facilitator's dose awaits nobody; else it awaits the provider"
