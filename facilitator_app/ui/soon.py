"""What is to be done soon after the first of many touches, for example keeping what somebody types."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer


class Soon(QTimer):
    """Times out so many milliseconds after the first call, and does not begin anew with each one that follows.

    Somebody who types for minutes without a pause would otherwise have nothing kept until the end.
    """

    def __init__(self, milliseconds: int, parent: QObject) -> None:
        super().__init__(parent, interval=milliseconds, singleShot=True)

    def call(self) -> None:
        """It is to be done; when it waits already, at the time that was set."""
        if not self.isActive():
            self.start()
