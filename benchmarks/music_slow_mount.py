"""Files on a network mount that stalls: the kernel asks us before each read, and we let it wait (Linux, as root)."""

from __future__ import annotations

import contextlib
import ctypes
import os
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

CLASS_CONTENT, CLOEXEC, ACCESS_PERM, MARK_ADD, ALLOW = 4, 1, 0x20000, 1, 1
EVENT = struct.Struct("IBBHQii")
AT_FDCWD = -100


class SlowMount:
    """Reads of the marked files go on while ``lets``."""

    def __init__(self) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._handle = self._libc.fanotify_init(CLASS_CONTENT | CLOEXEC, os.O_RDONLY)
        if self._handle < 0:
            raise OSError(ctypes.get_errno(), "reads cannot be held here")
        self.lets = threading.Event()
        self.lets.set()
        threading.Thread(target=self._answer, daemon=True).start()

    def mark(self, path: Path) -> None:
        """Have the reads of this file wait when the mount stalls."""
        mark = self._libc.fanotify_mark
        mark.argtypes = [ctypes.c_int, ctypes.c_uint, ctypes.c_uint64, ctypes.c_int, ctypes.c_char_p]
        if mark(self._handle, MARK_ADD, ACCESS_PERM, AT_FDCWD, os.fsencode(path)):
            raise OSError(ctypes.get_errno(), "reads of this file cannot be held")

    def _answer(self) -> None:
        with contextlib.suppress(OSError):  # closed: whoever waits is let go by the kernel
            while asked := os.read(self._handle, 4096):
                self.lets.wait()
                while asked:
                    length, *_, handle, _pid = EVENT.unpack_from(asked)
                    os.write(self._handle, struct.pack("iI", handle, ALLOW))
                    os.close(handle)
                    asked = asked[length:]

    def close(self) -> None:
        """Let everything through."""
        self.lets.set()
        os.close(self._handle)


@contextlib.contextmanager
def slow_mount(*paths: Path) -> Iterator[SlowMount]:
    """These files lie on such a mount."""
    mount = SlowMount()
    try:
        for path in paths:
            mount.mark(path)
        yield mount
    finally:
        mount.close()
