"""How a file is spoilt: bytes turned over, cut, doubled, put elsewhere, and what programs are known to stumble over put in."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

TRAPS = (
    b"", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\\ud800", b"\xe2\x80\xae", b"\r", b"\n\n", b'"',
    b"'", b",", b";", b"[" * 3000, b"{" * 3000, b'{"a":' * 3000, b"[[" * 40, b"(" * 3000, b"<a>" * 3000, b"9" * 5000,
    b"1e999", b"-1e999", b"NaN", b"Infinity", b"-0", b"null", b"true", b"[]", b"{}", b'""', b"0x10", b"1" * 20,
    b"9223372036854775808", b"1e400000000000000000000", b"2026-02-30", b"9999-12-31T23:59:59.999999+23:59",
    b"0001-01-01", b"24:00", b"25:61", b"../../../etc/passwd", b"file:///dev/zero", b"http://[", b"%00", b"%",
    b"=1+1", b"\t", b" " * 4000, b"x" * 70000, b"\n" * 3000, b"<!DOCTYPE x>", b"&lol;", b"]]>", b"#",
    b"Rowan, Amara and", b"hr 9999", b"\xc2\xa0", b"\xd9\xa3", b"ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ",
)  # fmt: skip
"""Pieces that are put in: of other encodings, deep, long, out of every range, of another language."""


def spoilt(seeds: Sequence[bytes], dice: random.Random) -> bytes:
    """One of the seeds, spoilt once to a few times."""
    content = bytearray(dice.choice(seeds))
    for _ in range(dice.choice((1, 1, 1, 2, 2, 3, 5, 9))):
        dice.choice(WAYS)(content, seeds, dice)
    return bytes(content[: 1 << 21])


def _span(content: bytearray, dice: random.Random) -> tuple[int, int]:
    begin = dice.randrange(len(content) + 1)
    return begin, min(len(content), begin + dice.choice((1, 1, 2, 4, 16, 64, 512, 4096)))


def _turn(content: bytearray, seeds: Sequence[bytes], dice: random.Random) -> None:
    if content:
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)


def _another(content: bytearray, seeds: Sequence[bytes], dice: random.Random) -> None:
    if content:
        content[dice.randrange(len(content))] = dice.randrange(256)


def _cut(content: bytearray, seeds: Sequence[bytes], dice: random.Random) -> None:
    del content[dice.randrange(len(content) + 1) :]


def _take_out(content: bytearray, seeds: Sequence[bytes], dice: random.Random) -> None:
    begin, end = _span(content, dice)
    del content[begin:end]


def _double(content: bytearray, seeds: Sequence[bytes], dice: random.Random) -> None:
    begin, end = _span(content, dice)
    content[begin:begin] = content[begin:end] * dice.choice((1, 1, 2, 40))


def _trap(content: bytearray, seeds: Sequence[bytes], dice: random.Random) -> None:
    begin, end = _span(content, dice)
    content[begin : dice.choice((begin, end))] = dice.choice(TRAPS)


def _trap_for_a_value(content: bytearray, seeds: Sequence[bytes], dice: random.Random) -> None:
    """What stands between two separators is another thing: the frame stays whole, so the reader comes to it."""
    places = [at for at, byte in enumerate(content) if byte in b'":,=[]{}<>;\n ']
    if len(places) > 1:
        at = dice.randrange(len(places) - 1)
        content[places[at] + 1 : places[at + 1]] = dice.choice(TRAPS)


def _graft(content: bytearray, seeds: Sequence[bytes], dice: random.Random) -> None:
    other = dice.choice(seeds)
    begin, end = _span(bytearray(other), dice)
    at = dice.randrange(len(content) + 1)
    content[at:at] = other[begin:end]


def _lines_elsewhere(content: bytearray, seeds: Sequence[bytes], dice: random.Random) -> None:
    lines = bytes(content).splitlines(keepends=True)
    dice.shuffle(lines)
    content[:] = b"".join(lines)


def _zeros(content: bytearray, seeds: Sequence[bytes], dice: random.Random) -> None:
    begin, end = _span(content, dice)
    content[begin:end] = bytes(end - begin)


WAYS: tuple[Callable[[bytearray, Sequence[bytes], random.Random], None], ...] = (
    _turn, _turn, _another, _cut, _take_out, _double, _trap, _trap, _trap_for_a_value, _trap_for_a_value, _graft,
    _lines_elsewhere, _zeros,
)  # fmt: skip
