"""What was half typed for one person, in the real window: it is there again for them, and never in another's panel."""

from __future__ import annotations

from pathlib import Path

from facilitator_app.record.adverse import AdverseReported, Severity
from facilitator_app.record.doses import DoseWithTimeOut
from facilitator_app.record.medication import MedicationGiven
from tests.ui.hands import Hands
from tests.ui.test_room import facts, in_the_room
from tests.waiting import until


def at_dose(hands: Hands, seat: int) -> None:
    hands.touch(f"tile.{seat}")
    hands.touch("rail.dose")


async def test_a_dose_half_typed_waits_for_its_person_and_never_stands_in_anothers_panel(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        giver = next(key["key"] for key in view.dose.givers)
        at_dose(hands, 2)
        hands.touch("dose.drug.ketamine")
        hands.touch("dose.route.intramuscular")
        hands.touch("dose.form.whole")
        hands.touch("dose.stated.base")
        hands.touch(f"dose.by.{giver}")
        hands.touch("dose.to_amount")
        hands.touch("pad.4")
        at_dose(hands, 3)
        assert view.dose.page == "what"
        assert set(view.dose.values.values()) == {""}, "what is Amara's is not shown for Idris"
        hands.touch("dose.drug.esketamine")
        at_dose(hands, 2)
        assert hands.there("dose.amount").property("typed") == "4"
        hands.touch("pad.0")
        hands.touch("pad.main")
        hands.touch("dose.because.on_paper")
        hands.touch("tile.3")
        assert view.dose.out.summary == ""
        at_dose(hands, 3)
        assert hands.reads("dose.other") == "esketamine"
        hands.touch("dose.start_over")
        assert not hands.sees("dose.start_over")
        at_dose(hands, 2)
        assert {row[2] for row in view.dose.out.concerns.rows} == {"stands on paper"}
        hands.touch("dose.record")
        at_dose(hands, 3)
        hands.touch("dose.drug.ketamine")
        await until(lambda: len(facts(place, DoseWithTimeOut)) == 1)
        await until(lambda: not view.dose.out.saving)
        (line,) = [one for one in place.session.history.lines() if isinstance(one.entry.fact, DoseWithTimeOut)]
        assert line.entry.participant == place.people["Amara"]
        assert hands.reads("dose.other") == "ketamine", "that Amara's is written takes nothing from Idris"
        at_dose(hands, 2)
        assert set(view.dose.values.values()) == {""}, "what is written is gone from its panel"


async def test_vitals_an_event_and_a_medicine_half_typed_wait_for_their_person(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        hands.touch("pad.7")
        hands.touch("rail.support")
        hands.touch("care.adverse")
        hands.touch("adverse.new")
        hands.touch("adverse.what.nausea")
        hands.touch("rail.dose")
        hands.touch("medicine.other")
        hands.write("medication.amount", "4")
        hands.touch("tile.3")
        assert set(view.adverse.values.values()) | set(view.medication.values.values()) == {""}
        hands.touch("rail.vitals")
        assert hands.there("vitals.heart_rate").property("typed") == ""
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        assert hands.there("vitals.heart_rate").property("typed") == "7"
        hands.touch("rail.dose")
        hands.touch("medicine.other")
        assert hands.reads("medication.amount") == "4"
        hands.touch("rail.support")
        hands.touch("care.adverse")
        hands.touch("adverse.severity.mild")
        hands.touch("adverse.save")
        await until(lambda: facts(place, AdverseReported) == [AdverseReported(what="nausea", severity=Severity.MILD)])
        assert facts(place, MedicationGiven) == []
