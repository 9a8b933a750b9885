"""The lines of a record as FHIR R4B resources: vitals, medicines, adverse events.  Pure; nothing is judged or converted.

Codes: LOINC and UCUM as US Core's vital signs profiles have them (https://hl7.org/fhir/us/core), routes and events in
SNOMED CT as in DICOM CID 3220 and CID 60, ingredients in RxNorm.  What has no code that is certain says it in words alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo
from decimal import Decimal
from html import escape
from typing import Any
from uuid import UUID, uuid5

from facilitator_app.record.adverse import Adverse, AdverseReported, Outcome
from facilitator_app.record.doses import DoseGiven, Route
from facilitator_app.record.history import Line
from facilitator_app.record.medication import MedicationGiven, MedicineRoute
from facilitator_app.record.room import Deferred
from facilitator_app.record.vitals import Measure, Unavailable, VitalsTaken
from facilitator_app.wording import Words, describe

Resource = dict[str, Any]

LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
UCUM = "http://unitsofmeasure.org"
TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/"
XHTML = "http://www.w3.org/1999/xhtml"
PROFILE = "http://hl7.org/fhir/StructureDefinition/"

BLOOD_PRESSURE = (Measure.SYSTOLIC, Measure.DIASTOLIC)
CODES: Mapping[Measure, tuple[tuple[str, str], ...]] = {
    Measure.HEART_RATE: (("8867-4", "Heart rate"),),
    Measure.SYSTOLIC: (("8480-6", "Systolic blood pressure"),),
    Measure.DIASTOLIC: (("8462-4", "Diastolic blood pressure"),),
    Measure.SPO2: (
        ("2708-6", "Oxygen saturation in Arterial blood"),
        ("59408-5", "Oxygen saturation in Arterial blood by Pulse oximetry"),
    ),
    Measure.BREATHING: (("9279-1", "Respiratory rate"),),
    Measure.TEMPERATURE: (("8310-5", "Body temperature"),),
}
PANEL = (("85354-9", "Blood pressure panel with all children optional"),)
UNITS: Mapping[Measure, str] = {
    Measure.HEART_RATE: "/min",
    Measure.SYSTOLIC: "mm[Hg]",
    Measure.DIASTOLIC: "mm[Hg]",
    Measure.SPO2: "%",
    Measure.BREATHING: "/min",
    Measure.TEMPERATURE: "Cel",
}
PROFILES: Mapping[Measure, str] = {
    Measure.HEART_RATE: "heartrate",
    Measure.SYSTOLIC: "bp",
    Measure.SPO2: "oxygensat",
    Measure.BREATHING: "resprate",
    Measure.TEMPERATURE: "bodytemp",
}
ABSENT: Mapping[Unavailable, str] = {
    Unavailable.NOT_OBTAINABLE: "unknown",
    Unavailable.NO_PULSE_FOUND: "unknown",
    Unavailable.UNRELIABLE_MOVING: "error",
    Unavailable.DECLINED: "asked-declined",
}
ROUTES: Mapping[str, str] = {
    Route.INTRAMUSCULAR: "78421000",
    Route.SUBLINGUAL: "37839007",
    Route.INTRANASAL: "46713006",
    Route.ORAL: "26643006",
    Route.INTRAVENOUS: "47625008",
    Route.SUBCUTANEOUS: "34206005",
    Route.BUCCAL: "54471007",
}
INGREDIENTS: Mapping[str, str] = {
    "ketamine": "6130",
    "ondansetron": "26225",
    "midazolam": "6960",
    "lorazepam": "6470",
    "labetalol": "6185",
}
MEDICINE_UNITS: Mapping[str, str] = {"mg": "mg", "mcg": "ug", "mL": "mL", "L/min": "L/min"}
EVENTS: Mapping[str, str] = {
    "nausea": "422587007",
    "dizziness": "404640003",
    "headache": "25064002",
    "anxiety": "48694002",
    "sedated": "271782001",
    "clouded": "40917007",
    "hypertensive_episode": "443482000",
    "hypotensive_episode": "67763001",
    "fainting": "271594007",
    "chest_pain": "29857009",
    "breathless": "267036007",
    "breathing_stopped": "1023001",
    "bronchospasm": "4386001",
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.ONGOING: "ongoing",
    Outcome.RESOLVED: "resolved",
    Outcome.RESOLVED_WITH_TRACES: "resolvedWithSequelae",
    Outcome.UNKNOWN: "unknown",
}


def urn(id: UUID) -> str:
    """How one resource of the bundle names another."""
    return f"urn:uuid:{id}"


def refer(id: UUID) -> Resource:
    """A reference to a resource of the bundle."""
    return {"reference": urn(id)}


def instant(at: datetime, zone: tzinfo) -> str:
    """A moment as FHIR writes it, to the millisecond, in the room's zone."""
    return at.astimezone(zone).isoformat(timespec="milliseconds")


