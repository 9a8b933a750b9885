"""What Qt itself calls: a method of a Qt class that is written anew here, and may not throw anything back at Qt.

A fault in a slot reaches the interpreter's hook and the program goes on.  A fault in such a method goes into Qt's own code,
which cannot carry it: it comes out of whatever Python call stands below, or ends the program.  Knows no record.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")

_NOTHING: dict[str, object] = {"None": None, "Any": None, "bool": False, "int": 0, "str": "", "dict": {}}
"""What Qt is given instead, by what the method says it returns."""


def virtual(method: Callable[P, T]) -> Callable[P, T]:
    """Makes a method one that Qt may call: a fault is told where every fault nobody caught is, and Qt is given nothing."""
    nothing = cast("T", _NOTHING[str(method.__annotations__["return"]).split("[")[0]])

    @wraps(method)
    def call(*args: P.args, **values: P.kwargs) -> T:
        try:
            return method(*args, **values)
        except Exception as fault:  # noqa: BLE001 - whatever it is, Qt cannot carry it
            sys.excepthook(type(fault), fault, fault.__traceback__)
            return nothing

    call.__dict__["for_qt"] = True
    return call
