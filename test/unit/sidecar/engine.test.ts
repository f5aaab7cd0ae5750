import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Call, End, Frame, Reply } from "../../../sidecar/core/call.ts";
import type { Arrival } from "../../../sidecar/core/engine.ts";
import { AiosError } from "../../../sidecar/core/errors.ts";
import type { JsonObject } from "../../../sidecar/core/json.ts";
import { documentReply, framesOf } from "../../support/calls.ts";
import { settle } from "../../support/fake-clock.ts";
import { untilCancelled } from "../../support/memory-upstreams.ts";
import { ANSWER, arrivalOf, failureOf, oneRoute, served, snapshotOf, testEngine } from "./engine-set-up.ts";

const HELLO = { model: "gpt-4o-mini", messages: [{ role: "user", content: "Hi." }] };
const gone = () => new AiosError("client-closed", "The client closed the connection.");

test("a call goes through its route's pipeline to its upstream and back, byte for byte", async (context) => {
  const { engine, upstreams, telemetry } = testEngine(context, { config: oneRoute() });
  const running = engine.begin(arrivalOf(HELLO));
  assert.equal(await served(running), JSON.stringify(ANSWER));
  assert.deepEqual(Buffer.from(upstreams.calls[0]?.request.bytes() ?? []).toString(), JSON.stringify(HELLO));
  const { record } = running.call;
  assert.equal(record.get("route"), "chat");
  assert.equal(record.get("upstream"), "openai");
  assert.equal(record.get("configVersion"), engine.configVersion);
  assert.equal(telemetry.named("callEnded").length, 1);
  assert.equal(engine.callsInFlight, 0);
});

test("before the first configuration every call is told not-ready, and when to come back", async (context) => {
  const { engine, telemetry } = testEngine(context);
  const error = await failureOf(served(engine.begin(arrivalOf())));
  assert.equal(error.kind, "not-ready");
  assert.ok((error.retryAfterMs ?? 0) > 0);
  assert.deepEqual(engine.models(arrivalOf().workload), []);
  assert.equal(engine.configVersion, undefined);
  assert.equal(telemetry.named("callStarted").length, 1);
  assert.equal(telemetry.named("callEnded").length, 1);
});

const REFUSED = [
  ["a model that no route takes", { ...HELLO, model: "gpx-4o-mini" }, {}, "model-not-found", "model"],
  ["no model at all", { messages: [] }, {}, "invalid-request", "model"],
  ["a body that is no JSON", "{", {}, "invalid-request", undefined],
  ["a body that is no object", "[]", {}, "invalid-request", undefined],
  ["an empty body", "", {}, "invalid-request", undefined],
  ["an unknown policy", HELLO, { "x-aios-policy": "pil" }, "invalid-request", "x-aios-policy"],
  ["a timeout that is none", HELLO, { "x-aios-timeout": "soon" }, "invalid-request", "x-aios-timeout"],
] as const;

for (const [what, body, headers, kind, param] of REFUSED) {
  test(`begin never throws: ${what} is told by the reply as ${kind}`, async (context) => {
    const policy = `apiVersion: aios.dev/v1\nkind: Policy\nmetadata: { name: pii }\nspec: { redact: { entities: [email] } }`;
    const { engine, telemetry, upstreams } = testEngine(context, { config: oneRoute({ more: policy }) });
    const running = engine.begin(arrivalOf(body, { headers }));
    assert.equal(engine.callsInFlight, 1);
    const error = await failureOf(served(running));
    assert.equal(error.kind, kind);
    assert.equal(error.param, param);
    assert.deepEqual(upstreams.calls, []);
    assert.equal(telemetry.named("callStarted").length, 1);
    assert.equal(telemetry.named("callEnded").length, 1);
    assert.deepEqual(telemetry.named("internalError"), []);
  });
}

