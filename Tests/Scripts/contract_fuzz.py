#!/usr/bin/env python3
"""Validates the program's OpenAPI documents, sends generated requests and compares the answers with them, by schemathesis.

The plans of the seed have no limits. Needs openapi-spec-validator and schemathesis 4 (PyPI).

Usage: contract_fuzz.py PROGRAM [--service NAME] [--cases N] [--seed N]
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import openapi_spec_validator

ROOT = pathlib.Path(__file__).resolve().parents[2]
CONTRACTS = [("cavos", "2026-02"), ("capgo", "documented"), ("capydb", "2026-08"), ("capydb", "2026-09")]
KEYS = {
    "cavos": "Authorization: Bearer cav_demo_fake_lantern_ci_000000000000000000000000000",
    "capgo": "authorization: ak_demo_fake_ada_all",
    "capydb": "Authorization: Bearer capy_live_moth_demo_fake_0000000000000000000000000000",
}
CHECKS = [
    "not_a_server_error", "status_code_conformance", "content_type_conformance",
    "response_headers_conformance", "response_schema_conformance", "negative_data_rejection",
]


def seed(contracts):
    """The demo without limits of rates and apps, with the contracts to be tested."""
    world = json.loads((ROOT / "seed/demo.json").read_text("utf-8"))
    plans = {user_plan for user in world["users"] for user_plan in user.get("plans", {}).items()}
    plans |= {("cavos", "developer"), ("capgo", "standard"), ("capydb", "launch")}
    world["plans"] = []
    for service, plan in sorted(plans):
        limits = {"service": service, "id": plan, "requests_per_minute": None}
        if service == "cavos":
            limits["app_limit"] = None
        world["plans"].append(limits)
    for service, contract in contracts.items():
        world[service].setdefault("options", {})["contract"] = contract
    return world


def fuzz(program, service, contract, cases, random_seed):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "seed.json").write_text(json.dumps(seed({service: contract} if service == "capydb" else {})))
        document = subprocess.run(
            [program, "openapi", service, "--contract", contract], check=True, capture_output=True).stdout
        (folder / "openapi.json").write_bytes(document)
        openapi_spec_validator.validate(json.loads(document))
        server = subprocess.Popen(
            [program, "--port", "0", "--ephemeral", "--seed", str(folder / "seed.json"), "--log-level", "error"],
            stdout=subprocess.PIPE, text=True)
        try:
            for line in server.stdout:
                if line.startswith("listening on http://127.0.0.1:"):
                    base = line.split()[-1]
                    break
            else:
                sys.exit("the program did not start")
            command = [
                sys.executable, "-m", "schemathesis.cli", "run", str(folder / "openapi.json"), "--url", base,
                "-H", KEYS[service], "--checks", ",".join(CHECKS), "--max-examples", str(cases),
                "--seed", str(random_seed), "--phases", "examples,coverage,fuzzing", "--no-color",
                "--suppress-health-check", "all",
            ]
            return subprocess.run(command, env={**os.environ, "SCHEMATHESIS_TELEMETRY": "false"}).returncode
        finally:
            server.terminate()
            server.wait()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--service")
    parser.add_argument("--cases", type=int, default=25, help="of each operation")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    failed = []
    for service, contract in CONTRACTS:
        if options.service in (None, service):
            print(f"-- {service} {contract}", flush=True)
            if fuzz(program, service, contract, options.cases, options.seed):
                failed.append(f"{service} {contract}")
    if failed:
        sys.exit("answers differ from the document: " + ", ".join(failed))


main()
