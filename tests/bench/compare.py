"""Measures jixiao beside pdftotext -layout and pdfplumber's extract_tables on the same documents, in turn in one run.

Usage: compare.py [ROUNDS] [FILE…]. Every round runs each program once, so that whatever else the machine does falls on all of
them alike; the tables have the medians. Time is the wall clock of the whole process (of pdfplumber, what extract_tables alone
takes), memory its largest resident set (wait4); "busy" is what processors worked for it, which other work on the machine moves
less. A program has as many processors as it has threads.

Begin when nothing has been deleted for five minutes: for that long ext4 goes through the inodes of what was deleted whenever a file
is made, and jixiao makes several for each document. A run right after another took up to a tenth longer.
"""

import itertools
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

JIXIAO = "target/release/jixiao"
# What .ci/release makes; measured on the batch where it is there.
PROFILED = "target/profile/jixiao"
STAGES = "target/release/examples/bench-stages"
# Data, findings and dataset: the whole pipeline; the reports to read are left out.
FORMATS = ["--format", "json,parquet"]
SEED = "samples/department-and-projects.pdf"
PLUMBER = """
import sys, time, pdfplumber
spent = 0
for file in sys.argv[1:]:
    begin = time.perf_counter()
    with pdfplumber.open(file) as pdf:
        for page in pdf.pages:
            page.extract_tables()
    spent += time.perf_counter() - begin
print(spent)
"""
# Copies of each sample in the batch: enough that the start of a run and its end, which one thread does, are the share of it that
# they are of an archive.
COPIES = 50
# pdfplumber takes seconds where the others take milliseconds; a few rounds of it suffice.
SLOW_ROUNDS = 3
PAGES = [1, 20, 200, 2000]
NUMBERS = itertools.count()


def run(command, processors=1):
    """Wall-clock seconds, largest resident set in MiB, standard output and processor seconds of a process that has so many
    processors; processes that it waits for count as its own."""
    with tempfile.TemporaryFile() as out:
        begin = time.perf_counter()
        pin = lambda: os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[-processors:]))
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL, preexec_fn=pin)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"{command[0]} ended with {process.returncode} on {command[1:]}")
        out.seek(0)
        return seconds, usage.ru_maxrss / 1024, out.read().decode(), usage.ru_utime + usage.ru_stime


def jixiao(inputs, folder, jobs=1, program=JIXIAO):
    """Each time into a folder that is not there yet."""
    out = os.path.join(folder, f"out-{next(NUMBERS)}-{{round}}")
    return [program, "convert", *inputs, "-o", out, "--quiet", "--jobs", str(jobs), *FORMATS]


def pdftotext(files, folder):
    """One process for each file, as it takes one file only."""
    script = 'out="$0"; for file; do pdftotext -layout "$file" "$out"; done'
    text = os.path.join(folder, "text")
    return ["pdftotext", "-layout", files[0], text] if len(files) == 1 else ["sh", "-c", script, text, *files]


def pdfplumber(files):
    return [sys.executable, "-c", PLUMBER, *files]


