"""The tables of a handoff: vitals, medicines and adverse events of one person, as the record has them.  Pure.

Nobody edits them in a handoff: an error is amended in the record.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TypeVar

import msgspec

from facilitator_app.handoff.telling import Telling
from facilitator_app.lanes import DeferralRow, DoseRow, MedicationRow, PersonLane, Row, VitalsRow
from facilitator_app.record.vitals import Measure, Unavailable
from facilitator_app.wording import Words, measures

T = TypeVar("T", bound=Row)


class VitalsLine(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the vitals table: a check, or one that was put off (no values, ``remarks`` says why)."""

    at: datetime
    since_dose: str
    values: dict[Measure, Decimal] = {}
    words: dict[Measure, Unavailable] = {}
    is_baseline: bool = False
    remarks: str = ""


class DoseLine(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the table of doses, or an adverse event: what, in words, and what is to be said of the line."""

    at: datetime
    since_dose: str
    text: str
    remarks: str = ""


class Figures:
    """The tables of one person's lane; ``dosed``: whether they had a dose, so that a check before it is a baseline."""

    def __init__(self, lane: PersonLane, telling: Telling, words: Words, *, dosed: bool) -> None:
        self._lane = lane
        self._telling = telling
        self._words = words
        self._dosed = dosed

    def vitals(self) -> tuple[VitalsLine, ...]:
        """Every check, and every one that was put off, in the order of time."""
        lines = [self._check(row) for row in live(self._lane.vitals)]
        lines += [self._deferral(row) for row in live(self._lane.deferrals)]
        return tuple(sorted(lines, key=lambda line: line.at))

    def doses(self) -> tuple[DoseLine, ...]:
        """Every dose and every medicine for a side effect, in the order of time."""
        rows: list[DoseRow | MedicationRow] = [*live(self._lane.doses), *live(self._lane.medications)]
        return tuple(self._dose(row) for row in sorted(rows, key=lambda row: row.at))

    def adverse(self) -> tuple[DoseLine, ...]:
        """Every line about an adverse event."""
        return tuple(
            DoseLine(
                at=row.at,
                since_dose=self._telling.since(row.at),
                text=row.text,
                remarks="; ".join(self._telling.done_to(row)),
            )
            for row in live(self._lane.adverse)
        )

    def _check(self, row: VitalsRow) -> VitalsLine:
        remarks = [self._words.render("packet.baseline")] if row.is_baseline and self._dosed else []
        remarks += list(row.as_typed.values())
        asked = [measure for measure in row.confirmed if measure not in row.as_typed]
        if asked:
            remarks.append(self._words.render("packet.improbable", names=measures(asked, self._words)))
        remarks += self._telling.done_to(row)
        return VitalsLine(
            at=row.at,
            since_dose=self._telling.since(row.at),
            values=row.values,
            words=row.words,
            is_baseline=row.is_baseline and self._dosed,
            remarks="; ".join(remarks),
        )

    def _deferral(self, row: DeferralRow) -> VitalsLine:
        put_off = self._words.render("packet.deferred", text=row.text)
        return VitalsLine(
            at=row.at, since_dose=self._telling.since(row.at), remarks="; ".join([put_off, *self._telling.done_to(row)])
        )

    def _dose(self, row: DoseRow | MedicationRow) -> DoseLine:
        key = "packet.seen_by" if row.by_oneself else "packet.given_by"
        remarks = [self._words.render(key, name=row.done_by)] if row.done_by else []
        remarks += [self._words.render("packet.awaits")] if row.awaits else []
        remarks += self._telling.done_to(row)
        if row.confirmed_by:
            remarks.append(self._words.render("mark.confirmed", name=row.confirmed_by))
        return DoseLine(at=row.at, since_dose=self._telling.since(row.at), text=row.text, remarks="; ".join(remarks))


def live(rows: tuple[T, ...]) -> tuple[T, ...]:
    """The rows that were not withdrawn."""
    return tuple(row for row in rows if not row.voided)
