"""A programme as TOML text that ``programmes`` reads back: with its plan, leaving list and rules, and nobody's signature."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from typing import Any

import msgspec

from facilitator_app.record.groups import LONGEST_PAPER
from facilitator_app.record.programme import Programme
from facilitator_app.record.readiness import LONGEST_CONSENT

TABLES = frozenset({"plan", "leaving"})
"""What of a programme is a table of its own: kept by lines of their own, each by whoever's word counts for it."""
NOT_OF_A_PLAN = frozenset({"version", "owner"})
"""What of a plan or a list stays here: how many were kept here, and who of the clinic answers for a limit."""

TEXTS = {
    "name": 200,
    "integration_kind": 200,
    "integration_where": 200,
    "playlist": 200,
    "confidentiality": LONGEST_PAPER,
    "consent": LONGEST_CONSENT,
    "rules": 10_000,
}
"""A programme's own words, and how long each may be; only the name must be there."""


def write_programme(programme: Programme) -> str:
    """The programme as TOML text that ``file_from`` reads back, with its plan, but without who signed and answers for it."""
    lines = [*_toml(programme, TABLES)]
    if programme.plan is not None:
        lines += ["", "[plan]", *_toml(programme.plan.plan, NOT_OF_A_PLAN, "plan.")]
    if programme.leaving is not None:
        lines += ["", "[leaving]", *_toml(programme.leaving, NOT_OF_A_PLAN, "leaving.")]
    return "\n".join(lines) + "\n"


def _toml(thing: msgspec.Struct, leave_out: frozenset[str] = frozenset(), inside: str = "") -> Iterator[str]:
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
            yield from ("", f"[{inside}{name}]", *(f"{_plain(key)} = {_value(one)}" for key, one in value.items()))
        else:
            for part in value:
                yield from ("", f"[[{inside}{name}]]", *_toml(part, leave_out))


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return str(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    plain = _plain(value)
    if "\n" in plain:  # read by people: a line stays a line
        return '"""\n' + "\n".join(_quoted(line)[1:-1] for line in plain.split("\n")) + '"""'
    return _quoted(plain)


def _quoted(plain: str) -> str:
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")


def _plain(value: object) -> str:
    return str(value.value) if isinstance(value, Enum) else str(value)