test("an unknown model and an unknown policy are answered with the nearest name", async (context) => {
  const policy = `apiVersion: aios.dev/v1\nkind: Policy\nmetadata: { name: pii }\nspec: { redact: { entities: [email] } }`;
  const { engine } = testEngine(context, { config: oneRoute({ more: policy }) });
  const model = await failureOf(served(engine.begin(arrivalOf({ ...HELLO, model: "gtp-4o-mini" }))));
  assert.match(model.message, /Did you mean "gpt-4o-mini"\?/);
  const header = await failureOf(
    served(engine.begin(arrivalOf(HELLO, { headers: { "x-aios-policy": "pil" } }))),
  );
  assert.match(header.message, /Did you mean "pii"\?/);
});

const COUNTED = { dialect: "anthropic-count-tokens" } as const;

test("a model that is routed for other operations is not suggested: what it is routed for is said", async (context) => {
  const { engine } = testEngine(context, {
    config: oneRoute({
      more: `apiVersion: aios.dev/v1
kind: Route
metadata: { name: vectors }
spec: { match: { operations: [embedding], models: [vectors-1] }, targets: [{ upstream: openai }] }`,
    }).replace('{ models: ["gpt-*"] }', '{ operations: [chat, completion, response], models: ["gpt-*"] }'),
  });
  const told = async (document: JsonObject, overrides: Partial<Arrival>) =>
    (await failureOf(served(engine.begin(arrivalOf(document, overrides))))).message;
  assert.equal(
    await told({ model: "gpt-4o-mini", input: "Hi." }, { dialect: "embeddings" }),
    'No route takes "gpt-4o-mini" for embedding; it is routed for chat, completion and response.',
  );
  assert.equal(
    await told({ ...HELLO, max_tokens: 1 }, COUNTED),
    'No route takes "gpt-4o-mini" for token-count; it is routed for chat, completion and response.',
  );
  assert.equal(
    await told({ ...HELLO, model: "vectors-1" }, {}),
    'No route takes "vectors-1" for chat; it is routed for embedding.',
  );
  // What is near to it but takes no call of this sort would be refused as well.
  assert.equal(
    await told({ model: "gtp-4o-mini", input: "Hi." }, { dialect: "embeddings" }),
    'No route takes the model "gtp-4o-mini". GET /v1/models lists those that are known by name.',
  );
  assert.equal(
    await told({ model: "vectors-2", input: "Hi." }, { dialect: "embeddings" }),
    'No route takes the model "vectors-2". Did you mean "vectors-1"?',
  );
});

for (const [protocol, where] of [
  ["http", "GET /v1/models"],
  ["grpc", "ListModels"],
  ["embedded", "runtime.models()"],
] as const) {
  test(`a caller by ${protocol} whose model is like no other is told of ${where}`, async (context) => {
    const { engine } = testEngine(context, { config: oneRoute() });
    const running = engine.begin(arrivalOf({ ...HELLO, model: "nothing-like-it" }, { protocol }));
    assert.equal(
      (await failureOf(served(running))).message,
      `No route takes the model "nothing-like-it". ${where} lists those that are known by name.`,
    );
  });
}

test("a forwarded call goes to the upstream it names; one that is unknown here is told, and never becomes a label", async (context) => {
  const { engine, upstreams } = testEngine(context, { config: oneRoute() });
  const known = engine.begin(arrivalOf({ ...HELLO, model: "any" }, { upstream: "openai" }));
  await served(known);
  assert.equal(upstreams.calls[0]?.target?.upstream, "openai");
  assert.equal(known.call.record.get("route"), undefined);

  const unknown = engine.begin(arrivalOf({ ...HELLO, model: "any" }, { upstream: "4f1c" }));
  assert.equal((await failureOf(served(unknown))).kind, "not-ready");
  assert.equal(unknown.call.record.get("upstream"), undefined);
  assert.equal(upstreams.calls.length, 1);
});

