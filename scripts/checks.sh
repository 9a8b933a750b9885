#!/bin/sh
# Every check, one after the other, in the Python environment of the checkout.  Called by ./run test.
#   scripts/checks.sh [--all] [PYTEST ARGUMENTS]
# The tests run in as many processes as there are processors (at most four: some play real music and listen to it).
set -u
cd "$(dirname -- "$0")/.." || exit 2
BIN=$PWD/.venv/bin

WHICH="not slow"
for argument in "$@"; do
    shift
    if [ "$argument" = --all ]; then WHICH=""; else set -- "$@" "$argument"; fi
done

COVER=""   # only a whole run can say what no test reaches
[ $# -gt 0 ] || COVER="--cov=facilitator_app.record --cov=facilitator_app.monitoring --cov=facilitator_app.session --cov-report="

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
tests() {   # $1 = what they are called; the rest: what pytest gets
    # shellcheck disable=SC2086 # a list of options.  pytest exits 5, a failure too, when no test ran
    name=$1; shift
    check "$name" "$BIN/python" -m pytest -n logical --maxprocesses 4 --dist worksteal -m "$WHICH" $COVER "$@"
}
if [ $# -gt 0 ]; then
    tests "pytest" "$@"
else   # libVLC and the window share no process in the program, and none here
    tests "pytest, all but the window" --ignore=tests/ui
    COVER="$COVER --cov-append"
    tests "pytest, the window" tests/ui
fi
[ -z "$COVER" ] || check "coverage of what decides" "$BIN/coverage" report --fail-under=100 --show-missing --skip-covered

if [ -n "$FAILED" ]; then
    printf 'Failed: %s\n' "${FAILED#, }"
    exit 1
fi
echo "Every check passed."
