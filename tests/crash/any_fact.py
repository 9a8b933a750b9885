"""Any fact that can be told: of every kind this version knows, as it is meant or with some of its fields turned about.

What is drawn names nothing that exists; ``aimed`` points it at lines and people of the record that it is to be told of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID

from hypothesis import strategies as some
from msgspec import inspect

from facilitator_app.faults import Refusal
from facilitator_app.record.changes import Amended, Confirmed, Voided
from facilitator_app.record.entry import Fact, kind_of
from tests.golden import facts
from tests.people import START

GOLDEN: dict[str, Fact] = {
    kind_of(fact): fact for fact in facts() if not isinstance(fact, Amended | Voided | Confirmed)
}
"""One of every kind but the changes, which have commands of their own."""

TEXTS = (
    "",
    " ",
    "x",
    "Rowan",
    "Amara Lind",
    "a hand",
    "72",
    "2026-02-30",
    "1984-05-21",
    "‮drow",
    "\U0001f9c1",
    "e\u0301",
    "x" * 300,
)
WORDS = some.one_of(some.sampled_from(TEXTS), some.text(max_size=8))
_IDS = some.integers(0, 400).map(lambda number: UUID(int=(0xA1 << 120) | number))
"""Ids that are nobody's yet; ``aimed`` puts others in their place."""
_LEAVES: Mapping[type, Callable[[], some.SearchStrategy[Any]]] = {
    inspect.StrType: lambda: WORDS,
    inspect.IntType: lambda: some.one_of(some.integers(-2, 12), some.sampled_from((60, 1440, 10**6))),
    inspect.FloatType: lambda: some.sampled_from((0.0, 0.12, 0.5, 0.93, 1.0, 1.5, -0.1)),
    inspect.BoolType: some.booleans,
    inspect.NoneType: some.none,
    inspect.UUIDType: lambda: _IDS,
    inspect.BytesType: lambda: some.binary(max_size=4),
    inspect.DecimalType: lambda: some.decimals(-1, 400, places=1, allow_nan=False),
    inspect.DateType: lambda: some.integers(-400, 400).map(lambda days: START.date() + timedelta(days)),
    inspect.DateTimeType: lambda: some.integers(-400, 400).map(lambda minutes: START + timedelta(minutes=minutes)),
}


def of_type(type_: inspect.Type) -> some.SearchStrategy[Any]:
    """Anything of a type, as the record's own declarations say."""
    leaf = _LEAVES.get(type(type_))
    if leaf is not None:
        return leaf()
    match type_:
        case inspect.UnionType(types=types):
            return some.one_of([of_type(one) for one in types])
        case inspect.EnumType(cls=cls):
            return some.sampled_from(list(cls))
        case inspect.LiteralType(values=values):
            return some.sampled_from(list(values))
        case inspect.VarTupleType(item_type=item):
            return some.lists(of_type(item), max_size=2).map(tuple)
        case inspect.TupleType(item_types=items):
            return some.tuples(*map(of_type, items))
        case inspect.DictType(key_type=key, value_type=value):
            return some.dictionaries(of_type(key), of_type(value), max_size=2)
        case inspect.StructType():
            return _structs(type_.cls)
    raise TypeError(type_)


def _structs(cls: type) -> some.SearchStrategy[Any]:
    told = inspect.type_info(cls)
    assert isinstance(told, inspect.StructType)
    fields = {field.name: of_type(field.type) for field in told.fields}
    return some.fixed_dictionaries(fields).map(lambda values: _made(cls, values))


def _made(cls: type, values: Mapping[str, Any]) -> Any:
    """What the values make, or the refusal with which they were met: it is the command that is refused."""
    if (refused := _refused(tuple(values.values()))) is not None:
        return refused
    try:
        return cls(**values)
    except Refusal as refused:
        return refused


def _refused(value: Any) -> Refusal | None:
    """The refusal in a value, however deep."""
    if isinstance(value, Refusal):
        return value
    parts = [*value, *value.values()] if isinstance(value, dict) else value if isinstance(value, tuple) else ()
    return next((found for one in parts if (found := _refused(one)) is not None), None)


@cache
def _fields(kind: str) -> tuple[tuple[str, inspect.Type], ...]:
    told = inspect.type_info(type(GOLDEN[kind]))
    assert isinstance(told, inspect.StructType)
    return tuple((field.name, field.type) for field in told.fields)


@some.composite
def any_fact(draw: some.DrawFn, kinds: Sequence[str]) -> Fact | Refusal:
    """A fact of one of the kinds: as the golden one, or with up to two of its fields drawn anew."""
    kind = draw(some.sampled_from(kinds))
    values: dict[str, Any] = {}
    if _fields(kind):
        some_fields = some.lists(some.sampled_from(_fields(kind)), max_size=2, unique_by=lambda one: one[0])
        for name, type_ in draw(some.one_of(some.just([]), some_fields)):
            values[name] = draw(of_type(type_))
    whole = {name: getattr(GOLDEN[kind], name) for name, _ in _fields(kind)} | values
    made = _made(type(GOLDEN[kind]), whole)
    assert isinstance(made, Fact | Refusal)
    return made


def aimed(fact: Fact, at: Mapping[str, Sequence[UUID]], nth: int) -> Fact | Refusal:
    """The fact with ids that there are: for a field those that ``at`` has under its name, else those under ``""``.

    ``nth`` chooses among them; out of so many it may also leave the ids as they are, which are nobody's.
    """
    if nth % 16 == 15:
        return fact
    values = {name: getattr(fact, name) for name, _ in _fields(kind_of(fact))}
    return _made(type(fact), {name: _aim(value, at.get(name) or at[""], nth) for name, value in values.items()})  # type: ignore[no-any-return]  # a fact or its refusal


def _aim(value: Any, ids: Sequence[UUID], nth: int) -> Any:
    if isinstance(value, UUID):
        return ids[(nth + value.int) % len(ids)]
    if isinstance(value, tuple):
        return tuple(_aim(one, ids, nth) for one in value)
    return value
