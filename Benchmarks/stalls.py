#!/usr/bin/env python3
"""How long one request delays the others.

The server has one loop, so an operation that takes long on it delays all other requests. This script makes a seed in which
one user, organization, app and project have very many rows of each kind, about a million in all, and starts the server with
a data directory. For each operation that could depend on the number of rows, it performs the operation on one connection
while another process asks for /_understudy/health without a pause on a second connection. It prints, for each operation,
the time that the operation took, and the longest time that one of the other requests waited.

A busy machine delays requests too. So the last column shows how much of the longest delay the loop's thread spent on the
processor: it does not depend on what else the machine does. "max" is the most of all requests during the operation.
Operations that change nothing run three times, and the best run counts.

Usage: stalls.py [--program PATH] [--rows N] [--only TEXT]
Needs about 2 GB of memory and 1 GB of disk. Load goes to 127.0.0.1 only and ends by itself.
"""
import argparse
import datetime
import http.client
import json
import multiprocessing
import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TIME = "2026-02-13T12:00:00Z"
ADA = "aaaaaaaa-0000-4000-8000-00000000000a"
ORGANIZATION = "aaaaaaaa-0000-4000-8000-000000000001"
CROWD = "aaaaaaaa-0000-4000-8000-000000000002"
APP = "com.ada.app"
FIRST_DAY = datetime.date(1990, 1, 1)
HEALTH = b"GET /_understudy/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


def uuid(number):
    return f"11111111-0000-4000-8000-{number:012x}"


# The seed


def lists(rows):
    """The lists of the seed: section, name, entities."""
    numbers = range(1, rows + 1)
    created = {"created_at": TIME}
    user = {"id": ADA, "email": "ada@example.com", "plans": {"cavos": "free", "capgo": "free", "capydb": "free"}}
    yield "", "plans", [{"service": service, "id": "free", "app_limit": None, "requests_per_minute": None}
                        for service in ("cavos", "capgo", "capydb")]
    yield "", "users", (user if not n else {"id": uuid(n), "email": f"user{n}@example.com"} for n in range(rows + 1))

    organization = {"id": ORGANIZATION, "name": "Ada's", "owner": ADA, **created}
    yield "cavos", "organizations", (
        {**organization, "id": uuid(n) if n else ORGANIZATION} for n in range(rows + 1))
    yield "cavos", "api_keys", (
        {"id": uuid(n), "organization_id": ORGANIZATION, "name": "Key", "key": f"cav_fake_{n}", **created}
        for n in numbers)
    yield "cavos", "apps", (
        {"id": uuid(n), "organization_id": ORGANIZATION, "name": "App", **created} for n in numbers)

    members = [{"user": ADA, "role": "super_admin"}]
    crowd = members + [{"user": uuid(n), "role": "read"} for n in range(1, min(rows, 20_000) + 1)]
    yield "capgo", "organizations", (
        {"id": CROWD if n < 0 else uuid(n) if n else ORGANIZATION, "name": "Ada's", **created,
         "members": crowd if n < 0 else members} for n in range(-1, rows + 1))
    yield "capgo", "apps", (
        {"app_id": f"{APP}{n}" if n else APP, "name": "App", "owner_org": ORGANIZATION, **created}
        for n in range(rows + 1))
    yield "capgo", "api_keys", (
        {"id": n, "user_id": ADA, "mode": "all", "name": "Key", "key": f"ak_fake_{n}", **created,
         "limited_to_apps": [APP] if n % 2 else [], "limited_to_orgs": [ORGANIZATION] if n % 4 == 3 else []}
        for n in numbers)
    yield "capgo", "bundles", (
        {"id": n, "app_id": APP, "name": f"1.0.{n}", "checksum": "b5a3f0c1", **created} for n in numbers)
    yield "capgo", "channels", (
        {"id": n, "app_id": APP, "name": f"channel{n}", "version": "1.0.2", **created} for n in numbers)
    yield "capgo", "devices", (
        {"app_id": APP, "device_id": uuid(n), "version_name": "1.0.2", "channel": "channel2", "updated_at": TIME}
        for n in numbers)
    yield "capgo", "statistics", (
        {"app_id": APP, "date": str(FIRST_DAY + datetime.timedelta(n)), "mau": 9, "bundles": {"1.0.2": 0.5}}
        for n in numbers)

    yield "capydb", "organizations", (
        {"id": f"org_{n}", "name": "Ours", "slug": f"ours-{n}", **created} for n in numbers)
    yield "capydb", "members", (
        {"organization_id": "org_1", "user": uuid(n) if n else ADA, "role": "member" if n else "admin", **created}
        for n in range(rows + 1))
    yield "capydb", "projects", (
        {"id": f"prj_{n}", "organization_id": "org_1", "name": "Project", "slug": f"project-{n}", **created}
        for n in numbers)
    yield "capydb", "api_keys", (
        {"id": f"key_{n}", "organization_id": "org_1", "name": "Key", "key": f"capy_live_fake_{n}", **created,
         "scopes": ["*"] if n % 2 else ["projects:read"], "source": "dashboard", "created_by_user_id": ADA,
         **({"manager": True} if n == 1 else {}), **({} if n % 2 else {"project_id": "prj_1"})} for n in numbers)
    yield "capydb", "sessions", (
        {"token": f"session_{n}", "user": ADA, "organization_id": "org_1", **created} for n in numbers)
    yield "capydb", "login_sessions", (
        {"id": f"cli_{n}", "poll_token": f"poll_{n}", "name": "Device", "scopes": ["*"], **created,
         "expires_at": "2026-02-13T12:10:00Z"} for n in numbers)


