"""A table of people from elsewhere, read as it comes: letters, separators, broken lines, columns, dates.  Pure.

Knows what a person is and nothing of who is there already.  A line that cannot be read is told by its number and never mended.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from facilitator_app.faults import Refusal
from facilitator_app.record import free_text
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.people import Details, PersonTold, birth_has_been, folded

FIELDS = (*ParticipantAdded.__struct_fields__, *Details.__struct_fields__)
"""What a column can hold of a person."""
SURNAME = "surname"
"""A column that only makes the legal name: the preferred name with it."""
JOINED = {
    "contacts": ", ",
    "emergency_contact": ", ",
    "nicknames": ", ",
    "legal_name": " ",
    "access_needs": "; ",
} | dict.fromkeys(("allergies", "medicines", "conditions"), "; ")
"""What several columns may make together, and what stands between them."""
LARGEST, MOST_ROWS, MOST_LINES = 50 * 2**20, 200_000, 50
"""Bytes of a file, rows of it, and lines of the file that one row may take by quotes, beyond which it is no table of people."""
SEPARATORS = (",", ";", "\t", "|")


class Letters(StrEnum):
    """How the file's letters are written."""

    UTF_8 = "utf_8"
    UTF_16 = "utf_16"
    LATIN_1 = "latin_1"


class Dates(StrEnum):
    """In which order day, month and year stand."""

    YMD = "ymd"
    DMY = "dmy"
    MDY = "mdy"


class Row(NamedTuple):
    """A row by the line of the file it begins on."""

    line: int
    cells: tuple[str, ...]


class Wrong(NamedTuple):
    """A line that is not taken, and why."""

    line: int
    why: Refusal


