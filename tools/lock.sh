#!/bin/sh
# Renews the locked, hashed requirement files and the front-end lock. Run inside a checkout with .venv.
set -eu
cd "$(dirname "$0")/.."
compile() { .venv/bin/uv pip compile -q --python-version 3.11 --universal --generate-hashes --no-header --no-annotate --no-emit-index-url "$@"; }
echo "uv~=0.13" | compile - -o requirements-bootstrap.txt
compile pyproject.toml --extra dev -o requirements.txt
npm install --package-lock-only --ignore-scripts