def coded(system: str, code: str, display: str = "", text: str = "") -> Resource:
    """A concept with one code."""
    coding = {"system": system, "code": code} | ({"display": display} if display else {})
    return {"coding": [coding]} | ({"text": text} if text else {})


def part_of(line: UUID, part: str) -> UUID:
    """The id of a resource made of a part of a line; the same in every release."""
    return uuid5(line, part)


def status(line: Line) -> str:
    """How a line stands: as it was written, or amended."""
    return "amended" if line.is_amended else "final"


class Maker:
    """Makes the resources about one person: whose they are, in which zone, in which words."""

    def __init__(self, subject: UUID, encounter: UUID, zone: tzinfo, words: Words) -> None:
        self._subject = refer(subject)
        self._encounter = refer(encounter)
        self._zone = zone
        self._words = words

    # -------------------------------------------------------------- vitals
    def vitals(self, line: Line, fact: VitalsTaken) -> Iterator[tuple[UUID, Resource]]:
        """An Observation for each measure of a check; the two halves of a blood pressure are components of one."""
        for measure in Measure:
            if measure in BLOOD_PRESSURE:
                continue
            if measure in fact.values or measure in fact.words:
                said = self._said(measure, fact.values.get(measure), fact.words.get(measure))
                yield self._observation(line, measure, said | self._note(self._asked(fact, (measure,))))
        if any(half in fact.values or half in fact.words for half in BLOOD_PRESSURE):
            halves = [self._half(half, fact.values.get(half), fact.words.get(half)) for half in BLOOD_PRESSURE]
            note = self._note(self._asked(fact, BLOOD_PRESSURE))
            yield self._observation(line, Measure.SYSTOLIC, {"component": halves} | note)

    def deferral(self, line: Line, fact: Deferred) -> Iterator[tuple[UUID, Resource]]:
        """A check that was put off: each measure with the reason why there is no value."""
        note = self._note(describe(fact, self._words))
        missing: Resource = {"dataAbsentReason": coded(f"{TERMINOLOGY}data-absent-reason", "not-performed")}
        for measure in Measure:
            if measure in BLOOD_PRESSURE or measure not in fact.measures:
                continue
            yield self._observation(line, measure, missing | note)
        if any(half in fact.measures for half in BLOOD_PRESSURE):
            halves = [{"code": self._code(CODES[half])} | missing for half in BLOOD_PRESSURE]
            yield self._observation(line, Measure.SYSTOLIC, {"component": halves} | note)

    def _observation(self, line: Line, measure: Measure, said: Resource) -> tuple[UUID, Resource]:
        panel = measure is Measure.SYSTOLIC
        made: Resource = {
            "resourceType": "Observation",
            "meta": {"profile": [PROFILE + PROFILES[measure]]},
            "status": status(line),
            "category": [coded(f"{TERMINOLOGY}observation-category", "vital-signs", "Vital Signs")],
            "code": self._code(PANEL if panel else CODES[measure]),
            "subject": self._subject,
            "encounter": self._encounter,
            "effectiveDateTime": instant(line.entry.observed_at, self._zone),
            "issued": instant(line.first.recorded_at, self._zone),
        }
        by = line.entry.done_by
        performer = {"performer": [refer(by)]} if by else {}
        return part_of(line.first.id, "blood_pressure" if panel else measure.value), made | performer | said

    def _half(self, half: Measure, value: Decimal | None, word: Unavailable | None) -> Resource:
        return {"code": self._code(CODES[half])} | self._said(half, value, word)

    def _said(self, measure: Measure, value: Decimal | None, word: Unavailable | None) -> Resource:
        """A value with its unit, or why there is none."""
        if value is not None:
            unit = UNITS[measure]
            return {"valueQuantity": {"value": value, "unit": unit, "system": UCUM, "code": unit}}
        absent = f"{TERMINOLOGY}data-absent-reason"
        if word is None:
            return {"dataAbsentReason": coded(absent, "unknown")}
        return {"dataAbsentReason": coded(absent, ABSENT[word], text=self._words.word(word))}

    @staticmethod
    def _code(codes: tuple[tuple[str, str], ...]) -> Resource:
        return {"coding": [{"system": LOINC, "code": code, "display": display} for code, display in codes]}

    def _asked(self, fact: VitalsTaken, about: tuple[Measure, ...]) -> str:
        """That an improbable value was asked and confirmed, or that what was typed was converted."""
        told = [typed for measure, typed in fact.as_typed.items() if measure in about]
        asked = [self._words.word(one) for one in fact.confirmed if one in about and one not in fact.as_typed]
        told += [self._words.render("packet.improbable", names=", ".join(asked))] if asked else []
        return "; ".join(told)

    @staticmethod
    def _note(text: str) -> Resource:
        return {"note": [{"text": text}]} if text else {}

    # ------------------------------------------------------------- medicines
    def dose(self, line: Line, fact: DoseGiven, awaits: bool) -> tuple[UUID, Resource]:
        """A dose of the session's medicine."""
        unit = {"value": fact.amount_mg, "unit": "mg", "system": UCUM, "code": "mg"}
        note = [describe(fact, self._words)]
        note += [self._words.render("packet.awaits")] if awaits else []
        return line.first.id, self._given(line, fact.drug, fact.route, fact.by_oneself, unit, "; ".join(note))

    def medication(self, line: Line, fact: MedicationGiven, awaits: bool) -> tuple[UUID, Resource]:
        """A medicine for a side effect."""
        quantity: Resource = {"value": fact.amount, "unit": fact.unit}
        code = MEDICINE_UNITS.get(fact.unit)
        quantity |= {"system": UCUM, "code": code} if code else {}
        note = [describe(fact, self._words)]
        note += [self._words.render("packet.awaits")] if awaits else []
        made = self._given(line, fact.name, fact.route, fact.by_oneself, quantity, "; ".join(note))
        if fact.event is not None:
            made["reasonCode"] = [{"text": fact.for_what}]
        return line.first.id, made

    def _given(
        self, line: Line, name: str, route: Route | MedicineRoute, by_oneself: bool, dose: Resource, note: str
    ) -> Resource:
        ingredient = INGREDIENTS.get(name.strip().casefold())
        medicine = coded(RXNORM, ingredient, text=name) if ingredient else {"text": name}
        code, said = ROUTES.get(route.value), self._words.word(route)
        made: Resource = {
            "resourceType": "MedicationAdministration",
            "status": "completed",
            "medicationCodeableConcept": medicine,
            "subject": self._subject,
            "context": self._encounter,
            "effectiveDateTime": instant(line.entry.observed_at, self._zone),
            "note": [{"text": note}],
            "dosage": {"route": coded(SNOMED, code, text=said) if code else {"text": said}, "dose": dose},
        }
        if line.entry.done_by:
            function = "verifier" if by_oneself else "performer"
            role = coded(f"{TERMINOLOGY}med-admin-perform-function", function)
            made["performer"] = [{"function": role, "actor": refer(line.entry.done_by)}]
        return made

    # ---------------------------------------------------------------- events
    def event(self, event: Adverse, text: str) -> tuple[UUID, Resource]:
        """An adverse event as it stands; ``text`` is what was reported, in words."""
        code = EVENTS.get(event.what)
        made: Resource = {
            "resourceType": "AdverseEvent",
            "actuality": "actual",
            "event": coded(SNOMED, code, text=text) if code else {"text": text},
            "subject": self._subject,
            "encounter": self._encounter,
            "date": instant(event.at, self._zone),
            "severity": coded(f"{TERMINOLOGY}adverse-event-severity", event.severity.value),
        }
        if event.serious is not None:
            made["seriousness"] = coded(
                f"{TERMINOLOGY}adverse-event-seriousness", "serious" if event.serious else "non-serious"
            )
        outcome = OUTCOMES.get(event.outcome)
        said = self._words.word(event.outcome)
        made["outcome"] = (
            coded(f"{TERMINOLOGY}adverse-event-outcome", outcome, text=said) if outcome else {"text": said}
        )
        return event.entry, made


