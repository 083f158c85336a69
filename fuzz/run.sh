#!/bin/sh
# Fuzzes all targets in turn: fuzz/run.sh SECONDS [TARGET…]. Findings go to fuzz/artifacts, new inputs to fuzz/corpus.
set -u
cd "$(dirname "$0")/.."
seconds=${1:?usage: fuzz/run.sh SECONDS [TARGET…]}
shift
[ $# -gt 0 ] || set -- pdf tables text values
# The stable compiler knows the coverage pass; it only has to be told that we mean it.
export RUSTC_BOOTSTRAP=1
status=0
for target in "$@"; do
    mkdir -p "fuzz/corpus/$target"
    seeds=fuzz/seeds/$target
    [ -d "$seeds" ] || seeds=
    # shellcheck disable=SC2086 # no seeds, no argument
    cargo fuzz run -s none "$target" "fuzz/corpus/$target" $seeds -- \
        -max_total_time=$((seconds / $#)) -rss_limit_mb=1024 -timeout=10 -max_len=65536 || status=$?
done
exit $status
