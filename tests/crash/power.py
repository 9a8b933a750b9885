"""Cuts the power: ``python -m tests.crash.power [--cuts 600] [--control NORMAL|ROLLBACK] [--lying] [--keep]``.

The system calls of a writing app are recorded with strace.  Each cut replays them up to a random one onto an imaginary drive
on which whatever was not flushed is dropped, reordered, or torn at 512 bytes; then the record is opened as the app opens it,
verified, and held against what had been said to be saved.  With ``--lying`` the drive only says that it flushed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from facilitator_app.clock import SystemClock
from facilitator_app.faults import Trouble
from facilitator_app.journal import JournalFile
from facilitator_app.record.room import Noted
from tests.crash.kills import ROOT, keep
from tests.crash.writer import PEOPLE, SESSION, entry
from tests.waiting import need_program

RESULT = ROOT / "benchmarks" / "results" / "power.json"
SECTOR = 512
TRACED = "openat,close,write,pwrite64,fsync,fdatasync,ftruncate,unlink,rename,dup,fcntl"
_WHOLE = re.compile(r"(\d+) +(\w+)\((.*)\) += (-?\d+)")
_BEGUN = re.compile(r"(\d+) +(\w+\(.*) <unfinished \.\.\.>$")
_RESUMED = re.compile(r"(\d+) +<\.\.\. \w+ resumed>(.*)$")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True)
class Call:
    """One thing done to a file.  ``at`` is where, or the new length of a cut."""

    what: str
    file: str
    at: int = 0
    content: bytes = b""


@dataclass
class Drive:
    """What is kept for certain, and what was written since the file was flushed."""

    kept: dict[str, bytearray]
    pending: dict[str, list[Call]] = field(default_factory=lambda: defaultdict(list))

    def do(self, call: Call, *, lying: bool) -> None:
        """One call."""
        if call.what == "open":
            self.kept.setdefault(call.file, bytearray())
        elif call.what == "unlink":
            self.kept.pop(call.file, None)
            self.pending.pop(call.file, None)
        elif call.what == "sync":
            if not lying:
                for one in self.pending.pop(call.file, []):
                    put(self.kept[call.file], one)
        elif call.file in self.kept:
            self.pending[call.file].append(call)

    def after_the_cut(self, dice: random.Random) -> Iterator[tuple[str, bytes]]:
        """The files as they are found: of what was not flushed all, nothing, the beginning, some, or torn pieces."""
        style = dice.choice(("all", "nothing", "beginning", "some", "torn"))
        for name, kept in self.kept.items():
            content, calls = bytearray(kept), self.pending.get(name, [])
            if style == "beginning":
                calls = calls[: dice.randrange(len(calls) + 1)]
            elif style in ("some", "torn"):
                calls = [call for call in calls if dice.random() < 0.5]
            for call in [] if style == "nothing" else calls:
                for piece in torn(call, dice) if style == "torn" else [call]:
                    put(content, piece)
            yield name, bytes(content)


def put(content: bytearray, call: Call) -> None:
    """A write or a cut, onto a file."""
    end = call.at + len(call.content)
    if call.what == "cut":
        del content[call.at :]
        end = call.at
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    if call.what == "write":
        content[call.at : end] = call.content


def torn(call: Call, dice: random.Random) -> Iterable[Call]:
    """Some of the sectors of a write."""
    if call.what != "write":
        return [call]
    pieces = range(0, len(call.content), SECTOR)
    return [
        Call("write", call.file, call.at + piece, call.content[piece : piece + SECTOR])
        for piece in pieces
        if dice.random() < 0.5
    ]


class Trace:
    """Reads what strace wrote, several threads at once, as calls on the files of one folder and one file of acks."""

    def __init__(self, folder: Path, acks: Path) -> None:
        self._folder, self._acks = str(folder), str(acks)
        self._open: dict[int, str] = {}
        self._places: dict[int, int] = {}
        self._half: dict[str, str] = {}

    def calls(self, lines: Iterable[str]) -> Iterator[Call]:
        """In the order in which they came to their end."""
        for line in lines:
            text = line.rstrip("\n")
            if begun := _BEGUN.match(text):
                self._half[begun[1]] = begun[2]
            elif resumed := _RESUMED.match(text):
                text = f"{resumed[1]} {self._half.pop(resumed[1], '')}{resumed[2]}"
            if (whole := _WHOLE.match(text)) and int(whole[4]) >= 0:
                yield from self._call(whole[2], whole[3], int(whole[4]))

    def _call(self, name: str, arguments: str, result: int) -> Iterator[Call]:
        if name == "openat":
            path = _bytes(arguments).decode()
            self._open.pop(result, None)
            if path.startswith((self._folder, self._acks)):
                self._open[result], self._places[result] = path, 0
                if path.startswith(self._folder + "/"):
                    yield Call("open", self._name(path))
        elif name == "unlink":
            yield Call("unlink", self._name(_bytes(arguments).decode()))
        elif (handle := int(re.match(r"-?\d+", arguments)[0])) in self._open:  # type: ignore[index]  # it begins with one
            yield from self._on(handle, name, arguments, result)

    def _on(self, handle: int, name: str, arguments: str, result: int) -> Iterator[Call]:
        path = self._open[handle]
        if name == "close":
            del self._open[handle]
        elif name in ("dup", "fcntl"):
            if "DUP" in arguments or name == "dup":
                self._open[result] = path
        elif path == self._folder:
            return
        elif name in ("fsync", "fdatasync"):
            yield Call("sync", self._name(path))
        elif name == "ftruncate":
            yield Call("cut", self._name(path), int(arguments.split(",")[1]))
        elif name == "pwrite64":
            yield Call("write", self._name(path), int(arguments.rsplit(",", 1)[1]), _bytes(arguments))
        elif name == "write":
            yield Call("said" if path == self._acks else "append", self._name(path), 0, _bytes(arguments))

    def _name(self, path: str) -> str:
        return path.removeprefix(self._folder).lstrip("/")


def _bytes(arguments: str) -> bytes:
    found = _TEXT.search(arguments)
    return bytes.fromhex(found[1].replace("\\x", "")) if found else b""


def recorded(place: Path, key: bytes, control: str) -> tuple[dict[str, bytearray], list[Call]]:
    """A record of yesterday, and what is done to it today."""
    folder, acks, log = place / "clinic", place / "acks", place / "calls"
    asyncio.run(_yesterday(folder, key))
    base = {path.name: bytearray(path.read_bytes()) for path in folder.iterdir()}
    command = [
        need_program("strace"),
        "-f",
        "-xx",
        "-s",
        "200000",
        "-e",
        f"trace={TRACED}",
        "-o",
        str(log),
        sys.executable,
    ]
    arguments = [str(folder), key.hex(), str(acks), *([control] if control else [])]
    subprocess.run([*command, "-m", "tests.crash.writer", *arguments], cwd=ROOT, check=True)
    with log.open(encoding="ascii", errors="replace") as lines:
        return base, list(Trace(folder, acks).calls(lines))


async def _yesterday(folder: Path, key: bytes) -> None:
    journal = JournalFile.create(folder, key, SystemClock())
    await journal.append([entry(Noted(text="yesterday"), SystemClock(), PEOPLE[0])])
    await journal.close()


async def found(folder: Path, key: bytes, saved: set[UUID]) -> str:
    """What the app finds when it is started after the cut."""
    try:
        journal = JournalFile.open(folder, key, SystemClock())
    except Trouble as trouble:
        return f"told at opening: {trouble.key}"
    try:
        if wrong := await journal.verify():
            return f"found by verify: {wrong[0].what}"
        there = {line.id for line in await journal.entries(SESSION)}
        return "lost without a word" if saved - there else "whole"
    except Trouble as trouble:
        return f"told at reading: {trouble.key}"
    finally:
        await journal.close()


def cut_again_and_again(cuts: int, seed: int, *, control: str = "", lying: bool = False) -> dict[str, object]:
    """So many cuts; how often which came of it."""
    dice, key, came = random.Random(seed), secrets.token_bytes(32), Counter[str]()
    with tempfile.TemporaryDirectory(prefix="facilitator-power-") as name:
        base, calls = recorded(Path(name), key, control)
        go = next(number for number, call in enumerate(calls) if call.content == b"GO\n")
        for _ in range(cuts):
            end = dice.randrange(go, len(calls))
            saved, drive = set(), Drive({file: bytearray(content) for file, content in base.items()})
            for call in calls[:end]:
                if call.what == "said":
                    saved |= {UUID(hex=line.split()[1]) for line in call.content.decode().splitlines() if " " in line}
                else:
                    drive.do(call, lying=lying)
            after = Path(name) / "after"
            shutil.rmtree(after, ignore_errors=True)
            after.mkdir()
            for file, content in drive.after_the_cut(dice):
                if not file.endswith(("-shm", ".lock", ".kept")):
                    (after / file).write_bytes(content)
            came[asyncio.run(found(after, key, saved))] += 1
    return {"seed": seed, "cuts": cuts, "calls": len(calls) - go, "control": control, "lying": lying, **dict(came)}


def main() -> int:
    """By command; exit 1 when our own way lost something, or when a control lost nothing."""
    options = argparse.ArgumentParser(prog="python -m tests.crash.power")
    options.add_argument("--cuts", type=int, default=600)
    options.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    options.add_argument("--control", choices=("NORMAL", "ROLLBACK"), default="")
    options.add_argument("--lying", action="store_true", help="the drive does not flush")
    options.add_argument("--keep", action="store_true", help="write the figures to benchmarks/results")
    asked = options.parse_args()
    began = time.monotonic()
    told = cut_again_and_again(asked.cuts, asked.seed, control=asked.control, lying=asked.lying)
    told["seconds"] = round(time.monotonic() - began)
    print(json.dumps(told, indent=1))
    if asked.keep:
        keep(RESULT, (asked.control or "ours") + (" on a lying drive" if asked.lying else ""), told)
    is_whole = told.get("whole") == asked.cuts
    return int(is_whole is bool(asked.control or asked.lying))


if __name__ == "__main__":
    sys.exit(main())
