import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { type TestContext, test } from "node:test";
import { AiosError } from "../../../../sidecar/core/errors.ts";
import { Secret } from "../../../../sidecar/platform/secrets.ts";
import { collect, text } from "../../../support/calls.ts";
import { failureOf, startProvider, streamCall, unaryCall, upstreamAt } from "./support.ts";

/** A server that answers every request with what `answer` writes to the bare socket. */
async function rawProvider(context: TestContext, answer: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("data", () => answer(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

const SSE_HEAD = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n";

function chunked(body: string): string {
  return `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n`;
}

test("a stream that is cut at any byte is never taken for a whole one", async (context) => {
  const events = ["data: 1\n\n", "data: 2\n\n", "data: [DONE]\n\n"];
  const head = `${SSE_HEAD}transfer-encoding: chunked\r\n\r\n`;
  const whole = `${head}${events.map(chunked).join("")}0\r\n\r\n`;
  // Where the last event's last byte has arrived, the reply is whole, whatever becomes of the connection.
  const wholeFrom = whole.indexOf("[DONE]\n\n") + "[DONE]\n\n".length;
  let cutAt = 0;
  const url = await rawProvider(context, (socket) => socket.end(whole.slice(0, cutAt)));
  const upstream = upstreamAt(context, url, { connections: { max: 1 } });

  for (cutAt = 0; cutAt <= whole.length; cutAt++) {
    const seen: string[] = [];
    let kind: string | undefined;
    try {
      const reply = await upstream.call(streamCall());
      for await (const frame of reply.body) seen.push(Buffer.from(frame).toString());
    } catch (error) {
      kind = (error as { kind?: string }).kind;
    }
    assert.deepEqual(seen, events.slice(0, seen.length), `cut at ${cutAt}`);
    if (cutAt >= wholeFrom) assert.deepEqual([seen.length, kind], [3, undefined], `cut at ${cutAt}`);
    else assert.deepEqual([seen.length < 3, kind], [true, "upstream-cut"], `cut at ${cutAt}`);
  }
});

for (const [name, headers] of [
  ["announced by its length", (body: string) => `content-length: ${body.length}\r\n\r\n${body}`],
  ["chunked", (body: string) => `transfer-encoding: chunked\r\n\r\n${chunked(body)}0\r\n\r\n`],
  [
    "chunked on a closing connection",
    (body: string) => `connection: close\r\ntransfer-encoding: chunked\r\n\r\n${chunked(body)}0\r\n\r\n`,
  ],
] as const) {
  test(`a document ${name} that is cut at any byte is a rejection`, async (context) => {
    const body = '{"a":{"b":1}}';
    const whole = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n${headers(body)}`;
    let cutAt = 0;
    const url = await rawProvider(context, (socket) => socket.end(whole.slice(0, cutAt)));
    const upstream = upstreamAt(context, url, { connections: { max: 1 } });

    for (cutAt = 0; cutAt < whole.length; cutAt++) {
      const error = await failureOf(upstream.call(unaryCall()));
      assert.equal(error.kind, "upstream-cut", `cut at ${cutAt}`);
    }
    const reply = await upstream.call(unaryCall());
    assert.equal(await text(reply.body), body);
  });
}

test("a document without a length that breaks off is not taken for a whole one", async (context) => {
  const url = await rawProvider(context, (socket) =>
    socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{"a":{"b":1}, "c'),
  );
  const error = await failureOf(upstreamAt(context, url).call(unaryCall()));
  assert.equal(error.kind, "invalid-upstream-reply");
});

test("a status line or a header that no one can read is an invalid reply", async (context) => {
  let head = "";
  const url = await rawProvider(context, (socket) => socket.end(head));
  const upstream = upstreamAt(context, url);
  for (head of ["HTTP/1.1 abc\r\n\r\n", `HTTP/1.1 200 OK\r\nx: ${"y".repeat(40_000)}\r\n\r\n`]) {
    assert.equal((await failureOf(upstream.call(unaryCall()))).kind, "invalid-upstream-reply");
  }
});

test("a connection that is reset before the answer is a cut", async (context) => {
  const url = await rawProvider(context, (socket) => socket.resetAndDestroy());
  const error = await failureOf(upstreamAt(context, url).call(unaryCall()));
  assert.equal(error.kind, "upstream-cut");
  assert.match(error.message, /^Upstream "provider" closed the connection before it answered\.$/);
});

test("a port where nobody listens is a connect failure that names the upstream, not its URL", async (context) => {
  const url = await rawProvider(context, () => {});
  const spare = createTcpServer().listen(0, "127.0.0.1");
  await once(spare, "listening");
  const { port } = spare.address() as AddressInfo;
  await new Promise((resolve) => spare.close(resolve));
  const upstream = upstreamAt(context, `${url.replace(/:\d+/, `:${port}`)}?tenant=s3cret`);

  const call = unaryCall();
  const error = await failureOf(upstream.call(call));

  assert.equal(error.kind, "connect");
  assert.equal(error.message, 'Upstream "provider" could not be reached: the connection was refused.');
  assert.ok(error.cause instanceof Error);
  assert.equal(upstream.status().running, 0);
});

test("a server that speaks no HTTP is an invalid reply", async (context) => {
  const url = await rawProvider(context, (socket) => socket.end("220 mail.example ESMTP\r\n"));
  const error = await failureOf(upstreamAt(context, url).call(unaryCall()));
  assert.equal(error.kind, "invalid-upstream-reply");
});

test("an informational response is not the reply", async (context) => {
  const url = await rawProvider(context, (socket) =>
    socket.end(
      "HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\nHTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}",
    ),
  );
  const reply = await upstreamAt(context, url).call(unaryCall());
  assert.equal(reply.status, 200);
});

for (const [name, contentType, body] of [
  ["a web page", "text/html", "<html></html>"],
  ["a web page under the wrong name", "application/json", "<html></html>"],
  ["an array", "application/json", "[]"],
  ["nothing", "application/json", ""],
  ["blanks", "application/json", "  \n"],
  ["plain text", "text/plain", "{}"],
] as const) {
  test(`${name} with status 200 is an invalid reply`, async (context) => {
    const provider = await startProvider(context, (_request, response) => {
      response.writeHead(200, { "content-type": contentType }).end(body);
    });
    const error = await failureOf(upstreamAt(context, provider.url).call(unaryCall()));
    assert.equal(error.kind, "invalid-upstream-reply");
    assert.equal(error.message.includes("html"), false);
  });
}

for (const [name, status] of [
  ["a web page", 200],
  ["a redirect", 302],
] as const) {
  test(`${name} without end is dropped as soon as it is seen for what it is`, async (context) => {
    const closed = Promise.withResolvers<void>();
    const provider = await startProvider(context, (_request, response) => {
      response.on("close", () => closed.resolve());
      response.writeHead(status, { "content-type": "text/html" });
      response.write("<html>");
    });
    const upstream = upstreamAt(context, provider.url);
    assert.equal((await failureOf(upstream.call(unaryCall()))).kind, "invalid-upstream-reply");
    await closed.promise;
    assert.equal(upstream.status().running, 0);
  });
}

test("a document that is larger than maxReplySize is refused and its connection dropped", async (context) => {
  const closed = Promise.withResolvers<void>();
  const provider = await startProvider(context, (_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    const more = () => {
      while (response.write(`{"a":"${"x".repeat(64 * 1024)}"}`));
    };
    response.on("drain", more);
    response.on("close", () => closed.resolve());
    more();
  });
  const error = await failureOf(
    upstreamAt(context, provider.url, { maxReplySize: "100KiB" }).call(unaryCall()),
  );
  assert.equal(error.kind, "reply-too-large");
  await closed.promise;
});

test("an event that is larger than maxReplySize is refused", async (context) => {
  const provider = await startProvider(context, (_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write("data: 1\n\n");
    response.write(`data: ${"x".repeat(200_000)}\n\ndata: [DONE]\n\n`);
  });
  const reply = await upstreamAt(context, provider.url, { maxReplySize: "100KiB" }).call(streamCall());
  assert.equal((await failureOf(collect(reply.body))).kind, "reply-too-large");
});

for (const status of [301, 302, 307, 308]) {
  test(`a redirect (${status}) is not followed`, async (context) => {
    let requests = 0;
    const provider = await startProvider(context, (_request, response) => {
      requests++;
      response.writeHead(status, { location: "/elsewhere" }).end();
    });
    const error = await failureOf(upstreamAt(context, provider.url).call(unaryCall()));
    assert.equal(error.kind, "invalid-upstream-reply");
    assert.equal(requests, 1);
  });
}

for (const [status, kind] of [
  [400, "upstream-rejected"],
  [401, "unauthenticated"],
  [403, "permission-denied"],
  [404, "upstream-rejected"],
  [408, "server-error"],
  [409, "upstream-rejected"],
  [413, "upstream-rejected"],
  [422, "upstream-rejected"],
  [429, "rate-limited"],
  [500, "server-error"],
  [503, "server-error"],
  [529, "server-error"],
] as const) {
  test(`status ${status} is ${kind}, with the provider's own words`, async (context) => {
    const body = '{"error":  {"message":"no"}}\n';
    const provider = await startProvider(context, (_request, response) => {
      response.writeHead(status, {
        "content-type": "application/json",
        "set-cookie": "a=1",
        "retry-after": "3",
      });
      response.end(body);
    });
    const error = await failureOf(upstreamAt(context, provider.url).call(unaryCall()));
    assert.equal(error.kind, kind);
    assert.equal(error.answer?.status, status);
    assert.deepEqual(error.answer.headers, { "content-type": "application/json", "retry-after": "3" });
    assert.equal(Buffer.from(error.answer.body).toString(), body);
    assert.equal(error.retryAfterMs, 3_000);
    assert.equal(error.message.includes('no"'), false);
  });
}

for (const status of [401, 403]) {
  test(`status ${status} to our own credentials is the operator's matter: nothing of the answer is relayed`, async (context) => {
    let refused = 0;
    const provider = await startProvider(context, (_request, response) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end('{"error":{"message":"Incorrect API key provided: sk-abc***xyz"}}');
    });
    const auth = {
      headerName: "authorization",
      headerValue: () => new Secret("Bearer sk-abcdefxyz"),
      refused: () => void refused++,
    };
    const error = await failureOf(upstreamAt(context, provider.url, {}, { auth }).call(unaryCall()));
    assert.equal(error.kind, "upstream-refused-credentials");
    assert.equal(error.answer, undefined);
    assert.doesNotMatch(`${error.message} ${String(error.cause)}`, /sk-/);
    assert.equal(refused, 1);
  });
}

test("an error body that is too large is left out, and the error stays what it is", async (context) => {
  const provider = await startProvider(context, (_request, response) => {
    response.writeHead(422, { "content-type": "application/json" }).end("x".repeat(300 * 1024));
  });
  const error = await failureOf(upstreamAt(context, provider.url).call(unaryCall()));
  assert.equal(error.kind, "upstream-rejected");
  assert.equal(error.answer, undefined);
});

test("an error whose body is cut stays what it is", async (context) => {
  const url = await rawProvider(context, (socket) =>
    socket.end("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 100\r\nretry-after-ms: 250\r\n\r\nhalf"),
  );
  const error = await failureOf(upstreamAt(context, url).call(unaryCall()));
  assert.equal(error.kind, "server-error");
  assert.equal(error.answer, undefined);
  assert.equal(error.retryAfterMs, 250);
});

test("a date in retry-after is counted from now", async (context) => {
  const provider = await startProvider(context, (_request, response) => {
    response.writeHead(429, { "retry-after": "Thu, 01 Jan 2026 00:00:30 GMT" }).end();
  });
  const upstream = upstreamAt(context, provider.url);
  const error = await failureOf(upstream.call(unaryCall()));
  assert.equal(error.retryAfterMs, 30_000);
});

const WHOLE = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}";

/** A provider whose connections each answer their first request, and meet every later one with `meet`. */
async function tiringProvider(context: TestContext, meet: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  let requests = 0;
  const server = createTcpServer((socket) => {
    let first = true;
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("data", () => {
      requests++;
      if (first) socket.write(WHOLE);
      else meet(socket);
      first = false;
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/v1`, connections: () => sockets.size, requests: () => requests };
}

for (const [how, meet] of [
  ["closed", (socket: Socket) => socket.end()],
  ["reset", (socket: Socket) => socket.resetAndDestroy()],
] as const) {
  test(`a connection that was kept and is ${how} as it is used again is replaced, and nobody notices`, async (context) => {
    const provider = await tiringProvider(context, meet);
    const upstream = upstreamAt(context, provider.url, { connections: { max: 1 } });
    for (let call = 0; call < 5; call++) {
      assert.equal(await text((await upstream.call(unaryCall())).body), "{}");
    }
    assert.ok(provider.connections() > 1);
    assert.equal(upstream.status().running, 0);
    await upstream.close();
  });
}

test("a new connection that dies as well is a cut: nothing is sent a third time", async (context) => {
  let dying = false;
  let requests = 0;
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("data", () => {
      requests++;
      if (dying) socket.resetAndDestroy();
      else socket.write(WHOLE);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const upstream = upstreamAt(context, `http://127.0.0.1:${port}/v1`, { connections: { max: 1 } });
  await upstream.call(unaryCall());
  dying = true;
  assert.equal((await failureOf(upstream.call(unaryCall()))).kind, "upstream-cut");
  assert.equal(requests, 3);
  assert.equal(upstream.status().running, 0);
});

test("a kept connection that dies within its answer is a cut: the request may have been acted upon", async (context) => {
  for (const part of ["H", "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 200 OK\r\n"]) {
    const provider = await tiringProvider(context, (socket) => socket.end(part));
    const upstream = upstreamAt(context, provider.url, { connections: { max: 1 } });
    await upstream.call(unaryCall());
    assert.equal((await failureOf(upstream.call(unaryCall()))).kind, "upstream-cut", part);
    assert.equal(provider.requests(), 2);
  }
});

test("a call that was cancelled is not sent again", async (context) => {
  const controller = new AbortController();
  const reason = new AiosError("client-closed", "gone");
  const provider = await tiringProvider(context, () => controller.abort(reason));
  const upstream = upstreamAt(context, provider.url, { connections: { max: 1 } });
  await upstream.call(unaryCall());
  assert.equal(await failureOf(upstream.call(unaryCall({ signal: controller.signal }))), reason);
  await upstream.close();
  assert.equal(provider.requests(), 2);
});

test("a refusal that was compressed although nobody asked for it keeps its status, and loses its body", async (context) => {
  const provider = await startProvider(context, (_request, response) => {
    response.writeHead(400, { "content-type": "application/json", "content-encoding": "gzip" });
    response.end(Buffer.from([0x1f, 0x8b, 8]));
  });
  const error = await failureOf(upstreamAt(context, provider.url).call(unaryCall()));
  assert.equal(error.kind, "upstream-rejected");
  assert.equal(error.answer, undefined);
});
