"""Has Qt's Python binding read no source code.  Knows nothing of the window.

From its first import on the binding asks of every module that anybody imports whether it wants Qt's names spelled another way
(``from __feature__ import snake_case``), by reading the module's source and searching it.  Nothing here wants that, and it
keeps the source of the whole program, of Python and of SQLAlchemy in memory: fifteen megabytes.
"""

from __future__ import annotations

import importlib
import linecache

_ASKS = "_mod_uses_pyside"


def read_no_source() -> None:
    """Answer for every module that it wants no other spelling.  A binding that no longer asks is left alone."""
    importlib.import_module("shiboken6")  # brings the part that asks
    try:
        asking = importlib.import_module("shibokensupport.feature")
    except ImportError:
        return
    if hasattr(asking, _ASKS):
        setattr(asking, _ASKS, lambda module: False)
    linecache.clearcache()  # what was read until now
