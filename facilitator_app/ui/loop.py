"""The event loop the window runs on: qasync's.  Knows nothing of the window."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from facilitator_app import lean

if TYPE_CHECKING:
    import qasync

_WIDGETS = "PySide6.QtWidgets"


def qt_loop(qt: QGuiApplication) -> qasync.QEventLoop:
    """A loop on the running application, set as the thread's own.

    qasync asks Qt's widgets for the application class and for nothing else.  The window has no widgets: the class it has is
    shown in their place, and seven megabytes are not loaded.
    """
    stands_in = ModuleType(_WIDGETS)
    vars(stands_in)["QApplication"] = QGuiApplication
    shown = sys.modules.setdefault(_WIDGETS, stands_in)
    with lean.without("ssl"):
        import asyncio

        import qasync

    if shown is stands_in:
        del sys.modules[_WIDGETS]
    loop = qasync.QEventLoop(qt)
    asyncio.set_event_loop(loop)
    return loop
