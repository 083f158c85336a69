"""Validates a run's outputs by JSON Schema: validate.py SCHEMAS SARIF_SCHEMA OUTPUT. Prints what was validated; any fault ends it.

The published schemas let further fields be; here they are closed first, so that a field which the schema does not know is a fault."""

import csv
import json
import pathlib
import sys

from jsonschema import Draft4Validator, Draft202012Validator


def closed(schema):
    """The schema with no further fields allowed wherever it lists fields."""
    if isinstance(schema, dict):
        schema = {key: closed(value) for key, value in schema.items()}
        if "properties" in schema and "additionalProperties" not in schema and "$ref" not in schema:
            schema["additionalProperties"] = False
    elif isinstance(schema, list):
        schema = [closed(item) for item in schema]
    return schema


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def check(validator, value, where):
    faults = sorted(validator.iter_errors(value), key=lambda fault: list(map(str, fault.path)))
    if faults:
        fault = faults[0]
        sys.exit(f"{where}: {len(faults)} faults; the first at {list(fault.absolute_path)}: {fault.message[:300]}")


def cell(text, kinds):
    """A CSV field as the value it was printed from."""
    if text == "":
        return None
    if "integer" in kinds:
        return int(text)
    return float(text) if "number" in kinds else text


def main(schemas, sarif_schema, output):
    schemas, output = pathlib.Path(schemas), pathlib.Path(output)
    of = {path.name.removesuffix(".schema.json"): load(path) for path in schemas.glob("*.schema.json")}
    for schema in of.values():
        Draft202012Validator.check_schema(schema)
    counts = {}

    def count(kind, number=1):
        counts[kind] = counts.get(kind, 0) + number

    document = Draft202012Validator(closed(of["document"]))
    for path in sorted(output.glob("*.json")):
        if path.name == "run.json":
            check(Draft202012Validator(closed(of["run"])), load(path), path.name)
            count("run")
        else:
            check(document, load(path), path.name)
            count("document")
    finding = Draft202012Validator(closed(of["finding"]))
    for line in (output / "findings.jsonl").read_text(encoding="utf-8").splitlines():
        check(finding, json.loads(line), "findings.jsonl")
        count("finding")
    for name, row_schema in of["dataset"]["$defs"].items():
        validator = Draft202012Validator(row_schema)
        with (output / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                kinds = row_schema["properties"]
                check(validator, {key: cell(text, kinds[key]["type"]) for key, text in row.items()}, f"{name}.csv")
                count("row")
    log = load(output / "findings.sarif")
    check(Draft4Validator(load(pathlib.Path(sarif_schema))), log, "findings.sarif")
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"], result["ruleId"]
    prints = [result["partialFingerprints"]["finding/v2"] for result in run["results"]]
    assert len(set(prints)) == len(prints), "two results have one fingerprint"
    count("result", len(run["results"]))
    assert counts["result"] == counts["finding"], counts
    print(json.dumps(counts))


main(*sys.argv[1:])
