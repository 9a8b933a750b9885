"""Verbs of what is ready before the medicine: how a line is read into a typed act.  Pure."""

from __future__ import annotations

from facilitator_app.record.readiness import (
    ASKED,
    Matter,
    ReadinessPassed,
    ReadinessTold,
    RoomChecked,
    RoomMatter,
    StaysWithout,
)
from facilitator_app.rehearsal import acts
from facilitator_app.rehearsal.grammar import told
from facilitator_app.rehearsal.words import Words

_ASKED = {matter.value: matter for matter in ASKED}
_MATTERS = {matter.value: matter for matter in Matter}
_ROOM = {matter.value.replace("_", " "): matter for matter in RoomMatter}


def ready(words: Words) -> acts.Act:
    """``before the medicine PEOPLE MATTER yes|no [WORDS]``."""
    people, matter = words.people(), _ASKED[words.one_of(_ASKED, "a matter, such as escort")]
    holds, text = _answer(words)
    return told(people, lambda: ReadinessTold(matter=matter, holds=holds, words=text))


def goes_without(words: Words) -> acts.Act:
    """``goes on without PERSON MATTER because REASON``."""
    people, matter = (words.person(),), _MATTERS[words.one_of(_MATTERS, "a matter, such as escort")]
    reason = words.because()
    return told(people, lambda: ReadinessPassed(matter=matter, reason=reason))


def room_check(words: Words) -> acts.Act:
    """``room check MATTER yes|no [WORDS]``."""
    matter = _ROOM[words.one_of(_ROOM, "a matter of the room, such as oxygen")]
    holds, text = _answer(words)
    return told((), lambda: RoomChecked(matter=matter, holds=holds, words=text))


def stays(words: Words) -> acts.Act:
    """``stays without PERSON [WORDS]``."""
    people, said = (words.person(),), "" if words.is_done else words.text("in words")
    return told(people, lambda: StaysWithout(words=said))


def takes_after_all(words: Words) -> acts.Act:
    """``takes it after all PERSON``."""
    return told((words.person(),), lambda: StaysWithout(holds=False))


def _answer(words: Words) -> tuple[bool, str]:
    holds = words.one_of(["yes", "no"], "yes or no") == "yes"
    return holds, "" if words.is_done else words.text("in words")
