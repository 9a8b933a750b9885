"""The engine's door: windows attach, send commands, get reports.  A window that does not listen is never waited for."""

from __future__ import annotations

import contextlib
import selectors
import socket
from pathlib import Path

from facilitator_app.playlists.engine.protocol import (
    LINE_LIMIT,
    BadMessage,
    Command,
    Hello,
    Message,
    Scan,
    Status,
    decode,
    encode,
    listen_at,
)  # fmt: skip


class Window:
    """One attached window."""

    def __init__(self, way: socket.socket, word: bytes) -> None:
        self.way = way
        self.word: bytes | None = word
        self.incoming = b""
        self.outgoing = b""


class Server:
    """Accepts, reads and writes without ever blocking, all on the thread that calls ``wait``."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._door, self._word = listen_at(path)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._door, selectors.EVENT_READ)
        self._windows: list[Window] = []
        self.came: list[Window] = []

    @property
    def attached(self) -> bool:
        """True while a window is there."""
        return any(window.word is None for window in self._windows)

    def wait(self, seconds: float) -> list[Command]:
        """Wait at most ``seconds`` for something to arrive; the commands that came."""
        commands: list[Command] = []
        for key, events in self._selector.select(seconds):
            if key.fileobj is self._door:
                self._accept()
                continue
            window: Window = key.data
            if events & selectors.EVENT_READ:
                commands += self._read(window)
            if events & selectors.EVENT_WRITE and window in self._windows:
                self._write(window)
        return commands

    def send(self, message: Message, window: Window | None = None) -> None:
        """Send to one window, or to all that are attached."""
        line = encode(message)
        for each in [window] if window is not None else list(self._windows):
            if each.word is not None:
                continue
            if len(each.outgoing) > LINE_LIMIT:
                self._leave(each)
            elif not (each.outgoing and isinstance(message, Status)):  # a slow window needs no old positions
                each.outgoing += line
                self._write(each)

    def close(self) -> None:
        """Send everyone away."""
        for window in list(self._windows):
            self._leave(window)
        self._selector.close()
        self._door.close()
        self._path.unlink(missing_ok=True)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            way, _ = self._door.accept()
            way.setblocking(False)
            window = Window(way, self._word)
            self._windows.append(window)
            self._selector.register(way, selectors.EVENT_READ, window)

    def _read(self, window: Window) -> list[Command]:
        try:
            got = window.way.recv(65536)
        except BlockingIOError:
            return []
        except OSError:
            got = b""
        window.incoming += got
        if not got or len(window.incoming) > LINE_LIMIT:
            self._leave(window)
            return []
        *lines, window.incoming = window.incoming.split(b"\n")
        commands: list[Command] = []
        for line in lines:
            if window.word is not None:
                if line != window.word:
                    self._leave(window)
                    return []
                window.word = None
                self.came.append(window)
                continue
            with contextlib.suppress(BadMessage):
                message = decode(line)
                if not isinstance(message, Status | Hello | Scan):
                    commands.append(message)  # type: ignore[arg-type]  # other reports are ignored by who acts on them
        return commands

    def _write(self, window: Window) -> None:
        try:
            sent = window.way.send(window.outgoing) if window.outgoing else 0
        except BlockingIOError:
            sent = 0
        except OSError:
            self._leave(window)
            return
        window.outgoing = window.outgoing[sent:]
        wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if window.outgoing else 0)
        self._selector.modify(window.way, wanted, window)

    def _leave(self, window: Window) -> None:
        if window in self._windows:
            self._windows.remove(window)
            self._selector.unregister(window.way)
            window.way.close()
