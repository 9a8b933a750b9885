"""What a story sets of its programme: the numbers its template leaves open, and what the clinic asks for.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from facilitator_app.record.programme import Giver, Never, Plan, Programme
from facilitator_app.record.roles import Role
from facilitator_app.rehearsal.words import Words

Change = Callable[[Programme], Programme]
"""A programme as it is with one thing set."""


class ProgrammeSet(msgspec.Struct):
    """What a heading sets: of the programme, and of the plan that is signed for it."""

    changes: list[Change] = []
    second_confirms: bool = False

    def programme(self, known: Programme) -> Programme:
        """The next version of the programme, or the same where nothing was set."""
        changed = known
        for change in self.changes:
            changed = change(changed)
        return msgspec.structs.replace(changed, version=known.version + 1) if self.changes else known

    def plan(self, plan: Plan) -> Plan:
        """The plan as it is to be signed."""
        return msgspec.structs.replace(plan, second_confirms=True) if self.second_confirms else plan


def sets(there: ProgrammeSet, words: Words) -> None:
    """``sets WHAT NUMBER``, ``sets phase NAME MINUTES``, ``sets staff ROLE NUMBER``, ``sets never without|doses by ...``."""
    what = words.one_of([*_NUMBERS, *_READ, _SECOND], "what is set, such as cap")
    if what == _SECOND:
        there.second_confirms = True
    elif what in _NUMBERS:
        there.changes.append(_number(_NUMBERS[what], words.number("a number")))
        words.one_of_or_none(["min", "h"])
    else:
        there.changes.append(_READ[what](words))


_SECOND = "second person"
_NUMBERS = {
    "cap": "cap",
    "sessions": "sessions",
    "length": "session_minutes",
    "gap": "integration_gap_hours",
}


def _with(known: Programme, done: str, **changed: object) -> Programme:
    """The programme so changed; what was left open is not any more."""
    unset = tuple(name for name in known.unset if name != done)
    return msgspec.structs.replace(known, unset=unset, **changed)


def _number(field: str, number: int) -> Change:
    return lambda known: _with(known, field, **{field: number})


def _phase(words: Words) -> Change:
    name, minutes = words.take("a phase, such as medicine"), words.number("how many minutes")
    words.skip("min")

    def change(known: Programme) -> Programme:
        key = known.phase(name).key
        phases = (msgspec.structs.replace(p, minutes=minutes) if p.key == key else p for p in known.phases)
        told = msgspec.structs.replace(known, phases=tuple(phases))
        is_open = any(phase.minutes is None for phase in told.phases)
        return told if is_open else _with(told, "phase_minutes")

    return change


def _staff(words: Words) -> Change:
    roles = {role.value.replace("_", " "): role for role in Role}
    role, count = roles[words.one_of(roles, "a role, such as facilitator")], words.number("how many")
    return lambda known: _with(known, "staff_minimum", staff_minimum={**known.staff_minimum, role: count})


def _kind(words: Words) -> Change:
    said = words.text("what integration is like, in quotes")
    return lambda known: _with(known, "integration_kind", integration_kind=said)


def _listed(field: str, of: type[Never] | type[Giver], expected: str) -> Callable[[Words], Change]:
    """``ONE, ANOTHER and ANOTHER`` of an enumeration."""

    def read(words: Words) -> Change:
        named = {one.value: one for one in of}
        found = [named[words.one_of(named, expected)]]
        while words.skip(",") or words.skip("and"):
            found.append(named[words.one_of(named, expected)])
        return lambda known: _with(known, "", **{field: tuple(found)})

    return read


def _consent(words: Words) -> Change:
    said = words.text("what is agreed to for each session, in quotes")
    return lambda known: _with(known, "", consent=said)


_READ: Mapping[str, Callable[[Words], Change]] = {
    "phase": _phase,
    "staff": _staff,
    "integration": _kind,
    "consent": _consent,
    "never without": _listed("never_without", Never, "cleared, order, consent or provider"),
    "doses by": _listed("doses_by", Giver, "facilitator, prescriber or oneself"),
}
