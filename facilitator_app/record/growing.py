"""Mappings that are replaced rather than changed, but for those that grow while thousands of lines are folded.  Pure."""

from __future__ import annotations

from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Growing(dict[K, V]):
    """One that nobody holds yet but who makes it: ``put`` puts into it in place."""


def put(there: dict[K, V], key: K, value: V) -> dict[K, V]:
    """``there`` with ``key``: another mapping, and ``there`` stays as it is, unless it grows."""
    if isinstance(there, Growing):
        there[key] = value
        return there
    return {**there, key: value}
