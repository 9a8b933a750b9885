"""Runs every benchmark, each in a process of its own, and prints one table; exit 1 when a target is missed.

    python -m benchmarks [--keep] [NAME ...]

A name is a benchmark's file without its ending (commit, window, music_sound).  ``--keep`` has each write its result to
``benchmarks/results``.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
REFERENCES = (
    "__init__", "__main__", "bare_window", "our_window", "music_bad_files", "music_device", "music_ear", "music_room",
    "music_slow_mount",
)  # fmt: skip
AGAINST = re.compile(
    r"^(?P<measure>[^:]+): \S+ +(?P<ours>[\d.]+ \S+), (?:.*?) +(?P<reference>[\d.]+ \S+): +(?P<ratio>[\d.]+)x "
    r"\(target (?P<target>[^)]+)\) (?P<verdict>ok|MISSED)"
)
AT_MOST = re.compile(
    r"^(?P<measure>\S.*?) {2,}(?P<ours>-?[\d.e+-]+)(?: +\(at most (?P<target>[^,)]+)(?P<missed>, missed)?\))?$"
)


class Row(NamedTuple):
    """One measure."""

    measure: str
    ours: str
    reference: str
    ratio: str
    target: str
    ok: str


def row_of(name: str, line: str) -> Row | None:
    """A line that a benchmark printed, as a row; None for any other line."""
    if found := AGAINST.match(line):
        ok = "ok" if found["verdict"] == "ok" else "MISSED"
        measure = f"{name}: {found['measure']}"
        return Row(measure, found["ours"], found["reference"], f"{found['ratio']}x", found["target"], ok)
    if found := AT_MOST.match(line):
        ok = "" if found["target"] is None else "MISSED" if found["missed"] else "ok"
        return Row(f"{name}: {found['measure']}", found["ours"], "", "", found["target"] or "", ok)
    return None


def run(name: str, keep: bool) -> tuple[list[Row], int]:
    """One benchmark's rows and exit code; its own lines are shown while it runs."""
    command = [sys.executable, str(HERE / f"{name}.py"), *(["--keep"] if keep else [])]
    rows = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(f"  {line}", end="", flush=True)
            if row := row_of(name, line.rstrip()):
                rows.append(row)
    return rows, process.returncode


def table(rows: list[Row]) -> str:
    """The rows in columns."""
    every = [Row("measure", "ours", "reference", "ratio", "target", ""), *rows]
    widths = [max(len(row[column]) for row in every) for column in range(len(Row._fields))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in every)


def main() -> int:
    """Run what was asked for."""
    known = sorted(path.stem for path in HERE.glob("*.py") if path.stem not in REFERENCES)
    options = argparse.ArgumentParser(prog="python -m benchmarks", description="What the program costs.")
    options.add_argument("names", nargs="*", metavar="NAME", help=f"any of {', '.join(known)} (default: all)")
    options.add_argument("--keep", action="store_true", help="write the results to benchmarks/results")
    asked = options.parse_args()
    if unknown := set(asked.names) - set(known):
        options.error(f"unknown: {', '.join(sorted(unknown))}")
    rows: list[Row] = []
    codes = []
    for name in asked.names or known:
        print(f"{name} ...", flush=True)
        more, code = run(name, asked.keep)
        rows += more
        codes.append(code)
    print("\n" + table(rows))
    return 1 if any(codes) else 0


if __name__ == "__main__":
    sys.exit(main())