class Table(NamedTuple):
    """A file as it was read.  ``broken`` are the lines that are no rows of it."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    broken: tuple[Wrong, ...]
    letters: Letters
    separator: str


class Arrival(NamedTuple):
    """Somebody in the file, as the clinic would write them down."""

    line: int
    told: ParticipantAdded
    more: PersonTold | None


def read_table(content: bytes) -> Table:
    """The table in a file: UTF-8, UTF-16 or Latin-1, with a byte order mark or none; comma, semicolon, tab or bar.

    Raises Refusal people_file.empty, .too_large and .no_text.
    """
    if len(content) > LARGEST:
        raise Refusal("people_file.too_large", most=LARGEST // 2**20)
    lines, letters = _lines(content)
    first = next((number for number, line in enumerate(lines) if line and line.strip()), None)
    if first is None:
        raise Refusal("people_file.empty")
    head = lines[first] or ""
    separator = max(SEPARATORS, key=lambda one: (len(_cells(head, one) or ()), -SEPARATORS.index(one)))
    heads = [head.strip() for head in _cells(head, separator) or ()]
    while heads and not heads[-1]:
        heads.pop()
    if not heads or any("\x00" in head for head in heads):
        raise Refusal("people_file.no_text")
    rows, broken = _rows(lines, first + 1, separator, len(heads))
    return Table(tuple(heads), tuple(rows), tuple(broken), letters, separator)


def suggested(heads: Sequence[str], called: Mapping[str, str]) -> dict[str, str]:
    """What each column likely holds, by its head; ``called`` is what a field is called besides, folded, in any language.

    A column that says nothing known is left out.
    """
    known = {folded(name): field for name, field in {**_KNOWN, **called}.items()} | {one: one for one in FIELDS}
    found: dict[str, str] = {}
    for head in heads:
        field = known.get(" ".join(re.split(r"[\s_.:/-]+", folded(head))).strip()) or known.get(folded(head))
        if field and (field in JOINED or field not in found.values()):
            found[head] = field
    if "legal_name" in found.values():
        found = {head: field for head, field in found.items() if field != SURNAME}
    return found


def order_of_dates(table: Table, columns: Mapping[str, str]) -> Dates | None:
    """In which order the dates of birth stand, where they tell it; None where they could be read in two ways."""
    places = [place for place, head in enumerate(table.heads) if columns.get(head) == "birth_date"]
    written = [numbers for row in table.rows for place in places if (numbers := _numbers(row.cells[place]))]
    if all(len(numbers[0]) == 4 for numbers in written):
        return Dates.YMD
    apart = [numbers for numbers in written if len(numbers[0]) != 4]
    days_first = any(int(first) > 12 for first, _, _ in apart)
    months_first = any(int(second) > 12 for _, second, _ in apart)
    if days_first == months_first:
        return None
    return Dates.DMY if days_first else Dates.MDY


def arrivals(
    table: Table, columns: Mapping[str, str], dates: Dates | None, today: date
) -> tuple[list[Arrival], list[Wrong]]:
    """Everybody in the table, and the lines that are nobody: broken ones, and those a person cannot be made of.

    Raises Refusal people_file.no_name, .twice and .which_dates when the columns cannot be meant.
    """
    _check_columns(columns)
    dates = dates or order_of_dates(table, columns)
    if dates is None:
        raise Refusal("people_file.which_dates", field="dates")
    people, wrong = [], list(table.broken)
    for row in table.rows:
        try:
            people.append(_arrival(row, table.heads, columns, dates, today))
        except Refusal as refusal:
            wrong.append(Wrong(row.line, refusal))
    return people, sorted(wrong, key=lambda one: one.line)


def written(people: Iterable[Mapping[str, str]], heads: Mapping[str, str]) -> bytes:
    """People as a table that ``read_table`` reads, and spreadsheets open: UTF-8 with its mark; ``heads`` names the fields."""
    lines = [_line(heads[field] for field in FIELDS)]
    lines += [_line(person[field] for field in FIELDS) for person in people]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode("utf-8")


def _line(cells: Iterable[str]) -> str:
    return ",".join(
        '"' + cell.replace('"', '""') + '"' if re.search(r'[",;\r\n\t|]|^\s|\s$', cell) else cell for cell in cells
    )


def _check_columns(columns: Mapping[str, str]) -> None:
    taken = list(columns.values())
    if "preferred_name" not in taken and "legal_name" not in taken:
        raise Refusal("people_file.no_name", field="columns")
    for field in taken:
        if field not in (*FIELDS, SURNAME):
            raise Refusal("people_file.no_such_field", field="columns", what=field, known=", ".join((*FIELDS, SURNAME)))
        if taken.count(field) > 1 and field not in JOINED:
            raise Refusal("people_file.twice", field="columns", what=field)


def _arrival(row: Row, heads: Sequence[str], columns: Mapping[str, str], dates: Dates, today: date) -> Arrival:
    found: dict[str, list[str]] = {}
    for head, cell in zip(heads, row.cells, strict=True):
        field, said = columns.get(head), cell.strip()
        if field and said:
            found.setdefault(field, []).append(said)
    told = {field: JOINED.get(field, " ").join(said) for field, said in found.items()}
    surname = told.pop(SURNAME, "")
    if surname and "legal_name" not in told:
        told["legal_name"] = " ".join(name for name in (told.get("preferred_name", ""), surname) if name)
    if "preferred_name" not in told:
        legal = told.get("legal_name", "")
        told["preferred_name"] = next(iter(legal.rpartition(",")[2].split()), legal)  # Marsh, Rowan
    if "birth_date" in told:
        told["birth_date"] = _day(told["birth_date"], dates)
        birth_has_been(told["birth_date"], today)
    details: dict[str, Any] = {field: told.pop(field) for field in Details.__struct_fields__ if field in told}
    names = tuple(name.strip() for name in told.pop("nicknames", "").split(",") if name.strip())
    person = ParticipantAdded(nicknames=names, **told)
    more = PersonTold(**details) if details else None
    for fact in (person, more):
        if fact is not None:
            free_text.check(fact)
    return Arrival(row.line, person, more)


def _day(said: str, dates: Dates) -> str:
    """The day as ISO writes it; 21.5.1984, 05/21/1984 and 1984-05-21 00:00 are one."""
    numbers = _numbers(said)
    if numbers is None:
        raise Refusal("people_file.no_date", field="birth_date", said=said)
    if len(numbers[0]) == 4:
        year, month, day = numbers
    elif dates is Dates.MDY:
        month, day, year = numbers
    else:
        day, month, year = numbers
    if len(year) != 4:
        raise Refusal("people_file.short_year", field="birth_date", said=said)
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise Refusal("people_file.no_date", field="birth_date", said=said) from None


_NUMBERS = re.compile(r"(\d{1,4})[-./ ]\s?(\d{1,2})[-./ ]\s?(\d{1,4})(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?", re.ASCII)


def _numbers(said: str) -> tuple[str, str, str] | None:
    found = _NUMBERS.fullmatch(said.strip())
    return (found[1], found[2], found[3]) if found else None


def _lines(content: bytes) -> tuple[list[str | None], Letters]:
    """The lines, and how their letters are written.  None is a line whose letters cannot be read."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return list(re.split("\r\n|\r|\n", content.decode("utf-16"))), Letters.UTF_16
        except UnicodeDecodeError:
            raise Refusal("people_file.no_text") from None
    raw = re.split(b"\r\n|\r|\n", content.removeprefix(b"\xef\xbb\xbf"))
    beyond = [line for line in raw if not line.isascii()]
    read = [_utf_8(line) for line in beyond]
    if read.count(None) * 2 <= len(read):  # a few broken lines do not make it another alphabet
        return [_utf_8(line) for line in raw], Letters.UTF_8
    return [_latin_1(line) for line in raw], Letters.LATIN_1


