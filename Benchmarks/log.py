#!/usr/bin/env python3
"""What the request log and fault rules cost, and how fast the log is read.

Four parts, or those that are named:

instructions  of a request, by callgrind: without log, with it, and with the log and 100 rules of one kind that match nothing
throughput    the same, as requests a second and processor time a request; the variants alternate
reading       a log that is full of requests with bodies of some size: a page of 1000 entries, filters by status and by a member
              of the body that select nothing, so that the whole log is read; and how long the loop works meanwhile without
              answering another request
memory        after each of some rounds of very many requests

A busy machine disturbs all but the instructions.

Usage: log.py [PART …] [--program PATH] [--case CASE] [--rounds N] [--seconds N] [--requests N] [--minutes N]
Needs wrk and taskset, and valgrind for the instructions. Load goes to 127.0.0.1 only and ends by itself.
"""
import argparse
import contextlib
import http.client
import json
import pathlib
import statistics
import tempfile
import time

import instructions
import requests as rates
import stalls

RULES = 100
LOG_ENTRIES = 10_000
# For the instructions: few, so that each request evicts an entry, as in a full log.
FEW_ENTRIES = 100
WITHOUT_LOG = ["--no-request-log"]

KINDS = {
    "path": lambda number: {"path": f"/other/{number}"},
    "path pattern": lambda number: {"path": f"/other/{number}/**"},
    "header": lambda number: {"headers": {"authorization": f"other {number}"}},
    "service": lambda number: {"service": "capydb", "path": "/**"},
    "body": lambda number: {"body": {"name": f"other {number}"}},
}
VARIANTS = {"no log": (WITHOUT_LOG, None), "log": ([], None), **{f"log, {kind}": ([], kind) for kind in KINDS}}


