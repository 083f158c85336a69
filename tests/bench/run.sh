#!/bin/sh
# The benchmark: stages in process, and whole processes in turn with pdftotext -layout and pdfplumber, in one run.
# Prints the table that stands in the README. Usage: tests/bench/run.sh [ROUNDS] [FILE…]
set -eu
cd "$(dirname "$0")/../.."
cargo build --quiet --release --bin jixiao --example bench-stages
exec "${JIXIAO_PYTHON:-python3}" tests/bench/compare.py "$@"
