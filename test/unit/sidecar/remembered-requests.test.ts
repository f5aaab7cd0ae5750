import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import fc from "fast-check";
import type { Call, Reply } from "../../../sidecar/core/call.ts";
import type { Arrival } from "../../../sidecar/core/engine.ts";
import type { JsonObject } from "../../../sidecar/core/json.ts";
import { documentReply, eventsReply } from "../../support/calls.ts";
import { ANSWER, arrivalOf, oneRoute, served, snapshotOf, testEngine } from "./engine-set-up.ts";

const PII = `apiVersion: aios.dev/v1
kind: Policy
metadata: { name: pii }
spec: { redact: { entities: [email], action: tokenize, restore: true } }`;
const CACHE = "cache: { exact: { ttl: 10m } }";
const CONFIGS = [
  oneRoute({ route: CACHE, more: PII }),
  // The same route, which asks for another model, calls nothing with a tool cacheable, and has a policy of its own.
  oneRoute({
    route: "policies: [pii], cache: { exact: { ttl: 5m, maxTemperature: 0.5 } }",
    more: PII,
  }),
];

/** An answer that tells which request it is of, and which one in all. */
function teller(): (call: Call) => Promise<Reply> {
  let answers = 0;
  return async (call) => {
    const content = `${++answers}: ${Buffer.from(call.request.bytes()).toString().trim()}`;
    if (!call.stream) {
      const choices = [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }];
      return documentReply({ ...ANSWER, choices });
    }
    const event = (data: JsonObject) => Buffer.from(`data: ${JSON.stringify(data)}\n\n`);
    const chunk = { id: "c", object: "chat.completion.chunk", created: 1, model: "gpt-4o-mini" };
    return eventsReply([
      event({
        ...chunk,
        choices: [{ index: 0, delta: { role: "assistant", content }, finish_reason: null }],
      }),
      event({ ...chunk, choices: [{ index: 0, delta: {}, finish_reason: "stop" }] }),
      event({ ...chunk, choices: [], usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 } }),
      Buffer.from("data: [DONE]\n\n"),
    ]);
  };
}

interface Told {
  readonly reply: string;
  readonly cache: unknown;
  readonly cacheReason: unknown;
  readonly isRecalled: boolean;
}

interface Served {
  ask(body: string, overrides: Partial<Arrival>): Promise<Told>;
  apply(config: string): void;
  readonly upstreamCalls: number;
}

function sidecar(context: TestContext): Served {
  const { engine, upstreams } = testEngine(context, { config: CONFIGS[0] ?? "", answer: teller() });
  return {
    async ask(body, overrides) {
      const running = engine.begin(arrivalOf(body, overrides));
      const isRecalled = running.call.request.recollection?.known !== undefined;
      const reply = await served(running).catch((error: Error) => error.message);
      const { cache, cacheReason } = running.call.record.all();
      return { reply, cache, cacheReason, isRecalled };
    },
    apply: (config) => engine.apply(snapshotOf(config)),
    get upstreamCalls() {
      return upstreams.calls.length;
    },
  };
}

const body = (content: string, more: JsonObject = {}) =>
  JSON.stringify({ model: "gpt-4o-mini", messages: [{ role: "user", content }], ...more });

test("a request that is answered from the cache is not read when it comes again", async (context) => {
  const { ask } = sidecar(context);
  const told = [
    await ask(body("Hi."), {}),
    await ask(body("Hi."), {}),
    await ask(body("Hi."), {}),
    await ask(body("Ho."), {}),
    await ask(body("Hi."), {}),
  ];
  assert.deepEqual(
    told.map(({ cache, isRecalled }) => [cache, isRecalled]),
    [
      ["miss", false],
      ["hit", false],
      ["hit", true],
      ["miss", false],
      ["hit", true],
    ],
  );
  assert.equal(told[2]?.reply, told[0]?.reply);
  assert.equal(told[4]?.reply, told[0]?.reply);
});

/** Mostly none. */
const seldom = <Value>(...values: readonly Value[]) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom(...values) },
  );

test("nobody gets by what is remembered another answer than by reading", async (context) => {
  const documents = fc.record({
    model: seldom("gpt-4o").map((model = "gpt-4o-mini") => model),
    content: fc.constantFrom("Hi.", "My address is bo@example.com."),
    more: seldom<JsonObject>(
      { stream: true },
      { stream: true, stream_options: { include_usage: true } },
      { temperature: 0.9 },
      { tools: [{ type: "function", function: { name: "send_mail" } }] },
    ),
  });
  const headers = fc
    .record({
      "x-aios-user": seldom("bo", "al"),
      "x-aios-policy": seldom("pii"),
      "openai-organization": seldom("org-1"),
      "cache-control": seldom("no-cache", "max-age=0", "no-store"),
    })
    .map((all) =>
      Object.fromEntries(
        Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      ),
    );
  const namespaces = seldom("other").map((namespace = "default") => namespace);
  const steps = fc.array(
    fc.oneof(
      { weight: 30, arbitrary: fc.tuple(documents, headers, namespaces) },
      { weight: 1, arbitrary: fc.constantFrom(...CONFIGS) },
    ),
    { minLength: 60, maxLength: 120 },
  );
  let recalled = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (taken) => {
      const [remembering, reading] = [sidecar(context), sidecar(context)];
      for (const [index, step] of taken.entries()) {
        if (typeof step === "string") {
          remembering.apply(step);
          reading.apply(step);
          continue;
        }
        const [{ model, content, more }, sent, namespace] = step;
        const text = body(content, { model, ...more });
        const overrides = { headers: sent, workload: { namespace, serviceAccount: "default", labels: {} } };
        const given = await remembering.ask(text, overrides);
        // The same document in bytes that never come again.
        const read = await reading.ask(`${text}${" ".repeat(index + 1)}`, overrides);
        assert.equal(read.isRecalled, false);
        assert.deepEqual({ ...given, isRecalled: false }, read);
        assert.equal(remembering.upstreamCalls, reading.upstreamCalls);
        if (given.isRecalled) recalled++;
      }
    }),
    { numRuns: 40 },
  );
  assert.ok(recalled > 100, `only ${recalled} requests were remembered`);
});
