"""What can be written down of the circle: the group's own rules, and the words people check in with.  Pure."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Fact, text_within

LONGEST_RULES = 4000
"""Characters: what can be read aloud from one screen."""


def _within(text: str) -> None:
    if len(text) > LONGEST_RULES:
        raise Refusal("entry.too_long", field="text", longest=LONGEST_RULES, length=len(text))


class RulesKept(Fact, frozen=True, kw_only=True, tag="rules_kept/1"):
    """The rules that the groups of a programme begin from; each session may change them for itself.  Of the clinic."""

    programme: str
    text: str

    def __post_init__(self) -> None:
        """Refuse endless rules."""
        _within(self.text)


class RulesSaid(Fact, frozen=True, kw_only=True, tag="rules_said/1"):
    """The rules this group has agreed on, a line each.  Empty: it has none of its own."""

    text: str

    def __post_init__(self) -> None:
        """Refuse endless rules."""
        _within(self.text)


class Circle(StrEnum):
    """Which circle somebody checks in at."""

    OPENING = "opening"
    CLOSING = "closing"


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody checked in with, and when."""

    circle: Circle
    at: datetime
    text: str


class CheckedIn(Fact, frozen=True, kw_only=True, tag="checked_in/1"):
    """How the person is, in their words, as the circle goes round."""

    circle: Circle
    text: str

    def __post_init__(self) -> None:
        """Refuse words that say nothing."""
        text_within(self.text, 10_000, "text")
