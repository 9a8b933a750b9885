"""Medicines given for a side effect: what, how strong, how much, by which way, for what.  No doses of the session.  Pure."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

import msgspec

from facilitator_app.faults import Question, Refusal
from facilitator_app.record.entry import Fact, text_within
from facilitator_app.record.programme import always

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


class Amounts(NamedTuple):
    """Of one unit: above ``asks`` an amount is asked about, above ``most`` it is a slip of the finger."""

    asks: Decimal
    most: Decimal


_AMOUNTS = {
    "mg": Amounts(Decimal(1_000), Decimal(10_000)),
    "mcg": Amounts(Decimal(1_000), Decimal(100_000)),
    "mL": Amounts(Decimal(100), Decimal(5_000)),
    "L/min": Amounts(Decimal(15), Decimal(100)),
    "unit": Amounts(Decimal(10_000), Decimal(10_000_000)),
}
_OTHER = Amounts(Decimal(1_000), Decimal(1_000_000))
"""Bounds against slips, far beyond what stands on packs of the medicines on offer; not a dose that anybody should give."""


class MedicationGiven(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="medication_given/1"):
    """A medicine given for a side effect.  ``strength`` as it stands on the pack; ``amount`` in ``unit``, above zero.

    ``event`` is the line of the adverse event it was given for, where there is one.  ``confirmed``: the amount is far more
    than usual and was said to be right.
    """

    name: str
    amount: Decimal
    unit: str
    route: MedicineRoute
    for_what: str
    strength: str = always("")
    event: UUID | None = always(None)
    by_oneself: bool = always(False)
    note: str = always("")
    confirmed: bool = False

    def __post_init__(self) -> None:
        """Refuse one without a name, a unit or what it was for, and an amount that is none."""
        text_within(self.name, 200, "medicine")
        text_within(self.unit, 40, "unit")
        text_within(self.for_what, 2000, "for_what")
        if not self.amount.is_finite() or self.amount <= 0:
            raise Refusal("dose.not_above_zero", field="amount")


def check_amount(fact: MedicationGiven) -> None:
    """Refuse an amount that cannot be, and ask about one that is far more than usual until it is ``confirmed``.

    Raises Refusal medication.impossible and Question medication.improbable.  Looked at as it is written, not as it is read.
    """
    asks, most = _AMOUNTS.get(fact.unit, _OTHER)
    if fact.amount > most:
        raise Refusal("medication.impossible", field="amount", most=most, unit=fact.unit)
    if fact.amount > asks and not fact.confirmed:
        raise Question(
            "medication.improbable",
            field="amount",
            confirm="amount",
            amount=fact.amount,
            unit=fact.unit,
            name=fact.name,
        )


class Medication(msgspec.Struct, frozen=True, kw_only=True):
    """A medicine a person was given for a side effect today."""

    at: datetime
    entry: UUID
    name: str
    amount: Decimal
    unit: str
    route: MedicineRoute
    for_what: str
