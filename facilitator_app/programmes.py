"""Programmes and starting plans as TOML files: reads them, writes them, and refuses what is wrong by line or entry.

Knows the record's types and no journal: a programme that was read is not in use until the clinic keeps it and somebody
signs its plan, so a file never carries a signature.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from facilitator_app import text
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.record.programme import Limit, Phase, Plan, Programme, Rule, Word

FOLDER = text.RESOURCES / "programmes"
WORDS, PLANS = "words.toml", "plans.toml"
"""The two files of the folder that are not a programme: the words offered by default, and the starting plans."""

NOT_IN_A_FILE = frozenset({"plan"})
"""Entries a file may not have: plan and limits are chosen and signed by a named person in the clinic."""

LABELS = "labels"
"""The folder beside them, with what their texts are in other languages."""

SAID = frozenset({"name", "about", "source", "integration_kind", "label", "reason"})
"""Entries that are words for people to read."""

T = TypeVar("T", bound=msgspec.Struct)
S = TypeVar("S", bound=msgspec.Struct)
_PLACE = re.compile(r"\(at (?:line (\d+), column \d+|end of document)\)")
_PATH = re.compile(r"(.*) - at `\$\.?(.*)`", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(\w+)`")


def shipped(folder: Path = FOLDER) -> tuple[Programme, ...]:
    """The programmes that ship, in the order of their file names, with the labels of the language that is spoken: a clinic
    keeps them so.  Raises Refusal or Trouble like ``read_programme``."""
    words, labels = _default_words(folder), _labels(folder)
    files = sorted(path for path in folder.glob("*.toml") if path.name not in (WORDS, PLANS))
    return tuple(_said(programme_from(_text_of(path), file=path.name, words=words), labels) for path in files)


def starting_plans(folder: Path = FOLDER) -> tuple[Plan, ...]:
    """The monitoring plans that ship, each with its public source; none is in use until somebody signs it."""
    labels = _labels(folder)
    return tuple(_said(plan, labels) for plan in plans_from(_text_of(folder / PLANS), file=PLANS))


def read_programme(path: Path) -> Programme:
    """A programme from a file.  Raises Trouble when the file cannot be read, Refusal naming line or entry when wrong."""
    return programme_from(_text_of(path), file=path.name, words=_default_words(FOLDER))


def programme_from(source: str, *, file: str, words: tuple[Word, ...] = ()) -> Programme:
    """A programme from TOML text.  A file without ``[[words]]`` offers ``words``."""
    table = _table(source, file)
    table["phases"] = _parts(table, "phases", Phase, file)
    table["words"] = _parts(table, "words", Word, file) or words
    return _made(table, Programme, file, "")


def plans_from(source: str, *, file: str) -> tuple[Plan, ...]:
    """Monitoring plans from TOML text, one ``[[plans]]`` each."""
    table = _table(source, file)
    _only(table, frozenset({"plans"}), file, "")
    plans = []
    for number, part in enumerate(_list(table, "plans", file, ""), 1):
        entry = f"plans {number}"
        part["rules"] = _parts(part, "rules", Rule, file, entry)
        part["limits"] = _parts(part, "limits", Limit, file, entry)
        plans.append(_made(part, Plan, file, entry))
    return tuple(plans)


def write_programme(programme: Programme) -> str:
    """The programme as TOML text that ``programme_from`` reads back; its signed plan is left out."""
    return "\n".join(_toml(programme, NOT_IN_A_FILE)) + "\n"


def _labels(folder: Path) -> Mapping[str, str]:
    """What the texts of the folder's files are in the language that is spoken; empty in English."""
    path = folder / LABELS / f"{text.catalogue().tag}.toml"
    return (
        {name: str(said) for name, said in _table(_text_of(path), path.name)["labels"].items()} if path.exists() else {}
    )


def _said(thing: S, labels: Mapping[str, str]) -> S:
    """``thing`` with its texts, and those of its parts, as ``labels`` have them.  Keys and figures stay."""
    said: dict[str, Any] = {}
    for name in thing.__struct_fields__:
        value = getattr(thing, name)
        if name in SAID and isinstance(value, str):
            said[name] = labels.get(value, value)
        elif isinstance(value, tuple) and value and isinstance(value[0], msgspec.Struct):
            said[name] = tuple(_said(part, labels) for part in value)
    return msgspec.structs.replace(thing, **said)


