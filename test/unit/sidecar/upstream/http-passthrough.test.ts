import assert from "node:assert/strict";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { test } from "node:test";
import type { OpaqueRequest } from "../../../../sidecar/core/call.ts";
import { opaquePayload } from "../../../../sidecar/core/payload.ts";
import { httpPassthrough } from "../../../../sidecar/dialects/passthrough/dialect.ts";
import { Secret } from "../../../../sidecar/platform/secrets.ts";
import { text } from "../../../support/calls.ts";
import { bodyOf, failureOf, startProvider, unaryCall, upstreamAt } from "./support.ts";

const auth = {
  headerName: "authorization",
  headerValue: () => new Secret("Bearer ours"),
  refused: () => {},
};

type Http = Extract<OpaqueRequest, { transport: "http" }>;

function passing(
  request: Partial<Http> = {},
  headers: Record<string, string> = {},
  bytes = new Uint8Array(),
) {
  const opaque: Http = { transport: "http", method: "GET", path: "/x", contentType: undefined, ...request };
  return unaryCall({
    dialect: "http-passthrough",
    operation: "passthrough",
    opaque,
    headers,
    request: opaquePayload(bytes, opaque.contentType),
  });
}

test("a path goes behind the URL's own, with both queries, and `/v1` is said once", async (context) => {
  const urls: (string | undefined)[] = [];
  const { url } = await startProvider(context, (request, response) => {
    urls.push(request.url);
    response.end();
  });
  const origin = new URL(url).origin;
  const cases = [
    ["/v1", "/v1/files", "/v1/files"],
    ["/v1/", "/files?a=b", "/v1/files?a=b"],
    ["/v1", "/v1", "/v1"],
    ["/v1", "/v10/files", "/v1/v10/files"],
    ["", "/v1/files", "/v1/files"],
    ["", "/", "/"],
    ["/azure?api-version=1", "/files?a=b?c", "/azure/files?api-version=1&a=b?c"],
    ["/azure?api-version=1", "/files", "/azure/files?api-version=1"],
  ] as const;
  for (const [base, path, expected] of cases) {
    const upstream = upstreamAt(context, `${origin}${base}`, {}, { dialectOf: () => httpPassthrough });
    await text((await upstream.call(passing({ path }))).body);
    assert.equal(urls.pop(), expected, `${base} + ${path}`);
  }
});

test("a request without a body has none, and one with has its length and type", async (context) => {
  const seen: unknown[] = [];
  const { url } = await startProvider(context, async (request, response) => {
    const { "content-length": length, "content-type": type, authorization } = request.headers;
    seen.push([request.method, length, type, authorization, await bodyOf(request)]);
    response.end();
  });
  const upstream = upstreamAt(context, url, {}, { auth, dialectOf: () => httpPassthrough });
  const bytes = Buffer.from("a,b");
  for (const call of [
    passing(),
    passing({ method: "DELETE" }),
    passing({ method: "POST" }),
    passing({ method: "POST", contentType: "text/csv; x=y" }, { authorization: "Bearer theirs" }, bytes),
  ]) {
    await text((await upstream.call(call)).body);
  }
  assert.deepEqual(seen, [
    ["GET", undefined, undefined, "Bearer ours", ""],
    ["DELETE", undefined, undefined, "Bearer ours", ""],
    ["POST", "0", undefined, "Bearer ours", ""],
    ["POST", "3", "text/csv; x=y", "Bearer ours", "a,b"],
  ]);
});

test("headers of a file's state pass in their own forms alone", async (context) => {
  let seen: Record<string, unknown> = {};
  const { url } = await startProvider(context, (request, response) => {
    seen = request.headers;
    response.end();
  });
  const upstream = upstreamAt(context, url, {}, { dialectOf: () => httpPassthrough });
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    [
      "accept",
      ["text/html, */*;q=0.1", "application/vnd.x+json; v=1"],
      ["ada@example.com", "x", "a/b; c=d e"],
    ],
    ["range", ["bytes=0-", "bytes=-5, 7-9"], ["lines=1-2", "bytes=x", "bytes=-"]],
    ["if-none-match", ["*", 'W/"a-1", "b"'], ["a", '"a b"', '"ada@example.com"']],
    ["if-match", ['"5d41402abc4b2a76"'], ["'a'"]],
    ["if-modified-since", ["Sun, 06 Nov 1994 08:49:37 GMT"], ["yesterday", "1994-11-06"]],
    ["if-range", ['"a"', "Sun, 06 Nov 1994 08:49:37 GMT"], ["*"]],
    ["openai-beta", ["assistants=v2"], ["to ada@example.com"]],
  ];
  for (const [name, passed, dropped] of cases) {
    for (const value of passed) {
      await text((await upstream.call(passing({}, { [name]: value }))).body);
      assert.equal(seen[name], value);
    }
    for (const value of dropped) {
      await text((await upstream.call(passing({}, { [name]: value }))).body);
      assert.equal(seen[name], name === "accept" ? "*/*" : undefined, value);
    }
  }
});

