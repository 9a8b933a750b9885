"""What a handoff says of one person, composed from the record."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import pytest

from facilitator_app import text
from facilitator_app.faults import Refusal
from facilitator_app.handoff.group import group_of
from facilitator_app.handoff.packet import Packet, compose, digest, earliest, texts
from facilitator_app.record import room
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.doses import DoseGiven, Route
from facilitator_app.record.vitals import Measure
from tests.people import AMARA, IDRIS, INES, NOOR, ROWAN, TOMAS
from tests.told import PEOPLE, PROGRAMME, Told, full_session, read_check


def packet_of(told: Told, person: UUID = ROWAN) -> Packet:
    return compose(told.history, person, PEOPLE[person], text.english())


def test_an_afternoon_is_told_by_phase_on_the_clock_and_from_the_own_dose() -> None:
    packet = packet_of(full_session())
    assert packet.sections["account"].splitlines() == [
        "Opening circle:",
        "10:24 (−13 min) settled",
        "",
        "Medicine:",
        "10:37 (0 min) ketamine 40 mg, intramuscular, 0.8 mL of 50 mg/mL, stated as base",
        "10:49 (+12 min) stillness (music: Slow Tide)",
        "10:55 (+18 min) tears (music: Slow Tide) [entered late, 11:01]",
        "11:08 (+31 min) Support wanted (a hand)",
        "11:09 (+32 min) With them: Devi Rao",
        "11:16 (+39 min) Support over: held a hand until the breath was slow",
        "",
        "Closing circle:",
        "11:37 (+60 min) grounded",
    ]
    assert packet.sections["intention"] == "To meet the grief about my father without running."
    assert packet.sections["care"] == "12:00 (+83 min) Nausea in the car last time: a bag for the way home."
    assert packet.sections["touch"] == "10:04 (−33 min) hand and shoulder"
    assert packet.sections["way_out"] == "12:10 (+93 min) cleared to leave, with Pat, by Ines Okafor"
    assert packet.sections["integration"] == "In the group, at the office."


def test_only_words_with_leave_go_on_with_what_played_and_the_others_are_counted() -> None:
    told = full_session()
    told.quote(70, ROWAN, "Nobody asked me about this one.")
    packet = packet_of(told)
    assert packet.sections["quotes"] == (
        "11:03 (+26 min) while “Under Snow” played: “I saw the lake of my childhood, and it was warm.”"
    )
    assert packet.quotes_kept == 2
    everything = "".join(texts(packet).values())
    assert "He is here" not in everything
    assert "Nobody asked" not in everything


def test_leave_taken_back_keeps_the_words_here() -> None:
    told = Told().staff().seated()
    line = told.quote(10, ROWAN, "Warm.", room.Leave.YES)
    told.write(90, room.LeaveGiven(quote=line, leave=room.Leave.NO), ROWAN)
    packet = packet_of(told)
    assert (packet.sections["quotes"], packet.quotes_kept) == ("", 1)


def test_vitals_stand_with_baseline_deferral_and_age() -> None:
    packet = packet_of(full_session())
    assert [(f"{line.at:%H:%M}", line.since_dose, line.is_baseline, line.remarks) for line in packet.vitals] == [
        ("10:05", "−32 min", True, "baseline"),
        ("10:45", "+8 min", False, ""),
        ("10:52", "+15 min", False, ""),
        ("11:07", "+30 min", False, "put off: HR, BP: deep and calm; breathing seen; again in 10 min"),
        ("11:20", "+43 min", False, ""),
        ("11:58", "+81 min", False, ""),
    ]
    assert packet.vitals[2].values[Measure.SYSTOLIC] == Decimal(142)
    said = packet.last_values.replace("\u00a0", " ")
    assert said == "HR 74 (12 min), BP 120/78 (12 min), SpO₂ 98 (12 min), Br 14 (12 min), T 36.7 (125 min)"


def test_confirmed_late_and_amended_values_are_marked() -> None:
    told = Told().staff().seated()
    told.vitals(5, ROWAN, "HR 38, T 98", told_at=9, sure=True)
    line = told.vitals(10, ROWAN, "HR 72")
    told.amended(12, line, read_check("HR 78"), "misread")
    told.out(30, ROWAN)
    odd, mended = packet_of(told).vitals
    assert odd.remarks == "98 °F; HR asked and confirmed; entered late, 10:09"
    assert mended.values == {Measure.HEART_RATE: Decimal(78)}
    assert mended.remarks == "amended; was: HR 72 /min (amended 10:12, Tomas Lind, because: misread)"


def test_every_reading_of_a_check_and_where_a_line_was_moved_from_go_on() -> None:
    told = Told().staff().seated()
    check = told.vitals(5, ROWAN, "HR 72", told_at=9)
    told.amended(10, check, None, "by the wall clock", at=7)
    told.amended(12, check, read_check("HR 99"), "misread")
    told.amended(14, check, read_check("HR 88"), "misread again")
    seen = told.observed(20, ROWAN, "tears")
    told.amended(24, seen, None, "earlier", at=18)
    told.out(30, ROWAN)
    packet = packet_of(told)
    assert packet.vitals[0].remarks.split("; ") == [
        "entered late, 10:09",
        "amended",
        "was at 10:05 (amended 10:10, Tomas Lind, because: by the wall clock)",
        "was: HR 72 /min (amended 10:12, Tomas Lind, because: misread)",
        "was: HR 99 /min (amended 10:14, Tomas Lind, because: misread again)",
    ]
    assert "10:18 tears [amended, was at 10:20]" in packet.sections["account"]


def test_what_mended_words_said_of_somebody_else_and_a_reason_that_names_one_do_not_slip_out() -> None:
    told = Told().staff().seated()
    care = told.write(20, room.NeedsCare(text="Idris wants a blanket"), ROWAN)
    told.amended(21, care, room.NeedsCare(text="a blanket"), "that was Idris")
    assert "Idris" not in "".join(texts(packet_of(told)).values())
    check = told.vitals(25, ROWAN, "HR 72")
    told.amended(26, check, read_check("HR 78"), "that was Idris")
    found = group_of(told.history, ClinicState()).in_packet(packet_of(told))
    assert [(find.section, find.text) for find in found] == [("vitals", "Idris")]


def test_two_halves_of_a_blood_pressure_of_different_age_are_two_values() -> None:
    told = Told().staff().seated()
    told.vitals(5, ROWAN, "BP 118/76")
    told.write(20, read_check("HR 70"), ROWAN)
    told.out(25, ROWAN)
    assert packet_of(told).last_values.replace("\u00a0", " ") == "HR 70 (5 min), BP 118/76 (20 min)"


def test_an_entry_filed_in_error_leaves_no_trace() -> None:
    told = full_session()
    before = packet_of(told)
    wrong = [
        told.write(50, room.Noted(text="Idris shook and asked for water"), ROWAN),
        told.vitals(51, ROWAN, "HR 99"),
        told.dose(52, ROWAN, "30"),
        told.quote(53, ROWAN, "My brother’s boat", room.Leave.YES),
        told.write(54, room.NeedsCare(text="an inhaler"), ROWAN),
        told.write(55, room.SupportCalled(wanted="a bucket"), ROWAN),
        told.write(56, room.TouchAgreed(consent="none"), ROWAN),
    ]
    for line in wrong:
        told.voided(60, line, "was Idris, not Rowan")
    assert digest(packet_of(told)) == digest(before)


def test_a_dose_that_a_scribe_wrote_awaits_the_provider() -> None:
    told = Told().staff().seated()
    line = told.dose(10, ROWAN, by=INES, scribe=TOMAS)
    assert packet_of(told).doses[0].remarks == "given by Ines Okafor; awaits the provider’s confirmation"
    told.confirmed(14, line)
    assert packet_of(told).doses[0].remarks == "given by Ines Okafor; confirmed by Ines Okafor"


def test_lozenges_taken_by_oneself_are_told_in_full() -> None:
    told = Told().staff().seated()
    lozenges = DoseGiven(
        drug="ketamine",
        route=Route.SUBLINGUAL,
        amount_mg=Decimal("200"),
        strength_mg_per_unit=Decimal("100"),
        units=Decimal("2"),
        by_oneself=True,
        note="seen by Devi Rao",
    )
    told.write(10, lozenges, ROWAN)
    assert packet_of(told).doses[0].text == (
        "ketamine 200 mg, sublingual, 2 × 100 mg, stated as base, taken by oneself under order. seen by Devi Rao"
    )


def test_support_that_nobody_settled_needs_care() -> None:
    told = Told().staff().seated()
    told.write(10, room.SupportCalled(wanted="the provider"), ROWAN)
    told.out(30, ROWAN, room.WayOut.LEFT_BEFORE_CLEARANCE)
    packet = packet_of(told)
    assert packet.sections["care"] == "10:10 Support was wanted (the provider); nobody noted that it was over."
    assert packet.sections["way_out"] == "10:30 left before clearance, by Ines Okafor"


def test_a_person_with_only_a_deferral_has_a_packet() -> None:
    told = Told().staff().seated(NOOR)
    deferral = room.Deferred(measures=(Measure.SPO2,), reason="asleep", breathing_seen=False, again_minutes=5)
    told.write(10, deferral, NOOR)
    packet = packet_of(told, NOOR)
    assert [line.remarks for line in packet.vitals] == ["put off: SpO₂: asleep; breathing not seen; again in 5 min"]
    assert (packet.doses, packet.last_values, packet.sections["way_out"]) == ((), "", "")


def test_two_thousand_lines_are_all_told() -> None:
    told = Told().staff().seated()
    for number in range(2000):
        told.observed(5 + number * 0.05, ROWAN, f"word {number}")
    assert packet_of(told).sections["account"].count("\n") == 2000


def test_the_intention_of_the_preparation_opens_the_packet_until_another_is_said() -> None:
    told = Told().staff().seated()
    kept = msgspec.structs.replace(PEOPLE[ROWAN], intention="To sleep again")
    assert compose(told.history, ROWAN, kept, text.english()).sections["intention"] == "To sleep again"
    told.write(3, room.IntentionSaid(text="To rest"), ROWAN)
    assert compose(told.history, ROWAN, kept, text.english()).sections["intention"] == "To rest"
    assert compose(told.history, ROWAN, None, text.english()).header.pronouns == ""


def test_somebody_without_a_seat_has_no_packet() -> None:
    told = Told().staff().seated(ROWAN)
    with pytest.raises(Refusal) as refused:
        packet_of(told, AMARA)
    assert refused.value.key == "handoff.not_seated"


@pytest.mark.parametrize(
    ("left", "first"),
    [
        ("2026-03-06T16:00:00-07:00", "2026-03-08T17:00:00-06:00"),  # the clocks go forward on 8 March
        ("2026-10-31T16:00:00-06:00", "2026-11-02T15:00:00-07:00"),  # and back on 1 November
        ("2026-06-10T16:00:00-06:00", "2026-06-12T16:00:00-06:00"),
    ],
)
def test_forty_eight_hours_are_forty_eight_hours_when_the_clocks_change(left: str, first: str) -> None:
    found = earliest(datetime.fromisoformat(left), 48, "America/Denver")
    assert found is not None
    assert found.isoformat() == first
    assert found.astimezone(UTC) - datetime.fromisoformat(left).astimezone(UTC) == timedelta(hours=48)


def test_the_gap_counts_from_the_persons_own_way_out_else_from_the_close() -> None:
    told = full_session()
    assert packet_of(told).earliest == datetime(2026, 3, 7, 12, 10, tzinfo=ZoneInfo("America/Denver"))
    still_there = Told().staff().seated()
    assert packet_of(still_there).earliest is None
    assert packet_of(still_there.closed(60)).earliest == datetime(2026, 3, 7, 11, 0, tzinfo=ZoneInfo("America/Denver"))


def test_a_programme_that_leaves_the_gap_open_sets_no_time() -> None:
    told = Told(programme=msgspec.structs.replace(PROGRAMME, integration_gap_hours=None)).staff().seated()
    told.out(60, ROWAN)
    packet = packet_of(told)
    assert (packet.gap_hours, packet.earliest) == (None, None)


def test_an_edit_changes_the_digest_and_nothing_else_does() -> None:
    told = full_session()
    packet = packet_of(told)
    assert digest(packet) == digest(packet_of(told))
    assert digest(packet.edited({"care": "A bag for the way home."})) != digest(packet)
    told.write(150, room.PacketSaved(sections={}), ROWAN)
    told.observed(50, IDRIS, "laughter")
    assert digest(packet_of(told)) == digest(packet)
    with pytest.raises(Refusal) as refused:
        packet.edited({"horoscope": "good"})
    assert refused.value.key == "handoff.unknown_section"
