"""Write ``docs/entries.md`` from the types of the record: every kind of entry, its fields, their types and defaults.

Run ``python -m scripts.make_entries_doc``; ``--check`` changes nothing and exits 1 when the file is not fresh.
"""

from __future__ import annotations

import sys
import types
import typing
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import msgspec

from facilitator_app.record import codec, programme, roles, vitals
from facilitator_app.record.entry import Entry, Fact
from facilitator_app.record.leaving import Criterion, LeavingList
from facilitator_app.record.programme import Limit, Phase, Plan, Programme, Rule, SignedPlan, Word
from facilitator_app.record.readiness import ConsentGiven

TO = Path(__file__).resolve().parent.parent / "docs" / "entries.md"
PARTS = (Programme, Phase, Word, Plan, Rule, Limit, SignedPlan, LeavingList, Criterion, ConsentGiven)
HEAD = """# What can be written down

Made from the types by `scripts/make_entries_doc.py`; a test fails when it is not fresh.

An entry is one immutable line. Its fact is one of the kinds below, named `kind/version`; a kind whose fields change
gets a new version and keeps the reader of the old one. A kind that a version of the program does not know is kept and
carried as it came. Bodies are JSON; numbers of measurement are decimals written as text; moments are UTC.
"""


def main() -> int:
    """Write the page, or say whether it is fresh."""
    page = document()
    if "--check" in sys.argv:
        fresh = TO.exists() and TO.read_text("utf-8") == page
        print("docs/entries.md is fresh" if fresh else "docs/entries.md is not fresh")
        return 0 if fresh else 1
    TO.write_text(page, "utf-8")
    return 0


def document() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield HEAD
    yield "## Every entry\n"
    yield from _table(Entry)
    for module in codec.FAMILIES:
        yield f"## {_topic(module)}\n"
        for tag, kind in codec.KINDS.items():
            if kind.__module__ == module.__name__:
                yield from _kind(tag, kind)
    yield "## Programmes, as entries carry them\n"
    for part in PARTS:
        yield from _kind(part.__name__, part)
    yield "## Words and their values\n"
    for enum in _enums():
        yield f"**{enum.__name__}**: {_first_line(enum)} " + ", ".join(f"`{member.value}`" for member in enum) + ".\n"
    yield "## Ranges of vitals\n"
    yield "| measure | unit | refused outside | asked once outside |\n|---|---|---|---|"
    for measure, span in vitals.RANGES.items():
        asked = f"{span.ask_low}–{span.ask_high}"
        yield f"| `{measure.value}` | {span.unit} | {span.low}–{span.high} | {asked} |"


def _topic(module: types.ModuleType) -> str:
    """The heading of a module's kinds: its name."""
    return module.__name__.rpartition(".")[2].replace("_", " ").capitalize()


def _kind(title: str, kind: type[msgspec.Struct]) -> Iterator[str]:
    yield f"### `{title}`\n"
    yield f"{_doc(kind)}\n"
    yield from _table(kind)


def _table(kind: type[msgspec.Struct]) -> Iterator[str]:
    fields = msgspec.structs.fields(kind)
    if not fields:
        yield "No fields.\n"
        return
    hints = typing.get_type_hints(kind)
    yield "| field | type | when left out |\n|---|---|---|"
    for field in fields:
        yield f"| `{field.name}` | {_type(hints[field.name])} | {_default(field)} |"
    yield ""


def _type(hint: object) -> str:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if hint is type(None):
        return "nothing"
    if origin in (typing.Union, types.UnionType):
        if all(isinstance(one, type) and issubclass(one, Fact) for one in inner if one is not type(None)):
            return "any fact above" + (" or nothing" if type(None) in inner else "")
        return " or ".join(_type(one) for one in inner)
    if origin is tuple:
        return f"list of {_type(inner[0])}"
    if origin is dict:
        return f"{_type(inner[0])} → {_type(inner[1])}"
    name = getattr(hint, "__name__", str(hint))
    return {"str": "text", "int": "whole number", "bool": "yes or no", "datetime": "moment", "UUID": "id"}.get(
        name, name
    )


def _default(field: msgspec.structs.FieldInfo) -> str:
    if field.required:
        return "must be there"
    value = field.default_factory() if field.default is msgspec.NODEFAULT else field.default
    if value is None:
        return "nothing"
    if isinstance(value, Enum):
        return f"`{value.value}`"
    return f"`{value}`" if value not in ("", (), {}) else "empty"


def _enums() -> Iterator[type[Enum]]:
    for module in (*codec.FAMILIES, programme, roles):
        for thing in vars(module).values():
            if isinstance(thing, type) and issubclass(thing, Enum) and thing.__module__ == module.__name__:
                yield thing


def _doc(thing: type) -> str:
    return " ".join((thing.__doc__ or "").split()).replace("``", "`")


def _first_line(thing: type) -> str:
    return _doc(thing).partition(". ")[0].rstrip(".") + ":"


if __name__ == "__main__":
    sys.exit(main())
