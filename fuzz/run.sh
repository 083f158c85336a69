#!/bin/sh
# Fuzzes all targets in turn: fuzz/run.sh SECONDS [TARGET…]. Findings go to fuzz/artifacts, new inputs to fuzz/corpus.
set -eu
cd "$(dirname "$0")"
seconds=${1:?usage: fuzz/run.sh SECONDS [TARGET…]}
shift
[ $# -gt 0 ] || set -- pdf tables text values
RUSTC_WRAPPER=$PWD/instrument.sh cargo build --quiet
mkdir -p artifacts
for target in "$@"; do
    mkdir -p "corpus/$target"
    seeds=seeds/$target
    [ -d "$seeds" ] || seeds=
    # shellcheck disable=SC2086 # no seeds, no argument
    target/debug/"$target" "corpus/$target" $seeds -fork=1 -ignore_crashes=1 -ignore_timeouts=1 -ignore_ooms=1 \
        -max_total_time=$((seconds / $#)) -rss_limit_mb=1024 -timeout=10 -max_len=49152 \
        -artifact_prefix="artifacts/$target-"
done
found=$(find artifacts -type f | wc -l)
echo "$found inputs in fuzz/artifacts"
[ "$found" -eq 0 ]
