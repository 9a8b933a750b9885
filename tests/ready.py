"""Everything that has to be so of a person before the medicine, told: for tests that are about something else."""

from __future__ import annotations

from facilitator_app.record.entry import Fact
from facilitator_app.record.readiness import ASKED, Matter, ReadinessTold
from facilitator_app.record.room import IntentionSaid
from facilitator_app.record.touch import Extent, TouchAgreed
from facilitator_app.record.vitals import Measure, examine

VITALS = {
    Measure.HEART_RATE: "68",
    Measure.SYSTOLIC: "118",
    Measure.DIASTOLIC: "74",
    Measure.SPO2: "98",
    Measure.BREATHING: "14",
    Measure.TEMPERATURE: "36.6",
}
READY: tuple[Fact, ...] = (
    *(ReadinessTold(matter=matter, holds=True) for matter in ASKED if matter is not Matter.PREGNANCY),
    examine(VITALS),
    IntentionSaid(text="To be still."),
    TouchAgreed(extent=Extent.HAND),
)
