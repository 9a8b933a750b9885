"""Medicines given for a side effect: what, how strong, how much, by which way, for what.  No doses of the session.  Pure."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Fact, text_within

NAMES = (
    "ondansetron",
    "midazolam",
    "lorazepam",
    "labetalol",
    "clonidine",
    "hydralazine",
    "metoprolol",
    "glycopyrrolate",
    "diphenhydramine",
    "naloxone",
    "flumazenil",
    "epinephrine",
    "oxygen",
)
"""Names that are one touch away; any other is typed.  No amount stands with them."""

UNITS = ("mg", "mcg", "mL", "L/min", "unit")
"""Units that are one touch away.  "mcg" and "mL" as the ISMP list of error-prone abbreviations asks."""

DRUGS = ("ketamine", "esketamine")
"""Medicines of the session that are one touch away."""


class MedicineRoute(StrEnum):
    """Routes, spelled out."""

    ORAL = "oral"
    SUBLINGUAL = "sublingual"
    INTRAMUSCULAR = "intramuscular"
    INTRAVENOUS = "intravenous"
    SUBCUTANEOUS = "subcutaneous"
    INTRANASAL = "intranasal"
    INHALED = "inhaled"


class MedicationGiven(Fact, frozen=True, kw_only=True, tag="medication_given/1"):
    """A medicine given for a side effect.  ``strength`` as it stands on the pack; ``amount`` in ``unit``, above zero.

    ``event`` is the line of the adverse event it was given for, where there is one.
    """

    name: str
    amount: Decimal
    unit: str
    route: MedicineRoute
    for_what: str
    strength: str = ""
    event: UUID | None = None
    by_oneself: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse one without a name, a unit or what it was for, and an amount that is none."""
        text_within(self.name, 200, "medicine")
        text_within(self.unit, 40, "unit")
        text_within(self.for_what, 2000, "for_what")
        if not self.amount.is_finite() or self.amount <= 0:
            raise Refusal("dose.not_above_zero", field="amount")


class Medication(msgspec.Struct, frozen=True, kw_only=True):
    """A medicine a person was given for a side effect today."""

    at: datetime
    entry: UUID
    name: str
    amount: Decimal
    unit: str
    route: MedicineRoute
    for_what: str
