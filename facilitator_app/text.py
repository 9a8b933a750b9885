"""The words people read: catalogues of text by key, filled with values.  Knows no screen and no record.

A missing word never stops the room: an unknown key is shown as itself, an unfilled place as an ellipsis; both are
logged.
"""

from __future__ import annotations

import functools
import logging
import re
import string
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from facilitator_app.faults import Fault, Refusal, Trouble

log = logging.getLogger("facilitator")

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
"""The folder of everything that ships beside the code."""

_WORD_BREAK = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class Text(string.Formatter):
    """One language's catalogue: every ``*.toml`` of its folder, nested tables joined by dots to keys."""

    def __init__(self, texts: Mapping[str, str], zone: tzinfo = UTC) -> None:
        self._texts = dict(texts)
        self._zone = zone

    @classmethod
    def load(cls, folder: Path, zone: tzinfo = UTC) -> Text:
        """The catalogue of a language folder.  Raises Trouble when a file cannot be read."""
        texts: dict[str, str] = {}
        for path in sorted(folder.glob("*.toml")):
            try:
                texts.update(_flat(tomllib.loads(path.read_text(encoding="utf-8"))))
            except (OSError, ValueError) as cause:
                raise Trouble("text.unreadable", file=path.name) from cause
        return cls(texts, zone)

    @property
    def keys(self) -> frozenset[str]:
        """Every key of the catalogue."""
        return frozenset(self._texts)

    def places(self, key: str) -> frozenset[str]:
        """The names of the values that the text of ``key`` wants."""
        return frozenset(name for _, name, _, _ in self.parse(self._texts[key]) if name)

    def render(self, key: str, /, **values: object) -> str:
        """The text of ``key`` with ``values`` in it.  Never raises for a missing key or value.

        Enumerations are said in words (``state.arriving``), several values with commas, decimals plain, moments as the
        time of day in the value ``zone``, if there is one (a format may say otherwise: ``{at:%d %B %Y, %H:%M}``).
        """
        zone = values.pop("zone", None)
        zone = zone if isinstance(zone, tzinfo) else self._zone
        text = self._texts.get(key)
        if text is None:
            log.warning("no text for %s", key)
            return key
        ready = {name: self._local(value, zone) for name, value in values.items()}
        return self.vformat(text, (), ready)

    def say(self, fault: Fault, *, zone: tzinfo | None = None) -> str:
        """A fault in words.  The place where it happened is named when the text wants it (``{field}``)."""
        values = dict(fault.values)
        if isinstance(fault, Refusal):
            name = f"field.{fault.field}"
            values.setdefault("field", self._texts.get(name, self._texts.get("field.unnamed", "…")))
        return self.render(fault.key, zone=zone, **values)

    def word(self, value: Enum) -> str:
        """An enumeration's member in words: ``State.ARRIVING`` is the text of ``state.arriving``."""
        family = _WORD_BREAK.sub("_", type(value).__name__).lower()
        return self._texts.get(f"{family}.{value.value}", str(value.value))

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """The value of a place; an ellipsis when there is none."""
        if isinstance(key, str) and key in kwargs:
            return kwargs[key]
        if key == "field":
            return self._texts.get("field.unnamed", "…")
        log.warning("a text has no value for %s", key)
        return "…"

    def format_field(self, value: Any, format_spec: str) -> Any:
        """A value in words and figures."""
        if isinstance(value, tuple | list):
            return ", ".join(str(self.format_field(one, "")) for one in value)
        if isinstance(value, Enum):
            value = self.word(value)
        elif isinstance(value, Decimal):
            return format(value, format_spec or "f")
        elif isinstance(value, datetime):
            return value.strftime((format_spec or "%H:%M").replace("%-d", str(value.day)))  # Windows has no %-d
        try:
            return super().format_field(value, format_spec)
        except ValueError:  # an ellipsis, or a word where the text wants a number
            return str(value)

    @staticmethod
    def _local(value: object, zone: tzinfo) -> object:
        return value.astimezone(zone) if isinstance(value, datetime) and value.tzinfo else value


def _flat(table: Mapping[str, object], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", str(value)


@functools.cache
def english() -> Text:
    """The English catalogue, read once."""
    return Text.load(RESOURCES / "text" / "en")


def render(key: str, /, **values: object) -> str:
    """The English text of ``key`` with ``values`` in it; see ``Text.render``."""
    return english().render(key, **values)


def say(fault: Fault, *, zone: tzinfo | None = None) -> str:
    """A fault in English; see ``Text.say``."""
    return english().say(fault, zone=zone)


def word(value: Enum) -> str:
    """An enumeration's member in English; see ``Text.word``."""
    return english().word(value)
