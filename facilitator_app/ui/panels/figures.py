"""What the field of a number pad takes of what is typed, and what is said of the rest: figures alone, and nothing vanishes
without a word."""

from __future__ import annotations

from collections.abc import Callable

from facilitator_app.faults import Refusal
from facilitator_app.record.vitals import plain


def figure(key: str) -> str:
    """The figure or decimal point that a key is, as the pad writes it; empty when it is none ("a", "²")."""
    written = plain(key)
    return written if written.isdecimal() or written in (".", ",") else ""


def not_taken(key: str, field: str = "") -> Refusal:
    """What is said of a key that a field of numbers did not take."""
    return Refusal("figures.not_taken", field=field, typed=key)


def amiss(read: Callable[[], object]) -> Refusal | None:
    """Why what stands in a field can be no value of it, as ``read`` tells; None when it can, or nothing stands there."""
    try:
        read()
    except Refusal as refusal:
        return refusal
    return None
