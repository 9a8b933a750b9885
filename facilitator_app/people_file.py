"""A table of people from elsewhere: which column holds what, and whom the clinic would write down of each line.  Pure.

Knows what a person is and nothing of who is there already.  A line that cannot be read is told by its number and never mended.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from facilitator_app.faults import Refusal
from facilitator_app.record import free_text
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.elsewhere import NumberElsewhere
from facilitator_app.record.people import Details, PersonTold, birth_has_been, folded
from facilitator_app.table_file import Dates, Row, Table, Wrong, day_of, order_of_dates
from facilitator_app.table_file import written as table_written

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
NUMBER = "number"
"""A column with the number that somebody has where they come from: their history is matched by it."""
OFFERED = (*FIELDS, NUMBER)
"""What a table of our own says of each."""


class Arrival(NamedTuple):
    """Somebody in the file, as the clinic would write them down; ``named_for``: their preferred name is not in the file and
    was taken from the legal one."""

    line: int
    told: ParticipantAdded
    more: PersonTold | None
    number: NumberElsewhere | None = None
    named_for: bool = False


def suggested(heads: Sequence[str], called: Mapping[str, str]) -> dict[str, str]:
    """What each column likely holds, by its head; ``called`` is what a field is called besides, folded, in any language.

    A column that says nothing known is left out.
    """
    found = by_heads(heads, {**_KNOWN, **called} | {one: one for one in OFFERED}, JOINED)
    if "legal_name" in found.values():
        found = {head: field for head, field in found.items() if field != SURNAME}
    return found


def by_heads(heads: Sequence[str], called: Mapping[str, str], joined: Container[str]) -> dict[str, str]:
    """The field of each head that is ``called`` like one; each once, but for those of which several are ``joined``."""
    known = {folded(name): field for name, field in called.items()}
    found: dict[str, str] = {}
    for head in heads:
        field = known.get(" ".join(re.split(r"[\s_.:/-]+", folded(head))).strip()) or known.get(folded(head))
        if field and (field in joined or field not in found.values()):
            found[head] = field
    return found


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
    rows = ([person[field] for field in OFFERED] for person in people)
    return table_written([[heads[field] for field in OFFERED], *rows])


def _check_columns(columns: Mapping[str, str]) -> None:
    taken = list(columns.values())
    if "preferred_name" not in taken and "legal_name" not in taken:
        raise Refusal("people_file.no_name", field="columns")
    for field in taken:
        if field not in (*OFFERED, SURNAME):
            raise Refusal(
                "people_file.no_such_field", field="columns", what=field, known=", ".join((*OFFERED, SURNAME))
            )
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
    named_for = "preferred_name" not in told
    if named_for:
        legal = told.get("legal_name", "")
        told["preferred_name"] = next(iter(legal.rpartition(",")[2].split()), legal)  # Marsh, Rowan
    if "birth_date" in told:
        told["birth_date"] = day_of(told["birth_date"], dates)
        birth_has_been(told["birth_date"], today)
    details: dict[str, Any] = {field: told.pop(field) for field in Details.__struct_fields__ if field in told}
    number = told.pop(NUMBER, "")
    names = tuple(name.strip() for name in told.pop("nicknames", "").split(",") if name.strip())
    person = ParticipantAdded(nicknames=names, **told)
    more = PersonTold(**details) if details else None
    elsewhere = NumberElsewhere(number=number) if number else None
    for fact in (person, more, elsewhere):
        if fact is not None:
            free_text.check(fact)
    return Arrival(row.line, person, more, elsewhere, named_for)


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
    **dict.fromkeys(("mrn", "id", "file number", "chart number", "record number", "patient id", "client id"), NUMBER),
    **dict.fromkeys(("numero", "expediente", "numero de expediente", "historia clinica"), NUMBER),
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
    **dict.fromkeys(("vorname", "rufname"), "preferred_name"),
    **dict.fromkeys(("nachname", "familienname", "zuname"), SURNAME),
    **dict.fromkeys(("patientennummer", "aktenzeichen", "fallnummer"), NUMBER),
    **dict.fromkeys(("geburtsdatum", "geburtstag", "geboren", "geb", "geb datum"), "birth_date"),
    **dict.fromkeys(("telefon", "handy", "mobil", "adresse", "anschrift"), "contacts"),
    **dict.fromkeys(("allergie", "allergien"), "allergies"),
    **dict.fromkeys(("medikament", "medikamente", "medikation"), "medicines"),
    **dict.fromkeys(("diagnose", "diagnosen"), "conditions"),
    "notfallkontakt": "emergency_contact",
    "spitzname": "nicknames",
    "pronomen": "pronouns",
    "sprache": "language",
}
"""What heads of other programs' tables say, folded."""
