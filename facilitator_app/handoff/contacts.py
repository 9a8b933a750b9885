"""Telephone numbers, e-mail addresses and handles in a text, however they are spelled.  For the guard: pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

TAIL = 7
"""Digits at the end of a telephone number that are enough to reach somebody without area and country."""
LEAST = 6
"""A row of fewer digits is no telephone number."""

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HANDLE = re.compile(r"(?<![\w.+-])@\w[\w.]*\w")
_NUMBER = re.compile(r"\+?\(?\d(?:[\s().\-‐‑–/]{0,3}\d)+")
_BETWEEN = r"[\s().\-‐‑–/]{0,3}"
_AREA = re.compile(r"(?<![:\d])\d{2,4}[\s().\-‐‑–/]{1,3}$")
"""Digits of another area before a number that is otherwise the same: it is somebody else's."""


class Reached:
    """Where somebody is reached, out of what was written down of it; ``keys`` tell two of them apart or alike."""

    def __init__(self, texts: Iterable[str]) -> None:
        told = "\n".join(texts).casefold()
        self._mails = {match.group() for match in _MAIL.finditer(told)}
        self._handles = {match.group() for match in _HANDLE.finditer(told)}
        rows = (re.sub(r"\D", "", match.group()) for match in _NUMBER.finditer(_MAIL.sub(" ", told)))
        self._numbers = {row.removeprefix("00") for row in rows if len(row) >= LEAST}

    @property
    def keys(self) -> set[str]:
        """Addresses, handles, and the ends of the numbers."""
        return self._mails | self._handles | {number[-TAIL:] for number in self._numbers}

    def patterns(self, without: set[str]) -> Iterator[re.Pattern[str]]:
        """How each may be spelled in a text in small letters; none of the keys of ``without``."""
        yield from (re.compile(_mail(one)) for one in sorted(self._mails - without))
        yield from (re.compile(rf"{re.escape(one)}(?!\w)") for one in sorted(self._handles - without))
        yield from (re.compile(_telephone(one)) for one in sorted(self._numbers) if one[-TAIL:] not in without)


def places(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Where a pattern of ``Reached`` stands in a text in small letters."""
    for match in pattern.finditer(text):
        group = match.groupdict().get("area")
        if group == "" and _AREA.search(text[max(0, match.start() - 8) : match.start()]):
            continue
        yield match.span()


def _mail(address: str) -> str:
    """Also "name (at) place dot example"."""
    name, _, place = address.partition("@")
    dots = r"\s*(?:\.|\bdot\b|\bpunto\b)\s*".join(re.escape(part) for part in place.split("."))
    return rf"(?<![\w.+-]){re.escape(name)}\s*(?:@|\(at\)|\[at\]|\bat\b|\barroba\b)\s*{dots}(?!\w)"


def _telephone(digits: str) -> str:
    """The last digits of a number, and whatever stands before them of its area and country."""
    area, tail = "", _BETWEEN.join(digits[-TAIL:])
    for digit in digits[:-TAIL]:
        area = rf"(?:{area}{digit}{_BETWEEN})?"
    return rf"(?<!\d)(?:(?:\+|00)\d{{0,3}}{_BETWEEN})?\(?0?(?P<area>{area}){tail}(?!\d)"
