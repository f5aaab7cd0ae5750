import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { sha256 } from "../../../../../config/schema/canonical.ts";
import type { Call, DialectName, Headers, Target } from "../../../../../sidecar/core/call.ts";
import type { JsonObject } from "../../../../../sidecar/core/json.ts";
import { payloadFromBytes } from "../../../../../sidecar/core/payload.ts";
import { dialectOf } from "../../../../../sidecar/dialects/registry.ts";
import {
  cacheKey,
  type KeyScope,
  type Principal,
  principalOf,
} from "../../../../../sidecar/filters/cache/key.ts";
import { testCall } from "../../../../support/calls.ts";
import { tinyDialect } from "../../../../support/tiny-dialect.ts";

const REQUEST: JsonObject = { model: "m", messages: [{ role: "user", content: "hi" }], temperature: 0.5 };
const SCOPE: KeyScope = { routeName: "chat", routeVersion: "1", isolate: undefined };

const keyOf = (
  request: JsonObject = REQUEST,
  call: Partial<Call> = {},
  scope: Partial<KeyScope> = {},
): string | undefined => {
  const { isolate, ...place } = { ...SCOPE, ...scope };
  const made = testCall(tinyDialect, request, call);
  const principal = principalOf(made, isolate);
  return typeof principal === "string" ? undefined : cacheKey(made, tinyDialect, principal, place);
};

interface Vector {
  readonly name: string;
  /** Name of an earlier one. */
  readonly sameAs?: string;
  readonly input: {
    readonly dialect: DialectName;
    readonly body: string;
    readonly headers: Headers;
    readonly route: string;
    readonly routeVersion: string | null;
    readonly target: Target | null;
    readonly policies: readonly string[];
    readonly principal: Principal;
  };
  readonly canonical: string;
  readonly key: string;
}
const published: { readonly vectors: readonly Vector[] } = JSON.parse(
  readFileSync(new URL("key-vectors.json", import.meta.url), "utf8"),
);

test("vectors that ought to share an answer do, and all others have a key of their own", () => {
  const keys = new Map<string, string>();
  for (const { name, sameAs, key } of published.vectors) {
    if (sameAs === undefined) assert.ok(![...keys.values()].includes(key), name);
    else assert.equal(keys.get(sameAs), key, name);
    keys.set(name, key);
  }
  assert.ok(keys.size >= 12);
});

for (const { name, input, canonical, key } of published.vectors) {
  test(`the key is published, the same in every process and release: ${name}`, () => {
    const dialect = dialectOf(input.dialect);
    const call = testCall(
      dialect,
      { model: "m", max_tokens: 1, messages: [], input: "" },
      {
        request: payloadFromBytes(Buffer.from(input.body), dialect.rewriteRequest),
        headers: input.headers,
        policies: input.policies,
        preferred: input.target ?? undefined,
      },
    );
    const place = { routeName: input.route, routeVersion: input.routeVersion ?? undefined };
    assert.equal(sha256(canonical), key);
    assert.equal(cacheKey(call, dialect, input.principal, place), key);
  });
}

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
  "the target that is preferred": { preferred: { upstream: "a", model: "m" } },
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

test("who names nobody, or an empty name, shares nothing where the route isolates by it", () => {
  const of = (user: string | undefined, session: string | undefined) => ({
    workload: { namespace: "default", serviceAccount: "default", labels: {} },
    user,
    session,
  });
  for (const none of [undefined, ""]) {
    assert.equal(principalOf(of(none, "s"), "user"), "no-user");
    assert.equal(principalOf(of("u", none), "session"), "no-session");
  }
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

/** JSON text of a value in one of the many ways to write it: `pick` chooses, below its argument. */
function written(value: unknown, pick: (below: number) => number): string {
  const space = () => ["", " ", "\n", "\t \r\n"][pick(4)] ?? "";
  if (typeof value === "string") {
    const letters = [
      ...JSON.stringify(value)
        .slice(1, -1)
        .matchAll(/\\u....|\\.|[^\\]/gu),
    ].map(([letter]) =>
      letter.startsWith("\\") || pick(3) > 0
        ? letter
        : letter
            .split("")
            .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
            .join(""),
    );
    return `"${letters.join("")}"`;
  }
  if (typeof value === "number" && Number.isInteger(value) && value !== 0 && Math.abs(value) < 1e6)
    return [`${value}`, `${value}.0`, `${value}e0`, `${value}0E-1`][pick(4)] ?? "";
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value))
    return `[${space()}${value.map((item) => written(item, pick)).join(`${space()},${space()}`)}]`;
  const members = Object.entries(value).map(
    ([key, member]) => `${written(key, pick)}${space()}:${space()}${written(member, pick)}`,
  );
  const ordered: string[] = [];
  for (const member of members) ordered.splice(pick(ordered.length + 1), 0, member);
  return `{${space()}${ordered.join(`${space()},${space()}`)}${space()}}`;
}

