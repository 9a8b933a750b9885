"""The vitals of a handoff as a small drawing (SVG), told apart by shape so that it reads in grey.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from html import escape
from typing import NamedTuple

from facilitator_app.handoff.figures import VitalsLine
from facilitator_app.handoff.packet import Packet
from facilitator_app.record.vitals import Measure
from facilitator_app.wording import Words

WIDTH, HEIGHT, LEFT, RIGHT, PAD = 520, 146, 24, 2, 8
_TOP, _FOOT = 20, 133
_INK, _GREY, _PALE = "#1a1a1a", "#5c5c5c", "#d4d4d4"
_FONT = 'font-family="Inter" font-size="8"'


class _Panel(NamedTuple):
    """A strip of the drawing: where it lies and which values its edges stand for."""

    top: float
    height: float
    low: int
    high: int

    def y(self, value: Decimal | int) -> float:
        """How far down a value lies."""
        return self.top + self.height * (1 - (float(value) - self.low) / (self.high - self.low))


def draw(packet: Packet, words: Words) -> str:
    """The drawing, or "" when fewer than two checks have numbers (the table says it better)."""
    checks = [line for line in packet.vitals if line.values]
    if len(checks) < 2:
        return ""
    start, end = checks[0].at, checks[-1].at
    for dose in packet.doses:
        start, end = min(start, dose.at), max(end, dose.at)
    span = max((end - start).total_seconds(), 60.0)

    def x(at: datetime) -> float:
        return LEFT + PAD + (WIDTH - LEFT - RIGHT - 2 * PAD) * (at - start).total_seconds() / span

    circulation = _Panel(
        _TOP, 76, *_edges(checks, (Measure.HEART_RATE, Measure.SYSTOLIC, Measure.DIASTOLIC), 20, 50, 140)
    )
    oxygen = _Panel(111, 21, *_edges(checks, (Measure.SPO2,), 5, 90, 100))
    parts = [
        *_scale(circulation, 40 if circulation.high - circulation.low > 120 else 20),
        *_scale(oxygen, 10 if oxygen.high - oxygen.low <= 30 else 20),
        *_hours(start, end, x),
        *_doses(packet, x),
        *_pressures(checks, circulation, x),
        *_line(checks, Measure.HEART_RATE, circulation, x, _dot),
        *_line(checks, Measure.SPO2, oxygen, x, _diamond),
        *_key(words),
    ]
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">{"".join(parts)}</svg>'


def _edges(checks: Sequence[VitalsLine], of: Sequence[Measure], step: int, low: int, high: int) -> tuple[int, int]:
    values = [int(line.values[measure]) for line in checks for measure in of if measure in line.values]
    return min([low, *(value // step * step for value in values)]), max(
        [high, *(-(-value // step) * step for value in values)]
    )


def _scale(panel: _Panel, step: int) -> Iterator[str]:
    first = -(-panel.low // step) * step
    for value in range(first, panel.high + 1, step):
        y = panel.y(value)
        yield f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="{_PALE}" stroke-width="0.5"/>'
        yield f'<text x="{LEFT - 4}" y="{y + 2.8:.1f}" text-anchor="end" fill="{_GREY}" {_FONT}>{value}</text>'


def _hours(start: datetime, end: datetime, x: Callable[[datetime], float]) -> Iterator[str]:
    """A stroke and the time every quarter of an hour, or less often in a long session."""
    minutes = next((m for m in (15, 30, 60, 120) if (end - start) / timedelta(minutes=m) <= 9), 240)
    at = start.replace(second=0, microsecond=0) - timedelta(minutes=start.minute % min(minutes, 60))
    while at <= end:
        if at >= start:
            anchor = "start" if x(at) < LEFT + 12 else "end" if x(at) > WIDTH - RIGHT - 12 else "middle"
            yield f'<path d="M{x(at):.1f} {_FOOT}v3" stroke="{_GREY}" stroke-width="0.5"/>'
            yield f'<text x="{x(at):.1f}" y="{HEIGHT - 2}" text-anchor="{anchor}" fill="{_GREY}" {_FONT}>{at:%H:%M}</text>'
        at += timedelta(minutes=minutes)


def _doses(packet: Packet, x: Callable[[datetime], float]) -> Iterator[str]:
    for dose in packet.doses:
        yield f'<path d="M{x(dose.at):.1f} {_TOP}V{_FOOT}" stroke="{_INK}" stroke-width="0.8" stroke-dasharray="2 2"/>'
        yield f'<path d="M{x(dose.at) - 3:.1f} {_TOP - 5}h6l-3 5z" fill="{_INK}"/>'


def _pressures(checks: Sequence[VitalsLine], panel: _Panel, x: Callable[[datetime], float]) -> Iterator[str]:
    for line in checks:
        at = x(line.at)
        upper, lower = line.values.get(Measure.SYSTOLIC), line.values.get(Measure.DIASTOLIC)
        for value in (upper, lower):
            if value is not None:
                yield f'<path d="M{at - 4:.1f} {panel.y(value):.1f}h8" stroke="{_GREY}" stroke-width="1.6"/>'
        if upper is not None and lower is not None:
            yield f'<path d="M{at:.1f} {panel.y(upper):.1f}V{panel.y(lower):.1f}" stroke="{_GREY}" stroke-width="1"/>'


def _line(
    checks: Sequence[VitalsLine],
    measure: Measure,
    panel: _Panel,
    x: Callable[[datetime], float],
    mark: Callable[[float, float], str],
) -> Iterator[str]:
    places = [(x(line.at), panel.y(line.values[measure])) for line in checks if measure in line.values]
    if places:
        path = "L".join(f"{at:.1f} {y:.1f}" for at, y in places)
        yield f'<path d="M{path}" fill="none" stroke="{_INK}" stroke-width="0.9"/>'
        yield from (mark(at, y) for at, y in places)


def _dot(x: float, y: float) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.2" fill="{_INK}"/>'


def _diamond(x: float, y: float) -> str:
    return f'<path d="M{x:.1f} {y - 2.8:.1f}l2.8 2.8-2.8 2.8-2.8-2.8z" fill="#fff" stroke="{_INK}" stroke-width="0.9"/>'


def _key(words: Words) -> Iterator[str]:
    """What each shape stands for, at the top, one after the other as long as their words are in any language."""
    shapes: tuple[tuple[str, Callable[[float], str]], ...] = (
        ("print.key_heart_rate", lambda at: _dot(at, 4)),
        ("print.key_pressure", lambda at: f'<path d="M{at - 4} 1h8M{at - 4} 7h8M{at} 1v6" stroke="{_GREY}"/>'),
        ("print.key_oxygen", lambda at: _diamond(at, 4)),
        ("print.key_dose", lambda at: f'<path d="M{at - 3} 1.5h6l-3 5z" fill="{_INK}"/>'),
    )
    at = LEFT + 6.0
    for key, shape in shapes:
        told = words.render(key)
        yield shape(at)
        yield f'<text x="{at + 8}" y="7" fill="{_GREY}" {_FONT}>{escape(told)}</text>'
        at = round(at + 22 + _LETTER * len(told), 1)


_LETTER = 4.4
"""What a letter of the drawing takes on the average, a little more than it needs."""