def call(port, method, path, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    text = None if body is None else json.dumps(body)
    connection.request(method, path, text, {"Content-Type": "application/json"} if body is not None else {})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    if answer.status >= 300:
        raise SystemExit(f"{method} {path} answers {answer.status}: {content[:200]}")
    return content


def add_rules(port, kind):
    if kind:
        for number in range(RULES):
            call(port, "POST", "/_understudy/faults", {"match": KINDS[kind](number), "then": {"status": 503}})


@contextlib.contextmanager
def running(program, seed, options=()):
    """A server on core 0: its port and process id."""
    with tempfile.TemporaryDirectory() as text:
        port = rates.free_port()
        process, pid = rates.start_understudy(program, pathlib.Path(text), port, seed, ["--log-level", "error", *options])
        try:
            yield port, pid
        finally:
            process.terminate()
            process.wait()


def show_instructions(options):
    case = rates.CASES[options.case]()
    print(f"{'instructions a request: ' + options.case:50} {'':>10} {'change':>8}")
    first = None
    for name, (flags, kind) in VARIANTS.items():
        flags = flags or ["--request-log-entries", str(FEW_ENTRIES)]
        spent = instructions.per_request(options.program, case, flags, lambda port: add_rules(port, kind))
        first = first or spent
        print(f"{name:50} {spent:10,.0f} {spent / first - 1:+8.1%}", flush=True)


def show_throughput(options):
    seed, method, path, headers, body, _ = rates.CASES[options.case]()
    print(f"{'throughput: ' + options.case:50} {'a second':>10} {'µs each':>8} {'change':>8}")
    results = {name: [] for name in VARIANTS}
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        rates.write_script(folder, method, headers, body)
        servers = {}
        for name, (flags, kind) in VARIANTS.items():
            servers[name] = stack.enter_context(running(options.program, seed, flags))
            add_rules(servers[name][0], kind)
        for _ in range(options.rounds):
            for name, (port, pid) in servers.items():
                results[name].append(rates.measure(folder, pid, f"http://127.0.0.1:{port}{path}", options.seconds))
    first = None
    for name, rows in results.items():
        rate, spent = map(statistics.median, zip(*rows))
        first = first or spent
        print(f"{name:50} {rate:10,.0f} {spent:8.1f} {spent / first - 1:+8.1%}", flush=True)


def fill(port, size):
    """Fills the log with requests that are refused with 401, 404 or 400."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for number in range(LOG_ENTRIES):
        value = {"name": f"My App {number}", "organization_id": rates.uuid(1, 1), "description": "d" * size}
        headers = {"Authorization": f"Bearer cav_fake_{number % 3}", "Content-Type": "application/json",
                   "User-Agent": "benchmark/1.0", "Accept": "application/json"}
        connection.request("POST", f"/api/v1/apps?number={number}", json.dumps(value), headers)
        connection.getresponse().read()
    connection.close()


READS = {
    "page of 1000": ("limit=1000", 1000),
    "filter by status": ("status=503&limit=1000", 0),
    "filter by a string in the body": ("body=%7B%22name%22:%22none%22%7D&limit=1000", 0),
    "filter by a number in the body": ("body=%7B%22count%22:1%7D&limit=1000", 0),
    "filter by path and header": ("path=/api/v2/*&headers.user-agent=x&limit=1000", 0),
    "filter that selects one in three": ("key=cav_fake_1&limit=1000", 1000),
}


def show_reading(options):
    for size in (30, 3_000):
        print(f"{f'reading, bodies of about {size + 100} bytes':50} {'ms':>8} {'loop ms':>8} {'most':>8} {'bytes':>10}")
        with running(options.program, {"version": 1}) as (port, pid):
            fill(port, size)
            probe = stalls.Probe(port, pid)
            for name, (query, wanted) in READS.items():
                path = f"/_understudy/requests?{query}"
                content = call(port, "GET", path)
                count = len(json.loads(content)["requests"])
                if count != wanted:
                    raise SystemExit(f"{path} shows {count} entries, expected {wanted}")
                alone, work, most = [], [], []
                for _ in range(options.rounds * 5):
                    began, before = time.perf_counter(), processor_milliseconds(pid)
                    call(port, "GET", path)
                    alone.append((time.perf_counter() - began) * 1e3)
                    work.append(processor_milliseconds(pid) - before)
                for _ in range(options.rounds):
                    probe.begin()
                    call(port, "GET", path)
                    most.append(probe.end()[2])
                print(f"{name:50} {statistics.median(alone):8.1f} {statistics.median(work):8.1f} {min(most):8.1f} {len(content):10,}",
                      flush=True)


def processor_milliseconds(pid):
    return int(pathlib.Path(f"/proc/{pid}/task/{pid}/schedstat").read_text().split()[0]) / 1e6


def resident_mebibytes(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))) / 1024


def show_memory(options):
    seed, method, path, headers, body, _ = rates.CASES[options.case]()
    print(f"{'memory: ' + options.case:50} {'requests':>10} {'MiB':>8}")
    with tempfile.TemporaryDirectory() as text, running(options.program, seed) as (port, pid):
        folder = pathlib.Path(text)
        rates.write_script(folder, method, headers, body)
        print(f"{'at the start':50} {0:10,} {resident_mebibytes(pid):8.1f}", flush=True)
        end = time.monotonic() + options.minutes * 60
        total = 0
        for number in range(1, 6):
            count = 0
            while count < options.requests and time.monotonic() < end:
                rate, _ = rates.measure(folder, pid, f"http://127.0.0.1:{port}{path}", options.seconds)
                count += int(rate * options.seconds)
            total += count
            print(f"{f'after round {number}':50} {total:10,} {resident_mebibytes(pid):8.1f}", flush=True)
            if time.monotonic() >= end:
                return print("the time is over")


PARTS = {
    "instructions": show_instructions, "throughput": show_throughput, "reading": show_reading, "memory": show_memory,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--program", default=str(rates.ROOT / ".build/release/understudy"))
    parser.add_argument("--case", default="capgo-organizations-small", choices=rates.CASES)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--requests", type=int, default=1_000_000, help="requests of a round of the memory's part")
    parser.add_argument("--minutes", type=float, default=10, help="the most time for the memory's part")
    options = parser.parse_args()
    for name in options.parts or PARTS:
        PARTS[name](options)


if __name__ == "__main__":
    main()
