"""Reads the dataset of a run with DuckDB, and its workbook with openpyxl, and holds both against the JSON files of the same
run. Prints what it compared.

Usage: readback.py OUTPUT_FOLDER. Ends with 1 at the first disagreement.
"""

import glob
import json
import os
import sys
from decimal import Decimal

import duckdb
import openpyxl


def fail(message):
    print(f"readback: {message}", file=sys.stderr)
    sys.exit(1)


def number(text):
    return None if text is None else Decimal(text)


def main(folder):
    db = duckdb.connect()
    for name in ("documents", "tables", "budgets", "indicators", "findings"):
        path = os.path.join(folder, f"{name}.csv")
        db.execute(f"CREATE TABLE {name} AS SELECT * FROM read_csv('{path}', all_varchar = true, header = true)")
        for (column,) in db.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = $1", [name]
        ).fetchall():
            plain = column.isascii() and column == column.lower() and column.replace("_", "").isalnum()
            if len(column) > 32 or not plain:
                fail(f"{name}.{column} is no name that every reader takes")
            # A text that a spreadsheet would run stands behind an apostrophe.
            db.execute(
                f'UPDATE {name} SET "{column}" = substr("{column}", 2) '
                f"WHERE regexp_matches(\"{column}\", '^''+[=+@\\t\\r\\n-]')"
            )

    documents = {}
    for path in sorted(glob.glob(os.path.join(folder, "*.json"))):
        if os.path.basename(path) == "run.json":
            continue
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
        documents[document["source"]["file"]] = (os.path.basename(path)[:-5], document)

    rows = db.execute(
        "SELECT source, output, sha256, tables, indicators, findings FROM documents WHERE error IS NULL"
    ).fetchall()
    if {row[0] for row in rows} != set(documents):
        fail("documents.csv and the JSON files name different documents")
    for source, output, sha256, tables_, indicators_, findings_ in rows:
        stem, document = documents[source]
        forms = document["tables"]
        counts = (len(forms), sum(len(form["indicators"]) for form in forms), len(document["findings"]))
        if (output, sha256) != (stem, document["source"]["sha256"]) or counts != (int(tables_), int(indicators_), int(findings_)):
            fail(f"documents.csv says of {source} something else than its JSON")

    compared = 0
    for source, (_, document) in documents.items():
        for form in document["tables"]:
            where = "WHERE source = $1 AND \"table\" = $2"
            got = db.execute(
                f"SELECT role, label, amount, page FROM budgets {where}", [source, form["id"]]
            ).fetchall()
            want = [(b["role"], b["label"] or None, b["amount"], b["place"]["page"]) for b in form["budget"]]
            if [(r, l, number(a), int(p)) for r, l, a, p in got] != [(r, l, number(a), p) for r, l, a, p in want]:
                fail(f"budgets.csv and JSON differ in {source} {form['id']}")
            got = db.execute(
                "SELECT indicator, level3, target_raw, target_kind, target_value, weight, scoring_raw, actual_raw, score, page "
                f"FROM indicators {where}",
                [source, form["id"]],
            ).fetchall()
            want = [
                (
                    i["id"], i["level3"] or None, i["target"]["raw"] or None, i["target"]["kind"], i["target"]["value"],
                    i["weight"], i["scoring_raw"], (i["actual"] or {}).get("raw") or None, i["score"], str(i["place"]["page"]),
                )
                for i in form["indicators"]
            ]
            if got != want:
                pairs = [pair for pair in zip(got, want) if pair[0] != pair[1]]
                fail(f"indicators.csv and JSON differ in {source} {form['id']}: {pairs[:1]}")
            compared += len(got)
        got = db.execute("SELECT rule, severity, message FROM findings WHERE source = $1", [source]).fetchall()
        if got != [(f["rule"], f["severity"], f["message"]) for f in document["findings"]]:
            fail(f"findings.csv and JSON differ in {source}")

    # Amounts in yuan are exact: 万元 times ten thousand, digit by digit.
    wrong = db.execute(
        "SELECT source, \"table\", role, amount, amount_yuan FROM budgets WHERE currency_unit = '万元' AND amount IS NOT NULL "
        "AND (amount_yuan IS NULL OR CAST(amount_yuan AS DECIMAL(38, 8)) <> CAST(amount AS DECIMAL(30, 8)) * 10000)"
    ).fetchall()
    if wrong:
        fail(f"amount_yuan is not the amount times ten thousand: {wrong[0]}")
    parquet(db, folder)
    workbook(db, os.path.join(folder, "jixiao.xlsx"))
    print(f"readback: {len(documents)} documents, {compared} indicators agree")


