#!/usr/bin/env python3
"""How long the program takes to start and to stop, and what it holds in memory.

Rounds of: start in memory only, and with an empty state, until /_understudy/ready answers 200; idle memory; SIGTERM until
the process has ended; start again with the kept state; SIGTERM while wrk keeps 32 connections busy. Prints median and
worst. What the starts differ by is mostly the disk's flush.

Usage: start.py [--program PATH] [--rounds N]
Needs wrk. Load goes to 127.0.0.1 only and ends by itself.
"""
import argparse
import os
import pathlib
import signal
import socket
import statistics
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
READY = b"GET /_understudy/ready HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"


def free_port():
    """A port that nobody has at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_ready(port):
    """Asks once; an open port is a ready server."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as client:
            client.sendall(READY)
            return client.recv(4096).startswith(b"HTTP/1.1 200 ")
    except OSError:
        return False


def start(program, port, *arguments):
    """Starts the program; returns the process and the milliseconds until it was ready."""
    command = [program, "--port", str(port), "--log-level", "error", *arguments]
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if not any(line.startswith("listening on http://127.0.0.1:") for line in process.stdout) or not is_ready(port):
        raise SystemExit("the program did not start")
    return process, (time.perf_counter() - began) * 1000


def stop(process):
    """Sends SIGTERM; returns the milliseconds until the process has ended."""
    began = time.perf_counter()
    process.send_signal(signal.SIGTERM)
    if process.wait() != 0:
        raise SystemExit(f"the program ended with status {process.returncode}")
    return (time.perf_counter() - began) * 1000


def resident(process):
    """Megabytes in memory now."""
    for line in pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1000
    return 0


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--program", default=ROOT / ".build/release/understudy")
    options.add_argument("--rounds", type=int, default=15)
    options = options.parse_args()
    program = os.path.abspath(options.program)
    figures = {}

    def note(name, value):
        figures.setdefault(name, []).append(value)

    for _ in range(options.rounds):
        with tempfile.TemporaryDirectory() as folder:
            port, state = free_port(), ["--data-dir", os.path.join(folder, "state")]
            process, milliseconds = start(program, port, "--ephemeral")
            note("start to ready, in memory, ms", milliseconds)
            stop(process)
            process, milliseconds = start(program, port, *state)
            note("start to ready, from the seed, ms", milliseconds)
            note("resident idle, MB", resident(process))
            note("SIGTERM to exit, idle, ms", stop(process))
            process, milliseconds = start(program, port, *state)
            note("start to ready, from kept state, ms", milliseconds)
            load = subprocess.Popen(["wrk", "-t", "1", "-c", "32", "-d", "1", f"http://127.0.0.1:{port}/ok"],
                                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(0.5)
            note("resident under load, MB", resident(process))
            note("SIGTERM to exit, under load, ms", stop(process))
            load.wait()
    print(f"{program}: {os.path.getsize(program) / 1e6:.2f} MB, {options.rounds} rounds")
    for name, values in figures.items():
        print(f"{name:38} median {statistics.median(values):6.1f}  worst {max(values):6.1f}")


main()
