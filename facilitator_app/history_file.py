"""A table of what people bring with them: which column holds what, and what each line says was held, given or scored.  Pure.

Knows nothing of who is there: a line says of whom it is by their legal name and day of birth, or by a number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from facilitator_app.faults import Refusal
from facilitator_app.people_file import by_heads
from facilitator_app.record import free_text
from facilitator_app.record.elsewhere import (
    DoseElsewhere,
    Happened,
    ScoreElsewhere,
    SessionElsewhere,
    VisitElsewhere,
    VisitFor,
)
from facilitator_app.record.entry import text_within
from facilitator_app.record.people import folded
from facilitator_app.table_file import Dates, Row, Sign, Table, Wrong, day_of, figure, order_of_dates, sign_of_decimals

WHO = ("number", "legal_name", "birth_date")
_OF_A_SESSION, _OF_A_DOSE = ("programme", "place"), ("drug", "amount", "unit", "route")
_OF_A_SCORE = ("instrument", "version", "total", "item_9")
FIELDS = (*WHO, "sort", "date", *_OF_A_SESSION, *_OF_A_DOSE, *_OF_A_SCORE, "words")
"""What a column can hold of a line."""


class Sort(StrEnum):
    """What a line is about."""

    SESSION = "session"
    DOSE = "dose"
    SCORE = "score"
    PREPARATION = "preparation"
    INTEGRATION = "integration"


class Answers(NamedTuple):
    """What is asked where the file does not tell it: the order of dates, the sign before decimals, what all lines are."""

    dates: Dates | None = None
    sign: Sign | None = None
    sort: Sort | None = None


class Who(NamedTuple):
    """Of whom a line is, as it says."""

    number: str
    legal_name: str
    birth_date: str


class Told(NamedTuple):
    """What a line says of somebody: a session's line may tell its dose too."""

    line: int
    who: Who
    facts: tuple[Happened, ...]


class Called(NamedTuple):
    """What sorts of lines and routes are called, folded, in the languages that are spoken."""

    sorts: Mapping[str, str]
    routes: Mapping[str, str]


def suggested(heads: Sequence[str], called: Mapping[str, str]) -> dict[str, str]:
    """What each column likely holds, by its head; ``called`` is what a field is called besides."""
    return by_heads(heads, {**_KNOWN, **called} | {one: one for one in FIELDS}, ("words",))


def asks(table: Table, columns: Mapping[str, str]) -> frozenset[str]:
    """What the file does not tell and has to be said: ``dates``, ``decimals`` and ``sort``."""
    asked = (
        {"dates"} if any(order_of_dates(table, columns, field) is None for field in ("date", "birth_date")) else set()
    )
    if sign_of_decimals(table, columns, ("amount", "total")) is None:
        asked.add("decimals")
    return frozenset(asked if "sort" in columns.values() else asked | {"sort"})


def happenings(
    table: Table, columns: Mapping[str, str], answers: Answers, called: Called
) -> tuple[list[Told], list[Wrong]]:
    """What each line tells, and the lines that are not taken, by their number.

    Raises Refusal when the columns cannot be meant, and people_file.which_dates, history_file.which_decimals and
    .which_sort when the file leaves open what ``answers`` do not say.
    """
    _check_columns(columns)
    reader = _Reader(table, columns, answers, called)
    told, wrong = [], list(table.broken)
    for row in table.rows:
        try:
            told.append(reader.told(row))
        except Refusal as refusal:
            wrong.append(Wrong(row.line, refusal))
    return told, sorted(wrong, key=lambda one: one.line)


def _check_columns(columns: Mapping[str, str]) -> None:
    taken = list(columns.values())
    for field in taken:
        if field not in FIELDS:
            raise Refusal("people_file.no_such_field", field="columns", what=field, known=", ".join(FIELDS))
        if taken.count(field) > 1 and field != "words":
            raise Refusal("people_file.twice", field="columns", what=field)
    if "date" not in taken:
        raise Refusal("history_file.no_date_column", field="columns")
    if "number" not in taken and not {"legal_name", "birth_date"} <= set(taken):
        raise Refusal("history_file.no_who", field="columns")