def parquet(db, folder):
    """The Parquet files have the CSVs' columns in their order, typed, and the CSVs' rows."""
    with open(os.path.join(folder, "run.json"), encoding="utf-8") as file:
        left_out = json.load(file)["decimals_left_out_of_parquet"]
    if left_out != 0:
        fail(f"Parquet leaves {left_out} decimals out")
    for name in ("documents", "tables", "budgets", "indicators", "findings"):
        files = os.path.join(folder, "parquet", name, "**", "*.parquet")
        columns = db.execute(f"DESCRIBE SELECT * FROM read_parquet('{files}')").fetchall()
        types = {column: kind for column, kind, *_ in columns if column != "year"}
        want = [column for (column,) in db.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = $1 ORDER BY ordinal_position", [name]
        ).fetchall()]
        if list(types) != want:
            fail(f"Parquet has the columns {list(types)} in {name}, CSV {want}")
        decimals = [kind for kind in types.values() if kind.startswith("DECIMAL")]
        if any(kind != "DECIMAL(38,10)" for kind in decimals) or "DOUBLE" in {types.get("amount"), types.get("weight")}:
            fail(f"{name} has amounts that are no decimals: {types}")
        typed = ", ".join(f'CAST("{column}" AS {kind})' for column, kind in types.items())
        plain = ", ".join(f'"{column}"' for column in types)
        one, other = f"SELECT {plain} FROM read_parquet('{files}')", f"SELECT {typed} FROM {name}"
        for less, more in ((one, other), (other, one)):
            rest = db.execute(f"{less} EXCEPT ALL {more} LIMIT 1").fetchall()
            if rest:
                fail(f"Parquet and CSV differ in {name}: {rest[0]}")
        if "fiscal_year" in types:
            wrong = db.execute(
                f"SELECT fiscal_year, year FROM read_parquet('{files}') WHERE fiscal_year IS DISTINCT FROM year"
            ).fetchall()
            if wrong:
                fail(f"{name} has rows in the folder of another year: {wrong[0]}")


def workbook(db, path):
    """The workbook has the CSVs' rows, and each finding's link leads to the row it is about."""
    book = openpyxl.load_workbook(path)
    sheets = {"概览": "documents", "表": "tables", "指标": "indicators", "预算": "budgets", "问题": "findings"}
    if book.sheetnames != [*sheets, "说明"]:
        fail(f"the workbook has the sheets {book.sheetnames}")
    for sheet, name in sheets.items():
        columns = [column for (column,) in db.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = $1 ORDER BY ordinal_position", [name]
        ).fetchall()]
        got = list(book[sheet].iter_rows(min_row=2, values_only=True))
        want = db.execute(f"SELECT * FROM {name}").fetchall()
        if len(got) != len(want):
            fail(f"sheet {sheet} has {len(got)} rows, {name}.csv {len(want)}")
        for row, (cells, fields) in enumerate(zip(got, want), start=2):
            for column, cell, field in zip(columns, cells, fields):
                # A link shows the id of the row that it leads to.
                if (sheet, column) == ("问题", "table"):
                    continue
                same = str(cell) == field if isinstance(cell, str) or cell is None else Decimal(str(cell)) == Decimal(field)
                if not same and not (cell is None and field is None):
                    fail(f"sheet {sheet}, row {row}, {column}: {cell!r} is not {field!r}")
        if book[sheet].freeze_panes != "B2" or not book[sheet].auto_filter.ref:
            fail(f"sheet {sheet} has no frozen heading or no filter")
    links = 0
    for row in book["问题"].iter_rows(min_row=2):
        cell = row[3]
        if cell.hyperlink is None:
            continue
        target, place = cell.hyperlink.location.rsplit("!", 1)
        at = book[target.strip("'")][place]
        line = [other.value for other in book[target.strip("'")][at.row]]
        if line[0] != row[0].value or cell.value not in line[:3]:
            fail(f"the link {cell.value} of row {cell.row} leads to {line[:3]}")
        links += 1
    if links == 0:
        fail("no finding links to its row")


if __name__ == "__main__":
    main(sys.argv[1])
