#!/bin/sh
# Stands in front of rustc (RUSTC_WRAPPER): adds libFuzzer's coverage counters to our crate, the fuzz targets and the libraries
# that read PDFs, and to nothing else, which keeps the build short.
case " $* " in
*" --crate-name jixiao "* | *" --crate-name hayro_"* | *" --crate-name pdf "* | *" --crate-name tables "* | *" --crate-name text "* | *" --crate-name values "*)
    exec "$@" -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=3 \
        -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
        -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1
    ;;
*) exec "$@" ;;
esac
