"""One tick a second for everything on the screen that counts.  What a clock shows is worked out from the record and now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer

from facilitator_app.ui.typed import Signal


class ClockTick(QObject):
    """Ticks once a second while it runs; a late tick is never made up for, because nothing is counted in ticks."""

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.ticked)

    def start(self, heard: Callable[[], None]) -> None:
        """Tell ``heard`` every second from now on."""
        self.ticked.connect(heard)
        self._timer.start()

    def stop(self) -> None:
        """No more ticks."""
        self._timer.stop()
