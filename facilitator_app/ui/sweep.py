"""Where garbage is collected: on the window's thread alone.

Python collects cycles on whichever thread happens to allocate, the record's writer too; a QObject that dies there takes
its timers down on the wrong thread, which Qt does not forgive.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

from facilitator_app.ui.typed import Slot

EVERY_MS = 1000
MANY = 100_000
"""Objects that came since the last time and stay: a record of thousands was opened."""


class Sweep(QObject):
    """Collects by the interpreter's own thresholds, once a second at most, instead of the interpreter."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._settled = False
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.sweep)
        self._timer.start()

    @Slot()
    def sweep(self) -> None:
        """Collect the oldest generation that is over its threshold."""
        over = [
            place
            for place, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if count > most
        ]
        if not over:
            return
        gc.collect(max(over))
        if max(over) == 2 and (not self._settled or len(gc.get_objects(2)) > MANY):
            self._settled = True
            gc.freeze()  # what is there by now are modules, classes and the record; looking through them again costs frames
