"""Programmes and starting plans as TOML files: reads them, writes them, and refuses what is wrong by line and entry.

Knows the record's types and no journal: a programme that was read is not in use until the clinic keeps it and somebody
signs its plan, so a file never carries a signature: the plan in it is one to be looked at, and signed here.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

from facilitator_app import text
from facilitator_app.faults import SPOILT, Refusal, Trouble
from facilitator_app.programme_lines import Lines
from facilitator_app.programme_written import NOT_OF_A_PLAN, TABLES, TEXTS
from facilitator_app.record.entry import text_within
from facilitator_app.record.free_text import check_seen
from facilitator_app.record.leaving import Criterion, LeavingList
from facilitator_app.record.programme import (
    BETWEEN,
    MOST_STAFF,
    Limit,
    Phase,
    Plan,
    Programme,
    Rule,
    Word,
    check_limit,
    check_rule,
)
from facilitator_app.record.roles import Role
from facilitator_app.record.words import programme_with

FOLDER = text.RESOURCES / "programmes"
WORDS, PLANS = "words.toml", "plans.toml"
"""The two files of the folder that are not a programme: the words offered by default, and the starting plans."""

LABELS = "labels"
"""The folder beside them, with what their texts are in other languages."""

SAID = frozenset({"name", "about", "source", "integration_kind", "label", "reason"})
"""Entries that are words for people to read."""

TOLD = {"about": 5000, "source": 2000}
"""What else a programme says of itself, and how long it may be where a file brings it."""

_OF_A_WORD = {"words.unknown_group": "group", "words.unknown_icon": "icon"}
"""Which entry of a word is refused, where it is not its label."""

T = TypeVar("T", bound=msgspec.Struct)
S = TypeVar("S", bound=msgspec.Struct)
_PLACE = re.compile(r"\(at (?:line (\d+), column \d+|end of document)\)")
_PATH = re.compile(r"(.*) - at (?:`key` in )?`\$\.?(.*?)(?:\[\.\.\.\])?`", re.DOTALL)
_NOT_ONE_OF = re.compile(r"Invalid enum value '?(.*?)'?")
_EXPECTED = re.compile(r"Expected `(.+)`, got `(.+)`")
KINDS = ("int", "str", "bool", "array", "object", "decimal", "float")
"""The kinds of value a file can hold, as they are called in the words of the catalogue."""
_KEY = re.compile(r"[a-z0-9_-]{1,60}")
"""What a programme is called within: also a part of a file's name."""
_MISSING = re.compile(r"Object missing required field `(\w+)`")


def shipped(folder: Path = FOLDER) -> tuple[Programme, ...]:
    """The programmes that ship, in the order of their file names, with the labels of the language that is spoken: a clinic
    keeps them so.  Raises Refusal or Trouble like ``read_file``."""
    said = labels(text.catalogue().tag, folder)
    return tuple(_said(programme, said) for programme in written(folder))


def written(folder: Path = FOLDER) -> tuple[Programme, ...]:
    """The same as their files have them, in English."""
    words = _default_words(folder)
    files = sorted(path for path in folder.glob("*.toml") if path.name not in (WORDS, PLANS))
    return tuple(programme_from(_text_of(path), file=path.name, words=words) for path in files)


def starting_plans(folder: Path = FOLDER) -> tuple[Plan, ...]:
    """The monitoring plans that ship, each with its public source; none is in use until somebody signs it."""
    said = labels(text.catalogue().tag, folder)
    return tuple(_said(plan, said) for plan in plans_from(_text_of(folder / PLANS), file=PLANS))


class ProgrammeFile(NamedTuple):
    """What a programme's file holds; ``plan`` is unsigned, or None."""

    programme: Programme
    plan: Plan | None


def read_file(path: Path) -> ProgrammeFile:
    """A programme from a file of one's own, with the plan in it.  Raises Trouble when the file cannot be read, Refusal
    naming line and entry for the first thing in it that is wrong."""
    return file_from(_text_of(path), file=path.name, words=_default_words(FOLDER))


def file_from(source: str, *, file: str, words: tuple[Word, ...] = ()) -> ProgrammeFile:
    """The same from text.  Refuses also what a clinic could not mean: a group of nobody, a line that is never due."""
    table, place = _table(source, file), _File(file, Lines(source))
    plan, leaving = table.pop("plan", None), table.pop("leaving", None)
    programme = _programme(table, place, words)
    _check_programme(programme, place)
    if leaving is not None:
        programme = msgspec.structs.replace(programme, leaving=_leaving(leaving, place))
    read = ProgrammeFile(programme, None if plan is None else _plan(plan, place))
    _check_seen(read.programme, place)
    if read.plan is not None:
        _check_seen(read.plan, place, "plan")
    return read


