"""A sandbox for each test, so that `pytest -n 4` runs them in parallel against one server."""
import os
import uuid

import pytest
import requests

SERVER = os.environ.get("API_URL", "http://localhost:4100")


class Sandbox:
    """An emulator of its own: `url` is the client's base URL."""

    def __init__(self, name, url):
        self.name, self.url = name, url

    def control(self, method, path, body=None):
        reply = requests.request(method, f"{self.url}/_understudy{path}", json=body, timeout=10)
        assert reply.ok, reply.text
        return reply.json()


@pytest.fixture
def sandbox():
    name = f"test-{uuid.uuid4().hex[:12]}"
    body = {"name": name, "clock": {"freeze": "2026-02-13T12:00:00Z"}}
    # The header is for a proxy in front of several servers (Examples/sharded).
    headers = {"X-Sandbox": name}
    made = requests.post(f"{SERVER}/_understudy/sandboxes", json=body, headers=headers, timeout=10)
    assert made.status_code == 201, made.text
    yield Sandbox(name, made.json()["url"])
    requests.delete(f"{SERVER}/_understudy/sandboxes/{name}", timeout=10)
