#!/bin/sh
# Plain shell: a server of its own for one run, on a port that nobody else has. Usage: shell.sh COMMAND…
# PROGRAM is the program (understudy), SEED the seed (seed/demo.json); COMMAND finds the address in API_URL.
set -eu
folder=$(mktemp -d)
"${PROGRAM:-understudy}" --port 0 --ephemeral --seed "${SEED:-seed/demo.json}" --ready-file "$folder/url" >"$folder/output" &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server" || true; rm -r "$folder"' EXIT
until [ -s "$folder/url" ]; do
    kill -0 "$server"
    sleep 0.01
done
API_URL=$(head -n 1 "$folder/url") "$@"
