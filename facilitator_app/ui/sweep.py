"""Where garbage is collected: on the window's thread alone.

Python collects cycles on whichever thread happens to allocate, the record's writer too; a QObject that dies there takes
its timers down on the wrong thread, which Qt does not forgive.
"""

from __future__ import annotations

import ctypes
import gc
import sys

from PySide6.QtCore import QObject, QTimer

from facilitator_app.ui.typed import Slot

EVERY_MS = 1000
MANY = 100_000
"""Objects that came since the last time and stay: a record of thousands was opened."""


def give_back() -> None:
    """Give the memory that is free within this process back to the machine, where the C library can: half a millisecond.

    A picture of the screen is four megabytes; the C library of Linux keeps such pieces for itself once they are free.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


class Sweep(QObject):
    """Collects by the interpreter's own thresholds, once a second at most, instead of the interpreter."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._settled = self._came = False
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.sweep)
        self._timer.start()

    @Slot()
    def come(self) -> None:
        """Another screen has come: all is looked through with the next second, not once somebody is busy there."""
        self._came = True

    @Slot()
    def sweep(self) -> None:
        """Collect the oldest generation that is over its threshold."""
        counted = enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        oldest = 2 if self._came else max((place for place, (count, most) in counted if count > most), default=None)
        self._came = False
        if oldest is None:
            return
        gc.collect(oldest)
        if oldest < 2:
            return
        give_back()
        if not self._settled or len(gc.get_objects(2)) > MANY:
            self._settled = True
            gc.freeze()  # what is there by now are modules, classes and the record; looking through them again costs frames
