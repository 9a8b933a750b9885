"""How half-typed text reads that lies on disk as JSON: what is spoilt there is as good as not typed, and stops no screen.

Written by this program, another version of it, or a hand; knows no key and no screen.
"""

from __future__ import annotations

import msgspec

from facilitator_app.faults import SPOILT
from facilitator_app.record.packets import Stood


def fields_of(text: str) -> dict[str, str]:
    """What was typed into a form, by field; nothing where it cannot be read."""
    try:
        return msgspec.json.decode(text, type=dict[str, str]) if text else {}
    except SPOILT:
        return {}


def stood_of(text: str) -> Stood:
    """What stood behind a text when its typing began; nothing where it cannot be read."""
    try:
        return msgspec.json.decode(text, type=Stood) if text else Stood()
    except SPOILT:
        return Stood()