test("a call that has an id keeps it; any other gets one", async (context) => {
  const { engine } = testEngine(context, { config: oneRoute() });
  const id = "01900000-0000-7000-8000-00000000000a";
  const forwarded = engine.begin(arrivalOf(undefined, { id, upstream: "openai" }));
  assert.equal(forwarded.call.id, id);
  await served(forwarded);
  const own = engine.begin(arrivalOf());
  assert.match(own.call.id, /^[0-9a-f-]{36}$/);
  assert.notEqual(own.call.id, id);
  await served(own);
});

test("a forwarded call goes only where a route that takes its workload's calls may send it", async (context) => {
  const more = (name: string, rest: string) => `apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: ${name} }
spec: { dialect: openai, url: "https://${name}.example/v1" }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: ${name} }
spec: { match: { models: [${name}], workloads: { namespaces: [payments] } }, ${rest} }`;
  const config = oneRoute({
    more: [
      more("target", "targets: [{ upstream: target }]"),
      more("rung", "targets: [{ upstream: target }], fallback: [{ upstream: rung }]"),
    ].join("\n---\n"),
  });
  const { engine, upstreams } = testEngine(context, { config });
  const forward = (upstream: string, namespace: string) =>
    served(
      engine.begin(arrivalOf(HELLO, { upstream, workload: { namespace, serviceAccount: "a", labels: {} } })),
    );
  for (const upstream of ["openai", "target", "rung"]) await forward(upstream, "payments");
  await forward("openai", "shop");
  for (const upstream of ["target", "rung"]) {
    const error = await failureOf(forward(upstream, "shop"));
    assert.equal(error.kind, "permission-denied");
    assert.match(error.message, new RegExp(`"${upstream}"`));
  }
  assert.equal(upstreams.calls.length, 4);
});

test("the deadline is the shortest of the route's total, x-aios-timeout and what the edge grants", async (context) => {
  const bound = fc.option(fc.integer({ min: 1, max: 600_000 }), { nil: undefined });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 600_000 }), bound, bound, async (total, header, granted) => {
      const { engine, clock, upstreams } = testEngine(context, {
        config: oneRoute({ route: `timeouts: { total: ${total}ms, connect: 1ms }` }),
        answer: untilCancelled,
      });
      const shortest = Math.min(total, header ?? total, granted ?? total);
      const running = engine.begin(
        arrivalOf(HELLO, {
          headers: header === undefined ? {} : { "x-aios-timeout": `${header}ms` },
          timeoutMs: granted,
        }),
      );
      assert.equal(running.call.deadline.at, clock.monotonic() + shortest);
      const failures: AiosError[] = [];
      const outcome = failureOf(served(running)).then((error) => failures.push(error));
      await clock.advance(shortest - 1);
      assert.equal(failures.length, 0);
      assert.equal(upstreams.calls[0]?.signal.aborted, false);
      await clock.advance(1);
      await outcome;
      assert.equal(failures[0]?.kind, "deadline-exceeded");
      assert.equal(upstreams.calls[0]?.signal.reason, failures[0]);
    }),
    { numRuns: 25 },
  );
});

const BOUNDS = [
  ["its route", {}, 'timeouts.total of route "chat" allows (1m)'],
  [
    "its own header",
    { headers: { "x-aios-timeout": "1.5s" }, timeoutMs: 2_000 },
    "its x-aios-timeout allows (1500ms)",
  ],
  [
    "its gRPC deadline",
    { protocol: "grpc", timeoutMs: 998.2 },
    "its gRPC deadline allows (999ms when it arrived)",
  ],
  [
    "the sidecar before",
    { protocol: "grpc", timeoutMs: 3_000, upstream: "openai" },
    "the sidecar that forwarded it allows (3s when it arrived)",
  ],
] as const;

