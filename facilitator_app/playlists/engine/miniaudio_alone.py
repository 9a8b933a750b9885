"""miniaudio without what it brings for the radio.  Knows nothing of devices.

It imports urllib's requests and html for a client of internet radio, and with them ssl, http and email: six megabytes, in the
engine and again in what stands behind it.  Nothing here listens to the radio.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

_FOR_THE_RADIO = ("urllib.request", "html")


def miniaudio() -> Any:  # Any: miniaudio has no types
    """The library; while it is imported an empty module is shown in the place of each that is for the radio.

    Raises ImportError or OSError where it cannot be loaded.
    """
    shown = {name: ModuleType(name) for name in _FOR_THE_RADIO}
    for name, stands_in in shown.items():
        sys.modules.setdefault(name, stands_in)
    try:
        import miniaudio as library
    finally:
        for name, stands_in in shown.items():
            if sys.modules.get(name) is stands_in:
                del sys.modules[name]
    return library
