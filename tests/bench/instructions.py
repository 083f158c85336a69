"""Counts the instructions that a conversion takes for each page, under valgrind, and holds them against instructions.toml.

Usage: instructions.py [--record]. Instructions are the same however busy the machine is. Ends with 1 where a document takes
more than the tolerance above what is recorded; --record takes the present counts over, on purpose.

The program is the one that `cargo test` has built: without optimisation of its own code, so the counts are higher than those of
a release, but they grow with what the code does, and not with what a compiler makes of it.
"""

import os
import re
import subprocess
import sys
import tempfile
import tomllib

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
RECORD = os.path.join(HERE, "instructions.toml")
JIXIAO = os.path.join(ROOT, "target/debug/jixiao")
# Documents and their pages; the first has next to nothing in it and shows what starting takes.
DOCUMENTS = {
    "department-with-tasks.html": 1,
    "department-and-projects.pdf": 21,
    "project-self-evaluations.pdf": 2,
}


def instructions(document):
    """Instructions of a whole process that converts a document on one thread."""
    with tempfile.TemporaryDirectory() as out:
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}/callgrind", JIXIAO, "convert"]
        command += [os.path.join(ROOT, "samples", document), "-o", f"{out}/output", "--quiet", "--jobs", "1", "--timeout", "3600"]
        command += ["--format", "json,parquet"]
        done = subprocess.run(command, capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or not found:
        sys.exit(f"instructions: {' '.join(command)} ended with {done.returncode}\n{done.stderr}")
    return int(found.group(1))


def main(arguments):
    counts = {document: instructions(document) // pages for document, pages in DOCUMENTS.items()}
    if "--record" in arguments:
        with open(RECORD, "w", encoding="utf-8") as file:
            file.write("# Instructions for each page, whole process on one thread; tests/bench/instructions.py --record writes this.\n")
            file.write("tolerance_percent = 10\n\n[per_page]\n")
            file.writelines(f'"{document}" = {count}\n' for document, count in counts.items())
    with open(RECORD, "rb") as file:
        record = tomllib.load(file)
    slower = False
    for document, count in counts.items():
        change = 100 * (count / record["per_page"][document] - 1)
        print(f"{document:36} {count:12,} instructions a page, {change:+.1f} % from what is recorded")
        slower |= change > record["tolerance_percent"]
    if slower:
        sys.exit("instructions: slower than recorded; if that is meant: tests/bench/instructions.py --record")


if __name__ == "__main__":
    main(sys.argv[1:])