for (const [what, overrides, told] of BOUNDS) {
  test(`a call that took too long is told the bound that ended it, and its length: of ${what}`, async (context) => {
    const { engine, clock } = testEngine(context, {
      config: oneRoute({ route: "timeouts: { total: 60s }" }),
      answer: untilCancelled,
    });
    const failure = failureOf(served(engine.begin(arrivalOf(HELLO, overrides))));
    await clock.advance(60_000);
    assert.equal((await failure).message, `The call took longer than ${told}.`);
  });
}

test("a deadline that has passed on arrival fails at once", async (context) => {
  const { engine, clock } = testEngine(context, { config: oneRoute(), answer: untilCancelled });
  const running = engine.begin(arrivalOf(HELLO, { timeoutMs: 0 }));
  const failure = failureOf(served(running));
  await clock.advance(0);
  assert.equal((await failure).kind, "deadline-exceeded");
});

test("a deadline that passes while the body streams aborts the upstream", async (context) => {
  const { engine, clock, upstreams } = testEngine(context, {
    config: oneRoute({ route: "timeouts: { total: 5s }" }),
    answer: async (call) => ({
      ...documentReply(ANSWER),
      body: (async function* (): AsyncGenerator<Frame> {
        yield Buffer.from("{");
        await untilCancelled(call);
      })(),
    }),
  });
  const failure = failureOf(served(engine.begin(arrivalOf(HELLO))));
  await clock.advance(5_000);
  assert.equal((await failure).kind, "deadline-exceeded");
  assert.equal(upstreams.calls[0]?.signal.aborted, true);
});

test("the end runs its callbacks once, last registered first, also when one throws", async (context) => {
  const order: string[] = [];
  const { engine, telemetry } = testEngine(context, { config: oneRoute() });
  const running = engine.begin(arrivalOf());
  running.call.onEnd(({ outcome }) => order.push(`first ${outcome}`));
  running.call.onEnd(() => {
    throw new Error("broken");
  });
  running.call.onEnd(() => order.push("last"));
  await running.reply;
  running.end({ outcome: "completed" });
  running.end({ outcome: "failed", error: gone() });
  assert.deepEqual(order, ["last", "first completed"]);
  assert.equal(telemetry.named("internalError").length, 1);
  assert.equal(telemetry.named("callEnded").length, 1);
});

test("a callback that is registered after the end runs at once: nothing that it would release is kept", async (context) => {
  const { engine } = testEngine(context, { config: oneRoute() });
  const running = engine.begin(arrivalOf());
  await running.reply;
  running.end({ outcome: "completed" });
  const ends: End[] = [];
  running.call.onEnd((end) => ends.push(end));
  assert.deepEqual(ends, [{ outcome: "completed" }]);
});

test("a call that ends before its pipeline has begun keeps no permit", async (context) => {
  const { engine, telemetry } = testEngine(context, {
    config: oneRoute(),
    limits: { maxConcurrentCalls: 1 },
  });
  const first = engine.begin(arrivalOf());
  first.cancel(gone());
  first.end({ outcome: "failed", error: gone() });
  await failureOf(first.reply);
  await settle();
  await served(engine.begin(arrivalOf()));
  assert.equal(telemetry.named("callStarted").length, telemetry.named("callEnded").length);
});

test("an upstream that ignores the signal cannot hang a call, and what it answers late is closed", async (context) => {
  const answers: ((reply: Reply) => void)[] = [];
  let closed = 0;
  const { engine, upstreams } = testEngine(context, {
    config: oneRoute(),
    answer: () => new Promise((resolve) => answers.push(resolve)),
  });
  const running = engine.begin(arrivalOf());
  await settle();
  const reason = gone();
  running.cancel(reason);
  assert.equal(await failureOf(running.reply), reason);
  assert.equal(upstreams.calls[0]?.signal.reason, reason);
  running.end({ outcome: "failed", error: reason });

  const body = {
    [Symbol.asyncIterator]: () => ({
      next: () => Promise.reject(new Error("nobody reads this")),
      return: async () => {
        closed++;
        throw new Error("closing fails, which interests nobody");
      },
    }),
  };
  answers[0]?.({ ...documentReply(ANSWER), body });
  await settle();
  assert.equal(closed, 1);
});