def write_seed(path, rows):
    """Writes the seed list by list; returns the number of entities."""
    count = 0
    section = ""
    with open(path, "w", encoding="utf-8") as file:
        file.write('{"version":1')
        for owner, name, entities in lists(rows):
            if owner != section:
                file.write(("}" if section else "") + f',"{owner}":{{')
            file.write(f'"{name}":[' if owner != section else f',"{name}":[')
            section = owner
            for index, entity in enumerate(entities):
                file.write((",\n" if index else "") + json.dumps(entity, separators=(",", ":")))
                count += 1
            file.write("]")
        file.write("}}")
    return count


# The operations


def operations():
    """Name, method, path, headers and body of each operation, in an order in which each finds its rows."""
    form = {"Content-Type": "application/json"}
    cavos = {"Authorization": "Bearer cav_fake_1", **form}
    capgo = {"authorization": "ak_fake_2", **form}
    capydb = {"Authorization": "Bearer capy_live_fake_1", **form}

    def plane(line, body=None):
        method, path = line.split(" ")
        return method, "/_understudy" + path, form, body

    def call(headers, line, body=None):
        method, path = line.split(" ")
        return method, path, headers, body

    period = "from=1990-01-01T00:00:00Z&to=9999-12-31T00:00:00Z"
    yield from (plane("GET " + path) for path in (
        "/health", "/state", "/limits", "/limits?used=true", "/limits?user=ada@example.com", "/clock", "/snapshots",
        "/state/diff", "/sandboxes", "/faults",
        "/cavos/organizations", "/cavos/apps", f"/cavos/apps?organization_id={ORGANIZATION}",
        f"/cavos/organizations/{ORGANIZATION}/api-keys",
        "/capgo/users", "/capgo/organizations", "/capgo/apikeys", "/capgo/apikeys?user=ada@example.com",
        "/capgo/devices", f"/capgo/devices?app_id={APP}",
        "/capydb/organizations", "/capydb/organizations/org_1/members", "/capydb/organizations/org_1/projects",
        "/capydb/organizations/org_1/api-keys", "/capydb/device-logins"))
    yield from (call(capgo, "GET " + path) for path in (
        "/apikey/", "/apikey/5/", "/organization/", "/organization/?page=500",
        f"/organization/?orgId={CROWD}", f"/organization/members/?orgId={CROWD}",
        "/app/", "/app/?page=500", f"/app/?org_id={ORGANIZATION}&page=500", f"/app/{APP}",
        f"/bundle/?app_id={APP}&page=500", f"/channel/?app_id={APP}&page=500", f"/device/?app_id={APP}",
        f"/device/?app_id={APP}&device_id={uuid(9)}", f"/statistics/app/{APP}/?{period}",
        f"/statistics/app/{APP}/bundle_usage?{period}", f"/statistics/org/{ORGANIZATION}/?from=2026-01-01&to=2026-02-01&breakdown=true",
        f"/statistics/user/?{period}"))
    yield from (call(capydb, "GET " + path) for path in (
        "/v1/me", "/v1/projects", "/v1/organizations/org_1", "/v1/organizations/org_1/api-keys"))

    # Writes that change few rows.
    yield call(cavos, "POST /api/v1/apps", {"name": "X", "organization_id": ORGANIZATION})
    yield plane("POST /cavos/organizations", {"name": "X"})
    yield plane(f"POST /cavos/organizations/{ORGANIZATION}/api-keys", {"name": "X"})
    yield plane(f"DELETE /cavos/organizations/{ORGANIZATION}/api-keys/{uuid(9)}")
    yield plane(f"PATCH /cavos/apps/{uuid(9)}", {"is_active": False})
    yield plane(f"DELETE /cavos/apps/{uuid(9)}")
    yield plane("PATCH /cavos/users/ada@example.com", {"plan": "free"})
    yield call(capgo, "POST /apikey/", {"name": "X", "mode": "all", "limited_to_apps": [APP]})
    yield call(capgo, "PUT /apikey/5", {"regenerate": True})
    yield call(capgo, "DELETE /apikey/6")
    yield call(capgo, "POST /organization/", {"name": "New"})
    yield call(capgo, "PUT /organization/", {"orgId": CROWD, "name": "Other"})
    yield call(capgo, "DELETE /organization/members/", {"orgId": CROWD, "email": "user9@example.com"})
    yield call(capgo, "POST /organization/members/",
               {"orgId": CROWD, "email": "user9@example.com", "invite_type": "read"})
    yield call(capgo, "POST /app/", {"app_id": "com.new.app", "name": "X", "owner_org": ORGANIZATION})
    yield call(capgo, "POST /bundle/", {"app_id": APP, "version": "9.0.0", "external_url": "https://example.com/a.zip",
                                        "checksum": "abc"})
    yield call(capgo, "POST /channel/", {"app_id": APP, "channel": "new", "version": "1.0.5"})
    yield call(capgo, "POST /device/", {"app_id": APP, "device_id": uuid(9), "channel": "channel5"})
    yield plane("POST /capgo/users", {"email": "new@example.com"})
    yield plane("POST /capgo/organizations", {"name": "New", "user": "ada@example.com"})
    yield call(capydb, "POST /v1/organizations/org_1/api-keys", {"name": "X", "scopes": ["projects:read"]})
    yield call(capydb, "DELETE /v1/organizations/org_1/api-keys/key_9")
    yield call(form, "POST /v1/cli/login/sessions", {"name": "X"})
    yield plane("POST /capydb/organizations", {"name": "X"})
    yield plane("POST /capydb/organizations/org_1/projects", {"name": "X"})
    yield plane("PUT /limits", {"service": "capgo", "user": "ada@example.com", "limit": 1_000_000})
    yield plane("DELETE /limits?service=capgo")

    # Copies of the world.
    yield plane("POST /snapshots", {"name": "large"})
    yield plane("GET /snapshots/large")
    yield plane("POST /sandboxes", {"name": "copy"})
    yield plane("GET /state/diff?from=sandbox:copy")

    # Deletions that cascade.
    yield call(capgo, "DELETE /channel/", {"app_id": APP, "channel": "channel2"})
    yield call(capgo, "DELETE /bundle/", {"app_id": APP})
    yield call(capgo, f"DELETE /app/{APP}")
    yield call(capgo, "DELETE /organization/", {"orgId": ORGANIZATION})
    yield plane(f"DELETE /capgo/organizations/{CROWD}")
    yield plane(f"DELETE /cavos/organizations/{ORGANIZATION}?keep_keys=true")
    yield plane("DELETE /capydb/organizations/org_1/projects/prj_1")
    yield plane(f"DELETE /capydb/organizations/org_1/members/{ADA}")
    yield plane("DELETE /capydb/organizations/org_1")

    # Other worlds.
    yield plane("POST /reset")
    yield plane(f"DELETE /cavos/organizations/{ORGANIZATION}")
    yield call(capgo, f"DELETE /app/{APP}")
    yield plane("POST /snapshots/large/restore")
    yield plane("DELETE /sandboxes/copy")
    yield plane("PUT /state", {"version": 1})
    yield plane("POST /snapshots/large/restore")
    yield plane("PUT /state", SEED)
    yield plane("POST /reset")
    yield plane("DELETE /snapshots/large")


