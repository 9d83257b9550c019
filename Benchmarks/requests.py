#!/usr/bin/env python3
"""Requests a second of the release build, measured in one run beside nginx `return 200` with the same load.

The server has core 0 to itself and wrk core 1; rounds of both alternate and the medians are printed, with the processor time
that each spent on a request, which is steadier than the rate on a machine that is not idle.

Usage: requests.py [CASE …] [--program PATH] [--rounds N] [--seconds N]
Needs wrk, nginx and taskset. Load goes to 127.0.0.1 only and ends by itself.
"""
import argparse
import json
import os
import pathlib
import shutil
import socket
import statistics
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
CONNECTIONS = 32
USER = "7d0f3a52-5c1e-4d7e-9a55-2f6c1b0e8a01"


def uuid(kind, number):
    """A readable UUID: what it names, and which one."""
    return f"{kind:08x}-0000-4000-8000-{number:012x}"


def cavos_limit():
    """Creating an app on an account at its limit: authenticated, parsed, counted, refused with 429, nothing written."""
    organization = uuid(1, 1)
    seed = {
        "version": 1, "users": [{"id": USER, "email": "ada@example.com"}],
        "cavos": {
            "organizations": [{"id": organization, "name": "Full", "owner": USER}],
            "api_keys": [{"organization_id": organization, "name": "Key", "key": "cav_fake_benchmark"}],
            "apps": [{"organization_id": organization, "name": f"App {n}"} for n in range(10)],
        },
    }
    body = {"name": "My App", "organization_id": organization, "description": "Optional description"}
    headers = {"Authorization": "Bearer cav_fake_benchmark", "Content-Type": "application/json"}
    return seed, "POST", "/api/v1/apps", headers, json.dumps(body), 429


def capgo_seed(organizations, keys, bundles):
    """A Capgo world of that size, in which one account without a rate limit has one organization and one app."""
    others = [{"id": uuid(2, n), "email": f"user{n}@example.com"} for n in range(organizations)]
    return {
        "version": 1, "plans": [{"service": "capgo", "id": "unlimited", "requests_per_minute": None}],
        "users": [{"id": USER, "email": "ada@example.com", "plans": {"capgo": "unlimited"}}] + others,
        "capgo": {
            "organizations": [{"id": uuid(1, 0), "name": "Mine", "members": [{"user": USER, "role": "super_admin"}]}] + [
                {"id": uuid(1, n + 1), "name": f"Other {n}", "members": [{"user": uuid(2, n), "role": "super_admin"}]}
                for n in range(organizations)],
            "api_keys": [{"user_id": USER, "mode": "all", "name": "Mine", "key": "ak_fake_benchmark"}] + [
                {"user_id": uuid(2, n % max(1, organizations)), "mode": "all", "name": f"Key {n}", "key": f"ak_fake_{n}"}
                for n in range(keys if organizations else 0)],
            "apps": [{"app_id": "com.example.app", "name": "App", "owner_org": uuid(1, 0)}],
            "bundles": [
                {"app_id": "com.example.app", "name": f"1.0.{n}", "external_url": "https://example.com/b.zip", "checksum": "c"}
                for n in range(bundles)],
        },
    }


def capgo_organizations(organizations, keys):
    return capgo_seed(organizations, keys, 0), "GET", "/organization/", {"authorization": "ak_fake_benchmark"}, None, 200


def capgo_bundles(bundles):
    path = "/bundle/?app_id=com.example.app"
    return capgo_seed(0, 0, bundles), "GET", path, {"authorization": "ak_fake_benchmark"}, None, 200


CASES = {
    "cavos-limit": cavos_limit,
    "capgo-organizations-small": lambda: capgo_organizations(50, 100),
    "capgo-organizations-large": lambda: capgo_organizations(10_000, 100_000),
    "capgo-bundles-50": lambda: capgo_bundles(50),
    "capgo-bundles-50000": lambda: capgo_bundles(50_000),
}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port):
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"nothing listens on port {port}")


