"""Measures the reading of scanned pages beside tesseract (chi_sim) and RapidOCR (PP-OCR in ONNX Runtime), on the same page images
in turn in one run.

Pages of the samples are printed to images of 200 dots to the inch by pdftoppm, and put into a PDF that has nothing but them.
jixiao converts that PDF to JSON, tables and findings included; the other two return lines of text for the images. The recall is of
the characters that pdftotext finds in the pages before they were printed. Time is the wall clock of the whole process on all
processors, memory its largest resident set. Usage: tests/bench/scans.py [ROUNDS], with RapidOCR in the Python that runs it
(`pip install rapidocr onnxruntime`), tesseract-ocr and tesseract-ocr-chi-sim, and JIXIAO_OCR_MODELS or target/models.
"""

import collections
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import unicodedata

from compare import JIXIAO, run

PAGES = [("samples/department-and-projects.pdf", page) for page in (1, 2, 4)] + [
    ("samples/project-self-evaluations.pdf", page) for page in (1, 2)
]
RAPID = """
import sys, logging
from rapidocr import RapidOCR
logging.disable(logging.CRITICAL)
read = RapidOCR()
for image in sys.argv[1:]:
    print(*(read(image).txts or ()), sep="\\n")
"""
TESSERACT = 'for image in "$@"; do tesseract "$image" - -l chi_sim --psm 6; done'


def pdf_of(images):
    """A PDF of JPEG images, one a page, each (bytes, width, height, components) at 200 dots to the inch."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for jpeg, width, height, components in images:
        first = len(objects) + 1
        kids.append(f"{first} 0 R")
        w, h = width * 0.36, height * 0.36
        space = "DeviceGray" if components == 1 else "DeviceRGB"
        draw = f"q {w} 0 0 {h} 0 0 cm /I Do Q".encode()
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {w} {h}] /Contents {first + 1} 0 R "
            f"/Resources << /XObject << /I {first + 2} 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(draw), draw))
        objects.append(
            f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /{space} /BitsPerComponent 8 "
            f"/Filter /DCTDecode /Length {len(jpeg)} >>\nstream\n".encode() + jpeg + b"\nendstream"
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def size_of(jpeg):
    """Width, height and number of components from the frame header."""
    at = 2
    while True:
        marker, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xC2:
            return int.from_bytes(jpeg[at + 7 : at + 9], "big"), int.from_bytes(jpeg[at + 5 : at + 7], "big"), jpeg[at + 9]
        at += 2 + length


def characters(text):
    return collections.Counter(c for c in unicodedata.normalize("NFKC", text) if not c.isspace())


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    models = os.environ.get("JIXIAO_OCR_MODELS", "target/models")
    folder = tempfile.mkdtemp(prefix="jixiao-scans-")
    printed, images, files = collections.Counter(), [], []
    for number, (sample, page) in enumerate(PAGES):
        stem = os.path.join(folder, f"page{number}")
        where = ["-f", str(page), "-l", str(page)]
        subprocess.run(["pdftoppm", "-gray", "-r", "200", "-jpeg", "-singlefile", *where, sample, stem], check=True)
        jpeg = open(stem + ".jpg", "rb").read()
        images.append((jpeg, *size_of(jpeg)))
        files.append(stem + ".jpg")
        printed += characters(subprocess.run(["pdftotext", *where, sample, "-"], check=True, capture_output=True, text=True).stdout)
    scan = os.path.join(folder, "scan.pdf")
    open(scan, "wb").write(pdf_of(images))

    out = os.path.join(folder, "out")
    options = ["--quiet", "--fresh", "--format", "json", "--timeout", "600", "--ocr-models", models]
    commands = {
        "jixiao convert": [JIXIAO, "convert", scan, "-o", out, *options],
        "RapidOCR": [sys.executable, "-c", RAPID, *files],
        "tesseract chi_sim": ["sh", "-c", TESSERACT, "sh", *files],
    }
    times = {name: [] for name in commands}
    memory = {name: 0.0 for name in commands}
    texts = {}
    for _ in range(rounds):
        for name, command in commands.items():
            seconds, mebibytes, texts[name], _ = run(command, os.cpu_count())
            times[name].append(seconds)
            memory[name] = max(memory[name], mebibytes)
    read = []
    for image in images:
        alone, svg = os.path.join(folder, "page.pdf"), os.path.join(folder, "page.svg")
        open(alone, "wb").write(pdf_of([image]))
        run([JIXIAO, "inspect", alone, "--page", "1", "-o", svg, "--ocr-models", models], os.cpu_count())
        read += re.findall(r"<text[^>]*>([^<]*)</text>", open(svg, encoding="utf-8").read())
    texts["jixiao convert"] = "".join(read).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("&quot;", '"')

    print(f"{len(PAGES)} pages at 200 dpi, medians of {rounds} rounds, {os.cpu_count()} processors\n")
    print("| | seconds a page | memory | characters found |")
    print("|---|--:|--:|--:|")
    for name in commands:
        found = sum((printed & characters(texts[name])).values()) / sum(printed.values())
        print(f"| {name} | {statistics.median(times[name]) / len(PAGES):.2f} | {memory[name]:.0f} MiB | {100 * found:.1f} % |")
    shutil.rmtree(folder)


main()
