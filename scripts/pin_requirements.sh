#!/bin/sh
# Make requirements.txt and requirements-dev.txt from pyproject.toml: every package pinned and hashed, no package host named.
#   sh scripts/pin_requirements.sh [--upgrade]     (without --upgrade, pins that still fit are kept)
set -eu
cd "$(dirname -- "$0")/.."
TOOLS=$(mktemp -d)
trap 'rm -rf "$TOOLS"' EXIT
python3 -m venv "$TOOLS"
"$TOOLS/bin/pip" install -q uv

pin() {
    UV_NO_CONFIG=1 UV_CUSTOM_COMPILE_COMMAND="sh scripts/pin_requirements.sh" "$TOOLS/bin/uv" pip compile -q pyproject.toml \
        --universal --python-version 3.11 --fork-strategy fewest --only-binary :all: --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-annotate "$@"
}
pin -o requirements.txt "$@"
pin --group dev -c requirements.txt -o requirements-dev.txt "$@"
