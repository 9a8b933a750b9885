"""Leaves out of a process what its libraries import and this program never asks for.  Knows nothing of what the process does.

Python has every hash function twice, OpenSSL's and its own.  Both give the same hashes, but OpenSSL takes six megabytes of the
window and its music engine together; asyncio brings the rest of it, for connections that nobody here makes.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

_HASHES = ("hashlib", "hmac")
_OWN_HASHES = ("_sha256", "_sha2")
"""Python's own SHA-256, as 3.11 and as later ones call it.  Some systems build Python without it."""


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Have these modules be missing to whoever is imported in the block and can do without.  Those that are there stay."""
    missing = [name for name in names if name not in sys.modules]
    for name in missing:
        sys.modules[name] = None  # type: ignore[assignment]  # Python's way to say that a module cannot be imported
    try:
        yield
    finally:
        for name in missing:
            sys.modules.pop(name, None)


def own_hashes() -> None:
    """Have Python hash by itself from now on.  Where it cannot, or a library has asked for hashes before, nothing changes."""
    if not any(map(importlib.util.find_spec, _OWN_HASHES)):
        return
    with without("_hashlib"):
        for name in _HASHES:
            importlib.import_module(name)


def when_asked(name: str) -> None:
    """Show a module that is imported when somebody asks it for something, as nobody here does."""
    if name in sys.modules:
        return
    shown = ModuleType(name)

    def ask(wanted: str) -> object:
        if sys.modules.get(name) is shown:
            del sys.modules[name]
        return getattr(importlib.import_module(name), wanted)

    vars(shown)["__getattr__"] = ask
    sys.modules[name] = shown
    parent, _, last = name.rpartition(".")
    if parent:
        setattr(importlib.import_module(parent), last, shown)