def measure(commands, rounds):
    """Seconds, MiB and processor seconds of each command, medians of rounds in which each runs once. A command is its words
    and its processors; pdfplumber's seconds are those that it prints, and its rounds are spread over all of them, as the
    machine's speed changes meanwhile."""
    taken = {name: [] for name in commands}
    slow = {number * (rounds - 1) // (SLOW_ROUNDS - 1) for number in range(SLOW_ROUNDS)}
    for number in range(rounds):
        for name, (command, processors) in commands.items():
            if name == "pdfplumber" and number not in slow:
                continue
            command = [word.replace("{round}", str(number)) for word in command]
            seconds, memory, out, busy = run(command, processors)
            taken[name].append((float(out) if name == "pdfplumber" else seconds, memory, busy))
    return {name: tuple(statistics.median(values) for values in zip(*each)) for name, each in taken.items()}


def table(head, rows):
    print("| " + " | ".join(head) + " |")
    print("|---" + "|--:" * (len(head) - 1) + "|")
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print()


def time_and_memory(taken):
    seconds, memory, busy = taken
    return f"{1000 * seconds:.0f} ms ({1000 * busy:.0f} busy), {memory:.0f} MiB"


def stages(files, rounds):
    names = ["read", "tables", "normalise", "audit", "emit", "whole"]
    rows = []
    for file in files:
        stages = json.loads(run([STAGES, file, str(rounds)])[2])
        bare = [f"{stages['bare'] / 1000:.1f}", f"{stages['ratio']:.2f}"] if "ratio" in stages else ["–", "–"]
        rows.append([os.path.basename(file), str(stages["pages"]), *(f"{stages[name] / 1000:.1f}" for name in names), *bare])
    table(["document", "pages", *names[:-1], "in process", "bare hayro", "read + tables to it"], rows)


def documents(files, rounds, folder):
    rows = []
    for file in files:
        commands = {
            "jixiao": (jixiao([file], folder), 1),
            "pdftotext": (pdftotext([file], folder), 1),
            "pdfplumber": (pdfplumber([file]), 1),
        }
        taken = measure(commands, rounds)
        cells = [time_and_memory(taken[name]) for name in commands]
        own = taken["jixiao"][0]
        ratios = [f"{taken[name][0] / own:.1f}×" for name in ("pdftotext", "pdfplumber")]
        rows.append([os.path.basename(file), *cells, *ratios])
    table(["document", "jixiao convert", "pdftotext -layout", "pdfplumber extract_tables", "to pdftotext", "to pdfplumber"], rows)


def batch(rounds, folder):
    """Every PDF of the samples under several names in one run of jixiao, with one thread and with two, and with the program that
    .ci/release makes."""
    inputs = os.path.join(folder, "in")
    os.mkdir(inputs)
    samples = sorted(name for name in os.listdir("samples") if name.endswith(".pdf"))
    for number in range(COPIES):
        for name in samples:
            shutil.copy(os.path.join("samples", name), os.path.join(inputs, f"{number:03}-{name}"))
    files = sorted(os.path.join(inputs, name) for name in os.listdir(inputs))
    commands = {
        "jixiao, one thread": (jixiao([inputs], folder), 1),
        "jixiao, two threads": (jixiao([inputs], folder, 2), 2),
        "pdftotext": (pdftotext(files, folder), 1),
        "pdfplumber": (pdfplumber(files), 1),
    }
    if os.path.exists(PROFILED):
        commands["jixiao of .ci/release, one thread"] = (jixiao([inputs], folder, program=PROFILED), 1)
    taken = measure(commands, rounds)
    others = ["jixiao, one thread", "pdftotext", "pdfplumber"]
    rows = []
    for name, (seconds, memory, busy) in taken.items():
        ratios = [f"{taken[other][0] / seconds:.2f}×" for other in others]
        rows.append([name, f"{seconds:.2f} s ({busy:.2f} s busy)", f"{memory:.0f} MiB", *ratios])
    table([f"{len(files)} documents", "time", "memory", "to one thread", "to pdftotext for each", "to pdfplumber"], rows)


def pages(rounds, folder):
    """The seed's pages over and over in one file: what a page costs as files grow."""
    # pdfplumber brings it along.
    import pypdfium2

    source = pypdfium2.PdfDocument(SEED)
    rows = []
    for count in PAGES:
        file = os.path.join(folder, f"pages-{count}.pdf")
        copy = pypdfium2.PdfDocument.new()
        copy.import_pages(source, [page % len(source) for page in range(count)])
        copy.save(file)
        commands = {
            "jixiao": (jixiao([file], folder), 1),
            "two": (jixiao([file], folder, 2), 2),
            "pdftotext": (pdftotext([file], folder), 1),
        }
        taken = measure(commands, rounds if count < 1000 else SLOW_ROUNDS)
        a_page = {name: f"{1000 * taken[name][0] / count:.2f} ms" for name in commands}
        alone, two, other = (time_and_memory(taken[name]) for name in commands)
        ratio = f"{taken['jixiao'][0] / taken['two'][0]:.2f}×"
        rows.append([str(count), alone, a_page["jixiao"], two, ratio, other, a_page["pdftotext"]])
    table(["pages", "jixiao, one thread", "a page", "two threads", "to one", "pdftotext -layout", "a page"], rows)


def main(arguments):
    rounds = int(arguments[0]) if arguments else 21
    files = arguments[1:] or [SEED, "samples/department-and-projects-gbk.pdf"]
    print(f"Medians of {rounds} rounds, of pdfplumber and of 2,000 pages {SLOW_ROUNDS}. Load {os.getloadavg()[0]:.1f}.\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="jixiao-bench-") as folder:
        documents(files, rounds, folder)
        batch(max(SLOW_ROUNDS, rounds // 3), folder)
        pages(max(SLOW_ROUNDS, rounds // 3), folder)
    print("In process, milliseconds:\n")
    stages(files, rounds)


if __name__ == "__main__":
    main(sys.argv[1:])
