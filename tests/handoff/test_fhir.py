"""The FHIR document of a handoff: what is in it, who gets none, and that an independent reader finds nothing wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from facilitator_app import text
from facilitator_app.faults import Refusal
from facilitator_app.handoff import fhir
from facilitator_app.handoff.packet import Packet, compose, digest
from facilitator_app.handoff.saved import as_it_was
from facilitator_app.record import room
from facilitator_app.record.adverse import AdverseClassed, AdverseFollowed, AdverseReported, Outcome, Severity
from facilitator_app.record.leave import Recipient
from facilitator_app.record.medication import MedicationGiven, MedicineRoute
from facilitator_app.record.vitals import Measure, Unavailable, VitalsTaken
from tests.handoff.fhir_validator import wrong
from tests.people import AMARA, INES, ROWAN, START
from tests.told import PEOPLE, SCOPE, Told, full_session

WORDS = text.english()
SIGNER = fhir.Signer(name="Tomas Lind", at=START)


def packet_of(told: Told, to: Recipient | None = Recipient.PRESCRIBER) -> Packet:
    return compose(told.history, ROWAN, PEOPLE[ROWAN], WORDS, to)


def document(told: Told, before: fhir.Before | None = None) -> bytes:
    return fhir.bundle(told.history, packet_of(told), SIGNER, WORDS, START, before)


def resources(made: bytes, kind: str) -> list[dict[str, Any]]:
    """The resources of a kind."""
    every = [entry["resource"] for entry in json.loads(made, parse_float=Decimal)["entry"]]
    return [one for one in every if one["resourceType"] == kind]


def busy_session() -> Told:
    """A session with everything that a document can tell: words for values, medicines, events, a deferral, amendments."""
    told = full_session()
    half = VitalsTaken(
        values={Measure.SYSTOLIC: Decimal(131)},
        words={
            Measure.DIASTOLIC: Unavailable.UNRELIABLE_MOVING,
            Measure.SPO2: Unavailable.NOT_OBTAINABLE,
            Measure.HEART_RATE: Unavailable.DECLINED,
        },
    )
    told.write(60, half, ROWAN, by=INES)
    one_half = VitalsTaken(values={Measure.DIASTOLIC: Decimal(70), Measure.TEMPERATURE: Decimal("36.0")})
    told.write(61, one_half, ROWAN, by=INES)
    event = told.write(70, AdverseReported(what="nausea", severity=Severity.MODERATE, action="ginger tea"), ROWAN)
    other = AdverseReported(what="other", severity=Severity.MILD, words="a stiff neck")
    told.write(71, other, ROWAN)
    medicine = MedicationGiven(
        name="ondansetron", amount=Decimal(4), unit="mg", route=MedicineRoute.SUBLINGUAL, for_what="nausea", event=event
    )
    told.write(72, medicine, ROWAN, by=INES)
    puff = MedicationGiven(
        name="Something else", amount=Decimal("0.5"), unit="puff", route=MedicineRoute.INHALED, for_what="tight chest"
    )
    told.write(73, puff, ROWAN, by=INES)
    told.write(90, AdverseFollowed(event=event, outcome=Outcome.RESOLVED, action="lay on the side"), ROWAN)
    told.write(91, AdverseClassed(event=event, serious=False), ROWAN, by=INES)
    return told


def test_a_whole_session_is_a_document_that_others_can_read() -> None:
    for told in (full_session(), busy_session()):
        assert wrong(document(told)) == []


def test_it_says_in_which_language_it_is() -> None:
    for tag in ("en", "es"):
        words = text.language(tag)
        told = full_session()
        packet = compose(told.history, ROWAN, PEOPLE[ROWAN], words, Recipient.PRESCRIBER)
        made = fhir.bundle(told.history, packet, SIGNER, words, START)
        (composition,) = resources(made, "Composition")
        assert (json.loads(made)["language"], composition["language"]) == (tag, tag)
        assert wrong(made) == []


def test_values_are_coded_as_others_expect_them() -> None:
    made = document(busy_session())
    observations = resources(made, "Observation")
    codes = {tuple(coding["code"] for coding in one["code"]["coding"]) for one in observations}
    assert codes == {("8867-4",), ("85354-9",), ("2708-6", "59408-5"), ("9279-1",), ("8310-5",)}
    halves = [part for one in observations for part in one.get("component", [])]
    assert {part["code"]["coding"][0]["code"] for part in halves} == {"8480-6", "8462-4"}
    absent = {
        one["dataAbsentReason"]["coding"][0]["code"] for one in [*observations, *halves] if "dataAbsentReason" in one
    }
    assert absent == {"unknown", "error", "asked-declined", "not-performed"}
    temperature = next(one for one in observations if one["code"]["coding"][0]["code"] == "8310-5")
    assert temperature["valueQuantity"]["value"] == Decimal("36.7")
    assert b'"value":36.0' in made  # as it was measured, to the tenth
    given = resources(made, "MedicationAdministration")
    assert [one["medicationCodeableConcept"].get("coding", [{}])[0].get("code") for one in given] == [
        "6130",
        "26225",
        None,
    ]
    assert given[0]["dosage"]["route"]["coding"][0]["code"] == "78421000"
    assert given[0]["dosage"]["dose"] == {
        "value": 40,
        "unit": "mg",
        "system": "http://unitsofmeasure.org",
        "code": "mg",
    }
    nausea, neck = resources(made, "AdverseEvent")
    assert (nausea["event"]["coding"][0]["code"], nausea["severity"]["coding"][0]["code"]) == ("422587007", "moderate")
    assert (nausea["outcome"]["coding"][0]["code"], nausea["seriousness"]["coding"][0]["code"]) == (
        "resolved",
        "non-serious",
    )
    assert "lay on the side" in nausea["event"]["text"]
    assert ("coding" in neck["event"], "a stiff neck" in neck["event"]["text"]) == (False, True)


def test_it_is_about_one_person_and_holds_no_words_without_leave() -> None:
    told = full_session()
    made = document(told).decode("utf-8")
    assert "Rowan Miller" in made
    assert "I saw the lake" in made
    for other in ("He is here.", "Amara", "Idris", str(AMARA)):
        assert other not in made
    assert "Group" not in {entry["resource"]["resourceType"] for entry in json.loads(made)["entry"]}


def test_who_has_no_leave_for_the_medical_part_gets_none() -> None:
    told = full_session()
    for to in (Recipient.INTEGRATION_LEAD, Recipient.OWN_THERAPIST):
        packet = packet_of(told, to)
        assert (packet.medical, packet.vitals, packet.doses, packet.last_values) == (False, (), (), "")
        assert "ketamine" not in packet.sections["account"]
        with pytest.raises(Refusal) as refused:
            fhir.bundle(told.history, packet, SIGNER, WORDS, START)
        assert refused.value.key == "release.medical_without_leave"


def test_what_was_amended_says_so_and_what_was_withdrawn_is_told_to_who_had_it() -> None:
    told = full_session()
    was = packet_of(told)
    checks = [entry for entry in told.entries if isinstance(entry.fact, VitalsTaken)]
    first, second = checks[1], checks[2]
    assert isinstance(first.fact, VitalsTaken)
    mended = msgspec.structs.replace(first.fact, values={**first.fact.values, Measure.HEART_RATE: Decimal(85)})
    told.amended(150, first.id, mended, "read from the wrong line")
    told.voided(151, second.id, "Amara's, filed for the wrong person")
    told.observed(152, ROWAN)  # the record goes on
    before = fhir.Before(
        document=fhir.document_id(ROWAN, digest(was), SCOPE),
        lines=fhir.lines_told(as_it_was(told.history, told.entries[-4]), ROWAN),
    )
    made = document(told, before)
    assert wrong(made) == []
    states = [one["status"] for one in resources(made, "Observation")]
    assert states.count("amended") == 3
    assert states.count("entered-in-error") == 3
    assert "Amara" not in made.decode("utf-8")
    assert "wrong line" not in made.decode("utf-8")
    (composition,) = resources(made, "Composition")
    assert (composition["status"], composition["relatesTo"][0]["code"]) == ("amended", "replaces")
    activities = [one.get("activity", {}).get("coding", [{}])[0].get("code") for one in resources(made, "Provenance")]
    assert activities == [None, "UPDATE", "NULLIFY"]
    new_to_it = document(told)
    assert "entered-in-error" not in new_to_it.decode("utf-8")


@pytest.mark.parametrize("said", ["<script>alert(1)</script>", "a\x00b\x0b", "שלום 👋 & <b>", "x" * 20_000])
def test_whatever_people_write_stays_text(said: str) -> None:
    told = Told().staff().seated(ROWAN)
    told.write(5, room.Noted(text=said), ROWAN)
    told.dose(6, ROWAN)
    told.out(100, ROWAN)
    assert wrong(document(told)) == []


def test_a_session_with_only_a_deferral_and_one_with_nothing_are_documents_too() -> None:
    told = Told().staff().seated(ROWAN)
    told.write(
        20, room.Deferred(measures=tuple(Measure), reason="asleep", breathing_seen=True, again_minutes=10), ROWAN
    )
    told.out(30, ROWAN, room.WayOut.LEFT_BEFORE_CLEARANCE)
    assert wrong(document(told)) == []
    nothing = Told().staff().seated(ROWAN)
    nothing.out(30, ROWAN, room.WayOut.WITHDREW)
    assert wrong(document(nothing)) == []


# ---------------------------------------------------------------- the validator's own test
Broken = Callable[[dict[str, Any]], object]


def of(read: dict[str, Any], kind: str, number: int = 0) -> dict[str, Any]:
    """A resource of a document."""
    every: list[dict[str, Any]] = [entry["resource"] for entry in read["entry"]]
    return [one for one in every if one["resourceType"] == kind][number]


def pressure(read: dict[str, Any]) -> dict[str, Any]:
    """A blood pressure of a document."""
    every = [entry["resource"] for entry in read["entry"] if "component" in entry["resource"]]
    found: dict[str, Any] = every[0]
    return found


BROKEN: dict[str, Broken] = {
    "no such status": lambda read: of(read, "Observation").update(status="bogus"),
    "no status": lambda read: of(read, "Observation").pop("status"),
    "no code": lambda read: of(read, "Observation").pop("code"),
    "no category": lambda read: of(read, "Observation").pop("category"),
    "another category": lambda read: of(read, "Observation")["category"][0]["coding"][0].update(code="survey"),
    "no time": lambda read: of(read, "Observation").pop("effectiveDateTime"),
    "a time without a zone": lambda read: of(read, "Observation").update(effectiveDateTime="2026-03-05T10:00:00"),
    "a time without seconds": lambda read: of(read, "Observation").update(effectiveDateTime="2026-03-05T10:00Z"),
    "a value and why there is none": lambda read: of(read, "Observation").update(dataAbsentReason={"text": "no"}),
    "neither value nor reason": lambda read: of(read, "Observation").pop("valueQuantity"),
    "two values": lambda read: of(read, "Observation").update(valueString="72"),
    "a value in quotes": lambda read: of(read, "Observation")["valueQuantity"].update(value="72 or so"),
    "a unit of another code": lambda read: pressure(read)["component"][0]["valueQuantity"].update(code="mmHg"),
    "a unit that is not UCUM's": lambda read: of(read, "Observation")["valueQuantity"].update(system="urn:x"),
    "half a blood pressure": lambda read: pressure(read)["component"].pop(),
    "a blood pressure with a value": lambda read: pressure(read).update(valueString="118/76"),
    "one of two codes": lambda read: next(
        entry["resource"]["code"]["coding"].pop()
        for entry in read["entry"]
        if len(entry["resource"].get("code", {}).get("coding", ())) == 2
    ),
    "an unknown field": lambda read: of(read, "Patient").update(nickname="Ro"),
    "a birth date that is none": lambda read: of(read, "Patient").update(birthDate="21 May 1984"),
    "no such resource": lambda read: of(read, "Patient").update(resourceType="Person2"),
    "somebody who is not there": lambda read: of(read, "Observation")["subject"].update(reference="urn:uuid:0"),
    "two people": lambda read: of(read, "Observation", 1)["subject"].update(
        reference=f"urn:uuid:{of(read, 'Device')['id']}"
    ),
    "no composition": lambda read: read["entry"].pop(0),
    "a composition that is not first": lambda read: read["entry"].append(read["entry"].pop(0)),
    "no identifier": lambda read: read.pop("identifier"),
    "no timestamp": lambda read: read.pop("timestamp"),
    "no document": lambda read: read.update(type="zzz"),
    "a name of its own twice": lambda read: read["entry"][1].update(fullUrl=read["entry"][2]["fullUrl"]),
    "no author": lambda read: of(read, "Composition").pop("author"),
    "no medicine": lambda read: of(read, "MedicationAdministration").pop("medicationCodeableConcept"),
    "no time of a medicine": lambda read: of(read, "MedicationAdministration").pop("effectiveDateTime"),
    "no actuality": lambda read: of(read, "AdverseEvent").pop("actuality"),
    "no agent": lambda read: of(read, "Provenance").pop("agent"),
    "an empty list": lambda read: of(read, "Observation").update(note=[]),
    "an empty concept": lambda read: of(read, "Observation").update(code={}),
    "a script": lambda read: of(read, "Composition")["section"][0]["text"].update(
        div='<div xmlns="http://www.w3.org/1999/xhtml"><script>x</script></div>'
    ),
}


@pytest.mark.parametrize("break_it", BROKEN.values(), ids=BROKEN.keys())
def test_the_validator_rejects_what_is_known_to_be_bad(break_it: Broken) -> None:
    read = json.loads(document(busy_session()))
    break_it(read)
    assert wrong(json.dumps(read).encode()) != []
