"""What is one slip of the pen away from a name.  For the guard: pure."""

from __future__ import annotations


def one_apart(word: str, name: str) -> bool:
    """One letter more, less or other, or two neighbours changed about."""
    if abs(len(word) - len(name)) > 1 or word == name:
        return False
    start = 0
    while start < min(len(word), len(name)) and word[start] == name[start]:
        start += 1
    rest, other = word[start:], name[start:]
    return (
        rest[1:] == other[1:]
        or rest == other[1:]
        or rest[1:] == other
        or (rest[:2] == other[1::-1] and len(other) > 1 and rest[2:] == other[2:])
    )