test("a streamed reply that comes too late is closed, and leaves no timer behind", async (context) => {
  const answers: ((reply: Reply) => void)[] = [];
  let closed = 0;
  const { engine } = testEngine(context, {
    config: oneRoute({ route: "timeouts: { firstToken: 1h, total: 2h }" }),
    answer: () => new Promise((resolve) => answers.push(resolve)),
  });
  const running = engine.begin(arrivalOf({ ...HELLO, stream: true }));
  await settle();
  running.cancel(gone());
  running.end({ outcome: "failed", error: await failureOf(running.reply) });
  const body = {
    [Symbol.asyncIterator]: () => ({
      next: () => Promise.reject(new Error("nobody reads this")),
      return: async () => {
        closed++;
        return { done: true, value: undefined } as const;
      },
    }),
  };
  answers[0]?.({ ...documentReply(ANSWER), framing: "events", body });
  await settle();
  assert.equal(closed, 1);
});

test("a new configuration is in force for the next call; a call in flight finishes on the old one", async (context) => {
  const bodies: (() => void)[] = [];
  const { engine, upstreams } = testEngine(context, {
    config: oneRoute({ upstream: "connections: { max: 1 }" }),
    answer: async () => ({
      ...documentReply(ANSWER),
      body: (async function* (): AsyncGenerator<Frame> {
        await new Promise<void>((resolve) => bodies.push(resolve));
        yield* framesOf([Buffer.from("{}")]);
      })(),
    }),
  });
  const before = engine.configVersion;
  const old = engine.begin(arrivalOf());
  const oldServed = served(old);
  await settle();
  const [oldClient] = upstreams.open("openai", 1_000);

  engine.apply(snapshotOf(oneRoute({ upstream: "connections: { max: 2 }" })));
  assert.notEqual(engine.configVersion, before);
  const fresh = engine.begin(arrivalOf());
  const freshServed = served(fresh);
  await settle();
  assert.equal(old.call.record.get("configVersion"), before);
  assert.equal(fresh.call.record.get("configVersion"), engine.configVersion);
  assert.equal(oldClient?.closed, false);
  assert.equal(upstreams.open("openai", 1_000).length, 2);

  bodies[0]?.();
  assert.equal(await oldServed, "{}");
  assert.equal(oldClient?.closed, true);
  assert.equal(upstreams.open("openai", 1_000).length, 1);
  bodies[1]?.();
  await freshServed;
  assert.equal(upstreams.open("openai", 1_000).length, 1);
});

const second = (upstream: string) => `apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: other }
spec: { dialect: openai, url: "https://other.example/v1", ${upstream} }`;

test("an upstream that did not change keeps its client, one that did is dialled anew, one that is gone is closed", async (context) => {
  const { engine, upstreams } = testEngine(context, { config: oneRoute({ more: second("") }) });
  const [openai] = upstreams.open("openai", 1_000);
  const [other] = upstreams.open("other", 1_000);
  assert.ok(openai !== undefined && other !== undefined);

  engine.apply(
    snapshotOf(oneRoute({ route: "retry: { attempts: 0 }", more: second("connections: { keepAlive: 1s }") })),
  );
  assert.deepEqual(upstreams.open("openai", 1_000), [openai]);
  assert.equal(other.closed, true);
  assert.equal(upstreams.open("other", 1_000).length, 1);

  engine.apply(snapshotOf(oneRoute()));
  assert.deepEqual(upstreams.open("openai", 1_000), [openai]);
  assert.deepEqual(upstreams.open("other"), []);
});

