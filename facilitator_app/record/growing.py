"""Mappings that are replaced rather than changed, but for those that grow while thousands of lines are folded.  Pure."""

from __future__ import annotations

from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Growing(dict[K, V]):
    """One that nobody holds yet but who makes it: ``put`` puts into it in place."""


def put(there: dict[K, V], key: K, value: V) -> dict[K, V]:
    """``there`` with ``key``: another mapping, and ``there`` stays as it is, unless it grows."""
    return put_all(there, {key: value})


def put_all(there: dict[K, V], more: dict[K, V]) -> dict[K, V]:
    """The same with several."""
    if isinstance(there, Growing):
        there.update(more)
        return there
    return {**there, **more}


def without(there: dict[K, V], key: K) -> dict[K, V]:
    """``there`` without ``key``, where it has it: in the same way as ``put``."""
    if isinstance(there, Growing):
        there.pop(key, None)
        return there
    return {one: value for one, value in there.items() if one != key}
