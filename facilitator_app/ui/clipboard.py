"""What was copied from this window stays on the clipboard for a minute.  Knows nothing of what it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtGui import QClipboard

from facilitator_app.ui.typed import Slot

KEPT_MS = 60_000
_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


class BriefClipboard(QObject):
    """Empties the clipboard (and what is selected, where that is a clipboard too) a minute after the last copy.

    Only while it is still ours: ``owns`` says so, by default the platform itself.  It is emptied at the end too.
    """

    def __init__(
        self,
        clipboard: QClipboard,
        parent: QObject | None = None,
        kept_ms: int = KEPT_MS,
        owns: Callable[[QClipboard.Mode], bool] | None = None,
    ) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._owns = owns or self._is_ours
        self._timer = QTimer(self, singleShot=True, interval=kept_ms)
        self._timer.timeout.connect(self.forget)
        clipboard.changed.connect(self._copied)
        there = QCoreApplication.instance()
        if there is not None:
            there.aboutToQuit.connect(self.forget)

    @Slot()
    def forget(self) -> None:
        """Empty what is still ours, now."""
        for mode in _MODES:
            if self._owns(mode) and self._clipboard.text(mode):
                self._clipboard.clear(mode)

    @Slot(QClipboard.Mode)
    def _copied(self, mode: QClipboard.Mode) -> None:
        if mode in _MODES and self._owns(mode) and self._clipboard.text(mode):
            self._timer.start()

    def _is_ours(self, mode: QClipboard.Mode) -> bool:
        if mode is QClipboard.Mode.Selection:
            return self._clipboard.supportsSelection() and self._clipboard.ownsSelection()
        return self._clipboard.ownsClipboard()
