"""A code for paper: 128 random bits and a check of 12, in letters and figures that cannot be taken for each other."""

from __future__ import annotations

import hashlib

from facilitator_app.faults import Refusal

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
BYTES = 16
LETTERS = 28


def spell(code: bytes) -> str:
    """128 bits and a check of 12 as seven groups of four letters and figures that cannot be taken for each other."""
    number = int.from_bytes(code, "big") << 12 | _checksum(code)
    letters = "".join(_CROCKFORD[number >> shift & 31] for shift in range(135, -1, -5))
    return "-".join(letters[at : at + 4] for at in range(0, 28, 4))


def unspell(text: str) -> bytes:
    """The bytes that were spelled, or a Refusal vault.recovery_mistyped when it cannot be a code."""
    letters = text.upper().translate(_ALIKE).strip()
    if len(letters) != LETTERS:
        raise Refusal("vault.recovery_mistyped", field="code")
    number = 0
    for letter in letters:
        number = number << 5 | max(_CROCKFORD.find(letter), 0)
    code = (number >> 12 & (1 << 128) - 1).to_bytes(BYTES, "big")
    right = set(letters) <= set(_CROCKFORD) and number >> 140 == 0
    if not right or number & 0xFFF != _checksum(code):
        raise Refusal("vault.recovery_mistyped", field="code")
    return code


def _checksum(code: bytes) -> int:
    return int.from_bytes(hashlib.sha256(b"facilitator/recovery/1" + code).digest()[:2], "big") >> 4
