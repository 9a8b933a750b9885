"""A table from elsewhere, read as it comes: letters, separators, broken lines, dates, figures.  Pure.

Knows nothing of what its columns hold.  A line that cannot be read is told by its number and never mended.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from facilitator_app.faults import Refusal

LARGEST, MOST_ROWS, MOST_LINES, FEW_LINES = 50 * 2**20, 200_000, 2000, 50
"""Bytes of a file, rows of it, and lines of the file that one row may take by quotes, beyond which it is no such table;
up to how many lines quotes that do not pair are looked at."""
SEPARATORS = (",", ";", "\t", "|")
_SEPARATOR_SAID = re.compile(r"sep=([,;\t|])[,;\t|]*", re.IGNORECASE)
_FULL = 3
"""Cells of a row under a title: of fewer the first line is the head of a table of one column."""


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


class Sign(StrEnum):
    """What stands before the decimals of a figure."""

    POINT = "point"
    COMMA = "comma"

    @property
    def mark(self) -> str:
        """The sign itself."""
        return "." if self is Sign.POINT else ","


class Row(NamedTuple):
    """A row by the line of the file it begins on."""

    line: int
    cells: tuple[str, ...]


class Wrong(NamedTuple):
    """A line that is not taken, and why."""

    line: int
    why: Refusal


class Table(NamedTuple):
    """A file as it was read.  ``broken`` are the lines that are no rows of it, ``above`` what stands over the heads."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    broken: tuple[Wrong, ...]
    letters: Letters
    separator: str
    above: str = ""


