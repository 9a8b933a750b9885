#!/bin/sh
# Every check, one after the other, in the Python environment of the checkout.  Called by ./run test.
#   scripts/checks.sh [--all] [PYTEST ARGUMENTS]
set -u
cd "$(dirname -- "$0")/.." || exit 2
BIN=$PWD/.venv/bin

WHICH="not slow"
for argument in "$@"; do
    shift
    if [ "$argument" = --all ]; then WHICH=""; else set -- "$@" "$argument"; fi
done

FAILED=""
check() {   # $1 = what it is called; the rest: the command
    name=$1; shift
    printf '== %s\n' "$name"
    "$@" || { FAILED="$FAILED, $name"; return 1; }
}

check "ruff check" "$BIN/ruff" check --quiet .
check "ruff format" "$BIN/ruff" format --check --quiet .
check "mypy --strict" "$BIN/mypy"
check "qmllint" "$BIN/python" scripts/lint_qml.py
check "pytest" "$BIN/python" -m pytest -m "$WHICH" "$@"   # exits 5, a failure too, when no test ran

if [ -n "$FAILED" ]; then
    printf 'Failed: %s\n' "${FAILED#, }"
    exit 1
fi
echo "Every check passed."
