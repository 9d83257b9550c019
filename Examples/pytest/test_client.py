"""What a client's tests look like: a failure on demand, an hour in no time, and what was called.

Run it with `pytest -n 4` (pytest-xdist); API_URL is the server's base URL.
"""
import pytest
import requests

ORGANIZATION = "a1d4c7e0-1111-4a3b-8c5d-0e6f7a8b9c01"
KEY = {"Authorization": "Bearer cav_demo_fake_lantern_ci_000000000000000000000000000"}


def create_app(url, name):
    """The client under test: it tries again once after a failure of the server."""
    for attempt in range(2):
        body = {"name": name, "organization_id": ORGANIZATION}
        reply = requests.post(f"{url}/api/v1/apps", json=body, headers=KEY, timeout=10)
        if reply.status_code < 500:
            return reply
    return reply


def test_a_failure_is_tried_again(sandbox):
    sandbox.control("POST", "/faults", {
        "match": {"service": "cavos", "operation": "createApp"}, "when": {"times": 1}, "then": {"status": 503}})
    assert create_app(sandbox.url, "Mine").status_code == 201
    sandbox.control("POST", "/requests/verify", {"match": {"service": "cavos", "operation": "createApp"}, "count": 2})
    sandbox.control("POST", "/state/verify", {
        "added": [{"list": "cavos.apps", "entity": {"name": "Mine"}}],
        "changed": [{"list": "cavos.api_keys"}]})


def test_a_rate_window_closes(sandbox):
    sandbox.control("PUT", "/limits", {"service": "capgo", "user": "ada@example.com", "limit": 1})

    def organizations():
        headers = {"authorization": "ak_demo_fake_ada_all"}
        return requests.get(f"{sandbox.url}/organization/", headers=headers, timeout=10)

    assert organizations().status_code == 200
    assert organizations().status_code == 429
    sandbox.control("PUT", "/clock", {"advance_seconds": 60})
    assert organizations().status_code == 200


@pytest.mark.parametrize("number", range(20))
def test_many_run_beside_each_other(sandbox, number):
    assert create_app(sandbox.url, f"App {number}").json()["app"]["name"] == f"App {number}"
    added = [{"list": "cavos.apps", "entity": {"name": f"App {number}"}}]
    sandbox.control("POST", "/state/verify", {"added": added, "changed": [{}]})
