"""Measures jixiao beside pdftotext -layout and pdfplumber's extract_tables on the same documents, in turn in one run.

Every round runs each program once, on one processor, so that whatever else the machine does falls on all of them alike; the table has the
medians. Time is the wall clock of the whole process, memory its largest resident set (wait4).
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

JIXIAO = "target/release/jixiao"
STAGES = "target/release/examples/bench-stages"
# Data, findings and dataset: the whole pipeline; the reports to read are left out.
FORMATS = ["--format", "json,parquet"]
PLUMBER = """
import sys, time, pdfplumber
begin = time.perf_counter()
with pdfplumber.open(sys.argv[1]) as pdf:
    cells = sum(len(row) for page in pdf.pages for table in page.extract_tables() for row in table)
print(time.perf_counter() - begin, cells)
"""


def run(command, processors=1):
    """Wall-clock seconds, largest resident set in MiB, standard output and processor seconds of a process that has so many
    processors; processes that it waits for count as its own."""
    with tempfile.TemporaryFile() as out:
        begin = time.perf_counter()
        pin = lambda: os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:processors]))
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL, preexec_fn=pin)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"{command[0]} ended with {process.returncode} on {command[1:]}")
        out.seek(0)
        return seconds, usage.ru_maxrss / 1024, out.read().decode(), usage.ru_utime + usage.ru_stime


def measure(file, rounds):
    """Medians for one document."""
    folder = tempfile.mkdtemp(prefix="jixiao-bench-")
    commands = {
        "jixiao": [JIXIAO, "convert", file, "-o", folder, "--quiet", "--jobs", "1", "--fresh", *FORMATS],
        "pdftotext": ["pdftotext", "-layout", file, os.path.join(folder, "text")],
        "pdfplumber": [sys.executable, "-c", PLUMBER, file],
    }
    seconds = {name: [] for name in commands}
    memory = {name: 0.0 for name in commands}
    extract = []
    for number in range(rounds):
        for name, command in commands.items():
            # pdfplumber takes seconds; a few rounds of it suffice.
            if name == "pdfplumber" and number >= max(3, rounds // 10):
                continue
            took, most, out, _ = run(command)
            seconds[name].append(took)
            memory[name] = max(memory[name], most)
            if name == "pdfplumber":
                extract.append(float(out.split()[0]))
    stages = json.loads(run([STAGES, file, str(rounds)])[2])
    return {
        "seconds": {name: statistics.median(times) for name, times in seconds.items()},
        "memory": memory,
        "extract": statistics.median(extract),
        "stages": stages,
    }


def batch(rounds, copies=20):
    """Medians for many documents: every PDF of the samples under so many names, in one run of jixiao, and a process of
    pdftotext for each."""
    folder = tempfile.mkdtemp(prefix="jixiao-bench-")
    samples = sorted(name for name in os.listdir("samples") if name.endswith(".pdf"))
    os.mkdir(os.path.join(folder, "in"))
    files = []
    for number in range(copies):
        for name in samples:
            files.append(os.path.join(folder, "in", f"{number:03}-{name}"))
            shutil.copy(os.path.join("samples", name), files[-1])
    text = "for file in \"$0\"/*.pdf; do pdftotext -layout \"$file\" \"$file.text\"; done"
    seconds = {"one": [], "two": [], "pdftotext": []}
    busy = {"one": [], "two": [], "pdftotext": []}

    def take(name, took, processor):
        seconds[name].append(took)
        busy[name].append(processor)

    for _ in range(rounds):
        for name, jobs in (("one", 1), ("two", 2)):
            out = os.path.join(folder, name)
            command = [JIXIAO, "convert", os.path.join(folder, "in"), "-o", out, "--quiet", "--fresh", *FORMATS]
            took, _, _, processor = run([*command, "--jobs", str(jobs)], jobs)
            take(name, took, processor)
        took, _, _, processor = run(["sh", "-c", text, os.path.join(folder, "in")])
        take("pdftotext", took, processor)
    shutil.rmtree(folder)
    return len(files), {name: (statistics.median(seconds[name]), statistics.median(busy[name])) for name in seconds}


def main(arguments):
    rounds = int(arguments[0]) if arguments else 30
    files = arguments[1:] or ["samples/department-and-projects.pdf", "samples/department-and-projects-gbk.pdf"]
    results = {file: measure(file, rounds) for file in files}

    print(f"Medians of {rounds} rounds, milliseconds.\n")
    print("| document | pages | read | tables | normalise | audit | emit | in process | bare hayro | read + tables to it |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for file, result in results.items():
        stages = result["stages"]
        names = ["read", "tables", "normalise", "audit", "emit", "whole"]
        figures = " | ".join(f"{stages[name] / 1000:.1f}" for name in names)
        bare = f"{stages['bare'] / 1000:.1f} | {stages['ratio']:.2f}" if "ratio" in stages else "– | –"
        print(f"| {os.path.basename(file)} | {stages['pages']} | {figures} | {bare} |")
    print()
    print("| document | jixiao convert | pdftotext -layout | pdfplumber extract_tables | of which in process |")
    print("|---|--:|--:|--:|--:|")
    for file, result in results.items():
        cells = [
            f"{1000 * result['seconds'][name]:.0f} ms, {result['memory'][name]:.0f} MiB"
            for name in ("jixiao", "pdftotext", "pdfplumber")
        ]
        print(f"| {os.path.basename(file)} | {' | '.join(cells)} | {1000 * result['extract']:.0f} ms |")

    count, seconds = batch(max(3, rounds // 10))
    print()
    print("| documents in one run | jixiao, one processor | jixiao, two | a pdftotext -layout for each |")
    print("|---|--:|--:|--:|")
    cells = [f"{took:.2f} s ({busy:.2f} s busy)" for took, busy in (seconds[name] for name in ("one", "two", "pdftotext"))]
    print(f"| {count} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main(sys.argv[1:])
