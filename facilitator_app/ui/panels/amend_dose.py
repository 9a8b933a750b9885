"""A dose as it reads once its amount or its route was typed anew.  It is compared again; nothing passes in silence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

import msgspec

from facilitator_app.record import time_out
from facilitator_app.record.doses import DoseGiven, DoseWithTimeOut, Route, read_amount
from facilitator_app.record.history import History, Line
from facilitator_app.record.state import SessionState

COUNTED = ("volume_ml", "units")
"""What an amount is the product of, with the strength: one of them is typed along with the amount."""


def counted(fact: DoseGiven) -> str:
    """Which of ``COUNTED`` stands in the dose; empty when it was given whole."""
    return next((name for name in COUNTED if getattr(fact, name) is not None), "")


def typed_anew(fact: DoseGiven, fields: Mapping[str, str]) -> DoseGiven | None:
    """The dose with what was typed of ``amount``, ``count`` and ``route``; None when nothing was.

    Refuses an amount that is not the product of strength and count.
    """
    new: dict[str, Decimal | Route] = {}
    amount, count = read_amount(fields["amount"], "amount_mg"), read_amount(fields["count"], counted(fact) or "units")
    if amount is not None:
        new["amount_mg"] = amount
    if count is not None and counted(fact):
        new[counted(fact)] = count
    if fields["route"]:
        new["route"] = Route(fields["route"])
    made = msgspec.structs.replace(fact, **new)
    return None if made == fact else made


def with_reasons(
    fact: DoseGiven, line: Line, history: History[SessionState], at: datetime, now: datetime, reason: str
) -> DoseGiven:
    """The same; what it now needs a named reason for has the amendment's."""
    if not isinstance(fact, DoseWithTimeOut):
        return fact
    asked = time_out.asked_again(history.state, history, line, fact, at, now)
    return msgspec.structs.replace(fact, reasons={one: fact.reasons.get(one, reason) for one in asked})