test("a configuration whose dialling throws changes nothing and keeps no claim", async (context) => {
  let refuse = false;
  const { engine, upstreams } = testEngine(context, {
    config: oneRoute(),
    dial: (dial) => (request) => {
      if (refuse && request.name === "other") throw new Error("no such key");
      return dial(request);
    },
  });
  const version = engine.configVersion;
  const [openai] = upstreams.open("openai", 1_000);
  refuse = true;
  const broken = snapshotOf(
    oneRoute({ upstream: "connections: { max: 7 }", more: second("breaker: { minimumCalls: 9 }") }),
  );
  assert.throws(() => engine.apply(broken), /no such key/);
  assert.equal(engine.configVersion, version);
  assert.deepEqual(
    upstreams.dialled.filter((client) => !client.closed).map((client) => client.request.spec.connections.max),
    [128, 128],
    "what the broken one had dialled already is closed again",
  );
  await served(engine.begin(arrivalOf()));
  assert.equal(openai?.calls.length, 1);
  assert.deepEqual(
    engine.breakers().map(({ upstream }) => upstream),
    ["openai"],
  );

  refuse = false;
  engine.apply(broken);
  await served(engine.begin(arrivalOf()));
  assert.equal(openai?.closed, true);
});

test("what it learnt about an upstream outlives a configuration that leaves the breaker as it was", async (context) => {
  const { engine, clock } = testEngine(context, {
    config: oneRoute({ upstream: "breaker: { minimumCalls: 1 }", route: "retry: { attempts: 0 }" }),
    answer: async () => {
      throw new AiosError("server-error", "broken");
    },
  });
  await failureOf(served(engine.begin(arrivalOf())));
  await clock.advance(0);
  await failureOf(served(engine.begin(arrivalOf())));
  await clock.advance(0);
  assert.equal(engine.breakers()[0]?.state, "open");
  engine.apply(
    snapshotOf(
      oneRoute({ upstream: "breaker: { minimumCalls: 1 }", route: "retry: { attempts: 0, backoff: 1s }" }),
    ),
  );
  assert.equal((await failureOf(served(engine.begin(arrivalOf())))).kind, "breaker-open");
});

for (const [what, stub] of [
  ["a call of its route", {}],
  ["a forwarded call", { upstream: "openai", timeoutMs: 10_000 }],
] as const) {
  test(`an upstream that takes ${what} and never answers opens its breaker and shrinks what it may have in flight`, async (context) => {
    const { engine, clock, telemetry } = testEngine(context, {
      config: oneRoute({
        upstream: "breaker: { minimumCalls: 2 }",
        route: "retry: { attempts: 0 }, timeouts: { total: 10s }, policies: [team]",
        more: `apiVersion: aios.dev/v1
kind: Policy
metadata: { name: team }
spec: { limits: { adaptiveConcurrency: {} } }`,
      }),
      answer: untilCancelled,
    });
    const both = [0, 1].map(() => failureOf(served(engine.begin(arrivalOf(undefined, stub)))));
    await clock.advance(10_000);
    for (const { kind } of await Promise.all(both)) assert.equal(kind, "deadline-exceeded");
    assert.deepEqual(
      engine.breakers().map(({ state, failures }) => [state, failures]),
      [["open", 2]],
    );
    const limits = telemetry.named("adaptiveLimitChanged").map(({ values }) => values[1]);
    assert.deepEqual(limits, "upstream" in stub ? [] : [16]);
    await clock.advance(5_000);
  });
}

test("callers who leave after waiting too long are told to the breaker of slow calls", async (context) => {
  const { engine, clock } = testEngine(context, {
    config: oneRoute({
      upstream: "breaker: { minimumCalls: 2, openFor: 1s, slowCalls: { longerThan: 2s, rate: 0.5 } }",
    }),
    answer: untilCancelled,
  });
  for (let count = 0; count < 2; count++) {
    const running = engine.begin(arrivalOf());
    const outcome = failureOf(served(running));
    await clock.advance(3_000);
    running.cancel(gone());
    await outcome;
  }
  assert.equal(engine.breakers()[0]?.reason, "slow-calls");
  await clock.advance(1_000);
});

