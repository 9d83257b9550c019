"""Talks to the services by their real names over TLS, as a client would that has them built in.

Usage: client.py CERTIFICATE HOST…, where CERTIFICATE is the proxy's authority (http://cavos.xyz/root.crt).
"""
import sys

import requests

LANTERN = "a1d4c7e0-1111-4a3b-8c5d-0e6f7a8b9c01"
CALLS = {
    "cavos.xyz": ("POST", "/api/v1/apps", 201, "cav_demo_fake_lantern_ci_000000000000000000000000000",
                  {"name": "By alias", "organization_id": LANTERN}),
    "api.capgo.app": ("GET", "/ok", 200, None, None),
    "capydb.dev": ("GET", "/api/capydb/v1/me", 200, "capy_live_mgmt_demo_fake_0000000000000000000000000000", None),
}


def main():
    certificate, *hosts = sys.argv[1:]
    client = requests.Session()
    client.trust_env = False
    client.verify = certificate
    for host in hosts:
        service = max((name for name in CALLS if host.endswith(name)), key=len)
        method, path, status, key, body = CALLS[service]
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        if host == "api.capydb.dev":
            path = path.removeprefix("/api/capydb")
        answer = client.request(method, f"https://{host}{path}", headers=headers, json=body, timeout=5)
        print(f"{method} https://{host}{path} -> {answer.status_code} {answer.text.strip()[:100]}")
        if answer.status_code != status:
            sys.exit(f"{status} was expected")


main()
