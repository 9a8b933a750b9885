"""Two entries of one person: what is asked of them, what holds of both, and when it may be written.  Pure.

How lines are read afterwards is ``record.same_person``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record import body
from facilitator_app.record.clinic import ClinicState, Participant
from facilitator_app.record.entry import Entry
from facilitator_app.record.history import History
from facilitator_app.record.people import PersonTold, SamePerson
from facilitator_app.record.prescribing import prescribed
from facilitator_app.record.replaced import ORDER, kind_of_line, medicine_of
from facilitator_app.record.same_person import ids_of

if TYPE_CHECKING:
    from facilitator_app.beforehand import Told

FIGURES = ("weight_kg", *body.USUAL)
"""Of these 70 and 70,0 are one."""
ASKED = ("preferred_name", "legal_name", "birth_date", "pronouns", *FIGURES)
"""Of what is told otherwise of two entries, what only one can be right of: it is asked.  Of the rest both is kept."""
JOINT = "; "
"""Between what the one entry says and what the other does."""


class Differs(NamedTuple):
    """A field of which two entries say otherwise."""

    field: str
    one: str
    other: str


def differing(one: Participant, other: Participant) -> tuple[Differs, ...]:
    """What has to be asked before two entries can be one person: what both tell, and not alike."""
    told, theirs = _fields(one), _fields(other)
    return tuple(
        Differs(field, told[field], theirs[field])
        for field in ASKED
        if told[field] and theirs[field] and not _is_one(field, told[field], theirs[field])
    )


def _is_one(field: str, one: str, other: str) -> bool:
    return one == other or (field in FIGURES and body.read({field: one}, field) == body.read({field: other}, field))


def told_of_both(one: Participant, other: Participant, chosen: Mapping[str, str]) -> PersonTold:
    """What holds of them as one person; Refusal same_person.which at a field that differs and was not chosen."""
    told = _fields(one)
    for field, theirs in _fields(other).items():
        told[field] = told[field] or theirs if field in FIGURES else _both(told[field], theirs)
    for field, *said in differing(one, other):
        if chosen.get(field) not in said:
            raise Refusal("same_person.which", field=field)
        told[field] = chosen[field]
    return PersonTold(**told)


def _fields(person: Participant) -> dict[str, Any]:
    return msgspec.structs.asdict(person.told) | msgspec.structs.asdict(person.details)


def _both(one: Any, other: Any) -> Any:
    """What both say, once."""
    if isinstance(one, tuple):
        return tuple(dict.fromkeys((*one, *other)))
    return JOINT.join(dict.fromkeys(said for said in (one, other) if said.strip()))


def to_write_anew(history: History[ClinicState], one: UUID, other: UUID) -> tuple[str, ...]:
    """Of which kinds of line nothing of the prescriber's holds once two entries are one: nobody has said what is meant then.

    Both tell of it and not alike, or it was withdrawn of the one after it was written of the other.  Orders are one matter:
    those of two medicines were not written to hold beside each other.
    """
    mine, theirs = _held(history, one), _held(history, other)
    ends = {what for what in mine.keys() & theirs.keys() if mine[what].fact != theirs[what].fact}
    for held, person in ((mine, other), (theirs, one)):
        ends |= {what for what, line in held.items() if _was_withdrawn(history, person, what, line.observed_at)}
    ordered = [{what for what in held if what.startswith(ORDER)} for held in (mine, theirs)]
    if all(ordered) and ordered[0] != ordered[1]:
        ends |= ordered[0] | ordered[1]
    return tuple(sorted(ends))


def _held(history: History[ClinicState], person: UUID) -> dict[str, Entry]:
    lines = (history.line(id) for id in prescribed(history, person).held)
    return {kind_of_line(line.entry.fact): line.entry for line in lines if line is not None}


def _was_withdrawn(history: History[ClinicState], person: UUID, what: str, since: datetime) -> bool:
    lines = (one for one in history.lines_about(person) if one.voided is not None and one.voided.observed_at > since)
    of_it = medicine_of(what)  # of an order: by whatever route
    return any(medicine_of(kind_of_line(reading.fact)) == of_it for line in lines for reading in line.readings)


def _one_person(told: Told, fact: SamePerson) -> None:
    state, kept = told.state, told.entry.participant
    assert kept is not None  # looked at before
    if fact.other == kept:
        raise Refusal("same_person.oneself")
    if fact.other not in state.participants:
        raise Refusal("clinic.no_such_participant", field="participant")
    if _is_asked(state, kept) or _is_asked(state, fact.other):
        raise Refusal("same_person.erasure")


def _is_asked(state: ClinicState, person: UUID) -> bool:
    return any(one in state.keeping.asked for one in ids_of(state.same, person))


CHECKS: Mapping[type, Callable[[Told, Any], None]] = {SamePerson: _one_person}
"""What is looked at of each kind besides its own fields."""