test("however a document is written (order, white space, escapes, forms of numbers), its key is the same", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ maxLength: 4, unit: "binary" }), fc.jsonValue({ maxDepth: 3 }), {
        maxKeys: 5,
      }),
      fc.infiniteStream(fc.nat()),
      (members, choices) => {
        const document = { ...members, model: "m" };
        const pick = (below: number): number => Number(choices.next().value) % below;
        const read = (text: string) => payloadFromBytes(Buffer.from(text), tinyDialect.rewriteRequest);
        const keyOfText = (text: string) => keyOf(REQUEST, { request: read(text) });
        assert.equal(keyOfText(written(document, pick)), keyOfText(JSON.stringify(document)));
      },
    ),
  );
});

/** Also names that would be somebody else's if names were put side by side. */
const name = fc.oneof(
  fc.constantFrom("", "a", "b", "a/b", 'a","b', "a\u0000b", "null", "a:b", "a\n", "\\", "user", "ab"),
  fc.string({ maxLength: 3 }),
);
const caller = fc.record({
  namespace: name,
  serviceAccount: name,
  user: fc.option(name, { nil: undefined }),
  session: fc.option(name, { nil: undefined }),
  policies: fc.array(name, { maxLength: 3 }),
  routeName: name,
  isolate: fc.constantFrom(undefined, "workload", "user", "session"),
} as const);
type Caller = typeof caller extends fc.Arbitrary<infer Value> ? Value : never;

const isNamed = (who: string | undefined): boolean => who !== undefined && who !== "";

function mayShare(one: Caller, other: Caller): boolean {
  if (one.namespace !== other.namespace || one.serviceAccount !== other.serviceAccount) return false;
  if (one.routeName !== other.routeName || one.isolate !== other.isolate) return false;
  if (one.policies.length !== other.policies.length) return false;
  if (!one.policies.every((policy, index) => policy === other.policies[index])) return false;
  switch (one.isolate) {
    case "workload":
      return true;
    case "user":
      return isNamed(one.user) && one.user === other.user;
    case "session":
      return isNamed(one.session) && one.session === other.session && one.user === other.user;
    default:
      return one.user === other.user;
  }
}

test("no two callers ever share an answer, unless the route's isolation says so", () => {
  const pair = fc.oneof(
    fc.tuple(caller, caller),
    // One that differs in few things: those that should not matter, or do.
    fc
      .tuple(
        caller,
        fc.subarray(["user", "session", "namespace", "serviceAccount", "policies", "isolate"]),
        caller,
      )
      .map(([one, changed, from]): [Caller, Caller] => [
        one,
        { ...one, ...Object.fromEntries(changed.map((field) => [field, from[field as keyof Caller]])) },
      ]),
    // The separators of one stand in the names of the other.
    caller.map((one): [Caller, Caller] => [
      one,
      {
        ...one,
        namespace: `${one.namespace}/${one.serviceAccount}`,
        serviceAccount: "",
        user: `${one.user}","session":"${one.session}`,
      },
    ]),
  );
  let shared = 0;
  fc.assert(
    fc.property(pair, ([one, other]) => {
      const [left, right] = [one, other].map(
        ({ namespace, serviceAccount, user, session, policies, routeName, isolate }) =>
          keyOf(
            REQUEST,
            { workload: { namespace, serviceAccount, labels: {} }, user, session, policies },
            { routeName, isolate },
          ),
      );
      const areShared = left !== undefined && left === right;
      assert.equal(areShared, mayShare(one, other));
      if (areShared) shared++;
    }),
    { numRuns: 2_000 },
  );
  assert.ok(shared > 50, String(shared));
});

test("a route that shares among all callers of a workload does so whatever user they name", () => {
  const isolate = "workload" as const;
  const alone = keyOf(REQUEST, {}, { isolate });
  assert.equal(keyOf(REQUEST, { user: "u", session: "s" }, { isolate }), alone);
  const other = { namespace: "other", serviceAccount: "default", labels: {} };
  assert.notEqual(keyOf(REQUEST, { workload: other }, { isolate }), alone);
});

test("a route that isolates by what the caller does not say shares nothing", () => {
  assert.equal(keyOf(REQUEST, {}, { isolate: "user" }), undefined);
  assert.equal(keyOf(REQUEST, { user: "u" }, { isolate: "session" }), undefined);
  assert.notEqual(keyOf(REQUEST, { user: "u" }, { isolate: "user" }), undefined);
});
