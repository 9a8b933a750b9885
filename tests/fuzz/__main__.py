"""Spoils every file the app reads: ``python -m tests.fuzz [--seconds 600] [--only WORD] [--seed N] [--keep]``.

So many seconds each.  Exit 1, with the content that did it left in the folder that is named, when anything crashed, hung or
was half taken in.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from pathlib import Path

from tests.crash.kills import ROOT, keep
from tests.fuzz.run import spoil_all
from tests.fuzz.targets import FAMILIES

RESULT = ROOT / "benchmarks" / "results" / "fuzz.json"


def main() -> int:
    """By command."""
    options = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    options.add_argument("--seconds", type=float, default=600.0, help="for each kind of file")
    options.add_argument("--only", default="", help="the kinds whose name has this word in it")
    options.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    options.add_argument("--keep", action="store_true", help="write the figures to benchmarks/results")
    asked = options.parse_args()
    spoilt = Path(tempfile.mkdtemp(prefix="facilitator-fuzz-found-"))
    told = spoil_all(*FAMILIES, seconds=asked.seconds, seed=asked.seed, only=asked.only, found=spoilt, say=print)
    print(json.dumps(told, indent=1))
    wrong = any(one["wrong"] for one in told.values())
    print(f"what did it lies in {spoilt}" if wrong else "nothing crashed, hung or was half taken in")
    if not wrong:
        spoilt.rmdir()
    for name, figures in told.items() if asked.keep else ():
        keep(RESULT, name, {"seed": asked.seed, **figures})
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