test("a reply may be of any type and longer than maxReplySize, and is handed on with what tells of it", async (context) => {
  const body = Buffer.alloc(300_000, "x");
  const { url } = await startProvider(context, (_request, response) => {
    response
      .writeHead(203, {
        "content-type": "image/png",
        etag: '"x"',
        "content-length": body.length,
        location: "/y",
      })
      .end(body);
  });
  const upstream = upstreamAt(context, url, { maxReplySize: "1KiB" }, { dialectOf: () => httpPassthrough });
  const reply = await upstream.call(passing());
  assert.deepEqual([reply.status, reply.framing], [203, "bytes"]);
  assert.deepEqual(reply.headers, { "content-type": "image/png", etag: '"x"', "content-length": "300000" });
  assert.equal((await text(reply.body)).length, body.length);
});

test("a reply that nobody reads on is closed, and its connection with it", async (context) => {
  const closed = Promise.withResolvers<void>();
  const { url } = await startProvider(context, (_request, response) => {
    response.on("close", closed.resolve);
    response.write("begun");
  });
  const upstream = upstreamAt(context, url, {}, { dialectOf: () => httpPassthrough });
  const frames = (await upstream.call(passing())).body[Symbol.asyncIterator]();
  assert.equal(String((await frames.next()).value), "begun");
  const waiting = frames.next();
  await frames.return?.();
  assert.equal((await waiting).done, true);
  await closed.promise;
});

test("a body that is cut fails, and one that is refused fails with the provider's bytes", async (context) => {
  const { url } = await startProvider(context, (request, response) => {
    if (request.url === "/v1/gone") response.writeHead(410, { "content-type": "text/plain" }).end("gone");
    else response.writeHead(200, { "content-length": "9" }).write("cut", () => response.destroy());
  });
  const upstream = upstreamAt(context, url, {}, { dialectOf: () => httpPassthrough });
  const cut = await upstream.call(passing());
  assert.equal((await failureOf(text(cut.body))).kind, "upstream-cut");
  const refused = await failureOf(upstream.call(passing({ path: "/gone" })));
  assert.equal(refused.kind, "upstream-rejected");
  assert.deepEqual([refused.answer?.status, String(refused.answer?.body)], [410, "gone"]);
});

test("only a redirect to another origin passes", async (context) => {
  let location = "";
  const { url } = await startProvider(context, (_request, response) =>
    response.writeHead(307, { location }).end(),
  );
  const upstream = upstreamAt(context, url, {}, { dialectOf: () => httpPassthrough });
  location = "https://storage.example/x";
  const reply = await upstream.call(passing());
  assert.deepEqual([reply.status, reply.headers.location], [307, location]);
  await text(reply.body);
  for (location of ["/elsewhere", `${url}/x`, "//[", ""]) {
    assert.equal((await failureOf(upstream.call(passing()))).kind, "invalid-upstream-reply", location);
  }
});

test("no path, wherever its parts come from, leads to where calls with a dialect are taken", async (context) => {
  const urls: (string | undefined)[] = [];
  const { url } = await startProvider(context, (request, response) => {
    urls.push(request.url);
    response.end();
  });
  const origin = new URL(url).origin;
  for (const [base, path] of [
    ["/v1", "/chat/completions"],
    ["/v1", "/v1/chat/completions"],
    ["/v1", "/v1/v1/chat/completions"],
    ["", "/openai/deployments/x/chat/completions?api-version=1"],
    ["/v1/chat", "/completions"],
    ["/v1/messages", "/count_tokens"],
    ["", "/v1/messages/"],
    ["/v1", "/messages"],
    ["/v1", "/Chat/Completions"],
    ["/v1", "/chat;a=b/completions/;x"],
    ["/v1", "/ch%61t/completions%20"],
    ["/v1", "/audio/transcriptions"],
    ["/v1/%zz", "/responses"],
  ] as const) {
    const upstream = upstreamAt(context, `${origin}${base}`, {}, { dialectOf: () => httpPassthrough });
    const error = await failureOf(upstream.call(passing({ method: "POST", path })));
    assert.equal(error.kind, "invalid-request", `${base} + ${path}`);
  }
  assert.deepEqual(urls, []);
  const upstream = upstreamAt(context, `${origin}/v1`, {}, { dialectOf: () => httpPassthrough });
  for (const path of [
    "/chat/completions/chatcmpl-1",
    "/threads/1/messages",
    "/responses/resp_1/input_items",
  ]) {
    await text((await upstream.call(passing({ path }))).body);
    assert.equal(urls.pop(), `/v1${path}`);
  }
});

