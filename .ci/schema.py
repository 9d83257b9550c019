#!/usr/bin/env python3
"""Validates seeds against seed/seed.schema.json and says which file and path does not validate.

Usage: schema.py [FILE...]; without files, those beside the schema. Needs the package jsonschema.
"""
import json
import pathlib
import sys

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import SchemaError, best_match

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "seed" / "seed.schema.json"


def problems(path, validator):
    """Yields a line for each part of a file that does not validate."""
    try:
        seed = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        yield f"{path}: {error}"
        return
    for error in sorted(validator.iter_errors(seed), key=lambda error: error.json_path):
        reason = best_match([error])
        yield f"{path}: {reason.json_path}: {reason.message}"


def main():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        sys.exit(f"{SCHEMA}: {error.json_path}: {error.message}")
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    files = [pathlib.Path(name) for name in sys.argv[1:]] or sorted(set(SCHEMA.parent.glob("*.json")) - {SCHEMA})
    lines = [line for path in files for line in problems(path, validator)]
    print(*lines, sep="\n", end="\n" if lines else "", file=sys.stderr)
    print(f"{len(files)} seeds, {len(lines)} problems")
    if lines or not files:
        sys.exit(1)


main()