def read_table(content: bytes) -> Table:
    """The table in a file: UTF-8, UTF-16 or Latin-1, with a byte order mark or none; comma, semicolon, tab or bar.

    Raises Refusal people_file.empty, .too_large, .too_many, .no_text and .same_heads.
    """
    if len(content) > LARGEST:
        raise Refusal("people_file.too_large", most=LARGEST // 2**20)
    lines, letters = _lines(content)
    first = next((number for number, line in enumerate(lines) if line and line.strip()), None)
    if first is None:
        raise Refusal("people_file.empty")
    if (said := _SEPARATOR_SAID.fullmatch(lines[first] or "")) is not None:  # as Excel wants it to be told
        return _table(lines, first + 1, said[1], letters, "")
    second = _title(lines, first)
    above = (lines[first] or "").strip(' \t"' + "".join(SEPARATORS)) if second is not None else ""
    return _table(lines, first if second is None else second, "".join(SEPARATORS), letters, above)


def _table(lines: Sequence[str | None], first: int, separators: str, letters: Letters, above: str) -> Table:
    separator, cells, taken = _head(lines, first, separators)
    heads = _heads(cells)
    rows, broken = _rows(lines, first + taken, separator, len(heads))
    return Table(heads, tuple(rows), tuple(broken), letters, separator, above)


def _title(lines: Sequence[str | None], first: int) -> int | None:
    """Where the heads begin, of a file that has a title over them: one cell, and then rows of three or more; else None."""
    there = [(at, line) for at, line in enumerate(lines[first : first + FEW_LINES], first) if line and line.strip()]
    if len(there) < 3:
        return None
    for separator in SEPARATORS:
        title, *rows = [_cells(line, separator) or [] for _, line in there[:3]]
        if sum(bool(cell.strip()) for cell in title) == 1 and all(sum(map(bool, row)) >= _FULL for row in rows):
            return there[1][0]
    return None


def order_of_dates(table: Table, columns: Mapping[str, str], field: str = "birth_date") -> Dates | None:
    """In which order the dates that ``field`` holds stand, where each of them tells it; None where one could be read in two
    ways, whatever the others say; between points others may tell that the day comes first."""
    written = [numbers for cell in _said(table, columns, field) if (numbers := _numbers(cell))]
    apart = [numbers for numbers in written if len(numbers[0]) != 4]
    if not apart:
        return Dates.YMD
    if two_ways(table, columns, (field,)):
        return None
    return Dates.MDY if any(int(second) > 12 for _, second, _ in apart) else Dates.DMY


def two_ways(table: Table, columns: Mapping[str, str], fields: Iterable[str]) -> str:
    """The first date of these that could be read in two ways, or that stands otherwise than another; empty where none does."""
    for field in fields:
        cells = _said(table, columns, field)
        found = [(cell, one) for cell in cells if (one := _numbers(cell)) is not None and len(one[0]) != 4]
        days_first = any(int(first) > 12 for _, (first, _, _) in found)
        months_first = any(int(second) > 12 for _, (_, second, _) in found)
        for cell, (first, second, _) in found:
            is_either = int(first) <= 12 and int(second) <= 12 and int(first) != int(second)
            settled = "." in cell and days_first and not months_first
            if (is_either and not settled) or (int(first) > 12 and months_first):
                return cell
    return ""


def sign_of_decimals(table: Table, columns: Mapping[str, str], fields: Iterable[str]) -> Sign | None:
    """What stands before the decimals in what ``fields`` hold, where the figures tell it; None where 1,000 could be one
    or a thousand, and nothing settles it."""
    cells = [found[0] for field in fields for cell in _said(table, columns, field) if (found := _FIGURES.match(cell))]
    if not any(_EITHER.fullmatch(cell) for cell in cells):
        return Sign.POINT
    told = {sign for sign in Sign if any(_clear(cell, sign) for cell in cells)}
    return told.pop() if len(told) == 1 else None


def figure(said: str, sign: Sign, field: str) -> Decimal:
    """The number that is written; 1.234,5 and 1,234.5 are one, and where a figure tells its own sign that holds.

    Raises Refusal people_file.no_figure.
    """
    if not _EITHER.fullmatch(said):
        sign = next((one for one in Sign if _clear(said, one)), sign)
    grouped = _GROUPED[sign].fullmatch(said)
    if grouped is None:
        raise Refusal("people_file.no_figure", field=field, said=said)
    plain = said.replace(_OTHER[sign].mark, "").replace(" ", "")
    return Decimal(plain.replace(sign.mark, "."))


def _clear(said: str, sign: Sign) -> bool:
    """Whether a figure can only be read with this sign before its decimals."""
    return _GROUPED[sign].fullmatch(said) is not None and _GROUPED[_OTHER[sign]].fullmatch(said) is None


def _said(table: Table, columns: Mapping[str, str], field: str) -> list[str]:
    places = [place for place, head in enumerate(table.heads) if columns.get(head) == field]
    return [row.cells[place].strip() for row in table.rows for place in places if row.cells[place].strip()]


def _head(lines: Sequence[str | None], first: int, separators: str) -> tuple[str, Sequence[str], int]:
    """Of the separators that which makes the most of the row of heads, its cells, and how many lines its quotes take."""
    found = {one: _gathered(lines, first, one) for one in separators}
    separator = max(separators, key=lambda one: (len(found[one][0] or ()), -SEPARATORS.index(one)))
    cells, taken = found[separator]
    return separator, cells or (), taken


def _heads(cells: Iterable[str]) -> tuple[str, ...]:
    """The heads of the columns; one without a head is called by its place."""
    heads = [_as_meant(re.sub(r"\s*\n\s*", " ", head.strip())) for head in cells]  # a head can stand on two lines
    while heads and not heads[-1]:
        heads.pop()
    if not heads or any("\x00" in head for head in heads):
        raise Refusal("people_file.no_text")
    heads = [head or f"#{place}" for place, head in enumerate(heads, 1)]
    for place, head in enumerate(heads, 1):
        if (first := heads.index(head) + 1) != place:
            raise Refusal("people_file.same_heads", field="columns", head=head, first=first, second=place)
    return tuple(heads)


def written(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows as a table that ``read_table`` reads, and spreadsheets open: UTF-8 with its mark; no cell is a formula."""
    return ("\ufeff" + "\r\n".join(_line(row) for row in rows) + "\r\n").encode("utf-8")


def _line(cells: Iterable[str]) -> str:
    return ",".join(
        '"' + cell.replace('"', '""') + '"' if re.search(r'[",;\r\n\t|]|^\s|\s$', cell) else cell
        for cell in map(_harmless, cells)
    )


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection); a figure below nothing is none."""
    return f"'{cell}" if _FORMULA.match(cell) and not _FIGURES.fullmatch(cell) else cell


def _as_meant(cell: str) -> str:
    """The same as it was before its mark; of more than one the first goes."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def day_of(said: str, dates: Dates, field: str = "birth_date") -> str:
    """The day as ISO writes it; 21.5.1984, 05/21/1984 and 1984-05-21 00:00 are one.

    Raises Refusal people_file.no_date, .no_day (of what is no date of birth) and .short_year.
    """
    key = "people_file.no_date" if field == "birth_date" else "people_file.no_day"
    numbers = _numbers(said)
    if numbers is None:
        raise Refusal(key, field=field, said=said)
    if len(numbers[0]) == 4:
        year, month, day = numbers
    elif dates is Dates.MDY:
        month, day, year = numbers
    else:
        day, month, year = numbers
    if len(year) != 4:
        raise Refusal("people_file.short_year", field=field, said=said)
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise Refusal(key, field=field, said=said) from None


_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_FIGURES = re.compile(r"-?[\d., ]*\d", re.ASCII)
_OTHER = {Sign.POINT: Sign.COMMA, Sign.COMMA: Sign.POINT}
_EITHER = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
"""1.000 and 1,000: one, or a thousand."""
_GROUPED = {
    Sign.POINT: re.compile(r"-?(?:\d+|[1-9]\d{0,2}(?:[, ]\d{3})+)(?:\.\d+)?", re.ASCII),
    Sign.COMMA: re.compile(r"-?(?:\d+|[1-9]\d{0,2}(?:[. ]\d{3})+)(?:,\d+)?", re.ASCII),
}
_NUMBERS = re.compile(r"(\d{1,4})[-./ ]\s?(\d{1,2})[-./ ]\s?(\d{1,4})(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?", re.ASCII)


_WORDED = (
    re.compile(
        r"(?P<day>\d{1,2})(?:st|nd|rd|th|º|\.)?[ /-]*(?:de )?(?P<month>[a-z]+)\.?,?[ /-]*(?:del? )?(?P<year>\d{4})"
    ),
    re.compile(r"(?P<month>[a-z]+)\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})"),
)
_NAMES = (
    "january february march april may june july august september october november december",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
)
"""The months in the languages that are spoken; another language adds its own."""
_MONTHS = {
    said: number for names in _NAMES for number, name in enumerate(names.split(), 1) for said in (name, name[:3])
} | {"sept": 9, "setiembre": 9}


def _numbers(said: str) -> tuple[str, str, str] | None:
    found = _NUMBERS.fullmatch(said.strip())
    return (found[1], found[2], found[3]) if found else _in_words(said.strip().casefold())


def _in_words(said: str) -> tuple[str, str, str] | None:
    """Year, month and day of a date whose month is a word: 21 May 1984, May 21, 1984, 21 de mayo de 1984."""
    for pattern in _WORDED:
        found = pattern.fullmatch(said)
        month = _MONTHS.get(found["month"]) if found is not None else None
        if found is not None and month is not None:
            return found["year"], str(month), found["day"]
    return None


def lines_of(content: bytes) -> list[str | None]:
    """The lines of a file in UTF-8, UTF-16 or Latin-1; None is one whose letters cannot be read.  Raises Refusal
    people_file.no_text."""
    return _lines(content)[0]


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
        line = lines[at]
        if line is not None and not line.strip(separator + " \t"):
            at += 1
            continue
        cells, taken = _gathered(lines, at, separator)
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


def _gathered(lines: Sequence[str | None], at: int, separator: str) -> tuple[list[str] | None, int]:
    """The cells of the row that begins at a line, and how many lines its quotes take; None where they make no row."""
    parts: list[str] = []
    quotes = taken = 0
    while taken < (MOST_LINES if quotes % 2 else FEW_LINES) and at + taken < len(lines):
        more = lines[at + taken]
        if more is None:
            break
        parts.append(more)
        taken, quotes = taken + 1, quotes + more.count('"')
        if quotes % 2 == 0 or taken <= FEW_LINES:  # beyond, only where every quote may be closed
            cells = _cells("\n".join(parts), separator)
            if cells is not None:
                return cells, taken
    return None, taken


def _fitting(cells: Sequence[str] | None, width: int) -> tuple[str, ...] | None:
    if cells is None or len(cells) < width or any(cell.strip() for cell in cells[width:]):
        return None
    return tuple(map(_as_meant, cells[:width]))


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
