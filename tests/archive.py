"""An archive in small: many documents in one run, killed at random moments and resumed, on one thread and on two.

Usage: archive.py [COUNT] [FOLDER]. Copies small samples under COUNT names (10,000 unless told), converts them undisturbed,
then twice more into folders of their own, where the run is killed with SIGKILL three times and repeated. All datasets must be
the same, byte for byte. Prints times and memory. tests/batch.rs does the same with fewer documents.
"""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
JIXIAO = os.path.join(ROOT, "target/release/jixiao")
SAMPLES = ["project-self-evaluations-ocr.md", "department-with-tasks.html", "symbol-value-unit.pdf", "wide-project-list.pdf"]
FORMATS = ["--format", "json,csv,parquet,report"]


def start(documents, out, jobs):
    command = [JIXIAO, "convert", documents, "-o", out, "--quiet", "--jobs", str(jobs), *FORMATS]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def finish(process):
    """Seconds until a run has ended, and its largest resident set in MiB."""
    begin = time.perf_counter()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"archive: the run ended with {process.returncode}")
    return time.perf_counter() - begin, usage.ru_maxrss / 1024


def digest(folder):
    """Every file of a folder by its hash; the store of the run apart."""
    found = {}
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name != ".jixiao"]
        for name in files:
            path = os.path.join(place, name)
            # Piece by piece: the memory of a process counts from what this one has when it starts it.
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def main(arguments):
    count = int(arguments[0]) if arguments else 10_000
    folder = tempfile.mkdtemp(prefix="jixiao-archive-", dir=arguments[1] if len(arguments) > 1 else None)
    seed = random.randrange(1 << 32)
    random.seed(seed)
    documents = os.path.join(folder, "in")
    for number in range(count):
        # Nine of ten are of the small ones.
        sample = SAMPLES[0 if number % 10 else 1 + number // 10 % 3]
        below = os.path.join(documents, f"{number // 1000:03}")
        os.makedirs(below, exist_ok=True)
        shutil.copy(os.path.join(ROOT, "samples", sample), os.path.join(below, f"{number:06}-{sample}"))

    whole = os.path.join(folder, "whole")
    seconds, memory = finish(start(documents, whole, 1))
    print(f"{count} documents, one thread: {seconds:.1f} s, {memory:.0f} MiB", flush=True)
    expected = digest(whole)
    print(f"{len(expected)} files, seed {seed}", flush=True)
    shutil.rmtree(os.path.join(whole, ".jixiao"))
    for jobs in (1, 2):
        out = os.path.join(folder, f"killed-{jobs}")
        for kill in range(3):
            process = start(documents, out, jobs)
            wait = random.uniform(0.05, 0.4) * seconds
            time.sleep(wait)
            process.send_signal(signal.SIGKILL)
            process.wait()
            parts = sum(len(files) for _, _, files in os.walk(os.path.join(out, ".jixiao", "parts")))
            print(f"--jobs {jobs}: killed after {wait:.1f} s, {parts} documents kept", flush=True)
        took, memory = finish(start(documents, out, jobs))
        got = digest(out)
        if got != expected:
            differ = sorted(name for name in got.keys() | expected.keys() if got.get(name) != expected.get(name))
            sys.exit(f"archive: {len(differ)} files differ, such as {differ[:3]}; kept in {folder}")
        print(f"--jobs {jobs}: resumed, {took:.1f} s, {memory:.0f} MiB; all {len(got)} files are the same", flush=True)
        again, _ = finish(start(documents, out, jobs))
        print(f"--jobs {jobs}: run again, {again:.1f} s", flush=True)
        shutil.rmtree(out)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main(sys.argv[1:])