def next_of(read: ProgrammeFile, known: Programme | None) -> Programme:
    """The programme of a file as it is kept: as it is where it is new, else as the next version of ``known``.

    Rules and leaving list that are not in the file stay as they are here.

    Raises Refusal programme_file.is_there when nothing in it is otherwise.
    """
    if known is None:
        return read.programme
    programme, leaving = read.programme, read.programme.leaving
    if leaving is not None and known.leaving is not None:
        leaving = msgspec.structs.replace(leaving, version=known.leaving.version)
    stays = {"rules": programme.rules or known.rules, "leaving": leaving or known.leaving}
    programme = msgspec.structs.replace(programme, version=known.version + 1, **stays)
    is_same = msgspec.structs.replace(programme, version=known.version, plan=known.plan) == known
    if is_same and (read.plan is None or (known.plan is not None and _unowned(known.plan.plan) == _unowned(read.plan))):
        raise Refusal("programme_file.is_there", name=known.name)
    return programme


def programme_from(source: str, *, file: str, words: tuple[Word, ...] = ()) -> Programme:
    """A programme without a plan from TOML text.  A file without ``[[words]]`` offers ``words``."""
    return _programme(_table(source, file), _File(file, Lines(source)), words)


def plans_from(source: str, *, file: str) -> tuple[Plan, ...]:
    """Monitoring plans from TOML text, one ``[[plans]]`` each."""
    table, place = _table(source, file), _File(file, Lines(source))
    _only(table, frozenset({"plans"}), place, "")
    plans = []
    for number, part in enumerate(_list(table, "plans", place, ""), 1):
        entry = f"plans {number}"
        part["rules"] = _parts(part, "rules", Rule, place, entry)
        part["limits"] = _parts(part, "limits", Limit, place, entry)
        plans.append(_made(part, Plan, place, entry))
    return tuple(plans)


class _File(NamedTuple):
    name: str
    lines: Lines

    def at(self, entry: str) -> str:
        """The file, with the line of an entry where it stands on one."""
        line = self.lines.of(entry)
        return self.name if line is None else text.render("programme_file.at_line", file=self.name, line=line)


def _programme(table: dict[str, Any], file: _File, words: tuple[Word, ...]) -> Programme:
    table["phases"] = phases = _parts(table, "phases", Phase, file)
    keys = [phase.key for phase in phases]
    if again := [number for number, key in enumerate(keys, 1) if key in keys[: number - 1]]:
        raise _refused(Refusal("programme_file.phase_key", name=keys[again[0] - 1]), file, f"phases {again[0]}, key")
    table["words"] = _parts(table, "words", Word, file) or words
    _check_staff(table.get("staff_minimum"), file)
    return _made(table, Programme, file, "")


def _check_staff(table: object, file: _File) -> None:
    """Refuse a role that is none and a number that is none, each at its own line; the table itself is read with the rest."""
    for name, count in table.items() if isinstance(table, dict) else ():
        try:
            msgspec.convert({name: count}, dict[Role, int])
        except msgspec.ValidationError as cause:
            raise _wrong(str(cause).partition(" - at ")[0], file, f"staff_minimum, {name}") from cause


def _leaving(table: object, file: _File) -> LeavingList:
    """The leaving list of a file, each of its criteria told at its own line."""
    if not isinstance(table, dict):
        raise Refusal("programme_file.not_a_table", file=file.at("leaving"), entry="leaving")
    _only(table, frozenset(LeavingList.__struct_fields__) - NOT_OF_A_PLAN, file, "leaving")
    table["criteria"] = _parts(table, "criteria", Criterion, file, "leaving")
    made = _made(table, LeavingList, file, "leaving")
    for name in ("name", "source"):
        _checked(partial(text_within, getattr(made, name), 2000, ""), file, f"leaving, {name}")
    return made