def in_error(line: Line, words: Words) -> Iterator[tuple[UUID, Resource]]:
    """The resources of a withdrawn line, with nothing of what it said.

    An adverse event of R4 has no status: that it was withdrawn stands in its text and in its Provenance (NULLIFY).
    """
    fact = line.entry.fact
    gone = {"status": "entered-in-error"}
    text = {"text": words.render("mark.voided")}
    if isinstance(fact, DoseGiven | MedicationGiven):
        at = line.first.recorded_at.isoformat(timespec="milliseconds")
        medication = {"medicationCodeableConcept": text, "effectiveDateTime": at}
        yield line.first.id, {"resourceType": "MedicationAdministration", **gone, **medication}
    elif isinstance(fact, AdverseReported):
        said = {"text": words.render("release.entered_in_error")}
        yield line.first.id, {"resourceType": "AdverseEvent", "actuality": "actual", "event": said}
    elif isinstance(fact, VitalsTaken | Deferred):
        measures = (*fact.values, *fact.words) if isinstance(fact, VitalsTaken) else fact.measures
        parts = {"blood_pressure" if one.value in ("systolic", "diastolic") else one.value for one in measures}
        for part in sorted(parts):
            yield part_of(line.first.id, part), {"resourceType": "Observation", **gone, "code": text}


def clean(text: str) -> str:
    """Text without the characters that FHIR strings may not have."""
    return text.translate(_FORBIDDEN).strip() or "–"


def narrative(text: str) -> Resource:
    """Text as the human-readable part of a section."""
    lines = [escape(line.translate(_FORBIDDEN), quote=False) for line in text.strip().split("\n")]
    div = "<br/>".join(lines)
    return {"status": "additional", "div": f'<div xmlns="{XHTML}">{div}</div>'}


_FORBIDDEN = {code: " " for code in range(32) if code not in (9, 10, 13)}
