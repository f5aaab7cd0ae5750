import assert from "node:assert/strict";
import type { IncomingHttpHeaders } from "node:http";
import { type TestContext, test } from "node:test";
import type { Call, Headers } from "../../../../sidecar/core/call.ts";
import type { Dialect } from "../../../../sidecar/core/dialect.ts";
import { payloadFromDocument } from "../../../../sidecar/core/payload.ts";
import { Secret } from "../../../../sidecar/platform/secrets.ts";
import type { ResolvedAuth } from "../../../../sidecar/upstream/auth.ts";
import { collect } from "../../../support/calls.ts";
import {
  failureOf,
  plainDialect,
  sendEvents,
  startProvider,
  streamCall,
  unaryCall,
  upstreamAt,
} from "./support.ts";

const KEY = "sk-proj-0123+/456&789";

function authOf(headerName: string, value: string): ResolvedAuth {
  return { headerName, headerValue: () => new Secret(value), refused: () => {} };
}

const bearer = authOf("authorization", `Bearer ${KEY}`);

const dialect: Dialect = {
  ...plainDialect,
  requestHeaders: [
    "openai-organization",
    "openai-project",
    "openai-beta",
    "anthropic-version",
    "anthropic-beta",
  ],
};

/** What the provider gets to see of a call, with and without credentials of ours. */
async function seenBy(context: TestContext, auth: ResolvedAuth | undefined = undefined) {
  const seen: IncomingHttpHeaders[] = [];
  const provider = await startProvider(context, (request, response) => {
    seen.push(request.headers);
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  const upstream = upstreamAt(context, provider.url, {}, { auth, dialectOf: () => dialect });
  return async (headers: Headers, changes: Partial<Call> = {}): Promise<IncomingHttpHeaders> => {
    await upstream.call(unaryCall({ headers, ...changes }));
    const last = seen.at(-1);
    assert.ok(last !== undefined);
    return last;
  };
}

const keyOf = (headers: IncomingHttpHeaders) => headers["idempotency-key"];

test("an idempotency key leaves as a hash: the same for a repetition, another for every other caller, body or key", async (context) => {
  const see = await seenBy(context);
  const key = { "idempotency-key": "ada@example.com-1" };
  const workload = { namespace: "shop", serviceAccount: "checkout", labels: {} };
  const request = payloadFromDocument({ model: "m", user: "x" }, (document) => document);
  const first = keyOf(await see(key, { workload }));
  assert.match(String(first), /^[0-9a-f]{64}$/);
  assert.equal(keyOf(await see(key, { workload })), first);
  assert.equal(keyOf(await see(key, { workload: { ...workload, labels: { pod: "2" } } })), first);
  const others = [
    keyOf(await see({ "idempotency-key": "ada@example.com-2" }, { workload })),
    keyOf(await see(key, { workload: { ...workload, namespace: "pay" } })),
    keyOf(await see(key, { workload: { ...workload, serviceAccount: "web" } })),
    keyOf(await see(key, { workload, user: "u1" })),
    keyOf(await see(key, { workload, user: "u2" })),
    keyOf(await see(key, { workload, request })),
  ];
  assert.equal(new Set([first, ...others]).size, 7);
});

test("parts of a caller's name cannot be shifted into one another to get its key", async (context) => {
  const see = await seenBy(context);
  const key = { "idempotency-key": "1" };
  const named = (namespace: string, serviceAccount: string) =>
    see(key, { workload: { namespace, serviceAccount, labels: {} } }).then(keyOf);
  assert.notEqual(await named("a", "bc"), await named("ab", "c"));
});

test("a call without an idempotency key gets none", async (context) => {
  const see = await seenBy(context);
  assert.equal(keyOf(await see({})), undefined);
});

test("a header of the caller's passes only in the form that belongs there", async (context) => {
  const see = await seenBy(context);
  const wellFormed: Headers = {
    traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "openai-beta": "assistants=v2",
    "anthropic-version": "2023-06-01",
    "anthropic-beta": "prompt-caching-2024-07-31, output-128k-2025-02-19",
  };
  const seen = await see(wellFormed);
  for (const [name, value] of Object.entries(wellFormed)) assert.equal(seen[name], value);

  for (const value of [
    "ada@example.com",
    "write to ada",
    "+14155550132",
    "4111111111111111",
    "10.20.30.40",
    "a,ada@example.com",
    "2023-06-01T00:00",
    "x".repeat(200),
    Array(40).fill("beta").join(","),
    "",
  ]) {
    const headers = Object.fromEntries(Object.keys(wellFormed).map((name) => [name, value]));
    const names = Object.keys(await see(headers));
    assert.deepEqual(
      names.filter((name) => name in wellFormed),
      [],
      value,
    );
  }
});

test("tracestate, in which anything may stand, does not go to a provider", async (context) => {
  const see = await seenBy(context);
  assert.equal((await see({ tracestate: "vendor=ada@example.com" }))["tracestate"], undefined);
});

test("whose account pays is the caller's choice only where no credentials are ours", async (context) => {
  const account = { "openai-organization": "org-other", "openai-project": "proj_other" };
  const without = await (await seenBy(context))(account);
  assert.equal(without["openai-organization"], "org-other");
  assert.equal(without["openai-project"], "proj_other");
  const withOurs = await (await seenBy(context, bearer))(account);
  assert.equal(withOurs["openai-organization"], undefined);
  assert.equal(withOurs["openai-project"], undefined);
});

const escaped = [...KEY].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
const QUOTES: readonly (readonly [how: string, body: string])[] = [
  ["as it is", `{"error":{"message":"invalid header authorization: Bearer ${KEY}"}}`],
  ["without its scheme", `{"error":{"message":"bad key ${KEY}"}}`],
  ["with slashes escaped", `{"error":{"message":"bad key ${KEY.replaceAll("/", "\\/")}"}}`],
  ["in unicode escapes", `{"error":{"message":"bad key ${escaped}"}}`],
  ["in other case", `{"error":{"message":"bad key ${KEY.toUpperCase()}"}}`],
  ["encoded as in a URL", `{"error":{"message":"/v1?key=${encodeURIComponent(KEY)}"}}`],
];

for (const [how, body] of QUOTES) {
  for (const status of [400, 404, 429, 500]) {
    test(`an error body (${status}) that quotes our key ${how} goes no further, the error does`, async (context) => {
      const provider = await startProvider(context, (_request, response) => {
        response.writeHead(status, { "content-type": "application/json", "retry-after": "3" }).end(body);
      });
      const error = await failureOf(
        upstreamAt(context, provider.url, {}, { auth: bearer }).call(unaryCall()),
      );
      assert.equal(error.answer, undefined);
      assert.ok(!error.message.includes(KEY));
      assert.equal(error.retryAfterMs, 3_000);
      assert.match(error.message, new RegExp(`status ${status}`));
    });
  }
}

test("an error header that quotes our key goes no further, and neither does the answer that it came with", async (context) => {
  const provider = await startProvider(context, (_request, response) => {
    response.writeHead(400, { "content-type": "application/json", "x-request-id": `r ${KEY}` }).end("{}");
  });
  const error = await failureOf(upstreamAt(context, provider.url, {}, { auth: bearer }).call(unaryCall()));
  assert.equal(error.kind, "upstream-rejected");
  assert.equal(error.answer, undefined);
});

test("a header of a good reply that quotes our key is left out, the reply is not", async (context) => {
  const provider = await startProvider(context, (_request, response) => {
    response
      .writeHead(200, { "content-type": "application/json", "x-request-id": "r1", "openai-echo": KEY })
      .end("{}");
  });
  const auth = authOf("api-key", KEY);
  const { headers } = await upstreamAt(context, provider.url, {}, { auth }).call(unaryCall());
  assert.deepEqual(headers, { "content-type": "application/json", "x-request-id": "r1" });
});

test("an answer that quotes no key of ours is passed on as it is", async (context) => {
  const body = '{"error":{"message":"bad \\u00e9 sk-proj-other"}}';
  const provider = await startProvider(context, (_request, response) => {
    response.writeHead(400, { "content-type": "application/json" }).end(body);
  });
  for (const auth of [bearer, authOf("authorization", "Bearer bad"), undefined]) {
    const error = await failureOf(upstreamAt(context, provider.url, {}, { auth }).call(unaryCall()));
    assert.equal(Buffer.from(error.answer?.body ?? []).toString(), body);
  }
});

test("a stream that begins with an error that quotes our key is refused without its words", async (context) => {
  const provider = await startProvider(context, (_request, response) =>
    sendEvents(response, `data: {"error":{"message":"${KEY}"}}\n\n`),
  );
  const error = await failureOf(upstreamAt(context, provider.url, {}, { auth: bearer }).call(streamCall()));
  assert.equal(error.kind, "rate-limited");
  assert.equal(error.answer, undefined);
});

test("an error event within a stream that quotes our key becomes a failure of ours, after the events before it", async (context) => {
  const provider = await startProvider(context, (_request, response) =>
    sendEvents(response, `data: 1\n\ndata: 2\n\ndata: {"error":{"message":"${KEY}"}}\n\ndata: [DONE]\n\n`),
  );
  const reply = await upstreamAt(context, provider.url, {}, { auth: bearer }).call(streamCall());
  const frames: string[] = [];
  const error = await failureOf(
    (async () => {
      for await (const frame of reply.body) frames.push(Buffer.from(frame).toString());
    })(),
  );
  assert.deepEqual(frames, ["data: 1\n\n", "data: 2\n\n"]);
  assert.equal(error.kind, "rate-limited");
  assert.equal(error.answer, undefined);
  assert.deepEqual(await collect(reply.body), []);
});

test("a good reply that quotes our key in its body is no reply", async (context) => {
  for (const quote of [KEY, encodeURIComponent(KEY), KEY.replaceAll("/", "\\/")]) {
    const provider = await startProvider(context, (_request, response) => {
      response.writeHead(200, { "content-type": "application/json" }).end(`{"error":"Bad key: ${quote}"}`);
    });
    const error = await failureOf(upstreamAt(context, provider.url, {}, { auth: bearer }).call(unaryCall()));
    assert.equal(error.kind, "invalid-upstream-reply");
    assert.equal(error.answer, undefined);
  }
});
