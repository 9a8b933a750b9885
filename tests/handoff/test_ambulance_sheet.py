"""The page for an ambulance is read by strangers in a hurry: what stands there was measured, and about this person."""

from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from pypdf import PdfReader

from facilitator_app.handoff import sheet_pdf
from facilitator_app.handoff.sheet import Known, Sheet, compose
from facilitator_app.record.doses import GivenEarlier, Route
from facilitator_app.record.emergency import EmergencyBegan, EmergencyEnded, EmergencyStep, Step
from facilitator_app.record.medication import MedicationGiven, MedicineRoute
from facilitator_app.record.vitals import Measure, Unavailable, VitalsTaken
from facilitator_app.text import english
from tests.people import AMARA, ROWAN, START
from tests.told import Told


def row(made: Sheet, key: str) -> str:
    return next((one.text for one in made.rows if one.key == key), "")


def page(told: Told, person: UUID, known: Known | None = None, minute: int = 90) -> Sheet:
    state = told.history.state
    return compose(state, state.people[person], known or Known(), START + timedelta(minutes=minute), english())


def taken(**values: int) -> VitalsTaken:
    return VitalsTaken(values={Measure(name): Decimal(value) for name, value in values.items()})


def test_an_upper_and_a_lower_pressure_of_two_times_are_never_one_pressure() -> None:
    told = Told().staff().seated()
    told.write(30, taken(systolic=182, diastolic=110), ROWAN)
    assert row(page(told, ROWAN), "vitals").splitlines() == ["10:30  BP 182/110 mmHg"]
    told.write(50, taken(diastolic=70), ROWAN)
    assert row(page(told, ROWAN), "vitals").splitlines() == [
        "10:30  BP systolic 182 mmHg",
        "10:50  BP diastolic 70 mmHg",
    ]


def test_a_lower_pressure_that_was_taken_alone_is_there() -> None:
    told = Told().staff().seated()
    told.write(50, taken(diastolic=71), AMARA)
    assert row(page(told, AMARA), "vitals") == "10:50  BP diastolic 71 mmHg"


def test_a_word_has_the_last_number_beside_it() -> None:
    told = Told().staff().seated()
    told.write(30, taken(spo2=93, systolic=120, diastolic=80), ROWAN)
    told.write(50, VitalsTaken(values={}, words={Measure.SPO2: Unavailable.NOT_OBTAINABLE}), ROWAN)
    nothing = {Measure.SYSTOLIC: Unavailable.NOT_OBTAINABLE, Measure.DIASTOLIC: Unavailable.NOT_OBTAINABLE}
    told.write(51, VitalsTaken(values={}, words=nothing), ROWAN)
    assert row(page(told, ROWAN), "vitals").splitlines() == [
        "10:51  BP not obtainable",
        "10:30  BP 120/80 mmHg",
        "10:50  SpO₂ not obtainable",
        "10:30  SpO₂ 93 %",
    ]


def test_what_was_given_in_another_session_within_a_day_is_on_the_page_in_the_order_of_time() -> None:
    def given(hours: int, name: str, amount: int, route: Route | None) -> GivenEarlier:
        return GivenEarlier(
            session=UUID(int=4), line=UUID(int=5), name=name, amount=Decimal(amount), unit="mg", route=route,
            given_at=START - timedelta(hours=hours),
        )  # fmt: skip

    told = Told().staff().seated()
    told.write(1, given(14, "ketamine", 40, Route.INTRAMUSCULAR), ROWAN)
    told.write(1, given(2, "ketamine", 60, Route.INTRAMUSCULAR), ROWAN)
    told.write(1, given(1, "ondansetron", 4, None), ROWAN)
    assert row(page(told, ROWAN), "doses").splitlines() == [
        "04 Mar  20:00  ketamine 40 mg, intramuscular",
        "08:00  ketamine 60 mg, intramuscular",
        "09:00  ondansetron 4 mg",
    ]
    told.dose(20, ROWAN)
    assert row(page(told, ROWAN), "doses").splitlines()[3].startswith("10:20  ketamine 40 mg")
    assert row(page(told, AMARA), "doses") == "nothing given"


def test_what_was_done_for_somebody_else_is_not_on_the_page() -> None:
    told = Told().staff().seated()
    told.write(60, EmergencyBegan(), ROWAN)
    told.write(61, EmergencyStep(step=Step.CALLED_FOR_HELP))
    told.write(62, EmergencyStep(step=Step.COMPRESSIONS), ROWAN)
    assert row(page(told, AMARA), "done") == ""
    assert row(page(told, ROWAN), "done").splitlines() == [
        "11:00  emergency began",
        "11:01  called for help",
        "11:02  compressions",
    ]
    told.write(63, EmergencyStep(step=Step.OXYGEN), AMARA)
    assert row(page(told, AMARA), "done").splitlines() == [
        "11:00  emergency began",
        "11:01  called for help",
        "11:03  oxygen",
    ]
    told.write(70, EmergencyEnded())
    assert row(page(told, ROWAN), "done") == ""


def test_who_was_chosen_by_nobody_yet_has_what_was_done_without_a_name() -> None:
    told = Told().staff().seated()
    told.write(60, EmergencyBegan())
    told.write(61, EmergencyStep(step=Step.AIRWAY))
    assert row(page(told, AMARA), "done").splitlines() == ["11:00  emergency began", "11:01  airway"]


def test_a_remedy_is_told_with_its_route_as_a_dose_is() -> None:
    told = Told().staff().seated()
    told.dose(20, ROWAN)
    given = MedicationGiven(
        name="ondansetron", amount=Decimal(4), unit="mg", route=MedicineRoute.INTRAVENOUS, for_what="nausea"
    )
    told.write(30, given, ROWAN)
    dose, remedy = row(page(told, ROWAN), "doses").splitlines()
    assert dose.endswith("mg, intramuscular")
    assert remedy == "10:30  ondansetron 4 mg, intravenous"


def test_a_full_sheet_is_one_page_with_the_name_at_its_foot() -> None:
    told = Told().staff().seated()
    for minute in (20, 30, 40):
        told.dose(minute, ROWAN)
    for minute in range(50, 54):
        given = MedicationGiven(
            name="ondansetron", amount=Decimal(4), unit="mg", route=MedicineRoute.ORAL, for_what="nausea"
        )
        told.write(minute, given, ROWAN)
    told.vitals(70, ROWAN, "HR 72, BP 118/76, SpO2 98, Br 14, T 36.7")
    told.write(71, EmergencyBegan(), ROWAN)
    for minute, step in enumerate(list(Step) * 2, 72):
        told.write(minute, EmergencyStep(step=step), ROWAN)
    known = Known(
        clinic="Lantern House",
        address="12 Lantern Lane, door B, third floor",
        medicines="\n".join(f"medicine number {number}, 20 mg, once a day" for number in range(12)),
        conditions="Asthma; hypertension; hypothyroidism; type 2 diabetes; sleep apnoea with CPAP",
        emergency_contact="Jude Marsh (brother), 303 555 0134; Ana Marsh, 303 555 0199",
        allergies="penicillin, latex, shellfish (anaphylaxis 2019)",
        birth_date="1984-05-21",
    )
    made = sheet_pdf.render(page(told, ROWAN, known), START + timedelta(minutes=90))
    pages = PdfReader(io.BytesIO(made)).pages
    assert len(pages) == 1
    text = pages[0].extract_text()
    assert text.count("Rowan Miller") == 2
    assert "third floor" in text