def _default_words(folder: Path) -> tuple[Word, ...]:
    path = folder / WORDS
    table = _table(_text_of(path), WORDS)
    _only(table, frozenset({"words"}), WORDS, "")
    return _parts(table, "words", Word, WORDS)


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as cause:
        raise Refusal("programme_file.not_text", file=path.name) from cause
    except OSError as cause:
        raise Trouble("programme_file.unreadable", file=path.name) from cause


def _table(source: str, file: str) -> dict[str, Any]:
    """The TOML table of ``source``; numbers with a point become Decimal."""
    try:
        return tomllib.loads(source, parse_float=Decimal)
    except tomllib.TOMLDecodeError as cause:
        found = _PLACE.search(str(cause))
        line = int(found[1]) if found and found[1] else source.count("\n") + 1
        raise Refusal("programme_file.not_toml", file=file, line=line) from cause


def _parts(table: Mapping[str, Any], name: str, kind: type[T], file: str, inside: str = "") -> tuple[T, ...]:
    """The entries of the list ``name``, each checked on its own so that a refusal can say which."""
    before = f"{inside}, " if inside else ""
    listed = _list(table, name, file, inside)
    return tuple(_made(part, kind, file, f"{before}{name} {number}") for number, part in enumerate(listed, 1))


def _list(table: Mapping[str, Any], name: str, file: str, inside: str) -> list[dict[str, Any]]:
    listed = table.get(name, [])
    if not isinstance(listed, list) or not all(isinstance(part, dict) for part in listed):
        entry = f"{inside}, {name}" if inside else name
        raise Refusal("programme_file.not_a_list", file=file, entry=entry, name=name)
    return listed


def _made(table: Mapping[str, Any], kind: type[T], file: str, entry: str) -> T:
    """``table`` as ``kind``; refuses unknown entries, wrong types, and what the kind itself refuses."""
    _only(table, frozenset(kind.__struct_fields__) - NOT_IN_A_FILE, file, entry)
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as cause:
        raise _wrong(str(cause), file, entry) from cause
    except Refusal as cause:
        place = entry or cause.field or kind.__name__.lower()
        raise Refusal("programme_file.refused", file=file, entry=place, why=text.say(cause)) from cause


def _only(table: Mapping[str, Any], known: frozenset[str], file: str, entry: str) -> None:
    for name in table:
        if name not in known:
            place = f"{entry}, {name}" if entry else name
            raise Refusal("programme_file.unknown_entry", file=file, entry=place)


def _wrong(said: str, file: str, entry: str) -> Refusal:
    """A validation message in our words: which entry, and what it should have been."""
    missing = _MISSING.search(said)
    if missing:
        place = f"{entry}, {missing[1]}" if entry else missing[1]
        return Refusal("programme_file.missing_entry", file=file, entry=place)
    found = _PATH.fullmatch(said)
    why, path = (found[1], found[2]) if found else (said, "")
    place = ", ".join(part for part in (entry, path.replace(".", " ")) if part)
    return Refusal("programme_file.wrong_entry", file=file, entry=place, why=why.replace("`", ""))


def _toml(thing: msgspec.Struct, leave_out: frozenset[str] = frozenset()) -> Iterator[str]:
    """Lines of TOML: plain entries first, then tables, then lists of tables, as TOML wants them."""
    tables: list[tuple[str, Any]] = []
    for name in thing.__struct_fields__:
        value = getattr(thing, name)
        if name in leave_out or value is None:
            continue
        if isinstance(value, dict) or (isinstance(value, tuple) and value and isinstance(value[0], msgspec.Struct)):
            tables.append((name, value))
        else:
            yield f"{name} = {_value(value)}"
    for name, value in tables:
        if isinstance(value, dict):
            yield from ("", f"[{name}]", *(f"{_plain(key)} = {_value(one)}" for key, one in value.items()))
        else:
            for part in value:
                yield from ("", f"[[{name}]]", *_toml(part))


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return str(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return json.dumps(_plain(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _plain(value: object) -> str:
    return str(value.value) if isinstance(value, Enum) else str(value)
