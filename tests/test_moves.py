"""The wrong person: a line is moved to another seat in one act, and neither chart ever tells of the other."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest

from facilitator_app import text
from facilitator_app.export import export_session
from facilitator_app.faults import Faults, Refusal
from facilitator_app.handoff.packet import compose
from facilitator_app.journal import JournalFile
from facilitator_app.medicine_words import recounted
from facilitator_app.record import room
from facilitator_app.record.adverse import AdverseClassed, AdverseFollowed, AdverseReported, Outcome, Severity
from facilitator_app.record.changes import Voided
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.company import CompanyBegan, CompanyEnded, SteppedOut
from facilitator_app.record.doses import ClockRecounted, Concern, DoseGiven, DoseWithTimeOut, Route
from facilitator_app.record.emergency import EmergencyBegan, EmergencyEnded, EmergencyStep, Step, begun_for_another
from facilitator_app.record.entry import Fact
from facilitator_app.record.leave import LeaveGiven, Recipient
from facilitator_app.record.medication import MedicationGiven, MedicineRoute
from facilitator_app.record.moves import Moved, asks, can_move
from facilitator_app.record.orders import ClearedForMedicine, OrderGiven
from facilitator_app.record.packets import PacketRead
from facilitator_app.record.state import Person
from facilitator_app.record.touch import Extent, TouchAgreed
from facilitator_app.record.vitals import Measure, examine
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.session import Session
from facilitator_app.wording import describe
from tests.golden import PROGRAMME
from tests.people import AMARA, DEVI, IDRIS, INES, NOOR, ROWAN, START, TOMAS
from tests.ready import READY

MINUTE = timedelta(minutes=1)
DOSE = DoseGiven(drug="ketamine", route=Route.INTRAMUSCULAR, amount_mg=Decimal(50))
WRONG = "Filed in error."


class Room:
    """Rowan on seat 1, Amara on seat 2, on a real record."""

    def __init__(self, folder: Path) -> None:
        self.clock = FastClock(START)
        self.journal = JournalFile.create(folder, bytes(32), self.clock)
        self.session = Session(UUID(int=900), self.journal, self.clock, Faults())
        self.session.at_screen = INES

    async def begin(self) -> None:
        await self.session.open(PROGRAMME, "Circle", zone="UTC", clinic_name="Still Water", lead=TOMAS,
                                staff=(INES, TOMAS, DEVI))  # fmt: skip
        for seat, (person, name) in enumerate(((ROWAN, "Rowan"), (AMARA, "Amara"), (IDRIS, "Idris")), 1):
            await self.session.write(room.Seated(seat=seat, preferred_name=name, legal_name=f"{name} Vale"), [person])

    async def tell(self, minute: int, fact: Fact, about: UUID = ROWAN) -> UUID:
        """A line told at once, so many minutes into the session."""
        self.clock.advance(START + minute * MINUTE - self.clock.now())
        return (await self.session.write(fact, [about]))[0].id

    async def ready(self, *people: UUID) -> None:
        """Everything of them is as it has to be before the medicine."""
        for fact in READY:
            await self.session.write(fact, people)

    def person(self, who: UUID) -> Person:
        return self.session.state.people[who]

    async def refused(self, target: UUID, to: UUID | None = AMARA) -> str:
        before = self.session.history.entries
        with pytest.raises(Refusal) as refused:
            await self.session.move(target, to, WRONG)
        assert self.session.history.entries == before
        return refused.value.key


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Room]:
    made = Room(tmp_path / "clinic")
    await made.begin()
    yield made
    await made.journal.close()


def papers(place: Room, who: UUID, folder: Path) -> str:
    """All that leaves about one person: the packet, the table and the data."""
    session = place.session
    packet = compose(session.history, who, None, text.english())
    files = list(export_session(session, ClinicState(), folder, frozenset({"csv", "json"}), who))
    return str(packet) + "".join(file.read_text("utf-8") for file in files)


async def test_a_check_filed_for_the_wrong_person_is_moved_in_one_act_at_its_own_time(place: Room) -> None:
    check = await place.tell(5, examine({Measure.HEART_RATE: "72", Measure.SPO2: "97"}))
    place.clock.advance(9 * MINUTE)
    place.session.at_screen = TOMAS
    moved = await place.session.move(check, AMARA, WRONG)
    assert place.person(ROWAN).readings == {}
    assert place.person(ROWAN).baseline == {}
    assert place.person(AMARA).readings[Measure.HEART_RATE].at == START + 5 * MINUTE
    assert place.person(AMARA).baseline[Measure.SPO2] == 97
    assert (moved.done_by, moved.recorded_by) == (INES.id, TOMAS.id)
    act = [entry for entry in place.session.history.entries if entry.act == moved.act]
    assert {(type(entry.fact), entry.participant) for entry in act} == {
        (Voided, ROWAN), (type(moved.fact), AMARA), (Moved, None),
    }  # fmt: skip
    link = next(entry.fact for entry in act if isinstance(entry.fact, Moved))
    assert (link.withdrawn, link.written) == (check, moved.id)


async def test_what_is_sealed_for_either_names_nothing_of_the_other(place: Room, tmp_path: Path) -> None:
    note = await place.tell(5, room.Noted(text="Hums under the blanket."))
    moved = await place.session.move(note, AMARA, WRONG)
    for entry in place.session.history.entries:
        told = repr(entry.fact)
        if entry.participant == ROWAN:
            assert str(AMARA) not in told, entry.kind
            assert str(moved.id) not in told
        if entry.participant == AMARA:
            assert str(ROWAN) not in told, entry.kind
            assert str(note) not in told
    (tmp_path / "out").mkdir()
    rowans = papers(place, ROWAN, tmp_path / "out")
    assert not [word for word in ("Amara", str(AMARA), str(moved.id), "blanket", "moved") if word in rowans]
    amaras = papers(place, AMARA, tmp_path / "out")
    assert "Hums under the blanket." in amaras
    assert not [word for word in ("Rowan", str(ROWAN), str(note)) if word in amaras]


async def test_a_withdrawn_line_leaves_only_as_withdrawn(place: Room, tmp_path: Path) -> None:
    dose = await place.tell(10, DOSE)
    await place.session.move(dose, AMARA, WRONG)
    (tmp_path / "out").mkdir()
    data, table = (
        next(export_session(place.session, ClinicState(), tmp_path / "out", frozenset({kind}), ROWAN)).read_text(
            "utf-8"
        )
        for kind in ("json", "csv")
    )
    line = next(line for line in json.loads(data)["lines"] if line["id"] == str(dose))
    assert (line["withdrawn"], line["kind"], line["reads"]) == (True, None, None)
    assert "ketamine" not in data + table
    assert "dose" not in table
    assert "clock_recounted" not in data


async def test_a_moved_dose_sets_both_clocks_and_a_line_says_so(place: Room) -> None:
    await place.tell(10, DOSE, AMARA)
    first = await place.tell(12, DOSE)
    wrong = await place.tell(30, DOSE)
    await place.session.move(wrong, AMARA, WRONG)
    assert [dose.at for dose in place.person(ROWAN).doses] == [START + 12 * MINUTE]
    assert [dose.at for dose in place.person(AMARA).doses] == [START + 10 * MINUTE, START + 30 * MINUTE]
    told = {
        entry.participant: entry.fact
        for entry in place.session.history.entries
        if isinstance(entry.fact, ClockRecounted)
    }
    assert told[ROWAN] == ClockRecounted(before=START + 30 * MINUTE, since=START + 12 * MINUTE)
    assert told[AMARA] == ClockRecounted(before=START + 10 * MINUTE, since=START + 30 * MINUTE)
    await place.session.void(first, "not given")
    last = [entry.fact for entry in place.session.history.entries if isinstance(entry.fact, ClockRecounted)][-1]
    assert last == ClockRecounted(before=START + 12 * MINUTE, since=None)


async def test_a_line_says_so_too_where_the_first_of_two_doses_is_changed(place: Room) -> None:
    first = await place.tell(10, DOSE)
    await place.tell(30, DOSE)

    def told() -> ClockRecounted:
        return [one.fact for one in place.session.history.entries if isinstance(one.fact, ClockRecounted)][-1]

    await place.session.amend(first, None, "a slip", observed_at=START + 20 * MINUTE)
    assert told() == ClockRecounted(before=START + 10 * MINUTE, since=START + 20 * MINUTE, of_first=True)
    assert recounted(told(), text.english(), UTC) == "what counts from the first dose counts from 17:20"
    await place.session.void(first, "not given")
    assert told() == ClockRecounted(before=START + 20 * MINUTE, since=START + 30 * MINUTE, of_first=True)


async def test_a_dose_whose_amount_alone_is_amended_moves_no_clock(place: Room) -> None:
    dose = await place.tell(10, DOSE)
    await place.session.amend(dose, DoseGiven(drug="ketamine", route=Route.ORAL, amount_mg=Decimal(40)), "misread")
    assert not [entry for entry in place.session.history.entries if isinstance(entry.fact, ClockRecounted)]
    await place.session.amend(dose, None, "a slip", observed_at=START + 8 * MINUTE)
    last = place.session.history.lines()[-1].entry.fact
    assert last == ClockRecounted(before=START + 10 * MINUTE, since=START + 8 * MINUTE)


async def test_a_scribes_moved_dose_awaits_the_providers_word_anew(place: Room) -> None:
    dose = await place.tell(10, DOSE)
    place.session.at_screen = TOMAS
    moved = await place.session.move(dose, AMARA, WRONG)
    assert [line.first.id for line in place.session.awaiting()] == [moved.id]


async def test_a_dose_moved_is_compared_with_the_order_of_the_right_person(place: Room) -> None:
    await place.ready(ROWAN, AMARA, IDRIS)
    order = OrderGiven(drug="ketamine", route=Route.INTRAMUSCULAR, low=Decimal(50), prescriber="Dr. Hale")
    rowans, amaras = await place.tell(5, order), await place.tell(6, order, AMARA)
    base: dict[str, Any] = {name: getattr(DOSE, name) for name in DOSE.__struct_fields__}
    given = DoseWithTimeOut(**base, order=rowans, reasons={Concern.NOT_CLEARED: "on paper"})
    dose, hers = await place.tell(10, given), {Concern.NOT_CLEARED: "by telephone"}
    moved = await place.session.move(dose, AMARA, WRONG, hers)
    assert moved.fact == DoseWithTimeOut(**base, order=amaras, reasons=hers)
    his = {Concern.NOT_CLEARED: "said in the room", Concern.NO_ORDER: "it is on paper"}
    again = await place.session.move(moved.id, IDRIS, WRONG, his)
    assert isinstance(again.fact, DoseWithTimeOut)
    assert (again.fact.order, again.fact.reasons) == (None, his)


async def test_what_stands_in_a_doses_way_with_the_right_person_asks_its_own_reason_and_nothing_moves_before(
    place: Room, tmp_path: Path
) -> None:
    await place.ready(ROWAN, AMARA)
    cleared = ClearedForMedicine(prescriber="Dr. Hale", until=START.date())
    order = OrderGiven(drug="ketamine", route=Route.INTRAMUSCULAR, low=Decimal(50), prescriber="Dr. Hale")
    for fact in (cleared, order):
        await place.tell(5, fact)
    base: dict[str, Any] = {name: getattr(DOSE, name) for name in DOSE.__struct_fields__}
    old = {Concern.EXPIRED: "Rowan brought the vial of last month."}
    dose = await place.tell(10, DoseWithTimeOut(**base, expiry="2020-01", reasons=old))
    now, history = place.clock.now(), place.session.history
    asked = (Concern.NOT_CLEARED, Concern.NO_ORDER, Concern.EXPIRED)
    assert asks(history, dose, AMARA, now) == asked
    assert await place.refused(dose) == "dose.reason_needed"  # the move's own reason answers none of it
    named = dict(zip(asked, ("by telephone", "it stands on paper", "the only vial there was"), strict=True))
    for one in asked:
        with pytest.raises(Refusal) as refused:
            await place.session.move(dose, AMARA, WRONG, named | {one: " "})
        assert refused.value.field == one
    assert [one.entry for one in place.person(ROWAN).doses] == [dose]
    moved = await place.session.move(dose, AMARA, WRONG, named)
    assert isinstance(moved.fact, DoseWithTimeOut)
    assert moved.fact.reasons == named
    told = describe(moved.fact, text.english())
    assert "not cleared, because by telephone; no order, because it stands on paper; past its expiry, because" in told
    (tmp_path / "out").mkdir()
    assert "last month" not in papers(place, AMARA, tmp_path / "out"), "it was said of Rowan"
    # taken back it stands as it stood: what was named for Rowan was named for this dose
    assert asks(history, moved.id, ROWAN, place.clock.now()) == ()
    back = await place.session.move(moved.id, ROWAN, WRONG)
    assert isinstance(back.fact, DoseWithTimeOut)
    assert back.fact.reasons == old
    # but not what was corrected meanwhile
    await place.session.amend(back.id, msgspec.structs.replace(back.fact, expiry="2020-02"), "misread")
    assert asks(history, back.id, AMARA, place.clock.now()) == asked


async def test_a_dose_told_for_another_time_on_its_way_is_asked_about_anew_as_it_comes_back(place: Room) -> None:
    await place.ready(ROWAN, AMARA)
    base: dict[str, Any] = {name: getattr(DOSE, name) for name in DOSE.__struct_fields__}
    asked = (Concern.NOT_CLEARED, Concern.NO_ORDER)
    his, hers = dict.fromkeys(asked, "Hale said so at nine."), dict.fromkeys(asked, "by telephone")
    dose = await place.tell(10, DoseWithTimeOut(**base, reasons=his))
    moved = await place.session.move(dose, AMARA, WRONG, hers)
    assert asks(place.session.history, moved.id, ROWAN, place.clock.now()) == ()
    await place.session.amend(moved.id, None, "a slip", observed_at=START + 8 * MINUTE)
    assert asks(place.session.history, moved.id, ROWAN, place.clock.now()) == asked


async def test_nothing_is_asked_where_nothing_stands_in_a_doses_way(place: Room) -> None:
    await place.ready(ROWAN, AMARA)
    order = OrderGiven(drug="ketamine", route=Route.INTRAMUSCULAR, low=Decimal(50), prescriber="Dr. Hale")
    cleared = ClearedForMedicine(prescriber="Dr. Hale", until=START.date())
    for who in (ROWAN, AMARA):
        for fact in (cleared, order):
            await place.tell(5, fact, who)
    base: dict[str, Any] = {name: getattr(DOSE, name) for name in DOSE.__struct_fields__}
    dose = await place.tell(10, DoseWithTimeOut(**base))
    for target, to in ((dose, ROWAN), (dose, NOOR), (UUID(int=404), AMARA), (dose, AMARA)):
        assert asks(place.session.history, target, to, place.clock.now()) == ()
    await place.session.move(dose, AMARA, WRONG)
    assert asks(place.session.history, dose, IDRIS, place.clock.now()) == (), "it is not here any more"
    assert [one.amount_mg for one in place.person(AMARA).doses] == [50]


async def test_an_amended_note_moves_as_it_reads_now(place: Room) -> None:
    note = await place.tell(5, room.Noted(text="Hums."))
    await place.session.amend(note, room.Noted(text="Sings."), "slip", observed_at=START + 3 * MINUTE)
    moved = await place.session.move(note, AMARA, WRONG)
    assert moved.fact == room.Noted(text="Sings.")
    assert moved.observed_at == START + 3 * MINUTE


async def test_the_leave_for_words_of_another_is_taken_back_with_them(place: Room) -> None:
    quote = await place.tell(5, room.Quoted(text="It is all water."))
    leave = await place.tell(6, LeaveGiven(quote=quote, recipient=Recipient.PRESCRIBER, leave=room.Leave.YES))
    await place.session.move(quote, AMARA, WRONG)
    line = place.session.history.line(leave)
    assert line is not None
    assert line.voided is not None
    assert not [
        entry
        for entry in place.session.history.entries
        if entry.participant == AMARA and isinstance(entry.fact, LeaveGiven)
    ]


async def test_an_adverse_event_moves_with_what_followed_and_is_classed_anew(place: Room) -> None:
    event = await place.tell(5, AdverseReported(what="nausea", severity=Severity.MODERATE))
    await place.tell(9, AdverseFollowed(event=event, outcome=Outcome.RESOLVED, action="a bowl"))
    await place.tell(10, AdverseClassed(event=event, serious=False))
    moved = await place.session.move(event, AMARA, WRONG)
    assert place.person(ROWAN).adverse == ()
    (there,) = place.person(AMARA).adverse
    assert (there.entry, there.at, there.outcome, there.ended_at) == (
        moved.id, START + 5 * MINUTE, Outcome.RESOLVED, START + 9 * MINUTE,
    )  # fmt: skip
    assert (there.actions, there.serious) == (("a bowl",), None)


async def test_a_medicine_moves_without_the_event_of_the_first(place: Room) -> None:
    event = await place.tell(5, AdverseReported(what="nausea", severity=Severity.MILD))
    given = MedicationGiven(
        name="ondansetron", amount=Decimal(4), unit="mg", route=MedicineRoute.ORAL, for_what="nausea", event=event
    )
    line = await place.tell(7, given)
    moved = await place.session.move(line, AMARA, WRONG)
    assert isinstance(moved.fact, MedicationGiven)
    assert moved.fact.event is None
    assert [one.name for one in place.person(AMARA).medications] == ["ondansetron"]


async def test_what_is_judged_is_not_moved(place: Room) -> None:
    out = await place.tell(60, room.WentOut(way=room.WayOut.LEFT_BEFORE_CLEARANCE, note="walked out"))
    assert await place.refused(out) == "move.judged"
    cleared = await place.tell(61, ClearedForMedicine(prescriber="Dr. Hale", until=START.date()))
    assert await place.refused(cleared) == "move.judged"
    for number, fact in enumerate((room.PacketSaved(sections={"account": "Quiet."}), PacketRead(to=None, digest="ab"))):
        written = await place.tell(62 + number, fact)
        assert await place.refused(written) == "move.judged"


async def test_what_cannot_be_moved_is_refused_with_its_reason(place: Room) -> None:
    began = (await place.session.write(room.PhaseBegan(phase=PROGRAMME.phases[0].key), []))[0].id
    assert await place.refused(began) == "move.not_this"
    note = await place.tell(6, room.Noted(text="n"))
    assert await place.refused(note, ROWAN) == "move.same"
    assert await place.refused(note, NOOR) == "room.not_seated"
    assert await place.refused(UUID(int=404)) == "session.no_such_line"
    assert await place.refused(note, None) == "move.nobodys"
    moved = await place.session.move(note, AMARA, WRONG)
    assert await place.refused(note) == "session.line_withdrawn"
    void = next(entry for entry in place.session.history.entries if isinstance(entry.fact, Voided))
    assert await place.refused(void.id) == "session.no_such_line"
    back = await place.session.move(moved.id, ROWAN, WRONG)
    assert back.participant == ROWAN


async def test_a_support_call_moves_with_who_came_and_what_was_done_and_not_with_the_next_call(place: Room) -> None:
    call = await place.tell(5, room.SupportCalled(wanted="a hand"))
    await place.tell(6, room.SupportAnswered())
    await place.tell(8, room.SupportSettled(done="held a hand"))
    await place.tell(9, room.SupportCalled(wanted="water"))
    await place.tell(10, room.SupportAnswered())
    await place.session.move(call, AMARA, WRONG)
    kinds = [entry.kind.split("/")[0] for entry in place.session.history.about(AMARA)]
    assert kinds[-3:] == ["support_called", "support_answered", "support_settled"]
    assert place.person(AMARA).support is None
    there = place.person(ROWAN).support
    assert there is not None
    assert (there.wanted, there.answered_at) == ("water", START + 10 * MINUTE)


async def test_company_and_out_of_the_room_move_with_their_end(place: Room) -> None:
    with_me = await place.tell(5, CompanyBegan())
    await place.tell(6, CompanyEnded())
    out = await place.tell(7, SteppedOut(where="lavatory"))
    other = (await place.session.write(CompanyBegan(), [ROWAN], by=DEVI.id))[0].id
    await place.session.write(CompanyEnded(), [ROWAN], by=DEVI.id)
    await place.session.move(with_me, AMARA, WRONG)
    await place.session.move(out, AMARA, WRONG)
    away = place.person(AMARA).away
    assert away is not None
    assert (away.where, away.since) == ("lavatory", START + 7 * MINUTE)
    assert place.person(ROWAN).away is None
    assert [one.staff for one in place.person(AMARA).company] == []
    assert place.person(AMARA).attended_at == START + 6 * MINUTE
    await place.session.move(other, AMARA, WRONG)
    assert place.person(ROWAN).attended_at is None, "nobody was ever with Rowan"


async def test_touch_consent_and_what_followed_an_event_move(place: Room) -> None:
    agreed = await place.tell(2, TouchAgreed(extent=Extent.HAND))
    await place.session.move(agreed, AMARA, WRONG)
    assert place.person(AMARA).consent != place.person(ROWAN).consent
    theirs = await place.tell(5, AdverseReported(what="nausea", severity=Severity.MILD), AMARA)
    mine = await place.tell(5, AdverseReported(what="headache", severity=Severity.MILD))
    followed = await place.tell(6, AdverseFollowed(event=mine, action="lay down"))
    moved = await place.session.move(followed, AMARA, WRONG)
    assert isinstance(moved.fact, AdverseFollowed)
    assert moved.fact.event == theirs
    assert await place.refused(moved.id, IDRIS) == "move.which_event"


async def test_a_dose_moves_to_whom_an_order_was_written_after_it(place: Room) -> None:
    await place.ready(ROWAN, AMARA)
    reasons = dict.fromkeys((Concern.NOT_CLEARED, Concern.NO_ORDER, Concern.EXPIRED), "by telephone")
    told = DoseWithTimeOut(
        drug="ketamine", route=Route.INTRAMUSCULAR, amount_mg=Decimal(50), expiry="2020-01", reasons=reasons
    )
    dose = await place.tell(5, told)
    await place.tell(7, ClearedForMedicine(prescriber="Dr. Hale", until=START.date()), AMARA)
    order = OrderGiven(drug="ketamine", route=Route.INTRAMUSCULAR, low=Decimal(50), prescriber="Dr. Hale")
    await place.tell(8, order, AMARA)
    assert set(asks(place.session.history, dose, AMARA, place.clock.now())) == set(reasons)
    moved = await place.session.move(dose, AMARA, WRONG, reasons)
    assert isinstance(moved.fact, DoseWithTimeOut)
    assert (moved.fact.order, set(moved.fact.reasons)) == (None, set(reasons))


async def test_the_link_is_about_nobody_points_at_a_line_and_stays(place: Room) -> None:
    note = await place.tell(6, room.Noted(text="n"))
    call = (await place.session.write(room.PhaseBegan(phase=PROGRAMME.phases[0].key), []))[0].id
    for fact, about, key in (
        (Moved(withdrawn=note, written=note), [ROWAN], "move.nobodys"),
        (Moved(withdrawn=UUID(int=404), written=note), [], "session.no_such_line"),
        (Moved(withdrawn=call, written=note), [], "session.no_such_line"),
    ):
        with pytest.raises(Refusal) as refused:
            await place.session.write(fact, about)
        assert refused.value.key == key
    await place.session.move(note, AMARA, WRONG)
    link = next(entry for entry in place.session.history.entries if isinstance(entry.fact, Moved))
    with pytest.raises(Refusal) as refused:
        await place.session.void(link.id, "no")
    assert refused.value.key == "session.cannot_amend"


async def test_what_was_touched_in_an_emergency_moves_and_stays_nobodys_until_it_is_claimed(place: Room) -> None:
    began = (await place.session.write(EmergencyBegan(), [ROWAN], unclaimed=True))[0].id
    place.clock.advance(MINUTE)
    step = (await place.session.write(EmergencyStep(step=Step.OXYGEN), unclaimed=True))[0].id
    said = (await place.session.write(room.Noted(text="The window is open.")))[0].id
    known = place.session.history
    assert [can_move(known.line(one)) for one in (began, step, said, UUID(int=404))] == [True, True, True, False]
    moved = await place.session.move(began, AMARA, WRONG)
    given = await place.session.move(step, AMARA, WRONG)
    assert {moved.recorded_by, given.recorded_by, moved.done_by, given.done_by} == {None}
    assert [line.first.id for line in place.session.awaiting()] == [moved.id, given.id]
    emergency = place.session.state.emergency
    assert emergency is not None
    assert (emergency.since, emergency.person) == (START, AMARA)
    assert [(done.step, done.person) for done in emergency.steps] == [(Step.OXYGEN, AMARA)]
    back = await place.session.move(given.id, None, WRONG)
    assert (back.participant, back.observed_at) == (None, START + MINUTE)
    await place.session.confirm(back.id)
    note = await place.tell(6, room.Noted(text="n"))
    with pytest.raises(Refusal) as refused:
        await place.session.move(note, None, WRONG)
    assert refused.value.key == "move.nobodys", "a note about somebody stays about somebody"


async def test_a_note_about_the_room_is_given_to_the_one_it_is_about_and_taken_back(place: Room) -> None:
    (note,) = await place.session.write(room.Noted(text="Hums under the blanket."), at=START)
    assert can_move(place.session.history.line(note.id))
    given = await place.session.move(note.id, ROWAN, WRONG)
    assert (given.participant, given.observed_at, given.done_by) == (ROWAN, START, note.done_by)
    on = await place.session.move(given.id, AMARA, WRONG)
    back = await place.session.move(on.id, None, WRONG)
    assert (back.participant, back.fact) == (None, note.fact)
    (quote,) = await place.session.write(room.NeedsCare(text="A call tomorrow."), [ROWAN])
    assert await place.refused(quote.id, None) == "move.nobodys"


async def test_that_it_began_goes_along_with_who_is_chosen_for_seconds_and_until_something_was_done(
    place: Room,
) -> None:
    def goes_along(who: UUID | None = AMARA) -> bool:
        return begun_for_another(place.session.history, who, place.clock.now()) is not None

    assert not goes_along(), "there is no emergency"
    await place.session.write(EmergencyBegan(), [ROWAN], unclaimed=True)
    assert goes_along()
    assert not goes_along(ROWAN), "it is theirs"
    assert not goes_along(NOOR), "who has no seat here has no lines here"
    assert goes_along(None), "it is of somebody of another session"
    place.clock.advance(MINUTE)
    assert not goes_along(), "there may be two by now"
    await place.tell(2, EmergencyEnded())
    await place.session.write(EmergencyBegan(), unclaimed=True)
    assert goes_along(), "nobody was chosen"
    await place.session.write(EmergencyStep(step=Step.AIRWAY), unclaimed=True)
    assert not goes_along()
