"""A dose as it reads once its amount or its route was typed anew.  It is compared again; nothing passes in silence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record import time_out
from facilitator_app.record.doses import DoseGiven, DoseWithTimeOut, Route, read_amount
from facilitator_app.record.history import History, Line
from facilitator_app.record.state import SessionState
from facilitator_app.ui.panels.time_out import concern_named

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


class AskedOnce:
    """What a corrected dose needs a named reason for is named once; kept again, the amendment's reason stands for it."""

    def __init__(self) -> None:
        self._asked: tuple[UUID, DoseGiven, datetime, tuple[str, ...]] | None = None

    def answered(
        self, told: DoseGiven | None, line: Line, history: History[SessionState], at: datetime, now: datetime, why: str
    ) -> DoseGiven | None:
        """The dose with its reasons, or None when it reads as before.  Raises Refusal amend.asks (``names``)."""
        fact = line.entry.fact if told is None and at != line.entry.observed_at else told
        if not isinstance(fact, DoseWithTimeOut):
            return told
        state = history.state
        asked = time_out.asked_again(state, history, line, fact, at, now)
        person = time_out.but_for(state, history, line, at, now)
        names = tuple(concern_named(one, state, person, at) for one in asked if one not in fact.reasons)
        asks = (line.first.id, fact, at, names)  # another time or amount is another correction
        if names and self._asked != asks:
            self._asked = asks
            raise Refusal("amend.asks", field="reason", names="; ".join(names))
        made = msgspec.structs.replace(fact, reasons={one: fact.reasons.get(one, why) for one in asked})
        return None if made == line.entry.fact else made