def start_nginx(folder, port):
    """Starts nginx on core 0; its one worker answers every request with 200 and a short body."""
    (folder / "nginx.conf").write_text(f"""
        worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
        events {{ worker_connections 1024; }}
        http {{ access_log off; keepalive_requests 1000000000;
          server {{ listen 127.0.0.1:{port}; location / {{ default_type application/json; return 200 '{{"ok":true}}'; }} }} }}
    """)
    process = subprocess.Popen(["taskset", "-c", "0", "nginx", "-c", f"{folder}/nginx.conf"], stderr=subprocess.DEVNULL)
    wait_for(port)
    worker = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True).stdout.split()[0]
    return process, int(worker)


def start_understudy(program, folder, port, seed, options=()):
    (folder / "seed.json").write_text(json.dumps(seed))
    process = subprocess.Popen(
        ["taskset", "-c", "0", program, "--host", "127.0.0.1", "--port", str(port), "--seed", f"{folder}/seed.json",
         *options],
        stdout=subprocess.DEVNULL, env={**os.environ, "UNDERSTUDY_EPHEMERAL": "true", "UNDERSTUDY_DATA_DIR": f"{folder}/state"})
    wait_for(port)
    return process, process.pid


def write_script(folder, method, headers, body):
    lines = [f"wrk.method = {json.dumps(method)}"]
    lines += [f"wrk.headers[{json.dumps(name)}] = {json.dumps(value)}" for name, value in headers.items()]
    if body is not None:
        lines.append(f"wrk.body = {json.dumps(body)}")
    (folder / "request.lua").write_text("\n".join(lines))


def processor_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(folder, pid, url, seconds):
    """Returns requests a second and processor microseconds a request."""
    before = processor_seconds(pid)
    output = subprocess.run(
        ["taskset", "-c", "1", "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", f"{folder}/request.lua", url],
        capture_output=True, text=True, check=True).stdout
    spent = processor_seconds(pid) - before
    count = int(next(line.split()[0] for line in output.splitlines() if "requests in" in line))
    rate = float(next(line.split()[1] for line in output.splitlines() if line.startswith("Requests/sec")))
    return rate, spent / count * 1e6


def status_of(url, method, headers, body):
    words = ["curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "-X", method, url]
    for name, value in headers.items():
        words += ["-H", f"{name}: {value}"]
    return subprocess.run(words + (["-d", body] if body else []), capture_output=True, text=True).stdout


def run(name, program, rounds, seconds):
    seed, method, path, headers, body, status = CASES[name]()
    with tempfile.TemporaryDirectory() as text:
        folder = pathlib.Path(text)
        write_script(folder, method, headers, body)
        ports = free_port(), free_port()
        nginx, worker = start_nginx(folder, ports[0])
        ours, pid = start_understudy(program, folder, ports[1], seed)
        try:
            url = f"http://127.0.0.1:{ports[1]}{path}"
            found = status_of(url, method, headers, body)
            if found != str(status):
                raise SystemExit(f"{name}: {url} answers {found}, expected {status}")
            peers, mine = [], []
            for _ in range(rounds):
                peers.append(measure(folder, worker, f"http://127.0.0.1:{ports[0]}/", seconds))
                mine.append(measure(folder, pid, url, seconds))
        finally:
            for process in (nginx, ours):
                process.terminate()
                process.wait()
    (peer_rate, peer_time), (rate, spent) = (tuple(map(statistics.median, zip(*rows))) for rows in (peers, mine))
    print(f"{name:28} {rate:10,.0f} {spent:8.1f} {peer_rate:10,.0f} {peer_time:8.1f} {rate / peer_rate:8.2f} {peer_time / spent:8.2f}",
          flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", nargs="*", metavar="CASE", help=", ".join(CASES))
    parser.add_argument("--program", default=str(ROOT / ".build/release/understudy"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4)
    arguments = parser.parse_args()
    for tool in ("wrk", "nginx", "taskset", "curl"):
        if not shutil.which(tool):
            raise SystemExit(f"{tool} is needed")
    print(f"{'case':28} {'ours/s':>10} {'µs each':>8} {'nginx/s':>10} {'µs each':>8} {'rate':>8} {'time':>8}")
    for name in arguments.cases or CASES:
        run(name, arguments.program, arguments.rounds, arguments.seconds)


if __name__ == "__main__":
    main()
