#!/usr/bin/env python3
"""Writes docs/contract-<service>.md from the OpenAPI documents in Tests/Golden, which the tests hold against the program.

Usage: contract_pages.py [--check]; with --check it writes nothing and fails when a page is not up to date.
"""
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SERVICES = {
    "cavos": ["2026-02"],
    "capgo": ["documented"],
    "capydb": ["2026-08", "2026-09"],
}


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def cut(value):
    """A value whose lists have their first element only."""
    if isinstance(value, list):
        return [cut(element) for element in value[:1]]
    if isinstance(value, dict):
        return {name: cut(member) for name, member in value.items()}
    return value


def operations(document):
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield method.upper(), path, operation


def answers(operation):
    """(status, name, body, basis) of each answer."""
    for status, response in operation["responses"].items():
        for content in response.get("content", {}).values():
            for name, example in content["examples"].items():
                yield status, name, compact(cut(example["value"])), example.get("x-basis", "")


def row(answer):
    status, name, body, basis = answer
    body = body.replace("|", "\\|")
    return f"| {status} | {name} | `{body}` | {basis} |"


def table(rows):
    return ["| Status | Name | Body | Basis |", "| --- | --- | --- | --- |", *map(row, rows), ""]


def type_of(schema):
    kind = schema.get("type", "any")
    if isinstance(kind, list):
        kind = " or ".join(kind)
    if "format" in schema:
        kind += f" ({schema['format']})"
    if "minimum" in schema:
        kind += f" from {schema['minimum']}" + (f" to {schema['maximum']}" if "maximum" in schema else "")
    if "pattern" in schema:
        kind += f" matching `{schema['pattern']}`"
    if "enum" in schema:
        kind += ", one of " + ", ".join(f"`{text}`" for text in schema["enum"] if text is not None)
    return kind


def fields(operation):
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content:
        required = content["schema"].get("required", [])
        for name, schema in content["schema"]["properties"].items():
            yield f"* body `{name}`: {type_of(schema)}{', required' if name in required else ''}"
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "query" and "description" not in parameter:
            needed = ", required" if parameter["required"] else ""
            yield f"* query `{parameter['name']}`: {type_of(parameter['schema'])}{needed}"


def common(document):
    """The refusals that every operation with a key has."""
    keyed = [list(answers(operation)) for _, _, operation in operations(document) if "security" in operation]
    if len(keyed) < 2:
        return []
    return [answer for answer in keyed[0] if all(answer in other for other in keyed)]


def section(method, path, operation, shared):
    lines = [f"### {method} {path} ({operation['operationId']})", ""]
    told = list(fields(operation))
    if told:
        lines += told + [""]
    hidden = shared if "security" in operation else []
    return lines + table([answer for answer in answers(operation) if answer not in hidden])


def page(service, contracts):
    documents = {
        contract: json.loads((ROOT / f"Tests/Golden/openapi-{service}-{contract}.json").read_text("utf-8"))
        for contract in contracts
    }
    first = documents[contracts[0]]
    shared = common(first)
    lines = [
        f"# {first['info']['title']}: the contract",
        "",
        "Generated from the program's declarations by `Tests/Scripts/contract_pages.py`. A part in angle brackets depends on",
        "the request. The basis of an answer: *documented* by the vendor, *observed* in its public code or behaviour, or",
        "*assumed* where nothing public says so; that of answers of success is not declared. Lists in examples are cut to one element; a body of the wrong JSON type or a",
        "request that is no HTTP is refused in the same shape.",
        "",
        "## Not emulated",
        "",
        *[f"* {sentence}" for sentence in first["info"]["x-not-emulated"]],
        "",
        f"## Contract {contracts[0]}",
        "",
    ]
    if shared:
        lines += ["Answers of every operation with a key:", "", *table(shared)]
    for method, path, operation in operations(first):
        lines += section(method, path, operation, shared)
    for contract in contracts[1:]:
        lines += [f"## Contract {contract}", "", f"As {contracts[0]}, but:", ""]
        for method, path, operation in operations(documents[contract]):
            if operation != first["paths"][path][method.lower()]:
                lines += section(method, path, operation, shared)
    return "\n".join(lines)


def main():
    stale = []
    for service, contracts in SERVICES.items():
        file = ROOT / f"docs/contract-{service}.md"
        text = page(service, contracts)
        if "--check" in sys.argv[1:]:
            if not file.exists() or file.read_text("utf-8") != text:
                stale.append(str(file.relative_to(ROOT)))
        else:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, "utf-8")
    if stale:
        sys.exit(f"{', '.join(stale)}: not up to date; run Tests/Scripts/contract_pages.py")


main()
