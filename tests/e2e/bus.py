"""A few calls on a D-Bus, enough to read what a window tells a screen reader.  Knows the wire, not the window."""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Iterable, Sequence
from typing import Any

_CALL, _RETURN, _ERROR = 1, 2, 3
_PATH, _INTERFACE, _MEMBER, _REPLY_TO, _DESTINATION, _SIGNATURE = 1, 2, 3, 5, 6, 8
_ALIGNED = {"y": 1, "g": 1, "v": 1, "n": 2, "q": 2, "b": 4, "i": 4, "u": 4, "s": 4, "o": 4, "a": 4}
_NUMBERS = {"y": "<B", "n": "<h", "q": "<H", "b": "<I", "i": "<i", "u": "<I", "x": "<q", "t": "<Q", "d": "<d"}

Call = tuple[str, str, str, str, Sequence[Any]]
"""Object path, interface, member, signature of the arguments, arguments."""


class Gone(Exception):
    """Whoever was called has gone, or does not know what was asked."""


class Bus:
    """A connection to the bus at ``address`` (``unix:path=...``)."""

    def __init__(self, address: str) -> None:
        place = dict(part.split("=", 1) for part in address.strip().removeprefix("unix:").split(","))
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(10)
        self._socket.connect(place["path"] if "path" in place else "\0" + place["abstract"])
        self._socket.sendall(b"\0AUTH EXTERNAL " + str(os.getuid()).encode().hex().encode() + b"\r\n")
        if not self._socket.recv(256).startswith(b"OK"):
            raise ConnectionError("the bus does not let us in")
        self._socket.sendall(b"BEGIN\r\n")
        self._serial = 0
        self._unread = b""
        self.name: str = self.ask("Hello")

    def close(self) -> None:
        """Leave the bus."""
        self._socket.close()

    def ask(self, member: str, *arguments: str) -> Any:
        """Ask the bus itself."""
        here = "org.freedesktop.DBus"
        call: Call = ("/org/freedesktop/DBus", here, member, "s" * len(arguments), arguments)
        return self.calls(here, [call])[0]

    def calls(self, whom: str, calls: Sequence[Call]) -> list[Any]:
        """Make several calls at once; the first value of each answer, ``None`` where there was an error."""
        first = self._serial + 1
        self._socket.sendall(b"".join(self._message(whom, call) for call in calls))
        answers: dict[int, Any] = {}
        while len(answers) < len(calls):
            kind, reply_to, values = self._next()
            if reply_to >= first and kind in (_RETURN, _ERROR):
                answers[reply_to] = values[0] if kind == _RETURN and values else None
        return [answers[first + number] for number in range(len(calls))]

    def _message(self, whom: str, call: Call) -> bytes:
        path, interface, member, signature, arguments = call
        self._serial += 1
        body = _Out()
        for kind, value in zip(signature, arguments, strict=True):
            body.put(kind, value)
        fields = [(_PATH, "o", path), (_INTERFACE, "s", interface), (_MEMBER, "s", member), (_DESTINATION, "s", whom)]
        if signature:
            fields.append((_SIGNATURE, "g", signature))
        head = _Out()
        for number, kind, value in fields:
            head.align(8)
            head.put("y", number)
            head.put("g", kind)
            head.put(kind, value)
        start = struct.pack("<cBBBIII", b"l", _CALL, 0, 1, len(body.bytes), self._serial, len(head.bytes))
        return start + bytes(head.bytes) + b"\0" * (-len(head.bytes) % 8) + bytes(body.bytes)

    def _next(self) -> tuple[int, int, list[Any]]:
        start = self._read(16)
        _, kind, _, _, length, _, head_length = struct.unpack("<cBBBIII", start)
        head = self._read(head_length + -head_length % 8)
        body = self._read(length)
        fields = dict(_In(struct.pack("<I", head_length) + b"\0\0\0\0" + head).take("a(yv)"))
        signature = fields.get(_SIGNATURE, "")
        return kind, int(fields.get(_REPLY_TO, 0)), list(_In(body).all(signature))

    def _read(self, count: int) -> bytes:
        while len(self._unread) < count:
            got = self._socket.recv(65536)
            if not got:
                raise Gone("the bus has gone")
            self._unread += got
        taken, self._unread = self._unread[:count], self._unread[count:]
        return taken


class _Out:
    """Values on their way out."""

    def __init__(self) -> None:
        self.bytes = bytearray()

    def align(self, to: int) -> None:
        self.bytes += b"\0" * (-len(self.bytes) % to)

    def put(self, kind: str, value: Any) -> None:
        self.align(_ALIGNED[kind])
        if kind in "so":
            text = value.encode()
            self.bytes += struct.pack("<I", len(text)) + text + b"\0"
        elif kind == "g":
            self.bytes += bytes([len(value)]) + value.encode() + b"\0"
        else:
            self.bytes += struct.pack(_NUMBERS[kind], value)


class _In:
    """Values on their way in."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def all(self, signature: str) -> Iterable[Any]:
        while signature:
            one, signature = _first(signature)
            yield self.take(one)

    def take(self, kind: str) -> Any:
        self._align(8 if kind[0] in "({xtd" else _ALIGNED[kind[0]])
        if kind[0] == "a":
            return list(self._array(kind[1:]))
        if kind[0] in "({":
            return tuple(self.all(kind[1:-1]))
        if kind in "sog":
            return self._text(self.take("y" if kind == "g" else "u"))
        if kind == "v":
            return self.take(self.take("g"))
        layout = _NUMBERS[kind]
        (value,) = struct.unpack_from(layout, self._data, self._at)
        self._at += struct.calcsize(layout)
        return value

    def _array(self, kind: str) -> Iterable[Any]:
        length = self.take("u")
        self._align(8 if kind[0] in "({xtd" else _ALIGNED[kind[0]])
        end = self._at + length
        while self._at < end:
            yield self.take(kind)

    def _text(self, length: int) -> str:
        text = self._data[self._at : self._at + length].decode()
        self._at += length + 1
        return text

    def _align(self, to: int) -> None:
        self._at += -self._at % to


def _first(signature: str) -> tuple[str, str]:
    """The first whole type of a signature, and the rest."""
    end = 1
    if signature[0] == "a":
        return "a" + _first(signature[1:])[0], _first(signature[1:])[1]
    if signature[0] in "({":
        depth = 1
        while depth:
            depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(signature[end], 0)
            end += 1
    return signature[:end], signature[end:]
