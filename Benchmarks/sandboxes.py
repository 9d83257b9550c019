#!/usr/bin/env python3
"""What a sandbox costs: copies of a large world over HTTP, their memory, resets, and dropping them.

A world of --entities entities is loaded. Then --count sandboxes are copied from the default one on one connection, one
request is sent to each, each is changed a little and reset, and all are dropped. Prints the median and 99th percentile of
each step and the resident memory before, between and after.

Usage: sandboxes.py [--entities N] [--count N] [--program PATH]
Load goes to 127.0.0.1 only and ends by itself.
"""
import argparse
import http.client
import json
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

from requests import USER, free_port, uuid, wait_for

ROOT = pathlib.Path(__file__).resolve().parent.parent
ORGANIZATION = uuid(1, 1)
KEY = {"Authorization": "Bearer cav_fake_benchmark"}
JSON = {"Content-Type": "application/json"}


def seed(entities):
    organizations = [{"id": ORGANIZATION, "name": "First", "owner": USER}]
    return {
        "version": 1, "plans": [{"service": "cavos", "id": "unlimited", "app_limit": None}],
        "users": [{"id": USER, "email": "ada@example.com", "plans": {"cavos": "unlimited"}}],
        "cavos": {
            "organizations": organizations,
            "api_keys": [{"organization_id": ORGANIZATION, "name": "Key", "key": "cav_fake_benchmark"}],
            "apps": [{"organization_id": ORGANIZATION, "name": f"App {n}"} for n in range(entities)],
        },
    }


class Client:
    """One connection that measures each request."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.times = []

    def send(self, method, path, body=None, headers=None, expected=200):
        began = time.perf_counter()
        self.connection.request(method, path, body and json.dumps(body), {**JSON, **(headers or {})})
        reply = self.connection.getresponse()
        text = reply.read()
        self.times.append((time.perf_counter() - began) * 1000)
        if reply.status != expected:
            raise SystemExit(f"{method} {path}: {reply.status} {text[:300]}")
        return text

    def report(self, name):
        times, self.times = sorted(self.times), []
        print(f"{name:34} median {statistics.median(times):7.3f} ms  p99 {times[len(times) * 99 // 100]:7.3f} ms", flush=True)


def resident(process):
    """Kilobytes in memory now."""
    lines = pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--program", default=ROOT / ".build/release/understudy")
    options.add_argument("--entities", type=int, default=1_000_000)
    options.add_argument("--count", type=int, default=9_999)
    options = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "seed.json"
        path.write_text(json.dumps(seed(options.entities)))
        port = free_port()
        process = subprocess.Popen(
            [options.program, "--port", str(port), "--seed", path, "--ephemeral", "--log-level", "error"],
            stdout=subprocess.DEVNULL, env={**os.environ})
        try:
            wait_for(port)
            run(options, Client(port), process)
        finally:
            process.terminate()
            process.wait()


def run(options, client, process):
    names = [f"s-{number}" for number in range(options.count)]
    body = {"name": "Mine", "organization_id": ORGANIZATION}
    before = resident(process)
    print(f"{options.entities} entities: {before / 1000:.0f} MB resident")
    for name in names:
        client.send("POST", "/_understudy/sandboxes", {"name": name, "from": "sandbox:default"}, expected=201)
    client.report(f"copying {options.count} sandboxes")
    copied = resident(process)
    print(f"{'':34} {(copied - before) / options.count:.2f} kB resident each")
    for name in names:
        client.send("GET", f"/_sandbox/{name}/_understudy/clock")
    client.report("a request to each")
    for name in names:
        client.send("POST", f"/_sandbox/{name}/api/v1/apps", body, KEY, 201)
    client.report("a creation in each")
    changed = resident(process)
    print(f"{'':34} {(changed - before) / options.count:.2f} kB resident each")
    for name in names:
        client.send("POST", f"/_sandbox/{name}/_understudy/reset")
    client.report("a reset of each")
    client.send("GET", "/_understudy/sandboxes?limit=100&cursor=s-5")
    client.report("a page of the list")
    for name in names:
        client.send("DELETE", f"/_understudy/sandboxes/{name}")
    client.report("dropping each")
    time.sleep(1)
    print(f"{'':34} {resident(process) / 1000:.0f} MB resident after all")


if __name__ == "__main__":
    main()
