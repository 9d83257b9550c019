#!/usr/bin/env python3
"""Instructions a request of the release build, counted by callgrind: a measure that a busy machine does not disturb.

Each case of requests.py is run twice with different numbers of requests on one connection; the difference, divided by the
difference of the numbers, is what a request costs in the program (the kernel's part is not counted).

Usage: instructions.py [CASE …] [--program PATH] [--against PATH]
Needs valgrind.
"""
import argparse
import http.client
import json
import os
import pathlib
import re
import signal
import subprocess
import tempfile

import requests as rates

FEW, MANY = 200, 1200
CASES = {name: case for name, case in rates.CASES.items() if "large" not in name and "50000" not in name}


def total(program, case, count, options=(), prepare=lambda port: None):
    """Instructions of a run of the program that is prepared and then answers that many requests."""
    seed, method, path, headers, body, status = case
    with tempfile.TemporaryDirectory() as text:
        folder = pathlib.Path(text)
        (folder / "seed.json").write_text(json.dumps(seed))
        port = rates.free_port()
        process = subprocess.Popen(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", program, "--host", "127.0.0.1",
             "--port", str(port), "--seed", f"{folder}/seed.json", *options],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            env={**os.environ, "UNDERSTUDY_EPHEMERAL": "true"})
        rates.wait_for(port)
        prepare(port)
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for _ in range(count):
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status != status:
                raise SystemExit(f"{path} answers {answer.status}, expected {status}")
        connection.close()
        process.send_signal(signal.SIGTERM)
        output = process.communicate(timeout=120)[1]
        return int(re.search(r"Collected : (\d+)", output)[1])


def per_request(program, case, options=(), prepare=lambda port: None):
    few, many = (total(program, case, count, options, prepare) for count in (FEW, MANY))
    return (many - few) / (MANY - FEW)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", nargs="*", metavar="CASE", help=", ".join(CASES))
    parser.add_argument("--program", default=str(rates.ROOT / ".build/release/understudy"))
    parser.add_argument("--against", metavar="PATH", help="another build to compare with")
    arguments = parser.parse_args()
    print(f"{'case':28} {'instructions':>12}" + (f" {'before':>12} {'change':>8}" if arguments.against else ""))
    for name in arguments.cases or CASES:
        case = CASES[name]()
        mine = per_request(arguments.program, case)
        line = f"{name:28} {mine:12,.0f}"
        if arguments.against:
            before = per_request(arguments.against, case)
            line += f" {before:12,.0f} {mine / before - 1:+8.1%}"
        print(line, flush=True)


if __name__ == "__main__":
    main()
