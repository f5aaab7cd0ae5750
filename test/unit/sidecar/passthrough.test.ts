import assert from "node:assert/strict";
import { test } from "node:test";
import type { Arrival } from "../../../sidecar/core/engine.ts";
import { framesOf } from "../../support/calls.ts";
import { messagesOf } from "../../support/rpc-messages.ts";
import { arrivalOf, failureOf, oneRoute, served, testEngine, WORKLOAD } from "./engine-set-up.ts";

const CONFIG = oneRoute({
  more: `
apiVersion: aios.dev/v1
kind: Route
metadata: { name: files }
spec: { match: { paths: [/v1/files], workloads: { namespaces: [default] } }, targets: [{ upstream: openai }] }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: private }
spec: { match: { paths: [/private] }, targets: [{ upstream: openai }], policies: [pii] }
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: pii }
spec: { redact: { entities: [email] } }
`,
});

function passing(path: string, changes: Partial<Arrival> & { contentType?: string } = {}): Arrival {
  const { contentType, ...overrides } = changes;
  const request = { transport: "http", method: "GET", path, contentType } as const;
  return arrivalOf("", {
    dialect: "http-passthrough",
    opaque: { request, model: "", stream: false },
    ...overrides,
  });
}

test("a call goes on by its route's path, with the route's name and upstream in its record", async (context) => {
  const { engine, upstreams } = testEngine(context, { config: CONFIG });
  const running = engine.begin(passing("/v1/files/1?x"));
  await served(running);
  const [call] = upstreams.calls;
  assert.deepEqual(call?.opaque, {
    transport: "http",
    method: "GET",
    path: "/v1/files/1?x",
    contentType: undefined,
  });
  assert.deepEqual([call?.operation, call?.target], ["passthrough", { upstream: "openai", model: "" }]);
  assert.equal(running.call.record.get("route"), "files");
  // Nothing is tried again here, and still somebody was asked.
  assert.equal(running.call.record.get("attempts"), 1);
});

test("a path that no route takes, for this workload, is unknown; without a configuration nobody can tell", async (context) => {
  const { engine } = testEngine(context, { config: CONFIG });
  assert.equal((await failureOf(served(engine.begin(passing("/v1/batches"))))).kind, "unknown-path");
  const other = { ...WORKLOAD, namespace: "other" };
  const refused = engine.begin(passing("/v1/files", { workload: other }));
  assert.equal((await failureOf(served(refused))).kind, "unknown-path");
  assert.equal(engine.passesThrough("/v1/files/1", WORKLOAD), true);
  assert.equal(engine.passesThrough("/v1/files/1", other), false);
  const { engine: empty } = testEngine(context);
  assert.equal(empty.passesThrough("/v1/files", WORKLOAD), true);
  assert.equal((await failureOf(served(empty.begin(passing("/v1/files"))))).kind, "not-ready");
});

test("a forwarded call reaches no path of its upstream that no route leads to", async (context) => {
  const { engine, upstreams } = testEngine(context, { config: CONFIG });
  await served(engine.begin(passing("/v1/files/1", { upstream: "openai" })));
  for (const path of ["/v1/fine_tuning/jobs", "/v1/filesystem", "/v1"]) {
    const error = await failureOf(served(engine.begin(passing(path, { upstream: "openai" }))));
    assert.equal(error.kind, "permission-denied", path);
  }
  assert.equal(upstreams.calls.length, 1);
});

test("under a policy JSON is looked into, no body is nothing to look into, and all else is refused", async (context) => {
  const { engine, upstreams } = testEngine(context, { config: CONFIG });
  const body = Buffer.from('{"a":["ada@example.com"]}');
  await served(engine.begin(passing("/private/x", { body, contentType: "application/json; charset=utf-8" })));
  assert.match(
    Buffer.from(upstreams.calls[0]?.request.bytes() ?? []).toString(),
    /^\{"a":\["\[EMAIL_[1-9]\d{8}\]"\]\}$/,
  );
  await served(engine.begin(passing("/private/x", { body: new Uint8Array() })));
  const refused = await failureOf(served(engine.begin(passing("/private/x", { body }))));
  assert.equal(refused.kind, "unsupported");
  assert.match(refused.message, /policy in force/);
  const path = "/private/x?to=ada%40example.com";
  const told = await failureOf(served(engine.begin(passing(path, { body: new Uint8Array() }))));
  assert.equal(told.kind, "unsupported");
  assert.doesNotMatch(told.message, /ada/);
});

const RPC_CONFIG = `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: triton }
spec: { dialect: grpc, url: "grpcs://triton.example:8001", via: direct, region: us-1 }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: inference }
spec:
  match: { services: [inference.Service] }
  targets: [{ upstream: triton }]
  policies: [places]
  cache: { exact: { ttl: 1h }, isolate: workload }
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: places }
spec:
  rules:
    - name: at-home
      validations: [{ expression: '!upstream.region.startsWith("us-") || request.user != "bob"', message: no }]
`;

test("a gRPC call that may not go to an upstream gets no answer of it from memory either", async (context) => {
  const { engine, upstreams } = testEngine(context, {
    config: RPC_CONFIG,
    answer: async () => ({
      status: 200,
      headers: {},
      framing: "messages",
      body: framesOf([Buffer.from("yes")]),
      trailers: () => ({}),
    }),
  });
  const asked = (user: string) => {
    const messages = messagesOf([Buffer.from("question")]);
    const request = { transport: "grpc", path: "/inference.Service/Infer", messages } as const;
    return engine.begin(
      arrivalOf("", {
        protocol: "grpc",
        dialect: "grpc-passthrough",
        headers: { "x-aios-user": user },
        opaque: { request, model: "", stream: true },
      }),
    );
  };
  assert.equal(await served(asked("alice")), "yes");
  const again = asked("carol");
  assert.equal(await served(again), "yes");
  assert.equal(again.call.record.get("cache"), "hit");
  assert.equal((await failureOf(served(asked("bob")))).kind, "policy-denied");
  assert.equal(upstreams.calls.length, 1);
});