def _utf_8(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _latin_1(line: bytes) -> str:
    try:
        return line.decode("cp1252")  # what calls itself Latin-1 has the quotes and dashes of Windows
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _rows(lines: Sequence[str | None], begin: int, separator: str, width: int) -> tuple[list[Row], list[Wrong]]:
    """The rows, each with the lines that its quotes take; a line that makes none is broken, and the next one begins anew."""
    rows: list[Row] = []
    broken: list[Wrong] = []
    at = begin
    while at < len(lines):
        line, taken = lines[at], 1
        if line is not None and not line.strip(separator + " \t"):
            at += 1
            continue
        cells = None if line is None else _cells(line, separator)
        while line is not None and cells is None and taken < MOST_LINES and at + taken < len(lines):
            more = lines[at + taken]
            if more is None:
                break
            line, taken = f"{line}\n{more}", taken + 1
            cells = _cells(line, separator)
        row = _fitting(cells, width)
        if row is None:
            broken.append(Wrong(at + 1, _why_broken(lines[at], separator, width)))
            at += 1
            continue
        rows.append(Row(at + 1, row))
        if len(rows) > MOST_ROWS:
            raise Refusal("people_file.too_many", most=MOST_ROWS)
        at += taken
    return rows, broken


def _fitting(cells: Sequence[str] | None, width: int) -> tuple[str, ...] | None:
    if cells is None or len(cells) < width or any(cell.strip() for cell in cells[width:]):
        return None
    return tuple(cells[:width])


def _why_broken(line: str | None, separator: str, width: int) -> Refusal:
    if line is None:
        return Refusal("people_file.letters")
    cells = _cells(line, separator)
    return (
        Refusal("people_file.quotes") if cells is None else Refusal("people_file.cells", count=len(cells), width=width)
    )


def _cells(line: str, separator: str) -> list[str] | None:
    """The cells of a row; None while a quote is open or stands where none can."""
    try:
        return next(csv.reader([line], delimiter=separator, strict=True), [])
    except csv.Error:
        return None


_KNOWN = {
    "name": "preferred_name",
    "first name": "preferred_name",
    "given name": "preferred_name",
    "known as": "preferred_name",
    "preferred": "preferred_name",
    "nombre": "preferred_name",
    "nombre de pila": "preferred_name",
    "full name": "legal_name",
    "legal": "legal_name",
    "nombre completo": "legal_name",
    "last name": SURNAME,
    "surname": SURNAME,
    "family name": SURNAME,
    "apellido": SURNAME,
    "apellidos": SURNAME,
    "pronoun": "pronouns",
    "dob": "birth_date",
    "birthday": "birth_date",
    "birthdate": "birth_date",
    "birth date": "birth_date",
    "born": "birth_date",
    "nacimiento": "birth_date",
    "allergy": "allergies",
    "alergia": "allergies",
    "nickname": "nicknames",
    "nicknames": "nicknames",
    "aka": "nicknames",
    "apodo": "nicknames",
    "phone": "contacts",
    "mobile": "contacts",
    "telephone": "contacts",
    "e mail": "contacts",
    "email": "contacts",
    "address": "contacts",
    "telefono": "contacts",
    "celular": "contacts",
    "correo": "contacts",
    "correo electronico": "contacts",
    "direccion": "contacts",
    "emergency contact": "emergency_contact",
    "emergency phone": "emergency_contact",
    "contacto de emergencia": "emergency_contact",
    "medication": "medicines",
    "medications": "medicines",
    "medicamentos": "medicines",
    "diagnosis": "conditions",
    "diagnoses": "conditions",
    "diagnostico": "conditions",
    "access": "access_needs",
    "accessibility": "access_needs",
    "idioma": "language",
}
"""What heads of other programs' tables say, folded."""