def _plan(table: object, file: _File) -> Plan:
    """The plan of a file, each line and limit checked as when it is signed."""
    if not isinstance(table, dict):
        raise Refusal("programme_file.not_a_table", file=file.at("plan"), entry="plan")
    _only(table, frozenset(Plan.__struct_fields__) - NOT_OF_A_PLAN, file, "plan")
    rules = table["rules"] = _parts(table, "rules", Rule, file, "plan")
    limits = table["limits"] = _parts(table, "limits", Limit, file, "plan")
    for number, rule in enumerate(rules, 1):
        _checked(partial(check_rule, rule), file, f"plan, rules {number}")
    for number, limit in enumerate(limits, 1):
        _checked(partial(check_limit, limit), file, f"plan, limits {number}")
    made = _made(table, Plan, file, "plan")
    for name in ("name", "source"):
        if getattr(made, name):
            _checked(partial(text_within, getattr(made, name), 2000, ""), file, f"plan, {name}")
    return made


def _check_programme(programme: Programme, file: _File) -> None:
    """Refuse numbers that nobody can mean, and words that no screen can show.  Asked of a file: what is kept stays readable."""
    for name, (least, most) in {"version": (1, 10**6), **BETWEEN}.items():
        _number(getattr(programme, name), least, most, file, name)
    _number(programme.least, 1, programme.cap or BETWEEN["cap"][1], file, "least")
    for role, count in programme.staff_minimum.items():
        _number(count, 0, MOST_STAFF, file, f"staff_minimum, {role.value}")
    if not _KEY.fullmatch(programme.key):
        raise Refusal("programme_file.key", file=file.at("key"), entry="key")
    if programme.open_ended and programme.sessions is not None:
        raise _refused(Refusal("programme_draft.open_and_counted", field="sessions"), file, "")
    for name in programme.unset:
        if f"programme_unset.{name}" not in text.english().keys:
            why = text.render("programme_file.not_one_of", value=name)
            raise Refusal("programme_file.wrong_entry", file=file.at("unset"), entry="unset", why=why)
    for name, longest in (TEXTS | TOLD).items():
        if name == "name" or getattr(programme, name):
            _checked(partial(text_within, getattr(programme, name), longest, ""), file, name)
    _check_parts(programme, file)


def _check_parts(programme: Programme, file: _File) -> None:
    """Refuse phases and words that no screen can show."""
    for number, phase in enumerate(programme.phases, 1):
        _number(phase.minutes, *BETWEEN["session_minutes"], file, f"phases {number}, minutes")
        for name in ("name", "key"):
            _checked(partial(text_within, getattr(phase, name), 60, ""), file, f"phases {number}, {name}")
    try:
        programme_with(programme, programme.words)
    except Refusal as cause:
        found = [number for number, word in enumerate(programme.words, 1) if word.key == cause.field]
        entry = f"words {found[-1]}, {_OF_A_WORD.get(cause.key, 'label')}" if found else "words"
        raise Refusal("programme_file.refused", file=file.at(entry), entry=entry, why=text.say(cause)) from cause


def _check_seen(made: msgspec.Struct, file: _File, entry: str = "") -> None:
    """Refuse characters that nobody sees, each at its own entry."""
    for name in made.__struct_fields__:
        value, where = getattr(made, name), f"{entry}, {name}" if entry else name
        if isinstance(value, str):
            _checked(partial(check_seen, value), file, where)
        elif isinstance(value, msgspec.Struct):
            _check_seen(value, file, where)
        elif isinstance(value, tuple):
            for number, part in enumerate(value, 1):
                if isinstance(part, msgspec.Struct):
                    _check_seen(part, file, f"{where} {number}")


def _number(value: int | None, least: int, most: int, file: _File, entry: str) -> None:
    if value is not None and not least <= value <= most:
        raise Refusal("programme_file.number", file=file.at(entry), entry=entry, least=least, most=most, value=value)


def _unowned(plan: Plan) -> Plan:
    """A plan without what does not travel."""
    limits = tuple(msgspec.structs.replace(limit, owner="") for limit in plan.limits)
    return msgspec.structs.replace(plan, version=1, limits=limits)


def _checked(check: Callable[[], object], file: _File, entry: str) -> None:
    try:
        check()
    except Refusal as cause:
        raise _refused(cause, file, entry) from cause


def _refused(cause: Refusal, file: _File, entry: str) -> Refusal:
    """What a type refused, at the entry it names, else at the whole."""
    inner = f"{entry}, {cause.field}" if entry and cause.field else entry or cause.field
    return Refusal("programme_file.refused", file=file.at(inner), entry=inner or entry, why=text.say(cause))


