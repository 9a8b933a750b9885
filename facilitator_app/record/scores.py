"""Scores that are said of a person: how awake somebody is, by a named scale; and NEWS2, which is worked out.  Pure.

The tables are as published: RASS after Sessler and others 2002 (https://en.wikipedia.org/wiki/Richmond_Agitation-Sedation_Scale),
MOAA/S with the trapezius squeeze (https://bmcanesthesiol.biomedcentral.com/articles/10.1186/s12871-022-01788-1/tables/2),
ACVPU and NEWS2 of the Royal College of Physicians 2017.  To wake somebody who is inward, only to score them, is not wanted:
"inward, not stimulated" is a value of its own beside every scale's.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Fact
from facilitator_app.record.vitals import Measure


class Scale(StrEnum):
    """What can be on show.  NEWS2 is never said: it is worked out from what was measured and said."""

    RASS = "rass"
    MOAA_S = "moaa_s"
    ACVPU = "acvpu"
    NEWS2 = "news2"


INWARD = "inward"
"""Inward, not stimulated: seen, breathing, and on purpose not woken.  Not a level of any scale."""

LEVELS: Mapping[Scale, tuple[str, ...]] = {
    Scale.RASS: ("4", "3", "2", "1", "0", "-1", "-2", "-3", "-4", "-5"),
    Scale.MOAA_S: ("5", "4", "3", "2", "1", "0"),
    Scale.ACVPU: ("A", "C", "V", "P", "U"),
}
"""The levels of each scale that is said, from the most awake on, as they are published."""

TABLES: Mapping[Scale, str] = {
    Scale.RASS: "rass-2002",
    Scale.MOAA_S: "moaa-s-trapezius",
    Scale.ACVPU: "acvpu-2017",
    Scale.NEWS2: "news2-2017",
}
"""Which table a level is of: some scales are in use in more than one form."""


class Scored(Fact, frozen=True, kw_only=True, tag="scored/1"):
    """How awake a person is by a scale: one of its ``LEVELS``, or ``INWARD``.  ``table`` says which form of the scale."""

    scale: Scale
    level: str
    table: str = ""

    def __post_init__(self) -> None:
        """Refuse a level the scale does not have."""
        if self.level != INWARD and self.level not in LEVELS.get(self.scale, ()):
            raise Refusal("score.no_such_level", field="level", scale=self.scale, level=self.level)


class OxygenSaid(Fact, frozen=True, kw_only=True, tag="oxygen_said/1"):
    """The person breathes oxygen from now on, or room air again."""

    on_oxygen: bool


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """The last that was said by a scale."""

    at: datetime
    entry: UUID
    level: str


class Oxygen(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a person breathes oxygen, since when."""

    since: datetime
    on: bool


def scored(scale: Scale, level: str) -> Scored:
    """The fact of a level, stamped with the table it is of."""
    return Scored(scale=scale, level=level, table=TABLES[scale])


# ---------------------------------------------------------------- NEWS2
NEWS2_SOURCE = "Royal College of Physicians. National Early Warning Score (NEWS) 2. London: RCP, 2017"
"""To be shown wherever the figure is: the College asks for it."""

Bands = tuple[tuple[str, int], ...]
"""The upper end of a band, inclusive, and its points, ascending."""

_BREATHING: Bands = (("8", 3), ("11", 1), ("20", 0), ("24", 2), ("Infinity", 3))
_SPO2: Bands = (("91", 3), ("93", 2), ("95", 1), ("Infinity", 0))
_SPO2_2_AIR: Bands = (("83", 3), ("85", 2), ("87", 1), ("Infinity", 0))
_SPO2_2_OXYGEN: Bands = (("83", 3), ("85", 2), ("87", 1), ("92", 0), ("94", 1), ("96", 2), ("Infinity", 3))
_SYSTOLIC: Bands = (("90", 3), ("100", 2), ("110", 1), ("219", 0), ("Infinity", 3))
_PULSE: Bands = (("40", 3), ("50", 1), ("90", 0), ("110", 1), ("130", 2), ("Infinity", 3))
_TEMPERATURE: Bands = (("35.0", 3), ("36.0", 1), ("38.0", 0), ("39.0", 1), ("Infinity", 2))
_OXYGEN_POINTS = 2
_NOT_ALERT = 3

NEEDED = (Measure.BREATHING, Measure.SPO2, Measure.SYSTOLIC, Measure.HEART_RATE, Measure.TEMPERATURE)
"""The measures NEWS2 is made of; besides them air or oxygen, and ACVPU."""


class News2(msgspec.Struct, frozen=True, kw_only=True):
    """NEWS2, 0 to 20: ``total`` None while something is missing; ``single_three`` when one part alone has three points."""

    total: int | None
    single_three: bool = False
    missing: tuple[str, ...] = ()


def news2(
    values: Mapping[Measure, Decimal], on_oxygen: bool | None, consciousness: str | None, *, scale: int = 1
) -> News2:
    """The figure from its seven parts.  A missing part leaves no total and is named.

    ``consciousness`` is a level of ACVPU; somebody inward and not stimulated has none.  ``scale`` 2 of the oxygen
    saturation is for people with a prescribed target of 88 to 92 % only.  Blood pressure counts by its systolic alone and
    scores nothing from 111 to 219 mmHg: the figure is blind to a rise of blood pressure.
    """
    missing = [measure.value for measure in NEEDED if measure not in values]
    missing += ["oxygen"] if on_oxygen is None else []
    missing += ["acvpu"] if consciousness not in LEVELS[Scale.ACVPU] else []
    if missing:
        return News2(total=None, missing=tuple(missing))
    saturation = _SPO2 if scale == 1 else _SPO2_2_OXYGEN if on_oxygen else _SPO2_2_AIR
    parts = (
        _points(_BREATHING, values[Measure.BREATHING]),
        _points(saturation, values[Measure.SPO2]),
        _OXYGEN_POINTS if on_oxygen else 0,
        _points(_SYSTOLIC, values[Measure.SYSTOLIC]),
        _points(_PULSE, values[Measure.HEART_RATE]),
        0 if consciousness == "A" else _NOT_ALERT,
        _points(_TEMPERATURE, values[Measure.TEMPERATURE], "0.1"),
    )
    return News2(total=sum(parts), single_three=3 in parts)


def _points(bands: Bands, value: Decimal, step: str = "1") -> int:
    """The points of the band a value lies in, after rounding it to ``step`` as the tables have it."""
    rounded = value.quantize(Decimal(step), ROUND_HALF_UP)
    return next(points for end, points in bands if rounded <= Decimal(end))