class _Reader:
    """Reads rows of one table."""

    def __init__(self, table: Table, columns: Mapping[str, str], answers: Answers, called: Called) -> None:
        self._heads, self._columns, self._called = table.heads, columns, called
        self._dates = {
            field: order_of_dates(table, columns, field) or answers.dates for field in ("date", "birth_date")
        }
        sign = sign_of_decimals(table, columns, ("amount", "total")) or answers.sign
        if None in self._dates.values():
            raise Refusal("people_file.which_dates", field="dates")
        if sign is None:
            raise Refusal("history_file.which_decimals", field="decimals")
        if "sort" not in columns.values() and answers.sort is None:
            raise Refusal("history_file.which_sort", field="sort")
        self._sign, self._sort = sign, answers.sort

    def told(self, row: Row) -> Told:
        """What a row says; refused at its field."""
        said: dict[str, str] = {}
        for head, cell in zip(self._heads, row.cells, strict=True):
            field, text = self._columns.get(head), cell.strip()
            if field and text:
                said[field] = f"{said[field]}; {text}" if field in said else text
        who = Who(said.get("number", ""), said.get("legal_name", ""), self._day(said, "birth_date"))
        if not who.number and not (who.legal_name and who.birth_date):
            raise Refusal("history_file.who", field="legal_name")
        facts = self._facts(said)
        for fact in facts:
            free_text.check(fact)
        return Told(row.line, who, facts)

    def _facts(self, said: Mapping[str, str]) -> tuple[Happened, ...]:
        sort = self._sort_of(said)
        text_within(said.get("date", ""), 40, "date")
        day = date.fromisoformat(self._day(said, "date"))
        if day.year < 1900:
            raise Refusal("history_file.long_ago", field="date")
        found: list[Happened] = []
        words = said.get("words", "")
        if sort is Sort.SESSION:
            place = _whole(said, "place")
            found.append(SessionElsewhere(day=day, in_programme=said.get("programme", ""), place=place, words=words))
        elif any(said.get(field) for field in _OF_A_SESSION):
            raise Refusal("history_file.of_a_session", field="programme", sort=sort)
        elif sort in (Sort.PREPARATION, Sort.INTEGRATION):
            found.append(VisitElsewhere(day=day, held_for=VisitFor(sort.value), words=words))
        if sort is Sort.DOSE or any(said.get(field) for field in _OF_A_DOSE):
            found.append(self._dose(said, day, "" if found else words))
        if sort is Sort.SCORE or any(said.get(field) for field in _OF_A_SCORE):
            found.append(self._score(said, day, "" if found else words))
        return tuple(found)

    def _sort_of(self, said: Mapping[str, str]) -> Sort:
        if "sort" not in self._columns.values():
            assert self._sort is not None  # or it was asked before
            return self._sort
        text_within(said.get("sort", ""), 200, "sort")
        key = self._called.sorts.get(folded(said["sort"]))
        if key is None:
            raise Refusal("history_file.no_such_sort", field="sort", said=said["sort"], known=[*Sort])
        return Sort(key)

    def _dose(self, said: Mapping[str, str], day: date, words: str) -> DoseElsewhere:
        text_within(said.get("amount", ""), 200, "amount")
        apart = _AMOUNT.fullmatch(said["amount"])
        figures, unit = (apart[1], apart[2].strip()) if apart else (said["amount"], "")
        if unit and said.get("unit") and folded(unit) != folded(said["unit"]):
            raise Refusal("history_file.two_units", field="unit", one=unit, other=said["unit"])
        route = said.get("route", "")
        return DoseElsewhere(
            day=day,
            drug=said.get("drug", ""),
            amount=figure(figures, self._sign, "amount"),
            unit=said.get("unit") or unit,
            route=self._called.routes.get(folded(route), route),
            words=words,
        )

    def _score(self, said: Mapping[str, str], day: date, words: str) -> ScoreElsewhere:
        text_within(said.get("total", ""), 200, "total")
        return ScoreElsewhere(
            day=day,
            name=said.get("instrument", ""),
            total=figure(said["total"], self._sign, "total"),
            version=said.get("version", ""),
            item_9=_whole(said, "item_9"),
            words=words,
        )

    def _day(self, said: Mapping[str, str], field: str) -> str:
        order = self._dates[field]
        assert order is not None  # or it was asked before
        return day_of(said[field], order, field) if said.get(field) else ""


def _whole(said: Mapping[str, str], field: str) -> int | None:
    text = said.get(field)
    if not text:
        return None
    if not re.fullmatch(r"\d{1,6}", text, re.ASCII):
        raise Refusal("history_file.no_whole", field=field, said=text)
    return int(text)


_AMOUNT = re.compile(r"(-?[\d., ]*\d)\s*([^\d\s.,].*)", re.ASCII)
"""120 mg: figures, and what of."""

_KNOWN = {
    **dict.fromkeys(("mrn", "id", "file number", "chart number", "record number", "patient id", "client id"), "number"),
    **dict.fromkeys(("numero", "expediente", "numero de expediente", "historia clinica"), "number"),
    **dict.fromkeys(("name", "full name", "legal", "nombre", "nombre completo"), "legal_name"),
    **dict.fromkeys(("dob", "birthday", "birthdate", "born", "nacimiento"), "birth_date"),
    **dict.fromkeys(("type", "kind", "what", "tipo", "clase"), "sort"),
    **dict.fromkeys(("day", "when", "session date", "fecha", "dia", "fecha de la sesion"), "date"),
    **dict.fromkeys(("program", "course", "protocol", "programa"), "programme"),
    **dict.fromkeys(("session number", "session no", "numero de sesion"), "place"),
    **dict.fromkeys(("medicine", "medication", "substance", "farmaco", "medicamento"), "drug"),
    **dict.fromkeys(("dose", "quantity", "dosis", "cantidad"), "amount"),
    **dict.fromkeys(("units", "unidad"), "unit"),
    "via": "route",
    **dict.fromkeys(("questionnaire", "scale", "test", "cuestionario", "escala"), "instrument"),
    **dict.fromkeys(("score", "result", "puntaje", "puntuacion", "resultado"), "total"),
    **dict.fromkeys(("art", "typ"), "sort"),
    **dict.fromkeys(("datum", "tag"), "date"),
    **dict.fromkeys(("programm", "kurs"), "programme"),
    **dict.fromkeys(("medikament", "wirkstoff", "substanz"), "drug"),
    **dict.fromkeys(("menge",), "amount"),
    **dict.fromkeys(("einheit",), "unit"),
    **dict.fromkeys(("fragebogen", "skala"), "instrument"),
    **dict.fromkeys(("punkte", "summe", "ergebnis"), "total"),
    **dict.fromkeys(("bemerkung", "bemerkungen", "notiz", "notizen"), "words"),
    **dict.fromkeys(("geburtsdatum", "geburtstag", "geboren"), "birth_date"),
    **dict.fromkeys(("patientennummer", "aktenzeichen", "fallnummer"), "number"),
    **dict.fromkeys(("note", "notes", "remarks", "comments", "notas", "observaciones"), "words"),
}
"""What heads of other programs' tables say, folded."""
