// Testcontainers for Node: npm install testcontainers, then node --test.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { GenericContainer, Wait } from "testcontainers";

let container, url;

before(async () => {
  container = await new GenericContainer("understudy")
    .withExposedPorts(4100)
    .withWaitStrategy(Wait.forHealthCheck())
    .start();
  url = `http://${container.getHost()}:${container.getMappedPort(4100)}`;
});
beforeEach(() => fetch(`${url}/_understudy/reset`, { method: "POST" }));
after(() => container?.stop());

test("it is well", async () => {
  assert.deepEqual(await (await fetch(`${url}/ok`)).json(), { status: "ok" });
});
