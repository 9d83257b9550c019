#!/usr/bin/env python3
"""Runs the README's curl calls against the program and compares the answers with those that the README prints.

In README.md calls stand in a fenced block `sh`, directly followed by a fenced block `json` or `text` with the answer.
Identifiers and times that change from run to run are compared by their form. Usage: readme.py PROGRAM
"""
import json
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CALL = re.compile(r"```sh\n([^`]*?\bcurl [^`]*?)```\n+```(?:json|text)\n(.*?)```", re.S)
FORMS = [
    (r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "<uuid>"),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", "<time>"),
    (r"capy_live_[A-Za-z0-9_-]{43}", "<capydb key>"),
    (r"cav_[A-Za-z0-9_-]{48}", "<cavos key>"),
    (r"\b(key|prj|cli)_[0-9a-f]{32}", "<id>"),
    (r'"key_prefix":"capy_live_[A-Za-z0-9_-]{4}"', '"key_prefix":"<prefix>"'),
    (r"\"uptime_seconds\": ?\d+", '"uptime_seconds":<number>'),
]


def normalize(text):
    """Brings an answer into one form: JSON compact, what changes replaced by its form."""
    try:
        text = json.dumps(json.loads(text), separators=(",", ":"), ensure_ascii=False)
    except ValueError:
        text = text.strip()
    for pattern, form in FORMS:
        text = re.sub(pattern, form, text)
    return text


def main():
    program = os.path.abspath(sys.argv[1])
    with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as file:
        calls = CALL.findall(file.read())
    if not calls:
        sys.exit("README.md has no curl calls with answers")
    folder = tempfile.TemporaryDirectory()
    server = subprocess.Popen(
        [program, "--port", "0", "--log-level", "error"], cwd=ROOT, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "UNDERSTUDY_DATA_DIR": os.path.join(folder.name, "state")})
    try:
        for line in server.stdout:
            if line.startswith("listening on http://127.0.0.1:"):
                base = line.split()[-1]
                break
        else:
            sys.exit("the program did not start")
        failures = 0
        for command, expected in calls:
            shell = command.replace("http://localhost:4100", base)
            shell = re.sub(r"\bcurl\b", "curl -sS", shell)
            found = subprocess.run(["sh", "-c", shell], capture_output=True, text=True)
            answer = found.stdout.replace(base, "http://localhost:4100")
            if normalize(answer) != normalize(expected):
                failures += 1
                print(f"{command}answers\n{found.stdout}{found.stderr}\nand README.md says\n{expected}", file=sys.stderr)
        print(f"{len(calls)} calls of the README, {failures} with another answer than printed")
        if failures:
            sys.exit(1)
    finally:
        server.terminate()
        if server.wait(10) != 0:
            sys.exit("the program did not end cleanly")


main()
