#!/usr/bin/env python3
"""What keeping the state costs: durable creates, a snapshot while reads go on, and the start from it.

* acknowledged creates a second over 32 connections, each flushed (fsync), in a small world and in one of a million entities;
* latency of reads without and during a snapshot of that large world, and the memory that the snapshot takes beside it;
* how long the start from that snapshot takes.

Usage: durability.py [--entities N] [--program PATH] [--rounds N] [--seconds N] [--folder PATH]
Needs wrk. The folder must be on the disk that is to be measured. Load goes to 127.0.0.1 only and ends by itself.
"""
import argparse
import http.client
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
CONNECTIONS = 32
READ_CONNECTIONS = 8
SMALL = 100
ORGANIZATION = "00000001-0000-4000-8000-000000000001"
USER = "7d0f3a52-5c1e-4d7e-9a55-2f6c1b0e8a01"
CREATE = f"""
local number = 0
local headers = {{["Authorization"] = "Bearer cav_fake_benchmark", ["Content-Type"] = "application/json"}}
function request()
  number = number + 1
  local body = '{{"name":"App ' .. number .. '","organization_id":"{ORGANIZATION}","description":"made by a benchmark"}}'
  return wrk.format("POST", "/api/v1/apps", headers, body)
end
"""


def write_seed(path, entities):
    """Writes a Cavos world of so many apps with ids in no order; the plan has no limit."""
    with open(path, "w", encoding="utf-8") as seed:
        seed.write('{"version":1,"plans":[{"service":"cavos","id":"developer","app_limit":null}],\n')
        seed.write(f'"users":[{{"id":"{USER}","email":"ada@example.com"}}],\n"cavos":{{"organizations":[')
        seed.write(f'{{"id":"{ORGANIZATION}","name":"Mine","owner":"{USER}"}}],\n"api_keys":[')
        seed.write(f'{{"organization_id":"{ORGANIZATION}","name":"Key","key":"cav_fake_benchmark"}}],\n"apps":[\n')
        for number in range(entities):
            mixed = number * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
            digits = f"{mixed:016x}{number:016x}"
            identifier = f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-8{digits[17:20]}-{digits[20:]}"
            minute, second = divmod(number, 60)
            hour, minute = divmod(minute, 60)
            day, hour = divmod(hour, 24)
            seed.write(f'{{"organization_id":"{ORGANIZATION}","id":"{identifier}","name":"App {number}",'
                       f'"description":"app {number} of {entities}","created_at":'
                       f'"2026-01-{day % 28 + 1:02}T{hour:02}:{minute:02}:{second:02}Z"}}'
                       + (",\n" if number + 1 < entities else "\n"))
        seed.write("]}}\n")


