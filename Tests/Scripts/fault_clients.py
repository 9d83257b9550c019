#!/usr/bin/env python3
"""Shows each kind of fault to clients that people use: curl, Python's requests and Node's fetch.

Usage: fault_clients.py PROGRAM
Needs curl, node, and requests of PyPI. Load goes to 127.0.0.1 only.
"""
import json
import subprocess
import sys
import time

import requests

KEY = "ak_demo_fake_ada_all"
PATH = "/organization/"
DELAY_MS, BYTES_PER_SECOND = 300, 4000

# What a fault does, and what each client says of it: exit status of curl, error of requests, message of fetch.
FAULTS = [
    ("status", {"status": 503, "message": "Down"}, 0, None, "503"),
    ("delay", {"delay_ms": DELAY_MS}, 0, None, "200"),
    ("pace", {"bytes_per_second": BYTES_PER_SECOND}, 0, None, "200"),
    ("drop", {"drop": True}, 52, requests.exceptions.ConnectionError, "fetch failed"),
    ("reset", {"reset": True}, 56, requests.exceptions.ConnectionError, "fetch failed"),
    ("truncate", {"truncate_after_bytes": 40}, 18, requests.exceptions.RequestException, "terminated"),
]
FETCH = """
const [url, key] = process.argv.slice(1);
try {
  const reply = await fetch(url, { headers: { authorization: key } });
  await reply.text();
  console.log(reply.status);
} catch (error) {
  console.log(error.message);
}
"""


def by_curl(url):
    return subprocess.run(["curl", "-s", "-o", "/dev/null", "-H", f"authorization: {KEY}", url]).returncode


def by_requests(url):
    try:
        return requests.get(url, headers={"authorization": KEY}, timeout=10).content and None
    except requests.exceptions.RequestException as error:
        return error


def by_fetch(url):
    words = ["node", "--input-type=module", "-e", FETCH, url, KEY]
    return subprocess.run(words, capture_output=True, text=True).stdout.strip()


def timed(action):
    began = time.monotonic()
    return action(), (time.monotonic() - began) * 1000


def check(base, name, then, curl, error, message):
    sandbox = requests.post(base + "/_understudy/sandboxes", json={}, timeout=10).json()["url"]
    rule = {"match": {"service": "capgo"}, "then": then}
    added = requests.post(sandbox + "/_understudy/faults", json=rule, timeout=10)
    assert added.status_code == 201, added.text
    byte_count = len(requests.get(base + PATH, headers={"authorization": KEY}, timeout=10).content)
    # How long it takes at least.
    least = {"delay": DELAY_MS, "pace": byte_count / BYTES_PER_SECOND * 1000 * 0.5}.get(name, 0)
    (status, first), (found, second), (said, third) = (
        timed(lambda: client(sandbox + PATH)) for client in (by_curl, by_requests, by_fetch))
    assert status == curl, f"{name}: curl ends with {status}, expected {curl}"
    assert found is None if error is None else isinstance(found, error), f"{name}: requests raises {found!r}"
    assert said == message, f"{name}: fetch says {said!r}, expected {message!r}"
    assert min(first, second, third) >= least, f"{name}: took {first:.0f}, {second:.0f} and {third:.0f} ms, expected {least}"
    fired = requests.get(sandbox + "/_understudy/faults", timeout=10).json()["faults"][0]
    print(f"{name}: curl {status}, requests {type(found).__name__}, fetch {said!r}; {json.dumps(fired)}")


def main():
    process = subprocess.Popen(
        [sys.argv[1], "--port", "0", "--host", "127.0.0.1", "--ephemeral", "--log-level", "error"],
        stdout=subprocess.PIPE, text=True)
    try:
        base = next(line.split()[-1] for line in process.stdout if line.startswith("listening on "))
        for row in FAULTS:
            check(base, *row)
    finally:
        process.terminate()
        process.wait(10)


main()