test("bytes that quote our credentials break off before them, wherever they were cut", async (context) => {
  const key = "sk-a/b+sk-a/b-12345";
  const bearer = { ...auth, headerValue: () => new Secret(`Bearer ${key}`) };
  const before = "told: sk-a/b+sk-a/b-1234 is not it. ";
  let pieces: readonly Buffer[] = [];
  const { url } = await startProvider(context, (_request, response) => {
    const [first, second] = pieces;
    response.writeHead(200, { "content-type": "text/plain" });
    response.write(first);
    setImmediate(() => response.end(second));
  });
  const upstream = upstreamAt(context, url, {}, { auth: bearer, dialectOf: () => httpPassthrough });
  for (const quote of [key, encodeURIComponent(key), key.replaceAll("/", "\\/")]) {
    const whole = Buffer.from(`${before}${quote} is it.`);
    for (let cut = before.length - 1; cut <= before.length + quote.length; cut++) {
      pieces = [whole.subarray(0, cut), whole.subarray(cut)];
      let given = "";
      const { body } = await upstream.call(passing());
      await assert.rejects(
        async () => {
          for await (const frame of body) given += Buffer.from(frame).toString();
        },
        { kind: "invalid-upstream-reply" },
      );
      assert.ok(before.startsWith(given), `${cut}: ${given}`);
    }
  }
});

test("what only begins like our credentials passes whole", async (context) => {
  const body = "a Bearer our, our-own-ke our-own-k";
  const { url } = await startProvider(context, (_request, response) => response.end(body));
  const bearer = { ...auth, headerValue: () => new Secret("Bearer our-own-key") };
  const upstream = upstreamAt(context, url, {}, { auth: bearer, dialectOf: () => httpPassthrough });
  assert.equal(await text((await upstream.call(passing())).body), body);
});

test("a head tells a length only where there may be one, and nothing that is one connection's alone", async (context) => {
  let answer = (_response: ServerResponse) => {};
  const { url } = await startProvider(context, (_request, response) => answer(response));
  const upstream = upstreamAt(context, url, {}, { dialectOf: () => httpPassthrough });
  answer = (response) => response.writeHead(204, { "content-length": "0" }).end();
  assert.equal((await upstream.call(passing())).headers["content-length"], undefined);
  answer = (response) => response.writeHead(404, { "content-length": "10" }).end();
  const missing = await failureOf(upstream.call(passing({ method: "HEAD" })));
  assert.equal(missing.answer?.headers["content-length"], "10");
  answer = (response) => response.writeHead(404, { "content-length": "2" }).end("no");
  assert.equal((await failureOf(upstream.call(passing()))).answer?.headers["content-length"], undefined);
  answer = (response) =>
    response.writeHead(200, { connection: "close, ETag", etag: '"a"', expires: "0" }).end("x");
  const { headers, body } = await upstream.call(passing());
  assert.deepEqual([headers.etag, headers.expires], [undefined, "0"]);
  await text(body);
});

test("headers that the caller's connection calls its own go no further", async (context) => {
  const seen: IncomingHttpHeaders[] = [];
  const { url } = await startProvider(context, (request, response) => {
    seen.push(request.headers);
    response.end();
  });
  const upstream = upstreamAt(context, url, {}, { dialectOf: () => httpPassthrough });
  const headers = { "openai-beta": "a=v1", "anthropic-beta": "b\r\n", range: "bytes=0-1" };
  await text((await upstream.call(passing({}, { ...headers, connection: "x, Range ,close" }))).body);
  assert.deepEqual(
    [seen[0]?.["openai-beta"], seen[0]?.["anthropic-beta"], seen[0]?.range],
    ["a=v1", undefined, undefined],
  );
});
