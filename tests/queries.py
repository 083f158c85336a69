"""Runs the README's Python snippets on a dataset, and holds what they read from Parquet against the CSVs.

Usage: queries.py SNIPPET_FILE, in a folder that holds `output/`. Each query on Parquet files is run a second time on the
CSV files, typed as the Parquet columns are; both must give the same rows. Ends with 1 at the first disagreement.
"""

import re
import sys

import duckdb

PARQUET = re.compile(r"'output/parquet/(\w+)/[^']*'")


def fail(message):
    print(f"queries: {message}", file=sys.stderr)
    sys.exit(1)


def typed(table):
    """The CSV file of a table as a query with the types of its Parquet files."""
    columns = duckdb.execute(f"DESCRIBE SELECT * FROM 'output/parquet/{table}/**/*.parquet'").fetchall()
    picked = ", ".join(
        f'CAST("{"fiscal_year" if name == "year" else name}" AS {kind}) AS "{name}"' for name, kind, *_ in columns
    )
    return f"(SELECT {picked} FROM read_csv('output/{table}.csv', all_varchar = true, header = true))"


def checked(query, *more, **options):
    """What `duckdb.sql` gives, after the same query on the CSVs gave the same."""
    tables = PARQUET.findall(query)
    if tables:
        got = sql(query).fetchall()
        want = sql(PARQUET.sub(lambda match: typed(match.group(1)), query)).fetchall()
        if sorted(map(repr, got)) != sorted(map(repr, want)):
            fail(f"Parquet and CSV give different rows: {got[:3]} {want[:3]}")
        if not got:
            fail(f"a query of the README finds nothing: {query}")
        counts["queries"] += 1
    return sql(query, *more, **options)


def frame(read, length):
    """A reader of a Parquet folder that checks how much it read."""

    def checked_frame(path, *more, **options):
        table = re.fullmatch(r"output/parquet/(\w+)", str(path).rstrip("/")).group(1)
        got = read(path, *more, **options)
        ((want,),) = sql(f"SELECT count(*) FROM {typed(table)}").fetchall()
        if length(got) != want or want == 0:
            fail(f"{read.__module__} reads {length(got)} rows of {table}, the CSV has {want}")
        counts["queries"] += 1
        return got

    return checked_frame


sql = duckdb.sql
counts = {"queries": 0}


def main(path):
    with open(path, encoding="utf-8") as file:
        snippet = file.read()
    duckdb.sql = checked
    if "pandas" in snippet:
        import pandas

        pandas.read_parquet = frame(pandas.read_parquet, len)
    if "polars" in snippet:
        import polars

        polars.read_parquet = frame(polars.read_parquet, len)
    exec(compile(snippet, path, "exec"), {"__name__": "snippet"})
    print(f"queries: {counts['queries']} checked")


if __name__ == "__main__":
    main(sys.argv[1])