class Server:
    """A server process; its ready file says when it answers."""

    def __init__(self, program, folder, *options):
        ready = folder / "ready"
        ready.unlink(missing_ok=True)
        started = time.monotonic()
        self.process = subprocess.Popen(
            [program, "serve", "--host", "127.0.0.1", "--port", "0", "--ready-file", ready, "--log-level", "warn",
             *options],
            stdout=subprocess.DEVNULL, cwd=ROOT)
        while not ready.exists():
            if self.process.poll() is not None:
                raise SystemExit("the server did not start")
            time.sleep(0.002)
        self.start_seconds = time.monotonic() - started
        self.port = int(ready.read_text().split("\n")[0].rsplit(":", 1)[1])

    def processor_seconds(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(") ", 1)[1].split()
        return [int(fields[i]) / os.sysconf("SC_CLK_TCK") for i in (11, 12)]

    def memory(self, name):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{name}:\s+(\d+) kB", status)[1]) / 1024

    def forget_peak(self):
        pathlib.Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        connection.request(method, path, body and json.dumps(body), {"Content-Type": "application/json"} if body else {})
        answer = connection.getresponse()
        text = answer.read()
        assert answer.status < 300, (answer.status, text)
        return text

    def stop(self):
        started = time.monotonic()
        self.process.terminate()
        self.process.wait()
        return time.monotonic() - started


def wrk(server, path, connections, seconds, script=None):
    """Runs wrk; returns requests a second, and the latency at the median and the 99th percentile in milliseconds."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"] + (["-s", script] if script else [])
    text = subprocess.run(command + [f"http://127.0.0.1:{server.port}{path}"], capture_output=True, text=True).stdout
    assert "Non-2xx" not in text and "Socket errors" not in text, text
    scale = {"us": 0.001, "ms": 1, "s": 1000}
    latency = {at: float(value) * scale[unit] for at, value, unit in re.findall(r"(50|99)%\s+([\d.]+)(us|ms|s)", text)}
    return float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1]), latency["50"], latency["99"]


def measure_creates(servers, options, folder):
    """Rounds of both worlds alternate, so that what else the machine does weighs on both alike."""
    script = folder / "create.lua"
    script.write_text(CREATE)
    rounds = {label: [] for label in servers}
    for _ in range(options.rounds):
        for label, server in servers.items():
            rounds[label].append(wrk(server, "/", CONNECTIONS, options.seconds, script))
    medians = []
    for label, results in rounds.items():
        rate, middle, late = (statistics.median(column) for column in zip(*results))
        medians.append(rate)
        rates = ", ".join(f"{result[0]:.0f}" for result in results)
        print(f"{label} entities: {rate:.0f} acknowledged creates/s (rounds: {rates}); "
              f"latency {middle:.2f} ms median, {late:.2f} ms p99", flush=True)
    print(f"large against small: {medians[1] / medians[0]:.2f}", flush=True)


class Snapshots(threading.Thread):
    """Has one snapshot after the other written until it is told to stop."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.server, self.is_over, self.seconds = server, False, []

    def run(self):
        while not self.is_over:
            started = time.monotonic()
            self.server.ask("POST", "/_understudy/snapshots", {"name": "benchmark", "replace": True})
            self.seconds.append(time.monotonic() - started)


def measure_snapshots(server, options):
    read = "/_understudy/cavos/organizations"
    world = server.memory("VmRSS")
    without, during, seconds, peak = [], [], [], 0
    for _ in range(options.rounds):
        without.append(wrk(server, read, READ_CONNECTIONS, options.seconds))
        server.forget_peak()
        snapshots = Snapshots(server)
        snapshots.start()
        during.append(wrk(server, read, READ_CONNECTIONS, options.seconds))
        snapshots.is_over = True
        snapshots.join()
        seconds += snapshots.seconds
        peak = max(peak, server.memory("VmHWM"))
    for label, rounds in (("without", without), ("during", during)):
        rate, middle, late = (statistics.median(column) for column in zip(*rounds))
        print(f"reads {label} snapshots: {rate:.0f}/s, {middle:.2f} ms median, {late:.2f} ms p99", flush=True)
    ratio = statistics.median(r[2] for r in during) / statistics.median(r[2] for r in without)
    print(f"p99 of reads during snapshots: {ratio:.2f} times that without", flush=True)
    print(f"a snapshot takes {statistics.median(seconds):.1f} s beside the reads; memory {world:.0f} MiB, "
          f"{peak:.0f} MiB at the peak: {peak / world:.2f} times", flush=True)


def measure_start(program, folder, options):
    seconds, processor = [], []
    for _ in range(options.rounds):
        server = Server(program, folder, "--data-dir", folder / str(options.entities))
        seconds.append(server.start_seconds)
        processor.append(server.processor_seconds())
        memory = server.memory("VmRSS")
        server.process.kill()
        server.process.wait()
    user, system = (statistics.median(column) for column in zip(*processor))
    size = (folder / str(options.entities) / "snapshot.json").stat().st_size / (1 << 20)
    print(f"start from a snapshot of {size:.0f} MiB: {statistics.median(seconds):.2f} s "
          f"({user:.2f} s user, {system:.2f} s system; {memory:.0f} MiB resident then)", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entities", type=int, default=1_000_000)
    parser.add_argument("--program", default=ROOT / ".build/release/understudy")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--folder", help="where to measure (the system's folder for temporary files)")
    options = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="understudy-durability-", dir=options.folder))
    try:
        print(f"load average at the start: {os.getloadavg()[0]:.1f}", flush=True)
        servers = {}
        for entities in (SMALL, options.entities):
            write_seed(folder / "seed.json", entities)
            data = folder / str(entities)
            servers[entities] = Server(options.program, folder, "--data-dir", data, "--seed", folder / "seed.json")
        large = servers[options.entities]
        large.stop()
        measure_start(options.program, folder, options)
        large = servers[options.entities] = Server(options.program, folder, "--data-dir", folder / str(options.entities))
        measure_creates(servers, options, folder)
        measure_snapshots(large, options)
        for entities, server in servers.items():
            print(f"{entities} entities and more: stopped in {server.stop():.2f} s", flush=True)
        print(f"load average at the end: {os.getloadavg()[0]:.1f}", flush=True)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