def labels(tag: str, folder: Path = FOLDER) -> Mapping[str, str]:
    """What the texts of the folder's files are in that language; empty in English, and where nothing is known of it."""
    path = folder / LABELS / f"{tag}.toml"
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
    place = _File(WORDS, Lines(""))
    _only(table, frozenset({"words"}), place, "")
    return _parts(table, "words", Word, place)


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")  # some editors put a mark before the text
    except UnicodeDecodeError as cause:
        raise Refusal("programme_file.not_text", file=path.name) from cause
    except OSError as cause:
        raise Trouble("programme_file.unreadable", file=path.name) from cause


_TWICE = ("Cannot overwrite a value", "Cannot declare")
"""How the reader of TOML says that one entry stands there twice."""


def _table(source: str, file: str) -> dict[str, Any]:
    """The TOML table of ``source``; numbers with a point become Decimal."""
    try:
        return tomllib.loads(source, parse_float=Decimal)
    except SPOILT as cause:
        found = _PLACE.search(str(cause))
        line = int(found[1]) if found and found[1] else source.count("\n") + 1
        if any(said in str(cause) for said in _TWICE):
            name = source.splitlines()[line - 1].split("=")[0].strip(" []")
            raise Refusal("programme_file.entry_twice", file=file, line=line, name=name) from cause
        raise Refusal("programme_file.not_toml", file=file, line=line) from cause


def _parts(table: Mapping[str, Any], name: str, kind: type[T], file: _File, inside: str = "") -> tuple[T, ...]:
    """The entries of the list ``name``, each checked on its own so that a refusal can say which."""
    before = f"{inside}, " if inside else ""
    listed = _list(table, name, file, inside)
    return tuple(_made(part, kind, file, f"{before}{name} {number}") for number, part in enumerate(listed, 1))


def _list(table: Mapping[str, Any], name: str, file: _File, inside: str) -> list[dict[str, Any]]:
    listed = table.get(name, [])
    if not isinstance(listed, list) or not all(isinstance(part, dict) for part in listed):
        entry = f"{inside}, {name}" if inside else name
        head = ".".join([part.split()[0] for part in inside.split(", ") if part] + [name])
        raise Refusal("programme_file.not_a_list", file=file.at(entry), entry=entry, name=head)
    return listed


def _made(table: Mapping[str, Any], kind: type[T], file: _File, entry: str) -> T:
    """``table`` as ``kind``; refuses unknown entries, wrong types, and what the kind itself refuses."""
    _only(table, frozenset(kind.__struct_fields__) - TABLES, file, entry)
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as cause:
        raise _wrong(str(cause), file, entry) from cause
    except Refusal as cause:
        raise _refused(cause, file, entry) from cause


def _only(table: Mapping[str, Any], known: frozenset[str], file: _File, entry: str) -> None:
    for name in table:
        if name not in known:
            place = f"{entry}, {name}" if entry else name
            near = difflib.get_close_matches(name, sorted(known), 1)
            key = "programme_file.unknown_entry_near" if near else "programme_file.unknown_entry"
            raise Refusal(key, file=file.at(place), entry=place, near=near[0] if near else "")


def _wrong(said: str, file: _File, entry: str) -> Refusal:
    """A validation message in our words: which entry, and what it should have been."""
    missing = _MISSING.search(said)
    if missing:
        place = f"{entry}, {missing[1]}" if entry else missing[1]
        return Refusal("programme_file.missing_entry", file=file.at(entry), entry=place)
    found = _PATH.fullmatch(said)
    why, path = (found[1], found[2]) if found else (said, "")
    place = ", ".join(part for part in (entry, path.replace(".", " ")) if part)
    return Refusal("programme_file.wrong_entry", file=file.at(place), entry=place, why=_why(why))


def _why(said: str) -> str:
    """``Expected `int | null`, got `str``` as people say it."""
    if unknown := _NOT_ONE_OF.fullmatch(said):
        return text.render("programme_file.not_one_of", value=unknown[1])
    found = _EXPECTED.fullmatch(said)
    kinds = [kind for kind in re.split(r" \| ", found[1]) if kind != "null"] if found else []
    if found is None or len(kinds) != 1 or kinds[0] not in KINDS:
        return text.render("programme_file.not_understood")
    got = text.render(f"programme_file.kind.{found[2]}") if found[2] in KINDS else found[2]
    return text.render("programme_file.expected", kind=text.render(f"programme_file.kind.{kinds[0]}"), got=got)
