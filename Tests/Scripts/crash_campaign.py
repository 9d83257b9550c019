#!/usr/bin/env python3
"""Kills the server again and again while clients write, and checks what is there afterwards.

usage: crash_campaign.py ROUNDS [--program PATH] [--seed NUMBER]

In each round several clients create, change and delete apps, until the process gets SIGKILL at a random moment.
A snapshot is written a second after the start: half of the kills come before that, the others while it is written or
soon after. After the restart:

* every acknowledged write is there, and nothing that was never asked for;
* no write is half there: an app and its key's time of last use are written together;
* no id was given twice, though the ids come from a fixed random seed.

Every 25 rounds the state is put aside with --fresh. Ends with status 1 and leaves the folder at the first failure.
"""

import argparse
import http.client
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid

CLIENTS = 6
SEED_APPS = 3000
ROUNDS_OF_ONE_STATE = 25
# Of so many servers one lives until it has written a snapshot, however slow the machine is.
ROUNDS_OF_ONE_SNAPSHOT = 5
SNAPSHOT_SECONDS_MAX = 120
SNAPSHOT_SECONDS = 1
HEADERS = {"Content-Type": "application/json"}


def identifier(number):
    return str(uuid.UUID(int=number, version=4))


def write_seed(path):
    """Makes a world with an organization and a key for each client, and enough apps that a snapshot takes its time."""
    owner = identifier(1)
    organizations = [{"id": identifier(100 + i), "name": f"Client {i}", "owner": owner} for i in range(CLIENTS)]
    keys = [{"organization_id": o["id"], "name": "key", "key": f"cav_fake_{i}"} for i, o in enumerate(organizations)]
    ballast = {"id": identifier(99), "name": "Ballast", "owner": owner}
    apps = [{"organization_id": ballast["id"], "name": f"Ballast {i}", "id": identifier(10_000 + i)}
            for i in range(SEED_APPS)]
    path.write_text(json.dumps({
        "version": 1,
        "plans": [{"service": "cavos", "id": "developer", "app_limit": None}],
        "users": [{"id": owner, "email": "ada@example.com"}],
        "cavos": {"organizations": organizations + [ballast], "api_keys": keys, "apps": apps},
    }))
    return [o["id"] for o in organizations]


class Server:
    """A server process on a port of its own choice."""

    def __init__(self, program, folder, fresh):
        ready = folder / "ready"
        ready.unlink(missing_ok=True)
        arguments = [program, "serve", "--host", "127.0.0.1", "--port", "0", "--seed", folder / "seed.json",
                     "--data-dir", folder / "state", "--snapshot-every", str(SNAPSHOT_SECONDS), "--random-seed", "7",
                     "--ready-file", ready, "--log-level", "warn"] + (["--fresh"] if fresh else [])
        self.log = open(folder / "log", "ab")
        self.process = subprocess.Popen(arguments, stdout=self.log, stderr=self.log)
        deadline = time.monotonic() + 30
        while not ready.exists():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"the server did not start; see {folder / 'log'}")
            time.sleep(0.005)
        self.started = time.monotonic()
        self.port = int(ready.read_text().split("\n")[0].rsplit(":", 1)[1])

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def wait_for_moment(self, chance):
        """Waits for the moment of the kill."""
        if chance.random() < 0.5:
            time.sleep(chance.uniform(0.02, 0.6))
        else:
            time.sleep(max(0, self.started + SNAPSHOT_SECONDS + chance.uniform(-0.02, 0.2) - time.monotonic()))

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.log.close()

    def state(self):
        connection = self.connect()
        connection.request("GET", "/_understudy/state")
        return json.loads(connection.getresponse().read())