test("models and upstreams are those of the configuration in force", async (context) => {
  const { engine } = testEngine(context, { config: oneRoute() });
  assert.deepEqual(engine.models(arrivalOf().workload), [{ id: "gpt-4o-mini", ownedBy: "openai" }]);
  assert.deepEqual([...new Set(engine.upstreams().map(({ name }) => name))], ["openai"]);
  assert.equal(engine.snapshot?.version, engine.configVersion);
});

test("drain is over at once when no call is in flight", async (context) => {
  const { engine, clock, telemetry } = testEngine(context);
  await engine.drain(1_000);
  assert.equal(clock.running, 0);
  assert.deepEqual(telemetry.named("draining")[0]?.values, [0]);
});

test("drain is over when the last call has ended, and leaves no timer", async (context) => {
  const { engine, telemetry } = testEngine(context, { config: oneRoute(), answer: untilCancelled });
  const calls = [engine.begin(arrivalOf()), engine.begin(arrivalOf())];
  for (const { reply } of calls) reply.catch(() => {});
  await settle();
  let over = false;
  const drained = engine.drain(30_000).then(() => {
    over = true;
  });
  assert.deepEqual(telemetry.named("draining")[0]?.values, [2]);
  calls[0]?.end({ outcome: "completed" });
  await settle();
  assert.equal(over, false);
  calls[1]?.end({ outcome: "completed" });
  await drained;
});

test("drain cancels what is left after its timeout, with a reason, and leaves no timer", async (context) => {
  const { engine, clock } = testEngine(context, { config: oneRoute(), answer: untilCancelled });
  const failure = failureOf(served(engine.begin(arrivalOf())));
  await settle();
  const drained = engine.drain(2_000);
  await clock.advance(1_999);
  assert.equal(engine.callsInFlight, 1);
  await clock.advance(1);
  assert.equal((await failure).kind, "draining");
  await drained;
});

test("drain is over a second after its timeout even when an edge never ends its call", async (context) => {
  const { engine, clock } = testEngine(context, { config: oneRoute(), answer: untilCancelled });
  const running = engine.begin(arrivalOf());
  await settle();
  let over = false;
  const drained = engine.drain(2_000).then(() => {
    over = true;
  });
  running.reply.catch(() => {});
  await clock.advance(2_999);
  assert.equal(over, false);
  await clock.advance(1);
  await drained;
  running.end({ outcome: "failed", error: gone() });
});

test("whoever waits for a drain hears of its end, also when it is asked for twice", async (context) => {
  const { engine } = testEngine(context, { config: oneRoute(), answer: untilCancelled });
  const running = engine.begin(arrivalOf());
  running.reply.catch(() => {});
  await settle();
  const both = Promise.all([engine.drain(30_000), engine.drain(30_000)]);
  running.end({ outcome: "completed" });
  await both;
});

test("closing lets a call in flight finish on its connection", async (context) => {
  const { engine, upstreams } = testEngine(context, { config: oneRoute(), answer: untilCancelled });
  const running = engine.begin(arrivalOf());
  running.reply.catch(() => {});
  await settle();
  engine.close();
  assert.equal(upstreams.open("openai", 1_000).length, 1);
  running.end({ outcome: "failed", error: gone() });
  await settle();
  assert.deepEqual(upstreams.open("openai"), []);
  assert.equal((await failureOf(served(engine.begin(arrivalOf())))).kind, "not-ready");
});

test("an end that failed stops what still runs upstream", async (context) => {
  const { engine, upstreams } = testEngine(context, { config: oneRoute(), answer: untilCancelled });
  const running = engine.begin(arrivalOf());
  running.reply.catch(() => {});
  await settle();
  const error = gone();
  running.end({ outcome: "failed", error });
  assert.equal((upstreams.calls[0] as Call).signal.reason, error);
});