SEED = object()


# The measurement


class Probe:
    """Asks for the health of the server without a pause, in a process of its own."""

    def __init__(self, port, server):
        self.connection, other = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=self.run, args=(other, port, server), daemon=True)
        self.process.start()

    def begin(self):
        self.connection.send("begin")
        self.connection.recv()

    def end(self):
        """The longest delay in milliseconds, the loop's processor time in it, and the most of all requests."""
        self.connection.send("end")
        return self.connection.recv()

    @staticmethod
    def run(commands, port, server):
        client = socket.create_connection(("127.0.0.1", port))
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        statistics = open(f"/proc/{server}/task/{server}/schedstat", "rb", buffering=0)

        def processor_time():
            statistics.seek(0)
            return int(statistics.read(100).split()[0])

        def ask():
            before, began = processor_time(), time.perf_counter()
            client.sendall(HEALTH)
            answer = b""
            while b"\r\n\r\n" not in answer or not answer.endswith(b"}"):
                answer += client.recv(65536)
            return (time.perf_counter() - began) * 1e3, (processor_time() - before) / 1e6

        while True:
            commands.recv()
            ask()
            commands.send("begun")
            delays = []
            while not commands.poll() or not delays:
                delays.append(ask())
            commands.recv()
            worst = max(delays)
            commands.send((worst[0], worst[1], max(busy for _, busy in delays)))


