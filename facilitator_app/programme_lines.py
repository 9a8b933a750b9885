"""Where the entries of a TOML file stand, so that what is wrong with one can be told by its line.  Pure.

Reads no values: that is the TOML reader's.  Knows only tables, lists of tables and the beginnings of entries.
"""

from __future__ import annotations

import re

_HEAD = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_ENTRY = re.compile(r"""\s*("[^"]*"|'[^']*'|[A-Za-z0-9_.-]+)\s*=""")
_LAST = re.compile(r"(.*?)(?:\[[\d.]+\]| \d+|, [^,\[\]]*?)")
_TOKEN = re.compile(r'"""|\'\'\'|"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*|[\[\]{}]')

_ENDS = {'"""': re.compile(r'\\.|"""'), "'''": re.compile("'''")}
"""What can end a text of several lines, by what began it; a sign after a backslash does not."""


class Lines:
    """The lines of a file's entries.  An entry is named as people count: ``phases 2, minutes``."""

    def __init__(self, source: str) -> None:
        self._at: dict[str, int] = {}
        self._counts: dict[str, int] = {}
        self._inside, self._quote, self._depth = "", "", 0
        for number, line in enumerate(source.splitlines(), 1):
            self._take(number, line)

    def of(self, entry: str) -> int | None:
        """The line of an entry, or of the nearest one around it; None for one that stands nowhere."""
        while entry and entry not in self._at and f"{entry} 1" not in self._at:
            found = _LAST.fullmatch(entry)
            entry = found[1] if found else ""
        return self._at.get(entry, self._at.get(f"{entry} 1"))

    def _take(self, number: int, line: str) -> None:
        is_within = bool(self._quote) or self._depth > 0
        if not is_within and (head := _HEAD.match(line)):
            self._inside = self._table(head[2], is_listed=head[1] == "[[")
            self._at[self._inside] = number
            return
        if not is_within and (entry := _ENTRY.match(line)):
            name = entry[1].strip("\"'")
            self._at.setdefault(f"{self._inside}, {name}" if self._inside else name, number)
        self._follow(line)

    def _follow(self, line: str) -> None:
        """Whether a text of several lines or a bracket is still open after this line."""
        place = 0
        while found := (_ENDS[self._quote] if self._quote else _TOKEN).search(line, place):
            token, place = found[0], found.end()
            if self._quote:
                self._quote = "" if token == self._quote else self._quote
            elif token in ('"""', "'''"):
                self._quote = token
            elif token in "[{":
                self._depth += 1
            elif token in "]}":
                self._depth = max(0, self._depth - 1)

    def _table(self, dotted: str, *, is_listed: bool) -> str:
        """``plan.rules``, the second time in its plan, is ``plan, rules 2``."""
        path = ""
        parts = [part.strip().strip("\"'") for part in dotted.split(".")]
        for place, part in enumerate(parts, 1):
            path = f"{path}, {part}" if path else part
            if is_listed and place == len(parts):
                self._counts[path] = self._counts.get(path, 0) + 1
            if path in self._counts:
                path = f"{path} {self._counts[path]}"
        return path
