"""People from a table taken into the clinic, tried first: who is new, is here, may be here already, and what is nobody.

Knows the clinic's writer and the table's reader; nothing is written before somebody says so, and then all of it or nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid4

import msgspec

from facilitator_app import text
from facilitator_app.clinic import Clinic
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.people_file import FIELDS, NUMBER, OFFERED, Arrival, arrivals, written
from facilitator_app.record.clinic import Participant, ParticipantAdded
from facilitator_app.record.elsewhere import numbers
from facilitator_app.record.people import Faces, folded
from facilitator_app.table_file import Dates, Letters, Table
from facilitator_app.text import render, say

_LETTERS = {Letters.UTF_8: "UTF-8", Letters.UTF_16: "UTF-16", Letters.LATIN_1: "Latin-1"}
_SAID = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


class What(StrEnum):
    """What becomes of a line."""

    NEW = "new"
    THERE = "there"
    ALIKE = "alike"
    REFUSED = "refused"


class Outcome(NamedTuple):
    """A line of the file and what becomes of it.  ``like`` is whom somebody may be: a person of the clinic, or an earlier
    ``like_line`` of the file."""

    line: int
    what: What
    arrival: Arrival | None = None
    like: Participant | None = None
    like_line: int = 0
    why: Refusal | None = None

    @property
    def name(self) -> str:
        """What they are called; empty for a line that is nobody."""
        return self.arrival.told.preferred_name if self.arrival else ""

    @property
    def may_be_another(self) -> bool:
        """Whether it can be taken in as another person: who may be here, or who is by all that the line says, but no number."""
        by_number = self.arrival is not None and self.arrival.number is not None
        return self.what is What.ALIKE or (self.what is What.THERE and not by_number)

    @property
    def named_for(self) -> bool:
        """Whether their preferred name is not in the file."""
        return self.arrival is not None and self.arrival.named_for


class Trial(NamedTuple):
    """What taking a table in comes to, line by line."""

    outcomes: tuple[Outcome, ...]

    @property
    def named_for(self) -> int:
        """How many who are new have no preferred name in the file."""
        return sum(one.what is What.NEW and one.named_for for one in self.outcomes)

    def count(self, what: What) -> int:
        """How many lines come to that."""
        return sum(one.what is what for one in self.outcomes)


def content_of(file: Path) -> bytes:
    """What is in a file.  Raises Trouble people_file.not_read."""
    try:
        return file.read_bytes()
    except OSError as cause:
        raise Trouble("people_file.not_read") from cause


def try_out(clinic: Clinic, table: Table, columns: Mapping[str, str], dates: Dates | None) -> Trial:
    """What would become of each line, in the order of the file; nothing is written.  Raises Refusal like ``arrivals``."""
    people, wrong = arrivals(table, columns, dates, clinic.today)
    faces, lines = Faces(), dict[UUID, int]()
    there = clinic.state.participants
    told = numbers_told(clinic)
    for known in there.values():
        faces.add(known.id, _named(known.told))
    outcomes = [Outcome(one.line, What.REFUSED, why=one.why) for one in wrong]
    for arrival in people:
        named = _named(arrival.told)
        outcomes.append(_outcome(arrival, list(faces.like(named)), there, lines, told))
        here = uuid4()
        lines[here] = arrival.line
        faces.add(here, named)
    return Trial(tuple(sorted(outcomes, key=lambda one: one.line)))


async def take_in(clinic: Clinic, trial: Trial, others: Collection[int]) -> int:
    """Write down everybody who is new, and of those who may be another than whom they are like, or are by all that is said of
    them, the lines that are ``others``; how many that were.

    Raises Refusal moving.nobody when there is nobody to write down.
    """
    taken = [
        one.arrival
        for one in trial.outcomes
        if one.arrival and (one.what is What.NEW or (one.may_be_another and one.line in others))
    ]
    if not taken:
        raise Refusal("moving.nobody")
    await clinic.add_participants([(arrival.told, arrival.more, arrival.number) for arrival in taken])
    return len(taken)


def outcome_told(one: Outcome) -> str:
    """What becomes of a line, in words, without its number."""
    if one.why is not None:
        return render("moving.refused", why=say(one.why))
    if one.like is not None:
        born = f", {one.like.told.birth_date}" if one.like.told.birth_date else ""
        like = (one.like.told.legal_name or one.like.told.preferred_name) + born
        return render(f"moving.{one.what.value}", name=one.name, like=like)
    if one.like_line or one.arrival is None:
        return render("moving.alike_line", name=one.name, like=one.like_line)
    key = "moving.new_named" if one.arrival.named_for else "moving.new"
    return render(key, name=one.name, told=_told(one.arrival))


def _told(arrival: Arrival) -> str:
    """What a line says of somebody besides how they are called, as it is written down; a date as it was read, in words."""
    told = msgspec.structs.asdict(arrival.told) | {"nicknames": ", ".join(arrival.told.nicknames)}
    told |= (arrival.more.told if arrival.more else {}) | {"preferred_name": ""}
    born = told["birth_date"]
    told["birth_date"] = render("moving.born", day=datetime.fromisoformat(born)) if born else ""
    number = arrival.number.number if arrival.number else ""
    return " · ".join(part for part in (*(str(told[field]) for field in FIELDS if told.get(field)), number) if part)


def table_told(table: Table) -> str:
    """How the file was read: rows, letters, separator."""
    rows, separator = len(table.rows) + len(table.broken), render(f"moving.separator.{_SAID[table.separator]}")
    said = render("moving.read_as", rows=rows, letters=_LETTERS[table.letters], separator=separator)
    return f"{said} {render('moving.above', text=table.above)}" if table.above else said


def totals_told(trial: Trial) -> str:
    """How many lines come to what."""
    totals = render("moving.totals", **{what.value: trial.count(what) for what in What})
    return f"{totals} {render('moving.named_for', count=trial.named_for)}" if trial.named_for else totals


def numbers_told(clinic: Clinic) -> dict[UUID, str]:
    """The number that each person has where they come from, of those who have one."""
    return numbers(line.entry for line in clinic.history.lines() if line.voided is None)


def numbers_out(clinic: Clinic) -> dict[UUID, str]:
    """The number by which each person is known again elsewhere: their own; or, where legal name and day of birth are not
    theirs alone, the ID they have here."""
    there = clinic.state.participants
    named = {id: (folded(one.told.legal_name), one.told.birth_date) for id, one in there.items()}
    often = Counter(named.values())
    ids = {id: str(id) for id, name in named.items() if not all(name) or often[name] > 1}
    return ids | {id: number for id, number in numbers_told(clinic).items() if id in there}


def people_table(clinic: Clinic, heads: Mapping[str, str]) -> bytes:
    """Everybody of the clinic as a table that can be taken in again, by name; ``heads`` names the fields."""
    known = numbers_out(clinic)
    there = sorted(
        clinic.state.participants.values(), key=lambda one: (one.told.preferred_name.casefold(), one.told.legal_name)
    )
    return written([_cells(one) | {NUMBER: known.get(one.id, "")} for one in there], heads)


def _outcome(
    arrival: Arrival,
    like: list[UUID],
    there: Mapping[UUID, Participant],
    lines: Mapping[UUID, int],
    numbers: Mapping[UUID, str],
) -> Outcome:
    known = [there[one] for one in like if one in there]
    same = next((one for one in known if _says_no_more(arrival, one, numbers.get(one.id, ""))), None)
    if same is not None:
        return Outcome(arrival.line, What.THERE, arrival, same)
    if known:
        return Outcome(arrival.line, What.ALIKE, arrival, known[0])
    if like:
        return Outcome(arrival.line, What.ALIKE, arrival, like_line=lines[like[0]])
    return Outcome(arrival.line, What.NEW, arrival)


def _says_no_more(arrival: Arrival, known: Participant, number: str) -> bool:
    """Whether the line says nothing of the person that is not known: it was taken in before."""
    if arrival.number is not None and arrival.number.number not in (number, str(known.id)):
        return False
    here = _cells(known)
    told = _cells(Participant(id=known.id, told=arrival.told)) | (
        {field: str(said) for field, said in arrival.more.told.items()} if arrival.more else {}
    )
    return all(here[field] == said for field, said in told.items() if said)


def _cells(person: Participant) -> dict[str, str]:
    told = msgspec.structs.asdict(person.told) | msgspec.structs.asdict(person.details)
    return {field: ", ".join(told[field]) if field == "nicknames" else str(told[field]) for field in FIELDS}


def _named(told: ParticipantAdded) -> dict[str, str]:
    return {name: getattr(told, name) for name in ("preferred_name", "legal_name", "birth_date")}


def called() -> dict[str, str]:
    """What the fields are called in every language that is spoken, folded: the heads of a table of our own."""
    return {folded(one.render(f"field.{field}")): field for one in text.languages() for field in OFFERED}
