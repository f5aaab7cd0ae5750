import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import OpenAI from "openai";
import { systemClock } from "../../sidecar/platform/clock.ts";
import { systemPressure } from "../../sidecar/platform/pressure.ts";
import { openaiClient } from "../support/sdk-clients.ts";
import { type Stack, startStack } from "../support/stack.ts";
import { until } from "../support/until.ts";

const CONFIG = `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: openai }
spec: { dialect: openai, url: "{openai}" }
${["low", "normal", "high"]
  .map(
    (priority) => `---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: ${priority} }
spec:
  match: { models: [${priority}] }
  priority: ${priority}
  targets: [{ upstream: openai, model: gpt-4o-mini }]
`,
  )
  .join("")}`;

const pressure = { eventLoopDelayMs: 0, heapShare: 0.1 };
let stack: Stack;
before(async () => {
  stack = await startStack({
    config: CONFIG,
    limits: { maxConcurrentCalls: 5 },
    pressure: { read: () => ({ ...pressure }), close() {} },
  });
});
after(() => stack.close());

const ask = (model: string) =>
  openaiClient(stack).chat.completions.create({ model, messages: [{ role: "user", content: "hello" }] });

/** The priorities that are refused, lowest first. */
async function refused(): Promise<string> {
  const names: string[] = [];
  for (const priority of ["low", "normal", "high"]) {
    try {
      await ask(priority);
    } catch (error) {
      assert.ok(error instanceof OpenAI.InternalServerError, `${error}`);
      assert.equal(error.status, 503);
      assert.ok(Number(error.headers.get("retry-after")) >= 1);
      assert.match(error.message, /overloaded|concurrent calls/);
      assert.ok(error.message.includes(`"${priority}"`), error.message);
      names.push(priority);
    }
  }
  return names.join(" ");
}

async function assertAnswerable(): Promise<void> {
  const { status, admin } = stack.sidecar.addresses;
  for (const url of [`http://${status}/livez`, `http://${status}/readyz`, `http://${admin}/server_info`]) {
    assert.equal((await fetch(url)).status, 200, url);
  }
}

async function metrics(): Promise<string> {
  return (await fetch(`http://${stack.sidecar.addresses.status}/metrics`)).text();
}

test("under growing pressure low priority goes first, then normal, then high; status and admin stay", async () => {
  assert.equal(await refused(), "");
  for (const [delay, names, level] of [
    [300, "low", 1],
    [600, "low normal", 2],
    [1_200, "low normal high", 3],
  ] as const) {
    pressure.eventLoopDelayMs = delay;
    await until(async () => (await refused()) === names, names);
    await assertAnswerable();
    assert.match(await metrics(), new RegExp(`^aios_overload_level ${level}$`, "m"));
  }
  assert.match(await metrics(), /^aios_calls_shed_total\{priority="high",reason="event-loop"\} [1-9]/m);
  pressure.eventLoopDelayMs = 0;
  await until(async () => (await refused()) === "", "calm", 10_000);
});

test("when all places are taken calls get a 503, and status and admin stay answerable", async () => {
  stack.provider.setFault({ type: "stall", where: "before-headers" });
  const before = stack.provider.received.length;
  const abort = new AbortController();
  const held = ["low", "low", "low", "low"].map((model) =>
    openaiClient(stack).chat.completions.create(
      { model, messages: [{ role: "user", content: "hello" }] },
      { signal: abort.signal },
    ),
  );
  const settled = Promise.allSettled(held);
  await until(() => stack.provider.received.length === before + 4, "four calls in flight");
  stack.provider.setFault(undefined);
  assert.equal(await refused(), "low");
  await assertAnswerable();
  assert.match(await metrics(), /^aios_calls_shed_total\{priority="low",reason="concurrency"\} 1$/m);
  abort.abort();
  await settled;
  await until(async () => (await refused()) === "", "free places");
});

test("a process that really is busy says so, and status answers in between", async (context) => {
  const busy = await startStack({
    config: CONFIG,
    limits: { overload: { eventLoopDelay: 30, memory: 1 } },
    pressure: systemPressure(systemClock),
  });
  context.after(() => busy.close());
  let blocking = true;
  const block = () => {
    const end = performance.now() + 150;
    while (performance.now() < end);
    // Leaves the event loop one turn, in which whatever is due runs late.
    if (blocking) setTimeout(block, 1);
  };
  block();
  try {
    await until(
      async () => {
        const response = await fetch(`${busy.openaiUrl}/chat/completions`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ model: "low", messages: [] }),
        });
        const text = await response.text();
        return response.status === 503 && text.includes("its event loop is late");
      },
      "a refusal",
      20_000,
    );
    assert.equal((await fetch(`http://${busy.sidecar.addresses.status}/livez`)).status, 200);
  } finally {
    blocking = false;
  }
});
