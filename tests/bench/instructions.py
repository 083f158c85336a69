"""Counts the instructions that a conversion takes, under valgrind, and holds them against instructions.toml.

Usage: instructions.py [--record]. Instructions are nearly the same however busy the machine is: the maps' random seeds move them by
less than a tenth of a percent. Ends with 1 where a figure is more than the tolerance above what is recorded; --record takes the
present counts over, on purpose.

What starting takes hides what a page takes, so that is counted apart: the seed's pages twice over in one file, less the seed.

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
# Percent: room for a change of compiler, well above what the seeds of maps move.
TOLERANCE = 5
SEED = "department-and-projects.pdf"
# Has next to nothing in it: what starting takes.
SMALL = "department-with-tasks.html"
# Reads its characters from two fonts that are not embedded.
UNEMBEDDED = "department-and-projects-gbk.pdf"


def sample(name):
    return os.path.join(ROOT, "samples", name)


def instructions(document):
    """Instructions of a whole process that converts a document on one thread."""
    with tempfile.TemporaryDirectory() as out:
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}/callgrind", JIXIAO, "convert"]
        command += [document, "-o", f"{out}/output", "--quiet", "--jobs", "1", "--timeout", "3600"]
        command += ["--format", "json,parquet"]
        done = subprocess.run(command, capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or not found:
        sys.exit(f"instructions: {' '.join(command)} ended with {done.returncode}\n{done.stderr}")
    return int(found.group(1))


def counts():
    """Figure by name."""
    # pdfplumber brings it along.
    import pypdfium2

    source = pypdfium2.PdfDocument(sample(SEED))
    pages = len(source)
    with tempfile.TemporaryDirectory() as folder:
        once, twice = (os.path.join(folder, name) for name in ("once.pdf", "twice.pdf"))
        for file, times in ((once, 1), (twice, 2)):
            copy = pypdfium2.PdfDocument.new()
            copy.import_pages(source, list(range(pages)) * times)
            copy.save(file)
        further = (instructions(twice) - instructions(once)) // pages
    return {
        SMALL: instructions(sample(SMALL)),
        SEED: instructions(sample(SEED)),
        UNEMBEDDED: instructions(sample(UNEMBEDDED)),
        "a further page": further,
    }


def main(arguments):
    found = counts()
    if "--record" in arguments:
        with open(RECORD, "w", encoding="utf-8") as file:
            file.write("# Instructions of whole processes on one thread; tests/bench/instructions.py --record writes this.\n")
            file.write(f"tolerance_percent = {TOLERANCE}\n\n[instructions]\n")
            file.writelines(f'"{name}" = {count}\n' for name, count in found.items())
    with open(RECORD, "rb") as file:
        record = tomllib.load(file)
    slower = False
    for name, count in found.items():
        change = 100 * (count / record["instructions"][name] - 1)
        print(f"{name:36} {count:14,} instructions, {change:+.1f} % from what is recorded")
        slower |= change > record["tolerance_percent"]
    if slower:
        sys.exit("instructions: slower than recorded; if that is meant: tests/bench/instructions.py --record")


if __name__ == "__main__":
    main(sys.argv[1:])
