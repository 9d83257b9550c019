// A sandbox for each test with Node's own test runner: API_URL=http://localhost:4100 node --test
import assert from "node:assert/strict";
import { test } from "node:test";

const server = process.env.API_URL ?? "http://localhost:4100";
const organization = "a1d4c7e0-1111-4a3b-8c5d-0e6f7a8b9c01";
const key = "cav_demo_fake_lantern_ci_000000000000000000000000000";

function send(method, url, body, headers = {}) {
  headers = { "content-type": "application/json", ...headers };
  return fetch(url, { method, headers, body: body && JSON.stringify(body) });
}

// Runs a test in a sandbox of its own, and drops it at the end.
function inSandbox(name, body) {
  test(name, { concurrency: true }, async () => {
    const clock = { freeze: "2026-02-13T12:00:00Z" };
    const made = await (await send("POST", `${server}/_understudy/sandboxes`, { clock })).json();
    const control = async (method, path, body) => {
      const reply = await send(method, `${made.url}/_understudy${path}`, body);
      assert.ok(reply.ok, await reply.text());
    };
    try {
      await body(made.url, control);
    } finally {
      await send("DELETE", `${server}/_understudy/sandboxes/${made.name}`);
    }
  });
}

// The client under test: it tries again once when the connection breaks.
async function createApp(url, name) {
  const create = () =>
    send("POST", `${url}/api/v1/apps`, { name, organization_id: organization }, { authorization: `Bearer ${key}` });
  return create().catch(create);
}

inSandbox("a lost answer is tried again", async (url, control) => {
  await control("POST", "/faults", {
    match: { service: "cavos", operation: "createApp" }, when: { times: 1 }, then: { reset: true },
  });
  assert.equal((await createApp(url, "Mine")).status, 201);
  await control("POST", "/requests/verify", { match: { service: "cavos", operation: "createApp" }, count: 2 });
  // The first request was performed too: only its answer was lost.
  const app = { list: "cavos.apps", entity: { name: "Mine" } };
  await control("POST", "/state/verify", { added: [app, app], changed: [{}] });
});

inSandbox("a rate window closes", async (url, control) => {
  await control("PUT", "/limits", { service: "capgo", user: "ada@example.com", limit: 1 });
  const status = async () =>
    (await send("GET", `${url}/organization/`, undefined, { authorization: "ak_demo_fake_ada_all" })).status;
  assert.equal(await status(), 200);
  assert.equal(await status(), 429);
  await control("PUT", "/clock", { advance_seconds: 60 });
  assert.equal(await status(), 200);
});
