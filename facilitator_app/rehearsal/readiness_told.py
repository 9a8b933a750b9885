"""Verbs of what is ready before the medicine: how a line is read into a typed act.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from facilitator_app.faults import Refusal
from facilitator_app.record.readiness import (
    ASKED,
    KINDS,
    MEASURED,
    Matter,
    OwnMedicines,
    ReadinessPassed,
    ReadinessTold,
    RoomChecked,
    RoomMatter,
    RoomPassed,
    StaysWithout,
    Told,
)
from facilitator_app.record.roles import Role
from facilitator_app.rehearsal import acts
from facilitator_app.rehearsal.before_told import Way, way_of
from facilitator_app.rehearsal.grammar import told
from facilitator_app.rehearsal.words import Words

_ASKED = {matter.value: matter for matter in ASKED}
_MATTERS = {matter.value: matter for matter in Matter}
_ROOM = {matter.value.replace("_", " "): matter for matter in RoomMatter if matter.value not in MEASURED}
_ROLES = {role.value.replace("_", " "): role for role in Role}
_MEDICINES = {"held": OwnMedicines.HELD, "taken": OwnMedicines.TAKEN, "none": OwnMedicines.NONE}


def ready(words: Words) -> acts.Act:
    """``before the medicine PEOPLE MATTER yes|no [WORDS]``; of own medicines also ``held``, ``taken`` or ``none``."""
    people, matter = words.people(), _ASKED[words.one_of(_ASKED, "a matter, such as escort")]
    own = _MEDICINES.get(words.peek()) if matter is Matter.MEDICINES else None
    if own is not None:
        words.take("held, taken or none")
        said = "" if words.is_done else words.text("in words")
        return told(people, lambda: ReadinessTold(matter=matter, holds=True, medicines=own, words=said))
    holds, text = _answer(words)
    return told(people, lambda: ReadinessTold(matter=matter, holds=holds, words=text))


def room_goes_without(words: Words) -> acts.Act:
    """``room goes on without MATTER|ROLE because REASON``."""
    there = {**_ROOM, **_ROLES}
    matter = there[words.one_of(there, "a matter of the room, such as oxygen, or a role")]
    reason = words.because()
    return told((), lambda: RoomPassed(matter=matter.value, reason=reason))


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


class TellAhead(acts.Before, frozen=True, kw_only=True):
    """Something of a session that is set, told before it begins: of people, or of the room."""

    title: str
    people: tuple[str, ...]
    fact: Told


class Consent(acts.Before, frozen=True, kw_only=True):
    """People consent to the session, or to the one of that ``title`` which is set, in one of the ways of a group's paper."""

    people: tuple[str, ...]
    way: Way
    witness: str
    pages: int
    title: str = ""


def consents(words: Words) -> acts.Act:
    """``gives consent PEOPLE [to TITLE] [by finger|by typing] before STAFF|scanned N pages``."""
    people, title = words.people(), words.text("a title, in quotes") if words.skip("to") else ""
    way, witness, pages = way_of(words)
    return Consent(people=people, title=title, way=way, witness=witness, pages=pages)


_AHEAD: Mapping[str, Callable[[Words], acts.Act]] = {
    "before the medicine": ready,
    "goes on without": goes_without,
    "room goes on without": room_goes_without,
    "room check": room_check,
    "stays without": stays,
}


def ahead(words: Words) -> acts.Act:
    """``ahead of TITLE`` and one of the lines of the board."""
    title = words.text("a title, in quotes")
    act = _AHEAD[words.one_of(_AHEAD, "a line of the board, such as before the medicine")](words)
    assert isinstance(act, acts.Tell)  # each of them tells
    if isinstance(act.fact, Refusal):
        raise act.fact
    assert isinstance(act.fact, KINDS)
    return TellAhead(title=title, people=act.people, fact=act.fact)


def _answer(words: Words) -> tuple[bool, str]:
    holds = words.one_of(["yes", "no"], "yes or no") == "yes"
    return holds, "" if words.is_done else words.text("in words")
