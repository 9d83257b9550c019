"""Testcontainers for Python: pip install pytest requests testcontainers, then pytest."""
import pytest
import requests
from testcontainers.core.container import DockerContainer
from testcontainers.core.wait_strategies import HttpWaitStrategy

READY = HttpWaitStrategy(4100, "/_understudy/ready").with_poll_interval(0.05)


@pytest.fixture(scope="session")
def understudy():
    with DockerContainer("understudy").with_exposed_ports(4100).waiting_for(READY) as container:
        yield f"http://{container.get_container_host_ip()}:{container.get_exposed_port(4100)}"


@pytest.fixture(autouse=True)
def seeded(understudy):
    requests.post(f"{understudy}/_understudy/reset", timeout=5).raise_for_status()


def test_it_is_well(understudy):
    assert requests.get(f"{understudy}/ok", timeout=5).json() == {"status": "ok"}