def perform(port, method, path, headers, body):
    """Performs an operation and reads its whole answer; returns status, milliseconds and bytes."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    client.connect()
    began = time.perf_counter()
    client.request(method, path, body, headers)
    answer = client.getresponse()
    size = 0
    last = b""
    while part := answer.read1(1 << 20):
        size += len(part)
        last = part
    elapsed = (time.perf_counter() - began) * 1e3
    client.close()
    return answer.status, elapsed, size, last[:200]


def settle(port):
    """Waits until everything is durable and the last operation's work in the background is over."""
    while True:
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        client.request("GET", "/_understudy/health")
        health = json.load(client.getresponse())
        client.close()
        if health["sequence"] == health["durable_sequence"]:
            return
        time.sleep(0.05)


def measure(options, port, server, seed):
    probe = Probe(port, server)
    worst = {}
    print(f"{'operation':84} {'status':>6} {'bytes':>10} {'own ms':>9} {'delay ms':>9} {'loop ms':>8} {'max':>6}")
    for method, path, headers, body in operations():
        name = f"{method} {path}"
        data = seed if body is SEED else json.dumps(body).encode() if body is not None else None
        best = None
        is_shown = options.only in name
        for _ in range(3 if method == "GET" and is_shown else 1):
            probe.begin()
            status, own, size, last = perform(port, method, path, headers, data)
            # What an operation frees or writes afterwards delays others too.
            settle(port)
            delay, busy, busiest = probe.end()
            if best is None or (busiest, delay) < (best[4], best[2]):
                best = (size, own, delay, busy, busiest)
        if not is_shown and status < 300:
            continue
        if data is not None and len(data) < 120:
            name += " " + data.decode()
        elif body is SEED:
            name += " (the seed)"
        size, own, delay, busy, busiest = best
        print(f"{name[:84]:84} {status:6} {size:10} {own:9.1f} {delay:9.1f} {busy:8.1f} {busiest:6.1f}", flush=True)
        if status >= 300:
            print("  refused:", last.decode(errors="replace"))
        worst[name] = busiest
    name = max(worst, key=worst.get)
    print(f"\nthe most that the loop worked while one request waited: {worst[name]:.1f} ms, {name}")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--program", default=ROOT / ".build/release/understudy")
    options.add_argument("--rows", type=int, default=55_000, help="rows of each kind")
    options.add_argument("--only", default="", help="show only operations that contain this text")
    options = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "seed.json")
        print(f"{write_seed(path, options.rows)} entities, {os.path.getsize(path) >> 20} MB")
        began = time.perf_counter()
        process = subprocess.Popen(
            [os.path.abspath(options.program), "--port", "0", "--log-level", "error", "--seed", path,
             "--clock", TIME, "--max-body", str(1 << 30), "--data-dir", os.path.join(folder, "data")], stdout=subprocess.PIPE, text=True)
        try:
            port = next((int(line.strip().rsplit(":", 1)[1].split("/")[0]) for line in process.stdout
                         if line.startswith("listening on http://127.0.0.1:")), None)
            if port is None:
                raise SystemExit("the program did not start")
            print(f"started in {time.perf_counter() - began:.1f} s\n")
            measure(options, port, process.pid, pathlib.Path(path).read_bytes())
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


if __name__ == "__main__":
    main()
