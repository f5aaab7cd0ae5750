import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Call } from "../../../../../sidecar/core/call.ts";
import type { JsonObject } from "../../../../../sidecar/core/json.ts";
import { cacheKey, type KeyScope } from "../../../../../sidecar/filters/cache/key.ts";
import { testCall } from "../../../../support/calls.ts";
import { tinyDialect } from "../../../../support/tiny-dialect.ts";

const REQUEST: JsonObject = { model: "m", messages: [{ role: "user", content: "hi" }], temperature: 0.5 };
const SCOPE: KeyScope = { routeName: "chat", routeVersion: "1", isolate: "workload" };

const keyOf = (
  request: JsonObject = REQUEST,
  call: Partial<Call> = {},
  scope: Partial<KeyScope> = {},
): string | undefined => cacheKey(testCall(tinyDialect, request, call), tinyDialect, { ...SCOPE, ...scope });

test("the key is published: the same call has the same key in every process and release", () => {
  assert.equal(keyOf(), "c4caedd02f4a02ba8a47c15018ebe27f048b50e40f621d62ebd200b400e6c207");
});

test("the order of fields and the writing of numbers do not matter", () => {
  assert.equal(
    keyOf({ temperature: 5e-1, messages: [{ content: "hi", role: "user" }], model: "m" }),
    keyOf(),
  );
});

test("whether and how it is streamed does not matter", () => {
  assert.equal(keyOf({ ...REQUEST, stream: true, stream_options: { include_usage: true } }), keyOf());
});

for (const field of ["user", "metadata", "store", "seed", "tools", "n", "service_tier", "an_extension"]) {
  test(`the request's ${field} matters`, () => {
    assert.notEqual(keyOf({ ...REQUEST, [field]: "x" }), keyOf());
  });
}

const others: Readonly<Record<string, Partial<Call>>> = {
  "x-aios-user": { user: "u" },
  "an empty x-aios-user": { user: "" },
  namespace: { workload: { namespace: "other", serviceAccount: "default", labels: {} } },
  "service account": { workload: { namespace: "default", serviceAccount: "other", labels: {} } },
  policies: { policies: ["pii"] },
  "a header that passes on to the provider": { headers: { "openai-organization": "org" } },
  dialect: { dialect: "embeddings" },
  operation: { operation: "embedding" },
};
for (const [name, call] of Object.entries(others)) {
  test(`${name} matters`, () => {
    assert.notEqual(keyOf(REQUEST, call), keyOf());
  });
}

test("the route and what its answers depend on matter", () => {
  assert.notEqual(keyOf(REQUEST, {}, { routeName: "other" }), keyOf());
  assert.notEqual(keyOf(REQUEST, {}, { routeVersion: "2" }), keyOf());
  assert.notEqual(keyOf(REQUEST, {}, { routeVersion: undefined }), keyOf());
});

test("headers that do not pass on, labels, the protocol and the session do not matter", () => {
  const call: Partial<Call> = {
    headers: { "user-agent": "x", authorization: "Bearer secret" },
    workload: { namespace: "default", serviceAccount: "default", labels: { app: "x" } },
    protocol: "grpc",
    session: "s",
  };
  assert.equal(keyOf(REQUEST, call), keyOf());
});

test("the session matters where the route isolates sessions", () => {
  const isolate = "session" as const;
  assert.notEqual(
    keyOf(REQUEST, { session: "a" }, { isolate }),
    keyOf(REQUEST, { session: "b" }, { isolate }),
  );
  assert.notEqual(
    keyOf(REQUEST, { session: "a" }, { isolate }),
    keyOf(REQUEST, { session: "a", user: "u" }, { isolate }),
  );
});

test("two requests have the same key only when they are equal but for the stream", () => {
  const request = fc.dictionary(fc.string({ maxLength: 3 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 });
  fc.assert(
    fc.property(request, request, (left, right) => {
      const strip = (one: object) =>
        JSON.parse(JSON.stringify({ ...one, model: "m", stream: 0, stream_options: 0 }));
      const [one, other] = [strip(left), strip(right)];
      let equal = true;
      try {
        assert.deepStrictEqual(one, other);
      } catch {
        equal = false;
      }
      assert.equal(keyOf({ ...one }) === keyOf({ ...other }), equal);
    }),
  );
});

test("a route that isolates by what the caller does not say shares nothing", () => {
  assert.equal(keyOf(REQUEST, {}, { isolate: "user" }), undefined);
  assert.equal(keyOf(REQUEST, { user: "u" }, { isolate: "session" }), undefined);
  assert.notEqual(keyOf(REQUEST, { user: "u" }, { isolate: "user" }), undefined);
});