class Client(threading.Thread):
    """Writes with one key, one request at a time, and keeps book of what was acknowledged."""

    def __init__(self, number, organization):
        super().__init__(daemon=True)
        self.number = number
        self.organization = organization
        self.apps = {}  # id: [name, is_active] of what must be there
        self.unsure = None  # what was asked for last and may or may not have happened
        self.created = []  # ids that were given in this round
        self.tried = 0
        self.acknowledged = 0

    def resumed(self):
        """The same book for the next round; a thread runs once."""
        next_one = Client(self.number, self.organization)
        next_one.apps, next_one.tried = self.apps, self.tried
        return next_one

    def run(self):
        try:
            connection = self.server.connect()
            while True:
                self.step(connection)
        except (OSError, http.client.HTTPException, ValueError):
            pass

    def step(self, connection):
        older = list(self.apps)[:-1][-20:]
        act = self.random.random()
        if act < 0.7 or not older:
            self.create(connection)
        elif act < 0.85:
            self.change(connection, self.random.choice(older))
        else:
            self.delete(connection, self.random.choice(older))

    def create(self, connection):
        self.tried += 1
        name = f"app {self.number} {self.tried}"
        self.unsure = ("create", name)
        body = json.dumps({"name": name, "organization_id": self.organization})
        headers = HEADERS | {"Authorization": f"Bearer cav_fake_{self.number}"}
        connection.request("POST", "/api/v1/apps", body, headers)
        answer = self.answer(connection, 201)
        self.apps[answer["app"]["id"]] = [name, True]
        self.created.append(answer["app"]["id"])
        self.settle()

    def change(self, connection, app):
        is_active = not self.apps[app][1]
        self.unsure = ("change", app, is_active)
        body = json.dumps({"is_active": is_active})
        connection.request("PATCH", f"/_understudy/cavos/apps/{app}", body, HEADERS)
        self.answer(connection, 200)
        self.apps[app][1] = is_active
        self.settle()

    def delete(self, connection, app):
        self.unsure = ("delete", app)
        connection.request("DELETE", f"/_understudy/cavos/apps/{app}")
        self.answer(connection, 200)
        del self.apps[app]
        self.settle()

    def answer(self, connection, status):
        response = connection.getresponse()
        body = response.read()
        if response.status != status:
            self.failure = f"{response.status} {body.decode()} to {self.unsure}"
            raise ValueError(self.failure)
        return json.loads(body)

    def settle(self):
        self.acknowledged += 1
        self.unsure = None

    def check(self, apps, last_used_at):
        """Compares the book with what is there, and takes over what became of the unsure write."""
        expected = {app: list(facts) for app, facts in self.apps.items()}
        found = {app["id"]: [app["name"], app["is_active"]] for app in apps}
        if found != expected and self.unsure:
            kind, *facts = self.unsure
            if kind == "create":
                new = [app for app, (name, _) in found.items() if app not in expected and name == facts[0]]
                expected.update({app: [facts[0], True] for app in new[:1]})
            elif kind == "change":
                expected[facts[0]][1] = facts[1]
            else:
                expected.pop(facts[0])
        if found != expected:
            lost = {app: expected[app] for app in expected if found.get(app) != expected[app]}
            excess = {app: found[app] for app in found if found[app] != expected.get(app)}
            raise AssertionError(f"client {self.number}: lost {lost}, too much {excess}, unsure {self.unsure}")
        if apps and last_used_at != apps[-1]["created_at"]:
            raise AssertionError(f"half a write: {apps[-1]} but the key was last used at {last_used_at}")
        self.apps = {app["id"]: [app["name"], app["is_active"]] for app in apps}
        self.unsure = None


def check(server, clients):
    world = server.state()["cavos"]
    keys = {key["organization_id"]: key for key in world["api_keys"]}
    apps = {client.organization: [] for client in clients}
    ballast = 0
    for app in world["apps"]:
        if app["organization_id"] in apps:
            apps[app["organization_id"]].append(app)
        else:
            ballast += 1
    assert ballast == SEED_APPS, f"{ballast} apps of the seed are left"
    for client in clients:
        client.check(apps[client.organization], keys[client.organization]["last_used_at"])


def files_of_snapshot(folder):
    """What tells one snapshot, whole or half written, from the next."""
    names = ("snapshot.json", "snapshot.json.new")
    files = [folder / "state" / name for name in names]
    return [(file.stat().st_ino, file.stat().st_mtime_ns) if file.exists() else None for file in files]


def wait_for_snapshot(folder, before):
    """Waits until the snapshot is another than before."""
    deadline = time.monotonic() + SNAPSHOT_SECONDS_MAX
    while files_of_snapshot(folder)[0] == before[0]:
        assert time.monotonic() < deadline, f"no snapshot was written in {SNAPSHOT_SECONDS_MAX} s"
        time.sleep(0.02)


def run(rounds, program, seed):
    chance = random.Random(seed)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="understudy-crash-"))
    organizations = write_seed(folder / "seed.json")
    clients, acknowledged, given, snapshots, halves = [], 0, set(), 0, 0
    started = time.monotonic()
    for number in range(rounds):
        fresh = number % ROUNDS_OF_ONE_STATE == 0
        server = Server(program, folder, fresh)
        try:
            if fresh:
                clients, given = [Client(i, o) for i, o in enumerate(organizations)], set()
            check(server, clients)
            before = files_of_snapshot(folder)
            clients = [client.resumed() for client in clients]
            for client in clients:
                client.server, client.random, client.failure = server, random.Random(chance.random()), None
                client.start()
            server.wait_for_moment(chance)
            if number % ROUNDS_OF_ONE_SNAPSHOT == 0:
                wait_for_snapshot(folder, before)
        finally:
            server.kill()
        whole, half = (now != old for now, old in zip(files_of_snapshot(folder), before))
        snapshots += whole
        halves += half and not whole
        for client in clients:
            client.join()
            assert client.failure is None, client.failure
            acknowledged += client.acknowledged
            for app in client.created:
                assert app not in given, f"the id {app} was given twice"
                given.add(app)
    server = Server(program, folder, False)
    try:
        check(server, clients)
    finally:
        server.kill()
    assert snapshots, "no server lived long enough to write a snapshot"
    shutil.rmtree(folder)
    seconds = time.monotonic() - started
    print(f"{rounds} rounds, {acknowledged} acknowledged writes, none lost, none half there, no id twice; "
          f"{snapshots} snapshots, {halves} kills while one was written ({seconds:.0f} s, seed {seed})")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rounds", type=int)
    parser.add_argument("--program", default=".build/release/understudy")
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4), "big"))
    options = parser.parse_args()
    try:
        run(options.rounds, options.program, options.seed)
    except AssertionError as error:
        sys.exit(f"crash campaign with seed {options.seed}: {error}")
