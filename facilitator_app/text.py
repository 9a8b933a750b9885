"""The words people read: catalogues of text by key, filled with values, one per language.  Knows no screen and no record.

A missing word never stops the room: what a language lacks is said in English, an unknown key is shown as itself, an
unfilled place as an ellipsis; the last two are logged.  A process speaks one language at a time, like its locale
(``docs/adr/0015-one-language-at-a-time.md``).
"""

from __future__ import annotations

import functools
import logging
import re
import string
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from facilitator_app.faults import Fault, Refusal, Trouble

log = logging.getLogger("facilitator")

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
"""The folder of everything that ships beside the code."""

LANGUAGES = {"en": "English", "es": "Español"}
"""What a device can speak, by tag (BCP 47), each in its own name."""

MIRRORED = "x-rtl"
"""English between marks, as if written from right to left: shows in tests what stays behind when all else turns."""

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", MIRRORED})
_NOT_READ = ("calendar.", "number.")
_WORD_BREAK = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@functools.cache
def _family(kind: type[Enum]) -> str:
    """How the keys of an enumeration's members begin."""
    return _WORD_BREAK.sub("_", kind.__name__).lower()


@functools.cache
def _cut(text: str) -> tuple[tuple[str, str | None, str], ...]:
    """A catalogue's text in pieces, cut up once: what stands before a place, the name of its value, and its form."""
    return tuple((before, name, form or "") for before, name, form, _ in string.Formatter().parse(text))


class Text(string.Formatter):
    """One language's catalogue: every ``*.toml`` of its folder, nested tables joined by dots to keys."""

    def __init__(self, texts: Mapping[str, str], zone: tzinfo = UTC, tag: str = "en") -> None:
        self._texts = dict(texts)
        self._zone = zone
        self.tag = tag

    @classmethod
    def load(cls, folder: Path, zone: tzinfo = UTC, instead: Path | None = None) -> Text:
        """The catalogue of a language folder; another folder says what it lacks.  Raises Trouble when a file cannot be read."""
        texts: dict[str, str] = {}
        for path in (*(sorted(instead.glob("*.toml")) if instead else ()), *sorted(folder.glob("*.toml"))):
            try:
                texts.update(_flat(tomllib.loads(path.read_text(encoding="utf-8"))))
            except (OSError, ValueError) as cause:
                raise Trouble("text.unreadable", file=path.name) from cause
        return cls(texts, zone, folder.name)

    @property
    def right_to_left(self) -> bool:
        """Whether its script runs from right to left."""
        return self.tag in _RIGHT_TO_LEFT

    def mirrored(self) -> Text:
        """Every text between marks, behind the mark that starts a line at the right."""
        marked = {k: v if k.startswith(_NOT_READ) or not v else f"\u200f‹{v}›" for k, v in self._texts.items()}
        return Text(marked, self._zone, MIRRORED)

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
            log.warning("no text for %s…", self._known_of(key))
            return key
        return self.vformat(text, (), {name: self._local(value, zone) for name, value in values.items()})

    def say(self, fault: Fault, *, zone: tzinfo | None = None) -> str:
        """A fault in words.  The place where it happened is named when the text wants it (``{field}``)."""
        values = dict(fault.values)
        if isinstance(fault, Refusal):
            name = f"field.{fault.field}"
            values.setdefault("field", self._texts.get(name, self._texts.get("field.unnamed", "…")))
        return self.render(fault.key, zone=zone, **values)

    def word(self, value: Enum) -> str:
        """An enumeration's member in words: ``State.ARRIVING`` is the text of ``state.arriving``."""
        said: Any = value.value
        return self._texts.get(f"{_family(type(value))}.{said}", str(said))

    def vformat(self, format_string: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
        """A text with the values in its places.  A place is a name and a form: a room says hundreds of texts each second."""
        said = []
        for before, name, form in _cut(format_string):
            said.append(before)
            if name is not None:
                said.append(str(self.format_field(self.get_value(name, args, kwargs), form)))
        return "".join(said)

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
        if not format_spec and type(value) in (str, int):
            return str(value)
        if isinstance(value, tuple | list):
            return ", ".join(str(self.format_field(one, "")) for one in value)
        if isinstance(value, Enum):
            value = self.word(value)
        elif isinstance(value, Decimal):
            return self._number(format(value, format_spec or "f"))
        elif isinstance(value, datetime):
            return self._moment(value, format_spec or "%H:%M")
        elif isinstance(value, date) and format_spec:  # a day alone has the language's own names too
            return self._moment(datetime.combine(value, time()), format_spec)
        try:
            said = super().format_field(value, format_spec)
            return self._number(said) if isinstance(value, float) else said
        except ValueError:  # an ellipsis, or a word where the text wants a number
            return str(value)

    def _known_of(self, key: str) -> str:
        """As much of a key as begins a text of the catalogue: the rest may be made of a value, and a log never carries one."""
        ends = (at + 1 for at, letter in reversed(list(enumerate(key))) if letter in "._")
        return next((key[:end] for end in ends if any(one.startswith(key[:end]) for one in self._texts)), "")

    def _number(self, figures: str) -> str:
        return figures.replace(".", self._texts.get("number.decimal", "."))

    def _moment(self, at: datetime, form: str) -> str:
        """A moment with the language's own names of month and day: the system's locale has no say."""
        for code, key, number in _named(at):
            names = self._texts.get(f"calendar.{key}", "").split()
            form = form.replace(code, names[number] if names else code)
        return at.strftime(form.replace("%-d", str(at.day)))  # Windows has no %-d

    @staticmethod
    def _local(value: object, zone: tzinfo) -> object:
        return value.astimezone(zone) if isinstance(value, datetime) and value.tzinfo else value


def _named(at: datetime) -> tuple[tuple[str, str, int], ...]:
    month, day = at.month - 1, at.weekday()
    return ("%B", "months", month), ("%b", "mon", month), ("%A", "days", day), ("%a", "day", day)


def _flat(table: Mapping[str, object], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", str(value)


class _Spoken:
    """What this process speaks."""

    words: Text | None = None


@functools.cache
def english() -> Text:
    """The English catalogue, read once."""
    return Text.load(RESOURCES / "text" / "en")


@functools.cache
def language(tag: str) -> Text:
    """The catalogue of a language, English where it lacks a text; English for a tag nobody here speaks."""
    if tag == MIRRORED:
        return english().mirrored()
    if tag == "en" or tag not in LANGUAGES:
        return english()
    return Text.load(RESOURCES / "text" / tag, instead=RESOURCES / "text" / "en")


def languages() -> Iterator[Text]:
    """The catalogues of every language, the one that is spoken last: where two call another thing the same, its own counts."""
    yield from map(language, LANGUAGES)
    yield catalogue()


def speak(tag: str) -> Text:
    """Say everything in this language from now on.  Raises Trouble, and changes nothing, when it cannot be read."""
    _Spoken.words = language(tag)
    return _Spoken.words


def catalogue() -> Text:
    """The catalogue of the language that is spoken: English until another was asked for."""
    return _Spoken.words or english()


def render(key: str, /, **values: object) -> str:
    """The text of ``key`` with ``values`` in it; see ``Text.render``."""
    return catalogue().render(key, **values)


def say(fault: Fault, *, zone: tzinfo | None = None) -> str:
    """A fault in words; see ``Text.say``."""
    return catalogue().say(fault, zone=zone)


def word(value: Enum) -> str:
    """An enumeration's member in words; see ``Text.word``."""
    return catalogue().word(value)
